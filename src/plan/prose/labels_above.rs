//! Lines of units that stand above the items they answer for: 牵头单位：县水利局 above 1.…, 2.…
//!
//! Owns how a document shows that its lines of units head items and do not close them. Never knows what the
//! items say.

use super::heads::Read;
use super::outline::stands_alone;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::statement::role_clause::{Run, trimmed};
use crate::plan::vocabulary::Vocabulary;
use std::ops::Range;

/// Which paragraphs are lines of units above the items they answer for, where the document has several.
///
/// The first of them stands before the first item of all, each right before an item, and one at least before
/// two items or before items that count from 1 again: a line that closes an item does none of this. A
/// noun for a label (科室：基础教育科) names who leads.
pub fn labels_above(read: &mut [Read], vocabulary: &Vocabulary) -> Vec<bool> {
    const FEWEST: usize = 2;
    let mut above = vec![false; read.len()];
    let kinds: Vec<Kind> = read.iter().map(|(p, s)| kind(p, s, vocabulary)).collect();
    let runs = label_runs(&kinds);
    let Some(first) = runs.first() else { return above };
    let Some(Kind::Item(style, _)) = kinds.get(first.end).copied() else { return above };
    let item = |at: usize| match kinds.get(at) {
        Some(Kind::Item(own, ordinal)) if *own == style => Some(*ordinal),
        _ => None,
    };
    let heads = runs.len() >= FEWEST
        && runs.iter().all(|run| item(run.end).is_some())
        && item(first.end) == Some(1)
        && !kinds[..first.start].iter().any(|k| matches!(k, Kind::Item(own, _) if *own >= style));
    let tells = |pair: &[Range<usize>]| {
        let between = pair[0].end..pair[1].start;
        let items = between.clone().filter_map(item).count();
        let higher = |k: &Kind| matches!(k, Kind::Item(own, _) if *own < style);
        let one_group = !kinds[between].iter().any(higher);
        one_group && (items > 1 || item(pair[1].end) == Some(1))
    };
    if !heads || !runs.windows(2).any(tells) {
        return above;
    }
    for run in &runs {
        for at in run.clone() {
            above[at] = true;
            let (passage, statements) = &mut read[at];
            statements.iter_mut().for_each(|s| name_noun(passage, s));
        }
    }
    above
}

/// What a paragraph is to this question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing but labels and units.
    Label,
    /// A numbered item or heading with its number.
    Item(Style, u32),
    /// Anything else.
    Other,
}

fn kind(passage: &Passage, statements: &[Statement], vocabulary: &Vocabulary) -> Kind {
    if let Some(m) = marker(passage.chars(), 0) {
        return Kind::Item(m.style, m.ordinal);
    }
    let units = |s: &Statement| {
        let named = s.reading.runs.iter().all(|run| !run.names.is_empty());
        matches!(s.place, Place::Label | Place::Bracket)
            && named
            && (!s.reading.runs.is_empty() || noun(passage, s, vocabulary))
    };
    let label =
        !statements.is_empty() && statements.iter().all(units) && stands_alone(passage, statements);
    if label { Kind::Label } else { Kind::Other }
}

/// The label lines that stand next to each other.
fn label_runs(kinds: &[Kind]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..kinds.len()).filter(|at| kinds[*at] == Kind::Label) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Whether the label of a statement is a noun for units and no more: 科室, 单位.
fn noun(passage: &Passage, statement: &Statement, vocabulary: &Vocabulary) -> bool {
    let [label] = statement.reading.unknown.as_slice() else { return false };
    vocabulary.is_noun(&passage.chars()[label.clone()].iter().collect::<String>())
}

/// Gives the units behind a noun the lead.
fn name_noun(passage: &Passage, statement: &mut Statement) {
    if let Some(label) = statement.reading.unknown.pop() {
        let names = trimmed(passage.chars(), label.end..statement.span.end);
        statement.reading.runs.push(Run { role: Role::Lead, names, host: false });
        statement.reading.labelled = true;
    }
}
