//! Findings for people who write plans: what is unclear, contradictory or risky in them.
//!
//! Owns what counts as a finding, its weight and the thresholds. Never knows how a finding is said.
//! One file a family; cases that would flood are gathered into one finding with all their places.

mod burden;
mod finding;
mod inheritance;
mod leads;
mod names;
mod numbering;
mod twice;

pub use finding::{CheckThresholds, Finding, Noticed, What};

use crate::graph::ResponsibilityGraph;
use crate::units::Assignments;

/// Tells the authors of plans what to look at before they publish.
///
/// Every family looks at one plan at a time, except names, which are also compared across the plans
/// of the run. Definitions stand with the variants of [`What`].
/// # Input
/// `graph`: the whole graph of `assignments`, collectives included. `noticed`: diagnostics of
/// reading that concern authors (others are passed over). `thresholds`: shown in the findings.
/// # Returns
/// Findings by plan, then severity, then code, then place. No plans: none.
/// # Errors
/// None.
/// # Cost
/// Linear in rows, and in the names of a run and those near them. Same output on every run.
/// # Source
/// Questions of the RACI analysis (no A, several A, many A, only S; trackplus.com, RACI matrix
/// analysis), extended by what is peculiar to these plans; thresholds are ours.
pub fn check(
    assignments: &Assignments,
    graph: &ResponsibilityGraph,
    noticed: &[Noticed],
    thresholds: &CheckThresholds,
) -> Vec<Finding> {
    let mut findings = leads::check(graph, thresholds);
    findings.extend(twice::check(assignments));
    findings.extend(inheritance::check(assignments, thresholds));
    findings.extend(numbering::check(assignments));
    let names = names::check(assignments);
    let near = names.iter().filter(|finding| finding.what == What::NearName);
    let misprints = near.map(|finding| finding.units[0]).collect();
    findings.extend(burden::check(assignments, graph, thresholds, &misprints));
    findings.extend(names);
    findings.extend(finding::reported(assignments, noticed));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests;
