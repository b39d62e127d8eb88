//! Every fixture plan in `fixtures/plans` is read as the rows beside it say, with its diagnostics.

use respgraph::analyses::checks::{CheckThresholds, check};
use respgraph::documents;
use respgraph::graph::ResponsibilityGraph;
use respgraph::plan::{Vocabulary, recognize};
use respgraph::units::{AliasFile, UnitVocabulary, resolve};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Codes that a fixture's `.notes` must list completely.
const LISTED: [&str; 25] = [
    "cells-guessed",
    "cells-unsure",
    "elided-ending",
    "readings-removed",
    "numbers-restored",
    "copy-marks-removed",
    "program-data",
    "outside-the-plan",
    "unknown-mark",
    "nothing-above",
    "blank-column",
    "unplaced-units",
    "open-bracket",
    "cut-off",
    "empty-responsibility",
    "not-a-unit",
    "no-header",
    "unread-role-word",
    "unknown-label",
    "lead-by-type",
    "unknown-number",
    "body-annex-differ",
    "body-annex-paired",
    "number-repeated",
    "number-skipped",
];

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures are part of the project")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

/// Rows as section1 | section2 | number | part | title | role | mention, and the diagnostics.
fn read(path: &Path) -> (BTreeSet<String>, BTreeSet<(String, u32)>) {
    static WORDS: OnceLock<(Vocabulary, UnitVocabulary)> = OnceLock::new();
    let (words, unit_words) = WORDS.get_or_init(Default::default);
    let bytes = fs::read(path).expect("readable");
    let mut notes = Vec::new();
    let document = documents::read(&bytes, "fixture").take(&mut notes);
    let plan = recognize(&document, "fixture", words).take(&mut notes);
    let assignments = resolve(vec![plan], unit_words, &AliasFile::default()).take(&mut notes);
    let mut rows = BTreeSet::new();
    let mut filled = BTreeSet::new();
    for row in &assignments.rows {
        filled.insert(row.measure);
        rows.insert(line(assignments.measure(row.measure), row.role.as_str(), &row.mention));
    }
    for (measure, id) in assignments.measures.iter().zip(0..) {
        if !filled.contains(&respgraph::units::MeasureId(id)) {
            rows.insert(line(measure, "", ""));
        }
    }
    let graph = ResponsibilityGraph::build(&assignments);
    let findings = check(&assignments, &graph, &[], &CheckThresholds::default());
    let noted = notes.iter().map(|n| (n.code.to_owned(), n.at.line));
    let found = findings.iter().map(|f| (f.code().to_owned(), f.line(&assignments)));
    let listed = noted.chain(found).filter(|(code, _)| LISTED.contains(&code.as_str()));
    (rows, listed.collect())
}

fn line(m: &respgraph::units::MeasureRecord, role: &str, mention: &str) -> String {
    let part = m.part.to_string();
    [&m.section1, &m.section2, m.number.as_str(), &part, &m.title, role, mention]
        .map(plain)
        .join(" | ")
}

fn plain(cell: &str) -> String {
    let cell: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    cell.replace('(', "（").replace(')', "）").trim_end_matches('。').to_owned()
}

fn expected(path: &Path) -> BTreeSet<String> {
    let mut reader =
        csv::Reader::from_path(path.with_extension("csv")).expect("each fixture has its rows");
    reader
        .records()
        .map(|record| {
            record.expect("seven cells").iter().map(plain).collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

#[test]
fn every_fixture_is_read_as_expected() {
    let mut report = String::new();
    let mut wrong = 0;
    let all = fixtures();
    assert!(all.len() >= 40, "only {} fixtures", all.len());
    for path in &all {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let (got, _) = read(path);
        let want = expected(path);
        if got != want {
            wrong += 1;
            writeln!(report, "{name}").expect("to a string");
            want.difference(&got)
                .for_each(|row| writeln!(report, "   missing {row}").expect("to a string"));
            got.difference(&want)
                .for_each(|row| writeln!(report, "   extra   {row}").expect("to a string"));
        }
    }
    assert!(wrong == 0, "{wrong} of {} fixtures differ:\n{report}", all.len());
}

#[test]
fn every_fixture_has_its_diagnostics() {
    let mut report = String::new();
    for path in fixtures() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let want: BTreeSet<(String, u32)> = fs::read_to_string(path.with_extension("notes"))
            .unwrap_or_default()
            .lines()
            .filter_map(|l| l.split_once('\t'))
            .map(|(code, line)| (code.to_owned(), line.trim().parse().expect("a line number")))
            .collect();
        let got = read(&path).1;
        if got != want {
            want.difference(&got)
                .for_each(|n| writeln!(report, "{name}: missing {n:?}").expect("to a string"));
            got.difference(&want)
                .for_each(|n| writeln!(report, "{name}: extra {n:?}").expect("to a string"));
        }
    }
    assert!(report.is_empty(), "{report}");
}
