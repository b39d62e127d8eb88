//! Who leads the same measure in different plans, and what changed from one plan to the next.
//!
//! Owns agreement and change. Never knows text, nor how measures were found to be the same.

use super::alignment::{Alignment, Theme};
use crate::graph::{MeasureIx, ResponsibilityGraph};
use crate::plan::Role;
use crate::units::{Assignments, MeasureId, PlanId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// How far the plans agree on who leads a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Only one plan has the measure.
    Single,
    /// In fewer than two plans the lead's function is known: nothing to compare.
    Unknown,
    /// The same function leads everywhere.
    Same,
    /// More than half have a leading function in common, the others do not.
    Differs,
    /// No function leads in more than half.
    Split,
}

impl Agreement {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Agreement::Single => "single",
            Agreement::Unknown => "unknown",
            Agreement::Same => "same",
            Agreement::Differs => "differs",
            Agreement::Split => "split",
        }
    }
}

/// Who leads a theme in one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leading {
    /// The plan.
    pub plan: PlanId,
    /// Its leads over all sub-rows (responsible units where no lead is named), in order of unit.
    pub leads: Vec<UnitId>,
    /// Their known functions, in order; functions number as in the graph's nodes.
    pub functions: Vec<u32>,
    /// Whether the plan departs from what leads in most plans.
    pub odd: bool,
    /// Functions that lead in most plans but not here.
    pub lacks: Vec<u32>,
    /// Functions that lead here but not in most plans.
    pub adds: Vec<u32>,
}

/// Who leads a theme in all its plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeLeads {
    /// Position in [`Alignment::themes`].
    pub theme: usize,
    /// One entry a member, in order of plan.
    pub plans: Vec<Leading>,
    /// Functions that lead in more than half of the plans with a known lead, in order.
    pub usual: Vec<u32>,
    /// How far the plans agree.
    pub agreement: Agreement,
}

/// Shows where one district gives the same measure to another kind of bureau.
///
/// For each theme: F(p), the functions of the principals of plan p over all sub-rows; a function is
/// *usual* when it stands in F(p) for more than half of the plans with F(p) not empty; a plan is
/// *odd* when there is a usual function and F(p) has none of them. Joint leading with a usual
/// function is no departure; it is shown under `adds`.
/// # Input
/// `graph` of all plans aligned; leave collectives out, or they count as leads without function.
/// # Returns
/// One entry a theme, in its order. Plans without a known lead function never count and are never
/// odd.
/// # Errors
/// None.
/// # Cost
/// Linear in the edges of the measures aligned. Same output on every run.
/// # Source
/// Ours; comparison by function follows the design (one function, one unit a jurisdiction).
pub fn theme_leads(graph: &ResponsibilityGraph, alignment: &Alignment) -> Vec<ThemeLeads> {
    let position = positions(graph);
    let leads = alignment.themes.iter().enumerate().map(|(theme, members)| {
        let mut plans: Vec<Leading> = Vec::new();
        for member in &members.members {
            let mut leads = BTreeSet::new();
            let mut functions = BTreeSet::new();
            for &m in member.measures.iter().filter_map(|m| position.get(m)) {
                for unit in graph.principals_of(m).map(|u| graph.unit(u)) {
                    leads.insert(unit.id);
                    functions.extend(unit.function);
                }
            }
            plans.push(Leading {
                plan: member.plan,
                leads: leads.into_iter().collect(),
                functions: functions.into_iter().collect(),
                odd: false,
                lacks: Vec::new(),
                adds: Vec::new(),
            });
        }
        let mut counts = BTreeMap::new();
        for &function in plans.iter().flat_map(|leading| &leading.functions) {
            *counts.entry(function).or_insert(0usize) += 1;
        }
        let known = plans.iter().filter(|leading| !leading.functions.is_empty()).count();
        let usual: Vec<u32> =
            counts.into_iter().filter(|(_, n)| 2 * n > known).map(|(f, _)| f).collect();
        let without = |from: &[u32], what: &[u32]| {
            from.iter().filter(|f| !what.contains(f)).copied().collect::<Vec<u32>>()
        };
        for leading in plans.iter_mut().filter(|leading| !leading.functions.is_empty()) {
            leading.lacks = without(&usual, &leading.functions);
            leading.adds = without(&leading.functions, &usual);
            leading.odd = known > 1 && !usual.is_empty() && leading.lacks.len() == usual.len();
        }
        let agreement = match () {
            () if plans.len() < 2 => Agreement::Single,
            () if known < 2 => Agreement::Unknown,
            () if usual.is_empty() => Agreement::Split,
            () if plans.iter().any(|leading| leading.odd) => Agreement::Differs,
            () => Agreement::Same,
        };
        ThemeLeads { theme, plans, usual, agreement }
    });
    leads.collect()
}

/// How one measure changed between two plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeChange {
    /// Position in [`Alignment::themes`].
    pub theme: usize,
    /// Leads before.
    pub leads_before: Vec<UnitId>,
    /// Leads after.
    pub leads_after: Vec<UnitId>,
    /// Units that take part only afterwards, with their role.
    pub added: Vec<(UnitId, Role)>,
    /// Units that took part only before, with their role.
    pub dropped: Vec<(UnitId, Role)>,
    /// Units that stayed under another role: before, after.
    pub role_changed: Vec<(UnitId, Role, Role)>,
}

impl ThemeChange {
    /// Whether others lead now.
    pub fn lead_changed(&self) -> bool {
        self.leads_before != self.leads_after
    }

    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.dropped.is_empty() && self.role_changed.is_empty()
    }
}

/// What changed from a plan to a later one of the same jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    /// The earlier plan.
    pub earlier: PlanId,
    /// The later plan.
    pub later: PlanId,
    /// Measures of both, in order of theme, also those where nothing changed. When there are none,
    /// the later plan does not continue the earlier one, and `new` and `gone` say nothing.
    pub kept: Vec<ThemeChange>,
    /// Themes only of the later plan.
    pub new: Vec<usize>,
    /// Themes only of the earlier plan.
    pub gone: Vec<usize>,
}

/// Each plan with the next one of the same jurisdiction, by year, then date, then id.
///
/// Plans without a jurisdiction or a year have no place in time and are left out, and so is the
/// step between two plans of one year without dates to order them.
pub fn successions(assignments: &Assignments) -> Vec<(PlanId, PlanId)> {
    let mut by_place: BTreeMap<&str, Vec<(i32, &str, PlanId)>> = BTreeMap::new();
    for (plan, id) in assignments.plans.iter().zip(0..) {
        if let Some(year) = plan.year.filter(|_| !plan.jurisdiction.is_empty()) {
            by_place.entry(&plan.jurisdiction).or_default().push((year, &plan.date, PlanId(id)));
        }
    }
    let mut steps = Vec::new();
    for plans in by_place.values_mut() {
        plans.sort_unstable();
        for step in plans.windows(2) {
            if (step[0].0, step[0].1) != (step[1].0, step[1].1) {
                steps.push((step[0].2, step[1].2));
            }
        }
    }
    steps
}

/// Tells the reader of a new plan what is new in it: measures, leads and partners.
///
/// A unit's role in a theme is the highest it has in any sub-row. Units are compared by id, so the
/// same bureau under another name has not changed.
/// # Input
/// `graph` and `alignment` of the same assignments, and steps of two plans in order of time.
/// # Returns
/// One change a step, in the order of the steps. Every theme with either plan stands in exactly one of
/// `kept`, `new`, `gone`.
/// # Errors
/// None.
/// # Cost
/// Linear in the edges of the plans of all steps. Same output on every run.
/// # Source
/// Ours.
pub fn plan_changes(
    graph: &ResponsibilityGraph,
    alignment: &Alignment,
    steps: &[(PlanId, PlanId)],
) -> Vec<PlanChange> {
    let position = positions(graph);
    let mut themes_of: BTreeMap<PlanId, Vec<usize>> = BTreeMap::new();
    for (t, theme) in alignment.themes.iter().enumerate() {
        for member in &theme.members {
            themes_of.entry(member.plan).or_default().push(t);
        }
    }
    let change_of = |&(earlier, later): &(PlanId, PlanId)| {
        let mut change =
            PlanChange { earlier, later, kept: Vec::new(), new: Vec::new(), gone: Vec::new() };
        let of_either = [earlier, later].into_iter().filter_map(|plan| themes_of.get(&plan));
        for &t in of_either.flatten().collect::<BTreeSet<_>>() {
            let roles = |plan| roles(graph, &position, &alignment.themes[t], plan);
            match (roles(earlier), roles(later)) {
                (Some(before), Some(after)) => change.kept.push(theme_change(t, &before, &after)),
                (None, Some(_)) => change.new.push(t),
                (Some(_), None) => change.gone.push(t),
                (None, None) => {}
            }
        }
        change
    };
    steps.iter().map(change_of).collect()
}

fn theme_change(
    theme: usize,
    before: &BTreeMap<UnitId, (Role, bool)>,
    after: &BTreeMap<UnitId, (Role, bool)>,
) -> ThemeChange {
    let leads = |units: &BTreeMap<UnitId, (Role, bool)>| {
        units.iter().filter(|(_, (_, leads))| *leads).map(|(&unit, _)| unit).collect()
    };
    let only = |here: &BTreeMap<UnitId, (Role, bool)>, there: &BTreeMap<UnitId, (Role, bool)>| {
        let gone = here.iter().filter(|(unit, _)| !there.contains_key(unit));
        gone.map(|(&unit, &(role, _))| (unit, role)).collect()
    };
    let stayed = before.iter().filter_map(|(&unit, &(role, _))| {
        after.get(&unit).filter(|(now, _)| *now != role).map(|&(now, _)| (unit, role, now))
    });
    ThemeChange {
        theme,
        leads_before: leads(before),
        leads_after: leads(after),
        added: only(after, before),
        dropped: only(before, after),
        role_changed: stayed.collect(),
    }
}

/// The units of a theme in one plan with their highest role and whether they are principals.
fn roles(
    graph: &ResponsibilityGraph,
    position: &BTreeMap<MeasureId, MeasureIx>,
    theme: &Theme,
    plan: PlanId,
) -> Option<BTreeMap<UnitId, (Role, bool)>> {
    let member = theme.member(plan)?;
    let mut units = BTreeMap::new();
    for &m in member.measures.iter().filter_map(|m| position.get(m)) {
        let principals: Vec<_> = graph.principals_of(m).collect();
        for (u, edge) in graph.units_of(m) {
            let known = units.entry(graph.unit(u).id).or_insert((edge.role, false));
            known.0 = known.0.min(edge.role);
            known.1 |= principals.contains(&u);
        }
    }
    Some(units)
}

/// Where each measure stands in the graph.
fn positions(graph: &ResponsibilityGraph) -> BTreeMap<MeasureId, MeasureIx> {
    graph.measure_indices().map(|m| (graph.measure(m).id, m)).collect()
}

#[cfg(test)]
mod tests;
