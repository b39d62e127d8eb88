//! The pages of charts: load of the busiest units, and what each change of lead buys.
//!
//! Owns which figures are drawn and how they are laid out. Never knows how a figure is computed.

use super::super::table::{ColumnKind, Table};
use super::WorkbookSource;
use super::sheet::{Bar, Chart, ChartForm, Line, Page, Series, Slot};
use super::sheet_from_table::{place, rows_of, scopes, text, whole};
use super::text_fit::tab_name;
use super::wording::Wording;
use crate::units::UnitId;

/// Units drawn in one chart.
const UNITS_SHOWN: usize = 20;
/// Charts on one page of the workbook; more would not be looked at.
const CHARTS: usize = 12;
/// Pixels of one line of a page.
const LINE_PIXELS: u32 = 24;
/// Fewest lines a chart takes.
const LEAST_LINES: usize = 15;
/// Width of a chart in pixels.
const CHART_WIDTH: u32 = 720;
/// Tabs.
pub(super) const LOAD_CHARTS: (&str, &str) = ("工作量图", "Load charts");
const FRONTIER: (&str, &str) = ("调整取舍", "Trade-off");

/// One small table with its chart.
struct Block {
    heading: String,
    header: Vec<Slot>,
    rows: Vec<Vec<Slot>>,
    form: ChartForm,
    title: String,
    series: Vec<Series>,
    axes: (String, String),
}

/// 工作量图: the busiest units of every scope.
pub(super) fn load_charts(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Page {
    let table = source.load;
    let mut labels = scopes(table);
    // The widest scope first, as in the sheet of loads.
    let all = labels.len();
    labels.rotate_right(usize::from(all > 1));
    labels.truncate(CHARTS);
    let blocks: Vec<_> = labels.iter().map(|label| load_block(table, label, words)).collect();
    let mut note = words.say(
        format!("各范围内牵头最多的至多 {UNITS_SHOWN} 个单位；牵头项数相同的，参与措施多的在前。全部单位见“单位工作量”。"),
        format!("At most {UNITS_SHOWN} units with most leads in each scope; of equal ones the unit in more measures first. All units are in “Load per unit”."),
    );
    if all > CHARTS {
        note += &words.say(
            format!("共 {all} 个范围，这里画前 {CHARTS} 个。"),
            format!(" {all} scopes in all; the first {CHARTS} are drawn."),
        );
    }
    let answers =
        words.say("谁牵头最多、配合最多，一眼看清", "who leads and supports most, at a glance");
    page(words, LOAD_CHARTS, answers, note, vec![34, 8, 8, 8, 3, 100], blocks)
}

fn load_block(table: &Table, label: &str, words: &Wording<'_>) -> Block {
    let plan = place(table, "plan");
    let [unit, measures] = ["unit", "measures"].map(|name| place(table, name));
    let roles = ["lead", "responsible", "support"].map(|name| place(table, name));
    let rows = rows_of(
        table,
        |row| text(&row[plan]) == label,
        |row| std::cmp::Reverse((whole(&row[roles[0]]), whole(&row[measures]))),
    );
    let top: Vec<_> = rows.shown.iter().take(UNITS_SHOWN).collect();
    // Only where units of several places stand side by side, the place is part of the name.
    let units: Vec<UnitId> =
        rows.at.iter().take(UNITS_SHOWN).filter_map(|&row| table.unit(row, "unit")).collect();
    let names = words.unit_names(&units, words.several_places(&units));
    let scope = words.scope(label);
    let header = |at: usize| words.header(&table.columns()[at]);
    let colours = [Bar::Lead, Bar::Responsible, Bar::Support];
    Block {
        heading: scope.clone(),
        header: [unit].iter().chain(&roles).map(|&at| Slot::words(header(at), 1)).collect(),
        rows: names
            .into_iter()
            .zip(&top)
            .map(|(name, row)| {
                let counts = roles.map(|at| Slot::cell(row[at].clone(), ColumnKind::Integer));
                [Slot::words(name, 1)].into_iter().chain(counts).collect()
            })
            .collect(),
        form: ChartForm::StackedBars,
        title: words.say(
            format!("{scope}：牵头最多的 {} 个单位", top.len()),
            match top.len() {
                1 => format!("{scope}: the unit with most leads"),
                many => format!("{scope}: the {many} units with most leads"),
            },
        ),
        series: roles
            .iter()
            .zip(colours)
            .zip(1..)
            .map(|((&at, colour), column)| Series { name: header(at), column, colour })
            .collect(),
        axes: (words.say("措施项数", "measures"), String::new()),
    }
}

/// 调整取舍: the highest load against the number of moves.
pub(super) fn frontier_charts(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Page {
    let table = source.frontier;
    let group = place(table, "group");
    let names = ["moves", "peak", "units_at_peak", "lowest", "gini"];
    let columns = names.map(|name| place(table, name));
    let mut blocks: Vec<(String, Block)> = Vec::new();
    for row in table.rows() {
        let label = text(&row[group]).to_owned();
        if blocks.last().is_none_or(|(last, _)| *last != label) {
            if blocks.len() == CHARTS {
                break;
            }
            let scope = words.scope(&label);
            let header = |at: usize| words.header(&table.columns()[at]);
            blocks.push((
                label,
                Block {
                    heading: scope.clone(),
                    header: columns.iter().map(|&at| Slot::words(header(at), 1)).collect(),
                    rows: Vec::new(),
                    form: ChartForm::Line,
                    title: words.say(
                        format!("{scope}：调整几项，最高牵头项数降到多少"),
                        format!("{scope}: highest load after so many moves"),
                    ),
                    series: vec![Series { name: header(columns[1]), column: 1, colour: Bar::Lead }],
                    axes: (words.say("最高牵头项数", "highest load, in leads"), header(columns[0])),
                },
            ));
        }
        let slots = columns.map(|at| Slot::cell(row[at].clone(), table.columns()[at].kind));
        if let Some((_, block)) = blocks.last_mut() {
            block.rows.push(slots.to_vec());
        }
    }
    let note = words.say(
        "每多调整一项，最高牵头项数能降到多少。曲线变平之后，再调整已降不了最高的那个单位，只使其余单位更均衡。基尼系数按牵头项数计，不折算，与“总览”中按份折算的不同；给定项数下先使最高的牵头项数最低，再依次使其次的最低，所以它偶尔会比少调一项时略高。",
        "How far each further move can lower the highest load. Where the curve is flat, further moves only even out the others. This Gini index does not split shared leads, unlike that of “Overview”; for a number of moves the highest load is made lowest, then the next, so the index may be a little higher than with one move less.",
    );
    let answers = words.say("调整多少项才值得", "how many moves are worth making");
    let blocks = blocks.into_iter().map(|(_, block)| block).collect();
    page(words, FRONTIER, answers, note, vec![12, 12, 14, 12, 12, 3, 100], blocks)
}

/// Blocks one below the other, each on a printed page of its own, charts beside the figures.
fn page(
    words: &Wording<'_>,
    name: (&str, &str),
    answers: String,
    note: String,
    widths: Vec<usize>,
    blocks: Vec<Block>,
) -> Page {
    let name = tab_name(&words.say(name.0, name.1));
    let mut lines = vec![Line::Title(name.clone()), Line::Text(note)];
    let mut charts = Vec::new();
    for (number, block) in blocks.into_iter().enumerate() {
        lines.push(if number > 0 { Line::Break } else { Line::Blank });
        lines.push(Line::Heading(block.heading));
        let first = lines.len() + 1;
        let count = block.rows.len();
        let tall = (count + 1).clamp(LEAST_LINES, UNITS_SHOWN + 1);
        charts.push(Chart {
            form: block.form,
            title: block.title,
            at: (first - 1, widths.len() - 1),
            size: (CHART_WIDTH, tall as u32 * LINE_PIXELS),
            lines: (first, first + count.max(1) - 1),
            names: 0,
            series: block.series,
            axes: block.axes,
        });
        lines.push(Line::Header(block.header));
        lines.extend(block.rows.into_iter().map(Line::Row));
        lines.extend((count + 1..tall).map(|_| Line::Blank));
    }
    Page { name, answers, widths, lines, charts }
}
