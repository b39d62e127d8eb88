//! Where in a paragraph somebody is made responsible.
//!
//! Owns the places of statements: brackets, labelled lines, ends of sentences, prose. Never knows to
//! which measure a statement belongs.

use super::actors::role_words;
use super::bracket_places::brackets;
use super::duties::deeds;
use super::label_places::labels;
use super::role_clause::Reading;
use super::sentences::sentences;
use super::trailing_names::trailing_names;
use super::unit_line::unit_line;
use super::unknown_label::unknown_labels;
use super::unsaid::{persons, quotes, rules};
use crate::plan::passage::Passage;
use crate::plan::vocabulary::{Found, Vocabulary};
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

pub(super) fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|r| r.contains(&at))
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
            // 由主管部门组织实施。（县铁路办）: the bracket says who does.
            && !(last.place == Place::Sentence && next.place == Place::BareBracket)
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
