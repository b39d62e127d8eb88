//! A group of names becomes a unit: the name shown, kind, function and aliases.
//!
//! Owns the choice of the name shown, and whose word counts where people said two things. Never knows why names are in one group.

use super::gather::Given;
use super::grouping::{Group, Grouping};
use super::unit::{Alias, Evidence, Unit, UnitKind};
use super::vocabulary::Class;
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::locator::Locator;
use crate::text::Said;
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

    /// Of two kinds or functions that people gave the unit, the one of most mentions counts, the first
    /// among equals (`two-kinds`, `two-functions`).
    pub(super) fn unit(&self, group: &Group) -> Noted<Unit> {
        let name = self.shown_name(group);
        let first = group.members.first().map(|(member, _)| &self.entries[*member]);
        let (jurisdiction, plan) = first.map_or_else(Default::default, |entry| {
            (entry.jurisdiction.to_string(), entry.plan.to_string())
        });
        let mut notes = Vec::new();
        let kinds = self.said(group, |given| given.kind.map(UnitKind::as_str));
        notes.extend(two_said("two-kinds", Said::new("类别", "kinds"), &name, &kinds));
        let kind = kinds.first().and_then(|(kind, _)| kind.parse().ok());
        let functions = self.said(group, |given| given.function.as_deref());
        // No function beside one is a cell left empty, no second function.
        let named: Vec<_> = functions.iter().filter(|(f, _)| !f.is_empty()).cloned().collect();
        notes.extend(two_said("two-functions", Said::new("职能", "functions"), &name, &named));
        let function = functions.first().map(|(function, _)| (*function).to_owned());
        let (kind, function) = match (kind, function) {
            (Some(kind), Some(function)) => (kind, function),
            (kind, function) => {
                let class = self.class_of(group, &name, &jurisdiction);
                let function = function.unwrap_or_else(|| self.function(group, class.function));
                (kind.unwrap_or(class.kind), function)
            }
        };
        let aliases = self.aliases(group, &name);
        Noted { value: Unit { jurisdiction, plan, kind, function, aliases, name }, notes }
    }

    /// What people said of the names of a group, with the first place of each word; what most mentions
    /// say comes first.
    fn said<'g>(
        &'g self,
        group: &Group,
        what: impl Fn(&'g Given) -> Option<&'g str>,
    ) -> Vec<(&'g str, &'g Locator)> {
        let mut votes: BTreeMap<&str, (u32, &Locator)> = BTreeMap::new();
        for (member, _) in &group.members {
            let entry = &self.entries[*member];
            if let Some(word) = entry.given.as_ref().and_then(&what) {
                let (count, at) = votes.entry(word).or_insert((0, &entry.at));
                *count += entry.mentions;
                *at = (*at).min(&entry.at);
            }
        }
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_by_key(|(_, (count, at))| (Reverse(*count), *at));
        votes.into_iter().map(|(word, (_, at))| (word, at)).collect()
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

/// That people said two things of one unit; `words` are in the order in which they count.
fn two_said(
    code: &'static str,
    of: Said,
    unit: &str,
    words: &[(&str, &Locator)],
) -> Option<Diagnostic> {
    let [(used, _), (other, at), ..] = words else { return None };
    let message = Said::new(
        format!("「{unit}」写了不同的{}：「{used}」与「{other}」", of.zh),
        format!("「{unit}」 is given different {}: 「{used}」 and 「{other}」", of.en),
    );
    let done = Said::new(
        format!("各行都按「{used}」处理"),
        format!("「{used}」 is used for every row of the unit"),
    );
    let note = Diagnostic::new(Severity::Warning, code, message, (*at).clone(), done);
    Some(note.hint(Said::new("请各行写成一样", "write the same in all its rows")))
}
