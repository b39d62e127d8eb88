//! How the rows of a table are written: with bars, with tabs, or as comma-separated values.
//!
//! Owns cells and their quotation marks, one row at a time. Never knows headings.

use crate::documents::Line;
use crate::plan::passage::Passage;
use crate::plan::unit_shape::{append_line, is_sure_unit_list, names};
use crate::plan::vocabulary::Vocabulary;

/// How a line of a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Cells between bars.
    Bars,
    /// Cells held apart by a tab, or by the comma, semicolon or slash of a file of values.
    Marked(char),
}

/// The lines that one quoted cell may fill.
const LONGEST_CELL: usize = 60;

/// How the row that begins at line `at` is written, if it has bars or tabs.
pub fn writing(lines: &[&Line], at: usize, vocabulary: &Vocabulary) -> Option<Writing> {
    let line = lines[at];
    let text = line.text.trim_start_matches(['\t', ' ', '\u{3000}']);
    if text.chars().any(is_bar) && line.text.trim().chars().count() > 1 {
        return Some(Writing::Bars);
    }
    // The first cell may be quoted and reach over lines.
    let tabs = || text.starts_with('"') && marked(lines, at, '\t', vocabulary).0.len() > 1;
    (text.contains('\t') || tabs()).then_some(Writing::Marked('\t'))
}

/// The cells of the row that begins at line `at`, and how many lines it fills; `None` when that line
/// is not written so.
pub fn row_at(
    lines: &[&Line],
    at: usize,
    writing: Writing,
    vocabulary: &Vocabulary,
) -> Option<(Vec<Passage>, usize)> {
    let line = lines.get(at)?;
    let (cells, taken) = match writing {
        Writing::Bars => {
            let inner = line.text.trim();
            let opens = inner.starts_with(is_bar);
            let inner = inner.strip_prefix(is_bar).unwrap_or(inner);
            let inner = if opens { inner.strip_suffix(is_bar).unwrap_or(inner) } else { inner };
            let cell = |c: &str| Passage::new(c, line.number).trimmed();
            (inner.split(is_bar).map(cell).collect::<Vec<_>>(), 1)
        }
        Writing::Marked(mark) => {
            if mark == '\t' && self::writing(lines, at, vocabulary).is_none() {
                return None;
            }
            marked(lines, at, mark, vocabulary)
        }
    };
    (cells.len() > 1).then_some((cells, taken))
}

/// Cells held apart by `mark`. A cell in quotation marks may hold the mark and reach over lines.
fn marked(
    lines: &[&Line],
    at: usize,
    mark: char,
    vocabulary: &Vocabulary,
) -> (Vec<Passage>, usize) {
    let mut cells = Vec::new();
    let mut taken = 1;
    let (mut number, mut rest) = (lines[at].number, lines[at].text.as_str());
    loop {
        let end = rest.find(mark).unwrap_or(rest.len());
        // A lone quotation mark repeats the cell above.
        let ditto = rest[..end].trim() == "\"" && (end < rest.len() || even_quotes(lines[at]));
        let quoted =
            if ditto { None } else { quoted(lines, at + taken - 1, rest, mark, vocabulary) };
        let tail = match quoted {
            Some((cell, more, tail)) => {
                cells.push(cell.trimmed());
                taken += more;
                number = lines[at + taken - 1].number;
                tail
            }
            None => {
                cells.push(Passage::new(&rest[..end], number).trimmed());
                &rest[end..]
            }
        };
        match tail.strip_prefix(mark) {
            Some(behind) => rest = behind,
            None => return (cells, taken),
        }
    }
}

fn even_quotes(line: &Line) -> bool {
    line.text.matches('"').count().is_multiple_of(2)
}

/// The quoted cell that opens `rest`, how many further lines it fills, and what follows it.
fn quoted<'l>(
    lines: &[&'l Line],
    at: usize,
    rest: &'l str,
    mark: char,
    vocabulary: &Vocabulary,
) -> Option<(Passage, usize, &'l str)> {
    let mut rest = rest.trim_start_matches([' ', '\u{3000}']).strip_prefix('"')?;
    let mut cell = Passage::default();
    for (more, line) in lines[at..].iter().take(LONGEST_CELL).enumerate() {
        if more > 0 {
            rest = line.text.as_str();
        }
        let mut text = String::new();
        let closed = loop {
            let Some(end) = rest.find('"') else { break false };
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('"') {
                Some(behind) => {
                    text.push('"');
                    rest = behind;
                }
                None => break true,
            }
        };
        if !closed {
            text.push_str(rest);
        }
        let words = Passage::new(&text, line.number).trimmed();
        if are_two_places(cell.chars(), words.chars(), vocabulary) {
            cell.push("、", line.number);
        }
        append_line(&mut cell, &words, vocabulary);
        if closed {
            let tail = rest.trim_start_matches([' ', '\u{3000}']);
            return (tail.is_empty() || tail.starts_with(mark)).then_some((cell, more, tail));
        }
    }
    None
}

/// Whether a place of one level ends a line of a quoted cell and another begins the next, so that they are two
/// names and no blank between them makes one: 望月镇 above 红石镇.
fn are_two_places(above: &[char], below: &[char], vocabulary: &Vocabulary) -> bool {
    let Some((above, below)) = names(above).last().zip(names(below).next()) else { return false };
    let sure = |name: &[char]| name.len() > 2 && is_sure_unit_list(name, vocabulary);
    above.last() == below.last()
        && above.last().is_some_and(|c| vocabulary.is_area(*c))
        && sure(above)
        && sure(below)
}

/// Whether cells hold nothing but a drawn line.
pub fn is_rule(cells: &[Passage]) -> bool {
    cells.iter().all(|c| c.chars().iter().all(|c| "-:=+ ".contains(*c)))
        && cells.iter().any(|c| c.len() > 0)
}

/// Whether a character draws the line between two cells.
pub fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║' | '¦')
}
