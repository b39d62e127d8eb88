//! The tables of what was read: assignments, measures, units, diagnostics.
//!
//! Owns their columns. Never knows how anything was recognised or computed.

use super::table::{Cell, Column, ColumnKind, Table};
use super::tables_hotspots::{LEAD_STATE, LINKS, whole};
use crate::analyses::hotspots::Hotspots;
use crate::diagnostic::Diagnostic;
use crate::graph::ResponsibilityGraph;
use crate::plan::Role;
use crate::text::Lang;
use crate::units::{Assignments, MeasureId, MeasureRecord};
use ColumnKind::{Integer, Text};
use std::collections::BTreeMap;

/// A column, in one line.
pub(super) const fn column(
    name: &'static str,
    zh: &'static str,
    kind: ColumnKind,
    description: &'static str,
) -> Column {
    Column { name, zh, kind, description }
}

/// Columns that several tables share, described once.
pub(super) mod shared {
    use super::{Column, Integer, Text, column};

    pub const PLAN: Column = column("plan", "计划", Text, "name of the plan (its file stem)");
    pub const JURISDICTION: Column =
        column("jurisdiction", "地区", Text, "area whose units the plan addresses");
    pub const YEAR: Column = column("year", "年份", Integer, "year the plan is for");
    pub const SECTION1: Column =
        column("section1", "一级标题", Text, "first-level heading as printed");
    pub const SECTION2: Column =
        column("section2", "二级标题", Text, "second-level heading as printed");
    pub const NUMBER: Column =
        column("number", "编号", Text, "number of the measure as printed; empty when it has none");
    pub const PART: Column =
        column("part", "分项", Integer, "ordinal of the sub-row under one number, from 1");
    pub const MEASURE_ID: Column = column(
        "measure_id",
        "措施编号",
        Text,
        "name of the measure in every table, unique in a run: plan, section, number, part",
    );
    pub const TITLE: Column =
        column("title", "事项", Text, "printed heading of the measure, else its first words");
    pub const UNIT: Column = column("unit", "单位", Text, "the unit under its most used full name");
    pub const KIND: Column = column(
        "kind",
        "类别",
        Text,
        "department, party, judicial, zone, association, enterprise or collective",
    );
    pub const FUNCTION: Column = column(
        "function",
        "职能",
        Text,
        "what the unit does in any jurisdiction, such as market-regulation; empty when unknown",
    );
    pub const SOURCE: Column =
        column("source", "来源", Text, "file the plan was read from, as the user named it");
    pub const LINE: Column =
        column("line", "行", Integer, "line of the file, from 1; empty when unknown");
}
use shared::{
    FUNCTION, JURISDICTION, KIND, LINE, MEASURE_ID, NUMBER, PART, PLAN, SECTION1, SECTION2, SOURCE,
    TITLE, UNIT, YEAR,
};

const ASSIGNMENTS: [Column; 19] = [
    PLAN,
    JURISDICTION,
    YEAR,
    SECTION1,
    SECTION2,
    NUMBER,
    PART,
    MEASURE_ID,
    TITLE,
    column(
        "role",
        "角色",
        Text,
        "lead, responsible or support; empty in the one row of a measure that names nobody",
    ),
    column("mention", "名称", Text, "the unit's name as printed"),
    UNIT,
    KIND,
    FUNCTION,
    column("due", "时限", Text, "time limits of the measure as printed, joined by ；"),
    column(
        "how",
        "读法",
        Text,
        "where the role was read from: row, merged-cell, inline, inherited, line or prose",
    ),
    SOURCE,
    LINE,
    column("quote", "原文", Text, "the words of the plan that say so"),
];

/// `assignments`: one row a printed responsibility, in order of plan, measure and role.
///
/// A measure that names nobody has one row without role and name: the table is an input too, and every
/// figure about measures must come out of it as it does of the plan.
/// Columns that an edited table had beyond ours follow at the end, unchanged.
pub fn assignments_table(all: &Assignments) -> Table {
    let mut columns = ASSIGNMENTS.to_vec();
    for name in &all.extra_columns {
        // A column's name lives as long as the program; there are a handful at most.
        let name: &'static str = name.clone().leak();
        columns.push(column(name, name, Text, "column of the edited table, kept unchanged"));
    }
    let named = |i: usize, measure: &MeasureRecord| {
        let row = &all.rows[i];
        let unit = all.unit(row.unit);
        let mut cells = measure_cells(all, measure);
        cells.extend([
            row.role.as_str().into(),
            words(&row.mention),
            words(&unit.name),
            unit.kind.as_str().into(),
            words(&unit.function),
            words(&measure.due),
            row.how.as_str().into(),
            words(&all.plan(measure.plan).source),
            line(row.line),
            words(&row.quote),
        ]);
        match all.extra_cells.get(i) {
            Some(extra) => cells.extend(extra.iter().map(|cell| words(cell))),
            None => cells.extend(all.extra_columns.iter().map(|_| Cell::Empty)),
        }
        cells
    };
    let nobody = |measure: &MeasureRecord| {
        let mut cells = measure_cells(all, measure);
        cells.extend([const { Cell::Empty }; 5]);
        cells.extend([words(&measure.due), Cell::Empty]);
        cells.extend([words(&all.plan(measure.plan).source), line(measure.line)]);
        cells.resize(columns.len(), Cell::Empty);
        cells
    };
    let mut next = 0;
    let rows = all.measures.iter().zip(0..).flat_map(|(measure, id)| {
        let first = next;
        while all.rows.get(next).is_some_and(|row| row.measure == MeasureId(id)) {
            next += 1;
        }
        let rows = (first..next).map(move |i| named(i, measure));
        rows.chain((first == next).then(|| nobody(measure)))
    });
    Table::new(
        "assignments",
        "责任分工",
        "one row a unit's role in a measure, as printed in the plan; one row without role and mention for a measure that names nobody, not to be counted as an assignment",
        &columns,
        rows,
    )
}

const MEASURES: [Column; 19] = [
    PLAN,
    JURISDICTION,
    YEAR,
    SECTION1,
    SECTION2,
    NUMBER,
    PART,
    MEASURE_ID,
    TITLE,
    column("leads", "牵头单位", Text, "leading units, joined by 、"),
    column("responsible", "责任单位", Text, "responsible units, joined by 、"),
    column("supports", "配合单位", Text, "supporting units, joined by 、"),
    column("units", "单位数", Integer, "units that take part (collectives only when asked for)"),
    LEAD_STATE,
    LINKS,
    column("due", "时限", Text, "time limits as printed, joined by ；"),
    SOURCE,
    LINE,
    column("text", "内容", Text, "the words of the measure"),
];

/// `measures`: one row a measure, those without any unit too, in order of plan and document.
///
/// `graph` holds the measures with all their units, collectives too; `hotspots` their figures.
pub fn measures_table(
    all: &Assignments,
    graph: &ResponsibilityGraph,
    hotspots: &Hotspots,
) -> Table {
    let figures: BTreeMap<_, _> = hotspots.rows.iter().map(|row| (row.measure, row)).collect();
    let rows = graph.measure_indices().map(|m| {
        let id = graph.measure(m).id;
        let measure = all.measure(id);
        let names = |role: Role| {
            let of_role = graph.units_of(m).filter(|(_, edge)| edge.role == role);
            // In the order of the document, not of the units.
            let mut named: Vec<_> = of_role.map(|(u, edge)| (edge.row, graph.unit(u).id)).collect();
            named.sort_unstable();
            let names: Vec<_> = named.iter().map(|&(_, u)| all.unit(u).name.as_str()).collect();
            words(&names.join("、"))
        };
        let figures = figures.get(&id);
        let mut cells = measure_cells(all, measure);
        cells.extend(Role::ALL.map(names));
        cells.extend([
            figures.map(|row| row.units).into(),
            figures.map(|row| row.lead_state.as_str()).into(),
            figures.map_or(Cell::Empty, |row| whole(row.links)),
            words(&measure.due),
            words(&all.plan(measure.plan).source),
            line(measure.line),
            words(&measure.text),
        ]);
        cells
    });
    Table::new("measures", "措施清单", "one row a measure of a plan", &MEASURES, rows)
}

const UNITS: [Column; 7] = [
    JURISDICTION,
    UNIT,
    KIND,
    FUNCTION,
    column("mentions", "提及次数", Integer, "times the unit is printed under any of its names"),
    column(
        "aliases",
        "各种写法",
        Text,
        "printed names with their counts, most used first, joined by 、",
    ),
    column(
        "evidence",
        "归并依据",
        Text,
        "why each name belongs to the unit, in the order of the aliases: exact, alias, abbreviation, bracket or typo",
    ),
];

/// `units`: one row a unit, in order of jurisdiction and name.
pub fn units_table(all: &Assignments) -> Table {
    let rows = all.units.iter().map(|unit| {
        let mentions: u32 = unit.aliases.iter().map(|alias| alias.mentions).sum();
        let names = unit.aliases.iter().map(|a| format!("{}×{}", a.name, a.mentions));
        let evidence = unit.aliases.iter().map(|alias| alias.evidence.as_str());
        vec![
            words(&unit.jurisdiction),
            words(&unit.name),
            unit.kind.as_str().into(),
            words(&unit.function),
            mentions.into(),
            words(&names.collect::<Vec<_>>().join("、")),
            words(&evidence.collect::<Vec<_>>().join("、")),
        ]
    });
    Table::new(
        "units",
        "单位清单",
        "one row a unit: a body inside one jurisdiction, with every printed name gathered into it",
        &UNITS,
        rows,
    )
}

const DIAGNOSTICS: [Column; 7] = [
    column(
        "severity",
        "程度",
        Text,
        "error: something is missing; warning: a number may be off; note: a choice was made",
    ),
    column("code", "代码", Text, "stable word for this kind of message"),
    column("file", "文件", Text, "file it stands in, as the user named it"),
    column("line", "行", Integer, "line of the file, from 1; empty when the whole file is meant"),
    column("message", "问题", Text, "what is wrong with the document"),
    column("done", "处理", Text, "what was done to the numbers"),
    column("hint", "建议", Text, "what the reader can do next; empty when there is nothing"),
];

/// `diagnostics`: one row a message, in the order given; sentences in `lang`.
pub fn diagnostics_table(notes: &[Diagnostic], lang: Lang) -> Table {
    let rows = notes.iter().map(|note| {
        vec![
            note.severity.as_str().into(),
            note.code.into(),
            words(&note.at.file),
            line(note.at.line),
            note.message.lang(lang).into(),
            note.done.lang(lang).into(),
            note.hint.as_ref().map(|hint| hint.lang(lang)).into(),
        ]
    });
    Table::new(
        "diagnostics",
        "读取提示",
        "one row a message about what was read and how",
        &DIAGNOSTICS,
        rows,
    )
}

/// The first nine columns of every table about measures.
pub(super) fn measure_cells(all: &Assignments, measure: &MeasureRecord) -> Vec<Cell> {
    let plan = all.plan(measure.plan);
    vec![
        plan.id.as_str().into(),
        words(&plan.jurisdiction),
        plan.year.map(|year| Cell::Integer(year.into())).into(),
        words(&measure.section1),
        words(&measure.section2),
        words(&measure.number),
        measure.part.into(),
        measure.key.as_str().into(),
        words(&measure.title),
    ]
}

/// Words, or nothing where there are none.
pub(super) fn words(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { text.into() }
}

/// A line number, or nothing where it is unknown.
pub(super) fn line(line: u32) -> Cell {
    if line == 0 { Cell::Empty } else { line.into() }
}
