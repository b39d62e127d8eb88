//! respgraph turns government work plans into a responsibility graph.
//!
//! ```text
//! bytes → Document → Plan → Assignments → ResponsibilityGraph → results → tables → bytes
//! ```
//!
//! Each arrow is a floor of the house (a folder of `src`), and imports point down only. The arrows
//! up to the graph return [`diagnostic::Noted`]: a value plus diagnostics. The arrows after it are
//! pure functions.

pub mod analyses;
pub mod diagnostic;
pub mod documents;
pub mod error;
pub mod exports;
pub mod graph;
pub mod locator;
pub mod pipeline;
pub mod plan;
pub mod text;
pub mod units;

/// The README, so that its example is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
