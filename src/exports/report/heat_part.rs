//! Heat maps: which unit works in which section; where plans meet, which function in which plan.
//!
//! Owns those tables. Never knows how measures were recognised.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, escape};
use super::overlap_part::shade;
use crate::plan::Role;
use crate::text::Lang;
use crate::units::{MeasureId, PlanId, UnitId, function_name};
use std::collections::{BTreeMap, BTreeSet};

/// Rows and columns of a map at most.
const SIDE: (usize, usize) = (25, 24);

/// Measures of one cell: all, and those led.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    all: i64,
    led: i64,
}

/// A column of a map: its name and what it stands under.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    above: String,
}

impl From<String> for Column {
    fn from(name: String) -> Self {
        Self { name, above: String::new() }
    }
}

/// The maps of every scope.
pub(super) fn heat_part(book: &Book<'_>) -> String {
    let of_scope = |scope: usize| match book.input.scopes[scope].plans.as_slice() {
        [plan] => sections(book, scope, *plan),
        _ if book.several_places(scope) => functions(book, scope),
        _ => plans(book, scope),
    };
    book.scopes().map(|scope| book.panel(scope, &of_scope(scope))).collect()
}

/// Each unit's part in each measure once, in its highest role; only units whose load counts.
fn parts(book: &Book<'_>, scope: usize) -> Vec<(MeasureId, UnitId, Role)> {
    let scope = &book.input.scopes[scope];
    let loads = book.sheets.of_plan("load", &scope.label);
    let counted: BTreeSet<UnitId> = loads.iter().filter_map(|row| row.unit("unit")).collect();
    let mut highest: BTreeMap<(MeasureId, UnitId), Role> = BTreeMap::new();
    for row in &book.all.rows {
        let plan = book.all.measure(row.measure).plan;
        if scope.plans.contains(&plan) && counted.contains(&row.unit) {
            let role = highest.entry((row.measure, row.unit)).or_insert(row.role);
            *role = (*role).min(row.role);
        }
    }
    highest.into_iter().map(|((measure, unit), role)| (measure, unit, role)).collect()
}

fn sections(book: &Book<'_>, scope: usize, plan: PlanId) -> String {
    let mut columns: Vec<Column> = Vec::new();
    let mut column_of = BTreeMap::new();
    for measure in &book.all.measures {
        if measure.plan != plan {
            continue;
        }
        let (one, two) = (measure.section1.trim(), measure.section2.trim());
        let name = match (one, two) {
            ("", "") => book.say("（无标题）", "(no heading)"),
            (one, "") => one,
            (_, two) => two,
        };
        // Sections are told apart by both headings; equal names of different chapters stay apart.
        let key = (one, two);
        let next = columns.len();
        let place = *column_of.entry(key).or_insert(next);
        if place == next {
            let above = if two.is_empty() { "" } else { one };
            columns.push(Column { name: name.to_owned(), above: above.to_owned() });
        }
    }
    let cells = parts(book, scope).into_iter().map(|(measure, unit, role)| {
        let measure = book.all.measure(measure);
        (unit, column_of[&(measure.section1.trim(), measure.section2.trim())], role)
    });
    let caption = match book.lang {
        Lang::Zh => format!("单位 × 板块：{}", legend(book.lang)),
        Lang::En => format!("Units by section: {}", legend(book.lang)),
    };
    map(book, caption, book.say("单位", "unit"), &columns, cells, |unit| book.unit(*unit, false))
}

fn plans(book: &Book<'_>, scope: usize) -> String {
    let plans = &book.input.scopes[scope].plans;
    let columns: Vec<_> = plans.iter().map(|plan| book.plan_name(*plan).into()).collect();
    let cells = parts(book, scope).into_iter().map(|(measure, unit, role)| {
        let plan = book.all.measure(measure).plan;
        (unit, plans.iter().position(|p| *p == plan).unwrap_or(0), role)
    });
    let caption = match book.lang {
        Lang::Zh => format!("单位 × 方案：{}", legend(book.lang)),
        Lang::En => format!("Units by plan: {}", legend(book.lang)),
    };
    map(book, caption, book.say("单位", "unit"), &columns, cells, |unit| book.unit(*unit, false))
}

fn functions(book: &Book<'_>, scope: usize) -> String {
    let plans = &book.input.scopes[scope].plans;
    let columns: Vec<_> = plans.iter().map(|plan| book.plan_name(*plan).into()).collect();
    let mut once = BTreeMap::new();
    for (measure, unit, role) in parts(book, scope) {
        let function = book.all.unit(unit).function.as_str();
        if !function.is_empty() {
            let highest = once.entry((measure, function)).or_insert(role);
            *highest = role.min(*highest);
        }
    }
    let cells = once.into_iter().map(|((measure, function), role)| {
        let plan = book.all.measure(measure).plan;
        (function, plans.iter().position(|p| *p == plan).unwrap_or(0), role)
    });
    let caption = match book.lang {
        Lang::Zh => format!("职能 × 方案：{}", legend(book.lang)),
        Lang::En => format!("Functions by plan: {}", legend(book.lang)),
    };
    map(book, caption, book.say("职能", "function"), &columns, cells, |function| {
        escape(&function_name(function, book.lang))
    })
}

fn legend(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "数字为参与的措施数；“2/5”表示参与 5 项，其中牵头 2 项；颜色越深越多",
        Lang::En => "measures it takes part in; “2/5” means 5, of which it leads 2; darker is more",
    }
}

/// A table of shaded counts, the busiest rows first, empty columns left out.
fn map<K: Ord>(
    book: &Book<'_>,
    caption: String,
    head: &str,
    columns: &[Column],
    cells: impl Iterator<Item = (K, usize, Role)>,
    label: impl Fn(&K) -> String,
) -> String {
    let mut rows: BTreeMap<K, Vec<Count>> = BTreeMap::new();
    for (key, column, role) in cells {
        let row = rows.entry(key).or_insert_with(|| vec![Count::default(); columns.len()]);
        row[column].all += 1;
        row[column].led += i64::from(role == Role::Lead);
    }
    let total = |row: &[Count]| row.iter().map(|count| count.all).sum::<i64>();
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by(|(a, x), (b, y)| total(y).cmp(&total(x)).then(a.cmp(b)));
    let (all_rows, cut) = (rows.len(), rows.len().saturating_sub(SIDE.0));
    rows.truncate(SIDE.0);
    let in_column = |column: usize| rows.iter().map(|(_, row)| row[column].all).sum::<i64>();
    let empty: Vec<&str> =
        (0..columns.len()).filter(|&c| in_column(c) == 0).map(|c| &*columns[c].name).collect();
    let empty = match (empty.as_slice(), book.lang) {
        ([], _) => String::new(),
        (names, Lang::Zh) => format!("；这些单位在“{}”没有措施，不列此列", names.join("”“")),
        (names, Lang::En) => format!("; not shown, as none of these: {}", names.join(", ")),
    };
    let mut shown: Vec<usize> = (0..columns.len()).filter(|&c| in_column(c) > 0).collect();
    let columns_cut = shown.len().saturating_sub(SIDE.1);
    shown.sort_by_key(|&c| (std::cmp::Reverse(in_column(c)), c));
    shown.truncate(SIDE.1);
    shown.sort_unstable();
    let most = rows.iter().flat_map(|(_, row)| row).map(|count| count.all).max().unwrap_or(1);
    let mut heads = vec![Th::words(head)];
    // Few columns have room for their names.
    let class = if shown.len() > 8 { "v" } else { "c" };
    heads.extend(shown.iter().map(|&c| Th::class(&columns[c].name, class)));
    heads.push(Th::figure(book.say("合计", "total")));
    let lines = rows.iter().map(|(key, row)| {
        let mut line = vec![Td::marks(label(key))];
        line.extend(shown.iter().map(|&c| match row[c] {
            Count { all: 0, .. } => Td::Words(String::new()),
            Count { all, led: 0 } => marks(all, most, &all.to_string()),
            Count { all, led } => marks(all, most, &format!("{led}/{all}")),
        }));
        line.push(Td::Figure(total(row).to_string()));
        Tr::from(line)
    });
    let rest = match (cut, columns_cut, book.lang) {
        (0, 0, _) => String::new(),
        (_, 0, Lang::Zh) => format!("（共 {all_rows} 行，列出最多的 {}）", SIDE.0),
        (_, 0, Lang::En) => format!(" ({all_rows} rows, the busiest {} shown)", SIDE.0),
        (_, _, Lang::Zh) => format!("（列出最多的 {} 行、{} 列）", SIDE.0, SIDE.1),
        (_, _, Lang::En) => format!(" (the busiest {} rows and {} columns)", SIDE.0, SIDE.1),
    };
    let rows = lines.collect();
    let caption = caption + &empty + &rest;
    Grid { caption, class: "matrix heat", columns: heads, head: 0, first: 0, rows }
        .html_under(&groups(columns, &shown))
}

/// The chapters over the columns shown, with how many columns each covers; nothing where no
/// column stands under one.
fn groups(columns: &[Column], shown: &[usize]) -> Vec<(String, usize)> {
    let mut groups: Vec<(String, usize)> = vec![(String::new(), 1)];
    for &c in shown {
        match groups[1..].last_mut() {
            Some((above, count)) if *above == columns[c].above => *count += 1,
            _ => groups.push((columns[c].above.clone(), 1)),
        }
    }
    groups.push((String::new(), 1));
    match groups.iter().all(|(above, _)| above.is_empty()) {
        true => Vec::new(),
        false => groups,
    }
}

fn marks(all: i64, most: i64, words: &str) -> Td {
    let html = format!(r#"<b class="h{}">{words}</b>"#, shade(all, most));
    Td::Marks { html, sort: all.to_string() }
}
