//! Two columns joined by edges: units on the left, sections on the right, chapters beside them.
//!
//! Owns places. Never knows which units were chosen, nor SVG syntax.

use super::appearance::{Anchor, Area, GREY, MARGIN, Stroke, TextStyle, WIDTH};
use super::chapter_brackets::{CHAPTER_WIDTH, Chapters};
use super::label_wrap::wrap;
use super::legend::{Page, edge_width, node_fill, node_radius, node_stroke};
use super::model::{Diagram, DiagramEdge, Side, role_word};
use super::svg_canvas::{Canvas, Tip};
use crate::plan::Role;
use std::cmp::Reverse;

const UNIT_WIDTH: f64 = 330.0;
const SECTION_WIDTH: f64 = 340.0;
const GAP: f64 = 4.0;
/// Blank under and over the lines of a label.
const PADDING: f64 = 5.0;

/// Draws the picture.
pub(super) fn draw(diagram: &Diagram) -> String {
    let mut canvas = Canvas::default();
    let mut page = Page::of(diagram);
    let (top, bottom) = page.open(&mut canvas);
    let left = diagram.side(Side::Left);
    let right = diagram.side(Side::Right);
    let beside = if diagram.groups.is_empty() { 0.0 } else { CHAPTER_WIDTH + 16.0 };
    let section_x = WIDTH - MARGIN - SECTION_WIDTH - beside;

    let name = TextStyle::new(16.0);
    let small = TextStyle::new(13.0).fill(GREY).anchor(Anchor::End);
    let labels: Vec<Vec<String>> = diagram
        .nodes
        .iter()
        .map(|node| {
            let room = match node.side {
                Side::Left => UNIT_WIDTH - 30.0 - small.width(&node.counts.short(diagram.lang)),
                Side::Middle | Side::Right => SECTION_WIDTH - 24.0,
            };
            wrap(&node.label, room / name.size, 5)
        })
        .collect();
    let least = |n: usize| labels[n].len() as f64 * name.pitch() + PADDING;
    let chapters = Chapters::of(diagram);
    // Boxes are as high as their lines are wide together, so that these do not lie on each other
    // where they meet; lines become narrower before the page becomes higher.
    let heights_for = |page: &Page| {
        let high = |&n: &usize| least(n).max(page.width_at(diagram, n) + 8.0);
        let left: Vec<_> = left.iter().map(high).collect();
        let mut right_heights: Vec<_> = right.iter().map(high).collect();
        chapters.make_room(diagram, &right, &mut right_heights, GAP);
        (left, right_heights)
    };
    let tall = |heights: &[f64]| heights.iter().sum::<f64>() + GAP * heights.len() as f64;
    let (mut left_heights, mut right_heights) = heights_for(&page);
    for narrowing in [0.85, 0.7, 0.6, 0.5, 0.4] {
        if tall(&left_heights).max(tall(&right_heights)) <= bottom - top {
            break;
        }
        page.narrowing = narrowing;
        (left_heights, right_heights) = heights_for(&page);
    }
    let height = (bottom - top).max(tall(&left_heights)).max(tall(&right_heights));

    let mut areas = vec![Area::new(0.0, 0.0, 0.0, 0.0); diagram.nodes.len()];
    for (column, heights, x, w) in [
        (&left, &left_heights, MARGIN, UNIT_WIDTH),
        (&right, &right_heights, section_x, SECTION_WIDTH),
    ] {
        let spare = (height - tall(heights)) / column.len().max(1) as f64;
        // Boxes grow a little, the rest of the room goes between them.
        let grow = spare.min(8.0);
        let mut y = top + (spare - grow) / 2.0;
        for (&n, h) in column.iter().zip(heights) {
            areas[n] = Area::new(x, y, w, h + grow);
            y += h + spare + GAP;
        }
    }

    let ports = ports(diagram, &areas);
    for role in Role::ALL.into_iter().rev() {
        for (edge, (from, to)) in diagram.edges.iter().zip(&ports) {
            if edge.role == role {
                let stroke = Stroke::role(role, page.width(edge.weight));
                canvas.link(*from, *to, stroke, tip(diagram, edge));
            }
        }
    }
    for (n, node) in diagram.nodes.iter().enumerate() {
        let area = areas[n];
        canvas.shape(
            area,
            node_radius(node.kind),
            node_fill(node.kind),
            node_stroke(node.kind),
            Tip::node(&node.label),
        );
        let middle = area.y + area.h / 2.0;
        canvas.lines_at(area.x + 10.0, middle, &labels[n], name);
        if node.side == Side::Left {
            canvas.text(area.x + area.w - 10.0, middle, &node.counts.short(diagram.lang), small);
        }
    }
    let bracket = section_x + SECTION_WIDTH + 10.0;
    chapters.draw(&mut canvas, diagram, &areas, bracket, Anchor::Start);
    page.close(&mut canvas, top + height)
}

/// Where every edge leaves and arrives: spread over the side of its node in the order of the other
/// ends, so that edges of one node do not cross near it, each with room for its width.
pub(super) fn ports(diagram: &Diagram, areas: &[Area]) -> Vec<((f64, f64), (f64, f64))> {
    let mut ports = vec![((0.0, 0.0), (0.0, 0.0)); diagram.edges.len()];
    for (n, area) in areas.iter().enumerate() {
        for leaving in [true, false] {
            let mut mine: Vec<usize> = (0..diagram.edges.len())
                .filter(|&e| {
                    let edge = &diagram.edges[e];
                    if leaving { edge.from == n } else { edge.to == n }
                })
                .collect();
            mine.sort_by_key(|&e| {
                let edge = &diagram.edges[e];
                (if leaving { edge.to } else { edge.from }, Reverse(edge.role))
            });
            let width = |e: usize| edge_width(diagram.edges[e].weight, diagram.heaviest());
            let all: f64 = mine.iter().map(|&e| width(e)).sum();
            let mut before = 0.0;
            for e in mine {
                let share = (before + width(e) / 2.0) / all;
                before += width(e);
                let y = area.y + 4.0 + (area.h - 8.0) * share;
                if leaving {
                    ports[e].0 = (area.x + area.w, y);
                } else {
                    ports[e].1 = (area.x, y);
                }
            }
        }
    }
    ports
}

/// What the pointer shows over an edge.
pub(super) fn tip(diagram: &Diagram, edge: &DiagramEdge) -> Tip {
    let [from, to] = [edge.from, edge.to].map(|n| diagram.nodes[n].label.as_str());
    let role = role_word(edge.role, diagram.lang);
    Tip::edge(from, to, format!("{from} — {to}: {role} {}", edge.weight))
}
