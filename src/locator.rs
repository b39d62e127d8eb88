//! The place of a fact in the user's document.
//!
//! Owns file and lines, and how they are said. Never knows what stands at the place.

use std::fmt;
use std::sync::Arc;

/// Where something stands: file, first and last line (from 1).
///
/// `line` 0 means "the file as a whole". Ordering is by file, then line, so sorted
/// diagnostics read like the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Locator {
    /// The file as the user named it (`-` for standard input).
    pub file: Arc<str>,
    /// First line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Last line, from 1; equal to `line` for a place on one line.
    pub end_line: u32,
}

impl Locator {
    /// A whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// One line of a file (from 1).
    pub fn line(file: impl Into<Arc<str>>, line: u32) -> Self {
        Self { file: file.into(), line, end_line: line }
    }

    /// The same place, reaching down to `end_line`.
    #[must_use]
    pub fn to(mut self, end_line: u32) -> Self {
        self.end_line = self.end_line.max(end_line);
        self
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.end_line) {
            (0, _) => write!(f, "{}", self.file),
            (line, end) if end <= line => write!(f, "{}, line {line}", self.file),
            (line, end) => write!(f, "{}, lines {line}-{end}", self.file),
        }
    }
}
