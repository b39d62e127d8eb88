//! The analyses of a run, each computed once, and the tables made from them.
//!
//! Owns which analysis feeds which table. Never knows formulas or columns.

use super::scopes::{Choice, NullChoice, Part, ScopedGraph, parts, scopes};
use super::wish_words::{group_label, refused};
use super::wishes::{Wishes, problem};
use super::{Reading, TableName};
use crate::analyses::checks::{CheckThresholds, Finding, Noticed, check};
use crate::analyses::communities::{CommunityOptions, communities};
use crate::analyses::hotspots::{HotspotOptions, Hotspots, hotspots};
use crate::analyses::inequality::{LorenzPoint, inequality, lorenz, theil_by_group, top_share};
use crate::analyses::load::{UnitLoad, load};
use crate::analyses::overlap::overlap;
use crate::analyses::position::betweenness::{
    Betweenness, BetweennessOptions, two_mode_betweenness,
};
use crate::analyses::position::{PositionOptions, positions, positions_with};
use crate::analyses::rebalance::{Group, Rebalancing, rebalance};
use crate::analyses::sections::sections;
use crate::analyses::significance::{Layer, NullModel, Significance, beyond_chance, significance};
use crate::analyses::{Alignment, ThemeLeads, plan_changes, successions, theme_leads};
use crate::diagnostic::Diagnostic;
use crate::error::Stop;
use crate::exports::{
    FindingWriter, InequalityRow, ScopedOverlap, ScopedPosition, Table, alignment_table,
    assignments_table, changes_table, check_table, diagnostics_table, findings_table,
    frontier_table, hotspots_table, inequality_table, load_table, lorenz_table, measures_table,
    overlap_table, position_table, rebalance_loads_table, rebalance_table, sections_table,
    significance_table, units_table,
};
use crate::graph::{ResponsibilityGraph, RoleWeights, Scope};
use crate::locator::Locator;
use crate::plan::Role;
use crate::text::{Lang, Said};
use crate::units::{Assignments, PlanId, UnitId};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What the tables are made from; an analysis runs when it is first asked for.
#[derive(Debug)]
pub struct Results<'a> {
    reading: &'a Reading,
    lang: Lang,
    choice: &'a Choice,
    /// All plans, chosen or not.
    graph: ResponsibilityGraph,
    /// The parts chosen.
    parts: Vec<Part>,
    whole: OnceLock<ResponsibilityGraph>,
    full: OnceLock<ResponsibilityGraph>,
    scopes: OnceLock<Vec<ScopedGraph>>,
    /// Some unit of each place, by the number the graph gave it.
    jurisdictions: OnceLock<BTreeMap<u32, UnitId>>,
    /// Some unit of each function, likewise.
    units_of_functions: OnceLock<BTreeMap<u32, UnitId>>,
    functions: OnceLock<(Assignments, Vec<ScopedGraph>)>,
    loads: OnceLock<Vec<(String, Vec<UnitLoad>)>>,
    overlaps: OnceLock<Vec<ScopedOverlap>>,
    betweenness: OnceLock<Betweenness>,
    hotspots: OnceLock<Hotspots>,
    positions: OnceLock<Vec<ScopedPosition>>,
    alignment: OnceLock<(Alignment, Vec<ThemeLeads>)>,
    rebalancing: Rebalanced,
    findings: OnceLock<Vec<Finding>>,
}

/// A rebalancing and what was noticed about the wishes for it.
type Rebalanced = OnceLock<(Rebalancing, Vec<Diagnostic>)>;

impl<'a> Results<'a> {
    /// Builds the graph and its scopes; nothing is analysed yet.
    ///
    /// # Errors
    /// A plan asked for that is not there.
    pub fn new(reading: &'a Reading, choice: &'a Choice, lang: Lang) -> Result<Self, Stop> {
        let all = &reading.assignments;
        Ok(Self {
            reading,
            lang,
            choice,
            graph: ResponsibilityGraph::build(all),
            parts: parts(all, choice)?,
            whole: OnceLock::new(),
            full: OnceLock::new(),
            scopes: OnceLock::new(),
            jurisdictions: OnceLock::new(),
            units_of_functions: OnceLock::new(),
            functions: OnceLock::new(),
            loads: OnceLock::new(),
            overlaps: OnceLock::new(),
            betweenness: OnceLock::new(),
            hotspots: OnceLock::new(),
            positions: OnceLock::new(),
            alignment: OnceLock::new(),
            rebalancing: OnceLock::new(),
            findings: OnceLock::new(),
        })
    }

    /// Who does what.
    pub fn assignments(&self) -> &Assignments {
        &self.reading.assignments
    }

    /// Whether there are more plans than anyone looks at one by one.
    pub fn many_plans(&self) -> bool {
        /// A province's counties are compared plan by plan, a country's are not.
        const MANY: usize = 200;
        self.reading.assignments.plans.len() > MANY
    }

    /// The language of what people read.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The graph of the plans chosen, with collectives.
    pub fn graph(&self) -> &ResponsibilityGraph {
        self.full.get_or_init(|| self.of_chosen(true, self.choice.roles.clone()))
    }

    /// The same without collectives unless asked for.
    fn whole(&self) -> &ResponsibilityGraph {
        let roles = || self.choice.roles.clone();
        self.whole.get_or_init(|| self.of_chosen(self.choice.collectives, roles()))
    }

    fn of_chosen(&self, collectives: bool, roles: Option<Vec<Role>>) -> ResponsibilityGraph {
        let plans = Some(self.parts.iter().flat_map(|(_, plans)| plans.clone()).collect());
        self.graph.restrict(&Scope { plans, roles, collectives, ..Scope::default() })
    }

    /// The parts of the plans that are looked at, all plans together last.
    pub fn scopes(&self) -> &[ScopedGraph] {
        self.scopes.get_or_init(|| scopes(&self.graph, self.parts.clone(), self.choice))
    }

    /// The load of every unit, by scope.
    pub fn loads(&self) -> &[(String, Vec<UnitLoad>)] {
        self.loads.get_or_init(|| loads(self.scopes()))
    }

    /// The pairs of units that meet and what chance makes of them, by scope.
    pub fn overlaps(&self) -> &[ScopedOverlap] {
        self.overlaps.get_or_init(|| overlaps(self.scopes(), self.choice.null))
    }

    /// Betweenness in the graph of all plans chosen.
    fn betweenness(&self) -> &Betweenness {
        let of = || two_mode_betweenness(self.whole(), &BetweennessOptions::default());
        self.betweenness.get_or_init(of)
    }

    /// The measures of all plans chosen, hottest first.
    pub fn hotspots(&self) -> &Hotspots {
        self.hotspots.get_or_init(|| {
            let options = HotspotOptions {
                collectives: self.choice.collectives,
                roles: self.choice.roles.clone(),
                betweenness: self.betweenness().by_unit(self.whole()),
                ..HotspotOptions::default()
            };
            match &options.roles {
                Some(_) => hotspots(&self.of_chosen(true, None), &options),
                None => hotspots(self.graph(), &options),
            }
        })
    }

    /// Where every unit stands, by scope.
    pub fn positions(&self) -> &[ScopedPosition] {
        self.positions.get_or_init(|| {
            let whole = self.betweenness();
            let tested = (self.choice.null >= NullChoice::Bicm).then(|| self.overlaps());
            let of_scope = |(i, scope): (usize, &ScopedGraph)| {
                let validated = tested.map(|overlaps| validated_ties(&overlaps[i]));
                let options = PositionOptions { validated, ..PositionOptions::default() };
                ScopedPosition {
                    scope: scope.label.clone(),
                    // A scope with every measure chosen is the whole.
                    positions: match scope.graph.measure_count() == self.whole().measure_count() {
                        true => positions_with(&scope.graph, whole, &options),
                        false => positions(&scope.graph, &options),
                    },
                    communities: communities(&scope.graph, &CommunityOptions::default()),
                }
            };
            self.scopes().par_iter().enumerate().map(of_scope).collect()
        })
    }

    /// Whether plans are compared one by one: of very many plans only when asked for.
    pub fn compares(&self) -> bool {
        self.choice.comparison || !self.many_plans()
    }

    /// Which measures of different plans are the same, and who leads them; nothing where plans are not
    /// compared.
    pub fn alignment(&self) -> &(Alignment, Vec<ThemeLeads>) {
        self.alignment.get_or_init(|| {
            if !self.compares() {
                return Default::default();
            }
            let alignment = Alignment::of(&self.reading.assignments);
            let leads = theme_leads(self.whole(), &alignment);
            (alignment, leads)
        })
    }

    /// Rebalances by a planner's wishes; without it, [`Self::rebalancing`] follows none.
    ///
    /// # Errors
    /// A wish that names no measure or unit.
    pub fn wish(&self, wishes: &Wishes) -> Result<&[Diagnostic], Stop> {
        let all = &self.reading.assignments;
        let aligned = wishes.peers.then(|| self.alignment()).map(|(a, leads)| (a, &leads[..]));
        let mut notes = Vec::new();
        let problem = problem(all, aligned, wishes)?.take(&mut notes);
        let result = rebalance(self.graph(), &problem);
        notes.extend(result.refused.iter().map(|w| refused(all, |g| self.group(g), w)));
        Ok(&self.rebalancing.get_or_init(|| (result, notes)).1)
    }

    /// The fewest changes of lead that make the load fair.
    pub fn rebalancing(&self) -> &Rebalancing {
        let none = || (rebalance(self.graph(), &Default::default()), Vec::new());
        &self.rebalancing.get_or_init(none).0
    }

    /// What is unclear, contradictory or risky in the plans.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| {
            let all = &self.reading.assignments;
            let plans = all.plans_by_source();
            let noticed = self.reading.notes.iter().filter_map(|note| {
                let plan = *plans.get(&*note.at.file)?;
                Some(Noticed { code: note.code, plan, line: note.at.line, measures: Vec::new() })
            });
            let noticed: Vec<Noticed> = noticed.collect();
            check(all, self.graph(), &noticed, &CheckThresholds::default())
        })
    }

    /// The findings as messages.
    pub fn finding_messages(&self) -> Vec<Diagnostic> {
        let all = &self.reading.assignments;
        let writer = FindingWriter::new(all);
        let message = |finding: &Finding| {
            let said = writer.words(finding);
            let plan = all.plan(finding.plan);
            let file = if plan.source.is_empty() { plan.id.as_str() } else { plan.source.as_str() };
            let at = Locator::line(file, finding.line(all));
            let nothing = Said::new("", "");
            let (severity, code) = (finding.severity(), finding.code());
            Diagnostic::new(severity, code, said.message, at, nothing).hint(said.advice)
        };
        self.findings().iter().map(message).collect()
    }

    /// Which of `messages`, the findings and then what was noticed while reading, are the `count` gravest
    /// of their plan (of their file, where that is no plan), the first of equals by place.
    pub fn gravest(&self, messages: &[Diagnostic], count: usize) -> Vec<bool> {
        let all = &self.reading.assignments;
        let plans = all.plans_by_source();
        let finding_plans = self.findings().iter().map(|finding| Some(finding.plan));
        let of_finding = finding_plans.chain(std::iter::repeat(None));
        let mut by_plan: BTreeMap<(Option<PlanId>, &str), Vec<usize>> = BTreeMap::new();
        for ((i, message), plan) in messages.iter().enumerate().zip(of_finding) {
            let file = &*message.at.file;
            let plan = plan.or_else(|| plans.get(file).copied());
            let file = if plan.is_some() { "" } else { file };
            by_plan.entry((plan, file)).or_default().push(i);
        }
        let mut gravest = vec![false; messages.len()];
        for mut of_plan in by_plan.into_values() {
            of_plan.sort_by_key(|i| (messages[*i].severity, &messages[*i].at));
            of_plan.into_iter().take(count).for_each(|i| gravest[i] = true);
        }
        gravest
    }

    /// Findings and what was noticed while reading, as one table.
    pub fn check_table(&self) -> Table {
        let all = &self.reading.assignments;
        check_table(all, self.findings(), &self.reading.notes, self.lang)
    }

    /// One table.
    pub fn table(&self, name: TableName) -> Table {
        let all = &self.reading.assignments;
        match name {
            TableName::Assignments => assignments_table(all),
            TableName::Measures => measures_table(all, self.graph(), self.hotspots()),
            TableName::Units => units_table(all),
            TableName::Load => load_table(name.as_str(), all, self.loads()),
            TableName::LoadByFunction => {
                let (functions, scopes) = self.functions();
                load_table(name.as_str(), functions, &loads(scopes))
            }
            TableName::Overlap => overlap_table(name.as_str(), all, self.overlaps()),
            TableName::OverlapByFunction => {
                let (functions, scopes) = self.functions();
                overlap_table(name.as_str(), functions, &overlaps(scopes, self.choice.null))
            }
            TableName::Significance => significance_table(all, self.overlaps()),
            TableName::Hotspots => hotspots_table(all, self.hotspots()),
            TableName::Sections => self.sections_table(),
            TableName::Position => position_table(all, self.positions()),
            TableName::Inequality => inequality_table(&self.inequalities()),
            TableName::Lorenz => lorenz_table(&self.lorenz_curves()),
            TableName::Alignment => {
                let (alignment, leads) = self.alignment();
                alignment_table(all, alignment, leads, |function| self.function(function))
            }
            TableName::Changes => self.changes_table(),
            TableName::Rebalance => rebalance_table(all, self.rebalancing(), |g| self.group(g)),
            TableName::RebalanceLoads => {
                rebalance_loads_table(all, self.rebalancing(), |g| self.group(g))
            }
            TableName::Frontier => frontier_table(self.rebalancing(), |g| self.group(g)),
            TableName::Findings => findings_table(all, self.findings(), self.lang),
            TableName::Diagnostics => diagnostics_table(&self.reading.notes, self.lang),
        }
    }

    /// Several tables, in the order asked.
    pub fn tables(&self, names: &[TableName]) -> Vec<Table> {
        names.iter().for_each(|name| self.prepare(*name));
        names.par_iter().map(|name| self.table(*name)).collect()
    }

    /// Runs the analyses behind a table, so that tables made side by side only read them.
    ///
    /// A thread that waits inside an analysis takes up other work meanwhile. Were that a table that asks
    /// for the same analysis, it would wait for itself, for ever.
    fn prepare(&self, name: TableName) {
        match name {
            TableName::Assignments | TableName::Units | TableName::Diagnostics => {}
            TableName::Measures | TableName::Hotspots => _ = self.hotspots(),
            TableName::Load | TableName::Inequality | TableName::Lorenz => _ = self.loads(),
            TableName::LoadByFunction | TableName::OverlapByFunction => _ = self.functions(),
            TableName::Overlap | TableName::Significance => _ = self.overlaps(),
            TableName::Sections => _ = self.whole(),
            TableName::Position => _ = self.positions(),
            TableName::Alignment | TableName::Changes => _ = self.alignment(),
            TableName::Rebalance | TableName::RebalanceLoads | TableName::Frontier => {
                _ = self.rebalancing();
            }
            TableName::Findings => _ = self.findings(),
        }
    }

    /// The same with every unit replaced by its function.
    fn functions(&self) -> &(Assignments, Vec<ScopedGraph>) {
        self.functions.get_or_init(|| {
            let functions = self.reading.assignments.by_function();
            let graph = ResponsibilityGraph::build(&functions);
            let scopes = scopes(&graph, self.parts.clone(), self.choice);
            (functions, scopes)
        })
    }

    /// Name of a function by its number in the graph.
    fn function(&self, number: u32) -> String {
        let units = self.units_of_functions.get_or_init(|| {
            let nodes = self.graph().unit_indices().map(|u| self.graph().unit(u));
            nodes.filter_map(|node| Some((node.function?, node.id))).collect()
        });
        let unit = units.get(&number).map(|unit| self.reading.assignments.unit(*unit));
        unit.map_or_else(String::new, |unit| unit.function.clone())
    }

    /// What people call a group of a rebalancing.
    pub fn group(&self, group: Group) -> String {
        let all = &self.reading.assignments;
        let units = self.jurisdictions.get_or_init(|| {
            let nodes = self.graph().unit_indices().map(|u| self.graph().unit(u));
            nodes.map(|node| (node.jurisdiction, node.id)).collect()
        });
        let name = |number| {
            let unit = units.get(&number);
            unit.map_or_else(String::new, |unit| all.unit(*unit).place_name().to_owned())
        };
        group_label(all, name, group)
    }

    fn changes_table(&self) -> Table {
        let all = &self.reading.assignments;
        let alignment = &self.alignment().0;
        let steps = if self.compares() { successions(all) } else { Vec::new() };
        changes_table(all, alignment, &plan_changes(self.whole(), alignment, &steps))
    }

    fn sections_table(&self) -> Table {
        let mut first = BTreeMap::new();
        for m in self.whole().measure_indices() {
            let node = self.whole().measure(m);
            first.entry(node.section).or_insert(node.id);
        }
        let rows = sections(self.whole()).into_iter().map(|row| {
            let measure = first[&row.section];
            (row, measure)
        });
        sections_table(&self.reading.assignments, &rows.collect::<Vec<_>>())
    }

    fn inequalities(&self) -> Vec<InequalityRow> {
        let all = &self.reading.assignments;
        let mut rows = Vec::new();
        for (scope, loads) in self.loads() {
            for (load, value) in MEASURED {
                for zeros in [true, false] {
                    let counted: Vec<&UnitLoad> =
                        loads.iter().filter(|load| zeros || value(load) > 0.0).collect();
                    let values: Vec<f64> = counted.iter().map(|load| value(load)).collect();
                    let kinds: Vec<_> = counted.iter().map(|l| all.unit(l.unit).kind).collect();
                    let theil = theil_by_group(&values, &kinds);
                    rows.push(InequalityRow {
                        scope: scope.clone(),
                        load,
                        zeros,
                        figures: inequality(&values),
                        theil_by_kind: theil.map(|theil| (theil.within, theil.between)),
                        top_shares: [1, 3, 10].map(|k| top_share(&values, k)),
                    });
                }
            }
        }
        rows
    }

    fn lorenz_curves(&self) -> Vec<(String, &'static str, Vec<LorenzPoint>)> {
        let of_scope = |(scope, loads): &(String, Vec<UnitLoad>)| {
            MEASURED.map(|(load, value)| {
                (scope.clone(), load, lorenz(&loads.iter().map(value).collect::<Vec<_>>()))
            })
        };
        self.loads().iter().flat_map(of_scope).collect()
    }
}

/// Name of a load column and its value.
type Measured = (&'static str, fn(&UnitLoad) -> f64);

/// The loads whose spread is measured.
const MEASURED: [Measured; 3] = [
    ("fractional_lead", |load| load.fractional_lead),
    ("weighted_load", |load| load.weighted_load),
    ("measures", |load| load.measures as f64),
];

fn loads(scopes: &[ScopedGraph]) -> Vec<(String, Vec<UnitLoad>)> {
    let weights = RoleWeights::default();
    scopes.iter().map(|scope| (scope.label.clone(), load(&scope.graph, &weights))).collect()
}

/// Pairs of units that share more measures than chance gives, in any role.
fn validated_ties(overlap: &ScopedOverlap) -> Vec<(UnitId, UnitId)> {
    let bicm = |test: &&Significance| test.null == NullModel::Bicm && test.layer == Layer::Any;
    let pairs = overlap.tests.iter().filter(bicm).flat_map(|test| &test.pairs);
    pairs.filter(|pair| beyond_chance(pair.q)).map(|pair| (pair.a, pair.b)).collect()
}

fn overlaps(scopes: &[ScopedGraph], null: NullChoice) -> Vec<ScopedOverlap> {
    const FDSM: NullModel = NullModel::Fdsm { draws: 10_000, seed: 42 };
    let all = [
        (NullChoice::Hypergeometric, NullModel::Hypergeometric),
        (NullChoice::Bicm, NullModel::Bicm),
        (NullChoice::Fdsm, FDSM),
    ];
    let asked = || all.iter().filter(|(choice, _)| *choice <= null).map(|(_, model)| *model);
    let of_scope = |scope: &ScopedGraph| ScopedOverlap {
        scope: scope.label.clone(),
        overlap: overlap(&scope.graph),
        tests: [Layer::Lead, Layer::Any, Layer::LeadSupport]
            .into_iter()
            .flat_map(|layer| asked().map(move |model| significance(&scope.graph, layer, model)))
            .collect(),
    };
    scopes.par_iter().map(of_scope).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::test_tables::assignments_of;

    #[test]
    fn very_many_plans_are_compared_only_when_asked_for() {
        let row = |i: u32| format!("p{i},某区,{i},1,推行网上办理,lead,财政局\n");
        let table: String = (0..201).map(row).collect();
        let table = format!("plan,jurisdiction,year,number,title,role,mention\n{table}");
        let reading = Reading { assignments: assignments_of(&table), ..Reading::default() };
        for comparison in [false, true] {
            let choice = Choice { comparison, ..Choice::default() };
            let results = Results::new(&reading, &choice, Lang::En).expect("all plans");
            for name in [TableName::Alignment, TableName::Changes] {
                assert_eq!(results.table(name).height() > 0, comparison, "{}", name.as_str());
            }
        }
    }

    #[test]
    fn tables_made_side_by_side_never_wait_for_themselves() {
        let table = "plan,jurisdiction,number,title,role,mention\n\
            p,东区,1,甲,lead,财政局\np,东区,1,甲,lead,教育局\nq,西区,1,乙,lead,财政局\n\
            q,西区,2,丙,lead,水利局\nq,西区,2,丙,support,教育局\n";
        let reading = Reading { assignments: assignments_of(table), ..Reading::default() };
        let choice = Choice::default();
        let threads = rayon::ThreadPoolBuilder::new().num_threads(8).build().expect("threads");
        for _ in 0..50 {
            let results = Results::new(&reading, &choice, Lang::En).expect("all plans");
            let tables = threads.install(|| results.tables(&TableName::ALL));
            assert_eq!(tables.len(), TableName::ALL.len());
        }
    }
}
