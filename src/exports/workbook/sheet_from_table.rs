//! A sheet from a table: columns chosen by name, codes put into words.
//!
//! Owns the choice mechanism and the row limit. Never knows which columns a sheet has.

use super::super::table::{Cell, ColumnKind, Table};
use super::sheet::{Bar, Sheet, SheetColumn, SheetRow, Show, Tone};
use super::wording::Wording;

/// Rows of a sheet; beyond this a spreadsheet is no longer usable, and the CSV tables have them all.
pub(super) const ROW_LIMIT: usize = 50_000;
/// Widest a column of words becomes unless said otherwise.
const WIDEST: usize = 34;

/// A column to take from a table.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    name: &'static str,
    header: Option<(&'static str, &'static str)>,
    show: Show,
    widest: usize,
    printed: bool,
}

/// The column of this name, as it is.
pub(super) fn pick(name: &'static str) -> Pick {
    Pick { name, header: None, show: Show::Plain, widest: WIDEST, printed: true }
}

impl Pick {
    /// Whether it takes the column of this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Another header than the table's.
    pub(super) fn header(self, zh: &'static str, en: &'static str) -> Self {
        Self { header: Some((zh, en)), ..self }
    }

    /// Bars behind the numbers.
    pub(super) fn bar(self, bar: Bar) -> Self {
        Self { show: Show::Bar(bar), ..self }
    }

    /// Shares as percentages.
    pub(super) fn percent(self) -> Self {
        Self { show: Show::Percent, ..self }
    }

    /// Not on paper: it is there to look things up. These columns stand last.
    pub(super) fn unprinted(self) -> Self {
        Self { printed: false, ..self }
    }

    /// Another greatest width.
    pub(super) fn widest(self, widest: usize) -> Self {
        Self { widest, ..self }
    }
}

/// A table's column by name.
///
/// # Panics
/// When there is none: the program asks for columns it knows.
pub(super) fn place(table: &Table, name: &str) -> usize {
    let place = table.column(name);
    place.unwrap_or_else(|| unreachable!("the table {} has a column {name}", table.name))
}

/// The rows of a table that a sheet shows.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// At most [`ROW_LIMIT`].
    pub(super) shown: Vec<Vec<Cell>>,
    /// Where each of them stands in the table.
    pub(super) at: Vec<usize>,
    /// How many there are.
    pub(super) total: usize,
}

/// The rows that `keep` says yes to, in the order of their keys, else as they stand.
pub(super) fn rows_of<K: Ord>(
    table: &Table,
    keep: impl Fn(&[Cell]) -> bool,
    order: impl Fn(&[Cell]) -> K,
) -> Rows {
    // Keys only: a large table is not held a second time.
    let kept = table.rows().enumerate().filter(|(_, row)| keep(row));
    let mut keys: Vec<(K, usize)> = kept.map(|(at, row)| (order(&row), at)).collect();
    keys.sort_unstable();
    let total = keys.len();
    let row = |at: usize| (0..table.columns().len()).map(|c| table.cell(at, c)).collect();
    let at: Vec<usize> = keys.into_iter().take(ROW_LIMIT).map(|(_, at)| at).collect();
    Rows { shown: at.iter().map(|at| row(*at)).collect(), at, total }
}

/// All rows, as they stand.
pub(super) fn all_rows(table: &Table) -> Rows {
    rows_of(table, |_| true, |_| ())
}

/// What is said above a sheet.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) answers: String,
    pub(super) notes: Vec<String>,
    pub(super) frozen: usize,
}

/// A sheet of `rows` of `table` with the columns picked.
pub(super) fn sheet(
    head: Head,
    table: &Table,
    rows: &Rows,
    picks: &[Pick],
    words: &Wording<'_>,
    tone: impl Fn(&[Cell]) -> Tone,
) -> Sheet {
    let places: Vec<usize> = picks.iter().map(|pick| place(table, pick.name)).collect();
    let columns = places.iter().zip(picks).map(|(&at, pick)| {
        let column = &table.columns()[at];
        SheetColumn {
            header: match pick.header {
                Some((zh, en)) => words.say(zh, en),
                None => words.header(column),
            },
            kind: column.kind,
            show: pick.show.clone(),
            widest: pick.widest,
            printed: pick.printed,
        }
    });
    let mut notes = head.notes;
    if rows.total > ROW_LIMIT {
        notes.push(words.say(
            format!(
                "共 {} 行，这里只列前 {ROW_LIMIT} 行；全部内容见 tables/{}.csv。",
                rows.total,
                table.name
            ),
            format!(
                "{} rows in all; only the first {ROW_LIMIT} are here, all of them in tables/{}.csv.",
                rows.total,
                table.name
            ),
        ));
    }
    let shown = rows.shown.iter().map(|row| SheetRow {
        cells: places.iter().map(|&at| words.cell(&table.columns()[at], row[at].clone())).collect(),
        tone: tone(row),
    });
    Sheet {
        name: head.name,
        answers: head.answers,
        notes,
        columns: columns.collect(),
        rows: shown.collect(),
        frozen: head.frozen,
        filter: None,
    }
}

impl Sheet {
    /// A column of words or numbers that no table has, put before column `at`.
    pub(super) fn insert(
        &mut self,
        at: usize,
        column: SheetColumn,
        cells: impl IntoIterator<Item = Cell>,
    ) {
        self.columns.insert(at, column);
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.cells.insert(at, cell);
        }
    }

    /// A blank column, the last on paper, to be filled in by people from a list of answers.
    pub(super) fn ask(&mut self, header: String, answers: Vec<String>) {
        let at = self.columns.iter().take_while(|column| column.printed).count();
        let column = SheetColumn {
            header,
            kind: ColumnKind::Text,
            show: Show::Answer(answers),
            widest: 14,
            printed: true,
        };
        let blanks = vec![Cell::Empty; self.rows.len()];
        self.insert(at, column, blanks);
    }
}

/// The words of a cell; empty where there are none.
pub(super) fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        _ => "",
    }
}

/// The whole number of a cell; 0 where there is none.
pub(super) fn whole(cell: &Cell) -> i64 {
    match cell {
        Cell::Integer(count) => *count,
        _ => 0,
    }
}

/// The label of the widest scope of a table whose `plan` column holds scopes, which stands last.
pub(super) fn whole_scope(table: &Table) -> Option<String> {
    let last = table.height().checked_sub(1)?;
    match table.cell(last, place(table, "plan")) {
        Cell::Text(label) => Some(label),
        _ => None,
    }
}

/// The scopes of such a table, in its order.
pub(super) fn scopes(table: &Table) -> Vec<String> {
    let at = place(table, "plan");
    let mut labels: Vec<String> = Vec::new();
    for row in 0..table.height() {
        if let Cell::Text(label) = table.cell(row, at)
            && labels.last() != Some(&label)
        {
            labels.push(label);
        }
    }
    labels
}
