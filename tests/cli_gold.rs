//! The tables of load, overlap and hotspots against the hand-made key of five real plans.
//!
//! The key lies beside the project; where it is missing the test says so and passes.

mod cli_support;
mod gold_key;

use cli_support::{folder, rows, run};
use gold_key::{PLANS, Row, gold};
use std::collections::BTreeMap;

fn records(csv: &str) -> Vec<Row> {
    let rows = rows(csv);
    let named = |row: &Vec<String>| rows[0].iter().cloned().zip(row.iter().cloned()).collect();
    rows[1..].iter().map(named).collect()
}

/// The key as an edited table: every mention with its unit, kind and function.
fn table(assignments: &[Row], units: &[Row]) -> String {
    let jurisdiction: BTreeMap<&str, &str> = PLANS.into_iter().collect();
    let unit: BTreeMap<(&str, &str), &Row> =
        units.iter().map(|u| ((&*u["jurisdiction"], &*u["mention"]), u)).collect();
    let columns = ["plan", "section1", "section2", "number", "part", "title", "role", "mention"];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(columns.iter().chain(&["jurisdiction", "unit", "kind", "function"]))
        .expect("memory");
    for row in assignments {
        let area = jurisdiction[&*row["plan"]];
        let unit = unit[&(area, &*row["mention"])];
        let known = [area, &unit["unit"], &unit["kind"], &unit["function"]];
        let cells = columns.iter().map(|column| &*row[*column]).chain(known);
        writer.write_record(cells).expect("memory");
    }
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}

/// Asserts that for each expected row the printed one with the same key has the same cells.
fn assert_same(printed: &str, expected: &[Row], key: &[&str], names: &[(&str, &str)]) {
    let name = |row: &Row| {
        let mut parts: Vec<&str> = key.iter().map(|column| &*row[*column]).collect();
        if key.contains(&"unit_a") {
            parts[1..].sort_unstable(); // a pair has no order
        }
        parts.join("|")
    };
    let rows = records(printed);
    let printed: BTreeMap<String, &Row> = rows.iter().map(|row| (name(row), row)).collect();
    for row in expected {
        let found = printed.get(&name(row)).unwrap_or_else(|| panic!("no row {}", name(row)));
        for (ours, theirs) in names {
            assert_eq!(found[*ours], row[*theirs], "{} of {}", ours, name(row));
        }
    }
}

#[test]
fn load_overlap_and_hotspots_equal_the_key() {
    let (Some(assignments), Some(units)) = (gold("assignments.csv"), gold("units.csv")) else {
        return;
    };
    let dir = folder(&[("key.csv", table(&assignments, &units).as_bytes())]);
    let printed = |command: &str| {
        let ended = run(dir.path(), &[command, "key.csv", "--collectives"]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended.out
    };
    let same = |names: &[&'static str]| names.iter().map(|n| (*n, *n)).collect::<Vec<_>>();

    let expected = gold("expected_load.csv").expect("beside the others");
    let names = same(&["kind", "lead", "responsible", "support", "fractional_lead"]);
    assert_eq!(expected.len(), 191);
    assert_same(&printed("load"), &expected, &["plan", "unit"], &names);

    let expected = gold("expected_colead.csv").expect("beside the others");
    let names = [("shared_leads", "shared_leads"), ("lead_jaccard", "jaccard")];
    assert_eq!(expected.len(), 100);
    assert_same(&printed("overlap"), &expected, &["plan", "unit_a", "unit_b"], &names);

    let expected = gold("expected_hotspots.csv").expect("beside the others");
    let names = same(&["title", "lead", "responsible", "support", "units", "links"]);
    assert_eq!(expected.len(), 332);
    let key = ["plan", "section1", "number", "part"];
    assert_same(&printed("hotspots"), &expected, &key, &names);
}
