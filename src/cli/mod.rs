//! Floor 8: the command line.
//!
//! Owns flags, settings, progress, messages on standard error and exit codes. Never knows any rule
//! of the domain.

pub mod args;
pub mod commands;
pub mod messages;
pub mod progress;
pub mod settings;
pub mod summary;
