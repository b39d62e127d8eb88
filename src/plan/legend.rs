//! What a document says its own short labels mean: “牵”为牵头单位, Lead = 牵头单位.
//!
//! Owns how such a word is explained and when it counts. Never knows the marks of tables, nor a measure.

use super::vocabulary::{Vocabulary, Word};
use crate::documents::Line;
use crate::text::{fold, is_han};
use std::collections::BTreeMap;

/// The longest explanation, in characters.
const LONGEST: usize = 24;

/// The longest label in Latin letters.
const LONGEST_LATIN: usize = 12;

/// How often a word must stand before a colon to be a label.
const FEWEST: usize = 2;

/// The short labels that a document explains and uses, each with what the word means by which it is explained; one that is
/// explained in two ways means nothing.
pub fn short_labels(lines: &[Line], vocabulary: &Vocabulary) -> Vec<(String, Word)> {
    let mut found: BTreeMap<String, Option<Word>> = BTreeMap::new();
    for line in lines {
        let chars: Vec<char> = line.text.chars().map(fold).collect();
        for clause in chars.split(|c| ",;、。()|".contains(*c)).filter(|c| c.len() <= LONGEST) {
            let Some((label, word)) = explained(clause, vocabulary) else { continue };
            let known = found.entry(label).or_insert(Some(word));
            *known = known.filter(|known| *known == word);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let used = used(lines);
    let often = |label: &str| used.get(label).is_some_and(|times| *times >= FEWEST);
    found
        .into_iter()
        .filter_map(|(label, word)| Some((label, word?)))
        .filter(|(l, _)| often(l))
        .collect()
}

/// Whether words may be a short label: one or two Chinese characters, or a Latin word.
fn is_short(label: &str) -> bool {
    let latin = || label.chars().all(|c| c.is_ascii_alphabetic());
    let han = label.chars().count() <= 2 && label.chars().all(is_han);
    !label.is_empty() && (han || (2..=LONGEST_LATIN).contains(&label.len()) && latin())
}

/// The label that a clause explains, and the known word by which it does.
fn explained(clause: &[char], vocabulary: &Vocabulary) -> Option<(String, Word)> {
    let text: String = clause.iter().collect();
    vocabulary.lists().stands_for.iter().find_map(|joint| {
        let (label, meaning) = text.split_once(joint.as_str())?;
        // 注:Lead = 牵头单位
        let label = bare(label.rsplit(':').next().unwrap_or(label));
        if !is_short(label) {
            return None;
        }
        let chars: Vec<char> = bare(meaning).chars().collect();
        let words = vocabulary.scan(&chars);
        let word = words.last().filter(|f| f.end == chars.len())?;
        let whole = vocabulary.label_start(&chars, word.start) == 0;
        let says = word.word.label.is_some() && !word.word.bare || word.word.stop.is_some();
        let own = vocabulary.scan(&label.chars().collect::<Vec<_>>());
        let meant = Word { bare: true, verb: None, ..word.word };
        (whole && says && own.is_empty()).then(|| (label.to_owned(), meant))
    })
}

/// Words without blanks and quotation marks around them.
fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| " “”\"'‘’「」".contains(c))
}

/// How often each short word stands before a colon, and at the beginning of something.
fn used(lines: &[Line]) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for line in lines {
        let chars: Vec<char> = line.text.chars().map(fold).collect();
        for colon in (0..chars.len()).filter(|at| chars[*at] == ':') {
            let ink = chars[..colon].iter().rposition(|c| *c != ' ').map_or(0, |at| at + 1);
            let word = |c: &&char| is_han(**c) || c.is_ascii_alphanumeric();
            let length = chars[..ink].iter().rev().take(LONGEST_LATIN + 1).take_while(word).count();
            let label: String = chars[ink - length..ink].iter().collect();
            if is_short(&label) {
                *times.entry(label).or_insert(0) += 1;
            }
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::role::Role;
    use crate::plan::vocabulary::Label;

    fn labels(text: &str) -> Vec<(String, Option<Label>)> {
        let line = |(n, text): (usize, &str)| Line { number: n as u32 + 1, text: text.to_owned() };
        let lines: Vec<Line> = text.lines().enumerate().map(line).collect();
        let found = short_labels(&lines, &Vocabulary::default());
        found.into_iter().map(|(label, word)| (label, word.label)).collect()
    }

    #[test]
    fn a_label_counts_where_it_is_explained_and_used() {
        let role = |role| Some(Label::Role(role));
        let used = "修桥｜牵：县交通局｜配：县财政局\n修路｜牵：县交通局｜配：县水利局";
        assert_eq!(
            labels(&format!("（“牵”为牵头单位，“配”为配合单位）\n{used}")),
            [("牵".to_owned(), role(Role::Lead)), ("配".to_owned(), role(Role::Support))]
        );
        assert_eq!(labels(used), []);
        assert_eq!(labels("“牵”为牵头单位\n修桥｜牵：县交通局"), []);
        assert_eq!(labels(&format!("“牵”为牵头单位，“牵”为配合单位\n{used}")), []);
        assert_eq!(
            labels("Lead: 县交通局\nLead: 县水利局\n注：Lead = 牵头单位。"),
            [("Lead".to_owned(), role(Role::Lead))]
        );
        assert_eq!(
            labels("县局为牵头单位\n县局：甲\n县局：乙"),
            [("县局".to_owned(), role(Role::Lead))]
        );
    }
}
