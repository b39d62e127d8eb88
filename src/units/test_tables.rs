//! What tests of several floors share: a small table of responsibilities as its assignments.

use super::{AliasFile, Assignments, SaidOfPlans, UnitVocabulary, read_assignments_csv};
use std::collections::BTreeSet;

/// The assignments of a table of our own form, read with the built-in words.
pub(crate) fn assignments_of(table: &str) -> Assignments {
    let words = UnitVocabulary::default();
    let (aliases, none) = (AliasFile::default(), BTreeSet::new());
    let read = read_assignments_csv(
        table.as_bytes(),
        "t.csv",
        &words,
        &aliases,
        &none,
        SaidOfPlans::default(),
    );
    read.expect("a table").value
}
