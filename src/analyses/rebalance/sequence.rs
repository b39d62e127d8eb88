//! The order in which moves are made.
//!
//! Owns the steps: chains of moves that belong together. Never knows how the moves were found.
//!
//! The moves of an optimal answer fall into chains `s → … → t`, from a unit that ends lower to one
//! that ends higher. Undoing a chain would save moves, so it must make the loads worse: `x_t` after
//! is below `x_s` after plus one, hence before the chain `x_s - x_t > 1`, whatever chains were made
//! earlier (`s` only falls and `t` only rises). So **every step makes the loads fairer**. Inside a
//! chain the far end moves first: a unit between gives before it takes and never rises above where
//! it stood, `t` never rises above where it ends, so **the highest load never rises**, not even
//! between two moves.
//!
//! Only measures whose lead the planner excluded can break this: they must move even if that makes
//! the loads worse, and their moves may close a circle, which comes last as a step of its own.

use super::network::LEAD;

/// A lead to hand on, units numbered inside the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Transfer {
    pub from: u32,
    pub to: u32,
    /// The item, in order of measure.
    pub item: u32,
    /// Which of its receivers.
    pub receiver: u32,
}

/// A transfer in its place: its step from 1, and the loads of both units before it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub transfer: Transfer,
    pub step: u32,
    pub from_before: u32,
    pub to_before: u32,
}

/// Puts the transfers in order; the unit with the highest load is relieved first.
pub(super) fn sequence(before: &[u32], mut transfers: Vec<Transfer>) -> Vec<Placed> {
    transfers.sort_unstable();
    let mut load = before.to_vec();
    // Leads a unit loses in the end (positive) or gains (negative), as far as not yet in a step.
    let mut excess = vec![0i64; before.len()];
    for t in &transfers {
        excess[t.from as usize] += 1;
        excess[t.to as usize] -= 1;
    }
    let mut used = vec![false; transfers.len()];
    let mut placed = Vec::with_capacity(transfers.len());
    let mut step = 0;
    let mut givers: Vec<u32> = transfers.iter().map(|t| t.from).collect();
    givers.dedup();
    while placed.len() < transfers.len() {
        let start = givers
            .iter()
            .copied()
            .filter(|v| excess[*v as usize] > 0)
            .max_by_key(|v| (load[*v as usize], std::cmp::Reverse(*v)))
            .or_else(|| transfers.iter().zip(&used).find(|(_, used)| !**used).map(|(t, _)| t.from))
            .unwrap_or_else(|| unreachable!("a transfer is left"));
        let mut chain = Vec::new();
        let mut at = start;
        loop {
            let first = transfers.partition_point(|t| t.from < at);
            let next = (first..transfers.len())
                .take_while(|i| transfers[*i].from == at)
                .filter(|i| !used[*i])
                // Straight to a unit that gains, and there to the one with the lowest load.
                .min_by_key(|i| {
                    let to = transfers[*i].to as usize;
                    (excess[to] >= 0, load[to], *i)
                });
            let Some(i) = next else {
                unreachable!("what comes in and does not stay goes out again");
            };
            used[i] = true;
            chain.push(i);
            at = transfers[i].to;
            if excess[at as usize] < 0 || at == start {
                break;
            }
        }
        if at != start {
            excess[start as usize] -= 1;
            excess[at as usize] += 1;
        }
        step += 1;
        for i in chain.into_iter().rev() {
            let transfer = transfers[i];
            let (from, to) = (transfer.from as usize, transfer.to as usize);
            placed.push(Placed { transfer, step, from_before: load[from], to_before: load[to] });
            load[from] -= LEAD;
            load[to] += LEAD;
        }
    }
    placed
}
