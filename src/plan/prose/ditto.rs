//! Lines that repeat what the item before them says: 牵头单位：同上.
//!
//! Owns what such words stand for. Never knows the outline.

use crate::plan::measure::{Measure, RoleClause};
use crate::plan::vocabulary::Vocabulary;
use crate::text::folded;

/// Puts the names of the measure before in place of 同上, role by role; where that names nobody in the role, the words
/// stay and are said to name nobody.
pub fn with_names_repeated(measures: &mut [Measure], vocabulary: &Vocabulary) {
    let ditto = |clause: &RoleClause| {
        vocabulary.is_ditto(&folded(&clause.names).chars().collect::<Vec<_>>())
    };
    for at in 1..measures.len() {
        let (before, rest) = measures.split_at_mut(at);
        let (Some(above), Some(measure)) = (before.last(), rest.first_mut()) else { continue };
        if !measure.clauses.iter().any(ditto) {
            continue;
        }
        let repeated = |clause: RoleClause| -> Vec<RoleClause> {
            let same = |c: &&RoleClause| c.role == clause.role && !ditto(c);
            let named: Vec<RoleClause> = match ditto(&clause) {
                true => above.clauses.iter().filter(same).cloned().collect(),
                false => Vec::new(),
            };
            if named.is_empty() {
                return vec![clause];
            }
            let here = |above: RoleClause| RoleClause { names: above.names, ..clause.clone() };
            named.into_iter().map(here).collect()
        };
        measure.clauses =
            std::mem::take(&mut measure.clauses).into_iter().flat_map(repeated).collect();
    }
}
