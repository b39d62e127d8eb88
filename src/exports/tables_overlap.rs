//! The tables of overlaps and of their significance.
//!
//! Owns its columns. Never knows how a figure is computed.

use super::table::{Cell, Column, ColumnKind, Table};
use super::tables_hotspots::whole;
use super::tables_load::SCOPE;
use super::tables_records::{column, words};
use crate::analyses::overlap::Overlap;
use crate::analyses::significance::{Layer, NullModel, PairSignificance, Significance};
use crate::units::Assignments;
use ColumnKind::{Integer, Number, Text};

const OVERLAP: [Column; 28] = [
    SCOPE,
    column("jurisdiction", "地区", Text, "area the first unit belongs to; empty for functions"),
    column("unit_a", "单位甲", Text, "the first unit"),
    column("unit_b", "单位乙", Text, "the second unit"),
    column("shared_leads", "共同牵头", Integer, "measures both lead"),
    column(
        "shared_principals",
        "共同主责",
        Integer,
        "measures both answer for: as leads, or as responsible units where no lead is named",
    ),
    column(
        "shared_measures",
        "共同参与",
        Integer,
        "measures both take part in, whatever their roles",
    ),
    column(
        "a_leads_b_supports",
        "甲牵头乙配合",
        Integer,
        "measures a answers for and b takes part in below it",
    ),
    column(
        "b_leads_a_supports",
        "乙牵头甲配合",
        Integer,
        "measures b answers for and a takes part in below it",
    ),
    column("a_leads", "甲牵头", Integer, "measures a leads"),
    column("b_leads", "乙牵头", Integer, "measures b leads"),
    column("a_measures", "甲参与", Integer, "measures a takes part in"),
    column("b_measures", "乙参与", Integer, "measures b takes part in"),
    column(
        "population",
        "可能相遇的措施",
        Integer,
        "measures of the plans in which the two could have met",
    ),
    column(
        "lead_jaccard",
        "牵头杰卡德系数",
        Number(6),
        "shared leads over measures either leads, 0 to 1; empty when neither leads",
    ),
    column(
        "jaccard",
        "杰卡德系数",
        Number(6),
        "shared measures over measures of either, above 0 to 1",
    ),
    column(
        "overlap_coefficient",
        "重叠系数",
        Number(6),
        "shared measures over those of the smaller unit; few measures inflate it",
    ),
    column(
        "newman",
        "纽曼权重",
        Number(6),
        "sum of 1/(n-1) over shared measures of n units: meeting in a small circle counts more",
    ),
    column(
        "lift",
        "提升度",
        Number(4),
        "shared measures over those expected of independent units; 1 is independence",
    ),
    column(
        "p_hypergeometric",
        "p超几何",
        Number(6),
        "chance of as many shared measures when each unit picks its number of measures blindly (any role)",
    ),
    column(
        "p_bicm",
        "p配置模型",
        Number(6),
        "the same when how busy units are and how crowded measures are stay as they are on average (BiCM, exact tail)",
    ),
    column(
        "q_bicm",
        "q配置模型",
        Number(6),
        "p_bicm corrected for all pairs that could meet (Benjamini-Hochberg)",
    ),
    column(
        "p_fdsm",
        "p固定边际",
        Number(6),
        "the same when both stay exactly as they are (FDSM); empty unless asked for with --null fdsm",
    ),
    column("q_fdsm", "q固定边际", Number(6), "p_fdsm corrected for all pairs that could meet"),
    column(
        "lead_p_hypergeometric",
        "牵头p超几何",
        Number(6),
        "p_hypergeometric of the measures both answer for",
    ),
    column("lead_p_bicm", "牵头p配置模型", Number(6), "p_bicm of the measures both answer for"),
    column("lead_q_bicm", "牵头q配置模型", Number(6), "q_bicm of the measures both answer for"),
    column("measures", "共同措施编号", Text, "measure_id of every shared measure, joined by ;"),
];

/// The overlaps of one scope and what chance makes of them.
#[derive(Debug, Clone)]
pub struct ScopedOverlap {
    /// Label of the `plan` column.
    pub scope: String,
    /// The pairs that meet.
    pub overlap: Overlap,
    /// The tests made, one a layer and null model.
    pub tests: Vec<Significance>,
}

/// `overlap`: one row a pair of units that meet in a scope, most shared leads first.
pub fn overlap_table(name: &'static str, all: &Assignments, scopes: &[ScopedOverlap]) -> Table {
    let rows = scopes.iter().flat_map(|scoped| {
        let ScopedOverlap { scope, overlap, tests } = scoped;
        let test = |layer: Layer, null: &'static str| {
            tests.iter().find(|t| t.layer == layer && t.null.as_str() == null)
        };
        let any = ["hypergeometric", "bicm", "fdsm"].map(|null| test(Layer::Any, null));
        let lead = ["hypergeometric", "bicm"].map(|null| test(Layer::Lead, null));
        overlap.pairs.iter().map(move |pair| {
            let found = |test: Option<&Significance>, value: fn(&PairSignificance) -> f64| {
                Cell::from(test.and_then(|test| test.find(pair.a, pair.b)).map(value))
            };
            let (a, b) = (all.unit(pair.a), all.unit(pair.b));
            let shared = overlap.measures_of(pair).iter();
            let ids: Vec<_> = shared.map(|m| all.measure(*m).key.as_str()).collect();
            vec![
                scope.as_str().into(),
                words(&a.jurisdiction),
                words(&a.name),
                words(&b.name),
                pair.shared_leads.into(),
                pair.shared_principals.into(),
                pair.shared_measures.into(),
                pair.a_leads_b_supports.into(),
                pair.b_leads_a_supports.into(),
                pair.a_leads.into(),
                pair.b_leads.into(),
                pair.a_measures.into(),
                pair.b_measures.into(),
                pair.population.into(),
                pair.lead_jaccard().into(),
                pair.jaccard().into(),
                pair.overlap_coefficient().into(),
                pair.newman.into(),
                pair.lift().into(),
                found(any[0], |pair| pair.p),
                found(any[1], |pair| pair.p),
                found(any[1], |pair| pair.q),
                found(any[2], |pair| pair.p),
                found(any[2], |pair| pair.q),
                found(lead[0], |pair| pair.p),
                found(lead[1], |pair| pair.p),
                found(lead[1], |pair| pair.q),
                Cell::from(ids.join(";")),
            ]
        })
    });
    Table::new(
        name,
        if name == "overlap" { "职责重叠" } else { "按职能的职责重叠" },
        "one row a pair of units that share a measure, and scope",
        &OVERLAP,
        rows,
    )
    .naming("unit_a", scopes.iter().flat_map(|scoped| &scoped.overlap.pairs).map(|pair| pair.a))
    .naming("unit_b", scopes.iter().flat_map(|scoped| &scoped.overlap.pairs).map(|pair| pair.b))
}

const SIGNIFICANCE: [Column; 13] = [
    SCOPE,
    column(
        "layer",
        "关系",
        Text,
        "lead: both answer for the measure; any: both take part in it; lead-support: the first answers for it, the second takes part below",
    ),
    column(
        "null_model",
        "零模型",
        Text,
        "what chance is taken to be: hypergeometric, bicm or fdsm",
    ),
    column("jurisdiction", "地区", Text, "area the first unit belongs to"),
    column("unit_a", "单位甲", Text, "the first unit"),
    column("unit_b", "单位乙", Text, "the second unit"),
    column("shared", "共同措施", Integer, "measures they share in this relation"),
    column("expected", "期望值", Number(4), "measures they would share on average by chance"),
    column("p", "p值", Number(6), "chance of as many or more"),
    column(
        "q",
        "q值",
        Number(6),
        "expected share of false findings among all at least this strong (Benjamini-Hochberg)",
    ),
    column(
        "standard_error",
        "标准误",
        Number(6),
        "Monte-Carlo error of p; empty where nothing was drawn",
    ),
    column(
        "family",
        "检验次数",
        Integer,
        "tests that q accounts for: every pair that could meet in this relation",
    ),
    column(
        "draws",
        "抽样次数",
        Integer,
        "random tables drawn; empty for the other null models, and where so few tables have the margins that all were gone through",
    ),
];

/// `significance`: one row a pair, relation, null model and scope; smallest p first inside a test.
pub fn significance_table(all: &Assignments, scopes: &[ScopedOverlap]) -> Table {
    let (mut rows, mut named) = (Vec::new(), Vec::new());
    for ScopedOverlap { scope, tests, .. } in scopes {
        for test in tests {
            let mut pairs: Vec<_> = test.pairs.iter().collect();
            pairs.sort_by(|x, y| x.p.total_cmp(&y.p).then((x.a, x.b).cmp(&(y.a, y.b))));
            for pair in pairs {
                // Only what was drawn has an error; few tables are all gone through.
                let draws = match (test.null, pair.standard_error) {
                    (NullModel::Fdsm { draws, .. }, Some(_)) => Cell::from(draws),
                    _ => Cell::Empty,
                };
                let (a, b) = (all.unit(pair.a), all.unit(pair.b));
                named.push((pair.a, pair.b));
                rows.push(vec![
                    scope.as_str().into(),
                    test.layer.as_str().into(),
                    test.null.as_str().into(),
                    words(&a.jurisdiction),
                    words(&a.name),
                    words(&b.name),
                    pair.shared.into(),
                    pair.expected.into(),
                    pair.p.into(),
                    pair.q.into(),
                    pair.standard_error.into(),
                    whole(test.family),
                    draws,
                ]);
            }
        }
    }
    Table::new(
        "significance",
        "重叠显著性",
        "one row a pair of units, relation, null model and scope: is the overlap more than chance? The null model decides, so it is always named",
        &SIGNIFICANCE,
        rows,
    )
    .naming("unit_a", named.iter().map(|(a, _)| *a))
    .naming("unit_b", named.iter().map(|(_, b)| *b))
}
