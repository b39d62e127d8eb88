//! The house keeps its floors: imports point down only, a heavy outside crate stays in its file, and
//! every file says what it owns. One crate gives no walls, so this test does.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floors by folder or file of `src`; what is not here is a fault of the house.
const FLOORS: [(&str, u32); 13] = [
    ("text", 0),
    ("diagnostic", 0),
    ("locator", 0),
    ("error", 0),
    ("documents", 1),
    ("plan", 2),
    ("units", 3),
    ("graph", 4),
    ("analyses", 5),
    ("exports", 6),
    ("pipeline", 7),
    ("cli", 8),
    ("main", 8),
];

/// Where a heavy outside crate may be named: files, or the folder before a final `/`.
const HOMES: [(&str, &[&str]); 16] = [
    // The guess of an encoding is made in one place; what is written for a spreadsheet needs none.
    (
        "encoding_rs",
        &["documents/encoding.rs", "units/assignments_csv/tests.rs", "exports/csv_table.rs"],
    ),
    ("chardetng", &["documents/encoding.rs"]),
    ("ferrous_opencc", &["text/normalize.rs"]),
    ("aho_corasick", &["plan/vocabulary.rs"]),
    ("toml", &["plan/vocabulary_file.rs", "units/vocabulary.rs"]),
    ("strsim", &["text/similarity.rs"]),
    ("petgraph", &["graph/", "analyses/"]),
    ("polars", &["exports/table.rs"]),
    ("graphviz_rust", &["exports/diagrams/dot.rs"]),
    ("resvg", &["exports/diagrams/png.rs"]),
    ("rust_xlsxwriter", &["exports/workbook/xlsx.rs"]),
    ("minijinja", &["exports/report.rs"]),
    ("sha2", &["exports/run_record.rs"]),
    ("clap", &["cli/args.rs"]),
    ("clap_complete", &["cli/args.rs"]),
    ("clap_mangen", &["cli/args.rs"]),
];

/// Outside crates that carry no design of their own: they may be named wherever they serve.
const FREE: [&str; 10] = [
    "csv",
    "indicatif",
    "rand",
    "rand_xoshiro",
    "rayon",
    "serde",
    "serde_json",
    "thiserror",
    "unicode_normalization",
    "unicode_width",
];

/// Lines of a file, tests inside it included.
const LONGEST: usize = 600;

/// Every source file by its path below `src`, with its text.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    let mut open: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(found.len() > 50, "only {} files read: the test looks in the wrong place", found.len());
    found
}

/// A file without its comments, so that words in prose count for nothing.
fn code(text: &str) -> String {
    let without = |line: &str| line.split("//").next().unwrap_or("").to_owned();
    text.lines().map(without).collect::<Vec<_>>().join("\n")
}

/// The names that follow `prefix` in some code: `crate::a` gives a, `crate::{a::x, b}` gives a and b.
fn named_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (start, _) in code.match_indices(prefix) {
        let before = code[..start].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' || before == '$' || before == ':' {
            continue;
        }
        let rest = &code[start + prefix.len()..];
        match rest.strip_prefix('{') {
            None => names.extend(first_word(rest)),
            Some(group) => {
                let (mut depth, mut at_start) = (1, true);
                for (i, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => at_start = true,
                        c if c.is_alphanumeric() && at_start && depth == 1 => {
                            names.extend(first_word(&group[i..]));
                            at_start = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    names
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

/// The room a file stands in: the folder, or its own name on the ground of `src`.
fn room(file: &str) -> &str {
    file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(folder, _)| folder)
}

fn floor(room: &str) -> Option<u32> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

#[test]
fn imports_point_down_only() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let here = room(&file);
        if here == "lib" {
            continue;
        }
        let Some(own) = floor(here) else {
            faults.push(format!("{file} stands on no floor"));
            continue;
        };
        let code = code(&text);
        let prefixes: &[&str] = if own == 8 { &["crate::", "respgraph::"] } else { &["crate::"] };
        for there in prefixes.iter().flat_map(|prefix| named_after(&code, prefix)) {
            match floor(&there) {
                None => faults.push(format!("{file} imports `{there}`, which is on no floor")),
                Some(other) if other > own || (own > 0 && other == own && there != here) => {
                    faults.push(format!("{file} (floor {own}) imports `{there}` (floor {other})"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn prose_and_tables_are_read_apart_and_both_stand_on_statements() {
    let ways_up = [
        ("plan/statement/", ["plan::prose", "plan::table"]),
        ("plan/prose/", ["plan::table", "plan::recognize"]),
        ("plan/table/", ["plan::prose", "plan::recognize"]),
    ];
    for (file, text) in sources() {
        let code = code(&text);
        for (room, others) in ways_up.iter().filter(|(room, _)| file.starts_with(room)) {
            let named = others.iter().find(|other| code.contains(**other));
            assert!(named.is_none(), "{file} of {room} names {}", named.unwrap());
        }
    }
}

#[test]
fn the_library_never_names_the_command_line() {
    let files = sources();
    let lib = code(&files["lib.rs"]);
    assert!(!lib.contains("mod cli"), "lib.rs declares cli: only main.rs may");
    assert!(code(&files["main.rs"]).contains("mod cli"), "main.rs declares cli");
    for (file, text) in files.iter().filter(|(file, _)| floor(room(file)).unwrap_or(0) < 8) {
        assert!(!named_after(&code(text), "crate::").contains("cli"), "{file} names crate::cli");
    }
}

#[test]
fn a_heavy_outside_crate_stays_in_its_file() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for (name, homes) in HOMES {
            let home =
                |home: &&str| file == **home || (home.ends_with('/') && file.starts_with(*home));
            if !homes.iter().any(home) && names_crate(&code, name) {
                faults.push(format!("{file} names {name}, whose place is {}", homes.join(" or ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether some code says `name::` or `use name;`.
fn names_crate(code: &str, name: &str) -> bool {
    !named_after(code, &format!("{name}::")).is_empty()
        || code.contains(&format!("{name}::*"))
        || code.contains(&format!("use {name};"))
}

#[test]
fn every_dependency_has_a_place_and_a_reason() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let mut inside = false;
    let mut seen = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]" || line == "[dev-dependencies]";
            if line == "[dev-dependencies]" {
                break;
            }
            continue;
        }
        let Some((name, rest)) =
            line.split_once(" = ").filter(|_| inside && !line.starts_with('#'))
        else {
            continue;
        };
        seen += 1;
        assert!(rest.contains(" # "), "Cargo.toml does not say why {name} is there");
        let name = name.replace('-', "_");
        let placed = FREE.contains(&name.as_str()) || HOMES.iter().any(|(known, _)| *known == name);
        assert!(placed, "{name} has no place: add it to HOMES or FREE of tests/floors.rs");
    }
    assert!(seen > 20, "only {seen} dependencies read");
}

#[test]
fn every_file_says_what_it_owns_and_is_short() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        if !text.starts_with("//!") {
            faults.push(format!("{file} does not open with //!"));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{file} has {lines} lines; {LONGEST} is the most"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_them() {
    let names = |code: &str| {
        let names = named_after(code, "crate::");
        names.into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("use crate::text::{Lang, Said};"), "text");
    assert_eq!(
        names("use crate::{text::{Lang, Said}, units, plan::Role as R};"),
        "plan text units"
    );
    assert_eq!(names("pub(crate) fn f() -> crate::units::PlanId"), "units");
    assert_eq!(names("other_crate::x $crate::y"), "");
    assert_eq!(code("a // crate::cli\nb"), "a \nb");
    assert!(names_crate("use polars::prelude::*;", "polars"));
    assert!(!names_crate("// polars::x".split("//").next().unwrap(), "polars"));
}
