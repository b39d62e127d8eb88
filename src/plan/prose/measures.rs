//! Numbered prose: paragraphs become an outline, and its leaves become measures.
//!
//! Owns the order of the steps. Never knows tables.

use super::by_unit;
use super::collector::collect;
use super::cut_off;
use super::ditto::with_names_repeated;
use super::heads::{Read, heads};
use super::labels_above::labels_above;
use super::outline::{Tree, stands_alone};
use super::references::{self, Unmet};
use super::settle::settle;
use crate::plan::conventions::Conventions;
use crate::plan::measure::Measure;
use crate::plan::numbering::{Style, marker, split_items, with_brackets_behind, with_lost_marks};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement, find_or_deeds};
use crate::plan::unit_shape::is_sure_unit_list;
use crate::plan::vocabulary::Vocabulary;
use std::sync::Arc;

/// The measures of the prose of a document, and the places of the statements they were read from.
#[derive(Debug, Default)]
pub struct Prose {
    /// The measures in document order; those without any clause are numbered items beside others
    /// that have some.
    pub measures: Vec<Measure>,
    /// What was read: (passage, statements used).
    pub passages: Vec<Read>,
    /// Numbers of items that lines name and the document does not have, or has more than once.
    pub unmet: Vec<Unmet>,
}

/// Which paragraphs stand, with a label and nothing else, beside one whose label says who leads (牵头单位：… above
/// 责任单位：…): no rule need tell.
fn beside_leads(read: &[Read]) -> Vec<bool> {
    let labels = |(passage, statements): &Read| {
        let label = |s: &Statement| s.place == Place::Label;
        !statements.is_empty() && statements.iter().all(label) && stands_alone(passage, statements)
    };
    let leads = |(_, statements): &Read| {
        statements.iter().flat_map(|s| &s.reading.runs).any(|run| run.role == Role::Lead)
    };
    let group = |a: &Read, b: &Read| labels(a) && labels(b);
    let groups = read.chunk_by(group);
    groups.flat_map(|g| vec![g.len() > 1 && g.iter().any(leads); g.len()]).collect()
}

/// Reads paragraphs into measures.
pub fn read(
    mut paragraphs: Vec<Passage>,
    conventions: Conventions,
    source: &Arc<str>,
    vocabulary: &Vocabulary,
) -> Prose {
    with_lost_marks(&mut paragraphs);
    with_brackets_behind(&mut paragraphs);
    let mut passages = Vec::new();
    let mut last: Vec<(Style, u32)> = Vec::new();
    for paragraph in &paragraphs {
        let before = |style| last.iter().rev().find(|(s, _)| *s == style).map(|(_, o)| *o);
        let parts = split_items(paragraph, before, |words| is_sure_unit_list(words, vocabulary));
        for part in parts.into_iter().flat_map(|part| by_unit::split_duties(part, vocabulary)) {
            if let Some(m) = marker(part.chars(), 0) {
                last.retain(|(s, _)| *s < m.style);
                last.push((m.style, m.ordinal));
            }
            passages.push(part);
        }
    }
    cut_off::finish_word(&mut passages, vocabulary);
    let mut read: Vec<Read> = passages
        .into_iter()
        .map(|p| (find_or_deeds(&p, vocabulary), p))
        .map(|(s, p)| (p, s))
        .collect();
    let references = references::take(&mut read, vocabulary);
    settle(&mut read, conventions, vocabulary);
    if let Some(rule) = conventions.first_leads {
        let led = beside_leads(&read);
        for ((passage, statements), led) in read.iter_mut().zip(led) {
            for statement in statements.iter_mut().filter(|_| !led) {
                rule.apply(&mut statement.reading, passage.chars());
            }
        }
    }
    let above = labels_above(&mut read, vocabulary);
    let heads = heads(&read, &above, vocabulary);
    let tree = Tree::build(&read, &heads);
    let mut measures = collect(&tree, &read, &heads, source, vocabulary);
    with_names_repeated(&mut measures, vocabulary);
    let unmet = references::resolve(&references, &mut measures, &mut read, source);
    Prose { measures, passages: read, unmet }
}
