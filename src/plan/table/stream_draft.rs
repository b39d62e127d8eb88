//! The row being read of a table that lost its columns.
//!
//! Owns what is gathered until the row ends. Never knows when it does.

use crate::plan::passage::Passage;

/// A run of characters between blanks or line ends.
pub(super) struct Piece {
    pub(super) passage: Passage,
    /// Whether it is the last on its line.
    pub(super) ends_line: bool,
    /// Whether its line ended in a blank: how some converters mark the end of a cell.
    pub(super) blank_end: bool,
    /// Whether repeated headings (a page break) stand before it.
    pub(super) after_header: bool,
    /// Whether an empty line stands before it.
    pub(super) after_blank: bool,
}

/// The row being read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) number: Option<Passage>,
    pub(super) group: Option<Passage>,
    pub(super) text: Passage,
    /// Where the last line of the text begins that may be an office.
    pub(super) office: Option<usize>,
    pub(super) units: Vec<Piece>,
    pub(super) due: Vec<Passage>,
    /// Cells behind those of units.
    pub(super) after: Vec<Passage>,
    pub(super) line: u32,
}

impl Draft {
    /// Whether nothing of a row was seen.
    pub(super) fn is_empty(&self) -> bool {
        self.number.is_none()
            && self.text.len() == 0
            && self.units.is_empty()
            && self.group.is_none()
    }
}
