//! Which units and measures could meet at all.
//!
//! Owns the split of a graph into strata. Never knows what is counted or tested inside one.
//!
//! A unit is named only in plans of its own jurisdiction. A graph of many jurisdictions is therefore
//! many tables side by side, not one table in which districts happen never to meet: counted as one,
//! the empty corners would make every ordinary overlap look like a discovery.

use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::units::PlanId;

/// The strata of a graph: plans that share a jurisdiction's units, with these units.
#[derive(Debug, Clone)]
pub(super) struct Strata {
    of_unit: Vec<u32>,
    of_measure: Vec<u32>,
    measures: Vec<u32>,
}

impl Strata {
    /// Joins every plan with the jurisdictions of the units it names, and numbers what hangs together.
    pub fn of(graph: &ResponsibilityGraph) -> Self {
        let mut plans: Vec<PlanId> =
            graph.measure_indices().map(|m| graph.measure(m).plan).collect();
        plans.sort_unstable();
        plans.dedup();
        let plan_of = |m: MeasureIx| {
            plans
                .binary_search(&graph.measure(m).plan)
                .unwrap_or_else(|_| unreachable!("the list holds the plan of every measure"))
        };
        let jurisdictions =
            graph.unit_indices().map(|u| graph.unit(u).jurisdiction + 1).max().unwrap_or(0);
        let first_plan = jurisdictions as usize;
        let mut forest: Vec<usize> = (0..first_plan + plans.len()).collect();
        for m in graph.measure_indices() {
            let plan = first_plan + plan_of(m);
            for (u, _) in graph.units_of(m) {
                let a = root(&mut forest, graph.unit(u).jurisdiction as usize);
                let b = root(&mut forest, plan);
                forest[a.max(b)] = a.min(b);
            }
        }

        let mut number = vec![u32::MAX; forest.len()];
        let mut next = 0;
        let mut stratum = |node: usize| {
            let top = root(&mut forest, node);
            if number[top] == u32::MAX {
                number[top] = next;
                next += 1;
            }
            number[top]
        };
        let of_unit: Vec<u32> =
            graph.unit_indices().map(|u| stratum(graph.unit(u).jurisdiction as usize)).collect();
        let of_measure: Vec<u32> =
            graph.measure_indices().map(|m| stratum(first_plan + plan_of(m))).collect();
        let mut measures = vec![0; next as usize];
        for &s in &of_measure {
            measures[s as usize] += 1;
        }
        Self { of_unit, of_measure, measures }
    }

    /// Number of strata.
    pub fn count(&self) -> usize {
        self.measures.len()
    }

    /// The stratum of a unit.
    pub fn of_unit(&self, u: UnitIx) -> usize {
        self.of_unit[u.index()] as usize
    }

    /// The stratum of a measure.
    pub fn of_measure(&self, m: MeasureIx) -> usize {
        self.of_measure[m.index()] as usize
    }

    /// Number of measures in a stratum, also those without a unit.
    pub fn measures(&self, stratum: usize) -> u32 {
        self.measures[stratum]
    }
}

fn root(forest: &mut [usize], mut node: usize) -> usize {
    while forest[node] != node {
        forest[node] = forest[forest[node]];
        node = forest[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, MeasureNode, UnitNode};
    use crate::plan::Role;
    use crate::units::{MeasureId, UnitId, UnitKind};

    #[test]
    fn plans_of_one_jurisdiction_are_one_stratum() {
        let unit = |id, jurisdiction| UnitNode {
            id: UnitId(id),
            kind: UnitKind::Department,
            function: None,
            jurisdiction,
        };
        let measure =
            |id, plan| MeasureNode { id: MeasureId(id), plan: PlanId(plan), section: plan };
        let edge = |u, m| (u, m, Edge { role: Role::Lead, row: 0 });
        // Plans 3 and 9 of jurisdiction 0, plan 5 of jurisdiction 1, plan 7 without any unit.
        let graph = ResponsibilityGraph::from_parts(
            vec![unit(0, 0), unit(1, 0), unit(2, 1)],
            vec![measure(0, 3), measure(1, 5), measure(2, 7), measure(3, 9)],
            vec![edge(0, 0), edge(1, 3), edge(2, 1)],
        );
        let strata = Strata::of(&graph);
        assert_eq!(strata.count(), 3);
        assert_eq!(strata.of_unit(UnitIx(0)), strata.of_unit(UnitIx(1)));
        assert_ne!(strata.of_unit(UnitIx(0)), strata.of_unit(UnitIx(2)));
        assert_eq!(strata.of_measure(MeasureIx(0)), strata.of_measure(MeasureIx(3)));
        assert_eq!(strata.measures(strata.of_unit(UnitIx(0))), 2);
        assert_eq!(strata.measures(strata.of_measure(MeasureIx(2))), 1);
    }
}
