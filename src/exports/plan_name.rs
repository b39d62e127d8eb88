//! What people call a plan and a part of the plans.
//!
//! Owns these names, the same in page, workbook and terminal. Never knows where they are shown.

use crate::text::Lang;
use crate::units::PlanRecord;
use std::collections::BTreeMap;

/// What people call each of some plans, by id: place and year when these tell it apart, else the id.
pub fn plan_names<'p>(
    plans: impl IntoIterator<Item = &'p PlanRecord>,
) -> BTreeMap<&'p str, String> {
    let short = |plan: &PlanRecord| {
        let year = plan.year.map(|year| year.to_string()).unwrap_or_default();
        format!("{} {year}", plan.jurisdiction).trim().to_owned()
    };
    let named: Vec<(&str, String)> =
        plans.into_iter().map(|plan| (plan.id.as_str(), short(plan))).collect();
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in &named {
        *bearers.entry(name).or_default() += 1;
    }
    let told = |name: &str| !name.is_empty() && bearers[name] == 1;
    let called = |(id, name): &(&'p str, String)| {
        (*id, if told(name) { name.clone() } else { (*id).to_owned() })
    };
    named.iter().map(called).collect()
}

/// What people call one plan among all; an unknown id stays.
pub fn plan_name(plans: &[PlanRecord], id: &str) -> String {
    plan_names(plans).remove(id).unwrap_or_else(|| id.to_owned())
}

/// What people call the parts of some plans, found once for all the rows that name one.
#[derive(Debug)]
pub struct ScopeNames<'p> {
    plans: BTreeMap<&'p str, String>,
    /// Plans of each place.
    places: BTreeMap<&'p str, usize>,
    lang: Lang,
}

impl<'p> ScopeNames<'p> {
    /// The names of all parts, in one language.
    pub fn new(plans: &'p [PlanRecord], lang: Lang) -> Self {
        let mut places = BTreeMap::new();
        for plan in plans {
            *places.entry(plan.jurisdiction.as_str()).or_default() += 1;
        }
        Self { plans: plan_names(plans), places, lang }
    }

    /// What people call a plan by its id; an unknown id stays.
    pub fn plan(&self, id: &str) -> String {
        self.plans.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// A label of the column `plan` or `group` as people say it: a plan, all plans, those of a place.
    pub fn scope(&self, label: &str) -> String {
        let place = match label {
            "all" => Some(""),
            label => label.strip_prefix("all:"),
        };
        let (all, count) = (self.plans.len(), |place| self.places.get(place).map_or(0, |n| *n));
        match (place, self.lang) {
            (None, _) => self.plan(label),
            (Some(""), Lang::Zh) => format!("全部 {all} 份方案"),
            (Some(""), Lang::En) => format!("all {all} plans"),
            (Some(place), Lang::Zh) => format!("{place} {} 份方案", count(place)),
            (Some(place), Lang::En) => format!("{place}, {} plans", count(place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(id: &str, place: &str, year: Option<i32>) -> PlanRecord {
        PlanRecord {
            id: id.to_owned(),
            title: String::new(),
            document_number: String::new(),
            issuer: String::new(),
            jurisdiction: place.to_owned(),
            date: String::new(),
            year,
            source: format!("{id}.txt"),
        }
    }

    #[test]
    fn a_plan_is_called_by_place_and_year_unless_another_is_called_so_too() {
        let two_years = [plan("a", "东区", Some(2019)), plan("b", "东区", Some(2020))];
        assert_eq!(plan_name(&two_years, "b"), "东区 2020");
        let twins = [plan("a", "东区", None), plan("b", "东区", None), plan("c", "", None)];
        assert_eq!(["a", "b", "c", "d"].map(|id| plan_name(&twins, id)), ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_scope_says_how_many_plans_it_has() {
        let plans = [plan("a", "东区", Some(2019)), plan("b", "东区", Some(2020))];
        let (zh, en) = (ScopeNames::new(&plans, Lang::Zh), ScopeNames::new(&plans, Lang::En));
        assert_eq!(zh.scope("all"), "全部 2 份方案");
        assert_eq!(en.scope("all:东区"), "东区, 2 plans");
        assert_eq!((zh.scope("a"), zh.scope("z")), ("东区 2019".to_owned(), "z".to_owned()));
    }
}
