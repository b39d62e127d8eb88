//! Floor 5: pure functions from the responsibility graph to results.
//!
//! Owns formulas and their sources. Never knows text, files, formats or rounding.

pub mod communities;
pub mod diversity;
pub mod hotspots;
pub mod position;
pub mod rank_stability;
pub mod sections;
