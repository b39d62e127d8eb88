//! Which parts of the plans are looked at, and the graph of each.
//!
//! Owns the labels of the `plan` column. Never knows formulas.

use crate::error::Stop;
use crate::graph::{ResponsibilityGraph, Scope};
use crate::locator::Locator;
use crate::plan::Role;
use crate::text::Said;
use crate::units::{Assignments, PlanId};
use std::collections::BTreeMap;

/// The label for all plans together.
pub const ALL: &str = "all";

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

/// The graph of each plan, of each jurisdiction with several plans, and (when there are several plans)
/// of all together, in this order; only those asked for.
///
/// # Errors
/// A label asked for that no scope has.
pub fn scopes(
    all: &Assignments,
    graph: &ResponsibilityGraph,
    choice: &Choice,
) -> Result<Vec<ScopedGraph>, Stop> {
    let mut parts: Vec<(String, Vec<PlanId>)> = Vec::new();
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
    if let Some(unknown) = choice.plans.iter().find(|asked| parts.iter().all(|(l, _)| l != *asked))
    {
        let known: Vec<_> = parts.iter().map(|(label, _)| label.as_str()).collect();
        return Err(unknown_plan(unknown, &known.join(", ")));
    }
    parts.retain(|(label, _)| choice.plans.is_empty() || choice.plans.contains(label));
    let scoped = parts.into_iter().map(|(label, plans)| {
        let scope = Scope {
            plans: Some(plans.clone()),
            roles: choice.roles.clone(),
            collectives: choice.collectives,
            ..Scope::default()
        };
        ScopedGraph { label, plans, graph: graph.restrict(&scope) }
    });
    Ok(scoped.collect())
}

fn unknown_plan(asked: &str, known: &str) -> Stop {
    Stop::new(
        "unknown-plan",
        Said::new(format!("没有叫「{asked}」的方案"), format!("no plan is called 「{asked}」")),
        Locator::default(),
        Said::new(format!("可用：{known}"), format!("there are: {known}")),
    )
}
