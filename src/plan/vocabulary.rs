//! The words of responsibility, as data.
//!
//! Owns one scanner for all words of the vocabulary file. Never knows where in a document a
//! word stands or what follows from it.

use super::lists::Lists;
use super::name_words::NameWords;
use super::role::Role;
use super::vocabulary_file::{File, Section};
pub use super::words::{Found, Heading, Label, Stop, Verb, Word};
use crate::text::{folded, is_han, is_numeral, key};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, BTreeSet};

/// No heading of a column is longer, in bytes, whatever its brackets explain.
const LONGEST_HEADING: usize = 2_000;

/// All words, ready to be looked for.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    scanner: AhoCorasick,
    patterns: Vec<String>,
    words: Vec<Word>,
    /// The verb that begins a word which is a label only before a colon, with its length.
    verbs: Vec<Option<(usize, Word)>>,
    prefixes: Vec<Vec<char>>,
    openers: Vec<Vec<char>>,
    headings: BTreeMap<String, Heading>,
    sequence_endings: Vec<String>,
    task_endings: Vec<String>,
    other_endings: Vec<String>,
    periods: Vec<String>,
    stems: Vec<(String, Label)>,
    members: Vec<String>,
    line_prefixes: Vec<String>,
    nouns: Vec<String>,
    lists: Lists,
    name_words: NameWords,
    added_endings: Vec<String>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::with_additions("").unwrap_or_else(|e| unreachable!("the built-in vocabulary: {e}"))
    }
}

impl Vocabulary {
    /// The built-in words and those of a file of the same form.
    ///
    /// # Errors
    /// What is wrong with the file, with its line: no TOML, a list this version does not know, or an
    /// empty word.
    pub fn with_additions(additions: &str) -> Result<Self, String> {
        let (file, added_endings) = File::with_additions(additions)?;
        Ok(Self { added_endings, ..Self::compile(file) })
    }

    fn compile(mut file: File) -> Self {
        let nouns = file.labels.take("nouns");
        let places = file.labels.take("places");
        let mut words: BTreeMap<String, Word> = BTreeMap::new();
        let stems = labels(&mut file.labels, &nouns, &mut words);
        let members = file.labels.take("members");
        let line_prefixes = file.labels.take("line_prefixes");
        for member in &members {
            let word = words.entry(format!("{member}:")).or_default();
            word.label = Some(Label::Role(Role::Support));
        }
        verbs(&mut file.verbs, &mut words);
        let headings = headings(&mut file, &mut words);
        let sequence_endings = file.headers.take("sequence_endings");
        let task_endings = file.headers.take("task_endings");
        let other_endings = file.headers.take("other_endings");
        let periods = file.headers.take("period");
        let prefixes = longest_first(file.labels.take("prefixes"));
        let openers = longest_first(file.verbs.take("openers"));
        let lists = Lists::take(&mut file);
        let name_words = NameWords::new(&lists);
        debug_assert_eq!(file.left(), None, "a list of the vocabulary is not used");
        // 会同县区: a verb and whom it names, unless a colon makes a label of it.
        let verb_in = |word: &str| {
            let rest = places.iter().find_map(|place| word.strip_suffix(place.as_str()))?;
            words.get(rest).filter(|w| w.verb.is_some()).map(|w| (rest.chars().count(), *w))
        };
        let verbs = words.keys().map(|word| verb_in(word)).collect();
        let (patterns, words): (Vec<String>, Vec<Word>) = words.into_iter().unzip();
        Self {
            scanner: scanner(&patterns),
            patterns,
            words,
            verbs,
            prefixes,
            openers,
            headings,
            sequence_endings,
            task_endings,
            other_endings,
            periods,
            stems,
            members,
            line_prefixes,
            nouns,
            lists,
            name_words,
            added_endings: Vec::new(),
        }
    }

    /// The vocabulary with words that one document explains.
    pub(super) fn with_words(&self, more: Vec<(String, Word)>) -> Self {
        let mut own = self.clone();
        for (text, word) in more {
            own.patterns.push(text);
            own.words.push(word);
            own.verbs.push(None);
        }
        own.scanner = scanner(&own.patterns);
        own
    }

    /// The endings of unit names that the file added, for those who split and class names.
    pub fn added_endings(&self) -> &[String] {
        &self.added_endings
    }

    pub(super) fn name_words(&self) -> &NameWords {
        &self.name_words
    }

    pub(super) fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Whether a cell holds nothing, or marks that say so (无, ——, /).
    pub fn is_blank_cell(&self, cell: &[char]) -> bool {
        is_made_of(cell, &self.lists.blank_cells)
    }

    /// Whether a cell begins a row that adds up those above it: 合计, 小计（7个）.
    pub fn is_total(&self, cell: &str) -> bool {
        let cell = key(cell);
        let word = cell.split('(').next().unwrap_or_default();
        self.lists.total_cells.iter().any(|total| total == word)
    }

    /// Whether a cell repeats the one above it (同上, 〃).
    pub fn is_ditto(&self, cell: &[char]) -> bool {
        cell.iter().any(|c| *c != ' ') && is_made_of(cell, &self.lists.ditto_cells)
    }

    /// All words of a folded text in one scan, from left to right, never overlapping.
    pub fn scan(&self, chars: &[char]) -> Vec<Found> {
        let mut text = String::with_capacity(chars.len() * 3);
        let mut char_of_byte = Vec::with_capacity(chars.len() * 3 + 1);
        for (i, c) in chars.iter().enumerate() {
            text.push(*c);
            char_of_byte.resize(text.len(), i);
        }
        char_of_byte.push(chars.len());
        let found: Vec<Found> = self
            .scanner
            .find_iter(&text)
            .map(|found| {
                let (start, end) = (char_of_byte[found.start()], char_of_byte[found.end()]);
                let word = found.pattern().as_usize();
                // A label that is one before a colon only: the colon is no part of it.
                let end = end - usize::from(self.patterns[word].ends_with(':'));
                let names_on = chars.get(end).is_some_and(|c| is_han(*c));
                match self.verbs[word].filter(|_| names_on) {
                    Some((length, word)) => Found { start, end: start + length, word },
                    None => Found { start, end, word: self.words[word] },
                }
            })
            .collect();
        with_tails(found, chars)
    }

    /// Where a label that is found at `start` really begins, with the prefix before it (市级 + 牵头单位).
    pub fn label_start(&self, chars: &[char], start: usize) -> usize {
        let before = &chars[..start];
        // 县环保局责任单位: a single letter behind others ends a name.
        let own = |p: &&Vec<char>| {
            let ahead = before.len().checked_sub(p.len() + 1).map(|at| before[at]);
            p.len() > 1 || !ahead.is_some_and(is_han)
        };
        let mut found = self.prefixes.iter().filter(|p| before.ends_with(p)).filter(own);
        found.next().map_or(start, |p| start - p.len())
    }

    /// How many characters at the beginning are a word that opens a list of names (由).
    pub fn opener(&self, chars: &[char]) -> usize {
        self.openers.iter().find(|o| chars.starts_with(o)).map_or(0, Vec::len)
    }

    /// How long the names before a word for duties are (县公安局职责), or all of them.
    pub fn without_duty_word(&self, names: &[char]) -> usize {
        let text: String = names.iter().collect();
        let words = self.lists.duty_words.iter();
        let names =
            words.filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|n| n.len());
        names.unwrap_or(&text).trim_end().chars().count()
    }

    /// What is missing of the verb that begins with some characters, where a text may end in it.
    pub fn rest_of_verb(&self, begun: &str) -> Option<&str> {
        let verbs = self.lists.cut.iter();
        verbs.filter_map(|verb| verb.strip_prefix(begun)).find(|rest| !rest.is_empty())
    }

    /// Whether a character is a word for an area (区, 县).
    pub fn is_area(&self, c: char) -> bool {
        self.name_words.areas.hold(&[c])
    }

    /// Whether a name ends with that of a body of a place (六安市人民政府).
    pub fn ends_with_body(&self, name: &[char]) -> bool {
        let ends = |body: &String| {
            let length = body.chars().count();
            name.len() > length && name[name.len() - length..].iter().copied().eq(body.chars())
        };
        self.lists.bare_bodies.iter().any(ends)
    }

    /// Whether a name ends with the word for a place, brackets behind it left out (各县（区）).
    pub fn ends_with_place(&self, name: &[char]) -> bool {
        let plain = match name.iter().rposition(|c| *c == '(') {
            Some(open) if name.ends_with(&[')']) => &name[..open],
            _ => name,
        };
        plain.last().is_some_and(|c| self.is_area(*c))
    }

    /// Whether words before a label at the beginning of a paragraph are part of it (指标 + 牵头部门).
    pub fn opens_label(&self, words: &[char]) -> bool {
        self.line_prefixes.iter().any(|prefix| prefix.chars().eq(words.iter().copied()))
    }

    /// Whether a label names the members of a group (成员单位).
    pub fn names_members(&self, label: &[char]) -> bool {
        self.members.iter().any(|member| member.chars().eq(label.iter().copied()))
    }

    /// Whether words are a noun for units (单位, 科室).
    pub fn is_noun(&self, words: &str) -> bool {
        self.nouns.iter().any(|noun| noun == words)
    }

    /// Whether a label speaks of units, whatever their part (挂帅单位).
    pub fn names_units(&self, label: &str) -> bool {
        self.nouns.iter().any(|n| label.ends_with(n.as_str()))
    }

    /// Whether a heading of a table holds numbers by its ending (督办编号).
    pub fn holds_numbers(&self, heading: &str) -> bool {
        let word = folded(heading).replace(' ', "");
        self.sequence_endings.iter().any(|end| word.ends_with(end.as_str()))
    }

    /// The label of a heading that has other words between stem and noun (起草、报送单位).
    fn loose_label(&self, word: &str) -> Option<Label> {
        let noun = self.names_units(word);
        let at = |(stem, label): &(String, Label)| word.find(stem.as_str()).map(|i| (i, *label));
        let first = self.stems.iter().filter_map(at).min_by_key(|(i, _)| *i);
        first.filter(|_| noun && word.chars().count() <= 14).map(|(_, label)| label)
    }

    /// Whether a heading names a stretch of time (一季度, 7-9月份, 2月底前进度).
    pub fn is_period(&self, heading: &str) -> bool {
        let text: String = folded(heading).replace(' ', "");
        let mut rest = text.as_str();
        loop {
            let figure = |c: char| c.is_ascii_digit() || is_numeral(c);
            let word = self.periods.iter().find_map(|word| rest.strip_prefix(word.as_str()));
            match word.or_else(|| rest.strip_prefix(figure)) {
                Some(tail) => rest = tail,
                None => break,
            }
        }
        let period = &text[..text.len() - rest.len()];
        period.contains(['年', '季', '月', 'Q']) && rest.chars().count() <= 4
    }

    /// What a column heading announces; blanks and what stands in brackets do not matter.
    pub fn heading(&self, cell: &str) -> Option<Heading> {
        if cell.len() > LONGEST_HEADING {
            return None;
        }
        let full: Vec<char> = folded(cell).chars().filter(|c| *c != ' ').collect();
        let mut depth = 0;
        let plain: Vec<char> = full
            .iter()
            .copied()
            .filter(|c| {
                depth += i32::from(*c == '(');
                let keep = depth == 0;
                depth -= i32::from(*c == ')');
                keep && *c != ':'
            })
            .collect();
        let word: String = plain.iter().collect();
        if word.is_empty() || plain.len() > 14 {
            return None;
        }
        if let Some(heading) = self.headings.get(&word) {
            return Some(*heading);
        }
        // 责任（牵头）单位: both words count.
        if plain.len() < full.len()
            && let [one] = self.scan(&full).as_slice()
            && let (Some(label), 0, true) = (one.word.label, one.start, one.end == full.len())
        {
            return Some(Heading::Role(label));
        }
        // 配合单位1, 配合单位2
        let unnumbered = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if unnumbered.len() < word.len() && self.names_units(unnumbered) {
            return self.heading(unnumbered).filter(|h| matches!(h, Heading::Role(_)));
        }
        let found = self.scan(&plain);
        let Some((label, place)) = found.iter().find_map(|f| f.word.label.map(|l| (l, f))) else {
            // 区政府分管领导
            let person = |f: &Found| f.word.stop == Some(Stop::Person) && f.end == plain.len();
            if found.iter().any(person) && plain.len() <= 8 {
                return Some(Heading::Person);
            }
            if let Some(label) = self.loose_label(&word) {
                return Some(Heading::Role(label));
            }
            if ["时间", "时限", "期限"].iter().any(|due| word.ends_with(due)) {
                return Some(Heading::Due);
            }
            let ends = self.task_endings.iter().any(|e| word.ends_with(e.as_str()));
            let words = plain.iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric());
            return (ends && words && plain.len() <= 12).then_some(Heading::Task);
        };
        // 落实进展情况
        if place.word.bare && self.other_endings.iter().any(|e| word.ends_with(e.as_str())) {
            return Some(Heading::Other);
        }
        let head = self.label_start(&plain, place.start);
        // What surrounds the label must itself be part of a heading (区级牵头单位, 牵头单位及责任人).
        let tail = &plain[place.end..];
        let tail_known = tail.is_empty()
            || tail.first().is_some_and(|c| "及和与或、/".contains(*c))
            || self.scan(tail).first().is_some_and(|f| f.start == 0);
        if head <= 2 && tail_known {
            return Some(Heading::Role(label));
        }
        // 参加活动的主要单位
        self.loose_label(&word).filter(|_| place.word.bare).map(Heading::Role)
    }
}

/// Enters the labels, each stem with each noun behind it, and gives the stems.
fn labels(
    section: &mut Section,
    nouns: &[String],
    words: &mut BTreeMap<String, Word>,
) -> Vec<(String, Label)> {
    let bare: BTreeSet<String> = section.take("bare").into_iter().collect();
    let mut stems = Vec::new();
    for (list, label) in [
        ("lead", Label::Role(Role::Lead)),
        ("responsible", Label::Role(Role::Responsible)),
        ("support", Label::Role(Role::Support)),
        ("host", Label::Host),
    ] {
        for stem in section.take(list) {
            stems.push((stem.clone(), label));
            for noun in nouns {
                let word = words.entry(format!("{stem}{noun}")).or_default();
                word.label = word.label.or(Some(label));
            }
            if bare.contains(&stem) {
                let word = words.entry(stem).or_default();
                (word.label, word.bare) = (Some(label), true);
            }
        }
    }
    paired_labels(&section.take("paired"), &section.take("paired_nouns"), &stems, words);
    for whole in section.take("whole_support") {
        words.entry(whole).or_default().label = Some(Label::Role(Role::Support));
    }
    for stem in section.take("share") {
        let word = words.entry(stem).or_default();
        (word.label, word.bare) = (Some(Label::Share), true);
    }
    stems
}

/// Enters the labels that give two roles, of which the higher one counts: 牵头（责任）单位, 责任单位（牵头单位）.
fn paired_labels(
    paired: &[String],
    nouns: &[String],
    stems: &[(String, Label)],
    words: &mut BTreeMap<String, Word>,
) {
    let rank = |label: Label| match label {
        Label::Role(Role::Lead) => 0,
        Label::Role(Role::Responsible) => 1,
        Label::Host => 2,
        Label::Role(Role::Support) | Label::Share => 3,
    };
    let label_of = |stem: &String| stems.iter().find(|(s, _)| s == stem).map(|(_, label)| *label);
    for a in paired {
        for b in paired.iter().filter(|b| *b != a) {
            let labels = [label_of(a), label_of(b)].into_iter().flatten();
            let label = labels.min_by_key(|label| rank(*label));
            for noun in nouns {
                for form in [
                    format!("{a}({b}){noun}"),
                    format!("{a}/{b}{noun}"),
                    format!("{a}、{b}{noun}"),
                    format!("{a}{noun}({b}{noun})"),
                ] {
                    let word = words.entry(form).or_default();
                    word.label = word.label.or(label);
                }
            }
        }
    }
}

/// Enters the verbs, and the words that hide one.
fn verbs(section: &mut Section, words: &mut BTreeMap<String, Word>) {
    for (list, verb) in [
        ("lead", Verb::Lead),
        ("support", Verb::Support),
        ("share", Verb::Share),
        ("carry", Verb::Carry),
        ("with", Verb::With),
    ] {
        for word in section.take(list) {
            words.entry(word).or_default().verb = Some(verb);
        }
    }
    for word in section.take("none") {
        words.entry(word).or_default();
    }
}

/// Enters the labels of other facts, and gives what each heading of a column announces.
fn headings(file: &mut File, words: &mut BTreeMap<String, Word>) -> BTreeMap<String, Heading> {
    let mut headings = BTreeMap::new();
    for (list, stop, heading) in [
        ("due", Stop::Due, Heading::Due),
        ("person", Stop::Person, Heading::Person),
        ("other", Stop::Other, Heading::Other),
    ] {
        for word in file.stops.take(list) {
            headings.insert(word.clone(), heading);
            words.entry(word).or_default().stop = Some(stop);
        }
    }
    for (list, heading) in [
        ("sequence", Heading::Sequence),
        ("group", Heading::Group),
        ("task", Heading::Task),
        ("span", Heading::Span),
    ] {
        headings.extend(file.headers.take(list).into_iter().map(|word| (word, heading)));
    }
    headings
}

fn longest_first(words: Vec<String>) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = words.iter().map(|w| w.chars().collect()).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words
}

fn scanner(patterns: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns)
        .unwrap_or_else(|e| unreachable!("a few thousand short words always compile: {e}"))
}

/// Whether a text consists of some words and blanks.
fn is_made_of(text: &[char], words: &[String]) -> bool {
    let text: String = text.iter().filter(|c| **c != ' ').collect();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        match words.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            Some(tail) => rest = tail,
            None => return false,
        }
    }
    true
}

/// Lets a label take the words that belong to it up to its colon: 责任单位及责任人：, 责任单位（人）：.
fn with_tails(mut found: Vec<Found>, chars: &[char]) -> Vec<Found> {
    let mut i = 0;
    while i < found.len() {
        let mut end = found[i].end;
        let mut taken = 0;
        if found[i].word.label.is_some() && !found[i].word.bare {
            loop {
                let next = found.get(i + taken + 1);
                let joined = chars.get(end).is_some_and(|c| "及和与、/".contains(*c));
                match next {
                    Some(next) if joined && next.start == end + 1 => {
                        (end, taken) = (next.end, taken + 1);
                    }
                    _ => break,
                }
            }
            if chars.get(end) == Some(&'(')
                && let Some(close) = chars[end..].iter().take(8).position(|c| *c == ')')
            {
                end += close + 1;
                taken += found[i + taken + 1..].iter().take_while(|f| f.start < end).count();
            }
            if end > found[i].end && chars.get(end) == Some(&':') {
                found[i].end = end;
                found.drain(i + 1..i + 1 + taken);
            }
        }
        i += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> Vec<(String, Word)> {
        let chars: Vec<char> = text.chars().collect();
        let vocabulary = Vocabulary::default();
        let found = vocabulary.scan(&chars);
        found.iter().map(|f| (chars[f.start..f.end].iter().collect(), f.word)).collect()
    }

    #[test]
    fn the_longest_word_counts() {
        let found = scan("牵头单位:甲局;乙局、丙局按职责分工负责");
        assert_eq!(found[0].0, "牵头单位");
        assert_eq!(found[0].1.label, Some(Label::Role(Role::Lead)));
        assert_eq!(
            found[1],
            ("按职责分工负责".into(), Word { verb: Some(Verb::Share), ..Word::default() })
        );
    }

    #[test]
    fn a_limited_company_is_no_label() {
        assert!(scan("某某有限责任公司").iter().all(|(_, word)| word.label.is_none() || word.bare));
    }

    #[test]
    fn an_empty_word_is_refused() {
        for word in ["", " ", "\u{3000}"] {
            let file = format!("[cells]\nblank = [\"{word}\"]");
            assert!(Vocabulary::with_additions(&file).is_err(), "{word:?}");
        }
    }

    #[test]
    fn column_headings() {
        let vocabulary = Vocabulary::default();
        let role = |role| Some(Heading::Role(Label::Role(role)));
        for (cell, heading) in [
            ("序 号", Some(Heading::Sequence)),
            ("牵头单位", role(Role::Lead)),
            ("区级牵头单位", role(Role::Lead)),
            ("责任单位（排第一的为牵头单位）", role(Role::Responsible)),
            ("責任部門", role(Role::Responsible)),
            ("完成时限", Some(Heading::Due)),
            ("责任人", Some(Heading::Person)),
            ("落实进展情况", Some(Heading::Other)),
            ("责任单位及完成情况", role(Role::Responsible)),
            ("工作任务", Some(Heading::Task)),
            ("区财政局", None),
            ("各牵头单位要对照目标任务", None),
        ] {
            assert_eq!(vocabulary.heading(cell), heading, "{cell}");
        }
    }

    #[test]
    fn a_file_adds_words_and_its_faults_are_named() {
        let more = Vocabulary::with_additions("[labels]\nlead = [\"挂帅\"]").expect("valid");
        assert_eq!(more.heading("挂帅单位"), Some(Heading::Role(Label::Role(Role::Lead))));
        assert!(Vocabulary::with_additions("[labels]\nboss = []").is_err());
        assert!(Vocabulary::with_additions("[labels").is_err());
    }
}
