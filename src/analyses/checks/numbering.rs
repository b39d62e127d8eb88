//! Numbers and titles of measures: `number-skipped`, `number-repeated`, `title-repeated`.
//!
//! Owns these checks. Never knows how numbers are printed: floor 0 reads them.

use super::{Finding, What};
use crate::analyses::alignment::items;
use crate::plan::How;
use crate::text::{NumberStyle, ordinal};
use crate::units::{Assignments, MeasureId, PlanId};
use std::collections::{BTreeMap, BTreeSet};

/// A printed measure as numbering sees it.
struct Numbered {
    measures: Vec<MeasureId>,
    value: u32,
    /// Chapter and section: where numbering may start anew.
    places: [u32; 2],
}

/// For each number the printed measures that have it, each with its sub-rows.
type Run<'a> = BTreeMap<u32, Vec<&'a Vec<MeasureId>>>;

pub(super) fn check(assignments: &Assignments) -> Vec<Finding> {
    let mut sequences: BTreeMap<(PlanId, NumberStyle), Vec<Numbered>> = BTreeMap::new();
    let mut titles: BTreeMap<(u32, &str), (PlanId, Vec<MeasureId>)> = BTreeMap::new();
    let of_tables: BTreeSet<MeasureId> = assignments
        .rows
        .iter()
        .filter(|row| matches!(row.how, How::Row | How::MergedCell))
        .map(|row| row.measure)
        .collect();
    for item in items(assignments) {
        let record = assignments.measure(item.measures[0]);
        // Chapters without measures (总体要求) leave gaps in their numbers.
        let number = if record.is_chapter() { "" } else { &record.number };
        if let Some((style, value)) = ordinal(number) {
            let places = [item.chapter, item.section];
            let run = sequences.entry((record.plan, style)).or_default();
            // A row below a numbered one in a table is more of it, whatever its words.
            if record.part > 1
                && of_tables.contains(&item.measures[0])
                && let Some(open) =
                    run.last_mut().filter(|n| n.value == value && n.places == places)
            {
                open.measures.extend(&item.measures);
                continue;
            }
            let numbered = Numbered { measures: item.measures.clone(), value, places };
            run.push(numbered);
        }
        if !record.title.is_empty() && !record.number.is_empty() {
            let key = (item.section, record.title.as_str());
            titles.entry(key).or_insert((item.plan, Vec::new())).1.extend(item.measures);
        }
    }
    let mut findings: Vec<Finding> =
        sequences.into_iter().flat_map(|((plan, _), sequence)| gaps(plan, &sequence)).collect();
    for (plan, measures) in titles.into_values() {
        let numbers: BTreeSet<_> =
            measures.iter().map(|&m| assignments.measure(m).number.as_str()).collect();
        if numbers.len() > 1 {
            findings.push(Finding::new(What::TitleRepeated, plan).measures(measures));
        }
    }
    findings
}

/// Numbers left out or used again, where numbering runs through the plan, its chapters or its
/// sections: whichever leaves the fewest faults (the widest, when equal).
fn gaps(plan: PlanId, sequence: &[Numbered]) -> Vec<Finding> {
    let scopes: [fn(&Numbered) -> u32; 3] = [|_| 0, |n| n.places[0], |n| n.places[1]];
    let runs = scopes.map(|scope| {
        let mut runs: BTreeMap<u32, Run> = BTreeMap::new();
        for numbered in sequence {
            let run = runs.entry(scope(numbered)).or_default();
            run.entry(numbered.value).or_default().push(&numbered.measures);
        }
        runs
    });
    let faults = |runs: &BTreeMap<u32, Run>| -> usize {
        runs.values()
            .map(|run| {
                let repeated: usize = run.values().map(|measures| measures.len() - 1).sum();
                repeated + missing(run).count()
            })
            .sum()
    };
    let Some(runs) = runs.into_iter().min_by_key(faults) else { return Vec::new() };
    let mut findings = Vec::new();
    for run in runs.into_values() {
        let left_out: Vec<u32> = missing(&run).collect();
        // With more numbers missing than there, these are not all the numbered items.
        if !left_out.is_empty() && left_out.len() < run.len() {
            let after = left_out.iter().filter_map(|&n| run.range(n..).next());
            let after: BTreeSet<MeasureId> =
                after.flat_map(|(_, items)| items[0]).copied().collect();
            let what = What::NumberSkipped { missing: left_out };
            findings.push(Finding::new(what, plan).measures(after));
        }
        for items in run.into_values().filter(|items| items.len() > 1) {
            let measures = items.into_iter().flatten().copied();
            findings.push(Finding::new(What::NumberRepeated, plan).measures(measures));
        }
    }
    findings
}

/// The numbers from 1 to the last that nothing has.
fn missing(run: &Run<'_>) -> impl Iterator<Item = u32> {
    // A number in the thousands is a year or a code, and its gaps say nothing.
    let last = run.keys().next_back().copied().filter(|&last| last < 1000).unwrap_or(0);
    (1..last).filter(|n| !run.contains_key(n))
}
