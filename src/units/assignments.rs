//! Who does what in all plans of a run: the value handed from names to the graph.
//!
//! Owns dense ids for plans, measures and units, and one row per (measure, unit mention, role).
//! Never knows graphs.

use super::unit::Unit;
use crate::plan::{How, Role};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Index of a plan in [`Assignments::plans`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(pub u32);

/// Index of a measure in [`Assignments::measures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(pub u32);

/// Index of a unit in [`Assignments::units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// The particulars of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanRecord {
    /// Name of the plan in every table.
    pub id: String,
    /// Printed title.
    pub title: String,
    /// 发文字号.
    pub document_number: String,
    /// Issuing body.
    pub issuer: String,
    /// Area whose units the plan addresses; empty when unknown.
    pub jurisdiction: String,
    /// Date of issue, as far as printed.
    pub date: String,
    /// The year the plan is for.
    pub year: Option<i32>,
    /// The file it was read from.
    pub source: String,
}

impl PlanRecord {
    /// The [`Unit::place`] of the units it names.
    pub fn place(&self) -> (&str, &str) {
        match self.jurisdiction.as_str() {
            "" => ("", &self.id),
            known => (known, ""),
        }
    }
}

/// A measure without its responsibilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureRecord {
    /// The plan it belongs to.
    pub plan: PlanId,
    /// Name of the measure in every table; unique in a run, the same for the same document in any format.
    pub key: String,
    /// First-level heading as printed.
    pub section1: Arc<str>,
    /// Second-level heading as printed.
    pub section2: Arc<str>,
    /// Number as printed.
    pub number: String,
    /// Ordinal of the sub-row under one number, from 1.
    pub part: u32,
    /// Heading or first words.
    pub title: String,
    /// The words of the measure.
    pub text: String,
    /// Time limits as printed, joined by ；.
    pub due: String,
    /// Line of the source where it stands; 0 when unknown.
    pub line: u32,
}

impl MeasureRecord {
    /// Whether the number is that of a first-level heading which is itself the measure (一 of 一、加强督查): it
    /// then says no more than the heading does. Figures never do: 2 is no number of 2024年重点工作.
    pub fn is_chapter(&self) -> bool {
        let figures = self.number.starts_with(|c: char| c.is_ascii_digit());
        let behind = self.section1.trim_start().strip_prefix(self.number.as_str());
        let set_off = |rest: &str| {
            self.number.starts_with('第')
                || rest.starts_with(['、', '.', '．', ' ', '\u{3000}', ','])
        };
        !self.number.is_empty()
            && !figures
            && self.section2.is_empty()
            && behind.is_some_and(set_off)
    }
}

/// One printed responsibility: a unit's mention in one measure under one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The measure.
    pub measure: MeasureId,
    /// The unit the mention was gathered into.
    pub unit: UnitId,
    /// The role.
    pub role: Role,
    /// How it was read.
    pub how: How,
    /// Line of the source; 0 when unknown.
    pub line: u32,
    /// The name as printed.
    pub mention: Arc<str>,
    /// The words that say so.
    pub quote: Arc<str>,
}

/// Everything recognised, with names resolved: input of the graph, rows of `assignments.csv`.
///
/// `plans` are in order of id; `measures` in order of plan, then document; `units` in order of
/// jurisdiction, then name; `rows` in order of measure, role, then document. The same plans in any
/// order give the same value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignments {
    /// The plans.
    pub plans: Vec<PlanRecord>,
    /// The measures, also those without any unit.
    pub measures: Vec<MeasureRecord>,
    /// The units.
    pub units: Vec<Unit>,
    /// The responsibilities as printed; a unit named twice in a measure has two rows.
    pub rows: Vec<Assignment>,
    /// Names of columns an edited table has beyond ours.
    pub extra_columns: Vec<String>,
    /// Their cells, one line per row; empty when there are no such columns.
    pub extra_cells: Vec<Vec<Arc<str>>>,
}

impl Assignments {
    /// The plan with this id.
    pub fn plan(&self, id: PlanId) -> &PlanRecord {
        &self.plans[id.0 as usize]
    }

    /// The measure with this id.
    pub fn measure(&self, id: MeasureId) -> &MeasureRecord {
        &self.measures[id.0 as usize]
    }

    /// The unit with this id.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// The plan of each source that only one plan was read from.
    pub fn plans_by_source(&self) -> BTreeMap<&str, PlanId> {
        let mut plans: BTreeMap<&str, Vec<PlanId>> = BTreeMap::new();
        for (plan, id) in self.plans.iter().zip(0..) {
            plans.entry(&plan.source).or_default().push(PlanId(id));
        }
        plans.remove("");
        plans.retain(|_, plans| plans.len() == 1);
        plans.into_iter().map(|(source, plans)| (source, plans[0])).collect()
    }

    /// The units that `words` name: by any of their names, or by the name of their place, `/` and any
    /// of their names; in order of id.
    pub fn units_called(&self, words: &str) -> Vec<UnitId> {
        let called = |unit: &Unit| {
            let here = words.strip_prefix(unit.place_name()).and_then(|w| w.strip_prefix('/'));
            unit.is_called(words) || here.is_some_and(|name| unit.is_called(name))
        };
        let units = self.units.iter().zip(0..);
        units.filter(|(unit, _)| called(unit)).map(|(_, id)| UnitId(id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_that_is_a_measure_and_other_numbers() {
        for (section, number, chapter) in [
            ("一、加强督查", "一", true),
            ("第三条 优化登记", "第三条", true),
            ("2024年重点工作", "2", false),
            ("一、加强督查", "（一）", false),
            ("三农工作", "三", false),
            ("一、加强督查", "", false),
        ] {
            let measure = MeasureRecord {
                plan: PlanId(0),
                key: String::new(),
                section1: section.into(),
                section2: "".into(),
                number: number.to_owned(),
                part: 1,
                title: String::new(),
                text: String::new(),
                due: String::new(),
                line: 0,
            };
            assert_eq!(measure.is_chapter(), chapter, "{section} {number}");
        }
    }
}
