//! What a picture is about: names of plans, sections and units as a reader needs them.
//!
//! Owns the subtitle and how equal names of different places are told apart. Never knows layout.

use super::super::plan_name::plan_names;
use super::model::NodeKind;
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::text::Lang;
use crate::units::{Assignments, PlanId, PlanRecord, UnitKind};
use std::collections::BTreeMap;

/// The plans of a graph, in order of id.
pub(super) fn plans_of(graph: &ResponsibilityGraph) -> Vec<PlanId> {
    plans_among(graph, graph.measure_indices())
}

/// The plans of some measures, in order of id.
pub(super) fn plans_among(
    graph: &ResponsibilityGraph,
    measures: impl Iterator<Item = MeasureIx>,
) -> Vec<PlanId> {
    let mut plans: Vec<_> = measures.map(|m| graph.measure(m).plan).collect();
    plans.sort_unstable();
    plans.dedup();
    plans
}

/// The line under a title: the plan and its date, or how many plans of which places.
pub fn plans_subtitle(assignments: &Assignments, plans: &[PlanId], lang: Lang) -> String {
    match plans {
        [] => match lang {
            Lang::Zh => "没有措施".to_owned(),
            Lang::En => "no measures".to_owned(),
        },
        [one] => {
            let plan = assignments.plan(*one);
            let name = if plan.title.is_empty() { &plan.id } else { &plan.title };
            let mut parts = vec![name.clone()];
            if !plan.document_number.is_empty() {
                parts.push(plan.document_number.clone());
            }
            parts.extend(date(plan, lang));
            parts.join(" · ")
        }
        many => {
            let mut places: Vec<_> =
                many.iter().map(|&id| assignments.plan(id).jurisdiction.as_str()).collect();
            places.retain(|place| !place.is_empty());
            places.sort_unstable();
            places.dedup();
            let mut dates: Vec<_> = many
                .iter()
                .map(|&id| assignments.plan(id))
                .filter_map(|plan| plan.year.map(|y| y.to_string()).or_else(|| date(plan, lang)))
                .collect();
            dates.sort_unstable();
            dates.dedup();
            let count = many.len();
            let mut parts = vec![match lang {
                Lang::Zh => format!("{count} 份方案"),
                Lang::En => format!("{count} plans"),
            }];
            if !places.is_empty() && places.len() <= 6 {
                parts.push(places.join(if lang == Lang::Zh { "、" } else { ", " }));
            }
            if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
                let span = if first == last { first.clone() } else { format!("{first}–{last}") };
                parts.push(span);
            }
            parts.join(" · ")
        }
    }
}

fn date(plan: &PlanRecord, lang: Lang) -> Option<String> {
    if !plan.date.is_empty() {
        return Some(plan.date.clone());
    }
    plan.year.map(|year| match lang {
        Lang::Zh => format!("{year} 年"),
        Lang::En => year.to_string(),
    })
}

/// The same of all plans of a graph.
pub fn plan_subtitle(assignments: &Assignments, graph: &ResponsibilityGraph, lang: Lang) -> String {
    plans_subtitle(assignments, &plans_of(graph), lang)
}

/// A number of things in English: 1 pair, 2 pairs.
pub(super) fn counted(n: usize, words: [&str; 2]) -> String {
    format!("{n} {}", words[usize::from(n != 1)])
}

/// What each of some plans is called beside the others.
pub(super) fn plan_labels(assignments: &Assignments, plans: &[PlanId]) -> BTreeMap<PlanId, String> {
    let names = plan_names(plans.iter().map(|id| assignments.plan(*id)));
    plans.iter().map(|id| (*id, names[assignments.plan(*id).id.as_str()].clone())).collect()
}

/// The headings a measure stands under: chapter, then section; the section is the chapter itself
/// when the plan has no second level.
pub(super) fn headings(
    assignments: &Assignments,
    graph: &ResponsibilityGraph,
    m: MeasureIx,
    lang: Lang,
) -> (Option<String>, String) {
    let measure = assignments.measure(graph.measure(m).id);
    let chapter = measure.section1.trim();
    let section = measure.section2.trim();
    let untitled = match lang {
        Lang::Zh => "（无标题）",
        Lang::En => "(no heading)",
    };
    match (chapter.is_empty(), section.is_empty()) {
        (false, false) => (Some(chapter.to_owned()), section.to_owned()),
        (true, false) => (None, section.to_owned()),
        (false, true) => (None, chapter.to_owned()),
        (true, true) => (None, untitled.to_owned()),
    }
}

/// How units are called in one picture: with their place where it shows several places.
pub(super) struct UnitLabels<'a> {
    assignments: &'a Assignments,
    graph: &'a ResponsibilityGraph,
    several_places: bool,
    lang: Lang,
}

impl<'a> UnitLabels<'a> {
    pub(super) fn new(
        assignments: &'a Assignments,
        graph: &'a ResponsibilityGraph,
        lang: Lang,
    ) -> Self {
        Self::among(assignments, graph, graph.unit_indices(), lang)
    }

    /// Labels for a picture of some units only.
    pub(super) fn among(
        assignments: &'a Assignments,
        graph: &'a ResponsibilityGraph,
        units: impl Iterator<Item = UnitIx>,
        lang: Lang,
    ) -> Self {
        let place = |u: UnitIx| assignments.unit(graph.unit(u).id).place();
        let mut places: Vec<_> = units.map(place).collect();
        places.sort_unstable();
        places.dedup();
        Self { assignments, graph, several_places: places.len() > 1, lang }
    }

    pub(super) fn label(&self, u: UnitIx) -> String {
        let unit = self.assignments.unit(self.graph.unit(u).id);
        let place = unit.place_name();
        if self.several_places && !place.is_empty() {
            match self.lang {
                Lang::Zh => format!("{}（{place}）", unit.name),
                Lang::En => format!("{} ({place})", unit.name),
            }
        } else {
            unit.name.clone()
        }
    }

    pub(super) fn kind(&self, u: UnitIx) -> NodeKind {
        if self.graph.unit(u).kind == UnitKind::Collective {
            NodeKind::Collective
        } else {
            NodeKind::Unit
        }
    }
}
