//! A table as CSV, safe to open in a spreadsheet.
//!
//! Owns encoding and header language. Never knows what a table says.

use super::rounding::written;
use super::table::{Cell, Table};
use crate::text::neutral;
use std::borrow::Cow;

/// Which names head the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeaderNames {
    /// The English snake_case names.
    #[default]
    English,
    /// The Chinese names.
    Chinese,
}

/// How the letters of a CSV file are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvEncoding {
    /// UTF-8 with a mark at the start, which Excel needs to show Chinese.
    #[default]
    Utf8Bom,
    /// UTF-8 without the mark.
    Utf8,
    /// GB 18030, for older Chinese software.
    Gb18030,
}

impl CsvEncoding {
    /// The name used in `datapackage.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            CsvEncoding::Utf8Bom | CsvEncoding::Utf8 => "utf-8",
            CsvEncoding::Gb18030 => "gb18030",
        }
    }
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvStyle {
    /// Language of the header row.
    pub headers: HeaderNames,
    /// Encoding of the bytes.
    pub encoding: CsvEncoding,
}

/// A table as CSV: one header row, then its rows; numbers with the decimals of their column.
pub fn to_csv(table: &Table, style: CsvStyle) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(match style.encoding {
        CsvEncoding::Utf8Bom => "\u{feff}".as_bytes().to_vec(),
        CsvEncoding::Utf8 | CsvEncoding::Gb18030 => Vec::new(),
    });
    let mut write = |record: Vec<String>| {
        // Writing to memory fails on records of uneven length only, and a table has none.
        writer.write_record(record).unwrap_or_else(|e| unreachable!("{}: {e}", table.name));
    };
    write(
        table.columns().iter().map(|column| header(column, style.headers).into_owned()).collect(),
    );
    for row in table.rows() {
        let cells = row.iter().zip(table.columns()).map(|(cell, column)| match cell {
            Cell::Text(text) => neutral(text).into_owned(),
            other => written(other, column.kind),
        });
        write(cells.collect());
    }
    let bytes = writer.into_inner().unwrap_or_else(|e| unreachable!("{}: {e}", table.name));
    match style.encoding {
        CsvEncoding::Utf8Bom | CsvEncoding::Utf8 => bytes,
        CsvEncoding::Gb18030 => {
            let text = String::from_utf8_lossy(&bytes);
            encoding_rs::GB18030.encode(&text).0.into_owned()
        }
    }
}

/// The name that heads a column in a file; a column of the user's own may have any.
pub fn header(column: &super::table::Column, headers: HeaderNames) -> Cow<'static, str> {
    neutral(match headers {
        HeaderNames::English => column.name,
        HeaderNames::Chinese => column.zh,
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::{Column, ColumnKind};
    use super::*;

    fn sample() -> Table {
        let column = |name, zh, kind| Column { name, zh, kind, description: "a column" };
        Table::new(
            "sample",
            "样表",
            "one row a unit",
            &[
                column("unit", "单位", ColumnKind::Text),
                column("lead", "牵头", ColumnKind::Integer),
                column("share", "占比", ColumnKind::Number(3)),
            ],
            [
                vec!["区财政局，“一处”".into(), 3usize.into(), 0.75.into()],
                vec!["=1+1".into(), 1usize.into(), Cell::Empty],
                vec!["两行\n文字,\"引号\"".into(), 0usize.into(), (-0.0f64).into()],
            ],
        )
    }

    #[test]
    fn a_table_becomes_rows_with_quotes_where_needed() {
        let style = CsvStyle { encoding: CsvEncoding::Utf8, ..CsvStyle::default() };
        let text = String::from_utf8(to_csv(&sample(), style)).expect("UTF-8");
        assert_eq!(
            text,
            "unit,lead,share\n区财政局，“一处”,3,0.750\n'=1+1,1,\n\"两行\n文字,\"\"引号\"\"\",0,0.000\n"
        );
    }

    #[test]
    fn encodings_and_headers_follow_the_style() {
        let bytes = to_csv(&sample(), CsvStyle::default());
        assert!(bytes.starts_with(b"\xef\xbb\xbfunit,"));
        let style = CsvStyle { headers: HeaderNames::Chinese, encoding: CsvEncoding::Gb18030 };
        let bytes = to_csv(&sample(), style);
        let (text, _, lossy) = encoding_rs::GB18030.decode(&bytes);
        assert!(!lossy && text.starts_with("单位,牵头,占比\n"));
    }

    #[test]
    fn a_header_is_no_formula_either() {
        let name = "=cmd()";
        let own = Column { name, zh: name, kind: ColumnKind::Text, description: "of the user" };
        let table = Table::new("own", "表", "one row", &[own], [vec!["+1".into()]]);
        let text = String::from_utf8(to_csv(&table, CsvStyle::default())).expect("UTF-8");
        assert_eq!(text, "\u{feff}'=cmd()\n'+1\n");
    }
}
