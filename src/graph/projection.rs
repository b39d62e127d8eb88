//! One-mode projections: units joined by shared measures, measures joined by shared units.
//!
//! Owns the five projection weights and the order of the projected edges. Never knows what a
//! projected tie means to a planner, nor names or files. Next floor: the analyses.

use super::responsibility_graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use petgraph::Directed;
use petgraph::csr::Csr;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

/// How strongly two nodes of one side are tied; k is the number of shared nodes of the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectionWeight {
    /// k.
    Count,
    /// k divided by the number of nodes on the other side.
    Ratio,
    /// Σ 1/(n−1) over the shared nodes, n their degree: a large shared measure ties less.
    Newman,
    /// k divided by the number of nodes that either has.
    Jaccard,
    /// k divided by the smaller of the two degrees.
    Overlap,
}

/// Units tied by shared measures. Node i of it is unit i of the graph it was made from.
pub type UnitProjection = UnGraph<UnitIx, f64>;

/// Measures tied by shared units. Node i of it is measure i of the graph it was made from.
pub type MeasureProjection = UnGraph<MeasureIx, f64>;

/// Which units meet in measures, and how closely.
///
/// Ties u and v when some measure has both; k_uv, d_u and n_m as in [`ProjectionWeight`].
/// # Input
/// graph: all its roles and units count; restrict it first for a role layer or without collectives.
/// # Returns
/// One node a unit, in order; edges (a, b) with a < b in order of a, then b. Weights > 0. A unit
/// without partners is a node without edges; no units give an empty graph.
/// # Errors
/// None.
/// # Cost
/// Time Σ_m n_m², memory the number of ties. Same output on every run.
/// # Source
/// Newman 2001, doi:10.1103/PhysRevE.64.016132, eq. 2 (Newman weight); Borgatti and Halgin 2011,
/// "Analyzing affiliation networks" (the others). Equal to networkx 3.6.1 on the Davis data.
/// # Example
/// ```
/// use respgraph::graph::{Edge, MeasureNode, ProjectionWeight, ResponsibilityGraph, UnitNode};
/// use respgraph::graph::project_units;
/// use respgraph::{plan::Role, units::{MeasureId, PlanId, UnitId, UnitKind}};
/// let unit = |id| UnitNode {
///     id: UnitId(id), kind: UnitKind::Department, function: None, jurisdiction: 0,
/// };
/// let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
/// let edge = |u, m| (u, m, Edge { role: Role::Lead, row: 0 });
/// let graph = ResponsibilityGraph::from_parts(
///     vec![unit(0), unit(1)],
///     vec![measure(0), measure(1), measure(2)],
///     vec![edge(0, 0), edge(1, 0), edge(0, 1)],
/// );
/// let ties = project_units(&graph, ProjectionWeight::Jaccard);
/// assert_eq!(ties.edge_weights().collect::<Vec<_>>(), [&0.5]);
/// ```
pub fn project_units(graph: &ResponsibilityGraph, weight: ProjectionWeight) -> UnitProjection {
    project(
        graph.unit_indices().collect(),
        graph.measure_count(),
        |u| graph.measures_of(UnitIx(u)).map(|(m, _)| m.0),
        |m| graph.units_of(MeasureIx(m)).map(|(u, _)| u.0),
        weight,
    )
}

/// Which measures share units, and how closely: the same as [`project_units`] from the other side.
///
/// Mind the size: a unit with d measures ties d(d−1)/2 pairs of them.
pub fn project_measures(
    graph: &ResponsibilityGraph,
    weight: ProjectionWeight,
) -> MeasureProjection {
    project(
        graph.measure_indices().collect(),
        graph.unit_count(),
        |m| graph.units_of(MeasureIx(m)).map(|(u, _)| u.0),
        |u| graph.measures_of(UnitIx(u)).map(|(m, _)| m.0),
        weight,
    )
}

/// The ties of a projection as compressed rows, each tie in both directions: what algorithms that
/// go over all neighbours again and again want. Row i is node i; neighbours ascend.
pub fn neighbour_rows<N>(projection: &UnGraph<N, f64>) -> Csr<(), f64, Directed, u32> {
    let mut both = Vec::with_capacity(2 * projection.edge_count());
    for edge in projection.edge_references() {
        let (a, b) = (edge.source().index() as u32, edge.target().index() as u32);
        both.push((a, b, *edge.weight()));
        both.push((b, a, *edge.weight()));
    }
    both.sort_unstable_by_key(|(a, b, _)| (*a, *b));
    let mut rows: Csr<(), f64, Directed, u32> =
        Csr::from_sorted_edges(&both).unwrap_or_else(|_| {
            unreachable!("a projection has no parallel edges and these are sorted")
        });
    while rows.node_count() < projection.node_count() {
        rows.add_node(());
    }
    rows
}

/// Ties the nodes of the near side through the far side; `across` and `back` give neighbours in
/// ascending order.
fn project<T, I, J>(
    near_side: Vec<T>,
    far_count: usize,
    across: impl Fn(u32) -> I,
    back: impl Fn(u32) -> J,
    weight: ProjectionWeight,
) -> UnGraph<T, f64>
where
    I: ExactSizeIterator<Item = u32>,
    J: ExactSizeIterator<Item = u32>,
{
    let count = near_side.len();
    let mut projection = UnGraph::with_capacity(count, 0);
    for node in near_side {
        projection.add_node(node);
    }
    let mut shared = vec![0u32; count];
    let mut newman = vec![0f64; count];
    let mut partners = Vec::new();
    for a in 0..count as u32 {
        for far in across(a) {
            let members = back(far);
            let share = 1.0 / (members.len() as f64 - 1.0);
            for b in members.filter(|b| *b > a) {
                if shared[b as usize] == 0 {
                    partners.push(b);
                }
                shared[b as usize] += 1;
                newman[b as usize] += share;
            }
        }
        partners.sort_unstable();
        let degree_a = across(a).len();
        for b in partners.drain(..) {
            let k = f64::from(std::mem::take(&mut shared[b as usize]));
            let newman = std::mem::take(&mut newman[b as usize]);
            let degree_b = across(b).len();
            let w = match weight {
                ProjectionWeight::Count => k,
                ProjectionWeight::Ratio => k / far_count as f64,
                ProjectionWeight::Newman => newman,
                ProjectionWeight::Jaccard => k / ((degree_a + degree_b) as f64 - k),
                ProjectionWeight::Overlap => k / degree_a.min(degree_b) as f64,
            };
            projection.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), w);
        }
    }
    projection
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, MeasureNode, UnitNode};
    use crate::plan::Role;
    use crate::units::{MeasureId, PlanId, UnitId, UnitKind};
    use proptest::prelude::*;

    /// Units 0-3 and measures 0-3: {0,1,2}, {0,1}, {0}, {}; unit 3 takes part in nothing.
    fn sample() -> ResponsibilityGraph {
        let unit = |id| UnitNode {
            id: UnitId(id),
            kind: UnitKind::Department,
            function: None,
            jurisdiction: 0,
        };
        let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
        let edges = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2)];
        ResponsibilityGraph::from_parts(
            (0..4).map(unit).collect(),
            (0..4).map(measure).collect(),
            edges.map(|(u, m)| (u, m, Edge { role: Role::Lead, row: 0 })).to_vec(),
        )
    }

    fn ties(weight: ProjectionWeight) -> Vec<(usize, usize, f64)> {
        let projection = project_units(&sample(), weight);
        assert_eq!(projection.node_count(), 4, "a unit without partners stays");
        let tie = |e: petgraph::graph::EdgeReference<'_, f64>| {
            (e.source().index(), e.target().index(), *e.weight())
        };
        projection.edge_references().map(tie).collect()
    }

    #[test]
    fn weights_by_hand_in_order_of_nodes() {
        use ProjectionWeight::{Count, Jaccard, Newman, Overlap, Ratio};
        let by_hand = [
            (Count, [2.0, 1.0, 1.0]),
            (Ratio, [0.5, 0.25, 0.25]),
            (Newman, [1.5, 0.5, 0.5]),
            (Jaccard, [2.0 / 3.0, 1.0 / 3.0, 0.5]),
            (Overlap, [1.0, 1.0, 1.0]),
        ];
        for (weight, [w01, w02, w12]) in by_hand {
            assert_eq!(ties(weight), [(0, 1, w01), (0, 2, w02), (1, 2, w12)], "{weight:?}");
        }
    }

    #[test]
    fn measures_are_tied_by_shared_units() {
        let projection = project_measures(&sample(), ProjectionWeight::Count);
        let weights: Vec<f64> = projection.edge_weights().copied().collect();
        assert_eq!((projection.node_count(), weights), (4, vec![2.0, 1.0, 1.0]));
    }

    #[test]
    fn rows_hold_every_tie_twice() {
        let rows = neighbour_rows(&project_units(&sample(), ProjectionWeight::Count));
        assert_eq!(rows.node_count(), 4);
        assert_eq!((rows.neighbors_slice(0), rows.edges_slice(0)), (&[1, 2][..], &[2.0, 1.0][..]));
        assert_eq!((rows.neighbors_slice(2), rows.edges_slice(2)), (&[0, 1][..], &[1.0, 1.0][..]));
        assert_eq!(rows.neighbors_slice(3), [0u32; 0]);
    }

    #[test]
    fn no_units_give_an_empty_graph() {
        let empty = ResponsibilityGraph::from_parts(Vec::new(), Vec::new(), Vec::new());
        let projection = project_units(&empty, ProjectionWeight::Newman);
        assert_eq!(neighbour_rows(&projection).node_count(), 0);
    }

    proptest! {
        #[test]
        fn symmetric_and_the_same_whatever_the_order(
            edges in prop::collection::btree_set((0u32..7, 0u32..6), 0..30),
            units in Just((0..7u32).collect::<Vec<_>>()).prop_shuffle(),
            measures in Just((0..6u32).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let build = |edges: &mut dyn Iterator<Item = (u32, u32)>| {
                let role = Edge { role: Role::Support, row: 0 };
                let unit = |id| UnitNode {
                    id: UnitId(id), kind: UnitKind::Party, function: None, jurisdiction: 0,
                };
                let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
                ResponsibilityGraph::from_parts(
                    (0..7).map(unit).collect(),
                    (0..6).map(measure).collect(),
                    edges.map(|(u, m)| (u, m, role)).collect(),
                )
            };
            let graph = build(&mut edges.iter().copied());
            let renamed = build(
                &mut edges.iter().map(|&(u, m)| (units[u as usize], measures[m as usize])),
            );
            for weight in [ProjectionWeight::Count, ProjectionWeight::Newman, ProjectionWeight::Jaccard] {
                let rows = neighbour_rows(&project_units(&graph, weight));
                let others = neighbour_rows(&project_units(&renamed, weight));
                prop_assert_eq!(rows.edge_count(), others.edge_count());
                for a in 0..7u32 {
                    for (&b, w) in rows.neighbors_slice(a).iter().zip(rows.edges_slice(a)) {
                        let back = rows.neighbors_slice(b).binary_search(&a).expect("both ways");
                        prop_assert_eq!(w, &rows.edges_slice(b)[back]);
                        let (a, b) = (units[a as usize], units[b as usize]);
                        let there = others.neighbors_slice(a).binary_search(&b).expect("renamed");
                        prop_assert!((w - others.edges_slice(a)[there]).abs() < 1e-12);
                    }
                }
            }
        }
    }
}
