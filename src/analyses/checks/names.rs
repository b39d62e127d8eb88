//! Names of units: `one-body-several-names`, `probable-misprint`.
//!
//! Owns these checks. Never knows how names were resolved: the evidence of each says that.

use super::{Finding, What};
use crate::text::similarity::one_slip_apart;
use crate::units::{Assignments, Evidence, MeasureId, PlanId, Unit, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// The names of a unit in a plan, each with the rows that print it.
type NamesUsed<'a> = BTreeMap<&'a str, Vec<u32>>;

pub(super) fn check(assignments: &Assignments) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used: BTreeMap<(PlanId, UnitId), NamesUsed> = BTreeMap::new();
    for (row, i) in assignments.rows.iter().zip(0u32..) {
        let unit = assignments.unit(row.unit);
        let plan = assignments.measure(row.measure).plan;
        let name = spoken_name(unit, &row.mention);
        used.entry((plan, row.unit)).or_default().entry(name).or_default().push(i);
    }
    for rows in used.values_mut().flat_map(BTreeMap::values_mut) {
        rows.sort_by_key(|&row| (assignments.rows[row as usize].measure, row));
    }
    for (&(plan, unit), names) in &used {
        let record = assignments.unit(unit);
        let is_slip = |name: &str| evidence(record, name) == Some(Evidence::Typo);
        for (_, rows) in names.iter().filter(|(name, _)| is_slip(name)) {
            let measures = measures(assignments, rows);
            let finding = Finding::new(What::Misprint, plan).units([unit]);
            findings.push(finding.measures(measures).rows(rows.iter().copied()));
        }
        let mut right: Vec<_> = names.iter().filter(|(name, _)| !is_slip(name)).collect();
        if right.len() > 1 && record.kind != UnitKind::Collective {
            right.sort_by_key(|(name, rows)| (std::cmp::Reverse(rows.len()), **name));
            let counts = right.iter().map(|(_, rows)| rows.len()).collect();
            let rare = right[1..].iter().flat_map(|(_, rows)| rows.iter().copied());
            let rare = measures(assignments, &rare.collect::<Vec<_>>());
            let finding = Finding::new(What::SeveralNames { counts }, plan).units([unit]);
            findings.push(finding.measures(rare).rows(right.iter().map(|(_, rows)| rows[0])));
        }
    }
    findings.extend(near_names(assignments, &used));
    findings
}

/// Units whose shown name is a character away from that of another unit with the same function: one
/// of the same jurisdiction that is named at least three times as often, or (a wrong letter inside)
/// one that at least two other jurisdictions have while nobody else has this. Units that stand side
/// by side in a measure are two.
fn near_names(
    assignments: &Assignments,
    used: &BTreeMap<(PlanId, UnitId), NamesUsed>,
) -> Vec<Finding> {
    let units = || bodies(assignments);

    let mut places: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (unit, _) in units().filter(|(unit, _)| !unit.function.is_empty()) {
        let key = (unit.function.as_str(), unit.name.as_str());
        places.entry(key).or_default().insert(&unit.jurisdiction);
    }
    let mut work = vec![BTreeSet::new(); assignments.units.len()];
    for row in &assignments.rows {
        work[row.unit.0 as usize].insert(row.measure);
    }
    let mut plans_of: BTreeMap<UnitId, Vec<(PlanId, &NamesUsed)>> = BTreeMap::new();
    for ((plan, unit), names) in used {
        plans_of.entry(*unit).or_default().push((*plan, names));
    }
    let alike = Alike::of(assignments);
    let mut findings = Vec::new();
    for (unit, id) in units().filter(|(unit, _)| unit.name.chars().count() >= 4) {
        let at_home = |other: &Unit| {
            other.place() == unit.place()
                && (other.function == unit.function || unit.function.is_empty())
                && mentions(other) >= 3 * mentions(unit)
        };
        let elsewhere = |other: &Unit| {
            let places_of = |u: &Unit| {
                places.get(&(u.function.as_str(), u.name.as_str())).map_or(0, BTreeSet::len)
            };
            other.jurisdiction != unit.jurisdiction
                && other.function == unit.function
                && places_of(unit) == 1
                && places_of(other) > 1
                && wrong_letter_inside(&unit.name, &other.name)
        };
        let candidates = alike.candidates(&unit.name).into_iter();
        let near = candidates.map(|id| (assignments.unit(UnitId(id)), id));
        let meant = near
            .filter(|(other, _)| one_slip_apart(&unit.name, &other.name))
            .filter(|(other, _)| at_home(other) || elsewhere(other))
            .filter(|(_, o)| work[id as usize].is_disjoint(&work[*o as usize]))
            .max_by_key(|(other, o)| (at_home(other), mentions(other), std::cmp::Reverse(*o)));
        let Some((_, meant)) = meant else { continue };
        for (plan, names) in plans_of.get(&UnitId(id)).into_iter().flatten() {
            let mut rows: Vec<u32> = names.values().flatten().copied().collect();
            rows.sort_unstable();
            let finding = Finding::new(What::NearName, *plan).units([UnitId(id), UnitId(meant)]);
            findings.push(finding.measures(measures(assignments, &rows)).rows(rows));
        }
    }
    findings
}

/// Bodies by what is left of their names without one letter, and by the whole: names that are one
/// slip apart have something of that in common, so that few need a closer look.
struct Alike(BTreeMap<String, Vec<u32>>);

impl Alike {
    fn of(assignments: &Assignments) -> Self {
        let mut alike: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (unit, id) in bodies(assignments) {
            for left in whole_and_shortened(&unit.name) {
                alike.entry(left).or_default().push(id);
            }
        }
        Self(alike)
    }

    /// The bodies whose names may be one slip apart from this, each once.
    fn candidates(&self, name: &str) -> BTreeSet<u32> {
        whole_and_shortened(name).filter_map(|left| self.0.get(&left)).flatten().copied().collect()
    }
}

fn whole_and_shortened(name: &str) -> impl Iterator<Item = String> {
    let without = |(at, c): (usize, char)| [&name[..at], &name[at + c.len_utf8()..]].concat();
    std::iter::once(name.to_owned()).chain(name.char_indices().map(without))
}

/// How often a unit is printed in all plans of the run.
fn mentions(unit: &Unit) -> u32 {
    unit.aliases.iter().map(|alias| alias.mentions).sum()
}

/// All units but collectives.
fn bodies(assignments: &Assignments) -> impl Iterator<Item = (&Unit, u32)> {
    assignments.units.iter().zip(0..).filter(|(unit, _)| unit.kind != UnitKind::Collective)
}

/// Whether names of the same length differ, but not in the last letter, which tells ranks apart
/// (委, 局).
fn wrong_letter_inside(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count() && a.chars().next_back() == b.chars().next_back()
}

/// The name a mention stands for: spellings with the same letters, and a name with a second one in
/// brackets, are the shown name.
fn spoken_name<'a>(unit: &'a Unit, mention: &'a str) -> &'a str {
    match evidence(unit, mention) {
        Some(Evidence::Exact | Evidence::Bracket) => &unit.name,
        _ => mention,
    }
}

fn evidence(unit: &Unit, name: &str) -> Option<Evidence> {
    unit.aliases.iter().find(|alias| alias.name == name).map(|alias| alias.evidence)
}

fn measures(assignments: &Assignments, rows: &[u32]) -> BTreeSet<MeasureId> {
    rows.iter().map(|&row| assignments.rows[row as usize].measure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_slip_apart_have_something_in_common() {
        let letters = ["甲", "乙", "局"];
        let words = |length: usize| {
            (0..3usize.pow(length as u32)).map(move |n| {
                (0..length).map(|i| letters[n / 3usize.pow(i as u32) % 3]).collect::<String>()
            })
        };
        let all: Vec<String> = (1..=4).flat_map(words).collect();
        for a in &all {
            let left: BTreeSet<String> = whole_and_shortened(a).collect();
            for b in all.iter().filter(|b| one_slip_apart(a, b)) {
                assert!(whole_and_shortened(b).any(|part| left.contains(&part)), "{a} {b}");
            }
        }
    }
}
