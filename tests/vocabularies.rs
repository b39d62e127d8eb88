//! The lists of words say each word once, so that a reader who changes one finds all of it.

use std::collections::BTreeSet;

fn doubles(value: &toml::Value, path: &str, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            table.iter().for_each(|(key, value)| doubles(value, &format!("{path}.{key}"), found));
        }
        toml::Value::Array(list) => {
            let mut seen = BTreeSet::new();
            for word in list {
                match word.as_str() {
                    Some(word) if !seen.insert(word) => found.push(format!("{path}: {word}")),
                    Some(_) => {}
                    None => doubles(word, path, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn no_list_has_a_word_twice() {
    let plan = include_str!("../src/plan/vocabulary.toml");
    let units = include_str!("../src/units/vocabulary.toml");
    let mut found = Vec::new();
    for (name, text) in [("plan", plan), ("units", units)] {
        let words: toml::Value = toml::from_str(text).expect("the file is TOML");
        doubles(&words, name, &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
}
