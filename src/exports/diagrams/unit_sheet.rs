//! One unit: its measures, grouped by section, and its partners with their roles.
//!
//! Owns which measures and partners are drawn. Never knows layout.

use super::bipartite::{counts_of, left_out};
use super::heading::{UnitLabels, counted, headings, plan_labels, plans_among, plans_subtitle};
use super::model::{
    Diagram, DiagramEdge, DiagramKind, DiagramNode, DiagramOptions, NodeKind, RoleCounts, Side,
};
use crate::exports::measure_label::{reading_number, reading_title};
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::text::Lang;
use crate::units::{Assignments, UnitId};
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl Diagram {
    /// One unit with its measures on the left and its partners on the right.
    ///
    /// A partner's counts are its roles in the measures shared with the unit; it is joined by its
    /// commonest role (the higher one on a tie). Measures the unit leads are drawn first when there
    /// are more than `options.top` allows; about a third of the places are for partners. `None`
    /// when the unit is not in the graph. Plans and dates named are those of the unit's measures.
    pub fn unit(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        unit: UnitId,
        options: &DiagramOptions,
    ) -> Option<Self> {
        let lang = options.lang;
        let me = graph.unit_indices().find(|&u| graph.unit(u).id == unit)?;
        let mut partners: BTreeMap<UnitIx, RoleCounts> = BTreeMap::new();
        for (m, _) in graph.measures_of(me) {
            for (u, edge) in graph.units_of(m).filter(|(u, _)| *u != me) {
                partners.entry(u).or_default().add(edge.role);
            }
        }
        let mut ranked: Vec<_> = partners.into_iter().collect();
        ranked.sort_by_key(|(u, n)| (Reverse(n.total()), Reverse(n.get(Role::Lead)), *u));
        let partner_count = ranked.len();

        let mut measures: Vec<(MeasureIx, Role)> =
            graph.measures_of(me).map(|(m, edge)| (m, edge.role)).collect();
        let measure_count = measures.len();
        let room = options.top.saturating_sub(1).max(2);
        let for_partners = partner_count.min((room / 3).max(room.saturating_sub(measure_count)));
        ranked.truncate(for_partners);
        measures.sort_by_key(|&(m, role)| (role, m));
        measures.truncate(room.saturating_sub(for_partners).max(1));
        measures.sort_by_key(|&(m, _)| m);

        let shown = ranked.iter().map(|(u, _)| *u).chain([me]);
        let labels = UnitLabels::among(assignments, graph, shown, lang);
        let plans = plans_among(graph, graph.measures_of(me).map(|(m, _)| m));
        let names = plan_labels(assignments, &plans);
        let mut groups: Vec<String> = Vec::new();
        let mut under: Vec<[String; 3]> = Vec::new();
        let mut nodes = Vec::new();
        for &(m, role) in &measures {
            let plan = match plans.len() {
                0 | 1 => String::new(),
                _ => names[&graph.measure(m).plan].clone(),
            };
            let (chapter, section) = headings(assignments, graph, m, lang);
            let place = [plan, chapter.unwrap_or_default(), section];
            let group = under.iter().position(|known| *known == place).unwrap_or_else(|| {
                groups.push(heading_after(under.last(), &place));
                under.push(place);
                under.len() - 1
            });
            let mut counts = RoleCounts::default();
            counts.add(role);
            nodes.push(DiagramNode {
                side: Side::Left,
                kind: NodeKind::Measure,
                label: measure_label(assignments, graph, m, lang),
                group: Some(group),
                counts,
            });
        }
        let centre = nodes.len();
        let counts = counts_of(graph, me);
        nodes.push(DiagramNode {
            side: Side::Middle,
            kind: labels.kind(me),
            label: labels.label(me),
            group: None,
            counts,
        });
        let mut edges: Vec<_> = measures
            .iter()
            .enumerate()
            .map(|(from, &(_, role))| DiagramEdge { from, to: centre, role, weight: 1 })
            .collect();
        for (u, roles) in &ranked {
            let role = Role::ALL
                .into_iter()
                .max_by_key(|&role| (roles.get(role), Reverse(role)))
                .unwrap_or(Role::Support);
            edges.push(DiagramEdge { from: centre, to: nodes.len(), role, weight: roles.total() });
            nodes.push(DiagramNode {
                side: Side::Right,
                kind: labels.kind(*u),
                label: labels.label(*u),
                group: None,
                counts: *roles,
            });
        }

        let mut notes = Vec::new();
        let cut = measure_count - measures.len();
        left_out(&mut notes, lang, cut, "项措施", ["measure", "measures"]);
        let cut = partner_count - ranked.len();
        left_out(&mut notes, lang, cut, "个伙伴单位", ["partner", "partners"]);
        if partner_count > 0 {
            notes.push(match lang {
                Lang::Zh => "伙伴单位旁的数字：共同措施数，按该伙伴的角色分".to_owned(),
                Lang::En => {
                    "figures beside a partner: measures shared, by its role in them".to_owned()
                }
            });
        }
        let name = &nodes[centre].label;
        let (title, description) = match lang {
            Lang::Zh => (
                format!("{name}：承担的措施与协作伙伴"),
                format!("{name} 参与 {measure_count} 项措施，有 {partner_count} 个伙伴单位。"),
            ),
            Lang::En => (
                format!("{name}: measures and partners"),
                format!(
                    "{name} takes part in {} and has {}.",
                    counted(measure_count, ["measure", "measures"]),
                    counted(partner_count, ["partner", "partners"])
                ),
            ),
        };
        let mut diagram = Diagram {
            kind: DiagramKind::Unit,
            lang,
            title,
            subtitle: plans_subtitle(assignments, &plans, lang),
            description,
            groups,
            nodes,
            edges,
            legend: Vec::new(),
            notes,
        };
        diagram.explain_signs();
        diagram.explain_edges();
        diagram.explain_collectives();
        Some(diagram)
    }
}

/// The heading of a group; a `›` stands for each upper level it shares with the group before.
fn heading_after(before: Option<&[String; 3]>, place: &[String; 3]) -> String {
    let shared = match before {
        Some(before) if before[..2] == place[..2] => 2,
        Some(before) if before[0] == place[0] => 1,
        _ => 0,
    };
    let levels: Vec<_> = place[shared..].iter().filter(|level| !level.is_empty()).collect();
    let heading = levels.into_iter().map(String::as_str).collect::<Vec<_>>().join(" › ");
    let above = place[..shared].iter().filter(|level| !level.is_empty()).count();
    format!("{} {heading}", "›".repeat(above)).trim_start().to_owned()
}

/// Number and title of a measure as people read them.
pub(super) fn measure_label(
    assignments: &Assignments,
    graph: &ResponsibilityGraph,
    m: MeasureIx,
    lang: Lang,
) -> String {
    let id = graph.measure(m).id;
    let number = reading_number(assignments, id, lang);
    let gap = if number.is_empty() || number.ends_with('）') { "" } else { " " };
    format!("{number}{gap}{}", reading_title(assignments.measure(id)))
}
