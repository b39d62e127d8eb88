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
}

/// One line as it stands, without its line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its characters; leading and trailing blanks and tabs are kept.
    pub text: String,
}

impl Document {
    /// The place of a line.
    pub fn at(&self, line: u32) -> Locator {
        Locator::line(self.source.clone(), line)
    }
}
