//! Hotspots by hand.

use super::*;
use crate::graph::{Edge, MeasureNode, Scope};

const DEPARTMENT: UnitKind = UnitKind::Department;

/// Units 0-4, the last a collective; functions 1, 1, 2, unknown, none.
fn units() -> Vec<UnitNode> {
    let kinds = [DEPARTMENT, UnitKind::Party, DEPARTMENT, DEPARTMENT, UnitKind::Collective];
    let functions = [Some(1), Some(1), Some(2), None, None];
    (0..5)
        .map(|id| UnitNode {
            id: UnitId(id),
            kind: kinds[id as usize],
            function: functions[id as usize],
            jurisdiction: id / 3,
        })
        .collect()
}

fn graph(measures: &[&[(u32, Role)]]) -> ResponsibilityGraph {
    let nodes = (0..measures.len() as u32)
        .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 })
        .collect();
    let mut edges = Vec::new();
    for (m, units) in (0..).zip(measures) {
        edges.extend(units.iter().map(|&(u, role)| (u, m, Edge { role, row: 0 })));
    }
    ResponsibilityGraph::from_parts(units(), nodes, edges)
}

fn one(units: &[(u32, Role)], options: &HotspotOptions) -> Hotspot {
    hotspots(&graph(&[units]), options).rows.remove(0)
}

use Role::{Lead, Responsible, Support};

#[test]
fn parts_by_hand() {
    let units = [(0, Lead), (1, Responsible), (2, Support), (3, Support), (4, Support)];
    let row = one(&units, &HotspotOptions::default());
    assert_eq!((row.units, row.leads, row.responsible, row.support), (4, 1, 1, 2));
    assert_eq!((row.collectives, row.principals), (1, 1));
    assert_eq!((row.links, row.star, row.saving), (6, 3, 3));
    assert_eq!((row.kinds, row.jurisdictions, row.unknown_functions), (2, 2, 1));
    let functions = row.functions.expect("three known functions");
    assert_eq!(functions.classes, 2);
    assert!((functions.blau - 4.0 / 9.0).abs() < 1e-15);
    let counted = one(&units, &HotspotOptions { collectives: true, ..Default::default() });
    assert_eq!((counted.units, counted.support, counted.links), (5, 3, 10));
    assert_eq!((counted.collectives, counted.kinds), (1, 3));
}

#[test]
fn lead_states() {
    let state = |units: &[(u32, Role)]| one(units, &HotspotOptions::default()).lead_state;
    assert_eq!(state(&[(0, Lead), (1, Support)]), LeadState::One);
    assert_eq!(state(&[(0, Lead), (4, Lead)]), LeadState::OneWithCollective);
    assert_eq!(state(&[(0, Lead), (1, Lead), (4, Lead)]), LeadState::CoLed);
    assert_eq!(state(&[(4, Lead), (1, Responsible)]), LeadState::Collective);
    assert_eq!(state(&[(0, Responsible), (1, Responsible)]), LeadState::None);
    assert_eq!(state(&[(0, Support), (4, Responsible)]), LeadState::None);
    assert_eq!(state(&[(0, Support)]), LeadState::SupportOnly);
    assert_eq!(state(&[]), LeadState::Empty);
}

#[test]
fn principals_are_the_responsible_units_only_without_a_lead() {
    let principals = |units: &[(u32, Role)]| one(units, &HotspotOptions::default()).principals;
    assert_eq!(principals(&[(0, Responsible), (1, Responsible), (2, Support)]), 2);
    assert_eq!(principals(&[(0, Lead), (1, Responsible)]), 1);
    assert_eq!(principals(&[(4, Lead), (1, Responsible)]), 0, "the group that leads answers");
}

#[test]
fn a_measure_without_units_has_a_row_of_zeros() {
    let row = one(&[], &HotspotOptions::default());
    assert_eq!((row.units, row.links, row.star, row.saving, row.kinds), (0, 0, 0, 0, 0));
    assert_eq!((row.functions, row.tiers, row.lead_below_partners), (None, None, None));
}

#[test]
fn a_lead_below_its_partners_needs_known_tiers() {
    let with = |tiers: &[(u32, u8)], units: &[(u32, Role)]| {
        let tiers = tiers.iter().map(|&(u, tier)| (UnitId(u), tier)).collect();
        one(units, &HotspotOptions { tiers, ..Default::default() })
    };
    let below = |tiers, units| with(tiers, units).lead_below_partners;
    let pair = [(0, Lead), (1, Support)];
    assert_eq!(below(&[(0, 2), (1, 1)], &pair), Some(true));
    assert_eq!(below(&[(0, 1), (1, 2)], &pair), Some(false));
    assert_eq!(below(&[(0, 1), (1, 1)], &pair), Some(false));
    assert_eq!(below(&[(0, 2)], &pair), None);
    assert_eq!(below(&[(1, 2)], &pair), None);
    assert_eq!(below(&[(0, 1), (1, 2)], &[(0, Support), (1, Support)]), None);
    let three = [(0, Lead), (1, Support), (2, Support)];
    assert_eq!(below(&[(0, 2), (1, 1)], &three), Some(true), "one higher partner is enough");
    let co_led = [(0, Lead), (1, Lead), (2, Support)];
    assert_eq!(below(&[(0, 3), (1, 1), (2, 2)], &co_led), Some(false), "the highest lead counts");
    assert_eq!(with(&[(0, 2), (1, 1)], &pair).tiers, Some(2));
    assert_eq!(with(&[(0, 2)], &pair).tiers, None);
}

#[test]
fn hottest_first_then_more_leads_then_order_of_the_plan() {
    let graph = graph(&[
        &[(0, Lead), (1, Support)],
        &[(0, Lead), (1, Support), (2, Support)],
        &[(2, Lead), (3, Lead)],
        &[(1, Lead), (0, Support)],
    ]);
    let found = hotspots(&graph, &HotspotOptions::default());
    let order: Vec<u32> = found.rows.iter().map(|row| row.measure.0).collect();
    assert_eq!(order, [1, 2, 0, 3]);
}

#[test]
fn the_composite_shows_its_parts_and_how_the_rank_moves() {
    let graph =
        graph(&[&[(0, Lead), (1, Support), (2, Support)], &[(2, Lead), (3, Lead)], &[(0, Lead)]]);
    let found = hotspots(&graph, &HotspotOptions::default());
    let parts: Vec<_> = found.parts.iter().map(|(part, weight)| (part.as_str(), *weight)).collect();
    assert_eq!(parts, [("links", 1), ("principals", 1), ("functions", 1), ("kinds", 1)]);
    let (first, second) = (&found.rows[0].composite, &found.rows[1].composite);
    assert_eq!(first.percentiles, [5.0 / 6.0, 2.0 / 6.0, 5.0 / 6.0, 5.0 / 6.0]);
    assert_eq!((first.rank, first.rank_min, first.rank_max), (1, 1, 2));
    assert_eq!(second.percentiles, [0.5, 5.0 / 6.0, 2.0 / 6.0, 2.0 / 6.0]);
    assert_eq!((second.rank, second.rank_min, second.rank_max), (2, 1, 2));
}

#[test]
fn betweenness_of_the_units_becomes_a_part_when_given() {
    let betweenness = BTreeMap::from([(UnitId(0), 0.5), (UnitId(1), 0.25)]);
    let options = HotspotOptions { betweenness, ..Default::default() };
    let row = one(&[(0, Lead), (1, Support)], &options);
    assert_eq!((row.betweenness_mean, row.betweenness_max), (Some(0.375), Some(0.5)));
    assert_eq!(row.composite.percentiles.len(), 5);
    assert_eq!(one(&[(2, Lead)], &options).betweenness_mean, None);
}

#[test]
fn leaving_collectives_out_equals_a_graph_without_them() {
    let full = graph(&[&[(0, Lead), (1, Support), (4, Support)], &[(2, Lead), (4, Lead)]]);
    let without = full.restrict(&Scope::default());
    let counts = |graph| {
        let rows = hotspots(graph, &HotspotOptions::default()).rows;
        rows.iter().map(|row| (row.measure, row.units, row.links, row.kinds)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&full), counts(&without));
}
