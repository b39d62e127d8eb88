//! Tables that lie on their side: the headings stand below each other in the first cells, and every further
//! column is a measure; or units stand there, and the marks beside them say what they do.
//!
//! Owns turning them. Never knows what a row means.

use super::headings::{Column, header};
use super::matrix::{are_marks, is_unit, may_be_unit, names_roles, unit_column};
use super::row_layout::Layout;
use super::rows::{Row, Table};
use super::ruled;
use super::writing::{Writing, is_rule, row_at, writing};
use crate::documents::Line;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::{is_han, key, numeral};

/// The most rows that are turned.
const MOST_ROWS: usize = 200;

/// No first cell of such a table is longer.
const LONGEST_FIRST: usize = 40;

/// The table on its side that begins on line `start`.
pub fn on_side(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let writing = match writing(lines, start, vocabulary) {
        Some(writing) => writing,
        None => value_mark(&lines[start].text, vocabulary)?,
    };
    let block = Block { lines, start, writing, vocabulary };
    block.of_headings().or_else(|| block.of_units())
}

/// The mark between the cells of a file of values whose first cell is blank or a known heading.
fn value_mark(line: &str, vocabulary: &Vocabulary) -> Option<Writing> {
    let units = &vocabulary.lists().unit_headings;
    [',', ';'].into_iter().find_map(|mark| {
        let first = key(line.split_once(mark)?.0.trim_matches('"'));
        let known = first.is_empty() || vocabulary.heading(&first).is_some();
        (known || units.contains(&first)).then_some(Writing::Marked(mark))
    })
}

/// Rows written alike from one line on.
struct Block<'a> {
    lines: &'a [&'a Line],
    start: usize,
    writing: Writing,
    vocabulary: &'a Vocabulary,
}

impl Block<'_> {
    /// The rows as long as they fit, drawn lines left out, and the line behind the last one.
    fn rows(
        &self,
        mut fits: impl FnMut(&[Vec<Passage>], &[Passage]) -> bool,
    ) -> (Vec<Vec<Passage>>, usize) {
        let mut rows: Vec<Vec<Passage>> = Vec::new();
        let (mut at, mut end) = (self.start, self.start);
        while rows.len() < MOST_ROWS
            && let Some((mut cells, taken)) = row_at(self.lines, at, self.writing, self.vocabulary)
                .or_else(|| {
                    self.lines.get(at).filter(|l| ruled::is_rule(l)).map(|_| (Vec::new(), 1))
                })
        {
            at += taken;
            if cells.is_empty() || is_rule(&cells) {
                continue;
            }
            // Blank cells at the end of a row may be missing.
            let wide = rows.first().map_or(cells.len(), Vec::len);
            if cells.len() > wide && cells[wide..].iter().all(Passage::is_blank) {
                cells.truncate(wide);
            }
            let short = cells[0].len() <= LONGEST_FIRST;
            if cells.len() < 2 || cells.len() > wide || !short || !fits(&rows, &cells) {
                break;
            }
            cells.resize_with(wide, Passage::default);
            rows.push(cells);
            end = at;
        }
        (rows, end)
    }

    /// A table whose first cells are the headings; at least two measures stand beside them.
    fn of_headings(&self) -> Option<Table> {
        const FEWEST: usize = 2;
        const LONGEST_HEADING: usize = 8;
        let known = |cell: &Passage| self.vocabulary.heading(&cell.whole());
        let word = |cell: &Passage| {
            (1..=LONGEST_HEADING).contains(&cell.len()) && cell.chars().iter().all(|c| is_han(*c))
        };
        // 任务名称 | 修路 | 牵头单位 | 县交通局: labels and what they say in turn.
        let label = |cell: &Passage| {
            let fact = |h| matches!(h, Heading::Role(_) | Heading::Due | Heading::Person);
            known(cell).is_some_and(fact)
        };
        let (rows, end) = self.rows(|rows, cells| {
            let again = rows.iter().any(|row| row[0].chars() == cells[0].chars());
            // The first two are known, or nothing says that these are headings.
            let heads = known(&cells[0]).is_some() || rows.len() >= FEWEST && word(&cells[0]);
            heads && !again && !cells[1..].iter().any(label)
        });
        if rows.len() < FEWEST || rows[0].len() <= FEWEST {
            return None;
        }
        let mut cells: Vec<_> = rows.into_iter().map(Vec::into_iter).collect();
        let mut column = || cells.iter_mut().filter_map(Iterator::next).collect::<Vec<Passage>>();
        let columns = header(&column(), self.vocabulary)?;
        let turned: Vec<Row> = std::iter::from_fn(|| Some(column()).filter(|c| !c.is_empty()))
            .filter_map(|cells| {
                let line = cells.iter().find(|c| !c.is_blank())?.line(0);
                Some(Row { cells, line, aligned: true, header: 0 })
            })
            .collect();
        let layout = Layout { columns: &columns, wide: columns.len(), vocabulary: self.vocabulary };
        let fit = turned.iter().filter(|row| layout.fits_roles(&row.cells)).count();
        let tasks = columns.iter().any(|c| c.heading == Some(Heading::Task));
        (tasks && turned.len() >= FEWEST && fit * 2 > turned.len())
            .then(|| self.table(columns, turned, end))
    }

    /// A table of marks whose first cells are units, below headings that are tasks.
    fn of_units(&self) -> Option<Table> {
        const FEWEST: usize = 2;
        let marks = |cells: &[Passage]| are_marks(&cells[1..], self.vocabulary);
        let (mut rows, end) = self.rows(|rows, cells| match rows.len() {
            0 => self.heads_tasks(cells),
            // The first two are sure units with marks, or this is another table.
            n if n <= FEWEST => {
                // 科室 above 门诊部: the corner says what they are.
                let headed = !rows[0][0].is_blank() && may_be_unit(&cells[0], self.vocabulary);
                (headed || is_unit(&cells[0], self.vocabulary)) && marks(cells)
            }
            _ => !cells[0].is_blank() && (marks(cells) || cells[1..].iter().all(Passage::is_blank)),
        });
        let total = |cell: &Passage| self.vocabulary.is_total(&cell.whole());
        rows.retain(|row| !total(&row[0]));
        let (heads, units) = rows.split_first().filter(|(_, units)| units.len() >= FEWEST)?;
        let at: Vec<usize> = (1..heads.len()).filter(|at| !heads[*at].is_blank()).collect();
        let numbers: Option<Vec<Passage>> = at.iter().map(|at| counted(&heads[*at])).collect();
        let items = numbers.as_ref().and_then(|numbers| self.items_above(numbers));
        let turned = at.iter().enumerate().map(|(n, at)| {
            let number = numbers.as_ref().map(|numbers| numbers[n].clone()).unwrap_or_default();
            let task = items.as_ref().map_or(&heads[*at], |items| &items[n]).clone();
            let marks = units.iter().map(|row| row[*at].clone());
            let cells = [number, task].into_iter().chain(marks).collect();
            Row { cells, line: heads[*at].line(0), aligned: true, header: 0 }
        });
        let column = |heading, text| Column { heading: Some(heading), text, first_leads: None };
        let first =
            [column(Heading::Sequence, String::new()), column(Heading::Task, heads[0].whole())];
        let columns = first.into_iter().chain(units.iter().map(|row| unit_column(&row[0])));
        let table = self.table(columns.collect(), turned.collect(), end);
        Some(table).filter(|table| names_roles(table, self.vocabulary))
    }

    /// Whether cells may be tasks, behind a heading over units or a blank one.
    fn heads_tasks(&self, cells: &[Passage]) -> bool {
        const FEWEST: usize = 2;
        let units = |word: &str| {
            self.vocabulary.names_units(word)
                || self.vocabulary.lists().unit_headings.iter().any(|known| known == word)
        };
        let corner = key(&cells[0].whole());
        let of_units = corner.is_empty() || corner.split(['/', '\\']).any(units);
        // 任务6 首问负责: its number says that it is one.
        let numbered = |cell: &Passage| {
            let text = cell.whole();
            let behind = self.vocabulary.lists().behind_numbers.iter();
            let mut rests = behind.filter_map(|word| text.strip_prefix(word.as_str()));
            rests.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let task = |cell: &&Passage| {
            if numbered(cell) {
                return true;
            }
            let heading = self.vocabulary.heading(&cell.whole());
            matches!(heading, None | Some(Heading::Task | Heading::Group))
                && !is_unit(cell, self.vocabulary)
        };
        let others = || cells[1..].iter().filter(|c| !c.is_blank());
        of_units && others().count() >= FEWEST && others().all(|c| task(&c))
    }

    /// The items of a list above the table that have the numbers of its headings: each once, in order.
    fn items_above(&self, numbers: &[Passage]) -> Option<Vec<Passage>> {
        const NEAR: usize = 60;
        let mut items: Vec<(u32, Passage)> = Vec::new();
        for line in &self.lines[self.start.saturating_sub(NEAR)..self.start] {
            let passage = Passage::new(&line.text, line.number).trimmed();
            let item = marker(passage.chars(), 0).filter(|m| m.style == Style::Item);
            items.extend(item.map(|m| (m.ordinal, passage.slice(m.end..passage.len()))));
        }
        let alike =
            items.iter().map(|(n, _)| Some(*n)).eq(numbers.iter().map(|n| numeral(&n.whole())));
        alike.then(|| items.into_iter().map(|(_, item)| item).collect())
    }

    fn table(&self, columns: Vec<Column>, rows: Vec<Row>, end: usize) -> Table {
        Table::new(columns, self.lines[self.start].number, rows, self.start..end)
    }
}

/// The number of a heading that is nothing but a word and a number: 任务1, 事项二.
fn counted(heading: &Passage) -> Option<Passage> {
    const LONGEST_WORD: usize = 4;
    (1..heading.len().min(LONGEST_WORD + 1))
        .map(|at| heading.slice(at..heading.len()))
        .find(|number| numeral(&number.whole()).is_some())
}
