//! Cells of a table that name units and ended in no measure.
//!
//! Owns the second look at the lines of a table once its measures are known. Never knows how they were read.

use super::notes::unplaced_units;
use super::rows::Table;
use super::writing::is_bar;
use crate::diagnostic::Diagnostic;
use crate::documents::Line;
use crate::locator::Locator;
use crate::plan::measure::Measure;
use crate::plan::notes::role_word_in_text;
use crate::plan::statement::label_places::names_before;
use crate::plan::unit_shape::{Shape, is_sure_unit_list, name_shape, names};
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Says which cells of a table are nothing but units and stand in none of its measures: neither as those who
/// answer, nor as title or section, nor under a heading that is known to name others.
pub fn unplaced(
    table: &Table,
    lines: &[&Line],
    measures: &[Measure],
    source: &Arc<str>,
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    // Each name with the cells it stands in.
    let mut found: BTreeMap<String, Vec<(u32, String)>> = BTreeMap::new();
    for line in lines[table.lines.clone()].iter().filter(|line| line.number > table.header_line) {
        for cell in line.text.split(|c: char| c == '\t' || is_bar(c)) {
            let cell = cell.trim().trim_matches('"').trim();
            let words: Vec<char> = folded(cell).chars().collect();
            let sure = words.len() >= SHORTEST && is_sure_unit_list(&words, vocabulary);
            if !sure || vocabulary.heading(cell).is_some() {
                continue;
            }
            for name in names(&words).filter(|name| name_shape(name, vocabulary) == Shape::Strong) {
                let at = (line.number, cell.to_owned());
                let name: String = name.iter().take_while(|c| **c != '(').collect();
                found.entry(plain(&name)).or_default().push(at);
            }
        }
    }
    let mut said: Vec<String> = Vec::new();
    for measure in measures {
        said.extend(measure.clauses.iter().map(|clause| plain(&clause.names)));
        said.extend([&measure.title, &measure.section1, &measure.section2].map(|text| plain(text)));
    }
    said.extend(others(table, vocabulary));
    let told = |name: &str| said.iter().filter(|text| text.contains(name)).count();
    let lost: BTreeSet<(u32, String)> = found
        .into_iter()
        .filter(|(name, cells)| told(name) < cells.len())
        .flat_map(|(_, cells)| cells)
        .collect();
    lost.into_iter()
        .map(|(line, words)| unplaced_units(Locator::line(source.clone(), line), &words))
        .collect()
}

/// Says which cells of words or remarks make a unit answer for something (修建公路（县公安局配合）) that no measure of
/// their row has.
pub fn unread_duties(
    table: &Table,
    measures: &[Measure],
    source: &Arc<str>,
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for row in &table.rows {
        let columns = &table.headers[row.header];
        let silent = |n: usize| {
            let heading = columns.get(n).and_then(|column| column.heading);
            !matches!(heading, Some(Heading::Role(_) | Heading::Person | Heading::Due))
        };
        for cell in (0..row.cells.len()).filter(|n| silent(*n)).map(|n| &row.cells[n]) {
            let chars = cell.chars();
            for verb in vocabulary.scan(chars).iter().filter(|f| f.word.verb.is_some()) {
                let units = names_before(chars, verb.start);
                let units = units.start + vocabulary.opener(&chars[units.clone()])..units.end;
                let said = plain(&cell.text(units.clone()));
                let line = cell.line(verb.start);
                let told = |m: &Measure| m.clauses.iter().any(|c| plain(&c.names).contains(&said));
                // 选送企业参加, 跨部门协同 name nobody.
                let sorts = &vocabulary.lists().sorts;
                let somebody = !sorts.iter().any(|sort| said.ends_with(sort.as_str()));
                if somebody
                    && is_sure_unit_list(&chars[units.clone()], vocabulary)
                    && !measures.iter().any(told)
                {
                    let word = cell.text(verb.start..verb.end);
                    let quote = cell.text(units.start..chars.len().min(verb.end + 10));
                    let at = Locator::line(source.clone(), line);
                    out.push(role_word_in_text(at, &word, &format!("…{quote}…")));
                    break;
                }
            }
        }
    }
    out
}

/// Shorter words are no sure name.
const SHORTEST: usize = 3;

/// The cells under headings of units that give no part.
fn others(table: &Table, vocabulary: &Vocabulary) -> Vec<String> {
    let mut out = Vec::new();
    for row in &table.rows {
        for (column, cell) in table.headers[row.header].iter().zip(&row.cells) {
            let role = matches!(column.heading, Some(Heading::Role(_) | Heading::Span));
            if !role && vocabulary.names_units(&column.text) {
                out.push(plain(&cell.whole()));
            }
        }
    }
    out
}

fn plain(words: &str) -> String {
    folded(words).chars().filter(|c| !matches!(c, ' ' | '。')).collect()
}
