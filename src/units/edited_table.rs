//! Tables that people may have edited in a spreadsheet: decoding, delimiters, headers.
//!
//! Owns what holds for any such table and what is said when it cannot be used. Never knows what its
//! rows mean.

use crate::diagnostic::{Diagnostic, Severity};
use crate::documents::decode;
use crate::locator::Locator;
use crate::text::{Said, plain};
use std::collections::BTreeSet;
use std::io::Cursor;

/// English and Chinese name of a column.
pub(crate) type ColumnNames = (&'static str, &'static str);

/// Why an edited table could not be used at all.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// There is no header line.
    #[error("{source_name}: the table is empty")]
    Empty {
        /// The file.
        source_name: String,
    },
    /// Columns that are needed are not there.
    #[error(
        "{source_name}, line {line}: the table has no column {}; it has {}",
        .missing.iter().map(|m| format!("「{m}」")).collect::<Vec<_>>().join(", "),
        .found.join(", ")
    )]
    MissingColumn {
        /// The file.
        source_name: String,
        /// Where the header stands.
        line: u32,
        /// The columns that are needed.
        missing: Vec<&'static str>,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// A column stands twice, so it is unclear which one counts.
    #[error("{source_name}, line {line}: the column 「{column}」 stands twice")]
    RepeatedColumn {
        /// The file.
        source_name: String,
        /// Where the header stands.
        line: u32,
        /// The column.
        column: String,
    },
    /// The bytes are not a table.
    #[error("{source_name}: not a table in CSV form: {reason}")]
    Unreadable {
        /// The file.
        source_name: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl TableError {
    /// The error as a message with place and advice.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let (code, zh, en, line, file) = match self {
            TableError::Empty { source_name } => (
                "empty-table",
                "表是空的".to_owned(),
                "the table is empty".to_owned(),
                0,
                source_name,
            ),
            TableError::MissingColumn { source_name, line, missing, found } => {
                let zh_missing: Vec<_> = missing.iter().map(|m| format!("「{m}」")).collect();
                (
                    "missing-column",
                    format!("缺少列{}；现有列：{}", zh_missing.join("、"), found.join("、")),
                    format!("no column {}; there are: {}", zh_missing.join(", "), found.join(", ")),
                    *line,
                    source_name,
                )
            }
            TableError::RepeatedColumn { source_name, line, column } => (
                "repeated-column",
                format!("列「{column}」出现两次"),
                format!("the column 「{column}」 stands twice"),
                *line,
                source_name,
            ),
            TableError::Unreadable { source_name, reason } => (
                "not-a-table",
                format!("不是CSV表格：{reason}"),
                format!("not a table in CSV form: {reason}"),
                0,
                source_name,
            ),
        };
        Diagnostic::new(
            Severity::Error,
            code,
            Said::new(zh, en),
            if line == 0 { Locator::file(&**file) } else { Locator::line(&**file, line) },
            Said::new("未读取该文件", "file skipped"),
        )
        .hint(Said::new(
            "请以 respgraph 写出的表为样",
            "take a table that respgraph wrote as a model",
        ))
    }
}

/// A table being read, record by record.
pub(crate) struct EditedTable<'b> {
    reader: csv::Reader<Cursor<Vec<u8>>>,
    source: &'b str,
    record: csv::StringRecord,
}

impl<'b> EditedTable<'b> {
    /// Opens a table and finds its columns.
    pub fn open(
        bytes: &[u8],
        source: &'b str,
        names: &'static [ColumnNames],
        required: &[&'static str],
    ) -> Result<(Columns, Self), TableError> {
        let decoded = decode(bytes);
        let broken = decoded.broken(Locator::file(source));
        let text = with_plain_line_ends(decoded.text);
        let Some(Header { line, delimiter, .. }) = Header::find(&text, names, required) else {
            return Err(TableError::Empty { source_name: source.to_owned() });
        };
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(Cursor::new(text.into_bytes()));
        let mut table = Self { reader, source, record: csv::StringRecord::new() };
        // What stands above the header is a title.
        let header = loop {
            match table.next()? {
                None => return Err(TableError::Empty { source_name: source.to_owned() }),
                Some(record) if line_of(record) >= line => break record,
                Some(_) => {}
            }
        };
        let mut columns = Columns::find(header, delimiter, source, names, required)?;
        columns.notes.extend(broken);
        table.name_extra(&mut columns)?;
        Ok((columns, table))
    }

    /// Leaves out nameless columns without a word in any row, and gives the other columns beyond the
    /// known ones a name each.
    fn name_extra(&mut self, columns: &mut Columns) -> Result<(), TableError> {
        if columns.extra.iter().any(|(_, name)| name.is_empty()) {
            let first_row = self.reader.position().clone();
            let mut filled = BTreeSet::new();
            while let Some(record) = self.next()? {
                let words = record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
                filled.extend(words.map(|(i, _)| i));
            }
            columns.extra.retain(|(i, name)| !name.is_empty() || filled.contains(i));
            self.reader.seek(first_row).map_err(|e| self.unreadable(&e))?;
        }
        let mut taken = BTreeSet::new();
        for (i, name) in &mut columns.extra {
            let stem = match name.as_str() {
                "" => format!("column-{}", *i + 1),
                printed => printed.to_owned(),
            };
            let again = (2..).map(|count| format!("{stem}~{count}"));
            let free = std::iter::once(stem.clone()).chain(again).find(|n| !taken.contains(n));
            let free = free.unwrap_or_else(|| unreachable!("some number is free"));
            if *name != free {
                columns.notes.push(renamed_column(self.source, columns.line, *i + 1, name, &free));
                name.clone_from(&free);
            }
            taken.insert(free);
        }
        Ok(())
    }

    /// The next record; none after the last.
    pub fn next(&mut self) -> Result<Option<&csv::StringRecord>, TableError> {
        match self.reader.read_record(&mut self.record) {
            Ok(more) => {
                self.skip_blank_lines();
                Ok(more.then_some(&self.record))
            }
            Err(e) => Err(self.unreadable(&e)),
        }
    }

    /// Places the record on the line of its first cell: for the reader it begins with the blank lines
    /// above.
    fn skip_blank_lines(&mut self) {
        let Some(mut place) = self.record.position().cloned() else { return };
        let text = self.reader.get_ref().get_ref();
        let from = usize::try_from(place.byte()).unwrap_or(text.len()).min(text.len());
        let blank = text[from..].iter().take_while(|b| **b == b'\n').count();
        place.set_line(place.line() + blank as u64);
        self.record.set_position(Some(place));
    }

    fn unreadable(&self, cause: &csv::Error) -> TableError {
        TableError::Unreadable { source_name: self.source.to_owned(), reason: cause.to_string() }
    }
}

/// A column beyond the known ones that could not keep the name its header gives it.
fn renamed_column(source: &str, line: u32, place: usize, printed: &str, name: &str) -> Diagnostic {
    let message = match printed {
        "" => Said::new(format!("第 {place} 列没有列名"), format!("column {place} has no name")),
        printed => Said::new(
            format!("列名「{printed}」不止一次出现"),
            format!("several columns are called 「{printed}」"),
        ),
    };
    Diagnostic::new(
        Severity::Note,
        "renamed-column",
        message,
        Locator::line(source, line),
        Said::new(
            format!("第 {place} 列在各表中称为「{name}」"),
            format!("column {place} is called 「{name}」 in every table"),
        ),
    )
}

/// The text with one `\n` at the end of every line, whatever system wrote it: the reader counts no
/// other ends of lines.
fn with_plain_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The line that names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its number, from 1.
    pub line: u32,
    /// The mark that parts its fields.
    pub delimiter: u8,
    /// How many of the needed columns it names.
    pub known: usize,
    /// Whether there is a filled line above it.
    pub below_others: bool,
}

impl Header {
    /// Of the first three filled lines the one that names most of the columns needed, the first of
    /// equals: a title may stand above. The line `sep=;`, with which spreadsheets tell the delimiter, is
    /// none of them.
    pub fn find(text: &str, names: &[ColumnNames], required: &[&str]) -> Option<Self> {
        const LINES: usize = 3;
        let mut told = None;
        let mut best: Option<Self> = None;
        let filled = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let tells = |line: &str| {
            let start = line.trim_start().trim_start_matches('"');
            let told = start.get(..4).filter(|word| word.eq_ignore_ascii_case("sep="));
            told.and_then(|_| start.as_bytes().get(4)).copied().filter(u8::is_ascii)
        };
        let mut seen = 0;
        for (line, number) in filled {
            if told.is_none() && seen == 0 && tells(line).is_some() {
                told = tells(line);
                continue;
            }
            let delimiter = told.unwrap_or_else(|| delimiter(line));
            let fields = line.split([char::from(delimiter), '，']);
            let fields: Vec<_> = fields.map(|f| plain(f.trim().trim_matches('"')).trim()).collect();
            let named = |column: &&&str| {
                let (en, zh) = names.iter().find(|(en, _)| *en == **column).unwrap_or(&("", ""));
                fields.iter().any(|field| field.eq_ignore_ascii_case(en) || field == zh)
            };
            let known = required.iter().filter(named).count();
            if best.is_none_or(|best| known > best.known) {
                best = Some(Self { line: number, delimiter, known, below_others: seen > 0 });
            }
            seen += 1;
            if seen == LINES {
                break;
            }
        }
        best
    }
}

/// The mark that parts the fields of a line.
fn delimiter(line: &str) -> u8 {
    let count = |mark: u8| line.bytes().filter(|b| *b == mark).count();
    [b'\t', b';'].into_iter().find(|mark| count(*mark) > count(b',')).unwrap_or(b',')
}

/// Where each known column stands.
pub(crate) struct Columns {
    place: Vec<Option<usize>>,
    /// Columns beyond the known ones: place and name, each name once.
    pub extra: Vec<(usize, String)>,
    /// What was noticed about the header.
    pub notes: Vec<Diagnostic>,
    /// Where the header stands.
    line: u32,
    /// How many columns the header names.
    width: usize,
    delimiter: u8,
}

impl Columns {
    fn find(
        header: &csv::StringRecord,
        delimiter: u8,
        source: &str,
        names: &'static [ColumnNames],
        required: &[&'static str],
    ) -> Result<Self, TableError> {
        let found: Vec<&str> = header.iter().map(|cell| plain(cell).trim()).collect();
        if found.iter().all(|name| name.is_empty()) {
            return Err(TableError::Empty { source_name: source.to_owned() });
        }
        let line = line_of(header);
        let mut place = vec![None; names.len()];
        let mut extra = Vec::new();
        for (i, name) in found.iter().enumerate() {
            let ours =
                names.iter().position(|(en, zh)| name.eq_ignore_ascii_case(en) || name == zh);
            match ours {
                Some(ours) if place[ours].is_some() => {
                    return Err(TableError::RepeatedColumn {
                        source_name: source.to_owned(),
                        line,
                        column: (*name).to_owned(),
                    });
                }
                Some(ours) => place[ours] = Some(i),
                None => extra.push((i, (*name).to_owned())),
            }
        }
        let (notes, width) = (Vec::new(), found.len());
        let columns = Self { place, extra, notes, line, width, delimiter };
        let missing: Vec<_> = required
            .iter()
            .copied()
            .filter(|name| {
                !names.iter().zip(&columns.place).any(|((en, _), p)| en == name && p.is_some())
            })
            .collect();
        if missing.is_empty() {
            Ok(columns)
        } else {
            Err(TableError::MissingColumn {
                source_name: source.to_owned(),
                line,
                missing,
                found: found.into_iter().map(str::to_owned).collect(),
            })
        }
    }

    /// Whether the table has the column at this position of the names.
    pub fn has(&self, column: usize) -> bool {
        self.place[column].is_some()
    }

    /// How many lines inside the cells of a record look like rows of the table: where a quote is
    /// missing, a cell takes in everything up to the next one.
    pub fn rows_inside(&self, record: &csv::StringRecord) -> usize {
        if !record.as_slice().contains('\n') {
            return 0;
        }
        let marks = |line: &&str| line.bytes().filter(|b| *b == self.delimiter).count();
        let lines = record.iter().flat_map(|cell| cell.lines().skip(1));
        lines.filter(|line| marks(line) + 1 >= self.width).count()
    }

    /// The cell of the column at this position of the names, empty when there is none.
    pub fn cell<'r>(&self, record: &'r csv::StringRecord, column: usize) -> &'r str {
        self.place[column].and_then(|i| record.get(i)).map_or("", |cell| plain(cell).trim())
    }
}

/// Line of the table on which a record begins.
pub(crate) fn line_of(record: &csv::StringRecord) -> u32 {
    record.position().map_or(0, |place| u32::try_from(place.line()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_alike_whatever_ends_them() {
        const NAMES: [ColumnNames; 2] = [("name", "名称"), ("unit", "单位")];
        let table = "name,unit\n甲局,甲\n\"乙\n局\",乙\n\n丙局,丙\n";
        for end in ["\n", "\r\n", "\r"] {
            let table = table.replace('\n', end);
            let opened = EditedTable::open(table.as_bytes(), "t.csv", &NAMES, &["name"]);
            let Ok((_, mut records)) = opened else { panic!("a table with {end:?}") };
            let mut lines = Vec::new();
            while let Some(record) = records.next().expect("readable") {
                lines.push(line_of(record));
            }
            assert_eq!(lines, [2, 3, 6], "lines that end in {end:?}");
        }
    }

    #[test]
    fn the_header_may_stand_below_a_title_and_below_the_word_for_the_delimiter() {
        const NAMES: [ColumnNames; 2] = [("name", "名称"), ("unit", "单位")];
        for (above, mark, line) in [
            ("", ",", 1),
            ("sep=,\n", ",", 2),
            ("\"sep=;\"\n", ";", 2),
            ("sep=\t\n\n", "\t", 3),
            ("单位清单,,\n", ",", 2),
            ("单位清单\n2031年\n", ",", 3),
        ] {
            let text = format!("{above}名称{mark}单位\n甲局{mark}甲\n");
            let header = Header::find(&text, &NAMES, &["name", "unit"]).expect("a header");
            assert_eq!((header.line, &*char::from(header.delimiter).to_string()), (line, mark));
            let opened = EditedTable::open(text.as_bytes(), "t.csv", &NAMES, &["name", "unit"]);
            let Ok((columns, mut records)) = opened else { panic!("{text}") };
            let record = records.next().expect("readable").expect("a row");
            assert_eq!((columns.cell(record, 0), line_of(record)), ("甲局", line + 1), "{text}");
        }
        let missing =
            EditedTable::open("清单\n名称\n甲\n".as_bytes(), "t.csv", &NAMES, &["name", "unit"]);
        assert!(matches!(missing, Err(TableError::MissingColumn { line: 2, .. })));
    }
}
