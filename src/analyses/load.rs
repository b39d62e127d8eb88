//! Who carries how much of the plans.
//!
//! Owns the load figures of a unit. Never knows names, weights' origin or rounding.

use crate::graph::{ResponsibilityGraph, RoleWeights, UnitIx};
use crate::plan::Role;
use crate::units::UnitId;
use rayon::prelude::*;
use std::cmp::Reverse;

/// What one unit carries.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitLoad {
    /// The unit.
    pub unit: UnitId,
    /// Measures it leads.
    pub lead: u32,
    /// Of these, the ones it leads alone (a lead shared only with who is not in the graph is one).
    pub sole_lead: u32,
    /// Of these, the ones it leads with others.
    pub co_lead: u32,
    /// Measures it answers for: those it leads, and those without any lead in which it is responsible.
    pub principal: u32,
    /// Measures in which it is responsible.
    pub responsible: u32,
    /// Measures it supports.
    pub support: u32,
    /// Measures it takes part in, in any role.
    pub measures: u32,
    /// Measures led, one led by n units counting 1/n.
    pub fractional_lead: f64,
    /// Points by role (see [`RoleWeights`]).
    pub weighted_load: f64,
    /// Other units it shares a measure with.
    pub partners: u32,
    /// Seats of others at its tables: Σ (n_m − 1) over its measures.
    pub coordination_load: u64,
    /// Task exclusivity: Σ e^(1−n_m) over its measures; 1 for each measure it is alone in.
    pub exclusivity: f64,
    /// Measures it is alone in.
    pub alone: u32,
    /// Its part of all led measures (fractional leads, summing to 1 over the units); `None` when no
    /// measure is led.
    pub share: Option<f64>,
    /// 1 for the unit that leads most; units that lead equally many share the best rank.
    pub rank: u32,
}

/// Tells how many measures each unit leads, shares, supports, and how many others it must deal with.
///
/// With L_m the leads of measure m, n_m its units in any role and A_um = 1 when u takes part:
/// fractional lead is Σ 1/|L_m| over m with u ∈ L_m; coordination load Σ_m A_um (n_m − 1);
/// exclusivity Σ_m A_um e^(1 − n_m).
///
/// # Input
/// graph: any part of the responsibility graph; whoever is in it counts, so leave collectives out
/// with [`ResponsibilityGraph::restrict`] when they should not. weights: ≥ 0, points a measure.
/// # Returns
/// One row a unit, ordered by `lead` descending, then `measures` descending, then unit id. A unit
/// without an edge has zeros. Fractional leads sum to the number of measures with a lead.
/// Empty without units.
/// # Errors
/// None.
/// # Cost
/// O(Σ n_m² log) for the partners, O(|E|) otherwise. Same output on every run.
/// # Source
/// Exclusivity after Carley & Reminga 2004, ORA, CMU-ISRI-04-106 (unnormalised: its divisor is not
/// published clearly). Coordination load is the strength of u in the plain one-mode projection
/// (Newman 2001, Phys. Rev. E 64, 016132, without his weight). The role weights are ours.
/// # Example
/// ```
/// use respgraph::analyses::load::load;
/// use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, RoleWeights, UnitNode};
/// use respgraph::plan::Role;
/// use respgraph::units::{MeasureId, PlanId, UnitId, UnitKind};
///
/// let unit = |id| UnitNode {
///     id: UnitId(id), kind: UnitKind::Department, function: None, jurisdiction: 0,
/// };
/// let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
/// let edge = |u, m, role| (u, m, Edge { role, row: 0 });
/// // Unit 0 leads measure 0 alone and measure 1 together with unit 1.
/// let graph = ResponsibilityGraph::from_parts(
///     vec![unit(0), unit(1)],
///     vec![measure(0), measure(1)],
///     vec![edge(0, 0, Role::Lead), edge(0, 1, Role::Lead), edge(1, 1, Role::Lead)],
/// );
/// let rows = load(&graph, &RoleWeights::default());
/// assert_eq!((rows[0].sole_lead, rows[0].co_lead, rows[0].fractional_lead), (1, 1, 1.5));
/// assert_eq!((rows[1].rank, rows[1].share), (2, Some(0.25)));
/// ```
pub fn load(graph: &ResponsibilityGraph, weights: &RoleWeights) -> Vec<UnitLoad> {
    // Per measure: how many lead it.
    let leads: Vec<u32> = graph
        .measure_indices()
        .map(|m| graph.units_of(m).filter(|(_, e)| e.role == Role::Lead).count() as u32)
        .collect();
    let led = leads.iter().filter(|&&n| n > 0).count();
    let units: Vec<UnitIx> = graph.unit_indices().collect();
    let mut rows: Vec<UnitLoad> =
        units.par_iter().map(|&u| unit_load(graph, u, weights, &leads, led)).collect();
    rows.sort_by_key(|row| (Reverse(row.lead), Reverse(row.measures), row.unit));
    let mut best = 0;
    for i in 0..rows.len() {
        if i == 0 || rows[i].lead != rows[i - 1].lead {
            best = i as u32 + 1;
        }
        rows[i].rank = best;
    }
    rows
}

fn unit_load(
    graph: &ResponsibilityGraph,
    u: UnitIx,
    weights: &RoleWeights,
    leads: &[u32],
    led: usize,
) -> UnitLoad {
    let mut row = UnitLoad {
        unit: graph.unit(u).id,
        lead: 0,
        sole_lead: 0,
        co_lead: 0,
        principal: 0,
        responsible: 0,
        support: 0,
        measures: graph.unit_degree(u) as u32,
        fractional_lead: 0.0,
        weighted_load: 0.0,
        partners: 0,
        coordination_load: 0,
        exclusivity: 0.0,
        alone: 0,
        share: None,
        rank: 0,
    };
    let mut partners = Vec::new();
    for (m, edge) in graph.measures_of(u) {
        let lead_count = leads[m.index()];
        match edge.role {
            Role::Lead => {
                row.lead += 1;
                row.sole_lead += u32::from(lead_count == 1);
                row.co_lead += u32::from(lead_count > 1);
                row.principal += 1;
                row.fractional_lead += 1.0 / f64::from(lead_count);
            }
            Role::Responsible => {
                row.responsible += 1;
                row.principal += u32::from(graph.principal_role(m) == Some(edge.role));
            }
            Role::Support => row.support += 1,
        }
        row.weighted_load += weights.of(edge.role);
        let others = graph.measure_degree(m) - 1;
        row.coordination_load += others as u64;
        row.exclusivity += (-(others as f64)).exp();
        row.alone += u32::from(others == 0);
        partners.extend(graph.units_of(m).map(|(v, _)| v).filter(|&v| v != u));
    }
    partners.sort_unstable();
    partners.dedup();
    row.partners = partners.len() as u32;
    row.share = (led > 0).then(|| row.fractional_lead / led as f64);
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, MeasureNode, UnitNode};
    use crate::units::{MeasureId, PlanId, UnitKind};
    use proptest::prelude::*;

    fn graph(units: u32, measures: u32, triples: &[(u32, u32, Role)]) -> ResponsibilityGraph {
        let unit = |id| UnitNode {
            id: UnitId(id),
            kind: UnitKind::Department,
            function: None,
            jurisdiction: 0,
        };
        ResponsibilityGraph::from_parts(
            (0..units).map(unit).collect(),
            (0..measures)
                .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 })
                .collect(),
            triples.iter().map(|&(u, m, role)| (u, m, Edge { role, row: 0 })).collect(),
        )
    }

    #[test]
    fn figures_of_a_small_plan_by_hand() {
        use Role::{Lead, Responsible, Support};
        // 0: led by units 0 and 1, supported by 2. 1: nobody leads, 1 and 2 responsible. 2: 0 alone.
        let graph = graph(
            4,
            4,
            &[
                (0, 0, Lead),
                (1, 0, Lead),
                (2, 0, Support),
                (1, 1, Responsible),
                (2, 1, Responsible),
                (0, 2, Lead),
            ],
        );
        let rows = load(&graph, &RoleWeights::default());
        let order: Vec<u32> = rows.iter().map(|row| row.unit.0).collect();
        assert_eq!(order, [0, 1, 2, 3]);
        let zero = &rows[0];
        assert_eq!((zero.lead, zero.sole_lead, zero.co_lead, zero.principal), (2, 1, 1, 2));
        assert_eq!((zero.fractional_lead, zero.share, zero.alone), (1.5, Some(0.75), 1));
        assert_eq!((zero.partners, zero.coordination_load), (2, 2));
        assert_eq!(zero.exclusivity, 1.0 + (-2.0f64).exp());
        let one = &rows[1];
        assert_eq!((one.lead, one.principal, one.responsible), (1, 2, 1));
        assert_eq!((one.weighted_load, one.partners, one.coordination_load), (1.5, 2, 3));
        let two = &rows[2];
        assert_eq!((two.lead, two.principal, two.support, two.weighted_load), (0, 1, 1, 0.75));
        let idle = &rows[3];
        assert_eq!((idle.measures, idle.partners, idle.exclusivity), (0, 0, 0.0));
        assert_eq!(rows.iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 3, 3]);
    }

    #[test]
    fn without_leads_there_is_no_share() {
        let rows = load(&graph(1, 1, &[(0, 0, Role::Responsible)]), &RoleWeights::default());
        assert_eq!((rows[0].share, rows[0].rank, rows[0].principal), (None, 1, 1));
        assert!(load(&graph(0, 2, &[]), &RoleWeights::default()).is_empty());
    }

    proptest! {
        #[test]
        fn sums_agree_with_the_measures(
            triples in prop::collection::vec(
                (0u32..6, 0u32..8, prop::sample::select(Role::ALL.to_vec())), 0..40,
            )
        ) {
            let graph = graph(6, 8, &triples);
            let rows = load(&graph, &RoleWeights::default());
            let led = graph
                .measure_indices()
                .filter(|m| graph.units_of(*m).any(|(_, e)| e.role == Role::Lead))
                .count();
            let fractional: f64 = rows.iter().map(|row| row.fractional_lead).sum();
            prop_assert!((fractional - led as f64).abs() < 1e-9);
            let edges: u32 = rows.iter().map(|row| row.measures).sum();
            prop_assert_eq!(edges as usize, graph.edge_count());
            let seats: u64 = rows.iter().map(|row| row.coordination_load).sum();
            let by_measure: usize =
                graph.measure_indices().map(|m| graph.measure_degree(m)).map(|n| n * n - n).sum();
            prop_assert_eq!(seats, by_measure as u64);
            for row in &rows {
                prop_assert_eq!(row.measures, row.lead + row.responsible + row.support);
                prop_assert_eq!(row.lead, row.sole_lead + row.co_lead);
                prop_assert!(row.principal >= row.lead);
            }
        }
    }
}
