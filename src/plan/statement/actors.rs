//! Who carries out what: names of units with an action behind them (A、B负责制定标准).
//!
//! Owns where such names end and the action begins. Never knows roles.

use super::names_run::without_manner;
use crate::plan::unit_shape::{
    Shape, is_sure_unit_list, is_unit_list, list_shape, name_shape, names as split,
};
use crate::plan::vocabulary::{Found, Verb, Vocabulary, Word};
use crate::text::is_han;
use std::ops::Range;

/// The longest end of an office's name behind a verb (落实 + 办公室).
const LONGEST_OFFICE: usize = 3;

/// Whether the names before a verb carry out what stands behind it (A、B负责制定标准): they are
/// surely units, touch the verb, and are not the beginning of a longer name (县政府落实办公室).
pub fn acts(
    chars: &[char],
    names: &Range<usize>,
    verb: Range<usize>,
    end: usize,
    vocabulary: &Vocabulary,
) -> bool {
    let last = split(&chars[names.clone()]).last().map_or(0, <[char]>::len);
    let clause = clause_end(chars, verb.end, end);
    let whole = &chars[names.end.saturating_sub(last)..clause];
    let named = clause - verb.end <= LONGEST_OFFICE && name_shape(whole, vocabulary) > Shape::No;
    // 县环保局：负责…, and where a copy printed the colon as a full stop; 县林业局根据职责负责….
    let touches = chars[names.end..verb.start].iter().all(|c| ":。 ".contains(*c))
        || without_manner(chars, names.start..verb.start, vocabulary).end == names.end;
    !names.is_empty()
        && touches
        && chars.get(verb.end).is_some_and(|c| is_han(*c) || *c == '(')
        && is_sure_unit_list(&chars[names.clone()], vocabulary)
        && (!named || chars[verb].ends_with(&['负', '责']))
}

/// Whether names before 负责 carry out what stands behind it, beside others who do: among them an office is one
/// (党办负责通联，学生处负责宣传).
pub fn acts_beside(
    chars: &[char],
    names: &Range<usize>,
    verb: Range<usize>,
    vocabulary: &Vocabulary,
) -> bool {
    let (strong, weak, all) = list_shape(&chars[names.clone()], vocabulary);
    all > 0
        && strong + weak == all
        && names.end == verb.start
        && chars.get(verb.end).is_some_and(|c| is_han(*c))
        && chars[verb].ends_with(&['负', '责'])
}

/// Where the clause that goes on at a place ends, brackets left whole.
pub fn clause_end(chars: &[char], at: usize, end: usize) -> usize {
    let mut depth = 0;
    let close = (at..end).find(|i| {
        depth += i32::from(chars[*i] == '(') - i32::from(chars[*i] == ')');
        depth < 0 || depth == 0 && ",;。".contains(chars[*i])
    });
    close.unwrap_or(end)
}

/// Whether words say what to do rather than who does it.
pub fn says_action(words: &[char], vocabulary: &Vocabulary) -> bool {
    let text: String = words.iter().collect();
    let action = vocabulary.lists().actions.iter().any(|a| text.starts_with(a.as_str()));
    action && list_shape(words, vocabulary).0 == 0
}

/// The words of responsibility in a text, with those that mean something between names only: 商 in
/// 县信访局商县住建局, not in 市商务局.
pub fn role_words(chars: &[char], vocabulary: &Vocabulary) -> Vec<Found> {
    let mut found = vocabulary.scan(chars);
    let lists = vocabulary.lists();
    let with = Word { verb: Some(Verb::With), ..Word::default() };
    for word in &lists.consult {
        let word: Vec<char> = word.chars().collect();
        for start in (1..chars.len()).filter(|at| chars[*at..].starts_with(&word)) {
            let end = start + word.len();
            let edge = |c: &char| "、,;。:( 由".contains(*c);
            let from = chars[..start].iter().rposition(edge).map_or(0, |at| at + 1);
            let close = |c: &char| edge(c) || "及和与)".contains(*c);
            let to = chars[end..].iter().position(close).map_or(chars.len(), |at| end + at);
            let to = found.iter().map(|f| f.start).find(|at| (end..to).contains(at)).unwrap_or(to);
            let (before, behind) = (&chars[from..start], &chars[end..to]);
            let text: String = behind.iter().collect();
            // Units of one level, or ministries: 市场监管局商品处 is one name.
            let alike = before.first() == behind.first()
                || before.last() == Some(&'部') && behind.last() == Some(&'部')
                || lists.groups.iter().any(|g| text.starts_with(g.as_str()));
            let sure = |name: &[char]| name_shape(name, vocabulary) == Shape::Strong;
            if alike
                && sure(before)
                && sure(behind)
                && !found.iter().any(|f| f.start < end && f.end > start)
            {
                found.push(Found { start, end, word: with });
            }
        }
    }
    found.sort_by_key(|f| f.start);
    with_gathered(chars, found, vocabulary)
}

/// The words with those for "together with" that stand behind a verb of leading and before units:
/// 县商务局牵头，联合县公安局等部门.
fn with_gathered(chars: &[char], words: Vec<Found>, vocabulary: &Vocabulary) -> Vec<Found> {
    const LONGEST_NAME: usize = 16;
    let named = |at: usize| {
        let close = |c: &char| "、,。;:等和及与".contains(*c);
        let end = chars[at..].iter().take(LONGEST_NAME).position(close);
        end.is_some_and(|end| name_shape(&chars[at..at + end], vocabulary) == Shape::Strong)
    };
    let gathers = |from: usize| {
        let word = |word: &String| {
            let end = from + word.chars().count();
            let stands =
                chars.get(from..end).is_some_and(|text| text.iter().copied().eq(word.chars()));
            (stands && named(end)).then_some(end)
        };
        vocabulary.lists().gathers.iter().find_map(word)
    };
    let with = Word { verb: Some(Verb::With), ..Word::default() };
    let mut out: Vec<Found> = Vec::new();
    for found in words {
        if out.last().is_some_and(|last| found.start < last.end) {
            continue;
        }
        let leads =
            found.word.verb == Some(Verb::Lead) && found.word.label.is_none_or(|_| found.word.bare);
        // 牵头协调县公安局: the verb of leading ends before the other word.
        let inside = |at: &usize| {
            let before = || vocabulary.scan(&chars[found.start..*at]);
            let leads = |f: &Found| f.end == at - found.start && f.word.verb == Some(Verb::Lead);
            gathers(*at) == Some(found.end) && before().iter().any(leads)
        };
        let split = (found.start + 1..found.end).find(inside).filter(|_| leads);
        let end = split.unwrap_or(found.end);
        let comma = usize::from(chars.get(end) == Some(&','));
        let behind = gathers(end + comma).filter(|_| leads);
        out.push(Found { end, ..found });
        out.extend(behind.map(|close| Found { start: end + comma, end: close, word: with }));
    }
    out
}

/// The units of clauses that are `names action` without a verb of responsibility (A组织投保).
pub fn actors(chars: &[char], range: Range<usize>, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    /// No single name is longer.
    const LONGEST: usize = 24;
    let short = |names: &Range<usize>| {
        split(&chars[names.clone()]).last().is_some_and(|name| name.len() <= LONGEST)
    };
    let mut out = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let end = clause_end(chars, start, range.end);
        if !is_unit_list(&chars[start..end], vocabulary) {
            let names = (start + 2..end)
                .filter(|at| begins_action(&chars[*at..end], vocabulary))
                .map(|at| start..at)
                .find(|names| is_sure_unit_list(&chars[names.clone()], vocabulary))
                .filter(short);
            out.extend(names);
        }
        start = end + 1;
    }
    out
}

/// Whether words begin with an action that is not the beginning of an office's name (宣传部).
pub fn begins_action(words: &[char], vocabulary: &Vocabulary) -> bool {
    /// No action with the beginning of an office behind it is longer.
    const LONGEST: usize = 16;
    if !vocabulary.name_words().actions.begin(words) {
        return false;
    }
    let lists = vocabulary.lists();
    let text: String = words.iter().take(LONGEST).collect();
    // 审查市级平台, 检查校门口: what the action is about is no office.
    let object = |o: &&String| lists.objects.contains(o);
    let offices = || lists.strong.iter().chain(&lists.weak).filter(|o| !object(o));
    lists.actions.iter().any(|action| {
        text.strip_prefix(action.as_str()).is_some_and(|rest| {
            !offices().any(|o| o.chars().count() <= 2 && rest.starts_with(o.as_str()))
        })
    })
}
