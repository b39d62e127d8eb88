//! Floor 2: lines of a document become a plan with measures and role clauses.
//!
//! Owns outline numbering, task tables, role clauses, inheritance and the merging of body and annex.
//! Never knows file formats, nor that two names mean one unit.

mod actors;
mod by_unit;
mod cut_off;
mod fields;
mod first_leads;
mod measure;
mod merge;
mod outline;
mod outline_tree;
mod paragraphs;
mod particulars;
mod passage;
mod prose;
mod recognize;
mod role;
mod role_clause;
mod row_layout;
mod section_rows;
mod sentences;
mod settle;
mod statement;
mod table_cells;
mod table_grid;
mod table_headings;
mod table_layout;
mod table_matrix;
mod table_notes;
mod table_opened;
mod table_rows;
mod table_ruled;
mod table_stream;
mod table_writing;
mod task_table;
mod titles;
mod unit_shape;
mod vocabulary;

pub use measure::{How, Measure, Plan, RoleClause};
pub use recognize::recognize;
pub use role::Role;
pub use vocabulary::Vocabulary;
