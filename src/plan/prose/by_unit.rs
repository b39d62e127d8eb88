//! Plans laid out by unit: a heading names a unit, or the part it has in the items below.
//!
//! Owns what such headings say (一、县教育局 / （一）牵头任务). Never knows what stands below them.

use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::actors::begins_action;
use crate::plan::statement::places::Statement;
use crate::plan::statement::sentences::is_office;
use crate::plan::unit_shape::{Shape, is_sure_unit_list, name_shape, names};
use crate::plan::vocabulary::{Heading, Label, Verb, Vocabulary};
use std::ops::Range;

/// What a heading says of the items below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByUnit {
    /// The units it names.
    pub units: Option<Range<usize>>,
    /// An office that it may name (五、保卫处), where the headings beside it name units.
    pub likely: Option<Range<usize>>,
    /// The role it names; inside, `None` where the role follows from who else is named (负责的任务).
    pub role: Option<Option<Role>>,
}

impl ByUnit {
    /// The units it names beside headings that do.
    pub fn named(&self) -> Option<&Range<usize>> {
        self.units.as_ref().or(self.likely.as_ref())
    }

    /// Whether the heading says anything of this kind.
    pub fn says(&self) -> bool {
        self.units.is_some() || self.role.is_some()
    }
}

/// Reads a paragraph as such a heading; `next` is the paragraph behind it.
pub fn heading(
    passage: &Passage,
    statements: &[Statement],
    next: Option<&Passage>,
    vocabulary: &Vocabulary,
) -> ByUnit {
    let none = ByUnit::default();
    let chars = passage.chars();
    let found = marker(chars, 0);
    let mut words = plain(chars, found.as_ref().map_or(0, |m| m.end)..chars.len());
    if !statements.is_empty() || words.len() > LONGEST + LONGEST_DUTY_WORD {
        return none;
    }
    // （七）县公安局职责
    let unit = words.start..words.start + vocabulary.without_duty_word(&chars[words.clone()]);
    let office =
        unit.len() < words.len() && name_shape(&chars[unit.clone()], vocabulary) == Shape::Weak;
    if office || is_sure_unit_list(&chars[unit.clone()], vocabulary) {
        words = unit;
    }
    if words.len() > LONGEST {
        return none;
    }
    let several = || joined_units(&chars[words.clone()], vocabulary);
    if is_sure_unit_list(&chars[words.clone()], vocabulary) || found.is_some() && several() {
        let name: String = chars[words.clone()].iter().collect();
        let lists = vocabulary.lists();
        // （一）市级部门 （二）学校: sorts of bodies, no body. 各镇人民政府：without a number are addressed.
        let addressed = found.is_none() && chars.ends_with(&[':']);
        let sort = lists.strong.contains(&name)
            || (addressed || !name.starts_with('各'))
                && lists.groups.iter().any(|group| name.starts_with(group.as_str()))
                && lists.sorts.iter().any(|end| name.ends_with(end.as_str()));
        let duties = || found.is_some() && next.is_some_and(|next| says_duty(next, vocabulary));
        // 一、招商专班 above its chair and members, （三）成员单位: formed for the work, or whoever belongs to it.
        let team = lists.teams.iter().any(|end| name.ends_with(end.as_str()))
            || vocabulary.names_members(&chars[words.clone()]);
        if team && !duties() {
            return none;
        }
        let one = names(&chars[words.clone()]).count() == 1 && (!sort || duties());
        // （三）学工部、团委 and （二）工会: units beside headings that surely name one.
        let bare = lists.strong.contains(&name);
        let likely = Some(words.clone()).filter(|_| found.is_some() && (bare || !sort));
        return if one { ByUnit { units: Some(words), ..none } } else { ByUnit { likely, ..none } };
    }
    let text = &chars[words.clone()];
    // 7.财务处 above （1）负责…: what may be a unit is one where a duty follows.
    let numbered = found.is_some() && name_shape(text, vocabulary) == Shape::Weak;
    if numbered && names(text).count() == 1 {
        if next.is_some_and(|next| says_duty(next, vocabulary)) {
            return ByUnit { units: Some(words), ..none };
        }
        let office = text.len() > 2 && vocabulary.name_words().offices.end(text);
        return ByUnit { likely: Some(words).filter(|_| office), ..none };
    }
    for word in vocabulary.scan(text) {
        let role = match (word.word.verb, word.word.label) {
            (Some(Verb::Lead), _) => Some(Role::Lead),
            (Some(Verb::Support), _) => Some(Role::Support),
            (Some(Verb::Share), _) => None,
            (_, Some(Label::Role(role))) if word.word.bare => Some(role),
            _ => continue,
        };
        let before = words.start..words.start + word.start;
        let tail = &text[word.end..];
        let tail: String = tail.strip_prefix(&['的']).unwrap_or(tail).iter().collect();
        let tasks = matches!(vocabulary.heading(&tail), Some(Heading::Task | Heading::Group));
        let units = (!before.is_empty()).then_some(before);
        let named = |r: &Range<usize>| is_sure_unit_list(&chars[r.clone()], vocabulary);
        if tasks && units.as_ref().is_none_or(named) {
            return ByUnit { units, role: Some(role), ..none };
        }
        return none;
    }
    none
}

/// Splits a paragraph that says one after the other what units do (县教育局：检查食堂。县公安局：巡逻。), where there are
/// several.
pub fn split_duties(passage: Passage, vocabulary: &Vocabulary) -> Vec<Passage> {
    const FEWEST: usize = 3;
    let chars = passage.chars();
    let begins = |at: &usize| {
        let before = chars[..*at].iter().rfind(|c| **c != ' ');
        let words = &chars[*at..chars.len().min(at + LONGEST)];
        let colon = || words.iter().position(|c| *c == ':');
        chars[*at] != ' '
            && before.is_none_or(|c| matches!(c, '。' | ';'))
            && colon().is_some_and(|colon| {
                is_sure_unit_list(&words[..colon], vocabulary)
                    && !is_office(&words[..colon], vocabulary)
            })
    };
    if !chars.contains(&':') {
        return vec![passage];
    }
    let mut cuts: Vec<usize> = (0..chars.len()).filter(begins).collect();
    if cuts.len() < FEWEST {
        return vec![passage];
    }
    if cuts.first() != Some(&0) {
        cuts.insert(0, 0);
    }
    cuts.push(chars.len());
    cuts.windows(2).map(|w| passage.slice(w[0]..w[1]).trimmed()).collect()
}

/// Whether a paragraph begins with a word of responsibility (（1）负责登记), or an item with an action.
fn says_duty(passage: &Passage, vocabulary: &Vocabulary) -> bool {
    let chars = passage.chars();
    let start = marker(chars, 0).map_or(0, |m| m.end);
    let first = vocabulary.scan(&chars[start..]).into_iter().next();
    first.is_some_and(|f| f.start == 0 && f.word.verb.is_some())
        || start > 0 && begins_action(&chars[start..], vocabulary)
}

/// Whether words name units joined by 及 or 和 (城管中队及各社区), each of them for sure.
fn joined_units(words: &[char], vocabulary: &Vocabulary) -> bool {
    let mut parts = words.split(|c| "及和与".contains(*c)).filter(|part| !part.is_empty());
    let sure = |part: &[char]| name_shape(part, vocabulary) == Shape::Strong;
    words.iter().any(|c| "及和与".contains(*c)) && parts.all(sure)
}

/// The longest heading of this kind, in characters.
const LONGEST: usize = 30;

/// No word behind a unit that says what it does (职责) is longer.
const LONGEST_DUTY_WORD: usize = 10;

/// A range without the brackets around it, a count in brackets and punctuation at its end.
fn plain(chars: &[char], mut range: Range<usize>) -> Range<usize> {
    let edge = |c: char| " :。;()".contains(c);
    while range.start < range.end && edge(chars[range.start]) {
        range.start += 1;
    }
    let count = chars[range.clone()].iter().rposition(|c| *c == '(');
    if let Some(open) = count.map(|at| range.start + at)
        && chars[open..range.end].iter().any(char::is_ascii_digit)
    {
        range.end = open;
    }
    while range.start < range.end
        && edge(chars[range.end - 1])
        && !(chars[range.end - 1] == ')' && chars[range.clone()].contains(&'('))
    {
        range.end -= 1;
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_units_and_roles() {
        let vocabulary = Vocabulary::default();
        let lead = Some(Some(Role::Lead));
        for (text, units, role) in [
            ("一、县教育局", Some("县教育局"), None),
            ("【县教育局】", Some("县教育局"), None),
            ("（一）牵头任务（3项）", None, lead),
            ("（二）配合事项", None, Some(Some(Role::Support))),
            ("一、县教育局牵头的任务", Some("县教育局"), lead),
            ("二、各镇（街道）负责的工作：", Some("各镇（街道）"), Some(None)),
            ("一、加强组织领导", None, None),
            ("各镇人民政府：", None, None),
            ("县教育局：", Some("县教育局"), None),
            ("（一）市级部门", None, None),
            ("（一）牵头抓好落实", None, None),
        ] {
            let passage = Passage::new(text, 1);
            let found = heading(&passage, &[], None, &vocabulary);
            assert_eq!(found.units.map(|u| passage.text(u)).as_deref(), units, "{text}");
            assert_eq!(found.role, role, "{text}");
        }
    }
}
