//! What the recognition of a plan says to its reader.
//!
//! Owns the wording of these messages; those about tables stand beside the tables. Never decides when one is due.

use crate::diagnostic::{Diagnostic, Severity};
use crate::documents::Document;
use crate::locator::Locator;
use crate::plan::prose::references::Unmet;
use crate::text::Said;

/// What stands outside of the plan, on the page it was copied from.
pub(super) fn outside_the_plan(at: Locator, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "outside-the-plan",
        Said::new(
            format!("方案之外写有「{quote}」"),
            format!("「{quote}」 stands outside the plan"),
        ),
        at,
        Said::new("属于网页内容，未计入", "it speaks of the page; not counted"),
    )
}

/// A label that gives no role, before units.
pub(super) fn unread(document: &Document, line: u32, words: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "unread-role-word",
        Said::new(
            format!("「{words}」不是牵头、责任或配合"),
            format!("「{words}」 is neither lead, nor responsibility, nor support"),
        ),
        document.at(line),
        Said::new("其中的单位未计入", "the units named there are not counted"),
    )
}

/// A role word in running text.
pub(super) fn role_word_in_text(at: Locator, word: &str, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "role-word-in-text",
        Said::new(
            format!("正文提到「{word}」：「{quote}」"),
            format!("running text speaks of 「{word}」: 「{quote}」"),
        ),
        at,
        Said::new("不是责任分工，未计入", "not a statement of responsibility; not counted"),
    )
}

/// A rule by which the type of the print says who leads.
pub(super) fn lead_by_type(at: Locator, rule: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "lead-by-type",
        Said::new(
            format!("「{rule}」：以字体区分牵头单位，文本中看不到字体"),
            format!("「{rule}」: the type of the print tells who leads, and a text does not show it"),
        ),
        at,
        Said::new("未据此确定牵头单位", "nobody is made a lead by it"),
    )
    .hint(Said::new(
        "改用符号标出（如“带★的为牵头单位”），或在 assignments.csv 中改 role 后重新运行",
        "mark the leads with a sign (带★的为牵头单位), or set role in assignments.csv and run again",
    ))
}

/// Numbers of items that a line names and that are not those of one item.
pub(super) fn unknown_number(document: &Document, unmet: &Unmet) -> Diagnostic {
    let numbers: Vec<String> = unmet.numbers.iter().map(u32::to_string).collect();
    Diagnostic::new(
        Severity::Warning,
        "unknown-number",
        Said::new(
            format!("「{}」所指的第{}项找不到，或不止一项", unmet.quote, numbers.join("、")),
            format!(
                "「{}」 names item {}, which is not there, or more than once",
                unmet.quote,
                numbers.join(", ")
            ),
        ),
        document.at(unmet.line),
        Said::new("对应的责任未计入", "nobody is given a part by it"),
    )
    .hint(Said::new(
        "核对编号，或在该项下直接写明单位",
        "check the number, or name the units in the item",
    ))
}

/// A label that names units and no known role.
pub(super) fn unknown_label(document: &Document, line: u32, words: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "unknown-label",
        Said::new(
            format!("不认识的标签「{words}」"),
            format!("「{words}」 is no label known here"),
        ),
        document.at(line),
        Said::new("其后的单位未计入", "the units behind it are not counted"),
    )
    .hint(Said::new(
        "如是责任分工用语，用 --vocabulary 补充该词",
        "if it names a role, add the word with --vocabulary",
    ))
}

/// A role without a unit.
pub(super) fn empty_responsibility(at: Locator, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "empty-responsibility",
        Said::new(
            format!("有责任字样但没有单位：「{quote}」"),
            format!("a word of responsibility without a unit: 「{quote}」"),
        ),
        at,
        Said::new("该处未产生任何责任关系", "no responsibility was read there"),
    )
    .hint(Said::new("请在原文补上单位名称", "name the unit in the plan"))
}

/// A statement whose bracket never closes.
pub(super) fn open_bracket(document: &Document, line: u32, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "open-bracket",
        Said::new(
            format!("责任单位的括号没有右半边：「{quote}」"),
            format!("the bracket around the units never closes: 「{quote}」"),
        ),
        document.at(line),
        Said::new("读到段末为止", "read to the end of the paragraph"),
    )
    .hint(Said::new("请在原文补上右括号", "close the bracket in the plan"))
}

/// A statement in which the text ends.
pub(super) fn cut_off(document: &Document, line: u32, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "cut-off",
        Said::new(
            format!("文本在责任分工中间断开：「{quote}」"),
            format!("the text ends in the middle of a statement: 「{quote}」"),
        ),
        document.at(line),
        Said::new("断开之后的单位缺失", "units behind the break are missing"),
    )
    .hint(Said::new("请提供完整文本", "give the whole text"))
}

/// Names whose role the text ends before.
pub(super) fn role_cut_off(document: &Document, line: u32, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "cut-off",
        Said::new(
            format!("文本断开，没有写明最后几个单位的职责：「{quote}」"),
            format!("the text ends before it says what the last units do: 「{quote}」"),
        ),
        document.at(line),
        Said::new(
            "按本文件其他分工的写法计入；没有其他分工时按牵头计入",
            "counted in the role that units in this place have elsewhere in the document, as leading where nothing tells",
        ),
    )
    .hint(Said::new("请提供完整文本", "give the whole text"))
}

/// Names in a bracket in which the text ends.
pub(super) fn names_cut_off(document: &Document, line: u32, quote: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "cut-off",
        Said::new(
            format!("文本在单位名单中间断开，看不出职责：「{quote}」"),
            format!("the text ends in a list of units before it says what they do: 「{quote}」"),
        ),
        document.at(line),
        Said::new("这些单位没有计入", "these units are not counted"),
    )
    .hint(Said::new("请提供完整文本", "give the whole text"))
}

/// A line that is nothing but units and belongs to no measure.
pub(super) fn unplaced_line(at: Locator, words: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "unplaced-units",
        Said::new(
            format!("「{words}」只有单位名称，没有写明职责，没有归入任何一项"),
            format!("「{words}」 is nothing but units without a word about their part, and belongs to no measure"),
        ),
        at,
        Said::new("其中的单位未计入", "the units named there are not counted"),
    )
    .hint(Said::new(
        "如是责任单位，在前面写明“责任单位：”",
        "if they answer for a measure, write 责任单位： before them",
    ))
}
