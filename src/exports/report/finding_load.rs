//! The finding about load: who leads most, and how evenly leads are spread.
//!
//! Owns its wording. Never knows how a figure is computed.

use super::book::Book;
use super::findings::Said;
use super::html::counted;
use super::sheet::Line;
use super::short_figures::index;
use crate::exports::ties::first_with_ties;
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
    let name = |row: &Line<'_>| book.unit_of(row, "unit", with_place);
    let (first, rest) = first_with_ties(&rows, 1, |row| row.count("lead"));
    let names = first.iter().map(name).collect::<Vec<_>>().join(book.say("、", ", "));
    let (lead, sole, measures) = (top.text("lead"), top.text("sole_lead"), top.text("measures"));
    let tied = first.len() + rest;
    let headline = match (tied, book.lang) {
        (1, Lang::Zh) => {
            format!("{names}牵头最多：<strong>{lead} 项</strong>，其中独立牵头 {sole} 项")
        }
        (1, Lang::En) => format!(
            "{names} leads most: <strong>{}</strong>, {sole} of them alone",
            counted(top.count("lead"), "measure")
        ),
        (_, Lang::Zh) => {
            let of = if rest > 0 { format!("等 {tied} 个单位") } else { String::new() };
            format!("{names}{of}并列牵头最多：各 <strong>{lead} 项</strong>")
        }
        (_, Lang::En) => {
            let of = if rest > 0 { format!(" and {rest} more") } else { String::new() };
            format!("{names}{of} lead most, <strong>{lead} each</strong>")
        }
    };
    let led: Vec<_> =
        rows[tied..].iter().copied().take_while(|row| row.count("lead") > 0).collect();
    let (next, more) = first_with_ties(&led, 2, |row| row.count("lead"));
    let next: Vec<_> = next
        .iter()
        .map(|row| match book.lang {
            Lang::Zh => format!("{} {} 项", name(row), row.text("lead")),
            Lang::En => format!("{} {}", name(row), row.text("lead")),
        })
        .collect();
    let more = match (more, book.lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!("（另有 {more} 个单位同为此数）"),
        (more, Lang::En) => format!(" ({more} more lead as many)"),
    };
    let idle = rows.iter().filter(|row| row.count("lead") == 0).count();
    let mut detail = match (tied, book.lang) {
        (1, Lang::Zh) => format!("它共参与 {measures} 项。"),
        (1, Lang::En) => format!("It takes part in {measures}. "),
        _ => String::new(),
    };
    if !next.is_empty() {
        detail += &match book.lang {
            Lang::Zh => format!("其次是{}{more}。", next.join("、")),
            Lang::En => format!("Next: {}{more}. ", next.join(", ")),
        };
    }
    detail += &match book.lang {
        Lang::Zh => format!("{} 个单位中有 {idle} 个不牵头。", rows.len()),
        Lang::En => format!("Units that lead nothing: {idle} of {}.", rows.len()),
    };
    if let Some(spread) = spread(book, label) {
        let (top3, move_share, gini) =
            (spread.percent("top3_share"), spread.percent("hoover"), index(&spread.text("gini")));
        detail += &match book.lang {
            Lang::Zh => format!(
                "牵头项数最多的三个单位合计占 {top3}；若要各单位一样多，须改派 {move_share} 的牵头任务（基尼系数 {gini}，0 为完全均等，多个单位共同牵头的按份折算）。"
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
            format!("{name} carries most: it takes part in <strong>{measures}</strong>")
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
    let Some(unit) = row.unit("unit") else { return Vec::new() };
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
            Some(format!("{} {words}", book.quoted(row.measure)))
        })
        .collect()
}
