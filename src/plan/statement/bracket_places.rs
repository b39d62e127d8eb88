//! Which brackets make somebody responsible.
//!
//! Owns how a bracket of responsibility is told from any other. Never knows what stands outside brackets.

use super::duties::names_groups;
use super::places::{Place, Statement, inside};
use super::role_clause::{Run, has_colon, is_label, read};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{
    Shape, is_list_with_persons, is_sure_unit_list, is_unit_list, last_comma, list_shape,
    name_shape, names,
};
use crate::plan::vocabulary::{Found, Heading, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// The end of the bracket that opens at `open` (behind it), if it closes in the passage.
pub(super) fn closing(chars: &[char], open: usize, end: usize) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in chars[..end].iter().enumerate().skip(open) {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        if depth == 0 {
            return Some(i + 1);
        }
    }
    None
}

pub(super) fn brackets(
    passage: &Passage,
    range: Range<usize>,
    words: &[Found],
    quoted: &[Range<usize>],
    vocabulary: &Vocabulary,
    found: &mut Vec<Statement>,
) {
    /// More brackets that never close are no plan's.
    const MOST_OPEN: usize = 50;
    /// Longer brackets are no statements.
    const LONGEST: usize = 2_000;
    let chars = passage.chars();
    let mut at = range.start;
    let mut unclosed = 0;
    while let Some(open) = (at..range.end).find(|i| chars[*i] == '(' && !inside(quoted, *i)) {
        if chars.get(open + 1) == Some(&'(') {
            // A bracket around a bracket: the inner one speaks.
            at = open + 1;
            continue;
        }
        let end = range.end.min(open + LONGEST);
        let close = closing(chars, open, end);
        unclosed += usize::from(close.is_none());
        let content = open + 1..close.map_or(end, |c| c - 1);
        // 《健身计划（2021年》: the title ends, and the bracket in it.
        let title = chars[content.clone()].iter().find(|c| matches!(c, '《' | '》'));
        if close.is_none() && (unclosed > MOST_OPEN || title == Some(&'》')) {
            at = open + 1;
            continue;
        }
        let within: Vec<&Found> =
            words.iter().filter(|f| f.start >= content.start && f.end <= content.end).collect();
        match bracket(passage, &content, &within, vocabulary) {
            Some(place)
                if close.is_some()
                    || place == Place::Bracket && says_role(chars, &content, &within) =>
            {
                let reading = read(passage, content.clone(), None, vocabulary);
                let place = if close.is_some() { place } else { Place::OpenBracket };
                let span = open..close.unwrap_or(end);
                at = span.end;
                found.push(Statement { span, place, reading });
            }
            _ if close.is_none() => {
                at = open + 1;
                let whole = whole_names(chars, content, vocabulary);
                if is_sure_unit_list(&chars[whole.clone()], vocabulary) {
                    let reading = read(passage, whole, None, vocabulary);
                    found.push(Statement { span: open..end, place: Place::OpenNames, reading });
                    at = end;
                }
            }
            // Perhaps a bracket inside.
            _ => at = open + 1,
        }
    }
}

/// A list in which the text ends, without its last name where that may be cut (工信部、应急管理).
fn whole_names(chars: &[char], list: Range<usize>, vocabulary: &Vocabulary) -> Range<usize> {
    let last = last_comma(&chars[list.clone()]).map(|at| list.start + at);
    match last {
        Some(at) if name_shape(&chars[at + 1..list.end], vocabulary) < Shape::Strong => {
            // 各市 before 县（市、区）人: the beginning of the same name.
            let kept = &chars[list.start..at];
            let kind = kept.len() > 2
                && kept[kept.len() - 2] == '各'
                && kept.last().is_some_and(|c| vocabulary.is_area(*c));
            let open = |c: &char| !"、,及和与".contains(*c);
            let whole = |end: usize| kept[..end].iter().rposition(open).map_or(0, |at| at + 1);
            list.start..list.start + if kind { whole(kept.len() - 2) } else { kept.len() }
        }
        _ => list,
    }
}

/// Whether an unclosed bracket begins with a word of responsibility or with names.
fn says_role(chars: &[char], content: &Range<usize>, within: &[&Found]) -> bool {
    within.first().is_some_and(|f| is_label(chars, f) && f.start < content.start + 6)
        || within.iter().any(|f| f.word.verb.is_some() && f.start < content.start + 60)
}

/// What kind of statement the content of a bracket is, if it is one.
fn bracket(
    passage: &Passage,
    content: &Range<usize>,
    within: &[&Found],
    vocabulary: &Vocabulary,
) -> Option<Place> {
    let chars = passage.chars();
    let words = &chars[content.clone()];
    // 任务分解表（县农业农村局牵头任务）: what a list holds.
    if let Some(last) = within.last().filter(|f| f.word.verb.is_some()) {
        let behind: String = chars[last.end..content.end].iter().collect();
        let behind = behind.strip_prefix('的').unwrap_or(&behind);
        if matches!(vocabulary.heading(behind), Some(Heading::Task | Heading::Group)) {
            return None;
        }
    }
    let top = |f: &&&Found| depth(chars, content.start, f.start) == 0;
    let label = within.iter().filter(top).find(|f| is_label(chars, f));
    if let Some(label) = label {
        let first = label.start <= content.start + 4 || ";,。 ".contains(chars[label.start - 1]);
        let names = &chars[label.end..content.end];
        let lists = names.split(|c| ";:。".contains(*c)).any(|part| is_unit_list(part, vocabulary));
        if has_colon(chars, label.end) || first && lists {
            return Some(Place::Bracket);
        }
    }
    let reading = read(passage, content.clone(), None, vocabulary);
    let names_units = || {
        // A verb says what is meant: half of the names need to look like units.
        let half = |run: &Run| {
            let (strong, weak, all) = list_shape(&chars[run.names.clone()], vocabulary);
            is_unit_list(&chars[run.names.clone()], vocabulary)
                || strong > 0 && (strong + weak) * 2 >= all
        };
        let sure = |run: &Run| is_sure_unit_list(&chars[run.names.clone()], vocabulary);
        // Somebody surely named with a verb carries what stands beside them (区商务局搭把手).
        let first = reading.runs.first().is_some_and(|run| sure(run) && run.role == Role::Lead);
        // A name nobody knows stands beside others only where the verbs carry all of them.
        let likely = |run: &Run| half(run) || names(&chars[run.names.clone()]).all(is_likely_name);
        let known = reading.runs.iter().filter(|run| half(run)).count();
        reading.runs.iter().all(half) && !reading.runs.is_empty()
            || first && reading.runs.len() > 1
            || known * 2 >= reading.runs.len() && known > 0 && reading.runs.iter().all(likely)
    };
    if (reading.verbs || reading.labelled) && words.len() < 400 && names_units() {
        return Some(Place::Bracket);
    }
    // Names only: they must be sure, end a clause, and not be the second name of a unit before them.
    let ends_clause = chars.get(content.end + 1).is_none_or(|c| "。;,、.( ".contains(*c))
        || content.end + 1 >= chars.len();
    let before = &chars[..content.start - 1];
    let ink = before.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1);
    let before = &before[..ink];
    // …学校建设；（市教育局）推进医共体建设: it stands between two sentences.
    let ends_clause = ends_clause || before.last().is_some_and(|c| matches!(c, '。' | ';'));
    let last_word = before.rsplit(|c| "。;,、: ”)".contains(*c)).next().unwrap_or(&[]);
    let tail = &last_word[last_word.len().saturating_sub(12)..];
    let alias = name_shape(tail, vocabulary) == Shape::Strong && last_word.len() < 14;
    let [run] = reading.runs.as_slice() else { return None };
    let list = &chars[run.names.clone()];
    let (strong, weak, all) = list_shape(list, vocabulary);
    // 抽查工作计划（各市）: for whom a copy of the plan is.
    let signed = ink == 0 && is_signed(words);
    let titled = names_groups(list, vocabulary) && names_plan(before, vocabulary);
    // 村（社区）, 县（市、区）: places of another sort beside those before the bracket.
    let sort = |name: &[char]| name.len() <= 2;
    let sorts = before.last().is_some_and(|c| *c == '村' || vocabulary.is_area(*c))
        && names(list).all(sort);
    let bare = !reading.verbs
        && ends_clause
        && !alias
        && !sorts
        && !titled
        && !signed
        && reading.unknown.is_empty()
        // A bracket below the words of its item, on a line of its own, says so as well; one before other
        // words does not (【颁布单位】 县政府).
        && match ink {
            0 => !chars[(content.end + 1).min(chars.len())..].iter().any(|c| is_han(*c)),
            _ => before.iter().any(|c| is_han(*c)),
        };
    match () {
        () if bare && is_sure_unit_list(list, vocabulary) => Some(Place::BareBracket),
        // （县交通局 张三）
        () if bare && is_list_with_persons(list, vocabulary) => Some(Place::BareBracket),
        () if bare && all > 0 && strong + weak == all => Some(Place::WeakBracket),
        () => None,
    }
}

/// Whether words end with the month in which somebody wrote (县科委 2016年10月).
fn is_signed(words: &[char]) -> bool {
    let year = words.iter().rposition(|c| *c == '年');
    let month = words.iter().rposition(|c| "月日".contains(*c));
    matches!((year, month), (Some(year), Some(month)) if year < month && month + 1 == words.len())
        && words.iter().filter(|c| c.is_ascii_digit()).count() >= 5
}

/// Whether words before a bracket are the title of a plan and no item.
fn names_plan(words: &[char], vocabulary: &Vocabulary) -> bool {
    let text: String = words.iter().collect();
    marker(words, 0).is_none()
        && !words.contains(&'。')
        && vocabulary.lists().kinds.iter().any(|kind| text.ends_with(kind.as_str()))
}

/// Whether words may be the name of a body that no ending gives away (共青团中央, 最高法).
pub(super) fn is_likely_name(name: &[char]) -> bool {
    (2..=12).contains(&name.len())
        && name.iter().all(|c| is_han(*c))
        && !name.iter().any(|c| "的了着过将要应把被对从向于不".contains(*c))
}

fn depth(chars: &[char], from: usize, to: usize) -> i32 {
    chars[from..to].iter().map(|c| i32::from(*c == '(') - i32::from(*c == ')')).sum()
}
