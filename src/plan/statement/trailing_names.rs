//! Units at the end of a numbered item, set off by a dash or a colon: 1.建立台账——县应急局、县消防大队.
//!
//! Owns where they stand. Never knows whether the document names its units so: one such item may speak
//! of a place or an addressee.

use super::places::{Place, Statement};
use super::role_clause::{Reading, Run, trimmed};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::is_sure_unit_list;
use crate::plan::vocabulary::{Found, Vocabulary};
use crate::text::is_han;

/// The longest item of this kind, in characters.
const LONGEST: usize = 120;

/// The fewest characters of what is to be done; fewer are a label (地点：县政府).
const FEWEST: usize = 4;

/// The units that end a numbered paragraph of one sentence behind a dash or a colon.
pub(super) fn trailing_names(
    passage: &Passage,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    let chars = passage.chars();
    let start = marker(chars, 0)?.end;
    let mark = chars.iter().rposition(|c| ":-".contains(*c)).filter(|at| *at > start)?;
    let dash = chars[..mark].iter().rposition(|c| !"-".contains(*c)).map_or(mark, |at| at + 1);
    let names = trimmed(chars, mark + 1..chars.len());
    let said = trimmed(chars, start..dash.max(start));
    let said = &chars[said];
    let task = said.iter().filter(|c| is_han(**c)).count() >= FEWEST
        && !said.iter().any(|c| "。;:".contains(*c));
    let named = !names.is_empty() && is_sure_unit_list(&chars[names.clone()], vocabulary);
    (chars.len() <= LONGEST && words.is_empty() && task && named).then(|| Statement {
        span: dash..chars.len(),
        place: Place::Trailing,
        reading: Reading {
            runs: vec![Run { role: Role::Lead, names, host: false }],
            ..Reading::default()
        },
    })
}
