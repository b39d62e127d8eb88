//! Lines of text become the rows of tables.
//!
//! Owns how a table looks once it is plain text: bars, tabs, one cell a line, columns held apart by
//! blanks. Never knows what a row means.

use super::paragraphs::is_page_number;
use super::passage::Passage;
use super::role_clause::FirstLeads;
use super::table_layout;
use super::table_stream;
use super::vocabulary::{Heading, Vocabulary};
use crate::documents::Line;
use crate::text::{fold, folded};
use std::ops::Range;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What the heading announces; `None` for a blank or unknown heading.
    pub heading: Option<Heading>,
    /// The heading as printed.
    pub text: String,
    /// A rule printed in the heading: 责任单位（排第一的为牵头单位）.
    pub first_leads: Option<FirstLeads>,
}

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
            .or_else(|| bar_cells(lines, i, vocabulary))
            .or_else(|| cell_a_line(lines, i, vocabulary))
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

/// The headings of cells, if they are headings: one of a role at least, and few unknown words.
pub fn header(cells: &[Passage], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells
        .iter()
        .map(|cell| {
            let text = cell.whole();
            let sentence: Vec<char> = text.chars().map(fold).collect();
            Column {
                heading: vocabulary.heading(&text),
                first_leads: FirstLeads::in_sentence(&sentence, vocabulary),
                text,
            }
        })
        .collect();
    let known = columns.iter().filter(|c| c.heading.is_some()).count();
    let unknown = columns.iter().filter(|c| c.heading.is_none() && !c.text.is_empty()).count();
    let role = columns.iter().any(|c| matches!(c.heading, Some(Heading::Role(_) | Heading::Span)));
    let long = columns.iter().any(|c| c.text.chars().count() > 40);
    (role && known >= 2 && unknown <= known && !long).then_some(columns)
}

/// Lays a second row of headings under the first.
fn under(first: &mut [Column], second: &[Column]) -> bool {
    let fits = second.len() == first.len()
        && second.iter().any(|c| matches!(c.heading, Some(Heading::Role(_))))
        && second.iter().all(|c| c.text.is_empty() || c.heading.is_some());
    if fits {
        for (above, below) in first.iter_mut().zip(second) {
            if !below.text.is_empty() {
                *above = below.clone();
            }
        }
    }
    fits
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

fn same_headings(a: &[Column], b: &[Column]) -> bool {
    let words = |c: &[Column]| -> Vec<String> {
        c.iter().map(|c| folded(&c.text).replace(' ', "")).filter(|t| !t.is_empty()).collect()
    };
    words(a) == words(b)
}

fn as_columns(cells: &[Passage], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells
        .iter()
        .map(|cell| Column {
            heading: vocabulary.heading(&cell.whole()),
            text: cell.whole(),
            first_leads: None,
        })
        .collect();
    columns.iter().any(|c| matches!(c.heading, Some(Heading::Role(_)))).then_some(columns)
}

/// The next line of this writing within a few lines.
fn next_row(lines: &[&Line], from: usize, writing: Writing) -> Option<(usize, Vec<Passage>)> {
    (from..lines.len().min(from + 8)).find_map(|j| {
        let (w, cells) = cells_at(&lines[j].text, lines[j].number)?;
        (w == writing && !is_rule(&cells)).then_some((j, cells))
    })
}

/// A table with one cell a line.
fn cell_a_line(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let (cells, body) = cell_headings(lines, start, vocabulary)?;
    let columns = header(&cells, vocabulary)?;
    let tabbed = lines[start].text.starts_with('\t');
    if columns.iter().filter(|c| c.heading.is_some()).count() < 3 && !tabbed {
        return None;
    }
    if tabbed {
        return Some(blocks(lines, start, body, columns, vocabulary));
    }
    table_stream::read(lines, start, body, columns, vocabulary)
}

/// Headings on lines of their own from `start`, and the line behind them.
///
/// Words that are no known heading may stand among them; headings broken over two lines are joined.
fn cell_headings(
    lines: &[&Line],
    start: usize,
    vocabulary: &Vocabulary,
) -> Option<(Vec<Passage>, usize)> {
    let tabbed = lines[start].text.starts_with('\t');
    let single = |i: usize| -> Option<Passage> {
        let line = lines.get(i).filter(|l| l.text.len() <= 200)?;
        Some(Passage::new(&line.text, line.number).trimmed().without_letter_spacing())
    };
    vocabulary.heading(&single(start)?.whole())?;
    let numbered = vocabulary.heading(&single(start)?.whole()) == Some(Heading::Sequence);
    let mut cells: Vec<Passage> = Vec::new();
    // Cells and the end of the headings up to the last known one.
    let mut known = (0, start);
    let mut unknown = 0;
    let mut i = start;
    while let Some(cell) = single(i).filter(|c| c.len() <= 24) {
        if cell.is_blank() {
            if tabbed && lines[i].text.contains('\t') {
                cells.push(cell);
            } else if tabbed {
                break;
            }
        } else if vocabulary.heading(&cell.whole()).is_some() {
            cells.push(cell);
            known = (cells.len(), i + 1);
            unknown = 0;
        } else {
            let joined = cells.last().map(|c| format!("{}{}", c.whole(), cell.whole()));
            match joined {
                Some(word) if vocabulary.heading(&word).is_some() && cell.len() <= 4 => {
                    cells.last_mut()?.append(&cell);
                    known = (cells.len(), i + 1);
                }
                _ if unknown > 0 && numbered && unknown < 24 && cell.len() <= 6 => {
                    // Headings broken over many lines: one unknown column.
                    cells.last_mut()?.append(&cell);
                    unknown += 1;
                }
                _ if unknown == 0
                    && cell.len() <= 12
                    && crate::text::numeral(&cell.whole()).is_none() =>
                {
                    cells.push(cell);
                    unknown += 1;
                }
                _ => break,
            }
        }
        i += 1;
    }
    if tabbed {
        // A blank cell may end the headings of such a table.
        let end = cells.iter().rposition(|c| !c.is_blank()).map_or(0, |last| last + 1);
        if end <= known.0 {
            return Some((cells, i));
        }
    }
    cells.truncate(known.0);
    Some((cells, known.1))
}

/// A table whose cells end in bars, one or a few on a line, rows not told apart.
fn bar_cells(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let bars = |l: &Line| l.text.chars().filter(|c| is_bar(*c)).count();
    // Lines that hold whole rows are another kind of table.
    let first = lines[start];
    let next = lines[start + 1..].iter().find(|l| !l.text.trim().is_empty())?;
    if bars(first) > 1 || bars(first) + bars(next) == 0 || bars(next) > 1 || first.text.len() > 200
    {
        return None;
    }
    let head = first.text.trim_end_matches(|c: char| is_bar(c) || c.is_whitespace());
    vocabulary.heading(head)?;
    let mut cells: Vec<Passage> = Vec::new();
    let mut current = Passage::default();
    let mut end = start;
    let mut quiet = 0;
    for (i, line) in lines.iter().enumerate().skip(start) {
        let mut parts = line.text.split(is_bar).peekable();
        let mut closed = false;
        while let Some(part) = parts.next() {
            current.append(&Passage::new(part, line.number).trimmed());
            if parts.peek().is_some() {
                cells.push(std::mem::take(&mut current));
                closed = true;
            }
        }
        if closed {
            (end, quiet) = (i + 1, 0);
        } else if !line.text.trim().is_empty() {
            quiet += 1;
            if quiet > 12 {
                break;
            }
        }
    }
    // The headings reach to the first number; without a column of numbers, to the first words that
    // are no heading.
    let number = |c: &Passage| crate::text::numeral(&c.whole()).is_some() && c.len() <= 3;
    let known = |c: &Passage| vocabulary.heading(&c.whole()).is_some();
    let numbered = vocabulary.heading(head) == Some(Heading::Sequence);
    let width = if numbered {
        cells.iter().position(number).filter(|n| *n <= 12)?
    } else {
        cells.iter().take_while(|c| known(c)).count()
    };
    let columns = header(&cells[..width], vocabulary)?;
    if width < 3 {
        return None;
    }
    let body = cells.split_off(width);
    let mut rows: Vec<Row> = Vec::new();
    let mut row: Vec<Passage> = Vec::new();
    let mut push = |row: &mut Vec<Passage>| {
        let cells = std::mem::take(row);
        if cells.iter().any(|c| !c.is_blank()) && header(&cells, vocabulary).is_none() {
            let line = cells.iter().find(|c| c.len() > 0).map_or(0, |c| c.line(0));
            rows.push(Row { aligned: cells.len() == width, cells, line, header: 0 });
        }
    };
    // Numbers without a column of their own: (group) number words units …
    let inner = !numbered && body.iter().filter(|c| number(c)).count() * width * 2 >= body.len();
    let mut count = 0;
    for cell in body {
        if numbered && number(&cell) && !row.is_empty() || !inner && row.len() >= width {
            push(&mut row);
        } else if inner && number(&cell) {
            let group = if count == 0 || row.len() >= width + 1 { row.pop() } else { None };
            push(&mut row);
            row.push(group.unwrap_or_default());
            count += 1;
        }
        let opens = inner && row.len() == 1 && number(&cell);
        match (opens, row.last().is_some_and(&number)) {
            // The number opens the words behind it, as an item's does.
            (false, true) if inner && row.len() == 2 => {
                if let Some(last) = row.last_mut() {
                    last.push(".", cell.line(0));
                    last.append(&cell);
                }
            }
            _ => row.push(cell),
        }
    }
    push(&mut row);
    (!rows.is_empty()).then(|| Table {
        headers: vec![columns],
        header_line: first.number,
        rows,
        lines: start..end,
        before: None,
        flat: false,
    })
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '¦')
}

/// One cell a line, every line (a blank cell too) led by a tab, rows set apart by empty lines.
fn blocks(
    lines: &[&Line],
    start: usize,
    body: usize,
    columns: Vec<Column>,
    vocabulary: &Vocabulary,
) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    let mut block: Vec<Passage> = Vec::new();
    let mut first = 0;
    let mut end = body;
    let mut i = body;
    let mut pending: Option<Row> = None;
    let mut flush = |block: &mut Vec<Passage>, first: u32, rows: &mut Vec<Row>| {
        if block.is_empty() {
            return;
        }
        let mut cells = std::mem::take(block);
        if header(&cells, vocabulary).is_some_and(|again| same_headings(&again, &columns)) {
            return;
        }
        let mut line = first;
        if let Some(before) = pending.take() {
            // A row torn by an empty line: its first cells stand alone above it.
            let whole = before.cells.len() + cells.len();
            if cells.len() > 1 && whole <= columns.len() {
                line = before.line;
                cells = before.cells.into_iter().chain(cells).collect();
            } else {
                rows.push(before);
            }
        }
        let number = cells.len() == 1 && crate::text::numeral(&cells[0].whole()).is_some();
        let row = Row { aligned: cells.len() == columns.len(), cells, line, header: 0 };
        if number { pending = Some(row) } else { rows.push(row) }
    };
    while i < lines.len() {
        let line = lines[i];
        let passage = Passage::new(&line.text, line.number).trimmed();
        if line.text.starts_with('\t') || line.text.starts_with("\u{3000}\t") {
            if block.is_empty() {
                first = line.number;
            }
            block.push(passage);
            end = i + 1;
        } else if passage.is_blank() {
            flush(&mut block, first, &mut rows);
        } else if is_page_number(passage.chars()) {
        } else if block.last().is_some_and(|c| !c.is_blank()) {
            if let Some(last) = block.last_mut() {
                last.append(&passage);
            }
            end = i + 1;
        } else if lines[i + 1..].iter().take(12).any(|l| l.text.starts_with('\t'))
            && passage.len() < 60
        {
            rows.push(Row { cells: vec![passage], line: line.number, aligned: false, header: 0 });
        } else {
            break;
        }
        i += 1;
    }
    flush(&mut block, first, &mut rows);
    rows.extend(pending);
    Table {
        headers: vec![columns],
        header_line: lines[start].number,
        rows,
        lines: start..end,
        before: None,
        flat: false,
    }
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
