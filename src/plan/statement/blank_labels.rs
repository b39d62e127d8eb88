//! Labels that nothing but a blank parts from their names: 牵头 市水务局 配合 市财政局.
//!
//! Owns telling them from verbs behind a list. Never knows what they say.

use super::role_clause::opens_piece;
use crate::plan::unit_shape::is_sure_unit_list;
use crate::plan::vocabulary::{Found, Vocabulary};

/// Where such labels begin. The first word of the text is one and units stand behind it, so that no list before it could be meant.
pub(super) fn labels_before_blanks(
    chars: &[char],
    found: &[Found],
    vocabulary: &Vocabulary,
) -> Vec<usize> {
    let bare =
        |f: &&Found| f.word.bare && chars.get(f.end) == Some(&' ') && opens_piece(chars, f.start);
    let begins = found.first().filter(|f| f.start == 0).filter(bare);
    let units = |f: &Found| {
        let end = found.iter().find(|next| next.start >= f.end).map_or(chars.len(), |n| n.start);
        is_sure_unit_list(&chars[f.end..end], vocabulary)
    };
    match begins {
        Some(first) if units(first) => found.iter().filter(bare).map(|f| f.start).collect(),
        _ => Vec::new(),
    }
}
