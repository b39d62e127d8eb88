//! Hotspots: the measures that tie most units together, and why each is hard to coordinate.
//!
//! Owns the parts of a hotspot and their order. Never knows names, text, files or rounding.

use super::diversity::Diversity;
use super::rank_stability::{CompositeRank, Weighting, composite_rank};
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitNode};
use crate::plan::Role;
use crate::units::{MeasureId, PlanId, UnitId, UnitKind};
use std::collections::BTreeMap;

/// Who answers for a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeadState {
    /// One unit leads.
    One,
    /// One unit leads beside a collective (区教委、各镇街牵头).
    OneWithCollective,
    /// Several units lead.
    CoLed,
    /// Only collectives lead.
    Collective,
    /// No lead is named; responsible units are, and they are its principals.
    None,
    /// No lead and no responsible unit is named, only support.
    SupportOnly,
    /// No unit is named at all.
    Empty,
}

impl LeadState {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            LeadState::One => "one",
            LeadState::OneWithCollective => "one-with-collective",
            LeadState::CoLed => "co-led",
            LeadState::Collective => "collective",
            LeadState::None => "none",
            LeadState::SupportOnly => "support-only",
            LeadState::Empty => "empty",
        }
    }
}

/// A part of the composite rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HotspotPart {
    /// Pairs of units to coordinate.
    Links,
    /// Units that answer for it: the leads or, where none is named, the responsible units.
    Principals,
    /// Effective number of functions.
    Functions,
    /// Kinds of bodies.
    Kinds,
    /// Mean betweenness of its units; left out when none is given.
    Betweenness,
}

impl HotspotPart {
    /// All parts, in table order.
    pub const ALL: [HotspotPart; 5] = [
        HotspotPart::Links,
        HotspotPart::Principals,
        HotspotPart::Functions,
        HotspotPart::Kinds,
        HotspotPart::Betweenness,
    ];

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            HotspotPart::Links => "links",
            HotspotPart::Principals => "principals",
            HotspotPart::Functions => "functions",
            HotspotPart::Kinds => "kinds",
            HotspotPart::Betweenness => "betweenness",
        }
    }
}

/// What to count and how to rank.
#[derive(Debug, Clone, PartialEq)]
pub struct HotspotOptions {
    /// Whether collectives count as units; they are counted apart in any case.
    pub collectives: bool,
    /// Only units in these roles count; `None` is all. Who answers for a measure is told from all.
    pub roles: Option<Vec<Role>>,
    /// Administrative tier of each unit, 1 the highest; units without an entry are unknown.
    pub tiers: BTreeMap<UnitId, u8>,
    /// Betweenness of each unit; empty when it was not computed.
    pub betweenness: BTreeMap<UnitId, f64>,
    /// Points of the parts of the composite rank, in the order of [`HotspotPart::ALL`].
    pub weights: [u32; 5],
    /// Points dealt out over the parts to vary the weights.
    pub grid_points: u32,
    /// How many first places count as the top.
    pub top: u32,
}

impl Default for HotspotOptions {
    /// Equal weights (our convention: no standard exists), varied over all dealings of five points,
    /// top ten.
    fn default() -> Self {
        Self {
            collectives: false,
            roles: None,
            tiers: BTreeMap::new(),
            betweenness: BTreeMap::new(),
            weights: [1; 5],
            grid_points: 5,
            top: 10,
        }
    }
}

/// One measure as a place of coordination.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotspot {
    /// The measure.
    pub measure: MeasureId,
    /// Its plan.
    pub plan: PlanId,
    /// Its section in the graph.
    pub section: u32,
    /// Units that take part (n).
    pub units: u32,
    /// Those that lead.
    pub leads: u32,
    /// Those responsible beside or instead of a lead.
    pub responsible: u32,
    /// Those in support.
    pub support: u32,
    /// Collectives that take part; among `units` only when asked for.
    pub collectives: u32,
    /// Units that answer for it: the leads or, where none is named, the responsible units; 0 where
    /// a collective leads that is not counted.
    pub principals: u32,
    /// Who answers for it, collectives always considered.
    pub lead_state: LeadState,
    /// Pairs that may have to talk: n(n−1)/2.
    pub links: u64,
    /// What a single lead that talks to everybody would need: n−1.
    pub star: u64,
    /// `links` − `star`.
    pub saving: u64,
    /// How mixed the units are by function; `None` when no function is known.
    pub functions: Option<Diversity>,
    /// Units of unknown function, left out of `functions`.
    pub unknown_functions: u32,
    /// Kinds of bodies among the units.
    pub kinds: u32,
    /// Jurisdictions among the units.
    pub jurisdictions: u32,
    /// Tiers among the units; `None` when a tier is unknown or there are no units.
    pub tiers: Option<u32>,
    /// Whether the highest lead stands below another participant (小马拉大车); `None` without a
    /// lead or when unknown tiers leave it open.
    pub lead_below_partners: Option<bool>,
    /// Mean betweenness of its units; `None` when it was not computed or there are none.
    pub betweenness_mean: Option<f64>,
    /// Highest betweenness of its units.
    pub betweenness_max: Option<f64>,
    /// Its composite rank among the measures of the graph, parts as in [`Hotspots::parts`].
    pub composite: CompositeRank,
}

/// All measures of a graph, hottest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotspots {
    /// By links descending, leads descending, then order of the plan.
    pub rows: Vec<Hotspot>,
    /// The parts of the composite rank with their weights.
    pub parts: Vec<(HotspotPart, u32)>,
}

/// Which measures need most coordination, what a single lead would save, and whether one answers.
///
/// n units give n(n−1)/2 links, and n−1 if one lead talks to each; functions by Blau, Shannon and
/// effective number; the composite rank is the weighted mean of percentile ranks of the parts, with
/// the least and greatest rank over a grid of weights.
/// # Input
/// graph: with collectives and all roles (`options` says which count), restricted by the caller to a
/// plan, jurisdiction or section as wanted.
/// # Returns
/// One row a measure, also for those without units (all counts 0). See the fields for the edge cases.
/// # Errors
/// None.
/// # Cost
/// Time |E| log |E| + |grid|·|M| log |M|. Same output on every run.
/// # Source
/// Links: Brooks 1975, "The Mythical Man-Month", ch. 2. No standard composite exists: the weights
/// are ours and stand beside the result.
pub fn hotspots(graph: &ResponsibilityGraph, options: &HotspotOptions) -> Hotspots {
    let mut rows: Vec<Hotspot> =
        graph.measure_indices().map(|m| unranked(graph, m, options)).collect();
    let parts: Vec<(HotspotPart, u32)> = HotspotPart::ALL
        .into_iter()
        .zip(options.weights)
        .filter(|(part, _)| *part != HotspotPart::Betweenness || !options.betweenness.is_empty())
        .collect();
    let columns: Vec<Vec<f64>> =
        parts.iter().map(|(part, _)| rows.iter().map(|row| value(row, *part)).collect()).collect();
    let weighting = Weighting {
        points: parts.iter().map(|(_, weight)| *weight).collect(),
        grid_points: options.grid_points,
        top: options.top,
    };
    for (row, rank) in rows.iter_mut().zip(composite_rank(&columns, &weighting)) {
        row.composite = rank;
    }
    // Stable: equal ones stay in the order of the plan.
    rows.sort_by_key(|row| std::cmp::Reverse((row.links, row.leads)));
    Hotspots { rows, parts }
}

/// All parts of a measure but its rank, for which all measures are needed.
fn unranked(graph: &ResponsibilityGraph, m: MeasureIx, options: &HotspotOptions) -> Hotspot {
    let all: Vec<(&UnitNode, Role)> =
        graph.units_of(m).map(|(u, edge)| (graph.unit(u), edge.role)).collect();
    let named: Vec<(&UnitNode, Role)> =
        all.iter().copied().filter(|(u, _)| options.collectives || !is_collective(u)).collect();
    let looked_at = |role: Role| options.roles.as_ref().is_none_or(|roles| roles.contains(&role));
    let counted: Vec<(&UnitNode, Role)> =
        named.iter().copied().filter(|(_, role)| looked_at(*role)).collect();
    let with =
        |units: &[(&UnitNode, Role)], role| units.iter().filter(|(_, r)| *r == role).count() as u32;
    let [leads, responsible, support] = Role::ALL.map(|role| with(&counted, role));
    let lead_state = lead_state(&all);
    let n = counted.len() as u64;
    let (links, star) = (n * n.saturating_sub(1) / 2, n.saturating_sub(1));
    let functions = counted.iter().filter_map(|(u, _)| u.function);
    let between: Vec<f64> =
        counted.iter().filter_map(|(u, _)| options.betweenness.get(&u.id).copied()).collect();
    let node = graph.measure(m);
    Hotspot {
        measure: node.id,
        plan: node.plan,
        section: node.section,
        units: n as u32,
        leads,
        responsible,
        support,
        collectives: all.iter().filter(|(u, role)| is_collective(u) && looked_at(*role)).count()
            as u32,
        principals: match lead_state {
            LeadState::None => with(&named, Role::Responsible),
            _ => with(&named, Role::Lead),
        },
        lead_state,
        links,
        star,
        saving: links - star,
        functions: Diversity::of(functions.clone()),
        unknown_functions: n as u32 - functions.count() as u32,
        kinds: distinct(counted.iter().map(|(u, _)| u.kind as u32)),
        jurisdictions: distinct(counted.iter().map(|(u, _)| u.jurisdiction)),
        tiers: tiers(&counted, options),
        lead_below_partners: lead_below_partners(&counted, options),
        betweenness_mean: (!between.is_empty())
            .then(|| between.iter().sum::<f64>() / between.len() as f64),
        betweenness_max: between.into_iter().max_by(f64::total_cmp),
        composite: CompositeRank::default(),
    }
}

/// The value of a part that is ranked. The last digits of a sum depend on the order of its terms, so
/// fractions are ranked to 12 places: units listed otherwise must not change a rank.
fn value(row: &Hotspot, part: HotspotPart) -> f64 {
    let rounded = |x: f64| (x * 1e12).round();
    match part {
        HotspotPart::Links => row.links as f64,
        HotspotPart::Principals => f64::from(row.principals),
        HotspotPart::Functions => rounded(row.functions.map_or(0.0, |d| d.effective)),
        HotspotPart::Kinds => f64::from(row.kinds),
        HotspotPart::Betweenness => rounded(row.betweenness_mean.unwrap_or(0.0)),
    }
}

fn is_collective(unit: &UnitNode) -> bool {
    unit.kind == UnitKind::Collective
}

fn lead_state(all: &[(&UnitNode, Role)]) -> LeadState {
    let (mut units, mut collectives) = (0, 0);
    for (unit, _) in all.iter().filter(|(_, role)| *role == Role::Lead) {
        if is_collective(unit) {
            collectives += 1;
        } else {
            units += 1;
        }
    }
    match (units, collectives) {
        (0, 0) if all.is_empty() => LeadState::Empty,
        (0, 0) if all.iter().any(|(_, role)| *role == Role::Responsible) => LeadState::None,
        (0, 0) => LeadState::SupportOnly,
        (0, _) => LeadState::Collective,
        (1, 0) => LeadState::One,
        (1, _) => LeadState::OneWithCollective,
        _ => LeadState::CoLed,
    }
}

fn distinct(values: impl Iterator<Item = u32>) -> u32 {
    let mut values: Vec<u32> = values.collect();
    values.sort_unstable();
    values.dedup();
    values.len() as u32
}

fn tiers(counted: &[(&UnitNode, Role)], options: &HotspotOptions) -> Option<u32> {
    let known: Option<Vec<u8>> =
        counted.iter().map(|(u, _)| options.tiers.get(&u.id).copied()).collect();
    known.filter(|tiers| !tiers.is_empty()).map(|tiers| distinct(tiers.into_iter().map(u32::from)))
}

fn lead_below_partners(counted: &[(&UnitNode, Role)], options: &HotspotOptions) -> Option<bool> {
    let tier = |unit: &UnitNode| options.tiers.get(&unit.id).copied();
    let leads: Option<Vec<u8>> =
        counted.iter().filter(|(_, role)| *role == Role::Lead).map(|(u, _)| tier(u)).collect();
    let highest_lead = leads?.into_iter().min()?;
    let others = || counted.iter().filter(|(_, role)| *role != Role::Lead).map(|(u, _)| tier(u));
    if others().flatten().any(|tier| tier < highest_lead) {
        return Some(true);
    }
    others().all(|tier| tier.is_some()).then_some(false)
}

#[cfg(test)]
mod tests;
