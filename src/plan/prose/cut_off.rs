//! What is left of a statement where the text of a document ends in its middle.
//!
//! Owns the last words of an unclosed bracket at the end. Never knows the outline.

use super::outline::Read;
use crate::plan::passage::Passage;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::statement::role_clause::Run;
use crate::plan::unit_shape::is_sure_unit_list;
use crate::plan::vocabulary::Vocabulary;
use std::ops::Range;

/// Finishes the word in which the last passage ends, where it says what the units before it do:
/// （甲局、乙局牵 ends in 牵头. What is added is quoted as “…”.
pub fn finish_word(passages: &mut [Passage], vocabulary: &Vocabulary) {
    let Some(passage) = passages.last_mut() else { return };
    let chars = passage.chars();
    let Some(content) = unclosed(chars) else { return };
    let from = chars[content.clone()].iter().rposition(|c| ",;:".contains(*c));
    let clause = content.start + from.map_or(0, |i| i + 1)..content.end;
    let rest = (clause.start + 1..clause.end).find_map(|at| {
        let begun: String = chars[at..clause.end].iter().collect();
        let rest = vocabulary.rest_of_verb(&begun)?.to_owned();
        is_sure_unit_list(&chars[clause.start..at], vocabulary).then_some(rest)
    });
    if let Some(rest) = rest {
        passage.push_unprinted(&rest);
    }
}

/// Drops the last names of an unclosed bracket: the document ends before it says what they do.
pub fn forget_names(read: &mut [Read]) {
    let Some((passage, statements)) = read.last_mut() else { return };
    let end = passage.len();
    if let Some(cut) = statements.last_mut().filter(|s| s.place == Place::OpenBracket) {
        let unsaid = |r: &Run| r.names.end + 1 >= end && !cut.reading.labelled;
        if cut.reading.verbs
            && cut.reading.runs.len() > 1
            && cut.reading.runs.last().is_some_and(unsaid)
        {
            cut.reading.runs.pop();
        }
    }
}

/// The unclosed bracket at the end of the last passage that names units and is in no statement.
pub fn lost_names(
    passage: &Passage,
    statements: &[Statement],
    vocabulary: &Vocabulary,
) -> Option<Range<usize>> {
    let content = unclosed(passage.chars())?;
    let read = statements.iter().any(|s| s.span.end > content.start);
    let names = &passage.chars()[content.clone()];
    let first = names.split(|c| "、,;".contains(*c)).next().unwrap_or_default();
    (!read && is_sure_unit_list(first, vocabulary)).then(|| content.start - 1..content.end)
}

/// What stands in the bracket in which a text ends.
fn unclosed(chars: &[char]) -> Option<Range<usize>> {
    let mut open = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' => open.push(i),
            ')' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().map(|i| i + 1..chars.len())
}
