//! Puts recognised plans, measures, units and rows into the one order every later stage relies on.
//!
//! Owns ids, measure keys and sorting. Never knows how names were split or gathered.

use super::assignments::{
    Assignment, Assignments, MeasureId, MeasureRecord, PlanId, PlanRecord, UnitId,
};
use super::unit::Unit;
use crate::text::{formal_numeral, is_numeral, numeral};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// What [`assemble`] puts in order: ids are positions in these lists, measures of one plan and rows
/// of one measure stand in document order, a measure's empty `key` is to be made.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The plans, in any order.
    pub plans: Vec<PlanRecord>,
    /// The measures; `plan` is a position in `plans`.
    pub measures: Vec<MeasureRecord>,
    /// The units; those without a row are left out.
    pub units: Vec<Unit>,
    /// The responsibilities; `measure` and `unit` are positions in the lists above.
    pub rows: Vec<Assignment>,
    /// Columns an edited table has beyond ours.
    pub extra_columns: Vec<String>,
    /// Their cells, one line a row; empty without such columns.
    pub extra_cells: Vec<Vec<Arc<str>>>,
}

/// The parts in the order [`Assignments`] promises, with unique measure keys.
///
/// # Panics
/// When an id points outside its list.
pub fn assemble(parts: Parts) -> Assignments {
    let Parts { mut plans, mut measures, mut units, mut rows, extra_columns, extra_cells } = parts;

    let (plan_order, new_plan) = order_by(plans.len(), |a, b| {
        let key = |plan: usize| {
            let plan = &plans[plan];
            (&plan.id, &plan.source, &plan.jurisdiction, &plan.date)
        };
        key(a).cmp(&key(b))
    });
    plans = permuted(plans, &plan_order);
    for measure in &mut measures {
        measure.plan = PlanId(new_plan[measure.plan.0 as usize]);
    }

    let (measure_order, new_measure) =
        order_by(measures.len(), |a, b| measures[a].plan.cmp(&measures[b].plan));
    measures = permuted(measures, &measure_order);
    make_keys(&plans, &mut measures);

    let mut used = vec![false; units.len()];
    for row in &rows {
        used[row.unit.0 as usize] = true;
    }
    let (mut unit_order, _) = order_by(units.len(), |a, b| {
        let (a, b) = (&units[a], &units[b]);
        (&a.jurisdiction, &a.name, &a.plan)
            .cmp(&(&b.jurisdiction, &b.name, &b.plan))
            .then_with(|| names(a).cmp(names(b)))
    });
    unit_order.retain(|i| used[*i]);
    let mut new_unit = vec![u32::MAX; units.len()];
    for (old, new) in unit_order.iter().zip(0..) {
        new_unit[*old] = new;
    }
    units = permuted(units, &unit_order);

    for row in &mut rows {
        row.measure = MeasureId(new_measure[row.measure.0 as usize]);
        row.unit = UnitId(new_unit[row.unit.0 as usize]);
    }
    let (row_order, _) = order_by(rows.len(), |a, b| {
        (rows[a].measure, rows[a].role).cmp(&(rows[b].measure, rows[b].role))
    });
    rows = permuted(rows, &row_order);
    let extra_cells =
        if extra_columns.is_empty() { Vec::new() } else { permuted(extra_cells, &row_order) };

    Assignments { plans, measures, units, rows, extra_columns, extra_cells }
}

/// Old positions in new order, and the new position of each old one; ties keep their order.
fn order_by(count: usize, compare: impl Fn(usize, usize) -> Ordering) -> (Vec<usize>, Vec<u32>) {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    let mut place = vec![0; count];
    for (old, new) in order.iter().zip(0..) {
        place[*old] = new;
    }
    (order, place)
}

/// The names by which a unit is printed.
fn names(unit: &Unit) -> impl Iterator<Item = &str> {
    unit.aliases.iter().map(|alias| alias.name.as_str())
}

fn permuted<T>(items: Vec<T>, order: &[usize]) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.iter().filter_map(|i| items[*i].take()).collect()
}

/// Gives every measure without a key `plan:section.number.part`; later bearers of a key get `~2`….
fn make_keys(plans: &[PlanRecord], measures: &mut [MeasureRecord]) {
    let mut bearers = HashMap::new();
    let (given, missing): (Vec<_>, Vec<_>) = measures.iter_mut().partition(|m| !m.key.is_empty());
    for measure in given {
        measure.key = claim(&mut bearers, std::mem::take(&mut measure.key));
    }
    for measure in missing {
        let section = printed_ordinal(&measure.section1).unwrap_or(0);
        let number = short_number(&measure.number);
        let plan = &plans[measure.plan.0 as usize].id;
        measure.key = claim(&mut bearers, format!("{plan}:{section}.{number}.{}", measure.part));
    }
}

/// `key`, or when it is taken, `key~2` and on.
fn claim(bearers: &mut HashMap<String, u32>, key: String) -> String {
    let Some(mut count) = bearers.get(&key).copied() else {
        bearers.insert(key.clone(), 1);
        return key;
    };
    loop {
        count += 1;
        let next = format!("{key}~{count}");
        if !bearers.contains_key(&next) {
            bearers.insert(key, count);
            bearers.insert(next.clone(), 1);
            return next;
        }
    }
}

/// The number a heading opens with: 一、 第二章 （三） 4. IV are 1, 2, 3, 4; none for other words.
pub(super) fn printed_ordinal(heading: &str) -> Option<u32> {
    let folded = crate::text::normalize::fold(heading);
    let body = folded.trim_start_matches(['(', '第']);
    let digits: String = body.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    // 贰、公共机构
    if let Some((ordinal, length)) = formal_numeral(body)
        && body.chars().nth(length) == Some('、')
    {
        return Some(ordinal);
    }
    let printed: String = body.chars().take_while(|c| is_numeral(*c)).collect();
    let after = body[printed.len()..].chars().next();
    // 一体化… opens with a numeral but not with a number.
    let ends = after.is_none_or(|c| "、.,:)章节条部编篇项 是".contains(c));
    if ends { numeral(&printed) } else { None }
}

/// A printed number as digits and letters: "12." is 12, "（三）" is 3, "3.2" is 3.2, none is 0.
fn short_number(number: &str) -> String {
    let folded = crate::text::normalize::fold(number);
    let plain = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if plain.is_empty() {
        return "0".to_owned();
    }
    if plain.chars().all(is_numeral) {
        return numeral(plain).map_or_else(|| "0".to_owned(), |n| n.to_string());
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(plan: u32, section1: &str, number: &str, part: u32) -> MeasureRecord {
        MeasureRecord {
            plan: PlanId(plan),
            key: String::new(),
            section1: section1.into(),
            section2: "".into(),
            number: number.to_owned(),
            part,
            title: String::new(),
            text: String::new(),
            due: String::new(),
            line: 0,
        }
    }

    #[test]
    fn ordinals_are_read_as_printed() {
        for (heading, ordinal) in [
            ("一、打造环境", Some(1)),
            ("第十二章 附则", Some(12)),
            ("（二十）其他", Some(20)),
            ("3．措施", Some(3)),
            ("拾贰、附则", Some(12)),
            ("一体化推进", None),
            ("", None),
        ] {
            assert_eq!(printed_ordinal(heading), ordinal, "{heading}");
        }
        assert_eq!(short_number("（三）"), "3");
        assert_eq!(short_number("12．"), "12");
        assert_eq!(short_number(""), "0");
    }

    #[test]
    fn keys_are_unique_and_follow_the_document() {
        let plans = ["b", "a"].map(|id| PlanRecord { id: id.into(), ..PlanRecord::default() });
        let got = assemble(Parts {
            plans: plans.to_vec(),
            measures: vec![
                measure(0, "一、甲", "1", 1),
                measure(0, "一、甲", "1", 1),
                measure(1, "", "", 1),
                measure(0, "一、甲", "1", 1),
                measure(0, "二、乙", "（二）", 3),
            ],
            ..Parts::default()
        });
        let keys: Vec<_> = got.measures.iter().map(|m| m.key.as_str()).collect();
        assert_eq!(keys, ["a:0.0.1", "b:1.1.1", "b:1.1.1~2", "b:1.1.1~3", "b:2.2.3"]);
        assert_eq!(got.plan(got.measures[0].plan).id, "a");
    }
}
