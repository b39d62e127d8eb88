//! Redundancy: would the unit's measures still be linked without it?
//!
//! Owns the two-mode redundancy coefficient. Never knows roles.

use crate::graph::{ResponsibilityGraph, UnitIx};
use rayon::prelude::*;

/// How replaceable a unit is as a link between its measures: 1 when every pair of them also shares
/// another unit, 0 when it alone joins them.
///
/// Share of the pairs {m, m'} of u's measures for which some other unit is in both.
/// # Input
/// graph: every role counts.
/// # Returns
/// One value a unit, in `[0,1]`; `None` with fewer than two measures (networkx raises there).
/// # Errors
/// None.
/// # Cost
/// Time Σ_u Σ_{m∋u} Σ_{v∈m} d_v, memory one mark a measure and thread. Same output on every run.
/// # Source
/// Latapy, Magnien and Del Vecchio 2008, doi:10.1016/j.socnet.2007.04.006 (rc). Equal to networkx
/// 3.6.1 on Davis.
pub fn redundancy(graph: &ResponsibilityGraph) -> Vec<Option<f64>> {
    (0..graph.unit_count() as u32)
        .into_par_iter()
        .with_min_len(64)
        .map_init(
            || (vec![u32::MAX; graph.measure_count()], vec![u64::MAX; graph.measure_count()]),
            |(own, seen), u| {
                let unit = UnitIx(u);
                let degree = graph.unit_degree(unit) as u64;
                if degree < 2 {
                    return None;
                }
                for (m, _) in graph.measures_of(unit) {
                    own[m.index()] = u;
                }
                let mut joined = 0u64;
                for (m, _) in graph.measures_of(unit) {
                    // Marks of another unit or measure can never equal this one.
                    let mark = u64::from(u) << 32 | u64::from(m.0);
                    for (v, _) in graph.units_of(m).filter(|(v, _)| *v != unit) {
                        for (other, _) in graph.measures_of(v) {
                            let i = other.index();
                            if other > m && own[i] == u && seen[i] != mark {
                                seen[i] = mark;
                                joined += 1;
                            }
                        }
                    }
                }
                Some(joined as f64 / (degree * (degree - 1) / 2) as f64)
            },
        )
        .collect()
}
