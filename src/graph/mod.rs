//! Floor 4: the responsibility graph and its projections.
//!
//! Owns two-sidedness, one edge per unit and measure, role weights. Never knows text or files.

mod responsibility_graph;
mod role_weights;

pub use responsibility_graph::{
    Edge, MeasureIx, MeasureNode, ResponsibilityGraph, Scope, UnitIx, UnitNode,
};
pub use role_weights::RoleWeights;
