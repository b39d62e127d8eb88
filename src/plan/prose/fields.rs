//! Lines that give one fact of a measure: 任务名称：…, 整改时限：….
//!
//! Owns where the label of such a line ends. Never knows which measure it belongs to.

use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::vocabulary::{Heading, Vocabulary};
use std::ops::Range;

/// A label at the beginning of a paragraph with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The label.
    pub label: String,
    /// What it announces.
    pub heading: Heading,
    /// The words behind it; empty where they follow in paragraphs of their own (整改措施：).
    pub value: Range<usize>,
}

/// The longest label, in characters.
const LONGEST: usize = 10;

/// The field that a paragraph is, its number left out.
pub fn field(passage: &Passage, vocabulary: &Vocabulary) -> Option<Field> {
    let chars = passage.chars();
    let start = marker(chars, 0).map_or(0, |m| m.end);
    let words = &chars[start..];
    let reach = words.len().min(LONGEST + 1);
    // A tab or a wide gap sets a label off as well as a colon does.
    let gap = |at: usize| {
        let next = words.get(at + 1);
        words[at] == ' ' && next.is_some() && (next == Some(&' ') || passage.is_gap(start + at))
    };
    let end = (0..reach).find(|at| words[*at] == ':' || gap(*at))?;
    let label = passage.text(start..start + end);
    let heading = vocabulary.heading(&label)?;
    let ink = words[end + 1..].iter().position(|c| *c != ' ');
    let value = start + end + 1 + ink.unwrap_or(words.len() - end - 1)..chars.len();
    Some(Field { label, heading, value })
}
