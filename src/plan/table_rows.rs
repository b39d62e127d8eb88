//! Lines of text become the rows of tables.
//!
//! Owns where tables begin and end, and rows written with bars, tabs or blanks. Never knows what a
//! row means.

use super::paragraphs::is_page_number;
use super::passage::Passage;
use super::table_headings::{Column, as_columns, header, same_headings, under};
use super::vocabulary::Vocabulary;
use super::{table_cells, table_layout, table_stream};
use crate::documents::Line;
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
}

/// How a line of a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Bars,
    Tabs,
}

/// The longest line taken for part of a table, in bytes.
const LONGEST_ROW: usize = 400_000;

/// The tables among lines, in order, and the rows that have no headings: (first line, last line).
pub fn tables(lines: &[&Line], vocabulary: &Vocabulary) -> (Vec<Table>, Vec<Range<usize>>) {
    let mut out = Vec::new();
    let mut headless: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        if lines[i].text.len() > LONGEST_ROW {
            i += 1;
            continue;
        }
        let table = grid(lines, i, vocabulary)
            .or_else(|| table_cells::bar_cells(lines, i, vocabulary))
            .or_else(|| table_cells::cell_a_line(lines, i, vocabulary))
            .or_else(|| blank_columns(lines, i, vocabulary));
        if let Some(table) = table {
            i = table.lines.end.max(i + 1);
            out.push(table);
            continue;
        }
        if cells_of(&lines[i].text).is_some_and(|(_, cells)| {
            cells
                .iter()
                .filter(|c| super::unit_shape::is_sure_unit_list(c.chars(), vocabulary))
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
    (out, headless)
}

/// The cells of a line that is written as a table row.
fn cells_of(text: &str) -> Option<(Writing, Vec<Passage>)> {
    cells_at(text, 0)
}

fn cells_at(text: &str, line: u32) -> Option<(Writing, Vec<Passage>)> {
    let bar = is_bar;
    let bars = text.chars().filter(|c| bar(*c)).count();
    if bars >= 1 && text.trim().chars().count() > 1 {
        let inner = text.trim();
        let opens = inner.starts_with(bar);
        let inner = inner.strip_prefix(bar).unwrap_or(inner);
        let inner = if opens { inner.strip_suffix(bar).unwrap_or(inner) } else { inner };
        let cells = inner.split(bar).map(|c| Passage::new(c, line).trimmed()).collect::<Vec<_>>();
        return (cells.len() > 1).then_some((Writing::Bars, cells));
    }
    let trimmed = text.trim_start_matches(['\t', ' ', '\u{3000}']);
    if trimmed.contains('\t') {
        let cells = text.split('\t').map(|c| Passage::new(unquoted(c), line).trimmed()).collect();
        return Some((Writing::Tabs, cells));
    }
    None
}

/// A spreadsheet cell copied with its quotation marks.
fn unquoted(cell: &str) -> &str {
    let trimmed = cell.trim();
    trimmed.strip_prefix('"').and_then(|c| c.strip_suffix('"')).unwrap_or(cell)
}

fn is_rule(cells: &[Passage]) -> bool {
    cells.iter().all(|c| c.chars().iter().all(|c| "-:=+ ".contains(*c)))
        && cells.iter().any(|c| c.len() > 0)
}

/// A line with the lines that belong to its quoted cells.
fn logical_line(lines: &[&Line], i: usize) -> (String, usize) {
    let mut text = lines[i].text.clone();
    let quotes = |t: &str| t.matches('"').count();
    let starts = text.split('\t').any(|c| c.starts_with('"'));
    if !starts || quotes(&text) % 2 == 0 {
        return (text, 1);
    }
    for (n, next) in lines[i + 1..].iter().take(8).enumerate() {
        text.push('\u{3}');
        text.push_str(&next.text);
        if quotes(&text) % 2 == 0 {
            let joined = text.replace('\u{3}', "");
            return (joined, n + 2);
        }
    }
    (lines[i].text.clone(), 1)
}

/// A table written with bars or tabs.
fn grid(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let (text, taken) = logical_line(lines, start);
    let (writing, cells) = cells_at(&text, lines[start].number)?;
    let mut columns = header(&cells, vocabulary)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut i = start + taken;
    let mut end = i;
    if let Some((j, second)) = next_row(lines, i, writing)
        && let Some(second) = as_columns(&second, vocabulary)
        && under(&mut columns, &second)
    {
        i = j + 1;
        end = i;
    }
    let mut headers = vec![columns];
    while i < lines.len() {
        let line = lines[i];
        let (text, taken) = logical_line(lines, i);
        match cells_at(&text, line.number) {
            Some((w, cells)) if w == writing => {
                if is_rule(&cells) {
                } else if let Some(again) = header(&cells, vocabulary) {
                    if !same_headings(&again, &headers[0]) {
                        break;
                    }
                    headers.push(again);
                } else {
                    rows.push(Row {
                        cells,
                        line: line.number,
                        aligned: false,
                        header: headers.len() - 1,
                    });
                }
                i += taken;
                end = i;
            }
            _ => {
                let passage = Passage::new(&line.text, line.number).trimmed();
                if passage.is_blank() || is_page_number(passage.chars()) {
                    i += 1;
                    continue;
                }
                // A plain line inside a table: a section row without its tabs, or more of a cell.
                let Some((next, _)) = next_row(lines, i + 1, writing)
                    .filter(|(j, cells)| *j <= i + 4 && (header(cells, vocabulary).is_none()))
                else {
                    break;
                };
                if writing == Writing::Bars && rows.is_empty() {
                    break;
                }
                let _ = next;
                if super::outline::marker(passage.chars(), 0).is_some()
                    || rows.is_empty()
                    || writing == Writing::Bars
                {
                    rows.push(Row {
                        cells: vec![passage],
                        line: line.number,
                        aligned: false,
                        header: headers.len() - 1,
                    });
                } else if let Some(cell) =
                    rows.last_mut().and_then(|r| r.cells.iter_mut().rev().find(|c| !c.is_blank()))
                {
                    cell.append(&passage);
                }
                i += 1;
                end = i;
            }
        }
    }
    Some(Table {
        headers,
        header_line: lines[start].number,
        rows,
        lines: start..end,
        before: None,
        flat: false,
    })
}

/// The next line of this writing within a few lines.
fn next_row(lines: &[&Line], from: usize, writing: Writing) -> Option<(usize, Vec<Passage>)> {
    (from..lines.len().min(from + 8)).find_map(|j| {
        let (w, cells) = cells_at(&lines[j].text, lines[j].number)?;
        (w == writing && !is_rule(&cells)).then_some((j, cells))
    })
}

/// A table whose columns are held apart by blanks.
fn blank_columns(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let line = lines[start];
    if line.text.contains(['\t', '|']) || line.text.trim().is_empty() {
        return None;
    }
    let passage = Passage::new(&line.text, line.number).trimmed().without_letter_spacing();
    let words = words(passage.chars());
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
    let all = best == (0..words.len());
    if best.len() < 3 && !(best.len() == 2 && all) {
        return None;
    }
    let cells: Vec<Passage> =
        words[best.clone()].iter().map(|w| passage.slice(w.clone())).collect();
    let columns = header(&cells, vocabulary)?;
    if all && let Some(table) = table_layout::read(lines, start, &columns, vocabulary) {
        return Some(table);
    }
    let rest = words.get(best.end).map(|w| passage.slice(w.start..passage.len()));
    let mut table = table_stream::read_with(lines, start, start + 1, columns, rest, vocabulary)?;
    if best.start > 0 {
        let text = passage.text(0..words[best.start].start);
        table.before = Some(Line { number: line.number, text });
    }
    Some(table)
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

/// Whether a character draws the line between two cells.
pub fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '¦')
}
