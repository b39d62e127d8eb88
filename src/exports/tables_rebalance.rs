//! The tables of a rebalancing: moves, loads before and after, the frontier.
//!
//! Owns their columns. Never knows how moves are found.

use super::table::{Cell, Column, ColumnKind, Table};
use super::tables_records::shared::{LINE, MEASURE_ID, NUMBER, PLAN, SOURCE, TITLE, UNIT};
use super::tables_records::{column, line, words};
use crate::analyses::rebalance::{Eligible, Group, QUARTERS_PER_LEAD, Rebalancing};
use crate::units::Assignments;
use ColumnKind::{Integer, Number, Text};

const GROUP: Column =
    column("group", "范围", Text, "units among which leads move: a jurisdiction, a plan, or all");

const MOVES: [Column; 20] = [
    PLAN,
    GROUP,
    column(
        "step",
        "步骤",
        Integer,
        "order in which to make the moves; moves of one step belong together",
    ),
    MEASURE_ID,
    NUMBER,
    TITLE,
    column("from_unit", "原牵头单位", Text, "its lead now"),
    column("to_unit", "建议牵头单位", Text, "its lead to be"),
    column("from_before", "原单位调整前", Number(2), "load of from_unit before the move, in leads"),
    column("from_after", "原单位调整后", Number(2), "load of from_unit after the move"),
    column("to_before", "新单位调整前", Number(2), "load of to_unit before the move, in leads"),
    column("to_after", "新单位调整后", Number(2), "load of to_unit after the move"),
    column(
        "why",
        "可承担理由",
        Text,
        "why to_unit may lead it: already-responsible, already-supports, file-says, peer-function",
    ),
    column(
        "why_line",
        "理由所在行",
        Integer,
        "line that says so: of the plan, or of the eligibility file",
    ),
    column(
        "why_quote",
        "理由原文",
        Text,
        "words of the plan that say so, or the measure of another plan",
    ),
    column("required", "必须调整", Integer, "1 when the present lead was excluded, else 0"),
    column("lead_mention", "原牵头原文名称", Text, "the present lead as printed"),
    SOURCE,
    LINE,
    column("quote", "原文", Text, "words of the plan that name the present lead"),
];

/// `rebalance`: one row a move, in the order to make them.
///
/// `group` gives the label of a group.
pub fn rebalance_table(
    all: &Assignments,
    result: &Rebalancing,
    group: impl Fn(Group) -> String,
) -> Table {
    let rows = result.groups.iter().flat_map(|part| {
        let label = group(part.group);
        part.moves.iter().map(move |step| {
            let measure = all.measure(step.measure);
            let plan = all.plan(measure.plan);
            let lead = &all.rows[step.lead_row as usize];
            let (why_line, why_quote) = match step.why {
                Eligible::AlreadyResponsible { row } | Eligible::AlreadySupports { row } => {
                    let row = &all.rows[row as usize];
                    (line(row.line), words(&row.quote))
                }
                Eligible::FileSays { line: at } => (line(at), Cell::Empty),
                Eligible::PeerFunction { elsewhere, .. } => {
                    let there = elsewhere.map(|m| all.measure(m).key.as_str());
                    (Cell::Empty, there.into())
                }
            };
            vec![
                plan.id.as_str().into(),
                words(&label),
                step.step.into(),
                measure.key.as_str().into(),
                words(&measure.number),
                words(&measure.title),
                words(&all.unit(step.from).name),
                words(&all.unit(step.to).name),
                leads(step.from_before),
                leads(step.from_after),
                leads(step.to_before),
                leads(step.to_after),
                step.why.code().into(),
                why_line,
                why_quote,
                usize::from(step.required).into(),
                words(&lead.mention),
                words(&plan.source),
                line(lead.line),
                words(&lead.quote),
            ]
        })
    });
    Table::new(
        "rebalance",
        "牵头调整建议",
        "one row a proposed change of lead: the fewest that make the load as even as the units' part in the measures allows",
        &MOVES,
        rows,
    )
    .naming("from_unit", result.groups.iter().flat_map(|part| &part.moves).map(|step| step.from))
    .naming("to_unit", result.groups.iter().flat_map(|part| &part.moves).map(|step| step.to))
}

const LOADS: [Column; 6] = [
    GROUP,
    column("jurisdiction", "地区", Text, "area the unit belongs to"),
    UNIT,
    column("before", "调整前", Number(2), "load now, in leads"),
    column("after", "调整后", Number(2), "load after all moves"),
    column("change", "增减", Number(2), "after less before"),
];

/// `rebalance_loads`: one row a unit and group, most loaded first.
pub fn rebalance_loads_table(
    all: &Assignments,
    result: &Rebalancing,
    group: impl Fn(Group) -> String,
) -> Table {
    let (mut rows, mut named) = (Vec::new(), Vec::new());
    for part in &result.groups {
        let label = group(part.group);
        let mut loads: Vec<_> = part.loads.iter().collect();
        loads.sort_by_key(|load| (std::cmp::Reverse(load.before), load.unit));
        for load in loads {
            let unit = all.unit(load.unit);
            named.push(load.unit);
            rows.push(vec![
                words(&label),
                words(&unit.jurisdiction),
                words(&unit.name),
                leads(load.before),
                leads(load.after),
                ((f64::from(load.after) - f64::from(load.before)) / f64::from(QUARTERS_PER_LEAD))
                    .into(),
            ]);
        }
    }
    Table::new(
        "rebalance_loads",
        "调整前后工作量",
        "one row a unit: its load before and after the proposed moves",
        &LOADS,
        rows,
    )
    .naming("unit", named)
}

const FRONTIER: [Column; 7] = [
    GROUP,
    column("moves", "调整项数", Integer, "changes of lead allowed"),
    column("peak", "最高牵头项数", Number(2), "lowest possible highest load, in leads"),
    column("units_at_peak", "最高者单位数", Integer, "units that carry it"),
    column("lowest", "最低牵头项数", Number(2), "lowest load, in leads"),
    column("hoover", "胡佛指数", Number(6), "share of the load to hand on for equality"),
    column("gini", "基尼系数", Number(6), "0 even to (n-1)/n"),
];

/// `frontier`: one row a group and number of moves: what each move buys.
pub fn frontier_table(result: &Rebalancing, group: impl Fn(Group) -> String) -> Table {
    let rows = result.groups.iter().flat_map(|part| {
        let label = group(part.group);
        part.frontier.iter().map(move |row| {
            vec![
                words(&label),
                row.moves.into(),
                leads(row.peak),
                row.units_at_peak.into(),
                row.lowest.map(leads).into(),
                row.hoover.into(),
                row.gini.into(),
            ]
        })
    });
    Table::new(
        "frontier",
        "调整与均衡的取舍",
        "one row a number of moves: the fairest loads it can buy",
        &FRONTIER,
        rows,
    )
}

/// Quarter points as leads.
fn leads(quarters: u32) -> Cell {
    (f64::from(quarters) / f64::from(QUARTERS_PER_LEAD)).into()
}
