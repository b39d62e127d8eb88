//! What people take away beside tables and pictures: the workbook and the graph files.
//!
//! Owns which tables and which graph they are made from. Never knows file formats.

use super::TableName;
use super::results::Results;
use crate::error::Stop;
use crate::exports::{Cell, GraphForm, Table, WorkbookSource, to_graph_file, to_workbook};
use std::borrow::Cow;

/// The workbook; `made` are tables that were made already.
///
/// # Errors
/// When the file cannot be built.
pub fn workbook(results: &Results<'_>, made: &[Table]) -> Result<Vec<u8>, Stop> {
    let table = |name: TableName| {
        let made = made.iter().find(|table| table.name == name.as_str());
        made.map_or_else(|| Cow::Owned(results.table(name)), Cow::Borrowed)
    };
    let check = results.check_table();
    let mut assignments = table(TableName::Assignments);
    // Every row that people count is a responsibility; measures that name nobody stand in their own sheet.
    if assignments.height() > results.assignments().rows.len()
        && let Some(role) = assignments.column("role")
    {
        assignments = Cow::Owned(assignments.filter(|row| row[role] != Cell::Empty));
    }
    let source = WorkbookSource {
        all: results.assignments(),
        load: &table(TableName::Load),
        inequality: &table(TableName::Inequality),
        measures: &table(TableName::Measures),
        assignments: &assignments,
        units: &table(TableName::Units),
        overlap: &table(TableName::Overlap),
        significance: &table(TableName::Significance),
        hotspots: &table(TableName::Hotspots),
        alignment: &table(TableName::Alignment),
        changes: &table(TableName::Changes),
        rebalance: &table(TableName::Rebalance),
        rebalance_loads: &table(TableName::RebalanceLoads),
        frontier: &table(TableName::Frontier),
        check: &check,
    };
    to_workbook(&source, results.lang())
}

/// The graph of all plans with its collectives, as files: name and bytes.
pub fn graph_files(results: &Results<'_>) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    // One at a time: each is as large as the table of assignments.
    GraphForm::ALL
        .into_iter()
        .map(|form| (form.file_name(), to_graph_file(results.assignments(), results.graph(), form)))
}
