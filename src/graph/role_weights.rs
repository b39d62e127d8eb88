//! How much a role counts in a role-weighted load.
//!
//! Owns the convention 1 / 0.5 / 0.25. Never knows how loads are added up.

use crate::plan::Role;

/// Points one measure gives to a unit, by the unit's role in it.
///
/// No standard exists: 1 / 0.5 / 0.25 is respgraph's convention, to be shown wherever it is used and
/// changed where a planner knows better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleWeights {
    /// Points for leading.
    pub lead: f64,
    /// Points for being responsible.
    pub responsible: f64,
    /// Points for supporting.
    pub support: f64,
}

impl RoleWeights {
    /// The points of one role.
    pub fn of(&self, role: Role) -> f64 {
        match role {
            Role::Lead => self.lead,
            Role::Responsible => self.responsible,
            Role::Support => self.support,
        }
    }
}

impl Default for RoleWeights {
    fn default() -> Self {
        Self { lead: 1.0, responsible: 0.5, support: 0.25 }
    }
}
