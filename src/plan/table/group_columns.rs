//! Columns of a task table that name groups of measures.
//!
//! Owns how such a column is told from that of the measures' words. Never knows what a group is for.

use super::headings::Column;
use super::rows::{Row, Table};
use crate::plan::role::Role;
use crate::plan::vocabulary::{Heading, Label};

/// The columns that name groups of measures: headed so, or standing before the column of the
/// measures' words and blank in some rows, as the rows below a merged cell are.
pub fn group_columns(table: &Table, header: usize) -> Vec<bool> {
    let columns = &table.headers[header];
    let words = |c: &Column| matches!(c.heading, Some(Heading::Task | Heading::Group) | None);
    let rows =
        || table.rows.iter().filter(|r| r.header == header && r.cells.len() == columns.len());
    let blank = |i: usize| rows().filter(|r| r.cells[i].is_blank()).count();
    let all = rows().count();
    let named = |c: &Column| words(c) && c.heading.is_some();
    // Where number and words are merged over the same rows, the words are those of the number.
    let sequence = columns.iter().position(|c| c.heading == Some(Heading::Sequence));
    let numbered = |i: usize| {
        columns[i].heading == Some(Heading::Task)
            && sequence
                .is_some_and(|s| rows().all(|r| r.cells[i].is_blank() == r.cells[s].is_blank()))
    };
    // The words of the measures stand in the first column that is hardly ever blank.
    let task = (0..columns.len())
        .find(|i| {
            named(&columns[*i])
                && columns[*i].heading != Some(Heading::Group)
                && blank(*i) * 10 <= all
        })
        .or_else(|| columns.iter().rposition(named))
        .unwrap_or(0);
    (0..columns.len())
        .map(|i| {
            let before = i < task && words(&columns[i]);
            columns[i].heading == Some(Heading::Group)
                && i != task
                && columns.iter().skip(i + 1).any(named)
                || before && blank(i) > 0 && blank(i) < all && !numbered(i)
        })
        .collect()
}

/// Whether blank cells of leads are parts of merged ones: some column of words is blank in just the same rows, several
/// of them.
pub fn leads_are_merged(table: &Table) -> bool {
    const FEWEST: usize = 2;
    let columns = &table.headers[0];
    let lead = |c: &Column| c.heading == Some(Heading::Role(Label::Role(Role::Lead)));
    let Some(lead) = columns.iter().position(lead).filter(|_| !table.flat) else { return false };
    let rows: Vec<&Row> = table.rows.iter().filter(|r| r.cells.len() == columns.len()).collect();
    let blank = rows.iter().filter(|r| r.cells[lead].is_blank()).count();
    let words = |c: &Column| matches!(c.heading, Some(Heading::Task | Heading::Group) | None);
    let alike = |at: &usize| {
        words(&columns[*at])
            && rows.iter().all(|r| r.cells[*at].is_blank() == r.cells[lead].is_blank())
    };
    blank >= FEWEST && blank < rows.len() && (0..lead).any(|at| alike(&at))
}
