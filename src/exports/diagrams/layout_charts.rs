//! Curves on axes, and shades in a grid.
//!
//! Owns places, axes and shades. Never knows what an analysis means.

use super::appearance::{
    Anchor, Area, GREY, INK, MARGIN, Stroke, TextStyle, WIDTH, role_colour, text_area,
};
use super::chart::{Chart, ChartData};
use super::label_wrap::wrap;
use super::legend::Page;
use super::model::RoleCounts;
use super::svg_canvas::Canvas;
use crate::plan::Role;
use crate::text::Lang;

const NAME_WIDTH: f64 = 240.0;
/// Shades from few to many, each readable under its words.
const SHADES: [(&str, &str); 6] = [
    ("#EAF3FA", INK),
    ("#CBE3F3", INK),
    ("#9CCBE8", INK),
    ("#5FAAD6", INK),
    ("#1F7BB6", "#FFFFFF"),
    ("#07517F", "#FFFFFF"),
];

/// Draws the chart.
pub(super) fn draw(chart: &Chart) -> String {
    let mut canvas = Canvas::default();
    let page = Page {
        lang: chart.lang,
        title: &chart.title,
        subtitle: &chart.subtitle,
        description: &chart.description,
        legend: &[],
        notes: &chart.notes,
        heaviest: 1,
        narrowing: 1.0,
    };
    let (top, bottom) = page.open(&mut canvas);
    let end = match &chart.data {
        ChartData::Lorenz { points, facts } => {
            lorenz(&mut canvas, points, facts, chart.lang, top, bottom)
        }
        ChartData::Frontier { points } => frontier(&mut canvas, points, chart.lang, top, bottom),
        ChartData::HeatMap { units, sections, cells } => {
            heat_map(&mut canvas, units, sections, cells, top, bottom)
        }
    };
    page.close(&mut canvas, end)
}

fn axis_words() -> TextStyle {
    TextStyle::new(15.0).fill(GREY)
}

fn lorenz(
    canvas: &mut Canvas,
    points: &[(f64, f64)],
    facts: &[String],
    lang: Lang,
    top: f64,
    bottom: f64,
) -> f64 {
    let side = bottom - top - 96.0;
    let (x0, y0) = (MARGIN + 90.0, bottom - 64.0);
    let place = |(x, y): (f64, f64)| (x0 + x * side, y0 - y * side);
    for step in 0..=5 {
        let share = f64::from(step) / 5.0;
        let words = format!("{}%", step * 20);
        canvas.rule(place((0.0, share)), place((1.0, share)), Stroke::plain("#E3E3E3", 1.0));
        canvas.rule(place((share, 0.0)), place((share, 1.0)), Stroke::plain("#E3E3E3", 1.0));
        let (x, y) = place((0.0, share));
        canvas.text(x - 10.0, y, &words, axis_words().anchor(Anchor::End));
        if step > 0 {
            let (x, y) = place((share, 0.0));
            canvas.text(x, y + 16.0, &words, axis_words().anchor(Anchor::Middle));
        }
    }
    let (units, load, even) = match lang {
        Lang::Zh => ("单位（从少到多累计）", "牵头累计", "完全均等"),
        Lang::En => ("units, from fewest to most leads", "share of leads", "perfectly even"),
    };
    canvas.text(x0 + side / 2.0, y0 + 42.0, units, TextStyle::new(16.0).anchor(Anchor::Middle));
    canvas.text(MARGIN, top + 8.0, load, TextStyle::new(16.0));
    let grey = Stroke { dash: "8 6", ..Stroke::plain(GREY, 2.0) };
    canvas.polyline(&[place((0.0, 0.0)), place((1.0, 1.0))], grey, even);
    let curve: Vec<_> = points.iter().map(|&p| place(p)).collect();
    if curve.len() > 1 {
        canvas.polyline(&curve, Stroke::plain(role_colour(Role::Lead), 4.0), "Lorenz");
    }
    // Explained beside the plot, where no line passes.
    let x = x0 + side + 60.0;
    let mut y = top + 40.0;
    let observed = match lang {
        Lang::Zh => "实际分布",
        Lang::En => "as it is",
    };
    for (words, stroke) in [(observed, Stroke::plain(role_colour(Role::Lead), 4.0)), (even, grey)] {
        canvas.legend_line(x, y, 46.0, stroke);
        canvas.text(x + 58.0, y, words, TextStyle::new(17.0));
        y += 34.0;
    }
    y += 20.0;
    let style = TextStyle::new(20.0);
    for fact in facts {
        for line in wrap(fact, (WIDTH - MARGIN - x) / style.size, 5) {
            canvas.text(x, y, &line, style);
            y += style.pitch();
        }
        y += 16.0;
    }
    bottom.max(y)
}

fn frontier(canvas: &mut Canvas, points: &[(u32, f64)], lang: Lang, top: f64, bottom: f64) -> f64 {
    let (x0, y0) = (MARGIN + 80.0, bottom - 66.0);
    let (w, h) = (WIDTH - MARGIN - 60.0 - x0, y0 - top - 60.0);
    let last = points.iter().map(|p| p.0).max().unwrap_or(1).max(1);
    let peak = points.iter().map(|p| p.1).fold(1.0, f64::max);
    let step = nice_step(peak);
    let high = (peak / step).ceil() * step;
    let place = |moves: f64, load: f64| (x0 + w * moves / f64::from(last), y0 - h * load / high);
    let mut level = 0.0;
    while level <= high + step / 2.0 {
        let (x, y) = place(0.0, level);
        canvas.rule((x, y), (x + w, y), Stroke::plain("#E3E3E3", 1.0));
        canvas.text(x - 12.0, y, &short_number(level), axis_words().anchor(Anchor::End));
        level += step;
    }
    let (moves_words, load_words) = match lang {
        Lang::Zh => ("调整的措施数", "最高牵头项数"),
        Lang::En => ("measures moved", "most leads of one unit"),
    };
    canvas.text(x0 + w / 2.0, y0 + 44.0, moves_words, TextStyle::new(16.0).anchor(Anchor::Middle));
    canvas.text(MARGIN, top + 14.0, load_words, TextStyle::new(16.0));

    let blue = Stroke::plain(role_colour(Role::Lead), 4.0);
    let mut stairs = Vec::new();
    for (i, &(moves, load)) in points.iter().enumerate() {
        if i > 0 {
            stairs.push(place(f64::from(moves), points[i - 1].1));
        }
        stairs.push(place(f64::from(moves), load));
    }
    if stairs.len() > 1 {
        canvas.polyline(&stairs, blue, load_words);
    }
    let tick_style = axis_words().anchor(Anchor::Middle);
    let value_style = TextStyle::new(17.0).bold();
    let falls = |i: usize| i == 0 || points[i].1 < points[i - 1].1;
    let last_fall = (0..points.len()).rev().find(|&i| falls(i)).unwrap_or(0);
    // A value stands right above its stair, where the curve never comes again.
    let value_area = |i: usize| {
        let (x, y) = place(f64::from(points[i].0), points[i].1);
        text_area(x + 10.0, y - 16.0, &short_number(points[i].1), value_style)
    };
    // What it ends at is always said, other values where there is room.
    let mut taken: Vec<Area> = Vec::new();
    if last_fall < points.len() {
        taken.push(value_area(last_fall));
    }
    let mut free_tick = f64::NEG_INFINITY;
    for (i, &(moves, load)) in points.iter().enumerate() {
        let (x, y) = place(f64::from(moves), load);
        let words = short_number(load);
        if points.len() <= 40 {
            let tip = format!("{moves} → {words}");
            canvas.disc(x, y, 6.0, "#FFFFFF", blue, tip.as_str());
        }
        let area = value_area(i);
        if i == last_fall || falls(i) && !taken.iter().any(|other| other.overlaps(&area)) {
            canvas.text(x + 10.0, y - 16.0, &words, value_style);
            taken.push(area);
        }
        let tick = moves.to_string();
        let half = tick_style.width(&tick) / 2.0 + 6.0;
        if x - half > free_tick {
            canvas.text(x, y0 + 18.0, &tick, tick_style);
            free_tick = x + half;
        }
    }
    if last_fall + 1 < points.len() {
        let words = match lang {
            Lang::Zh => "最高不再降，其余单位更均衡",
            Lang::En => "falls no further; the other units become more even",
        };
        let value = value_area(last_fall);
        let x = value.x + value.w + 16.0;
        if x + axis_words().width(words) < WIDTH - MARGIN {
            canvas.text(x, value.y + value.h / 2.0, words, axis_words());
        }
    }
    bottom
}

/// The distance between gridlines: 1, 2 or 5 times a power of ten, about six of them.
fn nice_step(peak: f64) -> f64 {
    let mut step = 1.0;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
        if peak / step <= 8.0 {
            break;
        }
        step *= factor;
    }
    step
}

fn short_number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn heat_map(
    canvas: &mut Canvas,
    units: &[String],
    sections: &[(Option<String>, String)],
    cells: &[Vec<RoleCounts>],
    top: f64,
    bottom: f64,
) -> f64 {
    let head = TextStyle::new(14.0).anchor(Anchor::Middle);
    let name = TextStyle::new(16.0);
    let grid_x = MARGIN + NAME_WIDTH;
    let column = ((WIDTH - MARGIN - grid_x) / sections.len().max(1) as f64).min(230.0);
    let heads: Vec<_> =
        sections.iter().map(|(_, section)| wrap(section, (column - 6.0) / head.size, 10)).collect();
    let tall = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * head.pitch();
    let band = TextStyle::new(15.0).bold().anchor(Anchor::Middle);
    // Chapters: runs of neighbouring columns under one heading.
    let mut chapters: Vec<(&str, usize, usize)> = Vec::new();
    for (i, (chapter, _)) in sections.iter().enumerate() {
        let chapter = chapter.as_deref().unwrap_or_default();
        match chapters.last_mut() {
            Some((known, _, end)) if *known == chapter => *end = i,
            _ => chapters.push((chapter, i, i)),
        }
    }
    let bands: Vec<_> = chapters
        .iter()
        .map(|&(chapter, first, last)| {
            let room = column * (last - first + 1) as f64 - 10.0;
            wrap(chapter, (room / band.size).max(2.0), 6)
        })
        .collect();
    let band_tall = bands.iter().map(Vec::len).max().unwrap_or(0) as f64 * band.pitch();
    for (&(chapter, first, last), lines) in chapters.iter().zip(&bands) {
        if chapter.is_empty() {
            continue;
        }
        let (from, to) =
            (grid_x + column * first as f64 + 3.0, grid_x + column * (last + 1) as f64 - 3.0);
        canvas.lines_at((from + to) / 2.0, top + band_tall / 2.0, lines, band);
        canvas.rule(
            (from, top + band_tall + 4.0),
            (to, top + band_tall + 4.0),
            Stroke::plain(GREY, 2.0),
        );
    }
    let head_top = top + band_tall + 12.0;
    for (i, lines) in heads.iter().enumerate() {
        let block = lines.len() as f64 * head.pitch();
        let x = grid_x + column * (i as f64 + 0.5);
        canvas.lines_at(x, head_top + tall - block / 2.0, lines, head);
    }
    let names: Vec<_> =
        units.iter().map(|unit| wrap(unit, (NAME_WIDTH - 12.0) / name.size, 5)).collect();
    let least: Vec<_> = names.iter().map(|l| l.len() as f64 * name.pitch() + 4.0).collect();
    let body_top = head_top + tall + 6.0;
    let spare = ((bottom - body_top - least.iter().sum::<f64>()) / units.len().max(1) as f64)
        .clamp(0.0, 14.0);
    let most = cells.iter().flatten().map(|c| c.total()).max().unwrap_or(1).max(1);
    let mut y = body_top;
    for ((lines, row), h) in names.iter().zip(cells).zip(&least) {
        let h = h + spare;
        canvas.lines_at(MARGIN, y + h / 2.0, lines, name);
        for (i, counts) in row.iter().enumerate() {
            let area = Area::new(grid_x + column * i as f64 + 2.0, y + 1.5, column - 4.0, h - 3.0);
            let total = counts.total();
            if total == 0 {
                canvas.ground(area, "#F6F6F6");
                continue;
            }
            let (fill, ink) = SHADES[shade(total, most)];
            let stroke = if counts.get(Role::Lead) > 0 {
                Stroke::plain(INK, 2.2)
            } else {
                Stroke::plain("#C9D6DF", 0.8)
            };
            let tip = format!("{} · {}: {}", lines.concat(), sections[i].1, total);
            canvas.shape(area, 2.0, fill, stroke, tip.as_str());
            let style = TextStyle::new(15.0).anchor(Anchor::Middle).fill(ink);
            canvas.text(area.x + area.w / 2.0, area.y + area.h / 2.0, &total.to_string(), style);
        }
        y += h;
    }
    y
}

/// Which shade a number has: even steps up to the largest.
fn shade(total: u32, most: u32) -> usize {
    let steps = SHADES.len() as u32;
    ((total * steps).div_ceil(most).clamp(1, steps) - 1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gridlines_are_round_numbers() {
        assert_eq!([7.0, 17.0, 38.0, 400.0].map(nice_step), [1.0, 5.0, 5.0, 50.0]);
    }

    #[test]
    fn the_largest_number_is_darkest() {
        assert_eq!([shade(1, 9), shade(5, 9), shade(9, 9), shade(1, 1)], [0, 3, 5, 5]);
    }
}
