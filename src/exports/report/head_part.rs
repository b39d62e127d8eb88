//! The head of the page: title, main figures, the plans.
//!
//! Owns what is said first. Never knows how a figure is computed.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, counted, escape};
use super::short_figures::index;
use crate::exports::ties::first_with_ties;
use crate::text::Lang;
use crate::units::{PlanId, UnitKind};
use std::collections::BTreeSet;

/// What the page is called.
pub(super) fn title(book: &Book<'_>) -> String {
    let places: BTreeSet<&str> =
        book.all.plans.iter().map(|plan| plan.jurisdiction.as_str()).collect();
    let mut places: Vec<&str> = places.into_iter().filter(|place| !place.is_empty()).collect();
    places.truncate(4);
    let place = places.join("、");
    match (book.lang, places.is_empty()) {
        (Lang::Zh, true) => "责任分工分析".to_owned(),
        (Lang::Zh, false) => format!("责任分工分析：{place}"),
        (Lang::En, true) => "Who does what: responsibilities analysed".to_owned(),
        (Lang::En, false) => format!("Who does what: {}", places.join(", ")),
    }
}

/// The main figures in one paragraph.
pub(super) fn summary(book: &Book<'_>) -> String {
    let all = book.all;
    let groups = all.units.iter().filter(|unit| unit.kind == UnitKind::Collective).count();
    let units = all.units.len() - groups;
    let (plans, measures, rows) = (all.plans.len(), all.measures.len(), all.rows.len());
    match book.lang {
        Lang::Zh => format!(
            "共 <strong>{plans}</strong> 份方案、<strong>{measures}</strong> 项措施，\
             由 <strong>{units}</strong> 个单位承担，写明 <strong>{rows}</strong> 条分工；\
             另有 {groups} 个集体称谓（如“各镇街”）不计入工作量。每个数字都可追到方案的某一行。"
        ),
        Lang::En => format!(
            "<strong>{}</strong>, <strong>{}</strong>, <strong>{}</strong>, \
             <strong>{rows}</strong> printed responsibilities; left out of loads: {} without a member list. \
             Every figure leads back to a line of a plan.",
            counted(plans as i64, "plan"),
            counted(measures as i64, "measure"),
            counted(units as i64, "unit"),
            counted(groups as i64, "collective")
        ),
    }
}

/// The plans, one row each.
pub(super) fn plans(book: &Book<'_>) -> String {
    let columns = vec![
        Th::words(book.say("方案", "plan")),
        Th::words(book.say("标题", "title")),
        Th::words(book.say("文号", "document number")),
        Th::words(book.say("日期", "date")),
        Th::figure(book.say("措施", "measures")),
        Th::figure(book.say("单位", "units")),
        Th::words(book.say("牵头最多", "leads most")),
        Th::figure(book.say("前三位占牵头", "top three’s share")),
        Th::figure(book.say("基尼系数（牵头按份折算）", "Gini (shared leads split)")),
    ];
    let rows = (0..book.all.plans.len() as u32).map(PlanId).map(|id| {
        let plan = book.all.plan(id);
        let loads = book.sheets.of_plan("load", &plan.id);
        let measures = book.all.measures.iter().filter(|measure| measure.plan == id).count();
        let (first, more) = first_with_ties(&loads, 1, |row| row.count("lead"));
        let names: Vec<_> = first.iter().map(|row| book.unit_of(row, "unit", false)).collect();
        let more = match (more, book.lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("等 {} 个单位", names.len() + more),
            (more, Lang::En) => format!(" and {more} more"),
        };
        let names = names.join(book.say("、", ", ")) + &more;
        let top = match first.first().map_or(0, |row| row.count("lead")) {
            0 => String::new(),
            lead => format!("{names} {lead}"),
        };
        let spread = book
            .sheets
            .of_plan("inequality", &plan.id)
            .into_iter()
            .find(|row| row.text("load") == "fractional_lead" && row.text("zeros") == "yes");
        let title = if plan.title.is_empty() { &plan.source } else { &plan.title };
        Tr::from(vec![
            Td::Words(book.plan_name(id)),
            Td::Words(title.clone()),
            Td::marks(unbroken(&plan.document_number)),
            Td::marks(unbroken(&plan.date)),
            Td::Figure(measures.to_string()),
            Td::Figure(loads.len().to_string()),
            Td::marks(top),
            Td::Figure(spread.as_ref().map_or_else(String::new, |row| row.percent("top3_share"))),
            Td::Figure(spread.as_ref().map_or_else(String::new, |row| index(&row.text("gini")))),
        ])
    });
    let caption = book.say("方案一览", "The plans").to_owned();
    let rows = rows.collect();
    Grid { caption, class: "data plans", columns, head: 0, first: 0, rows }.html()
}

/// Words that stay on one line.
fn unbroken(words: &str) -> String {
    format!(r#"<span class="nb">{}</span>"#, escape(words))
}

/// The choice of a scope: one round button each, the widest first; nothing for a single scope.
pub(super) fn scope_choice(book: &Book<'_>) -> String {
    if book.input.scopes.len() < 2 {
        return String::new();
    }
    let mut out = String::new();
    for scope in book.scopes() {
        let checked = if scope == book.widest() { " checked" } else { "" };
        out += &format!(
            "<label><input type=\"radio\" name=\"scope\" value=\"{scope}\"{checked}> {}</label>\n",
            escape(&book.scope_name(scope))
        );
    }
    out
}

/// One picture of who carries what, for every scope.
pub(super) fn overview(book: &Book<'_>) -> String {
    let caption = book.say(
        "左为板块或方案，右为承担最多的单位。",
        "Left: chapters or plans; right: the units that carry most.",
    );
    let hint = book.say(
        "指向或点选一个方框，突出与它相连的部分。",
        "Point at or choose a box to see what it is tied to.",
    );
    let of_scope =
        |scope: usize| book.figure("overview", &book.input.scopes[scope].label, caption, hint);
    book.scopes().map(|scope| book.panel(scope, &of_scope(scope))).collect()
}
