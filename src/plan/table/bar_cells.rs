//! Tables whose cells end in bars, one or a few on a line, rows not told apart.
//!
//! Owns where a row of such cells ends: by the width of the headings, by numbers, by items. Never knows what a
//! row means.

use super::cells::{MOST_HEADINGS, is_section, joined_points, number, number_behind};
use super::grid::is_row_number;
use super::headings::header;
use super::row_layout::Layout;
use super::rows::{Row, Table};
use super::writing::is_bar;
use crate::documents::Line;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::unit_shape::{append_line, is_sure_unit_list};
use crate::plan::vocabulary::{Heading, Vocabulary};

/// Reads such a table.
pub fn bar_cells(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    /// Headings on the first line of a table that has one cell on most others.
    const MOST_ON_A_LINE: usize = 3;
    const LONGEST_HEADING: usize = 8;
    let bars = |l: &Line| l.text.chars().filter(|c| is_bar(*c)).count();
    // Lines that hold whole rows are another kind of table.
    let first = lines[start];
    let parts: Vec<&str> = first.text.split(is_bar).map(str::trim).collect();
    let run_on = holds_headings_and_row(&parts, vocabulary);
    let next = || lines[start + 1..].iter().find(|l| !l.text.trim().is_empty()).map(|l| bars(l));
    let few = || {
        let next = next()?;
        let none = bars(first) + next == 0;
        let short = |part: &&&str| part.chars().count() <= LONGEST_HEADING;
        let headings = parts.iter().filter(|part| !part.is_empty()).count();
        let short = headings <= MOST_ON_A_LINE && parts.iter().filter(short).count() == parts.len();
        Some((bars(first) <= 1 || short) && next <= 1 && !none && first.text.len() <= 200)
    };
    if !run_on && few() != Some(true) {
        return None;
    }
    let head = match run_on || bars(first) > 1 {
        true => parts.iter().find(|part| !part.is_empty())?,
        false => first.text.trim_end_matches(|c: char| is_bar(c) || c.is_whitespace()),
    };
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
    // The last cell of a text may lack its bar.
    let open = (end..lines.len()).find(|i| !lines[*i].text.trim().is_empty());
    if let Some(last) = open
        && quiet == 1
        && is_sure_unit_list(current.chars(), vocabulary)
    {
        cells.push(std::mem::take(&mut current));
        (end, quiet) = (last + 1, 0);
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

/// Whether a line holds headings from 序号 on and, behind them, a row with the number 1.
fn holds_headings_and_row(parts: &[&str], vocabulary: &Vocabulary) -> bool {
    const FEWEST: usize = 3;
    let filled: Vec<&&str> = parts.iter().filter(|part| !part.is_empty()).collect();
    let row = filled.iter().position(|part| **part == "1").unwrap_or(0);
    row >= FEWEST
        && filled.len() > row + 2
        && vocabulary.heading(filled[0]) == Some(Heading::Sequence)
        && filled[..row]
            .iter()
            .any(|part| matches!(vocabulary.heading(part), Some(Heading::Role(_))))
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
                let fits =
                    if number { layout.fits_roles(row) } else { is_moved_left(row, &layout) };
                if !fits {
                    // A row of its own that was blank and lost a cell: the next number begins the next row.
                    let lost = blank.checked_sub(at).filter(|n| *n > 0)?;
                    rest.get(blank).and_then(super::cells::number)?;
                    rest = &rest[lost..];
                    continue;
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
        // Two rows with numbers, and nothing between or behind them.
        let numbered = |row: &Vec<Passage>| row.get(at).is_some_and(|c| number(c).is_some());
        let two = whole == 2 && rows.iter().filter(|row| !note(row)).all(numbered);
        (whole >= FEWEST_ROWS || only || two).then(|| (heads.to_vec(), rows))
    })
}

/// Whether a row that merged cells moved to the left, and blank ones filled up, has units under a heading of
/// units once its cells are laid under their headings.
fn is_moved_left(row: &[Passage], layout: &Layout) -> bool {
    let filled: Vec<Passage> = row.iter().filter(|c| !c.is_blank()).cloned().collect();
    let open = row.last().is_some_and(Passage::is_blank);
    let fits = |laid: Vec<Passage>| layout.role_fits(&laid) > layout.role_fits(row);
    open && filled.len() > 1 && layout.align(&filled).is_some_and(fits)
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
        None => rows_by_item(&body, width)
            .unwrap_or_else(|| rows_by_best_width(body, width, &cells, vocabulary)),
    };
    Some((cells, rows))
}

/// How many headings there are: the cells before the first number, but for a group's name that
/// may stand between.
fn numbered_width(cells: &[Passage], sequence: usize) -> Option<usize> {
    let first = cells.iter().position(|c| number(c).is_some())?;
    let mut starts = vec![first];
    let mut value = number(&cells[first])?;
    for (at, cell) in cells.iter().enumerate().skip(first + 2) {
        if number_behind(cell, value) == Some(value + 1) {
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
        let value = number_behind(&cell, last.unwrap_or(0));
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

/// Rows of the width of the headings, or one cell wider where a heading stands over two columns: whichever fits
/// them best.
fn rows_by_best_width(
    body: Vec<Passage>,
    width: usize,
    heads: &[Passage],
    vocabulary: &Vocabulary,
) -> Vec<Vec<Passage>> {
    let Some(columns) = header(heads, vocabulary) else { return rows_by_width(body, width) };
    let layout = Layout { columns: &columns, wide: width, vocabulary };
    let score = |rows: &Vec<Vec<Passage>>| rows.iter().map(|row| layout.score(row)).sum::<i64>();
    // A heading over two columns may leave a blank cell behind the headings.
    let blank = body.iter().take_while(|c| c.is_blank()).count();
    let ways = [(0, width), (blank, width + blank), (blank, width), (0, width + 1)];
    let cut = |(skip, width): (usize, usize)| rows_by_width(body[skip..].to_vec(), width);
    ways.into_iter().map(cut).rev().max_by_key(score).unwrap_or_default()
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
