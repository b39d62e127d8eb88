//! The assignment problem: the one-to-one pairing with the greatest total weight.
//!
//! Owns the optimisation. Never knows what is paired.
//!
//! Source: Kuhn 1955, The Hungarian method for the assignment problem, 10.1002/nav.3800020109, in
//! the form of shortest augmenting paths (Jonker & Volgenant 1987, 10.1007/BF02278710), for each
//! connected part of the table on its own.

use std::collections::BTreeMap;

/// The one-to-one pairing of greatest total weight among the offered pairs.
///
/// # Input
/// (left, right, weight) with weights of at least 0, each pair once; left and right are numbered
/// independently.
/// # Returns
/// Chosen pairs in order of left. An item without a pair stays out; no pairs: nothing.
/// # Cost
/// Cubic in the largest connected part.
/// # Example
/// ```
/// use respgraph::analyses::best_matching;
/// let chosen = best_matching(&[(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)]);
/// assert_eq!(chosen, [(0, 1, 0.8), (1, 0, 0.8)]);
/// ```
pub fn best_matching(pairs: &[(u32, u32, f64)]) -> Vec<(u32, u32, f64)> {
    let mut parts: BTreeMap<usize, Vec<(u32, u32, f64)>> = BTreeMap::new();
    let part_of = connected_parts(pairs);
    for (pair, part) in pairs.iter().zip(part_of) {
        parts.entry(part).or_default().push(*pair);
    }
    let mut chosen: Vec<_> = parts.into_values().flat_map(|part| solve(&part)).collect();
    chosen.sort_by_key(|pair| (pair.0, pair.1));
    chosen
}

/// For each pair the number of the connected part it belongs to.
fn connected_parts(pairs: &[(u32, u32, f64)]) -> Vec<usize> {
    let mut root: Vec<usize> = (0..pairs.len()).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    let (mut lefts, mut rights) = (BTreeMap::new(), BTreeMap::new());
    for (i, (left, right, _)) in pairs.iter().enumerate() {
        for first in [*lefts.entry(left).or_insert(i), *rights.entry(right).or_insert(i)] {
            let (x, y) = (find(&mut root, first), find(&mut root, i));
            root[x.max(y)] = x.min(y);
        }
    }
    (0..pairs.len()).map(|i| find(&mut root, i)).collect()
}

/// Solves one connected part.
fn solve(pairs: &[(u32, u32, f64)]) -> Vec<(u32, u32, f64)> {
    if let [only] = pairs {
        return vec![*only];
    }
    let number = |ids: Vec<u32>| {
        let mut ids = ids;
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let rows = number(pairs.iter().map(|pair| pair.0).collect());
    let columns = number(pairs.iter().map(|pair| pair.1).collect());
    let position = |ids: &[u32], id| ids.partition_point(|&other| other < id);
    // Every row may also stay alone: it then takes one of the extra columns at no cost.
    let width = columns.len() + rows.len();
    let mut weight = vec![vec![None; width]; rows.len()];
    for &(left, right, w) in pairs {
        weight[position(&rows, left)][position(&columns, right)] = Some(w);
    }
    let forbidden = 1e9;
    let cost = |row: usize, column: usize| match weight[row][column] {
        Some(w) => -w,
        None if column == columns.len() + row => 0.0,
        None => forbidden,
    };
    let row_of = augment(rows.len(), width, &cost);
    let mut chosen = Vec::new();
    for (column, row) in row_of.into_iter().enumerate().take(columns.len()) {
        if let Some((row, w)) = row.and_then(|row| Some((row, weight[row][column]?))) {
            chosen.push((rows[row], columns[column], w));
        }
    }
    chosen
}

/// The row each column is given, at the least total cost, every row having a column.
fn augment(rows: usize, columns: usize, cost: &impl Fn(usize, usize) -> f64) -> Vec<Option<usize>> {
    let (mut row_price, mut column_price) = (vec![0.0; rows], vec![0.0; columns]);
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    for start in 0..rows {
        let mut distance = vec![f64::INFINITY; columns];
        let mut before: Vec<Option<usize>> = vec![None; columns];
        let mut seen = vec![false; columns];
        let mut row = start;
        let mut reached: Option<usize> = None;
        let mut so_far = 0.0;
        let end = loop {
            for column in 0..columns {
                let through = so_far + cost(row, column) - row_price[row] - column_price[column];
                if !seen[column] && through < distance[column] {
                    distance[column] = through;
                    before[column] = reached;
                }
            }
            let nearest = (0..columns)
                .filter(|&column| !seen[column])
                .min_by(|&x, &y| distance[x].total_cmp(&distance[y]))
                .unwrap_or_else(|| unreachable!("there are at least as many columns as rows"));
            seen[nearest] = true;
            so_far = distance[nearest];
            match row_of[nearest] {
                Some(next) => {
                    row = next;
                    reached = Some(nearest);
                }
                None => break nearest,
            }
        };
        row_price[start] += so_far;
        for column in (0..columns).filter(|&column| seen[column]) {
            let slack = so_far - distance[column];
            column_price[column] -= slack;
            if let Some(row) = row_of[column] {
                row_price[row] += slack;
            }
        }
        let mut column = end;
        while let Some(previous) = before[column] {
            row_of[column] = row_of[previous];
            column = previous;
        }
        row_of[column] = Some(start);
    }
    row_of
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn brute_force(pairs: &[(u32, u32, f64)]) -> f64 {
        let Some((first, rest)) = pairs.split_first() else { return 0.0 };
        let free: Vec<_> =
            rest.iter().filter(|p| p.0 != first.0 && p.1 != first.1).copied().collect();
        brute_force(rest).max(first.2 + brute_force(&free))
    }

    #[test]
    fn nothing_offered_nothing_chosen() {
        assert!(best_matching(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn as_good_as_trying_everything(
            cells in proptest::collection::btree_map((0u32..5, 0u32..5), 0u32..100, 0..13)
        ) {
            let pairs: Vec<_> =
                cells.into_iter().map(|((a, b), w)| (a, b, f64::from(w) / 100.0)).collect();
            let chosen = best_matching(&pairs);
            for (i, x) in chosen.iter().enumerate() {
                prop_assert!(pairs.contains(x));
                prop_assert!(chosen[..i].iter().all(|y| x.0 != y.0 && x.1 != y.1));
            }
            let total: f64 = chosen.iter().map(|pair| pair.2).sum();
            prop_assert!((total - brute_force(&pairs)).abs() < 1e-9);
        }
    }
}
