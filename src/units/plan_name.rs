//! Names that no plan may have.
//!
//! Owns the label of all plans together and what is said where a plan bears it. Never knows how plans
//! are found or what is made of labels.

use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::Said;

/// The label for all plans together; with `:` and a jurisdiction, for all of that.
pub const ALL_PLANS: &str = "all";

/// The name a plan gets instead, where it may not bear its own, and what is said about that.
pub fn instead_of_reserved(name: &str, at: Locator) -> Option<(String, Diagnostic)> {
    let rest = name.strip_prefix(ALL_PLANS)?;
    if !rest.is_empty() && !rest.starts_with(':') {
        return None;
    }
    let instead = format!("{name}+");
    let note = Diagnostic::new(
        Severity::Note,
        "reserved-plan-name",
        Said::new(
            format!("「{name}」在各表中指全部方案，不能作方案名"),
            format!(
                "「{name}」 stands for all plans in every table, so no plan may be called that"
            ),
        ),
        at,
        Said::new(
            format!("在各表中称为「{instead}」"),
            format!("it is called 「{instead}」 in every table"),
        ),
    );
    Some((instead, note))
}
