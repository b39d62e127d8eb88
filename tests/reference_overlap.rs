//! Load, inequality, overlap and significance against values computed by other programs
//! (tests/reference) and against the hand-made answer key (../shared/gold, when it is there).

#![allow(clippy::unwrap_used)]

mod gold_key;

use respgraph::analyses::inequality::inequality;
use respgraph::analyses::load::load;
use respgraph::analyses::overlap::{overlap, role_pairs};
use respgraph::analyses::significance::{
    Evaluation, Layer, NullModel, PairSignificance, Significance, bicm, significance,
};
use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, RoleWeights, Scope, UnitNode};
use respgraph::plan::Role;
use respgraph::units::{MeasureId, PlanId, UnitId, UnitKind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn reference(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&reference(name)).unwrap()
}

/// Rows of a CSV text by column name.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn numbers(line: &str) -> Vec<f64> {
    line.split(',').map(|cell| cell.trim().parse().unwrap()).collect()
}

fn unit(id: u32) -> UnitNode {
    UnitNode { id: UnitId(id), kind: UnitKind::Department, function: None, jurisdiction: 0 }
}

fn measure(id: u32) -> MeasureNode {
    MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 }
}

/// A table of zeros and ones as a plan in which everybody leads.
fn led(table: &str) -> ResponsibilityGraph {
    let rows: Vec<Vec<f64>> = table.lines().map(numbers).collect();
    let measures = rows[0].len() as u32;
    let mut edges = Vec::new();
    for (row, u) in rows.iter().zip(0..) {
        let ones = row.iter().zip(0..).filter(|(x, _)| **x > 0.0);
        edges.extend(ones.map(|(_, m)| (u, m, Edge { role: Role::Lead, row: 0 })));
    }
    ResponsibilityGraph::from_parts(
        (0..rows.len() as u32).map(unit).collect(),
        (0..measures).map(measure).collect(),
        edges,
    )
}

fn degrees(graph: &ResponsibilityGraph) -> (Vec<u32>, Vec<u32>) {
    (
        graph.unit_indices().map(|u| graph.unit_degree(u) as u32).collect(),
        graph.measure_indices().map(|m| graph.measure_degree(m) as u32).collect(),
    )
}

fn near(ours: f64, theirs: f64, tolerance: f64, what: &str) {
    assert!((ours - theirs).abs() <= tolerance, "{what}: {ours} is not {theirs}");
}

/// What a result says about two units, in either order; p = 1 when they share nothing.
fn p_of(result: &Significance, a: u32, b: u32) -> f64 {
    result.find(UnitId(a.min(b)), UnitId(a.max(b))).map_or(1.0, |pair| pair.p)
}

#[test]
fn davis_bicm_chances() {
    let graph = led(&reference("davis.csv"));
    let (rows, columns) = degrees(&graph);
    let model = bicm(&rows, &columns);
    for (line, u) in reference("davis_bicm_prob.csv").lines().zip(0..) {
        for (p, m) in numbers(line).into_iter().zip(0..) {
            near(model.probability(u, m), p, 1e-9, &format!("chance {u},{m}"));
        }
    }
    assert!(model.residual() < 1e-12, "{}", model.residual());
}

#[test]
fn davis_tails() {
    let graph = led(&reference("davis.csv"));
    let exact = significance(&graph, Layer::Any, NullModel::Bicm);
    let fisher = significance(&graph, Layer::Any, NullModel::Hypergeometric);
    let rows = records(&reference("davis_pvalues.csv"));
    assert_eq!((rows.len() as u64, exact.family, fisher.family), (153, 153, 153));
    for row in &rows {
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        let (a, b) = (number("i") as u32, number("j") as u32);
        let what = format!("{} and {}", row["a"], row["b"]);
        near(p_of(&exact, a, b), number("p_bicm_exact"), 1e-9, &what);
        near(p_of(&fisher, a, b), number("p_hypergeom"), 1e-12, &what);
    }
    let below = |result: &Significance| result.pairs.iter().filter(|p| p.p < 0.05).count();
    assert_eq!((below(&fisher), below(&exact)), (17, 0));
    assert!(fisher.pairs.iter().chain(&exact.pairs).all(|pair| pair.q > 0.05));
    assert_eq!(exact.pairs.len(), 139);
    let least = exact.pairs.iter().map(|pair| pair.p).fold(1.0, f64::min);
    near(least, 0.088372, 5e-7, "smallest BiCM p");
}

#[test]
fn davis_fixed_margins_within_the_stated_error() {
    let graph = led(&reference("davis.csv"));
    let (degree, _) = degrees(&graph);
    let (draws, seed) = (20_000, 42);
    let result = significance(&graph, Layer::Lead, NullModel::Fdsm { draws, seed });
    assert_eq!(result.tables[0].evaluation, Evaluation::Sampled { draws, trades: 180 });

    // The p of a pair depends on its two degrees and its count alone: exact values by counting all
    // 9.6e36 tables with these margins (dynamic programming over the columns' remaining ones).
    let mut exact = BTreeMap::new();
    for row in records(&reference("davis_fdsm_exact.csv")) {
        let [a, b, k] = ["degree_a", "degree_b", "shared"].map(|c| row[c].parse::<u32>().unwrap());
        exact.insert((a, b, k), row["p"].parse::<f64>().unwrap());
    }
    let mut worst: f64 = 0.0;
    for pair in &result.pairs {
        let (a, b) = (degree[pair.a.0 as usize], degree[pair.b.0 as usize]);
        let p = exact[&(a.min(b), a.max(b), pair.shared)];
        let error = (p * (1.0 - p) / f64::from(draws)).sqrt() + 1.0 / f64::from(draws);
        worst = worst.max((pair.p - p).abs() / error);
        near(pair.standard_error.unwrap(), error, 0.1 * error + 1e-4, "stated error");
    }
    assert!(worst > 0.5 && worst < 4.0, "worst of 139 pairs is {worst} standard errors off");
    assert_eq!(result.pairs.iter().filter(|pair| pair.p < 0.05).count(), 5);

    // The million draws of tests/reference remember their start: units with the same degree and count
    // differ there by up to 53 of its standard errors. So they agree with us to 0.03 only.
    for (line, a) in reference("davis_fdsm_1e6.csv").lines().skip(1).zip(0..) {
        for (cell, b) in line.split(',').zip(0..).filter(|(cell, b)| *cell != "NA" && *b > a) {
            near(p_of(&result, a, b), cell.parse().unwrap(), 0.035, &format!("{a},{b}"));
        }
    }
    let again = significance(&graph, Layer::Lead, NullModel::Fdsm { draws, seed });
    assert_eq!(result, again, "a seed fixes the draws");
}

#[test]
fn davis_coefficients() {
    let graph = led(&reference("davis.csv"));
    let expected = json("davis_networkx.json");
    let women: Vec<&str> =
        expected["women"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
    let pairs = overlap(&graph).pairs;
    assert_eq!(pairs.len(), 139);
    assert_eq!(pairs.iter().map(|pair| pair.shared_measures).sum::<u32>(), 322);
    for pair in &pairs {
        let (a, b) = (women[pair.a.0 as usize], women[pair.b.0 as usize]);
        let value = |name: &str| {
            let table = &expected[name];
            table
                .get(format!("{a}|{b}"))
                .or(table.get(format!("{b}|{a}")))
                .unwrap()
                .as_f64()
                .unwrap()
        };
        near(pair.jaccard(), value("jaccard"), 1e-12, a);
        near(pair.overlap_coefficient(), value("overlapcoef"), 1e-12, a);
        near(pair.newman, value("newman"), 1e-12, a);
    }
}

#[test]
fn planted_blocks_are_found() {
    let graph = led(&reference("block24x120.csv"));
    let result = significance(&graph, Layer::Any, NullModel::Bicm);
    let mut found = 0;
    for row in records(&reference("block24x120_p.csv")) {
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        let (a, b) = (number("i") as u32, number("j") as u32);
        let Some(pair) = result.find(UnitId(a), UnitId(b)) else {
            assert_eq!(number("p_exact"), 1.0);
            continue;
        };
        assert_eq!(pair.shared, number("shared") as u32);
        near(pair.p, number("p_exact"), 5e-9, &format!("{a},{b}"));
        near(pair.q, number("q_BH"), 5e-9, &format!("{a},{b} q"));
        if pair.q <= 0.05 {
            assert_eq!(a / 8, b / 8, "a pair across blocks");
            found += 1;
        }
    }
    assert_eq!((found, result.family), (84, 276));
    // The values above were solved to a few 1e-9 only; these by a fixed point with 4e-14 edges left and
    // the recurrence over all 120 measures.
    for row in records(&reference("block24x120_p_tight.csv")) {
        let (a, b) = (row["i"].parse().unwrap(), row["j"].parse().unwrap());
        let p: f64 = row["p_exact"].parse().unwrap();
        near(p_of(&result, a, b) / p, 1.0, 1e-10, &format!("{a},{b}, of its own size"));
    }
}

/// The toy plan: its unit names, and the graph.
fn toy() -> (Vec<String>, ResponsibilityGraph) {
    let input = json("toy_input.json");
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let units: Vec<String> = input["units"].as_array().unwrap().iter().map(text).collect();
    let mut edges = Vec::new();
    let measures = input["measures"].as_object().unwrap();
    for (roles, m) in measures.values().zip(0..) {
        for (key, role) in [("L", Role::Lead), ("R", Role::Responsible), ("S", Role::Support)] {
            for name in roles[key].as_array().unwrap().iter().map(text) {
                let u = units.iter().position(|unit| *unit == name).unwrap();
                edges.push((u as u32, m, Edge { role, row: 0 }));
            }
        }
    }
    let graph = ResponsibilityGraph::from_parts(
        (0..units.len() as u32).map(unit).collect(),
        (0..measures.len() as u32).map(measure).collect(),
        edges,
    );
    (units, graph)
}

/// "23/78" or a number.
fn fraction(value: &Value) -> f64 {
    let Some(text) = value.as_str() else { return value.as_f64().unwrap() };
    let mut parts = text.split('/').map(|part| part.parse::<f64>().unwrap());
    parts.next().unwrap() / parts.next().unwrap_or(1.0)
}

#[test]
fn toy_loads() {
    let (units, graph) = toy();
    let expected = json("toy.json");
    let rows = load(&graph, &RoleWeights::default());
    for row in &rows {
        let name = &units[row.unit.0 as usize];
        let counts = &expected["counts"][name];
        assert_eq!(
            [row.lead, row.responsible, row.support].map(u64::from),
            [
                counts["L"].as_u64().unwrap(),
                counts["R"].as_u64().unwrap(),
                counts["S"].as_u64().unwrap(),
            ]
        );
        near(row.weighted_load, fraction(&expected["load_1_.5_.25"][name]), 1e-12, name);
        near(row.fractional_lead, fraction(&expected["lead_fractional"][name]), 1e-12, name);
        near(row.exclusivity, fraction(&expected["task_exclusivity_raw"][name]), 1e-12, name);
        assert_eq!(u64::from(row.measures), expected["participation"][name].as_u64().unwrap());
        // Breadth is the number of partners, depth the meetings with each.
        let breadth = &expected["huang_breadth_depth"][name];
        near(f64::from(row.partners), fraction(&breadth[0]), 0.0, name);
        let depth = row.coordination_load as f64 / f64::from(row.partners);
        near(depth, fraction(&breadth[1]), 1e-12, name);
    }
    // In the measure that nobody leads, the two responsible units are its principals.
    let of = |name: &str| rows.iter().find(|row| units[row.unit.0 as usize] == name).unwrap();
    assert_eq!((of("GX").lead, of("GX").principal), (1, 2));
    assert_eq!((of("FG").sole_lead, of("FG").co_lead, of("FG").alone), (4, 1, 1));
    assert_eq!(rows.iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 2, 2, 5, 5]);
    near(rows.iter().map(|row| row.share.unwrap()).sum(), 1.0, 1e-12, "shares");

    let loads: Vec<f64> = rows.iter().map(|row| row.weighted_load).collect();
    let leads: Vec<f64> = rows.iter().map(|row| f64::from(row.lead)).collect();
    let taken: Vec<f64> = rows.iter().map(|row| f64::from(row.measures)).collect();
    for (x, key) in
        [(loads, "indices_load"), (leads, "indices_leadcount"), (taken, "indices_participation")]
    {
        let (ours, theirs) = (inequality(&x).unwrap(), &expected[key]);
        for (value, name) in [
            (ours.gini, "gini"),
            (ours.gini_corrected, "gini_corr"),
            (ours.hhi, "hhi"),
            (ours.hhi_normalised, "hhi_norm"),
            (ours.effective_units, "eff_num"),
            (ours.hoover, "hoover"),
            (ours.theil, "theil_T"),
            (ours.pielou, "pielou"),
            (ours.imbalance, "max_over_mean"),
        ] {
            near(value, fraction(&theirs[name]), 1e-12, &format!("{key} {name}"));
        }
    }
}

#[test]
fn toy_overlaps() {
    let (units, graph) = toy();
    let result = overlap(&graph);
    let expected = json("toy.json");
    let expected = expected["pairs"].as_object().unwrap();
    assert_eq!(result.pairs.len(), expected.len());
    for pair in &result.pairs {
        let key = format!("{}|{}", units[pair.a.0 as usize], units[pair.b.0 as usize]);
        let value = |name: &str| fraction(&expected[&key][name]);
        assert_eq!(f64::from(pair.shared_measures), value("shared"), "{key}");
        assert_eq!(f64::from(pair.shared_leads), value("colead"), "{key}");
        near(pair.jaccard(), value("jaccard"), 1e-12, &key);
        near(pair.overlap_coefficient(), value("overlap"), 1e-12, &key);
        near(pair.newman, value("newman"), 1e-12, &key);
        near(pair.lift(), value("assoc"), 1e-12, &key);
        let counts = role_pairs(&graph, pair.a, pair.b).unwrap();
        assert_eq!(counts.iter().flatten().sum::<u32>(), pair.shared_measures);
        assert_eq!(counts[0][0], pair.shared_leads);
        assert_eq!(result.measures_of(pair).len() as u32, pair.shared_measures);
    }
    // FG leads M1, M2 and M8 over GX; both lead M3. GX and KJ answer for M6 together.
    let find = |a, b| result.pairs.iter().find(|p| p.a == UnitId(a) && p.b == UnitId(b)).unwrap();
    let pair = find(0, 2);
    assert_eq!((pair.shared_leads, pair.a_leads_b_supports, pair.b_leads_a_supports), (1, 3, 0));
    assert_eq!(result.measures_of(pair), [0, 1, 2, 7].map(MeasureId));
    assert_eq!((find(2, 3).shared_leads, find(2, 3).shared_principals), (0, 1));
    assert_eq!(result.pairs[0].a, UnitId(0), "the only co-leads come first");
    assert_eq!(role_pairs(&graph, UnitId(0), UnitId(9)), None);
}

#[test]
fn toy_significance_by_all_three_nulls() {
    let (units, graph) = toy();
    let all = NullModel::Fdsm { draws: 1000, seed: 1 };
    let enumerated = significance(&graph, Layer::Any, all);
    assert_eq!(enumerated.tables[0].evaluation, Evaluation::Enumerated { matrices: 4371 });
    let fitted = significance(&graph, Layer::Any, NullModel::Bicm);
    let fisher = significance(&graph, Layer::Any, NullModel::Hypergeometric);
    let (exact, toy) = (json("toy_exact.json"), json("toy.json"));
    for (i, pair) in enumerated.pairs.iter().enumerate() {
        let key = format!("{}|{}", units[pair.a.0 as usize], units[pair.b.0 as usize]);
        assert_eq!(pair.p, fraction(&exact["p_fdsm_exact"][&key]), "{key}");
        assert_eq!(pair.standard_error, None);
        near(fitted.pairs[i].p, fraction(&exact["p_bicm_exact"][&key]), 1e-9, &key);
        near(fisher.pairs[i].p, fraction(&toy["pairs"][&key]["p_hyper"]), 1e-12, &key);
    }
    assert_eq!((enumerated.pairs.len(), enumerated.family), (15, 15));
    let (rows, columns) = degrees(&graph);
    let model = bicm(&rows, &columns);
    for (line, u) in exact["bicm_prob"].as_array().unwrap().iter().zip(0..) {
        for (p, m) in line.as_array().unwrap().iter().zip(0..) {
            near(model.probability(u, m), p.as_f64().unwrap(), 1e-9, &format!("chance {u},{m}"));
        }
    }
    // Four units answer for at least one measure: FG, GX, KJ and QX.
    assert_eq!(significance(&graph, Layer::Lead, NullModel::Bicm).family, 6);
}

#[test]
fn five_plans_have_the_loads_of_the_key() {
    let Some(key) = gold_key::assignments() else { return };
    let graph = ResponsibilityGraph::build(&key);
    let mut expected = BTreeMap::new();
    for row in gold_key::gold("expected_load.csv").unwrap() {
        expected.insert((row["plan"].clone(), row["unit"].clone()), row);
    }
    let mut seen = 0;
    for (plan, id) in key.plans.iter().zip(0..) {
        let scope = Scope { plan: Some(PlanId(id)), collectives: true, ..Scope::default() };
        for row in load(&graph.restrict(&scope), &RoleWeights::default()) {
            let name = (plan.id.clone(), key.unit(row.unit).name.clone());
            let theirs = &expected[&name];
            for (ours, column) in
                [(row.lead, "lead"), (row.responsible, "responsible"), (row.support, "support")]
            {
                assert_eq!(ours.to_string(), theirs[column], "{name:?} {column}");
            }
            assert_eq!(
                format!("{:.6}", row.fractional_lead),
                theirs["fractional_lead"],
                "{name:?}"
            );
            assert_eq!(row.lead, row.sole_lead + row.co_lead);
            seen += 1;
        }
    }
    assert_eq!(seen, expected.len());
}

#[test]
fn five_plans_have_the_co_leads_of_the_key() {
    let Some(key) = gold_key::assignments() else { return };
    let graph = ResponsibilityGraph::build(&key);
    let mut expected = BTreeMap::new();
    for row in gold_key::gold("expected_colead.csv").unwrap() {
        let pair = [row["unit_a"].clone(), row["unit_b"].clone()];
        expected.insert((row["plan"].clone(), sorted(pair)), row);
    }
    let mut seen = 0;
    for (plan, id) in key.plans.iter().zip(0..) {
        let scope = Scope { plan: Some(PlanId(id)), collectives: true, ..Scope::default() };
        let pairs = overlap(&graph.restrict(&scope)).pairs;
        let order: Vec<u32> = pairs.iter().map(|pair| pair.shared_leads).collect();
        assert!(order.is_sorted_by(|a, b| a >= b));
        for pair in pairs.iter().filter(|pair| pair.shared_leads > 0) {
            let names = [pair.a, pair.b].map(|u| key.unit(u).name.clone());
            let theirs = &expected[&(plan.id.clone(), sorted(names))];
            assert_eq!(pair.shared_leads.to_string(), theirs["shared_leads"]);
            assert_eq!(format!("{:.6}", pair.lead_jaccard().unwrap()), theirs["jaccard"]);
            seen += 1;
        }
    }
    assert_eq!(seen, expected.len());
}

fn sorted(mut pair: [String; 2]) -> [String; 2] {
    pair.sort();
    pair
}

#[test]
fn five_plans_are_four_tables() {
    let Some(key) = gold_key::assignments() else { return };
    let graph = ResponsibilityGraph::build(&key).restrict(&Scope::default());
    for layer in [Layer::Lead, Layer::Any, Layer::LeadSupport] {
        let all = significance(&graph, layer, NullModel::Bicm);
        assert_eq!(all.tables.len(), 4, "the two plans of one district are one table");
        assert_eq!(all.family, all.tables.iter().map(|t| t.tests).sum::<u64>());
        let valid = |x: &PairSignificance| x.p > 0.0 && x.p <= x.q && x.q <= 1.0 && x.shared > 0;
        assert!(all.pairs.iter().all(valid));
        for table in &all.tables {
            let Evaluation::Fitted { residual } = table.evaluation else { panic!("{table:?}") };
            assert!(residual < 1e-10, "{residual}");
        }
        let strong = all.pairs.iter().filter(|pair| pair.q <= 0.05).count();
        println!("{layer:?}: {} pairs, {strong} of {} with q ≤ 0.05", all.pairs.len(), all.family);
    }
}

/// `cargo test --release --test reference_overlap -- --ignored --nocapture`
#[test]
#[ignore = "a timing, to be read in a release build"]
fn two_hundred_units_by_four_thousand_measures() {
    for permille in [10, 100, 500] {
        let mut state = 7u64;
        let mut edges = Vec::new();
        for u in 0..200 {
            for m in 0..4000 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                if (state >> 33) % 1000 < permille * (50 + u64::from(u)) / 150 {
                    edges.push((u, m, Edge { role: Role::Lead, row: 0 }));
                }
            }
        }
        let graph = ResponsibilityGraph::from_parts(
            (0..200).map(unit).collect(),
            (0..4000).map(measure).collect(),
            edges,
        );
        for null in
            [NullModel::Hypergeometric, NullModel::Bicm, NullModel::Fdsm { draws: 100, seed: 1 }]
        {
            let start = std::time::Instant::now();
            let result = significance(&graph, Layer::Any, null);
            println!(
                "{} edges, {null:?}: {} pairs of {} in {:?}",
                graph.edge_count(),
                result.pairs.len(),
                result.family,
                start.elapsed()
            );
        }
    }
}
