//! Projections, position, communities and hotspots against networkx, R (toy plan) and the answer key.
//!
//! The values stand in `tests/reference/`; `position_networkx.py` there makes them.

mod gold_key;

use petgraph::visit::EdgeRef;
use respgraph::analyses::communities::{CommunityOptions, communities};
use respgraph::analyses::hotspots::{HotspotOptions, LeadState, hotspots};
use respgraph::analyses::position::betweenness::{
    BetweennessMethod, BetweennessOptions, two_mode_betweenness,
};
use respgraph::analyses::position::constraint::{burt_constraint, two_mode_constraint};
use respgraph::analyses::position::core::{core_numbers, two_mode_core};
use respgraph::analyses::position::external_internal::external_internal;
use respgraph::analyses::position::redundancy::redundancy;
use respgraph::analyses::position::{PositionOptions, positions};
use respgraph::graph::{
    Edge, MeasureNode, ProjectionWeight, ResponsibilityGraph, Scope, UnitNode, neighbour_rows,
    project_measures, project_units,
};
use respgraph::plan::Role;
use respgraph::units::{MeasureId, PlanId, UnitId, UnitKind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name);
    let text = std::fs::read_to_string(&path).expect("the reference file is part of the tests");
    serde_json::from_str(&text).expect("the reference file is JSON")
}

fn unit(id: u32, function: Option<u32>) -> UnitNode {
    UnitNode { id: UnitId(id), kind: UnitKind::Department, function, jurisdiction: 0 }
}

fn plain(units: usize, measures: usize, edges: &[(u32, u32)]) -> ResponsibilityGraph {
    ResponsibilityGraph::from_parts(
        (0..units as u32).map(|id| unit(id, None)).collect(),
        (0..measures as u32)
            .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: id % 3 })
            .collect(),
        edges.iter().map(|&(u, m)| (u, m, Edge { role: Role::Lead, row: 0 })).collect(),
    )
}

fn edges(value: &Value) -> Vec<(u32, u32)> {
    let pair = |pair: &Value| (whole(&pair[0]) as u32, whole(&pair[1]) as u32);
    list(value).iter().map(pair).collect()
}

fn davis() -> (ResponsibilityGraph, Value) {
    let reference = read("davis_networkx_projections.json");
    (plain(18, 14, &edges(&reference["edges"])), reference)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn whole(value: &Value) -> u64 {
    value.as_u64().expect("a whole number")
}

fn number(value: &Value) -> f64 {
    match value {
        Value::String(fraction) => {
            let (a, b) = fraction.split_once('/').unwrap_or((fraction, "1"));
            let part = |text: &str| text.parse::<f64>().expect("a number");
            part(a) / part(b)
        }
        other => other.as_f64().expect("a number"),
    }
}

fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-12, "{what}: {found} is not {expected}");
}

fn near_or_none(found: Option<f64>, expected: &Value, what: &str) {
    match (found, expected) {
        (None, Value::Null) => {}
        (Some(found), expected) if !expected.is_null() => near(found, number(expected), what),
        _ => panic!("{what}: {found:?} is not {expected}"),
    }
}

const WEIGHTS: [ProjectionWeight; 5] = [
    ProjectionWeight::Count,
    ProjectionWeight::Ratio,
    ProjectionWeight::Newman,
    ProjectionWeight::Jaccard,
    ProjectionWeight::Overlap,
];

fn same_ties<N>(
    project: impl Fn(ProjectionWeight) -> petgraph::graph::UnGraph<N, f64>,
    rows: &[Value],
) {
    for (column, weight) in (2..).zip(WEIGHTS) {
        let ties = project(weight);
        assert_eq!(ties.edge_count(), rows.len());
        for (tie, row) in ties.edge_references().zip(rows) {
            let ends = (tie.source().index() as u64, tie.target().index() as u64);
            assert_eq!(ends, (whole(&row[0]), whole(&row[1])), "order of ties");
            near(*tie.weight(), number(&row[column]), &format!("{weight:?} of {ends:?}"));
        }
    }
}

#[test]
fn projections_equal_networkx_on_davis() {
    let (graph, reference) = davis();
    same_ties(|weight| project_units(&graph, weight), list(&reference["of_women"]));
    same_ties(|weight| project_measures(&graph, weight), list(&reference["of_events"]));
    let total: f64 = project_units(&graph, ProjectionWeight::Count).edge_weights().sum();
    near(total, 322.0, "weight of the women's projection");
}

#[test]
fn position_equals_networkx_on_davis() {
    let (graph, names) = davis();
    let reference = read("davis_networkx.json");
    let found = positions(&graph, &PositionOptions::default());
    assert_eq!(found.method, BetweennessMethod::Exact);
    let rows = neighbour_rows(&project_units(&graph, ProjectionWeight::Jaccard));
    assert_eq!(rows.edge_count(), 2 * 139);
    for (row, name) in found.units.iter().zip(list(&names["women"])) {
        let name = name.as_str().expect("a name");
        let of = |key: &str| &reference[key][name];
        near_or_none(row.betweenness, of("betweenness"), name);
        near_or_none(row.constraint, of("constraint_w"), name);
        near_or_none(row.redundancy, of("redundancy"), name);
        assert_eq!(u64::from(row.core), whole(of("kcore_women")), "{name}");
    }
    for (row, name) in found.measures.iter().zip(list(&names["events"])) {
        let name = name.as_str().expect("a name");
        near_or_none(row.betweenness, &reference["betweenness"][name], name);
    }
}

#[test]
fn unweighted_constraint_equals_networkx_on_davis() {
    let (graph, names) = davis();
    let reference = read("davis_networkx.json");
    let ties = project_units(&graph, ProjectionWeight::Count).map(|_, u| *u, |_, _| 1.0);
    for (found, name) in burt_constraint(&neighbour_rows(&ties)).iter().zip(list(&names["women"])) {
        let name = name.as_str().expect("a name");
        near_or_none(*found, &reference["constraint_unw"][name], name);
    }
}

#[test]
fn position_equals_networkx_on_random_graphs() {
    let cases = read("position_random.json");
    let mut in_pieces = 0;
    for (number, case) in list(&cases).iter().enumerate() {
        let graph = plain(
            whole(&case["units"]) as usize,
            whole(&case["measures"]) as usize,
            &edges(&case["edges"]),
        );
        let between = two_mode_betweenness(&graph, &BetweennessOptions::default());
        let both = between.units.iter().chain(&between.measures);
        for ((value, raw), normalised) in
            both.zip(list(&case["raw"])).zip(list(&case["betweenness"]))
        {
            near(value.raw, self::number(raw), "raw betweenness");
            near_or_none(value.normalised, normalised, "betweenness");
        }
        let ties = project_units(&graph, ProjectionWeight::Count);
        let constraint = burt_constraint(&neighbour_rows(&ties));
        for (found, expected) in constraint.iter().zip(list(&case["constraint"])) {
            near_or_none(*found, expected, "constraint");
        }
        for (found, expected) in redundancy(&graph).iter().zip(list(&case["redundancy"])) {
            near_or_none(*found, expected, "redundancy");
        }
        let core: Vec<u64> = core_numbers(&ties).into_iter().map(u64::from).collect();
        assert_eq!(core, list(&case["core"]).iter().map(whole).collect::<Vec<_>>());
        same_ties(|weight| project_units(&graph, weight), list(&case["projection"]));
        let found = communities(&graph, &CommunityOptions::default());
        if !case["modularity"].is_null() {
            near_or_none(found.modularity, &case["modularity"], &format!("Q of case {number}"));
        }
        in_pieces += usize::from(constraint.contains(&None));
    }
    assert!(in_pieces > 3, "isolated units must be among the cases");
}

#[test]
fn the_best_modularity_known_for_davis_is_reached() {
    let (graph, _) = davis();
    let found = communities(&graph, &CommunityOptions::default());
    let q = found.modularity.expect("there are edges");
    assert!((q - 0.345_537_18).abs() < 5e-9, "{q}");
    assert_eq!(found.communities, 4);
    println!("{} of {} starts, unique: {}", found.reached, found.restarts, found.unique);
    assert!(found.reached >= 5, "{} of {} starts", found.reached, found.restarts);
    for seed in 0..5 {
        let other = communities(&graph, &CommunityOptions { seed, ..Default::default() });
        assert_eq!((other.modularity, other.communities), (Some(q), 4), "seed {seed}");
    }
}

/// The toy plan: its names in order, and its graph with the sector as function.
fn toy() -> (Value, Vec<String>, Vec<String>, ResponsibilityGraph) {
    let reference = read("position_toy.json");
    let input = &reference["input"];
    let text = |value: &Value| value.as_str().expect("a name").to_owned();
    let names: Vec<String> = list(&input["units"]).iter().map(text).collect();
    let mut sectors = Vec::new();
    let mut units = Vec::new();
    for (id, name) in (0..).zip(&names) {
        let sector = text(&input["group"][name]);
        let known = sectors.iter().position(|s| *s == sector).unwrap_or_else(|| {
            sectors.push(sector);
            sectors.len() - 1
        });
        units.push(unit(id, Some(known as u32)));
    }
    let measures = input["measures"].as_object().expect("measures by name");
    let mut edges = Vec::new();
    for (m, roles) in (0..).zip(measures.values()) {
        for (key, role) in [("L", Role::Lead), ("R", Role::Responsible), ("S", Role::Support)] {
            for name in list(&roles[key]) {
                let u = names.iter().position(|n| *n == text(name)).expect("a unit of the toy");
                edges.push((u as u32, m, Edge { role, row: 0 }));
            }
        }
    }
    let nodes = (0..measures.len() as u32)
        .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 })
        .collect();
    let measure_names = measures.keys().cloned().collect();
    let graph = ResponsibilityGraph::from_parts(units, nodes, edges);
    (reference, names, measure_names, graph)
}

#[test]
fn position_equals_the_reference_tools_on_the_toy_plan() {
    let (reference, names, measures, graph) = toy();
    let found = positions(&graph, &PositionOptions::default());
    let two_mode = two_mode_constraint(&graph);
    for ((row, name), two_mode) in found.units.iter().zip(&names).zip(two_mode) {
        let of = |key: &str| &reference[key][name];
        near_or_none(row.betweenness, of("betweenness_bip"), name);
        near_or_none(row.constraint, of("constraint_w"), name);
        near_or_none(row.redundancy, of("redundancy_units"), name);
        near_or_none(two_mode, of("twomode_constraint_units"), name);
        assert_eq!(row.two_mode_constraint, two_mode);
        assert_eq!(row.measures as u64, whole(of("participation")));
        assert_eq!(row.breadth as u64, whole(&of("huang_breadth_depth")[0]));
        near_or_none(row.depth, &of("huang_breadth_depth")[1], name);
        assert_eq!(u64::from(row.core), whole(of("core")));
        assert_eq!(row.validated_core, None);
    }
    for (row, name) in found.measures.iter().zip(&measures) {
        near_or_none(row.betweenness, &reference["betweenness_bip"][name], name);
    }
}

#[test]
fn brokerage_and_external_ties_equal_r_on_the_toy_plan() {
    let (reference, names, _, graph) = toy();
    let found = positions(&graph, &PositionOptions::default());
    for (row, name) in found.units.iter().zip(&names) {
        let roles = row.brokerage;
        let expected = match name.as_str() {
            "FG" => (3, 0, 3),
            "KJ" => (0, 1, 1),
            _ => (0, 0, 0),
        };
        assert_eq!((roles.liaison, roles.representative, roles.total()), expected, "{name}");
    }
    near_or_none(found.external_internal.index, &reference["EI_unw"], "E-I");
    near_or_none(found.external_internal.weighted, &reference["EI_w"], "weighted E-I");
    // Sectors of 2, 2, 1 and 1 units: 4 of 30 ordered pairs inside.
    near_or_none(found.external_internal.expected, &"11/15".into(), "E-I by chance");
}

#[test]
fn hotspots_equal_the_toy_plan() {
    let (reference, names, measures, graph) = toy();
    let tiers = (0..)
        .zip(&names)
        .map(|(id, name)| (UnitId(id), whole(&reference["input"]["tier"][name]) as u8))
        .collect();
    let options = HotspotOptions { tiers, ..Default::default() };
    for row in hotspots(&graph, &options).rows {
        let name = &measures[row.measure.0 as usize];
        let of = |key: &str| &reference["measures"][name][key];
        assert_eq!(u64::from(row.units), whole(of("n")), "{name}");
        assert_eq!(row.links, whole(of("pair_links")), "{name}");
        if !of("star_links").is_null() {
            assert_eq!(row.star, whole(of("star_links")), "{name}");
        }
        assert_eq!(u64::from(row.leads), whole(of("n_lead")), "{name}");
        let functions = row.functions.expect("all sectors are known");
        assert_eq!(functions.classes as u64, whole(of("groups")), "{name}");
        near(functions.blau, number(of("blau")), name);
        near(functions.shannon, number(of("shannon")), name);
        assert_eq!(row.tiers > Some(1), of("cross_tier").as_bool().expect("yes or no"), "{name}");
        let inverted = of("tier_inversion").as_bool().expect("yes or no");
        let expected = (row.lead_state != LeadState::None).then_some(inverted);
        assert_eq!(row.lead_below_partners, expected, "{name}");
    }
}

#[test]
fn hotspots_equal_the_answer_key() {
    let (Some(all), Some(expected)) =
        (gold_key::assignments(), gold_key::gold("expected_hotspots.csv"))
    else {
        return;
    };
    let graph = ResponsibilityGraph::build(&all);
    let mut found = BTreeMap::new();
    for (plan, id) in all.plans.iter().zip(0..) {
        let scope = Scope { plan: Some(PlanId(id)), collectives: true, ..Scope::default() };
        let options = HotspotOptions { collectives: true, ..Default::default() };
        for row in hotspots(&graph.restrict(&scope), &options).rows {
            let measure = all.measure(row.measure);
            let part = measure.part.to_string();
            let key = [&plan.id, &*measure.section1, &measure.number, &part].map(str::to_owned);
            found.insert(key, row);
        }
    }
    for row in &expected {
        let key = ["plan", "section1", "number", "part"].map(|column| row[column].clone());
        let hotspot = &found[&key];
        let count = |column: &str| row[column].parse::<u64>().expect("a count");
        assert_eq!(
            [hotspot.leads, hotspot.responsible, hotspot.support, hotspot.units].map(u64::from),
            ["lead", "responsible", "support", "units"].map(count),
            "{key:?}"
        );
        assert_eq!(hotspot.links, count("links"));
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn the_two_mode_core_of_davis() {
    let (graph, _) = davis();
    let (women, events) = two_mode_core(&graph, 1, 1);
    assert_eq!((women.len(), events.len()), (18, 14));
    // Equal thresholds give the ordinary core of the two-mode graph.
    let names = read("davis_networkx_projections.json");
    let core = &read("davis_networkx.json")["kcore_bip"];
    for k in 1..6 {
        let at_least = |name: &Value| whole(&core[name.as_str().expect("a name")]) >= k;
        let expected: Vec<usize> = (0..18).filter(|i| at_least(&names["women"][*i])).collect();
        let (women, events) = two_mode_core(&graph, k as usize, k as usize);
        assert_eq!(women.iter().map(|u| u.0 as usize).collect::<Vec<_>>(), expected, "k = {k}");
        let expected = list(&names["events"]).iter().filter(|name| at_least(name)).count();
        assert_eq!(events.len(), expected, "k = {k}");
    }
}

#[test]
fn sampled_betweenness_says_so_and_is_right_on_average() {
    let (graph, _) = davis();
    let exact = two_mode_betweenness(&graph, &BetweennessOptions::default());
    let sample = |seed| {
        let options = BetweennessOptions { exact_up_to: 0, pivots: 12, seed };
        let sampled = two_mode_betweenness(&graph, &options);
        assert_eq!(sampled.method, BetweennessMethod::Sampled { pivots: 12, nodes: 32, seed });
        assert_eq!(sampled, two_mode_betweenness(&graph, &options), "same seed, same bits");
        sampled
    };
    let samples: Vec<_> = (0..2000).map(sample).collect();
    let draws = samples.len() as f64;
    for (i, exact) in exact.units.iter().enumerate() {
        let exact = exact.normalised.expect("both sides have several nodes");
        let of = |sampled: &respgraph::analyses::position::betweenness::Betweenness| {
            let value = sampled.units[i];
            let error = value.standard_error.expect("an error of the sample");
            (value.normalised.expect("defined"), error)
        };
        let mean = samples.iter().map(|s| of(s).0).sum::<f64>() / draws;
        let spread = samples.iter().map(|s| (of(s).0 - exact).powi(2)).sum::<f64>() / draws;
        let stated = samples.iter().map(|s| of(s).1.powi(2)).sum::<f64>() / draws;
        // Four standard errors of the mean; the stated variance within 15 % of the true one.
        assert!(
            (mean - exact).abs() <= 4.0 * (spread / draws).sqrt() + 1e-12,
            "{i}: {mean} {exact}"
        );
        assert!((stated - spread).abs() <= 0.15 * spread + 1e-15, "{i}: {stated} {spread}");
    }
}

#[test]
fn an_e_i_index_without_groups_is_undefined() {
    let (graph, _) = davis();
    let rows = neighbour_rows(&project_units(&graph, ProjectionWeight::Count));
    let (overall, own) = external_internal(&rows, &[None; 18]);
    assert_eq!((overall.index, overall.expected, overall.unclassified), (None, None, 139));
    assert!(own.iter().all(Option::is_none));
}
