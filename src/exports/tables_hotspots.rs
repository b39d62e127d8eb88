//! The tables of coordination: hotspots, sections, positions.
//!
//! Owns their columns. Never knows how a figure is computed.

use super::table::{Cell, Column, ColumnKind, Table};
use super::tables_load::SCOPE;
use super::tables_records::shared::{
    FUNCTION, JURISDICTION, KIND, MEASURE_ID, NUMBER, PART, PLAN, SECTION1, SECTION2, TITLE, UNIT,
    YEAR,
};
use super::tables_records::{column, measure_cells, words};
use crate::analyses::communities::Communities;
use crate::analyses::hotspots::{HotspotPart, Hotspots};
use crate::analyses::position::Positions;
use crate::analyses::sections::SectionRow;
use crate::units::{Assignments, MeasureId};
use ColumnKind::{Integer, Number, Text};

/// What `lead_state` says; `measures` has the column too.
pub(super) const LEAD_STATE: Column = column(
    "lead_state",
    "牵头情况",
    Text,
    "one: one unit leads; one-with-collective; co-led: several lead; collective: only groups lead; none: responsible units only; support-only; empty: no unit at all",
);
/// How many pairs of units a measure ties.
pub(super) const LINKS: Column = column(
    "links",
    "协同联系",
    Integer,
    "pairs of units that may have to talk: n(n-1)/2 of its n units",
);

const HOTSPOTS: [Column; 35] = [
    PLAN,
    JURISDICTION,
    YEAR,
    SECTION1,
    SECTION2,
    NUMBER,
    PART,
    MEASURE_ID,
    TITLE,
    column("units", "单位数", Integer, "units that take part (collectives only when asked for)"),
    column("lead", "牵头", Integer, "units that lead"),
    column("responsible", "责任", Integer, "units responsible beside or instead of a lead"),
    column("support", "配合", Integer, "units in support"),
    column("collectives", "集体单位", Integer, "groups without a member list that take part"),
    column(
        "principals",
        "主责单位",
        Integer,
        "units that answer for it: the leads or, where none is named, the responsible units",
    ),
    LEAD_STATE,
    LINKS,
    column(
        "star",
        "单一牵头联系",
        Integer,
        "what a single lead that talks to everybody would need: n-1",
    ),
    column("saving", "可省联系", Integer, "links less star"),
    column("functions", "职能数", Integer, "functions among the units; empty when none is known"),
    column(
        "functions_effective",
        "等效职能数",
        Number(3),
        "equally frequent functions that would be as mixed",
    ),
    column(
        "functions_blau",
        "职能多样性",
        Number(6),
        "chance that two of its units, drawn with replacement, differ in function",
    ),
    column("kinds", "类别数", Integer, "kinds of bodies among the units"),
    column("betweenness_mean", "平均中介度", Number(6), "mean two-mode betweenness of its units"),
    column("betweenness_max", "最高中介度", Number(6), "highest two-mode betweenness of its units"),
    column(
        "percentile_links",
        "联系百分位",
        Number(4),
        "part of the composite rank: percentile of links among all measures shown",
    ),
    column(
        "percentile_principals",
        "主责百分位",
        Number(4),
        "part of the composite rank: percentile of principals",
    ),
    column(
        "percentile_functions",
        "职能百分位",
        Number(4),
        "part of the composite rank: percentile of effective functions",
    ),
    column(
        "percentile_kinds",
        "类别百分位",
        Number(4),
        "part of the composite rank: percentile of kinds",
    ),
    column(
        "percentile_betweenness",
        "中介百分位",
        Number(4),
        "part of the composite rank: percentile of mean betweenness",
    ),
    column(
        "score",
        "综合分",
        Number(4),
        "mean of the percentiles, equal weights (our convention; no standard exists)",
    ),
    column("rank", "综合排名", Integer, "1 for the highest score"),
    column("rank_min", "最好排名", Integer, "best rank under any weights of the grid"),
    column("rank_max", "最差排名", Integer, "worst rank under any weights of the grid"),
    column(
        "top_share",
        "前列稳定度",
        Number(4),
        "share of the weightings under which it stays among the first ten",
    ),
];

/// `hotspots`: one row a measure, most links first.
pub fn hotspots_table(all: &Assignments, hotspots: &Hotspots) -> Table {
    let rows = hotspots.rows.iter().map(|row| {
        let percentile = |part: HotspotPart| {
            let place = hotspots.parts.iter().position(|(p, _)| *p == part);
            Cell::from(place.map(|i| row.composite.percentiles[i]))
        };
        let mut cells = measure_cells(all, all.measure(row.measure));
        cells.extend([
            row.units.into(),
            row.leads.into(),
            row.responsible.into(),
            row.support.into(),
            row.collectives.into(),
            row.principals.into(),
            row.lead_state.as_str().into(),
            whole(row.links),
            whole(row.star),
            whole(row.saving),
            row.functions.map(|d| d.classes).into(),
            row.functions.map(|d| d.effective).into(),
            row.functions.map(|d| d.blau).into(),
            row.kinds.into(),
            row.betweenness_mean.into(),
            row.betweenness_max.into(),
        ]);
        cells.extend(HotspotPart::ALL.map(percentile));
        cells.extend([
            row.composite.score.into(),
            row.composite.rank.into(),
            row.composite.rank_min.into(),
            row.composite.rank_max.into(),
            row.composite.top_share.into(),
        ]);
        cells
    });
    Table::new(
        "hotspots",
        "协同热点",
        "one row a measure: how many units it ties together and whether one answers for it",
        &HOTSPOTS,
        rows,
    )
}

const SECTIONS: [Column; 17] = [
    PLAN,
    JURISDICTION,
    YEAR,
    SECTION1,
    SECTION2,
    column("measures", "措施数", Integer, "measures of the section"),
    column(
        "empty_measures",
        "无单位措施",
        Integer,
        "those without any unit (collectives only when asked for)",
    ),
    column("units", "单位数", Integer, "units that take part in any of them"),
    column("assignments", "分工数", Integer, "unit and measure pairs"),
    column("links", "协同联系", Integer, "sum of n(n-1)/2 over its measures of n units"),
    column("leads", "牵头单位数", Integer, "units that lead any of them"),
    column("led_measures", "有牵头措施", Integer, "measures with at least one lead"),
    column("co_led_measures", "共同牵头措施", Integer, "measures with two or more leads"),
    column(
        "co_led_share",
        "共同牵头比例",
        Number(4),
        "co-led over led measures; empty when nothing is led",
    ),
    column(
        "functions",
        "职能数",
        Integer,
        "functions among its assignments; empty when none is known",
    ),
    column(
        "functions_effective",
        "等效职能数",
        Number(3),
        "equally frequent functions that would be as mixed",
    ),
    column(
        "lead_concentration",
        "牵头集中度",
        Number(6),
        "Herfindahl index of leading: 1 when one unit leads everything",
    ),
];

/// `sections`: one row a section of a plan, in order of plan and document.
///
/// `rows` come with a measure of each section, which gives the headings.
pub fn sections_table(all: &Assignments, rows: &[(SectionRow, MeasureId)]) -> Table {
    let cells = rows.iter().map(|(row, measure)| {
        let mut cells = measure_cells(all, all.measure(*measure));
        cells.truncate(5);
        cells.extend([
            row.measures.into(),
            row.empty_measures.into(),
            row.units.into(),
            whole(row.edges),
            whole(row.links),
            row.leads.into(),
            row.led_measures.into(),
            row.co_led_measures.into(),
            row.co_led_share.into(),
            row.functions.map(|d| d.classes).into(),
            row.functions.map(|d| d.effective).into(),
            row.lead_concentration.into(),
        ]);
        cells
    });
    Table::new("sections", "章节", "one row a section of a plan", &SECTIONS, cells)
}

const POSITION: [Column; 25] = [
    SCOPE,
    column("jurisdiction", "地区", Text, "area the unit belongs to"),
    UNIT,
    KIND,
    FUNCTION,
    column("measures", "参与措施", Integer, "measures it takes part in"),
    column(
        "betweenness",
        "中介度",
        Number(6),
        "two-mode betweenness, 0 to 1 (Borgatti-Halgin): how often it lies between others",
    ),
    column(
        "betweenness_error",
        "中介度误差",
        Number(6),
        "its standard error where it was sampled; empty when exact",
    ),
    column(
        "constraint",
        "约束度",
        Number(6),
        "Burt's constraint on ties weighted by shared measures: high means dependent on few partners; empty without partners",
    ),
    column(
        "two_mode_constraint",
        "双模约束度",
        Number(6),
        "constraint on units and measures directly",
    ),
    column(
        "redundancy",
        "冗余度",
        Number(6),
        "share of pairs of its measures that another unit also joins; empty below two measures",
    ),
    column(
        "participation_sections",
        "跨章节度",
        Number(6),
        "how evenly it is spread over sections, 0 to below 1",
    ),
    column(
        "participation_plans",
        "跨方案度",
        Number(6),
        "how evenly it is spread over plans, 0 to below 1",
    ),
    column("breadth", "协作广度", Integer, "partners"),
    column(
        "depth",
        "协作深度",
        Number(4),
        "mean measures shared with a partner; empty without partners",
    ),
    column("core", "核数", Integer, "core number in the web of shared measures"),
    column(
        "community",
        "社群",
        Integer,
        "its community by bipartite modularity, from 1, largest first; empty without measures",
    ),
    column(
        "modularity",
        "模块度",
        Number(6),
        "modularity of the division into communities, the same for all rows of a scope",
    ),
    column("coordinator", "协调", Integer, "brokerage within one group: a, b and c of one group"),
    column(
        "consultant",
        "外部协调",
        Integer,
        "brokerage by an outsider: a and c of one group, b of another",
    ),
    column("gatekeeper", "守门", Integer, "brokerage into its group: b and c of one group"),
    column("representative", "代表", Integer, "brokerage out of its group: a and b of one group"),
    column("liaison", "联络", Integer, "brokerage between three groups"),
    column(
        "external_internal",
        "内外指数",
        Number(6),
        "E-I index: -1 all ties inside its group, 1 all outside; empty without ties",
    ),
    column(
        "validated_core",
        "显著核数",
        Integer,
        "core number among ties that are more than chance (BiCM, any role, q at most 0.05); empty when not tested",
    ),
];

/// The position of the units of one scope.
#[derive(Debug, Clone)]
pub struct ScopedPosition {
    /// Label of the `plan` column.
    pub scope: String,
    /// The figures.
    pub positions: Positions,
    /// The division into communities.
    pub communities: Communities,
}

/// `position`: one row a unit and scope, highest betweenness first.
pub fn position_table(all: &Assignments, scopes: &[ScopedPosition]) -> Table {
    let mut cells = Vec::new();
    for scope in scopes {
        let mut rows: Vec<_> = scope.positions.units.iter().zip(&scope.communities.units).collect();
        rows.sort_by(|(a, _), (b, _)| {
            let key = |x: &Option<f64>| x.unwrap_or(-1.0);
            key(&b.betweenness).total_cmp(&key(&a.betweenness)).then(a.unit.cmp(&b.unit))
        });
        for (row, (_, community)) in rows {
            let unit = all.unit(row.unit);
            cells.push(vec![
                scope.scope.as_str().into(),
                words(&unit.jurisdiction),
                words(&unit.name),
                unit.kind.as_str().into(),
                words(&unit.function),
                row.measures.into(),
                row.betweenness.into(),
                row.betweenness_error.into(),
                row.constraint.into(),
                row.two_mode_constraint.into(),
                row.redundancy.into(),
                row.participation_sections.into(),
                row.participation_plans.into(),
                row.breadth.into(),
                row.depth.into(),
                row.core.into(),
                community.map(|c| c + 1).into(),
                scope.communities.modularity.into(),
                whole(row.brokerage.coordinator),
                whole(row.brokerage.consultant),
                whole(row.brokerage.gatekeeper),
                whole(row.brokerage.representative),
                whole(row.brokerage.liaison),
                row.external_internal.into(),
                row.validated_core.into(),
            ]);
        }
    }
    Table::new(
        "position",
        "网络位置",
        "one row a unit and scope: where it stands in the web of shared measures",
        &POSITION,
        cells,
    )
}

/// A count too long for 32 bits.
pub(super) fn whole(count: impl Into<u64>) -> Cell {
    Cell::Integer(i64::try_from(count.into()).unwrap_or(i64::MAX))
}
