//! Body and annex that say the same are one.
//!
//! Owns the pairing of measures read from prose with measures read from tables. Never knows units
//! beyond their printed names.

use super::measure::Measure;
use super::role::Role;
use super::unit_shape::names;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Said, key};
use std::collections::{BTreeMap, BTreeSet};

/// Lays the measures of the prose beside those of the tables.
///
/// A prose measure with the title of a table measure is the same one: the table's stays, differences
/// are reported. So is one whose words hold the title and which names the same units, and so are as many
/// measures in one order that name the same units under other titles. Others are kept, in front of the
/// table's; those without a unit only beside others of their section that have some, since the rest is
/// what the table assigns.
pub fn merge(
    prose: Vec<Measure>,
    table: Vec<Measure>,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Measure> {
    if table.is_empty() {
        return prose;
    }
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, measure) in table.iter().enumerate() {
        by_title.entry(title_key(measure)).or_default().push(i);
    }
    // Several measures of one title on either side are compared as a whole.
    let mut groups: BTreeMap<String, Vec<Measure>> = BTreeMap::new();
    let mut kept = Vec::new();
    for measure in prose {
        match twin(&measure, &by_title, &table) {
            Some(title) => groups.entry(title).or_default().push(measure),
            None => kept.push(measure),
        }
    }
    let titles: Vec<String> = table.iter().map(title_key).collect();
    let open: Vec<usize> =
        (0..table.len()).filter(|i| !groups.contains_key(titles[*i].as_str())).collect();
    let pairs = in_one_order(&kept, &table, &open);
    if let (Some((i, row)), count) = (pairs.first(), pairs.len()) {
        notes.push(paired(&kept[*i], &table[*row], count));
    }
    for (i, row) in pairs.into_iter().rev() {
        groups.entry(titles[row].clone()).or_default().insert(0, kept.remove(i));
    }
    let assigned: BTreeSet<String> =
        kept.iter().filter(|m| !m.clauses.is_empty()).map(|m| m.section1.clone()).collect();
    kept.retain(|m| !m.clauses.is_empty() || assigned.contains(&m.section1));
    let mut found = Vec::new();
    for (title, body) in groups {
        let annex: Vec<&Measure> = by_title[&title].iter().map(|i| &table[*i]).collect();
        if body.iter().all(|m| m.clauses.is_empty()) {
            continue;
        }
        if let Some(note) = difference(&body, &annex) {
            found.push(note);
        }
    }
    found.sort_by(|a: &Diagnostic, b| a.at.cmp(&b.at));
    notes.extend(found);
    kept.extend(table);
    kept
}

/// The title under which a prose measure stands in the tables.
fn twin(
    measure: &Measure,
    by_title: &BTreeMap<String, Vec<usize>>,
    table: &[Measure],
) -> Option<String> {
    let title = title_key(measure);
    if by_title.contains_key(&title) {
        return Some(title);
    }
    // Cut titles (first words of the text) may end at different places.
    let long = |t: &str| t.chars().count() >= 10;
    by_title
        .iter()
        .filter(|(other, _)| {
            long(&title)
                && long(other)
                && (other.starts_with(&title) || title.starts_with(other.as_str()))
        })
        .find(|(_, rows)| rows.iter().any(|i| table[*i].number == measure.number))
        .map(|(other, _)| other.clone())
        .or_else(|| named_inside(measure, by_title, table))
}

/// The one title that stands in the words of a prose measure and has its units (应用场景 in 拓展应用场景).
fn named_inside(
    measure: &Measure,
    by_title: &BTreeMap<String, Vec<usize>>,
    table: &[Measure],
) -> Option<String> {
    const SHORTEST: usize = 4;
    let said = said(&[measure]);
    if said.is_empty() {
        return None;
    }
    let words = key(&format!("{} {}", measure.title, measure.text));
    let rows = |rows: &[usize]| rows.iter().map(|i| &table[*i]).collect::<Vec<_>>();
    let inside = |(title, found): &(&String, &Vec<usize>)| {
        title.chars().count() >= SHORTEST
            && words.contains(title.as_str())
            && self::said(&rows(found)) == said
    };
    let mut found = by_title.iter().filter(inside);
    let (title, _) = found.next()?;
    found.next().is_none().then(|| title.clone())
}

/// Pairs of prose measures and `open` rows of the tables where there are as many of both, and nearly all pairs in
/// order name the same units: what the body says at length, the annex lists under titles of its own.
fn in_one_order(prose: &[Measure], table: &[Measure], open: &[usize]) -> Vec<(usize, usize)> {
    const FEWEST: usize = 3;
    const OTHERS: usize = 5;
    let spoken: Vec<usize> = (0..prose.len()).filter(|i| !prose[*i].clauses.is_empty()).collect();
    let rows: Vec<usize> = open.iter().copied().filter(|i| !table[*i].clauses.is_empty()).collect();
    // Where most rows are known by their titles, the others are the same sort.
    let matched = table.len() - open.len();
    if spoken.len() > rows.len() && !rows.is_empty() && matched >= rows.len() {
        return excerpt(prose, table, &spoken, &rows).unwrap_or_default();
    }
    if rows.len() < FEWEST || spoken.len() < rows.len() {
        return Vec::new();
    }
    if spoken.len() > rows.len() {
        return excerpt(prose, table, &spoken, &rows).unwrap_or_default();
    }
    let pairs: Vec<(usize, usize)> = spoken.into_iter().zip(rows).collect();
    let alike = |(i, row): &&(usize, usize)| said(&[&prose[*i]]) == said(&[&table[*row]]);
    let same = pairs.iter().filter(alike).count();
    if (pairs.len() - same) * OTHERS <= pairs.len() { pairs } else { Vec::new() }
}

fn title_key(measure: &Measure) -> String {
    key(&measure.title).trim_end_matches(['。', '.', ';']).replace(['“', '”', '"'], "")
}

/// The measures of the body, in order, from which the annex takes some: each row names the same units, two at least,
/// and nearly all letters of its title stand in the words of its measure.
fn excerpt(
    prose: &[Measure],
    table: &[Measure],
    spoken: &[usize],
    rows: &[usize],
) -> Option<Vec<(usize, usize)>> {
    const LETTERS: [usize; 2] = [7, 10];
    let mut from = spoken.iter();
    let pair = |row: &usize| {
        let units = said(&[&table[*row]]);
        let title = title_key(&table[*row]);
        let same = |i: &&usize| {
            let words = key(&format!("{} {}", prose[**i].title, prose[**i].text));
            let held = title.chars().filter(|c| words.contains(*c)).count();
            said(&[&prose[**i]]) == units && held * LETTERS[1] >= title.chars().count() * LETTERS[0]
        };
        let found = from.by_ref().find(same).filter(|_| units.len() > 1)?;
        Some((*found, *row))
    };
    rows.iter().map(pair).collect()
}

/// That measures of the body were taken for those of the annex by their order and units.
fn paired(body: &Measure, annex: &Measure, count: usize) -> Diagnostic {
    let line = annex.at.line;
    Diagnostic::new(
        Severity::Note,
        "body-annex-paired",
        Said::new(
            format!("正文的{count}项措施与附表（第{line}行起）的{count}行标题不同，但顺序和单位相同"),
            format!("{count} measures of the body and as many rows of the table (from line {line}) have other titles and the same units in the same order"),
        ),
        body.at.clone(),
        Said::new("视为相同，各计一次，以附表为准", "taken for the same, counted once, as the table has them"),
    )
    .hint(Said::new("如不相同，请分成两个文件", "put them into two files if they are not the same"))
}

/// The names of measures with their roles.
fn said(measures: &[&Measure]) -> BTreeSet<(Role, String)> {
    let clauses = measures.iter().flat_map(|m| &m.clauses);
    clauses
        .flat_map(|c| {
            let folded: Vec<char> = crate::text::folded(&c.names).chars().collect();
            names(&folded).map(|n| (c.role, clean(n))).collect::<Vec<_>>()
        })
        .filter(|(_, n)| !n.is_empty())
        .collect()
}

/// What body and annex say differently, as one diagnostic at the body's line.
fn difference(body: &[Measure], annex: &[&Measure]) -> Option<Diagnostic> {
    let (mut of_body, mut of_annex) = (said(&body.iter().collect::<Vec<_>>()), said(annex));
    // One body under two names is another finding, and no difference.
    for (role, name) in of_body.clone() {
        let other = of_annex.iter().find(|(r, n)| *r == role && short_form(&name, n)).cloned();
        if let Some(other) = other.filter(|_| !of_annex.contains(&(role, name.clone()))) {
            of_body.remove(&(role, name));
            of_annex.remove(&other);
        }
    }
    let list = |a: &BTreeSet<(Role, String)>, b: &BTreeSet<(Role, String)>, zh: bool| {
        let words: Vec<String> = a
            .difference(b)
            .map(|(role, name)| format!("{} {name}", if zh { role.zh() } else { role.as_str() }))
            .collect();
        words.join(if zh { "、" } else { ", " })
    };
    if of_body == of_annex {
        return None;
    }
    let first = body.iter().find(|m| !m.clauses.is_empty())?;
    let title = &first.title;
    let line = annex.first()?.at.line;
    let both = |zh: bool| (list(&of_body, &of_annex, zh), list(&of_annex, &of_body, zh));
    let ((body_zh, annex_zh), (body_en, annex_en)) = (both(true), both(false));
    let or = |words: String, none: &str| if words.is_empty() { none.to_owned() } else { words };
    Some(
        Diagnostic::new(
            Severity::Warning,
            "body-annex-differ",
            Said::new(
                format!("「{title}」正文与附表（第{line}行）不一致：仅正文有：{}；仅附表有：{}", or(body_zh, "无"), or(annex_zh, "无")),
                format!("「{title}」: body and table (line {line}) differ; only in the body: {}; only in the table: {}", or(body_en, "none"), or(annex_en, "none")),
            ),
            first.at.clone(),
            Said::new("以附表为准", "the table was taken"),
        )
        .hint(Said::new("请核对后修改其中一处", "correct one of the two")),
    )
}

/// Whether one name is short for the other: the same beginning and end, and no word of its own
/// (区经信委, 区经济信息委).
fn short_form(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    short.chars().next() == long.chars().next()
        && short.chars().last() == long.chars().last()
        && short.chars().count() >= 3
        && short.chars().all(|c| rest.any(|other| other == c))
}

/// A name without joining and trailing words.
fn clean(name: &[char]) -> String {
    let text: String = name.iter().collect();
    let mut text = text.as_str();
    for tail in ["等相关部门", "等有关部门", "等", "配合", "负责", "牵头"] {
        text = text.strip_suffix(tail).unwrap_or(text);
    }
    text.to_owned()
}
