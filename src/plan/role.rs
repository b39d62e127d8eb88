//! The three roles a unit can have in a measure.
//!
//! Owns their order and names. Never knows which words of a plan stand for them (the vocabulary does).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a unit does in a measure; a smaller value is the higher role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 牵头, 主办: answers for the measure.
    Lead,
    /// 责任: carries out part of it.
    Responsible,
    /// 配合, 协办, 参与: helps.
    Support,
}

impl Role {
    /// All roles, highest first.
    pub const ALL: [Role; 3] = [Role::Lead, Role::Responsible, Role::Support];

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Lead => "lead",
            Role::Responsible => "responsible",
            Role::Support => "support",
        }
    }

    /// The word used in Chinese outputs.
    pub fn zh(self) -> &'static str {
        match self {
            Role::Lead => "牵头",
            Role::Responsible => "责任",
            Role::Support => "配合",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = String;

    /// Reads the English word of the tables or the Chinese one, as people edit them.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let word = word.trim();
        Role::ALL
            .into_iter()
            .find(|role| {
                word.eq_ignore_ascii_case(role.as_str())
                    || word.strip_suffix("单位").unwrap_or(word) == role.zh()
            })
            .ok_or_else(|| word.to_owned())
    }
}
