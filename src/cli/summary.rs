//! A few lines that say what was found: six of `analyze`, one a group of `rebalance`.
//!
//! Owns their wording. Never knows how a figure is computed.

use respgraph::analyses::checks::Finding;
use respgraph::analyses::hotspots::Hotspot;
use respgraph::analyses::overlap::PairOverlap;
use respgraph::analyses::rebalance::QUARTERS_PER_LEAD;
use respgraph::diagnostic::Severity;
use respgraph::exports::{first_with_ties, in_quotes, plan_name, reading_title};
use respgraph::pipeline::Reading;
use respgraph::pipeline::results::Results;
use respgraph::text::Lang;
use respgraph::units::UnitKind;
use std::collections::BTreeSet;
use std::path::Path;

/// Counts, the busiest lead, the closest pair, the hottest measure, what to check, what was written.
pub fn of(
    reading: &Reading,
    results: &Results<'_>,
    files: usize,
    folder: &Path,
    lang: Lang,
) -> String {
    let zh = lang == Lang::Zh;
    let all = &reading.assignments;
    let groups = all.units.iter().filter(|unit| unit.kind == UnitKind::Collective).count();
    let (plans, measures, rows) = (all.plans.len(), all.measures.len(), all.rows.len());
    let units = all.units.len() - groups;
    let mut lines = vec![match zh {
        true => format!(
            "读到 {plans} 份方案、{measures} 项措施、{rows} 条分工、{units} 个单位（另有 {groups} 个集体称谓，不计入工作量）"
        ),
        false => format!(
            "{}, {}, {}, {} (and {} without a member list, left out of loads)",
            many(plans, "plan"),
            many(measures, "measure"),
            many(rows, "assignment"),
            many(units, "unit"),
            many(groups, "group")
        ),
    }];
    let place = |place: &str| match (place.is_empty(), all.plans.len()) {
        (true, _) | (_, 1) => String::new(),
        _ => format!("{place} "),
    };
    let loads = results.loads().last().map_or(&[][..], |(_, loads)| loads);
    if let Some(load) = loads.first().filter(|load| load.lead > 0) {
        let (tied, more) = first_with_ties(loads, 1, |load| load.lead);
        let names = tied.iter().map(|load| {
            let unit = all.unit(load.unit);
            place(unit.place_name()) + &unit.name
        });
        let names = list(names, more, lang);
        let (lead, sole, alone) = (load.lead, load.sole_lead, tied.len() + more == 1);
        lines.push(match (zh, alone) {
            (true, true) => format!("牵头最多：{names}，{lead} 项，其中独立牵头 {sole} 项"),
            (true, false) => format!("牵头最多：{names}，并列各 {lead} 项"),
            (false, true) => {
                format!(
                    "most leads: {names}, {}, {sole} of them alone",
                    many(lead as usize, "measure")
                )
            }
            (false, false) => format!("most leads: {names}, {lead} each"),
        });
    }
    let pairs = results.overlaps().last().map_or(&[][..], |scoped| &scoped.overlap.pairs);
    if let Some(pair) = pairs.first() {
        let key = |pair: &PairOverlap| (pair.shared_leads, pair.shared_measures);
        let (tied, more) = first_with_ties(pairs, 1, key);
        let names = tied.iter().map(|pair| {
            let (a, b) = (all.unit(pair.a), all.unit(pair.b));
            let and = if zh { "与" } else { " and " };
            format!("{}{}{and}{}", place(a.place_name()), a.name, b.name)
        });
        let names = list(names, more, lang);
        let (leads, shared) = key(pair);
        lines.push(match zh {
            true => format!("重叠最多：{names}，共同牵头 {leads} 项，共同参与 {shared} 项"),
            false => format!("closest pair: {names}, {leads} led together, {shared} shared"),
        });
    }
    let hot = &results.hotspots().rows;
    if let Some(row) = hot.first().filter(|row| row.links > 0) {
        // Parts of one title count once.
        let title = |row: &Hotspot| (row.plan, &*all.measure(row.measure).title);
        let tied: BTreeSet<_> =
            hot.iter().take_while(|other| other.links == row.links).map(title).collect();
        let name = format!(
            "{}{}",
            match all.plans.len() {
                1 => String::new(),
                _ => plan_name(&all.plans, &all.plan(row.plan).id) + if zh { "" } else { " " },
            },
            in_quotes(&reading_title(all.measure(row.measure)))
        );
        let name = list([name].into_iter(), tied.len() - 1, lang);
        let (units, links) = (row.units, row.links);
        lines.push(match zh {
            true => format!("协同最密：{name}，{units} 个单位、{links} 对联系"),
            false => format!(
                "hottest measure: {name}, {}, {}",
                many(units as usize, "unit"),
                many(links as usize, "link")
            ),
        });
    }
    let of_plans = results.findings().iter().map(Finding::severity);
    let (plans, read) =
        (by_severity(of_plans), by_severity(reading.notes.iter().map(|n| n.severity)));
    let total = plans.iter().chain(&read).sum::<usize>();
    let each = |[errors, warnings, notes]: [usize; 3]| match zh {
        true => format!("错误 {errors}、警告 {warnings}、说明 {notes}"),
        false => [many(errors, "error"), many(warnings, "warning"), many(notes, "note")].join(", "),
    };
    lines.push(match zh {
        true => format!(
            "待核对 {total} 条：方案问题 {}；读取提示 {}（respgraph check 逐条列出）",
            each(plans),
            each(read)
        ),
        false => format!(
            "to check {total}: about the plans {}; about their reading {} (respgraph check lists them)",
            each(plans),
            each(read)
        ),
    });
    let folder = folder.display();
    lines.push(match zh {
        true => format!("已写入 {folder}：{files} 个文件"),
        false => format!("written to {folder}: {}", many(files, "file")),
    });
    lines.join("\n") + "\n"
}

/// Errors, warnings, notes.
fn by_severity(all: impl Iterator<Item = Severity>) -> [usize; 3] {
    let mut counts = [0; 3];
    for severity in all {
        counts[match severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        }] += 1;
    }
    counts
}

/// Names that stand first together, and how many more do.
fn list(names: impl Iterator<Item = String>, more: usize, lang: Lang) -> String {
    let names: Vec<_> = names.collect();
    match (more, lang) {
        (0, Lang::Zh) => names.join("、"),
        (0, Lang::En) => names.join("; "),
        (more, Lang::Zh) => format!("{}（另有 {more} 个并列）", names.join("、")),
        (more, Lang::En) => format!("{} (tied with {more} more)", names.join("; ")),
    }
}

fn many(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// How many moves each group needs and what they do to its highest load.
pub fn of_rebalancing(results: &Results<'_>, lang: Lang) -> String {
    let mut text = String::new();
    for part in &results.rebalancing().groups {
        let Some((before, after)) = part.peak() else { continue };
        let (name, moves) = (results.group(part.group), part.moves.len());
        let [before, after] = [before, after].map(leads);
        text += &match lang {
            Lang::Zh => format!(
                "{name}：可调 {} 项，建议调整 {moves} 项，最高牵头项数 {before} → {after}\n",
                part.movable
            ),
            Lang::En => format!(
                "{name}: {} could move, {moves} should; highest load {before} → {after}\n",
                many(part.movable as usize, "measure")
            ),
        };
    }
    text
}

/// Quarter points as leads, without needless zeros.
fn leads(quarters: u32) -> String {
    let text = format!("{:.2}", f64::from(quarters) / f64::from(QUARTERS_PER_LEAD));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
