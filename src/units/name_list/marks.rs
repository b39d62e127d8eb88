//! Brackets, list numbers and dates in a list of names.
//!
//! Owns their shapes. Never knows what a name is.

use super::Piece;
use crate::text::normalize::{fold, round};
use std::ops::Range;

pub(super) fn span(piece: &Piece) -> Range<usize> {
    match (piece.first(), piece.last()) {
        (Some(first), Some(last)) => *first..*last + 1,
        _ => 0..0,
    }
}

pub(super) fn opens(c: char) -> bool {
    matches!(round(c), '(' | '（' | '《' | '“' | '「' | '『')
}

pub(super) fn closes(c: char) -> bool {
    matches!(round(c), ')' | '）' | '》' | '”' | '」' | '』')
}

/// Depth of each character; a bracket without partner counts as an ordinary character.
pub(super) fn bracket_depth(chars: &[char]) -> Vec<u32> {
    let mut depth = vec![0; chars.len()];
    let mut open = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        if opens(*c) {
            open.push(i);
        } else if closes(*c)
            && let Some(start) = open.pop()
        {
            for level in &mut depth[start..=i] {
                *level += 1;
            }
        }
    }
    depth
}

/// Where numbers stand that count the names of a list: ①…②…, （1）…（2）…, 1.…2.…; those of the last two forms count
/// from 1 on.
pub(super) fn list_numbers(chars: &[char]) -> Vec<Range<usize>> {
    let circled = |c: char| ('①'..='⑳').contains(&c) || ('⑴'..='⒇').contains(&c);
    let mut out: Vec<Range<usize>> =
        (0..chars.len()).filter(|i| circled(chars[*i])).map(|i| i..i + 1).collect();
    // 县财政局[1]: the number of a note.
    let noted = |at: usize| {
        let digits = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        let close = chars.get(at + digits + 1) == Some(&']');
        (close && (1..=2).contains(&digits)).then_some(at..at + digits + 2)
    };
    out.extend((0..chars.len()).filter(|i| chars[*i] == '[').filter_map(noted));
    let mut counted = Vec::new();
    let mut next = 1;
    for at in 0..chars.len() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let text: String = chars[at..chars.len().min(at + LONGEST_NUMBER)].iter().collect();
        let length = list_number(&text);
        let begins = !before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '(' | '（'));
        let value: String = text.chars().take(length).filter(char::is_ascii_digit).collect();
        if length > 1 && begins && value.parse() == Ok(next) {
            counted.push(at..at + length);
            next += 1;
        }
    }
    if counted.len() > 1 {
        out.extend(counted);
    }
    out
}

/// The longest number of a list, with its brackets.
const LONGEST_NUMBER: usize = 5;

/// How many characters a list number such as `3.`, `（2）` or `①` takes.
pub(super) fn list_number(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    if chars.first().is_some_and(|c| ('①'..='⑳').contains(c)) {
        return 1;
    }
    let open = usize::from(matches!(chars.first(), Some('（' | '(')));
    let digits = chars[open..].iter().take_while(|c| c.is_ascii_digit()).count();
    let close = matches!(chars.get(open + digits), Some('）' | ')' | '.' | '．'));
    if digits > 0 && digits < 4 && close { open + digits + 1 } else { 0 }
}

/// Whether the words are a time limit: a date, or what begins with one of `times` (长期, 立行立改).
pub(super) fn is_time(text: &str, times: &[String]) -> bool {
    let folded = fold(text);
    let has_digit = folded.contains(|c: char| c.is_ascii_digit());
    (has_digit && folded.ends_with(['年', '月', '日', '前', '底', '成', '内', '度']))
        || times.iter().any(|word| folded.starts_with(word.as_str()))
}

/// The words before a date that follows without a mark.
pub(super) fn before_time<'t>(text: &'t str, times: &[String]) -> Option<&'t str> {
    let at = text.find(|c: char| c.is_ascii_digit() || c == '长' || c == '持')?;
    let (name, time) = text.split_at(at);
    (at > 0 && is_time(time, times)).then_some(name)
}

/// Whether a number of the length of a telephone number is among the words.
pub(super) fn has_long_number(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= 6
    })
}
