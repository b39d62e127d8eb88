//! Tables drawn with lines: ┌──┬──┐ and │ │, or +---+---+ and | |.
//!
//! Owns the lines between rows, which say what belongs to one row and which cells are merged. Never
//! knows what a row means.

use super::headings::{Column, as_columns, header, same_headings, under};
use super::matrix::{matrix_header, names_roles, units_under};
use super::rows::{Row, Table};
use super::writing::is_bar;
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::passage::Passage;
use crate::plan::unit_shape::append_line;
use crate::plan::vocabulary::{Heading, Vocabulary};
use std::iter::repeat_n;

/// The most lines that the headings of a drawn table take.
const LONGEST_HEAD: usize = 12;

/// What one line of a drawn table is.
enum Drawn {
    /// A line across all columns.
    Rule,
    /// A line across some columns; the others hold a cell that goes on below it.
    PartRule(Vec<Option<Passage>>),
    /// Cells.
    Cells(Vec<Passage>),
    /// Nothing drawn.
    Plain,
}

/// Printed lines between two drawn ones.
struct Stripe {
    /// The cells of every line.
    printed: Vec<Vec<Passage>>,
    /// Which columns go on from the stripe above.
    goes_on: Vec<bool>,
}

/// The drawn table that begins on line `start`.
pub fn ruled(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let drawn_below = || lines[start + 1..].iter().take(LONGEST_HEAD).any(|l| is_rule(l));
    let opens = match drawn(lines[start]) {
        Drawn::Rule => start + 1,
        Drawn::Cells(cells) if vocabulary.heading(&cells.first()?.whole()).is_some() => {
            drawn_below().then_some(start)?
        }
        _ => return None,
    };
    let (head, mut end) = block(lines, opens)?;
    let columns = headings(&head, vocabulary)?;
    let mut blocks = Vec::new();
    while let Some((stripes, behind)) = next_block(lines, end) {
        blocks.push(stripes);
        end = behind;
    }
    // Where lines are drawn only around the headings, every printed line is a row.
    let apart = blocks.len() > 1 || blocks.iter().any(|b| b.len() > 1);
    let mut rows = Vec::new();
    for stripes in &blocks {
        let again = headings(stripes, vocabulary);
        if again.is_none_or(|again| !same_headings(&again, &columns)) {
            rows.extend(block_rows(stripes, &columns, apart, vocabulary));
        }
    }
    let table = Table::new(columns, lines[opens].number, rows, start..end);
    Some(table).filter(|t| !t.rows.is_empty() && names_roles(t, vocabulary))
}

/// The block that follows at `at`, behind drawn lines and the end of a page.
fn next_block(lines: &[&Line], at: usize) -> Option<(Vec<Stripe>, usize)> {
    const MOST_BETWEEN: usize = 6;
    let between = |line: &&&Line| {
        let text = Passage::new(&line.text, line.number).trimmed();
        text.is_blank() || is_page_number(text.chars()) || is_rule(line)
    };
    let skipped = lines.get(at..)?.iter().take(MOST_BETWEEN).take_while(between).count();
    block(lines, at + skipped)
}

/// The stripes from line `at` to the next line across all columns or the end of what is drawn, and the
/// line behind that.
fn block(lines: &[&Line], at: usize) -> Option<(Vec<Stripe>, usize)> {
    let mut stripes: Vec<Stripe> = Vec::new();
    let mut goes_on = Some(Vec::new());
    for (i, line) in lines.iter().enumerate().skip(at) {
        match drawn(line) {
            Drawn::Rule => return (!stripes.is_empty()).then_some((stripes, i + 1)),
            Drawn::Plain => return (!stripes.is_empty()).then_some((stripes, i)),
            Drawn::PartRule(parts) => {
                goes_on = Some(parts.iter().map(Option::is_some).collect());
                if parts.iter().flatten().any(|cell| !cell.is_blank())
                    && let Some(stripe) = stripes.last_mut()
                {
                    // Above the line a cell may reach over several columns.
                    let mut above = parts;
                    if above.len() != stripe.printed[0].len() {
                        above.dedup_by(|a, b| a.is_none() && b.is_none());
                    }
                    stripe.printed.push(above.into_iter().map(Option::unwrap_or_default).collect());
                }
            }
            Drawn::Cells(cells) => match (stripes.last_mut(), goes_on.take()) {
                (Some(stripe), None) => stripe.printed.push(cells),
                (_, goes_on) => stripes
                    .push(Stripe { printed: vec![cells], goes_on: goes_on.unwrap_or_default() }),
            },
        }
    }
    // The text may end inside a row.
    (!stripes.is_empty()).then_some((stripes, lines.len()))
}

/// The headings of a block, in one stripe or in two.
fn headings(stripes: &[Stripe], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    if stripes.iter().take(2).any(|stripe| stripe.printed.len() > LONGEST_HEAD) {
        return None;
    }
    let mut first = joined(&stripes.first()?.printed, vocabulary);
    let mut second = stripes.get(1).map(|s| joined(&s.printed, vocabulary));
    if let Some(second) = &mut second {
        // A heading over several columns stands for as many as the second stripe has more.
        let span = |c: &Passage| vocabulary.heading(&c.whole()) == Some(Heading::Span);
        let over = first.iter().position(span).unwrap_or(first.len() - 1);
        let more = second.len().saturating_sub(first.len());
        first.splice(over + 1..over + 1, repeat_n(Passage::default(), more));
        for ((above, below), goes_on) in first.iter_mut().zip(second).zip(&stripes[1].goes_on) {
            if *goes_on {
                append_line(above, &std::mem::take(below), vocabulary);
            }
        }
    }
    let mut columns = header(&first, vocabulary).or_else(|| matrix_header(&first, vocabulary))?;
    if let Some(second) = second
        && !units_under(&mut columns, &second, vocabulary)
        && let Some(second) = as_columns(&second, vocabulary)
    {
        under(&mut columns, &second);
    }
    Some(columns)
}

/// Printed lines as one row of cells; a line with fewer or more cells than the first is left out.
fn joined(printed: &[Vec<Passage>], vocabulary: &Vocabulary) -> Vec<Passage> {
    let mut printed = printed.iter();
    let mut cells = printed.next().cloned().unwrap_or_default();
    for line in printed.filter(|line| line.len() == cells.len()).collect::<Vec<_>>() {
        for (cell, more) in cells.iter_mut().zip(line) {
            append_line(cell, more, vocabulary);
        }
    }
    cells
}

/// The rows of a block.
fn block_rows(
    stripes: &[Stripe],
    columns: &[Column],
    apart: bool,
    vocabulary: &Vocabulary,
) -> Vec<Row> {
    let sequence = columns.iter().position(|c| c.heading == Some(Heading::Sequence));
    let numbered = |line: &Vec<Passage>| {
        sequence.and_then(|s| line.get(s)).is_some_and(|number| !number.is_blank())
    };
    let every = !apart && sequence.is_none();
    let mut rows: Vec<Vec<Passage>> = Vec::new();
    // The row in which the cell of each column began, and the rows that it spans: (row, column, first).
    let mut began = vec![0; columns.len()];
    let mut spanned: Vec<(usize, usize, usize)> = Vec::new();
    for stripe in stripes {
        let numbers = stripe.printed.iter().filter(|l| numbered(l)).count();
        let mut pieces: Vec<Vec<Vec<Passage>>> = Vec::new();
        for line in &stripe.printed {
            let opens = every || numbers > 1 && numbered(line);
            match pieces.last_mut() {
                Some(piece) if !opens && piece[0].len() == line.len() => piece.push(line.clone()),
                _ => pieces.push(vec![line.clone()]),
            }
        }
        let top = rows.len();
        rows.extend(pieces.iter().map(|piece| joined(piece, vocabulary)));
        for (column, first) in began.iter_mut().enumerate() {
            let whole = |row: usize| rows[row].len() == columns.len();
            if stripe.goes_on.get(column) == Some(&true) && whole(*first) && whole(top) {
                let more = std::mem::take(&mut rows[top][column]);
                append_line(&mut rows[*first][column], &more, vocabulary);
                spanned.push((top, column, *first));
            } else {
                *first = top;
            }
        }
    }
    for (row, column, first) in spanned {
        // Units of a merged cell hold for all its rows; its words stand in the first.
        if matches!(columns[column].heading, Some(Heading::Role(_))) {
            rows[row][column] = rows[first][column].clone();
        }
    }
    rows.into_iter()
        .filter_map(|cells| {
            let line = cells.iter().find(|c| !c.is_blank())?.line(0);
            Some(Row { aligned: cells.len() == columns.len(), cells, line, header: 0 })
        })
        .collect()
}

/// Whether a line is nothing but drawn, across all columns.
pub fn is_rule(line: &Line) -> bool {
    matches!(drawn(line), Drawn::Rule)
}

/// What a line is, by the drawn characters in it.
fn drawn(line: &Line) -> Drawn {
    let text: Vec<char> = line.text.trim().chars().collect();
    let flat = |i: usize| text.get(i).is_some_and(|c| "─━═┄┅┈┉╌╍-=".contains(*c));
    let corner = |i: usize| match text[i] {
        '+' => flat(i + 1) || i > 0 && flat(i - 1),
        c => matches!(c, '\u{2500}'..='\u{257F}') && !flat(i) && !is_upright(c),
    };
    let mut corners = 0;
    let mut pieces = vec![String::new()];
    for (i, c) in text.iter().enumerate() {
        let corner = corner(i);
        corners += usize::from(corner);
        if corner || is_upright(*c) {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(*c);
        }
    }
    if pieces.len() < 2 || text.len() < 3 {
        return Drawn::Plain;
    }
    // The drawn ends of the line are no cells.
    let edge = |piece: Option<&String>| piece.is_some_and(String::is_empty);
    if edge(pieces.first()) {
        pieces.remove(0);
    }
    if edge(pieces.last()) {
        pieces.pop();
    }
    // A single dash in a cell is a word.
    let rule = |piece: &String| {
        piece.chars().all(|c| "─━═┄┅┈┉╌╍-=".contains(c))
            && !["", "-", "="].contains(&piece.as_str())
    };
    let cell = |piece: &String| Passage::new(piece, line.number).trimmed();
    match pieces.iter().filter(|p| rule(p)).count() {
        0 if pieces.is_empty() || corners > 0 => Drawn::Plain,
        0 => Drawn::Cells(pieces.iter().map(cell).collect()),
        n if n == pieces.len() && corners > 0 => Drawn::Rule,
        _ if corners > 0 => {
            Drawn::PartRule(pieces.iter().map(|p| (!rule(p)).then(|| cell(p))).collect())
        }
        _ => Drawn::Cells(pieces.iter().map(cell).collect()),
    }
}

fn is_upright(c: char) -> bool {
    is_bar(c) || matches!(c, '╎' | '╏' | '┆' | '┇' | '┊' | '┋')
}
