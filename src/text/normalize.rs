//! Forms of a text in which spellings that mean the same compare as equal.
//!
//! The only file that names the converter from traditional characters. What is made here serves
//! comparing only: people are always shown the words as printed. Never knows what the words mean.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// `None` when the built-in table cannot be loaded; comparing then sees characters as printed.
static SIMPLIFY: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Whether a character leaves no ink: blanks of every width, line ends, zero-width marks.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// `text` in simplified characters.
pub fn simplified(text: &str) -> String {
    match SIMPLIFY.as_ref() {
        Some(table) if !text.is_ascii() => table.convert(text),
        _ => text.to_owned(),
    }
}

/// The round form of an opening or closing bracket of any other shape; other characters stay.
///
/// 《》 are quotation marks of titles, not brackets.
pub fn round(c: char) -> char {
    match c {
        '[' | '{' | '<' | '〔' | '【' | '〈' | '〖' | '﹝' | '﹙' | '⦅' => '(',
        ']' | '}' | '>' | '〕' | '】' | '〉' | '〗' | '﹞' | '﹚' | '⦆' => ')',
        c => c,
    }
}

/// The form for comparing names: one width, no blanks, simplified characters, brackets as `()`.
pub fn fold(text: &str) -> String {
    let narrow = |chars: &mut dyn Iterator<Item = char>| -> String {
        chars.filter(|c| !is_blank(*c)).map(round).collect()
    };
    // ASCII and the unified ideographs are their own compatibility form, and most names are these.
    let own_form = |c: char| c.is_ascii() || matches!(c, '\u{4E00}'..='\u{9FFF}');
    simplified(&if text.chars().all(own_form) {
        narrow(&mut text.chars())
    } else {
        narrow(&mut text.nfkc())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_blanks_brackets_and_characters_fold() {
        assert_eq!(fold("區發展改革委（數據局）"), "区发展改革委(数据局)");
        assert_eq!(fold("区财政局〖国资办〗"), fold("区财政局（国资办）"));
        assert_eq!(fold("区经 济\n信息委〔ＡＢＣ〕"), "区经济信息委(ABC)");
        for c in ('\u{4E00}'..='\u{9FFF}').chain('\0'..='\u{7F}') {
            assert!(c.nfkc().eq([c]), "{c:?} is not its own compatibility form");
        }
    }
}
