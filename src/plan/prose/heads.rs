//! What a paragraph may head beside its number: the items of a unit, the facts of a measure, steps, other items.
//!
//! Owns how that is told from its words. Never knows the outline.

use super::by_unit::{self, ByUnit};
use super::fields::{Field, field};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::statement::places::Statement;
use crate::plan::vocabulary::{Heading, Label, Stop, Vocabulary};

/// A paragraph with the statements found in it.
pub type Read = (Passage, Vec<Statement>);

/// Which items a paragraph speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// 以上任务…
    Above,
    /// 以下任务…
    Below,
    /// 此项工作…: the items above are one.
    Whole,
}

impl Points {
    /// What the first words of a paragraph point at.
    pub fn at(passage: &Passage, vocabulary: &Vocabulary) -> Option<Self> {
        let text: String = passage.chars().iter().take(4).collect();
        let begins = |words: &[String]| words.iter().any(|w| text.starts_with(w.as_str()));
        let lists = vocabulary.lists();
        let others = [(&lists.this_work, Self::Whole), (&lists.below, Self::Below)];
        let other = others.into_iter().find(|(words, _)| begins(words)).map(|(_, points)| points);
        begins(&lists.above).then_some(Self::Above).or(other)
    }
}

/// What a paragraph may head beside its number.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The items of a unit.
    pub by_unit: ByUnit,
    /// The facts of a measure.
    pub field: Option<Field>,
    /// The items above or below it.
    pub points: Option<Points>,
    /// Whether it announces tasks (一、整改任务).
    pub tasks: bool,
    /// Whether it announces units (三、主办单位).
    pub units: bool,
    /// Whether it is a line of units above the items they answer for.
    pub leads_items: bool,
    /// Whether it names units and announces what they have to do (牵头单位：县国资委 主要任务：).
    pub steps: bool,
}

/// What every paragraph may head; `above` says which are lines of units above the items they answer for.
pub fn heads(read: &[Read], above: &[bool], vocabulary: &Vocabulary) -> Vec<Head> {
    read.iter()
        .enumerate()
        .map(|(i, (p, s))| Head {
            by_unit: by_unit::heading(p, s, behind_contacts(read, i, vocabulary), vocabulary),
            field: field(p, vocabulary).filter(|_| s.is_empty()),
            points: Points::at(p, vocabulary),
            tasks: announces_tasks(p, vocabulary),
            units: s.is_empty() && announces_units(p, vocabulary),
            leads_items: above[i],
            steps: !s.is_empty() && announces_steps(p, s, vocabulary),
        })
        .collect()
}

/// Whether the first line of a paragraph is a heading of tasks (一、整改任务).
pub fn announces_tasks(passage: &Passage, vocabulary: &Vocabulary) -> bool {
    let start = marker(passage.chars(), 0).map_or(0, |m| m.end);
    let end = (start..passage.len()).find(|i| passage.line(*i) != passage.line(start));
    let words = passage.text(start..end.unwrap_or(passage.len()));
    vocabulary.heading(words.trim_end_matches([':', '：'])) == Some(Heading::Task)
}

/// Whether a numbered paragraph is a heading of units and no more (三、主办单位, 二、主办、承办单位).
fn announces_units(passage: &Passage, vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 12;
    let chars = passage.chars();
    let Some(m) = marker(chars, 0).filter(|m| chars.len() <= m.end + LONGEST) else { return false };
    let end = chars.iter().rposition(|c| !": ".contains(*c)).map_or(0, |at| at + 1);
    let words = vocabulary.scan(&chars[m.end.min(end)..end]);
    words.last().is_some_and(|f| {
        f.word.label.is_some_and(|label| label != Label::Share) && m.end + f.end == end
    })
}

/// Whether the words behind the statements of a paragraph are a label of tasks (… 主要任务：).
fn announces_steps(passage: &Passage, statements: &[Statement], vocabulary: &Vocabulary) -> bool {
    let from = statements.last().map_or(0, |s| s.span.end);
    let words = passage.text(from..passage.len());
    let label = words.trim().strip_suffix([':', '：']);
    label.is_some_and(|label| vocabulary.heading(label) == Some(Heading::Task))
}

/// The paragraph behind a heading, lines that say whom to call passed over (联系人：…).
fn behind_contacts<'a>(read: &'a [Read], i: usize, vocabulary: &Vocabulary) -> Option<&'a Passage> {
    /// The most such lines, and the longest name that goes on with one.
    const MOST: usize = 3;
    const LONGEST_NAME: usize = 6;
    const LONGEST_LABEL: usize = 40;
    let contact = |passage: &Passage| {
        let words = &passage.chars()[..passage.len().min(LONGEST_LABEL)];
        let first = vocabulary.scan(words).into_iter().next();
        passage.len() <= LONGEST_NAME && marker(passage.chars(), 0).is_none()
            || first.is_some_and(|f| f.start == 0 && f.word.stop == Some(Stop::Person))
    };
    let mut behind = read.get(i + 1..)?.iter().map(|(passage, _)| passage);
    let next = behind.next()?;
    if !contact(next) {
        return Some(next);
    }
    behind.take(MOST).find(|passage| !contact(passage))
}
