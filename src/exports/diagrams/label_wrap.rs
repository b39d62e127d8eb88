//! Labels measured and broken as they are displayed.
//!
//! Owns the width of a line and where it may break. Never knows what a label stands for.
//!
//! Widths are in em and on the safe side: a full-width (or ambiguous) character is one em, a
//! narrow one what it takes in the widest of the usual fonts, so that a line never comes out
//! wider than it was measured.

use unicode_width::UnicodeWidthChar;

/// Characters that must not begin a line.
const CLOSING: &str = "，。、；：？！）】》〉」』”’…—·,.;:?!)]}%";
/// Characters that must not end a line.
const OPENING: &str = "（【《〈「『“‘([{";

/// Width of one line in em.
pub(super) fn em_width(line: &str) -> f64 {
    line.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    match c.width_cjk().unwrap_or(0) {
        0 => 0.0,
        1 => match c {
            'W' | 'M' | 'm' | 'w' | '@' | '%' => 1.0,
            'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' | '#' => 0.84,
            _ => 0.64,
        },
        _ => 1.0,
    }
}

/// The label in lines of at most `max_em`, evened out, at most `max_lines` of them.
///
/// A bracket at the end stays whole where that takes no more lines. What does not fit ends in `…`;
/// the full label stays in the tooltip. Control characters and line breaks become blanks.
pub(super) fn wrap(label: &str, max_em: f64, max_lines: usize) -> Vec<String> {
    let mut lines = even_lines(label, max_em);
    if let Some((name, bracket)) = before_bracket(label).filter(|_| lines.len() > 1) {
        let parted = [name, bracket].map(|part| even_lines(part, max_em)).concat();
        if parted.len() <= lines.len() {
            lines = parted;
        }
    }
    if lines.len() > max_lines {
        lines = fill(&pieces(label, max_em), max_em);
        lines.truncate(max_lines.max(1));
        if let Some(last) = lines.last_mut() {
            while em_width(last) > max_em - 1.0 && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// A label that ends in a bracket: what stands before, and the bracket.
fn before_bracket(label: &str) -> Option<(&str, &str)> {
    let open = if label.ends_with('）') { label.rfind('（')? } else { label.rfind('(')? };
    let parts = label.ends_with(['）', ')']).then(|| label.split_at(open));
    parts.filter(|(name, _)| !name.trim().is_empty())
}

fn even_lines(label: &str, max_em: f64) -> Vec<String> {
    let pieces = pieces(label, max_em);
    let mut lines = fill(&pieces, max_em);
    if lines.len() > 1 {
        let most = lines.len();
        let mut narrow = max_em - 0.5;
        while narrow >= 2.0 {
            let tried = fill(&pieces, narrow);
            if tried.len() > most || tried.iter().any(|line| em_width(line) > max_em) {
                break;
            }
            lines = tried;
            narrow -= 0.5;
        }
    }
    lines
}

/// The label cut into the smallest pieces a line may end after.
fn pieces(label: &str, max_em: f64) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in label.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if c == ' ' && previous == ' ' {
            continue;
        }
        let latin = |c: char| c.width_cjk() == Some(1) && c != ' ';
        let glued = c == ' '
            || c.width_cjk() == Some(0)
            || CLOSING.contains(c)
            || OPENING.contains(previous)
            || (latin(c) && latin(previous) && previous != '-');
        match pieces.last_mut() {
            Some(last) if glued && em_width(last) + char_width(c) <= max_em => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        previous = c;
    }
    pieces
}

fn fill(pieces: &[String], max_em: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces {
        let line = lines.last_mut().unwrap_or_else(|| unreachable!("there is a line"));
        if line.is_empty() || em_width(line) + em_width(piece.trim_end()) <= max_em {
            line.push_str(piece);
        } else {
            lines.push(piece.clone());
        }
    }
    for line in &mut lines {
        let kept = line.trim().to_owned();
        *line = kept;
    }
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_even_and_punctuation_does_not_begin_one() {
        assert_eq!(wrap("提高办理建筑许可便利度", 6.0, 3), ["提高办理建筑", "许可便利度"]);
        assert_eq!(wrap("甲乙丙丁，戊己", 4.0, 3), ["甲乙丙", "丁，戊己"]);
        assert_eq!(wrap("推进中“一网”", 4.0, 3), ["推进中", "“一网”"]);
    }

    #[test]
    fn words_stay_whole_and_blanks_go_at_the_break() {
        assert_eq!(wrap("Bureau of Finance", 6.0, 3), ["Bureau of", "Finance"]);
        assert_eq!(wrap("a\nb\u{7}c", 9.0, 1), ["a b c"]);
        assert_eq!(wrap("", 9.0, 1), [""]);
    }

    #[test]
    fn a_bracket_at_the_end_is_not_broken() {
        assert_eq!(wrap("中心法庭（万盛经开区）", 8.0, 3), ["中心法庭", "（万盛经开区）"]);
        assert_eq!(wrap("Court (Wansheng)", 10.0, 3), ["Court", "(Wansheng)"]);
        assert_eq!(wrap("中心法庭（万盛）", 9.0, 3), ["中心法庭（万盛）"]);
    }

    #[test]
    fn what_does_not_fit_is_marked() {
        assert_eq!(wrap("一二三四五六七八九十", 4.0, 2), ["一二三四", "五六七…"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(label in "[一-龥a-z（），。“” ]{0,60}", em in 3u32..20) {
            let lines = wrap(&label, em.into(), usize::MAX);
            prop_assert!(lines.iter().all(|line| em_width(line) <= f64::from(em)));
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&label));
        }
    }
}
