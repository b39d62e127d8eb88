//! Which overlaps are more than chance.
//!
//! Owns layers, null models, the family of tests, and the findings. Never knows names, levels that
//! people hold significant, or rounding.
//!
//! **The null model decides the finding**, so every result names it. From coarse to strict:
//! `hypergeometric` keeps how busy each unit is; `bicm` keeps that and how crowded each measure is,
//! both on average, and is conservative for tables as small as one plan; `fdsm` keeps both exactly.
//! On the classic table of 18 women at 14 events they find 17, 0 and 5 pairs below 0.05.
//!
//! Units and measures that could never meet (plans of different jurisdictions) are separate tables:
//! each has its own null, and only pairs inside one table are tested.

mod bicm;
mod bicm_newton;
mod enumeration;
mod false_discovery;
mod fdsm;
mod hypergeometric;
mod poisson_binomial;
mod relation;

pub use bicm::{Bicm, bicm};
pub use enumeration::{MATRIX_LIMIT, count_matrices};
pub use false_discovery::benjamini_hochberg;
pub use hypergeometric::upper_tail as hypergeometric;
pub use poisson_binomial::{Group, poisson_binomial};

use crate::graph::ResponsibilityGraph;
use crate::units::UnitId;
use rayon::prelude::*;
use relation::{Meeting, Relation};
use std::collections::BTreeMap;

/// Which part of the responsibilities is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Units that answer for the same measure: as leads, or as responsible units where no lead is
    /// named (principals).
    Lead,
    /// Units that take part in the same measure, in any role.
    Any,
    /// Units `a` that answer for measures in which units `b` take part below them (as responsible
    /// units under a lead, or as support). Directed. Its null keeps two tables, who answers for what
    /// and who takes part below, each by itself and independent of the other. This pairing is ours;
    /// each table is the published null.
    LeadSupport,
}

impl Layer {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Layer::Lead => "lead",
            Layer::Any => "any",
            Layer::LeadSupport => "lead-support",
        }
    }
}

/// An overlap is called more than chance when its q is at most this: the expected share of false
/// findings among all that are called so.
pub const LEVEL: f64 = 0.05;

/// Whether an overlap with this q is more than chance.
pub fn beyond_chance(q: f64) -> bool {
    q <= LEVEL
}

/// What chance is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullModel {
    /// Each unit picks its number of measures blindly; Fisher's one-sided exact test.
    Hypergeometric,
    /// Units and measures keep their degrees on average; exact Poisson-binomial tail.
    Bicm,
    /// Units and measures keep their degrees exactly: every table with both margins when there are
    /// at most [`MATRIX_LIMIT`], else seeded draws by trades.
    Fdsm {
        /// Tables drawn; the smallest p is 1 / (draws + 1).
        draws: u32,
        /// The same seed gives the same draws on any number of threads.
        seed: u64,
    },
}

impl NullModel {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            NullModel::Hypergeometric => "hypergeometric",
            NullModel::Bicm => "bicm",
            NullModel::Fdsm { .. } => "fdsm",
        }
    }
}

/// How the null was evaluated on one table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evaluation {
    /// By formula.
    Formula,
    /// By a fitted model whose degrees are off by at most this many edges.
    Fitted {
        /// Largest gap between an expected and the observed degree.
        residual: f64,
    },
    /// By going through every table with the same margins.
    Enumerated {
        /// How many there are.
        matrices: u64,
    },
    /// By random tables with the same margins.
    Sampled {
        /// How many were drawn.
        draws: u32,
        /// Trades before the first draw of a chain, and between draws.
        trades: u32,
    },
}

/// One table that was tested: the units and measures that could meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestedTable {
    /// Units that hold the role (for the directed layer: that answer for a measure).
    pub units: u32,
    /// Measures, also those in which nobody holds the role.
    pub measures: u32,
    /// Pairs tested, also those that share nothing.
    pub tests: u64,
    /// How.
    pub evaluation: Evaluation,
}

/// One overlap and what chance would make of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairSignificance {
    /// The first unit; in the directed layer, the one that answers for the measures.
    pub a: UnitId,
    /// The second unit; in the directed layer, the one below.
    pub b: UnitId,
    /// Measures they share in the layer.
    pub shared: u32,
    /// Measures they would share on average by chance.
    pub expected: f64,
    /// How likely chance alone gives as many or more, above 0 to 1.
    pub p: f64,
    /// Expected share of false findings among all that are at least this strong, above 0 to 1.
    pub q: f64,
    /// Monte-Carlo standard error of `p`; `None` where nothing was drawn.
    pub standard_error: Option<f64>,
}

/// All overlaps of one layer under one null model.
#[derive(Debug, Clone, PartialEq)]
pub struct Significance {
    /// What was tested.
    pub layer: Layer,
    /// Against what.
    pub null: NullModel,
    /// How many tests `q` accounts for: every pair of units that could meet, shared measures or not.
    pub family: u64,
    /// The tables, in order of their first unit.
    pub tables: Vec<TestedTable>,
    /// The pairs that share a measure, by id of `a`, then `b`; all others of the family have p = 1.
    pub pairs: Vec<PairSignificance>,
}

impl Significance {
    /// The finding about two units; `None` when they share nothing. In the undirected layers `a` is
    /// the unit with the lower id.
    pub fn find(&self, a: UnitId, b: UnitId) -> Option<&PairSignificance> {
        let at = self.pairs.binary_search_by_key(&(a, b), |pair| (pair.a, pair.b)).ok()?;
        Some(&self.pairs[at])
    }
}

/// Tells which pairs of units meet more often than chance, given how busy they and the measures are.
///
/// With k shared measures, p = P(K ≥ k) under the null; q by Benjamini & Hochberg over the family of
/// all pairs that could meet: n(n−1)/2 in each table of n units that hold the role at least once
/// (ordered pairs of different units, the first answering, the second below, in the directed layer);
/// pairs without a shared measure have p = 1 and are counted, not listed.
/// # Input
/// graph: any part of the responsibility graph, usually without collectives. N is the number of
/// measures of a table, led or not.
/// # Returns
/// One row a pair that shares a measure, by ids. Empty without such a pair.
/// # Errors
/// None: the fit of the configuration model reports how exact it is.
/// # Cost
/// Hypergeometric and BiCM: one tail for each distinct (degree, degree, shared) on top of the
/// meetings Σ n_m²/2. FDSM: O(units × measures / 64) a trade round, 10 rounds a draw.
/// # Source
/// Hypergeometric: Tumminello et al. 2011, PLoS ONE 6, e17994. BiCM: Saracco et al. 2017, New J.
/// Phys. 19, 053022. FDSM: Neal, Domagalski & Sagan 2021, Sci. Rep. 11, 23929. Family:
/// Benjamini & Hochberg 1995.
pub fn significance(graph: &ResponsibilityGraph, layer: Layer, null: NullModel) -> Significance {
    let relations = Relation::all(graph, layer);
    let tested: Vec<(TestedTable, Vec<PairSignificance>)> = relations
        .par_iter()
        .enumerate()
        .map(|(number, relation)| test(graph, relation, null, number as u64))
        .collect();
    let mut tables = Vec::with_capacity(tested.len());
    let mut pairs = Vec::new();
    for (table, of_table) in tested {
        tables.push(table);
        pairs.extend(of_table);
    }
    let family = tables.iter().map(|table| table.tests).sum();
    pairs.par_sort_by_key(|pair| (pair.a, pair.b));
    let p: Vec<f64> = pairs.iter().map(|pair| pair.p).collect();
    for (pair, q) in pairs.iter_mut().zip(benjamini_hochberg(&p, family)) {
        pair.q = q;
    }
    Significance { layer, null, family, tables, pairs }
}

/// What the null says about one pair.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    p: f64,
    expected: f64,
    standard_error: Option<f64>,
}

impl Verdict {
    fn exact(p: f64, expected: f64) -> Self {
        Self { p, expected, standard_error: None }
    }
}

fn test(
    graph: &ResponsibilityGraph,
    relation: &Relation,
    null: NullModel,
    number: u64,
) -> (TestedTable, Vec<PairSignificance>) {
    let meetings = relation.meetings();
    let (evaluation, verdicts) = match null {
        NullModel::Hypergeometric => (Evaluation::Formula, by_formula(relation, &meetings)),
        NullModel::Bicm => by_configuration_model(relation, &meetings),
        NullModel::Fdsm { draws, seed } => by_margins(relation, &meetings, draws, seed, number),
    };
    let (left, right) = (relation.left(), relation.right());
    let pairs = meetings
        .iter()
        .zip(verdicts)
        .map(|(meeting, verdict)| PairSignificance {
            a: graph.unit(left.units[meeting.a as usize]).id,
            b: graph.unit(right.units[meeting.b as usize]).id,
            shared: meeting.shared,
            expected: verdict.expected,
            // A tail too small for a number is still not impossible: it was observed.
            p: verdict.p.clamp(f64::MIN_POSITIVE, 1.0),
            q: 1.0,
            standard_error: verdict.standard_error,
        })
        .collect();
    let table = TestedTable {
        units: left.units.len() as u32,
        measures: left.measures,
        tests: relation.tests(),
        evaluation,
    };
    (table, pairs)
}

fn by_formula(relation: &Relation, meetings: &[Meeting]) -> Vec<Verdict> {
    let (a, b) = (relation.left().row_degrees(), relation.right().row_degrees());
    let n = relation.left().measures;
    once_a_key(
        meetings,
        |m| relation.unordered(a[m.a as usize], b[m.b as usize]),
        |a, b, k| {
            let expected = f64::from(a) * f64::from(b) / f64::from(n);
            Verdict::exact(hypergeometric(n, a, b, k), expected)
        },
    )
}

fn by_configuration_model(relation: &Relation, meetings: &[Meeting]) -> (Evaluation, Vec<Verdict>) {
    let fit = |table: &relation::Table| bicm(&table.row_degrees(), &table.column_degrees());
    let left = fit(relation.left());
    let right_fit = relation.is_directed().then(|| fit(relation.right()));
    let right = right_fit.as_ref().unwrap_or(&left);
    // Measures alike on both sides give a pair the same chance to meet.
    let mut groups: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for m in 0..relation.left().measures as usize {
        *groups.entry((left.column_class(m), right.column_class(m))).or_default() += 1;
    }
    let verdicts = once_a_key(
        meetings,
        |m| relation.unordered(left.row_class(m.a as usize), right.row_class(m.b as usize)),
        |a, b, k| {
            let mut groups: Vec<Group> = groups
                .iter()
                .map(|(&(l, r), &n)| (n, left.of_classes(a, l) * right.of_classes(b, r)))
                .collect();
            // In an order of their own, so that renaming changes no last bit.
            groups.sort_by(|x, y| x.1.total_cmp(&y.1).then(x.0.cmp(&y.0)));
            groups.dedup_by(|next, last| {
                next.1 == last.1 && {
                    last.0 += next.0;
                    true
                }
            });
            let expected = groups.iter().map(|&(n, p)| f64::from(n) * p).sum();
            Verdict::exact(poisson_binomial(&groups, k), expected)
        },
    );
    let residual = left.residual().max(right.residual());
    (Evaluation::Fitted { residual }, verdicts)
}

fn by_margins(
    relation: &Relation,
    meetings: &[Meeting],
    draws: u32,
    seed: u64,
    number: u64,
) -> (Evaluation, Vec<Verdict>) {
    if !relation.is_directed()
        && let Some(all) = enumeration::enumerate(relation.left(), meetings)
    {
        let count = all.count as f64;
        let verdict =
            |(&hits, &sum): (&u64, &u64)| Verdict::exact(hits as f64 / count, sum as f64 / count);
        let verdicts = all.hits.iter().zip(&all.shared).map(verdict).collect();
        return (Evaluation::Enumerated { matrices: all.count }, verdicts);
    }
    let (drawn, trades) = fdsm::sample(relation, meetings, draws, seed, number);
    let count = f64::from(draws.max(1));
    let verdicts = drawn
        .hits
        .iter()
        .zip(&drawn.shared)
        .map(|(&hits, &sum)| {
            let p = (hits as f64 + 1.0) / (f64::from(draws) + 1.0);
            let standard_error = Some((p * (1.0 - p) / count).sqrt());
            Verdict { p, expected: sum as f64 / count, standard_error }
        })
        .collect();
    (Evaluation::Sampled { draws, trades }, verdicts)
}

/// Evaluates what depends on the pair only through two classes and its count once for each such key.
fn once_a_key(
    meetings: &[Meeting],
    classes: impl Fn(&Meeting) -> (u32, u32),
    evaluate: impl Fn(u32, u32, u32) -> Verdict + Sync,
) -> Vec<Verdict> {
    let key = |m: &Meeting| {
        let (a, b) = classes(m);
        (a, b, m.shared)
    };
    let mut keys: Vec<(u32, u32, u32)> = meetings.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    let values: Vec<Verdict> = keys.par_iter().map(|&(a, b, k)| evaluate(a, b, k)).collect();
    let at = |m: &Meeting| match keys.binary_search(&key(m)) {
        Ok(i) => values[i],
        Err(_) => unreachable!("every meeting gave its key"),
    };
    meetings.iter().map(at).collect()
}

#[cfg(test)]
mod tests;
