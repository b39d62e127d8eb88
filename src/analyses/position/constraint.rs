//! Constraint: how far a unit's partners are partners of one another.
//!
//! Owns Burt's one-mode form and the two-mode form. Never knows how the ties were weighted.

use crate::graph::{ResponsibilityGraph, UnitIx};
use petgraph::Directed;
use petgraph::csr::Csr;
use rayon::prelude::*;

/// How hemmed in a unit is: high when its few partners also work with one another, so that it has
/// nobody else to turn to.
///
/// c_u = Σ_{v~u} (p_uv + Σ_w p_uw·p_wv)², p_uv the share of v in all of u's tie weights, v and w
/// over partners.
/// # Input
/// rows: a weighted one-mode projection as [`crate::graph::neighbour_rows`] gives it.
/// # Returns
/// One value a node; > 0, can exceed 1; `None` for a unit without partners.
/// # Errors
/// None.
/// # Cost
/// Time Σ_u Σ_{v~u} partners(v), memory one value a node and thread. Same output on every run.
/// # Source
/// Burt 1992, "Structural Holes", eq. 2.4, 2.7. Equal to networkx 3.6.1 and igraph on Davis.
/// # Example
/// Three units that all meet once with one another: each p is 1/2, so c = 2·(1/2 + 1/4)² = 9/8.
/// ```
/// use petgraph::csr::Csr;
/// use respgraph::analyses::position::constraint::burt_constraint;
/// let both = [(0, 1, 1.0), (0, 2, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 1, 1.0)];
/// let rows = Csr::from_sorted_edges(&both).expect("sorted");
/// assert_eq!(burt_constraint(&rows), [Some(1.125); 3]);
/// ```
pub fn burt_constraint(rows: &Csr<(), f64, Directed, u32>) -> Vec<Option<f64>> {
    let nodes = rows.node_count() as u32;
    let strength: Vec<f64> = (0..nodes).map(|u| rows.edges_slice(u).iter().sum()).collect();
    (0..nodes)
        .into_par_iter()
        .with_min_len(64)
        .map_init(
            || vec![0f64; nodes as usize],
            |through, u| {
                let partners = rows.neighbors_slice(u);
                if partners.is_empty() {
                    return None;
                }
                let own = strength[u as usize];
                for (&w, weight) in partners.iter().zip(rows.edges_slice(u)) {
                    let share = weight / own / strength[w as usize];
                    for (&v, weight) in rows.neighbors_slice(w).iter().zip(rows.edges_slice(w)) {
                        through[v as usize] += share * weight;
                    }
                }
                let constraint = partners
                    .iter()
                    .zip(rows.edges_slice(u))
                    .map(|(&v, weight)| {
                        let both = weight / own + through[v as usize];
                        both * both
                    })
                    .sum();
                for &w in partners {
                    for &v in rows.neighbors_slice(w) {
                        through[v as usize] = 0.0;
                    }
                }
                Some(constraint)
            },
        )
        .collect()
}

/// How hemmed in a unit is by its measures: high when the same partners meet it in all of them.
///
/// c_u = Σ_{m∋u} (1/d_u + Σ_{m'∋u, m'≠m} Σ_{v∈m∩m', v≠u} 1/(d_u·n_m'·d_v))², d and n the degrees.
/// # Input
/// graph: every role counts.
/// # Returns
/// One value a unit, > 0; `None` for a unit without measures.
/// # Errors
/// None.
/// # Cost
/// Time Σ_u Σ_{m∋u} n_m. Same output on every run.
/// # Source
/// Hollway, Morin and Pauwelyn 2020, doi:10.1007/s10784-019-09464-5. Equal to the R package manynet on
/// the toy plan.
pub fn two_mode_constraint(graph: &ResponsibilityGraph) -> Vec<Option<f64>> {
    (0..graph.unit_count() as u32)
        .into_par_iter()
        .with_min_len(64)
        .map_init(
            || vec![0f64; graph.unit_count()],
            |met, u| {
                let u = UnitIx(u);
                let degree = graph.unit_degree(u) as f64;
                if degree == 0.0 {
                    return None;
                }
                // What each partner adds through all shared measures; the measure itself is taken
                // off again below.
                for (m, _) in graph.measures_of(u) {
                    let share = 1.0 / graph.measure_degree(m) as f64;
                    for (v, _) in graph.units_of(m) {
                        met[v.index()] += share;
                    }
                }
                let mut constraint = 0.0;
                for (m, _) in graph.measures_of(u) {
                    let share = 1.0 / graph.measure_degree(m) as f64;
                    let through: f64 = graph
                        .units_of(m)
                        .filter(|(v, _)| *v != u)
                        .map(|(v, _)| (met[v.index()] - share) / graph.unit_degree(v) as f64)
                        .sum();
                    constraint += ((1.0 + through) / degree).powi(2);
                }
                for (m, _) in graph.measures_of(u) {
                    for (v, _) in graph.units_of(m) {
                        met[v.index()] = 0.0;
                    }
                }
                Some(constraint)
            },
        )
        .collect()
}
