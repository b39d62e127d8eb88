//! Who leads together: network, matrix, pairs, and what chance makes of them.
//!
//! Owns these tables. Never knows how an overlap or its significance is computed.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, escape};
use super::sheet::Line;
use super::verdict::{LAYERS, Verdict, verdict};
use crate::text::Lang;
use crate::units::UnitId;
use std::collections::{BTreeMap, BTreeSet};

/// Units on a side of the matrix.
const MATRIX: usize = 18;
/// Pairs a table holds, and shows at first.
const PAIRS: (usize, usize) = (20, 10);

/// The overlaps of every scope.
pub(super) fn overlap_part(book: &Book<'_>) -> String {
    book.scopes().map(|scope| book.panel(scope, &of_scope(book, scope))).collect()
}

fn of_scope(book: &Book<'_>, scope: usize) -> String {
    let label = &book.input.scopes[scope].label;
    let mut pairs = book.sheets.of_plan("overlap", label);
    pairs.retain(|pair| pair.count("shared_leads") > 0);
    if pairs.is_empty() {
        let none =
            book.say("没有两个单位共同牵头同一项措施。", "No two units lead a measure together.");
        return format!("<p>{none}</p>\n") + &verdicts(book, scope);
    }
    let caption = book.say(
        "连线越粗，共同牵头的措施越多。",
        "The wider a line, the more measures are led together.",
    );
    let hint = book.say(
        "指向或点选一个单位，突出与它共同牵头的单位。",
        "Point at or choose a unit to see its partners.",
    );
    let mut out = book.figure("co-lead", label, caption, hint);
    out += &matrix(book, scope, &pairs);
    out += &pair_table(book, scope, &pairs);
    out += &verdicts(book, scope);
    out
}

/// Which pairs of one layer stand out, in both orders.
fn beyond(book: &Book<'_>, label: &str, layer: &'static str) -> BTreeSet<[UnitId; 2]> {
    let verdict = verdict(book, label, layer);
    let strong = verdict.iter().flat_map(|verdict| &verdict.strong);
    strong.filter_map(pair_of).flat_map(|[a, b]| [[a, b], [b, a]]).collect()
}

/// The two units of a row.
fn pair_of(row: &Line<'_>) -> Option<[UnitId; 2]> {
    Some([row.unit("unit_a")?, row.unit("unit_b")?])
}

fn matrix(book: &Book<'_>, scope: usize, pairs: &[Line<'_>]) -> String {
    let label = &book.input.scopes[scope].label;
    let with_place = book.several_places(scope);
    let strong = beyond(book, label, "lead");
    let mut together: BTreeMap<UnitId, i64> = BTreeMap::new();
    let mut shared: BTreeMap<[UnitId; 2], i64> = BTreeMap::new();
    for pair in pairs {
        let Some([a, b]) = pair_of(pair) else { continue };
        let count = pair.count("shared_leads");
        for pair in [[a, b], [b, a]] {
            *together.entry(pair[0]).or_default() += count;
            shared.insert(pair, count);
        }
    }
    let mut units: Vec<_> = together.into_iter().collect();
    units.sort_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
    let cut = units.len().saturating_sub(MATRIX);
    units.truncate(MATRIX);
    // Units of one place stand together.
    let place = |unit: UnitId| book.all.unit(unit).place();
    units.sort_by(|(a, n), (b, m)| place(*a).cmp(&place(*b)).then(m.cmp(n)).then(a.cmp(b)));
    let loads = book.sheets.of_plan("load", label);
    let led: BTreeMap<UnitId, String> =
        loads.iter().filter_map(|row| Some((row.unit("unit")?, row.text("lead")))).collect();
    let most = shared.values().copied().max().unwrap_or(1);
    let mut columns = vec![Th::words(book.say("单位", "unit"))];
    columns.extend(units.iter().map(|(unit, _)| Th::class(&book.all.unit(*unit).name, "v")));
    let rows = units.iter().map(|(row, _)| {
        let mut cells = vec![Td::marks(book.unit(*row, with_place))];
        for (column, _) in &units {
            let key = [*row, *column];
            cells.push(match shared.get(&key) {
                _ if row == column => {
                    let own = led.get(row).map_or("", String::as_str);
                    Td::marks(format!(r#"<i class="own">{}</i>"#, escape(own)))
                }
                Some(count) => {
                    let star = match strong.contains(&key) {
                        true => "★",
                        false => "",
                    };
                    let shade = shade(*count, most);
                    Td::marks(format!(r#"<b class="h{shade}">{count}{star}</b>"#))
                }
                None => Td::Words(String::new()),
            });
        }
        Tr::from(cells)
    });
    let rest = match (cut, book.lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("；另有 {cut} 个单位未列"),
        (_, Lang::En) => format!("; {cut} more units are left out"),
    };
    let caption = match book.lang {
        Lang::Zh => format!(
            "共同牵头矩阵：数字为共同牵头的措施数，斜体为该单位牵头总数，★ 为超出偶然{rest}"
        ),
        Lang::En => format!(
            "Co-lead matrix: measures led together; in italics all measures the unit leads; ★ beyond chance{rest}"
        ),
    };
    Grid { caption, class: "matrix", columns, head: 0, first: 0, rows: rows.collect() }.html()
}

/// Which of five shades a number has: even steps up to the largest.
pub(super) fn shade(count: i64, most: i64) -> i64 {
    ((count * 5 + most - 1) / most.max(1)).clamp(1, 5)
}

fn pair_table(book: &Book<'_>, scope: usize, pairs: &[Line<'_>]) -> String {
    let with_place = book.several_places(scope);
    let tested = pairs.iter().any(|pair| !pair.text("lead_q_bicm").is_empty());
    let mut columns = vec![
        Th::words(book.say("单位甲", "unit A")),
        Th::words(book.say("单位乙", "unit B")),
        Th::figure(book.say("共同牵头", "led together")),
        Th::figure(book.say("甲牵头", "A leads")),
        Th::figure(book.say("乙牵头", "B leads")),
        Th::figure(book.say("共同参与", "shared")),
        Th::figure(book.say("牵头杰卡德", "lead Jaccard")),
    ];
    if tested {
        columns.push(Th::figure(book.say("q（共同牵头，BiCM）", "q (leading, BiCM)")));
        columns.push(Th::figure(book.say("q（共同参与，BiCM）", "q (any role, BiCM)")));
    }
    columns.push(Th::words(book.say("共同参与的措施", "measures shared")));
    let rows = pairs.iter().take(PAIRS.0).map(|pair| {
        let mut cells = vec![
            Td::marks(book.unit_of(pair, "unit_a", with_place)),
            Td::marks(book.unit_of(pair, "unit_b", false)),
        ];
        let mut figures =
            vec!["shared_leads", "a_leads", "b_leads", "shared_measures", "lead_jaccard"];
        if tested {
            figures.extend(["lead_q_bicm", "q_bicm"]);
        }
        cells.extend(figures.iter().map(|column| Td::Figure(pair.text(column))));
        cells.push(Td::marks(measure_list(book, &pair.text("measures"))));
        Tr::from(cells)
    });
    let caption = match book.lang {
        Lang::Zh => format!("共同牵头的单位对（{} 对{}）", pairs.len(), more(book, pairs.len())),
        Lang::En => {
            format!("Pairs that lead together ({}{})", pairs.len(), more(book, pairs.len()))
        }
    };
    let rows = rows.collect();
    Grid { caption, class: "data pairs", columns, head: 0, first: PAIRS.1, rows }.html()
}

fn more(book: &Book<'_>, count: usize) -> String {
    match (count > PAIRS.0, book.lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("，列出前 {} 对，全部见 tables/overlap.csv", PAIRS.0),
        (true, Lang::En) => format!(", the first {}; all in tables/overlap.csv", PAIRS.0),
    }
}

/// Numbers of measures, each a mark; at most eight.
fn measure_list(book: &Book<'_>, keys: &str) -> String {
    const MOST: usize = 8;
    let ids: Vec<_> = keys.split(';').filter_map(|key| book.find_measure(key)).collect();
    let mut marks: Vec<String> = Vec::new();
    for id in ids.iter().take(MOST) {
        let number = book.number(*id);
        let shown = if number.is_empty() { book.title(*id) } else { number };
        marks.push(format!(r#"<span data-m="{}">{}</span>"#, id.0, escape(&shown)));
    }
    let more = if ids.len() > MOST { "…" } else { "" };
    marks.join(book.say("、", ", ")) + more
}

/// What the tests say, in sentences, with the pairs that stand out.
fn verdicts(book: &Book<'_>, scope: usize) -> String {
    let label = &book.input.scopes[scope].label;
    let with_place = book.several_places(scope);
    let mut out = String::new();
    let mut model = None;
    for layer in LAYERS {
        let Some(found) = verdict(book, label, layer) else { continue };
        out += &format!("<li>{}</li>\n", found.sentence(book, with_place));
        model = Some(found);
    }
    let Some(model) = model else { return String::new() };
    format!(
        "<div class=\"verdict\"><h4>{}</h4>\n<p>{}</p>\n<ul>\n{out}</ul></div>\n",
        book.say("是否超出偶然", "More than chance?"),
        Verdict::explain(book, &model.model)
    )
}
