//! Where a paragraph speaks of units without giving them a part: quotations, persons, rules for the whole
//! plan.
//!
//! Owns the ranges of such words. Never knows what stands around them.

use super::first_leads::{FirstLeads, by_type};
use super::role_clause::has_colon;
use crate::plan::vocabulary::{Found, Stop, Vocabulary};
use std::ops::Range;

/// The ranges in “ ” quotation marks: words named there are not said.
pub(super) fn quotes(chars: &[char]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open = None;
    for (i, c) in chars.iter().enumerate() {
        match (c, open) {
            ('“', None) => open = Some(i),
            ('”', Some(start)) => {
                ranges.push(start..i + 1);
                open = None;
            }
            _ => {}
        }
    }
    ranges
}

/// The ranges behind labels of persons (牵头领导：…): what is said there names no unit.
pub(super) fn persons(chars: &[char], words: &[Found]) -> Vec<Range<usize>> {
    let person = |f: &&Found| f.word.stop == Some(Stop::Person) && has_colon(chars, f.end);
    words
        .iter()
        .filter(person)
        .map(|f| {
            let end = words
                .iter()
                .find(|g| g.start >= f.end && g.word.label.is_some() && has_colon(chars, g.end))
                .map_or(chars.len(), |g| g.start);
            let stop = chars[f.end..end].iter().position(|c| ";。".contains(*c));
            f.start..stop.map_or(end, |s| f.end + s)
        })
        .collect()
}

/// The clauses that state a rule for the whole plan instead of naming units.
pub(super) fn rules(chars: &[char], vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in (0..=chars.len()).filter(|i| chars.get(*i).is_none_or(|c| "。;".contains(*c))) {
        if let Some((_, clause)) = FirstLeads::stated(&chars[start..end], vocabulary) {
            out.push(start + clause.start..start + clause.end);
        }
        let type_rule = by_type(&chars[start..end], vocabulary);
        out.extend(type_rule.map(|r| start + r.start..start + r.end));
        let all = unlisted(&chars[start..end], vocabulary);
        out.extend(all.map(|r| start + r.start..start + r.end));
        start = (end + 1).min(chars.len());
    }
    out
}

/// Where a sentence says who takes part in all that follows without being named there
/// (以下均需各镇落实，不再列出).
fn unlisted(sentence: &[char], vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let lists = vocabulary.lists();
    let text: String = sentence.iter().collect();
    let from = lists.onward.iter().filter_map(|w| text.find(w.as_str())).min()?;
    let rest = &text[from..];
    let to =
        lists.unlisted.iter().filter_map(|w| rest.find(w.as_str()).map(|i| i + w.len())).max()?;
    let count = |bytes: usize| text[..bytes].chars().count();
    Some(count(from)..count(from + to))
}
