//! Three columns: measures under their sections, the unit, its partners.
//!
//! Owns places. Never knows which measures were chosen.

use super::appearance::{Anchor, Area, GREY, MARGIN, Stroke, TextStyle, WIDTH};
use super::heading::counted;
use super::label_wrap::wrap;
use super::layout_bipartite::tip;
use super::legend::{Page, bar, edge_width, node_fill, node_stroke, sign};
use super::model::{Diagram, Side, role_word};
use super::svg_canvas::{Canvas, Tip};
use crate::text::Lang;

const MEASURE_WIDTH: f64 = 600.0;
const UNIT_WIDTH: f64 = 190.0;
const PARTNER_X: f64 = 1090.0;
const PARTNER_WIDTH: f64 = WIDTH - MARGIN - PARTNER_X;
const BAR_WIDTH: f64 = 110.0;

/// Draws the picture.
pub(super) fn draw(diagram: &Diagram) -> String {
    let mut canvas = Canvas::default();
    let page = Page::of(diagram);
    let (top, bottom) = page.open(&mut canvas);
    let name = TextStyle::new(16.0);
    let title = TextStyle::new(15.0);
    let heading = TextStyle::new(14.0).bold().fill(GREY);
    let small = TextStyle::new(14.0).fill(GREY);

    // Each row of the left column: a heading or a measure, with its lines.
    let mut rows: Vec<(Option<usize>, Vec<String>)> = Vec::new();
    let mut under = None;
    for n in diagram.side(Side::Left) {
        let node = &diagram.nodes[n];
        if node.group != under {
            under = node.group;
            if let Some(group) = under {
                let lines = wrap(&diagram.groups[group], MEASURE_WIDTH / heading.size, 3);
                rows.push((None, lines));
            }
        }
        rows.push((Some(n), wrap(&node.label, (MEASURE_WIDTH - 40.0) / title.size, 3)));
    }
    let tall = |row: &(Option<usize>, Vec<String>)| match row.0 {
        None => row.1.len() as f64 * heading.pitch() + 7.0,
        Some(_) => (row.1.len() as f64 * title.pitch()).max(20.0) + 4.0,
    };
    let partners = diagram.side(Side::Right);
    let words_width =
        partners.iter().map(|&n| small.width(&shared_words(diagram, n))).fold(0.0, f64::max);
    let bar_x = WIDTH - MARGIN - 20.0 - words_width - BAR_WIDTH;
    let partner_lines: Vec<_> = partners
        .iter()
        .map(|&n| {
            let room = bar_x - PARTNER_X - 22.0;
            wrap(&diagram.nodes[n].label, room / name.size, 5)
        })
        .collect();
    let partner_tall = |i: usize| partner_lines[i].len() as f64 * name.pitch() + 8.0;
    let left_height: f64 = rows.iter().map(tall).sum();
    let right_height: f64 = (0..partners.len()).map(partner_tall).sum();
    let height = (bottom - top).max(left_height).max(right_height);

    // Everything moves left when the measures are short.
    let longest = rows.iter().map(|row| match row.0 {
        None => row.1.iter().map(|line| heading.width(line)).fold(0.0, f64::max),
        Some(_) => 38.0 + row.1.iter().map(|line| title.width(line)).fold(0.0, f64::max),
    });
    let level_x = MARGIN + longest.fold(240.0, f64::max) + 10.0;
    let unit_x = (level_x + PARTNER_X - UNIT_WIDTH) / 2.0;
    let unit_height = (height * 0.5).clamp(250.0, 420.0);
    let unit_y = top + (height - unit_height) / 2.0;
    let mut left_ends = vec![(0.0, 0.0); diagram.nodes.len()];
    let mut y = top;
    let spare = ((height - left_height) / rows.len().max(1) as f64).min(14.0);
    y += (height - left_height - spare * rows.len() as f64) / 2.0;
    for row in &rows {
        let h = tall(row) + spare;
        let middle = y + h / 2.0;
        match row.0 {
            None => canvas.lines_at(MARGIN, middle + 2.0, &row.1, heading),
            Some(n) => {
                for (role, _) in diagram.nodes[n].counts.parts() {
                    sign(
                        &mut canvas,
                        MARGIN + 12.0,
                        middle,
                        9.5,
                        role,
                        diagram.lang,
                        Tip::node(&diagram.nodes[n].label),
                    );
                }
                canvas.lines_at(MARGIN + 30.0, middle, &row.1, title);
                let width = row.1.iter().map(|line| title.width(line)).fold(0.0, f64::max);
                left_ends[n] = (MARGIN + 30.0 + width + 8.0, middle);
            }
        }
        y += h;
    }
    let mut right_ends = vec![(0.0, 0.0); diagram.nodes.len()];
    let spare = ((height - right_height) / partners.len().max(1) as f64).min(16.0);
    let mut y = top + (height - right_height - spare * partners.len() as f64) / 2.0;
    let most = partners.iter().map(|&n| diagram.nodes[n].counts.total()).max().unwrap_or(1);
    for (i, &n) in partners.iter().enumerate() {
        let h = partner_tall(i) + spare;
        let node = &diagram.nodes[n];
        let area = Area::new(PARTNER_X, y + 2.0, PARTNER_WIDTH, h - 4.0);
        canvas.shape(
            area,
            8.0,
            node_fill(node.kind),
            node_stroke(node.kind),
            Tip::node(&node.label),
        );
        let middle = y + h / 2.0;
        canvas.lines_at(PARTNER_X + 12.0, middle, &partner_lines[i], name);
        let words = shared_words(diagram, n);
        canvas.text(WIDTH - MARGIN - 10.0, middle, &words, small.anchor(Anchor::End));
        let mut x = bar_x;
        for (role, count) in node.counts.parts() {
            let w = BAR_WIDTH * f64::from(count) / f64::from(most);
            let tip = format!("{} {count}", role_word(role, diagram.lang));
            bar(&mut canvas, Area::new(x, middle - 6.0, w, 12.0), role, tip.as_str());
            x += w;
        }
        right_ends[n] = (PARTNER_X, middle);
        y += h;
    }

    let left_count = rows.iter().filter(|row| row.0.is_some()).count() as f64;
    let mut left_seen = 0.0;
    let mut right_seen = 0.0;
    for edge in &diagram.edges {
        let port =
            |seen: f64, count: f64| unit_y + 12.0 + (unit_height - 24.0) * (seen + 0.5) / count;
        let words = tip(diagram, edge);
        if diagram.nodes[edge.from].side == Side::Left {
            let from = left_ends[edge.from];
            let to = (unit_x, port(left_seen, left_count));
            let level = (level_x, from.1);
            let stroke = Stroke::role(edge.role, 2.0);
            canvas.polyline(&[from, level], Stroke { opacity: 0.35, ..stroke }, words.clone());
            canvas.link(level, to, stroke, words);
            left_seen += 1.0;
        } else {
            let from = (unit_x + UNIT_WIDTH, port(right_seen, partners.len() as f64));
            let width = edge_width(edge.weight, diagram.heaviest());
            canvas.link(from, right_ends[edge.to], Stroke::role(edge.role, width), words);
            right_seen += 1.0;
        }
    }
    for n in diagram.side(Side::Middle) {
        let node = &diagram.nodes[n];
        let area = Area::new(unit_x, unit_y, UNIT_WIDTH, unit_height);
        canvas.shape(area, 14.0, "#FFFFFF", Stroke::plain("#1A1A1A", 2.0), Tip::node(&node.label));
        let big = TextStyle::new(20.0).bold().anchor(Anchor::Middle);
        let x = unit_x + UNIT_WIDTH / 2.0;
        let lines = wrap(&node.label, (UNIT_WIDTH - 20.0) / big.size, 8);
        let mut words = vec![match diagram.lang {
            Lang::Zh => format!("共 {} 项措施", node.counts.total()),
            Lang::En => counted(node.counts.total() as usize, ["measure", "measures"]),
        }];
        words.extend(
            node.counts
                .parts()
                .map(|(role, count)| format!("{} {count}", role_word(role, diagram.lang))),
        );
        let block = lines.len() as f64 * big.pitch();
        let under = words.len() as f64 * 22.0;
        let start = unit_y + (unit_height - block - under - 12.0) / 2.0;
        canvas.lines_at(x, start + block / 2.0, &lines, big);
        for (line, i) in words.iter().zip(0u32..) {
            let y = start + block + 12.0 + 22.0 * (f64::from(i) + 0.5);
            canvas.text(x, y, line, TextStyle::new(16.0).anchor(Anchor::Middle));
        }
    }
    page.close(&mut canvas, top + height)
}

/// Such as 6 项：牵2 配4.
fn shared_words(diagram: &Diagram, n: usize) -> String {
    let counts = diagram.nodes[n].counts;
    match diagram.lang {
        Lang::Zh => format!("{} 项：{}", counts.total(), counts.short(diagram.lang)),
        Lang::En => format!("{}: {}", counts.total(), counts.short(diagram.lang)),
    }
}
