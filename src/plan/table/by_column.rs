//! Tables whose columns were read one after the other: 序号, all numbers, 任务, all tasks, 牵头单位, all units.
//!
//! Owns counting the cells of each column. Never knows what a row means.

use super::headings::header;
use super::rows::{Row, Table};
use super::stream_lines::ends_table;
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::passage::Passage;
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::numeral;

/// Reads the table whose first heading, that of the numbers, stands on line `start`.
///
/// `None` unless the numbers run from 1 to the last and every column below has as many lines as they: where a cell was
/// broken over two, nothing tells which.
pub(super) fn by_column(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    const FEWEST_ROWS: usize = 3;
    const LONGEST_HEADING: usize = 36;
    let text = &lines[start].text;
    if text.len() > LONGEST_HEADING || vocabulary.heading(text) != Some(Heading::Sequence) {
        return None;
    }
    // Most tables have their other headings there.
    let first = lines[start + 1..].iter().map(|line| line.text.trim()).filter(|t| !t.is_empty());
    let counts = first.take(FEWEST_ROWS).zip(1..).all(|(text, n)| numeral(text) == Some(n));
    if !counts {
        return None;
    }
    let filled: Vec<(usize, Passage)> = (start..lines.len())
        .map(|at| (at, Passage::new(&lines[at].text, lines[at].number).trimmed()))
        .filter(|(_, cell)| !cell.is_blank() && !is_page_number(cell.chars()))
        .take_while(|(at, cell)| *at == start || !ends_table(cell.chars(), vocabulary))
        .collect();
    let counted = |n: &usize| numeral(&filled[*n].1.whole()) == Some(*n as u32);
    let height = (1..filled.len()).take_while(counted).count();
    let step = height + 1;
    let known = |cell: &Passage| vocabulary.heading(&cell.whole());
    let heads: Vec<usize> = (0..filled.len())
        .step_by(step)
        .take_while(|at| *at + height < filled.len() && known(&filled[*at].1).is_some())
        .collect();
    if height < FEWEST_ROWS {
        return None;
    }
    let cells: Vec<Passage> = heads.iter().map(|at| filled[*at].1.clone()).collect();
    let columns = header(&cells, vocabulary)?;
    let task = columns.iter().any(|c| c.heading == Some(Heading::Task));
    // A heading among the cells of a column: it has fewer or more of them.
    let among = |at: &usize| (1..=height).any(|n| known(&filled[at + n].1).is_some_and(is_fact));
    let end = heads.last()? + height;
    if !task || heads.iter().any(among) {
        return None;
    }
    let row = |n: usize| {
        let cells: Vec<Passage> = heads.iter().map(|at| filled[at + n].1.clone()).collect();
        Row { line: cells[0].line(0), cells, aligned: true, header: 0 }
    };
    let rows: Vec<Row> = (1..=height).map(row).collect();
    Some(Table::new(columns, lines[start].number, rows, start..filled[end].0 + 1))
}

/// Whether a heading is one of units or persons: no cell says so.
fn is_fact(heading: Heading) -> bool {
    matches!(heading, Heading::Role(_) | Heading::Person)
}
