//! What the bureau search reads: units, measures and who does what with the words that say so.
//!
//! Owns that JSON. Never knows how the script shows it.

use super::book::Book;
use super::html::escape_json;
use crate::exports::coded_words::{coded, role_word};
use crate::plan::Role;
use crate::text::Lang;
use crate::units::{MeasureId, PlanId, UnitId, UnitKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Assignments carried at most, so that the page stays a page.
const MOST: usize = 12_000;
/// Columns of the load table shown for a unit.
const FIGURES: [&str; 8] = [
    "lead",
    "sole_lead",
    "co_lead",
    "responsible",
    "support",
    "measures",
    "partners",
    "weighted_load",
];

/// The index as JSON that can stand inside a page.
pub(super) fn unit_index(book: &Book<'_>) -> String {
    let (all, lang) = (book.all, book.lang);
    let plans: Vec<Value> = (0..all.plans.len() as u32)
        .map(|id| {
            let plan = all.plan(PlanId(id));
            json!([book.plan_name(PlanId(id)), plan.id, plan.source])
        })
        .collect();
    let whole = book.input.scopes.last().map(|scope| scope.label.as_str()).unwrap_or_default();
    let loads: BTreeMap<UnitId, Vec<String>> = book
        .sheets
        .of_plan("load", whole)
        .iter()
        .filter_map(|row| {
            Some((row.unit("unit")?, FIGURES.iter().map(|column| row.text(column)).collect()))
        })
        .collect();
    let several = book.several_places(book.widest());
    let units: Vec<Value> = all
        .units
        .iter()
        .zip(0..)
        .map(|(unit, id)| {
            let others = unit.aliases.iter().map(|alias| alias.name.as_str());
            let others: Vec<&str> = others.filter(|name| *name != unit.name).collect();
            let figures = loads.get(&UnitId(id));
            json!([
                unit.name,
                if several { unit.place_name() } else { &unit.jurisdiction },
                coded("kind", unit.kind.as_str(), lang),
                others,
                figures,
                u8::from(unit.kind == UnitKind::Collective),
            ])
        })
        .collect();
    let mut sections: Vec<String> = Vec::new();
    let mut section_of = BTreeMap::new();
    let carried = all.rows.len().min(MOST);
    let last = match carried < all.rows.len() {
        true => all.rows[carried - 1].measure.0 as usize + 1,
        false => all.measures.len(),
    };
    let measures: Vec<Value> = all.measures[..last]
        .iter()
        .zip(0..)
        .map(|(measure, id)| {
            let headings = [&*measure.section1, &*measure.section2];
            let headings: Vec<_> = headings.into_iter().filter(|h| !h.is_empty()).collect();
            let section = headings.join(" › ");
            let place = *section_of.entry(section.clone()).or_insert_with(|| {
                sections.push(section);
                sections.len() - 1
            });
            let number = book.number(MeasureId(id));
            json!([
                measure.plan.0,
                measure.key,
                number,
                book.title(MeasureId(id)),
                place,
                measure.due
            ])
        })
        .collect();
    let mut quotes: Vec<&str> = Vec::new();
    let mut quote_of = BTreeMap::new();
    let rows: Vec<Value> = all
        .rows
        .iter()
        .take(carried)
        .map(|row| {
            let quote = *quote_of.entry(&*row.quote).or_insert_with(|| {
                quotes.push(&row.quote);
                quotes.len() - 1
            });
            json!([row.measure.0, row.unit.0, row.role as u8, row.line, quote])
        })
        .collect();
    let index = json!({
        "roles": Role::ALL.map(|r| role_word(r, lang)),
        "figures": figure_words(lang),
        "plans": plans,
        "scopes": (0..book.input.scopes.len()).map(|s| {
            json!([book.input.scopes[s].label, book.scope_name(s), book.several_places(s)])
        }).collect::<Vec<_>>(),
        "units": units,
        "sections": sections,
        "measures": measures,
        "quotes": quotes,
        "rows": rows,
        "cut": all.rows.len() > MOST,
        "words": script_words(lang),
    });
    escape_json(&index.to_string())
}

fn figure_words(lang: Lang) -> [&'static str; 8] {
    match lang {
        Lang::Zh => [
            "牵头",
            "其中独立牵头",
            "共同牵头",
            "责任",
            "配合",
            "参与措施",
            "协作单位",
            "加权工作量",
        ],
        Lang::En => [
            "leads",
            "alone",
            "with others",
            "responsible",
            "supports",
            "measures",
            "partners",
            "weighted load",
        ],
    }
}

/// What the script says; `{}` stands for a number or a name.
fn script_words(lang: Lang) -> Value {
    match lang {
        Lang::Zh => json!({
            "found": "找到 {} 个单位", "none": "没有名称含“{}”的单位", "more": "还有 {} 个，请多输入几个字",
            "showAll": "显示全部 {} 行", "showFewer": "只看前 {} 行", "filter": "筛选此表", "rows": "显示 {} / {} 行",
            "sort": "按此列排序", "ascending": "升序", "descending": "降序", "close": "关闭",
            "does": "承担的措施（{}）", "only": "当前只看：{}", "at": "{}（{}）", "partners": "协作最多的单位", "shared": "{} 项", "with": "同事项单位",
            "plan": "方案", "number": "编号", "measure": "事项", "role": "角色", "source": "原文出处",
            "line": "{} 第{}行", "aliases": "也写作：{}", "due": "时限：{}", "joint": "、",
            "node": "{}：与 {} 个单位相连", "see": "查看该单位全部事项", "cut": "数据较多，本页只收录部分分工；全部见 tables/assignments.csv。",
            "collective": "统称不计入工作量", "others": "等 {} 个"
        }),
        Lang::En => json!({
            "found": "{} units found", "none": "no unit has “{}” in its name", "more": "{} more; type a few more letters",
            "showAll": "show all {} rows", "showFewer": "show the first {} rows", "filter": "filter this table", "rows": "{} of {} rows shown",
            "sort": "sort by this column", "ascending": "ascending", "descending": "descending", "close": "close",
            "does": "measures ({})", "only": "showing only {}", "at": "{} ({})", "partners": "closest partners", "shared": "{}", "with": "with",
            "plan": "plan", "number": "number", "measure": "measure", "role": "role", "source": "words of the plan",
            "line": "{}, line {}", "aliases": "also written: {}", "due": "due: {}", "joint": ", ",
            "node": "{}: tied to {} units", "see": "all this unit does", "cut": "There is much data: this page holds part of the assignments; all are in tables/assignments.csv.",
            "collective": "collectives are left out of loads", "others": "and {} more"
        }),
    }
}
