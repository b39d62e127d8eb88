//! Floor 3: printed names become units.
//!
//! Owns splitting lists of names, aliases, kinds, functions and jurisdictions. Never knows graphs.

mod alias_file;
mod assemble;
mod assignments;
mod assignments_csv;
mod by_function;
mod core_name;
mod edited_table;
mod gather;
mod group_unit;
mod grouping;
mod intern;
mod join;
mod list_notes;
mod name_list;
mod place_group;
mod plan_name;
mod resolve;
mod same_body;
#[cfg(test)]
pub(crate) mod test_tables;
mod unit;
mod vocabulary;

pub use alias_file::{ALIAS_COLUMNS, AliasFile, AliasLine};
pub use assemble::{Parts, assemble};
pub use assignments::{
    Assignment, Assignments, MeasureId, MeasureRecord, PlanId, PlanRecord, UnitId,
};
pub use assignments_csv::{
    ASSIGNMENT_COLUMNS, SaidOfPlans, is_assignments_table, read_assignments_csv,
};
pub use edited_table::TableError;
pub(crate) use edited_table::{ColumnNames, EditedTable, line_of};
pub use join::join;
pub use name_list::{Leftover, Mark, NameList, NameMention, split_names};
pub use plan_name::{ALL_PLANS, instead_of_reserved};
pub use resolve::resolve;
pub use unit::{Alias, Evidence, Unit, UnitKind};
pub use vocabulary::{Class, UnitVocabulary, function_name};
