//! Floor 2: lines of a document become a plan with measures and role clauses.
//!
//! Owns outline numbering, task tables, role clauses, inheritance and the merging of body and annex.
//! Never knows file formats, nor that two names mean one unit.

mod account;
mod conventions;
mod legend;
mod lists;
mod measure;
mod merge;
mod name_words;
mod notes;
mod numbering;
mod particulars;
mod passage;
mod prose;
mod recognize;
mod role;
mod statement;
mod table;
mod titles;
mod unit_shape;
mod vocabulary;
mod vocabulary_file;
mod words;

pub use measure::{How, Measure, Plan, RoleClause};
pub use recognize::recognize;
pub use role::Role;
pub use vocabulary::Vocabulary;
