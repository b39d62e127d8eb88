//! Who leads, and whether that is clear: `no-lead`, `several-leads`, `collective-lead`,
//! `collective-support`.
//!
//! Owns these four. Never knows names.

use super::{CheckThresholds, Finding, What};
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::units::{MeasureId, PlanId, UnitId, UnitKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The cases of one plan, gathered so that each gives one line.
#[derive(Default)]
struct Cases {
    nobody: Vec<MeasureId>,
    without: Vec<MeasureId>,
    only_support: Vec<MeasureId>,
    /// By the only responsible body.
    collective_answers: BTreeMap<UnitId, Vec<MeasureId>>,
    led: usize,
    few: Vec<MeasureId>,
    /// By the set of leads: the leads as first printed, the measures.
    many: BTreeMap<Vec<UnitId>, (Vec<UnitId>, Vec<MeasureId>)>,
    collective: BTreeMap<UnitId, (usize, Vec<MeasureId>)>,
    support: Vec<MeasureId>,
    supporters: BTreeMap<UnitId, usize>,
}

pub(super) fn check(graph: &ResponsibilityGraph, thresholds: &CheckThresholds) -> Vec<Finding> {
    let mut plans: BTreeMap<PlanId, Cases> = BTreeMap::new();
    for m in graph.measure_indices() {
        sort(graph, m, thresholds, plans.entry(graph.measure(m).plan).or_default());
    }
    plans.into_iter().flat_map(|(plan, cases)| findings(plan, cases, thresholds)).collect()
}

/// One lead is never many.
fn many_leads(thresholds: &CheckThresholds) -> usize {
    thresholds.many_leads.max(2)
}

/// Puts a measure where it belongs.
fn sort(
    graph: &ResponsibilityGraph,
    m: MeasureIx,
    thresholds: &CheckThresholds,
    cases: &mut Cases,
) {
    let id = graph.measure(m).id;
    let mut printed: Vec<_> = graph.units_of(m).collect();
    printed.sort_unstable_by_key(|(_, edge)| edge.row);
    let units_as = |wanted: fn(Role) -> bool| -> Vec<UnitIx> {
        printed.iter().filter(|(_, edge)| wanted(edge.role)).map(|(u, _)| *u).collect()
    };
    let is_collective = |u: &UnitIx| graph.unit(*u).kind == UnitKind::Collective;
    let ids = |units: &[UnitIx]| units.iter().map(|&u| graph.unit(u).id).collect::<Vec<_>>();
    let leads = units_as(|role| role == Role::Lead);
    let others = units_as(|role| role != Role::Lead);
    if leads.is_empty() {
        match units_as(|role| role == Role::Responsible)[..] {
            [] if others.is_empty() => cases.nobody.push(id),
            [] => cases.only_support.push(id),
            [u] if is_collective(&u) => {
                cases.collective_answers.entry(graph.unit(u).id).or_default().push(id);
            }
            [_] => {}
            _ => cases.without.push(id),
        }
        return;
    }
    cases.led += 1;
    let bodies = leads.iter().filter(|u| !is_collective(u)).count();
    for u in leads.iter().filter(|u| is_collective(u)) {
        let (alone, measures) = cases.collective.entry(graph.unit(*u).id).or_default();
        *alone += usize::from(bodies == 0);
        measures.push(id);
    }
    if bodies == leads.len() && bodies >= many_leads(thresholds) {
        let as_printed = ids(&leads);
        let mut set = as_printed.clone();
        set.sort_unstable();
        cases.many.entry(set).or_insert((as_printed, Vec::new())).1.push(id);
    } else if bodies == leads.len() && bodies >= 2 {
        cases.few.push(id);
    }
    if bodies > 0 && !others.is_empty() && others.iter().all(is_collective) {
        cases.support.push(id);
        for unit in ids(&others) {
            *cases.supporters.entry(unit).or_insert(0) += 1;
        }
    }
}

fn findings(plan: PlanId, cases: Cases, thresholds: &CheckThresholds) -> Vec<Finding> {
    let many = many_leads(thresholds);
    let mut findings = Vec::new();
    if !cases.nobody.is_empty() {
        findings.push(Finding::new(What::NobodyNamed, plan).measures(cases.nobody));
    }
    if !cases.without.is_empty() {
        let what = What::NoLead { whole_plan: cases.led == 0 };
        findings.push(Finding::new(what, plan).measures(cases.without));
    }
    if !cases.only_support.is_empty() {
        findings.push(Finding::new(What::OnlySupport, plan).measures(cases.only_support));
    }
    for (unit, measures) in cases.collective_answers {
        let what = What::CollectiveAnswers;
        findings.push(Finding::new(what, plan).measures(measures).units([unit]));
    }
    if !cases.few.is_empty() {
        let what = What::FewLeads { up_to: many - 1 };
        findings.push(Finding::new(what, plan).measures(cases.few));
    }
    for (units, measures) in cases.many.into_values() {
        let what = What::ManyLeads { from: many };
        findings.push(Finding::new(what, plan).measures(measures).units(units));
    }
    for (unit, (alone, measures)) in cases.collective {
        let what = What::CollectiveLead { alone };
        findings.push(Finding::new(what, plan).measures(measures).units([unit]));
    }
    if !cases.support.is_empty() {
        let mut supporters: Vec<_> = cases.supporters.into_iter().collect();
        supporters.sort_by_key(|&(unit, count)| (Reverse(count), unit));
        let (units, counts): (Vec<_>, Vec<_>) = supporters.into_iter().unzip();
        let what = What::CollectiveSupport { counts };
        findings.push(Finding::new(what, plan).measures(cases.support).units(units));
    }
    findings
}
