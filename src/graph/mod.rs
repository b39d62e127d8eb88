//! Floor 4: the responsibility graph and its projections.
//!
//! Owns two-sidedness, one edge per unit and measure, role weights. Never knows text or files.

mod projection;
mod responsibility_graph;
mod role_weights;

pub use projection::{
    MeasureProjection, ProjectionWeight, UnitProjection, neighbour_rows, project_measures,
    project_units,
};
pub use responsibility_graph::{
    Edge, MeasureIx, MeasureNode, ResponsibilityGraph, Scope, UnitIx, UnitNode,
};
pub use role_weights::RoleWeights;
