//! The 0/1 tables behind a layer, and which pairs meet in them.
//!
//! Owns who counts in a layer and the observed overlaps. Never knows null models.

use super::Layer;
use crate::analyses::strata::Strata;
use crate::graph::{ResponsibilityGraph, UnitIx};
use rayon::prelude::*;

/// Units (rows) by measures (columns) of one stratum; no row is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The unit of each row, in order of the graph.
    pub units: Vec<UnitIx>,
    /// The columns with a one, ascending, of each row.
    pub rows: Vec<Vec<u32>>,
    /// Number of columns.
    pub measures: u32,
}

impl Table {
    /// Ones of each row.
    pub fn row_degrees(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.len() as u32).collect()
    }

    /// Ones of each column.
    pub fn column_degrees(&self) -> Vec<u32> {
        let mut degrees = vec![0; self.measures as usize];
        for &m in self.rows.iter().flatten() {
            degrees[m as usize] += 1;
        }
        degrees
    }

    /// Rows with a one in each column.
    fn columns(&self) -> Vec<Vec<u32>> {
        let mut columns = vec![Vec::new(); self.measures as usize];
        for (row, i) in self.rows.iter().zip(0..) {
            for &m in row {
                columns[m as usize].push(i);
            }
        }
        columns
    }
}

/// Two rows that share a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meeting {
    /// Row of the left table.
    pub a: u32,
    /// Row of the right table.
    pub b: u32,
    /// Columns with a one in both.
    pub shared: u32,
}

/// Who meets whom in one stratum: rows of one table with each other, or of a left with a right one.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    left: Table,
    right: Option<Table>,
}

impl Relation {
    /// The relations of a layer, one a stratum that has measures and units in it, by first unit.
    pub fn all(graph: &ResponsibilityGraph, layer: Layer) -> Vec<Self> {
        let strata = Strata::of(graph);
        // Columns are numbered inside their stratum.
        let mut next = vec![0; strata.count()];
        let column: Vec<u32> = graph
            .measure_indices()
            .map(|m| {
                let next = &mut next[strata.of_measure(m)];
                *next += 1;
                *next - 1
            })
            .collect();
        let tables = |belongs: &dyn Fn(bool) -> bool| {
            let mut tables: Vec<Table> = (0..strata.count())
                .map(|s| Table { measures: strata.measures(s), ..Table::default() })
                .collect();
            for u in graph.unit_indices() {
                let row: Vec<u32> = graph
                    .measures_of(u)
                    .filter(|(m, e)| belongs(Some(e.role) == graph.principal_role(*m)))
                    .map(|(m, _)| column[m.index()])
                    .collect();
                if !row.is_empty() {
                    let table = &mut tables[strata.of_unit(u)];
                    table.units.push(u);
                    table.rows.push(row);
                }
            }
            tables
        };
        let relations: Vec<Self> = match layer {
            Layer::Any => alone(tables(&|_| true)),
            Layer::Lead => alone(tables(&|principal| principal)),
            Layer::LeadSupport => tables(&|principal| principal)
                .into_iter()
                .zip(tables(&|principal| !principal))
                .map(|(left, right)| Self { left, right: Some(right) })
                .collect(),
        };
        relations.into_iter().filter(|relation| relation.tests() > 0).collect()
    }

    /// The first unit's table.
    pub fn left(&self) -> &Table {
        &self.left
    }

    /// The second unit's table; the same as the left one unless directed.
    pub fn right(&self) -> &Table {
        self.right.as_ref().unwrap_or(&self.left)
    }

    /// Whether the two tables differ.
    pub fn is_directed(&self) -> bool {
        self.right.is_some()
    }

    /// Classes of a pair as a key: where the relation has no direction, their order is of no account.
    pub fn unordered(&self, a: u32, b: u32) -> (u32, u32) {
        if self.is_directed() || a <= b { (a, b) } else { (b, a) }
    }

    /// Pairs that could meet.
    pub fn tests(&self) -> u64 {
        let n = self.left.units.len() as u64;
        let Some(right) = &self.right else { return n * n.saturating_sub(1) / 2 };
        let both =
            self.left.units.iter().filter(|u| right.units.binary_search(u).is_ok()).count() as u64;
        n * right.units.len() as u64 - both
    }

    /// Pairs that do meet, by rows.
    pub fn meetings(&self) -> Vec<Meeting> {
        let right = self.right();
        let columns = right.columns();
        (0..self.left.rows.len())
            .into_par_iter()
            .flat_map_iter(|i| {
                let other = |&j: &u32| match self.right {
                    None => j as usize > i,
                    Some(_) => right.units[j as usize] != self.left.units[i],
                };
                let mut near: Vec<u32> = self.left.rows[i]
                    .iter()
                    .flat_map(|&m| columns[m as usize].iter().copied())
                    .filter(other)
                    .collect();
                near.sort_unstable();
                let runs: Vec<Meeting> = near
                    .chunk_by(|x, y| x == y)
                    .map(|run| Meeting { a: i as u32, b: run[0], shared: run.len() as u32 })
                    .collect();
                runs
            })
            .collect()
    }
}

fn alone(tables: Vec<Table>) -> Vec<Relation> {
    tables.into_iter().map(|left| Relation { left, right: None }).collect()
}
