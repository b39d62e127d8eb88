//! The measures that tie most units together.
//!
//! Owns that table. Never knows how a hotspot is ranked.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, escape};
use super::sheet::Line;
use crate::exports::coded_words::coded;
use crate::plan::Role;
use crate::text::Lang;
use crate::units::{MeasureId, UnitKind};
use std::collections::BTreeSet;

/// Measures a table holds, and shows at first.
const MEASURES: (usize, usize) = (16, 8);

/// The hotspots of every scope.
pub(super) fn hotspot_part(book: &Book<'_>) -> String {
    book.scopes().map(|scope| book.panel(scope, &table(book, scope))).collect()
}

/// The rows of the table that belong to a scope, most links first.
pub(super) fn hotspots_of<'a>(book: &Book<'a>, scope: usize) -> Vec<Line<'a>> {
    let plans = &book.input.scopes[scope].plans;
    let ids: Vec<&str> = plans.iter().map(|plan| book.all.plan(*plan).id.as_str()).collect();
    book.sheets.of_plans("hotspots", &ids)
}

fn table(book: &Book<'_>, scope: usize) -> String {
    let mut rows = hotspots_of(book, scope);
    rows.retain(|row| row.count("links") > 0);
    let several = book.input.scopes[scope].plans.len() > 1;
    let mut columns = vec![Th::words(book.say("事项", "measure"))];
    if several {
        columns.push(Th::words(book.say("方案", "plan")));
    }
    columns.extend([
        Th::words(book.say("编号", "number")),
        Th::words(book.say("牵头情况", "lead")),
        Th::words(book.say("单位（牵头在前，统称不列）", "units, leads first (no groups)")),
        Th::figure(book.say("单位数", "units")),
        Th::figure(book.say("协同联系", "links")),
        Th::figure(book.say("单一牵头只需", "with one lead")),
        Th::figure(book.say("职能数", "functions")),
    ]);
    let cells = rows.iter().take(MEASURES.0).map(|row| {
        let measure = book.find_measure(&row.text("measure_id"));
        let title = match measure {
            Some(id) => book.measure(id),
            None => escape(&book.title_of(row)),
        };
        let mut cells = vec![Td::marks(title)];
        if several {
            let plan = escape(&book.plan_name_of(&row.text("plan")));
            cells.push(Td::marks(format!(r#"<span class="nb">{plan}</span>"#)));
        }
        cells.extend([
            Td::Words(measure.map_or_else(String::new, |id| book.number(id))),
            Td::marks(format!(
                r#"<span class="nb">{}</span>"#,
                escape(coded("lead_state", &row.text("lead_state"), book.lang))
            )),
            Td::marks(measure.map_or_else(String::new, |id| units(book, id))),
            Td::Figure(row.text("units")),
            Td::Figure(row.text("links")),
            Td::Figure(row.text("star")),
            Td::Figure(row.text("functions")),
        ]);
        Tr::from(cells)
    });
    let caption = book.say("牵涉单位最多的措施", "Measures that tie most units").to_owned()
        + &book.cut(MEASURES.0, rows.len(), "hotspots");
    let rows = cells.collect();
    Grid { caption, class: "data hot", columns, head: 0, first: MEASURES.1, rows }.html()
}

/// The units of a measure, the leads in bold, at most twelve.
fn units(book: &Book<'_>, measure: MeasureId) -> String {
    const MOST: usize = 12;
    let from = book.all.rows.partition_point(|row| row.measure < measure);
    let rows = book.all.rows[from..].iter().take_while(|row| row.measure == measure);
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        // Groups are no units and are not counted with them.
        let group = book.all.unit(row.unit).kind == UnitKind::Collective;
        if group || !seen.insert(row.unit) {
            continue;
        }
        let name = book.unit(row.unit, false);
        names.push(match row.role {
            Role::Lead => format!("<b>{name}</b>"),
            _ => name,
        });
    }
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let rest = match (more, book.lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!("，另有 {more} 个"),
        (more, Lang::En) => format!(" and {more} more"),
    };
    names.join(book.say("、", ", ")) + &rest
}
