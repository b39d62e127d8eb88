//! How the lines of a table that lost its columns are set: blanks at their ends, empty lines between them.
//!
//! Owns what a look at many lines tells. Never knows cells.

use crate::documents::Line;
use crate::plan::vocabulary::Vocabulary;

/// Whether words stand below tables and never in one.
pub fn ends_table(chars: &[char], vocabulary: &Vocabulary) -> bool {
    let text: String = chars.iter().take(8).collect();
    vocabulary.lists().table_ends.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether line ends with and without a blank both occur often: then the blank ends a cell.
pub(super) fn blank_marked(lines: &[&Line]) -> bool {
    let filled: Vec<_> = lines.iter().take(400).filter(|l| !l.text.trim().is_empty()).collect();
    let blank = filled.iter().filter(|l| l.text.ends_with(' ')).count();
    blank * 5 >= filled.len() && (filled.len() - blank) * 5 >= filled.len() && filled.len() >= 6
}

/// The next few lines that are not blank.
pub(super) fn ahead(lines: &[&Line]) -> Vec<Vec<char>> {
    let words = |l: &&Line| -> Vec<char> { l.text.trim().chars().map(crate::text::fold).collect() };
    lines.iter().take(12).map(words).filter(|w| !w.is_empty()).take(6).collect()
}

/// Whether most lines are followed by an empty one.
pub(super) fn double_spaced(lines: &[&Line]) -> bool {
    let filled = |l: &&Line| !l.text.trim().is_empty();
    let head = &lines[..lines.len().min(400)];
    let all = head.iter().filter(|l| filled(l)).count();
    let apart = head.windows(2).filter(|w| filled(&w[0]) && !filled(&w[1])).count();
    all > 3 && apart * 10 >= all * 8
}
