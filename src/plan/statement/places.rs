//! Where in a paragraph somebody is made responsible.
//!
//! Owns the places of statements: brackets, labelled lines, ends of sentences, prose. Never knows to
//! which measure a statement belongs.

use super::actors::role_words;
use super::duties::{deeds, names_groups};
use super::role_clause::{Reading, Run, has_colon, is_label, read};
use super::sentences::{is_office, sentences};
use super::trailing_names::trailing_names;
use super::unit_line::unit_line;
use super::unknown_label::unknown_labels;
use super::unsaid::{persons, quotes, rules};
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{
    Shape, is_list_with_persons, is_sure_unit_list, is_unit_list, last_comma, list_shape,
    name_shape, names,
};
use crate::plan::vocabulary::{Found, Heading, Label, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// The place of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a bracket.
    Bracket,
    /// In a bracket that never closes.
    OpenBracket,
    /// The same without a word of responsibility: it counts only where the document says which of the
    /// units of a list leads.
    OpenNames,
    /// In a bracket that holds names only, without a word of responsibility.
    BareBracket,
    /// The same with names that may be units (河湖处) and count only when the document knows them.
    WeakBracket,
    /// Behind a dash or a colon at the end of an item: they count where several items end so.
    Trailing,
    /// On a line of their own below an item, without a word: they count where the document is laid out so.
    UnitLine,
    /// Behind a label.
    Label,
    /// In a sentence.
    Sentence,
    /// In a sentence that says what somebody does (县教育局负责食堂检查): it counts only where the document
    /// has no other way to say it.
    Duty,
    /// In a sentence that begins with an action of somebody (县林业局要组织巡山): it counts only among
    /// duties, or where the document says nothing else.
    Deed,
}

/// A statement of responsibility inside a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The characters it takes, brackets and label included.
    pub span: Range<usize>,
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub reading: Reading,
}

/// All statements of a passage, in order; neighbours with nothing between them are one.
pub fn find(passage: &Passage, vocabulary: &Vocabulary) -> Vec<Statement> {
    find_among(passage, &role_words(passage.chars(), vocabulary), vocabulary)
}

/// The same, or what units do in a passage that says nothing else.
pub fn find_or_deeds(passage: &Passage, vocabulary: &Vocabulary) -> Vec<Statement> {
    let words = role_words(passage.chars(), vocabulary);
    let found = find_among(passage, &words, vocabulary);
    if found.is_empty() { deeds(passage.chars(), &words, vocabulary) } else { found }
}

/// The statements of a passage with these words of responsibility.
fn find_among(passage: &Passage, words: &[Found], vocabulary: &Vocabulary) -> Vec<Statement> {
    let rules = rules(passage.chars(), vocabulary);
    let passage = &passage.masked(&rules);
    let chars = passage.chars();
    let words: Vec<Found> = words.iter().filter(|f| !inside(&rules, f.start)).copied().collect();
    let mut quoted = quotes(chars);
    quoted.extend(persons(chars, &words));
    let mut found = Vec::new();
    brackets(passage, 0..chars.len(), &words, &quoted, vocabulary, &mut found);
    // （县水利局，以下各项均需各镇落实，不再列出）: the rule beside the name says what the bracket is for.
    let ruled = |s: &Statement| rules.iter().any(|rule| s.span.contains(&rule.start));
    let bare = |s: &&mut Statement| matches!(s.place, Place::BareBracket | Place::WeakBracket);
    found.iter_mut().filter(bare).filter(|s| ruled(s)).for_each(|s| s.place = Place::Bracket);
    labels(passage, &words, &quoted, vocabulary, &mut found);
    sentences(passage, &words, vocabulary, &mut found);
    unknown_labels(chars, &words, vocabulary, &mut found);
    let silent = || {
        let trailing = trailing_names(passage, &words, vocabulary);
        trailing.or_else(|| unit_line(passage, &words, vocabulary))
    };
    if found.is_empty() {
        found.extend(silent());
    }
    found.sort_by_key(|s| s.span.start);
    joined(found, chars)
}

fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|r| r.contains(&at))
}

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

fn brackets(
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
    if reading.verbs && words.len() < 400 && names_units() {
        return Some(Place::Bracket);
    }
    // Names only: they must be sure, end a clause, and not be the second name of a unit before them.
    let ends_clause = chars.get(content.end + 1).is_none_or(|c| "。;,、.( ".contains(*c))
        || content.end + 1 >= chars.len();
    let before = &chars[..content.start - 1];
    let ink = before.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1);
    let before = &before[..ink];
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
fn is_likely_name(name: &[char]) -> bool {
    (2..=12).contains(&name.len())
        && name.iter().all(|c| is_han(*c))
        && !name.iter().any(|c| "的了着过将要应把被对从向于不".contains(*c))
}

fn depth(chars: &[char], from: usize, to: usize) -> i32 {
    chars[from..to].iter().map(|c| i32::from(*c == '(') - i32::from(*c == ')')).sum()
}

/// Statements behind a label outside brackets, up to the end of the sentence.
fn labels(
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
        let start = vocabulary.label_start(chars, f.start);
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
                '。' => !begins_fact(chars, *i + 1, vocabulary),
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
        let listed = &chars[names_start..end];
        let first_piece: Vec<char> = listed
            .iter()
            .copied()
            .skip_while(|c| " :".contains(*c))
            .take_while(|c| !";。".contains(*c))
            .collect();
        let units = is_unit_list(&first_piece, vocabulary) || {
            let reading = read(passage, span_start.max(start)..end, None, vocabulary);
            reading.runs.iter().any(|r| is_unit_list(&chars[r.names.clone()], vocabulary))
        };
        let named = f.word.label != Some(Label::Share);
        let colon = colon && named;
        let empty = first_piece.is_empty() && end == chars.len();
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
        if !(units || colon && (empty || short)) {
            continue;
        }
        let inner = if bracketed { f.end + 1..end } else { span_start..end };
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
            !is_unit_list(&words[..close], vocabulary)
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

/// Joins neighbours that have nothing but punctuation between them: one statement in several
/// brackets.
fn joined(found: Vec<Statement>, chars: &[char]) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    for next in found {
        let unsure = |s: &Statement| matches!(s.place, Place::WeakBracket | Place::Duty);
        if let Some(last) = out.last_mut()
            && !unsure(last)
            && !unsure(&next)
            && last.span.end <= next.span.start
            && chars[last.span.end..next.span.start].iter().all(|c| " ,;。、".contains(*c))
        {
            last.span.end = next.span.end;
            last.reading.runs.extend(next.reading.runs);
            last.reading.due.extend(next.reading.due);
            last.reading.unknown.extend(next.reading.unknown);
            last.reading.labelled |= next.reading.labelled;
            last.reading.verbs |= next.reading.verbs;
            if last.place == Place::BareBracket {
                last.place = next.place;
            }
            continue;
        }
        if out.last().is_none_or(|last| last.span.end <= next.span.start) {
            out.push(next);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Role;

    fn said(text: &str) -> Vec<(Place, Vec<(Role, String)>)> {
        let passage = Passage::new(text, 1);
        find(&passage, &Vocabulary::default())
            .into_iter()
            .map(|s| {
                let runs = s.reading.runs.into_iter().map(|r| (r.role, passage.text(r.names)));
                (s.place, runs.collect())
            })
            .collect()
    }

    fn one(text: &str) -> (Place, Vec<(Role, String)>) {
        let mut found = said(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn statements_in_brackets_of_any_kind() {
        let want =
            vec![(Role::Lead, "区财政局".to_owned()), (Role::Support, "区税务局".to_owned())];
        for text in [
            "做好申报（牵头单位：区财政局；配合单位：区税务局）。",
            "做好申报〔牵头单位：区财政局，配合单位：区税务局〕",
            "做好申报。【牵头单位:区财政局;配合单位:区税务局】",
            "做好申报(区财政局牵头,区税务局配合)",
            "做好申报。（牵头单位：区财政局）（配合单位：区税务局）",
            "做好申报（含（预）申报）。（牵头单位：区财政局，配合单位：区税务局）",
        ] {
            assert_eq!(one(text), (Place::Bracket, want.clone()), "{text}");
        }
    }

    #[test]
    fn statements_without_brackets() {
        let want =
            vec![(Role::Lead, "区财政局".to_owned()), (Role::Support, "区税务局".to_owned())];
        for (text, place) in [
            ("做好申报。牵头单位：区财政局；配合单位：区税务局。", Place::Label),
            ("牵头单位：区财政局 配合单位：区税务局", Place::Label),
            ("【牵头单位】区财政局【配合单位】区税务局", Place::Label),
            ("制定办法，由区财政局牵头，区税务局配合。", Place::Sentence),
            ("制定办法，由区财政局会同区税务局负责。", Place::Sentence),
        ] {
            assert_eq!(one(text), (place, want.clone()), "{text}");
        }
    }

    #[test]
    fn running_text_is_no_statement() {
        for text in [
            "各牵头单位要对照目标任务，主动对接。",
            "把“牵头单位：县河长办”的旧牌全部换下。",
            "落实责任单位和责任人，明确完成时限。",
            "管委会办公室（政府信息公开中心）要及时公开。",
            "鼓励社会力量参与，积极配合。",
            "由建设单位负责维护。",
            "下列事项由各决策承办科室负责落实。",
            "这四项工作由哪些部门牵头？",
        ] {
            let found = said(text);
            assert!(
                found.iter().all(|(p, _)| *p == Place::Sentence && text.contains("建设单位")),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn an_open_bracket_is_read_to_the_end() {
        assert_eq!(one("做好申报（牵头单位：区财政局、区税务局").0, Place::OpenBracket);
    }
}
