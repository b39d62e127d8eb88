//! Every word of responsibility in a document ends in an assignment or in a diagnostic.

use respgraph::documents;
use respgraph::plan::{Vocabulary, recognize};
use respgraph::units::{AliasFile, UnitVocabulary, resolve};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Words that always speak of responsibility, wherever they stand.
const WORDS: [&str; 12] = [
    "牵头单位",
    "牵头部门",
    "责任单位",
    "责任部门",
    "配合单位",
    "配合部门",
    "主办单位",
    "承办单位",
    "协办单位",
    "按职责分工负责",
    "牵头，",
    "牵头责任",
];

fn documents_of(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    files
}

#[test]
fn no_word_of_responsibility_is_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/fixtures/plans", "seeds", "../shared/plans"];
    let (words, unit_words) = (Vocabulary::default(), UnitVocabulary::default());
    let mut report = String::new();
    let mut seen = 0;
    for path in folders.iter().flat_map(|f| documents_of(&root.join(f))) {
        let bytes = fs::read(&path).expect("readable");
        let mut notes = Vec::new();
        let document = documents::read(&bytes, "document").take(&mut notes);
        let plan = recognize(&document, "document", &words).take(&mut notes);
        let assignments = resolve(vec![plan], &unit_words, &AliasFile::default()).take(&mut notes);
        let mut spoken: BTreeSet<u32> = assignments.rows.iter().map(|r| r.line).collect();
        for note in &notes {
            spoken.extend(note.at.line..=note.at.end_line.max(note.at.line));
        }
        let quotes: BTreeSet<String> = assignments.rows.iter().map(|r| plain(&r.quote)).collect();
        for line in &document.lines {
            let text = plain(&line.text);
            let Some(word) = WORDS.iter().find(|w| text.contains(*w)) else { continue };
            seen += 1;
            // Records of a program share a line of the file.
            let printed = document.printed(document.at(line.number)).line;
            // The line itself, the names that follow it, or a statement that quotes it.
            let near = spoken.range(printed..=printed + 2).next().is_some();
            let quoted = quotes.iter().any(|q| q.contains(*word) && text.contains(&beginning(q)));
            // The headings of a table: measures follow, with units or reported for want of them.
            let heading = text.ends_with(word) || text.chars().count() <= 40 && text.contains(word);
            let rows_follow = spoken.range(printed..).next().is_some()
                || assignments.measures.iter().any(|m| m.line > printed);
            // Said again in the body of what a table of the plan says too.
            let again = text.split(word).skip(1).all(|rest| {
                let names = rest.trim_start_matches(['：', ':']);
                assignments.rows.iter().any(|r| names.starts_with(plain(&r.mention).as_str()))
            });
            let near = near || again || heading && rows_follow;
            if !(near || quoted) {
                writeln!(report, "{}:{printed}: {word}", path.display()).expect("to a string");
            }
        }
    }
    assert!(seen > 150, "only {seen} lines with words of responsibility were looked at");
    assert!(report.is_empty(), "neither read nor named:\n{report}");
}

/// The first characters of a quotation.
fn beginning(quote: &str) -> String {
    quote.chars().take(6).collect()
}

/// The words without blanks, in half and full width alike.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
