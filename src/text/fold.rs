//! One letter for all its printed forms, so that words can be compared.
//!
//! Owns width, bracket and script folding, one character to one character: positions never move.
//! Never changes what is shown: the printed characters stay beside the folded ones.

use super::normalize;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// The plain form of a character: half width for Latin, digits and most punctuation, round brackets
/// for square and angular ones, simplified for traditional characters, one blank for every blank.
///
/// 。、“”《》 stay as they are.
pub fn fold(c: char) -> char {
    match normalize::round(c) {
        c @ '\u{20}'..='\u{7E}' => c,
        '\u{FF01}'..='\u{FF5E}' => fold(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)),
        // An arrow sets off what it points to as a colon does.
        '︰' | '﹕' | '∶' | 'ː' | '→' | '⇒' | '➔' | '➜' => ':',
        '﹔' => ';',
        '﹐' => ',',
        '﹒' => '.',
        '｡' => '。',
        '､' | '﹑' | '丶' => '、',
        '—' | '–' | '─' | '―' => '-',
        '·' | '•' | '・' => '·',
        // An ideograph that stands for a bar and for nothing else.
        '丨' => '|',
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            let mut plain = c.nfkc();
            plain.next().filter(|_| plain.next().is_none()).map_or(c, simplified)
        }
        '\u{4E00}'..='\u{9FFF}' => simplified(c),
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// A text folded character by character.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A text folded, its blanks removed: two printings of one name are equal in this form.
pub fn key(text: &str) -> String {
    text.chars().map(fold).filter(|c| *c != ' ').collect()
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '〇')
}

/// The simplified form of a traditional character; any other character as it is.
pub fn simplified(c: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let first = 0x4E00_u32;
    let table = TABLE.get_or_init(|| {
        let identity = (first..=0x9FFF).filter_map(char::from_u32);
        // Converting character by character keeps positions; a line break keeps the converter from
        // reading neighbours as one word.
        let lines: String = identity.clone().flat_map(|c| [c, '\n']).collect();
        let converted = normalize::simplified(&lines);
        let mut table: Vec<char> = identity.collect();
        for (slot, line) in table.iter_mut().zip(converted.lines()) {
            let mut chars = line.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                *slot = c;
            }
        }
        table
    });
    table.get((c as u32).wrapping_sub(first) as usize).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_form_of_a_statement_folds_to_one() {
        for printed in [
            "（牽頭單位：財政局；責任單位：稅務局）",
            "【牵头单位:财政局;责任单位：税务局】",
            "[牵头单位︰财政局；责任单位:税务局〕",
        ] {
            assert_eq!(folded(printed), "(牵头单位:财政局;责任单位:税务局)");
        }
    }

    #[test]
    fn positions_never_move() {
        let printed = "１．　⻓⼯①㈠…";
        assert_eq!(folded(printed).chars().count(), printed.chars().count());
        assert_eq!(folded("１．　⼯"), "1. 工");
    }

    #[test]
    fn a_key_has_no_blanks() {
        assert_eq!(key("区 财政\u{3000}局（国资办）"), "区财政局(国资办)");
    }
}
