//! Numbered prose: lines become paragraphs, paragraphs an outline, and its leaves measures.
//!
//! Owns numbering, headings and which heading's statement reaches which measure. Never knows tables.

mod by_unit;
pub(super) mod cut_off;
mod fields;
mod labels_above;
pub(super) mod measures;
pub(super) mod numbering;
mod outline;
pub(super) mod paragraphs;
mod piece;
mod settle;
pub(super) mod titles;
