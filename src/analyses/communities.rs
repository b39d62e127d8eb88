//! Communities: groups of units and measures that belong together.
//!
//! Owns bipartite modularity and the cutting into components; the search of one component stands in
//! `search.rs`. Never knows names or what a group should be called.

mod search;

use self::search::{Division, Found, NOWHERE, Table};
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::units::{MeasureId, UnitId};
use petgraph::unionfind::UnionFind;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommunityOptions {
    /// Number of starts; `None` takes as many as the size of the graph allows: 1 million over the
    /// number of edges, but at least 8 and at most 64.
    pub restarts: Option<u32>,
    /// Seed of the random starts.
    pub seed: u64,
}

impl Default for CommunityOptions {
    fn default() -> Self {
        Self { restarts: None, seed: 42 }
    }
}

/// A division of units and measures into communities.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// Barber's modularity of the division; `None` without edges.
    pub modularity: Option<f64>,
    /// Number of communities; they are numbered from 0 by number of units descending, then smallest
    /// unit id.
    pub communities: u32,
    /// Number of starts of the search.
    pub restarts: u32,
    /// How many of them ended at the best found (the least such number over the parts of the graph
    /// that hang together): few of many means that more starts may find a better division.
    pub reached: u32,
    /// Whether all of these found the same division; otherwise others are as good, and the one shown
    /// is the first by labels.
    pub unique: bool,
    /// The community of each unit, in the graph's order; `None` for a unit without measures.
    pub units: Vec<(UnitId, Option<u32>)>,
    /// The community of each measure, in the graph's order; `None` for a measure without units.
    pub measures: Vec<(MeasureId, Option<u32>)>,
}

/// Which units and measures form a block of their own, working more with each other than the
/// numbers of their ties would lead one to expect.
///
/// Q = (1/E) Σ_{u,m} (A_um − d_u·n_m/E) δ(c_u, c_m), d and n the degrees, E the edges.
/// # Input
/// graph: restricted by the caller (collectives out by default); every role counts alike.
/// # Returns
/// The best division found; Q < 1, 0 when everything is one community. The search is a heuristic
/// (finding the best is NP-hard): see `restarts` and `reached`.
/// # Errors
/// None.
/// # Cost
/// Time restarts × sweeps × |E|, memory one label a node and start. Components are searched apart.
/// Sums are whole numbers and starts are seeded one by one, so the output is the same on every run
/// and for any number of threads.
/// # Source
/// Barber 2007, doi:10.1103/PhysRevE.76.066102 (Q, and BRIM: one side placed best given the other,
/// in turn); joining of whole communities after Liu and Murata 2010 (LPAb+) and random starts with
/// varied numbers of communities after Beckett 2016, doi:10.1098/rsos.140536 (DIRTLPAwb+); shaking
/// as in iterated local search (Lourenço, Martin and Stützle 2003). Finds the best Q known for the
/// Davis data, 0.34553718.
/// # Example
/// Two units with a measure each, apart: two communities, Q = 1/2.
/// ```
/// use respgraph::analyses::communities::communities;
/// use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, UnitNode};
/// use respgraph::{plan::Role, units::{MeasureId, PlanId, UnitId, UnitKind}};
/// let unit = |id| UnitNode {
///     id: UnitId(id), kind: UnitKind::Department, function: None, jurisdiction: 0,
/// };
/// let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
/// let edge = |u, m| (u, m, Edge { role: Role::Lead, row: 0 });
/// let graph = ResponsibilityGraph::from_parts(
///     vec![unit(0), unit(1)],
///     vec![measure(0), measure(1)],
///     vec![edge(0, 0), edge(1, 1)],
/// );
/// let found = communities(&graph, &Default::default());
/// assert_eq!((found.modularity, found.communities), (Some(0.5), 2));
/// assert_eq!(found.units[1], (UnitId(1), Some(1)));
/// ```
pub fn communities(graph: &ResponsibilityGraph, options: &CommunityOptions) -> Communities {
    let edges = graph.edge_count() as u64;
    let restarts =
        options.restarts.unwrap_or_else(|| (1_000_000 / edges.max(1)).clamp(8, 64) as u32).max(1);
    // No good community spans two components, and Q is a sum over communities: so each component is
    // searched by itself.
    let found: Vec<(Component, Found)> = components(graph)
        .into_par_iter()
        .map(|component| {
            let table = table(graph, &component);
            let found = table.best(restarts, options.seed);
            (component, found)
        })
        .collect();

    let mut all = Division {
        units: vec![NOWHERE; graph.unit_count()],
        measures: vec![NOWHERE; graph.measure_count()],
    };
    let mut used = 0;
    for (component, found) in &found {
        for (u, c) in component.units.iter().zip(&found.division.units) {
            all.units[u.index()] = used + c;
        }
        for (m, c) in component.measures.iter().zip(&found.division.measures) {
            all.measures[m.index()] = used + c;
        }
        used += found.division.communities() as u32;
    }
    all.renumber();

    let quality: i128 = found.iter().map(|(_, found)| found.quality).sum();
    let place = |c: u32| (c != NOWHERE).then_some(c);
    let unit = |u: UnitIx| (graph.unit(u).id, place(all.units[u.index()]));
    let measure = |m: MeasureIx| (graph.measure(m).id, place(all.measures[m.index()]));
    Communities {
        modularity: (edges > 0).then(|| quality as f64 / (edges as f64 * edges as f64)),
        communities: used,
        restarts,
        reached: found.iter().map(|(_, found)| found.reached).min().unwrap_or(restarts),
        unique: found.iter().all(|(_, found)| found.unique),
        units: graph.unit_indices().map(unit).collect(),
        measures: graph.measure_indices().map(measure).collect(),
    }
}

/// Units and measures that hang together, in the graph's order; at least one edge.
struct Component {
    units: Vec<UnitIx>,
    measures: Vec<MeasureIx>,
}

/// The components that have an edge, by their first unit.
fn components(graph: &ResponsibilityGraph) -> Vec<Component> {
    let first_measure = graph.unit_count() as u32;
    let mut sets = UnionFind::<u32>::new(graph.unit_count() + graph.measure_count());
    for u in graph.unit_indices() {
        for (m, _) in graph.measures_of(u) {
            sets.union(u.0, first_measure + m.0);
        }
    }
    let mut components: Vec<Component> = Vec::new();
    let mut of_set: BTreeMap<u32, usize> = BTreeMap::new();
    for u in graph.unit_indices().filter(|u| graph.unit_degree(*u) > 0) {
        let component = *of_set.entry(sets.find(u.0)).or_insert_with(|| {
            components.push(Component { units: Vec::new(), measures: Vec::new() });
            components.len() - 1
        });
        components[component].units.push(u);
    }
    for m in graph.measure_indices().filter(|m| graph.measure_degree(*m) > 0) {
        components[of_set[&sets.find(first_measure + m.0)]].measures.push(m);
    }
    components
}

/// A component for the search, numbered from 0 on both sides.
fn table(graph: &ResponsibilityGraph, component: &Component) -> Table {
    let place = |found: Result<usize, usize>| match found {
        Ok(i) => i as u32,
        Err(_) => unreachable!("neighbours are in the same component"),
    };
    let unit_place = |u: UnitIx| place(component.units.binary_search(&u));
    let measure_place = |m: MeasureIx| place(component.measures.binary_search(&m));
    let of_unit = |u: &UnitIx| graph.measures_of(*u).map(|(m, _)| measure_place(m));
    let of_measure = |m: &MeasureIx| graph.units_of(*m).map(|(u, _)| unit_place(u));
    Table::new(
        component.units.iter().map(of_unit),
        component.measures.iter().map(of_measure),
        graph.edge_count(),
    )
}
