//! A line that shows what is going on, on a terminal only.
//!
//! Owns when it is shown. Never knows what is being done.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A spinner with the current step; cleared when it goes.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// Shown on standard error when that is a terminal and nobody asked for quiet.
    pub fn new(quiet: bool) -> Self {
        let bar = ProgressBar::new_spinner();
        // indicatif itself stays silent where standard error is no terminal.
        if quiet {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Names the step that begins.
    pub fn step(&self, name: &str) {
        self.0.set_message(name.to_owned());
    }

    /// Takes the line away, so that messages stand alone.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
