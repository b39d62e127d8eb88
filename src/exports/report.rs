//! `report.html`: one page for people who decide, whole in itself.
//!
//! Owns which parts the page has and in which order; the only file that names minijinja. Never knows
//! how a number was computed: figures are the very strings of the CSV tables. Every part is laid out
//! here, in Rust; the page's script only sorts, searches, hides and highlights what already stands
//! there, so that without it everything can still be read.

mod book;
mod check_part;
mod compare_part;
mod content_policy;
mod finding_load;
mod finding_overlap;
mod findings;
mod head_part;
mod heat_part;
mod hotspot_part;
mod html;
mod load_part;
mod measure_part;
mod methods_part;
mod overlap_part;
mod rebalance_part;
mod sheet;
mod short_figures;
mod unit_index;
mod verdict;
mod words;

use super::table::Table;
use crate::analyses::checks::CheckThresholds;
use crate::graph::RoleWeights;
use crate::text::Lang;
use crate::units::{Assignments, PlanId};
use book::Book;
use minijinja::{Environment, UndefinedBehavior, Value};
use std::collections::BTreeMap;

const TEMPLATE: &str = include_str!("report/report.html.j2");
const STYLE: &str = include_str!("report/style.css");
const SCRIPT: &str = include_str!("report/script.js");

/// Tables the page is made from, by name; one that is not given leaves its part out.
pub const REPORT_TABLES: [&str; 13] = [
    "measures",
    "load",
    "inequality",
    "overlap",
    "significance",
    "hotspots",
    "alignment",
    "changes",
    "rebalance",
    "rebalance_loads",
    "frontier",
    "findings",
    "diagnostics",
];

/// A part of the plans that the page can show by itself.
#[derive(Debug, Clone)]
pub struct ReportScope {
    /// As in the column `plan` of the tables.
    pub label: String,
    /// The plans it covers.
    pub plans: Vec<PlanId>,
}

/// Units among which leads could move.
#[derive(Debug, Clone)]
pub struct ReportGroup {
    /// As in the column `group` of the tables.
    pub label: String,
    /// The plans whose measures they share.
    pub plans: Vec<PlanId>,
    /// Measures whose lead could move.
    pub movable: u32,
}

/// A picture for the page.
#[derive(Debug, Clone)]
pub struct ReportPicture {
    /// `overview`, `co-lead` or `frontier`.
    pub kind: &'static str,
    /// The scope or rebalancing group it shows.
    pub label: String,
    /// The picture.
    pub svg: String,
}

/// What the page is made from.
#[derive(Debug, Clone)]
pub struct ReportInput<'a> {
    /// Who does what.
    pub assignments: &'a Assignments,
    /// The language of the page.
    pub lang: Lang,
    /// Those of [`REPORT_TABLES`].
    pub tables: &'a [Table],
    /// The scopes of the tables, all plans together last.
    pub scopes: Vec<ReportScope>,
    /// Groups of the rebalancing.
    pub groups: Vec<ReportGroup>,
    /// The pictures.
    pub pictures: Vec<ReportPicture>,
    /// Weights of the roles in `weighted_load`.
    pub weights: RoleWeights,
    /// From where on something was reported.
    pub thresholds: CheckThresholds,
}

/// The page: one HTML file that needs nothing else. The same input gives the same bytes.
pub fn report(input: &ReportInput<'_>) -> String {
    let book = Book::new(input);
    let words: BTreeMap<&str, Value> =
        words::words(input.lang).map(|(key, word)| (key, Value::from(word))).collect();
    let marks = |html: String| Value::from_safe_string(html);
    let page: BTreeMap<&str, Value> = BTreeMap::from([
        ("w", Value::from(words)),
        ("policy", Value::from(content_policy::content_policy(SCRIPT))),
        ("style", marks(STYLE.to_owned())),
        ("script", marks(SCRIPT.to_owned())),
        ("version", Value::from(env!("CARGO_PKG_VERSION"))),
        ("title", Value::from(head_part::title(&book))),
        ("summary", marks(head_part::summary(&book))),
        ("plans", marks(head_part::plans(&book))),
        ("scope_choice", marks(head_part::scope_choice(&book))),
        ("overview", marks(head_part::overview(&book))),
        ("findings", marks(findings::findings_part(&book))),
        ("load", marks(load_part::load_part(&book))),
        ("overlap", marks(overlap_part::overlap_part(&book))),
        ("hotspots", marks(hotspot_part::hotspot_part(&book))),
        ("heat", marks(heat_part::heat_part(&book))),
        ("compare", marks(compare_part::compare_part(&book))),
        ("rebalance", marks(rebalance_part::rebalance_part(&book))),
        ("checks", marks(check_part::check_part(&book))),
        ("measures", marks(measure_part::measure_part(&book))),
        ("methods", marks(methods_part::methods_part(&book))),
        ("index", marks(unit_index::unit_index(&book))),
    ]);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.render_named_str("report.html.j2", TEMPLATE, Value::from(page)).unwrap_or_else(
        |e| unreachable!("the template is compiled in and its words are all given: {e:#}"),
    )
}
