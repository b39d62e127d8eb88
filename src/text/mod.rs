//! Floor 0: letters, widths, numerals and languages.
//!
//! Owns what holds for any Chinese text. Never knows what a document, a measure or a unit is.

mod ordinals;
mod said;
pub mod similarity;

pub use ordinals::{NumberStyle, ordinal};
pub use said::{Lang, Said};
