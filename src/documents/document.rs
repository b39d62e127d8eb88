//! A document as lines, each with its place.
//!
//! Owns the order and the place of what was read. Never knows what a measure or a unit is.

use crate::locator::Locator;
use std::sync::Arc;

/// The text of one file, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The file, as the user named it.
    pub source: Arc<str>,
    /// The lines in order, blank ones too: they carry layout.
    pub lines: Vec<Line>,
    /// The number in the file of each line, where several lines stand on one line of it; else empty.
    pub(super) printed: Vec<u32>,
}

/// One line as it stands, without its line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the document, from 1; no other line has it.
    pub number: u32,
    /// Its characters; leading and trailing blanks and tabs are kept.
    pub text: String,
}

impl Document {
    /// The place of a line, by its number in the document.
    pub fn at(&self, line: u32) -> Locator {
        Locator::line(self.source.clone(), line)
    }

    /// The place in the file of a place in the document.
    pub fn printed(&self, mut at: Locator) -> Locator {
        let printed = |line: u32| {
            let index = line.checked_sub(1).and_then(|i| usize::try_from(i).ok());
            index.and_then(|i| self.printed.get(i).copied()).unwrap_or(line)
        };
        (at.line, at.end_line) = (printed(at.line), printed(at.end_line));
        at
    }

    /// Gives each line a number of its own, where several stand on one line of the file.
    pub(super) fn number_lines(&mut self) {
        if self.lines.windows(2).all(|pair| pair[0].number < pair[1].number) {
            return;
        }
        for (line, number) in self.lines.iter_mut().zip(1..) {
            self.printed.push(std::mem::replace(&mut line.number, number));
        }
    }
}
