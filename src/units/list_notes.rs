//! What is said about words of a list of names.
//!
//! Owns these messages, for lists of plans and of edited tables alike. Never knows where a list stood.

use super::name_list::Leftover;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::plan::Role;
use crate::text::Said;

/// The ending of a name stands with a later one only: 河东 in 河东、河西区政府.
pub(super) fn elided_ending(name: &str, at: Locator) -> Diagnostic {
    let message = Said::new(
        format!("「{name}」的后半部分写在后面的单位中"),
        format!("the ending of 「{name}」 stands with a later name"),
    );
    let done = Said::new("按原文写法计为一个单位", "counted as a unit under the words printed");
    let note = Diagnostic::new(Severity::Note, "elided-ending", message, at, done);
    note.hint(Said::new(
        "请在单位文件（--units）中写明全称",
        "give its full name in the units file (--units)",
    ))
}

/// Words beside names that name nobody.
pub(super) fn not_a_unit(left: &Leftover, role: Role, at: Locator) -> Diagnostic {
    let words = &left.words;
    let severity = if left.harmless { Severity::Note } else { Severity::Warning };
    let message = Said::new(
        format!("{}单位中的「{words}」不是单位名称", role.zh()),
        format!("「{words}」 among the {role} units is not the name of a unit"),
    );
    let done = Said::new("未计入", "left out");
    let note = Diagnostic::new(severity, "not-a-unit", message, at, done);
    if left.harmless { note } else { note.hint(how_to_name()) }
}

/// What to do about a name that is taken for none.
pub(super) fn how_to_name() -> Said {
    Said::new(
        "如是单位，请在单位文件（--units）中加一行",
        "if it is one, add a line to the units file (--units)",
    )
}
