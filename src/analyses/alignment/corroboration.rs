//! How much the surroundings of two measures correspond.
//!
//! Owns corroboration. Never knows how alike the measures themselves are.

use super::Item;
use crate::units::PlanId;
use std::collections::BTreeMap;

/// How many items stand in each plan, chapter and section.
pub(super) struct Census {
    plans: BTreeMap<PlanId, u32>,
    chapters: BTreeMap<u32, u32>,
    sections: BTreeMap<u32, u32>,
}

impl Census {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut census =
            Self { plans: BTreeMap::new(), chapters: BTreeMap::new(), sections: BTreeMap::new() };
        for item in items {
            *census.plans.entry(item.plan).or_insert(0) += 1;
            *census.chapters.entry(item.chapter).or_insert(0) += 1;
            *census.sections.entry(item.section).or_insert(0) += 1;
        }
        census
    }
}

/// The matched pairs of two plans, counted by chapters and sections.
#[derive(Default, PartialEq)]
pub(super) struct Surroundings {
    partner: BTreeMap<u32, u32>,
    total: u32,
    chapters: BTreeMap<(u32, u32), u32>,
    sections: BTreeMap<(u32, u32), u32>,
}

impl Surroundings {
    pub(super) fn of(items: &[Item], matched: &[(f64, u32, u32)]) -> Self {
        let mut around = Self::default();
        for &(_, a, b) in matched {
            let (x, y) = (&items[a as usize], &items[b as usize]);
            around.partner.insert(a, b);
            around.partner.insert(b, a);
            around.total += 1;
            *around.chapters.entry((x.chapter, y.chapter)).or_insert(0) += 1;
            *around.sections.entry((x.section, y.section)).or_insert(0) += 1;
        }
        around
    }

    /// The item in the other plan that `item` is matched with.
    pub(super) fn partner(&self, item: u32) -> Option<u32> {
        self.partner.get(&item).copied()
    }

    /// The share of other measures around the two that correspond, 0 to 1.
    ///
    /// Matches that touch either of the two are left out: they speak for or against the pair itself.
    pub(super) fn corroboration(&self, items: &[Item], census: &Census, a: u32, b: u32) -> f64 {
        let (x, y) = (&items[a as usize], &items[b as usize]);
        let mut own: Vec<(u32, u32)> = Vec::new();
        own.extend(self.partner.get(&a).map(|&other| (a, other)));
        own.extend(self.partner.get(&b).map(|&other| (other, b)));
        own.dedup();
        let count_own = |same: &dyn Fn(&Item, &Item) -> bool| {
            own.iter().filter(|(i, j)| same(&items[*i as usize], &items[*j as usize])).count()
        };
        // The share of matched ones among the others, with one more observation from the level above.
        let share = |matched: u32, own: usize, size: u32, above: Option<f64>| {
            let (others, extra) = (f64::from(size) - 1.0, above.map_or(0.0, |_| 1.0));
            let matched = f64::from(matched) - own as f64 + above.unwrap_or(0.0);
            if others + extra > 0.0 { (matched / (others + extra)).min(1.0) } else { 0.0 }
        };
        let size = census.plans[&x.plan].min(census.plans[&y.plan]);
        let plans = share(self.total, own.len(), size, None);
        let matched = self.chapters.get(&(x.chapter, y.chapter)).copied().unwrap_or(0);
        let own_here = count_own(&|i, j| (i.chapter, j.chapter) == (x.chapter, y.chapter));
        let size = census.chapters[&x.chapter].min(census.chapters[&y.chapter]);
        let chapters = share(matched, own_here, size, Some(plans));
        let matched = self.sections.get(&(x.section, y.section)).copied().unwrap_or(0);
        let own_here = count_own(&|i, j| (i.section, j.section) == (x.section, y.section));
        let size = census.sections[&x.section].min(census.sections[&y.section]);
        share(matched, own_here, size, Some(chapters))
    }
}
