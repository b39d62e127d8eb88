//! Rebalancing against values that were computed elsewhere by brute force: 300 random instances
//! and the toy plan (`tests/reference/`).

use respgraph::analyses::rebalance::{Grouping, Problem, rebalance};
use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, UnitNode};
use respgraph::plan::Role;
use respgraph::units::{MeasureId, PlanId, UnitId, UnitKind};
use serde_json::Value;
use std::path::Path;

fn reference(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(file);
    let text = std::fs::read_to_string(&path).expect("the reference file is part of the project");
    serde_json::from_str(&text).expect("the reference file is JSON")
}

fn numbers(value: &Value) -> Vec<u32> {
    let list = value.as_array().expect("a list");
    list.iter().map(|x| x.as_u64().expect("a number") as u32).collect()
}

fn graph(units: u32, measures: u32, edges: Vec<(u32, u32, Role)>) -> ResponsibilityGraph {
    let unit = |id| UnitNode {
        id: UnitId(id),
        kind: UnitKind::Department,
        function: None,
        jurisdiction: 0,
    };
    let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
    ResponsibilityGraph::from_parts(
        (0..units).map(unit).collect(),
        (0..measures).map(measure).collect(),
        edges.into_iter().zip(0..).map(|((u, m, role), row)| (u, m, Edge { role, row })).collect(),
    )
}

/// Loads in whole leads, from the highest.
fn loads(graph: &ResponsibilityGraph, max_moves: Option<u32>) -> (Vec<u32>, u32) {
    let problem = Problem { max_moves, by: Grouping::Together, ..Problem::default() };
    let result = rebalance(graph, &problem);
    assert!(result.refused.iter().all(|wish| wish.code() == "wish-no-moves-allowed"));
    let group = &result.groups[0];
    let mut after: Vec<_> = group.loads.iter().map(|load| load.after / 4).collect();
    after.sort_unstable_by(|a, b| b.cmp(a));
    (after, group.moves.len() as u32)
}

#[test]
fn all_semi_matching_cases_are_met() {
    let cases = reference("semimatching_cases.json");
    let cases = cases.as_array().expect("a list");
    assert_eq!(cases.len(), 300);
    for (case, i) in cases.iter().zip(0..) {
        let (n, units) = (numbers(&case["current"]), case["n_units"].as_u64().expect("a number"));
        let mut edges = Vec::new();
        for ((eligible, lead), m) in
            case["eligible"].as_array().expect("a list").iter().zip(&n).zip(0..)
        {
            let eligible = numbers(eligible);
            assert!(eligible.contains(lead));
            for u in eligible {
                edges.push((u, m, if u == *lead { Role::Lead } else { Role::Support }));
            }
        }
        let graph = graph(units as u32, n.len() as u32, edges);
        let (fairest, moves) = loads(&graph, None);
        assert_eq!(fairest, numbers(&case["lexmin_loads_desc"]), "case {i}");
        assert_eq!(u64::from(moves), case["min_moves_lexmin"].as_u64().expect("a number"));
        let squares: u32 = fairest.iter().map(|x| x * x).sum();
        assert_eq!(u64::from(squares), case["min_sumsq"].as_u64().expect("a number"));

        let frontier = &rebalance(&graph, &Problem::default()).groups[0].frontier;
        for (best, k) in numbers(&case["best_makespan_by_moves"]).into_iter().zip(0..) {
            assert_eq!(loads(&graph, Some(k)).0[0], best, "case {i}, {k} moves");
            let row = frontier.iter().rfind(|row| row.moves <= k).expect("a row for no move");
            assert_eq!(row.peak / 4, best, "frontier of case {i}, {k} moves");
        }
    }
}

#[test]
fn the_toy_frontier_is_met() {
    let input = reference("toy_input.json");
    let exact = &reference("toy_exact.json")["rebalance"];
    let names: Vec<_> =
        input["units"].as_array().expect("a list").iter().map(|u| u.as_str()).collect();
    let measures = input["measures"].as_object().expect("an object");
    let mut edges = Vec::new();
    for (m, roles) in (0..).zip(measures.values()) {
        // In the reference only leads and responsible units are eligible.
        for (role, key) in [(Role::Lead, "L"), (Role::Responsible, "R")] {
            for unit in roles[key].as_array().expect("a list") {
                let u = names.iter().position(|name| *name == unit.as_str()).expect("a unit");
                edges.push((u as u32, m, role));
            }
        }
    }
    let graph = graph(names.len() as u32, measures.len() as u32, edges);
    let (fairest, moves) = loads(&graph, None);
    assert_eq!(fairest, numbers(&exact["lexmin_loads_desc"]));
    assert_eq!(Some(u64::from(moves)), exact["min_moves"].as_u64());
    for (k, best) in exact["pareto_moves_loads"].as_object().expect("an object") {
        let k = k.parse().expect("a number of moves");
        assert_eq!(loads(&graph, Some(k)).0, numbers(best), "{k} moves");
    }
    let frontier = &rebalance(&graph, &Problem::default()).groups[0].frontier;
    let rows: Vec<_> = frontier.iter().map(|row| (row.moves, row.peak / 4)).collect();
    assert_eq!(rows, [(0, 5), (1, 4), (2, 3), (3, 2), (4, 2)]);
}
