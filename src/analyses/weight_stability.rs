//! Whether a unit's place in the order of loads hangs on the choice of role weights.
//!
//! Owns the grid of weights and the ranks under it. Never knows names or rounding.

use super::load::load;
use crate::graph::{ResponsibilityGraph, RoleWeights};
use crate::units::UnitId;
use std::collections::BTreeMap;

/// The ranks of a unit by role-weighted load under several weights; 1 is the highest load, equal
/// loads share the best rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankRange {
    /// The unit.
    pub unit: UnitId,
    /// Rank under the first weights of the grid.
    pub rank: u32,
    /// Best rank under any weights of the grid.
    pub best: u32,
    /// Worst rank under any weights of the grid.
    pub worst: u32,
}

/// The usual weights first, then all others with lead 1 ≥ responsible ≥ support from 0 to 1 in
/// quarters: from "only leading counts" to "every role counts alike".
pub fn weight_grid() -> Vec<RoleWeights> {
    let mut grid = vec![RoleWeights::default()];
    for responsible in 0..=4 {
        for support in 0..=responsible {
            let weights = RoleWeights {
                lead: 1.0,
                responsible: f64::from(responsible) / 4.0,
                support: f64::from(support) / 4.0,
            };
            if weights != grid[0] {
                grid.push(weights);
            }
        }
    }
    grid
}

/// Tells how far a unit's place moves when roles are weighted otherwise: a narrow range is a place
/// that no convention gave it.
///
/// # Input
/// graph: any part of the responsibility graph. grid: the weights to try, such as [`weight_grid`].
/// # Returns
/// One row a unit, ordered by `rank`, `worst`, `best`, then id. Empty without units or weights.
/// # Errors
/// None.
/// # Cost
/// One [`load`] for the role counts, then O(|U| log |U|) for each weights.
/// # Source
/// Ours.
pub fn rank_stability(graph: &ResponsibilityGraph, grid: &[RoleWeights]) -> Vec<RankRange> {
    let rows = load(graph, &RoleWeights::default());
    let mut ranges: BTreeMap<UnitId, RankRange> = BTreeMap::new();
    for weights in grid {
        let points = |i: usize| {
            f64::from(rows[i].lead) * weights.lead
                + f64::from(rows[i].responsible) * weights.responsible
                + f64::from(rows[i].support) * weights.support
        };
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&i, &j| points(j).total_cmp(&points(i)));
        let mut rank = 0;
        for (place, &i) in order.iter().enumerate() {
            if place == 0 || points(i) < points(order[place - 1]) {
                rank = place as u32 + 1;
            }
            let unit = rows[i].unit;
            let range =
                ranges.entry(unit).or_insert(RankRange { unit, rank, best: rank, worst: rank });
            range.best = range.best.min(rank);
            range.worst = range.worst.max(rank);
        }
    }
    let mut ranges: Vec<RankRange> = ranges.into_values().collect();
    ranges.sort_by_key(|range| (range.rank, range.worst, range.best, range.unit));
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, MeasureNode, UnitNode};
    use crate::plan::Role::{self, Lead, Support};
    use crate::units::{MeasureId, PlanId, UnitKind};

    #[test]
    fn a_unit_that_only_supports_rises_when_support_counts() {
        let edge = |u, m, role: Role| (u, m, Edge { role, row: 0 });
        // Unit 0 leads two measures, unit 1 leads one, unit 2 supports all three.
        let graph = ResponsibilityGraph::from_parts(
            (0..3)
                .map(|id| UnitNode {
                    id: UnitId(id),
                    kind: UnitKind::Department,
                    function: None,
                    jurisdiction: 0,
                })
                .collect(),
            (0..3)
                .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 })
                .collect(),
            vec![
                edge(0, 0, Lead),
                edge(0, 1, Lead),
                edge(1, 2, Lead),
                edge(2, 0, Support),
                edge(2, 1, Support),
                edge(2, 2, Support),
            ],
        );
        let grid = weight_grid();
        assert_eq!((grid.len(), grid[0]), (15, RoleWeights::default()));
        let ranges = rank_stability(&graph, &grid);
        let of = |u| ranges.iter().find(|r| r.unit == UnitId(u)).copied();
        let range =
            |unit, rank, best, worst| Some(RankRange { unit: UnitId(unit), rank, best, worst });
        // Points 2, 1 and 3w: unit 2 passes unit 1 above w = 1/3, and unit 0 above 2/3.
        assert_eq!(of(0), range(0, 1, 1, 2));
        assert_eq!(of(1), range(1, 2, 2, 3));
        assert_eq!(of(2), range(2, 3, 1, 3));
        assert!(rank_stability(&graph, &[]).is_empty());
    }
}
