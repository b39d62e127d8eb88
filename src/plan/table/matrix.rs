//! Tables whose columns are units and whose cells are marks: ★ leads, △ supports.
//!
//! Owns what the marks mean, by the words beside the table. Never knows how the table was written.

use super::headings::Column;
use super::rows::{Row, Table};
use crate::documents::Line;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{is_sure_unit_list, is_unit_list, names};
use crate::plan::vocabulary::{Found, Heading, Label, Verb, Vocabulary};
use crate::text::{fold, folded};
use std::collections::BTreeMap;

/// What was learnt about the marks of tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The lines that explain marks, and what they say.
    pub explained: Vec<(u32, Vec<(char, Role)>)>,
    /// The marks that nothing explains.
    pub unknown: Vec<UnknownMarks>,
}

/// Marks that nothing beside their table explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownMarks {
    /// The marks, each once.
    pub marks: Vec<String>,
    /// First line where one stands.
    pub first: u32,
    /// Last line where one stands.
    pub last: u32,
}

/// The headings of a table of marks: two units at least behind known headings, or behind a blank one over the
/// tasks.
pub fn matrix_header(cells: &[Passage], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    // Beside two sure units a weaker name is one too.
    let sure = cells.iter().filter(|c| is_unit(c, vocabulary)).nth(1).is_some();
    let columns: Vec<Column> = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| match sure && may_be_unit(cell, vocabulary) {
            true => unit_column(cell),
            false => Column {
                heading: match at {
                    0 if cell.is_blank() => Some(Heading::Task),
                    _ => vocabulary.heading(&cell.whole()),
                },
                text: cell.whole(),
                first_leads: None,
            },
        })
        .collect();
    let unit = |c: &&Column| c.heading == Some(Heading::Unit);
    let others = columns.len() - columns.iter().filter(unit).count();
    let known = columns.iter().filter(|c| !unit(c) && c.heading.is_some()).count();
    (sure && others > 0 && known == others).then_some(columns)
}

/// Lays a second row of headings, units below a heading that spans them, under the first.
pub fn units_under(first: &mut [Column], second: &[Passage], vocabulary: &Vocabulary) -> bool {
    let open = |c: &Column| {
        c.text.is_empty() || matches!(c.heading, Some(Heading::Role(_) | Heading::Span))
    };
    let fits = second.len() == first.len()
        && second.iter().filter(|c| !c.is_blank()).count() > 1
        && first
            .iter()
            .zip(second)
            .all(|(above, below)| below.is_blank() || open(above) && is_unit(below, vocabulary));
    if fits {
        for (above, below) in first.iter_mut().zip(second).filter(|(_, below)| !below.is_blank()) {
            *above = unit_column(below);
        }
    }
    fits
}

/// Whether a row holds marks below units, and nothing else there.
pub fn has_marks(cells: &[Passage], columns: &[Column], vocabulary: &Vocabulary) -> bool {
    let below = columns.iter().zip(cells).filter(|(c, _)| is_unit_column(c, vocabulary));
    are_marks(below.map(|(_, cell)| cell), vocabulary)
}

/// Whether most rows of a table hold marks below units.
fn is_matrix(table: &Table, vocabulary: &Vocabulary) -> bool {
    let whole = |r: &&Row| r.cells.iter().filter(|c| !c.is_blank()).count() > 1;
    let marked = |r: &&Row| has_marks(&r.cells, &table.headers[r.header], vocabulary);
    let (all, marked) = (table.rows.iter().filter(whole), table.rows.iter().filter(marked));
    marked.count() * 2 > all.count()
}

/// Whether a table says who does what: in columns of roles, or with marks.
pub fn names_roles(table: &Table, vocabulary: &Vocabulary) -> bool {
    let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_) | Heading::Span));
    table.headers[0].iter().any(role) || is_matrix(table, vocabulary)
}

/// Turns a table of marks into one whose columns are roles; other tables stay as they are.
pub fn with_roles(
    table: Table,
    lines: &[&Line],
    vocabulary: &Vocabulary,
    marks: &mut Marks,
) -> Table {
    let columns = &table.headers[0];
    if !is_matrix(&table, vocabulary) {
        return table;
    }
    let meaning = legend(&table, lines, vocabulary, &mut marks.explained);
    let is_unit = |c: &Column| is_unit_column(c, vocabulary);
    let others: Vec<usize> = (0..columns.len()).filter(|i| !is_unit(&columns[*i])).collect();
    let mut missing = UnknownMarks { marks: Vec::new(), first: u32::MAX, last: 0 };
    let mut rows = Vec::new();
    for row in &table.rows {
        let mut named = vec![Passage::default(); Role::ALL.len()];
        for (column, cell) in columns.iter().zip(&row.cells).filter(|(c, _)| is_unit(c)) {
            let Some(mark) = mark(cell, vocabulary) else { continue };
            let Some(role) = meaning.get(&mark).copied().flatten() else {
                missing.first = missing.first.min(cell.line(0));
                missing.last = missing.last.max(cell.line(0));
                if !missing.marks.contains(&mark) {
                    missing.marks.push(mark);
                }
                continue;
            };
            for (names, _) in named.iter_mut().zip(Role::ALL).filter(|(_, r)| *r == role) {
                let join = if names.len() > 0 { "、" } else { "" };
                names.push(&format!("{join}{}", column.text), cell.line(0));
            }
        }
        if row.cells.iter().filter(|c| !c.is_blank()).count() > 1 {
            // A blank cell here is never part of a merged one.
            let none = named.iter_mut().filter(|names| names.len() == 0);
            none.for_each(|names| names.push("-", row.line));
        }
        let own = others.iter().map(|i| row.cells.get(*i).cloned().unwrap_or_default());
        let cells = own.chain(named).collect();
        rows.push(Row { cells, line: row.line, aligned: true, header: 0 });
    }
    if !missing.marks.is_empty() {
        marks.unknown.push(missing);
    }
    let role = |role| Column {
        heading: Some(Heading::Role(Label::Role(role))),
        text: role.zh().to_owned(),
        first_leads: None,
    };
    let headers =
        vec![others.iter().map(|i| columns[*i].clone()).chain(Role::ALL.map(role)).collect()];
    Table { headers, rows, ..table }
}

/// What the marks of a table mean: role words by themselves, others by the lines beside the table.
/// A mark that is explained in two ways means nothing.
fn legend(
    table: &Table,
    lines: &[&Line],
    vocabulary: &Vocabulary,
    said: &mut Vec<(u32, Vec<(char, Role)>)>,
) -> BTreeMap<String, Option<Role>> {
    const NEAR: usize = 10;
    let mut meaning: BTreeMap<String, Option<Role>> = BTreeMap::new();
    for (column, cell) in table.rows.iter().flat_map(|r| table.headers[0].iter().zip(&r.cells)) {
        if is_unit_column(column, vocabulary)
            && let Some(mark) = mark(cell, vocabulary)
        {
            let words: Vec<char> = mark.chars().collect();
            meaning.entry(mark).or_insert_with(|| role_in(&words, vocabulary));
        }
    }
    let marks: Vec<char> =
        meaning.keys().filter(|m| m.chars().count() == 1).flat_map(|m| m.chars()).collect();
    let above = lines[..table.lines.start].iter().rev().take(NEAR);
    let below = lines[table.lines.end..].iter().take(NEAR);
    for line in above.chain(below) {
        let chars: Vec<char> = line.text.chars().map(fold).collect();
        let clauses = chars.split(|c| ",;、。()".contains(*c)).filter(|c| c.len() <= 40);
        let found: Vec<(char, Role)> =
            clauses.flat_map(|clause| explained(clause, &marks, vocabulary)).collect();
        for (mark, role) in &found {
            let known = meaning.entry(mark.to_string()).or_default();
            *known = if known.is_none_or(|k| k == *role) { Some(*role) } else { None };
        }
        if !found.is_empty() {
            said.push((line.number, found));
        }
    }
    meaning
}

/// The marks that a clause explains: ★为牵头单位, 牵头单位用★表示, ★牵头 △配合.
fn explained(clause: &[char], marks: &[char], vocabulary: &Vocabulary) -> Vec<(char, Role)> {
    let mut words: Vec<char> = clause.iter().copied().filter(|c| *c != ' ').collect();
    // 说明:★牵头 △配合
    if let Some(colon) = words.iter().position(|c| *c == ':')
        && !words[..colon].iter().any(|c| marks.contains(c))
        && role_in(&words[..colon], vocabulary).is_none()
    {
        words.drain(..=colon);
    }
    // 配:配合单位 has its mark in the word too.
    let spoken = vocabulary.scan(&words);
    let alone = |i: &usize| !spoken.iter().any(|f| (f.start..f.end).contains(i));
    let at: Vec<usize> =
        (0..words.len()).filter(|i| marks.contains(&words[*i])).filter(alone).collect();
    let (Some(first), Some(last)) = (at.first(), at.last()) else { return Vec::new() };
    // Several marks in one clause: each before its word, or each behind it.
    let parts: Vec<(usize, usize)> = if at.len() == 1 {
        vec![(0, words.len())]
    } else if *first == 0 {
        let ends = at[1..].iter().copied().chain([words.len()]);
        at.iter().copied().zip(ends).collect()
    } else if *last + 1 == words.len() {
        let starts = [0].into_iter().chain(at.iter().map(|i| i + 1));
        starts.zip(at.iter().map(|i| i + 1)).collect()
    } else {
        return Vec::new();
    };
    parts
        .into_iter()
        .filter_map(|(start, end)| {
            let mark = *at.iter().find(|i| (start..end).contains(*i))?;
            let role = beside(&words[start..mark], &words[mark + 1..end], vocabulary)?;
            let joined = |c: &char| "为是指即=:表示代“”\"".contains(*c);
            let set_off = !words[mark].is_alphanumeric() || words.get(mark + 1).is_some_and(joined);
            set_off.then_some((words[mark], role))
        })
        .collect()
}

/// The role named right behind a mark, or right before it, with hardly a word more.
fn beside(before: &[char], behind: &[char], vocabulary: &Vocabulary) -> Option<Role> {
    let joins =
        |words: &[char]| words.iter().all(|c| "为是指即用以标记=:-表示代“”\"的".contains(*c));
    let label = |words: &[char]| -> Option<(usize, usize)> {
        let found = vocabulary.scan(words);
        let found = found.iter().find(|f| role_in(&words[f.start..f.end], vocabulary).is_some())?;
        Some((vocabulary.label_start(words, found.start), found.end))
    };
    let (words, fits) = match (label(before), label(behind)) {
        (None, Some((start, end))) => {
            (behind, before.len() <= 2 && joins(&behind[..start]) && behind.len() <= end + 3)
        }
        (Some((start, end)), None) => {
            (before, start <= 3 && joins(&before[end..]) && joins(behind))
        }
        _ => return None,
    };
    fits.then(|| role_in(words, vocabulary)).flatten()
}

/// The role that words name first.
fn role_in(words: &[char], vocabulary: &Vocabulary) -> Option<Role> {
    let role = |found: &Found| match (found.word.label, found.word.verb) {
        (Some(Label::Role(role)), _) => Some(role),
        (Some(Label::Host), _) => Some(Role::Responsible),
        (None, Some(Verb::Lead)) => Some(Role::Lead),
        (None, Some(Verb::Support)) => Some(Role::Support),
        (None, Some(Verb::Share | Verb::Carry)) => Some(Role::Responsible),
        (Some(Label::Share), _) | (None, Some(Verb::With) | None) => None,
    };
    vocabulary.scan(words).iter().find_map(role)
}

/// Whether cells hold nothing but marks, one at least, and blanks.
pub fn are_marks<'c>(
    cells: impl IntoIterator<Item = &'c Passage>,
    vocabulary: &Vocabulary,
) -> bool {
    let mut some = false;
    cells.into_iter().all(|cell| {
        let mark = mark(cell, vocabulary).is_some();
        some |= mark;
        mark || cell.is_blank() || vocabulary.is_blank_cell(cell.chars())
    }) && some
}

/// The mark in a cell: a sign, or a short word of responsibility.
fn mark(cell: &Passage, vocabulary: &Vocabulary) -> Option<String> {
    let text = folded(&cell.whole());
    let chars: Vec<char> = text.chars().collect();
    let word = chars.len() <= 4 && role_in(&chars, vocabulary).is_some();
    let sign = chars.len() == 1 && !vocabulary.is_blank_cell(&chars);
    (word || sign).then_some(text)
}

/// The column of a unit, below which its marks stand.
pub fn unit_column(cell: &Passage) -> Column {
    Column { heading: Some(Heading::Unit), text: cell.whole(), first_leads: None }
}

fn is_unit_column(column: &Column, vocabulary: &Vocabulary) -> bool {
    let named = || is_unit(&Passage::new(&column.text, 0), vocabulary);
    column.heading == Some(Heading::Unit) || column.heading.is_none() && named()
}

/// Whether a cell surely names one unit and is no heading.
pub fn is_unit(cell: &Passage, vocabulary: &Vocabulary) -> bool {
    may_be_unit(cell, vocabulary) && is_sure_unit_list(cell.chars(), vocabulary)
}

/// Whether a cell may name one unit and is no heading.
pub fn may_be_unit(cell: &Passage, vocabulary: &Vocabulary) -> bool {
    vocabulary.heading(&cell.whole()).is_none()
        && names(cell.chars()).count() == 1
        && is_unit_list(cell.chars(), vocabulary)
}
