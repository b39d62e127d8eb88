//! Headings and titles of measures.
//!
//! Owns where a heading ends. Never knows numbers or roles.

use super::numbering::{Style, behind_counting_words, marker};
use crate::plan::passage::Passage;
use crate::plan::statement::places::{Place, Statement};
use crate::text::fold;
use std::ops::Range;

/// The longest heading, in characters.
const LONGEST_TITLE: usize = 44;

/// Characters of a title that is no heading but the beginning of the text.
const FIRST_WORDS: usize = 15;

/// The first words of a text, blanks left out: the title of a measure without a heading.
pub fn first_words(text: &str) -> String {
    let words: String = text.chars().filter(|c| !c.is_whitespace()).take(FIRST_WORDS).collect();
    words.trim_end_matches(['。', '；', ';', '｜', '|']).to_owned()
}

/// The first sentence from `start`, without statements and without its full stop.
pub fn first_sentence(passage: &Passage, start: usize, statements: &[Statement]) -> Range<usize> {
    let chars = passage.chars();
    let limit = next_statement(statements, start).unwrap_or(chars.len());
    let mut depth = 0;
    let end = (start..limit).find(|i| {
        if depth == 0 && *i > start && chars[*i] == '(' && sub_item(chars, *i) {
            return true;
        }
        depth += i32::from(chars[*i] == '(' || chars[*i] == '“')
            - i32::from(chars[*i] == ')' || chars[*i] == '”');
        // Another item begins on the same line, behind a blank or with its bracket.
        let item = |at: usize| marker(chars, at).is_some_and(|m| m.style >= Style::Sub);
        let ends = || chars[*i] == '。' || chars[*i] == ' ' && item(*i + 1);
        depth == 0 && (ends() || heads_lines(passage, start, *i))
    });
    start..end.unwrap_or(limit)
}

/// Whether a bracket is the number of an item below (乒乓球赛（1）时间：5月).
fn sub_item(chars: &[char], at: usize) -> bool {
    marker(chars, at).is_some_and(|m| m.style == Style::Sub && m.end < chars.len())
}

/// Where the first statement from `start` begins; what a unit does is said in the words of the measure
/// and does not end them.
fn next_statement(statements: &[Statement], start: usize) -> Option<usize> {
    let apart = statements.iter().filter(|s| s.place != Place::Duty);
    apart.map(|s| s.span.start).find(|s| *s >= start)
}

/// Whether a short heading ends at a blank behind which another line of the same cell begins.
fn heads_lines(passage: &Passage, start: usize, at: usize) -> bool {
    let chars = passage.chars();
    chars[at] == ' '
        && (4..=24).contains(&(at - start))
        && passage.line(at - 1) != passage.line(at + 1)
        && !chars[start..at].iter().any(|c| ",;".contains(*c))
}

/// The title of a text: its first sentence when that is a heading, else its first 15 characters.
pub fn title(passage: &Passage, start: usize, statements: &[Statement]) -> String {
    let chars = passage.chars();
    let start = behind_counting_words(chars, start);
    let sentence = first_sentence(passage, start, statements);
    let words = &chars[sentence.clone()];
    let end = words.iter().rposition(|c| !",;:. ".contains(*c)).map_or(0, |last| last + 1);
    let words = &words[..end];
    let mut depth = 0;
    let plain = |c: &char| {
        depth += i32::from(*c == '(' || *c == '“') - i32::from(*c == ')' || *c == '”');
        depth > 0 || !",;:".contains(*c)
    };
    let heading = words.len() <= LONGEST_TITLE && words.iter().all(plain);
    let text = passage.text(sentence.clone());
    if heading && !text.is_empty() {
        let mark = |c: char| ",;:. 。|".contains(fold(c));
        return text.trim_end_matches(mark).to_owned();
    }
    let limit = next_statement(statements, start + 1).unwrap_or(chars.len());
    first_words(&passage.text(start..limit))
}
