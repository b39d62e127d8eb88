//! The names of one jurisdiction, put into groups that are one body each.
//!
//! Owns the rules of gathering and what is said about doubtful cases. Never knows measures or
//! roles.
//!
//! In order: what a person has said (edited table, alias file); equal letters once level and
//! bracket are set aside; short forms that fit exactly one unit; slips of the pen.

use super::core_name::{CoreName, comparing_form, core_name};
use super::gather::Entry;
use super::same_body::{abbreviates, is_slip};
use super::unit::{Evidence, UnitKind};
use super::vocabulary::{Class, UnitVocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::Said;
use crate::text::normalize::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A slip is rare beside the name it stands for: at most one in this many.
const SLIP_RARITY: u32 = 5;

/// Names that are equal once level, bracket and spelling are set aside.
#[derive(Debug)]
pub(super) struct Node {
    pub name: CoreName,
    pub class: Class,
    /// Positions in the entries of the scope.
    pub entries: Vec<usize>,
    pub mentions: u32,
}

/// A unit in the making.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The name a person gave it.
    pub given_name: Option<Arc<str>>,
    /// Positions in the entries of the scope, and why each belongs here when a person or a slip
    /// says so.
    pub members: Vec<(usize, Option<Evidence>)>,
    /// Positions in the nodes of the scope.
    pub nodes: Vec<usize>,
}

/// The first and the last letter of a name.
fn letters(name: &str) -> (char, char) {
    let mut chars = name.chars();
    let first = chars.next().unwrap_or_default();
    (first, chars.next_back().unwrap_or(first))
}

/// The entries of one scope being gathered.
pub(super) struct Grouping<'e> {
    pub entries: &'e [Entry],
    pub vocabulary: &'e UnitVocabulary,
    pub nodes: Vec<Node>,
    pub groups: Vec<Group>,
    /// The groups with a name of some first and last letter, and with one of some function: no other can fit.
    by_letters: BTreeMap<(char, char), BTreeSet<usize>>,
    by_function: BTreeMap<String, BTreeSet<usize>>,
    pub notes: Vec<Diagnostic>,
}

impl<'e> Grouping<'e> {
    pub fn new(entries: &'e [Entry], vocabulary: &'e UnitVocabulary) -> Self {
        Self {
            entries,
            vocabulary,
            nodes: Vec::new(),
            groups: Vec::new(),
            by_letters: BTreeMap::new(),
            by_function: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    pub fn run(&mut self) {
        let free = self.take_given();
        self.make_nodes(&free);
        let slips = self.slips();
        let mut order: Vec<usize> = (0..self.nodes.len())
            .filter(|n| !slips.contains_key(n) && !self.nodes[*n].entries.is_empty())
            .collect();
        order.sort_by_key(|n| Reverse(self.nodes[*n].name.core.chars().count()));
        for node in order {
            self.place(node);
        }
        for (slip, (meant, sure)) in slips {
            self.settle_slip(slip, meant, sure);
        }
        let entries = self.entries;
        self.groups.retain(|group| !group.members.is_empty());
        self.groups.sort_by_key(|group| group.members.iter().map(|(m, _)| &entries[*m].name).min());
    }

    /// Groups what a person has said; gives back the entries left to the rules.
    fn take_given(&mut self) -> Vec<usize> {
        let mut by_unit: BTreeMap<String, usize> = BTreeMap::new();
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        let mut free = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let Some(given) = entry.given.as_ref().filter(|given| !given.unit.is_empty()) else {
                free.push(i);
                continue;
            };
            let next = self.groups.len();
            let group = *by_unit.entry(given.unit.to_string()).or_insert(next);
            if group == next {
                let given_name = Some(given.unit.clone());
                self.groups.push(Group { given_name, ..Group::default() });
            }
            by_name.entry(fold(&entry.name)).or_insert(group);
            let evidence = if fold(&entry.name) == fold(&given.unit) {
                Evidence::Exact
            } else {
                Evidence::Alias
            };
            self.groups[group].members.push((i, Some(evidence)));
        }
        if by_unit.is_empty() {
            return free;
        }
        for (unit, group) in &by_unit {
            by_name.insert(fold(unit), *group);
        }
        free.retain(|i| match by_name.get(&fold(&self.entries[*i].name)) {
            Some(group) => {
                self.groups[*group].members.push((*i, None));
                false
            }
            None => true,
        });
        free
    }

    fn make_nodes(&mut self, free: &[usize]) {
        let own_level = self.own_level(free);
        let mut index: BTreeMap<(String, String), usize> = BTreeMap::new();
        for i in free {
            let entry = &self.entries[*i];
            let (name, class) = self.read(&entry.name, &entry.jurisdiction, &own_level);
            let next = self.nodes.len();
            let node = *index.entry((name.level.clone(), name.core.clone())).or_insert(next);
            if node == next {
                self.nodes.push(Node { name, class, entries: Vec::new(), mentions: 0 });
            }
            self.nodes[node].entries.push(*i);
            self.nodes[node].mentions += entry.mentions;
        }
        if free.is_empty() {
            return;
        }
        // Groups a person made take part with the names they hold.
        for g in 0..self.groups.len() {
            for (member, _) in self.groups[g].members.clone() {
                let entry = &self.entries[member];
                let (name, class) = self.read(&entry.name, &entry.jurisdiction, &own_level);
                self.nodes.push(Node {
                    name,
                    class,
                    entries: Vec::new(),
                    mentions: entry.mentions,
                });
                self.enter(self.nodes.len() - 1, g);
            }
        }
    }

    fn read(&self, name: &str, jurisdiction: &str, own_level: &str) -> (CoreName, Class) {
        let class = self.vocabulary.classify(name, jurisdiction);
        let mut parted = core_name(name, jurisdiction, own_level, self.vocabulary);
        match class.kind {
            // 各镇街（园区） and 各镇街 are different groups.
            UnitKind::Collective => {
                parted.core = comparing_form(name);
                parted.level.clear();
                parted.bracket.clear();
            }
            UnitKind::Zone => {
                let bare = parted.core.trim_end_matches("办事处").trim_end_matches("政府");
                let town = bare.strip_suffix("街道办").map(|town| format!("{town}街道"));
                let bare = town.unwrap_or_else(|| bare.to_owned());
                if bare.chars().count() >= 2 {
                    parted.core = bare;
                }
            }
            _ => {}
        }
        (parted, class)
    }

    /// Where the jurisdiction is unknown, its level is the one most names open with.
    fn own_level(&self, free: &[usize]) -> String {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for i in free {
            let form = comparing_form(&self.entries[*i].name);
            if let Some((level, _)) = self.vocabulary.level_of(&form) {
                *counts.entry(level.to_owned()).or_default() += self.entries[*i].mentions;
            }
        }
        let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        most.map(|(level, _)| level).unwrap_or_default()
    }

    /// Whether two nodes may be one body as far as kind, level and function go.
    fn agree(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.nodes[a], &self.nodes[b]);
        let (x, y) = (&a.class.function, &b.class.function);
        a.class.kind == b.class.kind
            && a.name.level == b.name.level
            && (x == y || x.is_empty() || y.is_empty())
            // Companies with like names are different legal persons; groups are what they say.
            && !matches!(a.class.kind, UnitKind::Enterprise | UnitKind::Collective)
    }

    fn is_short_for(&self, short: usize, long: usize) -> bool {
        let same_function = !self.nodes[short].class.function.is_empty()
            && self.nodes[short].class.function == self.nodes[long].class.function;
        abbreviates(&self.nodes[short].name.core, &self.nodes[long].name.core, same_function)
            && self.agree(short, long)
            && !self.is_elsewhere(short, long)
    }

    /// Whether the longer name is the shorter one behind words that no function knows: they are rather
    /// the name of another place (海事局 of the province, 深圳海事局).
    fn is_elsewhere(&self, short: usize, long: usize) -> bool {
        let (short, long) = (&self.nodes[short].name.core, &self.nodes[long].name.core);
        long.strip_suffix(short.as_str()).is_some_and(|before| !self.vocabulary.says_work(before))
    }

    /// Puts a node into the one group it fits, or into one of its own.
    fn place(&mut self, node: usize) {
        let near = self.near(node);
        let fitting = |this: &Self, same_function: bool| -> Vec<usize> {
            let fits = |group: &Group| {
                group.nodes.iter().any(|other| {
                    let (a, b) = (&this.nodes[node], &this.nodes[*other]);
                    let equal = a.name.core == b.name.core && a.name.level == b.name.level;
                    (equal || this.is_short_for(node, *other))
                        && (!same_function || a.class.function == b.class.function)
                })
            };
            near.iter().copied().filter(|g| fits(&this.groups[*g])).collect()
        };
        let mut candidates = fitting(self, false);
        if candidates.len() > 1 && !self.nodes[node].class.function.is_empty() {
            let same = fitting(self, true);
            if !same.is_empty() {
                candidates = same;
            }
        }
        if let [group] = candidates.as_slice() {
            return self.join(node, *group, None);
        }
        if candidates.len() > 1 {
            self.note_ambiguous(node, &candidates);
        }
        self.groups.push(Group::default());
        self.join(node, self.groups.len() - 1, None);
    }

    /// The groups that a node may fit: one name is short for another only where both begin alike or have one function.
    fn near(&self, node: usize) -> BTreeSet<usize> {
        let node = &self.nodes[node];
        let letters = self.by_letters.get(&letters(&node.name.core));
        let function = self.by_function.get(&node.class.function);
        let function = function.filter(|_| !node.class.function.is_empty());
        letters.into_iter().chain(function).flatten().copied().collect()
    }

    fn enter(&mut self, node: usize, group: usize) {
        self.groups[group].nodes.push(node);
        let Node { name, class, .. } = &self.nodes[node];
        self.by_letters.entry(letters(&name.core)).or_default().insert(group);
        self.by_function.entry(class.function.clone()).or_default().insert(group);
    }

    fn join(&mut self, node: usize, group: usize, evidence: Option<Evidence>) {
        self.enter(node, group);
        let group = &mut self.groups[group];
        group.members.extend(self.nodes[node].entries.iter().map(|entry| (*entry, evidence)));
    }

    /// Nodes that look like slips of the pen, the node each stands for, and whether both have the
    /// same known function.
    fn slips(&self) -> BTreeMap<usize, (usize, bool)> {
        let mut slips = BTreeMap::new();
        let often = |node: &usize| self.nodes[*node].mentions >= SLIP_RARITY;
        let used: Vec<usize> = (0..self.nodes.len()).filter(often).collect();
        for slip in 0..self.nodes.len() {
            let rare = &self.nodes[slip];
            if rare.entries.is_empty() || rare.class.kind == UnitKind::Zone {
                continue;
            }
            let meant = used
                .iter()
                .copied()
                .filter(|other| {
                    let often = &self.nodes[*other];
                    *other != slip
                        && often.mentions >= SLIP_RARITY * rare.mentions
                        && self.agree(slip, *other)
                        && is_slip(&rare.name.core, &often.name.core)
                })
                .max_by_key(|other| (self.nodes[*other].mentions, Reverse(*other)));
            let short = || (0..self.nodes.len()).any(|other| self.is_short_for(slip, other));
            if let Some(meant) = meant.filter(|_| !short()) {
                let function = &rare.class.function;
                let sure = !function.is_empty() && *function == self.nodes[meant].class.function;
                slips.insert(slip, (meant, sure));
            }
        }
        slips
    }

    /// Joins a slip to what is meant, when the function agrees; asks in any case.
    fn settle_slip(&mut self, slip: usize, meant: usize, sure: bool) {
        let home = self.groups.iter().position(|group| group.nodes.contains(&meant));
        let (slip_name, at) = self.first_entry(slip);
        let meant_name = home.map(|g| self.shown_name(&self.groups[g]));
        let meant_name = meant_name.unwrap_or_else(|| self.nodes[meant].name.core.clone());
        let done = match home {
            Some(group) if sure => {
                self.join(slip, group, Some(Evidence::Typo));
                Said::new(format!("计入「{meant_name}」"), format!("counted as 「{meant_name}」"))
            }
            _ => {
                self.place(slip);
                Said::new("作为单独的单位", "kept as a unit of its own")
            }
        };
        let message = Said::new(
            format!("「{slip_name}」是否为「{meant_name}」之误？"),
            format!("is 「{slip_name}」 a misprint of 「{meant_name}」?"),
        );
        let hint = Said::new(
            "如有不符，请在单位文件（--units）中写明",
            "say so in the units file (--units) if not",
        );
        let note = Diagnostic::new(Severity::Warning, "probable-misprint", message, at, done);
        self.notes.push(note.hint(hint));
    }

    fn note_ambiguous(&mut self, node: usize, groups: &[usize]) {
        let (name, at) = self.first_entry(node);
        let units: Vec<String> =
            groups.iter().map(|g| format!("「{}」", self.shown_name(&self.groups[*g]))).collect();
        let message = Said::new(
            format!("「{name}」与{}个单位相合：{}", units.len(), units.join("、")),
            format!("「{name}」 fits {} units: {}", units.len(), units.join(", ")),
        );
        let done = Said::new("作为单独的单位", "kept as a unit of its own");
        let hint =
            Said::new("请在单位文件（--units）中写明", "say which one in the units file (--units)");
        let note = Diagnostic::new(Severity::Warning, "ambiguous-unit", message, at, done);
        self.notes.push(note.hint(hint));
    }

    fn first_entry(&self, node: usize) -> (Arc<str>, Locator) {
        let entries = &self.nodes[node].entries;
        match entries.iter().map(|i| &self.entries[*i]).min_by_key(|entry| &entry.at) {
            Some(entry) => (entry.name.clone(), entry.at.clone()),
            None => (self.nodes[node].name.core.as_str().into(), Locator::default()),
        }
    }
}
