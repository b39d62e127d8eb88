//! The workbook for planners: every result as a sheet that can be read, filtered and printed.
//!
//! Owns which sheets there are and in what order. Never knows how a figure is computed (all figures
//! come from the tables, so they equal the CSV files) nor the file format (`workbook/xlsx.rs` alone
//! names the crate that writes it).

mod action_sheets;
mod chart_pages;
mod overview;
mod pairs_sheet;
mod result_sheets;
mod sheet;
mod sheet_from_table;
mod text_fit;
mod wording;
mod xlsx;

use super::table::Table;
use crate::error::Stop;
use crate::locator::Locator;
use crate::text::{Lang, Said};
use crate::units::Assignments;
use sheet::Leaf;
use wording::Wording;

/// What the workbook is made from: the tables of a run.
#[derive(Debug, Clone, Copy)]
pub struct WorkbookSource<'a> {
    /// The plans and measures read.
    pub all: &'a Assignments,
    /// `load`
    pub load: &'a Table,
    /// `inequality`
    pub inequality: &'a Table,
    /// `measures`
    pub measures: &'a Table,
    /// `assignments`
    pub assignments: &'a Table,
    /// `units`
    pub units: &'a Table,
    /// `overlap`
    pub overlap: &'a Table,
    /// `significance`
    pub significance: &'a Table,
    /// `hotspots`
    pub hotspots: &'a Table,
    /// `alignment`
    pub alignment: &'a Table,
    /// `changes`
    pub changes: &'a Table,
    /// `rebalance`
    pub rebalance: &'a Table,
    /// `rebalance_loads`
    pub rebalance_loads: &'a Table,
    /// `frontier`
    pub frontier: &'a Table,
    /// `check`: findings and diagnostics
    pub check: &'a Table,
}

/// The workbook as a file, for readers of `lang`.
///
/// Values only, no formulas; numbers are those of the CSV tables, rounded as there. The same tables
/// give the same bytes.
/// # Errors
/// When the file cannot be built, which no input is known to cause.
pub fn to_workbook(source: &WorkbookSource<'_>, lang: Lang) -> Result<Vec<u8>, Stop> {
    let words = Wording::new(source, lang);
    let mut leaves = vec![
        Leaf::Sheet(result_sheets::load(source, &words)),
        Leaf::Page(chart_pages::load_charts(source, &words)),
        Leaf::Sheet(result_sheets::measures(source, &words)),
        Leaf::Sheet(result_sheets::responsibilities(source, &words)),
        Leaf::Sheet(pairs_sheet::co_leads(source, &words)),
        Leaf::Sheet(result_sheets::hotspots(source, &words)),
        Leaf::Sheet(action_sheets::comparison(source, &words)),
    ];
    if source.changes.height() > 0 {
        leaves.push(Leaf::Sheet(action_sheets::changes(source, &words)));
    }
    leaves.push(Leaf::Sheet(action_sheets::proposals(source, &words)));
    if source.rebalance.height() > 0 {
        leaves.push(Leaf::Sheet(action_sheets::loads_after(source, &words)));
        leaves.push(Leaf::Page(chart_pages::frontier_charts(source, &words)));
    }
    leaves.push(Leaf::Sheet(action_sheets::to_check(source, &words)));
    leaves.push(Leaf::Sheet(result_sheets::units(source, &words)));
    let overview = overview::overview(source, &words, &leaves);
    leaves.insert(0, Leaf::Page(overview));
    xlsx::write(&leaves, lang).map_err(|cause| {
        Stop::new(
            "workbook-failed",
            Said::new(
                format!("工作簿无法生成：{cause}"),
                format!("the workbook cannot be built: {cause}"),
            ),
            Locator::file("workbook.xlsx"),
            Said::new("用 --only 选择其他输出", "choose other outputs with --only"),
        )
    })
}
