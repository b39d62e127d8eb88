//! Labels inside a statement: where they begin, and how far what they announce reaches.
//!
//! Owns labels of other facts and labels nobody knows. Never knows roles.

use crate::plan::unit_shape::{Shape, is_sure_unit_list, name_shape};
use crate::plan::vocabulary::{Label, Stop, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// Where units go on behind another fact of those before: 县水利局（责任人：陈涛）、县财政局; 县水利局，责任人：陈涛，县财政局.
pub(super) fn units_resume(
    chars: &[char],
    fact: Range<usize>,
    stop: Stop,
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let inside = chars[..fact.start].iter().map(|c| i32::from(*c == '(') - i32::from(*c == ')'));
    let open = inside.sum::<i32>();
    let mut depth = open;
    let close = fact.clone().find(|at| {
        depth += i32::from(chars[*at] == '(') - i32::from(chars[*at] == ')');
        depth < open
    });
    let mark = |at: &usize| matches!(chars[*at], ',' | '、' | ';');
    let units = |at: &usize| {
        let behind = &chars[*at + 1..fact.end];
        let end =
            behind.iter().position(|c| matches!(c, ',' | '、' | ';' | '(')).unwrap_or(behind.len());
        is_sure_unit_list(&behind[..end], vocabulary)
    };
    if open > 0
        && let Some(close) = close
    {
        let named = |at: &usize| chars[(*at).min(fact.end)..fact.end].iter().any(|c| is_han(*c));
        return Some(close + 1).filter(named);
    }
    let person = stop == Stop::Person;
    fact.clone().filter(|_| person).filter(mark).find(units).map(|at| at + 1)
}

/// Where a label of another fact really begins: 项目责任人 behind a name and a blank.
pub(super) fn stop_start(chars: &[char], start: usize, vocabulary: &Vocabulary) -> usize {
    const LONGEST_PREFIX: usize = 4;
    let begin = chars[..start].iter().rposition(|c| !is_han(*c)).map_or(0, |last| last + 1);
    let prefix = &chars[begin..start];
    let short = prefix.len() <= LONGEST_PREFIX && begin > 0;
    if short && name_shape(prefix, vocabulary) == Shape::No { begin } else { start }
}

/// Words before a colon that are no label of the vocabulary.
pub(super) fn unknown_labels(
    chars: &[char],
    marks: &[(usize, usize, Option<Label>, Option<Stop>)],
    vocabulary: &Vocabulary,
) -> Vec<Range<usize>> {
    (0..chars.len())
        .filter(|i| chars[*i] == ':')
        .filter(|i| !marks.iter().any(|m| (m.0..=m.1 + 1).contains(i)))
        .filter_map(|colon| {
            let before = chars[..colon].iter().rposition(|c| ",;。( 、".contains(*c));
            let start = before.map_or(0, |at| at + 1);
            // 县环保局：负责…: a unit is no label.
            let unit = chars[colon + 1..].starts_with(&['负', '责'])
                && is_sure_unit_list(&chars[start..colon], vocabulary);
            (!unit && (2..=10).contains(&(colon - start))).then_some(start..colon)
        })
        .collect()
}
