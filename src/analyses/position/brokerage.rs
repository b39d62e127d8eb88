//! Brokerage: which units pass work on between groups that have no direct line.
//!
//! Owns the groupings of units and the five Gould–Fernandez roles. Never knows group names.

use crate::graph::{ResponsibilityGraph, UnitNode};
use crate::plan::Role;

/// By what units are grouped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouping {
    /// By function; a unit of unknown function is in no group.
    #[default]
    Function,
    /// By kind of body.
    Kind,
    /// By jurisdiction.
    Jurisdiction,
}

impl Grouping {
    /// The group of each unit, in the graph's order; `None` when unknown.
    pub fn groups(self, graph: &ResponsibilityGraph) -> Vec<Option<u32>> {
        let group = |unit: &UnitNode| match self {
            Grouping::Function => unit.function,
            Grouping::Kind => Some(unit.kind as u32),
            Grouping::Jurisdiction => Some(unit.jurisdiction),
        };
        graph.unit_indices().map(|u| group(graph.unit(u))).collect()
    }
}

/// How often a unit b stands in the middle of a→b→c with no a→c, by the groups of the three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brokerage {
    /// All three in one group.
    pub coordinator: u64,
    /// a and c in one group, b in another (also called itinerant).
    pub consultant: u64,
    /// a and b in one group, c in another: b speaks for its group.
    pub representative: u64,
    /// b and c in one group, a in another: b lets work into its group.
    pub gatekeeper: u64,
    /// Three different groups.
    pub liaison: u64,
    /// The group of one of the three is unknown.
    pub unclassified: u64,
}

impl Brokerage {
    /// All brokered pairs.
    pub fn total(&self) -> u64 {
        self.coordinator
            + self.consultant
            + self.representative
            + self.gatekeeper
            + self.liaison
            + self.unclassified
    }
}

/// Which units are asked by one group and then ask another that the first never asks itself.
///
/// On the directed graph with a→b when a leads a measure in which b takes part without leading it;
/// counts ordered triples a→b→c, a≠c, without a→c. Co-leads are not tied; a measure without a
/// named lead ties nobody.
/// # Input
/// graph: roles matter. groups: one a unit, as [`Grouping::groups`] gives them.
/// # Returns
/// One count a unit, in the graph's order; all 0 for a unit that never leads.
/// # Errors
/// None.
/// # Cost
/// Time Σ over arcs a→b of the arcs out of a and of b. Same output on every run.
/// # Source
/// Gould and Fernandez 1989, doi:10.2307/270949. Equal to R sna::brokerage on the toy plan.
///
/// # Panics
/// When `groups` does not have one entry a unit.
pub fn brokerage(graph: &ResponsibilityGraph, groups: &[Option<u32>]) -> Vec<Brokerage> {
    assert_eq!(groups.len(), graph.unit_count(), "one group a unit");
    let asks = asked_by_each(graph);
    let mut counts = vec![Brokerage::default(); groups.len()];
    for (a, asked) in asks.iter().enumerate() {
        for &b in asked {
            let broker = b as usize;
            let mut direct = asked.iter().peekable();
            for &c in &asks[broker] {
                while direct.next_if(|d| **d < c).is_some() {}
                if c as usize == a || direct.peek() == Some(&&c) {
                    continue;
                }
                let count = &mut counts[broker];
                *match (groups[a], groups[broker], groups[c as usize]) {
                    (Some(a), Some(b), Some(c)) => match (a == b, b == c, a == c) {
                        (true, true, _) => &mut count.coordinator,
                        (true, false, _) => &mut count.representative,
                        (false, true, _) => &mut count.gatekeeper,
                        (false, false, true) => &mut count.consultant,
                        (false, false, false) => &mut count.liaison,
                    },
                    _ => &mut count.unclassified,
                } += 1;
            }
        }
    }
    counts
}

/// For each unit the other units that take part, without leading, in a measure it leads; ascending.
fn asked_by_each(graph: &ResponsibilityGraph) -> Vec<Vec<u32>> {
    let asked_by = |unit| {
        let mut asked: Vec<u32> = graph
            .measures_of(unit)
            .filter(|(_, edge)| edge.role == Role::Lead)
            .flat_map(|(m, _)| graph.units_of(m))
            .filter(|(_, edge)| edge.role != Role::Lead)
            .map(|(u, _)| u.0)
            .collect();
        asked.sort_unstable();
        asked.dedup();
        asked
    };
    graph.unit_indices().map(asked_by).collect()
}
