//! A unit named more than once in a measure: `unit-twice`.
//!
//! Owns this check. Never knows which role the graph keeps.

use super::{Finding, What};
use crate::units::Assignments;
use std::collections::BTreeMap;

pub(super) fn check(assignments: &Assignments) -> Vec<Finding> {
    let mut named: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    for (row, i) in assignments.rows.iter().zip(0u32..) {
        named.entry((row.measure, row.unit)).or_default().push(i);
    }
    named.retain(|_, rows| rows.len() > 1);
    let findings = named.into_iter().map(|((measure, unit), mut rows)| {
        let role = |row: &u32| assignments.rows[*row as usize].role;
        rows.sort_by_key(|row| (role(row), *row));
        let mut roles: Vec<_> = rows.iter().map(role).collect();
        roles.dedup();
        let what = if roles.len() > 1 { What::TwoRoles { roles } } else { What::NamedTwice };
        let plan = assignments.measure(measure).plan;
        Finding::new(what, plan).measures([measure]).units([unit]).rows(rows)
    });
    findings.collect()
}
