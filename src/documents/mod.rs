//! Floor 1: the bytes of a file become a document.
//!
//! Owns formats, encodings and the place of every line. Never knows what a measure or a unit is.

mod document;
mod encoding;
mod plain_text;
mod program_data;
mod sniff;
mod web_copy;

pub use document::{Document, Line};
pub use encoding::{Decoded, decode};
pub use plain_text::read;
pub use sniff::{Format, sniff};
