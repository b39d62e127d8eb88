//! Bars stacked by role, alone or tied to the chapters of a plan.
//!
//! Owns places. Never knows how a load was counted.

use super::appearance::{Anchor, Area, GREY, MARGIN, Stroke, TextStyle, WIDTH};
use super::chapter_brackets::{CHAPTER_WIDTH, Chapters};
use super::label_wrap::wrap;
use super::layout_bipartite::{ports, tip};
use super::legend::{Page, bar, node_fill, node_radius, node_stroke};
use super::model::{Diagram, DiagramNode, Side, role_word};
use super::svg_canvas::{Canvas, Tip};
use crate::plan::Role;
use crate::text::Lang;

const SECTION_WIDTH: f64 = 300.0;
const NAME_WIDTH: f64 = 240.0;
/// Least blank between two sections.
const GAP: f64 = 12.0;

/// Draws chapters, units and bars.
pub(super) fn draw(diagram: &Diagram) -> String {
    let mut canvas = Canvas::default();
    let mut page = Page::of(diagram);
    let (top, bottom) = page.open(&mut canvas);
    let left = diagram.side(Side::Left);
    let right = diagram.side(Side::Right);
    let name = TextStyle::new(16.0);
    let name_x = if left.is_empty() { MARGIN } else { 840.0 };

    let rows: Vec<&DiagramNode> = right.iter().map(|&n| &diagram.nodes[n]).collect();
    let (middles, end) = draw_rows(&mut canvas, diagram, &rows, name_x, top, bottom);
    let mut areas = vec![Area::new(0.0, 0.0, 0.0, 0.0); diagram.nodes.len()];
    for (&n, &(middle, h)) in right.iter().zip(&middles) {
        areas[n] = Area::new(name_x, middle - h / 2.0, 0.0, h);
    }
    let labels: Vec<_> = left
        .iter()
        .map(|&n| wrap(&diagram.nodes[n].label, (SECTION_WIDTH - 24.0) / name.size, 4))
        .collect();
    let mut heights: Vec<_> = labels.iter().map(|l| l.len() as f64 * name.pitch() + 14.0).collect();
    let chapters = Chapters::of(diagram);
    chapters.make_room(diagram, &left, &mut heights, GAP);
    let beside = if diagram.groups.is_empty() { 0.0 } else { CHAPTER_WIDTH + 4.0 };
    let section_x = MARGIN + beside;
    let least: f64 = heights.iter().sum();
    let height = (end - top).max(least + GAP * left.len() as f64);
    let spare = (height - least) / left.len().max(1) as f64;
    let grow = (spare - GAP).clamp(0.0, 60.0);
    let mut y = top + (spare - grow) / 2.0;
    for ((&n, lines), least) in left.iter().zip(&labels).zip(&heights) {
        let node = &diagram.nodes[n];
        let h = least + grow;
        areas[n] = Area::new(section_x, y, SECTION_WIDTH, h);
        canvas.shape(
            areas[n],
            node_radius(node.kind),
            node_fill(node.kind),
            node_stroke(node.kind),
            Tip::node(&node.label),
        );
        canvas.lines_at(section_x + 12.0, y + h / 2.0, lines, name);
        y += h + spare - grow;
    }
    chapters.draw(&mut canvas, diagram, &areas, section_x - 10.0, Anchor::End);
    // Lines become narrower where those of one box would lie on each other.
    let fits = |n: usize| (areas[n].h - 8.0) / page.width_at(diagram, n).max(1.0);
    page.narrowing = (0..areas.len()).map(fits).fold(1.0, f64::min).max(0.4);
    let ports = ports(diagram, &areas);
    for role in Role::ALL.into_iter().rev() {
        for (edge, (from, to)) in diagram.edges.iter().zip(&ports) {
            if edge.role == role {
                let stroke = Stroke::role(role, page.width(edge.weight));
                canvas.link(*from, *to, stroke, tip(diagram, edge));
            }
        }
    }
    page.close(&mut canvas, top + height)
}

/// Draws units with their bars; returns the middle and height of each row, and where they end.
fn draw_rows(
    canvas: &mut Canvas,
    diagram: &Diagram,
    rows: &[&DiagramNode],
    x: f64,
    top: f64,
    bottom: f64,
) -> (Vec<(f64, f64)>, f64) {
    let name = TextStyle::new(16.0);
    let small = TextStyle::new(14.0).fill(GREY);
    let labels: Vec<_> =
        rows.iter().map(|row| wrap(&row.label, (NAME_WIDTH - 20.0) / name.size, 5)).collect();
    let least: Vec<_> = labels.iter().map(|l| l.len() as f64 * name.pitch() + 3.0).collect();
    let spare =
        ((bottom - top - least.iter().sum::<f64>()) / rows.len().max(1) as f64).clamp(0.0, 18.0);
    let most = rows.iter().map(|row| row.counts.total()).max().unwrap_or(1).max(1);
    let words = |row: &DiagramNode| match diagram.lang {
        Lang::Zh => format!("{}（{}）", row.counts.total(), row.counts.short(diagram.lang)),
        Lang::En => format!("{} ({})", row.counts.total(), row.counts.short(diagram.lang)),
    };
    let room = rows.iter().map(|row| small.width(&words(row))).fold(0.0, f64::max);
    let bar_x = x + NAME_WIDTH + 10.0;
    let unit = (WIDTH - MARGIN - bar_x - room - 14.0) / f64::from(most);
    let used = least.iter().sum::<f64>() + spare * rows.len() as f64;
    let mut middles = Vec::with_capacity(rows.len());
    let mut y = top + ((bottom - top - used) / 2.0).clamp(0.0, 120.0);
    for ((row, label), h) in rows.iter().zip(&labels).zip(&least) {
        let h = h + spare;
        let middle = y + h / 2.0;
        let area = Area::new(x, y + 1.0, NAME_WIDTH, h - 2.0);
        canvas.shape(
            area,
            node_radius(row.kind),
            node_fill(row.kind),
            node_stroke(row.kind),
            Tip::node(&row.label),
        );
        canvas.lines_at(x + 10.0, middle, label, name);
        let mut at = bar_x;
        for (role, count) in row.counts.parts() {
            let w = unit * f64::from(count);
            let tip = format!("{}: {} {count}", row.label, role_word(role, diagram.lang));
            bar(canvas, Area::new(at, middle - 8.0, w, 16.0), role, tip.as_str());
            at += w;
        }
        canvas.text(at + 8.0, middle, &words(row), small.anchor(Anchor::Start));
        middles.push((middle, h - 2.0));
        y += h;
    }
    (middles, y)
}
