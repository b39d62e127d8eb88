//! A document becomes a plan.
//!
//! Owns the order of the steps. Never knows file formats.

use super::account::account;
use super::conventions::Conventions;
use super::legend::short_labels;
use super::measure::{How, Measure, Plan};
use super::merge::merge;
use super::notes::{
    empty_responsibility, lead_by_type, outside_the_plan, role_word_in_text, unknown_label,
    unknown_number, unread,
};
use super::numbering::is_page_number;
use super::numbering::{Style, marker};
use super::particulars;
use super::passage::Passage;
use super::prose::measures;
use super::prose::paragraphs::paragraphs;
use super::statement::first_leads::{FirstLeads, by_type};
use super::statement::role_clause::has_colon;
use super::table::notes as table_notes;
use super::table::rows::{Found, Table, tables};
use super::table::section_rows::{is_alone, spoken};
use super::table::task_table::{self, Caption};
use super::table::unplaced::{unplaced, unread_duties};
use super::vocabulary::{Heading, Vocabulary};
use crate::diagnostic::{Diagnostic, Noted};
use crate::documents::{Document, Line};
use crate::text::{NumberStyle, fold, folded, is_han, ordinal};

/// Reads the plan in a document.
///
/// # Keeps / Drops
/// Every statement of responsibility ends in a measure's clause. A role word that is no statement, a
/// label without units, a bracket that never closes, a table without headings and a text cut off are
/// each named by a diagnostic with their line.
pub fn recognize(document: &Document, id: &str, vocabulary: &Vocabulary) -> Noted<Plan> {
    let labels = short_labels(&document.lines, vocabulary);
    let own = (!labels.is_empty()).then(|| vocabulary.with_words(labels));
    let vocabulary = own.as_ref().unwrap_or(vocabulary);
    let mut notes = Vec::new();
    let mut plan = particulars::read(document, id, vocabulary);
    let source = &document.source;
    let (lines, foot) = document.lines.split_at(foot_of_page(&document.lines, vocabulary));
    for line in foot {
        let chars: Vec<char> = line.text.chars().map(fold).collect();
        if vocabulary
            .scan(&chars)
            .iter()
            .any(|f| f.word.label.is_some() && has_colon(&chars, f.end))
        {
            notes.push(outside_the_plan(document.at(line.number), line.text.trim()));
        }
    }
    let lines: Vec<&Line> = lines.iter().collect();
    let Found { tables: found, headless, marks } = tables(&lines, vocabulary);
    let (first_leads, by_type) = rules_about_leads(&lines, vocabulary);
    if first_leads.is_none() {
        let said = by_type.iter().map(|(line, rule)| lead_by_type(document.at(*line), rule));
        notes.extend(said);
    }
    let conventions = Conventions { first_leads, tabled: !found.is_empty() };
    notes.extend(marks.unknown.iter().map(|marks| table_notes::unknown_marks(source, marks)));
    for (line, said) in &marks.explained {
        notes.push(table_notes::marks_explained(document.at(*line), said));
    }

    let written = lines.iter().rposition(|l| !l.text.trim().is_empty()).map_or(0, |last| last + 1);
    let mut of_tables = Vec::new();
    let mut prose_lines: Vec<&Line> = Vec::new();
    let mut at = 0;
    for table in &found {
        prose_lines.extend(&lines[at..table.lines.start]);
        prose_lines.extend(&table.before);
        let caption = caption(&lines[at..table.lines.start]);
        at = table.lines.end;
        unread_columns(table, document, vocabulary, &mut notes);
        if table.guessed {
            notes.push(table_notes::guessed_cells(document.at(table.header_line)));
        }
        let open_end = table.lines.end >= written;
        let measures = task_table::measures(
            table,
            &caption,
            conventions,
            source,
            vocabulary,
            open_end,
            &mut notes,
        );
        notes.extend(unplaced(table, &lines, &measures, source, vocabulary));
        notes.extend(unread_duties(table, &measures, source, vocabulary));
        of_tables.extend(measures);
    }
    prose_lines.extend(&lines[at..]);
    for range in headless {
        let (first, last) = (lines[range.start].number, lines[range.end - 1].number);
        prose_lines.retain(|l| l.number < first || l.number > last);
        notes.push(table_notes::no_header(source, first, last));
    }

    let explains = |l: &&Line| marks.explained.iter().any(|(line, _)| *line == l.number);
    prose_lines.retain(|l| !explains(l));

    let mut read =
        measures::read(paragraphs(&prose_lines, vocabulary), conventions, source, vocabulary);
    if let Some(title) =
        lines.iter().find(|l| !plan.title.is_empty() && l.text.contains(&plan.title))
    {
        above_title(&mut read.measures, title.number, &mut notes);
    }
    notes.extend(read.unmet.iter().map(|unmet| unknown_number(document, unmet)));
    account(&read.passages, document, vocabulary, &mut notes);
    plan.measures = merge(grouped(read.measures), of_tables, &mut notes);
    renumber(&mut plan.measures);
    for measure in &plan.measures {
        for clause in &measure.clauses {
            if !clause.names.chars().any(is_han) {
                notes.push(empty_responsibility(clause.at.clone(), &clause.quote));
            }
        }
    }
    for measure in &mut plan.measures {
        measure.clauses.retain(|c| c.names.chars().any(is_han));
    }
    for measure in &mut plan.measures {
        let clauses = measure.clauses.iter_mut().map(|clause| &mut clause.at);
        for at in clauses.chain([&mut measure.at]) {
            *at = document.printed(std::mem::take(at));
        }
    }
    for note in &mut notes {
        note.at = document.printed(std::mem::take(&mut note.at));
    }
    notes.sort_by(|a, b| (&a.at, a.code).cmp(&(&b.at, b.code)));
    notes.dedup();
    Noted { value: plan, notes }
}

/// What stands above the title of the plan speaks of the page it is printed on.
fn above_title(measures: &mut Vec<Measure>, title: u32, notes: &mut Vec<Diagnostic>) {
    measures.retain(|measure| {
        let above = measure.number.is_empty()
            && measure.section1.is_empty()
            && measure.clauses.iter().all(|c| c.how == How::Line && c.at.line < title);
        if above {
            let clauses = measure.clauses.iter();
            notes.extend(clauses.map(|c| outside_the_plan(c.at.clone(), &c.quote)));
        }
        !above
    });
}

/// Where the foot of the web page begins that a plan was copied from; behind the last line when there
/// is none.
fn foot_of_page(lines: &[Line], vocabulary: &Vocabulary) -> usize {
    const LONGEST_FOOT: usize = 12;
    let filled: Vec<usize> =
        (0..lines.len()).rev().filter(|i| !lines[*i].text.trim().is_empty()).collect();
    let last = &filled[..LONGEST_FOOT.min(filled.len() / 3)];
    let text_of = |i: &usize| folded(lines[*i].text.trim());
    let begins = |i: &usize| {
        let text = text_of(i);
        vocabulary.lists().foot.iter().any(|word| text.starts_with(word.as_str()))
    };
    let first = last.iter().copied().rfind(begins).unwrap_or(lines.len());
    // 主办单位：… above the licence of the site is whoever runs it.
    let holds = |i: &usize, words: &[String]| words.iter().any(|w| text_of(i).contains(w));
    let lists = vocabulary.lists();
    let licence = last.iter().rposition(|i| holds(i, &lists.licence));
    let Some(licence) = licence else { return first };
    let runs = |i: &&usize| {
        let text = text_of(i);
        lists.site.iter().any(|word| text.starts_with(word.as_str()))
    };
    let above = last[licence..].iter().skip(1).take_while(runs).last();
    first.min(*above.unwrap_or(&last[licence]))
}

/// Measures without any unit stay beside others of their section that have some, and where a section without any
/// counts on between two that have some.
fn grouped(measures: Vec<Measure>) -> Vec<Measure> {
    let section = |m: &Measure| (m.section1.clone(), m.section2.clone());
    let speaking: std::collections::BTreeSet<_> =
        measures.iter().filter(|m| !m.clauses.is_empty()).map(section).collect();
    let speaks = |m: &Measure| !m.clauses.is_empty() || speaking.contains(&section(m));
    let runs: Vec<&[Measure]> = measures.chunk_by(|a, b| speaks(a) == speaks(b)).collect();
    let counts_on = |before: &[Measure], behind: &[Measure]| {
        let value = |m: Option<&Measure>| m.and_then(|m| ordinal(&m.number));
        let (last, first) = (value(before.last()), value(behind.first()));
        // A chapter without anybody (三、收费标准) is no measure.
        let chapter = |style| style == NumberStyle::Chinese;
        last.zip(first).is_some_and(|((a, n), (b, next))| a == b && next == n + 1 && !chapter(a))
    };
    let kept = |at: usize| {
        let between = || {
            let (before, behind) = (runs.get(at.wrapping_sub(1))?, runs.get(at + 1)?);
            Some(counts_on(before, runs[at]) && counts_on(runs[at], behind))
        };
        runs[at].first().is_some_and(speaks) || between().unwrap_or(false)
    };
    let lengths: Vec<(usize, bool)> =
        (0..runs.len()).map(|at| (runs[at].len(), kept(at))).collect();
    let mut measures = measures.into_iter();
    let mut out = Vec::new();
    for (length, kept) in lengths {
        let run: Vec<Measure> = measures.by_ref().take(length).collect();
        out.extend(if kept { run } else { Vec::new() });
    }
    out
}

/// Makes parts run on where a number is printed twice in one section.
fn renumber(measures: &mut [Measure]) {
    let mut last: std::collections::BTreeMap<(String, String, String), u32> =
        std::collections::BTreeMap::new();
    for measure in measures {
        let key = (measure.section1.clone(), measure.section2.clone(), measure.number.clone());
        let used = last.entry(key).or_insert(0);
        if measure.part <= *used {
            measure.part = *used + 1;
        }
        *used = measure.part;
    }
}

/// The rule "the unit named first leads", if the document states one, and the lines with rules by which the type of the
/// print says who leads.
fn rules_about_leads(
    lines: &[&Line],
    vocabulary: &Vocabulary,
) -> (Option<FirstLeads>, Vec<(u32, String)>) {
    /// A shorter line is not broken by the edge of a page.
    const SHORTEST: usize = 16;
    const LONGEST: usize = 400;
    let mut first_leads = None;
    let mut types = Vec::new();
    let ends = |c: &char| "。;".contains(*c);
    // The sentence in which the line before ends: a rule may be broken over two lines.
    let mut open: Vec<char> = Vec::new();
    for line in lines {
        let folded: Vec<char> = line.text.trim().chars().map(fold).collect();
        if folded.is_empty() || is_page_number(&folded) {
            continue;
        }
        let first = folded.split(ends).next().unwrap_or_default();
        let whole = [open.as_slice(), first].concat();
        first_leads = first_leads.or_else(|| FirstLeads::in_sentence(&whole, vocabulary));
        let last = folded.split(ends).next_back().unwrap_or_default();
        open = match (SHORTEST..LONGEST).contains(&folded.len()) {
            true => last.to_vec(),
            false => Vec::new(),
        };
        for sentence in folded.split(ends) {
            first_leads = first_leads.or_else(|| FirstLeads::in_sentence(sentence, vocabulary));
            if let Some(rule) = by_type(sentence, vocabulary) {
                let rule: String = sentence[rule].iter().collect();
                types.push((line.number, rule.trim().to_owned()));
            }
        }
    }
    (first_leads, types)
}

/// The headings that stand directly above a table, or above one sentence that leads over to it
/// (下列事项由承办科室落实。).
fn caption(above: &[&Line]) -> Caption {
    const LONGEST_SENTENCE: usize = 80;
    let mut caption = Caption::default();
    let passages: Vec<Passage> = above
        .iter()
        .rev()
        .map(|line| Passage::new(&line.text, line.number).trimmed())
        .filter(|passage| !passage.is_blank())
        .collect();
    let leads_over = |p: &Passage| {
        let chars = p.chars();
        marker(chars, 0).is_none() && chars.last() == Some(&'。') && chars.len() <= LONGEST_SENTENCE
    };
    let heads = |p: &Passage| marker(p.chars(), 0).is_some() && !p.chars().contains(&'。');
    let skipped = usize::from(matches!(&passages[..], [a, b, ..] if leads_over(a) && heads(b)));
    for passage in &passages[skipped..] {
        let chars = passage.chars();
        let found = marker(chars, 0);
        if chars.len() > 40
            || chars.last() == Some(&'。')
            || chars.contains(&'。') && found.is_none()
            || chars.starts_with(&['附', '件'])
        {
            break;
        }
        match found.map(|m| m.style) {
            Some(Style::Part | Style::Chapter) => {
                caption.0 = passage.whole();
                break;
            }
            Some(Style::Section) if caption.1.is_empty() => caption.1 = passage.whole(),
            Some(_) => break,
            None => {}
        }
    }
    if caption.0.is_empty() {
        caption = (std::mem::take(&mut caption.1), String::new());
    }
    caption
}

/// Columns of units that are no roles, or no role known here, and statements in cells of other
/// columns: each is said, none is counted.
fn unread_columns(
    table: &Table,
    document: &Document,
    vocabulary: &Vocabulary,
    notes: &mut Vec<Diagnostic>,
) {
    for column in table.headers.iter().flatten() {
        let units = vocabulary.names_units(&column.text);
        match column.heading {
            Some(Heading::Other) if units => {
                notes.push(unread(document, table.header_line, &column.text));
            }
            None if units => {
                notes.push(unknown_label(document, table.header_line, &column.text));
            }
            _ => {}
        }
    }
    let blank = |column| table_notes::blank_column(document.at(table.header_line), column);
    notes.extend(blank_columns(table).map(blank));
    for row in &table.rows {
        let columns = &table.headers[row.header];
        for (column, cell) in columns.iter().zip(&row.cells) {
            let role = matches!(column.heading, Some(Heading::Role(_) | Heading::Person));
            let alone = is_alone(row, cell);
            let read = || !spoken(cell, &document.source, vocabulary).1.is_empty();
            if role || !alone && row.cells.len() != columns.len() || alone && read() {
                continue;
            }
            let words = vocabulary.scan(cell.chars());
            let mut labels =
                words.iter().filter(|f| f.word.label.is_some() && has_colon(cell.chars(), f.end));
            if let Some(found) = labels.next() {
                let line = cell.line(found.start);
                let quote = cell.text(found.start..cell.len().min(found.end + 20));
                notes.push(role_word_in_text(
                    document.at(line),
                    &cell.text(found.start..found.end),
                    &quote,
                ));
            }
        }
    }
}

/// Columns of a role in which no row of a table has anything: perhaps nobody has it, perhaps the rows were
/// laid under the wrong headings.
fn blank_columns(table: &Table) -> impl Iterator<Item = &str> {
    const FEWEST: usize = 2;
    let columns = table.headers.first().into_iter().flatten().enumerate();
    let several = table.rows.len() >= FEWEST && table.headers.len() == 1;
    columns
        .filter(|(_, column)| matches!(column.heading, Some(Heading::Role(_))))
        .filter(move |(at, _)| {
            several && table.rows.iter().all(|row| row.cells.get(*at).is_none_or(Passage::is_blank))
        })
        .map(|(_, column)| column.text.as_str())
}
