//! A network on a ring: units on two bowed columns, their edges inside, their names outside.
//!
//! No edge can run through a name, because all edges stay inside the ring. The order on the ring is
//! found by moving one unit at a time while crossings, then lengths of edges shrink (sifting, after
//! Baur and Brandes, "Crossing Reduction in Circular Layouts", WG 2004), starting from the order of
//! connected parts: no chance is involved.
//!
//! Owns places. Never knows why two units are joined.

use super::appearance::{
    Anchor, Area, GREY, MARGIN, Stroke, TextStyle, WIDTH, role_colour, text_area,
};
use super::label_wrap::wrap;
use super::layout_bipartite::tip;
use super::legend::{Page, edge_width};
use super::model::{Diagram, DiagramEdge, NodeKind};
use super::svg_canvas::{Canvas, Tip, cubic_point};
use crate::plan::Role;
use crate::text::Lang;

/// Width of the ranked list of pairs beside the network.
const LIST_WIDTH: f64 = 430.0;
const LABEL_WIDTH: f64 = 260.0;
/// How far the columns bow outward in the middle.
const BOW: f64 = 70.0;

/// Draws the picture.
pub(super) fn draw(diagram: &Diagram) -> String {
    let mut canvas = Canvas::default();
    let page = Page::of(diagram);
    let (top, bottom) = page.open(&mut canvas);
    let order = ring_order(diagram);
    let name = TextStyle::new(16.0);
    let small = TextStyle::new(13.0).fill(GREY);
    let lines: Vec<_> =
        order.iter().map(|&n| wrap(&diagram.nodes[n].label, LABEL_WIDTH / name.size, 5)).collect();
    let right_count = order.len().div_ceil(2);
    // A slot of the ring: its names' lines and the count under them.
    let slot = |i: usize| lines[i].len() as f64 * name.pitch() + small.pitch() + 10.0;
    let tallest = (0..order.len()).map(slot).fold(0.0, f64::max);
    let height = (bottom - top).max(tallest * right_count as f64);
    // A ring of a few units stays small.
    let ring = height.min(110.0 * right_count as f64);
    let ring_top = top + (height - ring) / 2.0;

    let widest = |column: &[Vec<String>]| {
        let lines = column.iter().flatten();
        lines.map(|line| name.width(line)).fold(90.0, f64::max) + 26.0
    };
    let left_x = MARGIN + widest(&lines[right_count.min(lines.len())..]);
    let right_x = WIDTH - MARGIN - LIST_WIDTH - 40.0 - widest(&lines[..right_count]);
    let middle = (left_x + right_x) / 2.0;
    let half = ((right_x - left_x) / 2.0).min(80.0 + 40.0 * order.len() as f64);
    let mut places = vec![(0.0, 0.0); diagram.nodes.len()];
    for (i, &n) in order.iter().enumerate() {
        // Clockwise from the upper right.
        let (on_right, row, rows) = if i < right_count {
            (true, i, right_count)
        } else {
            (false, order.len() - 1 - i, order.len() - right_count)
        };
        let share = (row as f64 + 0.5) / rows as f64;
        let bow = BOW * (2.0 * share - 1.0).powi(2);
        let x = if on_right { middle + half - bow } else { middle - half + bow };
        places[n] = (x, ring_top + ring * share);
        let radius = node_size(diagram.nodes[n].counts.get(Role::Lead));
        let edge = x + if on_right { radius + 8.0 } else { -radius - 8.0 };
        let anchor = if on_right { Anchor::Start } else { Anchor::End };
        let node = &diagram.nodes[n];
        let stroke = match node.kind {
            NodeKind::Collective => Stroke { dash: "4 3", ..Stroke::plain(GREY, 2.0) },
            _ => Stroke::plain("#FFFFFF", 1.5),
        };
        let fill = match node.kind {
            NodeKind::Collective => "#FFFFFF",
            _ => role_colour(Role::Lead),
        };
        canvas.disc(x, places[n].1, radius, fill, stroke, Tip::node(&node.label));
        let block = lines[i].len() as f64 * name.pitch() + small.pitch();
        let above = places[n].1 - block / 2.0;
        let names = above + lines[i].len() as f64 * name.pitch() / 2.0;
        canvas.lines_at(edge, names, &lines[i], name.anchor(anchor));
        let count = match diagram.lang {
            Lang::Zh => format!("牵头 {} 项", node.counts.get(Role::Lead)),
            Lang::En => format!("leads {}", node.counts.get(Role::Lead)),
        };
        canvas.text(edge, above + block - small.pitch() / 2.0, &count, small.anchor(anchor));
    }
    draw_edges(diagram, &mut canvas, &places, middle);
    if !diagram.edges.is_empty() {
        list(diagram, &mut canvas, top, top + height);
    }
    page.close(&mut canvas, top + height)
}

fn draw_edges(diagram: &Diagram, canvas: &mut Canvas, places: &[(f64, f64)], middle: f64) {
    let style = TextStyle::new(15.0).bold().anchor(Anchor::Middle);
    let mut taken: Vec<Area> =
        places.iter().map(|(x, y)| Area::new(x - 16.0, y - 16.0, 32.0, 32.0)).collect();
    // Units of one column are joined by an arc that bulges inward, the further apart the more;
    // units of both columns by a curve that leaves both levelly.
    let bends = |a: (f64, f64), d: (f64, f64)| {
        let toward = |x: f64, reach: f64| if x < middle { x + reach } else { x - reach };
        let across = (a.0 < middle) != (d.0 < middle);
        let reach = if across {
            (a.0 - d.0).abs() * 0.5
        } else {
            (24.0 + 0.55 * (a.1 - d.1).abs()).min((a.0.max(d.0) - middle).abs().max(120.0) * 1.1)
        };
        ((toward(a.0, reach), a.1), (toward(d.0, reach), d.1))
    };
    for edge in diagram.edges.iter().rev() {
        let (a, d) = (places[edge.from], places[edge.to]);
        let (b, c) = bends(a, d);
        let stroke = Stroke::role(Role::Lead, edge_width(edge.weight, diagram.heaviest()));
        canvas.cubic(a, b, c, d, stroke, tip(diagram, edge));
    }
    for edge in diagram.edges.iter().filter(|edge| edge.weight > 1) {
        let (a, d) = (places[edge.from], places[edge.to]);
        let (b, c) = bends(a, d);
        let count = edge.weight.to_string();
        let free = [50, 44, 56, 38, 62, 32, 68, 26, 74].into_iter().find_map(|t| {
            let (x, y) = cubic_point(a, b, c, d, f64::from(t) / 100.0);
            let area = text_area(x, y, &count, style);
            let area = Area::new(area.x - 4.0, area.y - 1.0, area.w + 8.0, area.h + 2.0);
            (!taken.iter().any(|other| other.overlaps(&area))).then_some((x, y, area))
        });
        // Where there is no free place the list beside the network still says the number.
        if let Some((x, y, area)) = free {
            canvas.tag(x, y, &count, style);
            taken.push(area);
        }
    }
}

/// The strongest pairs in words, as many as there is room for.
fn list(diagram: &Diagram, canvas: &mut Canvas, top: f64, bottom: f64) {
    let x = WIDTH - MARGIN - LIST_WIDTH;
    let heading = match diagram.lang {
        Lang::Zh => "共同牵头最多",
        Lang::En => "Most often together",
    };
    canvas.text(x, top + 14.0, heading, TextStyle::new(18.0).bold());
    let style = TextStyle::new(16.0);
    // Pairs with as many measures share a rank.
    let rank = |edge: &DiagramEdge| {
        1 + diagram.edges.iter().filter(|other| other.weight > edge.weight).count()
    };
    let mut y = top + 40.0;
    for (edge, i) in diagram.edges.iter().zip(0..) {
        let joint = match diagram.lang {
            Lang::Zh => " 与 ",
            Lang::En => " & ",
        };
        let words =
            [diagram.nodes[edge.from].label.as_str(), diagram.nodes[edge.to].label.as_str()]
                .join(joint);
        let lines = wrap(&words, (LIST_WIDTH - 100.0) / style.size, 6);
        let tall = lines.len() as f64 * style.pitch() + 14.0;
        if y + tall > bottom - 30.0 {
            let rest = diagram.edges.len() - i;
            let words = match diagram.lang {
                Lang::Zh => format!("另有 {rest} 对，见左图"),
                Lang::En => format!("{rest} more in the network"),
            };
            canvas.text(x, y + 15.0, &words, style.fill(GREY));
            return;
        }
        canvas.rule((x, y), (x + LIST_WIDTH, y), Stroke::plain("#E0E0E0", 1.0));
        canvas.text(x, y + tall / 2.0, &rank(edge).to_string(), style.fill(GREY));
        canvas.lines_at(x + 30.0, y + tall / 2.0, &lines, style);
        let count = match diagram.lang {
            Lang::Zh => format!("{} 项", edge.weight),
            Lang::En => edge.weight.to_string(),
        };
        canvas.text(x + LIST_WIDTH, y + tall / 2.0, &count, style.bold().anchor(Anchor::End));
        y += tall;
    }
}

fn node_size(leads: u32) -> f64 {
    (5.0 + 2.2 * f64::from(leads).sqrt()).min(16.0)
}

/// Nodes in the order of the ring.
fn ring_order(diagram: &Diagram) -> Vec<usize> {
    let count = diagram.nodes.len();
    let edges: Vec<_> = diagram.edges.iter().map(|e| (e.from, e.to)).collect();
    let mut order = parts_in_order(count, &edges);
    let mut place = vec![0; count];
    let settle = |order: &[usize], place: &mut [usize]| {
        for (i, &n) in order.iter().enumerate() {
            place[n] = i;
        }
    };
    settle(&order, &mut place);
    let mut best = cost(&edges, &place);
    // Each round is O(n² e²); the number of rounds falls as the network grows.
    let rounds = (40_000_000 / (count * count * edges.len() * edges.len()).max(1)).min(12);
    for _ in 0..rounds {
        let before = best;
        for i in 0..count {
            for j in 0..count {
                if i == j {
                    continue;
                }
                let moved = order.remove(i);
                order.insert(j, moved);
                settle(&order, &mut place);
                let tried = cost(&edges, &place);
                if tried < best {
                    best = tried;
                } else {
                    let back = order.remove(j);
                    order.insert(i, back);
                }
            }
        }
        settle(&order, &mut place);
        if best == before {
            break;
        }
    }
    order
}

/// Crossings first, then the length of edges along the ring.
fn cost(edges: &[(usize, usize)], place: &[usize]) -> (usize, usize) {
    let mut crossings = 0;
    let mut length = 0;
    for (i, &(a, b)) in edges.iter().enumerate() {
        let (low, high) = (place[a].min(place[b]), place[a].max(place[b]));
        length += (high - low).min(place.len() - (high - low));
        for &(c, d) in &edges[i + 1..] {
            let inside = |n: usize| low < place[n] && place[n] < high;
            let apart = a != c && a != d && b != c && b != d;
            crossings += usize::from(apart && inside(c) != inside(d));
        }
    }
    (crossings, length)
}

/// Connected parts one after the other, each from its best-joined node outward.
fn parts_in_order(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut near = vec![Vec::new(); count];
    for &(a, b) in edges {
        near[a].push(b);
        near[b].push(a);
    }
    let mut starts: Vec<_> = (0..count).collect();
    starts.sort_by_key(|&n| (std::cmp::Reverse(near[n].len()), n));
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    for start in starts {
        let mut waiting = vec![start];
        while let Some(n) = waiting.pop() {
            if !seen[n] {
                seen[n] = true;
                order.push(n);
                waiting.extend(near[n].iter().rev().filter(|&&m| !seen[m]));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossings_and_lengths_are_counted_on_the_ring() {
        assert_eq!(cost(&[(0, 2), (1, 3)], &[0, 1, 2, 3]), (1, 4));
        assert_eq!(cost(&[(0, 1), (0, 3)], &[0, 1, 2, 3]), (0, 2));
    }

    #[test]
    fn connected_parts_stay_together() {
        assert_eq!(parts_in_order(5, &[(0, 3), (1, 4), (3, 2)]), [3, 0, 2, 1, 4]);
    }
}
