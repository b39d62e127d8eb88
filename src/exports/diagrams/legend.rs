//! What every picture has around its content: title above; legend and remarks below.
//!
//! Owns their place. Never knows what the content is.

use super::appearance::{
    Anchor, Area, FRAME, GREY, HEIGHT, MARGIN, Stroke, TextStyle, WIDTH, role_bar_fill, role_colour,
};
use super::label_wrap::wrap;
use super::model::{Diagram, LegendEntry, LegendMark, NodeKind, role_letter};
use super::svg_canvas::{Canvas, Tip};
use crate::plan::Role;
use crate::text::Lang;

/// Widest line drawn, in pixels.
const WIDEST: f64 = 11.0;
const MARK: f64 = 46.0;
const ROW: f64 = 25.0;

/// What stands around the content of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) lang: Lang,
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    pub(super) description: &'a str,
    pub(super) legend: &'a [LegendEntry],
    pub(super) notes: &'a [String],
    pub(super) heaviest: u32,
    /// What widths of edges are multiplied by where many meet.
    pub(super) narrowing: f64,
}

impl<'a> Page<'a> {
    pub(super) fn of(diagram: &'a Diagram) -> Self {
        Page {
            lang: diagram.lang,
            title: &diagram.title,
            subtitle: &diagram.subtitle,
            description: &diagram.description,
            legend: &diagram.legend,
            notes: &diagram.notes,
            heaviest: diagram.heaviest(),
            narrowing: 1.0,
        }
    }

    /// Writes the title; returns where the content begins and, on a page of the least height, ends.
    pub(super) fn open(&self, canvas: &mut Canvas) -> (f64, f64) {
        let style = TextStyle::new(28.0).bold();
        let mut y = 44.0;
        for line in wrap(self.title, (WIDTH - 2.0 * MARGIN) / style.size, 2) {
            canvas.text(MARGIN, y, &line, style);
            y += style.pitch();
        }
        let style = TextStyle::new(17.0).fill(GREY);
        for line in wrap(self.subtitle, (WIDTH - 2.0 * MARGIN) / style.size, 2) {
            canvas.text(MARGIN, y, &line, style);
            y += style.pitch();
        }
        (y + 12.0, HEIGHT - self.footer_height())
    }

    /// Writes legend and remarks under content that ends at `bottom`; returns the whole picture.
    pub(super) fn close(&self, canvas: &mut Canvas, bottom: f64) -> String {
        let mut y = bottom.max(HEIGHT - self.footer_height()) + 18.0;
        canvas.rule((MARGIN, y - 10.0), (WIDTH - MARGIN, y - 10.0), Stroke::plain("#D9D9D9", 1.0));
        for row in legend_rows(self.legend) {
            y += ROW / 2.0;
            let mut x = MARGIN;
            for entry in row {
                self.mark(canvas, x, y, entry.mark);
                canvas.text(x + MARK + 8.0, y, &entry.text, legend_style());
                x += entry_width(entry);
            }
            y += ROW / 2.0;
        }
        for line in self.note_lines() {
            y += ROW / 2.0;
            canvas.text(MARGIN, y, &line, legend_style().fill(GREY));
            y += ROW / 2.0;
        }
        let height = (y + 16.0).max(HEIGHT);
        canvas.finish(height, &format!("{} · {}", self.title, self.subtitle), self.description)
    }

    /// Width of an edge of `weight` measures on this page.
    pub(super) fn width(&self, weight: u32) -> f64 {
        (edge_width(weight, self.heaviest) * self.narrowing).max(1.0)
    }

    /// Width of all edges of node `n` together.
    pub(super) fn width_at(&self, diagram: &Diagram, n: usize) -> f64 {
        let touching = diagram.edges.iter().filter(|edge| edge.from == n || edge.to == n);
        touching.map(|edge| self.width(edge.weight)).sum()
    }

    fn note_lines(&self) -> Vec<String> {
        if self.notes.is_empty() {
            return Vec::new();
        }
        let all = self.notes.join(match self.lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        });
        wrap(&all, (WIDTH - 2.0 * MARGIN) / legend_style().size, 4)
    }

    fn footer_height(&self) -> f64 {
        let rows = legend_rows(self.legend).len() + self.note_lines().len();
        34.0 + ROW * rows as f64
    }

    fn mark(&self, canvas: &mut Canvas, x: f64, y: f64, mark: LegendMark) {
        match mark {
            LegendMark::Line(role) => {
                canvas.legend_line(x, y, MARK, Stroke::role(role, 4.0));
            }
            LegendMark::Width(n) => {
                canvas.legend_line(x, y, MARK, Stroke::plain(GREY, self.width(n)));
            }
            LegendMark::Sign(role) => sign(canvas, x + MARK / 2.0, y, 10.0, role, self.lang, ""),
            LegendMark::Bar(role) => {
                bar(canvas, Area::new(x, y - 8.0, MARK, 16.0), role, "");
            }
            LegendMark::Shape(kind) => {
                let area = Area::new(x + 4.0, y - 9.0, MARK - 8.0, 18.0);
                canvas.shape(area, node_radius(kind), node_fill(kind), node_stroke(kind), "");
            }
        }
    }
}

/// Width of an edge of `weight` measures where the heaviest has `heaviest`.
pub(super) fn edge_width(weight: u32, heaviest: u32) -> f64 {
    let step = (WIDEST / f64::from(heaviest.max(1))).min(2.4);
    1.2 + step * f64::from(weight.saturating_sub(1)) + step * 0.3
}

/// The lettered sign of a role: a disc for the lead, a square for the responsible, a ring for
/// support.
pub(super) fn sign(
    canvas: &mut Canvas,
    x: f64,
    y: f64,
    r: f64,
    role: Role,
    lang: Lang,
    tip: impl Into<Tip>,
) {
    let colour = role_colour(role);
    let style = TextStyle::new(r * 1.3).bold().anchor(Anchor::Middle);
    let style = match role {
        Role::Lead => {
            canvas.disc(x, y, r, colour, Stroke::plain(colour, 1.5), tip);
            style.fill("#FFFFFF")
        }
        Role::Responsible => {
            let area = Area::new(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84);
            canvas.shape(area, 2.0, "#00785A", Stroke::plain("#00785A", 1.5), tip);
            style.fill("#FFFFFF")
        }
        Role::Support => {
            canvas.disc(
                x,
                y,
                r,
                "#FFFFFF",
                Stroke { dash: "4 2", ..Stroke::plain("#2B7FB5", 1.5) },
                tip,
            );
            style.fill("#1D5F8A")
        }
    };
    canvas.text(x, y, role_letter(role, lang), style);
}

/// A segment of a bar: support is an outlined segment, so that it differs without colour.
pub(super) fn bar(canvas: &mut Canvas, area: Area, role: Role, tip: impl Into<Tip>) {
    let colour = role_colour(role);
    let stroke = match role {
        Role::Lead | Role::Responsible => Stroke::plain("#FFFFFF", 0.8),
        Role::Support => Stroke::plain(colour, 1.2),
    };
    canvas.shape(area, 0.0, role_bar_fill(role), stroke, tip);
}

/// Fill of a node.
pub(super) fn node_fill(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Unit => "#FFFFFF",
        NodeKind::Collective => "#F4F4F4",
        NodeKind::Section | NodeKind::Measure => "#FFF6DC",
    }
}

/// Corners of a node: units are rounded, what plans say is square.
pub(super) fn node_radius(kind: NodeKind) -> f64 {
    match kind {
        NodeKind::Unit | NodeKind::Collective => 8.0,
        NodeKind::Section | NodeKind::Measure => 1.0,
    }
}

/// Outline of a node.
pub(super) fn node_stroke(kind: NodeKind) -> Stroke {
    let dash = if kind == NodeKind::Collective { "4 3" } else { "" };
    Stroke { dash, ..Stroke::plain(FRAME, 1.2) }
}

fn legend_style() -> TextStyle {
    TextStyle::new(15.0)
}

fn entry_width(entry: &LegendEntry) -> f64 {
    MARK + 8.0 + legend_style().width(&entry.text) + 26.0
}

fn legend_rows(legend: &[LegendEntry]) -> Vec<Vec<&LegendEntry>> {
    let mut rows: Vec<Vec<&LegendEntry>> = Vec::new();
    let mut x = f64::INFINITY;
    for entry in legend {
        if x + entry_width(entry) > WIDTH - MARGIN {
            rows.push(Vec::new());
            x = MARGIN;
        }
        x += entry_width(entry);
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}
