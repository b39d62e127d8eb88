//! The first rows of a table, or of every plan in it.
//!
//! Owns that cut. Never knows what a table says.

use super::table::{Cell, Table};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The first `count` rows of each value of the column `plan`, or of the table where it has none.
pub fn leading_rows(table: &Table, count: usize) -> Table {
    let Some(plan) = table.column("plan") else { return table.top(count) };
    let seen: RefCell<BTreeMap<String, usize>> = RefCell::default();
    table.filter(|row| {
        let label = match &row[plan] {
            Cell::Text(label) => label.clone(),
            _ => String::new(),
        };
        let mut seen = seen.borrow_mut();
        let so_far = seen.entry(label).or_default();
        *so_far += 1;
        *so_far <= count
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::{Column, ColumnKind};
    use super::*;

    #[test]
    fn each_plan_keeps_its_first_rows() {
        let column = |name| Column { name, zh: "列", kind: ColumnKind::Text, description: "x" };
        let rows = [["a", "1"], ["a", "2"], ["b", "3"], ["a", "4"], ["b", "5"]];
        let cells = rows.map(|row| row.map(Cell::from).to_vec());
        let table = Table::new("t", "表", "rows", &[column("plan"), column("unit")], cells);
        let kept: Vec<_> = leading_rows(&table, 1).rows().map(|row| row[1].clone()).collect();
        assert_eq!(kept, ["1".into(), "3".into()]);
        assert_eq!(leading_rows(&table, 9).height(), 5);
    }
}
