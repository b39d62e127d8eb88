//! Task tables: lines of text become rows under headings, and rows become measures.
//!
//! Owns every way in which a table is written (bars, tabs, drawn lines, one cell a line, wide gaps,
//! flattened) and what its rows say. Never knows how prose is read.

mod bar_cells;
mod by_column;
mod cell_words;
mod cells;
mod grid;
mod group_columns;
mod headings;
mod layout;
mod matrix;
mod narrow;
pub(super) mod notes;
mod on_side;
mod opened;
mod role_cells;
mod row_layout;
pub(super) mod rows;
mod ruled;
mod run_on;
pub(super) mod section_rows;
mod side_by_side;
mod stream;
mod stream_draft;
mod stream_lines;
pub(super) mod task_table;
mod units_first;
pub(super) mod unplaced;
mod writing;
