//! Floor 6: results become bytes.
//!
//! Owns column names, rounding, layout and languages. Never knows how a number was computed.

mod coded_words;
mod csv_table;
mod datapackage;
pub mod diagrams;
mod finding_words;
mod graph_files;
mod json_table;
mod leading_rows;
mod markup;
mod measure_label;
mod names_in_sentences;
mod output_folder;
mod plan_name;
mod report;
mod rounding;
mod run_record;
mod table;
mod tables_compare;
mod tables_hotspots;
mod tables_load;
mod tables_overlap;
mod tables_rebalance;
mod tables_records;
mod terminal_table;
mod ties;
mod workbook;

pub use coded_words::{coded, role_word};
pub use csv_table::{CsvEncoding, CsvStyle, HeaderNames, to_csv};
pub use datapackage::to_datapackage;
pub use finding_words::{FindingWords, FindingWriter};
pub use graph_files::{GraphForm, to_graph_file};
pub use json_table::{to_json, value as json_value};
pub use leading_rows::leading_rows;
pub use measure_label::{cut_titles, in_quotes, reading_number, reading_title};
pub use output_folder::{Finished, OutputFolder, is_ours, refuse_input, write_file};
pub use plan_name::{ScopeNames, plan_name};
pub use report::{REPORT_TABLES, ReportGroup, ReportInput, ReportPicture, ReportScope, report};
pub use rounding::{decimal, written};
pub use run_record::{InputRecord, RunRecord, fingerprint};
pub use table::{Cell, Column, ColumnKind, Table};
pub use tables_compare::{alignment_table, changes_table, check_table, findings_table};
pub use tables_hotspots::{ScopedPosition, hotspots_table, position_table, sections_table};
pub use tables_load::{InequalityRow, inequality_table, load_table, lorenz_table};
pub use tables_overlap::{ScopedOverlap, overlap_table, significance_table};
pub use tables_rebalance::{frontier_table, rebalance_loads_table, rebalance_table};
pub use tables_records::{assignments_table, diagnostics_table, measures_table, units_table};
pub use terminal_table::{cut, to_terminal};
pub use ties::first_with_ties;
pub use workbook::{WorkbookSource, to_workbook};
