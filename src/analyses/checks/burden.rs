//! How much falls to one unit: `overloaded-unit`, `support-only`, `named-once`.
//!
//! Owns these checks. Never knows names.

use super::{CheckThresholds, Finding, What};
use crate::graph::{ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::units::{Assignments, PlanId, UnitId, UnitKind};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(
    assignments: &Assignments,
    graph: &ResponsibilityGraph,
    thresholds: &CheckThresholds,
    misprints: &BTreeSet<UnitId>,
) -> Vec<Finding> {
    let mut mentions: BTreeMap<(PlanId, UnitId), usize> = BTreeMap::new();
    for row in &assignments.rows {
        let plan = assignments.measure(row.measure).plan;
        *mentions.entry((plan, row.unit)).or_insert(0) += 1;
    }
    let mut findings = Vec::new();
    for (plan, measures) in graph.measures_by_plan() {
        let led = measures.iter().filter(|m| graph.principal_role(**m).is_some()).count();
        let graph = &graph.of_measures(&measures, false);
        findings.extend(overloaded(graph, plan, led, thresholds));
        findings.extend(support_only(graph, plan, thresholds));
        let once = |u: &UnitIx| {
            let id = graph.unit(*u).id;
            mentions[&(plan, id)] == 1 && !misprints.contains(&id)
        };
        let (units, measures): (Vec<_>, Vec<_>) = graph
            .unit_indices()
            .filter(once)
            .flat_map(|u| graph.measures_of(u).map(move |(m, _)| (u, m)))
            .map(|(u, m)| (graph.unit(u).id, graph.measure(m).id))
            .unzip();
        let (of, up_to) = (graph.unit_count(), thresholds.named_once_share);
        if !units.is_empty() && units.len() as f64 <= up_to * of as f64 {
            let what = What::NamedOnce { of, up_to };
            findings.push(Finding::new(what, plan).units(units).measures(measures));
        }
    }
    findings
}

fn overloaded(
    graph: &ResponsibilityGraph,
    plan: PlanId,
    of: usize,
    thresholds: &CheckThresholds,
) -> Vec<Finding> {
    let leads = |u: UnitIx| {
        graph
            .measures_of(u)
            .map(|(m, _)| m)
            .filter(move |&m| graph.principals_of(m).any(|v| v == u))
    };
    let limit = thresholds.lead_share * of as f64;
    let heavy =
        graph.unit_indices().filter(|&u| leads(u).count() > 1 && leads(u).count() as f64 > limit);
    let findings = heavy.map(|u| {
        let what = What::Overloaded { of, over: thresholds.lead_share };
        let measures = leads(u).map(|m| graph.measure(m).id);
        Finding::new(what, plan).units([graph.unit(u).id]).measures(measures)
    });
    findings.collect()
}

fn support_only(
    graph: &ResponsibilityGraph,
    plan: PlanId,
    thresholds: &CheckThresholds,
) -> Option<Finding> {
    let only = |u: &UnitIx| {
        graph.unit(*u).kind != UnitKind::Enterprise
            && graph.measures_of(*u).all(|(_, edge)| edge.role == Role::Support)
    };
    let first_row = |u: UnitIx| graph.measures_of(u).map(|(_, edge)| edge.row).min();
    let mut units: Vec<(usize, UnitId, Option<u32>)> = graph
        .unit_indices()
        .filter(only)
        .map(|u| (graph.unit_degree(u), graph.unit(u).id, first_row(u)))
        .filter(|(count, ..)| *count >= thresholds.support_only)
        .collect();
    units.sort_unstable_by_key(|&(count, id, _)| (Reverse(count), id));
    let what = What::SupportOnly {
        counts: units.iter().map(|(count, ..)| *count).collect(),
        from: thresholds.support_only,
    };
    let finding = Finding::new(what, plan)
        .units(units.iter().map(|(_, id, _)| *id))
        .rows(units.iter().filter_map(|(.., row)| *row));
    (!units.is_empty()).then_some(finding)
}
