//! What is said about tables that cannot be read as they stand.
//!
//! Owns the words of these diagnostics. Never knows how tables are read.

use super::matrix::UnknownMarks;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::plan::role::Role;
use crate::text::Said;
use std::sync::Arc;

/// Says that nothing stood between the cells of a table.
pub fn guessed_cells(at: Locator) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "cells-guessed",
        Said::new("表格各栏之间没有任何分隔", "nothing stands between the cells of the table"),
        at,
        Said::new(
            "按行号和单位名称的写法推断各栏，写在任务文字中间的单位没有计入",
            "rows and units were told apart by numbers and names; units in the middle of a row's words are not counted",
        ),
    )
    .hint(Said::new("请与原件逐行核对，或提供带表格线的文本", "compare it with the original, or give a text with its columns"))
}

/// A row of narrow columns whose cells could not be told apart.
pub fn unsure_cells(at: Locator, number: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "cells-unsure",
        Said::new(
            format!("第{number}项各栏被拆成短行，分不清哪些行属于哪一栏"),
            format!("the cells of row {number} are broken over short lines, and more than one way to put them together fits"),
        ),
        at,
        Said::new("该项的单位未计入", "no unit was read from this row"),
    )
    .hint(Said::new("请提供分栏清楚的表格（如 Word、Excel 或 CSV）", "give a table whose columns are kept: Word, Excel or CSV"))
}

/// A column of a role that no row fills.
pub fn blank_column(at: Locator, column: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "blank-column",
        Said::new(
            format!("「{column}」一栏各行都是空的"),
            format!("no row of the table has anything below 「{column}」"),
        ),
        at,
        Said::new("这一栏没有读出单位", "no unit was read from this column"),
    )
    .hint(Said::new(
        "核对原文这一栏是否确为空白；如有内容，请用分栏清楚的表格（如 CSV）",
        "see whether the column is blank in the document; if not, give a table whose columns are kept, such as CSV",
    ))
}

/// A cell that is nothing but units and ended in no measure.
pub fn unplaced_units(at: Locator, words: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "unplaced-units",
        Said::new(
            format!("表中「{words}」像是单位，但没有归入任何一项"),
            format!("「{words}」 in the table looks like units and belongs to no measure"),
        ),
        at,
        Said::new("其中的单位未计入", "the units named there are not counted"),
    )
    .hint(Said::new(
        "核对这一格属于哪一栏；如是责任单位，请提供分栏清楚的表格（如 CSV）",
        "see which column the cell stands in; if it names who answers, give a table whose columns are kept, such as CSV",
    ))
}

/// A cell that repeats the one above, where there is none.
pub fn nothing_above(at: Locator, mark: &str, column: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "nothing-above",
        Said::new(
            format!("「{column}」一列写「{mark}」，但上面没有可重复的内容"),
            format!(
                "「{mark}」 in the column 「{column}」 repeats a cell above, and there is none"
            ),
        ),
        at,
        Said::new("按空白处理，该处没有单位", "read as blank: no unit from this cell"),
    )
    .hint(Said::new("请在原文写出单位名称", "name the unit in the plan"))
}

/// Marks under units that nothing beside the table explains.
pub fn unknown_marks(source: &Arc<str>, unknown: &UnknownMarks) -> Diagnostic {
    let marks = unknown.marks.join(" ");
    Diagnostic::new(
        Severity::Error,
        "unknown-mark",
        Said::new(
            format!("表中的「{marks}」没有说明代表牵头、责任还是配合"),
            format!(
                "nothing says whether 「{marks}」 in the table is lead, responsible or support"
            ),
        ),
        Locator::line(source.clone(), unknown.first).to(unknown.last),
        Said::new(
            "这些记号下的单位未计入，结果中缺少其责任",
            "the units with these marks were not read; they are missing from every table",
        ),
    )
    .hint(Said::new(
        "在表格上方加一行说明，例如：★为牵头单位，△为配合单位",
        "add a line above the table that explains them, such as ★为牵头单位，△为配合单位",
    ))
}

/// A table whose columns name no units, or rows without headings.
pub fn no_header(source: &Arc<str>, first: u32, last: u32) -> Diagnostic {
    Diagnostic::new(
        Severity::Error,
        "no-header",
        Said::new(
            "表格没有表头，不知道哪一列是牵头、责任或配合单位",
            "the rows of a table have no headings that say which column names the units",
        ),
        Locator::line(source.clone(), first).to(last),
        Said::new(
            "这些行未读取，结果中缺少其中的责任单位",
            "these rows were not read; their units are missing from every table",
        ),
    )
    .hint(Said::new(
        "在表格上方补上表头，例如：序号｜工作任务｜牵头单位｜配合单位",
        "put a heading row above them, such as 序号｜工作任务｜牵头单位｜配合单位",
    ))
}

/// Marks under units that a line beside the table explains.
pub fn marks_explained(at: Locator, said: &[(char, Role)]) -> Diagnostic {
    let zh: Vec<String> = said.iter().map(|(m, role)| format!("「{m}」为{}", role.zh())).collect();
    let en: Vec<String> = said.iter().map(|(m, role)| format!("「{m}」 is {role}")).collect();
    Diagnostic::new(
        Severity::Note,
        "marks-explained",
        Said::new(format!("表中{}", zh.join("，")), format!("in the table, {}", en.join(", "))),
        at,
        Said::new("按此读取表中的记号", "the marks of the table were read so"),
    )
}
