//! Where a unit stands in the web of shared measures: in between, hemmed in, spread out, at the core.
//!
//! Owns the gathering of the position figures into one row a unit; each figure has a file of its
//! own. Never knows names, text, files or rounding.

pub mod betweenness;
pub mod brokerage;
pub mod constraint;
pub mod core;
pub mod external_internal;
pub mod participation;
pub mod redundancy;

use self::betweenness::{Betweenness, BetweennessMethod, BetweennessOptions};
use self::brokerage::{Brokerage, Grouping};
use crate::graph::{ProjectionWeight, ResponsibilityGraph, neighbour_rows, project_units};
use crate::units::{MeasureId, UnitId};

/// What to compute and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PositionOptions {
    /// When betweenness is exact, and how it is sampled otherwise.
    pub betweenness: BetweennessOptions,
    /// The groups between which units broker.
    pub grouping: Grouping,
    /// Pairs of units whose tie passed a significance test, for the validated core; `None` when
    /// no test was made.
    pub validated: Option<Vec<(UnitId, UnitId)>>,
}

/// One unit's position.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitPosition {
    /// The unit.
    pub unit: UnitId,
    /// Measures it takes part in.
    pub measures: usize,
    /// Two-mode betweenness, Borgatti–Halgin normalised; see [`betweenness::two_mode_betweenness`].
    pub betweenness: Option<f64>,
    /// Its standard error when betweenness was sampled.
    pub betweenness_error: Option<f64>,
    /// Burt's constraint on the projection weighted by shared measures.
    pub constraint: Option<f64>,
    /// Constraint computed on units and measures directly.
    pub two_mode_constraint: Option<f64>,
    /// Share of pairs of its measures that another unit also joins.
    pub redundancy: Option<f64>,
    /// How evenly it is spread over sections.
    pub participation_sections: Option<f64>,
    /// How evenly it is spread over plans.
    pub participation_plans: Option<f64>,
    /// Number of partners.
    pub breadth: usize,
    /// Mean number of measures shared with a partner.
    pub depth: Option<f64>,
    /// Core number in the projection of all shared measures.
    pub core: u32,
    /// Core number among the validated ties only; `None` when none were given.
    pub validated_core: Option<u32>,
    /// Brokerage roles on the graph from leads to their participants.
    pub brokerage: Brokerage,
    /// Krackhardt's E–I index over its ties, by the grouping of the options.
    pub external_internal: Option<f64>,
}

/// One measure's position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasurePosition {
    /// The measure.
    pub measure: MeasureId,
    /// Two-mode betweenness, normalised for the measures' side.
    pub betweenness: Option<f64>,
}

/// The positions of all units and measures of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Positions {
    /// In the graph's order of units.
    pub units: Vec<UnitPosition>,
    /// In the graph's order of measures.
    pub measures: Vec<MeasurePosition>,
    /// Whether betweenness is exact.
    pub method: BetweennessMethod,
    /// The E–I index of the whole graph.
    pub external_internal: external_internal::ExternalInternal,
}

/// Which units sit between the others, depend on few partners, or work across sections.
///
/// Gathers the figures of this folder; each is defined in its own file.
/// # Input
/// graph: restricted by the caller (collectives out by default); every role counts.
/// # Returns
/// One row a unit and one a measure, in the graph's order; undefined figures are `None`.
/// # Errors
/// None.
/// # Cost
/// Betweenness up to the stated budget, constraint Σ_u Σ_{v~u} partners(v), the rest less. Same
/// output on every run and for any number of threads.
/// # Source
/// See each figure.
pub fn positions(graph: &ResponsibilityGraph, options: &PositionOptions) -> Positions {
    let between = betweenness::two_mode_betweenness(graph, &options.betweenness);
    positions_with(graph, &between, options)
}

/// The same where betweenness of this graph is known already.
pub fn positions_with(
    graph: &ResponsibilityGraph,
    between: &Betweenness,
    options: &PositionOptions,
) -> Positions {
    let projection = project_units(graph, ProjectionWeight::Count);
    let rows = neighbour_rows(&projection);
    let constraint = constraint::burt_constraint(&rows);
    let two_mode_constraint = constraint::two_mode_constraint(graph);
    let redundancy = redundancy::redundancy(graph);
    let sections = participation::over_sections(graph);
    let plans = participation::over_plans(graph);
    let core = core::core_numbers(&projection);
    let validated_core =
        options.validated.as_ref().map(|pairs| core::core_numbers(&core::ties(graph, pairs)));
    let groups = options.grouping.groups(graph);
    let brokerage = brokerage::brokerage(graph, &groups);
    let (overall, own) = external_internal::external_internal(&rows, &groups);

    let units = graph
        .unit_indices()
        .map(|u| {
            let i = u.index();
            let ties = participation::breadth_and_depth(&rows, u);
            UnitPosition {
                unit: graph.unit(u).id,
                measures: graph.unit_degree(u),
                betweenness: between.units[i].normalised,
                betweenness_error: between.units[i].standard_error,
                constraint: constraint[i],
                two_mode_constraint: two_mode_constraint[i],
                redundancy: redundancy[i],
                participation_sections: sections[i],
                participation_plans: plans[i],
                breadth: ties.breadth,
                depth: ties.depth,
                core: core[i],
                validated_core: validated_core.as_ref().map(|core| core[i]),
                brokerage: brokerage[i],
                external_internal: own[i],
            }
        })
        .collect();
    let measures = graph
        .measure_indices()
        .map(|m| MeasurePosition {
            measure: graph.measure(m).id,
            betweenness: between.measures[m.index()].normalised,
        })
        .collect();
    Positions { units, measures, method: between.method, external_internal: overall }
}

#[cfg(test)]
mod tests;
