//! How much room words take in a cell, and which words a cell can hold.
//!
//! Owns widths (a Chinese character takes two half-width letters), wrapping, row heights, and the
//! limits of the format. Never knows what is written.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Most UTF-16 units a cell can hold.
pub(super) const CELL_LIMIT: usize = 32_767;
/// Most letters a sheet's name can have.
const NAME_LIMIT: usize = 31;
/// Half-width letters of a column that its words do not fill.
pub(super) const MARGIN: usize = 3;
/// Height of a line of 10-point letters, in points; Chinese fonts stand higher than Latin ones.
const LINE_HEIGHT: f64 = 14.0;
/// Room above and below the lines of a row, in points.
const ROW_PADDING: f64 = 4.0;
/// Highest row the format knows, in points.
const HIGHEST_ROW: f64 = 409.0;

/// Width of the widest line of a text, in half-width letters; doubtful marks such as “ count as wide,
/// as Chinese fonts draw them.
pub(super) fn width(text: &str) -> usize {
    text.split('\n').map(UnicodeWidthStr::width_cjk).max().unwrap_or(0)
}

/// Width of the longest word that must not be broken; a Chinese character is a word of its own.
pub(super) fn longest_word(text: &str) -> usize {
    let breaks = |c: char| c.is_whitespace() || c.width_cjk().unwrap_or(0) > 1;
    text.split(breaks).map(UnicodeWidthStr::width_cjk).max().unwrap_or(0)
}

/// Lines that a text takes in a column so many half-width letters wide.
pub(super) fn lines(text: &str, column: usize) -> usize {
    // The edges of the cell, its indent, and what stays free before a mark that must not begin a line.
    let room = column.saturating_sub(MARGIN).max(2);
    text.split('\n').map(|paragraph| lines_of_paragraph(paragraph, room)).sum()
}

fn lines_of_paragraph(paragraph: &str, room: usize) -> usize {
    let (mut count, mut used) = (1, 0);
    let mut put = |piece: usize| {
        if used + piece > room && used > 0 {
            count += 1;
            used = 0;
        }
        used += piece;
        while used > room && room > 0 {
            count += 1;
            used -= room;
        }
    };
    // Latin words and numbers stay whole, Chinese characters break anywhere.
    let mut word = 0;
    for letter in paragraph.chars() {
        let wide = letter.width_cjk().unwrap_or(0);
        if wide < 2 && !letter.is_whitespace() {
            word += wide;
            continue;
        }
        if word > 0 {
            put(word);
            word = 0;
        }
        put(wide);
    }
    if word > 0 {
        put(word);
    }
    count
}

/// Height of a row with so many lines, in points.
pub(super) fn row_height(lines: usize) -> f64 {
    (lines.max(1) as f64 * LINE_HEIGHT + ROW_PADDING).min(HIGHEST_ROW)
}

/// Text without what the format or its readers cannot take: control characters but line breaks go,
/// tabs become blanks.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let kept = text.replace("\r\n", "\n").replace('\t', " ");
    Cow::Owned(kept.chars().filter(|c| !bad(*c)).collect())
}

/// Text that fits a cell; what is cut is said at the end, in the words of `remark`.
pub(super) fn fitted<'a>(text: &'a str, remark: &str) -> Cow<'a, str> {
    // No text is longer in UTF-16 than in UTF-8.
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return Cow::Borrowed(text);
    }
    let room = CELL_LIMIT - remark.encode_utf16().count();
    let mut used = 0;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            used += c.len_utf16();
            used > room
        })
        .map_or(text.len(), |(at, _)| at);
    Cow::Owned(format!("{}{remark}", &text[..end]))
}

/// Words that can stand on a tab.
pub(super) fn tab_name(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\'))
        .take(NAME_LIMIT)
        .collect();
    name.trim_matches('\'').to_owned()
}

/// Whether a spreadsheet would take the text for a formula once somebody edits the cell.
pub(super) fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_counts_twice() {
        assert_eq!(width("区财政局 A1"), 11);
        assert_eq!(width("“双随机”\n短"), 10);
        assert_eq!(width(""), 0);
        assert_eq!(longest_word("p（BiCM 零模型）"), 4);
    }

    #[test]
    fn lines_follow_the_width() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("区财政局", 11), 1);
        assert_eq!(lines("区财政局区", 11), 2);
        assert_eq!(lines("甲\n乙\n丙", 10), 3);
        assert_eq!(lines("wholesale wholesale", 13), 2);
        assert_eq!(lines("abcdefghijklmnopqrst", 13), 2);
        assert_eq!(lines("区财政局区财政局", 11), 2);
    }

    #[test]
    fn rows_grow_to_the_limit() {
        assert_eq!(row_height(1), 18.0);
        assert_eq!(row_height(3), 46.0);
        assert_eq!(row_height(900), 409.0);
    }

    #[test]
    fn control_characters_go() {
        assert_eq!(clean("a\tb\u{0}c\r\nd\u{7f}\u{FFFF}"), "a bc\nd");
        assert!(matches!(clean("=1+1\n甲"), Cow::Borrowed(_)));
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        let text = "甲".repeat(CELL_LIMIT);
        assert_eq!(fitted(&text, "…"), text);
        let text = "😀".repeat(CELL_LIMIT);
        let cut = fitted(&text, "…（已截断）");
        assert!(cut.encode_utf16().count() <= CELL_LIMIT && cut.ends_with("😀…（已截断）"));
    }

    #[test]
    fn tab_names_are_legal() {
        assert_eq!(tab_name("a/b[c]:*?\\d"), "abcd");
        assert_eq!(tab_name(&"长".repeat(40)).chars().count(), 31);
    }
}
