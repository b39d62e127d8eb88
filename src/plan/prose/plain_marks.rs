//! Marks that set a label off as a colon or a bracket does: 【牵头】县交通局, 责任单位丨县教育局, 「主办：县民政局」.
//!
//! Owns which marks stand for which. Never knows what a statement says.

use crate::plan::passage::Passage;
use crate::plan::statement::role_clause::has_colon;
use crate::plan::vocabulary::Vocabulary;
use crate::text::is_han;
use std::ops::Range;

/// The longest label, in characters.
const LONGEST: usize = 10;

/// The line with plain marks in place of those that only look otherwise.
pub fn with_plain_marks(mut line: Passage, vocabulary: &Vocabulary) -> Passage {
    if let Some(labels) = labels_in_brackets(&line, vocabulary) {
        line = line.with_colons_for_brackets(&labels);
    }
    for at in bars_behind_labels(line.chars(), vocabulary) {
        line.read_as(at, ':');
    }
    for bracket in statements_in_corners(line.chars(), vocabulary) {
        line.read_as(bracket.start, '(');
        line.read_as(bracket.end - 1, ')');
    }
    line.with_bars_as_marks()
}

/// The brackets that hold nothing but a label and stand before its words, where the line begins with one: 【牵头】
/// 县交通局 【配合】县财政局.
fn labels_in_brackets(line: &Passage, vocabulary: &Vocabulary) -> Option<Vec<Range<usize>>> {
    let chars = line.chars();
    let label = |open: usize| -> Option<Range<usize>> {
        let close = chars[open..].iter().take(LONGEST + 2).position(|c| *c == ')')? + open;
        let behind = chars[close + 1..].iter().find(|c| **c != ' ')?;
        let named = vocabulary.heading(&line.text(open + 1..close)).is_some();
        (named && (is_han(*behind) || behind.is_ascii_alphanumeric())).then_some(open..close + 1)
    };
    let first = (chars.first() == Some(&'(')).then(|| label(0)).flatten()?;
    let apart = |at: &usize| chars[*at] == '(' && " ;,。|".contains(chars[*at - 1]);
    let more = (first.end..chars.len()).filter(apart).filter_map(label);
    Some(std::iter::once(first.clone()).chain(more).collect())
}

/// The bars between a label that begins a line, or stands behind another bar, and its words: 责任单位丨县教育局.
fn bars_behind_labels(chars: &[char], vocabulary: &Vocabulary) -> Vec<usize> {
    let bars: Vec<usize> = (0..chars.len()).filter(|at| chars[*at] == '|').collect();
    let cell = |from: usize, to: usize| -> String {
        let words: String = chars[from..to].iter().collect();
        words.trim().to_owned()
    };
    let known = |words: &str| {
        let short = words.chars().count() <= LONGEST && !words.contains(':');
        short && vocabulary.heading(words).is_some()
    };
    let mut out = Vec::new();
    let mut from = 0;
    for (n, bar) in bars.iter().enumerate() {
        let end = bars.get(n + 1).copied().unwrap_or(chars.len());
        let behind = cell(bar + 1, end);
        // A row of headings has labels on both sides.
        if known(&cell(from, *bar)) && !behind.is_empty() && !known(&behind) {
            out.push(*bar);
        }
        from = bar + 1;
    }
    out
}

/// The corner brackets around labels with their units; others are quotation marks (「主辦：縣民政局」).
fn statements_in_corners(chars: &[char], vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(open) = chars[from..].iter().position(|c| *c == '「').map(|at| from + at) {
        let Some(close) = chars[open..].iter().position(|c| *c == '」') else {
            break;
        };
        let close = open + close;
        let words = &chars[open + 1..close];
        let first = vocabulary.scan(&words[..words.len().min(LONGEST)]).into_iter().next();
        let labelled = first.is_some_and(|f| {
            vocabulary.label_start(words, f.start) == 0
                && f.word.label.is_some()
                && has_colon(words, f.end)
        });
        let ends = chars.get(close + 1).is_none_or(|c| "。;, (「".contains(*c));
        if labelled && ends {
            out.push(open..close + 1);
        }
        from = close + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded;

    #[test]
    fn marks_that_set_labels_off_become_plain() {
        let vocabulary = Vocabulary::default();
        for (line, plain) in [
            ("【牵头】县交通局", "牵头:县交通局"),
            ("【牵头】县交通局 【配合】县财政局", "牵头:县交通局 配合:县财政局"),
            ("【项目名称】渡口改造", "项目名称:渡口改造"),
            ("【县交通局】牵头办理", "(县交通局)牵头办理"),
            ("【牵头】", "(牵头)"),
            ("责任单位丨县教育局", "责任单位:县教育局"),
            (
                "修渡口｜牵头：县交通局｜配合单位｜县财政局",
                "修渡口;牵头:县交通局;配合单位:县财政局",
            ),
            ("牵头单位｜配合单位", "牵头单位;配合单位"),
            ("修渡口。「主办：县交通局」", "修渡口。(主办:县交通局)"),
            ("把「主办：县交通局」的旧牌换下", "把「主办:县交通局」的旧牌换下"),
        ] {
            let read = with_plain_marks(Passage::new(line, 1), &vocabulary);
            assert_eq!(read.chars().iter().collect::<String>(), folded(plain), "{line}");
        }
    }
}
