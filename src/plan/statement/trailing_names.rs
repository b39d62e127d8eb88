//! Units at the end of a numbered item, set off by a dash, a colon, dots or a wide blank: 1.建立台账——县应急局、县消防大队,
//! 2.检修线路……后勤处, 3.办学改革　★区教育局　区财政局.
//!
//! Owns where they stand. Never knows whether the document names its units so: one such item may speak
//! of a place or an addressee.

use super::places::{Place, Statement};
use super::role_clause::{Reading, Run, trimmed};
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::unit_shape::{is_mark, is_sure_unit_list, is_unit_list};
use crate::plan::vocabulary::{Found, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// The longest item of this kind, in characters.
const LONGEST: usize = 120;

/// The fewest characters of what is to be done; fewer are a label (地点：县政府).
const FEWEST: usize = 4;

/// The fewest dots that lead the eye to the names at the edge of a page.
const LEADERS: usize = 3;

/// The units that end a numbered paragraph of one sentence.
pub(super) fn trailing_names(
    passage: &Passage,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Option<Statement> {
    let chars = passage.chars();
    let start = marker(chars, 0)?.end;
    let ink = chars.iter().filter(|c| !is_leader(**c)).count();
    if ink > LONGEST || !words.is_empty() {
        return None;
    }
    let (gap, names) = behind_dots(chars, start, vocabulary)
        .or_else(|| behind_mark(chars, start, vocabulary))
        .or_else(|| behind_blank(passage, start, vocabulary))?;
    let said = &chars[trimmed(chars, start..gap.max(start))];
    let task = said.iter().filter(|c| is_han(**c)).count() >= FEWEST
        && !said.iter().any(|c| "。;:".contains(*c));
    task.then(|| Statement {
        span: gap..chars.len(),
        place: Place::Trailing,
        reading: Reading {
            runs: vec![Run { role: Role::Lead, names, host: false }],
            ..Reading::default()
        },
    })
}

/// Where the words end and which names stand behind them.
type Ending = (usize, Range<usize>);

fn is_leader(c: char) -> bool {
    "…·._⋯".contains(c)
}

/// Behind a row of dots, which says that names follow.
fn behind_dots(chars: &[char], start: usize, vocabulary: &Vocabulary) -> Option<Ending> {
    let last = chars.iter().rposition(|c| is_leader(*c)).filter(|at| *at > start)?;
    let dots = chars[..=last].iter().rev().take_while(|c| is_leader(**c)).count();
    let names = trimmed(chars, last + 1..chars.len());
    let named = !names.is_empty() && is_unit_list(&chars[names.clone()], vocabulary);
    (dots >= LEADERS && named).then_some((last + 1 - dots, names))
}

/// Behind the last dash or colon.
fn behind_mark(chars: &[char], start: usize, vocabulary: &Vocabulary) -> Option<Ending> {
    let mark = chars.iter().rposition(|c| ":-".contains(*c)).filter(|at| *at > start)?;
    let dash = chars[..mark].iter().rposition(|c| !"-".contains(*c)).map_or(mark, |at| at + 1);
    let names = trimmed(chars, mark + 1..chars.len());
    let named = !names.is_empty() && is_sure_unit_list(&chars[names.clone()], vocabulary);
    named.then_some((dash, names))
}

/// Behind the first wide blank, where all words parted by such blanks behind it are units.
fn behind_blank(passage: &Passage, start: usize, vocabulary: &Vocabulary) -> Option<Ending> {
    let chars = passage.chars();
    let wide =
        |at: usize| passage.is_gap(at) || chars[at] == ' ' && chars.get(at + 1) == Some(&' ');
    let gap = (start + 1..chars.len()).find(|at| chars[*at - 1] != ' ' && wide(*at))?;
    let names = trimmed(chars, gap..chars.len());
    // ★县教育局 leads: the mark is no part of the name.
    let plain: Vec<char> = chars[names.clone()].iter().copied().filter(|c| !is_mark(*c)).collect();
    let named = !names.is_empty() && is_sure_unit_list(&plain, vocabulary);
    named.then_some((gap, names))
}
