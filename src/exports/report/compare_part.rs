//! The plans compared: who leads the same theme where, themes of one plan only, changes over years.
//!
//! Owns those tables. Never knows how measures were matched.

use super::book::Book;
use super::html::{Grid, Td, Th, Tr, escape};
use super::sheet::Line;
use crate::analyses::successions;
use crate::exports::coded_words::{coded, role_word};
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Rows of one table at most.
const MOST: usize = 200;
/// Themes of one plan only that are listed at most.
const ONLY_HERE: usize = 600;

/// Themes counted by how the plans agree about them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Themes of two or more plans.
    pub(super) shared: usize,
    pub(super) same: usize,
    pub(super) differs: usize,
    pub(super) split: usize,
    pub(super) single: usize,
}

/// A theme: its rows of the alignment table.
struct Theme<'a> {
    rows: Vec<Line<'a>>,
}

impl Theme<'_> {
    fn agreement(&self) -> String {
        self.rows[0].text("agreement")
    }
}

fn themes<'a>(book: &Book<'a>) -> Vec<Theme<'a>> {
    let mut themes: BTreeMap<i64, Theme<'a>> = BTreeMap::new();
    for row in book.sheets.rows("alignment") {
        let theme = themes.entry(row.count("theme"));
        theme.or_insert_with(|| Theme { rows: Vec::new() }).rows.push(row);
    }
    themes.into_values().collect()
}

/// How many themes the plans share and agree about.
pub(super) fn agreement_of(book: &Book<'_>) -> Agreement {
    let mut out = Agreement::default();
    for theme in themes(book) {
        match theme.agreement().as_str() {
            "single" => out.single += 1,
            other => {
                out.shared += 1;
                match other {
                    "same" => out.same += 1,
                    "differs" => out.differs += 1,
                    "split" => out.split += 1,
                    _ => {}
                }
            }
        }
    }
    out
}

/// The whole part; nothing for a single plan.
pub(super) fn compare_part(book: &Book<'_>) -> String {
    if book.all.plans.len() < 2 {
        return String::new();
    }
    let themes = themes(book);
    let count = agreement_of(book);
    let Agreement { shared, same, differs, split, single } = count;
    let mut out = match book.lang {
        Lang::Zh => format!(
            "<p class=\"lead\">有 {shared} 个主题出现在两份以上方案中：<strong>{same} 个</strong>由同一职能的单位牵头，\
             <strong>{differs} 个</strong>有方案与多数不同，<strong>{split} 个</strong>各不相同。另有 {single} 个主题只在一份方案中出现。</p>\n"
        ),
        Lang::En => format!(
            "<p class=\"lead\">Themes in two or more plans: {shared}. In <strong>{same}</strong> the same function leads, \
             in <strong>{differs}</strong> a plan departs from the majority, in <strong>{split}</strong> there is no majority. \
             In one plan only: {single}.</p>\n"
        ),
    };
    let of = |wanted: &[&str]| -> Vec<&Theme<'_>> {
        themes.iter().filter(|theme| wanted.contains(&theme.agreement().as_str())).collect()
    };
    let differing = of(&["differs", "split"]);
    let caption = book.say(
        "做法不同的主题：各方案由谁牵头（标“≠”的与多数不同）",
        "Themes led differently: who leads in each plan (≠ departs from the majority)",
    );
    out += &lead_table(book, caption, &differing, 0);
    let agreeing = of(&["same", "unknown"]);
    let caption =
        book.say("做法一致的主题：各方案由谁牵头", "Themes led alike: who leads in each plan");
    let table = lead_table(book, caption, &agreeing, 0);
    if !table.is_empty() {
        out +=
            &details(book, book.say("做法一致的主题", "themes led alike"), agreeing.len(), &table);
    }
    out += &only_here(book, &of(&["single"]));
    out += &changes(book);
    out
}

fn details(book: &Book<'_>, summary: &str, count: usize, body: &str) -> String {
    format!(
        "<details><summary>{}{}</summary>\n{body}</details>\n",
        escape(summary),
        book.bracketed(count)
    )
}

fn lead_table(book: &Book<'_>, caption: &str, themes: &[&Theme<'_>], first: usize) -> String {
    let mut plans: Vec<String> =
        themes.iter().flat_map(|theme| &theme.rows).map(|row| row.text("plan")).collect();
    plans.sort();
    plans.dedup();
    let mut columns = vec![Th::words(book.say("主题", "theme"))];
    columns.extend(plans.iter().map(|plan| Th::words(book.plan_name_of(plan))));
    columns.push(Th::words(book.say("一致性", "agreement")));
    let rows = themes.iter().take(MOST).map(|theme| {
        let title = measure_of(book, &theme.rows[0]);
        let mut cells = vec![Td::marks(title)];
        for plan in &plans {
            let row = theme.rows.iter().find(|row| row.text("plan") == *plan);
            cells.push(row.map_or(Td::marks(r#"<i class="none">—</i>"#), |row| {
                let names = book.units(&row.text("plan"), &row.text("leads"));
                let names = match names.is_empty() {
                    true => book.say("没有点名", "none named").to_owned(),
                    false => names,
                };
                let number = match row.text("number") {
                    number if number.is_empty() => String::new(),
                    number => format!("<small>{}</small> ", escape(&number)),
                };
                match row.count("odd") {
                    0 => Td::marks(number + &names),
                    _ => Td::marks(format!(r#"{number}<mark>≠ {names}</mark>"#)),
                }
            }));
        }
        let said = escape(coded("agreement", &theme.agreement(), book.lang));
        cells.push(Td::marks(format!(r#"<span class="nb">{said}</span>"#)));
        Tr::from(cells)
    });
    let rows = rows.collect();
    let caption = caption.to_owned() + &book.cut(MOST, themes.len(), "alignment");
    Grid { caption, class: "data themes", columns, head: 0, first, rows }.html()
}

/// The first measure of a row as a mark.
fn measure_of(book: &Book<'_>, row: &Line<'_>) -> String {
    let keys = row.text("measures");
    match keys.split(';').next().and_then(|key| book.find_measure(key)) {
        Some(id) => book.measure(id),
        None => escape(&book.title_of(row)),
    }
}

fn only_here(book: &Book<'_>, singles: &[&Theme<'_>]) -> String {
    let mut of_plan: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for theme in singles {
        let row = &theme.rows[0];
        of_plan.entry(row.text("plan")).or_default().push(measure_of(book, row));
    }
    if of_plan.is_empty() {
        return String::new();
    }
    // With many plans each list is cut, so that the page stays a page.
    let most = (ONLY_HERE / of_plan.len()).max(10);
    let mut body = String::new();
    for (plan, titles) in &of_plan {
        let shown = titles[..titles.len().min(most)].join("</li><li>");
        let rest = if titles.len() > most { "</li><li>…" } else { "" };
        let _ = write!(
            body,
            "<h3>{}{}</h3>\n<ul class=\"columns\"><li>{shown}{rest}</li></ul>\n",
            escape(&book.plan_name_of(plan)),
            book.bracketed(titles.len()),
        );
    }
    details(book, book.say("只在一份方案中的主题", "themes of one plan only"), singles.len(), &body)
}

fn changes(book: &Book<'_>) -> String {
    let rows = book.sheets.rows("changes");
    if rows.is_empty() {
        return no_changes(book);
    }
    let columns = vec![
        Th::words(book.say("事项", "measure")),
        Th::words(book.say("从", "from")),
        Th::words(book.say("到", "to")),
        Th::words(book.say("变化", "change")),
        Th::words(book.say("变化前", "before")),
        Th::words(book.say("变化后", "after")),
        Th::words(book.say("单位", "unit")),
        Th::words(book.say("角色", "roles")),
    ];
    let (same, changed): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| row.text("change") == "same");
    let unchanged = same.len();
    let cells = changed.iter().take(MOST).map(|row| {
        Tr::from(vec![
            Td::Words(book.title_of(row)),
            Td::Words(book.plan_name_of(&row.text("earlier"))),
            Td::Words(book.plan_name_of(&row.text("later"))),
            Td::Words(coded("change", &row.text("change"), book.lang).to_owned()),
            Td::Words(row.text("before")),
            Td::Words(row.text("after")),
            Td::Words(row.text("unit")),
            Td::Words(roles(book, &row.text("roles"))),
        ])
    });
    let caption = match book.lang {
        Lang::Zh => format!("同一地区前后方案的变化（另有 {unchanged} 个主题没有变化）"),
        Lang::En => format!(
            "Changes from one plan to the next of the same jurisdiction ({unchanged} themes unchanged)"
        ),
    };
    let caption = caption + &book.cut(MOST, changed.len(), "changes");
    let rows = cells.collect();
    Grid { caption, class: "data", columns, head: 0, first: 10, rows }.html()
}

/// Why the plans of places with several of them are not compared: they share no measure, or none is
/// known to follow another.
fn no_changes(book: &Book<'_>) -> String {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in &book.all.plans {
        *places.entry(&plan.jurisdiction).or_default() += 1;
    }
    places.retain(|place, count| *count > 1 && !place.is_empty());
    let steps = successions(book.all);
    let follows: BTreeSet<&str> =
        steps.iter().map(|(earlier, _)| &*book.all.plan(*earlier).jurisdiction).collect();
    let (in_turn, unordered): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|(place, _)| follows.contains(place));
    let sentence = |places: &[(&str, usize)], zh: &str, en: &str| {
        let several = places.iter().map(|(place, count)| match book.lang {
            Lang::Zh => format!("{place}有 {count} 份方案"),
            Lang::En => format!("{place} has {count} plans"),
        });
        let names = escape(&several.collect::<Vec<_>>().join(book.say("、", ", ")));
        let why = book.say(zh, en);
        if places.is_empty() { String::new() } else { format!("<p>{names}{why}</p>\n") }
    };
    let nothing_shared = sentence(
        &in_turn,
        "，但前后没有相同的措施，因此不比较变化。",
        ", but no measure in common, so no changes are listed.",
    );
    let no_order = sentence(
        &unordered,
        "，但看不出前后（年份未知或相同），因此不比较变化。",
        ", but which follows which is not known (no years, or the same), so no changes are listed.",
    );
    nothing_shared + &no_order
}

fn roles(book: &Book<'_>, codes: &str) -> String {
    let each = codes.split(" > ").map(|code| match code.parse::<crate::plan::Role>() {
        Ok(role) => role_word(role, book.lang).to_owned(),
        Err(_) => code.to_owned(),
    });
    each.collect::<Vec<_>>().join(" → ")
}
