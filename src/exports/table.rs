//! A table of results: named columns with types, descriptions and cells.
//!
//! The only file that names polars. Owns what a column is; never knows formats or formulas.

use crate::units::UnitId;
use polars::prelude::{AnyValue, BooleanChunked, DataFrame, NamedFrom, NewChunkedArray, Series};

/// What a column holds and how people should see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number, written with this many decimals.
    Number(u8),
}

/// A column: its name in files, in Chinese, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// English snake_case name used in files.
    pub name: &'static str,
    /// Name shown to Chinese readers.
    pub zh: &'static str,
    /// Type and precision.
    pub kind: ColumnKind,
    /// What it means, with unit and range, in English.
    pub description: &'static str,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing known or not defined.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Cell::Integer(count.into())
    }
}

impl From<f64> for Cell {
    /// A number that is not finite is a number that is not defined.
    fn from(number: f64) -> Self {
        if number.is_finite() { Cell::Number(number) } else { Cell::Empty }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// A table: the one form in which results reach files, screens, the workbook and the page.
#[derive(Debug, Clone)]
pub struct Table {
    /// File stem and sheet key, such as `load`.
    pub name: &'static str,
    /// Title shown to Chinese readers.
    pub zh: &'static str,
    /// What one row is, in English.
    pub description: &'static str,
    columns: Vec<Column>,
    frame: DataFrame,
}

impl Table {
    /// A table from its rows; every row has one cell a column.
    ///
    /// # Panics
    /// When a row has another number of cells than there are columns, or a cell does not fit its
    /// column's kind: both are faults of the program, not of the input.
    pub fn new(
        name: &'static str,
        zh: &'static str,
        description: &'static str,
        columns: &[Column],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); columns.len()];
        for row in rows {
            assert_eq!(row.len(), columns.len(), "a row of {name} has another width");
            for (column, cell) in cells.iter_mut().zip(row) {
                column.push(cell);
            }
        }
        let height = cells.first().map_or(0, Vec::len);
        let series = columns
            .iter()
            .zip(cells)
            .map(|(column, cells)| series(name, column, cells).into())
            .collect();
        let frame = DataFrame::new(height, series)
            .unwrap_or_else(|e| unreachable!("columns of {name} are distinct and even: {e}"));
        Self { name, zh, description, columns: columns.to_vec(), frame }
    }

    /// The same table, knowing which unit each cell of a column names: units of two places may have
    /// one name. Row by row; no file shows it.
    ///
    /// # Panics
    /// When there is not one unit a row, which is a fault of the program.
    #[must_use]
    pub fn naming(mut self, column: &str, units: impl IntoIterator<Item = UnitId>) -> Self {
        let ids: Vec<i64> = units.into_iter().map(|unit| unit.0.into()).collect();
        assert_eq!(ids.len(), self.height(), "a row of {} names no unit", self.name);
        let ids = Series::new(ids_behind(column).into(), ids);
        if let Err(e) = self.frame.with_column(ids.into()) {
            unreachable!("the column is new and even: {e}");
        }
        self
    }

    /// The unit that a cell names, where the table knows it.
    pub fn unit(&self, row: usize, column: &str) -> Option<UnitId> {
        match self.frame.column(&ids_behind(column)).ok()?.get(row) {
            Ok(AnyValue::Int64(id)) => u32::try_from(id).ok().map(UnitId),
            _ => None,
        }
    }

    /// The columns, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.frame.height()
    }

    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// One cell.
    ///
    /// # Panics
    /// When there is no such row or column.
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        match self.frame.columns()[column].get(row) {
            Ok(AnyValue::String(text)) => Cell::Text(text.to_owned()),
            Ok(AnyValue::StringOwned(text)) => Cell::Text(text.to_string()),
            Ok(AnyValue::Int64(count)) => Cell::Integer(count),
            Ok(AnyValue::Float64(number)) => Cell::Number(number),
            Ok(AnyValue::Null) => Cell::Empty,
            other => unreachable!("a table holds text, integers and numbers, not {other:?}"),
        }
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Vec<Cell>> + '_ {
        (0..self.height()).map(|row| (0..self.columns.len()).map(|c| self.cell(row, c)).collect())
    }

    /// Only the rows for which `keep` says yes.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&[Cell]) -> bool) -> Self {
        let mask = BooleanChunked::from_iter_values("keep".into(), self.rows().map(|r| keep(&r)));
        let frame = self
            .frame
            .filter(&mask)
            .unwrap_or_else(|e| unreachable!("the mask has one entry a row: {e}"));
        Self { frame, ..self.clone() }
    }

    /// Only the first `count` rows.
    #[must_use]
    pub fn top(&self, count: usize) -> Self {
        Self { frame: self.frame.head(Some(count)), ..self.clone() }
    }
}

/// The column of the frame that holds the units which another names; it stands behind those shown.
fn ids_behind(column: &str) -> String {
    format!("{column}#")
}

/// The cells of one column as polars keeps them.
fn series(table: &str, column: &Column, cells: Vec<Cell>) -> Series {
    let misfit = |cell: Cell| -> ! { panic!("{table}.{} cannot hold {cell:?}", column.name) };
    let name = column.name.into();
    match column.kind {
        ColumnKind::Text => {
            let cells = cells.into_iter().map(|cell| match cell {
                Cell::Text(text) => Some(text),
                Cell::Empty => None,
                other => misfit(other),
            });
            Series::new(name, cells.collect::<Vec<_>>())
        }
        ColumnKind::Integer => {
            let cells = cells.into_iter().map(|cell| match cell {
                Cell::Integer(count) => Some(count),
                Cell::Empty => None,
                other => misfit(other),
            });
            Series::new(name, cells.collect::<Vec<Option<i64>>>())
        }
        ColumnKind::Number(_) => {
            let cells = cells.into_iter().map(|cell| match cell {
                Cell::Number(number) => Some(number),
                Cell::Integer(count) => Some(count as f64),
                Cell::Empty => None,
                other => misfit(other),
            });
            Series::new(name, cells.collect::<Vec<Option<f64>>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let column =
            |name, kind| Column { name, zh: "列", kind, description: "a column of the test" };
        Table::new(
            "sample",
            "样表",
            "one row a unit",
            &[
                column("unit", ColumnKind::Text),
                column("lead", ColumnKind::Integer),
                column("share", ColumnKind::Number(3)),
            ],
            [
                vec!["区财政局".into(), 3usize.into(), 0.75.into()],
                vec!["区教委".into(), 1usize.into(), Cell::Empty],
                vec![Cell::Empty, 0usize.into(), f64::NAN.into()],
            ],
        )
    }

    #[test]
    fn cells_come_back_as_they_went_in() {
        let rows: Vec<_> = sample().rows().collect();
        assert_eq!(rows[0], [Cell::from("区财政局"), Cell::Integer(3), Cell::Number(0.75)]);
        assert_eq!(rows[2], [Cell::Empty, Cell::Integer(0), Cell::Empty]);
    }

    #[test]
    fn filter_and_top_keep_order() {
        let table = sample().filter(|row| row[1] != Cell::Integer(1));
        assert_eq!(table.height(), 2);
        assert_eq!(table.top(1).cell(0, 0), "区财政局".into());
        assert_eq!(sample().top(9).height(), 3);
    }

    #[test]
    fn the_units_that_cells_name_go_with_their_rows_and_are_not_shown() {
        let table = sample().naming("unit", [7, 8, 9].map(UnitId));
        let later = table.filter(|row| row[1] != Cell::Integer(3)).top(1);
        assert_eq!(later.unit(0, "unit"), Some(UnitId(8)));
        assert_eq!((later.unit(0, "lead"), sample().unit(0, "unit")), (None, None));
        assert_eq!(table.rows().next(), sample().rows().next());
    }

    #[test]
    fn an_empty_table_has_its_columns() {
        let table = sample().filter(|_| false);
        assert_eq!((table.height(), table.columns().len()), (0, 3));
    }
}
