//! Lines of text become the rows of tables.
//!
//! Owns where tables begin, and which rows have no headings. Never knows what a row means.

use super::by_column::by_column;
use super::grid::{grid, is_row_number};
use super::headings::{Column, header, spoken_column};
use super::matrix::{Marks, with_roles};
use super::narrow::narrow;
use super::on_side::on_side;
use super::role_cells::role_cells;
use super::row_layout::Layout;
use super::ruled::ruled;
use super::writing::{row_at, writing};
use super::{bar_cells, cells, layout, opened, run_on, side_by_side, stream};
use crate::documents::Line;
use crate::plan::passage::Passage;
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::is_han;
use std::collections::BTreeMap;
use std::ops::Range;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The cells, blank ones too.
    pub cells: Vec<Passage>,
    /// First line of the row.
    pub line: u32,
    /// Whether the cells stand under their headings for sure.
    pub aligned: bool,
    /// Which of the table's headings the row stands under: they are printed anew on every page, and
    /// not always in the same columns.
    pub header: usize,
}

/// A table with its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The headings, every time they are printed; one at least.
    pub headers: Vec<Vec<Column>>,
    /// The line of the headings.
    pub header_line: u32,
    /// The rows in order; repeated headings are taken out.
    pub rows: Vec<Row>,
    /// The lines taken, as indices into the lines given.
    pub lines: Range<usize>,
    /// What stands before the headings on their own line: prose.
    pub before: Option<Line>,
    /// Whether the columns were lost: a cell that is not there may have been blank or merged.
    pub flat: bool,
    /// Whether every cell stood on lines of its own: a row without units is then one that a merged cell spans.
    pub own_lines: bool,
    /// Whether nothing stood between the cells, so that they were told apart by their words alone.
    pub guessed: bool,
    /// First and last line of rows whose cells could not be told apart: nobody was read from them.
    pub unsure: Vec<(u32, u32)>,
}

impl Table {
    /// A table with one row of headings.
    pub fn new(
        columns: Vec<Column>,
        header_line: u32,
        rows: Vec<Row>,
        lines: Range<usize>,
    ) -> Self {
        let headers = vec![columns];
        Self {
            headers,
            header_line,
            rows,
            lines,
            before: None,
            flat: false,
            own_lines: false,
            guessed: false,
            unsure: Vec::new(),
        }
    }

    /// The same, with its columns lost.
    #[must_use]
    pub fn flattened(self) -> Self {
        Self { flat: true, ..self }
    }

    /// The same table, of cells on lines of their own that lost their blank ones.
    pub fn of_own_lines(self) -> Self {
        Self { flat: true, own_lines: true, ..self }
    }
}

/// The longest line taken for part of a table, in bytes.
const LONGEST_ROW: usize = 400_000;

/// What lines hold of tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The tables, in order.
    pub tables: Vec<Table>,
    /// Rows that have no headings, as indices into the lines given.
    pub headless: Vec<Range<usize>>,
    /// The marks of tables that name roles so.
    pub marks: Marks,
}

/// A table without the rows that add up others (小计（7个）) and name nobody.
fn without_totals(mut table: Table, vocabulary: &Vocabulary) -> Table {
    let headers = &table.headers;
    table.rows.retain(|row| {
        let first = row.cells.iter().find(|cell| !cell.is_blank());
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let adds = first.is_some_and(|cell| vocabulary.is_total(&cell.whole()));
        let named = |columns: &Vec<Column>| {
            let mut cells = columns.iter().zip(&row.cells).filter(|(column, _)| role(column));
            cells.any(|(_, cell)| !cell.is_blank() && !vocabulary.is_total(&cell.whole()))
        };
        !adds || headers.get(row.header).is_some_and(named)
    });
    table
}

/// The tables among lines, and what could not be read of them.
pub fn tables(lines: &[&Line], vocabulary: &Vocabulary) -> Found {
    let mut out = Vec::new();
    let mut marks = Marks::default();
    let mut headless: Vec<Range<usize>> = Vec::new();
    let mut vain: BTreeMap<Vec<&str>, u32> = BTreeMap::new();
    let mut i = 0;
    while i < lines.len() {
        let text = &lines[i].text;
        if text.len() > LONGEST_ROW || text.trim().is_empty() {
            i += 1;
            continue;
        }
        let key = beginning(lines, i);
        let tries = vain.get(&key).copied().unwrap_or(0);
        if tries == MOST_TRIES {
            i += 1;
            continue;
        }
        let table = ruled(lines, i, vocabulary)
            .or_else(|| by_column(lines, i, vocabulary))
            .or_else(|| on_side(lines, i, vocabulary))
            .or_else(|| grid(lines, i, vocabulary))
            .or_else(|| role_cells(lines, i, vocabulary))
            .or_else(|| opened::read(lines, i, vocabulary))
            .or_else(|| narrow(lines, i, vocabulary))
            .or_else(|| bar_cells::bar_cells(lines, i, vocabulary))
            .or_else(|| cells::cell_a_line(lines, i, vocabulary))
            .or_else(|| blank_columns(lines, i, vocabulary))
            .or_else(|| run_on::read(lines, i, vocabulary));
        if let Some(table) = table {
            let mut table = side_by_side::below_each_other(without_totals(table, vocabulary));
            i = table.lines.end.max(i + 1);
            table.headers.iter_mut().for_each(|columns| spoken_column(columns, vocabulary));
            out.push(with_roles(table, lines, vocabulary, &mut marks));
            continue;
        }
        vain.insert(key, tries + 1);
        let written = writing(lines, i, vocabulary).and_then(|w| row_at(lines, i, w, vocabulary));
        if written.is_some_and(|(cells, _)| {
            cells
                .iter()
                .filter(|c| crate::plan::unit_shape::is_sure_unit_list(c.chars(), vocabulary))
                .count()
                > 0
                && cells.len() >= 3
        }) {
            match headless.last_mut() {
                Some(range) if range.end == i => range.end = i + 1,
                _ => headless.push(i..i + 1),
            }
        }
        i += 1;
    }
    headless.retain(|range| range.len() >= 2);
    Found { tables: out, headless, marks }
}

/// How often lines that repeat are tried as the headings of a table before they are taken for none:
/// each try may look at all lines that follow.
const MOST_TRIES: u32 = 16;

/// The lines by which headings are told to be the same.
fn beginning<'a>(lines: &[&'a Line], start: usize) -> Vec<&'a str> {
    const FEW: usize = 5;
    const NEAR: usize = 40;
    let written =
        lines[start..].iter().take(NEAR).map(|l| l.text.trim()).filter(|text| !text.is_empty());
    written.take(FEW).collect()
}

/// A table whose columns are held apart by blanks.
fn blank_columns(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let line = lines[start];
    if line.text.contains(['\t', '|']) || line.text.trim().is_empty() {
        return None;
    }
    if let Some(table) = layout::read(lines, start, vocabulary) {
        return Some(table);
    }
    let passage = Passage::new(&line.text, line.number).trimmed().without_letter_spacing();
    let next = lines[start + 1..].iter().find(|l| !l.text.trim().is_empty());
    let next = next.map_or(0, |l| l.text.split_whitespace().count());
    if is_scrambled(&passage) {
        return None;
    }
    // 序号任务内容责任单位完成时限: as many headings as the row below has cells.
    let glued = next >= 3
        && passage.len() <= 60
        && !passage.chars().contains(&' ')
        && vocabulary.heading(&passage.text(0..passage.len().min(2))) == Some(Heading::Sequence);
    let headings = glued
        .then(|| run_on::cut_headings(&passage, 0..passage.len(), Some(next), vocabulary))
        .flatten()
        .or_else(|| glued_headings(&passage, vocabulary));
    let words = match headings {
        Some(headings) => headings,
        None => words(passage.chars()),
    };
    let heading =
        |w: &Range<usize>| w.len() <= 16 && vocabulary.heading(&passage.text(w.clone())).is_some();
    // The headings begin the line, or stand behind the title in a text that lost its line breaks.
    let mut best = 0..0;
    let mut from = 0;
    while from < words.len() {
        let run = words[from..].iter().take_while(|w| heading(w)).count();
        if run > best.len() {
            best = from..from + run;
        }
        from += run.max(1);
    }
    // A line of short words that begins with 序号 is all headings, those nobody knows too.
    let short = |w: &Range<usize>| {
        (w.len() <= 8 || heading(w))
            && passage.chars()[w.clone()].iter().all(|c| is_han(*c) || "()".contains(*c))
    };
    let sequence = words.first().map(|w| vocabulary.heading(&passage.text(w.clone())));
    if sequence == Some(Some(Heading::Sequence)) && words.len() > 3 && words.iter().all(short) {
        best = 0..words.len();
    }
    let all = best == (0..words.len());
    if best.len() < 3 && !(best.len() == 2 && all) {
        return None;
    }
    let cells: Vec<Passage> =
        words[best.clone()].iter().map(|w| passage.slice(w.clone())).collect();
    let columns = header(&cells, vocabulary)?;
    if best == (0..words.len())
        && let Some(table) = spaced_rows(lines, start, &columns, vocabulary)
    {
        return Some(table);
    }
    let rest = words.get(best.end).map(|w| passage.slice(w.start..passage.len()));
    let mut table = stream::read_with(lines, start, start + 1, columns, rest, vocabulary)?;
    if best.start > 0 {
        let text = passage.text(0..words[best.start].start);
        table.before = Some(Line { number: line.number, text });
    }
    Some(table)
}

/// The headings that a line without blanks is made of, where it is nothing else and names a task and who
/// answers for it: 实事内容工作任务责任单位进展情况.
fn glued_headings(line: &Passage, vocabulary: &Vocabulary) -> Option<Vec<Range<usize>>> {
    const LONGEST: usize = 40;
    const FEWEST: usize = 3;
    let words = line.len() <= LONGEST && line.chars().iter().all(|c| is_han(*c));
    let label =
        || vocabulary.scan(line.chars()).iter().any(|f| f.word.label.is_some() && !f.word.bare);
    if !words || !label() {
        return None;
    }
    let headings = run_on::cut_headings(line, 0..line.len(), None, vocabulary)?;
    let task = |h: &Range<usize>| vocabulary.heading(&line.text(h.clone())) == Some(Heading::Task);
    (headings.len() >= FEWEST && headings.iter().any(task)).then_some(headings)
}

/// Whether the marks of a line stand apart from its words: the columns of a page were read across, and
/// nothing says any more which words stood together.
fn is_scrambled(line: &Passage) -> bool {
    const MOST: usize = 4;
    let mark = |w: &Range<usize>| line.chars()[w.clone()].iter().all(|c| "、,;。()".contains(*c));
    words(line.chars()).iter().filter(|w| mark(w)).count() >= MOST
}

/// The rows below headings where every line begins with a number and has a word for each heading.
fn spaced_rows(
    lines: &[&Line],
    start: usize,
    columns: &[Column],
    vocabulary: &Vocabulary,
) -> Option<Table> {
    const FEWEST: usize = 2;
    let layout = Layout { columns, wide: columns.len(), vocabulary };
    let mut rows = Vec::new();
    let mut end = start + 1;
    for (i, line) in lines.iter().enumerate().skip(start + 1) {
        let passage = Passage::new(&line.text, line.number).trimmed();
        if passage.is_blank() {
            continue;
        }
        let cells: Vec<Passage> =
            words(passage.chars()).into_iter().map(|w| passage.slice(w)).collect();
        if !is_row_number(&cells[0]) {
            break;
        }
        if cells.len() != columns.len() || !layout.fits_roles(&cells) {
            return None;
        }
        rows.push(Row { cells, line: line.number, aligned: true, header: 0 });
        end = i + 1;
    }
    (rows.len() >= FEWEST && columns[0].heading == Some(Heading::Sequence))
        .then(|| Table::new(columns.to_vec(), lines[start].number, rows, start..end).flattened())
}

/// The runs of characters between blanks.
pub fn words(chars: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in chars.iter().enumerate() {
        match (*c == ' ', start) {
            (false, None) => start = Some(i),
            (true, Some(s)) => {
                out.push(s..i);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|s| s..chars.len()));
    out
}
