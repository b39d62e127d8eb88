//! Units behind a label that nobody knows (挂帅单位：县教育局).
//!
//! Owns where such labels stand. Never knows what they mean: they are reported, not counted.

use super::places::{Place, Statement, closing};
use super::role_clause::Reading;
use crate::plan::unit_shape::{is_sure_unit_list, is_unit_list, names};
use crate::plan::vocabulary::{Found, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// Adds the paragraph, or the brackets in it, that are nothing but an unknown label and units behind
/// its colon: statements of which only that much is sure.
pub(super) fn unknown_labels(
    chars: &[char],
    words: &[Found],
    vocabulary: &Vocabulary,
    found: &mut Vec<Statement>,
) {
    let paragraph = 0..chars.len();
    if found.is_empty()
        && let Some(label) = unknown(chars, &paragraph, words, vocabulary)
    {
        found.push(statement(label, paragraph, Place::Label));
    }
    let mut at = 0;
    while let Some(open) = (at..chars.len()).find(|i| chars[*i] == '(') {
        at = open + 1;
        let colon = chars[at..].iter().take(LONGEST + 1).any(|c| *c == ':');
        let Some(end) =
            closing(chars, open, chars.len().min(open + LONGEST_BRACKET)).filter(|_| colon)
        else {
            continue;
        };
        let free = !found.iter().any(|s| s.span.start < end && open < s.span.end);
        if free && let Some(label) = unknown(chars, &(open + 1..end - 1), words, vocabulary) {
            found.push(statement(label, open..end, Place::Bracket));
            at = end;
        }
    }
}

/// The longest bracket looked into, in characters.
const LONGEST_BRACKET: usize = 400;

/// The longest label looked for, in characters.
const LONGEST: usize = 10;

/// The label that nobody knows, where a range is nothing but one and units.
fn unknown(
    chars: &[char],
    range: &Range<usize>,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Range<usize>> {
    let colon = chars[range.clone()].iter().take(LONGEST + 2).position(|c| *c == ':')?;
    let label = range.start..range.start + colon;
    let known =
        words.iter().any(|f| f.start >= label.start && f.end <= label.end && f.word.stop.is_some());
    let unread = (2..=LONGEST).contains(&colon)
        && !known
        && chars[label.clone()].iter().all(|c| is_han(*c))
        && vocabulary.names_units(&chars[label.clone()].iter().collect::<String>())
        && names_somebody(&chars[label.end + 1..range.end], vocabulary);
    unread.then_some(label)
}

/// Whether words are surely units, or nothing but offices (基础教育科).
fn names_somebody(words: &[char], vocabulary: &Vocabulary) -> bool {
    let office = |name: &[char]| name.len() > 2 && vocabulary.name_words().offices.end(name);
    is_sure_unit_list(words, vocabulary)
        || is_unit_list(words, vocabulary) && names(words).all(office)
}

fn statement(label: Range<usize>, span: Range<usize>, place: Place) -> Statement {
    let reading = Reading { unknown: vec![label], ..Reading::default() };
    Statement { span, place, reading }
}
