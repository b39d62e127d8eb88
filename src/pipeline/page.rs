//! The page of a run, from its results.
//!
//! Owns what the page is given. Never knows how it is laid out.

use super::TableName;
use super::pictures::{Picture, PictureKind, page_picture, plans_of};
use super::results::Results;
use crate::analyses::checks::CheckThresholds;
use crate::exports::{
    REPORT_TABLES, ReportGroup, ReportInput, ReportPicture, ReportScope, Table, report,
};
use crate::graph::RoleWeights;
use rayon::prelude::*;

/// Scopes a page can show by themselves.
const MOST_SCOPES: usize = 40;
/// Up to so many scopes, each plan has its pictures too; they are what makes a page large.
const MOST_PICTURED: usize = 10;

/// `report.html`, whole in itself; `made` are tables that were made already.
pub fn page(results: &Results<'_>, made: &[Table]) -> String {
    let (there, missing): (Vec<_>, Vec<_>) = TableName::ALL
        .into_iter()
        .filter(|name| REPORT_TABLES.contains(&name.as_str()))
        .partition(|name| made.iter().any(|table| table.name == name.as_str()));
    let mut tables = results.tables(&missing);
    let there = |table: &&Table| there.iter().any(|name| name.as_str() == table.name);
    tables.extend(made.iter().filter(there).cloned());
    tables.sort_by_key(|table| TableName::ALL.iter().position(|name| name.as_str() == table.name));
    let mut scopes: Vec<_> = results
        .scopes()
        .iter()
        .map(|scope| ReportScope { label: scope.label.clone(), plans: scope.plans.clone() })
        .collect();
    // With very many plans, single plans go first, then single places; all together always stays.
    for plans in [1, usize::MAX] {
        let last = scopes.len().saturating_sub(1);
        if scopes.len() > MOST_SCOPES {
            let mut place = 0..;
            scopes.retain(|scope| place.next() == Some(last) || scope.plans.len() > plans);
        }
    }
    let groups: Vec<_> = results
        .rebalancing()
        .groups
        .iter()
        .map(|part| ReportGroup {
            label: results.group(part.group),
            plans: plans_of(results, part),
            movable: part.movable,
        })
        .collect();
    let widest = scopes.last().map_or("", |scope| scope.label.as_str());
    let few = scopes.len() <= MOST_PICTURED;
    let pictured = scopes.iter().filter(|s| s.label == widest || few && s.plans.len() == 1);
    let asked = pictured.flat_map(|scope| {
        [PictureKind::Overview, PictureKind::CoLead].map(|kind| (kind, scope.label.clone()))
    });
    let frontiers = groups.iter().take(MOST_PICTURED);
    let frontiers = frontiers.map(|group| (PictureKind::Frontier, group.label.clone()));
    let asked: Vec<_> = asked.chain(frontiers).collect();
    let pictures = asked
        .into_par_iter()
        .filter_map(|(kind, label)| {
            let Picture { svg, .. } = page_picture(results, kind, &label)?;
            Some(ReportPicture { kind: kind.as_str(), label, svg })
        })
        .collect();
    report(&ReportInput {
        assignments: results.assignments(),
        lang: results.lang(),
        tables: &tables,
        scopes,
        groups,
        pictures,
        weights: RoleWeights::default(),
        thresholds: CheckThresholds::default(),
    })
}
