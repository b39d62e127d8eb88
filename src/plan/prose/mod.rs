//! Numbered prose: lines become paragraphs, paragraphs an outline, and its leaves measures.
//!
//! Owns paragraphs, their outline and which heading's statement reaches which measure. Never knows how tables are
//! read.

mod by_unit;
mod collector;
pub(super) mod cut_off;
mod ditto;
mod fields;
mod heads;
mod labels_above;
pub(super) mod measures;
mod outline;
pub(super) mod paragraphs;
mod piece;
mod pieces;
mod plain_marks;
pub(super) mod references;
mod settle;
mod wrapping;
