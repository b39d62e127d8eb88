//! Floor 6: results become bytes.
//!
//! Owns column names, rounding, layout and languages. Never knows how a number was computed.

mod finding_words;
mod names_in_sentences;
pub mod diagrams;
mod table;

pub use finding_words::{FindingWords, FindingWriter};
pub use table::{Cell, Column, ColumnKind, Table};
