//! Units × sections of a plan: who works where, as lead or as support.
//!
//! Owns which units and sections are drawn and in which order. Never knows layout.

use super::heading::{UnitLabels, counted, headings, plan_labels, plan_subtitle, plans_of};
use super::model::{
    Diagram, DiagramEdge, DiagramKind, DiagramNode, DiagramOptions, NodeKind, RoleCounts, Side,
};
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::text::Lang;
use crate::units::Assignments;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The sections of a graph, in document order, with the measures of each; the plans themselves when
/// there are several.
pub(super) struct Sections {
    pub(super) names: Vec<(Option<String>, String)>,
    pub(super) of_measure: Vec<usize>,
    pub(super) plans: bool,
}

impl Sections {
    pub(super) fn of(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        lang: Lang,
        chapters: bool,
    ) -> Self {
        let plans = plan_labels(assignments, &plans_of(graph));
        let mut numbers: BTreeMap<(Option<String>, String), usize> = BTreeMap::new();
        let mut names = Vec::new();
        let mut of_measure = Vec::with_capacity(graph.measure_count());
        for m in graph.measure_indices() {
            let name = if plans.len() > 1 {
                (None, plans[&graph.measure(m).plan].clone())
            } else {
                match headings(assignments, graph, m, lang) {
                    (Some(chapter), _) if chapters => (None, chapter),
                    name => name,
                }
            };
            let next = names.len();
            let number = *numbers.entry(name.clone()).or_insert(next);
            if number == next {
                names.push(name);
            }
            of_measure.push(number);
        }
        Self { names, of_measure, plans: plans.len() > 1 }
    }

    pub(super) fn section_of(&self, m: MeasureIx) -> usize {
        self.of_measure[m.index()]
    }

    /// The sections with most responsibilities, at most `most`, in document order.
    pub(super) fn busiest(&self, graph: &ResponsibilityGraph, most: usize) -> Vec<usize> {
        let mut load = vec![0; self.names.len()];
        for m in graph.measure_indices() {
            load[self.section_of(m)] += graph.measure_degree(m);
        }
        let mut ranked: Vec<_> = (0..load.len()).filter(|&s| load[s] > 0).collect();
        ranked.sort_by_key(|&s| (Reverse(load[s]), s));
        ranked.truncate(most);
        ranked.sort_unstable();
        ranked
    }

    /// A node for each of the sections `drawn`, under its chapter where it has one.
    pub(super) fn nodes(
        &self,
        drawn: &[usize],
        side: Side,
        groups: &mut Vec<String>,
    ) -> Vec<DiagramNode> {
        let node = |&s: &usize| {
            let (chapter, name) = &self.names[s];
            let group = chapter.as_ref().map(|chapter| {
                groups.iter().position(|known| known == chapter).unwrap_or_else(|| {
                    groups.push(chapter.clone());
                    groups.len() - 1
                })
            });
            DiagramNode {
                side,
                kind: NodeKind::Section,
                label: name.clone(),
                group,
                counts: RoleCounts::default(),
            }
        };
        drawn.iter().map(node).collect()
    }
}

/// A unit's measures by role.
pub(super) fn counts_of(graph: &ResponsibilityGraph, u: UnitIx) -> RoleCounts {
    let mut counts = RoleCounts::default();
    for (_, edge) in graph.measures_of(u) {
        counts.add(edge.role);
    }
    counts
}

/// Units by number of measures, then of leads, then as in the graph.
pub(super) fn busiest_units(graph: &ResponsibilityGraph, most: usize) -> Vec<UnitIx> {
    let mut units: Vec<_> = graph.unit_indices().collect();
    units.sort_by_key(|&u| {
        let counts = counts_of(graph, u);
        (Reverse(counts.total()), Reverse(counts.get(Role::Lead)), u)
    });
    units.truncate(most);
    units
}

/// Takes out the lines of a single supported measure where there are too many lines to follow;
/// returns how many.
fn thin_out(weights: &mut BTreeMap<(UnitIx, usize, Role), u32>) -> usize {
    const FOLLOWED: usize = 110;
    let before = weights.len();
    if before > FOLLOWED {
        weights.retain(|(_, _, role), n| *role != Role::Support || *n > 1);
    }
    before - weights.len()
}

/// What the picture says about what it does not draw.
pub(super) fn left_out(notes: &mut Vec<String>, lang: Lang, count: usize, zh: &str, en: [&str; 2]) {
    if count > 0 {
        notes.push(match lang {
            Lang::Zh => format!("另有 {count} {zh}未画出"),
            Lang::En => format!("{count} more {} not drawn", en[usize::from(count > 1)]),
        });
    }
}

impl Diagram {
    /// Units and the sections they work in; an edge is as wide as the measures are many, one edge
    /// for each role a unit has in a section.
    ///
    /// `graph` is restricted to one plan by the caller; with several plans the plans stand in place
    /// of the sections. The busiest units and sections are drawn, `options.top` together and
    /// units at most three fifths of it, sections
    /// in document order and units by the barycentre of theirs, which keeps crossings few.
    pub fn bipartite(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        options: &DiagramOptions,
    ) -> Self {
        let lang = options.lang;
        let sections = Sections::of(assignments, graph, lang, false);
        let drawn_sections = sections.busiest(graph, (options.top / 2).max(1));
        let room = options.top.saturating_sub(drawn_sections.len()).min(options.top * 3 / 5).max(1);
        let mut units = busiest_units(graph, room);

        let mut weights: BTreeMap<(UnitIx, usize, Role), u32> = BTreeMap::new();
        for &u in &units {
            for (m, edge) in graph.measures_of(u) {
                if let Ok(place) = drawn_sections.binary_search(&sections.section_of(m)) {
                    *weights.entry((u, place, edge.role)).or_default() += 1;
                }
            }
        }
        let centre = |u: UnitIx| {
            let of_unit = weights.range((u, 0, Role::Lead)..=(u, usize::MAX, Role::Support));
            let (sum, count) = of_unit.fold((0, 0), |(sum, count), ((_, place, _), &n)| {
                (sum + *place as u64 * u64::from(n), count + u64::from(n))
            });
            // Thousandths: whole numbers compare the same on every machine.
            (sum * 1000).checked_div(count).unwrap_or(u64::MAX)
        };
        units.sort_by_key(|&u| (centre(u), u));

        let labels = UnitLabels::new(assignments, graph, lang);
        let mut groups = Vec::new();
        let mut nodes: Vec<_> = units
            .iter()
            .map(|&u| DiagramNode {
                side: Side::Left,
                kind: labels.kind(u),
                label: labels.label(u),
                group: None,
                counts: counts_of(graph, u),
            })
            .collect();
        nodes.extend(sections.nodes(&drawn_sections, Side::Right, &mut groups));
        let hidden = thin_out(&mut weights);
        let edges = weights
            .iter()
            .map(|(&(u, place, role), &weight)| DiagramEdge {
                from: units.iter().position(|&known| known == u).unwrap_or_default(),
                to: units.len() + place,
                role,
                weight,
            })
            .collect();

        let mut notes = Vec::new();
        left_out(
            &mut notes,
            lang,
            hidden,
            "条只有 1 项配合措施的连线",
            ["line of a single supported measure", "lines of a single supported measure"],
        );
        let cut_units = graph.unit_count() - units.len();
        let cut_sections = sections.names.len() - drawn_sections.len();
        left_out(&mut notes, lang, cut_units, "个单位（事项较少）", ["unit", "units"]);
        let (zh, en) = if sections.plans {
            ("份方案", ["plan", "plans"])
        } else {
            ("个板块", ["section", "sections"])
        };
        left_out(&mut notes, lang, cut_sections, zh, en);
        let (title, description) = match lang {
            Lang::Zh => {
                let what = if sections.plans { "方案" } else { "任务板块" };
                (
                    format!("谁在做什么：各单位与{what}"),
                    format!(
                        "左边 {} 个单位，右边 {} 个{what}，连线越粗措施越多。",
                        units.len(),
                        drawn_sections.len()
                    ),
                )
            }
            Lang::En => {
                let what = if sections.plans { "plans" } else { "sections" };
                (
                    format!("Who works where: units and {what}"),
                    format!(
                        "{} on the left, {} on the right; wider lines stand for more measures.",
                        counted(units.len(), ["unit", "units"]),
                        counted(drawn_sections.len(), [&what[..what.len() - 1], what])
                    ),
                )
            }
        };
        let mut diagram = Diagram {
            kind: DiagramKind::Bipartite,
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
        diagram.explain_edges();
        diagram.explain_collectives();
        diagram
    }
}
