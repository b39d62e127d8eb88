//! The finding about load: who leads most, and how evenly leads are spread.
//!
//! Owns its wording. Never knows how a figure is computed.

use super::book::Book;
use super::findings::Said;
use super::sheet::Line;
use crate::plan::Role;
use crate::text::Lang;
use std::collections::BTreeSet;

/// Who leads most, and how evenly leads are spread.
pub(super) fn load(book: &Book<'_>, scope: usize) -> Option<Said> {
    let label = &book.input.scopes[scope].label;
    let with_place = book.several_places(scope);
    let rows = book.sheets.of_plan("load", label);
    let Some(top) = rows.first().filter(|row| row.count("lead") > 0) else {
        return busiest(book, &rows, with_place);
    };
    let name = book.unit_of(top, "unit", with_place);
    let (lead, sole, measures) = (top.text("lead"), top.text("sole_lead"), top.text("measures"));
    let headline = match book.lang {
        Lang::Zh => format!("{name}牵头最多：<strong>{lead} 项</strong>，其中独立牵头 {sole} 项"),
        Lang::En => {
            format!("{name} leads most: <strong>{lead} measures</strong>, {sole} of them alone")
        }
    };
    let next: Vec<_> = rows[1..]
        .iter()
        .take(2)
        .filter(|row| row.count("lead") > 0)
        .map(|row| {
            let (name, lead) = (book.unit_of(row, "unit", with_place), row.text("lead"));
            match book.lang {
                Lang::Zh => format!("{name} {lead} 项"),
                Lang::En => format!("{name} {lead}"),
            }
        })
        .collect();
    let idle = rows.iter().filter(|row| row.count("lead") == 0).count();
    let mut detail = match book.lang {
        Lang::Zh => format!(
            "它共参与 {measures} 项。其次是{}。{} 个单位中有 {idle} 个不牵头。",
            next.join("、"),
            rows.len()
        ),
        Lang::En => format!(
            "It takes part in {measures}. Next: {}. {idle} of {} units lead nothing.",
            next.join(", "),
            rows.len()
        ),
    };
    if next.is_empty() {
        detail = match book.lang {
            Lang::Zh => format!("它共参与 {measures} 项。"),
            Lang::En => format!("It takes part in {measures}."),
        };
    }
    if let Some(spread) = spread(book, label) {
        let (top3, move_share, gini) =
            (spread.percent("top3_share"), spread.percent("hoover"), spread.text("gini"));
        detail += &match book.lang {
            Lang::Zh => format!(
                "牵头量最多的三个单位合计占 {top3}；若要人人一样多，须改派 {move_share} 的牵头任务（基尼系数 {gini}，0 为完全均等，多个单位共同牵头的按份折算）。"
            ),
            Lang::En => format!(
                " The three busiest hold {top3} of the leads; {move_share} would have to change hands for all to lead the same (Gini {gini}, 0 is even; shared leads are split)."
            ),
        };
    }
    Some(Said { headline, detail, evidence: led_by(book, scope, top), part: "load" })
}

/// Where nobody leads: the unit that takes part in most.
fn busiest(book: &Book<'_>, rows: &[Line<'_>], with_place: bool) -> Option<Said> {
    let top = rows.iter().rev().max_by_key(|row| row.count("measures"))?;
    let (name, measures) = (book.unit_of(top, "unit", with_place), top.text("measures"));
    let headline = match book.lang {
        Lang::Zh => format!("{name}承担最多：参与 <strong>{measures} 项</strong>"),
        Lang::En => {
            format!("{name} carries most: it takes part in <strong>{measures} measures</strong>")
        }
    };
    let detail = book.say(
        "没有写明任何牵头单位，只能比较参与的项数。",
        "No unit leads anything, so only parts can be compared.",
    );
    Some(Said { headline, detail: detail.to_owned(), evidence: Vec::new(), part: "load" })
}

/// The row of the inequality table about leads, units without a lead counted too.
fn spread<'a>(book: &Book<'a>, label: &str) -> Option<Line<'a>> {
    let mut rows = book.sheets.of_plan("inequality", label);
    rows.retain(|row| row.text("load") == "fractional_lead" && row.text("zeros") == "yes");
    rows.into_iter().find(|row| row.number("gini").is_some())
}

/// Two measures that a unit leads, with the words of the plan.
fn led_by(book: &Book<'_>, scope: usize, row: &Line<'_>) -> Vec<String> {
    let plans = &book.input.scopes[scope].plans;
    let Some(unit) = book.find_unit(&row.text("jurisdiction"), &row.text("unit")) else {
        return Vec::new();
    };
    let mut titles = BTreeSet::new();
    let rows = book.all.rows.iter().filter(|row| {
        let measure = book.all.measure(row.measure);
        row.unit == unit
            && row.role == Role::Lead
            && plans.contains(&measure.plan)
            && titles.insert(measure.title.as_str())
    });
    rows.take(2)
        .filter_map(|row| {
            let words = book.evidence(row.measure, unit)?;
            Some(format!("「{}」 {words}", book.measure(row.measure)))
        })
        .collect()
}
