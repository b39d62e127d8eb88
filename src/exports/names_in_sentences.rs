//! How units and measures are called in sentences: 「区财政局」, 第5、7–9项.
//!
//! Owns quotation marks, numbers of measures and the length of lists. Never knows what the sentence
//! says.

use super::measure_label::reading_title;
use crate::analyses::items;
use crate::text::{NumberStyle, Said, ordinal};
use crate::units::{Assignments, MeasureId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// So many numbers or names of a list are written out; the rest is counted.
const LISTED: usize = 12;

/// The names of one set of assignments.
pub(super) struct NamesInSentences<'a> {
    assignments: &'a Assignments,
    labels: BTreeMap<MeasureId, Label>,
}

/// How a measure is called in a list.
struct Label {
    /// Position of the printed measure; its sub-rows share it.
    item: usize,
    /// Number of sub-rows under the same number.
    parts: usize,
    /// The heading's number, where the measure's own does not say enough.
    chapter: String,
}

impl<'a> NamesInSentences<'a> {
    /// Prepares the names.
    pub fn new(assignments: &'a Assignments) -> Self {
        let items = items(assignments);
        let record = |m: MeasureId| assignments.measure(m);
        // Where a number is used in two parts of a plan, all numbers of the plan name their part.
        let mut seen = BTreeMap::new();
        let mut unclear = BTreeSet::new();
        for item in &items {
            let first = record(item.measures[0]);
            let part = seen.entry((item.plan, &first.number)).or_insert(&first.section1);
            if **part != first.section1 {
                unclear.insert(item.plan);
            }
        }
        let mut labels = BTreeMap::new();
        for (i, item) in items.iter().enumerate() {
            let first = record(item.measures[0]);
            let plain = matches!(ordinal(&first.number), Some((NumberStyle::Digits, _)));
            let clear = plain && !unclear.contains(&item.plan);
            let chapter = first.section1.split(['、', '.', '．']).next().unwrap_or("").trim();
            let chapter = if clear || ordinal(chapter).is_none() { "" } else { chapter };
            for &m in &item.measures {
                let chapter = chapter.to_owned();
                labels.insert(m, Label { item: i, parts: item.measures.len(), chapter });
            }
        }
        Self { assignments, labels }
    }

    /// A unit's shown name in quotation marks.
    pub(super) fn name(&self, unit: UnitId) -> String {
        format!("「{}」", self.assignments.unit(unit).name)
    }

    /// A name as printed, in quotation marks.
    pub(super) fn mention(&self, row: u32) -> String {
        format!("「{}」", self.assignments.rows[row as usize].mention)
    }

    pub(super) fn units(&self, units: &[UnitId]) -> Said {
        let names: Vec<String> = units.iter().map(|&unit| self.name(unit)).collect();
        Said::new(listed(&names, "、", "个单位"), listed_en(&names))
    }

    pub(super) fn mentions(&self, rows: &[u32]) -> Said {
        let names: Vec<String> = rows.iter().map(|&row| self.mention(row)).collect();
        Said::new(names.join("、"), names.join(", "))
    }

    /// The number of a measure as it stands in a list: 5, or 5(2) for a sub-row (5（2） in Chinese).
    fn number(&self, m: MeasureId, whole: bool) -> String {
        let record = self.assignments.measure(m);
        let number = match ordinal(&record.number) {
            Some((NumberStyle::Digits, value)) => value.to_string(),
            _ if record.number.is_empty() || record.is_chapter() => {
                format!("「{}」", short(&reading_title(record)))
            }
            _ => record.number.clone(),
        };
        if whole { number } else { format!("{number}({})", record.part) }
    }

    /// A measure without its title.
    pub(super) fn plain(&self, m: MeasureId) -> Said {
        let label = &self.labels[&m];
        self.numbered(&label.chapter, &[self.number(m, label.parts == 1)])
    }

    fn numbered(&self, chapter: &str, numbers: &[String]) -> Said {
        let digits = numbers[0].starts_with(|c: char| c.is_ascii_digit());
        let runs = runs(numbers);
        let shown = &runs[..runs.len().min(LISTED)];
        let more = runs.len() > shown.len();
        let chinese = || shown.join("、").replace('(', "（").replace(')', "）");
        let zh = match (digits, more) {
            (true, false) => format!("第{}项", chinese()),
            (true, true) => format!("第{}等{}项", chinese(), numbers.len()),
            (false, false) => shown.join("、"),
            (false, true) => format!("{}等{}项", shown.join("、"), numbers.len()),
        };
        let en = format!(
            "{} {}",
            if numbers.len() == 1 { "measure" } else { "measures" },
            if more {
                format!("{} … ({} in all)", shown.join(", "), numbers.len())
            } else {
                shown.join(", ")
            }
        );
        if chapter.is_empty() {
            Said::new(zh, en)
        } else {
            Said::new(format!("第{chapter}部分{zh}"), format!("{en} of part {chapter}"))
        }
    }

    /// Measures by number; one or two also by title.
    pub(super) fn measures(&self, measures: &[MeasureId]) -> Said {
        // All sub-rows of a measure go under its number alone.
        let mut covered: BTreeMap<usize, BTreeSet<MeasureId>> = BTreeMap::new();
        for &m in measures {
            covered.entry(self.labels[&m].item).or_default().insert(m);
        }
        let mut by_chapter: Vec<(&str, Vec<String>)> = Vec::new();
        let mut numbers = 0;
        for rows in covered.values() {
            let Some(&first) = rows.first() else { continue };
            let label = &self.labels[&first];
            let shown: Vec<String> = if rows.len() == label.parts {
                vec![self.number(first, true)]
            } else {
                rows.iter().map(|&m| self.number(m, false)).collect()
            };
            numbers += shown.len();
            match by_chapter.last_mut() {
                Some((chapter, list)) if *chapter == label.chapter => list.extend(shown),
                _ => by_chapter.push((&label.chapter, shown)),
            }
        }
        let titled = numbers == 1 && by_chapter.iter().all(|(_, list)| !list[0].starts_with('「'));
        let lists: Vec<Said> =
            by_chapter.iter().map(|(chapter, list)| self.numbered(chapter, list)).collect();
        let zh: Vec<&str> = lists.iter().map(|said| said.zh.as_str()).collect();
        let en: Vec<&str> = lists.iter().map(|said| said.en.as_str()).collect();
        let (mut zh, mut en) = (zh.join("以及"), en.join(" and "));
        if let Some(&m) = measures.first().filter(|_| titled) {
            let title = short(&reading_title(self.assignments.measure(m)));
            zh += &format!("「{title}」");
            en += &format!(" 「{title}」");
        }
        Said::new(zh, en)
    }

    /// Units with how often each stands there.
    pub(super) fn counted_units(&self, units: &[UnitId], counts: &[usize], counter: &str) -> Said {
        let each = || units.iter().map(|&unit| self.name(unit)).zip(counts);
        let zh: Vec<String> = each().map(|(name, n)| format!("{name}{n}{counter}")).collect();
        let en: Vec<String> = each().map(|(name, n)| format!("{name} {n}×")).collect();
        Said::new(listed(&zh, "、", "个单位"), listed_en(&en))
    }

    /// Each printed measure with its number and title.
    pub(super) fn titled(&self, measures: &[MeasureId]) -> Said {
        let mut printed = measures.to_vec();
        printed.dedup_by_key(|m| self.labels[m].item);
        let each = printed.iter().map(|&m| {
            let at = self.numbered(&self.labels[&m].chapter, &[self.number(m, true)]);
            let title = short(&reading_title(self.assignments.measure(m)));
            Said::new(format!("{}「{title}」", at.zh), format!("{} 「{title}」", at.en))
        });
        let (zh, en): (Vec<_>, Vec<_>) = each.map(|said| (said.zh, said.en)).unzip();
        Said::new(listed(&zh, "、", "处"), listed_en(&en))
    }
}

/// Numbers in a row of three or more as one entry: 1–5.
fn runs(numbers: &[String]) -> Vec<String> {
    let mut runs: Vec<(&str, &str, u32, u32)> = Vec::new();
    for number in numbers {
        let value: Option<u32> = number.parse().ok();
        match (runs.last_mut(), value) {
            (Some((_, last, end, length)), Some(value)) if *length > 0 && value == *end + 1 => {
                (*last, *end, *length) = (number, value, *length + 1);
            }
            _ => runs.push((number, number, value.unwrap_or(0), value.map_or(0, |_| 1))),
        }
    }
    let spelled = runs.into_iter().flat_map(|(first, last, _, length)| match length {
        0 | 1 => vec![first.to_owned()],
        2 => vec![first.to_owned(), last.to_owned()],
        _ => vec![format!("{first}–{last}")],
    });
    spelled.collect()
}

/// At most [`LISTED`] entries, then how many there are.
pub(super) fn listed(entries: &[String], joint: &str, counter: &str) -> String {
    let shown = entries.iter().take(LISTED).cloned().collect::<Vec<_>>().join(joint);
    if entries.len() > LISTED { format!("{shown}等{}{counter}", entries.len()) } else { shown }
}

pub(super) fn listed_en(entries: &[String]) -> String {
    let shown = entries.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    match entries.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A title of at most twenty characters.
pub(super) fn short(title: &str) -> String {
    let mut short: String = title.chars().take(20).collect();
    if title.chars().count() > 20 {
        short.push('…');
    }
    short
}
