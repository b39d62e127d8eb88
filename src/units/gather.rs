//! All names of a run become units.
//!
//! Owns counting the names of each jurisdiction. Never knows measures or roles; the rules by which
//! names are one unit are in `grouping`.

use super::alias_file::AliasFile;
use super::assemble::Parts;
use super::assignments::{PlanRecord, UnitId};
use super::grouping::Grouping;
use super::unit::{Unit, UnitKind};
use super::vocabulary::UnitVocabulary;
use crate::diagnostic::Noted;
use crate::locator::Locator;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// What an edited table says about a mention; empty parts are for the rules to find.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Given {
    /// The unit's name; empty when not said.
    pub unit: Arc<str>,
    /// Its kind.
    pub kind: Option<UnitKind>,
    /// Its function; `Some("")` says that it has none.
    pub function: Option<Arc<str>>,
}

/// All mentions of one name in one plan that say the same about it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Jurisdiction of the unit; empty when unknown.
    pub jurisdiction: Arc<str>,
    /// Id of the plan where the jurisdiction is unknown; else empty.
    pub plan: Arc<str>,
    /// The name as printed.
    pub name: Arc<str>,
    /// What a person has said.
    pub given: Option<Given>,
    /// How often it is printed.
    pub mentions: u32,
    /// Where it is printed first.
    pub at: Locator,
}

impl Entry {
    /// Within one place equal names are one body; see [`Unit::place`].
    fn place(&self) -> (&str, &str) {
        (&self.jurisdiction, &self.plan)
    }
}

/// The names of a run while its plans are being read.
#[derive(Debug, Default)]
pub(super) struct Names {
    entries: Vec<(u32, Entry)>,
    index: HashMap<(u32, Arc<str>, Option<Given>), u32>,
}

impl Names {
    /// Counts a mention in the plan with this position; gives back the position of its entry.
    pub fn enter(&mut self, plan: u32, name: &Arc<str>, given: Option<Given>, at: &Locator) -> u32 {
        let next = self.entries.len() as u32;
        let key = (plan, name.clone(), given);
        if let Some(known) = self.index.get(&key) {
            let entry = &mut self.entries[*known as usize].1;
            entry.mentions += 1;
            if *at < entry.at {
                entry.at = at.clone();
            }
            return *known;
        }
        let entry = Entry {
            jurisdiction: Arc::default(),
            plan: Arc::default(),
            name: name.clone(),
            given: key.2.clone(),
            mentions: 1,
            at: at.clone(),
        };
        self.entries.push((plan, entry));
        self.index.insert(key, next);
        next
    }
}

/// The units, and for each entry the position of its unit.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub units: Vec<Unit>,
    pub unit_of: Vec<u32>,
}

/// Gathers the names and puts the units into `parts`, whose rows hold entries for units.
pub(super) fn gather_into(
    parts: &mut Parts,
    names: Names,
    vocabulary: &UnitVocabulary,
    aliases: &AliasFile,
) -> Noted<()> {
    let gathered = gather(&parts.plans, names, vocabulary, aliases);
    for row in &mut parts.rows {
        row.unit = UnitId(gathered.value.unit_of[row.unit.0 as usize]);
    }
    parts.units = gathered.value.units;
    Noted { value: (), notes: gathered.notes }
}

/// Gathers names into units; the order in which they were entered changes nothing.
pub(super) fn gather(
    plans: &[PlanRecord],
    names: Names,
    vocabulary: &UnitVocabulary,
    aliases: &AliasFile,
) -> Noted<Gathered> {
    let place = |plan: &PlanRecord| {
        let (jurisdiction, plan) = plan.place();
        (Arc::from(jurisdiction), Arc::from(plan))
    };
    let places: Vec<(Arc<str>, Arc<str>)> = plans.iter().map(place).collect();
    let mut order: Vec<usize> = (0..names.entries.len()).collect();
    let mut entries: Vec<Entry> = Vec::with_capacity(order.len());
    for (plan, mut entry) in names.entries {
        (entry.jurisdiction, entry.plan) = places[plan as usize].clone();
        if let Some(said) = aliases.find(entry.place(), &entry.name) {
            entry.given = Some(said);
        }
        entries.push(entry);
    }
    order.sort_by(|a, b| {
        let key = |i: usize| {
            let entry = &entries[i];
            (entry.place(), &entry.name, &entry.given, &entry.at, entry.mentions)
        };
        key(*a).cmp(&key(*b))
    });
    let sorted: Vec<Entry> = order.iter().map(|i| entries[*i].clone()).collect();

    let ranges = places_of(&sorted);
    // Places know nothing of each other.
    let groupings: Vec<Grouping> = ranges
        .par_iter()
        .map(|range| {
            let mut grouping = Grouping::new(&sorted[range.clone()], vocabulary);
            grouping.run();
            grouping
        })
        .collect();
    let mut notes = Vec::new();
    let mut units = Vec::new();
    let mut unit_of = vec![0; entries.len()];
    for (range, mut grouping) in ranges.iter().zip(groupings) {
        for group in &grouping.groups {
            for (member, _) in &group.members {
                unit_of[order[range.start + member]] = units.len() as u32;
            }
            units.push(grouping.unit(group).take(&mut notes));
        }
        notes.append(&mut grouping.notes);
    }
    Noted { value: Gathered { units, unit_of }, notes }
}

/// Stretches of entries of one place.
fn places_of(entries: &[Entry]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        match ranges.last_mut() {
            Some(range) if entries[range.start].place() == entry.place() => range.end = i + 1,
            _ => ranges.push(i..i + 1),
        }
    }
    ranges
}

#[cfg(test)]
mod tests;
