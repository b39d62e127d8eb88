//! Every role word of the prose is accounted for: read, or named with its line.
//!
//! Owns what would otherwise be lost without a word. Never changes what was read.

use super::notes::{
    cut_off, empty_responsibility, names_cut_off, open_bracket, role_cut_off, role_word_in_text,
    unknown_label, unplaced_line, unread,
};
use super::numbering::marker;
use super::passage::Passage;
use super::prose::cut_off::lost_names;
use super::statement::label_places::names_before;
use super::statement::places::{Place, Statement};
use super::statement::role_clause::has_colon;
use super::statement::unit_line::unit_line;
use super::unit_shape::{Shape, is_sure_unit_list, name_shape, names};
use super::vocabulary::{Stop, Verb, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::documents::Document;
use std::ops::Range;

/// Accounts for the role words of the prose: read, or named with their line.
pub(super) fn account(
    passages: &[(Passage, Vec<Statement>)],
    document: &Document,
    vocabulary: &Vocabulary,
    notes: &mut Vec<Diagnostic>,
) {
    let last = passages.len().saturating_sub(1);
    let mut numbered = false;
    for (n, (passage, statements)) in passages.iter().enumerate() {
        let chars = passage.chars();
        numbered |= marker(chars, 0).is_some();
        if numbered && statements.is_empty() && lists_units(passage, vocabulary) {
            notes.push(unplaced_line(document.at(passage.line(0)), &passage.whole()));
        }
        for statement in statements {
            let line = passage.line(statement.span.start);
            let quote = passage.text(statement.span.clone());
            let guessed = statement.reading.last_by_pattern;
            if guessed {
                notes.push(role_cut_off(document, line, &quote));
            }
            let open = statement.place == Place::OpenBracket && !guessed;
            if statement.reading.last_cut || open {
                let at_end = n == last && chars.last().is_none_or(|c| !"。)".contains(*c));
                notes.push(if at_end {
                    cut_off(document, line, &quote)
                } else {
                    open_bracket(document, line, &quote)
                });
            }
            for label in &statement.reading.unknown {
                notes.push(unknown_label(document, line, &passage.text(label.clone())));
            }
            if statement.reading.runs.is_empty() && statement.reading.unknown.is_empty() {
                notes.push(empty_responsibility(document.at(line), &quote));
            }
        }
        if n == last
            && let Some(lost) = lost_names(passage, statements, vocabulary)
        {
            notes.push(names_cut_off(document, passage.line(lost.start), &passage.text(lost)));
        }
        let read = |i: usize| statements.iter().any(|s| s.span.contains(&i));
        let mut said: Vec<u32> = Vec::new();
        for found in vocabulary.scan(chars) {
            if read(found.start) {
                continue;
            }
            let line = passage.line(found.start);
            let label = found.word.label.is_some() && !found.word.bare;
            if let Some(Stop::Other) = found.word.stop
                && has_colon(chars, found.end)
                && vocabulary.names_units(&chars[found.start..found.end].iter().collect::<String>())
            {
                notes.push(unread(document, line, &passage.text(found.start..found.end)));
                continue;
            }
            // 县教育局负责…: units with a verb that were not read are no silent loss either.
            let acts = found.word.verb.is_some()
                && (is_sure_unit_list(&chars[names_before(chars, found.start)], vocabulary)
                    || behind_by(chars, found.start..found.end)
                    || found.word.verb == Some(Verb::With)
                        && names_units(&chars[found.end..], vocabulary));
            let names_role =
                label || acts || chars[found.start..found.end].starts_with(&['牵', '头']);
            if !names_role || said.contains(&line) {
                continue;
            }
            said.push(line);
            let word = passage.text(found.start..found.end);
            if label && has_colon(chars, found.end) && !in_quotes(chars, found.start) {
                let quote = passage.text(found.start..chars.len().min(found.end + 20));
                notes.push(empty_responsibility(document.at(line), &quote));
                continue;
            }
            let from = found.start.saturating_sub(8);
            let quote = passage.text(from..chars.len().min(found.end + 10));
            notes.push(role_word_in_text(document.at(line), &word, &format!("…{quote}…")));
        }
    }
}

/// Whether a line is nothing but several units: 县交通局、县财政局.
fn lists_units(passage: &Passage, vocabulary: &Vocabulary) -> bool {
    let words = vocabulary.scan(passage.chars());
    unit_line(passage, &words, vocabulary).is_some() && names(passage.chars()).count() > 1
}

/// Whether a verb closes a clause that 由 opens: 由…负责, whoever that is.
fn behind_by(chars: &[char], verb: Range<usize>) -> bool {
    const LONGEST: usize = 20;
    let mark = |c: &char| ",。;:!?、()".contains(*c);
    let closes = chars.get(verb.end).is_none_or(mark);
    let from = verb.start.saturating_sub(LONGEST);
    let clause = chars[from..verb.start].iter().rposition(|c| ",。;:!?".contains(*c));
    let clause = &chars[clause.map_or(from, |at| from + at + 1)..verb.start];
    closes && clause.iter().position(|c| *c == '由').is_some_and(|by| clause.len() > by + 2)
}

/// Whether the clause begins with a unit: 会同县公安局….
fn names_units(words: &[char], vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 16;
    let end = words.iter().take(LONGEST).position(|c| "、,。;:)及和".contains(*c));
    let first = &words[..end.unwrap_or(LONGEST.min(words.len()))];
    (3..=first.len()).any(|n| name_shape(&first[..n], vocabulary) == Shape::Strong)
}

fn in_quotes(chars: &[char], at: usize) -> bool {
    let open = chars[..at].iter().rposition(|c| *c == '“');
    let close = chars[..at].iter().rposition(|c| *c == '”');
    open.is_some() && close < open
}
