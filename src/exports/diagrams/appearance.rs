//! How marks look and what room they take: colours, strokes, letters, rectangles.
//!
//! Owns the palette and the size of a page. Never knows SVG syntax nor what a mark stands for.

use super::label_wrap::em_width;
use crate::plan::Role;

/// Fonts with Chinese glyphs, the commonest of each system.
pub(super) const FONTS: &str = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',\
                                'PingFang SC','WenQuanYi Micro Hei',sans-serif";
/// Width of every picture.
pub(super) const WIDTH: f64 = 1600.0;
/// Least height: 16:9.
pub(super) const HEIGHT: f64 = 900.0;
/// Blank edge of every picture.
pub(super) const MARGIN: f64 = 40.0;

/// Colour of words.
pub(super) const INK: &str = "#1A1A1A";
/// Colour of secondary words.
pub(super) const GREY: &str = "#555555";
/// Colour of frames.
pub(super) const FRAME: &str = "#8A8A8A";

/// How a role is drawn (Okabe and Ito's palette: told apart by colour-blind readers, and in grey by
/// its lightness; dashes and letters say the same without colour).
pub(super) fn role_colour(role: Role) -> &'static str {
    match role {
        Role::Lead => "#0072B2",
        Role::Responsible => "#009E73",
        Role::Support => "#56B4E9",
    }
}

/// Fill of a role's bar: support is light, so that it differs without colour.
pub(super) fn role_bar_fill(role: Role) -> &'static str {
    match role {
        Role::Lead | Role::Responsible => role_colour(role),
        Role::Support => "#DDF0FB",
    }
}

/// Dashes of a role's lines; empty is solid.
pub(super) fn role_dash(role: Role) -> &'static str {
    match role {
        Role::Lead => "",
        Role::Responsible => "14 4",
        Role::Support => "5 4",
    }
}

/// Where a line of text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line of text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextStyle {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) fill: &'static str,
    pub(super) anchor: Anchor,
}

impl TextStyle {
    pub(super) fn new(size: f64) -> Self {
        Self { size, bold: false, fill: INK, anchor: Anchor::Start }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn fill(self, fill: &'static str) -> Self {
        Self { fill, ..self }
    }

    pub(super) fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// Distance between two lines.
    pub(super) fn pitch(self) -> f64 {
        self.size * 1.25
    }

    /// Width of a line in pixels.
    pub(super) fn width(self, line: &str) -> f64 {
        em_width(line) * self.size
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Area {
    pub(super) fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    pub(super) fn overlaps(&self, other: &Area) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }
}

/// How a line is stroked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: f64,
    pub(super) dash: &'static str,
    pub(super) opacity: f64,
}

impl Stroke {
    pub(super) fn role(role: Role, width: f64) -> Self {
        // Leads stand out where lines lie on each other.
        let opacity = if role == Role::Lead { 0.85 } else { 0.55 };
        Self { colour: role_colour(role), width, dash: role_dash(role), opacity }
    }

    pub(super) fn plain(colour: &'static str, width: f64) -> Self {
        Self { colour, width, dash: "", opacity: 1.0 }
    }
}

/// The outline of a line of text.
pub(super) fn text_area(x: f64, y: f64, line: &str, style: TextStyle) -> Area {
    let w = style.width(line);
    let left = match style.anchor {
        Anchor::Start => x,
        Anchor::Middle => x - w / 2.0,
        Anchor::End => x - w,
    };
    Area::new(left, y - 0.6 * style.size, w, 1.2 * style.size)
}
