//! The graph files as text: declared attributes, ids, marks that other programs stumble over.
//!
//! That they are read by networkx and igraph is tested in tests/python.

use respgraph::exports::GraphForm;
use respgraph::pipeline::results::Results;
use respgraph::pipeline::scopes::Choice;
use respgraph::pipeline::takeaways::graph_files;
use respgraph::pipeline::{ReadOptions, Reading, read};
use respgraph::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn files(reading: &Reading) -> BTreeMap<&'static str, String> {
    static CHOICE: std::sync::LazyLock<Choice> = std::sync::LazyLock::new(Choice::default);
    let results = Results::new(reading, &CHOICE, Lang::Zh).expect("all plans");
    graph_files(&results)
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

fn seeds() -> Reading {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds");
    read(&[folder], &ReadOptions::default()).expect("the seeds are read")
}

/// The values of an attribute of all elements of a name, in order.
fn attributes<'a>(text: &'a str, element: &str, name: &str) -> Vec<&'a str> {
    let start = format!("<{element} ");
    let key = format!(" {name}=\"");
    text.split(start.as_str())
        .skip(1)
        .map(|rest| {
            let tag = &rest[..rest.find('>').expect("a tag ends")];
            let padded = if tag.starts_with(&key[1..]) { Some(key.len() - 1) } else { None };
            let at = padded.or_else(|| tag.find(&key).map(|at| at + key.len()));
            let at = at.unwrap_or_else(|| panic!("{element} without {name}: {tag}"));
            &tag[at..at + tag[at..].find('"').expect("a value ends")]
        })
        .collect()
}

#[test]
fn every_unit_and_measure_is_a_node_and_every_edge_joins_both_sides() {
    let reading = seeds();
    let all = &reading.assignments;
    let files = files(&reading);
    assert_eq!(files.len(), GraphForm::ALL.len());
    let pairs: BTreeSet<_> = all.rows.iter().map(|row| (row.unit, row.measure)).collect();
    for name in ["graph.graphml", "graph.gexf"] {
        let text = &files[name];
        let nodes = attributes(text, "node", "id");
        assert_eq!(nodes.len(), all.units.len() + all.measures.len(), "{name}");
        assert_eq!(nodes.iter().collect::<BTreeSet<_>>().len(), nodes.len(), "{name}");
        assert_eq!((nodes[0], nodes[all.units.len()]), ("u0001", "m0001"));
        let (from, to) = (attributes(text, "edge", "source"), attributes(text, "edge", "target"));
        assert_eq!(from.len(), pairs.len(), "{name}");
        assert!(
            from.iter().all(|id| id.starts_with('u')) && to.iter().all(|id| id.starts_with('m'))
        );
    }
}

#[test]
fn attributes_are_declared_before_they_are_used() {
    let files = files(&seeds());
    let declared: BTreeSet<_> =
        attributes(&files["graph.graphml"], "key", "id").into_iter().collect();
    let used: BTreeSet<_> =
        attributes(&files["graph.graphml"], "data", "key").into_iter().collect();
    assert!(used.is_subset(&declared) && used.len() >= 15, "{used:?}");
    let kinds = attributes(&files["graph.graphml"], "key", "attr.type");
    assert!(kinds.iter().all(|kind| ["string", "int", "double", "boolean"].contains(kind)));
    let text = &files["graph.gexf"];
    let declared: BTreeSet<_> = attributes(text, "attribute", "id").into_iter().collect();
    let used: BTreeSet<_> = attributes(text, "attvalue", "for").into_iter().collect();
    assert!(used.is_subset(&declared) && used.len() >= 13, "{used:?}");
    assert!(text.contains("xmlns=\"http://gexf.net/1.3\" version=\"1.3\""));
}

#[test]
fn node_link_json_has_edges_under_edges() {
    let reading = seeds();
    let text = &files(&reading)["graph.json"];
    let json: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let list = |key: &str| json[key].as_array().expect("a list").clone();
    let all = &reading.assignments;
    assert_eq!(list("nodes").len(), all.units.len() + all.measures.len());
    assert_eq!(json["directed"], false);
    let leads = list("edges").iter().filter(|edge| edge["role"] == "lead").count();
    assert!(leads > 0);
    for edge in list("edges") {
        let weight = match edge["role"].as_str() {
            Some("lead") => 1.0,
            Some("responsible") => 0.5,
            _ => 0.25,
        };
        assert_eq!(edge["weight"].as_f64(), Some(weight));
        assert_eq!(edge["interaction"], edge["role"]);
        assert!(edge["line"].as_u64().is_some_and(|line| line > 0), "{edge}");
    }
    let collective = |node: &serde_json::Value| node["collective"] == true;
    assert_eq!(list("nodes").iter().filter(|node| collective(node)).count(), 27);
}

#[test]
fn the_same_plans_give_the_same_files_in_any_order() {
    let reading = seeds();
    let mut paths = reading.paths.clone();
    paths.reverse();
    let again = read(&paths, &ReadOptions::default()).expect("read");
    assert!(files(&reading) == files(&again));
}

#[test]
fn no_control_character_reaches_a_file() {
    let table =
        "plan,number,title,role,mention\n甲,1,\"<a&b>\u{1}\u{b}\n\"\"c\"\"\",lead,甲\u{2}局\n";
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("t.csv");
    std::fs::write(&path, table).expect("written");
    let reading = read(&[path], &ReadOptions::default()).expect("read");
    for (name, text) in files(&reading) {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{name}");
        assert!(!text.contains("\\u00"), "{name}: {text}");
        assert!(text.contains("甲局"), "{name}");
    }
    assert!(files(&reading)["graph.graphml"].contains("&lt;a&amp;b&gt; &quot;c&quot;"));
}
