//! A unit: one body inside one jurisdiction.
//!
//! Owns kinds, merge evidence and aliases. Never knows graphs or measures.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What sort of body a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// A department, office or agency of government (vertical ones such as taxation too).
    Department,
    /// A body of the Party.
    Party,
    /// Court, procuratorate.
    Judicial,
    /// A development zone or park administration, or a lower government.
    Zone,
    /// A mass organisation, federation or chamber.
    Association,
    /// A company, bank or utility.
    Enterprise,
    /// A group without a member list (区级有关单位, 各镇街): never counted as one agency unless asked.
    Collective,
}

impl UnitKind {
    /// All kinds, in table order.
    pub const ALL: [UnitKind; 7] = [
        UnitKind::Department,
        UnitKind::Party,
        UnitKind::Judicial,
        UnitKind::Zone,
        UnitKind::Association,
        UnitKind::Enterprise,
        UnitKind::Collective,
    ];

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            UnitKind::Department => "department",
            UnitKind::Party => "party",
            UnitKind::Judicial => "judicial",
            UnitKind::Zone => "zone",
            UnitKind::Association => "association",
            UnitKind::Enterprise => "enterprise",
            UnitKind::Collective => "collective",
        }
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for UnitKind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        UnitKind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word.trim())
            .ok_or_else(|| word.trim().to_owned())
    }
}

/// Why a name was gathered into a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The same letters once width and blanks are folded.
    Exact,
    /// Said by the alias file or given by an edited table.
    Alias,
    /// A short form whose characters stand in order inside the long form, with the same ending.
    Abbreviation,
    /// One name with a second one in brackets.
    Bracket,
    /// A slip of the pen of a known name.
    Typo,
}

impl Evidence {
    /// All kinds of evidence, surest first.
    pub const ALL: [Evidence; 5] = [
        Evidence::Exact,
        Evidence::Alias,
        Evidence::Bracket,
        Evidence::Abbreviation,
        Evidence::Typo,
    ];

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Evidence::Exact => "exact",
            Evidence::Alias => "alias",
            Evidence::Abbreviation => "abbreviation",
            Evidence::Bracket => "bracket",
            Evidence::Typo => "typo",
        }
    }
}

/// One printed name of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as printed.
    pub name: String,
    /// How often it is printed.
    pub mentions: u32,
    /// Why it belongs to the unit.
    pub evidence: Evidence,
}

/// One body inside one jurisdiction, under its most used full form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The jurisdiction it belongs to; empty when unknown.
    pub jurisdiction: String,
    /// Id of the plan that names it, where its jurisdiction is unknown; else empty.
    pub plan: String,
    /// The name shown.
    pub name: String,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// What it does anywhere (`market-regulation`); empty when unknown.
    pub function: String,
    /// Every printed name, most used first, then by name; the shown name is among them.
    pub aliases: Vec<Alias>,
}

impl Unit {
    /// Where equal names are one body: its jurisdiction, or where that is unknown, its plan.
    pub fn place(&self) -> (&str, &str) {
        (&self.jurisdiction, &self.plan)
    }

    /// What people call [`Self::place`].
    pub fn place_name(&self) -> &str {
        if self.jurisdiction.is_empty() { &self.plan } else { &self.jurisdiction }
    }

    /// Whether this is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| alias.name == name)
    }
}
