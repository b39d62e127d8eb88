//! Cores: the groups in which everybody has many ties to the others of the group.
//!
//! Owns core numbers of a projection and the (p,q)-core of units and measures. Never knows which
//! ties were found significant.

use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::units::{MeasureId, UnitId};
use petgraph::graph::{NodeIndex, UnGraph};
use std::collections::BTreeMap;

/// How deep in the thick of cooperation each unit is.
///
/// The core number of u is the largest k such that u belongs to a set of units each of which has
/// at least k ties inside the set.
/// # Input
/// ties: one-mode, without parallel edges; weights are not used. On the projection of all shared
/// measures one large measure alone makes a large core, so prefer validated ties ([`ties`]).
/// # Returns
/// One number a node, in order; 0 for a unit without ties.
/// # Errors
/// None.
/// # Cost
/// Time and memory nodes + ties. Same output on every run.
/// # Source
/// Seidman 1983, doi:10.1016/0378-8733(83)90028-X; algorithm of Batagelj and Zaveršnik 2003,
/// arXiv:cs/0310049. Equal to networkx 3.6.1 on Davis.
/// # Example
/// A triangle with a tail: the tail has core number 1, the triangle 2.
/// ```
/// use petgraph::graph::UnGraph;
/// use respgraph::analyses::position::core::core_numbers;
/// let ties = UnGraph::<(), ()>::from_edges([(0, 1), (1, 2), (0, 2), (2, 3)]);
/// assert_eq!(core_numbers(&ties), [2, 2, 2, 1]);
/// ```
pub fn core_numbers<N, E>(ties: &UnGraph<N, E>) -> Vec<u32> {
    let mut degree: Vec<u32> =
        ties.node_indices().map(|v| ties.neighbors(v).count() as u32).collect();
    let highest = degree.iter().copied().max().unwrap_or(0) as usize;
    let mut waiting: Vec<Vec<u32>> = vec![Vec::new(); highest + 1];
    for (v, &d) in degree.iter().enumerate() {
        waiting[d as usize].push(v as u32);
    }
    let mut settled = vec![false; degree.len()];
    let mut k = 0;
    while k <= highest {
        let Some(v) = waiting[k].pop() else {
            k += 1;
            continue;
        };
        // A node waits once for every degree it has had; only the last one counts.
        if settled[v as usize] || degree[v as usize] as usize != k {
            continue;
        }
        settled[v as usize] = true;
        for w in ties.neighbors(NodeIndex::new(v as usize)) {
            let w = w.index();
            if !settled[w] && degree[w] as usize > k {
                degree[w] -= 1;
                waiting[degree[w] as usize].push(w as u32);
            }
        }
    }
    degree
}

/// The graph of the given pairs of units (such as those whose tie passed a significance test), one
/// node a unit of `graph`. Pairs with a unit outside the graph, pairs of one unit with itself and
/// repetitions are passed over.
pub fn ties(graph: &ResponsibilityGraph, pairs: &[(UnitId, UnitId)]) -> UnGraph<UnitIx, ()> {
    let index: BTreeMap<UnitId, u32> =
        graph.unit_indices().map(|u| (graph.unit(u).id, u.0)).collect();
    let mut known: Vec<(u32, u32)> = pairs
        .iter()
        .filter_map(|(a, b)| Some((*index.get(a)?, *index.get(b)?)))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    known.sort_unstable();
    known.dedup();
    let mut ties = UnGraph::with_capacity(graph.unit_count(), known.len());
    for u in graph.unit_indices() {
        ties.add_node(u);
    }
    for (a, b) in known {
        ties.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), ());
    }
    ties
}

/// The hard core of a plan: units that all take part in many of the core's measures, and measures
/// that all have many of the core's units.
///
/// The largest part of the graph in which every unit has at least p measures and every measure at
/// least q units, both counted inside the part.
/// # Input
/// graph: every role counts. p, q: at least 1 to have an effect.
/// # Returns
/// The units and the measures of the core, in the graph's order; both empty when there is none.
/// # Errors
/// None.
/// # Cost
/// Time and memory |U| + |M| + |E|. Same output on every run.
/// # Source
/// Ahmed, Batagelj et al. 2007, "Visualisation and analysis of the Internet Movie Database"
/// ((p,q)-cores of two-mode networks).
pub fn two_mode_core(
    graph: &ResponsibilityGraph,
    p: usize,
    q: usize,
) -> (Vec<UnitId>, Vec<MeasureId>) {
    let mut unit_degree: Vec<usize> = graph.unit_indices().map(|u| graph.unit_degree(u)).collect();
    let mut measure_degree: Vec<usize> =
        graph.measure_indices().map(|m| graph.measure_degree(m)).collect();
    let mut units_out: Vec<UnitIx> =
        graph.unit_indices().filter(|u| unit_degree[u.index()] < p).collect();
    let mut measures_out: Vec<MeasureIx> =
        graph.measure_indices().filter(|m| measure_degree[m.index()] < q).collect();
    // A degree falls one at a time, so a node crosses its threshold, and goes out, exactly once.
    loop {
        if let Some(u) = units_out.pop() {
            for (m, _) in graph.measures_of(u) {
                let degree = &mut measure_degree[m.index()];
                if *degree == q && q > 0 {
                    measures_out.push(m);
                }
                *degree = degree.saturating_sub(1);
            }
        } else if let Some(m) = measures_out.pop() {
            for (u, _) in graph.units_of(m) {
                let degree = &mut unit_degree[u.index()];
                if *degree == p && p > 0 {
                    units_out.push(u);
                }
                *degree = degree.saturating_sub(1);
            }
        } else {
            break;
        }
    }
    (
        graph
            .unit_indices()
            .filter(|u| unit_degree[u.index()] >= p)
            .map(|u| graph.unit(u).id)
            .collect(),
        graph
            .measure_indices()
            .filter(|m| measure_degree[m.index()] >= q)
            .map(|m| graph.measure(m).id)
            .collect(),
    )
}
