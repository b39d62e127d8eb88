//! What holds for every plan, tried on random ones; and the directed layer by hand.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::analyses::overlap::overlap;
use crate::graph::{Edge, MeasureNode, UnitNode};
use crate::plan::Role;
use crate::units::{MeasureId, PlanId, UnitKind};
use proptest::prelude::*;

const LAYERS: [Layer; 3] = [Layer::Lead, Layer::Any, Layer::LeadSupport];

/// Unit, measure, role.
type Triple = (u32, u32, Role);

fn graph(units: u32, measures: u32, triples: &[Triple]) -> ResponsibilityGraph {
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

/// A plan of up to 7 units and 9 measures, with new numbers for both.
fn plan() -> impl Strategy<Value = (u32, u32, Vec<Triple>, Vec<u32>, Vec<u32>)> {
    (2u32..8, 1u32..10).prop_flat_map(|(units, measures)| {
        let role = prop::sample::select(Role::ALL.to_vec());
        let triple = (0..units, 0..measures, role);
        (
            Just(units),
            Just(measures),
            prop::collection::vec(triple, 0..40),
            Just((0..units).collect::<Vec<_>>()).prop_shuffle(),
            Just((0..measures).collect::<Vec<_>>()).prop_shuffle(),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn chances_are_chances_and_renaming_changes_nothing(
        (units, measures, triples, new_unit, new_measure) in plan()
    ) {
        let renamed: Vec<Triple> = triples
            .iter()
            .rev()
            .map(|&(u, m, role)| (new_unit[u as usize], new_measure[m as usize], role))
            .collect();
        let (one, other) = (graph(units, measures, &triples), graph(units, measures, &renamed));
        for layer in LAYERS {
            let fdsm = NullModel::Fdsm { draws: 40, seed: 3 };
            for null in [NullModel::Hypergeometric, NullModel::Bicm, fdsm] {
                let (ours, theirs) = (significance(&one, layer, null), significance(&other, layer, null));
                prop_assert_eq!(ours.family, theirs.family);
                prop_assert_eq!(ours.pairs.len(), theirs.pairs.len());
                for pair in &ours.pairs {
                    prop_assert!(pair.p > 0.0 && pair.p <= pair.q && pair.q <= 1.0);
                    prop_assert!(pair.shared > 0 && pair.expected >= 0.0);
                    let (a, b) = (new_unit[pair.a.0 as usize], new_unit[pair.b.0 as usize]);
                    let (a, b) = if layer == Layer::LeadSupport { (a, b) } else { (a.min(b), a.max(b)) };
                    let same = theirs.find(UnitId(a), UnitId(b)).unwrap();
                    prop_assert_eq!(same.shared, pair.shared);
                    // Drawn tables are others after renaming; all else is the same to the last bit.
                    if pair.standard_error.is_none() {
                        prop_assert_eq!((same.p, same.q, same.expected), (pair.p, pair.q, pair.expected));
                    }
                }
            }
        }
    }

    #[test]
    fn layers_count_what_the_overlap_table_counts((units, measures, triples, ..) in plan()) {
        let graph = graph(units, measures, &triples);
        let found: Vec<Significance> =
            LAYERS.iter().map(|&layer| significance(&graph, layer, NullModel::Hypergeometric)).collect();
        let shared = |i: usize, a, b| found[i].find(a, b).map_or(0, |pair: &PairSignificance| pair.shared);
        for pair in overlap(&graph).pairs {
            let (a, b) = (pair.a, pair.b);
            prop_assert_eq!(shared(0, a, b), pair.shared_principals);
            prop_assert_eq!(shared(1, a, b), pair.shared_measures);
            prop_assert_eq!(shared(2, a, b), pair.a_leads_b_supports);
            prop_assert_eq!(shared(2, b, a), pair.b_leads_a_supports);
            prop_assert!(pair.shared_leads <= pair.shared_principals);
        }
    }

    #[test]
    fn the_configuration_model_keeps_every_degree((units, measures, triples, ..) in plan()) {
        let graph = graph(units, measures, &triples);
        let rows: Vec<u32> = graph.unit_indices().map(|u| graph.unit_degree(u) as u32).collect();
        let columns: Vec<u32> =
            graph.measure_indices().map(|m| graph.measure_degree(m) as u32).collect();
        let model = bicm(&rows, &columns);
        for (u, d) in rows.iter().enumerate() {
            let sum: f64 = (0..columns.len()).map(|m| model.probability(u, m)).sum();
            prop_assert!((sum - f64::from(*d)).abs() < 1e-9, "{sum} for {d}");
        }
        for (m, n) in columns.iter().enumerate() {
            let sum: f64 = (0..rows.len()).map(|u| model.probability(u, m)).sum();
            prop_assert!((sum - f64::from(*n)).abs() < 1e-9, "{sum} for {n}");
        }
    }

    #[test]
    fn enumeration_and_the_configuration_model_mean_the_same_degrees((units, measures, triples, ..) in plan()) {
        // What all pairs share on average is fixed by the measures' sizes: Σ n (n − 1) / 2.
        let graph = graph(units, measures, &triples);
        let all = significance(&graph, Layer::Any, NullModel::Fdsm { draws: 0, seed: 0 });
        let enumerated = all.tables.iter().all(|t| matches!(t.evaluation, Evaluation::Enumerated { .. }));
        if enumerated && all.pairs.len() as u64 == all.family {
            let sum: f64 = all.pairs.iter().map(|pair| pair.expected).sum();
            let meetings: f64 = graph
                .measure_indices()
                .map(|m| graph.measure_degree(m) as f64)
                .map(|n| n * (n - 1.0) / 2.0)
                .sum();
            prop_assert!((sum - meetings).abs() < 1e-9 * meetings.max(1.0));
        }
    }
}

#[test]
fn who_supports_whose_leads_by_hand() {
    use Role::{Lead, Support};
    // Unit 0 leads measures 0-2, unit 1 leads measure 3; unit 2 supports in 0-2, unit 1 in 0.
    let graph = graph(
        3,
        4,
        &[
            (0, 0, Lead),
            (0, 1, Lead),
            (0, 2, Lead),
            (1, 3, Lead),
            (2, 0, Support),
            (2, 1, Support),
            (2, 2, Support),
            (1, 0, Support),
        ],
    );
    let result = significance(&graph, Layer::LeadSupport, NullModel::Hypergeometric);
    // Two that lead, two below; unit 1 is not paired with itself.
    assert_eq!((result.family, result.pairs.len()), (3, 2));
    // Three of four measures led, three of four supported, three shared: C(3,3)/C(4,3).
    let pair = result.find(UnitId(0), UnitId(2)).unwrap();
    assert_eq!((pair.shared, pair.p, pair.q), (3, 0.25, 0.75));
    assert_eq!(pair.expected, 2.25);
    assert_eq!(result.find(UnitId(2), UnitId(0)), None);
    // Each layer's own model: unit 0 leads each measure with 3/4; each measure but the first has one
    // supporter of two, who is unit 2 in three of its four.
    let fitted = significance(&graph, Layer::LeadSupport, NullModel::Bicm);
    let pair = fitted.find(UnitId(0), UnitId(2)).unwrap();
    // Measure 3 has no supporter and measure 0 both: unit 2 is in 1 and 2 for certain.
    assert!((pair.p - 0.75f64.powi(3)).abs() < 1e-12, "{}", pair.p);
}

#[test]
fn jurisdictions_are_tested_apart() {
    // Two districts with the same plan: each pair must look as it does alone, in a family of two.
    let triples: Vec<Triple> =
        [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2)].map(|(u, m)| (u, m, Role::Lead)).to_vec();
    let alone = significance(&graph(2, 4, &triples), Layer::Any, NullModel::Hypergeometric);
    let unit = |id| UnitNode {
        id: UnitId(id),
        kind: UnitKind::Department,
        function: None,
        jurisdiction: id / 2,
    };
    let mut edges = Vec::new();
    for &(u, m, role) in &triples {
        edges.push((u, m, Edge { role, row: 0 }));
        edges.push((u + 2, m + 4, Edge { role, row: 0 }));
    }
    let both = ResponsibilityGraph::from_parts(
        (0..4).map(unit).collect(),
        (0..8)
            .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(id / 4), section: 0 })
            .collect(),
        edges,
    );
    let both = significance(&both, Layer::Any, NullModel::Hypergeometric);
    assert_eq!((both.family, both.tables.len(), both.pairs.len()), (2, 2, 2));
    assert_eq!((both.pairs[0].p, both.pairs[1].p), (alone.pairs[0].p, alone.pairs[0].p));
    assert_eq!(both.tables[1].measures, 4);
}

#[test]
fn nothing_to_test() {
    for layer in LAYERS {
        for null in
            [NullModel::Hypergeometric, NullModel::Bicm, NullModel::Fdsm { draws: 9, seed: 1 }]
        {
            let none = significance(&graph(0, 0, &[]), layer, null);
            assert_eq!((none.family, none.pairs.len()), (0, 0));
            let one = significance(&graph(1, 1, &[(0, 0, Role::Lead)]), layer, null);
            assert_eq!((one.family, one.tables.len()), (0, 0));
        }
    }
}
