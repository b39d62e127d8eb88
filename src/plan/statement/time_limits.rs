//! Dates and time limits beside names: 2024年6月底前县财政局配合.
//!
//! Owns where a time limit ends and a name begins. Never knows roles.

use super::role_clause::{Reading, trimmed};
use crate::plan::unit_shape::{Shape, is_sure_unit_list, name_shape};
use crate::plan::vocabulary::Vocabulary;
use std::ops::Range;

/// Takes dates and time limits off both ends of a segment.
pub fn without_due(
    chars: &[char],
    mut range: Range<usize>,
    vocabulary: &Vocabulary,
    reading: &mut Reading,
) -> Range<usize> {
    let part = |c: &char| ",;。 ".contains(*c);
    while let Some(cut) = chars[range.clone()].iter().rposition(part) {
        let tail = range.start + cut + 1..range.end;
        let blank = trimmed(chars, tail.clone()).is_empty();
        if !blank && !is_due(&chars[tail.clone()], vocabulary) {
            break;
        }
        if !blank {
            reading.due.push(trimmed(chars, tail));
        }
        range.end = range.start + cut;
    }
    while let Some(cut) = chars[range.clone()].iter().position(part) {
        let head = range.start..range.start + cut;
        if !is_due(&chars[head.clone()], vocabulary) {
            break;
        }
        reading.due.push(trimmed(chars, head));
        range.start += cut + 1;
    }
    range
}

/// Whether words are a time limit rather than a unit.
pub fn is_due(words: &[char], vocabulary: &Vocabulary) -> bool {
    let text: String = words.iter().filter(|c| **c != ' ').collect();
    let figure = text.contains(|c: char| c.is_ascii_digit()) || text.contains(['年', '月']);
    let due = &vocabulary.lists().due;
    let ends = due.iter().any(|w| text.ends_with(w.as_str()));
    // 2024年县水利局配合: a date in front makes no time limit of a name.
    let named = name_shape(words, vocabulary) == Shape::Strong;
    !text.is_empty()
        && words.len() <= 40
        && !named
        && !is_clause(words, vocabulary)
        && (figure && ends
            || due.contains(&text)
            || figure && (text.starts_with("20") || dated(words)))
}

/// Whether words begin with a date, or are short and hold one (5月底前动工).
fn dated(words: &[char]) -> bool {
    let date = |w: &[char]| w[0].is_ascii_digit() && "年月日季".contains(w[1]);
    let head = &words[..words.len().min(8)];
    words.len() <= 12 && words.windows(2).any(date)
        || words.first().is_some_and(char::is_ascii_digit) && head.windows(2).any(date)
}

/// Whether words say who does something by when: 2024年6月底前县财政局配合, 县公安局于3月底前配合.
fn is_clause(words: &[char], vocabulary: &Vocabulary) -> bool {
    vocabulary.scan(words).iter().filter(|f| f.word.verb.is_some()).any(|verb| {
        let (names, dates) = without_dates(words, 0..verb.start, vocabulary);
        !dates.is_empty() && is_sure_unit_list(&words[names], vocabulary)
    })
}

/// How many characters at the beginning are a date (2024年6月底前, 3月底, 年底前).
pub fn date_in_front(words: &[char], vocabulary: &Vocabulary) -> usize {
    let digits = |from: usize| words[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = 0;
    let mut parts = 0;
    for (unit, longest) in [('年', 4), ('月', 2), ('日', 2)] {
        let figures = digits(end);
        if (1..=longest).contains(&figures) && words.get(end + figures) == Some(&unit) {
            end += figures + 1;
            parts += 1;
            if unit == '月' && words.get(end) == Some(&'份') {
                end += 1;
            }
        }
    }
    if parts == 0 && words.first().is_some_and(|c| "年月".contains(*c)) {
        // 年底前, 月底: of this year, of this month.
        end = 1;
    }
    let whole = parts > 0;
    let rest: String = words[end..].iter().take(4).collect();
    let ends = &vocabulary.lists().date_ends;
    let tail = ends.iter().find(|tail| rest.starts_with(tail.as_str()));
    match tail {
        Some(tail) => end + tail.chars().count(),
        None if whole => end,
        None => 0,
    }
}

/// Names without a date before or behind them (2024年县财政局; 县公安局于3月底前), and the dates.
pub fn without_dates(
    chars: &[char],
    names: Range<usize>,
    vocabulary: &Vocabulary,
) -> (Range<usize>, Vec<Range<usize>>) {
    const LONGEST_DATE: usize = 16;
    let mut names = trimmed(chars, names);
    let mut dates = Vec::new();
    let front = date_in_front(&chars[names.clone()], vocabulary);
    if front > 0 && front < names.len() {
        dates.push(names.start..names.start + front);
        names = trimmed(chars, names.start + front..names.end);
    }
    let from = names.end.saturating_sub(LONGEST_DATE).max(names.start + 1);
    let behind = (from..names.end).find(|at| {
        let date = date_in_front(&chars[*at..names.end], vocabulary);
        date > 0 && *at + date == names.end
    });
    if let Some(at) = behind {
        dates.push(at..names.end);
        let at = at - usize::from("于在到至".contains(chars[at - 1]));
        names = trimmed(chars, names.start..at);
    }
    (names, dates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_beside_names_are_told_from_them() {
        for (text, names, dates) in [
            ("2024年6月底前县财政局、县住建局", "县财政局、县住建局", 1),
            ("2024年县财政局", "县财政局", 1),
            ("县公安局、县民政局于3月底前", "县公安局、县民政局", 1),
            ("年底前县教育局", "县教育局", 1),
            ("县教育局", "县教育局", 0),
            ("10个镇", "10个镇", 0),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (range, found) = without_dates(&chars, 0..chars.len(), &Vocabulary::default());
            assert_eq!(chars[range].iter().collect::<String>(), names, "{text}");
            assert_eq!(found.len(), dates, "{text}");
        }
    }
}
