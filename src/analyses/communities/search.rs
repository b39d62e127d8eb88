//! The search for the division of one component with the highest modularity.
//!
//! Owns placing, joining and shaking, all in whole numbers. Never knows the graph's ids.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What the search of one component came to.
pub(super) struct Found {
    pub(super) division: Division,
    /// Its share of Q·E², a whole number.
    pub(super) quality: i128,
    /// Starts that ended at this quality.
    pub(super) reached: u32,
    /// Whether they all ended at this division.
    pub(super) unique: bool,
}

/// A start may shake at most this divided by the number of edges of the graph.
const SHAKING: i64 = 250_000;

/// Shakes in vain after which a start is given up.
const PATIENCE: u32 = 100;

/// The label of a node that has no place: it has no neighbours or was not placed yet.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Both directions of the edges of one component as flat rows, numbered inside the component.
pub(super) struct Table {
    units: Rows,
    measures: Rows,
    /// Edges of the whole graph, against which chance is reckoned.
    edges: i64,
}

struct Rows {
    starts: Vec<u32>,
    near: Vec<u32>,
}

impl Rows {
    fn of(neighbours: impl Iterator<Item: Iterator<Item = u32>>) -> Self {
        let (mut starts, mut near) = (vec![0], Vec::new());
        for row in neighbours {
            near.extend(row);
            starts.push(near.len() as u32);
        }
        Self { starts, near }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn near(&self, i: usize) -> &[u32] {
        &self.near[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    /// Sum of degrees in each community.
    fn volumes(&self, labels: &[u32], communities: usize) -> Vec<i64> {
        let mut volumes = vec![0; communities];
        for (i, &c) in labels.iter().enumerate() {
            if c != NOWHERE {
                volumes[c as usize] += self.near(i).len() as i64;
            }
        }
        volumes
    }
}

/// The community of each unit and measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Division {
    pub(super) units: Vec<u32>,
    pub(super) measures: Vec<u32>,
}

impl Division {
    /// Every unit by itself; the measures have no place yet.
    fn apart(table: &Table) -> Self {
        let units = (0..table.units.len() as u32).collect();
        Self { units, measures: vec![NOWHERE; table.measures.len()] }
    }

    /// Units dealt out at random over 2 to `most` communities; the measures have no place yet.
    fn at_random(table: &Table, most: u32, random: &mut Xoshiro256PlusPlus) -> Self {
        let communities = random.random_range(2..=most.max(2));
        let units = (0..table.units.len()).map(|_| random.random_range(0..communities)).collect();
        Self { units, measures: vec![NOWHERE; table.measures.len()] }
    }

    /// One more than the highest label: the number of communities once they are renumbered.
    pub(super) fn communities(&self) -> usize {
        let labels = self.units.iter().chain(&self.measures);
        labels.filter(|c| **c != NOWHERE).max().map_or(0, |c| *c as usize + 1)
    }

    /// Numbers the communities by number of units descending, then smallest unit.
    pub(super) fn renumber(&mut self) {
        let mut sizes: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for (unit, &c) in (0..).zip(&self.units) {
            if c != NOWHERE {
                sizes.entry(c).or_insert((0, unit)).0 += 1;
            }
        }
        let mut order: Vec<(Reverse<u32>, u32, u32)> =
            sizes.into_iter().map(|(c, (size, first))| (Reverse(size), first, c)).collect();
        order.sort_unstable();
        let mut new = vec![NOWHERE; self.communities()];
        for (number, (_, _, c)) in (0..).zip(order) {
            new[c as usize] = number;
        }
        for c in self.units.iter_mut().chain(&mut self.measures).filter(|c| **c != NOWHERE) {
            *c = new[*c as usize];
        }
    }
}

impl Table {
    /// From the measures of each unit and the units of each measure; `edges` of the whole graph.
    pub(super) fn new(
        units: impl Iterator<Item: Iterator<Item = u32>>,
        measures: impl Iterator<Item: Iterator<Item = u32>>,
        edges: usize,
    ) -> Self {
        Self { units: Rows::of(units), measures: Rows::of(measures), edges: edges as i64 }
    }

    /// The best of many starts.
    pub(super) fn best(&self, restarts: u32, seed: u64) -> Found {
        // From every unit by itself: says how many communities to expect.
        let mut apart = Division::apart(self);
        self.climb(&mut apart);
        let most = 2 * (apart.communities() as u32 + 1);
        let mut found: Vec<Division> = (0..restarts)
            .into_par_iter()
            .map(|start| {
                let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(start.into());
                let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
                let from = match start {
                    0 => apart.clone(),
                    _ => Division::at_random(self, most, &mut random),
                };
                self.search(from, &mut random)
            })
            .collect();
        let qualities: Vec<i128> = found.iter().map(|division| self.quality(division)).collect();
        let best = qualities.iter().copied().max().unwrap_or(0);
        let mut of_best = qualities.iter().map(|quality| *quality == best);
        found.retain(|_| of_best.next() == Some(true));
        let reached = found.len() as u32;
        found.sort_unstable();
        found.dedup();
        let unique = found.len() == 1;
        Found { division: found.swap_remove(0), quality: best, reached, unique }
    }

    /// Climbs from a division, then shakes the place reached and climbs again, until the last
    /// [`PATIENCE`] shakes have found nothing better or [`SHAKING`] is used up.
    fn search(&self, mut division: Division, random: &mut Xoshiro256PlusPlus) -> Division {
        self.climb(&mut division);
        let mut quality = self.quality(&division);
        let mut in_vain = 0;
        for _ in 0..SHAKING / self.edges {
            if in_vain == PATIENCE {
                break;
            }
            let mut other = division.clone();
            self.shake(&mut other, random);
            self.climb(&mut other);
            let reached = self.quality(&other);
            in_vain = if reached > quality { 0 } else { in_vain + 1 };
            if reached >= quality {
                (division, quality) = (other, reached);
            }
        }
        division
    }

    /// Deals the units of two neighbouring communities (or of one) out anew between two labels.
    fn shake(&self, division: &mut Division, random: &mut Xoshiro256PlusPlus) {
        let u = random.random_range(0..self.units.len());
        let near = self.units.near(u);
        let m = near[random.random_range(0..near.len())] as usize;
        let near = self.measures.near(m);
        let v = near[random.random_range(0..near.len())] as usize;
        let (a, b) = (division.units[u], division.units[v]);
        let other = if a == b { division.communities() as u32 } else { b };
        for c in division.units.iter_mut().filter(|c| **c == a || **c == b) {
            *c = if random.random_bool(0.5) { a } else { other };
        }
        division.measures.fill(NOWHERE);
    }

    /// Climbs from a division to one that neither moving single nodes nor joining two communities
    /// improves.
    fn climb(&self, division: &mut Division) {
        loop {
            self.settle(division);
            if !self.join(division) {
                division.renumber();
                return;
            }
        }
    }

    /// Places measures given units and units given measures until nothing moves; Q never falls.
    fn settle(&self, division: &mut Division) {
        let communities = division.communities();
        loop {
            let volumes = self.units.volumes(&division.units, communities);
            let measures_moved =
                self.place(&self.measures, &mut division.measures, &division.units, &volumes);
            let volumes = self.measures.volumes(&division.measures, communities);
            let units_moved =
                self.place(&self.units, &mut division.units, &division.measures, &volumes);
            if !measures_moved && !units_moved {
                return;
            }
        }
    }

    /// Puts every node of one side where it adds most, given the other side: k·E − d·V, with k its
    /// neighbours there, d its degree and V the degrees of the other side there. A node stays where
    /// it is when that is as good, else it takes the smallest label among the best.
    fn place(&self, own: &Rows, labels: &mut [u32], others: &[u32], volumes: &[i64]) -> bool {
        let mut neighbours = vec![0i64; volumes.len()];
        let mut candidates: Vec<u32> = Vec::new();
        let mut moved = false;
        for (i, label) in labels.iter_mut().enumerate() {
            let near = own.near(i);
            for &j in near {
                let c = others[j as usize];
                if neighbours[c as usize] == 0 {
                    candidates.push(c);
                }
                neighbours[c as usize] += 1;
            }
            let mut best = (i64::MIN, false, Reverse(NOWHERE));
            for c in candidates.drain(..) {
                let k = std::mem::take(&mut neighbours[c as usize]);
                let gain = k * self.edges - near.len() as i64 * volumes[c as usize];
                best = best.max((gain, c == *label, Reverse(c)));
            }
            let Reverse(c) = best.2;
            moved |= c != *label;
            *label = c;
        }
        moved
    }

    /// Joins the two communities whose union adds most, again and again while one adds anything.
    fn join(&self, division: &mut Division) -> bool {
        let communities = division.communities();
        let mut of_units = self.units.volumes(&division.units, communities);
        let mut of_measures = self.measures.volumes(&division.measures, communities);
        let mut edges: Vec<BTreeMap<u32, i64>> = vec![BTreeMap::new(); communities];
        for (u, &a) in division.units.iter().enumerate() {
            for &m in self.units.near(u) {
                let b = division.measures[m as usize];
                if a != b {
                    *edges[a as usize].entry(b).or_default() += 1;
                    *edges[b as usize].entry(a).or_default() += 1;
                }
            }
        }
        // An offer is stale once either side has joined another since: `age` counts a side's joins.
        let mut age = vec![0u32; communities];
        let mut offers = BinaryHeap::new();
        let offer = |a: u32, b: u32, between: i64, of_units: &[i64], of_measures: &[i64]| {
            let (i, j) = (a as usize, b as usize);
            let chance = of_units[i] * of_measures[j] + of_units[j] * of_measures[i];
            let gain = self.edges * between - chance;
            (gain > 0).then_some((gain, Reverse((a.min(b), a.max(b)))))
        };
        for a in 0..communities as u32 {
            for (&b, &between) in edges[a as usize].range(a..) {
                offers.extend(
                    offer(a, b, between, &of_units, &of_measures).map(|offer| (offer, (0, 0))),
                );
            }
        }
        let mut joined_to: Vec<u32> = (0..communities as u32).collect();
        let mut joined = false;
        while let Some(((_, Reverse((a, b))), ages)) = offers.pop() {
            let (i, j) = (a as usize, b as usize);
            if ages != (age[i], age[j]) {
                continue;
            }
            joined = true;
            joined_to[j] = a;
            age[i] += 1;
            age[j] += 1;
            of_units[i] += std::mem::take(&mut of_units[j]);
            of_measures[i] += std::mem::take(&mut of_measures[j]);
            for (x, between) in std::mem::take(&mut edges[j]) {
                edges[x as usize].remove(&b);
                if x != a {
                    *edges[i].entry(x).or_default() += between;
                    *edges[x as usize].entry(a).or_default() += between;
                }
            }
            for (&x, &between) in &edges[i] {
                let ages = (age[a.min(x) as usize], age[a.max(x) as usize]);
                offers.extend(
                    offer(a, x, between, &of_units, &of_measures).map(|offer| (offer, ages)),
                );
            }
        }
        for c in division.units.iter_mut().chain(&mut division.measures) {
            while joined_to[*c as usize] != *c {
                *c = joined_to[*c as usize];
            }
        }
        joined
    }

    /// The component's share of Q·E², a whole number.
    fn quality(&self, division: &Division) -> i128 {
        let communities = division.communities();
        let of_units = self.units.volumes(&division.units, communities);
        let of_measures = self.measures.volumes(&division.measures, communities);
        let mut inside = 0i128;
        for (u, &c) in division.units.iter().enumerate() {
            let same = |m: &&u32| division.measures[**m as usize] == c;
            inside += self.units.near(u).iter().filter(same).count() as i128;
        }
        let chance: i128 =
            of_units.iter().zip(&of_measures).map(|(d, k)| i128::from(*d) * i128::from(*k)).sum();
        i128::from(self.edges) * inside - chance
    }
}
