//! The answer key of the five plans: every printed name gets its unit, kind and function.

mod gold_key;

use gold_key::gold;
use respgraph::plan::{How, Measure, Plan, Role, RoleClause};
use respgraph::units::{AliasFile, Assignments, UnitVocabulary, resolve, split_names};
use std::collections::BTreeMap;

/// One measure a mention, as often as the key counts it.
fn plans_of_the_key(key: &[BTreeMap<String, String>]) -> Vec<Plan> {
    let mut plans: BTreeMap<&str, Plan> = BTreeMap::new();
    for row in key {
        let jurisdiction = row["jurisdiction"].as_str();
        let plan = plans.entry(jurisdiction).or_insert_with(|| Plan {
            id: jurisdiction.to_owned(),
            jurisdiction: jurisdiction.to_owned(),
            ..Plan::default()
        });
        for _ in 0..row["mentions"].parse().expect("a count") {
            let clause = RoleClause {
                role: Role::Lead,
                names: row["mention"].clone(),
                how: How::Row,
                at: Default::default(),
                quote: String::new(),
            };
            plan.measures.push(Measure { part: 1, clauses: vec![clause], ..Measure::default() });
        }
    }
    plans.into_values().collect()
}

/// Jurisdiction and printed name, to the unit's name, kind and function.
fn found(assignments: &Assignments) -> BTreeMap<(String, String), (String, String, String)> {
    assignments
        .rows
        .iter()
        .map(|row| {
            let unit = assignments.unit(row.unit);
            (
                (unit.jurisdiction.clone(), row.mention.to_string()),
                (unit.name.clone(), unit.kind.as_str().to_owned(), unit.function.clone()),
            )
        })
        .collect()
}

#[test]
fn every_name_of_the_key_is_classed_and_gathered() {
    let Some(key) = gold("units.csv") else { return };
    let resolved =
        resolve(plans_of_the_key(&key), &UnitVocabulary::default(), &AliasFile::default());
    for note in &resolved.notes {
        println!("{} {} {}", note.code, note.message.zh, note.done.zh);
    }
    let found = found(&resolved.value);
    let mut faults = Vec::new();
    for row in &key {
        let name = (row["jurisdiction"].clone(), row["mention"].clone());
        let Some((unit, kind, function)) = found.get(&name) else {
            faults.push(format!("{name:?} is lost"));
            continue;
        };
        for (what, is, want) in [("unit", unit, &row["unit"]), ("kind", kind, &row["kind"])] {
            if is != want {
                faults.push(format!("{name:?}: {what} {is} instead of {want}"));
            }
        }
        // The names of three companies do not tell what they do: their measures do (see below).
        let told_by_measures = function.is_empty() && kind == "enterprise";
        if function != &row["function"] && !told_by_measures {
            faults.push(format!("{name:?}: function {function} instead of {}", row["function"]));
        }
    }
    assert_eq!(found.len(), key.len(), "names made up");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn lists_of_the_key_split_alike_wherever_a_line_breaks() {
    let Some(rows) = gold("assignments.csv") else { return };
    let mut lists: BTreeMap<[String; 5], Vec<String>> = BTreeMap::new();
    for row in rows {
        let at = ["plan", "section1", "number", "part", "role"].map(|column| row[column].clone());
        lists.entry(at).or_default().push(row["mention"].clone());
    }
    let vocabulary = UnitVocabulary::default();
    let distinct: std::collections::BTreeSet<_> = lists.into_values().collect();
    let mut faults = Vec::new();
    // A misprint has no word boundaries that rules could know.
    let fair = |names: &&Vec<String>| !names[0].is_empty() && names[0] != "区人社局保局";
    for names in distinct.iter().filter(fair) {
        let list: Vec<char> = names.join("、").chars().collect();
        for cut in 0..=list.len() {
            for blank in ["", "\n", " \n\n"] {
                let words: String = list[..cut]
                    .iter()
                    .copied()
                    .chain(blank.chars())
                    .chain(list[cut..].iter().copied())
                    .collect();
                let got = split_names(&words, &vocabulary);
                let got_names: Vec<_> = got.names.into_iter().map(|mention| mention.name).collect();
                if got_names != *names {
                    faults.push(format!("{words:?}: {got_names:?}, left {:?}", got.leftovers));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults: {:#?}", faults.len(), &faults[..faults.len().min(30)]);
}
