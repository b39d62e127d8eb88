//! The vocabulary file: sections of lists of words, built in and added.
//!
//! Owns the form of the file and what may be wrong with one that is added. Never knows what a list is for.

use crate::text::folded;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The vocabulary compiled in.
const BUILT_IN: &str = include_str!("vocabulary.toml");

/// Lists of words by their names.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Section(BTreeMap<String, Vec<String>>);

impl Section {
    /// Takes one list out, its words folded; empty where there is none.
    pub fn take(&mut self, list: &str) -> Vec<String> {
        let words = self.0.remove(list).unwrap_or_default();
        words.iter().map(|word| folded(word)).collect()
    }
}

/// The file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// Labels that stand before names.
    pub labels: Section,
    /// Verbs that stand behind names.
    pub verbs: Section,
    /// Words that tell how a plan is laid out.
    pub markers: Section,
    /// Labels of other facts.
    pub stops: Section,
    /// Headings of columns.
    pub headers: Section,
    /// Beginnings and endings of the names of units.
    pub units: Section,
    /// Words beside figures.
    pub figures: Section,
    /// Words that fill a cell.
    pub cells: Section,
    /// Words in the head of a plan.
    pub head: Section,
}

impl File {
    /// The built-in lists and those of a file of the same form, and the endings of names that the file adds.
    ///
    /// # Errors
    /// What is wrong with the file, with its line: no TOML, a list this version does not know, or an
    /// empty word.
    pub fn with_additions(additions: &str) -> Result<(Self, Vec<String>), String> {
        let mut file: Self =
            toml::from_str(BUILT_IN).unwrap_or_else(|e| unreachable!("built-in vocabulary: {e}"));
        let mut more: Self = toml::from_str(additions).map_err(|e| e.to_string())?;
        let added = |list: &str| more.units.0.get(list).cloned().unwrap_or_default();
        let endings = [added("strong"), added("weak")].concat();
        for (section, added) in file.sections().into_iter().zip(more.sections()) {
            for (list, words) in &mut added.0 {
                // An empty word begins everywhere.
                if words.iter().any(|word| folded(word).trim().is_empty()) {
                    return Err(format!("the list {list} has an empty word"));
                }
                match section.0.get_mut(list) {
                    Some(known) => known.append(words),
                    None => return Err(format!("the vocabulary has no list named {list}")),
                }
            }
        }
        Ok((file, endings))
    }

    fn sections(&mut self) -> [&mut Section; 9] {
        let Self { labels, verbs, markers, stops, headers, units, figures, cells, head } = self;
        [labels, verbs, markers, stops, headers, units, figures, cells, head]
    }

    /// A list that nobody has taken out.
    pub fn left(&mut self) -> Option<String> {
        self.sections().iter().find_map(|section| section.0.keys().next().cloned())
    }
}
