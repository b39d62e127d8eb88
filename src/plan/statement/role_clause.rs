//! The inside of one statement: which run of names has which role.
//!
//! Owns the grammar of labels, verbs and lists. Never knows where the statement stood, nor what a
//! name means.

use super::actors::{actors, acts, acts_beside, clause_end, role_words, says_action};
use super::blank_labels::labels_before_blanks;
use super::label_marks::{stop_start, units_resume, unknown_labels};
use super::names_run::{names_in, without_manner, without_remark};
use super::time_limits::{without_dates, without_due};
use crate::locator::Locator;
use crate::plan::measure::{How, RoleClause};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{Shape, is_sure_unit_list, is_unit_list, name_shape};
use crate::plan::vocabulary::{Found, Label, Stop, Verb, Vocabulary};
use crate::text::is_han;
use std::ops::Range;
use std::sync::Arc;

/// A run of names under one role, by character positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The role.
    pub role: Role,
    /// The names, without label and verb; may be empty when a label stands without names.
    pub names: Range<usize>,
    /// Whether the role was given by 承办, which leads where nobody else leads or is responsible.
    pub host: bool,
}

/// What a statement says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The runs, in order.
    pub runs: Vec<Run>,
    /// Time limits named beside the units.
    pub due: Vec<Range<usize>>,
    /// Whether a label gave the role (牵头单位：).
    pub labelled: bool,
    /// Whether a verb gave the role (区财政局负责).
    pub verbs: bool,
    /// Whether the names may be addressed and have no duty (县财政局：年底前报送清单。).
    pub guessed: bool,
    /// Labels nobody knows (挂帅单位：), whose names are not read.
    pub unknown: Vec<Range<usize>>,
    /// Whether the text ends before it says what the last names do, so that their role is the one
    /// usual in the document.
    pub last_by_pattern: bool,
    /// Whether the text ends inside the last name, which is left out.
    pub last_cut: bool,
}

/// A role still to be settled by what else the statement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tentative {
    Fixed(Role),
    /// Leads where nobody else does, else responsible.
    Share,
    /// 承办.
    Host,
}

/// Whether a found word is a label here: a noun label, or a bare one with a colon behind it.
pub fn is_label(chars: &[char], found: &Found) -> bool {
    found.word.label.is_some() && (!found.word.bare || has_colon(chars, found.end))
}

/// Whether a colon follows, blanks aside.
pub fn has_colon(chars: &[char], at: usize) -> bool {
    chars.iter().skip(at).find(|c| **c != ' ') == Some(&':')
}

/// Reads the words of a statement.
///
/// `column` is the role that a table column gives to names without a label or verb of their own; an
/// unlabelled group leads.
pub fn read(
    passage: &Passage,
    range: Range<usize>,
    column: Option<Label>,
    vocabulary: &Vocabulary,
) -> Reading {
    let chars = &passage.chars()[range.clone()];
    let found = vocabulary.scan(chars);
    let mut marks: Vec<(usize, usize, Option<Label>, Option<Stop>)> = Vec::new();
    let blanks = labels_before_blanks(chars, &found, vocabulary);
    for f in &found {
        if blanks.contains(&f.start) {
            marks.push((f.start, f.end, f.word.label, None));
            continue;
        }
        let set_off = || opens_piece(chars, f.start) && chars.get(f.end) == Some(&' ');
        let stop = f.word.stop.filter(|_| has_colon(chars, f.end) || set_off());
        let bracketed = f.word.label.is_some()
            && f.start > 0
            && opens_piece(chars, f.start - 1)
            && chars[f.start - 1] == '('
            && chars.get(f.end) == Some(&')');
        // 区税务局（牵头单位）、…: said of the name before the bracket.
        let suffix = !bracketed
            && f.start > 0
            && chars[f.start - 1] == '('
            && chars.get(f.end) == Some(&')')
            && !chars.get(f.end + 1).is_some_and(|c| is_han(*c));
        if (bracketed || is_label(chars, f) && !suffix)
            && (has_colon(chars, f.end) || opens_piece(chars, f.start) || spaced(chars, f))
        {
            let start = vocabulary.label_start(chars, f.start);
            let bracketed = start > 0 && chars[start - 1] == '(' && chars.get(f.end) == Some(&')');
            let around = usize::from(bracketed);
            let is = usize::from(chars.get(f.end).is_some_and(|c| "为是".contains(*c)));
            marks.push((start - around, f.end + around + is, f.word.label, None));
        } else if stop.is_some() {
            marks.push((stop_start(chars, f.start, vocabulary), f.end, None, stop));
        }
    }
    let unknown = unknown_labels(chars, &marks, vocabulary);
    marks.extend(unknown.iter().map(|label| (label.start, label.end, None, Some(Stop::Other))));
    marks.sort_by_key(|m| m.0);
    let mut reading =
        Reading { labelled: marks.iter().any(|m| m.2.is_some()), ..Reading::default() };
    let mut runs: Vec<(Tentative, Range<usize>)> = Vec::new();
    let first = marks.first().map_or(chars.len(), |m| m.0);
    let mut segments = vec![(0, first, column, None)];
    let mut label = column;
    for (i, mark) in marks.iter().enumerate() {
        let end = marks.get(i + 1).map_or(chars.len(), |next| next.0);
        let start = mark.1.min(end);
        // 时限：11月；区教育局牵头: another clause begins at the semicolon.
        let fact = matches!(mark.3, Some(Stop::Due | Stop::Person));
        let clause = (start..end).filter(|_| fact).find(|at| match chars[*at] {
            ';' => vocabulary.scan(&chars[*at..end]).iter().any(|f| f.word.verb.is_some()),
            ',' => {
                let words = vocabulary.scan(&chars[*at..end]);
                let verb = words.iter().find(|f| f.word.verb.is_some());
                verb.is_some_and(|f| {
                    is_sure_unit_list(&chars[*at + 1..*at + f.start.max(1)], vocabulary)
                })
            }
            _ => false,
        });
        if mark.3.is_none() {
            label = mark.2;
        }
        let resumed = mark.3.and_then(|stop| units_resume(chars, start..end, stop, vocabulary));
        match resumed.filter(|at| clause.is_none_or(|clause| *at < clause)) {
            Some(at) => segments.extend([(start, at, None, mark.3), (at, end, label, None)]),
            None => {
                segments.push((start, clause.unwrap_or(end), mark.2, mark.3));
                segments.extend(clause.map(|at| (at + 1, end, None, None)));
            }
        }
    }
    for (i, (start, end, label, stop)) in segments.into_iter().enumerate() {
        match stop {
            Some(Stop::Due) => {
                let due = trimmed(chars, start..end);
                if !due.is_empty() {
                    reading.due.push(due);
                }
            }
            Some(_) => {}
            None => {
                let labelled = i > 0;
                segment(chars, start..end, label, labelled, vocabulary, &mut runs, &mut reading);
            }
        }
    }
    // 主要任务：…: known words, behind which nobody is made responsible.
    let known = |label: &Range<usize>| {
        let text: String = chars[label.clone()].iter().collect();
        let said = found.iter().any(|f| f.start >= label.end && f.word.verb.is_some());
        vocabulary.heading(&text).is_some() && !said
    };
    let unknown = unknown.into_iter().filter(|label| !known(label));
    reading.unknown = unknown.map(|label| shift(label, range.start)).collect();
    settle(runs, range.start, &mut reading);
    reading
}

/// A word of responsibility with the brackets around it, which belong to it: A（牵头）、B（分别办理）.
pub(super) fn with_brackets(
    chars: &[char],
    word: Range<usize>,
    within: Range<usize>,
) -> (usize, usize) {
    const LONGEST_MANNER: usize = 4;
    let from = word.start.saturating_sub(LONGEST_MANNER + 1).max(within.start);
    let open = chars[from..word.start.max(from)].iter().rposition(|c| "()".contains(*c));
    let open = open.map(|at| from + at).filter(|at| chars[*at] == '(' && *at > within.start);
    let rest = &chars[word.end..within.end.max(word.end)];
    // （牵头单位） as well as （牵头）.
    let noun = rest.iter().take_while(|c| is_han(**c)).count();
    match open {
        // （由发起部门确定） says who decides.
        Some(open)
            if noun <= LONGEST_MANNER
                && rest.get(noun) == Some(&')')
                && !chars[open..word.start].contains(&'由') =>
        {
            (open, word.end + noun + 1)
        }
        _ => (word.start, word.end),
    }
}

/// Splits one segment at its verbs.
fn segment(
    chars: &[char],
    range: Range<usize>,
    label: Option<Label>,
    labelled: bool,
    vocabulary: &Vocabulary,
    runs: &mut Vec<(Tentative, Range<usize>)>,
    reading: &mut Reading,
) {
    let range = without_due(chars, range, vocabulary, reading);
    let range = without_remark(chars, range, vocabulary);
    let by_label = match label {
        Some(Label::Role(role)) => Some(Tentative::Fixed(role)),
        Some(Label::Host) => Some(Tentative::Host),
        Some(Label::Share) | None => None,
    };
    let words = &chars[range.clone()];
    let mut at = range.start;
    let mut before_with: Option<Range<usize>> = None;
    let found = runs.len();
    let verbs = role_words(words, vocabulary);
    for verb in &verbs {
        let (start, end) = (range.start + verb.start, range.start + verb.end);
        let (start, end) = with_brackets(chars, start..end, at..range.end);
        let kind = match (verb.word.verb, verb.word.label) {
            (Some(kind), _) => kind,
            // 区税务局（牵头单位）
            (None, Some(Label::Role(role))) if chars[start] == '(' => match role {
                Role::Lead => Verb::Lead,
                Role::Responsible => Verb::Carry,
                Role::Support => Verb::Support,
            },
            _ => continue,
        };
        if start < at || in_remark(chars, range.start..start, vocabulary) {
            continue;
        }
        // A verb closes a list only where the list ends; 负责 inside a name or a sentence does not.
        let end = match kind {
            Verb::Lead | Verb::Share => end + flourish(chars, end, range.end),
            _ => end,
        };
        let mut before = trimmed(chars, at..start);
        if let (Some(role), Verb::Lead | Verb::Support | Verb::Carry) = (by_label, kind)
            && let Some(head) = under_label(chars, before.clone(), vocabulary)
        {
            before.start = head.end + 1;
            runs.push((role, names_in(chars, head, vocabulary)));
        } else if kind == Verb::Support
            && runs.len() == found
            && by_label.is_none()
            && closes(chars, end, range.end)
            && let Some(head) = under_label(chars, before.clone(), vocabulary)
        {
            // 人事科、德育科，各学校配合: those before the comma answer for it.
            before.start = head.end + 1;
            runs.push((Tentative::Share, names_in(chars, head, vocabulary)));
        }
        let tail = without_lead_in(chars, before.clone(), vocabulary);
        let head = before.start..tail.start;
        let dated = without_due(chars, head.clone(), vocabulary, reading).end;
        let head = head.start..dated.max(head.start);
        let (tail, dates) =
            without_dates(chars, without_manner(chars, tail, vocabulary), vocabulary);
        let names = names_in(chars, tail, vocabulary);
        let end = match kind {
            Verb::With => end,
            // 县商务局负责（经许可的）早市: the clause goes on behind the bracket.
            Verb::Lead | Verb::Share
                if chars.get(end) == Some(&'(')
                    && goes_on_behind_bracket(chars, end, range.end)
                    && acts(chars, &names, start..end, range.end, vocabulary) =>
            {
                clause_end(chars, end, range.end)
            }
            _ if closes(chars, end, range.end) => end,
            // 县商务局牵头并会同县公安局
            _ if verbs
                .iter()
                .any(|f| range.start + f.start == end && f.word.verb == Some(Verb::With)) =>
            {
                end
            }
            // 县残联牵头县教育局、县民政局负责: the comma has been lost.
            Verb::Lead if names_stand_behind(chars, end, range.end, vocabulary) => end,
            // 省人事厅配合省委有关部门落实: who is helped stands behind the verb and answers for it.
            Verb::Support if runs.len() == found => {
                if helps_those_behind(chars, &names, start..end, range.end, vocabulary) {
                    runs.push((Tentative::Fixed(Role::Support), names));
                    reading.verbs = true;
                    at = end;
                }
                continue;
            }
            _ if acts(chars, &names, start..end, range.end, vocabulary)
                || runs.len() > found && acts_beside(chars, &names, start..end, vocabulary) =>
            {
                clause_end(chars, end, range.end)
            }
            _ => continue,
        };
        if kind == Verb::With {
            before_with = Some(names);
            at = end;
            continue;
        }
        let role = match kind {
            Verb::Lead => Tentative::Fixed(Role::Lead),
            Verb::Support => Tentative::Fixed(Role::Support),
            Verb::Carry => Tentative::Fixed(Role::Responsible),
            Verb::Share | Verb::With => by_label.unwrap_or(Tentative::Share),
        };
        for actor in actors(chars, head, vocabulary) {
            runs.push((by_label.unwrap_or(Tentative::Share), actor));
        }
        if let Some(actors) = before_with.take() {
            if !actors.is_empty() {
                runs.push((role, actors));
            }
            if !names.is_empty() {
                runs.push((Tentative::Fixed(Role::Support), names));
            }
        } else if !names.is_empty() {
            runs.push((role, names));
        }
        reading.verbs = true;
        reading.due.extend(dates);
        at = end;
    }
    let rest = names_in(chars, at..range.end, vocabulary);
    let rest = if runs.len() > found || before_with.is_some() {
        // A牵头，B组织投保，抓好落实: others act, or nothing but an action is named.
        let acting = actors(chars, rest.clone(), vocabulary);
        let done = !acting.is_empty() || says_action(&chars[rest.clone()], vocabulary);
        let role = by_label.unwrap_or(Tentative::Share);
        runs.extend(acting.into_iter().map(|actor| (role, actor)));
        if done { range.end..range.end } else { rest }
    } else {
        rest
    };
    if let Some(actors) = before_with {
        if !actors.is_empty() {
            runs.push((by_label.unwrap_or(Tentative::Share), actors));
        }
        if !rest.is_empty() {
            runs.push((Tentative::Fixed(Role::Support), rest));
        }
        reading.verbs = true;
    } else if !rest.is_empty() || labelled && runs.len() == found {
        runs.push((by_label.unwrap_or(Tentative::Share), rest));
    }
}

/// Whether the words end inside a bracket behind a unit that says which of its offices acts (县教育局（具体由基教科…).
fn in_remark(chars: &[char], words: Range<usize>, vocabulary: &Vocabulary) -> bool {
    let mut depth = 0;
    let open = words.clone().rev().find(|i| {
        depth += i32::from(chars[*i] == ')') - i32::from(chars[*i] == '(');
        depth < 0
    });
    let Some(open) = open else { return false };
    let before = chars[words.start..open].rsplit(|c| "、,;: ".contains(*c)).next();
    let inside = &chars[open + 1..words.end];
    let inside = &inside[vocabulary.opener(inside)..];
    before.is_some_and(|name| name_shape(name, vocabulary) == Shape::Strong)
        && is_unit_list(inside, vocabulary)
}

/// Whether a list of units stands right behind a place, up to the next verb or mark.
fn names_stand_behind(chars: &[char], at: usize, end: usize, vocabulary: &Vocabulary) -> bool {
    let clause = at..clause_end(chars, at, end);
    let verb =
        role_words(&chars[clause.clone()], vocabulary).into_iter().find(|f| f.word.verb.is_some());
    let list = clause.start..verb.map_or(clause.end, |f| clause.start + f.start);
    is_sure_unit_list(&chars[list], vocabulary)
}

/// Whether words stand right behind the bracket that opens at a place.
fn goes_on_behind_bracket(chars: &[char], open: usize, end: usize) -> bool {
    let close = chars[open..end].iter().position(|c| *c == ')').map(|at| open + at + 1);
    close.is_some_and(|behind| chars[..end].get(behind).is_some_and(|c| is_han(*c)))
}

/// Whether the names before a verb of support help those behind it, who have a verb of their own or are all
/// that is said.
fn helps_those_behind(
    chars: &[char],
    names: &Range<usize>,
    verb: Range<usize>,
    end: usize,
    vocabulary: &Vocabulary,
) -> bool {
    let behind = &chars[verb.end..end];
    let next = role_words(behind, vocabulary).into_iter().find(|f| f.word.verb.is_some());
    let answers = |f: &Found| {
        let helped = verb.end..verb.end + f.start;
        let (start, to) = (helped.end, verb.end + f.end);
        f.word.verb != Some(Verb::Support)
            && is_sure_unit_list(&chars[helped.clone()], vocabulary)
            && (closes(chars, to, end) || acts(chars, &helped, start..to, end, vocabulary))
    };
    names.end == verb.start
        && is_sure_unit_list(&chars[names.clone()], vocabulary)
        // 县工商局协助县住建局
        && next.as_ref().map_or_else(|| is_sure_unit_list(behind, vocabulary), answers)
}

/// The names of a label before the clause of others: 牵头单位：A，B配合.
fn under_label(
    chars: &[char],
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Option<Range<usize>> {
    let cut = range.start + chars[range.clone()].iter().rposition(|c| ",;".contains(*c))?;
    let lists = is_unit_list(&chars[range.start..cut], vocabulary)
        && is_unit_list(&chars[cut + 1..range.end], vocabulary);
    lists.then_some(range.start..cut)
}

/// Leaves out clauses before the names that name nobody (修改，省农业农村厅起草).
fn without_lead_in(chars: &[char], range: Range<usize>, vocabulary: &Vocabulary) -> Range<usize> {
    let Some(cut) = chars[range.clone()].iter().rposition(|c| ",;".contains(*c)) else {
        return range;
    };
    let (head, tail) = (range.start..range.start + cut, range.start + cut + 1..range.end);
    let lead_in =
        !is_unit_list(&chars[head], vocabulary) && is_unit_list(&chars[tail.clone()], vocabulary);
    if lead_in { tail } else { range }
}

/// A range without blanks and punctuation at its ends, nor a bracket without its partner.
pub fn trimmed(chars: &[char], range: Range<usize>) -> Range<usize> {
    let edge = |c: &char| " :,;、。.!-".contains(*c);
    let words = &chars[range.clone()];
    let Some(first) = words.iter().position(|c| !edge(c)) else { return range.start..range.start };
    let last = words.iter().rposition(|c| !edge(c)).unwrap_or(first);
    let (mut start, mut end) = (range.start + first, range.start + last + 1);
    // A bracket that has no partner inside is not part of the names.
    let balance: i32 =
        chars[start..end].iter().map(|c| i32::from(*c == '(') - i32::from(*c == ')')).sum();
    if balance > 0 && chars[start] == '(' {
        start += 1;
    } else if balance < 0 && chars[end - 1] == ')' {
        end -= 1;
    }
    start..end
}

/// Whether a list may end here: end of the words, or punctuation, or the next list.
fn closes(chars: &[char], at: usize, end: usize) -> bool {
    chars[at..end].iter().find(|c| **c != ' ').is_none_or(|c| ",;。、.)(:".contains(*c))
        || chars.get(at) == Some(&' ')
        || chars[at..end].starts_with(&['会', '同'])
}

/// One more word that ends the clause (牵头 + 抓好): its characters.
fn flourish(chars: &[char], at: usize, end: usize) -> usize {
    let word = chars[at..end].iter().take_while(|c| is_han(**c)).count();
    let clause =
        (1..=2).contains(&word) && chars[at..end].get(word).is_none_or(|c| ",;。)".contains(*c));
    if clause { word } else { 0 }
}

/// Whether a word stands at the beginning of a piece of the statement.
pub(super) fn opens_piece(chars: &[char], start: usize) -> bool {
    chars[..start].last().is_none_or(|c| " ,;:。、()\t".contains(*c))
}

/// Whether a label is set off from its names by a blank (牵头单位 区财政局).
fn spaced(chars: &[char], found: &Found) -> bool {
    chars.get(found.end) == Some(&' ')
}

/// Gives every run its role once all of them are known.
fn settle(runs: Vec<(Tentative, Range<usize>)>, offset: usize, reading: &mut Reading) {
    let has = |role: Role| {
        runs.iter().any(|(t, names)| *t == Tentative::Fixed(role) && !names.is_empty())
    };
    let (lead, support) = (has(Role::Lead), has(Role::Support));
    for (tentative, names) in runs {
        let role = match tentative {
            Tentative::Fixed(role) => role,
            Tentative::Share if lead => Role::Responsible,
            Tentative::Share => Role::Lead,
            Tentative::Host if support && !lead => Role::Lead,
            Tentative::Host => Role::Responsible,
        };
        reading.runs.push(Run {
            role,
            names: shift(names, offset),
            host: tentative == Tentative::Host,
        });
    }
    for due in &mut reading.due {
        *due = shift(due.clone(), offset);
    }
}

fn shift(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// The clauses of a reading, with their words and places.
pub fn clauses(
    reading: &Reading,
    passage: &Passage,
    quote: &str,
    how: How,
    source: &Arc<str>,
) -> Vec<RoleClause> {
    reading
        .runs
        .iter()
        .map(|run| RoleClause {
            role: run.role,
            names: passage.text(run.names.clone()),
            how,
            at: Locator::line(source.clone(), passage.line(run.names.start))
                .to(passage.line(run.names.end.max(run.names.start + 1) - 1)),
            quote: quote.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> Vec<(Role, String)> {
        let passage = Passage::new(words, 1);
        let reading = read(&passage, 0..passage.len(), None, &Vocabulary::default());
        reading.runs.into_iter().map(|r| (r.role, passage.text(r.names))).collect()
    }

    #[test]
    fn statements_in_many_wordings() {
        use Role::{Lead, Responsible, Support};
        let cases: [(&str, &[(Role, &str)]); 19] = [
            (
                "牵头单位：甲局；责任单位：乙局、丙局",
                &[(Lead, "甲局"), (Responsible, "乙局、丙局")],
            ),
            ("牵头单位:甲局,责任单位:乙局", &[(Lead, "甲局"), (Responsible, "乙局")]),
            ("甲局牵头，乙局、丙局配合", &[(Lead, "甲局"), (Support, "乙局、丙局")]),
            ("甲局牵头，乙局、丙局按职责分工负责", &[(Lead, "甲局"), (Responsible, "乙局、丙局")]),
            ("甲局、乙局按职责分工负责", &[(Lead, "甲局、乙局")]),
            ("甲局负责", &[(Lead, "甲局")]),
            ("甲局、乙局", &[(Lead, "甲局、乙局")]),
            ("由甲局会同乙局、丙局负责", &[(Lead, "甲局"), (Support, "乙局、丙局")]),
            ("甲局会同乙局", &[(Lead, "甲局"), (Support, "乙局")]),
            ("甲局牵头，会同乙局、丙局落实", &[(Lead, "甲局"), (Support, "乙局、丙局")]),
            ("责任单位：甲局、乙局", &[(Responsible, "甲局、乙局")]),
            ("责任单位：甲局牵头，乙局配合", &[(Lead, "甲局"), (Support, "乙局")]),
            ("主办单位：甲局 协办单位：乙局", &[(Lead, "甲局"), (Support, "乙局")]),
            ("承办单位：甲局；协办单位：乙局", &[(Lead, "甲局"), (Support, "乙局")]),
            ("承办单位：甲局", &[(Responsible, "甲局")]),
            (
                "牵头单位：甲局；完成时限：2024年6月底前；配合单位：乙局",
                &[(Lead, "甲局"), (Support, "乙局")],
            ),
            ("责任单位：甲局；责任人：张三；联系电话：123456", &[(Responsible, "甲局")]),
            ("牵头：甲局；配合：乙局", &[(Lead, "甲局"), (Support, "乙局")]),
            ("甲局牵头、乙局配合", &[(Lead, "甲局"), (Support, "乙局")]),
        ];
        for (words, want) in cases {
            let want: Vec<_> = want.iter().map(|(r, n)| (*r, (*n).to_owned())).collect();
            assert_eq!(said(words), want, "{words}");
        }
    }

    #[test]
    fn dates_beside_units_are_time_limits() {
        let passage = Passage::new("责任单位：甲局、乙局，2024年12月底前", 1);
        let reading = read(&passage, 0..passage.len(), None, &Vocabulary::default());
        assert_eq!(passage.text(reading.runs[0].names.clone()), "甲局、乙局");
        assert_eq!(reading.due.len(), 1);
        assert_eq!(passage.text(reading.due[0].clone()), "2024年12月底前");
    }

    #[test]
    fn a_label_without_names_is_kept_as_an_empty_run() {
        let passage = Passage::new("牵头单位：；配合单位：乙局", 1);
        let reading = read(&passage, 0..passage.len(), None, &Vocabulary::default());
        assert!(reading.runs[0].names.is_empty());
        assert_eq!(reading.runs[1].role, Role::Support);
    }
}
