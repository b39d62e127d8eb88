//! The headings of task tables.
//!
//! Owns which cells are headings, in one row, in two, or on lines of their own. Never knows rows.

use crate::documents::Line;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::first_leads::FirstLeads;
use crate::plan::unit_shape::is_unit_list;
use crate::plan::vocabulary::{Heading, Label, Vocabulary};
use crate::text::{fold, folded, is_han, numeral};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What the heading announces; `None` for a blank or unknown heading.
    pub heading: Option<Heading>,
    /// The heading as printed.
    pub text: String,
    /// A rule printed in the heading: 责任单位（排第一的为牵头单位）.
    pub first_leads: Option<FirstLeads>,
}

/// 成员单位 beside 组长单位 or 牵头单位 names those who support.
fn members_of_leads(columns: &mut [Column], vocabulary: &Vocabulary) {
    let lead = Some(Heading::Role(Label::Role(Role::Lead)));
    if columns.iter().all(|column| column.heading != lead) {
        return;
    }
    for column in columns.iter_mut() {
        let text: Vec<char> = column.text.chars().map(fold).collect();
        if vocabulary.names_members(&text) {
            column.heading = Some(Heading::Role(Label::Role(Role::Support)));
        }
    }
}

/// The headings of cells, if they are headings: one of a role at least, and few unknown words.
pub fn header(cells: &[Passage], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    // No heading is the number of a row; a year may be one.
    let counts = |cell: &Passage| {
        (1..=3).contains(&cell.len()) && cell.chars().iter().all(char::is_ascii_digit)
    };
    // 一、活动时间 五月 二、主办单位: the headings of chapters.
    let chapter = |cell: &&Passage| {
        marker(cell.chars(), 0).is_some_and(|m| matches!(m.style, Style::Part | Style::Chapter))
    };
    if cells.iter().any(counts) || cells.iter().filter(chapter).count() > 1 {
        return None;
    }
    let mut columns: Vec<Column> = cells
        .iter()
        .map(|cell| {
            let text = cell.whole();
            let sentence: Vec<char> = text.chars().map(fold).collect();
            let number = || vocabulary.holds_numbers(&text).then_some(Heading::Sequence);
            Column {
                heading: vocabulary.heading(&text).or_else(number),
                first_leads: FirstLeads::in_sentence(&sentence, vocabulary),
                text,
            }
        })
        .collect();
    // Quarters or months side by side are columns of progress.
    let period = |c: &Column| c.heading.is_none() && vocabulary.is_period(&c.text);
    if columns.iter().filter(|c| period(c)).count() > 1 {
        columns.iter_mut().filter(|c| period(c)).for_each(|c| c.heading = Some(Heading::Other));
    }
    members_of_leads(&mut columns, vocabulary);
    units_of_duties(&mut columns, vocabulary);
    units_helped(&mut columns, vocabulary);
    let known = columns.iter().filter(|c| c.heading.is_some()).count();
    let unknown = columns.iter().filter(|c| c.heading.is_none() && !c.text.is_empty()).count();
    let role = columns.iter().any(|c| matches!(c.heading, Some(Heading::Role(_) | Heading::Span)));
    let long = columns.iter().any(|c| c.text.chars().count() > 40);
    // Headings that begin with 序号 may hold more words nobody has seen before.
    let numbered = columns.first().is_some_and(|c| c.heading == Some(Heading::Sequence));
    // So may short ones beside a heading that names units and another that is known.
    let short =
        |c: &Column| (1..=6).contains(&c.text.chars().count()) && c.text.chars().all(is_han);
    let sure = columns.len() > 3
        && columns.first().is_some_and(|c| c.heading.is_some())
        && columns.iter().zip(cells).all(|(c, cell)| {
            c.heading.is_some() || short(c) && !is_unit_list(cell.chars(), vocabulary)
        });
    (role && known >= 2 && (unknown <= known || numbered || sure) && !long).then_some(columns)
}

/// Gives the column of units that lead where a column beside it holds their duties and no other names a
/// role: 成员单位 | 工作职责.
fn units_of_duties(columns: &mut [Column], vocabulary: &Vocabulary) {
    let lists = vocabulary.lists();
    let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
    let duty =
        |c: &Column| lists.duty_headings.iter().any(|word| folded(&c.text).contains(word.as_str()));
    let unit = |c: &Column| is_unit_heading(&c.text, vocabulary);
    if columns.iter().any(role)
        || columns.iter().filter(|c| duty(c)).count() != 1
        || columns.iter().filter(|c| unit(c)).count() != 1
    {
        return;
    }
    for column in columns {
        if unit(column) {
            column.heading = Some(Heading::Role(Label::Role(Role::Lead)));
        } else if duty(column) {
            column.heading = Some(Heading::Task);
        }
    }
}

/// Makes responsible the one column of units without a word of their part where the only other column of units
/// holds those who help: 主要职能部门 | 协作部门.
fn units_helped(columns: &mut [Column], vocabulary: &Vocabulary) {
    let helps = |c: &Column| c.heading == Some(Heading::Role(Label::Role(Role::Support)));
    let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_) | Heading::Span));
    let unit = |c: &Column| c.heading.is_none() && is_unit_heading(&c.text, vocabulary);
    let only_help = columns.iter().filter(|c| role(c)).all(helps) && columns.iter().any(helps);
    if only_help && columns.iter().filter(|c| unit(c)).count() == 1 {
        let named = columns.iter_mut().find(|c| unit(c));
        named
            .into_iter()
            .for_each(|c| c.heading = Some(Heading::Role(Label::Role(Role::Responsible))));
    }
}

/// Whether a heading names units without a word of their part: 成员单位.
fn is_unit_heading(text: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.lists().unit_headings.contains(&folded(text).replace(' ', ""))
}

/// Whether cells are the headings of a table, though of one that may name no role.
pub fn is_header(cells: &[Passage], vocabulary: &Vocabulary) -> bool {
    let filled: Vec<&Passage> = cells.iter().filter(|c| !c.is_blank()).collect();
    let known = filled.iter().filter(|c| vocabulary.heading(&c.whole()).is_some()).count();
    let short = filled.iter().all(|c| c.len() <= 14 && numeral(&c.whole()).is_none());
    short && known >= 2 && known * 2 >= filled.len() || header(cells, vocabulary).is_some()
}

/// Lays a second row of headings under the first.
pub fn under(first: &mut [Column], second: &[Column]) -> bool {
    let fits = second.len() == first.len()
        && second.iter().any(|c| matches!(c.heading, Some(Heading::Role(_))))
        && second.iter().all(|c| c.text.is_empty() || c.heading.is_some());
    if fits {
        for (above, below) in first.iter_mut().zip(second) {
            if !below.text.is_empty() {
                *above = below.clone();
            }
        }
    }
    fits
}

/// Lays a second row of headings under the first that says what stands in columns under a common heading (2024年计划
/// above 年度投资 and 一季度节点): under blank headings, and under those before them, it has words, and nowhere else.
pub fn details_under(first: &mut [Column], second: &[Passage], vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 14;
    const FEWEST: usize = 2;
    let open = |at: usize| {
        let blank = |at: usize| first.get(at).is_some_and(|c| c.text.trim().is_empty());
        blank(at) || blank(at + 1)
    };
    let filled: Vec<usize> = (0..second.len()).filter(|at| !second[*at].is_blank()).collect();
    let word = |at: &usize| {
        let cell = &second[*at];
        let figures = cell.chars().iter().any(char::is_ascii_digit);
        open(*at)
            && cell.len() <= LONGEST
            && !figures
            && !is_unit_list(cell.chars(), vocabulary)
            && !matches!(first[*at].heading, Some(Heading::Role(_) | Heading::Sequence))
    };
    if second.len() > first.len() || filled.len() < FEWEST || !filled.iter().all(word) {
        return false;
    }
    for at in filled {
        let text = second[at].whole();
        first[at].heading = vocabulary.heading(&text).or(Some(Heading::Other));
        first[at].text = text;
    }
    true
}

/// A column 责任分工 without columns of roles below it holds the statements themselves (A牵头，B配合); 责任 beside
/// 牵头 and 协助 is a role as they are.
pub fn spoken_column(columns: &mut [Column], vocabulary: &Vocabulary) {
    let spans = columns.iter().filter(|c| c.heading == Some(Heading::Span)).count();
    let named = columns.iter().any(|c| matches!(c.heading, Some(Heading::Role(_))));
    let span = |c: &&mut Column| named && c.heading == Some(Heading::Span);
    for column in columns.iter_mut().filter(span) {
        let words: Vec<char> = column.text.chars().collect();
        let role = vocabulary.scan(&words).into_iter().find(|f| f.end - f.start == words.len());
        if let Some(label @ Label::Role(_)) = role.and_then(|f| f.word.label) {
            column.heading = Some(Heading::Role(label));
        }
    }
    if spans == 1 && !named {
        let span = columns.iter_mut().find(|c| c.heading == Some(Heading::Span));
        span.into_iter().for_each(|c| c.heading = Some(Heading::Role(Label::Share)));
    }
}

/// Whether two rows hold the same headings, in whatever columns.
pub fn same_headings(a: &[Column], b: &[Column]) -> bool {
    let words = |c: &[Column]| -> Vec<String> {
        c.iter().map(|c| folded(&c.text).replace(' ', "")).filter(|t| !t.is_empty()).collect()
    };
    words(a) == words(b)
}

/// The headings of a second row, which names roles only.
pub fn as_columns(cells: &[Passage], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells
        .iter()
        .map(|cell| Column {
            heading: vocabulary.heading(&cell.whole()),
            text: cell.whole(),
            first_leads: None,
        })
        .collect();
    columns.iter().any(|c| matches!(c.heading, Some(Heading::Role(_)))).then_some(columns)
}

/// Whether a cell is the rest of a heading over role columns that was broken: 责任 above 领导 or 科室.
fn is_rest(cell: &Passage, head: &Passage, vocabulary: &Vocabulary) -> bool {
    let role = |heading| matches!(heading, Some(Heading::Role(_)));
    let whole = vocabulary.heading(&format!("{}{}", head.whole(), cell.whole()));
    vocabulary.heading(&head.whole()) == Some(Heading::Span)
        && cell.len() <= 4
        && !role(vocabulary.heading(&cell.whole()))
        && vocabulary.heading(&cell.whole()) != Some(Heading::Due)
        && (role(whole) || whole == Some(Heading::Person))
}

/// Headings with those joined that were broken over lines: 责任 above 领导, 牵头 above 部门.
pub fn unbroken(cells: Vec<Passage>, vocabulary: &Vocabulary) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    for cell in cells {
        let goes_on = |head: &&mut Passage| {
            is_rest(&cell, head, vocabulary) || is_broken(head, &cell, vocabulary)
        };
        match out.last_mut().filter(goes_on) {
            Some(head) => head.append(&cell),
            None => out.push(cell),
        }
    }
    out
}

/// Whether two short cells are one known heading, and one of them is none by itself.
fn is_broken(head: &Passage, cell: &Passage, vocabulary: &Vocabulary) -> bool {
    const LONGEST_PIECE: usize = 4;
    let known = |text: &str| vocabulary.heading(text).is_some();
    head.len() <= LONGEST_PIECE
        && cell.len() <= LONGEST_PIECE
        && known(&format!("{}{}", head.whole(), cell.whole()))
        && !(known(&head.whole()) && known(&cell.whole()))
}

/// The most headings that a table written one cell a line may have.
const MOST_HEADINGS: usize = 40;

/// Headings on lines of their own from `start`, and the line behind them.
///
/// Words that are no known heading may stand among them; headings broken over two lines are joined.
pub fn cell_headings(
    lines: &[&Line],
    start: usize,
    vocabulary: &Vocabulary,
) -> Option<(Vec<Passage>, usize)> {
    let tabbed = lines[start].text.starts_with('\t');
    let single = |i: usize| -> Option<Passage> {
        let line = lines.get(i).filter(|l| l.text.len() <= 200)?;
        Some(Passage::new(&line.text, line.number).trimmed().without_letter_spacing())
    };
    let heading = |cell: &Passage| {
        vocabulary.heading(&cell.whole()).is_some() || is_unit_heading(&cell.whole(), vocabulary)
    };
    if !heading(&single(start)?) {
        return None;
    }
    let numbered = vocabulary.heading(&single(start)?.whole()) == Some(Heading::Sequence);
    let mut cells: Vec<Passage> = Vec::new();
    // Cells and the end of the headings up to the last known one.
    let mut known = (0, start);
    let mut unknown = 0;
    let mut i = start;
    while let Some(cell) = single(i).filter(|c| c.len() <= 24) {
        if cells.len() > MOST_HEADINGS {
            // Labels and words in turn, and no header.
            return None;
        }
        if cell.is_blank() {
            if tabbed && lines[i].text.contains('\t') {
                cells.push(cell);
            } else if tabbed {
                break;
            }
        } else if heading(&cell) {
            match cells.last_mut().filter(|head| is_rest(&cell, head, vocabulary)) {
                Some(head) => head.append(&cell),
                None => cells.push(cell),
            }
            known = (cells.len(), i + 1);
            unknown = 0;
        } else {
            let joined = cells.last().map(|c| format!("{}{}", c.whole(), cell.whole()));
            match joined {
                Some(word) if vocabulary.heading(&word).is_some() && cell.len() <= 4 => {
                    cells.last_mut()?.append(&cell);
                    known = (cells.len(), i + 1);
                }
                _ if unknown > 0 && numbered && unknown < 24 && cell.len() <= 6 => {
                    // Headings broken over many lines: one unknown column.
                    cells.last_mut()?.append(&cell);
                    unknown += 1;
                }
                // 牵头单位 above 区财政局, line by line, is a label and no column.
                _ if unknown == 0
                    && cell.len() <= 12
                    && numeral(&cell.whole()).is_none()
                    && (numbered || !is_unit_list(cell.chars(), vocabulary)) =>
                {
                    cells.push(cell);
                    unknown += 1;
                }
                _ => break,
            }
        }
        i += 1;
    }
    if tabbed {
        // A blank cell may end the headings of such a table.
        let end = cells.iter().rposition(|c| !c.is_blank()).map_or(0, |last| last + 1);
        if end <= known.0 {
            return Some((cells, i));
        }
    }
    cells.truncate(known.0);
    Some((with_span_filled(cells, vocabulary), known.1))
}

/// Headings with the roles of a second row, which one cell a line puts behind all of the first, in place of the heading
/// over them: 责任分工, 完成时限, 牵头单位, 配合单位.
pub fn with_span_filled(cells: Vec<Passage>, vocabulary: &Vocabulary) -> Vec<Passage> {
    const FEWEST: usize = 2;
    let headings: Vec<Option<Heading>> =
        cells.iter().map(|cell| vocabulary.heading(&cell.whole())).collect();
    let role = |h: &&Option<Heading>| matches!(h, Some(Heading::Role(_)));
    let below = headings.iter().rev().take_while(role).count();
    let first = cells.len() - below;
    let mut spans = (0..first).filter(|at| headings[*at] == Some(Heading::Span));
    let (Some(span), None) = (spans.next(), spans.next()) else { return cells };
    if below < FEWEST || span + 1 >= first || headings[..first].iter().any(|h| role(&h)) {
        return cells;
    }
    let (before, rest) = (&cells[..span], &cells[span + 1..]);
    let (between, roles) = rest.split_at(rest.len() - below);
    [before, roles, between].concat()
}
