//! A result table read by the names of its columns.
//!
//! Owns the look-up, so that the page shows the very strings of the CSV tables. Never knows HTML.

use crate::exports::rounding::{decimal, written};
use crate::exports::table::{Cell, Table};
use crate::units::UnitId;
use std::collections::BTreeMap;

/// The tables of a run, by name, with the rows of each plan.
#[derive(Debug, Clone)]
pub(super) struct Sheets<'a> {
    tables: &'a [Table],
    of_plan: BTreeMap<&'static str, BTreeMap<String, Vec<usize>>>,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(tables: &'a [Table]) -> Self {
        let index = |table: &Table| {
            let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            if let Some(plan) = table.column("plan") {
                for row in 0..table.height() {
                    if let Cell::Text(label) = table.cell(row, plan) {
                        rows.entry(label).or_default().push(row);
                    }
                }
            }
            rows
        };
        Self { tables, of_plan: tables.iter().map(|table| (table.name, index(table))).collect() }
    }

    fn table(&self, name: &str) -> Option<&'a Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The rows of a table; none when the table was not made.
    pub(super) fn rows(&self, table: &str) -> Vec<Line<'a>> {
        let Some(table) = self.table(table) else { return Vec::new() };
        (0..table.height()).map(|row| Line { table, row }).collect()
    }

    /// The rows of a table for one value of its column `plan`.
    pub(super) fn of_plan(&self, table: &str, plan: &str) -> Vec<Line<'a>> {
        self.of_plans(table, &[plan])
    }

    /// The rows of a table for some values of its column `plan`, in the order of the table.
    pub(super) fn of_plans(&self, table: &str, plans: &[&str]) -> Vec<Line<'a>> {
        let Some(table) = self.table(table) else { return Vec::new() };
        let index = &self.of_plan[table.name];
        let rows = plans.iter().filter_map(|plan| index.get(*plan)).flatten();
        let mut rows: Vec<usize> = rows.copied().collect();
        rows.sort_unstable();
        rows.into_iter().map(|row| Line { table, row }).collect()
    }
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    table: &'a Table,
    row: usize,
}

impl Line<'_> {
    fn cell(&self, column: &str) -> (Cell, usize) {
        let place = self
            .table
            .column(column)
            .unwrap_or_else(|| unreachable!("{} has no column {column}", self.table.name));
        (self.table.cell(self.row, place), place)
    }

    /// A cell as the CSV table writes it.
    pub(super) fn text(&self, column: &str) -> String {
        let (cell, place) = self.cell(column);
        written(&cell, self.table.columns()[place].kind)
    }

    /// The unit that a cell names.
    pub(super) fn unit(&self, column: &str) -> Option<UnitId> {
        self.table.unit(self.row, column)
    }

    /// A whole number; 0 where there is none.
    pub(super) fn count(&self, column: &str) -> i64 {
        match self.cell(column).0 {
            Cell::Integer(count) => count,
            _ => 0,
        }
    }

    /// A number, where there is one.
    pub(super) fn number(&self, column: &str) -> Option<f64> {
        match self.cell(column).0 {
            Cell::Integer(count) => Some(count as f64),
            Cell::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A share as a percentage with one decimal.
    pub(super) fn percent(&self, column: &str) -> String {
        self.number(column).map_or_else(String::new, |share| decimal(100.0 * share, 1) + "%")
    }
}
