//! Printed numbers of items: 3, （三）, 三, (3), 第三.
//!
//! Owns their style and value. Never knows what is numbered.

use super::numerals::numeral;

/// How a number is printed; numbers of one style may form one sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberStyle {
    /// 3
    Digits,
    /// (3), （3）, ③
    BracketedDigits,
    /// 三, 第三
    Chinese,
    /// （三）
    BracketedChinese,
}

/// The style and value of a printed number; `None` when it is none.
///
/// ```
/// use respgraph::text::{NumberStyle, ordinal};
/// assert_eq!(ordinal("12."), Some((NumberStyle::Digits, 12)));
/// assert_eq!(ordinal("（二十一）"), Some((NumberStyle::BracketedChinese, 21)));
/// assert_eq!(ordinal("附"), None);
/// ```
pub fn ordinal(number: &str) -> Option<(NumberStyle, u32)> {
    let number =
        number.trim().trim_start_matches('第').trim_end_matches(['.', '．', '、', '项', '条']);
    let mut chars = number.chars();
    if let (Some(c @ '①'..='⑳'), None) = (chars.next(), chars.next()) {
        return Some((NumberStyle::BracketedDigits, c as u32 - '①' as u32 + 1));
    }
    let inner = number.trim_start_matches(['(', '（']).trim_end_matches([')', '）']).trim();
    let bracketed = inner.len() < number.len();
    let digits: String = inner
        .chars()
        .map(|c| {
            if ('０'..='９').contains(&c) {
                char::from(b'0' + (c as u32 - '０' as u32) as u8)
            } else {
                c
            }
        })
        .collect();
    if let Ok(value) = digits.parse() {
        let style = if bracketed { NumberStyle::BracketedDigits } else { NumberStyle::Digits };
        return Some((style, value));
    }
    let style = if bracketed { NumberStyle::BracketedChinese } else { NumberStyle::Chinese };
    numeral(inner).filter(|value| *value > 0).map(|value| (style, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_values() {
        for (number, style, value) in [
            ("7", NumberStyle::Digits, 7),
            ("１２．", NumberStyle::Digits, 12),
            ("(3)", NumberStyle::BracketedDigits, 3),
            ("③", NumberStyle::BracketedDigits, 3),
            ("十", NumberStyle::Chinese, 10),
            ("第二十三", NumberStyle::Chinese, 23),
            ("（一百零五）", NumberStyle::BracketedChinese, 105),
        ] {
            assert_eq!(ordinal(number), Some((style, value)), "{number}");
        }
        for none in ["", "一张", "附件", "3a"] {
            assert_eq!(ordinal(none), None, "{none}");
        }
    }
}
