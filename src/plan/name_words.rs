//! The beginnings and endings by which names of units are told from other words.
//!
//! Owns how they are looked up. Never knows what a name means.

use super::lists::Lists;
use std::collections::HashSet;

/// Words that names begin or end with, found by their letters and not one after the other: every piece
/// of running text is held against hundreds of them.
#[derive(Debug, Clone, Default)]
pub struct Affixes {
    words: HashSet<Vec<char>>,
    /// Their first and last letters, in order: most texts have neither.
    first: Vec<char>,
    last: Vec<char>,
    longest: usize,
}

impl Affixes {
    fn new(words: &[String]) -> Self {
        let words: Vec<Vec<char>> = words.iter().map(|w| w.chars().collect()).collect();
        let letters = |end: fn(&[char]) -> Option<&char>| {
            let mut letters: Vec<char> = words.iter().filter_map(|w| end(w)).copied().collect();
            letters.sort_unstable();
            letters.dedup();
            letters
        };
        let (first, last) = (letters(<[char]>::first), letters(<[char]>::last));
        let longest = words.iter().map(Vec::len).max().unwrap_or(0);
        Self { words: words.into_iter().collect(), first, last, longest }
    }

    /// Whether a text begins with one of the words.
    pub fn begin(&self, text: &[char]) -> bool {
        text.first().is_some_and(|c| self.first.binary_search(c).is_ok())
            && (1..=self.longest.min(text.len())).any(|n| self.words.contains(&text[..n]))
    }

    /// Whether a text ends with one of the words, or is one.
    pub fn end(&self, text: &[char]) -> bool {
        let from = |n: usize| &text[text.len() - n..];
        text.last().is_some_and(|c| self.last.binary_search(c).is_ok())
            && (1..=self.longest.min(text.len())).any(|n| self.words.contains(from(n)))
    }

    /// How many letters the longest of the words has that a text ends with; 0 where it ends with none.
    pub fn longest_end(&self, text: &[char]) -> usize {
        let held = |n: &usize| self.words.contains(&text[text.len() - n..]);
        (1..=self.longest.min(text.len())).rev().find(held).unwrap_or(0)
    }

    /// Whether one of the words ends with a letter.
    pub fn may_end(&self, letter: char) -> bool {
        self.last.binary_search(&letter).is_ok()
    }

    /// Whether a text is one of the words.
    pub fn hold(&self, text: &[char]) -> bool {
        self.words.contains(text)
    }
}

/// The affixes by which names of units are told; see the lists of the same names.
#[derive(Debug, Clone, Default)]
pub struct NameWords {
    pub strong: Affixes,
    pub weak: Affixes,
    pub none: Affixes,
    pub none_alone: Affixes,
    pub actions: Affixes,
    pub groups: Affixes,
    pub areas: Affixes,
    pub no_areas: Affixes,
    pub offices: Affixes,
    pub desks: Affixes,
    pub ours: Affixes,
    pub within: Affixes,
    pub builds: Affixes,
    pub surnames: Affixes,
    pub must: Affixes,
    pub no_must: Affixes,
}

impl NameWords {
    /// The words of the lists.
    pub fn new(lists: &Lists) -> Self {
        Self {
            strong: Affixes::new(&lists.strong),
            weak: Affixes::new(&lists.weak),
            none: Affixes::new(&lists.none),
            none_alone: Affixes::new(&lists.none_alone),
            actions: Affixes::new(&lists.actions),
            groups: Affixes::new(&lists.groups),
            areas: Affixes::new(&lists.areas),
            no_areas: Affixes::new(&lists.no_areas),
            offices: Affixes::new(&lists.offices),
            desks: Affixes::new(&lists.desks),
            ours: Affixes::new(&lists.ours),
            within: Affixes::new(&lists.within),
            builds: Affixes::new(&lists.builds),
            surnames: Affixes::new(&lists.surnames),
            must: Affixes::new(&lists.must),
            no_must: Affixes::new(&lists.no_must),
        }
    }
}
