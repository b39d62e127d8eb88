//! Where the names behind a label begin and end, outside brackets.
//!
//! Owns labels of responsibility in running text and on lines of their own. Never knows brackets.

use super::bracket_places::is_likely_name;
use super::places::{Place, Statement, inside};
use super::role_clause::{has_colon, read};
use super::sentences::is_office;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{
    Shape, is_sure_unit_list, is_unit_list, list_shape, name_shape, names,
};
use crate::plan::vocabulary::{Found, Label, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// Statements behind a label outside brackets, up to the end of the sentence.
pub(super) fn labels(
    passage: &Passage,
    words: &[Found],
    quoted: &[Range<usize>],
    vocabulary: &Vocabulary,
    found: &mut Vec<Statement>,
) {
    let chars = passage.chars();
    let mut at = 0;
    for f in words {
        let taken = |i: usize| found.iter().any(|s: &Statement| s.span.contains(&i));
        if f.start < at || f.word.label.is_none() || inside(quoted, f.start) || taken(f.start) {
            continue;
        }
        let label = vocabulary.label_start(chars, f.start);
        let first = marker(chars, 0).map_or(0, |m| m.end);
        // 指标牵头部门：…: the words before the label are part of it.
        let prefixed = chars.get(first..label).is_some_and(|words| vocabulary.opens_label(words));
        let start = if prefixed { first } else { label };
        let bracketed =
            start > 0 && chars[start - 1] == '(' && chars.get(f.end) == Some(&')') && !f.word.bare;
        if f.word.bare && closes_list(chars, f, vocabulary) {
            continue;
        }
        let begins = start == 0 || {
            let before = chars[..start].iter().rposition(|c| *c != ' ').map(|i| chars[i]);
            chars[start - 1] == ' ' || before.is_none_or(|c| "。;!?,、:)*·-".contains(c))
        };
        let end_of_sentence = |from: usize| {
            let ends = |i: &usize| match chars[*i] {
                '。' => {
                    !begins_fact(chars, *i + 1, vocabulary) && !lists_on(passage, *i, vocabulary)
                }
                _ => begins_item(chars, *i, vocabulary),
            };
            (from..chars.len()).find(ends).unwrap_or(chars.len())
        };
        let is = usize::from(chars.get(f.end).is_some_and(|c| "为是".contains(*c)));
        let (span_start, names_start, end) = match () {
            () if bracketed => (start - 1, f.end + 1, end_of_sentence(f.end + 1)),
            () if has_colon(chars, f.end) && (begins || !f.word.bare) => {
                let from = if found.is_empty() {
                    listed_before(chars, start, f, vocabulary)
                } else {
                    start
                };
                (from, f.end, end_of_sentence(f.end))
            }
            () if begins && !f.word.bare && sets_off(chars, start, f.end) => {
                (start, f.end + is, end_of_sentence(f.end + is))
            }
            () if begins && !f.word.bare => {
                // 增长6%，责任单位为区统计局；…: the clause has nothing but names.
                let rest = &chars[f.end + is..];
                let clause = rest.iter().position(|c| ",;。".contains(*c)).unwrap_or(rest.len());
                let offices = names(&rest[..clause]).any(|n| is_office(n, vocabulary));
                if offices || !is_sure_unit_list(&rest[..clause], vocabulary) {
                    continue;
                }
                (start, f.end + is, f.end + is + clause)
            }
            () => continue,
        };
        let colon = has_colon(chars, names_start) || bracketed;
        // 牵头单位：责任单位：县教育局: the names of the first label end where the next begins.
        let behind = &words[words.partition_point(|w| w.start < names_start)..];
        let next = behind.iter().take_while(|w| w.start < end);
        let next = next.into_iter().find(|w| w.word.label.is_some() && has_colon(chars, w.end));
        let names_end = next.map_or(end, |next| next.start);
        let listed = &chars[names_start..names_end];
        let first_piece: Vec<char> = listed
            .iter()
            .copied()
            .skip_while(|c| " :".contains(*c))
            .take_while(|c| !";。".contains(*c))
            .collect();
        let named = f.word.label != Some(Label::Share);
        let open = colon && named && first_piece.is_empty();
        let empty = open && (end == chars.len() || names_end < end);
        let units = is_unit_list(&first_piece, vocabulary)
            || !empty && {
                let reading = read(passage, span_start.max(start)..end, None, vocabulary);
                reading.runs.iter().any(|r| is_unit_list(&chars[r.names.clone()], vocabulary))
            };
        // 主要责任单位：各级人民政府，市、县公安交警、交通管理等部门: one name is sure, the others follow.
        let mut first = names(&first_piece).take(2);
        let sure = begins && first.any(|name| name_shape(name, vocabulary) == Shape::Strong);
        // 责任单位：河东、河西、城南等镇政府: a list in which some names are sure.
        let listed = begins
            && first_piece.contains(&'、')
            && names(&first_piece).all(is_likely_name)
            && list_shape(&first_piece, vocabulary).0 > 0;
        let short = first_piece.len() <= 30 && end_of_sentence(names_start) - start <= 60 || sure;
        let short = short || listed;
        if !(units || empty || colon && named && short) {
            continue;
        }
        let from = if prefixed { label } else { span_start };
        let inner = if bracketed { f.end + 1..end } else { from..end };
        let mut reading = if bracketed {
            read(passage, inner, f.word.label, vocabulary)
        } else if has_colon(chars, names_start) {
            read(passage, inner, None, vocabulary)
        } else {
            read(passage, names_start..end, f.word.label, vocabulary)
        };
        reading.labelled = true;
        let behind = usize::from(chars.get(end) == Some(&'。'));
        found.push(Statement { span: span_start..end + behind, place: Place::Label, reading });
        at = end;
    }
}

/// Whether another item begins on the same line, behind a blank or with its bracket (承办单位：区旅游局
/// (3)活动内容…), and not a numbered unit.
fn begins_item(chars: &[char], at: usize, vocabulary: &Vocabulary) -> bool {
    const LONGEST_UNITS: usize = 60;
    let start = at + usize::from(chars[at] == ' ');
    let item = || marker(chars, start).filter(|m| m.style >= Style::Item);
    " (".contains(chars[at])
        && item().is_some_and(|m| {
            let words = &chars[m.end..chars.len().min(m.end + LONGEST_UNITS)];
            let close = words.iter().position(|c| " 。;".contains(*c)).unwrap_or(words.len());
            // 县林业局[1]、县住建局: the number of a note.
            let noted = chars.get(m.number.end).is_none_or(|c| "、,;。".contains(*c));
            !noted && !is_unit_list(&words[..close], vocabulary)
        })
}

/// Whether one more fact of the measure begins at a place, with its label (完成时限：6月底).
fn begins_fact(chars: &[char], at: usize, vocabulary: &Vocabulary) -> bool {
    const LONGEST_LABEL: usize = 10;
    let words = &chars[at..];
    let ink = words.iter().take_while(|c| **c == ' ').count();
    let words = &words[ink..words.len().min(ink + LONGEST_LABEL + 1)];
    let Some(colon) = words.iter().position(|c| *c == ':') else { return false };
    let first = vocabulary.scan(&words[..colon]).into_iter().next();
    first.is_some_and(|f| f.start == 0 && f.end == colon && f.word.stop.is_some())
}

/// Whether a full stop stands where a list goes on (责任单位：县财政局。县教育局): nothing but names behind it, on its line.
fn lists_on(passage: &Passage, stop: usize, vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 100;
    let words = &passage.chars()[stop + 1..];
    let end = words.iter().take(LONGEST).position(|c| matches!(c, '。' | ';' | ':' | '('));
    let end = end.unwrap_or(words.len());
    let ends = end < LONGEST && !matches!(words.get(end), Some(':' | '('));
    ends && words.first().is_some_and(|c| is_han(*c))
        && passage.line(stop) == passage.line(stop + end)
        && is_sure_unit_list(&words[..end], vocabulary)
        && !is_office(&words[..end], vocabulary)
}

/// Where the units begin that stand, without a label of their own, before the label of those who
/// support them and make up the rest of the paragraph: 县公安局；配合单位：县教育局.
fn listed_before(chars: &[char], start: usize, label: &Found, vocabulary: &Vocabulary) -> usize {
    let supports = label.word.label == Some(Label::Role(Role::Support));
    let from = marker(chars, 0).map_or(0, |m| m.end);
    let sure = start > from && is_sure_unit_list(&chars[from..start], vocabulary);
    if supports && sure { from } else { start }
}

/// Whether a word before a colon closes a list of names instead of opening one:
/// 各镇（街道）配合： at the end of the words that lead in a list of items.
fn closes_list(chars: &[char], found: &Found, vocabulary: &Vocabulary) -> bool {
    let ends = chars[found.end..].iter().all(|c| ": ".contains(*c));
    let clause = || names_before(chars, found.start);
    ends && found.word.verb.is_some() && is_unit_list(&chars[clause()], vocabulary)
}

/// The words before a place back to the last mark that sets clauses apart or the number of the paragraph, brackets
/// left whole.
pub fn names_before(chars: &[char], end: usize) -> Range<usize> {
    let mut depth = 0;
    let first = marker(chars, 0).map_or(0, |m| m.end).min(end);
    let start = (first..end).rev().find(|i| {
        depth += i32::from(chars[*i] == ')') - i32::from(chars[*i] == '(');
        depth < 0 || depth == 0 && ",;。:!?".contains(chars[*i])
    });
    start.map_or(first, |at| at + 1)..end
}

/// Whether a label without a colon opens a sentence and is not itself a member of a list.
fn sets_off(chars: &[char], start: usize, end: usize) -> bool {
    let before = chars[..start].iter().rposition(|c| *c != ' ').map(|i| chars[i]);
    let opens = before.is_none_or(|c| "。;!?)".contains(c)) || start > 0 && chars[start - 1] == ' ';
    opens && !chars.get(end).is_some_and(|c| ",、;。)和及与要应".contains(*c))
}
