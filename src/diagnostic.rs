//! What the program noticed about the user's document, said so that the user can act on it.
//!
//! Owns severities and the parts of a message. Never prints: only the command line does.

use crate::locator::Locator;
use crate::text::Said;

/// How much a diagnostic means for the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is missing from the results.
    Error,
    /// A number may be off.
    Warning,
    /// A choice was made.
    Note,
}

impl Severity {
    /// The word shown to people and written to tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One message: what is wrong, where, what was done about it and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Weight of the message.
    pub severity: Severity,
    /// Stable word code, such as `open-bracket`.
    pub code: &'static str,
    /// What is wrong with the user's document; their words stand in 「」.
    pub message: Said,
    /// Where it stands.
    pub at: Locator,
    /// What was done to the numbers.
    pub done: Said,
    /// One honest action, if there is one.
    pub hint: Option<Said>,
}

impl Diagnostic {
    /// A message without advice; add it with [`Diagnostic::hint`]. Of a long quotation the middle is left out.
    pub fn new(
        severity: Severity,
        code: &'static str,
        message: Said,
        at: Locator,
        done: Said,
    ) -> Self {
        Self { severity, code, message: message.shortened(), at, done, hint: None }
    }

    /// Adds what the user can do next.
    #[must_use]
    pub fn hint(mut self, hint: Said) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// A value together with everything noticed while making it.
///
/// Stages up to the graph return this instead of failing: one bad clause must not cost a plan.
#[derive(Debug, Clone, Default)]
pub struct Noted<T> {
    /// The result, as complete as the input allowed.
    pub value: T,
    /// What was noticed, in document order.
    pub notes: Vec<Diagnostic>,
}

impl<T> Noted<T> {
    /// The value, its notes moved to `sink`.
    pub fn take(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.notes);
        self.value
    }
}
