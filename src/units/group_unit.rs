//! A group of names becomes a unit: the name shown, kind, function and aliases.
//!
//! Owns the choice of the name shown. Never knows why names are in one group.

use super::gather::Given;
use super::grouping::{Group, Grouping};
use super::unit::{Alias, Evidence, Unit};
use super::vocabulary::Class;
use crate::text::normalize::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl Grouping<'_> {
    /// The most used full form. Rare names (under a third of the commonest), slips and names with a
    /// bracket stand back; of the others, a form is full when it is longer than three quarters of
    /// the longest.
    pub(super) fn shown_name(&self, group: &Group) -> String {
        if let Some(name) = &group.given_name {
            return name.to_string();
        }
        let mut counts: BTreeMap<&str, (u32, bool)> = BTreeMap::new();
        for (member, evidence) in &group.members {
            let entry = &self.entries[*member];
            let plain = *evidence != Some(Evidence::Typo) && !fold(&entry.name).ends_with(')');
            counts.entry(&entry.name).or_insert((0, plain)).0 += entry.mentions;
        }
        let any_plain = counts.values().any(|(_, plain)| *plain);
        counts.retain(|_, (_, plain)| *plain || !any_plain);
        let most = counts.values().map(|(count, _)| *count).max().unwrap_or(0);
        counts.retain(|_, (count, _)| *count * 3 >= most);
        let length = |name: &str| name.chars().count();
        let longest = counts.keys().map(|name| length(name)).max().unwrap_or(0);
        counts
            .into_iter()
            .filter(|(name, _)| length(name) * 4 > longest * 3)
            .max_by(|(a, (x, _)), (b, (y, _))| {
                x.cmp(y).then(length(a).cmp(&length(b))).then_with(|| b.cmp(a))
            })
            .map(|(name, _)| name.to_owned())
            .unwrap_or_default()
    }

    pub(super) fn unit(&self, group: &Group) -> Unit {
        let name = self.shown_name(group);
        let first = group.members.first().map(|(member, _)| &self.entries[*member]);
        let (jurisdiction, plan) = first.map_or_else(Default::default, |entry| {
            (entry.jurisdiction.to_string(), entry.plan.to_string())
        });
        let said = |what: &dyn Fn(&Given) -> Option<String>| -> Option<String> {
            let mut votes: BTreeMap<String, u32> = BTreeMap::new();
            for (member, _) in &group.members {
                let entry = &self.entries[*member];
                if let Some(word) = entry.given.as_ref().and_then(what) {
                    *votes.entry(word).or_default() += entry.mentions;
                }
            }
            let most = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
            most.map(|(word, _)| word)
        };
        let kind = said(&|given| given.kind.map(|kind| kind.as_str().to_owned()));
        let kind = kind.and_then(|kind| kind.parse().ok());
        let function = said(&|given| given.function.as_deref().map(str::to_owned));
        let (kind, function) = match (kind, function) {
            (Some(kind), Some(function)) => (kind, function),
            (kind, function) => {
                let class = self.class_of(group, &name, &jurisdiction);
                let function = function.unwrap_or_else(|| self.function(group, class.function));
                (kind.unwrap_or(class.kind), function)
            }
        };
        let aliases = self.aliases(group, &name);
        Unit { jurisdiction, plan, kind, function, aliases, name }
    }

    fn class_of(&self, group: &Group, name: &str, jurisdiction: &str) -> Class {
        let bears = |node: &&usize| {
            self.nodes[**node].entries.iter().any(|entry| *self.entries[*entry].name == *name)
        };
        match group.nodes.iter().find(bears) {
            Some(node) => self.nodes[*node].class.clone(),
            None => self.vocabulary.classify(name, jurisdiction),
        }
    }

    /// The function of the shown name, else that of the commonest other name that has one.
    fn function(&self, group: &Group, shown: String) -> String {
        if !shown.is_empty() {
            return shown;
        }
        let known = group.nodes.iter().map(|node| &self.nodes[*node]);
        let known = known.filter(|node| !node.class.function.is_empty());
        let most = known.max_by_key(|node| (node.mentions, Reverse(&node.name.core)));
        most.map(|node| node.class.function.clone()).unwrap_or_default()
    }

    fn aliases(&self, group: &Group, shown: &str) -> Vec<Alias> {
        let mut aliases: BTreeMap<&str, (u32, Evidence)> = BTreeMap::new();
        for (member, evidence) in &group.members {
            let entry = &self.entries[*member];
            let form = fold(&entry.name);
            let evidence = evidence.unwrap_or({
                if form == fold(shown) {
                    Evidence::Exact
                } else if form.ends_with(')') {
                    Evidence::Bracket
                } else {
                    Evidence::Abbreviation
                }
            });
            aliases.entry(&entry.name).or_insert((0, evidence)).0 += entry.mentions;
        }
        let mut aliases: Vec<Alias> = aliases
            .into_iter()
            .map(|(name, (mentions, evidence))| Alias { name: name.to_owned(), mentions, evidence })
            .collect();
        aliases.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        aliases
    }
}
