//! Floor 5: pure functions from the responsibility graph to results.
//!
//! Owns formulas and their sources. Never knows text, files, formats or rounding.

mod alignment;
mod assignment_problem;
pub mod checks;
pub mod communities;
pub mod diversity;
pub mod hotspots;
pub mod inequality;
pub mod load;
pub mod overlap;
pub mod position;
pub mod rank_stability;
pub mod rebalance;
pub mod sections;
pub mod significance;
mod strata;
mod themes;
pub mod weight_stability;

pub use alignment::{Alignment, Item, Link, Member, Theme, align, items};
pub use assignment_problem::best_matching;
pub use themes::{
    Agreement, Leading, PlanChange, ThemeChange, ThemeLeads, plan_changes, successions, theme_leads,
};
