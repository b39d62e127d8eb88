//! Load bars: what every unit leads, answers for and supports.
//!
//! Owns that table. Never knows how a load is computed.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, counted};
use super::sheet::Line;
use crate::exports::coded_words::role_word;
use crate::plan::Role;
use crate::text::Lang;
use std::fmt::Write as _;

/// Units a table holds at most; the CSV table has them all.
const MOST: usize = 200;
/// Units of all tables together at most.
const ALL_ROWS: usize = 3_000;
/// Units shown at first.
const FIRST: usize = 15;

/// The bars of every scope.
pub(super) fn load_part(book: &Book<'_>) -> String {
    book.scopes().map(|scope| book.panel(scope, &bars(book, scope))).collect()
}

fn bars(book: &Book<'_>, scope: usize) -> String {
    let rows = book.sheets.of_plan("load", &book.input.scopes[scope].label);
    let most = rows.iter().map(|row| row.count("measures")).max().unwrap_or(1).max(1);
    let responsible = rows.iter().any(|row| row.count("responsible") > 0);
    let with_place = book.several_places(scope);
    let most_rows = MOST.min((ALL_ROWS / book.input.scopes.len()).max(FIRST));
    let mut columns = vec![
        Th::figure(book.say("名次", "rank")),
        Th::words(book.say("单位", "unit")),
        Th::class(book.say("承担措施（项）", "measures carried"), "bars"),
        Th::figure(book.say("牵头", "leads")),
        Th::figure(book.say("其中独立", "alone")),
    ];
    if responsible {
        columns.push(Th::figure(book.say("责任", "responsible")));
    }
    columns.extend([
        Th::figure(book.say("配合", "supports")),
        Th::figure(book.say("参与", "all")),
        Th::figure(book.say("协作单位", "partners")),
        Th::figure(book.say("加权工作量", "weighted load")),
    ]);
    let keys = [Role::Lead, Role::Responsible, Role::Support];
    let keys = keys.iter().zip(["l", "r", "s"]).filter(|(_, class)| responsible || *class != "r");
    let keys: String = keys
        .map(|(r, class)| format!("<i class=\"key {class}\"></i>{}", role_word(*r, book.lang)))
        .collect();
    let cells = rows.iter().take(most_rows).map(|row| {
        let mut cells = vec![
            Td::Figure(row.text("rank")),
            Td::marks(book.unit_of(row, "unit", with_place)),
            Td::Marks { html: bar(row, most), sort: row.text("measures") },
            Td::Figure(row.text("lead")),
            Td::Figure(row.text("sole_lead")),
        ];
        if responsible {
            cells.push(Td::Figure(row.text("responsible")));
        }
        for column in ["support", "measures", "partners", "weighted_load"] {
            cells.push(Td::Figure(row.text(column)));
        }
        Tr::from(cells)
    });
    let grid = Grid {
        caption: match book.lang {
            Lang::Zh => format!(
                "各单位承担的措施，牵头多的在前（{} 个单位{}）",
                rows.len(),
                if rows.len() > most_rows {
                    format!("，列出前 {most_rows} 个")
                } else {
                    String::new()
                }
            ),
            Lang::En => format!(
                "Measures carried by each unit, most leads first ({}{})",
                counted(rows.len() as i64, "unit"),
                if rows.len() > most_rows {
                    format!(", the first {most_rows} listed")
                } else {
                    String::new()
                }
            ),
        },
        class: "data load",
        columns,
        head: 1,
        first: FIRST,
        rows: cells.collect(),
    };
    match grid.html() {
        table if table.is_empty() => table,
        table => format!("<p class=\"legend\" aria-hidden=\"true\">{keys}</p>\n{table}"),
    }
}

/// A bar of three parts in the order of the figures beside it.
fn bar(row: &Line<'_>, most: i64) -> String {
    let mut out = String::from(r#"<svg class="bar" aria-hidden="true">"#);
    let mut x = 0.0;
    for (column, class) in [("lead", "l"), ("responsible", "r"), ("support", "s")] {
        let width = 100.0 * row.count(column) as f64 / most as f64;
        if width > 0.0 {
            let start = if x > 0.0 { format!(r#" x="{x:.1}%""#) } else { String::new() };
            let _ = write!(
                out,
                r#"<rect class="{class}"{start} width="{:.1}%" height="100%"/>"#,
                (width - 0.3).max(0.3)
            );
        }
        x += width;
    }
    out + "</svg>"
}
