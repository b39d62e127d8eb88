//! Duties that name their items by number: 县教育局：牵头一、二；配合三、五.
//!
//! Owns what such a line says and which measures it means. Never knows the outline.

use super::heads::Read;
use crate::locator::Locator;
use crate::plan::measure::{How, Measure, RoleClause};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::statement::role_clause::{Reading, Run, trimmed};
use crate::plan::unit_shape::is_sure_unit_list;
use crate::plan::vocabulary::{Label, Verb, Vocabulary, Word};
use crate::text::{is_numeral, key, numeral};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Units with the numbers of the items that they have a part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The paragraph, by index.
    at: usize,
    names: Range<usize>,
    /// The part and the items; no part where it follows from who else is named (负责第3项).
    items: Vec<(Option<Role>, Vec<Number>)>,
}

/// The number of an item: whether it is written in Chinese numerals, and its value.
type Number = (bool, u32);

/// Takes the lines that name items by number out of what else is read of them. The items they name say in no words of
/// their own what somebody does (一、青年驿站：提供住宿).
pub fn take(read: &mut [Read], vocabulary: &Vocabulary) -> Vec<Reference> {
    let found: Vec<Reference> = read
        .iter()
        .enumerate()
        .filter_map(|(at, (passage, _))| reference(passage, at, vocabulary))
        .collect();
    if found.is_empty() {
        return found;
    }
    let named: BTreeSet<Number> =
        found.iter().flat_map(|r| &r.items).flat_map(|(_, numbers)| numbers.clone()).collect();
    let deed = |s: &Statement| matches!(s.place, Place::Duty | Place::Deed);
    for (passage, statements) in read.iter_mut() {
        let number = marker(passage.chars(), 0).and_then(|m| number_of(&passage.text(m.number)));
        if number.is_some_and(|number| named.contains(&number)) {
            statements.retain(|s| !deed(s));
        }
    }
    for reference in &found {
        read[reference.at].1.clear();
    }
    found
}

/// Numbers that a line names and that are not those of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// The line.
    pub line: u32,
    /// Its words.
    pub quote: String,
    /// The numbers, as values.
    pub numbers: Vec<u32>,
}

/// Gives the units of references their parts in the measures that are meant, and gives back the numbers that no measure
/// or more than one has.
pub fn resolve(
    references: &[Reference],
    measures: &mut Vec<Measure>,
    read: &mut [Read],
    source: &Arc<str>,
) -> Vec<Unmet> {
    let lines: BTreeSet<u32> = references.iter().map(|r| read[r.at].0.line(0)).collect();
    let own = |m: &Measure| m.clauses.is_empty() && lines.contains(&m.at.line);
    measures.retain(|measure| !own(measure));
    let numbered = by_number(measures);
    let mut shared: Vec<(usize, RoleClause)> = Vec::new();
    let mut unmet = Vec::new();
    for reference in references {
        let (passage, statements) = &mut read[reference.at];
        let line = passage.line(reference.names.start);
        let mut missing = Vec::new();
        for (role, numbers) in &reference.items {
            let clause = RoleClause {
                role: role.unwrap_or(Role::Lead),
                names: passage.text(reference.names.clone()),
                how: How::Prose,
                at: Locator::line(source.clone(), line),
                quote: passage.whole(),
            };
            for number in numbers {
                match (numbered.get(number).copied().flatten(), role) {
                    (Some(at), Some(_)) => measures[at].clauses.push(clause.clone()),
                    (Some(at), None) => shared.push((at, clause.clone())),
                    (None, _) => missing.push(number.1),
                }
            }
        }
        // Read, though its measures stand elsewhere.
        let run = Run { role: Role::Lead, names: reference.names.clone(), host: false };
        let reading = Reading { runs: vec![run], verbs: true, ..Reading::default() };
        statements.push(Statement { span: 0..passage.len(), place: Place::Duty, reading });
        if !missing.is_empty() {
            unmet.push(Unmet { line, quote: passage.whole(), numbers: missing });
        }
    }
    let led = |measure: &Measure| measure.clauses.iter().any(|c| c.role == Role::Lead);
    let led: BTreeSet<usize> = (0..measures.len()).filter(|at| led(&measures[*at])).collect();
    for (at, mut clause) in shared {
        clause.role = if led.contains(&at) { Role::Responsible } else { Role::Lead };
        measures[at].clauses.push(clause);
    }
    unmet
}

/// The measures by number; nothing for a number that several have.
fn by_number(measures: &[Measure]) -> BTreeMap<Number, Option<usize>> {
    let mut found = BTreeMap::new();
    for (at, measure) in measures.iter().enumerate() {
        if let Some(number) = number_of(&measure.number) {
            found.entry(number).and_modify(|known| *known = None).or_insert(Some(at));
        }
    }
    found
}

/// The number of an item as printed: 3, （三）, 第三条, but not 第三部分, which holds items.
fn number_of(printed: &str) -> Option<Number> {
    let printed = key(printed);
    let inner = printed.trim_matches(|c| "()".contains(c));
    let item = inner.strip_prefix('第').and_then(|n| n.strip_suffix(['条', '项', '件']));
    value(&item.unwrap_or(inner).chars().collect::<Vec<_>>())
}

fn value(digits: &[char]) -> Option<Number> {
    let text: String = digits.iter().collect();
    let han = digits.first().is_some_and(|c| is_numeral(*c));
    numeral(&text).map(|value| (han, value))
}

/// Reads a paragraph that is nothing but units, their part and numbers.
fn reference(passage: &Passage, at: usize, vocabulary: &Vocabulary) -> Option<Reference> {
    const LONGEST: usize = 200;
    let chars = passage.chars();
    if chars.len() > LONGEST {
        return None;
    }
    let start = marker(chars, 0).map_or(0, |m| m.end);
    let words = vocabulary.scan(chars);
    let first = words.iter().find(|f| part(&f.word).is_some() && f.start > start)?;
    let names = trimmed(chars, start..first.start);
    if !is_sure_unit_list(&chars[names.clone()], vocabulary) {
        return None;
    }
    let mut items = Vec::new();
    let mut at_char = first.start;
    while at_char < chars.len() {
        let verb = words.iter().find(|f| f.start == at_char)?;
        let role = part(&verb.word)?;
        let (numbers, end) = numbers(chars, verb.end, vocabulary)?;
        items.push((role, numbers));
        let skip = chars[end..].iter().take_while(|c| " ,;。、".contains(**c)).count();
        at_char = end + skip;
    }
    Some(Reference { at, names, items })
}

/// The part that a word gives, if it gives one: `None` inside where it follows from who else is named.
fn part(word: &Word) -> Option<Option<Role>> {
    match (word.verb, word.label) {
        (Some(Verb::Lead), _) => Some(Some(Role::Lead)),
        (Some(Verb::Support), _) => Some(Some(Role::Support)),
        (Some(Verb::Share), _) => Some(None),
        (Some(Verb::Carry), _) => Some(Some(Role::Responsible)),
        (None, Some(Label::Role(role))) => Some(Some(role)),
        _ => None,
    }
}

/// The numbers at a place (第3、7项, 一至三, 1-4), and where they end: at a mark or the end of the paragraph.
fn numbers(chars: &[char], from: usize, vocabulary: &Vocabulary) -> Option<(Vec<Number>, usize)> {
    /// No plan has more items.
    const MOST: u32 = 500;
    let lists = vocabulary.lists();
    let digit = |c: char| is_numeral(c) || c.is_ascii_digit();
    let mut at = behind(chars, from, &lists.before_numbers);
    let mut out: Vec<Number> = Vec::new();
    let mut ranged = false;
    loop {
        let run = chars[at..].iter().take_while(|c| digit(**c)).count();
        let number = value(&chars[at..at + run]).filter(|(_, value)| *value <= MOST)?;
        if ranged {
            let (han, first) = *out.last()?;
            out.extend((first + 1..=number.1).map(|value| (han, value)));
        } else {
            out.push(number);
        }
        let end = at + run;
        let joint = chars.get(end).filter(|c| "、,和及与-至到".contains(**c));
        let next = behind(chars, end + usize::from(joint.is_some()), &lists.before_numbers);
        if joint.is_none() || !chars.get(next).is_some_and(|c| digit(*c)) {
            let end = behind(chars, end, &lists.behind_numbers);
            return chars.get(end).is_none_or(|c| ",;。、".contains(*c)).then_some((out, end));
        }
        ranged = joint.is_some_and(|c| "-至到".contains(*c));
        at = next;
    }
}

/// The place behind some words, as often as they stand there, and blanks.
fn behind(chars: &[char], from: usize, words: &[String]) -> usize {
    let mut at = from;
    loop {
        let word = words
            .iter()
            .find(|w| w.chars().eq(chars[at..].iter().copied().take(w.chars().count())));
        at += match word {
            Some(word) => word.chars().count(),
            None if chars.get(at) == Some(&' ') => 1,
            None => return at,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<Vec<(Option<Role>, Vec<u32>)>> {
        let passage = Passage::new(text, 1);
        let found = reference(&passage, 0, &Vocabulary::default())?;
        let plain = |(role, numbers): (Option<Role>, Vec<Number>)| {
            (role, numbers.into_iter().map(|(_, value)| value).collect())
        };
        Some(found.items.into_iter().map(plain).collect())
    }

    #[test]
    fn a_line_names_its_items_by_number() {
        let (lead, support) = (Some(Role::Lead), Some(Role::Support));
        assert_eq!(
            parts("团县委：牵头一、二；配合三、五"),
            Some(vec![(lead, vec![1, 2]), (support, vec![3, 5])])
        );
        assert_eq!(parts("县教育局牵头落实第3、7项。"), Some(vec![(lead, vec![3, 7])]));
        assert_eq!(parts("3.县水利局：负责第1-3项任务"), Some(vec![(None, vec![1, 2, 3])]));
        for text in
            ["县教育局：牵头2个工作组", "县教育局牵头第3季度检查", "县教育局：牵头", "第3项"]
        {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
