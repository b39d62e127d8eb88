//! Who may lead what: from the graph and the rules to one flow network per group.
//!
//! Owns movability, eligibility and the loads before. Never knows how the loads are evened out.

use super::network::{LEAD, Network, Place, State};
use super::wishes::{PeerLead, RefusedWish, Rules};
use super::{Eligible, Group, Grouping, Problem};
use crate::graph::{Edge, MeasureIx, ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::units::UnitKind;
use std::collections::BTreeMap;

/// Whether a measure has one lead that could hand it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Exactly one lead, an agency.
    OneLead,
    /// No lead.
    NoLead,
    /// Several leads: they stay as they are, and count one lead for each.
    CoLed,
    /// The lead, or one of them, is a collective.
    CollectiveLead,
}

/// The standing of every measure of the graph.
pub(super) struct Standings {
    standing: Vec<Standing>,
    lead: Vec<Option<(UnitIx, u32)>>,
    /// The role that counts as leading, by measure.
    leading: Vec<Role>,
}

impl Standings {
    /// Reads the standings; with `principals` the responsible units lead where no lead is named.
    pub fn of_graph(graph: &ResponsibilityGraph, principals: bool) -> Self {
        let n = graph.measure_count();
        let mut standings = Standings {
            standing: vec![Standing::NoLead; n],
            lead: vec![None; n],
            leading: vec![Role::Lead; n],
        };
        for m in graph.measure_indices() {
            let i = m.index();
            if principals && graph.units_of(m).all(|(_, edge)| edge.role != Role::Lead) {
                standings.leading[i] = Role::Responsible;
            }
            let leads = |(_, edge): &(UnitIx, &Edge)| edge.role == standings.leading[i];
            let mut leads = graph.units_of(m).filter(leads);
            standings.standing[i] = match (leads.next(), leads.next()) {
                (None, _) => Standing::NoLead,
                (Some((u, edge)), None) if graph.unit(u).kind != UnitKind::Collective => {
                    standings.lead[i] = Some((u, edge.row));
                    Standing::OneLead
                }
                (first, second) => {
                    let mut all = first.into_iter().chain(second).chain(leads);
                    if all.any(|(u, _)| graph.unit(u).kind == UnitKind::Collective) {
                        Standing::CollectiveLead
                    } else {
                        Standing::CoLed
                    }
                }
            };
        }
        standings
    }

    /// The standing of a measure.
    pub fn of(&self, m: MeasureIx) -> Standing {
        self.standing[m.index()]
    }

    /// The only lead of a movable measure.
    pub fn lead(&self, m: MeasureIx) -> Option<UnitIx> {
        self.lead[m.index()].map(|(u, _)| u)
    }

    /// What an edge weighs, in quarter points.
    fn weight(&self, problem: &Problem, m: MeasureIx, role: Role) -> u32 {
        match role {
            _ if role == self.leading[m.index()] => LEAD,
            Role::Lead => LEAD,
            Role::Responsible => u32::from(problem.base.responsible),
            Role::Support => u32::from(problem.base.support),
        }
    }
}

/// A measure that another unit could lead.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub measure: MeasureIx,
    /// Its lead, numbered inside the group.
    pub lead: u32,
    /// The row that names its lead.
    pub lead_row: u32,
    /// Whether its lead is excluded, so that it must move.
    pub required: bool,
    receivers: std::ops::Range<usize>,
}

/// A unit that could lead a measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Receiver {
    pub holder: u32,
    pub why: Eligible,
}

/// One group: its units, what can move among them, and the loads before.
pub(super) struct Case {
    pub group: Group,
    pub holders: Vec<UnitIx>,
    pub before: Vec<u32>,
    pub items: Vec<Item>,
    receivers: Vec<Receiver>,
    /// Measures with exactly one lead, movable in principle.
    pub one_lead: u32,
    /// Wishes that turn out to be impossible here.
    pub refused: Vec<RefusedWish>,
}

/// Items that are the same to the solver, and the network of all of them.
pub(super) struct Model {
    pub net: Network,
    pub start: State,
    /// Items of each class, in order of measure.
    pub members: Vec<Vec<u32>>,
    /// Moves that are made in any case.
    pub required: u32,
}

/// The groups of the graph: the units or measures of each that belong to it from the start.
pub(super) fn groups(
    graph: &ResponsibilityGraph,
    problem: &Problem,
    standings: &Standings,
) -> Vec<(Group, Vec<UnitIx>, Vec<MeasureIx>)> {
    let mut groups: BTreeMap<Group, (Vec<UnitIx>, Vec<MeasureIx>)> = BTreeMap::new();
    for u in graph.unit_indices().filter(|u| is_agency(graph, *u)) {
        match problem.by {
            Grouping::Jurisdiction => {
                groups.entry(Group::Jurisdiction(graph.unit(u).jurisdiction)).or_default().0.push(u)
            }
            Grouping::Together => groups.entry(Group::Together).or_default().0.push(u),
            Grouping::Plan => {
                let mut plan = None;
                let mut plans: Vec<_> = graph
                    .measures_of(u)
                    .map(|(m, _)| graph.measure(m).plan)
                    .filter(|p| plan.replace(*p) != Some(*p))
                    .collect();
                plans.sort_unstable();
                plans.dedup();
                for plan in plans {
                    groups.entry(Group::Plan(plan)).or_default().0.push(u);
                }
            }
        }
    }
    for m in graph.measure_indices() {
        if let Some(lead) = standings.lead(m) {
            let group = match problem.by {
                Grouping::Jurisdiction => Group::Jurisdiction(graph.unit(lead).jurisdiction),
                Grouping::Together => Group::Together,
                Grouping::Plan => Group::Plan(graph.measure(m).plan),
            };
            groups.entry(group).or_default().1.push(m);
        }
    }
    groups.into_iter().map(|(group, (units, measures))| (group, units, measures)).collect()
}

fn is_agency(graph: &ResponsibilityGraph, u: UnitIx) -> bool {
    graph.unit(u).kind != UnitKind::Collective
}

/// Everything about one group that the solver and the report need.
pub(super) struct Builder<'a> {
    pub graph: &'a ResponsibilityGraph,
    pub problem: &'a Problem,
    pub standings: &'a Standings,
    pub rules: &'a Rules,
    /// Agencies by jurisdiction and function, for peers; sorted.
    pub by_function: &'a [(u32, u32, UnitIx)],
}

impl Builder<'_> {
    /// Agencies by jurisdiction and function, sorted.
    pub fn index_functions(graph: &ResponsibilityGraph) -> Vec<(u32, u32, UnitIx)> {
        let mut index: Vec<_> = graph
            .unit_indices()
            .filter(|u| is_agency(graph, *u))
            .filter_map(|u| {
                let node = graph.unit(u);
                node.function.map(|f| (node.jurisdiction, f, u))
            })
            .collect();
        index.sort_unstable();
        index
    }

    /// The case of one group.
    pub fn case(&self, group: Group, units: Vec<UnitIx>, measures: &[MeasureIx]) -> Case {
        let mut case = Case {
            group,
            holders: units,
            before: Vec::new(),
            items: Vec::new(),
            receivers: Vec::new(),
            one_lead: measures.len() as u32,
            refused: Vec::new(),
        };
        let mut found: Vec<(UnitIx, Eligible)> = Vec::new();
        let mut items: Vec<(MeasureIx, UnitIx, u32, bool, usize)> = Vec::new();
        let mut all: Vec<(UnitIx, Eligible)> = Vec::new();
        for &m in measures {
            let Some((lead, row)) = self.standings.lead[m.index()] else { continue };
            if self.rules.kept[m.index()] {
                continue;
            }
            found.clear();
            self.receivers(m, lead, &mut found);
            let required = matches!(self.rules.said.get(&(m, lead)), Some((false, _)));
            if found.is_empty() {
                if required {
                    case.refused.push(RefusedWish::NobodyElse {
                        measure: self.graph.measure(m).id,
                        unit: self.graph.unit(lead).id,
                    });
                }
                continue;
            }
            all.append(&mut found);
            items.push((m, lead, row, required, all.len()));
        }
        if matches!(group, Group::Plan(_)) {
            // Named by a file or as a peer, without a part in this plan so far.
            case.holders.extend(all.iter().map(|(u, _)| *u));
            case.holders.sort_unstable();
            case.holders.dedup();
        }
        let local = |u: UnitIx| match case.holders.binary_search(&u) {
            Ok(i) => i as u32,
            Err(_) => unreachable!("leads and receivers are units of the group"),
        };
        case.receivers =
            all.iter().map(|(u, why)| Receiver { holder: local(*u), why: *why }).collect();
        let mut first = 0;
        for (measure, lead, lead_row, required, last) in items {
            let lead = local(lead);
            case.items.push(Item { measure, lead, lead_row, required, receivers: first..last });
            first = last;
        }
        case.before = case.holders.iter().map(|u| self.load(group, *u)).collect();
        case
    }

    /// Everything a unit carries inside the group, in quarter points.
    fn load(&self, group: Group, u: UnitIx) -> u32 {
        let inside = |m: MeasureIx| match group {
            Group::Plan(plan) => self.graph.measure(m).plan == plan,
            Group::Jurisdiction(_) | Group::Together => true,
        };
        let edges = self.graph.measures_of(u).filter(|(m, _)| inside(*m));
        edges.map(|(m, edge)| self.standings.weight(self.problem, m, edge.role)).sum()
    }

    /// The units besides the lead that may lead a measure, in order of unit, each with its
    /// strongest reason.
    fn receivers(&self, m: MeasureIx, lead: UnitIx, found: &mut Vec<(UnitIx, Eligible)>) {
        let (graph, rules) = (self.graph, self.rules);
        for (u, edge) in graph.units_of(m) {
            let row = edge.row;
            match edge.role {
                Role::Lead => {}
                Role::Responsible => found.push((u, Eligible::AlreadyResponsible { row })),
                Role::Support if self.problem.supporters => {
                    found.push((u, Eligible::AlreadySupports { row }))
                }
                Role::Support => {}
            }
        }
        let named = rules.said.range((m, UnitIx(0))..=(m, UnitIx(u32::MAX)));
        found.extend(
            named
                .filter(|(_, (allowed, _))| *allowed)
                .map(|((_, u), (_, line))| (*u, Eligible::FileSays { line: *line })),
        );
        let jurisdiction = graph.unit(lead).jurisdiction;
        for &PeerLead { function, elsewhere, .. } in rules.peers.get(&m).into_iter().flatten() {
            let from = self.by_function.partition_point(|x| (x.0, x.1) < (jurisdiction, function));
            let same = self.by_function[from..].iter();
            found.extend(
                same.take_while(|x| (x.0, x.1) == (jurisdiction, function))
                    .map(|x| (x.2, Eligible::PeerFunction { function, elsewhere })),
            );
        }
        found.retain(|(u, _)| {
            let near = self.problem.by == Grouping::Together
                || graph.unit(*u).jurisdiction == jurisdiction;
            let denied = matches!(rules.said.get(&(m, *u)), Some((false, _)));
            *u != lead && near && is_agency(graph, *u) && !rules.never[u.index()] && !denied
        });
        found.sort_by_key(|(u, why)| (*u, why.rank()));
        found.dedup_by_key(|(u, _)| *u);
    }
}

impl Case {
    /// The units that may take an item.
    pub fn receivers(&self, item: &Item) -> &[Receiver] {
        &self.receivers[item.receivers.clone()]
    }

    /// The network of this case.
    pub fn model(&self) -> Model {
        let key = |item: &Item| {
            let receivers = self.receivers(item).iter().map(|r| (r.holder, r.why.rank()));
            (item.lead, item.required, receivers)
        };
        let mut order: Vec<u32> = (0..self.items.len() as u32).collect();
        order.sort_by(|a, b| {
            let (a, b) = (key(&self.items[*a as usize]), key(&self.items[*b as usize]));
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| a.2.cmp(b.2))
        });
        let alike = |a: &u32, b: &u32| {
            let (a, b) = (key(&self.items[*a as usize]), key(&self.items[*b as usize]));
            (a.0, a.1) == (b.0, b.1) && a.2.eq(b.2)
        };
        let mut load = self.before.clone();
        let mut required = 0;
        let mut members = Vec::new();
        let mut classes = Vec::new();
        for class in order.chunk_by(alike) {
            let item = &self.items[class[0] as usize];
            let size = class.len() as u32;
            let to = self.receivers(item).iter().map(|r| Place {
                holder: r.holder,
                moved: !item.required,
                rank: r.why.rank(),
            });
            // A measure that must move starts with its most suitable receiver; going on from
            // there to another is no further move.
            let start = if item.required {
                let best = to.clone().zip(0..).min_by_key(|(place, _)| place.rank);
                let (place, start) =
                    best.unwrap_or_else(|| unreachable!("an item has at least one receiver"));
                required += size;
                load[item.lead as usize] -= LEAD * size;
                load[place.holder as usize] += LEAD * size;
                start
            } else {
                self.receivers(item).len()
            };
            let home = Place { holder: item.lead, moved: false, rank: 0 };
            let places = to.chain((!item.required).then_some(home)).collect();
            classes.push((size, start, places));
            members.push(class.to_vec());
        }
        let (net, start) = Network::new(load, &classes);
        Model { net, start, members, required }
    }
}
