//! Random 0/1 tables with both margins fixed (the fixed degree sequence model).
//!
//! Owns the draws. Never knows p-values.
//!
//! A trade takes two rows, pools the columns that only one of them has, and deals them out anew, each
//! row getting as many as it had. Trades reach every table with the margins, each equally often in
//! the long run (Strona et al. 2014, Nat. Commun. 5, 4114; Carstens 2015, Phys. Rev. E 91, 042812;
//! Godard & Neal 2022, J. Complex Netw. 10, cnac049).

use super::relation::{Meeting, Relation, Table};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// Trades a row before the first draw and between draws (Neal 2023, arXiv 2305.04937, asks for at
/// least 10 a row until the start is forgotten).
const TRADES_A_ROW: u32 = 10;
/// Draws a chain; chains run in parallel, each from the observed table with its own seed.
const CHAIN: u32 = 250;

/// What a set of tables with the same margins says about the observed meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    /// Tables in the set.
    pub count: u64,
    /// For each meeting, tables in which the pair shares as much or more.
    pub hits: Vec<u64>,
    /// For each meeting, columns the pair shares, summed over the tables.
    pub shared: Vec<u64>,
}

impl Counts {
    /// Nothing counted yet.
    pub fn none(meetings: &[Meeting]) -> Self {
        Self { count: 0, hits: vec![0; meetings.len()], shared: vec![0; meetings.len()] }
    }

    /// Counts one table, given what each pair shares in it.
    pub fn add(&mut self, meetings: &[Meeting], shared: impl Fn(&Meeting) -> u32) {
        self.count += 1;
        for (i, meeting) in meetings.iter().enumerate() {
            let now = shared(meeting);
            self.hits[i] += u64::from(now >= meeting.shared);
            self.shared[i] += u64::from(now);
        }
    }

    fn join(mut self, other: &Self) -> Self {
        self.count += other.count;
        for (to, from) in [(&mut self.hits, &other.hits), (&mut self.shared, &other.shared)] {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        self
    }
}

/// Draws tables; in a directed relation both tables are drawn, independently. Also says how many
/// trades lie between two draws (of the larger table).
pub(super) fn sample(
    relation: &Relation,
    meetings: &[Meeting],
    draws: u32,
    seed: u64,
    number: u64,
) -> (Counts, u32) {
    let left = Bits::of(relation.left());
    let right = relation.is_directed().then(|| Bits::of(relation.right()));
    let trades = left.trades().max(right.as_ref().map_or(0, Bits::trades));
    let chains: Vec<u32> = (0..draws.div_ceil(CHAIN)).collect();
    let counts = chains
        .par_iter()
        .map(|&chain| {
            let mut rng = stream(seed, number, chain);
            let (mut left, mut right) = (left.clone(), right.clone());
            let mut counts = Counts::none(meetings);
            for _ in 0..CHAIN.min(draws - chain * CHAIN) {
                left.shuffle(&mut rng);
                if let Some(right) = &mut right {
                    right.shuffle(&mut rng);
                }
                let other = right.as_ref().unwrap_or(&left);
                counts.add(meetings, |m| left.shared(m.a as usize, other, m.b as usize));
            }
            counts
        })
        .collect::<Vec<_>>();
    (counts.iter().fold(Counts::none(meetings), Counts::join), trades)
}

/// A stream of its own for each table and chain, whatever thread runs it.
fn stream(seed: u64, table: u64, chain: u32) -> Xoshiro256PlusPlus {
    let number = (table << 32) | u64::from(chain);
    let spread = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(spread))
}

/// A table as rows of bits.
#[derive(Debug, Clone)]
struct Bits {
    words: usize,
    rows: usize,
    bits: Vec<u64>,
    /// Scratch of a trade: the columns only one of the two rows has.
    pool: Vec<u32>,
}

impl Bits {
    fn of(table: &Table) -> Self {
        let (words, rows) = ((table.measures as usize).div_ceil(64), table.rows.len());
        let mut bits = vec![0; words * rows];
        for (i, row) in table.rows.iter().enumerate() {
            for &m in row {
                bits[i * words + m as usize / 64] |= 1 << (m % 64);
            }
        }
        Self { words, rows, bits, pool: Vec::new() }
    }

    fn trades(&self) -> u32 {
        TRADES_A_ROW * self.rows as u32
    }

    fn shuffle(&mut self, rng: &mut Xoshiro256PlusPlus) {
        if self.rows < 2 {
            return;
        }
        for _ in 0..self.trades() {
            let i = rng.random_range(0..self.rows);
            let mut j = rng.random_range(0..self.rows - 1);
            j += usize::from(j >= i);
            self.trade(i, j, rng);
        }
    }

    fn trade(&mut self, i: usize, j: usize, rng: &mut Xoshiro256PlusPlus) {
        let (first, second) = (i * self.words, j * self.words);
        self.pool.clear();
        let mut mine = 0;
        for w in 0..self.words {
            let (a, b) = (self.bits[first + w], self.bits[second + w]);
            mine += (a & !b).count_ones() as usize;
            let mut only = a ^ b;
            while only != 0 {
                self.pool.push(w as u32 * 64 + only.trailing_zeros());
                only &= only - 1;
            }
        }
        if mine == 0 || mine == self.pool.len() {
            return;
        }
        for dealt in 0..self.pool.len() {
            // The first `mine` places of a shuffle go to row i, what is left to row j.
            if dealt < mine {
                let pick = rng.random_range(dealt..self.pool.len());
                self.pool.swap(dealt, pick);
            }
            let column = self.pool[dealt] as usize;
            let (word, bit) = (column / 64, 1u64 << (column % 64));
            let (to, from) = if dealt < mine { (first, second) } else { (second, first) };
            self.bits[to + word] |= bit;
            self.bits[from + word] &= !bit;
        }
    }

    fn shared(&self, row: usize, other: &Self, other_row: usize) -> u32 {
        let a = &self.bits[row * self.words..(row + 1) * self.words];
        let b = &other.bits[other_row * other.words..(other_row + 1) * other.words];
        a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::UnitIx;
    use std::collections::BTreeMap;

    fn table(rows: &[&[u32]], measures: u32) -> Table {
        Table {
            units: (0..rows.len() as u32).map(UnitIx).collect(),
            rows: rows.iter().map(|row| row.to_vec()).collect(),
            measures,
        }
    }

    #[test]
    fn margins_never_change() {
        let start = table(&[&[0, 1, 2, 70], &[2, 3], &[70, 71, 99], &[5]], 100);
        let mut bits = Bits::of(&start);
        let columns = |bits: &Bits| -> Vec<u32> {
            (0..100)
                .map(|m| (0..4).map(|r| (bits.bits[r * 2 + m / 64] >> (m % 64)) as u32 & 1).sum())
                .collect()
        };
        let before = columns(&bits);
        let mut rng = stream(1, 0, 0);
        for _ in 0..50 {
            bits.shuffle(&mut rng);
            let rows: Vec<u32> = (0..4).map(|r| bits.shared(r, &bits, r)).collect();
            assert_eq!(rows, [4, 2, 3, 1]);
            assert_eq!(columns(&bits), before);
        }
        assert_ne!(bits.bits, Bits::of(&start).bits);
    }

    #[test]
    fn every_table_comes_equally_often() {
        // Degrees 2, 1, 1 over columns 2, 1, 1: by hand 5 tables.
        let mut bits = Bits::of(&table(&[&[0, 1], &[0], &[2]], 3));
        let mut rng = stream(7, 0, 0);
        let mut seen: BTreeMap<Vec<u64>, u32> = BTreeMap::new();
        for _ in 0..10_000 {
            bits.shuffle(&mut rng);
            *seen.entry(bits.bits.clone()).or_default() += 1;
        }
        assert_eq!(seen.len(), 5);
        // 2,000 each with a standard deviation of 40.
        assert!(seen.values().all(|n| (1_800..2_200).contains(n)), "{seen:?}");
    }
}
