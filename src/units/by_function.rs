//! The same responsibilities seen by function instead of by unit.
//!
//! Owns what stands for the units of one function. Never knows how functions were found.

use super::assemble::{Parts, assemble};
use super::assignments::{Assignments, UnitId};
use super::unit::{Alias, Evidence, Unit, UnitKind};
use std::collections::BTreeMap;

impl Assignments {
    /// Every unit replaced by its function, over all jurisdictions together: who does what kind of
    /// work, whatever the body is called.
    ///
    /// The unit that stands for a function bears the function's id as its name; its kind is the
    /// commonest among the responsibilities, its jurisdiction the common one or none, its aliases
    /// are the units it stands for. Units without a function stand for themselves.
    #[must_use]
    pub fn by_function(&self) -> Assignments {
        let mut mentions = vec![0u32; self.units.len()];
        for row in &self.rows {
            mentions[row.unit.0 as usize] += 1;
        }
        let mut units: Vec<Unit> = Vec::new();
        let mut new_id = Vec::with_capacity(self.units.len());
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        let mut kinds: Vec<BTreeMap<UnitKind, u32>> = Vec::new();
        for (unit, count) in self.units.iter().zip(&mentions) {
            let next = units.len();
            let place = if unit.function.is_empty() {
                next
            } else {
                *index.entry(unit.function.as_str()).or_insert(next)
            };
            if place == next {
                let name = if unit.function.is_empty() { &unit.name } else { &unit.function };
                let aliases =
                    if unit.function.is_empty() { unit.aliases.clone() } else { Vec::new() };
                units.push(Unit { name: name.clone(), aliases, ..unit.clone() });
                kinds.push(BTreeMap::new());
            }
            new_id.push(UnitId(place as u32));
            *kinds[place].entry(unit.kind).or_default() += count;
            let stands = &mut units[place];
            if stands.jurisdiction != unit.jurisdiction {
                stands.jurisdiction.clear();
            }
            if stands.plan != unit.plan {
                stands.plan.clear();
            }
            if !unit.function.is_empty() {
                match stands.aliases.iter_mut().find(|alias| alias.name == unit.name) {
                    Some(alias) => alias.mentions += count,
                    None => stands.aliases.push(Alias {
                        name: unit.name.clone(),
                        mentions: *count,
                        evidence: Evidence::Exact,
                    }),
                }
            }
        }
        for (unit, kinds) in units.iter_mut().zip(kinds) {
            // Of equally common kinds the first in table order.
            let most = kinds.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
            unit.kind = most.map_or(unit.kind, |(kind, _)| kind);
            unit.aliases
                .sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        }
        let Assignments { plans, measures, rows, extra_columns, extra_cells, .. } = self.clone();
        let mut rows = rows;
        for row in &mut rows {
            row.unit = new_id[row.unit.0 as usize];
        }
        assemble(Parts { plans, measures, units, rows, extra_columns, extra_cells })
    }
}

#[cfg(test)]
mod tests {
    use crate::units::{UnitKind, test_tables::assignments_of};

    #[test]
    fn units_of_one_function_become_one() {
        let table = "plan,jurisdiction,number,title,role,mention\n\
            a,甲区,1,一事,lead,区财政局\n\
            a,甲区,1,一事,support,各镇街\n\
            b,乙区,1,一事,lead,财政局\n\
            b,乙区,2,二事,lead,区法院\n";
        let table = assignments_of(table);
        assert_eq!(table.units.len(), 4);
        let by_function = table.by_function();
        let names: Vec<_> = by_function
            .units
            .iter()
            .map(|u| (u.jurisdiction.as_str(), u.name.as_str(), u.kind))
            .collect();
        assert_eq!(
            names,
            [
                ("", "finance", UnitKind::Department),
                ("乙区", "court", UnitKind::Judicial),
                ("甲区", "各镇街", UnitKind::Collective),
            ]
        );
        let finance = &by_function.units[0];
        assert_eq!(finance.aliases.len(), 2);
        assert_eq!(by_function.rows.len(), 4);
    }
}
