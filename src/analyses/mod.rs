//! Floor 5: pure functions from the responsibility graph to results.
//!
//! Owns formulas and their sources. Never knows text, files, formats or rounding.

pub mod inequality;
pub mod load;
pub mod overlap;
pub mod rank_stability;
pub mod significance;
mod strata;
