//! The pictures of the two READMEs are what the program draws from `seeds` today.
//!
//! `RESPGRAPH_ACCEPT=1 cargo test --test readme_pictures` draws them anew.
#![allow(clippy::unwrap_used)]

use respgraph::pipeline::pictures::{PictureKind, picture, pictures};
use respgraph::pipeline::results::Results;
use respgraph::pipeline::scopes::Choice;
use respgraph::pipeline::{ReadOptions, read};
use respgraph::text::Lang;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// File stem, plan and kind of each picture.
const PICTURES: [(&str, &str, PictureKind); 4] = [
    ("overview", "yuzhong-2021", PictureKind::Overview),
    ("co-lead", "qianjiang-2021", PictureKind::CoLead),
    ("hotspots", "yuzhong-2021", PictureKind::Hotspots),
    ("frontier", "yuzhong-2021", PictureKind::Frontier),
];

const READMES: [(&str, &str, Lang); 2] =
    [("README.md", "en", Lang::En), ("README.zh-CN.md", "zh", Lang::Zh)];

#[test]
fn the_pictures_are_drawn_from_the_seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let accept = std::env::var_os("RESPGRAPH_ACCEPT").is_some();
    let reading = read(&[root.join("seeds")], &ReadOptions::default()).unwrap();
    let mut stale = Vec::new();
    for (_, word, lang) in READMES {
        for (stem, plan, kind) in PICTURES {
            let choice = Choice { plans: vec![plan.to_owned()], ..Choice::default() };
            let results = Results::new(&reading, &choice, lang).unwrap();
            let svg = picture(&results, kind, None, None).unwrap().svg;
            let name = format!("tests/pictures/{stem}-{word}.svg");
            let path = root.join(&name);
            if accept {
                fs::write(&path, &svg).unwrap();
            } else if fs::read_to_string(&path).ok().as_deref() != Some(svg.as_str()) {
                stale.push(name);
            }
        }
    }
    assert!(
        stale.is_empty(),
        "{} no longer show what the program draws; look at the new ones after \
         `RESPGRAPH_ACCEPT=1 cargo test --test readme_pictures`",
        stale.join(", ")
    );
}

#[test]
fn a_frontier_of_several_plans_of_one_place_names_them() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let reading = read(&[seeds], &ReadOptions::default()).unwrap();
    let choice = Choice::default();
    let results = Results::new(&reading, &choice, Lang::Zh).unwrap();
    let drawn = pictures(&results);
    let svg = |name: &str| &drawn.iter().find(|picture| picture.name == name).unwrap().svg;
    assert!(svg("frontier-沙坪坝区").contains(">2 份方案 · 沙坪坝区 · 2019–2020<"));
    assert!(svg("frontier-万盛经开区").contains(" · 2021-06-11<"), "one plan: its title and date");
}

#[test]
fn each_readme_shows_the_pictures_of_its_language_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (readme, word, _) in READMES {
        let text = fs::read_to_string(root.join(readme)).unwrap();
        let shown: BTreeSet<&str> = text
            .split("](tests/pictures/")
            .skip(1)
            .filter_map(|rest| rest.split_once(')').map(|(name, _)| name))
            .collect();
        let drawn: Vec<String> =
            PICTURES.iter().map(|(stem, ..)| format!("{stem}-{word}.svg")).collect();
        let drawn: BTreeSet<&str> = drawn.iter().map(String::as_str).collect();
        assert_eq!(shown, drawn, "{readme}");
    }
}
