//! Positions against networkx, by hand, and on random plans.

use super::betweenness::{BetweennessOptions, two_mode_betweenness};
use super::*;
use crate::analyses::communities::{CommunityOptions, communities};
use crate::graph::{Edge, MeasureIx, MeasureNode, UnitIx, UnitNode};
use crate::plan::Role;
use crate::units::{PlanId, UnitKind};
use petgraph::graph::UnGraph;
use proptest::prelude::*;
use std::collections::BTreeSet;

const UNITS: u32 = 8;
const MEASURES: u32 = 7;

/// Edges and the order in which units and measures stand.
#[derive(Debug, Clone)]
struct Sketch {
    edges: Vec<(u32, u32, Role)>,
    functions: Vec<Option<u32>>,
    units: Vec<u32>,
    measures: Vec<u32>,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let role = prop::sample::select(Role::ALL.to_vec());
    (
        prop::collection::btree_map((0..UNITS, 0..MEASURES), role, 0..40),
        prop::collection::vec(prop::option::weighted(0.8, 0..3u32), UNITS as usize),
        Just((0..UNITS).collect::<Vec<_>>()).prop_shuffle(),
        Just((0..MEASURES).collect::<Vec<_>>()).prop_shuffle(),
    )
        .prop_map(|(edges, functions, units, measures)| Sketch {
            edges: edges.into_iter().map(|((u, m), role)| (u, m, role)).collect(),
            functions,
            units,
            measures,
        })
}

impl Sketch {
    /// The graph with unit u at place `units[u]` and measure m at place `measures[m]`.
    fn graph(&self, units: &[u32], measures: &[u32]) -> ResponsibilityGraph {
        let mut unit_nodes: Vec<UnitNode> = (0..UNITS)
            .map(|id| UnitNode {
                id: UnitId(id),
                kind: UnitKind::Department,
                function: None,
                jurisdiction: 0,
            })
            .collect();
        for (u, function) in self.functions.iter().enumerate() {
            unit_nodes[units[u] as usize].function = *function;
        }
        let mut measure_nodes: Vec<MeasureNode> = (0..MEASURES)
            .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 })
            .collect();
        for (m, place) in measures.iter().enumerate() {
            let node = &mut measure_nodes[*place as usize];
            (node.plan, node.section) = (PlanId(m as u32 / 4), m as u32 / 2);
        }
        let edge = |&(u, m, role): &(u32, u32, Role)| {
            (units[u as usize], measures[m as usize], Edge { role, row: 0 })
        };
        let edges = self.edges.iter().map(edge).collect();
        ResponsibilityGraph::from_parts(unit_nodes, measure_nodes, edges)
    }

    fn plain(&self) -> ResponsibilityGraph {
        let (units, measures): (Vec<u32>, Vec<u32>) =
            ((0..UNITS).collect(), (0..MEASURES).collect());
        self.graph(&units, &measures)
    }
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    }
}

proptest! {
    #[test]
    fn order_and_names_change_nothing(sketch in sketch()) {
        let one = positions(&sketch.plain(), &PositionOptions::default());
        let shuffled = sketch.graph(&sketch.units, &sketch.measures);
        let other = positions(&shuffled, &PositionOptions::default());
        for (u, a) in one.units.iter().enumerate() {
            let b = &other.units[sketch.units[u] as usize];
            prop_assert!(near(a.betweenness, b.betweenness));
            prop_assert!(near(a.constraint, b.constraint));
            prop_assert!(near(a.two_mode_constraint, b.two_mode_constraint));
            prop_assert!(near(a.depth, b.depth));
            prop_assert_eq!(a.redundancy, b.redundancy);
            prop_assert_eq!(a.participation_sections, b.participation_sections);
            prop_assert_eq!(a.participation_plans, b.participation_plans);
            prop_assert_eq!(a.external_internal, b.external_internal);
            prop_assert_eq!((a.core, a.breadth, a.brokerage), (b.core, b.breadth, b.brokerage));
        }
        prop_assert_eq!(one.external_internal.index, other.external_internal.index);
    }

    #[test]
    fn values_stay_in_their_ranges(sketch in sketch()) {
        let graph = sketch.plain();
        let found = positions(&graph, &PositionOptions::default());
        for row in &found.units {
            let share = |x: Option<f64>| x.is_none_or(|x| (-1e-12..=1.0 + 1e-12).contains(&x));
            prop_assert!(share(row.betweenness) && share(row.redundancy));
            prop_assert!(share(row.participation_sections) && share(row.participation_plans));
            prop_assert_eq!(row.constraint.is_none(), row.breadth == 0);
            prop_assert_eq!(row.depth.is_none(), row.breadth == 0);
            prop_assert_eq!(row.redundancy.is_none(), row.measures < 2);
            prop_assert_eq!(row.two_mode_constraint.is_none(), row.measures == 0);
            prop_assert_eq!(row.participation_plans.is_none(), row.measures == 0);
            prop_assert!(row.core as usize <= row.breadth);
        }
    }

    #[test]
    fn brokerage_counts_every_open_triple_once(sketch in sketch()) {
        let graph = sketch.plain();
        let role = |u: u32, m: u32| {
            graph.measures_of(UnitIx(u)).find(|(other, _)| other.0 == m).map(|(_, e)| e.role)
        };
        let asks = |a: u32, b: u32| {
            (0..MEASURES).any(|m| {
                role(a, m) == Some(Role::Lead) && role(b, m).is_some_and(|r| r != Role::Lead)
            })
        };
        let group = |u: u32| sketch.functions[u as usize];
        let mut expected = vec![Brokerage::default(); UNITS as usize];
        for (a, b, c) in (0..UNITS).flat_map(|a| {
            (0..UNITS).flat_map(move |b| (0..UNITS).map(move |c| (a, b, c)))
        }) {
            if a == b || b == c || a == c || !asks(a, b) || !asks(b, c) || asks(a, c) {
                continue;
            }
            let count = &mut expected[b as usize];
            if [a, b, c].iter().any(|u| group(*u).is_none()) {
                count.unclassified += 1;
            } else if group(a) == group(b) && group(b) == group(c) {
                count.coordinator += 1;
            } else if group(a) == group(b) {
                count.representative += 1;
            } else if group(b) == group(c) {
                count.gatekeeper += 1;
            } else if group(a) == group(c) {
                count.consultant += 1;
            } else {
                count.liaison += 1;
            }
        }
        let groups = Grouping::Function.groups(&graph);
        prop_assert_eq!(brokerage::brokerage(&graph, &groups), expected);
    }

    #[test]
    fn core_numbers_never_fall_when_a_tie_is_added(
        ties in prop::collection::btree_set((0u32..9, 0u32..9), 0..30),
        extra in (0u32..9, 0u32..9),
    ) {
        let build = |ties: &BTreeSet<(u32, u32)>| {
            let mut graph = UnGraph::<(), ()>::new_undirected();
            for _ in 0..9 {
                graph.add_node(());
            }
            for &(a, b) in ties.iter().filter(|(a, b)| a < b) {
                graph.add_edge(a.into(), b.into(), ());
            }
            graph
        };
        let before = core::core_numbers(&build(&ties));
        let mut more = ties;
        more.insert((extra.0.min(extra.1), extra.0.max(extra.1)));
        let after = core::core_numbers(&build(&more));
        prop_assert!(before.iter().zip(&after).all(|(a, b)| a <= b && b - a <= 1));
    }

    #[test]
    fn a_two_mode_core_has_the_degrees_it_asks_for_and_shrinks(
        sketch in sketch(), p in 0usize..4, q in 0usize..4,
    ) {
        let graph = sketch.plain();
        let (units, measures) = core::two_mode_core(&graph, p, q);
        for u in &units {
            let inside = graph.measures_of(UnitIx(u.0)).filter(|(m, _)| {
                measures.contains(&MeasureId(m.0))
            });
            prop_assert!(inside.count() >= p);
        }
        for m in &measures {
            let inside = graph.units_of(MeasureIx(m.0)).filter(|(u, _)| units.contains(&UnitId(u.0)));
            prop_assert!(inside.count() >= q);
        }
        let (fewer, _) = core::two_mode_core(&graph, p + 1, q);
        prop_assert!(fewer.iter().all(|u| units.contains(u)));
    }
}

/// The highest Q·E² of all divisions, and the divisions of the units that reach it: every way of
/// putting the units into groups is tried, each measure where it adds most.
fn best_divisions(sketch: &Sketch) -> (i64, Vec<Vec<usize>>) {
    let edges = sketch.edges.len() as i64;
    let busy: BTreeSet<u32> = sketch.edges.iter().map(|(u, _, _)| *u).collect();
    let mut best = (i64::MIN, Vec::new());
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in &busy {
        let with = |way: &Vec<usize>| {
            let groups = way.iter().max().map_or(0, |c| c + 1);
            (0..=groups).map(|c| way.iter().copied().chain([c]).collect()).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(with).collect();
    }
    for way in ways {
        let group_of: std::collections::BTreeMap<u32, usize> =
            busy.iter().copied().zip(way.iter().copied()).collect();
        let mut volumes = [0i64; UNITS as usize];
        let mut ties = [[0i64; UNITS as usize]; MEASURES as usize];
        for (u, m, _) in &sketch.edges {
            volumes[group_of[u]] += 1;
            ties[*m as usize][group_of[u]] += 1;
        }
        let gain = |row: &[i64; UNITS as usize]| {
            let degree: i64 = row.iter().sum();
            row.iter().zip(&volumes).map(|(k, v)| k * edges - degree * v).max().unwrap_or(0)
        };
        let quality: i64 = ties.iter().map(gain).sum();
        if quality > best.0 {
            best = (quality, Vec::new());
        }
        if quality == best.0 {
            best.1.push(
                (0..UNITS).map(|u| group_of.get(&u).map_or(UNITS as usize, |c| *c)).collect(),
            );
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_division_found_is_the_best_there_is_in_whatever_order_units_stand(sketch in sketch()) {
        let (quality, divisions) = best_divisions(&sketch);
        let edges = sketch.edges.len() as f64;
        let numbers: Vec<u32> = (0..UNITS).collect();
        for (graph, places) in [
            (sketch.plain(), &numbers),
            (sketch.graph(&sketch.units, &sketch.measures), &sketch.units),
        ] {
            let found = communities(&graph, &CommunityOptions::default());
            match found.modularity {
                None => prop_assert!(sketch.edges.is_empty()),
                Some(q) => prop_assert_eq!((q * edges * edges).round() as i64, quality),
            }
            let together = |a: usize, b: usize| {
                found.units[places[a] as usize].1 == found.units[places[b] as usize].1
            };
            let same = |division: &Vec<usize>| {
                let pairs = (0..UNITS as usize).flat_map(|a| (0..a).map(move |b| (a, b)));
                pairs.into_iter().all(|(a, b)| together(a, b) == (division[a] == division[b]))
            };
            prop_assert!(divisions.iter().any(same), "no best division: {:?}", found.units);
        }
    }
}

/// A graph large enough to be cut into blocks.
fn ladder() -> ResponsibilityGraph {
    let edges = (0..60u32).flat_map(|m| [(m % 40, m), ((m * 7 + 3) % 40, m), ((m * 11) % 40, m)]);
    ResponsibilityGraph::from_parts(
        (0..40)
            .map(|id| UnitNode {
                id: UnitId(id),
                kind: UnitKind::Department,
                function: Some(id % 4),
                jurisdiction: 0,
            })
            .collect(),
        (0..60)
            .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: id / 10 })
            .collect(),
        edges.map(|(u, m)| (u, m, Edge { role: Role::Lead, row: 0 })).collect(),
    )
}

#[test]
fn the_number_of_threads_does_not_show() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let found = positions(&ladder(), &PositionOptions::default());
            (found, communities(&ladder(), &CommunityOptions::default()))
        })
    };
    let one = with(1);
    assert_eq!(one, with(3));
    assert!(one.1.modularity.is_some_and(|q| q > 0.2));
}

#[test]
fn betweenness_is_exact_within_the_budget_of_each_component() {
    use super::betweenness::BetweennessMethod::{Exact, Sampled};
    // 100 nodes and 180 edges or fewer hang together.
    let method = |exact_up_to| {
        let options = BetweennessOptions { exact_up_to, pivots: 10, seed: 1 };
        two_mode_betweenness(&ladder(), &options).method
    };
    assert_eq!(method(18_000), Exact);
    assert_eq!(method(1_000), Sampled { pivots: 10, nodes: 100, seed: 1 });
}

#[test]
fn the_validated_core_counts_only_validated_ties() {
    let pairs = [(0, 1), (1, 0), (1, 2), (0, 2), (2, 3), (3, 3), (3, 99)];
    let validated = Some(pairs.map(|(a, b)| (UnitId(a), UnitId(b))).to_vec());
    let options = PositionOptions { validated, ..Default::default() };
    let found = positions(&ladder(), &options);
    let core: Vec<_> = found.units[..5].iter().map(|row| row.validated_core).collect();
    assert_eq!(core, [Some(2), Some(2), Some(2), Some(1), Some(0)]);
}

#[test]
fn participation_by_hand() {
    let edges = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 4)];
    let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(id / 4), section: id / 2 };
    let unit = |id| UnitNode {
        id: UnitId(id),
        kind: UnitKind::Department,
        function: None,
        jurisdiction: 0,
    };
    let graph = ResponsibilityGraph::from_parts(
        (0..3).map(unit).collect(),
        (0..5).map(measure).collect(),
        edges.map(|(u, m)| (u, m, Edge { role: Role::Support, row: 0 })).to_vec(),
    );
    // Unit 0: sections 0, 0, 1 of one plan; unit 1: one measure in each plan.
    assert_eq!(participation::over_sections(&graph), [Some(4.0 / 9.0), Some(0.5), None]);
    assert_eq!(participation::over_plans(&graph), [Some(0.0), Some(0.5), None]);
}

#[test]
fn an_empty_graph_has_no_positions() {
    let empty = ResponsibilityGraph::from_parts(Vec::new(), Vec::new(), Vec::new());
    let found = positions(&empty, &PositionOptions::default());
    assert!(found.units.is_empty() && found.measures.is_empty());
    assert_eq!(found.external_internal.index, None);
    let none = communities(&empty, &CommunityOptions::default());
    assert_eq!((none.modularity, none.communities), (None, 0));
}
