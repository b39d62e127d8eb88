//! Charts: numbers of an analysis as a curve or a table of shades.
//!
//! Owns what a chart says. Never knows how a number was computed nor where a mark stands.

use super::bipartite::{Sections, busiest_units, left_out};
use super::heading::{UnitLabels, counted, plan_subtitle};
use super::layout_charts;
use super::model::{DiagramOptions, RoleCounts};
use crate::graph::ResponsibilityGraph;
use crate::text::Lang;
use crate::units::Assignments;

/// A chart: a curve or a heat map. Print it with [`Chart::to_svg`].
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Language of its own words.
    pub lang: Lang,
    /// What it shows.
    pub title: String,
    /// Of which plan, of when.
    pub subtitle: String,
    /// One sentence for those who cannot see it.
    pub description: String,
    /// What was left out and how to read it.
    pub notes: Vec<String>,
    /// The numbers.
    pub data: ChartData,
}

/// The numbers of a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum ChartData {
    /// Shares of units (x) and of leads (y), both from 0 to 1, with facts said beside the curve.
    Lorenz {
        /// Points of the curve from (0, 0) to (1, 1).
        points: Vec<(f64, f64)>,
        /// Such as Gini 0.41.
        facts: Vec<String>,
    },
    /// Highest load after so many moves, in order of moves.
    Frontier {
        /// Moves and the highest load they reach.
        points: Vec<(u32, f64)>,
    },
    /// Measures by unit (row) and section (column).
    HeatMap {
        /// Names of the rows.
        units: Vec<String>,
        /// Chapter and name of the columns.
        sections: Vec<(Option<String>, String)>,
        /// A row of cells for each unit.
        cells: Vec<Vec<RoleCounts>>,
    },
}

impl Chart {
    /// The Lorenz curve of leading: which share of the leads the less busy units have.
    ///
    /// `points` go from (0, 0) to (1, 1); `facts` are sentences said beside it (the Gini and what
    /// it means); `subtitle` as [`plan_subtitle`] gives it.
    pub fn lorenz(points: &[(f64, f64)], facts: &[String], subtitle: &str, lang: Lang) -> Self {
        let (title, description) = match lang {
            Lang::Zh => ("牵头是否均衡：洛伦兹曲线", "曲线离对角线越远，牵头越集中在少数单位。"),
            Lang::En => (
                "How evenly leading is spread: Lorenz curve",
                "The further the curve hangs below the diagonal, the fewer units do the leading.",
            ),
        };
        Self {
            lang,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            description: description.to_owned(),
            notes: vec![description.trim_end_matches(['。', '.']).to_owned()],
            data: ChartData::Lorenz { points: points.to_vec(), facts: facts.to_vec() },
        }
    }

    /// What each further move buys: the highest load of a unit after so many moves.
    ///
    /// `points` are (moves, highest load) in order of moves.
    pub fn frontier(points: &[(u32, f64)], subtitle: &str, lang: Lang) -> Self {
        let (title, description) = match lang {
            Lang::Zh => (
                "调整几项，最高牵头项数降到多少",
                "每一级：调整这么多项措施后，牵头最多的单位还牵头多少项。",
            ),
            Lang::En => (
                "How far a few moves bring the most leads of one unit down",
                "Each step: after so many moves, how much the unit with most leads still leads.",
            ),
        };
        Self {
            lang,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            description: description.to_owned(),
            notes: vec![description.trim_end_matches(['。', '.']).to_owned()],
            data: ChartData::Frontier { points: points.to_vec() },
        }
    }

    /// Units × sections as shades: where each of the busiest units works, and where it leads.
    pub fn heat_map(
        assignments: &Assignments,
        graph: &ResponsibilityGraph,
        options: &DiagramOptions,
    ) -> Self {
        let lang = options.lang;
        let sections = Sections::of(assignments, graph, lang, false);
        let drawn = sections.busiest(graph, (options.top / 2).max(1));
        let units = busiest_units(graph, (options.top * 3 / 5).max(1));
        let labels = UnitLabels::new(assignments, graph, lang);
        let cells = units
            .iter()
            .map(|&u| {
                let mut row = vec![RoleCounts::default(); drawn.len()];
                for (m, edge) in graph.measures_of(u) {
                    if let Ok(column) = drawn.binary_search(&sections.section_of(m)) {
                        row[column].add(edge.role);
                    }
                }
                row
            })
            .collect();
        let mut notes = vec![match lang {
            Lang::Zh => "数字是措施数，颜色越深越多；粗框表示其中有该单位牵头的".to_owned(),
            Lang::En => {
                "numbers are measures, darker is more; a heavy frame: the unit leads some of them"
                    .to_owned()
            }
        }];
        let cut = graph.unit_count() - units.len();
        left_out(&mut notes, lang, cut, "个单位（事项较少）", ["unit", "units"]);
        let cut = sections.names.len() - drawn.len();
        let (zh, en) = if sections.plans {
            ("份方案", ["plan", "plans"])
        } else {
            ("个板块", ["section", "sections"])
        };
        left_out(&mut notes, lang, cut, zh, en);
        let (rows, columns) = (units.len(), drawn.len());
        let (title, description) = match (lang, sections.plans) {
            (Lang::Zh, false) => {
                ("单位与任务板块热力图", format!("{rows} 个单位在 {columns} 个板块中的措施数。"))
            }
            (Lang::Zh, true) => {
                ("单位与方案热力图", format!("{rows} 个单位在 {columns} 份方案中的措施数。"))
            }
            (Lang::En, false) => (
                "Heat map of units and sections",
                format!(
                    "Measures of {} in {}.",
                    counted(rows, ["unit", "units"]),
                    counted(columns, ["section", "sections"])
                ),
            ),
            (Lang::En, true) => (
                "Heat map of units and plans",
                format!(
                    "Measures of {} in {}.",
                    counted(rows, ["unit", "units"]),
                    counted(columns, ["plan", "plans"])
                ),
            ),
        };
        Self {
            lang,
            title: title.to_owned(),
            subtitle: plan_subtitle(assignments, graph, lang),
            description,
            notes,
            data: ChartData::HeatMap {
                units: units.iter().map(|&u| labels.label(u)).collect(),
                sections: drawn.iter().map(|&s| sections.names[s].clone()).collect(),
                cells,
            },
        }
    }

    /// The chart as SVG, 1600 × 900 or higher when names need it; the same chart gives the same
    /// bytes.
    pub fn to_svg(&self) -> String {
        layout_charts::draw(self)
    }
}
