//! The E–I index: do units work with their own group or across groups?
//!
//! Owns the index and what chance would give. Never knows what the groups are.

use petgraph::Directed;
use petgraph::csr::Csr;
use std::collections::BTreeMap;

/// Ties across groups against ties inside them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExternalInternal {
    /// Pairs of partners in different groups.
    pub external: usize,
    /// Pairs of partners in one group.
    pub internal: usize,
    /// Pairs in which a group is unknown; they count on neither side.
    pub unclassified: usize,
    /// (E−I)/(E+I), every pair counting once.
    pub index: Option<f64>,
    /// (E−I)/(E+I) with each pair weighted by its tie.
    pub weighted: Option<f64>,
    /// The mean of `index` when the groups are dealt out anew among the units that have one.
    pub expected: Option<f64>,
}

/// Whether cooperation crosses groups more than chance would have it.
///
/// (E−I)/(E+I), E and I the ties between and inside groups. The mean over all ways of dealing the
/// groups out anew is exact: 1 − 2·Σ_g n_g(n_g−1)/(n(n−1)), n_g units in group g.
/// # Input
/// rows: the weighted projection. groups: one a node; `None` when unknown.
/// # Returns
/// The index of the whole and of each node, in order; in `[−1, 1]`, −1 all inside, 1 all across;
/// `None` without classified ties (and `expected` with fewer than two grouped units).
/// # Errors
/// None.
/// # Cost
/// Time and memory nodes + ties. Same output on every run.
/// # Source
/// Krackhardt and Stern 1988, doi:10.2307/2786835. Equal to R netseg::ei on the toy plan.
///
/// # Panics
/// When `groups` does not have one entry a node.
pub fn external_internal(
    rows: &Csr<(), f64, Directed, u32>,
    groups: &[Option<u32>],
) -> (ExternalInternal, Vec<Option<f64>>) {
    assert_eq!(groups.len(), rows.node_count(), "one group a node");
    let mut pairs = [0usize; 2];
    let mut weights = [0f64; 2];
    let mut unclassified = 0;
    let mut own = Vec::with_capacity(groups.len());
    for (u, group) in (0..).zip(groups) {
        let mut ties = [0usize; 2];
        for (&v, weight) in rows.neighbors_slice(u).iter().zip(rows.edges_slice(u)) {
            let (Some(a), Some(b)) = (group, groups[v as usize]) else {
                unclassified += usize::from(u < v);
                continue;
            };
            let side = usize::from(*a == b);
            ties[side] += 1;
            if u < v {
                pairs[side] += 1;
                weights[side] += weight;
            }
        }
        own.push(index(ties[0] as f64, ties[1] as f64));
    }
    let overall = ExternalInternal {
        external: pairs[0],
        internal: pairs[1],
        unclassified,
        index: index(pairs[0] as f64, pairs[1] as f64),
        weighted: index(weights[0], weights[1]),
        expected: expected(groups),
    };
    (overall, own)
}

fn index(external: f64, internal: f64) -> Option<f64> {
    let all = external + internal;
    (all > 0.0).then(|| (external - internal) / all)
}

fn expected(groups: &[Option<u32>]) -> Option<f64> {
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    for group in groups.iter().flatten() {
        *sizes.entry(*group).or_default() += 1;
    }
    let units: u64 = sizes.values().sum();
    let inside: u64 = sizes.values().map(|n| n * (n - 1)).sum();
    (units > 1).then(|| 1.0 - 2.0 * inside as f64 / (units * (units - 1)) as f64)
}
