//! The list of all measures with who does what, one table a plan.
//!
//! Owns that table. Never knows how measures were recognised.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, escape};
use crate::text::Lang;
use crate::units::PlanId;

/// Measures listed at most; the CSV table has them all.
const MOST: usize = 2_000;

/// One folded table a plan.
pub(super) fn measure_part(book: &Book<'_>) -> String {
    let mut room = MOST;
    let mut cut = false;
    let mut out = String::new();
    for id in (0..book.all.plans.len() as u32).map(PlanId) {
        let plan = book.all.plan(id);
        let rows = book.sheets.of_plan("measures", &plan.id);
        cut |= rows.len() > room;
        let cells: Vec<Tr> = rows
            .iter()
            .take(room)
            .map(|row| {
                let measure = book.find_measure(&row.text("measure_id"));
                let names = |column: &str| Td::marks(book.units(&plan.id, &row.text(column)));
                let attributes = measure.map_or_else(String::new, |m| format!(r#" id="m{}""#, m.0));
                let number = measure.map_or_else(String::new, |m| book.number(m));
                let cells = vec![
                    Td::Words(number),
                    Td::Words(measure.map_or_else(|| book.title_of(row), |m| book.title(m))),
                    names("leads"),
                    names("responsible"),
                    names("supports"),
                    Td::Figure(row.text("line")),
                ];
                Tr { attributes, cells }
            })
            .collect();
        let count = cells.len();
        room -= count;
        let columns = vec![
            Th::words(book.say("编号", "number")),
            Th::words(book.say("事项", "measure")),
            Th::words(book.say("牵头单位", "leads")),
            Th::words(book.say("责任单位", "responsible")),
            Th::words(book.say("配合单位", "supports")),
            Th::figure(book.say("行", "line")),
        ];
        let caption = match book.lang {
            Lang::Zh => format!("{}的措施（来源 {}）", book.plan_name(id), plan.source),
            Lang::En => format!("Measures of {} (from {})", book.plan_name(id), plan.source),
        };
        let table =
            Grid { caption, class: "data measures", columns, head: 1, first: 0, rows: cells }
                .html();
        if !table.is_empty() {
            out += &format!(
                "<div class=\"panel\" {}><details><summary>{}{}</summary>\n{table}</details></div>\n",
                book.panel_of(&[id]),
                escape(&book.plan_name(id)),
                book.bracketed(count)
            );
        }
    }
    if cut {
        let rest = book.say(
            "其余措施见 tables/measures.csv。",
            "The other measures are in tables/measures.csv.",
        );
        out += &format!("<p>{rest}</p>\n");
    }
    out
}
