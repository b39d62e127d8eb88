//! Tables printed beside each other to save paper: 序号 | 任务 | 责任单位 | 序号 | 任务 | 责任单位.
//!
//! Owns telling them by their headings, which repeat. Never knows what a heading announces beyond that it names
//! units.

use super::rows::{Row, Table};
use crate::plan::vocabulary::Heading;

/// The table with those beside it below each other, from left to right; others as they are.
pub(super) fn below_each_other(table: Table) -> Table {
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
