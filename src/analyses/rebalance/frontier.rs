//! What each number of moves buys: the trade-off between moves and the highest load.
//!
//! Owns the rows of the frontier and which of them are made. Never knows the graph or wishes.

use super::budget::Settler;
use super::leximin::descend;
use super::network::{Network, State};

/// Which rows of the frontier to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FrontierDetail {
    /// One row for every number of moves, from none (or the fewest possible) to the fairest loads.
    #[default]
    EveryMove,
    /// Only the rows with which the highest load falls, and the last one. The highest load for any
    /// other number of moves is that of the row before.
    Peaks,
    /// No rows.
    None,
}

/// The best loads for one number of moves (the lowest highest load, then leximin, then fewest moves).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontierRow {
    /// Moves allowed.
    pub moves: u32,
    /// Highest load, in quarter points.
    pub peak: u32,
    /// Number of units that carry it.
    pub units_at_peak: u32,
    /// Lowest load, in quarter points.
    pub lowest: u32,
    /// Hoover index, the share of the load to hand on for equality, in \[0, 1 - 1/n\]; units
    /// without load count. `None` when nobody carries anything.
    pub hoover: Option<f64>,
    /// Gini coefficient (uncorrected, in \[0, (n-1)/n\]); units without load count. `None` when
    /// nobody carries anything.
    pub gini: Option<f64>,
}

/// The best state for `max_moves` (`None`: any number), the moves that leximin loads need, and the
/// frontier. `required` moves are made in any case and count; `max_moves` is not below it.
pub(super) fn solve(
    net: &Network,
    start: State,
    required: u32,
    max_moves: Option<u32>,
    detail: FrontierDetail,
) -> (State, u32, Vec<FrontierRow>) {
    let mut rows: Vec<FrontierRow> = Vec::new();
    let mut best = None;
    let wanted = max_moves.map(|max| max - required);
    let mut done = 0;
    let mut settler = Settler::new(net);
    let mut settled = start.clone();
    let fairest = descend(net, start, |state, level, moves| {
        // With `done..moves` moves this state is all that can be had at `level` and above.
        let peak = state.load.iter().copied().max();
        for k in done..moves {
            let lower = rows.last().is_none_or(|row: &FrontierRow| Some(row.peak) != peak);
            let row = match detail {
                FrontierDetail::EveryMove => true,
                FrontierDetail::Peaks => lower,
                FrontierDetail::None => false,
            };
            if row || wanted == Some(k) {
                settled.clone_from(state);
                settler.settle(&mut settled, level, k);
                if row {
                    rows.push(describe(&settled.load, required + k));
                }
                if wanted == Some(k) {
                    best = Some(settled.clone());
                }
            }
        }
        done = moves;
    });
    if detail != FrontierDetail::None {
        rows.push(describe(&fairest.load, required + done));
    }
    let needed = required + net.moves(fairest.cost);
    (best.unwrap_or(fairest), needed, rows)
}

/// The row of these loads.
fn describe(load: &[u32], moves: u32) -> FrontierRow {
    let mut sorted = load.to_vec();
    sorted.sort_unstable();
    let peak = sorted.last().copied().unwrap_or(0);
    let n = sorted.len() as i64;
    let total: i64 = sorted.iter().map(|x| i64::from(*x)).sum();
    // Integers up to the last division: the same bits whatever the order of the units.
    let ranked: i64 = sorted.iter().zip(1..).map(|(x, i)| (2 * i - n - 1) * i64::from(*x)).sum();
    let apart: i64 = sorted.iter().map(|x| (n * i64::from(*x) - total).abs()).sum();
    FrontierRow {
        moves,
        peak,
        units_at_peak: sorted.iter().filter(|x| **x == peak).count() as u32,
        lowest: sorted.first().copied().unwrap_or(0),
        hoover: (total > 0).then(|| apart as f64 / (2 * n * total) as f64),
        gini: (total > 0).then(|| ranked as f64 / (n * total) as f64),
    }
}
