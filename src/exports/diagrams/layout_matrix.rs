//! A matrix: measures in columns, units in rows, a lettered sign where they meet.
//!
//! Owns places. Never knows which measures were chosen.

use super::appearance::{Anchor, Area, FRAME, GREY, MARGIN, Stroke, TextStyle, WIDTH};
use super::heading::counted;
use super::label_wrap::wrap;
use super::layout_bipartite::tip;
use super::legend::{Page, node_stroke, sign};
use super::model::{Diagram, DiagramEdge, NodeKind, Side};
use super::svg_canvas::{Canvas, Tip};
use crate::text::Lang;

const NAME_WIDTH: f64 = 250.0;
const COUNT_WIDTH: f64 = 90.0;

/// Draws the picture.
///
/// A unit that stands in one column only needs no row of its own: it is named at the foot of that
/// column.
pub(super) fn draw(diagram: &Diagram) -> String {
    let mut canvas = Canvas::default();
    let page = Page::of(diagram);
    let (top, bottom) = page.open(&mut canvas);
    let columns = diagram.side(Side::Left);
    let (rows, once): (Vec<_>, Vec<_>) = diagram
        .side(Side::Right)
        .into_iter()
        .partition(|&n| diagram.edges.iter().filter(|edge| edge.to == n).count() > 1);
    if columns.is_empty() {
        return page.close(&mut canvas, top);
    }
    let head = TextStyle::new(14.0).anchor(Anchor::Middle);
    let big = TextStyle::new(16.0).bold().anchor(Anchor::Middle);
    let name = TextStyle::new(16.0);
    let foot = TextStyle::new(14.0);
    let small = TextStyle::new(14.0).fill(GREY).anchor(Anchor::End);
    let grid_x = MARGIN + NAME_WIDTH;
    let column_width = ((WIDTH - MARGIN - COUNT_WIDTH - grid_x) / columns.len() as f64).min(280.0);
    let grid_end = grid_x + column_width * columns.len() as f64;
    let heads: Vec<_> = columns
        .iter()
        .map(|&n| wrap(&diagram.nodes[n].label, (column_width - 12.0) / head.size, 9))
        .collect();
    let head_lines = heads.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let head_height = head_lines * head.pitch() + big.pitch() + 16.0;
    let names: Vec<_> = rows
        .iter()
        .map(|&n| wrap(&diagram.nodes[n].label, (NAME_WIDTH - 20.0) / name.size, 5))
        .collect();
    let least: Vec<_> =
        names.iter().map(|lines| (lines.len() as f64 * name.pitch()).max(24.0) + 2.0).collect();
    let feet: Vec<Vec<(&DiagramEdge, Vec<String>)>> = columns
        .iter()
        .map(|&c| {
            let mine = diagram.edges.iter().filter(|e| e.from == c && once.contains(&e.to));
            let mut mine: Vec<_> = mine.collect();
            mine.sort_by_key(|edge| edge.role);
            mine.into_iter()
                .map(|edge| {
                    let mut label = diagram.nodes[edge.to].label.clone();
                    label.push_str(&times(edge).map_or_else(String::new, |n| format!(" {n}")));
                    (edge, wrap(&label, (column_width - 34.0) / foot.size, 7))
                })
                .collect()
        })
        .collect();
    let foot_row = |lines: &[String]| (lines.len() as f64 * foot.pitch()).max(20.0) + 3.0;
    let foot_height = feet
        .iter()
        .map(|column| column.iter().map(|(_, lines)| foot_row(lines)).sum::<f64>())
        .fold(0.0, f64::max)
        + if once.is_empty() { 0.0 } else { 10.0 };
    let body: f64 = least.iter().sum();
    let spare = ((bottom - top - head_height - body - foot_height) / rows.len().max(1) as f64)
        .clamp(0.0, 12.0);

    for (c, lines) in heads.iter().enumerate() {
        let x = grid_x + column_width * (c as f64 + 0.5);
        let block = lines.len() as f64 * head.pitch();
        let end = top + head_height - big.pitch() - 10.0;
        canvas.lines_at(x, end - block / 2.0, lines, head);
        let units = diagram.nodes[columns[c]].counts.total();
        let count = match diagram.lang {
            Lang::Zh => format!("{units} 个单位"),
            Lang::En => counted(units as usize, ["unit", "units"]),
        };
        canvas.text(x, end + 2.0 + big.pitch() / 2.0, &count, big);
    }
    let mut y = top + head_height;
    let mut middles = vec![0.0; diagram.nodes.len()];
    for (r, &n) in rows.iter().enumerate() {
        let h = least[r] + spare;
        let node = &diagram.nodes[n];
        if r % 2 == 0 {
            canvas.ground(Area::new(MARGIN, y, grid_end + COUNT_WIDTH - MARGIN, h), "#F1F4F7");
        }
        let middle = y + h / 2.0;
        middles[n] = middle;
        canvas.lines_at(MARGIN + 10.0, middle, &names[r], name);
        frame_collective(
            &mut canvas,
            diagram,
            n,
            Area::new(MARGIN + 1.0, y + 1.0, NAME_WIDTH - 8.0, h - 2.0),
        );
        let count = match diagram.lang {
            Lang::Zh => format!("{} 项", node.counts.total()),
            Lang::En => node.counts.total().to_string(),
        };
        canvas.text(grid_end + COUNT_WIDTH - 12.0, middle, &count, small);
        y += h;
    }
    for edge in diagram.edges.iter().filter(|edge| rows.contains(&edge.to)) {
        let x = grid_x + column_width * (edge.from as f64 + 0.5);
        let y = middles[edge.to];
        sign(&mut canvas, x, y, 11.0, edge.role, diagram.lang, tip(diagram, edge));
        if let Some(times) = times(edge) {
            canvas.text(x + 16.0, y, &times, TextStyle::new(14.0));
        }
    }
    if !once.is_empty() {
        if !rows.is_empty() {
            canvas.rule(
                (MARGIN, y + 3.0),
                (grid_end + COUNT_WIDTH, y + 3.0),
                Stroke::plain(FRAME, 1.5),
            );
        }
        let words = match diagram.lang {
            Lang::Zh => "只在其中一列的单位",
            Lang::En => "units in one column only",
        };
        canvas.text(MARGIN + 10.0, y + 10.0 + 11.5, words, foot.fill(GREY));
    }
    for (c, column) in feet.iter().enumerate() {
        let x = grid_x + column_width * c as f64;
        let mut at = y + 10.0;
        for (edge, lines) in column {
            let h = foot_row(lines);
            let middle = at + h / 2.0;
            sign(&mut canvas, x + 16.0, middle, 9.0, edge.role, diagram.lang, tip(diagram, edge));
            canvas.lines_at(x + 31.0, middle, lines, foot);
            let area = Area::new(x + 28.0, at + 1.0, column_width - 31.0, h - 2.0);
            frame_collective(&mut canvas, diagram, edge.to, area);
            at += h;
        }
    }
    for c in 0..=columns.len() {
        let x = grid_x + column_width * c as f64;
        let end = y + foot_height;
        canvas.rule((x, top + head_height), (x, end), Stroke::plain("#DDDDDD", 1.0));
    }
    page.close(&mut canvas, y + foot_height)
}

/// How many measures a mark stands for, where these are several.
fn times(edge: &DiagramEdge) -> Option<String> {
    (edge.weight > 1).then(|| format!("×{}", edge.weight))
}

fn frame_collective(canvas: &mut Canvas, diagram: &Diagram, n: usize, area: Area) {
    let node = &diagram.nodes[n];
    if node.kind == NodeKind::Collective {
        canvas.shape(area, 8.0, "none", node_stroke(node.kind), Tip::node(&node.label));
    }
}
