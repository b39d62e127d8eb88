//! SVG marks: boxes, lines, words.
//!
//! Owns SVG syntax. Never knows how wide a label is nor what a mark stands for.

use super::super::markup::escape;
use super::appearance::{Anchor, Area, FONTS, Stroke, TextStyle, WIDTH, text_area};
use std::fmt::Write;

/// What a mark stands for: words under the pointer, and names by which a page finds the mark.
#[derive(Debug, Clone, Default)]
pub(super) struct Tip {
    words: String,
    data: String,
}

impl Tip {
    /// A node, found by its name.
    pub(super) fn node(label: &str) -> Self {
        Self { words: label.to_owned(), data: format!(r#" data-node="{}""#, escape(label)) }
    }

    /// An edge, found by the names of its ends.
    pub(super) fn edge(from: &str, to: &str, words: String) -> Self {
        let (from, to) = (escape(from), escape(to));
        Self { words, data: format!(r#" data-from="{from}" data-to="{to}""#) }
    }

    fn title(&self) -> String {
        if self.words.is_empty() {
            String::new()
        } else {
            format!("<title>{}</title>", escape(&self.words))
        }
    }
}

impl From<&str> for Tip {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), data: String::new() }
    }
}

/// A picture being drawn: lines lie under shapes, shapes under words.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    backs: String,
    lines: String,
    shapes: String,
    words: String,
}

impl Canvas {
    /// One line of text, its middle at height `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, line: &str, style: TextStyle) {
        self.write(x, y, line, style, "");
    }

    /// One line of text on a white ground of its own, above the lines it stands on.
    pub(super) fn tag(&mut self, x: f64, y: f64, line: &str, style: TextStyle) {
        let area = text_area(x, y, line, style);
        let ground = Area::new(area.x - 3.0, area.y, area.w + 6.0, area.h);
        self.shape(ground, 4.0, "#FFFFFF", Stroke::plain("none", 0.0), "");
        self.write(x, y, line, style, r#" class="tag""#);
    }

    fn write(&mut self, x: f64, y: f64, line: &str, style: TextStyle, class: &str) {
        if line.is_empty() {
            return;
        }
        let anchor = match style.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let bold = if style.bold { r#" font-weight="bold""# } else { "" };
        // The middle of a Chinese character lies 0.36 em above the baseline.
        let _ = writeln!(
            self.words,
            r#"<text x="{}" y="{}" font-size="{}" fill="{}"{anchor}{bold}{class}>{}</text>"#,
            number(x),
            number(y + 0.36 * style.size),
            number(style.size),
            style.fill,
            escape(line)
        );
    }

    /// Lines of text, their common middle at height `y`.
    pub(super) fn lines_at(&mut self, x: f64, y: f64, lines: &[String], style: TextStyle) {
        let first = y - (lines.len() as f64 - 1.0) / 2.0 * style.pitch();
        for (line, i) in lines.iter().zip(0u32..) {
            self.text(x, first + f64::from(i) * style.pitch(), line, style);
        }
    }

    /// A ground under everything.
    pub(super) fn ground(&mut self, area: Area, fill: &str) {
        let _ = writeln!(
            self.backs,
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{fill}"/>"#,
            number(area.x),
            number(area.y),
            number(area.w),
            number(area.h)
        );
    }

    /// A rectangle with a tooltip.
    pub(super) fn shape(
        &mut self,
        area: Area,
        rx: f64,
        fill: &str,
        stroke: Stroke,
        tip: impl Into<Tip>,
    ) {
        let tip = tip.into();
        let _ = writeln!(
            self.shapes,
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{fill}"{}{}>{}</rect>"#,
            number(area.x),
            number(area.y),
            number(area.w.max(0.0)),
            number(area.h.max(0.0)),
            number(rx),
            stroke_attributes(stroke),
            tip.data,
            tip.title()
        );
    }

    /// A disc with a tooltip.
    pub(super) fn disc(
        &mut self,
        x: f64,
        y: f64,
        r: f64,
        fill: &str,
        stroke: Stroke,
        tip: impl Into<Tip>,
    ) {
        let tip = tip.into();
        let _ = writeln!(
            self.shapes,
            r#"<circle cx="{}" cy="{}" r="{}" fill="{fill}"{}{}>{}</circle>"#,
            number(x),
            number(y),
            number(r),
            stroke_attributes(stroke),
            tip.data,
            tip.title()
        );
    }

    /// A sample line of the legend.
    pub(super) fn legend_line(&mut self, x: f64, y: f64, length: f64, stroke: Stroke) {
        self.rule((x, y), (x + length, y), stroke);
    }

    /// A straight line that belongs to the paper, not to the data.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let _ = writeln!(
            self.backs,
            r#"<path d="M{} {}L{} {}" fill="none"{}/>"#,
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1),
            stroke_attributes(stroke)
        );
    }

    /// A polyline.
    pub(super) fn polyline(&mut self, points: &[(f64, f64)], stroke: Stroke, tip: impl Into<Tip>) {
        let path: Vec<_> =
            points.iter().map(|(x, y)| format!("{} {}", number(*x), number(*y))).collect();
        self.path(&format!("M{}", path.join("L")), stroke, tip);
    }

    /// An edge from left to right that leaves and arrives level.
    pub(super) fn link(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        stroke: Stroke,
        tip: impl Into<Tip>,
    ) {
        let reach = (to.0 - from.0) * 0.45;
        self.cubic(from, (from.0 + reach, from.1), (to.0 - reach, to.1), to, stroke, tip);
    }

    /// A cubic curve.
    pub(super) fn cubic(
        &mut self,
        a: (f64, f64),
        b: (f64, f64),
        c: (f64, f64),
        d: (f64, f64),
        stroke: Stroke,
        tip: impl Into<Tip>,
    ) {
        let path = format!(
            "M{} {}C{} {} {} {} {} {}",
            number(a.0),
            number(a.1),
            number(b.0),
            number(b.1),
            number(c.0),
            number(c.1),
            number(d.0),
            number(d.1)
        );
        self.path(&path, stroke, tip);
    }

    fn path(&mut self, path: &str, stroke: Stroke, tip: impl Into<Tip>) {
        let tip = tip.into();
        let _ = writeln!(
            self.lines,
            r#"<path d="{path}"{}{}>{}</path>"#,
            stroke_attributes(stroke),
            tip.data,
            tip.title()
        );
    }

    /// The whole picture.
    pub(super) fn finish(&self, height: f64, title: &str, description: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" role=\"img\" font-family=\"{FONTS}\">\n\
             <title>{}</title>\n<desc>{}</desc>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"#FFFFFF\"/>\n\
             <g>\n{}</g>\n<g fill=\"none\">\n{}</g>\n<g>\n{}</g>\n\
             <g pointer-events=\"none\">\n{}</g>\n</svg>\n",
            escape(title),
            escape(description),
            self.backs,
            self.lines,
            self.shapes,
            self.words,
            w = number(WIDTH),
            h = number(height),
        )
    }
}

/// A point of a cubic curve.
pub(super) fn cubic_point(
    a: (f64, f64),
    b: (f64, f64),
    c: (f64, f64),
    d: (f64, f64),
    t: f64,
) -> (f64, f64) {
    let s = 1.0 - t;
    let mix = |a: f64, b: f64, c: f64, d: f64| {
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    (mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1))
}

fn stroke_attributes(stroke: Stroke) -> String {
    if stroke.width == 0.0 {
        return String::new();
    }
    let mut out = format!(r#" stroke="{}" stroke-width="{}""#, stroke.colour, number(stroke.width));
    if !stroke.dash.is_empty() {
        let _ = write!(out, r#" stroke-dasharray="{}""#, stroke.dash);
    }
    if stroke.opacity < 1.0 {
        let _ = write!(out, r#" stroke-opacity="{}""#, number(stroke.opacity));
    }
    out
}

/// A coordinate with at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short() {
        assert_eq!(
            [number(3.0), number(2.5), number(-0.001), number(1.0 / 3.0)],
            ["3", "2.5", "0", "0.33"]
        );
    }
}
