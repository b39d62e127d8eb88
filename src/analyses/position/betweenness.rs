//! Two-mode betweenness: who sits on the shortest ways between the others.
//!
//! Owns Brandes' accumulation, its two-mode normalisation and the sampling of large graphs. Never
//! knows roles: every edge counts alike.

use crate::graph::ResponsibilityGraph;
use crate::units::UnitId;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// When betweenness is exact, and how it is sampled otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BetweennessOptions {
    /// Exact while nodes × edges, summed over the parts of the graph that hang together, is at most
    /// this; beyond it `pivots` sources are drawn.
    pub exact_up_to: u64,
    /// Sources drawn for a larger graph.
    pub pivots: u32,
    /// Seed of the draw.
    pub seed: u64,
}

impl Default for BetweennessOptions {
    /// Exact up to 2·10⁸ steps (a second or two), else 256 pivots.
    fn default() -> Self {
        Self { exact_up_to: 200_000_000, pivots: 256, seed: 42 }
    }
}

/// How the values were made; every output that shows them says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BetweennessMethod {
    /// From every node.
    Exact,
    /// Estimated from some nodes, drawn without replacement.
    Sampled {
        /// Nodes drawn.
        pivots: u32,
        /// Nodes there are.
        nodes: u32,
        /// Seed of the draw.
        seed: u64,
    },
}

/// One node's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Centrality {
    /// Σ over pairs of other nodes of the share of their shortest ways that pass here.
    pub raw: f64,
    /// `raw` over the highest value possible on its side; `None` where that is 0 (one unit and at
    /// most one measure).
    pub normalised: Option<f64>,
    /// Standard error of `normalised` when it was sampled; too small for a node through which few
    /// sources pass, as none of them may have been drawn.
    pub standard_error: Option<f64>,
}

/// Betweenness of both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Betweenness {
    /// Exact or sampled.
    pub method: BetweennessMethod,
    /// In the graph's order of units.
    pub units: Vec<Centrality>,
    /// In the graph's order of measures.
    pub measures: Vec<Centrality>,
}

impl Betweenness {
    /// Normalised betweenness by unit, for use with another view of the same plans; units for which
    /// it is undefined are left out. `graph` is the one it was computed on.
    pub fn by_unit(&self, graph: &ResponsibilityGraph) -> BTreeMap<UnitId, f64> {
        graph
            .unit_indices()
            .filter_map(|u| Some((graph.unit(u).id, self.units[u.index()].normalised?)))
            .collect()
    }
}

/// Through which units, and which measures, the others are connected.
///
/// g(v) = Σ_{s<t} σ_st(v)/σ_st over units and measures alike, σ_st the number of shortest ways
/// from s to t; divided by the highest g possible for a node of v's side.
/// # Input
/// graph: all edges count alike. Measures without a unit count in the size of their side.
/// # Returns
/// One value a unit and one a measure, in the graph's order; normalised to `[0,1]`; 0 for a node with
/// fewer than two neighbours; two empty lists for an empty graph.
/// # Errors
/// None. A graph beyond the budget of `options` is sampled, and `method` says so.
/// # Cost
/// Exact: time nodes × edges of each component; sampled: pivots × edges. Memory 32
/// values a node. The sources are summed in fixed blocks, so any number of threads gives the same
/// bits.
/// # Source
/// Brandes 2001, doi:10.1080/0022250X.2001.9990249; normalisation Borgatti and Halgin 2011,
/// "Analyzing affiliation networks"; pivots after Brandes and Pich 2007,
/// doi:10.1142/S0218127407018403 (uniform draw). Equal to networkx 3.6.1 on the Davis data.
/// # Example
/// Two units that share one measure: the measure lies between them, as central as can be.
/// ```
/// use respgraph::analyses::position::betweenness::two_mode_betweenness;
/// use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, UnitNode};
/// use respgraph::{plan::Role, units::{MeasureId, PlanId, UnitId, UnitKind}};
/// let unit = |id| UnitNode {
///     id: UnitId(id), kind: UnitKind::Department, function: None, jurisdiction: 0,
/// };
/// let graph = ResponsibilityGraph::from_parts(
///     vec![unit(0), unit(1)],
///     vec![MeasureNode { id: MeasureId(0), plan: PlanId(0), section: 0 }],
///     vec![(0, 0, Edge { role: Role::Lead, row: 0 }), (1, 0, Edge { role: Role::Support, row: 1 })],
/// );
/// let between = two_mode_betweenness(&graph, &Default::default());
/// assert_eq!((between.measures[0].raw, between.measures[0].normalised), (1.0, Some(1.0)));
/// assert_eq!(between.units[0].raw, 0.0);
/// ```
pub fn two_mode_betweenness(
    graph: &ResponsibilityGraph,
    options: &BetweennessOptions,
) -> Betweenness {
    let web = Web::of(graph);
    let nodes = web.len() as u32;
    let (method, sources) = if web.work() <= options.exact_up_to || options.pivots >= nodes {
        (BetweennessMethod::Exact, (0..nodes).collect())
    } else {
        let pivots = options.pivots.max(2);
        let method = BetweennessMethod::Sampled { pivots, nodes, seed: options.seed };
        (method, draw(nodes, pivots, options.seed))
    };

    // A fixed number of blocks, not one a thread: the order of the sums must not depend on the
    // machine.
    let block = sources.len().div_ceil(16).max(1);
    let parts: Vec<Sums> =
        sources.par_chunks(block).map(|sources| dependencies(&web, sources)).collect();
    let mut sums = Sums::zero(web.len());
    for part in &parts {
        sums.add(part);
    }

    let (units, measures) = (graph.unit_count(), graph.measure_count());
    let drawn = sources.len() as f64;
    let value = |v: usize, highest: f64| {
        // Every pair is met from both its ends, hence the half.
        let scale = f64::from(nodes) / drawn / 2.0;
        let raw = sums.first[v] * scale;
        let standard_error = match method {
            BetweennessMethod::Exact => None,
            BetweennessMethod::Sampled { .. } if highest > 0.0 => {
                let mean = sums.first[v] / drawn;
                let variance = (sums.second[v] - drawn * mean * mean).max(0.0) / (drawn - 1.0);
                let left = 1.0 - drawn / f64::from(nodes);
                Some((variance * drawn * left).sqrt() * scale / highest)
            }
            BetweennessMethod::Sampled { .. } => None,
        };
        let normalised = (highest > 0.0).then(|| raw / highest);
        Centrality { raw, normalised, standard_error }
    };
    let highest = highest_betweenness(units, measures);
    let of_units = (0..units).map(|v| value(v, highest)).collect();
    let highest = highest_betweenness(measures, units);
    let of_measures = (units..units + measures).map(|v| value(v, highest)).collect();
    Betweenness { method, units: of_units, measures: of_measures }
}

/// The highest betweenness a node can have on a side of `own` nodes facing `other` nodes
/// (Borgatti and Halgin 2011).
fn highest_betweenness(own: usize, other: usize) -> f64 {
    if own == 0 || other == 0 {
        return 0.0;
    }
    let (s, t) = ((own - 1) / other, (own - 1) % other);
    let (m, s, t) = (other as f64, s as f64, t as f64);
    (m * m * (s + 1.0) * (s + 1.0) + m * (s + 1.0) * (2.0 * t - s - 1.0) - t * (2.0 * s - t + 3.0))
        / 2.0
}

/// `count` of the numbers below `nodes`, drawn without replacement, ascending.
fn draw(nodes: u32, count: u32, seed: u64) -> Vec<u32> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut all: Vec<u32> = (0..nodes).collect();
    for i in 0..count {
        let other = random.random_range(i..nodes);
        all.swap(i as usize, other as usize);
    }
    all.truncate(count as usize);
    all.sort_unstable();
    all
}

/// Units, then measures, as one flat adjacency.
struct Web {
    starts: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Web {
    fn of(graph: &ResponsibilityGraph) -> Self {
        let first_measure = graph.unit_count() as u32;
        let mut starts = vec![0];
        let mut neighbours = Vec::with_capacity(2 * graph.edge_count());
        for u in graph.unit_indices() {
            neighbours.extend(graph.measures_of(u).map(|(m, _)| first_measure + m.0));
            starts.push(neighbours.len() as u32);
        }
        for m in graph.measure_indices() {
            neighbours.extend(graph.units_of(m).map(|(u, _)| u.0));
            starts.push(neighbours.len() as u32);
        }
        Self { starts, neighbours }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Edges to go over from all sources: a source reaches its own component only.
    fn work(&self) -> u64 {
        let mut seen = vec![false; self.len()];
        let mut work = 0;
        for start in 0..self.len() as u32 {
            if std::mem::replace(&mut seen[start as usize], true) {
                continue;
            }
            let mut component = vec![start];
            let (mut next, mut ends) = (0, 0);
            while let Some(&v) = component.get(next) {
                next += 1;
                ends += self.near(v).len() as u64;
                for &w in self.near(v) {
                    if !std::mem::replace(&mut seen[w as usize], true) {
                        component.push(w);
                    }
                }
            }
            work += component.len() as u64 * ends / 2;
        }
        work
    }

    fn near(&self, v: u32) -> &[u32] {
        let v = v as usize;
        &self.neighbours[self.starts[v] as usize..self.starts[v + 1] as usize]
    }
}

/// Sums over sources of the dependency on each node, and of its square.
struct Sums {
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Sums {
    fn zero(nodes: usize) -> Self {
        Self { first: vec![0.0; nodes], second: vec![0.0; nodes] }
    }

    fn add(&mut self, other: &Self) {
        for (sum, part) in self.first.iter_mut().zip(&other.first) {
            *sum += part;
        }
        for (sum, part) in self.second.iter_mut().zip(&other.second) {
            *sum += part;
        }
    }
}

/// Brandes' accumulation from each of `sources`.
fn dependencies(web: &Web, sources: &[u32]) -> Sums {
    const FAR: u32 = u32::MAX;
    let mut sums = Sums::zero(web.len());
    let mut distance = vec![FAR; web.len()];
    let mut ways = vec![0f64; web.len()];
    let mut dependency = vec![0f64; web.len()];
    let mut reached: Vec<u32> = Vec::new();
    for &source in sources {
        distance[source as usize] = 0;
        ways[source as usize] = 1.0;
        reached.push(source);
        let mut next = 0;
        while let Some(&v) = reached.get(next) {
            next += 1;
            let beyond = distance[v as usize] + 1;
            let ways_v = ways[v as usize];
            for &w in web.near(v) {
                if distance[w as usize] == FAR {
                    distance[w as usize] = beyond;
                    reached.push(w);
                }
                if distance[w as usize] == beyond {
                    ways[w as usize] += ways_v;
                }
            }
        }
        for &w in reached.iter().skip(1).rev() {
            let i = w as usize;
            let share = (1.0 + dependency[i]) / ways[i];
            for &v in web.near(w) {
                if distance[v as usize] + 1 == distance[i] {
                    dependency[v as usize] += ways[v as usize] * share;
                }
            }
            sums.first[i] += dependency[i];
            sums.second[i] += dependency[i] * dependency[i];
        }
        for v in reached.drain(..) {
            distance[v as usize] = FAR;
            ways[v as usize] = 0.0;
            dependency[v as usize] = 0.0;
        }
    }
    sums
}
