//! Statements of responsibility: where in a paragraph somebody is made responsible, and for what part.
//!
//! Owns the grammar of labels, verbs, brackets and lists of names. Never knows to which measure a
//! statement belongs, nor what a name means.

pub(super) mod actors;
mod blank_labels;
mod bracket_places;
mod duties;
pub(super) mod first_leads;
mod label_marks;
pub(super) mod label_places;
mod names_run;
pub(super) mod places;
pub(super) mod role_clause;
pub(super) mod sentences;
pub(super) mod time_limits;
mod trailing_names;
pub(super) mod unit_line;
pub(super) mod unknown_label;
mod unsaid;
