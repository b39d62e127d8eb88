//! The main findings of a scope in plain sentences, most important first.
//!
//! Owns their choice and wording (those of load and overlap stand in files of their own). Never knows how a figure is computed.

use super::book::Book;
use super::check_part::counts;
use super::compare_part::agreement_of;
use super::finding_load::load;
use super::finding_overlap::overlap;
use super::hotspot_part::hotspots_of;
use super::html::{counted, escape};
use super::rebalance_part::effects;
use super::sheet::Line;
use super::short_figures::short;
use crate::exports::ties::first_with_ties;
use crate::text::Lang;
use std::collections::BTreeSet;

/// One finding, as HTML.
pub(super) struct Said {
    /// The sentence to remember.
    pub(super) headline: String,
    /// Figures and meaning.
    pub(super) detail: String,
    /// Words of the plan that show it.
    pub(super) evidence: Vec<String>,
    /// The part of the page that says more.
    pub(super) part: &'static str,
}

/// The findings of every scope.
pub(super) fn findings_part(book: &Book<'_>) -> String {
    book.scopes().map(|scope| book.panel(scope, &list(book, scope))).collect()
}

fn list(book: &Book<'_>, scope: usize) -> String {
    let found = [
        load(book, scope),
        overlap(book, scope),
        hotspot(book, scope),
        unclear(book, scope),
        comparison(book, scope),
        rebalancing(book, scope),
        to_check(book, scope),
    ];
    let mut out = String::from("<ol class=\"findings\">\n");
    for Said { headline, detail, evidence, part } in found.into_iter().flatten() {
        out += &format!("<li><div><p class=\"headline\">{headline}</p>\n<p>{detail}</p>\n");
        out += &format!(
            "<p class=\"more\"><a href=\"#{part}\">{}</a></p></div>\n",
            book.say("详见", "details")
        );
        if !evidence.is_empty() {
            let lines: String = evidence.iter().map(|line| format!("<li>{line}</li>")).collect();
            let words = book.say("原文", "words of the plan");
            out += &format!("<ul class=\"evidence\" aria-label=\"{words}\">{lines}</ul>\n");
        }
        out += "</li>\n";
    }
    out + "</ol>\n"
}

fn hotspot(book: &Book<'_>, scope: usize) -> Option<Said> {
    let rows = hotspots_of(book, scope);
    let top = rows.first().filter(|row| row.count("links") > 0)?;
    let measure = book.find_measure(&top.text("measure_id"))?;
    let [units, links, star, leads] = ["units", "links", "star", "lead"].map(|c| top.text(c));
    // Sub-rows of one title count once.
    let title_of = |row: &Line<'_>| (row.text("plan"), row.text("title"));
    let mut seen = BTreeSet::new();
    let ranked: Vec<_> = rows
        .iter()
        .copied()
        .filter(|row| row.count("links") > 0 && seen.insert(title_of(row)))
        .collect();
    let several = book.input.scopes[scope].plans.len() > 1;
    let name = |row: &Line<'_>| {
        let title = match book.find_measure(&row.text("measure_id")) {
            Some(id) => book.quoted(id),
            None => escape(&book.title_of(row)),
        };
        let plan = escape(&book.plan_name_of(&row.text("plan")));
        match (several, book.lang) {
            (false, _) => title,
            (true, Lang::Zh) => format!("{plan}{title}"),
            (true, Lang::En) => format!("{plan} {title}"),
        }
    };
    let key = |row: &Line<'_>| row.count("units");
    let (first, rest) = first_with_ties(&ranked, 1, key);
    let (names, tied) = (first.iter().map(name).collect::<Vec<_>>(), first.len() + rest);
    let headline = match (tied, book.lang) {
        (1, Lang::Zh) => format!("协同最密的是{}：<strong>{units} 个单位</strong>", names[0]),
        (1, Lang::En) => format!("{} ties most units: <strong>{units}</strong>", names[0]),
        (_, Lang::Zh) => {
            format!("协同最密的有 {tied} 项措施，并列各 <strong>{units} 个单位</strong>")
        }
        (_, Lang::En) => {
            format!("{tied} measures tie most units: <strong>{units} each</strong>")
        }
    };
    let mut detail = match (tied, rest, book.lang) {
        (1, ..) => String::new(),
        (_, 0, Lang::Zh) => format!("它们是{}。", names.join("、")),
        (_, 0, Lang::En) => format!("They are {}. ", names.join(", ")),
        (.., Lang::Zh) => format!("例如{}。", names[0]),
        (.., Lang::En) => format!("One of them is {}. ", names[0]),
    };
    detail += &match (tied, book.lang) {
        (_, Lang::Zh) => {
            format!("两两沟通有 {links} 对联系；若都只对一个牵头单位，{star} 对就够。")
        }
        (_, Lang::En) => format!(
            "Pairs that may have to talk: {links}; if all talked to one lead only: {star}. "
        ),
    };
    if tied == 1 {
        detail += &match book.lang {
            Lang::Zh => format!("现有 {leads} 个牵头单位。"),
            Lang::En => format!("Leads: {leads}. "),
        };
        let (next, more) = first_with_ties(&ranked[1..], 2, key);
        let next: Vec<_> = next
            .iter()
            .map(|row| match book.lang {
                Lang::Zh => format!("{}（{} 个单位）", name(row), row.text("units")),
                Lang::En => format!("{} ({} units)", name(row), row.text("units")),
            })
            .collect();
        let more = match (more, book.lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("，另有 {more} 项同为此数"),
            (more, Lang::En) => format!(" and {more} more with as many"),
        };
        if !next.is_empty() {
            detail += &match book.lang {
                Lang::Zh => format!("其次是{}{more}。", next.join("、")),
                Lang::En => format!("Next: {}{more}.", next.join(", ")),
            };
        }
    }
    let first = book.all.rows.partition_point(|row| row.measure < measure);
    // The words that name the lead, and those that name the others.
    let rows = book.all.rows[first..].iter().take_while(|row| row.measure == measure);
    let mut quotes = BTreeSet::new();
    let rows = rows.filter(|row| quotes.insert((row.line, &row.quote)));
    let evidence = rows.take(2).filter_map(|row| book.evidence(measure, row.unit)).collect();
    Some(Said { headline, detail, evidence, part: "hotspots" })
}

fn unclear(book: &Book<'_>, scope: usize) -> Option<Said> {
    let rows = hotspots_of(book, scope);
    let count = |states: &[&str]| {
        rows.iter().filter(|row| states.contains(&row.text("lead_state").as_str())).count()
    };
    let co_led = count(&["co-led"]);
    let many = rows.iter().filter(|row| row.count("lead") >= 3).count();
    let collective = count(&["collective"]);
    let unled = count(&["none", "support-only", "empty"]);
    let all = rows.len();
    let unclear = co_led + collective + unled;
    if all == 0 {
        return None;
    }
    let headline = match (unclear, book.lang) {
        (0, Lang::Zh) => format!("{all} 项措施都有一个明确的牵头单位"),
        (0, Lang::En) if all == 1 => "The only measure has one clear lead".to_owned(),
        (0, Lang::En) => format!("All {all} measures have one clear lead"),
        (_, Lang::Zh) => {
            format!("<strong>{unclear} 项</strong>措施由谁负总责不够清楚（共 {all} 项）")
        }
        (_, Lang::En) => format!(
            "In <strong>{unclear}</strong> of {} it is not clear who answers",
            counted(all as i64, "measure")
        ),
    };
    let detail = match (unclear, book.lang) {
        (0, _) => String::new(),
        (_, lang) => {
            let said = [
                (co_led, "项由两个以上单位共同牵头", "have several leads"),
                (many, "项有三个以上牵头单位", "of these have three or more"),
                (collective, "项只写统称牵头", "are led by a collective only"),
                (unled, "项没有写明牵头单位", "name no lead"),
            ];
            let said = said.iter().filter(|(count, ..)| *count > 0);
            match lang {
                Lang::Zh => {
                    let of = |zh: &str| if zh.contains("三个以上") { "其中 " } else { "" };
                    let said: Vec<_> =
                        said.map(|(n, zh, _)| format!("{}{n} {zh}", of(zh))).collect();
                    format!("{}。没有写明谁负总责时，责任容易落空；分项各计一项。", said.join("，"))
                }
                Lang::En => {
                    let said: Vec<_> = said.map(|(n, _, en)| format!("{n} {en}")).collect();
                    format!("{}. Sub-rows count each.", said.join(", "))
                }
            }
        }
    };
    // The plainest case: no lead at all, else a collective, else most leads.
    let worst =
        rows.iter().filter(|row| !row.text("lead_state").starts_with("one")).max_by_key(|row| {
            let weight = match row.text("lead_state").as_str() {
                "none" | "support-only" | "empty" => 2,
                "collective" => 1,
                _ => 0,
            };
            (weight, row.count("lead"), -row.count("part"))
        });
    let evidence = worst.and_then(|row| {
        let measure = book.find_measure(&row.text("measure_id"))?;
        let first = book.all.rows.partition_point(|row| row.measure < measure);
        let row = book.all.rows.get(first).filter(|row| row.measure == measure)?;
        Some(format!("{} {}", book.quoted(measure), book.evidence(measure, row.unit)?))
    });
    Some(Said { headline, detail, evidence: evidence.into_iter().collect(), part: "checks" })
}

fn comparison(book: &Book<'_>, scope: usize) -> Option<Said> {
    // Said once, where all plans are looked at.
    if scope != book.widest() || book.input.scopes[scope].plans.len() < 2 {
        return None;
    }
    let count = agreement_of(book);
    let apart = count.differs + count.split;
    let shared = count.shared;
    if shared == 0 {
        return None;
    }
    let unknown = shared - count.same - apart;
    let unknown = match (unknown, book.lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("，{n} 个牵头职能不明"),
        (n, Lang::En) => format!(", in {n} the lead is unknown"),
    };
    let (headline, detail) = match book.lang {
        Lang::Zh => (
            format!(
                "{shared} 个主题出现在两份以上方案中，其中 <strong>{apart} 个</strong>牵头单位的职能不同"
            ),
            format!(
                "{} 个由同一职能的单位牵头，{} 个有方案与多数不同，{} 个各不相同{unknown}；另有 {} 个主题只在一份方案中出现。",
                count.same, count.differs, count.split, count.single
            ),
        ),
        Lang::En => (
            format!(
                "Themes in two or more plans: {shared}; of these led by different functions: <strong>{apart}</strong>"
            ),
            format!(
                "In {} the same function leads; in {} a plan departs from the majority, in {} there is none{unknown}. Themes in one plan only: {}.",
                count.same, count.differs, count.split, count.single
            ),
        ),
    };
    Some(Said { headline, detail, evidence: Vec::new(), part: "compare" })
}

fn rebalancing(book: &Book<'_>, scope: usize) -> Option<Said> {
    let plans = &book.input.scopes[scope].plans;
    let effects = effects(book);
    let mut mine: Vec<_> = effects
        .iter()
        .filter(|effect| {
            effect.moves != "0" && effect.plans.iter().any(|plan| plans.contains(plan))
        })
        .collect();
    let falls = |effect: &&super::rebalance_part::Effect| {
        let load = |i: usize| effect.peak[i].parse::<f64>().unwrap_or(0.0);
        load(0) - load(1)
    };
    mine.sort_by(|a, b| falls(b).total_cmp(&falls(a)));
    let best = mine.first()?;
    let [before, after] = [short(&best.peak[0]), short(&best.peak[1])];
    let headline = match book.lang {
        Lang::Zh => format!(
            "{}改派 <strong>{} 项</strong>牵头，一个单位最多牵头的项数可由 {before} 降到 <strong>{after}</strong>",
            escape(&best.name(book)),
            best.enough
        ),
        Lang::En => format!(
            "{}: <strong>{}</strong> can bring the most one unit leads from {before} to <strong>{after}</strong>",
            escape(&best.name(book)),
            changes_of_lead(&best.enough)
        ),
    };
    let each: Vec<_> = mine
        .iter()
        .map(|effect| match book.lang {
            Lang::Zh => format!(
                "{}：改派 {} 项后最均衡（最多 {} → {} 项）",
                escape(&effect.name(book)),
                effect.moves,
                short(&effect.peak[0]),
                short(&effect.peak[1])
            ),
            Lang::En => format!(
                "{}: most even after {} (highest {} → {})",
                escape(&effect.name(book)),
                changes_of_lead(&effect.moves),
                short(&effect.peak[0]),
                short(&effect.peak[1])
            ),
        })
        .collect();
    let detail = match book.lang {
        Lang::Zh => format!(
            "只改由已参与该措施的单位牵头，调整项数最少，结果经证明不能更均衡。{}。",
            each.join("；")
        ),
        Lang::En => format!(
            "Only units already in a measure take it over; the moves are the fewest and the result is proved to be the most even. {}.",
            each.join("; ")
        ),
    };
    Some(Said { headline, detail, evidence: Vec::new(), part: "rebalance" })
}

fn changes_of_lead(moves: &str) -> String {
    match moves {
        "1" => "1 change of lead".to_owned(),
        many => format!("{many} changes of lead"),
    }
}

fn to_check(book: &Book<'_>, scope: usize) -> Option<Said> {
    let counts = counts(book, scope);
    let total = counts.total();
    if total == 0 {
        return None;
    }
    let headline = match book.lang {
        Lang::Zh => format!("待核对 <strong>{total} 条</strong>"),
        Lang::En => format!("<strong>{total}</strong> to be checked"),
    };
    let each = |[errors, warnings, notes]: [usize; 3]| match book.lang {
        Lang::Zh => format!("错误 {errors} 条、警告 {warnings} 条、说明 {notes} 条"),
        Lang::En => [(errors, "error"), (warnings, "warning"), (notes, "note")]
            .map(|(n, word)| counted(n as i64, word))
            .join(", "),
    };
    let (findings, read) = (each(counts.findings), each(counts.read));
    let detail = match book.lang {
        Lang::Zh => format!(
            "方案问题：{findings}，如正文与附表不一致、疑似误写、分工不明；错误应在发文前改定。读取提示：{read}，说明读取时作出的取舍。"
        ),
        Lang::En => format!(
            "About the plans: {findings}, such as body and annex that differ, probable misprints, duties that are not clear; errors should be settled before publishing. About their reading: {read}, the choices made while reading."
        ),
    };
    Some(Said { headline, detail, evidence: Vec::new(), part: "checks" })
}
