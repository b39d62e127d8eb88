//! How alike two Chinese texts are.
//!
//! Owns character bigrams, their weights and the two measures of likeness. Never knows what the
//! texts say or stand for, nor from which score on two of them mean the same.
//!
//! Bigrams stand in for words: they need no dictionary, and a change of wording (完善 for 推广使用)
//! costs only the bigrams it touches. A bigram counts by its inverse document frequency,
//! ln(1 + n / (1 + df)), so that what every title says (推进, 优化) hardly counts. Titles are
//! compared by the weighted Dice coefficient (a title that only contains the other is not the
//! same), bodies by the cosine, which forgives different lengths.
//!
//! Source: Salton & Buckley 1988, Term-weighting approaches in automatic text retrieval,
//! 10.1016/0306-4573(88)90021-0; Dice 1945, 10.2307/1932409.

use rayon::prelude::*;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// One text to compare with those of other groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Entries of one group are not compared with one another.
    pub group: u32,
    /// What it is called.
    pub title: String,
    /// A second title that counts when both entries have one, such as a heading with nothing else
    /// under it.
    pub heading: Option<String>,
    /// Its words; empty when there are none.
    pub body: String,
}

/// How alike two entries of different groups are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Index of the entry in the earlier group.
    pub a: u32,
    /// Index of the entry in the later group.
    pub b: u32,
    /// Weighted Dice coefficient of the titles, 0 to 1.
    pub title: f64,
    /// Cosine of the bodies, 0 to 1; 0 when either is empty.
    pub body: f64,
}

impl Likeness {
    /// Title and body as one figure: 1 − (1 − title)(1 − body), either alone may be enough.
    pub fn evidence(&self) -> f64 {
        1.0 - (1.0 - self.title) * (1.0 - self.body)
    }
}

/// A heading says less than a title of its own.
const HEADING_WEIGHT: f64 = 0.9;

/// All pairs of entries of different groups with at least `floor` evidence, in order of `a`, `b`.
///
/// Keeps: letters and digits, width folded. Drops: marks, blanks, the number of a heading, and a
/// title repeated at the start of its body. Cost: for each two entries of different groups, the
/// bigrams they share; entries are compared in parallel, with the same result on every run.
pub fn likenesses(entries: &[Entry], floor: f64) -> Vec<Likeness> {
    let mut titles = Corpus::default();
    let mut headings = Corpus::default();
    let mut bodies = Corpus::default();
    for entry in entries {
        titles.add(letters(without_number(&entry.title)));
        headings.add(letters(without_number(entry.heading.as_deref().unwrap_or(""))));
        let title = letters(&entry.title);
        let body = letters(&entry.body);
        bodies.add(body.strip_prefix(&title).map_or(body.clone(), str::to_owned));
    }
    // By group, so that the entries of later groups are one stretch at the end.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&i| (entries[i].group, i));
    let indexes = [titles.index(&order), headings.index(&order), bodies.index(&order)];
    let mut pairs: Vec<Likeness> = (0..order.len())
        .into_par_iter()
        .map_init(
            || indexes.each_ref().map(|index| vec![Shared::default(); index.texts.len()]),
            |[title, heading, body], i| {
                let group = entries[order[i]].group;
                let later = order.partition_point(|&j| entries[j].group <= group);
                let [titles, headings, bodies] = &indexes;
                titles.share(i, later, title);
                headings.share(i, later, heading);
                bodies.share(i, later, body);
                let likeness = |j: usize| Likeness {
                    a: order[i] as u32,
                    b: order[j] as u32,
                    title: titles
                        .dice(i, j, title[j])
                        .max(HEADING_WEIGHT * headings.dice(i, j, heading[j])),
                    body: bodies.cosine(i, j, body[j]),
                };
                let all = (later..order.len()).map(likeness);
                all.filter(|pair| pair.evidence() >= floor).collect::<Vec<_>>()
            },
        )
        .flatten_iter()
        .collect();
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    pairs
}

/// Whether one slip of the pen makes one name of the other: a character wrong, missing, doubled or
/// swapped with its neighbour. Equal names are no slip apart.
pub fn one_slip_apart(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) == 1
}

/// The letters and digits of a text, width folded.
fn letters(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

/// A heading without its printed number: 一、, （一）, 1.
fn without_number(heading: &str) -> &str {
    let heading = heading.trim_start();
    let is_number = |c: char| c.is_ascii_digit() || "第（(一二三四五六七八九十百".contains(c);
    let rest = heading.trim_start_matches(is_number);
    let close =
        rest.chars().next().filter(|c| rest.len() < heading.len() && "、）).．".contains(*c));
    close.map_or(heading, |c| &rest[c.len_utf8()..])
}

/// The texts of one kind, their bigrams numbered in order of appearance.
#[derive(Default)]
struct Corpus {
    ids: HashMap<[char; 2], u32>,
    frequencies: Vec<u32>,
    texts: Vec<Vec<u32>>,
}

impl Corpus {
    fn add(&mut self, text: String) {
        let chars: Vec<char> = text.chars().collect();
        let mut bigrams: Vec<u32> = Vec::with_capacity(chars.len());
        for pair in chars.windows(2) {
            let next = self.frequencies.len() as u32;
            let id = *self.ids.entry([pair[0], pair[1]]).or_insert(next);
            if id == next {
                self.frequencies.push(0);
            }
            bigrams.push(id);
        }
        bigrams.sort_unstable();
        bigrams.dedup();
        for &id in &bigrams {
            self.frequencies[id as usize] += 1;
        }
        self.texts.push(bigrams);
    }

    /// The texts in the given order, and for each bigram those that have it.
    fn index(&self, order: &[usize]) -> Index {
        let count = self.texts.iter().filter(|text| !text.is_empty()).count() as f64;
        let weight = |&df: &u32| (1.0 + count / (1.0 + f64::from(df))).ln();
        let weights: Vec<f64> = self.frequencies.iter().map(weight).collect();
        let mut texts = Vec::with_capacity(order.len());
        let mut holders = vec![Vec::new(); weights.len()];
        for (i, &text) in order.iter().enumerate() {
            let bigrams = self.texts[text].clone();
            let each = || bigrams.iter().map(|&id| weights[id as usize]);
            let (sum, norm) = (each().sum(), each().map(|w| w * w).sum::<f64>().sqrt());
            for &id in &bigrams {
                holders[id as usize].push(i as u32);
            }
            texts.push(Weighed { bigrams, sum, norm });
        }
        Index { weights, texts, holders }
    }
}

/// A text as its distinct bigrams, with the sum and the Euclidean norm of their weights.
struct Weighed {
    bigrams: Vec<u32>,
    sum: f64,
    norm: f64,
}

/// What two texts have in common: bigrams, their weights, their squared weights.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    bigrams: usize,
    weight: f64,
    square: f64,
}

/// Texts that can be compared one with many: only shared bigrams are looked at.
struct Index {
    weights: Vec<f64>,
    texts: Vec<Weighed>,
    holders: Vec<Vec<u32>>,
}

impl Index {
    /// Writes into `shared` what text `i` has in common with each text from `later` on.
    fn share(&self, i: usize, later: usize, shared: &mut [Shared]) {
        shared[later..].fill(Shared::default());
        for &id in &self.texts[i].bigrams {
            let weight = self.weights[id as usize];
            let holders = &self.holders[id as usize];
            for &j in &holders[holders.partition_point(|&j| (j as usize) < later)..] {
                let shared = &mut shared[j as usize];
                shared.bigrams += 1;
                shared.weight += weight;
                shared.square += weight * weight;
            }
        }
    }

    /// Twice the shared weight over the weight of both; 0 when unlike texts share less than two
    /// bigrams, which is chance in texts as short as titles.
    fn dice(&self, i: usize, j: usize, shared: Shared) -> f64 {
        let (a, b) = (&self.texts[i], &self.texts[j]);
        let equal = shared.bigrams == 1 && a.bigrams == b.bigrams;
        if shared.bigrams > 1 || equal { 2.0 * shared.weight / (a.sum + b.sum) } else { 0.0 }
    }

    /// The cosine of the angle between both; 0 when they share nothing.
    fn cosine(&self, i: usize, j: usize, shared: Shared) -> f64 {
        let norms = self.texts[i].norm * self.texts[j].norm;
        if shared.bigrams > 0 { (shared.square / norms).min(1.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(group: u32, title: &str, body: &str) -> Entry {
        Entry { group, title: title.into(), heading: None, body: body.into() }
    }

    #[test]
    fn equal_titles_are_one_and_unlike_titles_are_absent() {
        let entries =
            [entry(0, "修桥铺路", ""), entry(1, "修桥　铺路。", ""), entry(1, "种树", "")];
        let pairs = likenesses(&entries, 0.01);
        assert_eq!(pairs, [Likeness { a: 0, b: 1, title: 1.0, body: 0.0 }]);
    }

    #[test]
    fn a_shared_bigram_counts_by_its_rarity() {
        // Three titles; 修石 and 石桥 stand in two of them: weight ln(1 + 3/3) = ln 2; a bigram of one
        // title only: ln(1 + 3/2) = ln 2.5. Dice = 2 (2 ln 2) / (2 (2 ln 2 + ln 2.5)).
        let entries = [entry(0, "修石桥梁", ""), entry(1, "修石桥墩", ""), entry(1, "种果树", "")];
        let pairs = likenesses(&entries, 0.01);
        let (shared, own) = (2f64.ln(), 2.5f64.ln());
        assert_eq!(pairs.len(), 1);
        assert!((pairs[0].title - 2.0 * shared / (2.0 * shared + own)).abs() < 1e-12);
    }

    #[test]
    fn one_shared_bigram_between_unlike_titles_is_chance() {
        let entries = [entry(0, "修桥梁", ""), entry(1, "修桥墩", ""), entry(1, "修桥", "")];
        assert!(likenesses(&entries, 0.01).is_empty());
        let entries = [entry(0, "修桥", ""), entry(1, "修桥", "")];
        assert_eq!(likenesses(&entries, 0.01).len(), 1);
    }

    #[test]
    fn the_body_speaks_without_its_repeated_title() {
        let entries =
            [entry(0, "修桥", "修桥。每年春天检修一次"), entry(1, "养路", "每年春天检修一次")];
        let pairs = likenesses(&entries, 0.01);
        assert!((pairs[0].body - 1.0).abs() < 1e-12);
        assert_eq!(pairs[0].title, 0.0);
        assert!((pairs[0].evidence() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn headings_count_when_both_have_one() {
        let with = |group, title: &str, heading: Option<&str>| Entry {
            heading: heading.map(str::to_owned),
            ..entry(group, title, "")
        };
        let one = [with(0, "修桥", Some("（一）水利工程")), with(1, "养路", None)];
        assert!(likenesses(&one, 0.01).is_empty());
        let two = [with(0, "修桥", Some("（一）水利工程")), with(1, "养路", Some("三、水利工程"))];
        assert!((likenesses(&two, 0.01)[0].title - HEADING_WEIGHT).abs() < 1e-12);
    }

    #[test]
    fn numbers_of_headings_are_dropped() {
        assert_eq!(without_number("（十二）水利"), "水利");
        assert_eq!(without_number("3．水利"), "水利");
        assert_eq!(without_number("一张网"), "一张网");
    }

    #[test]
    fn slips_of_the_pen() {
        assert!(one_slip_apart("区水务局", "区水利局"));
        assert!(one_slip_apart("区水利局局", "区水利局"));
        assert!(!one_slip_apart("区水利局", "区水利局"));
        assert!(!one_slip_apart("区水利局", "区林业局"));
    }
}
