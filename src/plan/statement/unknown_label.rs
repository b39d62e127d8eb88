//! Units behind a label that nobody knows (挂帅单位：县教育局).
//!
//! Owns where such labels stand. Never knows what they mean: they are reported, not counted.

use super::bracket_places::closing;
use super::places::{Place, Statement};
use super::role_clause::Reading;
use crate::plan::unit_shape::{is_sure_unit_list, is_unit_list, names};
use crate::plan::vocabulary::{Found, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// Adds the paragraph, or the sentences and brackets in it, that are nothing but an unknown label and units
/// behind its colon: statements of which only that much is sure.
pub(super) fn unknown_labels(
    chars: &[char],
    words: &[Found],
    vocabulary: &Vocabulary,
    found: &mut Vec<Statement>,
) {
    let paragraph = 0..chars.len();
    let label = || {
        unknown(chars, &paragraph, words, vocabulary)
            .or_else(|| before_blank(chars, words, vocabulary))
    };
    if found.is_empty()
        && let Some(label) = label()
    {
        found.push(statement(label, paragraph, Place::Label));
    } else {
        sentences(chars, words, vocabulary, found);
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

/// The same behind a full stop: 推进工作。包联单位：县财政局、县教育局。
fn sentences(chars: &[char], words: &[Found], vocabulary: &Vocabulary, found: &mut Vec<Statement>) {
    let mut from = 0;
    while let Some(stop) = (from..chars.len()).find(|i| matches!(chars[*i], '。' | ';')) {
        let ink = |i: &usize| chars[*i] != ' ';
        let start = (stop + 1..chars.len()).find(ink).unwrap_or(chars.len());
        let ends = |i: &usize| matches!(chars[*i], '。' | ';');
        let end = (start..chars.len()).find(ends).unwrap_or(chars.len());
        let free = !found.iter().any(|s| s.span.start < end && start < s.span.end);
        if free && let Some(label) = unknown(chars, &(start..end), words, vocabulary) {
            found.push(statement(label, start..end, Place::Label));
        }
        from = stop + 1;
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
    let label = range.start..range.start + label_before_colon(&chars[range.clone()])?;
    let within = |f: &&Found| f.start >= label.start && f.end <= label.end;
    let known = words.iter().filter(within).any(|f| f.word.stop.is_some());
    // 牵头站所: the part is known, the noun is not.
    let part = || words.iter().any(|f| f.start == label.start && f.word.label.is_some());
    let unread = !known
        && (vocabulary.names_units(&chars[label.clone()].iter().collect::<String>()) || part())
        && names_somebody(&chars[label.end + 1..range.end], vocabulary);
    unread.then_some(label)
}

/// A label of a form that nobody knows whose last word is one of responsibility, before a blank and units: 谁配合　县交通局.
fn before_blank(chars: &[char], words: &[Found], vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let end = chars.iter().take(LONGEST + 1).position(|c| *c == ' ')?;
    let says = |f: &Found| f.end == end && f.start > 0 && (f.word.verb.is_some() || f.word.bare);
    let unread = chars[..end].iter().all(|c| is_han(*c))
        && words.iter().any(says)
        && !is_unit_list(&chars[..end], vocabulary)
        && is_sure_unit_list(&chars[end + 1..], vocabulary);
    unread.then_some(0..end)
}

/// How long the label is that words begin with: Chinese characters before a colon.
fn label_before_colon(words: &[char]) -> Option<usize> {
    let colon = words.iter().take(LONGEST + 1).position(|c| *c == ':')?;
    (colon >= 2 && words[..colon].iter().all(|c| is_han(*c))).then_some(colon)
}

/// Whether a line begins with a label of units that nobody may know (技术支撑单位：); a shorter one may be the end of one
/// that was broken.
pub fn begins_label_of_units(line: &[char], vocabulary: &Vocabulary) -> bool {
    const SHORTEST: usize = 4;
    label_before_colon(line).is_some_and(|colon| {
        colon >= SHORTEST && vocabulary.names_units(&line[..colon].iter().collect::<String>())
    })
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
