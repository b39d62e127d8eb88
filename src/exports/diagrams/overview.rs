//! Who carries what: the chapters of a plan and the units that carry most of it.
//!
//! Owns which units and chapters are drawn. Never knows layout.

use super::bipartite::{Sections, busiest_units, counts_of, left_out};
use super::heading::{UnitLabels, counted, plan_subtitle};
use super::model::{Diagram, DiagramEdge, DiagramKind, DiagramNode, DiagramOptions, Side};
use crate::graph::{ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::text::Lang;
use crate::units::Assignments;
use std::collections::BTreeMap;

/// Most chapters or sections beside the units.
const SECTIONS: usize = 12;

impl Diagram {
    /// The units with most measures, heaviest first, with their load by role, tied to the chapters
    /// whose measures they lead, or, where no lead is named, answer for.
    ///
    /// Chapters where the plan has three or more, else its busiest sections, or the plans when
    /// there are several. Other roles show in the bars, not as lines: the lines stay few enough to
    /// follow.
    pub fn overview(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        options: &DiagramOptions,
    ) -> Self {
        let lang = options.lang;
        let mut sections = Sections::of(assignments, graph, lang, true);
        if sections.names.len() < 3 {
            sections = Sections::of(assignments, graph, lang, false);
        }
        let drawn = sections.busiest(graph, SECTIONS.min(options.top / 2).max(1));
        let room = options.top.saturating_sub(drawn.len()).min(options.top * 7 / 10).max(1);
        let units = busiest_units(graph, room);
        let mut weights: BTreeMap<(usize, usize, Role), u32> = BTreeMap::new();
        for (row, &u) in units.iter().enumerate() {
            for (m, edge) in graph.measures_of(u) {
                if !graph.principals_of(m).any(|principal| principal == u) {
                    continue;
                }
                if let Ok(place) = drawn.binary_search(&sections.section_of(m)) {
                    *weights.entry((place, row, edge.role)).or_default() += 1;
                }
            }
        }
        let labels = UnitLabels::new(assignments, graph, lang);
        let mut groups = Vec::new();
        let mut nodes = sections.nodes(&drawn, Side::Left, &mut groups);
        let unit_node = |u: UnitIx| DiagramNode {
            side: Side::Right,
            kind: labels.kind(u),
            label: labels.label(u),
            group: None,
            counts: counts_of(graph, u),
        };
        nodes.extend(units.iter().map(|&u| unit_node(u)));
        let edges = weights
            .iter()
            .map(|(&(from, row, role), &weight)| DiagramEdge {
                from,
                to: drawn.len() + row,
                role,
                weight,
            })
            .collect();

        let mut notes = vec![match lang {
            Lang::Zh => "连线只画牵头单位（未写明牵头的，画责任单位），其他角色计入单位旁的数字".to_owned(),
            Lang::En => "lines show leads (responsible units where no lead is named); figures beside units count all roles".to_owned(),
        }];
        let cut_units = graph.unit_count() - units.len();
        left_out(&mut notes, lang, cut_units, "个单位（事项较少）", ["unit", "units"]);
        let (zh, en) = if sections.plans {
            ("份方案", ["plan", "plans"])
        } else {
            ("个板块", ["section", "sections"])
        };
        left_out(&mut notes, lang, sections.names.len() - drawn.len(), zh, en);
        let measures = graph.measure_count();
        let all_units = graph.unit_count();
        let (title, description) = match lang {
            Lang::Zh => (
                format!("总览：{measures} 项措施由谁承担"),
                format!("共 {measures} 项措施、{all_units} 个单位；单位按措施数从多到少排列。"),
            ),
            Lang::En => (
                format!("Overview: who carries {}", counted(measures, ["measure", "measures"])),
                format!(
                    "{} and {}; units rank by measures.",
                    counted(measures, ["measure", "measures"]),
                    counted(all_units, ["unit", "units"])
                ),
            ),
        };
        let mut diagram = Diagram {
            kind: DiagramKind::Overview,
            lang,
            title,
            subtitle: plan_subtitle(assignments, graph, lang),
            description,
            groups,
            nodes,
            edges,
            legend: Vec::new(),
            notes,
        };
        diagram.explain_bars();
        diagram.explain_edges();
        diagram.explain_collectives();
        diagram
    }

    /// The load of the busiest units: measures by role, as stacked bars.
    pub fn load(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        options: &DiagramOptions,
    ) -> Self {
        let lang = options.lang;
        let units = busiest_units(graph, options.top * 3 / 4);
        let labels = UnitLabels::new(assignments, graph, lang);
        let nodes = units
            .iter()
            .map(|&u| DiagramNode {
                side: Side::Right,
                kind: labels.kind(u),
                label: labels.label(u),
                group: None,
                counts: counts_of(graph, u),
            })
            .collect();
        let mut notes = Vec::new();
        let cut = graph.unit_count() - units.len();
        left_out(&mut notes, lang, cut, "个单位（事项较少）", ["unit", "units"]);
        let count = units.len();
        let (title, description) = match lang {
            Lang::Zh => (
                "各单位承担的措施数".to_owned(),
                format!("措施最多的 {count} 个单位，按角色分段。"),
            ),
            Lang::En => (
                "Measures each unit carries".to_owned(),
                format!(
                    "The {} with most measures, split by role.",
                    counted(count, ["unit", "units"])
                ),
            ),
        };
        let mut diagram = Diagram {
            kind: DiagramKind::Load,
            lang,
            title,
            subtitle: plan_subtitle(assignments, graph, lang),
            description,
            groups: Vec::new(),
            nodes,
            edges: Vec::new(),
            legend: Vec::new(),
            notes,
        };
        diagram.explain_bars();
        diagram.explain_collectives();
        diagram
    }
}
