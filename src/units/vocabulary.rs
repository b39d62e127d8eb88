//! The words by which lists of names are split and names are classed.
//!
//! Owns reading `vocabulary.toml` and answering what a name is.
//! Never knows which names are one unit.

use super::core_name::{comparing_form, core_name, part_bracket};
use super::place_group::CollectiveWords;
use super::unit::UnitKind;
use crate::text::Lang;
use crate::text::normalize::fold;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

/// Longer words before 等部门 are no field of work.
const LONGEST_FIELD: usize = 6;

static BUILT_IN: LazyLock<Arc<Words>> = LazyLock::new(|| {
    let words = UnitVocabulary::parse(include_str!("vocabulary.toml"));
    Arc::new(words.unwrap_or_else(|e| unreachable!("the built-in vocabulary is valid: {e}")))
});

/// What people call a function of the built-in list: 供水, or water supply; the id where it is none
/// of these.
pub fn function_name(id: &str, lang: Lang) -> String {
    name_in(&BUILT_IN, id, lang)
}

fn name_in(words: &Words, id: &str, lang: Lang) -> String {
    let known = words.function.iter().find(|function| function.id == id && !function.zh.is_empty());
    match (known, lang) {
        (Some(function), Lang::Zh) => function.zh.clone(),
        (Some(_), Lang::En) => id.replace('-', " "),
        (None, _) => id.to_owned(),
    }
}

/// Words and endings by which names are split and classed; the default is the built-in list.
#[derive(Debug, Clone)]
pub struct UnitVocabulary {
    words: Arc<Words>,
    known: Arc<BTreeSet<String>>,
}

/// What a name says about the body that bears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// What sort of body.
    pub kind: UnitKind,
    /// What it does; empty when the name does not say.
    pub function: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    list: ListWords,
    endings: Endings,
    levels: Levels,
    collective: CollectiveWords,
    form: Vec<Form>,
    function: Vec<Function>,
    /// Where the words of functions stand that cannot fit without this character: function, word.
    #[serde(skip)]
    functions_by_char: HashMap<char, Vec<(usize, usize)>>,
}

/// Words of the list splitter, as printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListWords {
    pub separators: String,
    pub rare_separators: String,
    pub joiners: Vec<String>,
    pub lead_ins: Vec<String>,
    pub verbs: Vec<String>,
    pub bare_groups: Vec<String>,
    pub person_tails: Vec<String>,
    pub office_ends: Vec<String>,
    pub heading_nouns: Vec<String>,
    pub shared_endings: Vec<String>,
    pub not_names: Vec<String>,
    pub sentence_starts: Vec<String>,
    pub relative_starts: Vec<String>,
    pub rankings: Vec<String>,
    pub nobody: Vec<String>,
    pub undecided: Vec<String>,
    pub labels: Vec<String>,
    pub remarks: Vec<String>,
    pub times: Vec<String>,
    pub actions: Vec<String>,
    pub counters: Vec<String>,
    pub parts: Vec<String>,
    pub short_forms: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    whole: Vec<String>,
    alone: Vec<String>,
    offices: Vec<String>,
    whole_offices: Vec<String>,
    bare: BTreeSet<String>,
    never: Vec<String>,
    below: Vec<String>,
    brands: Vec<String>,
    inner: Vec<String>,
    inner_of: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Levels {
    words: Vec<String>,
    exceptions: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    kind: UnitKind,
    words: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    id: String,
    /// What a Chinese reader calls it; the English name is the id.
    #[serde(default)]
    zh: String,
    kind: Option<UnitKind>,
    #[serde(default)]
    any_form: bool,
    words: Vec<Pattern>,
    #[serde(default)]
    context: Vec<String>,
}

/// A word with the marks `^`, `$`, `*` and a leading `?`; see the head of `vocabulary.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
struct Pattern {
    begins: bool,
    ends: bool,
    something_before: bool,
    pieces: Vec<String>,
    weight: usize,
}

impl From<String> for Pattern {
    fn from(word: String) -> Self {
        let begins = word.starts_with('^');
        let ends = word.ends_with('$');
        let word = word.trim_start_matches('^').trim_end_matches('$');
        let something_before = word.starts_with('?');
        let word = word.trim_start_matches('?');
        let pieces: Vec<String> = word.split('*').map(str::to_owned).collect();
        let weight = pieces.iter().map(|piece| piece.chars().count()).sum();
        Self { begins, ends, something_before, pieces, weight }
    }
}

impl Pattern {
    /// Whether what fits is the pattern from the first character to the last: 国网…电力.
    fn spans_all(&self) -> bool {
        self.begins && self.ends && self.pieces.len() > 1
    }

    /// A character that stands in every name the pattern fits.
    fn needs(&self) -> Option<char> {
        self.pieces.iter().rev().find_map(|piece| piece.chars().next())
    }

    fn fits(&self, name: &str) -> bool {
        let name = if self.something_before {
            let mut chars = name.chars();
            chars.next();
            chars.as_str()
        } else {
            name
        };
        let [inner @ .., last] = self.pieces.as_slice() else { return false };
        let mut rest = name;
        for (i, piece) in inner.iter().enumerate() {
            let Some(at) = rest.find(piece.as_str()) else { return false };
            if i == 0 && self.begins && at > 0 {
                return false;
            }
            rest = &rest[at + piece.len()..];
        }
        let only = inner.is_empty() && self.begins;
        match (only, self.ends) {
            (true, true) => rest == last,
            (true, false) => rest.starts_with(last.as_str()),
            (false, true) => rest.ends_with(last.as_str()),
            (false, false) => rest.contains(last.as_str()),
        }
    }
}

impl Default for UnitVocabulary {
    fn default() -> Self {
        Self { words: BUILT_IN.clone(), known: Arc::default() }
    }
}

impl UnitVocabulary {
    fn parse(text: &str) -> Result<Words, toml::de::Error> {
        let mut words: Words = toml::from_str(text)?;
        for list in [&mut words.list.verbs, &mut words.list.joiners, &mut words.list.lead_ins] {
            list.sort_by_key(|word| Reverse(word.chars().count()));
        }
        for (f, function) in words.function.iter().enumerate() {
            for (w, word) in function.words.iter().enumerate() {
                if let Some(c) = word.needs() {
                    words.functions_by_char.entry(c).or_default().push((f, w));
                }
            }
        }
        Ok(words)
    }

    /// The same words, and what ends with one of `endings` is taken for a name.
    #[must_use]
    pub fn with_endings(&self, endings: &[String]) -> Self {
        let mut words = Words::clone(&self.words);
        words.endings.whole.extend(endings.iter().map(|ending| fold(ending)));
        Self { words: Arc::new(words), known: self.known.clone() }
    }

    /// The same words, and `names` are taken for names whatever they look like.
    #[must_use]
    pub fn with_known_names<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let known = names.into_iter().map(fold).filter(|name| !name.is_empty()).collect();
        Self { words: self.words.clone(), known: Arc::new(known) }
    }

    pub(super) fn list(&self) -> &ListWords {
        &self.words.list
    }

    /// Whether a person has said that this is a name.
    pub(super) fn is_known(&self, name: &str) -> bool {
        !self.known.is_empty() && self.known.contains(&fold(name))
    }

    /// The level a name in comparing form opens with, and what follows it.
    pub(super) fn level_of<'n>(&self, head: &'n str) -> Option<(&'n str, &'n str)> {
        let levels = &self.words.levels;
        if levels.exceptions.iter().any(|word| head.starts_with(word.as_str())) {
            return None;
        }
        let word = levels.words.iter().find(|word| head.starts_with(word.as_str()))?;
        let (level, rest) = head.split_at(word.len());
        // 县委 is a body, 区长 or 市里 are not: at least two characters make a name.
        (rest.chars().count() >= 2 || rest == "委").then_some((level, rest))
    }

    /// Whether the name is a group without a member list.
    pub fn is_collective(&self, name: &str) -> bool {
        let form = fold(name);
        let (head, _) = part_bracket(&form);
        let words = &self.words.collective;
        words.whole.contains(head)
            || words.opens_with_levels(head)
            || words.names_governments(&form)
            || form.contains('、') && words.names_kinds_of_places(&form)
            || words.contains.iter().any(|word| head.contains(word.as_str()))
            || words.begins.iter().any(|word| head.starts_with(word.as_str()))
            || words
                .ends
                .iter()
                .any(|word| head.ends_with(word.as_str()) || form.ends_with(word.as_str()))
    }

    /// What sort of body the name says it is.
    pub fn kind(&self, name: &str) -> UnitKind {
        self.classify(name, "").kind
    }

    /// The function the name says; empty when it says none.
    pub fn function(&self, name: &str) -> String {
        self.classify(name, "").function
    }

    /// Kind and function of a name, seen from inside `jurisdiction` (empty when unknown).
    pub fn classify(&self, name: &str, jurisdiction: &str) -> Class {
        let core = core_name(name, jurisdiction, "", self).core;
        if self.is_collective(name) {
            let function = self.longest_fit(&core, |f| f.kind == Some(UnitKind::Collective));
            let function = function.map(|f| f.id.clone()).unwrap_or_default();
            return Class { kind: UnitKind::Collective, function };
        }
        let form = self.words.form.iter().find(|form| form.words.iter().any(|w| w.fits(&core)));
        let form = form.map(|form| form.kind);
        let function = self.longest_fit(&core, |f| match (form, f.kind) {
            (_, Some(UnitKind::Collective)) => false,
            (None | Some(UnitKind::Party), _) => true,
            (Some(form), kind) => kind == Some(form) || f.any_form,
        });
        let kind = function
            .and_then(|f| f.kind.or(f.any_form.then_some(UnitKind::Department)))
            .or(form)
            .unwrap_or(UnitKind::Department);
        Class { kind, function: function.map(|f| f.id.clone()).unwrap_or_default() }
    }

    /// The function with the longest word that fits; of equally long ones the first in the file.
    fn longest_fit(&self, core: &str, eligible: impl Fn(&Function) -> bool) -> Option<&Function> {
        let chars: BTreeSet<char> = core.chars().collect();
        let words = chars.iter().filter_map(|c| self.words.functions_by_char.get(c)).flatten();
        let fitting = words.filter_map(|(f, w)| {
            let function = &self.words.function[*f];
            let word = &function.words[*w];
            (eligible(function) && word.fits(core)).then_some((word.weight, Reverse(*f)))
        });
        fitting.max().map(|(_, Reverse(f))| &self.words.function[f])
    }

    /// Whether words of a function make up the whole name (妇联, 中国移动).
    pub(super) fn is_function_word(&self, name: &str) -> bool {
        let form = comparing_form(name);
        let core = self.level_of(&form).map_or(form.as_str(), |(_, rest)| rest);
        let length = core.chars().count();
        self.words
            .function
            .iter()
            .flat_map(|f| &f.words)
            .any(|w| (w.weight == length || w.spans_all()) && w.fits(core))
    }

    /// What people call a function of this vocabulary; the id where it gives no name.
    pub(super) fn function_name(&self, id: &str, lang: Lang) -> String {
        name_in(&self.words, id, lang)
    }

    /// The function that a measure's words speak of, when it is one only: see `context` in the file.
    pub(super) fn context_function(&self, text: &str) -> Option<&str> {
        let mut spoken =
            self.words.function.iter().filter(|function| {
                function.context.iter().any(|word| text.contains(word.as_str()))
            });
        let first = spoken.next()?;
        spoken.next().is_none().then_some(first.id.as_str())
    }

    /// Whether the words end like a name and are more than the ending.
    pub(super) fn ends_whole(&self, name: &str) -> bool {
        let form = fold(name);
        let (head, _) = part_bracket(&form);
        head.chars().count() >= 2 && !self.is_bare(head) && self.ends_with_ending(head, false)
    }

    /// Whether the words can be a name when marks stand before and after them.
    pub(super) fn ends_like_name(&self, name: &str) -> bool {
        let form = fold(name);
        let (head, _) = part_bracket(&form);
        head.chars().count() >= 2 && self.ends_with_ending(head, true)
    }

    /// Of a name's endings and of words that only look like one, the longer one counts: 政协办 is
    /// a name, 协办 is not.
    fn ends_with_ending(&self, head: &str, alone: bool) -> bool {
        let endings = &self.words.endings;
        let longest = |list: &[String]| -> usize {
            let fitting = list.iter().filter(|word| head.ends_with(word.as_str()));
            fitting.map(String::len).max().unwrap_or(0)
        };
        let ending = longest(&endings.whole).max(if alone { longest(&endings.alone) } else { 0 });
        ending > 0 && ending > longest(&endings.never)
    }

    /// Whether the words are an ending and no name by themselves.
    pub(super) fn is_bare(&self, words: &str) -> bool {
        self.words.endings.bare.contains(&fold(words))
    }

    /// Whether `right` is an office inside, or a body or branch below, what `left` ends with.
    pub(super) fn continues(&self, left: &str, right: &str) -> bool {
        let endings = &self.words.endings;
        let ends = |list: &[String]| list.iter().any(|word| right.ends_with(word.as_str()));
        let begins_firm =
            |text: &str| endings.brands.iter().any(|word| text.starts_with(word.as_str()));
        let inside = endings.inner_of.iter().any(|word| left.ends_with(word.as_str()))
            && endings.inner.iter().any(|word| right.starts_with(word.as_str()))
            || self.is_branch_of(left, right);
        if inside || self.level_of(&fold(right)).is_some() || begins_firm(right) {
            return inside;
        }
        let same_function = self.function(left) == self.function(right);
        let below = ends(&endings.below)
            && (same_function || !self.stands_alone(right))
            && (left.ends_with(['局', '厅'])
                || left.ends_with("中心")
                || self.kind(left) == UnitKind::Enterprise);
        let branch = begins_firm(left) && self.is_function_word(left) && same_function;
        below || branch
    }

    /// Whether `right` is nothing but a place and the word for a branch: 市生态环境局 + 市中分局.
    pub(super) fn is_branch_of(&self, left: &str, right: &str) -> bool {
        const LONGEST_PLACE: usize = 4;
        let place = right.strip_suffix("分局").filter(|place| {
            (1..=LONGEST_PLACE).contains(&place.chars().count())
                && !place.ends_with(['局', '厅', '委', '办', '院', '部'])
        });
        left.ends_with(['局', '厅']) && place.is_some_and(|p| self.function(p).is_empty())
    }

    /// Whether `left`, though it ends like a name, was cut inside one: 人力社|保局, 相关部|门.
    pub(super) fn ends_by_chance(&self, left: &str, right: &str) -> bool {
        self.straddles(left, right)
            || (!self.stands_alone(right)
                && !self.is_collective(left)
                && self.function(left).is_empty())
    }

    /// Whether an ending begins in `left` and ends in `right`.
    fn straddles(&self, left: &str, right: &str) -> bool {
        let mut ways = right.char_indices().take(3).map(|(i, c)| &right[..i + c.len_utf8()]);
        let long = |ending: &&String| ending.chars().count() > 1;
        ways.any(|start| {
            let joined = format!("{left}{start}");
            let endings = &self.words.endings;
            let mut endings = endings.whole.iter().chain(&endings.never).filter(long);
            endings.any(|ending| ending.len() > start.len() && joined.ends_with(ending.as_str()))
        })
    }

    /// Whether both words are names of offices: 农业股 and 产业发展股.
    pub(super) fn are_offices(&self, left: &str, right: &str) -> bool {
        self.is_office(left) && self.is_office(right) && !self.straddles(left, right)
    }

    /// Whether the words end as the name of an office does, and are more than the ending.
    fn is_office(&self, words: &str) -> bool {
        const SHORTEST: usize = 3;
        words.chars().count() >= SHORTEST
            && self.words.endings.offices.iter().any(|end| words.ends_with(end.as_str()))
    }

    /// Whether an office stands before a name that is whole by itself and none of its parts: 宣传股 and 文化馆,
    /// 办公室 and 信息中心.
    pub(super) fn is_office_before(&self, left: &str, right: &str) -> bool {
        const SHORTEST: usize = 3;
        let body = || self.words.endings.whole_offices.iter().any(|word| word == left);
        (self.is_office(left) || body())
            && right.chars().count() >= SHORTEST
            && self.ends_whole(right)
            && !self.continues(left, right)
            && !self.straddles(left, right)
    }

    /// Whether the words tell by themselves whose they are: a level, a group or a function.
    fn stands_alone(&self, words: &str) -> bool {
        self.level_of(&fold(words)).is_some()
            || self.is_collective(words)
            || !self.function(words).is_empty()
    }

    /// The words of groups of places.
    pub(super) fn collective(&self) -> &CollectiveWords {
        &self.words.collective
    }

    /// Whether words stand in a word of a function (人民 in 人民法院, 住房 in 住房公积金).
    pub(super) fn says_work(&self, words: &str) -> bool {
        let functions = self.words.function.iter().flat_map(|f| &f.words);
        let mut pieces = functions.flat_map(|w| &w.pieces);
        pieces.any(|piece| piece.contains(words))
    }

    /// Whether the words open with what a department does: 应急管理, 卫生计生, but not 李卫生.
    pub(super) fn is_field(&self, words: &str) -> bool {
        let form = comparing_form(words);
        let core = self.level_of(&form).map_or(form.as_str(), |(_, rest)| rest);
        let opens = |text: &str| {
            let words = self.words.function.iter().flat_map(|f| &f.words);
            words.filter(|w| w.weight > 1 && w.pieces.len() == 1).any(|w| {
                w.pieces.iter().all(|piece| text.starts_with(piece.as_str())) && w.fits(text)
            })
        };
        // 教育和公安 are two fields, 住房和城乡建设 is one.
        let two = words.split_once(['和', '与', '及']).is_some_and(|(a, b)| opens(a) && opens(b));
        opens(core) && !two && core.chars().count() <= LONGEST_FIELD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_anchors_and_gaps() {
        let fits = |pattern: &str, name: &str| Pattern::from(pattern.to_owned()).fits(name);
        assert!(fits("政府办$", "区政府办") && !fits("政府办$", "政府办事处"));
        assert!(fits("^政府$", "政府") && !fits("^政府$", "镇政府"));
        assert!(fits("投*公司$", "文投发展公司") && !fits("投*公司$", "公司投"));
        assert!(fits("?区$", "甲区") && !fits("?区$", "区"));
    }

    #[test]
    fn the_function_is_the_longest_word() {
        let words = UnitVocabulary::default();
        for (name, kind, function) in [
            ("区市场监督管理局", UnitKind::Department, "market-regulation"),
            ("省工业和信息化厅", UnitKind::Department, "economy-information"),
            ("市地方金融监管局", UnitKind::Department, "financial-affairs"),
            ("国家金融监督管理总局云州分局", UnitKind::Department, "banking-insurance-regulation"),
            ("中国人民银行", UnitKind::Department, "central-bank"),
            ("区委统战部", UnitKind::Party, "united-front"),
            ("区委农办", UnitKind::Party, "agriculture-rural"),
            ("区关工委", UnitKind::Association, "care-next-generation"),
            ("市中级人民法院", UnitKind::Judicial, "court"),
            ("科技城管委会", UnitKind::Zone, "zone-administration"),
            ("区科技投资有限公司", UnitKind::Enterprise, "platform-company"),
            ("云州农村商业银行", UnitKind::Enterprise, "commercial-bank"),
            ("团区委", UnitKind::Association, "youth-league"),
            ("市直机关工委", UnitKind::Party, "organs-working-committee"),
            ("区政府", UnitKind::Department, "government"),
            ("各乡镇人民政府", UnitKind::Collective, ""),
            ("区政务服务和大数据局", UnitKind::Department, "government-services"),
        ] {
            let got = words.classify(name, "");
            assert_eq!((got.kind, got.function.as_str()), (kind, function), "{name}");
        }
    }

    #[test]
    fn every_function_has_one_name_in_each_language() {
        let words = UnitVocabulary::default();
        let mut names = HashMap::new();
        for Function { id, zh, .. } in &words.words.function {
            assert!(!zh.is_empty(), "{id}");
            assert_eq!(names.entry(zh).or_insert(id), &id, "{zh} is one function");
            assert_eq!(&function_name(id, Lang::Zh), zh, "{id}");
        }
        assert_eq!(function_name("water-supply", Lang::En), "water supply");
        assert_eq!(function_name("of-a-user", Lang::Zh), "of-a-user");
    }
}
