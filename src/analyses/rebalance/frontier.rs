//! What each number of moves buys: the trade-off between moves and the highest load.
//!
//! Owns the rows of the frontier and which of them are made. Never knows the graph or wishes.

use super::budget::Settler;
use super::leximin::descend;
use super::network::{Network, State};

/// A longer frontier says how the load is spread in this many rows, evenly apart; its other rows
/// say only moves and highest load. (Each spread needs a solution of its own.)
pub const SPREAD_ROWS: usize = 100;

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
    /// Lowest load, in quarter points; like the next two left out of most rows of a frontier
    /// longer than [`SPREAD_ROWS`].
    pub lowest: Option<u32>,
    /// Hoover index, the share of the load to hand on for equality, in \[0, 1 - 1/n\]; units
    /// without load count. `None` also when nobody carries anything.
    pub hoover: Option<f64>,
    /// Gini coefficient (uncorrected, in \[0, (n-1)/n\]); units without load count. `None` also
    /// when nobody carries anything.
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
    let mut done = 0;
    let mut last_level = None;
    let (mut peak, mut units_at_peak) = (0, 0);
    let fairest = descend(net, start.clone(), |state, level, cost| {
        // Every improvement takes one unit off its level: only a new level needs counting.
        if last_level.replace(level) != Some(level) {
            (peak, units_at_peak) = top(&state.load);
        } else if level == peak {
            units_at_peak -= 1;
        }
        let moves = net.moves(state.cost + cost);
        for k in done..moves {
            let wanted = match detail {
                FrontierDetail::EveryMove => true,
                FrontierDetail::Peaks => rows.last().is_none_or(|row| row.peak != peak),
                FrontierDetail::None => false,
            };
            if wanted {
                rows.push(FrontierRow::bare(k, peak, units_at_peak));
            }
        }
        done = moves;
    });
    let done = net.moves(fairest.cost);
    if detail != FrontierDetail::None {
        let (peak, units_at_peak) = top(&fairest.load);
        rows.push(FrontierRow::bare(done, peak, units_at_peak).spread(&fairest.load));
    }

    let limit = max_moves.map(|max| max - required).filter(|max| *max < done);
    let every = rows.len().div_ceil(SPREAD_ROWS).max(1);
    let best = best_within(net, start, limit, rows.iter_mut().step_by(every));
    for row in &mut rows {
        row.moves += required;
    }
    (best.unwrap_or(fairest), required + done, rows)
}

/// The best state for `limit` moves, and the spread of the rows (in order of moves) that lack it.
fn best_within<'r>(
    net: &Network,
    start: State,
    limit: Option<u32>,
    rows: impl Iterator<Item = &'r mut FrontierRow>,
) -> Option<State> {
    let mut rows = rows.filter(|row| row.lowest.is_none()).peekable();
    if rows.peek().is_none() && limit.is_none() {
        return None;
    }
    let mut best = None;
    let mut done = 0;
    let mut settler = Settler::new(net);
    let mut settled = start.clone();
    descend(net, start, |state, level, cost| {
        // With `done..moves` moves this state is all that can be had at `level` and above.
        let moves = net.moves(state.cost + cost);
        for k in done..moves {
            let row = rows.next_if(|row| row.moves == k);
            if row.is_some() || limit == Some(k) {
                settled.clone_from(state);
                settler.settle(&mut settled, level, k);
                if let Some(row) = row {
                    *row = row.spread(&settled.load);
                }
                if limit == Some(k) {
                    best = Some(settled.clone());
                }
            }
        }
        done = moves;
    });
    best
}

/// The highest load and how many carry it.
fn top(load: &[u32]) -> (u32, u32) {
    let peak = load.iter().copied().max().unwrap_or(0);
    (peak, load.iter().filter(|x| **x == peak).count() as u32)
}

impl FrontierRow {
    fn bare(moves: u32, peak: u32, units_at_peak: u32) -> Self {
        FrontierRow { moves, peak, units_at_peak, lowest: None, hoover: None, gini: None }
    }

    /// The row with the spread of these loads.
    fn spread(self, load: &[u32]) -> Self {
        let mut sorted = load.to_vec();
        sorted.sort_unstable();
        let n = sorted.len() as i64;
        let total: i64 = sorted.iter().map(|x| i64::from(*x)).sum();
        // Integers up to the last division: the same bits whatever the order of the units.
        let ranks = sorted.iter().zip(1..).map(|(x, i)| (2 * i - n - 1) * i64::from(*x));
        let apart: i64 = sorted.iter().map(|x| (n * i64::from(*x) - total).abs()).sum();
        FrontierRow {
            lowest: Some(sorted.first().copied().unwrap_or(0)),
            hoover: (total > 0).then(|| apart as f64 / (2 * n * total) as f64),
            gini: (total > 0).then(|| ranks.sum::<i64>() as f64 / (n * total) as f64),
            ..self
        }
    }
}
