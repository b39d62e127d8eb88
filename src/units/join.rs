//! Assignments of several inputs become one.
//!
//! Owns what counts as the same plan, measure and unit across inputs. Never knows graphs.

use super::assemble::{Parts, assemble};
use super::assignments::{Assignments, MeasureId, PlanId, UnitId};
use super::unit::Alias;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One set of assignments from several; the order of `parts` changes nothing but the order of measures
/// and rows of a plan that stands in two of them.
///
/// # Keeps / Drops
/// All rows stay. Plans of one id, measures of one plan and key, and units of one place and name are
/// one each. Columns beyond ours are all kept, empty where an input has none of the name.
pub fn join(parts: Vec<Assignments>) -> Assignments {
    if parts.len() == 1 {
        return parts.into_iter().next().unwrap_or_default();
    }
    let mut all = Parts::default();
    let mut plans: BTreeMap<String, u32> = BTreeMap::new();
    let mut measures: BTreeMap<(u32, String), u32> = BTreeMap::new();
    let mut units: BTreeMap<(String, String, String), u32> = BTreeMap::new();
    for part in &parts {
        for name in &part.extra_columns {
            if !all.extra_columns.contains(name) {
                all.extra_columns.push(name.clone());
            }
        }
    }
    all.extra_columns.sort();
    let nothing: Arc<str> = "".into();
    for part in parts {
        let plan_of: Vec<u32> = part
            .plans
            .into_iter()
            .map(|plan| {
                *plans.entry(plan.id.clone()).or_insert_with(|| {
                    all.plans.push(plan);
                    all.plans.len() as u32 - 1
                })
            })
            .collect();
        let measure_of: Vec<u32> = part
            .measures
            .into_iter()
            .map(|mut measure| {
                let plan = plan_of[measure.plan.0 as usize];
                measure.plan = PlanId(plan);
                *measures.entry((plan, measure.key.clone())).or_insert_with(|| {
                    all.measures.push(measure);
                    all.measures.len() as u32 - 1
                })
            })
            .collect();
        let unit_of: Vec<u32> = part
            .units
            .into_iter()
            .map(|unit| {
                let (jurisdiction, plan) = unit.place();
                let place = (jurisdiction.to_owned(), plan.to_owned(), unit.name.clone());
                match units.get(&place) {
                    Some(&known) => {
                        add_aliases(&mut all.units[known as usize].aliases, unit.aliases);
                        known
                    }
                    None => {
                        all.units.push(unit);
                        let new = all.units.len() as u32 - 1;
                        units.insert(place, new);
                        new
                    }
                }
            })
            .collect();
        let place: Vec<Option<usize>> = all
            .extra_columns
            .iter()
            .map(|name| part.extra_columns.iter().position(|column| column == name))
            .collect();
        for (i, mut row) in part.rows.into_iter().enumerate() {
            row.measure = MeasureId(measure_of[row.measure.0 as usize]);
            row.unit = UnitId(unit_of[row.unit.0 as usize]);
            all.rows.push(row);
            if !all.extra_columns.is_empty() {
                let cell = |place: &Option<usize>| {
                    place.map_or_else(|| nothing.clone(), |p| part.extra_cells[i][p].clone())
                };
                all.extra_cells.push(place.iter().map(cell).collect());
            }
        }
    }
    assemble(all)
}

/// Adds the mentions of the same names and the names not yet known.
fn add_aliases(known: &mut Vec<Alias>, more: Vec<Alias>) {
    for alias in more {
        match known.iter_mut().find(|k| k.name == alias.name) {
            Some(same) => same.mentions += alias.mentions,
            None => known.push(alias),
        }
    }
    known.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::test_tables::assignments_of as read;

    #[test]
    fn plans_measures_and_units_meet_across_inputs() {
        let head = "plan,jurisdiction,number,title,role,mention,unit,备注\n";
        let a = read(&format!("{head}p,东区,1,甲,lead,财政局,区财政局,x\n"));
        let head = "plan,jurisdiction,number,title,role,mention,unit\n";
        let b = read(&format!(
            "{head}p,东区,1,甲,support,区财政局,区财政局\no,东区,1,乙,lead,财政局,区财政局\n"
        ));
        let joined = join(vec![a.clone(), b.clone()]);
        assert_eq!((joined.plans.len(), joined.measures.len(), joined.units.len()), (2, 2, 1));
        assert_eq!(joined.rows.len(), 3);
        let aliases: Vec<_> =
            joined.units[0].aliases.iter().map(|a| (a.name.as_str(), a.mentions)).collect();
        assert_eq!(aliases, [("财政局", 2), ("区财政局", 1)]);
        assert_eq!(joined.extra_columns, ["备注"]);
        let extra: Vec<&str> = joined.extra_cells.iter().map(|cells| &*cells[0]).collect();
        assert_eq!(extra, ["", "x", ""], "rows are in order of plan, and each keeps its cells");
        assert_eq!(join(vec![b, a]), joined);
    }

    #[test]
    fn bodies_of_plans_without_a_place_stay_apart() {
        let head = "plan,jurisdiction,number,title,role,mention\n";
        let two = read(&format!("{head}p,,1,甲,lead,财政局\nq,,1,乙,lead,财政局\n"));
        let other = read(&format!("{head}r,东区,1,丙,lead,财政局\n"));
        assert_eq!(two.units.len(), 2);
        let joined = join(vec![two, other]);
        let places: Vec<_> = joined.units.iter().map(|unit| unit.place_name()).collect();
        assert_eq!(places, ["p", "q", "东区"]);
        assert_eq!(joined.units_called("财政局").len(), 3);
        assert_eq!(joined.units_called("q/财政局"), [UnitId(1)]);
    }
}
