//! Tables that name the role in a cell and the units in the next: 单位类别 | 单位名称 above 牵头单位 | 甲局.
//!
//! Owns how their rows become rows with a column for each role. Never knows what a row means.

use super::headings::Column;
use super::rows::{Row, Table};
use super::writing::{row_at, writing};
use crate::documents::Line;
use crate::plan::passage::Passage;
use crate::plan::unit_shape::is_unit_list;
use crate::plan::vocabulary::{Heading, Label, Vocabulary};

/// Reads the table whose headings stand on line `start`.
///
/// Cells left blank repeat those above: the role where more of its units follow, the task where another role does.
pub(super) fn role_cells(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    const LONGEST_HEADING: usize = 14;
    let written = writing(lines, start, vocabulary)?;
    let (heads, taken) = row_at(lines, start, written, vocabulary)?;
    let headings: Vec<Option<Heading>> =
        heads.iter().map(|cell| vocabulary.heading(&cell.whole())).collect();
    let named = |heading: &Option<Heading>| matches!(heading, Some(Heading::Role(_)));
    let task = headings.iter().position(|heading| *heading == Some(Heading::Task))?;
    if headings.iter().any(named) || heads.iter().any(|cell| cell.len() > LONGEST_HEADING) {
        return None;
    }
    let (rows, end) = rows(lines, start + taken, &heads, |at| {
        // Tabs and one name behind them: all other cells are blank.
        let lone = || {
            let line = lines[at];
            let tabbed = line.text.starts_with('\t') && !line.text.trim().is_empty();
            let cell = |words: &str| Passage::new(words, line.number).trimmed();
            tabbed.then(|| (line.text.split('\t').map(cell).collect(), 1))
        };
        row_at(lines, at, written, vocabulary).or_else(lone)
    });
    let role = role_column(&rows, heads.len(), vocabulary)?;
    let blank = Passage::default();
    let label_of = |row: &[Passage]| row.get(role).and_then(|cell| label(cell, vocabulary));
    let mut labels: Vec<(Label, String)> = Vec::new();
    for row in &rows {
        if let Some(label) = label_of(row)
            && labels.iter().all(|(known, _)| *known != label)
        {
            labels.push((label, row[role].whole()));
        }
    }
    let kept: Vec<usize> = (0..heads.len()).filter(|n| *n != role && *n != role + 1).collect();
    let mut out: Vec<Row> = Vec::new();
    let mut last = None;
    for row in &rows {
        let begins = row.get(task).is_some_and(|cell| !cell.is_blank()) || out.is_empty();
        if begins {
            let mut cells: Vec<Passage> =
                kept.iter().map(|n| row.get(*n).unwrap_or(&blank).clone()).collect();
            cells.resize(kept.len() + labels.len(), Passage::default());
            let line = cells.iter().find(|c| !c.is_blank()).map_or(0, |c| c.line(0));
            out.push(Row { cells, line, aligned: true, header: 0 });
        }
        last = label_of(row).or(last);
        let units = row.get(role + 1).filter(|cell| !cell.is_blank());
        let at = labels.iter().position(|(label, _)| Some(*label) == last);
        if let (Some(units), Some(at), Some(open)) = (units, at, out.last_mut()) {
            let cell = &mut open.cells[kept.len() + at];
            if cell.len() > 0 {
                cell.push("、", units.line(0));
            }
            cell.append(units);
        }
    }
    let column =
        |heading: Option<Heading>, text: String| Column { heading, text, first_leads: None };
    let mut columns: Vec<Column> =
        kept.iter().map(|n| column(headings[*n], heads[*n].whole())).collect();
    columns.extend(labels.into_iter().map(|(l, text)| column(Some(Heading::Role(l)), text)));
    Some(Table::new(columns, lines[start].number, out, start..end))
}

/// The rows below the headings, printed again or not, and the line behind the last.
fn rows(
    lines: &[&Line],
    from: usize,
    heads: &[Passage],
    row: impl Fn(usize) -> Option<(Vec<Passage>, usize)>,
) -> (Vec<Vec<Passage>>, usize) {
    /// So many lines without cells end the table: a note that it goes on, an empty line, a page's number.
    const MOST_OTHERS: usize = 4;
    let mut rows = Vec::new();
    let (mut at, mut end, mut others) = (from, from, 0);
    while at < lines.len() && others < MOST_OTHERS {
        match row(at) {
            Some((cells, taken)) => {
                at += taken;
                (end, others) = (at, 0);
                let again = cells.iter().map(Passage::whole).eq(heads.iter().map(Passage::whole));
                let rule = cells.iter().all(|c| c.chars().iter().all(|c| "-: ".contains(*c)));
                if !again && !rule {
                    rows.push(cells);
                }
            }
            None => {
                at += 1;
                others += 1;
            }
        }
    }
    (rows, end)
}

/// The column whose cells are labels and nothing else, with units in the one behind it.
fn role_column(rows: &[Vec<Passage>], width: usize, vocabulary: &Vocabulary) -> Option<usize> {
    const FEWEST: usize = 3;
    (0..width.saturating_sub(1)).find(|n| {
        let filled = |n: usize| {
            let cells = rows.iter().filter_map(move |row| row.get(n));
            cells.filter(|cell| !cell.is_blank())
        };
        let labels: Vec<Option<Label>> = filled(*n).map(|c| label(c, vocabulary)).collect();
        let several = labels.iter().any(|label| *label != labels[0]);
        let units = filled(n + 1).filter(|c| is_unit_list(c.chars(), vocabulary)).count();
        labels.len() >= FEWEST
            && labels.iter().all(Option::is_some)
            && several
            && units * 3 >= filled(n + 1).count() * 2
    })
}

/// The role that a cell names when it says nothing else (牵头单位, 配合).
fn label(cell: &Passage, vocabulary: &Vocabulary) -> Option<Label> {
    let found = vocabulary.scan(cell.chars());
    let [one] = found.as_slice() else { return None };
    let whole = vocabulary.label_start(cell.chars(), one.start) == 0 && one.end == cell.len();
    one.word.label.filter(|label| whole && *label != Label::Share)
}
