//! Units on a line of their own, with no word that says what they do: 县应急局、县消防大队 below an item.
//!
//! Owns what such a line looks like. Never knows whether the document names its units so: one such line may
//! be whom it addresses, or who signs it.

use super::places::{Place, Statement};
use super::role_clause::{Reading, Run, trimmed};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::list_shape;
use crate::plan::vocabulary::{Found, Vocabulary};

/// The longest line of this kind, in characters.
const LONGEST: usize = 150;

/// The units that a paragraph without a number is made of, each of them for sure.
pub fn unit_line(passage: &Passage, words: &[Found], vocabulary: &Vocabulary) -> Option<Statement> {
    let chars = passage.chars();
    let plain =
        chars.len() <= LONGEST && words.is_empty() && !chars.iter().any(|c| "。:".contains(*c));
    if !plain || marker(chars, 0).is_some() {
        return None;
    }
    let names = trimmed(chars, 0..chars.len());
    let (strong, _, all) = list_shape(&chars[names.clone()], vocabulary);
    (all > 0 && strong == all).then(|| Statement {
        span: 0..chars.len(),
        place: Place::UnitLine,
        reading: Reading {
            runs: vec![Run { role: Role::Lead, names, host: false }],
            ..Reading::default()
        },
    })
}
