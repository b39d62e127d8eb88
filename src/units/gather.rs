//! Names of one body inside one jurisdiction become one unit.
//!
//! Owns the rules by which names are gathered and what is said about doubtful cases. Never knows
//! measures or roles.
//!
//! In order: what an edited table or the alias file says; equal letters once level and bracket are
//! set aside; short forms that fit exactly one unit; slips of the pen. Sorting comes before every
//! choice, so the order of the mentions changes nothing.

use super::alias_file::AliasFile;
use super::assignments::PlanRecord;
use super::core_name::{CoreName, comparing_form, core_name};
use super::same_body::{abbreviates, is_slip};
use super::unit::{Alias, Evidence, Unit, UnitKind};
use super::vocabulary::{Class, UnitVocabulary};
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::locator::Locator;
use crate::text::Said;
use crate::text::normalize::fold;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// A slip is rare beside the name it stands for: at most one in this many.
const SLIP_RARITY: u32 = 5;

/// What an edited table says about a mention; empty parts are for the rules to find.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Given {
    /// The unit's name; empty when not said.
    pub unit: Arc<str>,
    /// Its kind.
    pub kind: Option<UnitKind>,
    /// Its function; `Some("")` says that it has none.
    pub function: Option<Arc<str>>,
}

/// A printed name at one place.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// Within one scope equal names are one body: see [`scope`].
    pub scope: Arc<str>,
    /// Jurisdiction of the unit; empty when unknown.
    pub jurisdiction: Arc<str>,
    /// The name as printed.
    pub name: Arc<str>,
    /// What an edited table says.
    pub given: Option<Given>,
    /// Where it stands.
    pub at: Locator,
}

/// The scope of a plan's units: its jurisdiction, or the plan itself when that is unknown.
pub(super) fn scope(plan: &PlanRecord) -> String {
    if plan.jurisdiction.is_empty() {
        format!("\u{0}{}", plan.id)
    } else {
        plan.jurisdiction.clone()
    }
}

/// The units and, for each mention, the position of its unit.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub units: Vec<Unit>,
    pub unit_of: Vec<u32>,
}

/// All mentions of one name in one scope that say the same about it.
#[derive(Debug)]
struct Entry {
    scope: Arc<str>,
    jurisdiction: Arc<str>,
    name: Arc<str>,
    given: Option<Given>,
    mentions: u32,
    at: Locator,
}

/// Gathers mentions into units.
pub(super) fn gather(
    mentions: &[Mention],
    vocabulary: &UnitVocabulary,
    aliases: &AliasFile,
) -> Noted<Gathered> {
    let (mut entries, entry_of) = count_names(mentions);
    for entry in &mut entries {
        if let Some(line) = aliases.find(&entry.jurisdiction, &entry.name) {
            entry.given = Some(line);
        }
    }
    let mut notes = Vec::new();
    let mut units = Vec::new();
    let mut unit_of_entry = vec![0; entries.len()];
    for range in scopes(&entries) {
        let mut groups = Grouping::new(&entries[range.clone()], vocabulary);
        groups.run();
        notes.append(&mut groups.notes);
        for group in &groups.groups {
            for (member, _) in &group.members {
                unit_of_entry[range.start + member] = units.len() as u32;
            }
            units.push(groups.unit(group));
        }
    }
    let unit_of = entry_of.iter().map(|entry| unit_of_entry[*entry as usize]).collect();
    Noted { value: Gathered { units, unit_of }, notes }
}

/// The entries, sorted by scope and name, and the entry of each mention.
fn count_names(mentions: &[Mention]) -> (Vec<Entry>, Vec<u32>) {
    let mut index: HashMap<(&str, &str, Option<&Given>), u32> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut entry_of: Vec<u32> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let key = (&*mention.scope, &*mention.name, mention.given.as_ref());
        let next = entries.len() as u32;
        let id = *index.entry(key).or_insert(next);
        if id == next {
            entries.push(Entry {
                scope: mention.scope.clone(),
                jurisdiction: mention.jurisdiction.clone(),
                name: mention.name.clone(),
                given: mention.given.clone(),
                mentions: 0,
                at: mention.at.clone(),
            });
        }
        let entry = &mut entries[id as usize];
        entry.mentions += 1;
        if mention.at < entry.at {
            entry.at = mention.at.clone();
        }
        entry_of.push(id);
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|a, b| {
        let key = |i: usize| (&entries[i].scope, &entries[i].name, &entries[i].given);
        key(*a).cmp(&key(*b))
    });
    let mut place = vec![0; entries.len()];
    for (old, new) in order.iter().zip(0u32..) {
        place[*old] = new;
    }
    let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let sorted = order.iter().filter_map(|i| entries[*i].take()).collect();
    (sorted, entry_of.into_iter().map(|id| place[id as usize]).collect())
}

/// Stretches of entries of one scope.
fn scopes(entries: &[Entry]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        match ranges.last_mut() {
            Some(range) if entries[range.start].scope == entry.scope => range.end = i + 1,
            _ => ranges.push(i..i + 1),
        }
    }
    ranges
}

/// Names that are equal once level, bracket and spelling are set aside.
#[derive(Debug)]
struct Node {
    name: CoreName,
    class: Class,
    /// Positions in the entries of the scope.
    entries: Vec<usize>,
    mentions: u32,
}

/// A unit in the making.
#[derive(Debug, Default)]
struct Group {
    /// The name a person gave it.
    given_name: Option<Arc<str>>,
    /// Positions in the entries of the scope, and why each belongs here when a person or a slip
    /// says so.
    members: Vec<(usize, Option<Evidence>)>,
    /// Positions in the nodes of the scope.
    nodes: Vec<usize>,
}

/// The entries of one scope being gathered.
struct Grouping<'e> {
    entries: &'e [Entry],
    vocabulary: &'e UnitVocabulary,
    nodes: Vec<Node>,
    groups: Vec<Group>,
    notes: Vec<Diagnostic>,
}

impl<'e> Grouping<'e> {
    fn new(entries: &'e [Entry], vocabulary: &'e UnitVocabulary) -> Self {
        Self { entries, vocabulary, nodes: Vec::new(), groups: Vec::new(), notes: Vec::new() }
    }

    fn run(&mut self) {
        let free = self.take_given();
        self.make_nodes(&free);
        let slips = self.slips();
        let mut order: Vec<usize> =
            (0..self.nodes.len()).filter(|n| !slips.contains_key(n)).collect();
        order.sort_by_key(|n| std::cmp::Reverse(self.nodes[*n].name.core.chars().count()));
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
        // Groups a person made take part with the names they hold.
        for g in 0..self.groups.len() {
            for (member, _) in self.groups[g].members.clone() {
                let entry = &self.entries[member];
                let (name, class) = self.read(&entry.name, &entry.jurisdiction, &own_level);
                self.groups[g].nodes.push(self.nodes.len());
                self.nodes.push(Node {
                    name,
                    class,
                    entries: Vec::new(),
                    mentions: entry.mentions,
                });
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
                let bare = bare.strip_suffix("街道办").map(|town| format!("{town}街道"));
                let bare = bare.unwrap_or_else(|| {
                    parted.core.trim_end_matches("办事处").trim_end_matches("政府").to_owned()
                });
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
        self.agree(short, long)
            && abbreviates(&self.nodes[short].name.core, &self.nodes[long].name.core, same_function)
    }

    /// Puts a node into the one group it fits, or into one of its own.
    fn place(&mut self, node: usize) {
        let fitting = |this: &Self, same_function: bool| -> Vec<usize> {
            let fits = |group: &Group| {
                group.nodes.iter().any(|other| {
                    let (a, b) = (&this.nodes[node], &this.nodes[*other]);
                    let equal = a.name.core == b.name.core && a.name.level == b.name.level;
                    (equal || this.is_short_for(node, *other))
                        && (!same_function || a.class.function == b.class.function)
                })
            };
            (0..this.groups.len()).filter(|g| fits(&this.groups[*g])).collect()
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

    fn join(&mut self, node: usize, group: usize, evidence: Option<Evidence>) {
        let group = &mut self.groups[group];
        group.nodes.push(node);
        group.members.extend(self.nodes[node].entries.iter().map(|entry| (*entry, evidence)));
    }

    /// Nodes that look like slips of the pen, the node each stands for, and whether both have the
    /// same known function.
    fn slips(&self) -> BTreeMap<usize, (usize, bool)> {
        let mut slips = BTreeMap::new();
        for slip in 0..self.nodes.len() {
            let rare = &self.nodes[slip];
            let zone = rare.class.kind == UnitKind::Zone;
            let explained = (0..self.nodes.len()).any(|other| self.is_short_for(slip, other));
            if rare.entries.is_empty() || zone || explained {
                continue;
            }
            let meant = (0..self.nodes.len())
                .filter(|other| {
                    let often = &self.nodes[*other];
                    *other != slip
                        && often.mentions >= SLIP_RARITY * rare.mentions
                        && self.agree(slip, *other)
                        && is_slip(&rare.name.core, &often.name.core)
                })
                .max_by_key(|other| (self.nodes[*other].mentions, std::cmp::Reverse(*other)));
            if let Some(meant) = meant {
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

    /// The most used full form. Rare names (under a third of the commonest), slips and names with a
    /// bracket stand back; of the others, a form is full when it is longer than three quarters of
    /// the longest.
    fn shown_name(&self, group: &Group) -> String {
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

    fn unit(&self, group: &Group) -> Unit {
        let name = self.shown_name(group);
        let jurisdiction =
            group.members.first().map(|(m, _)| self.entries[*m].jurisdiction.to_string());
        let jurisdiction = jurisdiction.unwrap_or_default();
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
        let class = self.vocabulary.classify(&name, &jurisdiction);
        let kind = said(&|given| given.kind.map(|kind| kind.as_str().to_owned()))
            .and_then(|kind| kind.parse().ok())
            .unwrap_or(class.kind);
        let function = said(&|given| given.function.as_deref().map(str::to_owned));
        let function = function.unwrap_or_else(|| self.function(group, class.function));
        Unit { jurisdiction, kind, function, aliases: self.aliases(group, &name), name }
    }

    /// The function of the shown name, else that of the commonest other name that has one.
    fn function(&self, group: &Group, shown: String) -> String {
        if !shown.is_empty() {
            return shown;
        }
        let known = group.nodes.iter().map(|node| &self.nodes[*node]);
        let known = known.filter(|node| !node.class.function.is_empty());
        let most = known.max_by_key(|node| (node.mentions, std::cmp::Reverse(&node.name.core)));
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

#[cfg(test)]
mod tests;
