//! One statement for many measures: `broad-inheritance`.
//!
//! Owns this check. Never knows what the statement says.

use super::{CheckThresholds, Finding, What};
use crate::analyses::alignment::items;
use crate::plan::How;
use crate::units::{Assignments, MeasureId, PlanId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(assignments: &Assignments, thresholds: &CheckThresholds) -> Vec<Finding> {
    // A statement stands at one line; without lines, the same words are the same statement.
    let mut statements: BTreeMap<(PlanId, u32, &str), Vec<u32>> = BTreeMap::new();
    for (row, i) in assignments.rows.iter().zip(0u32..) {
        if row.how == How::Inherited {
            let plan = assignments.measure(row.measure).plan;
            let words = if row.line > 0 { "" } else { &*row.quote };
            statements.entry((plan, row.line, words)).or_default().push(i);
        }
    }
    // Leads and supports of one heading may be quoted apart: the same measures, one finding.
    let mut by_measures: BTreeMap<(PlanId, Vec<MeasureId>), Vec<u32>> = BTreeMap::new();
    for ((plan, _, _), rows) in statements {
        let measures: BTreeSet<_> =
            rows.iter().map(|&row| assignments.rows[row as usize].measure).collect();
        by_measures.entry((plan, measures.into_iter().collect())).or_default().extend(rows);
    }
    let mut printed_as = BTreeMap::new();
    for (printed, item) in items(assignments).into_iter().enumerate() {
        printed_as.extend(item.measures.into_iter().map(|m| (m, printed)));
    }
    let mut findings = Vec::new();
    for ((plan, measures), mut rows) in by_measures {
        rows.sort_unstable();
        let units: BTreeSet<UnitId> =
            rows.iter().map(|&row| assignments.rows[row as usize].unit).collect();
        let printed: BTreeSet<_> = measures.iter().map(|m| printed_as[m]).collect();
        if printed.len() >= thresholds.broad_measures && units.len() >= thresholds.broad_units {
            let what = What::BroadInheritance {
                printed: printed.len(),
                from: thresholds.broad_measures,
                from_units: thresholds.broad_units,
            };
            rows.truncate(1);
            findings.push(Finding::new(what, plan).measures(measures).units(units).rows(rows));
        }
    }
    findings
}
