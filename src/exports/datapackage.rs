//! `datapackage.json`: every table and column of an output folder described for machines.
//!
//! Owns the Data Package (version 2) shape. Never knows what a table says.
//! Source: <https://datapackage.org/standard/data-package/>, Table Schema likewise.

use super::csv_table::{CsvStyle, header};
use super::table::{Column, ColumnKind, Table};
use serde_json::{Value, json};

/// The description of `tables`, each of which lies at `<name>.csv` beside it.
pub fn to_datapackage<'a>(tables: impl IntoIterator<Item = &'a Table>, style: CsvStyle) -> Vec<u8> {
    let resources: Vec<Value> = tables.into_iter().map(|table| resource(table, style)).collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "respgraph-tables",
        "title": "责任图谱数据表",
        "description": "Who leads, who is responsible and who supports each measure of the plans, \
                        and what follows from it. Titles are the Chinese names.",
        "version": env!("CARGO_PKG_VERSION"),
        "resources": resources,
    });
    let mut bytes = serde_json::to_vec_pretty(&package)
        .unwrap_or_else(|e| unreachable!("a JSON value always serialises: {e}"));
    bytes.push(b'\n');
    bytes
}

fn resource(table: &Table, style: CsvStyle) -> Value {
    let fields: Vec<Value> = table.columns().iter().map(|column| field(column, style)).collect();
    json!({
        "name": table.name,
        "type": "table",
        "path": format!("{}.csv", table.name),
        "title": table.zh,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": style.encoding.as_str(),
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "missingValues": [""],
        },
    })
}

fn field(column: &Column, style: CsvStyle) -> Value {
    let kind = match column.kind {
        ColumnKind::Text => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Number(_) => "number",
    };
    json!({
        "name": header(column, style.headers),
        "title": column.zh,
        "type": kind,
        "description": column.description,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described() {
        let table = Table::new(
            "load",
            "工作量",
            "one row a unit",
            &[Column {
                name: "lead",
                zh: "牵头",
                kind: ColumnKind::Integer,
                description: "measures it leads",
            }],
            [],
        );
        let bytes = to_datapackage([&table], CsvStyle::default());
        let package: Value = serde_json::from_slice(&bytes).expect("JSON");
        let resource = &package["resources"][0];
        assert_eq!(resource["path"], "load.csv");
        assert_eq!(
            resource["schema"]["fields"][0],
            json!({"name": "lead", "title": "牵头", "type": "integer",
                   "description": "measures it leads"})
        );
    }
}
