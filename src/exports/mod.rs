//! Floor 6: results become bytes.
//!
//! Owns column names, rounding, layout and languages. Never knows how a number was computed.

pub mod diagrams;
mod table;

pub use table::{Cell, Column, ColumnKind, Table};
