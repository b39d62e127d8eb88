//! The shape of a finding.
//!
//! Owns codes, severities, places and thresholds. Never knows how findings are made or said.

use crate::diagnostic::Severity;
use crate::plan::Role;
use crate::units::{Assignments, MeasureId, PlanId, UnitId};

/// From where on something becomes a finding; every figure is shown with the finding it made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckThresholds {
    /// Several leads become a warning of their own from this many on.
    pub many_leads: usize,
    /// An inherited statement is broad from this many printed measures on …
    pub broad_measures: usize,
    /// … if it also names this many units.
    pub broad_units: usize,
    /// A unit is overloaded when it leads more than this share of a plan's measures.
    pub lead_share: f64,
    /// A unit that only supports is reported from this many measures on.
    pub support_only: usize,
    /// Units named just once are reported while they are at most this share of the plan's units;
    /// where they are more, that is how the plan is made.
    pub named_once_share: f64,
}

impl Default for CheckThresholds {
    fn default() -> Self {
        Self {
            many_leads: 3,
            broad_measures: 5,
            broad_units: 4,
            lead_share: 0.2,
            support_only: 3,
            named_once_share: 0.5,
        }
    }
}

/// What was found, with the figures its sentence needs; `units`, `measures` and `rows` are those of
/// the [`Finding`].
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// No unit at all is named in these measures.
    NobodyNamed,
    /// Several units are responsible in these measures and none of them leads.
    NoLead {
        /// Whether the plan names no lead anywhere.
        whole_plan: bool,
    },
    /// These measures name supporting units only.
    OnlySupport,
    /// A few units lead each of these measures and nothing says which is first (`units` is empty).
    FewLeads {
        /// At most so many; [`CheckThresholds::many_leads`] less one.
        up_to: usize,
    },
    /// These `units` lead each of these measures together and nothing says which is first.
    ManyLeads {
        /// [`CheckThresholds::many_leads`].
        from: usize,
    },
    /// The collective `units[0]` leads.
    CollectiveLead {
        /// In how many of the measures no other unit leads.
        alone: usize,
    },
    /// Nobody leads these measures, and the collective `units[0]` alone is responsible.
    CollectiveAnswers,
    /// Beside the lead, these measures name only collectives (`units`).
    CollectiveSupport {
        /// In how many of the measures each stands, in the order of `units`.
        counts: Vec<usize>,
    },
    /// `units[0]` has two roles in `measures[0]`; `rows` say so.
    TwoRoles {
        /// Its roles, highest first.
        roles: Vec<Role>,
    },
    /// `units[0]` is named more than once under one role in `measures[0]`; `rows` say so.
    NamedTwice,
    /// One statement on a heading holds for all these measures and names all these units.
    BroadInheritance {
        /// Number of printed measures (sub-rows are one).
        printed: usize,
        /// [`CheckThresholds::broad_measures`].
        from: usize,
        /// [`CheckThresholds::broad_units`].
        from_units: usize,
    },
    /// Numbers are left out; `measures` are those after each gap.
    NumberSkipped {
        /// The missing numbers.
        missing: Vec<u32>,
    },
    /// `measures` have the same number but different titles.
    NumberRepeated,
    /// `measures` of one section have the same title under different numbers.
    TitleRepeated,
    /// `units[0]` is called by several names in one plan; `rows` hold the first row of each name.
    SeveralNames {
        /// How often each name is used, in the order of `rows`.
        counts: Vec<usize>,
    },
    /// The name in `rows` was read as a slip of the pen of `units[0]`.
    Misprint,
    /// The name in `rows` is one character away from another unit's: `units` are [named, meant].
    NearName,
    /// Body and annex say different things about these measures.
    BodyAnnexDiffer {
        /// Line of the document; 0 when unknown.
        line: u32,
    },
    /// `units[0]` leads more of a plan than the threshold allows; `measures` are those it leads.
    Overloaded {
        /// Measures of the plan with a lead (or, without one, responsible units), collectives too.
        of: usize,
        /// [`CheckThresholds::lead_share`].
        over: f64,
    },
    /// These units only ever support; companies, whose part that is, are left out. `rows` hold the
    /// first row of each.
    SupportOnly {
        /// In how many measures, in the order of `units`.
        counts: Vec<usize>,
        /// [`CheckThresholds::support_only`].
        from: usize,
    },
    /// These units are named just once in the plan, each in the measure at the same position.
    NamedOnce {
        /// Units of the plan, collectives left out.
        of: usize,
        /// [`CheckThresholds::named_once_share`].
        up_to: f64,
    },
}

impl What {
    /// Every code, in order of the families.
    pub const CODES: [&'static str; 15] = [
        "no-lead",
        "several-leads",
        "collective-lead",
        "collective-support",
        "unit-twice",
        "broad-inheritance",
        "number-skipped",
        "number-repeated",
        "title-repeated",
        "one-body-several-names",
        "probable-misprint",
        "body-annex-differ",
        "overloaded-unit",
        "support-only",
        "named-once",
    ];

    /// The stable word code.
    pub fn code(&self) -> &'static str {
        match self {
            What::NobodyNamed | What::NoLead { .. } | What::OnlySupport => "no-lead",
            What::FewLeads { .. } | What::ManyLeads { .. } => "several-leads",
            What::CollectiveLead { .. } | What::CollectiveAnswers => "collective-lead",
            What::CollectiveSupport { .. } => "collective-support",
            What::TwoRoles { .. } | What::NamedTwice => "unit-twice",
            What::BroadInheritance { .. } => "broad-inheritance",
            What::NumberSkipped { .. } => "number-skipped",
            What::NumberRepeated => "number-repeated",
            What::TitleRepeated => "title-repeated",
            What::SeveralNames { .. } => "one-body-several-names",
            What::Misprint | What::NearName => "probable-misprint",
            What::BodyAnnexDiffer { .. } => "body-annex-differ",
            What::Overloaded { .. } => "overloaded-unit",
            What::SupportOnly { .. } => "support-only",
            What::NamedOnce { .. } => "named-once",
        }
    }

    /// Error: to be settled before publishing. Warning: likely to be misunderstood. Note: worth a
    /// thought.
    pub fn severity(&self) -> Severity {
        match self {
            What::NobodyNamed | What::TwoRoles { .. } => Severity::Error,
            What::NoLead { whole_plan: false }
            | What::BodyAnnexDiffer { .. }
            | What::OnlySupport
            | What::ManyLeads { .. }
            | What::CollectiveAnswers
            | What::CollectiveLead { alone: 1.. }
            | What::NumberSkipped { .. }
            | What::NumberRepeated
            | What::TitleRepeated
            | What::Misprint
            | What::NearName => Severity::Warning,
            _ => Severity::Note,
        }
    }
}

/// One thing for the authors of a plan to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was found.
    pub what: What,
    /// The plan.
    pub plan: PlanId,
    /// The measures concerned, in order; may be empty.
    pub measures: Vec<MeasureId>,
    /// The units concerned, as [`What`] says; may be empty.
    pub units: Vec<UnitId>,
    /// Rows of [`Assignments::rows`] that show it, as [`What`] says; may be empty.
    pub rows: Vec<u32>,
}

impl Finding {
    /// A finding without a place finer than the plan; add the rest.
    pub fn new(what: What, plan: PlanId) -> Self {
        Self { what, plan, measures: Vec::new(), units: Vec::new(), rows: Vec::new() }
    }

    /// Adds the measures concerned.
    #[must_use]
    pub fn measures(mut self, measures: impl IntoIterator<Item = MeasureId>) -> Self {
        self.measures = measures.into_iter().collect();
        self
    }

    /// Adds the units concerned.
    #[must_use]
    pub fn units(mut self, units: impl IntoIterator<Item = UnitId>) -> Self {
        self.units = units.into_iter().collect();
        self
    }

    /// Adds the rows that show it.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = u32>) -> Self {
        self.rows = rows.into_iter().collect();
        self
    }

    /// Weight of the finding.
    pub fn severity(&self) -> Severity {
        self.what.severity()
    }

    /// The stable word code.
    pub fn code(&self) -> &'static str {
        self.what.code()
    }

    /// The line of the source where to look first; 0 when unknown.
    pub fn line(&self, assignments: &Assignments) -> u32 {
        if let What::BodyAnnexDiffer { line: line @ 1.. } = self.what {
            return line;
        }
        let row = self.rows.first().map(|&row| assignments.rows[row as usize].line);
        let measure = self.measures.first().map(|&m| assignments.measure(m).line);
        row.filter(|&line| line > 0).or(measure).unwrap_or(0)
    }

    /// The order of findings: plan, weight, code, place.
    pub(super) fn order(&self) -> impl Ord + '_ {
        let code = What::CODES.iter().position(|code| *code == self.code());
        (self.plan, self.severity(), code, &self.measures, &self.units, &self.rows)
    }
}

/// Something noticed while reading a plan that its authors should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
    /// Code of the diagnostic; `body-annex-differ` becomes a finding, others are passed over.
    pub code: &'static str,
    /// The plan.
    pub plan: PlanId,
    /// Line of the document; 0 when unknown.
    pub line: u32,
    /// The measures concerned; when empty, those that stand at the line are taken.
    pub measures: Vec<MeasureId>,
}

/// Findings from what reading noticed.
pub(super) fn reported(assignments: &Assignments, noticed: &[Noticed]) -> Vec<Finding> {
    let differ = noticed.iter().filter(|noticed| noticed.code == "body-annex-differ");
    differ
        .map(|noticed| {
            let mut measures = noticed.measures.clone();
            if measures.is_empty() && noticed.line > 0 {
                let at_line = assignments.measures.iter().zip(0..).filter(|(measure, _)| {
                    (measure.plan, measure.line) == (noticed.plan, noticed.line)
                });
                measures.extend(at_line.map(|(_, id)| MeasureId(id)));
            }
            measures.sort_unstable();
            let what = What::BodyAnnexDiffer { line: noticed.line };
            Finding::new(what, noticed.plan).measures(measures)
        })
        .collect()
}
