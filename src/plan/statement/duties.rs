//! What units do, said unit by unit: 县教育局：检查食堂, 县民政局负责登记, 县公安局作为牵头单位.
//!
//! Owns duties and who helps with them. Never knows whether the document needs them: it may name its
//! units in another way.

use super::actors::{acts, acts_beside, begins_action};
use super::names_run::without_manner;
use super::places::{Place, Statement};
use super::role_clause::{Reading, Run, read, trimmed};
use super::sentences::partners_end;
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{
    Shape, is_cut, is_sure_unit_list, is_unit_list, name_shape, names as names_of,
};
use crate::plan::vocabulary::{Found, Label, Verb, Vocabulary};
use crate::text::{is_han, is_numeral};
use std::ops::Range;

/// The longest list of names before the colon of a duty.
const LONGEST_NAME: usize = 30;

/// The unit before the colon of a paragraph that says what it does: 3.县教育局：检查食堂, （九）县公安局职责：…,
/// 5.民政部门。安置灾民.
///
/// Without a number and without a word of responsibility or an action behind it, it is no more than a
/// guess ([`Reading::guessed`]): it counts beside another such paragraph.
pub(super) fn duty_of(
    passage: &Passage,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    let chars = passage.chars();
    let numbered = marker(chars, 0).map(|m| m.end);
    let start = numbered.unwrap_or(0);
    let mark = |c: &char| *c == ':' || numbered.is_some() && *c == '。';
    let colon = start + chars[start..].iter().take(LONGEST_NAME).position(mark)?;
    let names = start..start + vocabulary.without_duty_word(&chars[start..colon]);
    let says = |f: &&Found| f.word.verb.is_some() || f.word.label.is_some();
    let spoken = words.iter().filter(says).any(|f| names.contains(&f.start));
    let behind = &chars[colon + 1..];
    let behind = &behind[behind.iter().take_while(|c| **c == ' ').count()..];
    let duty = words.iter().any(|f| f.start == chars.len() - behind.len() && f.word.verb.is_some())
        || behind.starts_with(&['承', '担']);
    let acts = duty || begins_action(behind, vocabulary);
    let listed = &chars[names.clone()];
    // 1.综合科：负责登记: what may be a unit is one before a word of responsibility; an office, before
    // any action.
    let office = || listed.len() > 2 && vocabulary.name_words().offices.end(listed);
    let sure = is_sure_unit_list(listed, vocabulary);
    let likely = (duty || office() && acts) && is_unit_list(listed, vocabulary);
    let ends = || behind.ends_with(&['。']) || behind.ends_with(&[';']);
    let named = match numbered {
        Some(_) if chars[colon] == '。' => sure && acts,
        Some(_) => sure || likely,
        // 各县、有关单位：现将…: they are addressed.
        None if !duty && names_groups(listed, vocabulary) => false,
        None => sure && (acts || ends()) || likely,
    };
    if behind.is_empty() || spoken || !named {
        return None;
    }
    let mut found = statement(start..colon + 1, Role::Lead, names);
    found.reading.guessed = numbered.is_none() && !(sure && acts);
    Some(found)
}

fn statement(span: Range<usize>, role: Role, names: Range<usize>) -> Statement {
    let runs = vec![Run { role, names, host: false }];
    Statement {
        span,
        place: Place::Duty,
        reading: Reading { runs, verbs: true, ..Reading::default() },
    }
}

/// Units that begin a sentence with an action of theirs (县林业局组织巡山；县广电局要播放公益广告。): whether that
/// is a duty, only the document can say.
pub(super) fn deeds(chars: &[char], words: &[Found], vocabulary: &Vocabulary) -> Vec<Statement> {
    let first = marker(chars, 0).map_or(0, |m| m.end);
    let mut starts = vec![(first, false)];
    let mut depth = 0;
    for (i, c) in chars.iter().enumerate().skip(first) {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        if depth == 0 && "。;,:".contains(*c) {
            starts.push((i + 1, ",:".contains(*c)));
        }
    }
    let deed = |(start, must)| deed(chars, start, must, words, vocabulary);
    starts.into_iter().filter_map(deed).collect()
}

/// Units with an action of theirs at a place; inside a sentence they `must` do it (要).
fn deed(
    chars: &[char],
    start: usize,
    must: bool,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    const LONGEST_LIST: usize = 40;
    const LONGEST_TAIL: usize = 5;
    const SHORTEST: usize = 3;
    let start = marker(chars, start).map_or(start, |m| m.end);
    // 一是县财政局要…
    let counted =
        chars.get(start).is_some_and(|c| is_numeral(*c)) && chars.get(start + 1) == Some(&'是');
    let start = start + if counted { 2 } else { 0 };
    // No name goes on behind these.
    let ends = |c: &char| matches!(c, '。' | ':' | '!' | '?' | '《' | '》');
    let window = chars.len().min(start + LONGEST_LIST);
    let stop = chars[start.min(window)..window].iter().position(ends);
    let last = stop.map_or(window, |at| start + at);
    let helps = |at: usize| {
        words.iter().any(|f| f.start == at && f.word.verb == Some(Verb::Support))
            && chars.get(at + 2).is_some_and(|c| is_han(*c))
    };
    // 要 and 应, but not 应急 or 应用.
    let affixes = vocabulary.name_words();
    let musts = |at: usize| {
        affixes.must.begin(&chars[at..])
            && !affixes.no_must.begin(&chars[at..])
            && chars.get(at + 1).is_some_and(|c| is_han(*c))
    };
    let acts = |at: &usize| {
        musts(*at) || !must && (begins_action(&chars[*at..], vocabulary) || helps(*at))
    };
    let end = (start + SHORTEST..last).find(acts)?;
    let names = without_manner(chars, trimmed(chars, start..end), vocabulary);
    let listed = &chars[names.clone()];
    // 县教育局组织人事股: the action is the beginning of an office's name.
    let says = |f: &&Found| f.word.verb.is_some() || f.word.label.is_some();
    let longer = |to: usize| {
        vocabulary.name_words().offices.end(&chars[end..to])
            && is_sure_unit_list(&chars[start..to], vocabulary)
    };
    let who = is_sure_unit_list(listed, vocabulary)
        && !is_cut(listed, vocabulary)
        && vocabulary.opener(listed) == 0
        // （三）协同有关部门开展检查: whoever it is, it is not named here.
        && !words.iter().filter(says).any(|f| names.contains(&f.start))
        && (!names_of(listed).all(|name| name.contains(&'各')) && !names_groups(listed, vocabulary)
            || heads_item(chars, &names, vocabulary))
        && !(end + 1..=last.min(end + LONGEST_TAIL)).any(longer);
    who.then(|| Statement { place: Place::Deed, ..statement(start..end, Role::Lead, names) })
}

/// Whether a clause says what units do: 县教育局、县民政局负责食堂检查. One that `follows` such a clause may name
/// offices.
pub(super) fn is_duty(
    chars: &[char],
    piece: &Range<usize>,
    words: &[Found],
    follows: bool,
    vocabulary: &Vocabulary,
) -> bool {
    let inside = |f: &&Found| f.start >= piece.start && f.end <= piece.end;
    let mut verbs = words.iter().filter(|f| f.word.verb.is_some()).filter(inside);
    let Some(mut verb) = verbs.next() else { return false };
    let mut names = trimmed(chars, piece.start..verb.start);
    // 县教育局会同县公安局负责校门秩序; 县工商局协同县住建局负责市容
    if matches!(verb.word.verb, Some(Verb::With | Verb::Support))
        && is_sure_unit_list(&chars[names.clone()], vocabulary)
        && let Some(next) = verbs.next()
    {
        (names, verb) = (verb.end..next.start, next);
    }
    let names = without_manner(chars, names, vocabulary);
    let office = |f: &Found| names.contains(&f.start) && f.word.label.is_some();
    let answers = match verb.word.verb {
        Some(Verb::Share) => answers(chars, verb),
        // 县教育局牵头组织检查, but not what it has led so far.
        Some(Verb::Lead) => !chars[verb.end..piece.end].iter().any(|c| "了过的".contains(*c)),
        _ => false,
    };
    answers
        && vocabulary.opener(&chars[names.clone()]) == 0
        && !words.iter().any(office)
        && (!names_groups(&chars[names.clone()], vocabulary)
            || heads_item(chars, &names, vocabulary))
        && (acts(chars, &names, verb.start..verb.end, piece.end, vocabulary)
            || follows && acts_beside(chars, &names, verb.start..verb.end, vocabulary))
}

/// Whether governments of places begin a numbered item (（一）各县（区）政府负责关闭矿山).
fn heads_item(chars: &[char], names: &Range<usize>, vocabulary: &Vocabulary) -> bool {
    let start = marker(chars, 0).map(|m| m.end);
    let listed: String = chars[names.clone()].iter().collect();
    let sorts = &vocabulary.lists().governments;
    start.is_some_and(|start| names.start <= start + 1)
        && sorts.iter().any(|end| listed.ends_with(end.as_str()))
}

/// Offices that begin a sentence and answer for something: 4.后勤处负责摆放桌椅.
pub(super) fn offices_duty(
    chars: &[char],
    piece: &Range<usize>,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    const SHORTEST: usize = 3;
    let verb = words.iter().find(|f| f.word.verb.is_some() && f.start >= piece.start)?;
    let names = piece.start..verb.start;
    let start = marker(chars, 0).map_or(0, |m| m.end);
    let before = chars[..names.start].iter().rfind(|c| **c != ' ');
    let begins = names.start <= start + 1 || before.is_some_and(|c| "。;".contains(*c));
    // 5.党委保卫部负责…: an item that begins so.
    let item = start > 0 && names.start <= start + 1;
    let office = |name: &[char]| {
        let shape = name_shape(name, vocabulary);
        let office = vocabulary.name_words().offices.end(name) || item && shape == Shape::Weak;
        name.len() >= SHORTEST && office || shape == Shape::Strong
    };
    let listed = chars.get(names.clone())?;
    let answer = begins
        && verb.end < piece.end
        && answers(chars, verb)
        && chars.get(verb.end).is_some_and(|c| is_han(*c))
        && names_of(listed).all(office)
        && is_unit_list(listed, vocabulary)
        && vocabulary.opener(listed) == 0
        && !words.iter().any(|f| names.contains(&f.start) && f.word.label.is_some())
        && !names_groups(listed, vocabulary);
    answer.then(|| statement(names.start..verb.end, Role::Lead, names))
}

/// Units that begin a numbered item of one sentence with a verb of support: （三）民政部门配合做好调查. Where more follows,
/// they have duties of their own.
pub(super) fn item_of_helpers(
    chars: &[char],
    piece: &Range<usize>,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    let start = marker(chars, 0)?.end;
    let verb = words.iter().find(|f| f.word.verb.is_some() && f.start >= piece.start)?;
    let names = trimmed(chars, piece.start..verb.start);
    let listed = &chars[names.clone()];
    let ends = chars[verb.end..].iter().position(|c| "。;".contains(*c));
    let behind = &chars[ends.map_or(chars.len(), |at| verb.end + at)..];
    let helps = piece.start <= start + 1
        && !behind.iter().any(|c| is_han(*c))
        && verb.word.verb == Some(Verb::Support)
        && chars.get(verb.end).is_some_and(|c| is_han(*c))
        && is_sure_unit_list(listed, vocabulary)
        && vocabulary.opener(listed) == 0
        && !names_groups(listed, vocabulary);
    helps.then(|| statement(names.start..verb.end, Role::Support, names))
}

/// Whether a verb says that somebody answers for something (负责实施).
pub(super) fn answers(chars: &[char], verb: &Found) -> bool {
    chars[verb.start..verb.end].windows(2).any(|c| c == ['负', '责'])
}

/// A clause that gives units their part as whoever has it: 县水利局作为牵头单位, 县公路局为农村公路的责任单位. `beside` such a
/// clause groups are given one too (各乡镇为配合单位).
pub(super) fn appointed(
    chars: &[char],
    piece: &Range<usize>,
    words: &[Found],
    beside: bool,
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    /// What they are appointed for is no longer.
    const LONGEST_OBJECT: usize = 30;
    let label =
        words.iter().find(|f| f.end == piece.end && !f.word.bare && f.start > piece.start)?;
    let Some(Label::Role(role)) = label.word.label else { return None };
    let before = piece.start..label.start;
    let named = |at: usize| {
        let text: String = chars[before.start..at].iter().collect();
        let mut as_words = vocabulary.lists().appoints.iter();
        let names = as_words.find_map(|word| text.strip_suffix(word.as_str()))?.chars().count();
        let names = trimmed(chars, before.start..before.start + names);
        let listed = &chars[names.clone()];
        let allowed = beside || !names_groups(listed, vocabulary);
        (allowed && is_sure_unit_list(listed, vocabulary)).then_some(names)
    };
    let from = before.end.saturating_sub(LONGEST_OBJECT).max(before.start + 1);
    let names = named(before.end).or_else(|| (from..before.end).find_map(named))?;
    let mut found = statement(piece.clone(), role, names);
    found.reading.labelled = true;
    Some(found)
}

/// Who helps with a duty, named in a later clause of it: 会同县财政局制定办法.
pub(super) fn helpers(
    passage: &Passage,
    piece: &Range<usize>,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    /// What may stand before 会同: 并, 负责, 牵头.
    const LONGEST_LEAD_IN: usize = 3;
    let chars = passage.chars();
    let colon = chars[piece.clone()].iter().position(|c| *c == ':');
    let start = piece.start + colon.map_or(0, |at| at + 1);
    let with = words.iter().find(|f| {
        f.word.verb == Some(Verb::With) && (start..=start + LONGEST_LEAD_IN).contains(&f.start)
    })?;
    let clause = with.start..piece.end;
    let mut end = partners_end(chars, &clause, words, vocabulary);
    if end == clause.end {
        end = first_names_end(chars, with.end..clause.end, vocabulary)?;
    }
    let reading = read(passage, with.start..end, None, vocabulary);
    let helps = |run: &Run| run.role == Role::Support && !run.names.is_empty();
    let helped = !reading.runs.is_empty() && reading.runs.iter().all(helps);
    helped.then_some(Statement { span: with.start..end, place: Place::Duty, reading })
}

/// Where the names that begin a clause end: behind the first that is surely a unit and not the beginning
/// of a longer name.
fn first_names_end(chars: &[char], clause: Range<usize>, vocabulary: &Vocabulary) -> Option<usize> {
    const LONGEST_TAIL: usize = 3;
    const LONGEST_LIST: usize = 80;
    let clause = clause.start..clause.end.min(clause.start + LONGEST_LIST);
    let listed = |end: usize| {
        let list = &chars[clause.start..end];
        let last = names_of(list).last().map(|name| name_shape(name, vocabulary));
        last == Some(Shape::Strong) && is_unit_list(list, vocabulary)
    };
    let whole = |end: &usize| !(end + 1..=clause.end.min(end + LONGEST_TAIL)).any(listed);
    let ends = |end: &usize| whole(end) || begins_action(&chars[*end..clause.end], vocabulary);
    (clause.start + 2..=clause.end).filter(|end| listed(*end)).find(ends)
}

/// Whether a list names nothing but groups (各镇街, 有关单位).
pub(super) fn names_groups(list: &[char], vocabulary: &Vocabulary) -> bool {
    names_of(list).all(|name| {
        let text: String = name.iter().collect();
        vocabulary.lists().groups.iter().any(|g| text.starts_with(g.as_str()))
    })
}
