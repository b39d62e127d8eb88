//! A plan and its measures as recognised from one document.
//!
//! Owns the shape of a plan. Never knows file formats, nor that two names mean one unit.

use super::role::Role;
use crate::locator::Locator;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A work plan: its particulars and its measures in document order.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// File stem unless given; unique among the plans of one run.
    pub id: String,
    /// Printed title, empty when none was found.
    pub title: String,
    /// 发文字号, such as 渝中府办〔2021〕16号; empty when none was found.
    pub document_number: String,
    /// Issuing body; empty when none was found.
    pub issuer: String,
    /// The area whose units the plan addresses (渝中区, 万盛经开区, 国家 …); empty when unknown.
    pub jurisdiction: String,
    /// Date of issue as `YYYY-MM-DD` (or `YYYY`, `YYYY-MM` when less is printed); empty when unknown.
    pub date: String,
    /// The year the plan is for, else the year of issue.
    pub year: Option<i32>,
    /// The file, as the user named it.
    pub source: String,
    /// The measures, in document order.
    pub measures: Vec<Measure>,
}

/// The smallest piece of a plan with its own statement of responsibility.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// First-level heading as printed (一、…).
    pub section1: String,
    /// Second-level heading as printed (（一）…).
    pub section2: String,
    /// Number as printed ("3", "（一）"), empty when there is none.
    pub number: String,
    /// Ordinal of the sub-row under one number, from 1.
    pub part: u32,
    /// Printed heading, else the first 15 characters of the text.
    pub title: String,
    /// The words of the measure.
    pub text: String,
    /// Time limits as printed.
    pub due: Vec<String>,
    /// Where the measure stands.
    pub at: Locator,
    /// Who does what, as printed.
    pub clauses: Vec<RoleClause>,
}

/// A raw run of names under one role, such as 区财政局、区税务局 after 配合单位：.
#[derive(Debug, Clone)]
pub struct RoleClause {
    /// The role the words give.
    pub role: Role,
    /// The names as printed, unsplit.
    pub names: String,
    /// What kind of place it was read from.
    pub how: How,
    /// Where the names stand.
    pub at: Locator,
    /// The words of the document that say so.
    pub quote: String,
}

/// How a responsibility was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A cell of the measure's own table row.
    Row,
    /// A cell that spans several rows.
    MergedCell,
    /// A bracketed statement inside the text.
    Inline,
    /// A statement on a heading above.
    Inherited,
    /// A labelled line of its own.
    Line,
    /// A sentence without brackets.
    Prose,
}

impl How {
    const ALL: [How; 6] =
        [How::Row, How::MergedCell, How::Inline, How::Inherited, How::Line, How::Prose];

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Row => "row",
            How::MergedCell => "merged-cell",
            How::Inline => "inline",
            How::Inherited => "inherited",
            How::Line => "line",
            How::Prose => "prose",
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for How {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        How::ALL
            .into_iter()
            .find(|how| how.as_str() == word.trim())
            .ok_or_else(|| word.trim().to_owned())
    }
}
