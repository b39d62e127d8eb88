//! How wide the lines of a text were before their paragraphs were broken.
//!
//! Owns telling that lines are broken at one width. Never knows what they say.

use crate::documents::Line;
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::text::fold;

/// The display width at which lines were wrapped, if they were.
pub fn wrap_width(lines: &[&Line]) -> Option<usize> {
    let mut widths: Vec<usize> =
        lines.iter().map(|l| width(l.text.trim())).filter(|w| *w > 20).collect();
    widths.sort_unstable();
    let most = *widths.get(widths.len().saturating_sub(1) * 9 / 10)?;
    let near = |w: &usize| w + 4 >= most && *w <= most + 4;
    let many = widths.iter().filter(|w| near(w)).count() * 5 >= widths.len() * 2;
    // Or those that end inside a sentence, the blanks at the beginning of a paragraph counted, are of one width.
    let ends = |c: char| "。；：！？;:!?”）)".contains(c);
    let filled: Vec<&str> =
        lines.iter().map(|l| l.text.trim_end()).filter(|text| !text.is_empty()).collect();
    let open = |pair: &&[&str]| !pair[0].ends_with(ends) && width(pair[0]) > 20;
    let goes_on = |pair: &&&[&str]| {
        let next: Vec<char> = pair[1].chars().take(8).map(fold).collect();
        near(&width(pair[0])) && !next.starts_with(&[' ']) && marker(&next, 0).is_none()
    };
    let broken = || {
        let open: Vec<&[&str]> = filled.windows(2).filter(open).collect();
        open.len() >= 6 && open.iter().filter(goes_on).count() * 3 >= open.len() * 2
    };
    (widths.len() >= 4 && most <= 120 && (many || broken())).then_some(most)
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Width of the last printed line of a passage.
pub fn last_line_width(passage: &Passage) -> usize {
    let last = passage.line(passage.len());
    let first = (0..passage.len()).rev().take_while(|i| passage.line(*i) == last).last();
    // As printed: marks of full width are folded in the words.
    first.map_or(0, |first| width(&passage.text(first..passage.len())))
}
