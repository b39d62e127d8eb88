//! Section rows whose number stands in the column of numbers: 二 | 监管 | | .
//!
//! Owns which kinds of numbers count sections and not measures. Never knows what a section holds.

use super::outline::{Style, marker};
use super::passage::Passage;
use super::table_headings::Column;
use super::table_rows::{Row, Table};
use super::vocabulary::{Heading, Vocabulary};
use crate::text::numeral;

/// The heading that a section row gives, and its rank.
pub type SectionHeading = (Style, String);

/// For every row of a table the section it opens, if it opens one.
///
/// Numbers of one kind count sections when none of their rows names a unit, and rows of a lower rank
/// do: 一 and 二 over 1, 2, 3 with units, never a 3 whose units stand in a merged cell above.
pub fn section_rows(table: &Table, vocabulary: &Vocabulary) -> Vec<Option<SectionHeading>> {
    let kinds: Vec<Option<Style>> =
        table.rows.iter().map(|row| number_cell(table, row).and_then(kind)).collect();
    let speaks: Vec<bool> =
        table.rows.iter().map(|row| names_units(table, row, vocabulary)).collect();
    let spoken = |of: Option<Style>| kinds.iter().zip(&speaks).any(|(k, s)| *s && *k == of);
    let opens = |style: Style| {
        let ranks_below = |k: &Option<Style>| k.is_none_or(|k| k > style);
        !spoken(Some(style)) && kinds.iter().zip(&speaks).any(|(k, s)| *s && ranks_below(k))
    };
    table
        .rows
        .iter()
        .zip(&kinds)
        .map(|(row, kind)| {
            let style = kind.filter(|style| opens(*style))?;
            let number = number_cell(table, row)?;
            let mut others = row
                .cells
                .iter()
                .filter(|c| !std::ptr::eq(*c, number) && !vocabulary.is_blank_cell(c.chars()));
            let words = others.next().filter(|_| others.next().is_none())?;
            Some((style, heading(style, number, words)))
        })
        .collect()
}

fn number_cell<'t>(table: &Table, row: &'t Row) -> Option<&'t Passage> {
    let sequence = |c: &Column| c.heading == Some(Heading::Sequence);
    let at = table.headers[row.header].iter().position(sequence)?;
    row.cells.get(at).filter(|c| row.cells.len() > 1 && !c.is_blank())
}

/// The kind of a number that fills its cell.
fn kind(cell: &Passage) -> Option<Style> {
    let plain = cell.trimmed();
    match marker(plain.chars(), 0) {
        Some(m) if m.end == plain.len() => Some(m.style),
        Some(_) => None,
        None => numeral(&plain.whole())
            .map(|_| if plain.chars()[0].is_ascii_digit() { Style::Item } else { Style::Chapter }),
    }
}

fn names_units(table: &Table, row: &Row, vocabulary: &Vocabulary) -> bool {
    let columns = &table.headers[row.header];
    columns.iter().zip(&row.cells).any(|(column, cell)| {
        matches!(column.heading, Some(Heading::Role(_))) && !vocabulary.is_blank_cell(cell.chars())
    })
}

/// Number and words as a heading has them: 二、监管, （二）监管.
fn heading(style: Style, number: &Passage, words: &Passage) -> String {
    let number = number.whole();
    let bare = number.chars().last().is_some_and(char::is_alphanumeric);
    let stop = match style {
        Style::Chapter if bare => "、",
        Style::Part => " ",
        Style::Item if bare => ".",
        _ => "",
    };
    format!("{number}{stop}{}", words.whole())
}
