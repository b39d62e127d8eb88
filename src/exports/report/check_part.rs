//! What to check: findings about the plans and messages about their reading.
//!
//! Owns that table. Never knows how a finding is made.

use super::book::Book;
use super::codes::severity;
use super::html::{Grid, Td, Th, Tr, escape};
use crate::text::Lang;
use crate::units::PlanId;

/// Rows shown at first, and at most, of one plan; fewer where there are many plans.
const ROWS: (usize, usize) = (6, 200);
/// Rows at most of all plans.
const ALL_ROWS: usize = 1_000;

/// How much there is to check.
pub(super) struct Counts {
    /// Findings about the plans: errors, warnings, notes, as in `findings.csv`.
    pub(super) findings: [usize; 3],
    /// Messages about their reading, as in `diagnostics.csv`.
    pub(super) read: usize,
}

/// One table a plan.
pub(super) fn check_part(book: &Book<'_>) -> String {
    let mut out = String::new();
    let files: Vec<&str> = book.all.plans.iter().map(|plan| plan.source.as_str()).collect();
    for id in (0..book.all.plans.len() as u32).map(PlanId) {
        let body = table(book, &rows_of(book, id));
        out += &book.panel_with(&book.panel_of(&[id]), &book.plan_name(id), &body);
    }
    // Messages about no plan: files skipped, options.
    let elsewhere: Vec<_> = book
        .sheets
        .rows("diagnostics")
        .iter()
        .filter(|row| !files.contains(&row.text("file").as_str()))
        .map(|row| message(book, row))
        .collect();
    let everywhere = book.panel_of(&[]);
    let heading = book.say("其他文件", "other files");
    out + &book.panel_with(&everywhere, heading, &table(book, &elsewhere))
}

/// Findings and messages of some plans.
pub(super) fn counts(book: &Book<'_>, plans: &[PlanId]) -> Counts {
    let mut findings = [0; 3];
    let mut read = 0;
    let messages = book.sheets.rows("diagnostics");
    for plan in plans {
        let plan = book.all.plan(*plan);
        for row in book.sheets.of_plan("findings", &plan.id) {
            if let Some(place) = SEVERITIES.iter().position(|s| *s == row.text("severity")) {
                findings[place] += 1;
            }
        }
        read += messages.iter().filter(|row| row.text("file") == plan.source).count();
    }
    Counts { findings, read }
}

const SEVERITIES: [&str; 3] = ["error", "warning", "note"];

struct Row {
    key: (String, String),
    severity: String,
    place: String,
    message: String,
    advice: String,
}

fn rows_of(book: &Book<'_>, id: PlanId) -> Vec<Row> {
    let plan = book.all.plan(id);
    let findings = book.sheets.of_plan("findings", &plan.id);
    let mut rows: Vec<Row> = findings
        .iter()
        .map(|row| Row {
            key: (row.text("code"), row.text("line")),
            severity: row.text("severity"),
            place: book.place(&row.text("source"), &row.text("line")),
            message: row.text("message"),
            advice: row.text("advice"),
        })
        .collect();
    let read = book.sheets.rows("diagnostics");
    for row in read.iter().filter(|row| row.text("file") == plan.source) {
        let said = message(book, row);
        // The same thing found and noticed while reading is listed once, in the fuller words.
        match rows.iter_mut().find(|row| row.key == said.key) {
            Some(same) if said.message.chars().count() > same.message.chars().count() => {
                same.message = said.message;
            }
            Some(_) => {}
            None => rows.push(said),
        }
    }
    let order = |row: &Row| SEVERITIES.iter().position(|s| *s == row.severity);
    rows.sort_by_key(order);
    rows
}

fn message(book: &Book<'_>, row: &super::sheet::Line<'_>) -> Row {
    let stop = book.say("。", ". ");
    let advice: Vec<_> =
        ["done", "hint"].iter().map(|c| row.text(c)).filter(|words| !words.is_empty()).collect();
    Row {
        key: (row.text("code"), row.text("line")),
        severity: row.text("severity"),
        place: book.place(&row.text("file"), &row.text("line")),
        message: row.text("message"),
        advice: advice.join(stop),
    }
}

fn table(book: &Book<'_>, rows: &[Row]) -> String {
    let columns = vec![
        Th::words(book.say("程度", "severity")),
        Th::words(book.say("问题", "what is unclear")),
        Th::words(book.say("建议", "what to do")),
        Th::words(book.say("位置", "place")),
    ];
    let most = ROWS.1.min(ALL_ROWS / book.all.plans.len().max(1)).max(ROWS.0);
    let cells = rows.iter().take(most).map(|row| {
        let badge = format!(
            r#"<span class="badge {}">{}</span>"#,
            escape(&row.severity),
            escape(severity(&row.severity, book.lang))
        );
        Tr::from(vec![
            Td::marks(badge),
            Td::Words(row.message.clone()),
            Td::Words(row.advice.clone()),
            Td::marks(format!("<cite>{}</cite>", escape(&row.place))),
        ])
    });
    let caption = match book.lang {
        Lang::Zh => format!("待核对 {} 条", rows.len()),
        Lang::En => format!("{} to check", rows.len()),
    };
    let caption = caption + &book.cut(most, rows.len(), "findings");
    let rows = cells.collect();
    Grid { caption, class: "data checks", columns, head: 1, first: ROWS.0, rows }.html()
}
