//! What tests of several floors share: a small table of responsibilities as its assignments.

use super::{AliasFile, Assignments, UnitVocabulary, read_assignments_csv};

/// The assignments of a table of our own form, read with the built-in words.
pub(crate) fn assignments_of(table: &str) -> Assignments {
    let words = UnitVocabulary::default();
    let read = read_assignments_csv(table.as_bytes(), "t.csv", &words, &AliasFile::default());
    read.expect("a table").value
}
