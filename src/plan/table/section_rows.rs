//! Section rows whose number stands in the column of numbers: 二 | 监管 | | .
//!
//! Owns which kinds of numbers count sections and not measures. Never knows what a section holds.

use super::headings::Column;
use super::rows::{Row, Table};
use crate::plan::measure::{How, RoleClause};
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::statement::places::{self, Place, Statement};
use crate::plan::statement::role_clause::clauses;
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::numeral;
use std::sync::Arc;

/// The heading that a section row gives, and its rank.
pub type SectionHeading = (Style, Passage);

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

/// The words of a section row, and whom it makes responsible for the rows below that name nobody:
/// 二、城乡建设（牵头单位：县住建局）.
pub fn spoken(
    heading: &Passage,
    source: &Arc<str>,
    vocabulary: &Vocabulary,
) -> (String, Vec<RoleClause>) {
    let said = |s: &Statement| {
        matches!(s.place, Place::Bracket | Place::Label) && !s.reading.runs.is_empty()
    };
    let statements = places::find(heading, vocabulary);
    let Some(first) = statements.iter().find(|s| said(s)) else {
        return (heading.whole(), Vec::new());
    };
    let words = heading.slice(0..first.span.start).trimmed().whole();
    let inherited = statements.iter().filter(|s| said(s)).flat_map(|s| {
        let quote = heading.text(s.span.clone());
        clauses(&s.reading, heading, &quote, How::Inherited, source)
    });
    (words, inherited.collect())
}

/// Whether a cell is all that its row holds beside a number: a section row, which may speak.
pub fn is_alone(row: &Row, cell: &Passage) -> bool {
    let others = row.cells.iter().filter(|c| !std::ptr::eq(*c, cell) && !c.is_blank());
    others.into_iter().all(|c| kind(c).is_some()) && !cell.is_blank()
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
fn heading(style: Style, number: &Passage, words: &Passage) -> Passage {
    let printed = number.whole();
    let bare = printed.chars().last().is_some_and(char::is_alphanumeric);
    let stop = match style {
        Style::Chapter if bare => "、",
        Style::Part => " ",
        Style::Item if bare => ".",
        _ => "",
    };
    let mut heading = number.clone();
    heading.push(stop, number.line(0));
    heading.append(words);
    heading
}
