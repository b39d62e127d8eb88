//! Chapters beside the sections that stand under them: a bracket and the chapter's words.
//!
//! Owns their words' room and place. Never knows where the sections stand.

use super::appearance::{Anchor, Area, FRAME, Stroke, TextStyle};
use super::label_wrap::wrap;
use super::model::Diagram;
use super::svg_canvas::Canvas;

/// Room for a bracket with its words.
pub(super) const CHAPTER_WIDTH: f64 = 150.0;

/// The chapters of a picture, wrapped.
pub(super) struct Chapters {
    lines: Vec<Vec<String>>,
    style: TextStyle,
}

impl Chapters {
    pub(super) fn of(diagram: &Diagram) -> Self {
        let style = TextStyle::new(15.0).bold();
        let room = (CHAPTER_WIDTH - 14.0) / style.size;
        Self { lines: diagram.groups.iter().map(|group| wrap(group, room, 6)).collect(), style }
    }

    /// Makes sections higher where the words of their chapter need it.
    pub(super) fn make_room(
        &self,
        diagram: &Diagram,
        sections: &[usize],
        heights: &mut [f64],
        gap: f64,
    ) {
        for (group, lines) in self.lines.iter().enumerate() {
            let members: Vec<_> = (0..sections.len())
                .filter(|&i| diagram.nodes[sections[i]].group == Some(group))
                .collect();
            let have: f64 = members.iter().map(|&i| heights[i] + gap).sum::<f64>() - gap;
            let missing = lines.len() as f64 * self.style.pitch() + 4.0 - have;
            if missing > 0.0 && !members.is_empty() {
                for &i in &members {
                    heights[i] += missing / members.len() as f64;
                }
            }
        }
    }

    /// Draws a bracket at `x` along the sections of each chapter, its words beside it: after it, or
    /// before it when they end there.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        diagram: &Diagram,
        areas: &[Area],
        x: f64,
        words: Anchor,
    ) {
        let words_x = if words == Anchor::End { x - 10.0 } else { x + 10.0 };
        for (group, lines) in self.lines.iter().enumerate() {
            let nodes = diagram.nodes.iter().zip(areas);
            let members: Vec<_> =
                nodes.filter(|(node, _)| node.group == Some(group)).map(|(_, area)| area).collect();
            if let (Some(first), Some(last)) = (members.first(), members.last()) {
                let end = last.y + last.h;
                canvas.rule((x, first.y), (x, end), Stroke::plain(FRAME, 2.0));
                canvas.lines_at(words_x, (first.y + end) / 2.0, lines, self.style.anchor(words));
            }
        }
    }
}
