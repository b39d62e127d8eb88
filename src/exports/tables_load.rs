//! The tables of load and its inequality.
//!
//! Owns their columns. Never knows how a figure is computed.

use super::table::{Cell, Column, ColumnKind, Table};
use super::tables_records::{column, shared, words};
use crate::analyses::inequality::{Inequality, LorenzPoint};
use crate::analyses::load::UnitLoad;
use crate::units::Assignments;
use ColumnKind::{Integer, Number, Text};

/// The part of the plans a row speaks of, as written in the `plan` column.
///
/// One plan by its id, `all:` and a jurisdiction for all its plans, `all` for all plans.
pub(super) const SCOPE: Column = column(
    "plan",
    "计划",
    Text,
    "what the row covers: one plan by its id; all:X for all plans of jurisdiction X; all for all plans (the last two only when several plans were read)",
);

const LOAD: [Column; 20] = [
    SCOPE,
    column("jurisdiction", "地区", Text, "area the unit belongs to; empty for a function"),
    shared::UNIT,
    shared::KIND,
    shared::FUNCTION,
    column("lead", "牵头", Integer, "measures it leads, alone or with others"),
    column(
        "sole_lead",
        "独立牵头",
        Integer,
        "measures it leads alone, or with collectives only where these are left out",
    ),
    column("co_lead", "共同牵头", Integer, "measures it leads with others"),
    column(
        "principal",
        "主责",
        Integer,
        "measures it answers for: those it leads, and those without any lead in which it is responsible",
    ),
    column("responsible", "责任", Integer, "measures in which it is responsible"),
    column("support", "配合", Integer, "measures it supports"),
    column("measures", "参与措施", Integer, "measures it takes part in, in any role"),
    column(
        "fractional_lead",
        "折算牵头",
        Number(6),
        "measures led, one led by n units counting 1/n",
    ),
    column(
        "weighted_load",
        "加权工作量",
        Number(2),
        "points: 1 a measure led, 0.5 responsible, 0.25 supported (our convention; no standard exists)",
    ),
    column("partners", "协作单位数", Integer, "other units it shares a measure with"),
    column(
        "coordination_load",
        "协作席位",
        Integer,
        "seats of others in its measures, summed over measures",
    ),
    column(
        "exclusivity",
        "专属度",
        Number(6),
        "sum of e^(1-n) over its measures of n units: 1 for each measure it is alone in",
    ),
    column("alone", "独自承担", Integer, "measures it is alone in"),
    column(
        "share",
        "牵头占比",
        Number(6),
        "its part of all led measures, 0 to 1; empty when none is led",
    ),
    column("rank", "排名", Integer, "1 for the unit that leads most; equal numbers share a rank"),
];

/// `load`: one row a unit and scope, most leads first inside a scope.
///
/// `scopes` are the labels of the `plan` column with the loads of each; `all` names the units.
pub fn load_table(
    name: &'static str,
    all: &Assignments,
    scopes: &[(String, Vec<UnitLoad>)],
) -> Table {
    let rows = scopes.iter().flat_map(|(scope, loads)| {
        loads.iter().map(move |load| {
            let unit = all.unit(load.unit);
            vec![
                scope.as_str().into(),
                words(&unit.jurisdiction),
                words(&unit.name),
                unit.kind.as_str().into(),
                words(&unit.function),
                load.lead.into(),
                load.sole_lead.into(),
                load.co_lead.into(),
                load.principal.into(),
                load.responsible.into(),
                load.support.into(),
                load.measures.into(),
                load.fractional_lead.into(),
                load.weighted_load.into(),
                load.partners.into(),
                Cell::Integer(i64::try_from(load.coordination_load).unwrap_or(i64::MAX)),
                load.exclusivity.into(),
                load.alone.into(),
                load.share.into(),
                load.rank.into(),
            ]
        })
    });
    Table::new(
        name,
        if name == "load" { "工作量" } else { "按职能的工作量" },
        "one row a unit and scope: what it carries; a unit named twice in a measure counts once, in its highest role",
        &LOAD,
        rows,
    )
    .naming("unit", scopes.iter().flat_map(|(_, loads)| loads).map(|load| load.unit))
}

const INEQUALITY: [Column; 21] = [
    SCOPE,
    column(
        "load",
        "工作量口径",
        Text,
        "what is spread: fractional_lead, weighted_load or measures",
    ),
    column(
        "zeros",
        "含零项单位",
        Text,
        "yes: all units of the scope; no: only those that carry some",
    ),
    column("units", "单位数", Integer, "units among which it is spread"),
    column("total", "总量", Number(4), "the load as a whole"),
    column("gini", "基尼系数", Number(6), "0 even to (n-1)/n"),
    column("gini_corrected", "修正基尼系数", Number(6), "Gini times n/(n-1), 0 to 1"),
    column("hhi", "集中度HHI", Number(6), "sum of squared shares, 1/n even to 1"),
    column("hhi_normalised", "标准化HHI", Number(6), "0 even to 1"),
    column(
        "effective_units",
        "等效单位数",
        Number(4),
        "as many equally loaded units would give this HHI",
    ),
    column(
        "simpson_evenness",
        "辛普森均匀度",
        Number(6),
        "effective units over units, above 0 to 1 (even)",
    ),
    column("pielou", "皮卢均匀度", Number(6), "0 to 1 (even)"),
    column("theil", "泰尔指数", Number(6), "0 even to ln n"),
    column(
        "hoover",
        "胡佛指数",
        Number(6),
        "share of the load that would have to change hands for all to carry the same",
    ),
    column("to_move", "需调整量", Number(4), "hoover times total, whoever is fit to take it"),
    column("imbalance", "峰值比", Number(4), "highest load over the mean, from 1"),
    column(
        "theil_within_kinds",
        "类别内泰尔",
        Number(6),
        "part of theil due to differences among units of one kind",
    ),
    column(
        "theil_between_kinds",
        "类别间泰尔",
        Number(6),
        "part of theil due to differences between kinds of units",
    ),
    column(
        "top1_share",
        "第一位占比",
        Number(6),
        "share of the load that the most loaded unit carries",
    ),
    column("top3_share", "前三位占比", Number(6), "share that the three most loaded units carry"),
    column("top10_share", "前十位占比", Number(6), "share that the ten most loaded units carry"),
];

/// One line of the `inequality` table: scope, load, whether zero loads count, the figures.
#[derive(Debug, Clone)]
pub struct InequalityRow {
    /// Label of the `plan` column.
    pub scope: String,
    /// Name of the load column it is about.
    pub load: &'static str,
    /// Whether units that carry nothing count.
    pub zeros: bool,
    /// The figures; `None` where they have no meaning.
    pub figures: Option<Inequality>,
    /// Theil's T within and between kinds of units.
    pub theil_by_kind: Option<(f64, f64)>,
    /// Shares of the one, three and ten most loaded units.
    pub top_shares: [Option<f64>; 3],
}

/// `inequality`: how evenly each scope's load is spread.
pub fn inequality_table(rows: &[InequalityRow]) -> Table {
    let cells = rows.iter().map(|row| {
        let get = |value: fn(&Inequality) -> f64| Cell::from(row.figures.as_ref().map(value));
        vec![
            row.scope.as_str().into(),
            row.load.into(),
            if row.zeros { "yes" } else { "no" }.into(),
            row.figures.as_ref().map(|f| f.units).into(),
            get(|f| f.total),
            get(|f| f.gini),
            get(|f| f.gini_corrected),
            get(|f| f.hhi),
            get(|f| f.hhi_normalised),
            get(|f| f.effective_units),
            get(|f| f.simpson_evenness),
            get(|f| f.pielou),
            get(|f| f.theil),
            get(|f| f.hoover),
            get(|f| f.to_move),
            get(|f| f.imbalance),
            row.theil_by_kind.map(|(within, _)| within).into(),
            row.theil_by_kind.map(|(_, between)| between).into(),
            row.top_shares[0].into(),
            row.top_shares[1].into(),
            row.top_shares[2].into(),
        ]
    });
    Table::new(
        "inequality",
        "均衡程度",
        "one row a scope and load: how evenly it is spread over the units",
        &INEQUALITY,
        cells,
    )
}

const LORENZ: [Column; 4] = [
    SCOPE,
    column(
        "load",
        "工作量口径",
        Text,
        "what is spread: fractional_lead, weighted_load or measures; all units of the scope count",
    ),
    column("units_share", "单位占比", Number(6), "share of the units, the least loaded first"),
    column("load_share", "工作量占比", Number(6), "share of the load they carry together"),
];

/// `lorenz`: the points of the curve behind the Gini index, by scope and load.
pub fn lorenz_table(curves: &[(String, &'static str, Vec<LorenzPoint>)]) -> Table {
    let rows = curves.iter().flat_map(|(scope, load, points)| {
        points.iter().map(move |point| {
            vec![scope.as_str().into(), (*load).into(), point.units.into(), point.load.into()]
        })
    });
    Table::new("lorenz", "洛伦兹曲线", "one row a point of a curve", &LORENZ, rows)
}
