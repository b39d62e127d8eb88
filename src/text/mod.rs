//! Floor 0: letters, widths, numerals and languages.
//!
//! Owns what holds for any Chinese text. Never knows what a document, a measure or a unit is.

mod fold;
mod formula;
pub mod normalize;
mod numerals;
mod ordinals;
mod said;
pub mod similarity;

pub use fold::{fold, folded, is_han, key, simplified};
pub use formula::{neutral, plain};
pub use numerals::{chinese_numeral, formal_numeral, is_numeral, numeral};
pub use ordinals::{NumberStyle, ordinal};
pub use said::{Lang, Said};
