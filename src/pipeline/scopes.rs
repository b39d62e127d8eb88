//! Which parts of the plans are looked at, and the graph of each.
//!
//! Owns the labels of the `plan` column. Never knows formulas.

use crate::error::Stop;
use crate::graph::ResponsibilityGraph;
use crate::locator::Locator;
use crate::plan::Role;
use crate::text::Said;
use crate::units::{ALL_PLANS as ALL, Assignments, PlanId};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a user asks to look at; the default is everything but collectives.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only these scopes, by label; empty is all of them.
    pub plans: Vec<String>,
    /// Only edges of these roles; `None` is all.
    pub roles: Option<Vec<Role>>,
    /// Whether collectives take part.
    pub collectives: bool,
    /// What overlaps are tested against.
    pub null: NullChoice,
    /// Whether plans are compared one by one however many there are.
    pub comparison: bool,
}

/// Null models, each step with those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum NullChoice {
    /// No test.
    None,
    /// How busy units are.
    Hypergeometric,
    /// How busy units and how crowded measures are, on average.
    #[default]
    Bicm,
    /// Both exactly, by random tables.
    Fdsm,
}

/// A part of the plans under its label.
#[derive(Debug, Clone)]
pub struct ScopedGraph {
    /// A plan's id, `all:` and a jurisdiction, or `all`.
    pub label: String,
    /// The plans it covers.
    pub plans: Vec<PlanId>,
    /// Their graph.
    pub graph: ResponsibilityGraph,
}

/// A label and the plans it covers.
pub type Part = (String, Vec<PlanId>);

/// Each plan, each jurisdiction with several plans, and (when there are several plans) all together,
/// in this order; only those asked for.
///
/// # Errors
/// A label asked for that no scope has.
pub fn parts(all: &Assignments, choice: &Choice) -> Result<Vec<Part>, Stop> {
    let mut parts: Vec<Part> = Vec::new();
    let mut of_jurisdiction: BTreeMap<&str, Vec<PlanId>> = BTreeMap::new();
    for (plan, id) in all.plans.iter().zip(0..) {
        parts.push((plan.id.clone(), vec![PlanId(id)]));
        of_jurisdiction.entry(&plan.jurisdiction).or_default().push(PlanId(id));
    }
    let several = of_jurisdiction.len() > 1;
    for (jurisdiction, plans) in of_jurisdiction {
        if several && plans.len() > 1 && !jurisdiction.is_empty() {
            parts.push((format!("{ALL}:{jurisdiction}"), plans));
        }
    }
    if all.plans.len() > 1 {
        parts.push((ALL.to_owned(), (0..all.plans.len() as u32).map(PlanId).collect()));
    }
    let known: BTreeSet<&str> = parts.iter().map(|(label, _)| label.as_str()).collect();
    if let Some(unknown) = choice.plans.iter().find(|asked| !known.contains(asked.as_str())) {
        return Err(unknown_plan(unknown, &known));
    }
    parts.retain(|(label, _)| choice.plans.is_empty() || choice.plans.contains(label));
    Ok(parts)
}

/// The graph of each part.
pub fn scopes(graph: &ResponsibilityGraph, parts: Vec<Part>, choice: &Choice) -> Vec<ScopedGraph> {
    let of_plan = graph.measures_by_plan();
    let scoped = parts.into_par_iter().map(|(label, plans)| {
        let mut measures: Vec<_> =
            plans.iter().filter_map(|plan| of_plan.get(plan)).flatten().copied().collect();
        measures.sort_unstable();
        let part = graph.of_measures(&measures, choice.collectives);
        let graph = match &choice.roles {
            Some(roles) => part.of_roles(roles),
            None => part,
        };
        ScopedGraph { label, plans, graph }
    });
    scoped.collect()
}

fn unknown_plan(asked: &str, known: &BTreeSet<&str>) -> Stop {
    const LISTED: usize = 20;
    let mut list: Vec<&str> = known.iter().copied().take(LISTED).collect();
    if known.len() > LISTED {
        list.push("…");
    }
    let known = list.join(", ");
    Stop::new(
        "unknown-plan",
        Said::new(format!("没有叫「{asked}」的方案"), format!("no plan is called 「{asked}」")),
        Locator::default(),
        Said::new(format!("可用：{known}"), format!("there are: {known}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, Scope, UnitIx};
    use crate::units::test_tables::assignments_of;

    fn read() -> Assignments {
        let table = "plan,jurisdiction,number,title,role,mention,kind\n\
            a,东区,1,甲,lead,东区财政局,\n\
            a,东区,1,甲,support,各镇街,collective\n\
            a,东区,2,乙,support,东区财政局,\n\
            b,东区,1,丙,lead,东区教育局,\n\
            c,西区,1,丁,lead,西区财政局,\n";
        assignments_of(table)
    }

    fn edges(graph: &ResponsibilityGraph) -> Vec<(u32, u32, Edge)> {
        let of = |u: UnitIx| {
            graph.measures_of(u).map(move |(m, e)| (graph.unit(u).id.0, graph.measure(m).id.0, *e))
        };
        graph.unit_indices().flat_map(of).collect()
    }

    #[test]
    fn scopes_are_plans_then_jurisdictions_of_several_then_all() {
        let all = read();
        let graph = ResponsibilityGraph::build(&all);
        let labels = |choice: &Choice| {
            let scopes = scopes(&graph, parts(&all, choice).expect("known"), choice);
            scopes.into_iter().map(|scope| scope.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(&Choice::default()), ["a", "b", "c", "all:东区", "all"]);
        let some = Choice { plans: vec!["all".into(), "b".into()], ..Choice::default() };
        assert_eq!(labels(&some), ["b", "all"]);
        let none = Choice { plans: vec!["z".into()], ..Choice::default() };
        assert_eq!(parts(&all, &none).expect_err("unknown").0.code, "unknown-plan");
    }

    #[test]
    fn a_part_is_what_restricting_gives() {
        let all = read();
        let graph = ResponsibilityGraph::build(&all);
        for (roles, collectives) in
            [(None, false), (None, true), (Some(vec![Role::Support]), false)]
        {
            let choice = Choice { roles: roles.clone(), collectives, ..Choice::default() };
            for scope in scopes(&graph, parts(&all, &choice).expect("known"), &choice) {
                let plans = Some(scope.plans.clone());
                let roles = roles.clone();
                let same = graph.restrict(&Scope { plans, roles, collectives, ..Scope::default() });
                assert_eq!(edges(&scope.graph), edges(&same), "{}", scope.label);
                assert_eq!(scope.graph.measure_count(), same.measure_count());
                assert_eq!(scope.graph.unit_count(), same.unit_count());
            }
        }
    }
}
