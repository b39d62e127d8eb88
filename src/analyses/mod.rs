//! Floor 5: pure functions from the responsibility graph to results.
//!
//! Owns formulas and their sources. Never knows text, files, formats or rounding.
