//! What is left of a statement where the text of a document ends in its middle.
//!
//! Owns the last words of an unclosed bracket at the end. Never knows the outline.

use super::heads::Read;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::statement::role_clause::Run;
use crate::plan::unit_shape::{Shape, is_sure_unit_list, last_comma, name_shape, names};
use crate::plan::vocabulary::Vocabulary;
use crate::text::is_han;
use std::collections::BTreeMap;
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

/// Leaves out the name in which the document ends, where all before it in its list are whole and it is the
/// field of a unit only (公安 for 公安厅) or the beginning of a name known from elsewhere (市质监 for 市质监局).
pub fn drop_cut_name(read: &mut [Read], vocabulary: &Vocabulary) {
    let Some((passage, statements)) = read.last() else { return };
    let Some(run) = statements.last().and_then(|cut| cut.reading.runs.last()) else { return };
    let list = &passage.chars()[run.names.clone()];
    let whole = |name: &[char]| name_shape(name, vocabulary) == Shape::Strong;
    // 各市、县（市、区: the text ends in a bracket of the name.
    let open = unclosed(list).map(|inside| inside.start);
    let named = &list[..open.map_or(list.len(), |inside| inside - 1)];
    let at_end = run.names.end == passage.len();
    let area = |c: &char| vocabulary.is_area(*c);
    let places = open.and_then(|inside| list.get(inside)).is_some_and(area);
    if at_end && open.is_some() && !places && names(named).last().is_some_and(whole) {
        // 区级各部门（特别是: the name before it is whole.
        let end = run.names.start + named.len();
        return end_last_run(read, end);
    }
    let Some(comma) = last_comma(named).filter(|_| at_end) else { return };
    let (last, start) = (&list[comma + 1..], run.names.start);
    let goes_on = |(passage, statements): &Read| {
        let runs = statements.iter().flat_map(|s| &s.reading.runs);
        let longer = |name: &[char]| name.len() > last.len() && name.starts_with(last);
        runs.flat_map(|run| names(&passage.chars()[run.names.clone()])).any(longer)
    };
    // 公安, or the beginning of a word as short.
    const SHORT: usize = 3;
    let field = || match name_shape(last, vocabulary) {
        Shape::Strong => false,
        // 公安, 市质监: nothing but a field behind the word for a place.
        Shape::Weak => {
            let plain = last.strip_prefix(&[last[0]]).filter(|_| vocabulary.is_area(last[0]));
            let field = |words: &[char]| vocabulary.name_words().weak.hold(words);
            field(last) || plain.is_some_and(field)
        }
        Shape::No => last.len() <= SHORT && last.iter().all(|c| is_han(*c)),
    };
    let cut = !last.is_empty() && (field() || read.iter().any(goes_on));
    if open.is_none() && (!cut || !names(&list[..comma]).all(whole)) {
        return;
    }
    end_last_run(read, start + comma);
}

/// Ends the names of the last statement at a place, since the text is cut off there.
fn end_last_run(read: &mut [Read], end: usize) {
    if let Some(cut) = read.last_mut().and_then(|(_, statements)| statements.last_mut())
        && let Some(run) = cut.reading.runs.last_mut()
    {
        run.names.end = end;
        cut.reading.last_cut = true;
    }
}

/// Settles the last names of a statement in which the document ends before it says what they do: they
/// have the part that names in this place have in most other statements of the document; where it
/// has no such statement they are dropped, unless a label speaks for them.
pub fn settle_last_names(read: &mut [Read]) {
    let at = read.last().and_then(|(_, statements)| statements.last());
    let at = at.map_or(0, |cut| cut.reading.runs.len().saturating_sub(1));
    let usual = usual_role(read, at);
    let Some((passage, statements)) = read.last_mut() else { return };
    let ended = passage.chars().last().is_none_or(|c| "。;)”".contains(*c));
    let end = passage.len();
    let Some(cut) = statements.last_mut().filter(|_| !ended) else { return };
    let reading = &mut cut.reading;
    let unsaid = |r: &Run| r.names.end + 1 >= end || reading.last_cut;
    if !reading.verbs || reading.runs.len() < 2 || !reading.runs.last().is_some_and(unsaid) {
        return;
    }
    match usual {
        Some(role) if cut.place == Place::OpenBracket || reading.labelled => {
            reading.last_by_pattern = true;
            reading.runs.last_mut().into_iter().for_each(|run| run.role = role);
        }
        None if cut.place == Place::OpenBracket && !reading.labelled => drop(reading.runs.pop()),
        _ => {}
    }
}

/// The role that most statements which begin with a lead give to the names in place `at`; the last
/// statement does not count.
fn usual_role(read: &[Read], at: usize) -> Option<Role> {
    let mut counts: BTreeMap<Role, usize> = BTreeMap::new();
    let all: Vec<&Statement> = read.iter().flat_map(|(_, statements)| statements).collect();
    let before = all.split_last().map_or(&[][..], |(_, before)| before);
    for reading in before.iter().map(|s| &s.reading).filter(|r| r.verbs) {
        let led = reading.runs.first().is_some_and(|run| run.role == Role::Lead);
        if let Some(run) = reading.runs.get(at).filter(|_| led) {
            *counts.entry(run.role).or_default() += 1;
        }
    }
    let total: usize = counts.values().sum();
    counts.into_iter().find(|(_, n)| n * 3 >= total * 2).map(|(role, _)| role)
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
