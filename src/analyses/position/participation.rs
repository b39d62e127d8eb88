//! Spread: over sections, over plans, over partners.
//!
//! Owns the participation coefficient, breadth and depth. Never knows what sections are called.

use crate::graph::{MeasureNode, ResponsibilityGraph, UnitIx};
use petgraph::Directed;
use petgraph::csr::Csr;

/// Whether a unit works across sections or inside one.
///
/// P_u = 1 − Σ_s (k_us/k_u)², k_us the measures of u in section s, k_u all of them.
/// # Input
/// graph: every role counts; sections of different plans are different sections.
/// # Returns
/// One value a unit, in `[0, 1−1/sections]`; 0 when all its measures stand in one section; `None`
/// without measures.
/// # Errors
/// None.
/// # Cost
/// Time |E| log |E|. Same output on every run.
/// # Source
/// Guimerà and Amaral 2005, doi:10.1038/nature03288, eq. 2, applied to the edges to measures.
pub fn over_sections(graph: &ResponsibilityGraph) -> Vec<Option<f64>> {
    participation(graph, |measure| measure.section)
}

/// Whether a unit works across plans or inside one: as [`over_sections`], by plan.
pub fn over_plans(graph: &ResponsibilityGraph) -> Vec<Option<f64>> {
    participation(graph, |measure| measure.plan.0)
}

fn participation(
    graph: &ResponsibilityGraph,
    class: impl Fn(&MeasureNode) -> u32,
) -> Vec<Option<f64>> {
    let of_unit = |u| {
        let mut classes: Vec<u32> =
            graph.measures_of(u).map(|(m, _)| class(graph.measure(m))).collect();
        classes.sort_unstable();
        let total = classes.len() as u64;
        let squares: u64 =
            classes.chunk_by(|a, b| a == b).map(|run| (run.len() as u64).pow(2)).sum();
        // Whole numbers until the end: the order of sections cannot show.
        (total > 0).then(|| (total * total - squares) as f64 / (total * total) as f64)
    };
    graph.unit_indices().map(of_unit).collect()
}

/// How many partners, and how closely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreadthAndDepth {
    /// Number of partners.
    pub breadth: usize,
    /// Mean tie weight to a partner; `None` without partners.
    pub depth: Option<f64>,
}

/// Whether a unit works with many others a little or with few a lot.
///
/// Breadth = partners; depth = Σ_v k_uv / partners, k_uv the measures shared with v.
/// # Input
/// rows: the projection weighted by shared measures; u: one of its nodes.
/// # Returns
/// See [`BreadthAndDepth`].
/// # Errors
/// None.
/// # Cost
/// Time: the partners of u.
/// # Source
/// After the breadth and depth of joint issuing in Huang et al. 2015 (definition as in common use;
/// the paper's own formula was not seen).
pub fn breadth_and_depth(rows: &Csr<(), f64, Directed, u32>, u: UnitIx) -> BreadthAndDepth {
    let weights = rows.edges_slice(u.0);
    let breadth = weights.len();
    let total: f64 = weights.iter().sum();
    BreadthAndDepth { breadth, depth: (breadth > 0).then(|| total / breadth as f64) }
}
