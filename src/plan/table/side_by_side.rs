//! Tables printed beside each other to save paper: 序号 | 任务 | 责任单位 | 序号 | 任务 | 责任单位.
//!
//! Owns telling them by their headings, which repeat. Never knows what a heading announces beyond that it names
//! units.

use super::rows::{Row, Table};
use crate::plan::passage::Passage;
use crate::plan::vocabulary::Heading;

/// A table without columns that have neither a heading nor a cell: they hold two tables apart.
fn without_gaps(table: Table) -> Table {
    let [columns] = table.headers.as_slice() else { return table };
    let blank = |at: usize| {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at));
        columns[at].text.trim().is_empty() && cells().all(Passage::is_blank)
    };
    let kept: Vec<bool> = (0..columns.len()).map(|at| !blank(at)).collect();
    let inner = kept.iter().rposition(|kept| *kept).unwrap_or(0);
    // Beside a table only: a blank column at its edge says nothing.
    if kept[..inner].iter().all(|kept| *kept) {
        return table;
    }
    let keep = |at: usize| kept.get(at).copied().unwrap_or(true);
    let columns = columns.iter().zip(0..).filter(|(_, at)| keep(*at)).map(|(c, _)| c.clone());
    let headers = vec![columns.collect()];
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().zip(0..).filter(|(_, at)| keep(*at));
        Row { cells: cells.map(|(cell, _)| cell.clone()).collect(), ..row.clone() }
    });
    let rows = rows.collect();
    Table { headers, rows, ..table }
}

/// The table with those beside it below each other, from left to right; others as they are.
pub(super) fn below_each_other(table: Table) -> Table {
    let table = without_gaps(table);
    let [columns] = table.headers.as_slice() else { return table };
    let repeats = |width: &usize| {
        let block = &columns[..*width];
        let words = |h: &Option<Heading>| matches!(h, None | Some(Heading::Task | Heading::Group));
        let names_units = |h: &Option<Heading>| matches!(h, Some(Heading::Role(_)));
        columns.len() % width == 0
            && block.iter().any(|c| words(&c.heading))
            && block.iter().any(|c| names_units(&c.heading))
            && columns
                .iter()
                .zip(columns.iter().cycle().skip(*width))
                .all(|(a, b)| a.text == b.text)
    };
    let Some(width) = (2..=columns.len() / 2).find(repeats) else { return table };
    let mut rows: Vec<Row> = Vec::new();
    for first in (0..columns.len()).step_by(width) {
        for row in &table.rows {
            let cells: Vec<_> = row.cells.iter().skip(first).take(width).cloned().collect();
            if cells.iter().any(|cell| !cell.is_blank()) {
                rows.push(Row { cells, ..row.clone() });
            }
        }
    }
    let headers = vec![columns[..width].to_vec()];
    Table { headers, rows, ..table }
}
