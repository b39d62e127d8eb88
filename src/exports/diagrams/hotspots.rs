//! The measures that tie most units, with their units.
//!
//! Owns which measures are drawn. Never knows layout.

use super::bipartite::left_out;
use super::heading::{UnitLabels, counted, plan_labels, plan_subtitle, plans_of};
use super::model::{
    Diagram, DiagramEdge, DiagramKind, DiagramNode, DiagramOptions, NodeKind, RoleCounts, Side,
};
use super::unit_sheet::measure_label;
use crate::exports::measure_label::are_parts_of_one;
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::text::Lang;
use crate::units::Assignments;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl Diagram {
    /// The measures with most units, a column each, and the units they tie, a row each.
    ///
    /// Measures rank by number of units, then by order of the plan; parts of one measure with the
    /// same units under the same roles share a column. As many columns are drawn as fit
    /// `options.top` together with their units, between a tenth and a quarter of it, or up to three
    /// tenths where that completes the measures of as many units; units of most measures come first.
    pub fn hotspots(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        options: &DiagramOptions,
    ) -> Self {
        let lang = options.lang;
        let mut ranked: Vec<MeasureIx> =
            graph.measure_indices().filter(|&m| graph.measure_degree(m) > 1).collect();
        ranked.sort_by_key(|&m| (Reverse(graph.measure_degree(m)), m));
        let candidates = ranked.len();
        let ties = |m: MeasureIx| -> Vec<(UnitIx, Role)> {
            graph.units_of(m).map(|(u, edge)| (u, edge.role)).collect()
        };
        let record = |m: MeasureIx| assignments.measure(graph.measure(m).id);
        // Columns are few: twins far down the ranking cannot reach them.
        ranked.truncate(10 * options.top.max(10));
        let mut columns: Vec<Vec<MeasureIx>> = Vec::new();
        for m in ranked {
            let twin = |column: &&mut Vec<MeasureIx>| {
                are_parts_of_one(record(column[0]), record(m)) && ties(column[0]) == ties(m)
            };
            match columns.iter_mut().find(twin) {
                Some(column) => column.push(m),
                None => columns.push(vec![m]),
            }
        }
        let degree = |column: &[MeasureIx]| graph.measure_degree(column[0]);
        let most = (options.top / 4).max(1);
        let as_last = |column: &&Vec<MeasureIx>| {
            columns.get(most - 1).is_some_and(|last| degree(last) == degree(column))
        };
        let completing = columns.iter().skip(most).take_while(as_last).count();
        let most = if most + completing <= options.top * 3 / 10 { most + completing } else { most };
        let mut times: BTreeMap<UnitIx, usize> = BTreeMap::new();
        let mut fitting = 0;
        for column in columns.iter().take(most) {
            let new = ties(column[0]).iter().filter(|(u, _)| !times.contains_key(u)).count();
            let fits = fitting + 1 + times.len() + new <= options.top;
            if !fits && fitting >= (options.top / 10).max(1) {
                break;
            }
            fitting += 1;
            for (u, _) in ties(column[0]) {
                *times.entry(u).or_default() += column.len();
            }
        }
        columns.truncate(fitting);
        let drawn: usize = columns.iter().map(Vec::len).sum();
        let last_degree = columns.last().map_or(usize::MAX, |column| degree(column));
        let as_many = graph.measure_indices().filter(|&m| graph.measure_degree(m) == last_degree);
        let drawn_as_many: usize =
            columns.iter().filter(|c| degree(c) == last_degree).map(Vec::len).sum();
        let tied_out = as_many.count() - drawn_as_many;
        let mut units: Vec<_> = times.into_iter().collect();
        let first =
            |u: UnitIx| columns.iter().position(|c| ties(c[0]).iter().any(|(v, _)| *v == u));
        units.sort_by_cached_key(|&(u, n)| (Reverse(n), first(u), u));
        let tied = units.len();
        units.truncate(2 * options.top.max(1));

        let labels = UnitLabels::new(assignments, graph, lang);
        let plans = plan_labels(assignments, &plans_of(graph));
        let mut nodes = Vec::new();
        let mut edges = Vec::new();
        let mut rows = vec![RoleCounts::default(); units.len()];
        for (from, column) in columns.iter().enumerate() {
            let mut counts = RoleCounts::default();
            for (u, role) in ties(column[0]) {
                counts.add(role);
                if let Some(row) = units.iter().position(|(v, _)| *v == u) {
                    column.iter().for_each(|_| rows[row].add(role));
                    let to = columns.len() + row;
                    edges.push(DiagramEdge { from, to, role, weight: column.len() as u32 });
                }
            }
            let plan = graph.measure(column[0]).plan;
            let plan = (plans.len() > 1).then(|| plans[&plan].clone());
            nodes.push(DiagramNode {
                side: Side::Left,
                kind: NodeKind::Measure,
                label: column_label(assignments, graph, column, plan, lang),
                group: None,
                counts,
            });
        }
        for ((u, _), counts) in units.iter().zip(rows) {
            nodes.push(DiagramNode {
                side: Side::Right,
                kind: labels.kind(*u),
                label: labels.label(*u),
                group: None,
                counts,
            });
        }
        let mut notes = Vec::new();
        if columns.is_empty() {
            notes.push(match lang {
                Lang::Zh => "没有由两个以上单位承担的措施".to_owned(),
                Lang::En => "no measure has more than one unit".to_owned(),
            });
        }
        if columns.iter().any(|column| column.len() > 1) {
            notes.push(match lang {
                Lang::Zh => "同一编号的几个分项由同样的单位承担时合为一列，×3 表示 3 项".to_owned(),
                Lang::En => {
                    "parts of one number with the same units share a column; ×3 stands for \
                             3 measures"
                        .to_owned()
                }
            });
        }
        left_out(
            &mut notes,
            lang,
            candidates - drawn,
            "项多单位措施",
            ["measure of several units", "measures of several units"],
        );
        if let Some(note) = notes.last_mut().filter(|_| tied_out > 0) {
            note.push_str(&match lang {
                Lang::Zh => format!("，其中 {tied_out} 项同样有 {last_degree} 个单位"),
                Lang::En => format!(", {tied_out} of them with {last_degree} units as well"),
            });
        }
        left_out(&mut notes, lang, tied - units.len(), "个单位", ["unit", "units"]);
        let (title, description) = match lang {
            Lang::Zh => (
                format!("协同热点：牵涉单位最多的 {drawn} 项措施"),
                format!("列是措施，共 {drawn} 项；行是单位，共 {} 个。", units.len()),
            ),
            Lang::En => (
                format!(
                    "Hotspots: the {} with most units",
                    counted(drawn, ["measure", "measures"])
                ),
                format!(
                    "{} in columns, {} in rows.",
                    counted(drawn, ["measure", "measures"]),
                    counted(units.len(), ["unit", "units"])
                ),
            ),
        };
        let mut diagram = Diagram {
            kind: DiagramKind::Hotspots,
            lang,
            title,
            subtitle: plan_subtitle(assignments, graph, lang),
            description,
            groups: Vec::new(),
            nodes,
            edges,
            legend: Vec::new(),
            notes,
        };
        diagram.explain_signs();
        diagram.explain_collectives();
        diagram
    }
}

/// The measure's label; of several parts, how many; the plan's name where there are several.
fn column_label(
    assignments: &Assignments,
    graph: &ResponsibilityGraph,
    column: &[MeasureIx],
    plan: Option<String>,
    lang: Lang,
) -> String {
    let mut remarks: Vec<String> = plan.into_iter().collect();
    if column.len() > 1 {
        remarks.push(match lang {
            Lang::Zh => format!("{} 个分项相同", column.len()),
            Lang::En => format!("{} parts alike", column.len()),
        });
    }
    let label = measure_label(assignments, graph, column[0], lang);
    match (remarks.is_empty(), lang) {
        (true, _) => label,
        (false, Lang::Zh) => format!("{label}（{}）", remarks.join("，")),
        (false, Lang::En) => format!("{label} ({})", remarks.join(", ")),
    }
}
