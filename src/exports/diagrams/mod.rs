//! Pictures for people: networks as SVG and DOT, charts as SVG, both as PNG.
//!
//! Owns which picture says what and how it is laid out. Never knows how a number was computed nor
//! where a file goes. Read in this order: `model` (a picture as data), the builders (`bipartite`,
//! `co_lead`, …: graph to model), `layout_*` (model to places), `svg_canvas` and `dot` (syntax).

mod appearance;
mod bipartite;
mod chapter_brackets;
mod chart;
mod co_lead;
mod dot;
mod dot_bars;
mod heading;
mod hotspots;
mod label_wrap;
mod layout_bars;
mod layout_bipartite;
mod layout_charts;
mod layout_circle;
mod layout_matrix;
mod layout_unit;
mod legend;
mod model;
mod overview;
mod png;
mod svg_canvas;
mod unit_sheet;

pub use chart::{Chart, ChartData};
pub use heading::{plan_subtitle, plans_subtitle};
pub use model::{
    Diagram, DiagramEdge, DiagramKind, DiagramNode, DiagramOptions, LegendEntry, LegendMark,
    NodeKind, RoleCounts, Side,
};
pub use png::{PngError, svg_to_png};

impl Diagram {
    /// The picture as SVG, laid out by respgraph itself: 1600 wide, 900 high or higher when the
    /// names need it.
    ///
    /// Every word is text in a list of fonts with Chinese glyphs; every box and line has a tooltip
    /// with its full name. The same picture gives the same bytes.
    pub fn to_svg(&self) -> String {
        match self.kind {
            DiagramKind::Bipartite => layout_bipartite::draw(self),
            DiagramKind::Overview | DiagramKind::Load => layout_bars::draw(self),
            DiagramKind::CoLead => layout_circle::draw(self),
            DiagramKind::Unit => layout_unit::draw(self),
            DiagramKind::Hotspots => layout_matrix::draw(self),
        }
    }
}
