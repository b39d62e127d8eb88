//! A part of a measure: its words and the clauses that name its units.
//!
//! Owns how words and clauses of several paragraphs become one measure. Never knows the outline.

use crate::locator::Locator;
use crate::plan::measure::{How, Measure, RoleClause};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::Statement;
use crate::plan::statement::role_clause::clauses;
use crate::plan::titles::{first_words, title};
use crate::text::is_han;
use std::ops::Range;
use std::sync::Arc;

/// A part of a measure while it is being read.
#[derive(Default)]
pub struct Piece {
    pub text: String,
    /// Title of the paragraph it begins with.
    pub title: String,
    pub clauses: Vec<RoleClause>,
    /// Which clauses were given by 承办.
    pub hosts: Vec<bool>,
    pub due: Vec<String>,
    pub line: u32,
}

impl Piece {
    pub fn add_text(&mut self, passage: &Passage, range: Range<usize>, statements: &[Statement]) {
        // What ended the words before is no part of these.
        let ink = |i: &usize| !" ,;、。".contains(passage.chars()[*i]);
        let range = range.clone().find(ink).unwrap_or(range.end)..range.end;
        let text = passage.text(range.clone());
        if !text.chars().any(is_han) && self.text.is_empty() {
            return;
        }
        if self.text.is_empty() {
            let number =
                if range.start == 0 { marker(passage.chars(), 0).map_or(0, |m| m.end) } else { 0 };
            let words = &passage.chars()[range.start.max(number)..];
            let edge = words.iter().take_while(|c| " ,;。、".contains(**c)).count();
            self.title = title(passage, range.start.max(number) + edge, statements);
            self.line = passage.line(range.start);
        }
        push_text(&mut self.text, &text);
    }

    pub fn take_text(&mut self, other: &mut Piece) {
        if self.text.is_empty() {
            self.title = std::mem::take(&mut other.title);
        }
        push_text(&mut self.text, &std::mem::take(&mut other.text));
    }

    pub fn take(&mut self, statement: &Statement, passage: &Passage, how: How, source: &Arc<str>) {
        let quote = passage.text(statement.span.clone());
        self.clauses.extend(clauses(&statement.reading, passage, &quote, how, source));
        self.hosts.extend(statement.reading.runs.iter().map(|r| r.host));
        self.due.extend(statement.reading.due.iter().map(|d| passage.text(d.clone())));
    }

    /// Whether it names somebody and nobody who supports them.
    pub fn lacks_support(&self) -> bool {
        !self.clauses.is_empty() && self.clauses.iter().all(|c| c.role != Role::Support)
    }

    /// Takes those who answer for it from above where it names none but those who help.
    pub fn take_principals(&mut self, above: &Piece) {
        let helps = |c: &RoleClause| c.role == Role::Support;
        let helped = !self.clauses.is_empty() && self.clauses.iter().all(helps);
        let principals: Vec<RoleClause> = above
            .clauses
            .iter()
            .filter(|c| helped && !helps(c))
            .map(|c| RoleClause { how: How::Inherited, ..c.clone() })
            .collect();
        self.hosts.splice(0..0, vec![false; principals.len()]);
        self.clauses.splice(0..0, principals);
    }

    /// Lays the piece into its measure.
    pub fn finish(mut self, measure: &mut Measure, source: &Arc<str>) {
        // 承办 leads where nobody else leads or is responsible.
        let principal =
            |(clause, host): (&RoleClause, &bool)| !host && clause.role != Role::Support;
        if !self.clauses.iter().zip(&self.hosts).any(principal) {
            for (clause, host) in self.clauses.iter_mut().zip(&self.hosts) {
                if *host {
                    clause.role = Role::Lead;
                }
            }
        }
        measure.text = self.text.trim().to_owned();
        if measure.title.is_empty() {
            measure.title = first_words(&measure.text);
        }
        measure.at = Locator::line(source.clone(), self.line);
        measure.due = self.due;
        measure.clauses = self.clauses;
    }
}

fn push_text(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}
