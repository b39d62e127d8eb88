//! A table as JSON: an array with one object a row, keys in the order of the columns.
//!
//! Owns that shape. Never knows what a table says.

use super::rounding::decimal;
use super::table::{Cell, ColumnKind, Table};
use serde_json::{Map, Value};

/// A table as indented JSON with a line break at its end.
///
/// An empty cell is `null`; numbers are rounded to the decimals of their column, as in CSV.
pub fn to_json(table: &Table) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&value(table))
        .unwrap_or_else(|e| unreachable!("text, numbers and null always serialise: {e}"));
    bytes.push(b'\n');
    bytes
}

/// A table as a JSON value.
pub fn value(table: &Table) -> Value {
    let rows = table.rows().map(|row| {
        let pairs = table.columns().iter().zip(row);
        let object: Map<_, _> = pairs
            .map(|(column, cell)| (column.name.to_owned(), cell_value(cell, column.kind)))
            .collect();
        Value::Object(object)
    });
    rows.collect()
}

fn cell_value(cell: Cell, kind: ColumnKind) -> Value {
    match (cell, kind) {
        (Cell::Empty, _) => Value::Null,
        (Cell::Text(text), _) => text.into(),
        (Cell::Integer(count), _) => count.into(),
        (Cell::Number(number), ColumnKind::Number(decimals)) => {
            decimal(number, decimals).parse::<f64>().map_or(Value::Null, Value::from)
        }
        (Cell::Number(number), _) => number.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::Column;
    use super::*;

    #[test]
    fn rows_become_objects_with_keys_in_column_order() {
        let column = |name, kind| Column { name, zh: "列", kind, description: "a column" };
        let table = Table::new(
            "sample",
            "样表",
            "one row a unit",
            &[
                column("unit", ColumnKind::Text),
                column("lead", ColumnKind::Integer),
                column("a_share", ColumnKind::Number(2)),
            ],
            [
                vec!["=甲".into(), 3usize.into(), (2.0 / 3.0).into()],
                vec![Cell::Empty, 1usize.into(), Cell::Empty],
            ],
        );
        let text = String::from_utf8(to_json(&table)).expect("UTF-8");
        let compact: String = text.split_whitespace().collect();
        assert_eq!(
            compact,
            r#"[{"unit":"=甲","lead":3,"a_share":0.67},{"unit":null,"lead":1,"a_share":null}]"#
        );
    }
}
