//! Rebalancing against brute force, and the wishes one by one.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::graph::{Edge, MeasureNode, UnitNode};
use crate::plan::Role;
use crate::units::UnitKind;
use proptest::prelude::*;

/// A small plan: for each measure the role of each unit.
#[derive(Debug, Clone)]
struct Small {
    units: usize,
    roles: Vec<Vec<Option<Role>>>,
}

fn unit(id: u32) -> UnitNode {
    UnitNode { id: UnitId(id), kind: UnitKind::Department, function: Some(id), jurisdiction: 0 }
}

impl Small {
    fn graph(&self) -> ResponsibilityGraph {
        self.graph_with(|_| {})
    }

    fn graph_with(&self, change: impl Fn(&mut UnitNode)) -> ResponsibilityGraph {
        let mut units: Vec<_> = (0..self.units as u32).map(unit).collect();
        units.iter_mut().for_each(change);
        let measures = (0..self.roles.len() as u32)
            .map(|m| MeasureNode { id: MeasureId(m), plan: PlanId(m % 2), section: 0 })
            .collect();
        let mut edges = Vec::new();
        for (roles, m) in self.roles.iter().zip(0..) {
            for (role, u) in roles.iter().zip(0..) {
                if let Some(role) = *role {
                    edges.push((u, m, Edge { role, row: 100 * m + u }));
                }
            }
        }
        ResponsibilityGraph::from_parts(units, measures, edges)
    }

    fn lead(&self, m: usize) -> Option<usize> {
        let leads: Vec<_> =
            (0..self.units).filter(|u| self.roles[m][*u] == Some(Role::Lead)).collect();
        (leads.len() == 1).then(|| leads[0])
    }
}

/// `"LRS."` is: unit 0 leads, 1 is responsible, 2 supports, 3 has no part.
fn small(rows: &[&str]) -> Small {
    let role = |c| match c {
        'L' => Some(Role::Lead),
        'R' => Some(Role::Responsible),
        'S' => Some(Role::Support),
        _ => None,
    };
    let roles: Vec<Vec<_>> = rows.iter().map(|row| row.chars().map(role).collect()).collect();
    Small { units: roles[0].len(), roles }
}

/// An assignment's worth: loads from the highest, moves, preferences. Smaller is better.
type Worth = (Vec<u32>, u32, u32);

/// The best of all assignments with at most `k` moves, for every `k` from 0; `None` where the
/// excluded leads alone need more.
fn brute_force(small: &Small, problem: &Problem) -> Vec<Option<Worth>> {
    let said = |m: usize, u: usize| {
        let id = (MeasureId(m as u32), UnitId(u as u32));
        let lines = problem.eligible.iter().filter(|e| (e.measure, e.unit) == id);
        lines.map(|e| e.allowed).min()
    };
    let weight = |role: Option<Role>| match role {
        Some(Role::Lead) => 4,
        Some(Role::Responsible) => u32::from(problem.base.responsible),
        Some(Role::Support) => u32::from(problem.base.support),
        None => 0,
    };
    let mut base = vec![0; small.units];
    // Of each measure that can move: its choices (unit, moves, preference).
    let mut choices: Vec<Vec<(usize, u32, u32)>> = Vec::new();
    for m in 0..small.roles.len() {
        for (u, base) in base.iter_mut().enumerate() {
            *base += weight(small.roles[m][u]);
        }
        let Some(lead) = small.lead(m) else { continue };
        let mut options = Vec::new();
        for u in (0..small.units).filter(|u| *u != lead) {
            let rank = match (small.roles[m][u], said(m, u)) {
                (_, Some(false)) => continue,
                (Some(Role::Responsible), _) => 0,
                (Some(Role::Support), _) => 1,
                (_, Some(true)) => 2,
                _ => continue,
            };
            options.push((u, 1, rank));
        }
        if said(m, lead) != Some(false) || options.is_empty() {
            options.push((lead, 0, 0));
        }
        base[lead] -= 4;
        choices.push(options);
    }
    let mut best: Vec<Option<Worth>> = vec![None; choices.len() + 1];
    let mut at = vec![0; choices.len()];
    loop {
        let mut load = base.clone();
        let (mut moves, mut ranks) = (0, 0);
        for (options, i) in choices.iter().zip(&at) {
            load[options[*i].0] += 4;
            moves += options[*i].1;
            ranks += options[*i].2;
        }
        load.sort_unstable_by(|a, b| b.cmp(a));
        let worth = (load, moves, ranks);
        for best in &mut best[moves as usize..] {
            if best.as_ref().is_none_or(|b| worth < *b) {
                *best = Some(worth.clone());
            }
        }
        let Some(i) = (0..at.len()).find(|i| at[*i] + 1 < choices[*i].len()) else { break };
        at[..i].fill(0);
        at[i] += 1;
    }
    best
}

fn worth(group: &GroupRebalancing) -> Worth {
    let mut load: Vec<_> = group.loads.iter().map(|l| l.after).collect();
    load.sort_unstable_by(|a, b| b.cmp(a));
    let ranks = group.moves.iter().map(|m| u32::from(m.why.rank())).sum();
    (load, group.moves.len() as u32, ranks)
}

/// Replays the moves: loads follow, the highest load never rises, every step makes it fairer.
fn replay(group: &GroupRebalancing) {
    let at = |u: UnitId| group.loads.iter().position(|l| l.unit == u).unwrap();
    let mut load: Vec<_> = group.loads.iter().map(|l| l.before).collect();
    let sorted = |load: &[u32]| {
        let mut sorted = load.to_vec();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        sorted
    };
    let voluntary = group.moves.iter().all(|m| !m.required);
    let mut measures: Vec<_> = group.moves.iter().map(|m| m.measure).collect();
    measures.sort_unstable();
    measures.dedup();
    assert_eq!(measures.len(), group.moves.len(), "a measure moves once");
    for step in group.moves.chunk_by(|a, b| a.step == b.step) {
        let before = sorted(&load);
        for m in step {
            let (from, to) = (at(m.from), at(m.to));
            assert_ne!(from, to);
            assert_eq!((m.from_before, m.to_before), (load[from], load[to]));
            load[from] -= 4;
            load[to] += 4;
            assert_eq!((m.from_after, m.to_after), (load[from], load[to]));
            assert!(!voluntary || load.iter().max() <= before.iter().max(), "the peak rose");
        }
        assert!(!voluntary || sorted(&load) < before, "a step is no improvement");
    }
    let steps: Vec<_> = group.moves.iter().map(|m| m.step).collect();
    assert!(steps.is_sorted());
    assert_eq!(load, group.loads.iter().map(|l| l.after).collect::<Vec<_>>());
}

/// Compares every limit and the frontier with brute force.
fn compare(small: &Small, problem: &Problem) {
    let graph = small.graph();
    let best = brute_force(small, problem);
    let free = rebalance(&graph, problem);
    let [group] = &free.groups[..] else { panic!("one jurisdiction, one group") };
    replay(group);
    assert_eq!(Some(worth(group)), best[best.len() - 1], "without limit");
    assert_eq!(group.moves_to_fairest, group.moves.len() as u32);
    let first = best.iter().position(Option::is_some).unwrap();
    let rows: Vec<_> = group.frontier.iter().map(|row| row.moves as usize).collect();
    assert_eq!(rows, (first..=group.moves.len()).collect::<Vec<_>>(), "frontier");
    for (k, best) in best.iter().enumerate() {
        let limited = Problem { max_moves: Some(k as u32), ..problem.clone() };
        let limited = rebalance(&graph, &limited);
        let group = &limited.groups[0];
        replay(group);
        let Some(best) = best else {
            assert!(group.moves.is_empty());
            assert!(limited.refused.iter().any(|wish| wish.code() == "wish-too-few-moves"));
            continue;
        };
        assert_eq!(worth(group), *best, "with at most {k} moves");
        if let Some(row) = group.frontier.iter().find(|row| row.moves as usize == k) {
            let peak = best.0[0];
            let carriers = best.0.iter().filter(|x| **x == peak).count() as u32;
            assert_eq!((row.peak, row.units_at_peak), (peak, carriers));
            assert_eq!(row.lowest, best.0.last().copied());
            assert!((row.gini.unwrap() - gini(&best.0)).abs() < 1e-12);
            assert!((row.hoover.unwrap() - hoover(&best.0)).abs() < 1e-12);
        }
    }
    let peaks = Problem { frontier: FrontierDetail::Peaks, ..problem.clone() };
    let some = rebalance(&graph, &peaks).groups.remove(0).frontier;
    let mut last = None;
    let mut all = group.frontier.clone();
    let end = all.len() as u32 - 1 + all[0].moves;
    all.retain(|row| last.replace(row.peak) != Some(row.peak) || row.moves == end);
    assert_eq!(some, all);
}

/// The mean difference between all pairs, the other way to define Gini.
fn gini(load: &[u32]) -> f64 {
    let differences: u32 = load.iter().flat_map(|a| load.iter().map(move |b| a.abs_diff(*b))).sum();
    let n = load.len() as f64;
    f64::from(differences) / (2.0 * n * f64::from(load.iter().sum::<u32>()))
}

/// What the units above the mean carry beyond it, as a share of all.
fn hoover(load: &[u32]) -> f64 {
    let total = f64::from(load.iter().sum::<u32>());
    let mean = total / load.len() as f64;
    load.iter().map(|x| (f64::from(*x) - mean).max(0.0)).sum::<f64>() / total
}

fn role() -> impl Strategy<Value = Option<Role>> {
    prop_oneof![
        3 => Just(None),
        2 => Just(Some(Role::Responsible)),
        2 => Just(Some(Role::Support)),
    ]
}

/// Measures with one lead, drawn towards unit 0; some more that only add to the base.
fn plans() -> impl Strategy<Value = Small> {
    (2usize..=5).prop_flat_map(|units| {
        let lead = prop_oneof![Just(0), Just(0), 0..units, 0..units.min(2)];
        let movable = (lead, prop::collection::vec(role(), units));
        let any = prop_oneof![4 => role(), 1 => Just(Some(Role::Lead))];
        let other = prop::collection::vec(any, units);
        let movable = prop::collection::vec(movable, 1..=8);
        (movable, prop::collection::vec(other, 0..=4)).prop_map(move |(movable, mut roles)| {
            // A measure of the second sort with a single lead is movable too: keep those few.
            roles.retain(|r| r.iter().filter(|r| **r == Some(Role::Lead)).count() != 1);
            for (lead, mut row) in movable {
                row[lead] = Some(Role::Lead);
                roles.push(row);
            }
            Small { units, roles }
        })
    })
}

fn bases() -> impl Strategy<Value = BaseLoad> {
    prop_oneof![
        Just(BaseLoad::LEADS_ONLY),
        Just(BaseLoad::ROLE_WEIGHTS),
        (0u8..=4, 0u8..=3).prop_map(|(responsible, support)| BaseLoad { responsible, support }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_fairer_or_as_fair_with_fewer_moves(small in plans(), base in bases()) {
        compare(&small, &Problem { base, ..Problem::default() });
    }

    #[test]
    fn the_same_holds_with_an_eligibility_file(
        small in plans(),
        base in bases(),
        lines in prop::collection::vec((0u32..12, 0u32..6, any::<bool>()), 0..6),
    ) {
        let (measures, units) = (small.roles.len() as u32, small.units as u32);
        let eligible: Vec<_> = lines
            .iter()
            .map(|&(m, u, allowed)| Eligibility {
                measure: MeasureId(m % measures),
                unit: UnitId(u % units),
                allowed,
                line: 1,
            })
            .collect();
        compare(&small, &Problem { base, eligible, ..Problem::default() });
    }

    #[test]
    fn numbering_units_otherwise_changes_no_figure(small in plans(), base in bases()) {
        let problem = Problem { base, ..Problem::default() };
        let mut turned = small.clone();
        turned.roles.reverse();
        turned.roles.iter_mut().for_each(|row| row.reverse());
        let figures = |small: &Small| {
            let group = rebalance(&small.graph(), &problem).groups.remove(0);
            (worth(&group), group.frontier, group.movable)
        };
        prop_assert_eq!(figures(&small), figures(&turned));
    }
}

#[test]
fn a_chain_passes_work_on_and_its_far_end_moves_first() {
    // Unit 0 can only give to 1, unit 1 only to 2.
    let plan = small(&["LS.", "LS.", "LS.", ".LS", ".LS", "..L"]);
    let group = rebalance(&plan.graph(), &Problem::default()).groups.remove(0);
    let moves: Vec<_> = group.moves.iter().map(|m| (m.step, m.from.0, m.to.0)).collect();
    assert_eq!(moves, [(1, 1, 2), (1, 0, 1)]);
    assert_eq!(group.loads.iter().map(|l| l.after).collect::<Vec<_>>(), [8, 8, 8]);
    let first = &group.moves[0];
    assert_eq!(
        (first.from_before, first.from_after, first.to_before, first.to_after),
        (8, 4, 4, 8)
    );
    assert_eq!(first.why, Eligible::AlreadySupports { row: 302 });
    assert_eq!(first.lead_row, 301);
    // Half a chain helps nobody: with one move nothing is proposed.
    let one = Problem { max_moves: Some(1), ..Problem::default() };
    assert!(rebalance(&plan.graph(), &one).groups[0].moves.is_empty());
}

#[test]
fn a_responsible_unit_is_preferred_to_a_supporter() {
    let plan = small(&["LSR", "L.."]);
    let group = rebalance(&plan.graph(), &Problem::default()).groups.remove(0);
    assert_eq!(group.moves[0].to, UnitId(2));
    assert_eq!(group.moves[0].why, Eligible::AlreadyResponsible { row: 2 });
    let strict = small(&["LS", "LS"]);
    let problem = Problem { supporters: false, ..Problem::default() };
    assert_eq!(rebalance(&strict.graph(), &problem).groups[0].movable, 0);
}

#[test]
fn co_leads_stay_and_count_and_collectives_never_take_part() {
    let plan = small(&["LLS", "LS.", "L.S"]);
    let graph = plan.graph_with(|u| {
        if u.id == UnitId(2) {
            u.kind = UnitKind::Collective;
        }
    });
    let group = rebalance(&graph, &Problem::default()).groups.remove(0);
    assert_eq!((group.one_lead, group.movable, group.loads.len()), (2, 1, 2));
    assert_eq!(group.moves.iter().map(|m| m.measure.0).collect::<Vec<_>>(), [1]);
    assert_eq!(group.peak(), Some((12, 8)));
    // Seen with the collective, its co-led measure is nobody's to move.
    let plan = small(&["LSL", "LS."]);
    let graph = plan.graph_with(|u| {
        if u.id == UnitId(2) {
            u.kind = UnitKind::Collective;
        }
    });
    assert_eq!(rebalance(&graph, &Problem::default()).groups[0].one_lead, 1);
}

#[test]
fn principals_lead_where_no_lead_is_named_when_asked() {
    let plan = small(&["RS", "RS", "RR"]);
    let group = rebalance(&plan.graph(), &Problem::default()).groups.remove(0);
    assert_eq!((group.one_lead, group.peak()), (0, Some((0, 0))));
    let problem = Problem { principals: true, ..Problem::default() };
    let group = rebalance(&plan.graph(), &problem).groups.remove(0);
    assert_eq!((group.one_lead, group.moves.len(), group.peak()), (2, 1, Some((12, 8))));
}

#[test]
fn jurisdictions_do_not_exchange_unless_taken_together() {
    let plan = small(&["L.S", "L.S", "L.."]);
    let graph = plan.graph_with(|u| u.jurisdiction = u.id.0 / 2);
    let apart = rebalance(&graph, &Problem::default());
    assert_eq!(
        apart.groups.iter().map(|g| g.group).collect::<Vec<_>>(),
        [Group::Jurisdiction(0), Group::Jurisdiction(1)]
    );
    assert!(apart.groups.iter().all(|g| g.moves.is_empty()));
    let together = Problem { by: Grouping::Together, ..Problem::default() };
    let together = rebalance(&graph, &together);
    assert_eq!(together.groups.len(), 1);
    assert_eq!(together.groups[0].moves.len(), 1);
}

#[test]
fn plans_are_balanced_each_by_itself_when_asked() {
    // Measures 0 and 2 are of plan 0, measures 1 and 3 of plan 1.
    let plan = small(&["LS", "SL", "LS", "SL"]);
    assert!(rebalance(&plan.graph(), &Problem::default()).groups[0].moves.is_empty());
    let problem = Problem { by: Grouping::Plan, ..Problem::default() };
    let apart = rebalance(&plan.graph(), &problem);
    let found: Vec<_> = apart.groups.iter().map(|g| (g.group, g.moves.len(), g.peak())).collect();
    assert_eq!(
        found,
        [(Group::Plan(PlanId(0)), 1, Some((8, 4))), (Group::Plan(PlanId(1)), 1, Some((8, 4)))]
    );
}

#[test]
fn peers_may_lead_what_their_function_leads_elsewhere() {
    let plan = small(&["L..", "L..", ".LS"]);
    let peer = PeerLead { measure: MeasureId(1), function: 2, elsewhere: Some(MeasureId(9)) };
    let problem = Problem { peers: vec![peer], ..Problem::default() };
    let group = rebalance(&plan.graph(), &problem).groups.remove(0);
    assert_eq!(group.moves.len(), 1);
    assert_eq!((group.moves[0].measure, group.moves[0].to), (MeasureId(1), UnitId(2)));
    let why = Eligible::PeerFunction { function: 2, elsewhere: Some(MeasureId(9)) };
    assert_eq!(group.moves[0].why, why);
}

fn yes(measure: u32, unit: u32) -> Eligibility {
    Eligibility { measure: MeasureId(measure), unit: UnitId(unit), allowed: true, line: 7 }
}

fn no(measure: u32, unit: u32) -> Eligibility {
    Eligibility { allowed: false, ..yes(measure, unit) }
}

#[test]
fn an_excluded_lead_must_go_and_says_so() {
    let plan = small(&["LS", ".L"]);
    let problem = Problem { eligible: vec![no(0, 0)], ..Problem::default() };
    let result = rebalance(&plan.graph(), &problem);
    assert!(result.refused.is_empty());
    let moved = &result.groups[0].moves[0];
    assert!(moved.required);
    assert_eq!((moved.from, moved.to, moved.to_after), (UnitId(0), UnitId(1), 8));
    assert_eq!(result.groups[0].frontier[0].moves, 1, "the frontier starts at what must be done");
}

#[test]
fn the_file_opens_a_measure_to_a_unit_without_a_part_in_it() {
    let plan = small(&["L.", "L.", "SS"]);
    let problem = Problem { eligible: vec![yes(1, 1)], ..Problem::default() };
    let group = rebalance(&plan.graph(), &problem).groups.remove(0);
    assert_eq!(group.moves[0].why, Eligible::FileSays { line: 7 });
}

#[test]
fn pins_hold() {
    let plan = small(&["LS.", "LS.", "LS.", "..L"]);
    let moved = |pins: Vec<Pin>| {
        let result = rebalance(&plan.graph(), &Problem { pins, ..Problem::default() });
        assert_eq!(result.refused, []);
        result.groups[0].moves.iter().map(|m| m.measure.0).collect::<Vec<_>>()
    };
    assert_eq!(moved(vec![]), [0]);
    assert_eq!(moved(vec![Pin::KeepMeasure(MeasureId(0))]), [1]);
    assert_eq!(moved(vec![Pin::KeepUnit(UnitId(0))]), [0u32; 0]);
    assert_eq!(moved(vec![Pin::NeverUnit(UnitId(1))]), [0u32; 0]);
    let never = |m| Pin::NeverLead(MeasureId(m), UnitId(1));
    assert_eq!(moved(vec![never(0), never(1)]), [2]);
}

#[test]
fn wishes_that_cannot_be_met_are_named() {
    let plan = small(&["LS..", "LL..", "..L.", "LSS.", "...S"]);
    let graph = plan.graph_with(|u| {
        u.jurisdiction = u32::from(u.id.0 == 2);
        if u.id.0 == 3 {
            u.kind = UnitKind::Collective;
        }
    });
    let refused = |problem: Problem| rebalance(&graph, &problem).refused;
    let by_lines = |eligible: Vec<_>| refused(Problem { eligible, ..Problem::default() });
    let by_pins = |pins: Vec<_>| refused(Problem { pins, ..Problem::default() });
    let (m, u) = (MeasureId, UnitId);

    assert_eq!(by_lines(vec![yes(77, 1)]), [RefusedWish::UnknownMeasure(m(77))]);
    assert_eq!(by_lines(vec![no(0, 55)]), [RefusedWish::UnknownUnit(u(55))]);
    assert_eq!(by_pins(vec![Pin::KeepMeasure(m(77))]), [RefusedWish::UnknownMeasure(m(77))]);
    assert_eq!(by_pins(vec![Pin::NeverUnit(u(55))]), [RefusedWish::UnknownUnit(u(55))]);
    assert_eq!(
        by_pins(vec![Pin::KeepMeasure(m(0)), Pin::NeverLead(m(0), u(0))]),
        [RefusedWish::KeptButExcluded { measure: m(0), unit: u(0) }]
    );
    assert_eq!(
        by_pins(vec![Pin::KeepUnit(u(0)), Pin::NeverLead(m(0), u(0))]),
        [RefusedWish::KeptButExcluded { measure: m(0), unit: u(0) }]
    );
    assert_eq!(
        by_lines(vec![yes(0, 1), no(0, 1)]),
        [RefusedWish::YesAndNo { measure: m(0), unit: u(1) }]
    );
    assert_eq!(
        by_lines(vec![no(0, 0), no(0, 1)]),
        [RefusedWish::NobodyElse { measure: m(0), unit: u(0) }]
    );
    assert_eq!(
        by_lines(vec![yes(0, 2)]),
        [RefusedWish::OtherJurisdiction { measure: m(0), unit: u(2) }]
    );
    assert_eq!(by_lines(vec![yes(0, 3)]), [RefusedWish::Collective { measure: m(0), unit: u(3) }]);
    assert_eq!(
        by_lines(vec![yes(1, 1)]),
        [RefusedWish::NotMovable { measure: m(1), why: Standing::CoLed }]
    );
    assert_eq!(
        by_lines(vec![yes(4, 1)]),
        [RefusedWish::NotMovable { measure: m(4), why: Standing::NoLead }]
    );
    assert_eq!(by_pins(vec![Pin::KeepUnit(u(1))]), [RefusedWish::NothingToKeep(u(1))]);
    let both = Problem {
        eligible: vec![yes(0, 1)],
        pins: vec![Pin::NeverUnit(u(1)), Pin::KeepMeasure(m(0))],
        ..Problem::default()
    };
    assert_eq!(refused(both), [RefusedWish::KeptButOpened { measure: m(0), unit: u(1) }]);
    let never = Problem {
        eligible: vec![yes(0, 1)],
        pins: vec![Pin::NeverUnit(u(1))],
        ..Problem::default()
    };
    assert_eq!(refused(never), [RefusedWish::OpenedButNever { measure: m(0), unit: u(1) }]);
    let none = Problem { max_moves: Some(0), ..Problem::default() };
    assert_eq!(refused(none), [RefusedWish::NoMovesAllowed]);
    let few = Problem { max_moves: Some(0), eligible: vec![no(0, 0)], ..Problem::default() };
    assert_eq!(
        refused(few),
        [
            RefusedWish::TooFewMoves { group: Group::Jurisdiction(0), required: 1, allowed: 0 },
            RefusedWish::NoMovesAllowed
        ]
    );
}

#[test]
fn a_long_frontier_says_the_spread_in_some_rows_only() {
    // One unit leads all, two others support all: each of 400 moves but the last lowers the peak.
    let plan = small(&["LSS"; 600]);
    let group = rebalance(&plan.graph(), &Problem::default()).groups.remove(0);
    assert_eq!((group.moves_to_fairest, group.frontier.len()), (400, 401));
    for (row, k) in group.frontier.iter().zip(0..) {
        assert_eq!((row.moves, row.peak, row.units_at_peak), (k, 4 * (600 - k), 1 + 2 * (k / 400)));
        assert_eq!(row.lowest.is_some(), k % 5 == 0);
    }
    // The moves go to both others in turn.
    assert_eq!(group.frontier[200].lowest, Some(4 * 100));
}

#[test]
fn nothing_to_balance_gives_nothing() {
    let empty = ResponsibilityGraph::from_parts(vec![], vec![], vec![]);
    assert_eq!(rebalance(&empty, &Problem::default()), Rebalancing::default());
    let idle = small(&["..", ".S"]);
    let group = rebalance(&idle.graph(), &Problem::default()).groups.remove(0);
    assert!(group.moves.is_empty());
    assert_eq!(group.frontier.len(), 1);
    let row = group.frontier[0];
    assert_eq!((row.moves, row.peak, row.lowest, row.gini), (0, 0, Some(0), None));
}
