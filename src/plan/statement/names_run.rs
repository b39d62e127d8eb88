//! What stands around the names of a statement and is no part of them: 由, 按各自职责, a remark behind them.
//!
//! Owns where a run of names begins and ends. Never knows roles.

use super::role_clause::trimmed;
use crate::plan::unit_shape::{Shape, is_sure_unit_list, is_unit_list, name_shape, names};
use crate::plan::vocabulary::{Found, Verb, Vocabulary};
use std::ops::Range;

/// The longest beginning of a remark.
const LONGEST_REMARK_WORD: usize = 8;

/// Leaves out what stands behind the names and names nobody: a sentence of its own, or a remark
/// (，以下任务均涉及…，不再列出).
pub fn without_remark(
    chars: &[char],
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Range<usize> {
    let words = &chars[range.clone()];
    let remark = |at: usize| {
        let text: String = words[at + 1..].iter().take(LONGEST_REMARK_WORD).collect();
        let parts = |f: &Found| matches!(f.word.verb, Some(Verb::Lead | Verb::Support));
        vocabulary.lists().remarks.iter().any(|w| text.starts_with(w.as_str()))
            && !vocabulary.scan(&words[at + 1..]).iter().any(parts)
    };
    let comma = (0..words.len()).find(|i| ",;".contains(words[*i]) && remark(*i));
    let stop = words.iter().position(|c| *c == '。').filter(|stop| {
        let tail = &words[stop + 1..];
        tail.len() > 3 && !is_unit_list(tail, vocabulary)
    });
    match comma.into_iter().chain(stop).min() {
        Some(end) => range.start..range.start + end,
        None => range,
    }
}

/// Leaves out 按各自职责, 根据职能分工, 作为成员单位 behind the names: it belongs to the verb.
pub fn without_manner(
    chars: &[char],
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Range<usize> {
    let lists = vocabulary.lists();
    let words = &chars[range.clone()];
    let from = words.len().saturating_sub(12);
    let manner = (from..words.len()).find(|i| {
        let tail: String = words[*i..].iter().collect();
        let said = |begins: &[String], holds: &[String]| {
            begins.iter().any(|w| tail.starts_with(w.as_str()))
                && holds.iter().any(|w| tail.contains(w.as_str()))
        };
        // 市依法治市办 is a name.
        let named = || {
            let name = words.split(|c| "、,; ".contains(*c)).next_back().unwrap_or_default();
            name_shape(name, vocabulary) > Shape::No
        };
        said(&lists.manner_begins, &lists.manner_holds) && !named()
            || said(&lists.member_begins, &lists.member_holds)
    });
    manner.map_or(range.clone(), |at| range.start..range.start + at)
}

/// The longest words before 由.
const LONGEST_LEAD_IN: usize = 8;

/// The names of a range: a leading 由, joining words, stray brackets and the 要 of 县财政局要会同… are no part of them.
pub fn names_in(chars: &[char], range: Range<usize>, vocabulary: &Vocabulary) -> Range<usize> {
    let mut range = trimmed(chars, range);
    let must = vocabulary.name_words().must.longest_end(&chars[range.clone()]);
    let told = &chars[range.start..range.end - must];
    let last = names(told).last().map_or(Shape::No, |name| name_shape(name, vocabulary));
    if must > 0 && last > Shape::No {
        range.end -= must;
    }
    loop {
        let words = &chars[range.clone()];
        // 以下工作由县水利局: whatever leads in, the names stand behind 由.
        let by = |at: &usize| words[*at] == '由' && (*at == 0 || words[at - 1] != '自');
        let by = (0..words.len().min(LONGEST_LEAD_IN)).find(by).map_or(0, |at| at + 1);
        let led_in = by > 1 && is_unit_list(&words[by..], vocabulary)
            || by > 0 && is_sure_unit_list(&words[by..], vocabulary);
        let opener = if led_in { by } else { vocabulary.opener(words) };
        if opener == 0 || opener >= range.len() {
            return range;
        }
        range = trimmed(chars, range.start + opener..range.end);
    }
}
