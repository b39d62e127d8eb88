//! The fairest loads with at most so many moves, exactly.
//!
//! Owns what happens after the moves no longer suffice for the next improvement of a level. Never
//! knows the graph or wishes.
//!
//! # What "best for k moves" means
//! Among all assignments with at most `k` changed leads: the lowest highest load; then the fewest
//! units that carry it, then the next load below it, and so on (the loads, sorted from the highest,
//! are lexicographically least); and among those the fewest moves.
//!
//! # Why the result is exact
//! As in [`super::leximin`], a level `h` is a minimum-cost flow with the level node `T_h` capped at
//! `c_h`: the fewest moves `C(c_h)` grow as `c_h` falls, so `c_h` is lowered while `C ≤ k`. When the
//! moves run out, `c_h` is the least possible for `k` and stays; the next lower level is then
//! lowered in the same way, while `C ≤ k`. Levels above are no longer least without regard to moves,
//! so a shortest path may now pass their nodes: a unit below takes a lead up to `H` while another
//! at `H` gives one away, and `N_H` stays. These arcs `w → T_H → v` (`x_w + 1 = H = x_v`) are
//! part of the search here. Slots filled with gaps need no arcs of their own: filling them from
//! below never raises the number of slots above any height, and the caps above are least, so an
//! assignment with gaps stands for one without at the same cost.
//!
//! The residual network has no cycle of negative cost (the flow is cheapest for its caps), so a
//! label-correcting search from all nodes at once gives potentials; with them one Dijkstra a level,
//! cut off at what is left of the moves, finds the path or shows that there is none. Potentials
//! count the levels below as joined with each other; that is more than is open later, so they hold
//! for all lower levels until a lead is handed on.

use super::network::{LEAD, Network, State};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// How a node was reached.
#[derive(Clone, Copy)]
enum By {
    Start,
    /// From a holder to a class, or back, over this place.
    Place(u32),
    /// From the node of a capped level, out of this holder's slot into it.
    Level(u32),
}

/// Improves states of one network within a limit of moves; keeps its memory between them.
///
/// Nodes are holders, then classes. A level node is passed at once, from holder to holders.
pub(super) struct Settler<'n> {
    net: &'n Network,
    potential: Vec<i64>,
    queued: Vec<bool>,
    queue: VecDeque<u32>,
    distance: Vec<i64>,
    by: Vec<By>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    /// Holders sorted by load.
    by_load: Vec<u32>,
    /// Least distance (or potential) with which each load's level node was reached.
    at_level: Vec<i64>,
    end: usize,
}

impl<'n> Settler<'n> {
    /// For states of this network.
    pub fn new(net: &'n Network) -> Self {
        let nodes = net.holders() + net.classes();
        Settler {
            net,
            potential: vec![0; nodes],
            queued: vec![false; nodes],
            queue: VecDeque::new(),
            distance: vec![i64::MAX; nodes],
            by: vec![By::Start; nodes],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
            by_load: (0..net.holders() as u32).collect(),
            at_level: Vec::new(),
            end: 0,
        }
    }

    /// Improves the levels below `level` as far as `max_moves` allow; `state` must be the cheapest
    /// for its loads at `level` and above, and one more improvement there must need too many moves.
    pub fn settle(&mut self, state: &mut State, level: u32, max_moves: u32) {
        // With every lead at home and no move left nothing can be handed on for nothing.
        if max_moves == 0 && self.net.all_have_a_home() {
            return;
        }
        self.prepare(state, level);
        let mut above = level;
        while let Some(level) = self.next_level(state, above) {
            while let Some(cost) = self.shortest(state, level, max_moves) {
                self.hand_on(state);
                state.cost += cost;
                self.prepare(state, level);
            }
            above = level;
        }
    }

    /// The highest load below `above`, unless no unit is low enough to take from there.
    fn next_level(&self, state: &State, above: u32) -> Option<u32> {
        let i = self.below(&state.load, above).end.checked_sub(1)?;
        let level = state.load[self.by_load[i] as usize];
        (state.load[self.by_load[0] as usize] + LEAD < level).then_some(level)
    }

    /// Positions in `by_load` of the holders with a lower load.
    fn below(&self, load: &[u32], level: u32) -> std::ops::Range<usize> {
        0..self.by_load.partition_point(|v| load[*v as usize] < level)
    }

    /// Positions in `by_load` of the holders with this load.
    fn at(&self, load: &[u32], level: u32) -> std::ops::Range<usize> {
        self.below(load, level).end..self.below(load, level + 1).end
    }

    /// Potentials for `level` and all below.
    fn prepare(&mut self, state: &State, level: u32) {
        let net = self.net;
        let (holders, load) = (net.holders(), &state.load);
        self.by_load.sort_unstable_by_key(|v| (load[*v as usize], *v));
        let highest = self.by_load.last().map_or(0, |v| load[*v as usize]);
        self.potential.fill(0);
        self.at_level.clear();
        self.at_level.resize(highest as usize + 1, 0);
        let mut below = 0;
        for v in 0..holders {
            let costs = |p: &u32| state.flow[*p as usize] > 0 && net.cost(*p as usize) > 0;
            if net.places_at(v).iter().any(costs) {
                self.queued[v] = true;
                self.queue.push_back(v as u32);
            }
        }
        while let Some(node) = self.queue.pop_front() {
            let node = node as usize;
            self.queued[node] = false;
            let d = self.potential[node];
            if node >= holders {
                for p in net.places(node - holders) {
                    self.lower(net.holder(p), d + net.cost(p));
                }
                continue;
            }
            for &p in net.places_at(node) {
                if state.flow[p as usize] > 0 {
                    self.lower(holders + net.class(p as usize), d - net.cost(p as usize));
                }
            }
            let up = load[node] + LEAD;
            if up < level {
                if d < below {
                    below = d;
                    for i in self.below(load, level) {
                        self.lower(self.by_load[i] as usize, d);
                    }
                }
            } else if up <= highest && d < self.at_level[up as usize] {
                self.at_level[up as usize] = d;
                for i in self.at(load, up) {
                    self.lower(self.by_load[i] as usize, d);
                }
            }
        }
    }

    fn lower(&mut self, node: usize, potential: i64) {
        if potential < self.potential[node] {
            self.potential[node] = potential;
            if !self.queued[node] {
                self.queued[node] = true;
                self.queue.push_back(node as u32);
            }
        }
    }

    /// The cheapest way to lower the number of units at `level` by one, if the moves allow it; it
    /// is kept for [`Self::hand_on`].
    fn shortest(&mut self, state: &State, level: u32, max_moves: u32) -> Option<i64> {
        let net = self.net;
        let (holders, load) = (net.holders(), &state.load);
        for node in self.touched.drain(..) {
            self.distance[node as usize] = i64::MAX;
        }
        self.heap.clear();
        self.at_level.fill(i64::MAX);
        let ends = self.below(load, level.saturating_sub(LEAD));
        let least = ends.map(|i| self.potential[self.by_load[i] as usize]).min()?;
        // Distances here are real ones less the potential of the node.
        let mut limit = net.most_cost(max_moves) - state.cost - least;
        let mut best = None;
        for i in self.at(load, level) {
            let v = self.by_load[i] as usize;
            self.label(v, -self.potential[v], limit, By::Start);
        }
        while let Some(Reverse((d, node))) = self.heap.pop() {
            let node = node as usize;
            if d > limit {
                break;
            }
            if d > self.distance[node] {
                continue;
            }
            let real = d + self.potential[node];
            if node >= holders {
                for p in net.places(node - holders) {
                    let to = net.holder(p);
                    let next = real + net.cost(p) - self.potential[to];
                    self.label(to, next, limit, By::Place(p as u32));
                }
                continue;
            }
            for &p in net.places_at(node) {
                if state.flow[p as usize] > 0 {
                    let to = holders + net.class(p as usize);
                    let next = real - net.cost(p as usize) - self.potential[to];
                    self.label(to, next, limit, By::Place(p));
                }
            }
            let up = load[node] + LEAD;
            if up < level {
                if best.is_none_or(|best| real < best) && real <= limit + least {
                    best = Some(real);
                    self.end = node;
                    limit = real - 1 - least;
                }
            } else if up > level
                && self.at_level.get(up as usize).is_some_and(|before| real < *before)
            {
                self.at_level[up as usize] = real;
                for i in self.at(load, up) {
                    let to = self.by_load[i] as usize;
                    self.label(to, real - self.potential[to], limit, By::Level(node as u32));
                }
            }
        }
        best
    }

    fn label(&mut self, node: usize, distance: i64, limit: i64, by: By) {
        if distance <= limit && distance < self.distance[node] {
            if self.distance[node] == i64::MAX {
                self.touched.push(node as u32);
            }
            self.distance[node] = distance;
            self.by[node] = by;
            self.heap.push(Reverse((distance, node as u32)));
        }
    }

    /// Applies the path found last.
    fn hand_on(&self, state: &mut State) {
        let holders = self.net.holders();
        let mut node = self.end;
        state.load[node] += LEAD;
        loop {
            match self.by[node] {
                By::Start => break,
                By::Level(from) => {
                    state.load[node] -= LEAD;
                    node = from as usize;
                    state.load[node] += LEAD;
                }
                By::Place(p) if node >= holders => {
                    state.flow[p as usize] -= 1;
                    node = self.net.holder(p as usize);
                }
                By::Place(p) => {
                    state.flow[p as usize] += 1;
                    node = holders + self.net.class(p as usize);
                }
            }
        }
        state.load[node] -= LEAD;
    }
}
