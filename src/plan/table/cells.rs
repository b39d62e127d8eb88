//! Tables that were written out one cell a line.
//!
//! Owns blocks of tabbed lines, and numbers that say where rows begin. Never knows what a row means.

use super::headings::{Column, cell_headings, header, same_headings, unbroken, with_span_filled};
use super::row_layout::Layout;
use super::rows::{Row, Table};
use super::{stream, stream_lines, units_first};
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::unit_shape::{
    append_line, is_mark, is_sure_unit_list, is_torn_list, is_torn_name,
};
use crate::plan::vocabulary::{Heading, Label, Vocabulary};
use crate::text::{is_han, is_numeral, numeral};
use std::ops::RangeInclusive;

/// A table with one cell a line.
pub fn cell_a_line(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    if let Some(table) = numbered_cells(lines, start, vocabulary) {
        return Some(table);
    }
    let (cells, body) = cell_headings(lines, start, vocabulary)?;
    let mut columns = header(&cells, vocabulary)?;
    // 重点工作责任分工 above 牵头领导, 重点工作, 牵头单位 is the title of the table.
    let shares = |c: &Column| c.heading == Some(Heading::Role(Label::Share));
    let named = |c: &Column| matches!(c.heading, Some(Heading::Role(Label::Role(_))));
    if shares(&columns[0]) && columns[1..].iter().any(named) {
        columns.remove(0);
    }
    let tabbed = lines[start].text.starts_with('\t');
    if let [units, words] = columns.as_slice()
        && matches!(units.heading, Some(Heading::Role(_)))
        && words.heading == Some(Heading::Task)
        && !tabbed
    {
        return units_and_words(lines, start, body, columns, vocabulary);
    }
    let first = || units_first::units_first(lines, start, body, &columns, vocabulary);
    if let Some(table) = (!tabbed).then(first).flatten() {
        return Some(table);
    }
    if columns.iter().filter(|c| c.heading.is_some()).count() < 3 && !tabbed {
        return None;
    }
    if tabbed {
        return Some(blocks(lines, start, body, columns, vocabulary));
    }
    stream::read(lines, start, body, columns, vocabulary)
}

/// A table of two columns with one cell a line: units, then what they do on one line or more.
fn units_and_words(
    lines: &[&Line],
    start: usize,
    body: usize,
    columns: Vec<Column>,
    vocabulary: &Vocabulary,
) -> Option<Table> {
    const FEWEST_ROWS: usize = 2;
    let mut rows: Vec<Row> = Vec::new();
    let mut end = body;
    for (i, line) in lines.iter().enumerate().skip(body) {
        let cell = Passage::new(&line.text, line.number).trimmed();
        let chars = cell.chars();
        if cell.is_blank() || is_page_number(chars) {
            continue;
        }
        let last = rows.last_mut().map(|row| &mut row.cells[1]);
        let said = last.as_ref().is_none_or(|words| words.len() > 0);
        let ended = last.as_ref().is_some_and(|words| words.chars().ends_with(&['。']));
        if said && is_sure_unit_list(chars, vocabulary) {
            let cells = vec![cell, Passage::default()];
            rows.push(Row { cells, line: line.number, aligned: true, header: 0 });
        } else if let Some(words) = last.filter(|_| !ended || chars.ends_with(&['。'])) {
            append_line(words, &cell, vocabulary);
        } else {
            break;
        }
        end = i + 1;
    }
    let whole = rows.iter().all(|row| row.cells[1].len() > 0);
    (whole && rows.len() >= FEWEST_ROWS)
        .then(|| Table::new(columns, lines[start].number, rows, start..end))
}

/// The most columns that such a table may have.
pub(super) const MOST_HEADINGS: usize = 30;

/// The most lines that one row of such a table may take.
const LONGEST_ROW: usize = 200;

/// A table with one cell a line that begins with 序号: every row begins with the next number.
///
/// Blank cells leave no line. `None` when the cells of most rows do not fit the headings: then lines
/// are no cells.
fn numbered_cells(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    if lines[start].text.contains('\t')
        || lines[start].text.len() > 60
        || vocabulary.heading(&lines[start].text) != Some(Heading::Sequence)
    {
        return None;
    }
    let mut cells: Vec<(usize, Passage)> = Vec::new();
    for (i, line) in lines.iter().enumerate().skip(start) {
        let cell = Passage::new(&line.text, line.number).trimmed().without_letter_spacing();
        if stream_lines::ends_table(cell.chars(), vocabulary) {
            break;
        }
        if !cell.is_blank() && !is_page_number(cell.chars()) {
            cells.push((i, cell));
        }
    }
    let width =
        cells.iter().position(|(_, c)| number(c).is_some()).filter(|n| *n <= MOST_HEADINGS)?;
    // A section row may stand between the headings and the first number.
    let width = cells[..width].iter().position(|(_, c)| is_section(c)).unwrap_or(width);
    let heads: Vec<Passage> = cells[..width].iter().map(|(_, c)| c.clone()).collect();
    let whole = with_span_filled(unbroken(heads.clone(), vocabulary), vocabulary);
    let columns = header(&whole, vocabulary);
    let columns = columns.filter(|columns| columns.len() >= 3)?;
    let body = cells.split_off(width);
    let layout = Layout { columns: &columns, wide: columns.len(), vocabulary };
    let mut rows: Vec<Row> = Vec::new();
    let mut end = start;
    let (mut fit, mut misfit) = (0, 0);
    let mut at = 0;
    let mut last = None;
    while at < body.len() {
        let (i, first) = &body[at];
        if let Some(section) = section_on_two_lines(&body[at..]) {
            let line = section.line(0);
            rows.push(Row { cells: vec![section], line, aligned: false, header: 0 });
            at += 2;
            last = None;
            continue;
        }
        let follows = |v: &u32| last.is_none_or(|l| *v > l || *v == 1);
        let Some(value) = number_behind(first, last.unwrap_or(0)).filter(follows) else {
            if is_section(first) && first.len() <= 160 {
                rows.push(Row {
                    cells: vec![first.clone()],
                    line: first.line(0),
                    aligned: false,
                    header: 0,
                });
                at += 1;
                continue;
            }
            let again = body[at..].len() > width
                && body[at..at + width]
                    .iter()
                    .map(|(_, c)| c.whole())
                    .eq(heads.iter().map(Passage::whole));
            if again {
                at += width;
                continue;
            }
            break;
        };
        last = Some(value);
        let end_of_row = body.len().min(at + LONGEST_ROW);
        let limit = (at + 1..end_of_row).find(|n| {
            is_section(&body[*n].1)
                || body[*n].1.whole() == heads[0].whole()
                || section_on_two_lines(&body[*n..]).is_some()
        });
        let numbered = |wanted: &dyn Fn(u32) -> bool| {
            let cells = at + 2..limit.unwrap_or(end_of_row);
            cells.into_iter().find(|n| number_behind(&body[*n].1, value).is_some_and(wanted))
        };
        // Numbers may skip or begin anew, where words follow and no other figure.
        let opens = |n: &usize| {
            body.get(n + 1).is_some_and(|(_, c)| c.chars().first().is_some_and(|c| is_han(*c)))
        };
        // What concerns one body, taken from a longer table, keeps the numbers it had there.
        let goes_on = |n: &usize| {
            let behind = &body[n + 1..limit.unwrap_or(end_of_row)];
            let counted = number(&body[*n].1)
                .is_some_and(|v| behind.iter().any(|(_, c)| number(c) == Some(v + 1)));
            // The last row of all has nothing to go on with, but its units where they belong.
            let row: Vec<Passage> =
                body[*n..].iter().take(columns.len() + 1).map(|(_, c)| c.clone()).collect();
            let fits = |laid: Vec<Passage>| layout.role_fits(&laid) > 0;
            counted || row.len() <= columns.len() && layout.align(&row).is_some_and(fits)
        };
        let next = numbered(&|n| n == value + 1)
            .or_else(|| numbered(&|n| n == 1 || (value + 2..=value + 3).contains(&n)).filter(opens))
            .or_else(|| numbered(&|n| n > value).filter(opens).filter(goes_on))
            .or(limit)
            .unwrap_or(body.len());
        let row = joined_points(body[at..next].iter().map(|(_, c)| c.clone()).collect());
        let row = joined_names(row, &body, vocabulary);
        if row.len() == 1 && next == body.len() {
            // The text ends behind a number.
            break;
        }
        if let Some(laid) = sub_rows(&row, &layout) {
            fit += 1;
            end = body[next - 1].0 + 1;
            rows.extend(laid.into_iter().map(|cells| {
                let line = cells.iter().find(|c| c.len() > 0).map_or(0, |c| c.line(0));
                Row { cells, line, aligned: true, header: 0 }
            }));
            at = next;
            continue;
        }
        // Behind the last row other text may follow: as many cells as fit, and none behind an empty line where
        // no other stands in the table.
        let stands = |line: u32| lines.partition_point(|l| l.number < line);
        let blank =
            |from: usize, to: usize| lines[from..to].iter().any(|l| l.text.trim().is_empty());
        let set_off = || {
            let gap = |n: &usize| blank(stands(row[n - 1].line(0)), stands(row[*n].line(0)));
            (1..row.len()).find(gap).filter(|_| !blank(start, *i))
        };
        let (shortest, longest) = match next == body.len() {
            true => (2, set_off().unwrap_or(row.len()).min(columns.len() + 4)),
            false => (row.len(), row.len()),
        };
        let laid = (shortest..=longest).rev().find_map(|n| {
            let cells = row.get(..n)?;
            Some((cells.last()?, layout.align(cells)?))
        });
        match laid {
            Some((last, laid)) => {
                fit += 1;
                end = stands(last.line(last.len())) + 1;
                rows.push(Row { cells: laid, line: lines[*i].number, aligned: true, header: 0 });
            }
            None => misfit += 1,
        }
        at = next;
    }
    (fit > 0 && misfit == 0)
        .then(|| Table::new(columns, lines[start].number, rows, start..end).of_own_lines())
}

/// The heading of a section whose number has a line of its own: 一 | 项目建设, above the number of a row.
fn section_on_two_lines(cells: &[(usize, Passage)]) -> Option<Passage> {
    const LONGEST: usize = 20;
    let [(_, number), (_, title), (_, next), ..] = cells else { return None };
    let chinese = number.len() <= 3 && number.chars().iter().all(|c| is_numeral(*c));
    let figures = |cell: &Passage| cell.chars().iter().all(char::is_ascii_digit);
    let heads = chinese && title.len() <= LONGEST && self::number(next).is_some() && figures(next);
    let mut section = number.clone();
    section.push("、", title.line(0));
    section.append(title);
    (heads && is_section(&section)).then_some(section)
}

/// The rows of one number, each of which begins with its units: 1 | 修路 | 甲局 | 北街 | 乙局 | 南街, where the column
/// of units stands before that of the words and 修路 is merged.
fn sub_rows(cells: &[Passage], layout: &Layout<'_>) -> Option<Vec<Vec<Passage>>> {
    let columns = layout.columns;
    let role = columns.iter().position(|c| matches!(c.heading, Some(Heading::Role(_))))?;
    if !columns[role..].iter().any(|c| c.heading == Some(Heading::Task)) {
        return None;
    }
    let units = |at: usize| is_sure_unit_list(cells[at].chars(), layout.vocabulary);
    let mut starts: Vec<usize> =
        (1..cells.len()).filter(|at| units(*at) && !units(at - 1)).skip(1).collect();
    let first = *starts.first()?;
    starts.push(cells.len());
    let mut rows = vec![layout.align(&cells[..first])?];
    let own = Layout { columns: &columns[role..], ..*layout };
    for sub in starts.windows(2) {
        let mut row = vec![Passage::default(); role];
        row.extend(own.align(&cells[sub[0]..sub[1]])?);
        rows.push(row);
    }
    Some(rows)
}

/// Whether a cell begins with the number of a section.
pub(super) fn is_section(cell: &Passage) -> bool {
    marker(cell.chars(), 0).is_some_and(|m| m.style <= Style::Section)
}

/// The value of a cell that is nothing but a short number, perhaps with a mark (1*), and no year.
pub(super) fn number(cell: &Passage) -> Option<u32> {
    const YEARS: RangeInclusive<u32> = 1900..=2100;
    written_number(cell).filter(|n| !YEARS.contains(n))
}

/// The same behind a row with the number `last`: the next number is one, were it a year elsewhere.
pub(super) fn number_behind(cell: &Passage, last: u32) -> Option<u32> {
    number(cell).or_else(|| written_number(cell).filter(|n| *n == last + 1))
}

fn written_number(cell: &Passage) -> Option<u32> {
    const LONGEST: usize = 4;
    numeral(cell.whole().trim_end_matches(is_mark)).filter(|_| cell.len() <= LONGEST)
}

/// Cells that go on counting (1、… 2、…) are the lines of one cell.
pub(super) fn joined_points(cells: Vec<Passage>) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    let mut last = None;
    for cell in cells {
        let point = marker(cell.chars(), 0)
            .filter(|m| m.style >= Style::Item)
            .map(|m| (m.style, m.ordinal));
        match (point, last) {
            (Some((style, n)), Some((before, m))) if style == before && n == m + 1 => {
                if let Some(open) = out.last_mut() {
                    open.push(" ", cell.line(0));
                    open.append(&cell);
                }
            }
            _ => out.push(cell),
        }
        last = point;
    }
    out
}

/// Lines that only together name a unit (区综合行政 above 执法局) are the lines of one cell, unless the second
/// begins another cell of the table.
fn joined_names(
    cells: Vec<Passage>,
    all: &[(usize, Passage)],
    vocabulary: &Vocabulary,
) -> Vec<Passage> {
    let known = |first: &Passage, second: &Passage| {
        all.windows(2).any(|pair| {
            pair[1].1.chars().starts_with(second.chars()) && pair[0].1.chars() != first.chars()
        })
    };
    let mut out: Vec<Passage> = Vec::new();
    for cell in cells {
        match out.last_mut() {
            Some(first)
                if is_torn_name(first.chars(), cell.chars(), vocabulary)
                    && !known(first, &cell)
                    || is_torn_list(first.chars(), cell.chars(), vocabulary) =>
            {
                first.append(&cell);
            }
            _ => out.push(cell),
        }
    }
    out
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
        let number = cells.len() == 1 && numeral(&cells[0].whole()).is_some();
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
    Table::new(columns, lines[start].number, rows, start..end)
}
