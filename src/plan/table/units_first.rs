//! Tables with one cell a line whose units stand before the words: 责任单位 | 工作任务 | 配合单位.
//!
//! Owns which units end a row and which begin the next. Never knows what the columns mean beyond that.

use super::headings::Column;
use super::rows::{Row, Table};
use super::stream_lines::{double_spaced, ends_table};
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::passage::Passage;
use crate::plan::statement::time_limits::is_due;
use crate::plan::unit_shape::{append_line, is_sure_unit_list, is_torn_list, is_torn_name};
use crate::plan::vocabulary::{Heading, Vocabulary};

/// A cell, and whether an empty line stands before it.
struct Cell {
    passage: Passage,
    apart: bool,
}

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Units,
    Due,
    Words,
}

/// Reads the table whose cells begin on line `body`; `None` where its columns are others, or where nothing tells the
/// units that end a row from those that begin the next.
///
/// Units of a merged first cell answer for all rows down to the next.
pub(super) fn units_first(
    lines: &[&Line],
    start: usize,
    body: usize,
    columns: &[Column],
    vocabulary: &Vocabulary,
) -> Option<Table> {
    const FEWEST_ROWS: usize = 3;
    let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
    let dated = match columns {
        [a, b, c] if role(a) && b.heading == Some(Heading::Task) && role(c) => false,
        [a, b, c, d] => {
            let task = b.heading == Some(Heading::Task);
            if !(role(a) && task && role(c) && d.heading == Some(Heading::Due)) {
                return None;
            }
            true
        }
        _ => return None,
    };
    let (cells, end) = cells(lines, body, columns, vocabulary);
    let kind = |cell: &Cell| match cell.passage.chars() {
        chars if is_sure_unit_list(chars, vocabulary) => Kind::Units,
        chars if dated && is_due(chars, vocabulary) => Kind::Due,
        _ => Kind::Words,
    };
    let kinds: Vec<Kind> = cells.iter().map(kind).collect();
    if kinds.first() != Some(&Kind::Units) || kinds.get(1) != Some(&Kind::Words) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut units = cells[0].passage.clone();
    let mut told = false;
    let mut at = 1;
    while at < cells.len() {
        if kinds[at] != Kind::Words {
            return None;
        }
        let task = cells[at].passage.clone();
        let line = task.line(0);
        let next = (at + 1..cells.len()).find(|n| kinds[*n] == Kind::Words).unwrap_or(cells.len());
        let between = &cells[at + 1..next];
        let mut row = vec![units.clone(), task, Passage::default()];
        let due = (at + 1..next).find(|n| kinds[*n] == Kind::Due).map(|n| n - at - 1);
        let last = next == cells.len();
        let (ends, begins) = match (due, between) {
            (Some(due), _) => (&between[..due], &between[due + 1..]),
            (None, []) => (between, &between[..0]),
            (None, [only]) if only.apart && !last => (&between[..0], between),
            (None, [_]) => (between, &between[..0]),
            (None, [_, _]) if !last => between.split_at(1),
            _ => return None,
        };
        told |= due.is_some() || !begins.is_empty();
        if ends.len() > 1 || begins.len() > 1 {
            return None;
        }
        if let [support] = ends {
            row[2] = support.passage.clone();
        }
        if dated {
            row.push(due.map_or_else(Passage::default, |due| between[due].passage.clone()));
        }
        rows.push(Row { cells: row, line, aligned: true, header: 0 });
        if let [first] = begins {
            units = first.passage.clone();
        }
        at = next;
    }
    let whole = told && rows.len() >= FEWEST_ROWS;
    whole.then(|| Table::new(columns.to_vec(), lines[start].number, rows, start..end))
}

/// The cells from a line on, names and lists that two lines share put together, repeated headings left out; and the
/// line behind the last.
fn cells(
    lines: &[&Line],
    body: usize,
    columns: &[Column],
    vocabulary: &Vocabulary,
) -> (Vec<Cell>, usize) {
    let spaced = double_spaced(&lines[body..]);
    let mut cells: Vec<Cell> = Vec::new();
    let mut apart = false;
    let mut end = body;
    for (i, line) in lines.iter().enumerate().skip(body) {
        let passage = Passage::new(&line.text, line.number).trimmed();
        if passage.is_blank() {
            apart = !spaced;
            continue;
        }
        if ends_table(passage.chars(), vocabulary) {
            break;
        }
        if is_page_number(passage.chars()) {
            continue;
        }
        end = i + 1;
        let torn = |last: &Cell| {
            let (first, second) = (last.passage.chars(), passage.chars());
            is_torn_name(first, second, vocabulary) || is_torn_list(first, second, vocabulary)
        };
        let words = |chars: &[char]| !is_sure_unit_list(chars, vocabulary);
        match cells.last_mut() {
            Some(last) if !apart && torn(last) => last.passage.append(&passage),
            // A task on two lines.
            Some(last)
                if !apart
                    && words(last.passage.chars())
                    && words(passage.chars())
                    && !is_due(passage.chars(), vocabulary)
                    && !last.passage.chars().ends_with(&['。']) =>
            {
                append_line(&mut last.passage, &passage, vocabulary);
            }
            _ => cells.push(Cell { passage, apart }),
        }
        apart = false;
    }
    let head: Vec<String> = columns.iter().map(|c| c.text.clone()).collect();
    let again = |at: usize| {
        let texts = cells[at..].iter().take(head.len()).map(|c| c.passage.whole());
        texts.eq(head.iter().cloned())
    };
    let repeated: Vec<usize> = (0..cells.len()).filter(|at| again(*at)).collect();
    for at in repeated.into_iter().rev() {
        cells.drain(at..at + head.len());
    }
    (cells, end)
}
