//! Equal texts share one allocation.
//!
//! Owns the pool. Never knows what the texts mean.

use std::collections::HashSet;
use std::sync::Arc;

/// A pool of texts.
#[derive(Debug, Default)]
pub(super) struct Interner {
    pool: HashSet<Arc<str>>,
    empty: Arc<str>,
}

impl Interner {
    /// The one copy of `text`.
    pub fn get(&mut self, text: &str) -> Arc<str> {
        if text.is_empty() {
            return self.empty.clone();
        }
        if let Some(known) = self.pool.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.pool.insert(new.clone());
        new
    }
}
