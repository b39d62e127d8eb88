//! A few lines that say what was found: six of `analyze`, one a group of `rebalance`.
//!
//! Owns their wording. Never knows how a figure is computed.

use respgraph::analyses::rebalance::QUARTERS_PER_LEAD;
use respgraph::diagnostic::Severity;
use respgraph::pipeline::Reading;
use respgraph::pipeline::results::Results;
use respgraph::text::Lang;
use respgraph::units::UnitKind;
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
            "{plans} plans, {measures} measures, {rows} assignments, {units} units (and {groups} groups without a member list, left out of loads)"
        ),
    }];
    let place = |jurisdiction: &str| match (jurisdiction.is_empty(), all.plans.len()) {
        (true, _) | (_, 1) => String::new(),
        _ => format!("{jurisdiction} "),
    };
    let most = results.loads().last().and_then(|(_, loads)| loads.first());
    if let Some(load) = most.filter(|load| load.lead > 0) {
        let unit = all.unit(load.unit);
        let (name, lead, sole) = (&unit.name, load.lead, load.sole_lead);
        let place = place(&unit.jurisdiction);
        lines.push(match zh {
            true => format!("牵头最多：{place}{name}，{lead} 项，其中独立牵头 {sole} 项"),
            false => format!("most leads: {place}{name}, {lead} measures, {sole} of them alone"),
        });
    }
    let closest = results.overlaps().last().and_then(|scoped| scoped.overlap.pairs.first());
    if let Some(pair) = closest {
        let (a, b) = (all.unit(pair.a), all.unit(pair.b));
        let place = place(&a.jurisdiction);
        let (a, b, leads, shared) = (&a.name, &b.name, pair.shared_leads, pair.shared_measures);
        lines.push(match zh {
            true => format!("重叠最多：{place}{a}与{b}，共同牵头 {leads} 项，共同参与 {shared} 项"),
            false => {
                format!("closest pair: {place}{a} and {b}, {leads} led together, {shared} shared")
            }
        });
    }
    if let Some(row) = results.hotspots().rows.first().filter(|row| row.links > 0) {
        let measure = all.measure(row.measure);
        let (title, units, links) = (&measure.title, row.units, row.links);
        let plan = &all.plan(row.plan).id;
        lines.push(match zh {
            true => format!("协同最密：{plan}「{title}」，{units} 个单位、{links} 对联系"),
            false => format!("hottest measure: {plan} 「{title}」, {units} units, {links} links"),
        });
    }
    let count = |severity| reading.notes.iter().filter(|note| note.severity == severity).count();
    let (errors, warnings, notes) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    lines.push(match zh {
        true => format!("待核对：错误 {errors} 条、警告 {warnings} 条、说明 {notes} 条（tables/diagnostics.csv）"),
        false => {
            let many = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
            let [errors, warnings, notes] =
                [many(errors, "error"), many(warnings, "warning"), many(notes, "note")];
            format!("to check: {errors}, {warnings}, {notes} (tables/diagnostics.csv)")
        },
    });
    let folder = folder.display();
    lines.push(match zh {
        true => format!("已写入 {folder}：{files} 个文件"),
        false => format!("written to {folder}: {files} files"),
    });
    lines.join("\n") + "\n"
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
                "{name}：可调 {} 项，建议调整 {moves} 项，最高牵头量 {before} → {after}\n",
                part.movable
            ),
            Lang::En => format!(
                "{name}: {} measures could move, {moves} should; highest load {before} → {after}\n",
                part.movable
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
