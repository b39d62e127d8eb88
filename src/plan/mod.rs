//! Floor 2: blocks of a document become a plan with measures and role clauses.
//!
//! Owns outline numbering, task tables, role clauses, inheritance and the merging of body and annex.
//! Never knows file formats, nor that two names mean one unit.

mod measure;
mod role;

pub use measure::{How, Measure, Plan, RoleClause};
pub use role::Role;
