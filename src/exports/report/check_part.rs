//! What to check: findings about the plans and messages about their reading.
//!
//! Owns that table. Never knows how a finding is made.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, escape};
use super::sheet::Line;
use crate::exports::coded_words::coded;
use crate::text::Lang;
use crate::units::PlanId;

/// Rows shown at first, and at most, of one plan; fewer where there are many plans.
const ROWS: (usize, usize) = (6, 200);
/// Rows at most of all plans.
const ALL_ROWS: usize = 1_000;

/// How much there is to check, by severity: errors, warnings, notes.
pub(super) struct Counts {
    /// Findings about the plans, as in `findings.csv`.
    pub(super) findings: [usize; 3],
    /// Messages about their reading, as in `diagnostics.csv`.
    pub(super) read: [usize; 3],
}

impl Counts {
    /// All of one kind and all together.
    pub(super) fn total(&self) -> usize {
        self.findings.iter().chain(&self.read).sum()
    }
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

/// Findings and messages of a scope; messages about no plan belong to the widest one.
pub(super) fn counts(book: &Book<'_>, scope: usize) -> Counts {
    let plans: Vec<_> =
        book.input.scopes[scope].plans.iter().map(|plan| book.all.plan(*plan)).collect();
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    let of = |rows: &[Line<'_>]| {
        SEVERITIES.map(|severity| rows.iter().filter(|r| r.text("severity") == severity).count())
    };
    let mut read = book.sheets.rows("diagnostics");
    if scope != book.widest() {
        read.retain(|row| plans.iter().any(|plan| plan.source == row.text("file")));
    }
    Counts { findings: of(&book.sheets.of_plans("findings", &ids)), read: of(&read) }
}

const SEVERITIES: [&str; 3] = ["error", "warning", "note"];

struct Row {
    severity: String,
    place: String,
    message: String,
    advice: String,
}

fn rows_of(book: &Book<'_>, id: PlanId) -> Vec<Row> {
    let plan = book.all.plan(id);
    let findings = book.sheets.of_plan("findings", &plan.id);
    let findings = findings.iter().map(|row| Row {
        severity: row.text("severity"),
        place: book.place(&row.text("source"), &row.text("line")),
        message: row.text("message"),
        advice: row.text("advice"),
    });
    let read = book.sheets.rows("diagnostics");
    let read = read.iter().filter(|row| row.text("file") == plan.source);
    // Every row of the two tables is listed, so that the page counts what they count.
    let mut rows: Vec<Row> = findings.chain(read.map(|row| message(book, row))).collect();
    rows.sort_by_key(|row| SEVERITIES.iter().position(|s| *s == row.severity));
    rows
}

fn message(book: &Book<'_>, row: &Line<'_>) -> Row {
    // What was done is no advice, and says so.
    let done = match (row.text("done"), book.lang) {
        (done, _) if done.is_empty() => done,
        (done, Lang::Zh) => format!("读取时已处理：{done}"),
        (done, Lang::En) => format!("Done in reading: {done}"),
    };
    let advice: Vec<_> =
        [done, row.text("hint")].into_iter().filter(|words| !words.is_empty()).collect();
    Row {
        severity: row.text("severity"),
        place: book.place(&row.text("file"), &row.text("line")),
        message: row.text("message"),
        advice: advice.join(book.say("。", ". ")),
    }
}

fn table(book: &Book<'_>, rows: &[Row]) -> String {
    let columns = vec![
        Th::words(book.say("程度", "severity")),
        Th::words(book.say("问题", "what is unclear")),
        Th::words(book.say("建议或已作的处理", "what to do, or what was done")),
        Th::words(book.say("位置", "place")),
    ];
    let most = ROWS.1.min(ALL_ROWS / book.all.plans.len().max(1)).max(ROWS.0);
    let cells = rows.iter().take(most).map(|row| {
        let badge = format!(
            r#"<span class="badge {}">{}</span>"#,
            escape(&row.severity),
            escape(coded("severity", &row.severity, book.lang))
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
    let caption = caption + &book.cut_of(most, rows.len(), &["findings", "diagnostics"]);
    let rows = cells.collect();
    Grid { caption, class: "data checks", columns, head: 1, first: ROWS.0, rows }.html()
}
