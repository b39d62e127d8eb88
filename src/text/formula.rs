//! Text that a spreadsheet would run as a formula.
//!
//! Owns the mark that keeps it text, put on and taken off. Never knows tables.

use std::borrow::Cow;

/// Text that a spreadsheet will not take for a formula.
///
/// Spreadsheets run text that begins with `= + - @` (full-width ones too), a tab or a carriage
/// return; such text gets a leading `'`. [`plain`] takes it away again.
pub fn neutral(text: &str) -> Cow<'_, str> {
    if begins_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Text as it was before [`neutral`].
pub fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest,
        _ => text,
    }
}

fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_of_a_formula_is_neutralised_and_comes_back() {
        for start in ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"] {
            let text = format!("{start}SUM(A1)");
            assert_eq!(neutral(&text), format!("'{text}"));
            assert_eq!(plain(&neutral(&text)), text);
        }
        assert_eq!(neutral("区财政局=甲"), "区财政局=甲");
        assert_eq!(plain("'甲"), "'甲");
    }
}
