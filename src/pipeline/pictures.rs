//! The pictures a run can make, by kind and scope.
//!
//! Owns which pictures belong to a run and what they are called. Never knows how one is drawn.

use super::results::Results;
use super::scopes::ScopedGraph;
use super::wishes::ambiguous_unit;
use crate::analyses::inequality::{inequality, lorenz};
use crate::analyses::rebalance::{Group, GroupRebalancing, QUARTERS_PER_LEAD};
use crate::error::Stop;
use crate::exports::diagrams::{Chart, Diagram, DiagramOptions, plan_subtitle, plans_subtitle};
use crate::graph::ResponsibilityGraph;
use crate::locator::Locator;
use crate::text::{Lang, Said};
use crate::units::{PlanId, UnitId, UnitKind};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Busiest units of a jurisdiction that get a picture of their own.
const UNITS_PICTURED: usize = 5;
/// Width of a PNG, for a slide on a 4K screen.
pub const PNG_WIDTH: u32 = 3840;

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say what they are
pub enum PictureKind {
    Overview,
    Bipartite,
    CoLead,
    Unit,
    Hotspots,
    Load,
    HeatMap,
    Lorenz,
    Frontier,
}

impl PictureKind {
    /// The word used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            PictureKind::Overview => "overview",
            PictureKind::Bipartite => "bipartite",
            PictureKind::CoLead => "co-lead",
            PictureKind::Unit => "unit",
            PictureKind::Hotspots => "hotspots",
            PictureKind::Load => "load",
            PictureKind::HeatMap => "heat-map",
            PictureKind::Lorenz => "lorenz",
            PictureKind::Frontier => "frontier",
        }
    }
}

/// A picture, ready to be written.
#[derive(Debug, Clone)]
pub struct Picture {
    /// File stem, unique in a run.
    pub name: String,
    /// The picture as SVG.
    pub svg: String,
    /// The same as DOT, for networks.
    pub dot: Option<String>,
    /// Whether it is one of the few that people put on slides.
    pub main: bool,
}

/// Every picture of a run: the kinds of each scope (of many plans, of all together only), a sheet for
/// each busy unit, a frontier for each jurisdiction; in order of name.
pub fn pictures(results: &Results<'_>) -> Vec<Picture> {
    const OF_A_SCOPE: [PictureKind; 7] = [
        PictureKind::Overview,
        PictureKind::Bipartite,
        PictureKind::CoLead,
        PictureKind::Hotspots,
        PictureKind::Load,
        PictureKind::HeatMap,
        PictureKind::Lorenz,
    ];
    let options = DiagramOptions::new(results.lang());
    let Some(whole) = results.scopes().last() else { return Vec::new() };
    // Before the pictures that are drawn side by side ask for it.
    let _ = results.loads();
    let mut asked: Vec<(PictureKind, &ScopedGraph, Option<UnitId>)> = Vec::new();
    let scopes = results.scopes();
    for scope in &scopes[if results.many_plans() { scopes.len() - 1 } else { 0 }..] {
        asked.extend(OF_A_SCOPE.map(|kind| (kind, scope, None)));
    }
    let busy = if results.many_plans() { Vec::new() } else { busy_units(results) };
    asked.extend(busy.into_iter().map(|u| (PictureKind::Unit, whole, Some(u))));
    let mut all: Vec<Picture> = asked
        .into_par_iter()
        .filter_map(|(kind, scope, unit)| draw(results, kind, scope, unit, &options))
        .collect();
    let groups = results.rebalancing().groups.iter().filter(|_| !results.many_plans());
    all.extend(groups.filter_map(|group| frontier(results, group.group)));
    all.sort_by(|a, b| a.name.cmp(&b.name));
    number_namesakes(&mut all);
    all
}

/// One picture of the last scope chosen, with at most `top` nodes.
///
/// # Errors
/// A unit that is not there, or nothing to draw.
pub fn picture(
    results: &Results<'_>,
    kind: PictureKind,
    unit: Option<&str>,
    top: Option<usize>,
) -> Result<Picture, Stop> {
    let mut options = DiagramOptions::new(results.lang());
    options.top = top.unwrap_or(options.top);
    let scope = results.scopes().last().ok_or_else(nothing)?;
    let unit = match (kind, unit) {
        (PictureKind::Unit, Some(name)) => Some(find_unit(results, &scope.graph, name)?),
        (PictureKind::Unit, None) => {
            Some(busy_units(results).first().copied().ok_or_else(nothing)?)
        }
        _ => None,
    };
    let picture = match kind {
        PictureKind::Frontier => {
            // The group with most to move says most.
            let groups = results.rebalancing().groups.iter();
            let group = groups.max_by_key(|group| group.moves.len()).ok_or_else(nothing)?;
            frontier(results, group.group)
        }
        kind => draw(results, kind, scope, unit, &options),
    };
    picture.ok_or_else(nothing)
}

/// A picture for the page: of a scope, or the frontier of a group, by label.
pub(super) fn page_picture(
    results: &Results<'_>,
    kind: PictureKind,
    label: &str,
) -> Option<Picture> {
    if kind == PictureKind::Frontier {
        let groups = &results.rebalancing().groups;
        let part = groups.iter().find(|part| results.group(part.group) == label)?;
        return frontier(results, part.group);
    }
    let scope = results.scopes().iter().find(|scope| scope.label == label)?;
    draw(results, kind, scope, None, &DiagramOptions::new(results.lang()))
}

fn draw(
    results: &Results<'_>,
    kind: PictureKind,
    scope: &ScopedGraph,
    unit: Option<UnitId>,
    options: &DiagramOptions,
) -> Option<Picture> {
    let (all, graph) = (results.assignments(), &scope.graph);
    let label = file_safe(&scope.label);
    let diagram = match kind {
        PictureKind::Overview => Diagram::overview(all, graph, options),
        PictureKind::Bipartite => Diagram::bipartite(all, graph, options),
        PictureKind::CoLead => Diagram::co_lead(all, graph, options),
        PictureKind::Hotspots => Diagram::hotspots(all, graph, options),
        PictureKind::Load => Diagram::load(all, graph, options),
        PictureKind::Unit => {
            let unit = unit?;
            let named = all.unit(unit);
            let name = file_safe(&format!("unit-{} {}", named.place_name(), named.name));
            let diagram = Diagram::unit(all, graph, unit, options)?;
            return Some(network(name, &diagram, false));
        }
        PictureKind::HeatMap => {
            let chart = Chart::heat_map(all, graph, options);
            return Some(chart_picture(format!("{label}-heat-map"), &chart));
        }
        PictureKind::Lorenz => {
            let chart = lorenz_chart(results, scope, options.lang)?;
            return Some(chart_picture(format!("{label}-lorenz"), &chart));
        }
        PictureKind::Frontier => return None,
    };
    let slide = matches!(kind, PictureKind::Overview | PictureKind::CoLead | PictureKind::Hotspots);
    let whole = results.scopes().last().is_some_and(|last| last.label == scope.label);
    Some(network(format!("{label}-{}", kind.as_str()), &diagram, slide && whole))
}

fn network(name: String, diagram: &Diagram, main: bool) -> Picture {
    Picture { name, svg: diagram.to_svg(), dot: Some(diagram.to_dot()), main }
}

fn chart_picture(name: String, chart: &Chart) -> Picture {
    Picture { name, svg: chart.to_svg(), dot: None, main: false }
}

/// The Lorenz curve of what units lead, those that lead nothing counted too.
fn lorenz_chart(results: &Results<'_>, scope: &ScopedGraph, lang: Lang) -> Option<Chart> {
    let (_, loads) = results.loads().iter().find(|(label, _)| *label == scope.label)?;
    let leads: Vec<f64> = loads.iter().map(|load| load.fractional_lead).collect();
    let figures = inequality(&leads)?;
    let points: Vec<_> = lorenz(&leads).iter().map(|point| (point.units, point.load)).collect();
    let (gini, hoover) = (figures.gini, 100.0 * figures.hoover);
    let units = figures.units;
    let facts = match lang {
        Lang::Zh => vec![
            format!("牵头（折算），{units} 个单位，含不牵头的"),
            format!("基尼系数 {gini:.2}"),
            format!("要完全均等，须调整 {hoover:.0}% 的牵头任务"),
        ],
        Lang::En => vec![
            format!("leading (shared leads split), {units} units, those without a lead too"),
            format!("Gini {gini:.2}"),
            format!("{hoover:.0}% of the leads would have to move for equality"),
        ],
    };
    let subtitle = plan_subtitle(results.assignments(), &scope.graph, lang);
    Some(Chart::lorenz(&points, &facts, &subtitle, lang))
}

/// What each move buys in one group; nothing when nothing can move.
fn frontier(results: &Results<'_>, group: Group) -> Option<Picture> {
    let part = results.rebalancing().groups.iter().find(|part| part.group == group)?;
    if part.frontier.len() < 2 {
        return None;
    }
    let load = |quarters: u32| f64::from(quarters) / f64::from(QUARTERS_PER_LEAD);
    let points: Vec<_> = part.frontier.iter().map(|row| (row.moves, load(row.peak))).collect();
    let lang = results.lang();
    let mut subtitle = plans_subtitle(results.assignments(), &plans_of(results, part), lang);
    let label = results.group(group);
    if !subtitle.contains(&label) && group != Group::Together {
        subtitle = format!("{label} · {subtitle}");
    }
    let chart = Chart::frontier(&points, &subtitle, lang);
    Some(chart_picture(file_safe(&format!("frontier-{label}")), &chart))
}

/// The plans whose measures the units of one group share, in order of id.
pub(super) fn plans_of(results: &Results<'_>, part: &GroupRebalancing) -> Vec<PlanId> {
    if let Group::Plan(plan) = part.group {
        return vec![plan];
    }
    let graph = results.graph();
    let units: BTreeSet<UnitId> = part.loads.iter().map(|load| load.unit).collect();
    let of_group = graph.unit_indices().filter(|&u| units.contains(&graph.unit(u).id));
    let measures = of_group.flat_map(|u| graph.measures_of(u).map(|(m, _)| m));
    let plans: BTreeSet<PlanId> = measures.map(|m| graph.measure(m).plan).collect();
    plans.into_iter().collect()
}

/// The units of every place that lead most.
fn busy_units(results: &Results<'_>) -> Vec<UnitId> {
    let all = results.assignments();
    let mut taken: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let Some((_, loads)) = results.loads().last() else { return Vec::new() };
    let busy = loads.iter().filter(|load| {
        let unit = all.unit(load.unit);
        let so_far = taken.entry(unit.place()).or_default();
        *so_far += 1;
        load.lead > 0 && unit.kind != UnitKind::Collective && *so_far <= UNITS_PICTURED
    });
    busy.map(|load| load.unit).collect()
}

/// A unit of the graph by one of its names, or by its place and a name.
fn find_unit(
    results: &Results<'_>,
    graph: &ResponsibilityGraph,
    wish: &str,
) -> Result<UnitId, Stop> {
    let all = results.assignments();
    let mut found = all.units_called(wish);
    let inside: BTreeSet<UnitId> = graph.unit_indices().map(|u| graph.unit(u).id).collect();
    found.retain(|unit| inside.contains(unit));
    match found[..] {
        [unit] => Ok(unit),
        [] => Err(Stop::new(
            "unknown-unit",
            Said::new(format!("没有叫「{wish}」的单位"), format!("no unit is called 「{wish}」")),
            Locator::default(),
            Said::new("单位名称见 respgraph units", "respgraph units lists their names"),
        )),
        [first, ..] => Err(ambiguous_unit(all.unit(first), wish, "--name")),
    }
}

/// Tells pictures apart that would have one file name; `all` stands in order of name.
fn number_namesakes(all: &mut [Picture]) {
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for picture in all {
        let count = bearers.entry(picture.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            picture.name = format!("{}~{count}", picture.name);
        }
    }
}

/// A label as a file name: what file systems forbid becomes `-`, and what they have no room for goes.
fn file_safe(label: &str) -> String {
    /// Bytes of a label; most file systems allow 255 with the kind, a number and the ending.
    const LONGEST: usize = 180;
    let safe = |c: char| {
        let forbidden = c.is_control() || "/\\:*?\"<>| ".contains(c);
        if forbidden { '-' } else { c }
    };
    label[..label.floor_char_boundary(LONGEST)].chars().map(safe).collect()
}

fn nothing() -> Stop {
    Stop::new(
        "nothing-to-draw",
        Said::new("没有可画的内容", "there is nothing to draw"),
        Locator::default(),
        Said::new("换一种图，或放宽 --plan", "choose another kind of picture or another --plan"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_any_length_and_any_letters_is_a_file_name() {
        assert_eq!(file_safe("all:东区 2/3"), "all-东区-2-3");
        let long = "局".repeat(100);
        assert_eq!(file_safe(&long), "局".repeat(60));
        let picture = |label: &str| {
            let name = file_safe(label);
            Picture { name, svg: String::new(), dot: None, main: false }
        };
        let mut two = [picture(&long), picture(&(long.clone() + "甲"))];
        number_namesakes(&mut two);
        assert_eq!(two[1].name, format!("{}~2", two[0].name));
    }
}
