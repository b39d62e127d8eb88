//! Who leads together, and how often.
//!
//! Owns which pairs are drawn. Never knows layout.

use super::bipartite::left_out;
use super::heading::{UnitLabels, counted, plan_subtitle};
use super::model::{
    Diagram, DiagramEdge, DiagramKind, DiagramNode, DiagramOptions, RoleCounts, Side,
};
use crate::graph::{ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::text::Lang;
use crate::units::Assignments;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

impl Diagram {
    /// Units that lead measures together; an edge is as wide as the measures they share are many.
    ///
    /// Only edges of role lead count, as `shared_leads` of the overlap table does. Pairs rank as in
    /// that table: by measures led together, then shared in any role. The strongest are drawn until `options.top` units are reached; nodes carry all measures they lead.
    pub fn co_lead(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        options: &DiagramOptions,
    ) -> Self {
        let lang = options.lang;
        let mut shared: BTreeMap<(UnitIx, UnitIx), u32> = BTreeMap::new();
        let mut led: BTreeMap<UnitIx, RoleCounts> = BTreeMap::new();
        let mut unled = 0;
        for m in graph.measure_indices() {
            let leads: Vec<_> = graph
                .units_of(m)
                .filter(|(_, edge)| edge.role == Role::Lead)
                .map(|(u, _)| u)
                .collect();
            unled += usize::from(graph.top_role(m) != Some(Role::Lead));
            for (i, &a) in leads.iter().enumerate() {
                led.entry(a).or_default().add(Role::Lead);
                for &b in &leads[i + 1..] {
                    *shared.entry((a, b)).or_default() += 1;
                }
            }
        }
        let mut pairs: Vec<_> = shared.iter().map(|(&pair, &n)| (pair, n)).collect();
        let shared_in_any_role = |(a, b): (UnitIx, UnitIx)| {
            let of_b: BTreeSet<_> = graph.measures_of(b).map(|(m, _)| m).collect();
            graph.measures_of(a).filter(|(m, _)| of_b.contains(m)).count()
        };
        // Of many plans there are millions of pairs, of which a picture holds few.
        pairs.sort_by_key(|&(pair, n)| (Reverse(n), pair));
        let few = pairs.len().min(50 * options.top.max(2));
        pairs[..few]
            .sort_by_cached_key(|&(pair, n)| (Reverse(n), Reverse(shared_in_any_role(pair)), pair));
        let tied: BTreeSet<UnitIx> = pairs.iter().flat_map(|((a, b), _)| [*a, *b]).collect();
        let mut drawn: BTreeSet<UnitIx> = BTreeSet::new();
        for ((a, b), _) in &pairs {
            let new = usize::from(!drawn.contains(a)) + usize::from(!drawn.contains(b));
            if drawn.len() + new <= options.top.max(2) {
                drawn.extend([*a, *b]);
            }
        }
        let units: Vec<_> = drawn.into_iter().collect();
        let labels = UnitLabels::new(assignments, graph, lang);
        let nodes = units
            .iter()
            .map(|&u| DiagramNode {
                side: Side::Left,
                kind: labels.kind(u),
                label: labels.label(u),
                group: None,
                counts: led.get(&u).copied().unwrap_or_default(),
            })
            .collect();
        let edges: Vec<_> = pairs
            .iter()
            .filter_map(|&((a, b), weight)| {
                let from = units.binary_search(&a).ok()?;
                let to = units.binary_search(&b).ok()?;
                Some(DiagramEdge { from, to, role: Role::Lead, weight })
            })
            .collect();

        let mut notes = Vec::new();
        if pairs.is_empty() {
            notes.push(match lang {
                Lang::Zh => "没有两个单位共同牵头的措施".to_owned(),
                Lang::En => "no measure is led by two units".to_owned(),
            });
        }
        left_out(
            &mut notes,
            lang,
            tied.len() - units.len(),
            "个共同牵头的单位",
            ["co-leading unit", "co-leading units"],
        );
        let pair_words = ["pair", "pairs"];
        left_out(&mut notes, lang, pairs.len() - edges.len(), "对共同牵头关系", pair_words);
        let alone = led.len() - tied.len();
        if alone > 0 && !pairs.is_empty() {
            notes.push(match lang {
                Lang::Zh => format!("{alone} 个单位只单独牵头，不在图中"),
                Lang::En if alone == 1 => "1 unit only leads alone and is not shown".to_owned(),
                Lang::En => format!("{alone} units only lead alone and are not shown"),
            });
        }
        if unled > 0 {
            notes.push(match lang {
                Lang::Zh => format!("{unled} 项措施未写明牵头单位，不计入"),
                Lang::En if unled == 1 => "1 measure names no lead and is not counted".to_owned(),
                Lang::En => format!("{unled} measures name no lead and are not counted"),
            });
        }
        let (title, description) = match lang {
            Lang::Zh => (
                "谁与谁共同牵头".to_owned(),
                format!(
                    "{} 个单位之间有 {} 对共同牵头关系，连线越粗次数越多。",
                    units.len(),
                    edges.len()
                ),
            ),
            Lang::En => (
                "Who leads together".to_owned(),
                format!(
                    "{} and {} that lead together; wider lines stand for more measures.",
                    counted(units.len(), ["unit", "units"]),
                    counted(edges.len(), ["pair", "pairs"])
                ),
            ),
        };
        let mut diagram = Diagram {
            kind: DiagramKind::CoLead,
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
        diagram.explain_widths();
        diagram.explain_collectives();
        diagram
    }
}
