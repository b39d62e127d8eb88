//! The paragraphs of a measure, cut where others answer: behind every statement.
//!
//! Owns which words belong to which statement. Never knows the outline.

use super::heads::{Head, Read};
use super::outline::stands_alone;
use super::piece::Piece;
use crate::plan::measure::How;
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::is_han;
use std::sync::Arc;

/// What pieces are cut from.
#[derive(Clone, Copy)]
pub struct Pieces<'a> {
    /// The paragraphs with their statements.
    pub read: &'a [Read],
    /// What each of them may head.
    pub heads: &'a [Head],
    /// The name of the document.
    pub source: &'a Arc<str>,
    /// The words.
    pub vocabulary: &'a Vocabulary,
}

impl Pieces<'_> {
    /// Whether the words behind a statement are one more fact of its measure: 期限：6月底.
    fn begins_with_fact(&self, passage: &Passage, from: usize) -> bool {
        let words = &passage.chars()[from..];
        let ink = words.iter().take_while(|c| " ;,。".contains(**c)).count();
        let first = self.vocabulary.scan(&words[ink..]).into_iter().next();
        first.is_some_and(|f| {
            f.start == 0 && f.word.stop.is_some() && words.get(ink + f.end) == Some(&':')
        })
    }

    /// Whether the next statement behind words stands on a line of its own and gives a role that the piece before the
    /// words has: 牵头单位：甲局 / 提速登记。 / 牵头单位：乙局.
    fn says_again(&self, behind: &[usize], before: &Piece) -> bool {
        let next = behind.iter().map(|p| &self.read[*p]).find(|(_, said)| !said.is_empty());
        next.is_some_and(|(passage, statements)| {
            let mut runs = statements.iter().flat_map(|s| &s.reading.runs);
            let label = |s: &Statement| s.place == Place::Label;
            statements.iter().all(label)
                && stands_alone(passage, statements)
                && runs.any(|run| before.clauses.iter().any(|c| c.role == run.role))
        })
    }

    /// The text of some paragraphs, cut behind every statement.
    pub fn of(&self, passages: &[usize]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open = Piece::default();
        let mut named = None;
        for (n, p) in passages.iter().enumerate() {
            let (passage, statements) = &self.read[*p];
            if let Some(field) = &self.heads[*p].field {
                let name = (field.heading == Heading::Task).then_some(&field.label);
                named = named.or(name);
                if name.is_none() || name != named {
                    // One more fact of the measure, wherever among its units it stands.
                    let piece = pieces.last_mut().unwrap_or(&mut open);
                    piece.add_text(passage, 0..passage.len(), statements);
                    if field.heading == Heading::Due && !field.value.is_empty() {
                        piece.due.push(passage.text(field.value.clone()));
                    }
                    continue;
                }
            }
            let alone = stands_alone(passage, statements);
            // What a unit does stands behind its name: the words are those of its own duty.
            let duty = |s: &Statement| s.place == Place::Duty;
            let duties = !statements.is_empty() && statements.iter().all(duty);
            // (2)… below the units of (1)… is another piece; so are words above the same label as before.
            let piece = statements.is_empty()
                && (marker(passage.chars(), 0).is_some()
                    || pieces.last().is_some_and(|last| self.says_again(&passages[n + 1..], last)));
            let leads = duties || !piece && leads_words(passage, statements);
            // （二）责任单位：… goes on with the fact before it.
            let mut from = if alone { marker(passage.chars(), 0).map_or(0, |m| m.end) } else { 0 };
            for statement in statements {
                // Who only supports supports those named before: 县公安局负责秩序，配合单位为县交通局.
                let helps = from > 0
                    && statement.reading.runs.iter().all(|r| r.role == Role::Support)
                    && pieces.last().is_some_and(|p| p.lacks_support() || duty(statement));
                if helps
                    && duty(statement)
                    && let Some(piece) = pieces.last_mut()
                {
                    // Named in the words of the duty.
                    piece.take(statement, passage, how(statement, alone), self.source);
                    continue;
                }
                let piece = if helps || leads && from > 0 { pieces.last_mut() } else { None };
                piece.unwrap_or(&mut open).add_text(
                    passage,
                    from..statement.span.start,
                    statements,
                );
                from = statement.span.end;
                // 牵头单位：… and 配合单位：… on two lines are one statement.
                let more = alone && statement.place != Place::Duty;
                if !(helps || more && open.text.is_empty() && !pieces.is_empty()) {
                    open.line =
                        if open.line == 0 { passage.line(statement.span.start) } else { open.line };
                    pieces.push(std::mem::take(&mut open));
                }
                if let Some(piece) = pieces.last_mut() {
                    if duties {
                        piece.add_text(passage, statement.span.clone(), statements);
                    }
                    piece.take(statement, passage, how(statement, alone), self.source);
                }
            }
            let fact = !statements.is_empty() && self.begins_with_fact(passage, from);
            let piece = if leads || fact { pieces.last_mut() } else { None };
            piece.unwrap_or(&mut open).add_text(passage, from..passage.len(), statements);
        }
        match pieces.last_mut() {
            Some(last) => last.take_text(&mut open),
            None => pieces.push(open),
        }
        pieces
    }
}

/// Whether the statements of a paragraph stand before the words they are about: 【A牵头】开展活动, or
/// 由A牵头，开展活动；由B牵头，整治市场.
fn leads_words(passage: &Passage, statements: &[Statement]) -> bool {
    let chars = passage.chars();
    let number = marker(chars, 0).map_or(0, |m| m.end);
    let goes_on = |s: &Statement| {
        chars[s.span.end..].iter().find(|c| !", ".contains(**c)).is_some_and(|c| is_han(*c))
    };
    let begins =
        |s: &Statement| !chars[number.min(s.span.start)..s.span.start].iter().any(|c| is_han(*c));
    statements.iter().all(goes_on)
        && (statements.first().is_some_and(begins)
            || statements.iter().all(|s| s.place == Place::Sentence))
}

/// How the clauses of a statement were read; `alone` says that its paragraph holds nothing else.
fn how(statement: &Statement, alone: bool) -> How {
    match statement.place {
        Place::Bracket
        | Place::OpenBracket
        | Place::OpenNames
        | Place::BareBracket
        | Place::WeakBracket
        | Place::Trailing => How::Inline,
        Place::UnitLine => How::Line,
        Place::Label if alone => How::Line,
        Place::Label => How::Inline,
        Place::Sentence | Place::Duty | Place::Deed => How::Prose,
    }
}
