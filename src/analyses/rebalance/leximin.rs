//! The fairest loads with the fewest moves, exactly.
//!
//! Owns the descent from level to level and its proof. Never knows the graph or wishes.
//!
//! # The problem
//! Every measure is led by one of its places; a lead weighs one point wherever it is; unit `v`
//! carries a fixed load `b_v` besides (in quarter points). Wanted are the loads `x` whose values,
//! sorted from the highest, are lexicographically least (*leximin*), and among all assignments with
//! those loads the one that changes the fewest leads.
//!
//! # Why the result is exact
//! 1. *Levels.* The `n`-th lead of `v` fills the slot of height `b_v + n`. Let `N_h` be the number
//!    of filled slots of height `h`. With a large base `B`, leximin minimises `Σ_v B^(x_v)`, and the
//!    slots' sum `Σ_h N_h B^h` equals that sum times a constant, less a constant (a geometric series
//!    per unit). So leximin = least `(N_h)` read from the highest `h` down.
//! 2. *One level is a minimum-cost flow.* Send measures → places → slots → level nodes `T_h` →
//!    sink, a changed lead costing 1. Capping `T_h` at `c_h` and leaving the levels below open, the
//!    cheapest flow is the fewest moves with `N_h ≤ c_h`. Lowering `c_h` by one leaves one unit of
//!    flow without a way; sending it along a shortest residual path keeps the flow cheapest
//!    (successive shortest paths), and when no path is left `c_h` is least. Levels are done from the
//!    top, each keeping the caps of those above.
//! 3. *What a path looks like.* It takes a lead from some `s` with `x_s = h`, passes leads on, and
//!    ends at some `t` with `x_t + 1 < h`. A path through a capped level `H > h` would end with a
//!    piece from a unit at `H` to a unit below `H - 1`, which would have lowered `N_H`: impossible,
//!    as `N_H` is least. So plain paths between units suffice, and they change no other slots.
//! 4. *Freezing.* When no unit at `h` reaches a unit below `h - 1`, everything reached is closed
//!    under residual arcs and has loads of at least `h - 1`. No later path (for a lower level) can
//!    enter it, for it could not get out again to its end. It is left out from then on, so all the
//!    failing searches together cost no more than one pass over the network.
//!
//! Shortest paths are found by Dijkstra on costs reduced by potentials, stopped at the nearest
//! end; all the paths of that length are then used at once (the primal-dual method).
//!
//! Sources: Harvey, Ladner, Lovász, Tamir (2006), Semi-matchings for bipartite graphs and load
//! balancing, J. Algorithms 59(1) (cost-reducing paths; one optimum for every strictly convex
//! objective); Ahuja, Magnanti, Orlin (1993), Network Flows, ch. 9 (successive shortest paths).

use super::network::{LEAD, Network, State};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Lowers the loads level by level until they are leximin.
///
/// The state after every improvement has the fewest moves for its loads on the level in work and
/// above. `before_each` is called before every improvement with the state, the level in work and
/// what the improvement costs, which is nothing or more.
pub(super) fn descend(
    net: &Network,
    state: State,
    before_each: impl FnMut(&State, u32, i64),
) -> State {
    let nodes = net.holders() + net.classes();
    // A class reached from its start costs the start's price less: that is its first potential.
    let potential = (0..nodes)
        .map(|node| match node.checked_sub(net.holders()) {
            None => 0,
            Some(k) => -net.places(k).map(|p| net.cost(p)).min().unwrap_or(0),
        })
        .collect();
    let mut descent = Descent {
        net,
        state,
        potential,
        frozen: vec![false; net.holders()],
        distance: vec![i64::MAX; nodes],
        touched: Vec::new(),
        heap: BinaryHeap::new(),
        cursor: vec![0; nodes],
        seen: vec![0; nodes],
        round: 0,
        sources: Vec::new(),
        path: Vec::new(),
        trail: Vec::new(),
        before_each,
    };
    descent.run();
    descent.state
}

struct Descent<'n, F> {
    net: &'n Network,
    state: State,
    /// Holders first, then classes.
    potential: Vec<i64>,
    /// Holders that no later path can pass.
    frozen: Vec<bool>,
    distance: Vec<i64>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    /// Next arc to try of each node in this round of the depth-first search.
    cursor: Vec<u32>,
    /// Round in which a node was last entered.
    seen: Vec<u32>,
    round: u32,
    sources: Vec<u32>,
    /// Nodes of the path being tried, and the places by which each but the first was entered.
    path: Vec<u32>,
    trail: Vec<u32>,
    before_each: F,
}

/// All shortest paths have this length and join holders at these potentials.
#[derive(Clone, Copy)]
struct Length {
    source: i64,
    target: i64,
}

impl<F: FnMut(&State, u32, i64)> Descent<'_, F> {
    fn run(&mut self) {
        loop {
            let open = |v: &usize| !self.frozen[*v];
            let loads = (0..self.net.holders()).filter(open).map(|v| self.state.load[v]);
            let (Some(level), Some(lowest)) = (loads.clone().max(), loads.min()) else {
                return;
            };
            if lowest + LEAD >= level {
                return;
            }
            self.sources.clear();
            for v in 0..self.net.holders() {
                if !self.frozen[v] && self.state.load[v] == level {
                    self.sources.push(v as u32);
                }
            }
            match self.shortest(level) {
                Some(length) => self.use_all(level, length),
                None => {
                    for &node in &self.touched {
                        if let Some(frozen) = self.frozen.get_mut(node as usize) {
                            *frozen = true;
                        }
                    }
                }
            }
        }
    }

    /// Whether a unit can take one more lead and stay below `level`.
    fn is_end(&self, holder: usize, level: u32) -> bool {
        self.state.load[holder] + LEAD < level
    }

    /// Dijkstra from all sources to the nearest end; afterwards every shortest path consists of
    /// arcs of reduced cost 0. `None` when no end is reached: then `touched` is all that is.
    fn shortest(&mut self, level: u32) -> Option<Length> {
        for node in self.touched.drain(..) {
            self.distance[node as usize] = i64::MAX;
        }
        self.heap.clear();
        let net = self.net;
        let holders = net.holders();
        let source = self.sources.iter().map(|v| self.potential[*v as usize]).max()?;
        let target = (0..holders)
            .filter(|v| !self.frozen[*v] && self.is_end(*v, level))
            .map(|v| self.potential[v])
            .min()?;
        let mut nearest = i64::MAX;
        for i in 0..self.sources.len() {
            let v = self.sources[i];
            self.reach(v as usize, source - self.potential[v as usize]);
        }
        while let Some(Reverse((d, node))) = self.heap.pop() {
            if d >= nearest {
                break;
            }
            let node = node as usize;
            if d > self.distance[node] {
                continue;
            }
            if node < holders {
                for &p in net.places_at(node) {
                    let p = p as usize;
                    if self.state.flow[p] > 0 {
                        let k = holders + net.class(p);
                        self.reach(k, d + self.reduced(node, -net.cost(p), k));
                    }
                }
            } else {
                for p in net.places(node - holders) {
                    let v = net.holder(p);
                    if self.frozen[v] {
                        continue;
                    }
                    let reached = d + self.reduced(node, net.cost(p), v);
                    self.reach(v, reached);
                    if self.is_end(v, level) {
                        nearest = nearest.min(reached + self.potential[v] - target);
                    }
                }
            }
        }
        if nearest == i64::MAX {
            return None;
        }
        for &node in &self.touched {
            let node = node as usize;
            if self.distance[node] < nearest {
                self.potential[node] += self.distance[node] - nearest;
            }
        }
        Some(Length { source: source - nearest, target })
    }

    fn reduced(&self, from: usize, cost: i64, to: usize) -> i64 {
        cost + self.potential[from] - self.potential[to]
    }

    fn reach(&mut self, node: usize, distance: i64) {
        if distance < self.distance[node] {
            if self.distance[node] == i64::MAX {
                self.touched.push(node as u32);
            }
            self.distance[node] = distance;
            self.heap.push(Reverse((distance, node as u32)));
        }
    }

    /// Hands leads on along shortest paths until none is found.
    fn use_all(&mut self, level: u32, length: Length) {
        let cost = length.target - length.source;
        self.round += 1;
        for i in 0..self.sources.len() {
            let source = self.sources[i] as usize;
            if self.potential[source] != length.source
                || self.seen[source] == self.round
                || !self.find_path(source, level, length.target)
            {
                continue;
            }
            (self.before_each)(&self.state, level, cost);
            self.state.shift(self.trail.chunks_exact(2).map(|c| (c[0] as usize, c[1] as usize)));
            let end = self.path.last().map_or(source, |v| *v as usize);
            self.state.load[source] -= LEAD;
            self.state.load[end] += LEAD;
            self.state.cost += cost;
            for node in self.path.drain(..) {
                self.seen[node as usize] = 0;
            }
        }
    }

    /// Depth-first search over arcs of reduced cost 0; the path found is in `path` and `trail`.
    /// Nodes that led nowhere stay `seen` for the round.
    fn find_path(&mut self, source: usize, level: u32, target: i64) -> bool {
        self.path.clear();
        self.trail.clear();
        self.enter(source);
        while let Some(&node) = self.path.last() {
            let node = node as usize;
            if node < self.net.holders()
                && self.is_end(node, level)
                && self.potential[node] == target
            {
                return true;
            }
            match self.next_arc(node) {
                Some((place, to)) => {
                    self.trail.push(place as u32);
                    self.enter(to);
                }
                None => {
                    self.path.pop();
                    self.trail.pop();
                }
            }
        }
        false
    }

    fn enter(&mut self, node: usize) {
        self.seen[node] = self.round;
        self.cursor[node] = 0;
        self.path.push(node as u32);
    }

    /// The next arc of reduced cost 0 to a node not seen this round: its place and its end.
    fn next_arc(&mut self, node: usize) -> Option<(usize, usize)> {
        let net = self.net;
        let holders = net.holders();
        loop {
            let i = self.cursor[node] as usize;
            self.cursor[node] += 1;
            let (place, cost, to) = if node < holders {
                let p = *net.places_at(node).get(i)? as usize;
                if self.state.flow[p] == 0 {
                    continue;
                }
                (p, -net.cost(p), holders + net.class(p))
            } else {
                let p = net.places(node - holders).nth(i)?;
                (p, net.cost(p), net.holder(p))
            };
            let open = to >= holders || !self.frozen[to];
            if open && self.seen[to] != self.round && self.reduced(node, cost, to) == 0 {
                return Some((place, to));
            }
        }
    }
}
