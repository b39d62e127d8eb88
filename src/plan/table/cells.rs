//! Tables that were written out one cell a line.
//!
//! Owns blocks of tabbed lines and cells that end in bars. Never knows what a row means.

use super::grid::is_row_number;
use super::headings::{Column, cell_headings, header, same_headings, unbroken};
use super::row_layout::Layout;
use super::rows::{Row, Table};
use super::stream;
use super::writing::is_bar;
use crate::documents::Line;
use crate::plan::passage::Passage;
use crate::plan::prose::numbering::{Style, marker};
use crate::plan::prose::paragraphs::is_page_number;
use crate::plan::unit_shape::{append_line, is_mark, is_sure_unit_list, is_torn_name};
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::{is_han, numeral};

/// A table with one cell a line.
pub fn cell_a_line(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    if let Some(table) = numbered_cells(lines, start, vocabulary) {
        return Some(table);
    }
    let (cells, body) = cell_headings(lines, start, vocabulary)?;
    let columns = header(&cells, vocabulary)?;
    let tabbed = lines[start].text.starts_with('\t');
    if let [units, words] = columns.as_slice()
        && matches!(units.heading, Some(Heading::Role(_)))
        && words.heading == Some(Heading::Task)
        && !tabbed
    {
        return units_and_words(lines, start, body, columns, vocabulary);
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
const MOST_HEADINGS: usize = 30;

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
        if stream::ends_table(cell.chars(), vocabulary) {
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
    let columns = header(&unbroken(heads.clone(), vocabulary), vocabulary);
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
        let follows = |v: &u32| last.is_none_or(|l| *v > l || *v == 1);
        let Some(value) = number(first).filter(follows) else {
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
        let limit = (at + 1..end_of_row)
            .find(|n| is_section(&body[*n].1) || body[*n].1.whole() == heads[0].whole());
        let numbered = |wanted: &dyn Fn(u32) -> bool| {
            let cells = at + 2..limit.unwrap_or(end_of_row);
            cells.into_iter().find(|n| number(&body[*n].1).is_some_and(wanted))
        };
        // Numbers may skip or begin anew, where words follow and no other figure.
        let opens = |n: &usize| {
            body.get(n + 1).is_some_and(|(_, c)| c.chars().first().is_some_and(|c| is_han(*c)))
        };
        // What concerns one body, taken from a longer table, keeps the numbers it had there.
        let goes_on = |n: &usize| {
            let behind = &body[n + 1..limit.unwrap_or(end_of_row)];
            number(&body[*n].1)
                .is_some_and(|v| behind.iter().any(|(_, c)| number(c) == Some(v + 1)))
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
        // Behind the last row other text may follow: as many cells as fit.
        let longest = if next == body.len() { row.len().min(columns.len() + 4) } else { row.len() };
        let shortest = if next == body.len() { 2 } else { row.len() };
        let laid = (shortest..=longest).rev().find_map(|n| Some((n, layout.align(row.get(..n)?)?)));
        match laid {
            Some((taken, laid)) => {
                fit += 1;
                end = body[(at + taken - 1).min(next - 1)].0 + 1;
                rows.push(Row { cells: laid, line: lines[*i].number, aligned: true, header: 0 });
            }
            None => misfit += 1,
        }
        at = next;
    }
    (fit > 0 && misfit == 0)
        .then(|| Table::new(columns, lines[start].number, rows, start..end).flattened())
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
fn is_section(cell: &Passage) -> bool {
    marker(cell.chars(), 0).is_some_and(|m| m.style <= Style::Section)
}

/// A table whose cells end in bars, one or a few on a line, rows not told apart.
pub fn bar_cells(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
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
            let part = Passage::new(part, line.number).trimmed();
            if current.len() > 0 && part.whole() == head.trim() {
                // The headings again, below the title of another table.
                current = Passage::default();
            }
            append_line(&mut current, &part, vocabulary);
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
    let (heads, rows) = match by_exact_width(&cells, vocabulary) {
        Some(found) => found,
        None => by_numbers(cells, vocabulary)?,
    };
    let columns = header(&heads, vocabulary)?;
    let width = heads.len();
    let layout = Layout { columns: &columns, wide: width, vocabulary };
    let mut rows: Vec<Vec<Passage>> = rows
        .into_iter()
        .map(joined_points)
        .filter(|cells| cells.iter().any(|c| !c.is_blank()))
        .filter(|cells| header(cells, vocabulary).is_none())
        .collect();
    // Where every row is whole, a shorter one in whose open cell the text ends was cut off.
    let ends = current.len() > 0 && quiet <= 2;
    let cut = rows.split_last().filter(|_| ends).and_then(|(last, others)| {
        let filled = last.iter().rposition(|c| !c.is_blank()).map_or(0, |at| at + 1);
        let whole = others.iter().all(|row| row.len() == width || row.len() == 1);
        (filled > 1 && filled < width && whole && !others.is_empty()).then_some(others.len())
    });
    if let Some(last) = cut.and_then(|at| rows.get_mut(at)) {
        last.resize_with(width, Passage::default);
    }
    let rows: Vec<Row> = rows
        .into_iter()
        .enumerate()
        .map(|(n, cells)| {
            let line = cells.iter().find(|c| c.len() > 0).map_or(0, |c| c.line(0));
            let filled = || cells.iter().filter(|c| !c.is_blank()).cloned().collect::<Vec<_>>();
            // A row may have lost one cell and gained a blank one.
            let better = |laid: &Vec<Passage>| {
                cells.len() != width || layout.role_fits(laid) > layout.role_fits(&cells)
            };
            let laid = layout.align(&filled()).filter(better).filter(|_| cut != Some(n));
            let aligned = cells.len() == width || laid.is_some();
            Row { line, aligned, cells: laid.unwrap_or(cells), header: 0 }
        })
        .collect();
    (!rows.is_empty()).then(|| Table::new(columns, first.number, rows, start..end).flattened())
}

/// Headings and rows of cells.
type Cut = (Vec<Passage>, Vec<Vec<Passage>>);

/// Headings and rows where all rows have as many cells as there are headings, blank ones too: units
/// stand under headings of units in every row, and nothing but numbers under 序号.
fn by_exact_width(cells: &[Passage], vocabulary: &Vocabulary) -> Option<Cut> {
    const FEWEST_ROWS: usize = 3;
    let sequence = |c: &Passage| vocabulary.heading(&c.whole()) == Some(Heading::Sequence);
    let at = cells.iter().take(3).position(sequence)?;
    // A row is no part of the headings, however well rows of twice the width would fit.
    let first = cells.iter().position(|c| number(c).is_some()).unwrap_or(cells.len());
    let most = MOST_HEADINGS.min(first).min(cells.len().saturating_sub(1));
    (3..=most).find_map(|width| {
        let heads = &cells[..width];
        let columns = header(heads, vocabulary)?;
        let layout = Layout { columns: &columns, wide: width, vocabulary };
        let mut rows = Vec::new();
        let mut whole = 0;
        let mut rest = &cells[width..];
        while !rest.is_empty() {
            let blank = rest.iter().take_while(|c| c.is_blank()).count();
            let section = rest.get(blank).is_some_and(is_section);
            let behind = rest.iter().skip(blank + 1).take_while(|c| c.is_blank()).count();
            if section && behind + 1 >= width {
                // A merged cell may leave one blank cell more or less.
                rows.push(vec![rest[blank].clone()]);
                rest = &rest[blank + width..];
                continue;
            }
            let row = &rest[..width.min(rest.len())];
            let number = row.get(at).is_none_or(|c| c.is_blank() || is_row_number(c));
            let says = row.iter().any(|c| !c.is_blank());
            if row.len() == width && says {
                if !number || !layout.fits_roles(row) {
                    return None;
                }
                whole += 1;
            }
            let mut cells = row.to_vec();
            cells.resize_with(width, Passage::default);
            rows.push(cells);
            rest = &rest[row.len()..];
        }
        // A single row, and the text ends with it.
        let known = columns.iter().filter(|c| c.heading.is_some()).count();
        let note = |row: &Vec<Passage>| row.iter().filter(|c| !c.is_blank()).count() == 1;
        let only = whole == 1 && known * 2 >= columns.len() && rows.iter().skip(1).all(note);
        (whole >= FEWEST_ROWS || only).then(|| (heads.to_vec(), rows))
    })
}

/// Headings and rows where the numbers say how long they are.
fn by_numbers(mut cells: Vec<Passage>, vocabulary: &Vocabulary) -> Option<Cut> {
    // The headings reach to the first number; without a column of numbers, to the first words that
    // are no heading.
    let known = |c: &Passage| vocabulary.heading(&c.whole()).is_some();
    let sequence = cells
        .iter()
        .take(3)
        .position(|c| vocabulary.heading(&c.whole()) == Some(Heading::Sequence));
    let numbered = sequence.filter(|_| cells.iter().any(|c| number(c).is_some()));
    let width = match numbered {
        Some(sequence) => numbered_width(&cells, sequence).filter(|n| *n <= MOST_HEADINGS)?,
        None => cells.iter().take_while(|c| known(c)).count(),
    };
    header(&cells[..width], vocabulary).filter(|_| width >= 3)?;
    let mut body = cells.split_off(width);
    let heads: Vec<String> = cells.iter().map(Passage::whole).collect();
    let again = |w: &[Passage]| w.iter().map(Passage::whole).eq(heads.iter().cloned());
    while let Some(at) = body.windows(width).position(again) {
        body.drain(at..at + width);
    }
    let rows = match numbered {
        Some(sequence) => rows_by_number(body, width, sequence),
        None => rows_by_item(&body, width).unwrap_or_else(|| rows_by_width(body, width)),
    };
    Some((cells, rows))
}

/// The value of a cell that is nothing but a short number, perhaps with a mark (1*).
fn number(cell: &Passage) -> Option<u32> {
    numeral(cell.whole().trim_end_matches(is_mark)).filter(|_| cell.len() <= 3)
}

/// How many headings there are: the cells before the first number, but for a group's name that
/// may stand between.
fn numbered_width(cells: &[Passage], sequence: usize) -> Option<usize> {
    let first = cells.iter().position(|c| number(c).is_some())?;
    let mut starts = vec![first];
    let mut value = number(&cells[first])?;
    for (at, cell) in cells.iter().enumerate().skip(first + 2) {
        if number(cell) == Some(value + 1) {
            starts.push(at);
            value += 1;
        }
    }
    // A row without a group's name behind it is as long as the headings from the number on.
    let shortest =
        starts.windows(2).map(|w| w[1] - w[0]).min().unwrap_or(first - sequence.min(first));
    let width = shortest + sequence;
    Some(if width < first && first - width <= 2 { width } else { first })
}

/// Rows that each hold the number after the last one, or 1 again, in column `sequence`; what is left
/// between two rows names a group: in the columns before the number, or in a row of its own.
fn rows_by_number(cells: Vec<Passage>, width: usize, sequence: usize) -> Vec<Vec<Passage>> {
    let mut rows: Vec<Vec<Passage>> = Vec::new();
    let mut group: Vec<Passage> = Vec::new();
    let mut last = None;
    // Cells of the open row from its number on.
    let mut own = 0;
    for cell in cells {
        let value = number(&cell);
        let next = value.is_some_and(|v| last.is_none_or(|l| v == l + 1 || v == 1)) && own != 1;
        if next {
            last = value;
            own = 1;
            let mut row = Vec::new();
            if sequence > 0 && group.len() <= sequence {
                row.append(&mut group);
            } else {
                rows.extend(group.drain(..).map(|cell| vec![cell]));
            }
            row.resize_with(sequence.max(row.len()), Passage::default);
            row.push(cell);
            rows.push(row);
        } else if own == 0 || own >= width - sequence {
            group.push(cell);
        } else {
            own += 1;
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
        }
    }
    match rows.last_mut() {
        Some(row) => row.append(&mut group),
        None => rows.extend(group.drain(..).map(|cell| vec![cell])),
    }
    rows
}

/// Cells that go on counting (1、… 2、…) are the lines of one cell.
fn joined_points(cells: Vec<Passage>) -> Vec<Passage> {
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
                    && !known(first, &cell) =>
            {
                first.append(&cell);
            }
            _ => out.push(cell),
        }
    }
    out
}

/// Rows that each begin with the words of a numbered item (1.1 设置公益广告), where merged cells left rows of
/// different lengths; `None` where every row is whole, or one would be longer than the headings.
fn rows_by_item(cells: &[Passage], width: usize) -> Option<Vec<Vec<Passage>>> {
    const FEWEST: usize = 3;
    let item = |c: &Passage| {
        marker(c.chars(), 0).is_some_and(|m| m.style >= Style::Item && m.end < c.len())
    };
    let starts: Vec<usize> = (0..cells.len()).filter(|i| item(&cells[*i])).collect();
    let whole = cells.len() == starts.len() * width;
    if starts.len() < FEWEST || whole || starts[0] > 0 {
        return None;
    }
    let ends = starts[1..].iter().copied().chain([cells.len()]);
    let rows: Vec<Vec<Passage>> =
        starts.iter().zip(ends).map(|(start, end)| cells[*start..end].to_vec()).collect();
    rows.iter().all(|row| row.len() <= width).then_some(rows)
}

/// Rows of a table without a column of numbers: of one width, or (group) number words units …
fn rows_by_width(cells: Vec<Passage>, width: usize) -> Vec<Vec<Passage>> {
    let numbers = cells.iter().filter(|c| number(c).is_some()).count();
    if numbers * width * 2 < cells.len() || numbers == 0 {
        return cells.chunks(width).map(<[Passage]>::to_vec).collect();
    }
    let mut rows: Vec<Vec<Passage>> = Vec::new();
    let mut cells = cells.into_iter();
    let mut group = Vec::new();
    while let Some(cell) = cells.next() {
        if number(&cell).is_none() {
            group.push(cell);
            continue;
        }
        // The number opens the words behind it, as an item's does; a group stands before it.
        let mut words = cell;
        if let Some(text) = cells.next() {
            words.push(".", text.line(0));
            words.append(&text);
        }
        let mut row = vec![group.pop().unwrap_or_default(), words];
        row.extend(cells.by_ref().take(width.saturating_sub(2)));
        rows.push(row);
        rows.extend(group.drain(..).map(|cell| vec![cell]));
    }
    rows
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
