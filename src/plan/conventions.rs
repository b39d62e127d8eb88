//! How a document writes what it says of responsibilities.
//!
//! Owns what holds for all of a document. Never knows a measure of it.

use super::statement::first_leads::FirstLeads;

/// What a document says of its own conventions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conventions {
    /// "The unit named first leads".
    pub first_leads: Option<FirstLeads>,
    /// Measures stand in tables.
    pub tabled: bool,
}
