//! Floor 3: printed names become units.
//!
//! Owns splitting lists of names, aliases, kinds, functions and jurisdictions. Never knows graphs.

mod assignments;
mod unit;

pub use assignments::{
    Assignment, Assignments, MeasureId, MeasureRecord, PlanId, PlanRecord, UnitId,
};
pub use unit::{Alias, Evidence, Unit, UnitKind};
