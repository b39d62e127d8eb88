//! Sections: where in the plans coordination gathers, and which units are at home there.
//!
//! Owns the figures of a section and the location quotient. Never knows headings or files.

use super::diversity::Diversity;
use crate::graph::{MeasureIx, ResponsibilityGraph};
use crate::plan::Role;
use crate::units::{PlanId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// One section of one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionRow {
    /// The section in the graph.
    pub section: u32,
    /// Its plan.
    pub plan: PlanId,
    /// Its measures.
    pub measures: u32,
    /// Those without any unit.
    pub empty_measures: u32,
    /// Units that take part in any of them.
    pub units: u32,
    /// Edges between its measures and units.
    pub edges: u64,
    /// Σ n(n−1)/2 over its measures.
    pub links: u64,
    /// Units that lead any of them.
    pub leads: u32,
    /// Measures with at least one lead.
    pub led_measures: u32,
    /// Measures with two or more leads.
    pub co_led_measures: u32,
    /// `co_led_measures` / `led_measures`; `None` when nothing is led.
    pub co_led_share: Option<f64>,
    /// How mixed its edges are by the unit's function; `None` when no function is known.
    pub functions: Option<Diversity>,
    /// Edges of units of unknown function, left out of `functions`.
    pub unknown_functions: u64,
    /// Herfindahl–Hirschman index of the lead, a co-led measure shared equally among its leads:
    /// 1 when one unit leads everything; `None` when nothing is led.
    pub lead_concentration: Option<f64>,
}

/// Which parts of the plans carry the coordination, and whether one unit leads them.
///
/// Counts over the section's measures; HHI = Σ_u (ℓ_u/ℓ)², ℓ_u = Σ 1/|L_m| over the measures u leads.
/// # Input
/// graph: restricted by the caller (collectives out by default); every role counts.
/// # Returns
/// One row a section, by plan, then order of the section's first measure.
/// # Errors
/// None.
/// # Cost
/// Time |E| log |E|. Same output on every run.
/// # Source
/// Hirschman 1964, "The paternity of an index" (HHI); links as in [`super::hotspots`].
pub fn sections(graph: &ResponsibilityGraph) -> Vec<SectionRow> {
    by_section(graph)
        .into_iter()
        .map(|((plan, _, section), measures)| row(graph, plan, section, &measures))
        .collect()
}

/// How much more a unit takes part in a section than in the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct LocationQuotient {
    /// The section in the graph.
    pub section: u32,
    /// Its plan.
    pub plan: PlanId,
    /// The unit.
    pub unit: UnitId,
    /// Measures of the section in which it takes part.
    pub measures: u32,
    /// Its share of the section's edges over its share of the plan's edges.
    pub quotient: f64,
}

/// Which units a section is made for: those that take part in it more than in the rest of the plan.
///
/// LQ_us = (k_us/k_s) / (k_u/k), k_us the measures of s with u, k_s, k_u and k the edges of the
/// section, of the unit in the plan, and of the plan.
/// # Input
/// graph: restricted by the caller; every role counts.
/// # Returns
/// One row for every section and unit that meet, by section as in [`sections`], quotient descending,
/// then unit. Above 1: more than elsewhere; small k_us make large quotients, so they stand beside.
/// # Errors
/// None.
/// # Cost
/// Time |E| log |E|. Same output on every run.
/// # Source
/// Isard 1960, "Methods of Regional Analysis" (location quotient).
pub fn location_quotients(graph: &ResponsibilityGraph) -> Vec<LocationQuotient> {
    let mut of_plan: BTreeMap<PlanId, u64> = BTreeMap::new();
    let mut of_unit: BTreeMap<(PlanId, u32), u64> = BTreeMap::new();
    for m in graph.measure_indices() {
        let plan = graph.measure(m).plan;
        for (u, _) in graph.units_of(m) {
            *of_plan.entry(plan).or_default() += 1;
            *of_unit.entry((plan, u.0)).or_default() += 1;
        }
    }
    let mut rows = Vec::new();
    for ((plan, _, section), measures) in by_section(graph) {
        let mut here: BTreeMap<u32, u32> = BTreeMap::new();
        for (u, _) in measures.iter().flat_map(|m| graph.units_of(*m)) {
            *here.entry(u.0).or_default() += 1;
        }
        let all_here: u64 = here.values().map(|k| u64::from(*k)).sum();
        let mut found: Vec<LocationQuotient> = here
            .into_iter()
            .map(|(u, k)| LocationQuotient {
                section,
                plan,
                unit: graph.unit(crate::graph::UnitIx(u)).id,
                measures: k,
                quotient: (u64::from(k) * of_plan[&plan]) as f64
                    / (all_here * of_unit[&(plan, u)]) as f64,
            })
            .collect();
        found.sort_by(|a, b| b.quotient.total_cmp(&a.quotient).then(a.unit.cmp(&b.unit)));
        rows.append(&mut found);
    }
    rows
}

/// The measures of each section, keyed so that sections come by plan, then first measure.
fn by_section(graph: &ResponsibilityGraph) -> BTreeMap<(PlanId, MeasureIx, u32), Vec<MeasureIx>> {
    let mut first: BTreeMap<(PlanId, u32), MeasureIx> = BTreeMap::new();
    let mut sections: BTreeMap<(PlanId, MeasureIx, u32), Vec<MeasureIx>> = BTreeMap::new();
    for m in graph.measure_indices() {
        let node = graph.measure(m);
        let first = *first.entry((node.plan, node.section)).or_insert(m);
        sections.entry((node.plan, first, node.section)).or_default().push(m);
    }
    sections
}

fn row(
    graph: &ResponsibilityGraph,
    plan: PlanId,
    section: u32,
    measures: &[MeasureIx],
) -> SectionRow {
    let mut units = BTreeSet::new();
    let mut lead_share: BTreeMap<u32, f64> = BTreeMap::new();
    let mut functions = Vec::new();
    let (mut edges, mut links, mut empty, mut led, mut co_led) = (0u64, 0u64, 0, 0, 0);
    for &m in measures {
        let n = graph.measure_degree(m) as u64;
        edges += n;
        links += n * n.saturating_sub(1) / 2;
        empty += u32::from(n == 0);
        let leads: Vec<u32> = graph
            .units_of(m)
            .filter(|(_, edge)| edge.role == Role::Lead)
            .map(|(u, _)| u.0)
            .collect();
        led += u32::from(!leads.is_empty());
        co_led += u32::from(leads.len() > 1);
        for u in &leads {
            *lead_share.entry(*u).or_default() += 1.0 / leads.len() as f64;
        }
        for (u, _) in graph.units_of(m) {
            units.insert(u);
            functions.extend(graph.unit(u).function);
        }
    }
    let shares = lead_share.values().map(|share| share / f64::from(led));
    SectionRow {
        section,
        plan,
        measures: measures.len() as u32,
        empty_measures: empty,
        units: units.len() as u32,
        edges,
        links,
        leads: lead_share.len() as u32,
        led_measures: led,
        co_led_measures: co_led,
        co_led_share: (led > 0).then(|| f64::from(co_led) / f64::from(led)),
        unknown_functions: edges - functions.len() as u64,
        functions: Diversity::of(functions),
        lead_concentration: (led > 0).then(|| shares.map(|share| share * share).sum()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, MeasureNode, UnitNode};
    use crate::units::{MeasureId, UnitKind};

    /// Plan 0: section 4 (measures 0, 2) and section 2 (measure 1); plan 1: section 9 (measure 3).
    fn sample() -> ResponsibilityGraph {
        use Role::{Lead, Responsible, Support};
        let unit = |(id, function)| UnitNode {
            id: UnitId(id),
            kind: UnitKind::Department,
            function,
            jurisdiction: 0,
        };
        let measure =
            |(id, plan, section)| MeasureNode { id: MeasureId(id), plan: PlanId(plan), section };
        let edges = [
            (0, 0, Lead),
            (1, 0, Lead),
            (2, 0, Support),
            (0, 2, Lead),
            (1, 1, Responsible),
            (0, 1, Responsible),
        ];
        ResponsibilityGraph::from_parts(
            [(0, Some(1)), (1, Some(2)), (2, None)].map(unit).to_vec(),
            [(0, 0, 4), (1, 0, 2), (2, 0, 4), (3, 1, 9)].map(measure).to_vec(),
            edges.map(|(u, m, role)| (u, m, Edge { role, row: 0 })).to_vec(),
        )
    }

    #[test]
    fn a_section_by_hand() {
        let rows = sections(&sample());
        assert_eq!(rows.iter().map(|row| row.section).collect::<Vec<_>>(), [4, 2, 9]);
        let first = &rows[0];
        assert_eq!((first.measures, first.units, first.edges, first.links), (2, 3, 4, 3));
        assert_eq!((first.leads, first.led_measures, first.co_led_measures), (2, 2, 1));
        assert_eq!(first.co_led_share, Some(0.5));
        // Unit 0 leads 1.5 of two measures, unit 1 half of one: (3/4)² + (1/4)².
        assert_eq!(first.lead_concentration, Some(0.625));
        assert_eq!(first.unknown_functions, 1);
        // Known functions 1, 2, 1: Blau 1 − (2/3)² − (1/3)².
        let blau = first.functions.expect("known functions").blau;
        assert!((blau - 4.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn a_section_without_lead_or_unit_has_no_shares() {
        let rows = sections(&sample());
        assert_eq!((rows[1].led_measures, rows[1].co_led_share), (0, None));
        assert_eq!(rows[1].lead_concentration, None);
        assert_eq!((rows[2].empty_measures, rows[2].units, rows[2].functions), (1, 0, None));
    }

    #[test]
    fn the_quotient_compares_with_the_plan() {
        let rows = location_quotients(&sample());
        let of: Vec<_> = rows.iter().map(|row| (row.section, row.unit.0, row.quotient)).collect();
        // Plan 0 has 6 edges: unit 0 three, unit 1 two, unit 2 one; section 4 has four of them.
        assert_eq!(
            of,
            [
                (4, 2, 6.0 / 4.0),
                (4, 0, 12.0 / 12.0),
                (4, 1, 6.0 / 8.0),
                (2, 1, 6.0 / 4.0),
                (2, 0, 6.0 / 6.0)
            ]
        );
    }
}
