//! Tables written row by row, with bars, tabs or commas.
//!
//! Owns where such a table ends, and rows torn at the line breaks inside their cells. Never knows
//! what a row means.

use super::headings::{Column, as_columns, details_under, header, is_header, same_headings, under};
use super::matrix::{has_marks, matrix_header, names_roles, units_under};
use super::row_layout::{Layout, says_who};
use super::rows::{Row, Table};
use super::writing::{Writing, is_bar, is_rule, row_at, writing};
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::unit_shape::{append_line, is_sure_unit_list};
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::numeral;

/// The lines that one torn row may fill.
const LONGEST_ROW: usize = 40;

/// The lines that show how wide rows are.
const FIRST_LINES: usize = 100;

/// A table written with bars, tabs or commas whose headings stand on line `start`.
pub fn grid(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    match writing(lines, start, vocabulary) {
        Some(writing) => written(lines, start, writing, vocabulary),
        None => [',', ';', '/'].into_iter().find_map(|mark| {
            is_value_header(lines, start, mark, vocabulary)
                .then(|| written(lines, start, Writing::Marked(mark), vocabulary))?
        }),
    }
}

/// Whether line `start` holds the headings of a file of values, whose marks stand in sentences too: all are
/// short, its first row is as wide, and either its first heading is known, or those behind it tell that it is
/// one, and the first row has units below headings of units.
fn is_value_header(lines: &[&Line], start: usize, mark: char, vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 14;
    const FEWEST: usize = 4;
    let text = &lines[start].text;
    let Some((first, _)) = text.split_once(mark) else { return false };
    let known = vocabulary.heading(first.trim_matches(['"', ' ', '\u{3000}'])).is_some();
    // Three bytes a letter, and quotation marks.
    if !known && text.split(mark).any(|cell| cell.len() > LONGEST * 3 + 2) {
        return false;
    }
    let row = |at| row_at(lines, at, Writing::Marked(mark), vocabulary);
    let Some((cells, taken)) = row(start) else { return false };
    let Some((first, _)) = row(start + taken) else { return false };
    let told = || {
        header(&cells, vocabulary).is_some_and(|columns| {
            let layout = Layout { columns: &columns, wide: columns.len(), vocabulary };
            cells.len() >= FEWEST && first.len() == cells.len() && layout.fits_roles(&first)
        })
    };
    cells.iter().all(|c| c.len() <= LONGEST) && first.len() >= cells.len() && (known || told())
}

/// A table written so whose headings stand on line `start`.
fn written(
    lines: &[&Line],
    start: usize,
    writing: Writing,
    vocabulary: &Vocabulary,
) -> Option<Table> {
    let (cells, taken) = row_at(lines, start, writing, vocabulary)?;
    let mut grid =
        Grid { lines, writing, vocabulary, headers: Vec::new(), rows: Vec::new(), widest: 0 };
    let (mut columns, mut at) = match grid.headings(cells.clone(), start, start + taken) {
        Some(found) => found,
        None => grid.torn_headings(cells, start + taken)?,
    };
    if let Some((j, second)) = grid.next_row(at)
        && let Some(second) = as_columns(&second, vocabulary)
        && under(&mut columns, &second)
    {
        at = j + 1;
    }
    if let Some((j, second)) = grid.next_row(at)
        && details_under(&mut columns, &second, vocabulary)
    {
        at = j + 1;
    }
    if let Some((j, second)) = grid.next_row(at)
        && let Some((_, third)) = grid.next_row(j + 1)
    {
        let mut units = columns.clone();
        if units_under(&mut units, &second, vocabulary) && has_marks(&third, &units, vocabulary) {
            (columns, at) = (units, j + 1);
        }
    }
    grid.headers.push(columns);
    let cells = |at| row_at(lines, at, writing, vocabulary).map_or(0, |(cells, _)| cells.len());
    grid.widest = (at..lines.len().min(at + FIRST_LINES)).map(cells).max().unwrap_or(0);
    let end = grid.body(at);
    let table = Table {
        headers: grid.headers,
        ..Table::new(Vec::new(), lines[start].number, grid.rows, start..end)
    };
    Some(table).filter(|table| names_roles(table, vocabulary))
}

struct Grid<'a> {
    lines: &'a [&'a Line],
    writing: Writing,
    vocabulary: &'a Vocabulary,
    headers: Vec<Vec<Column>>,
    rows: Vec<Row>,
    /// Cells of the widest of the first lines.
    widest: usize,
}

impl Grid<'_> {
    /// The headings and the line behind them; words torn at line breaks are joined again.
    fn headings(
        &self,
        cells: Vec<Passage>,
        start: usize,
        mut at: usize,
    ) -> Option<(Vec<Column>, usize)> {
        let known = |c: &Passage| self.vocabulary.heading(&c.whole()).is_some();
        let mut found = header(&cells, self.vocabulary)
            .or_else(|| matrix_header(&cells, self.vocabulary))
            .map(|columns| (columns, at));
        if !self.is_torn() || !cells.first().is_some_and(known) {
            return found;
        }
        let mut whole = cells;
        while let Some((next, taken)) = self.fragment(at).filter(|_| at < start + LONGEST_ROW) {
            let torn = whole.last().cloned().unwrap_or_default();
            if known(&torn) && known(&next[0]) || next[0].is_blank() || next[0].len() > 6 {
                break;
            }
            let joined = whole.len() - 1;
            join(&mut whole, next, self.vocabulary);
            if !known(&whole[joined]) {
                break;
            }
            at += taken;
            if whole.iter().all(known) {
                found = header(&whole, self.vocabulary).map(|columns| (columns, at)).or(found);
            }
        }
        found
    }

    /// Headings of which the last ones stand on the next line, behind a bar.
    fn torn_headings(&self, mut cells: Vec<Passage>, at: usize) -> Option<(Vec<Column>, usize)> {
        let line = self.lines.get(at)?.text.trim();
        let goes_on = self.writing == Writing::Bars && line.starts_with(is_bar);
        let cell = |text: &str| Passage::new(text, self.lines[at].number).trimmed();
        let more: Vec<Passage> = line.trim_matches(is_bar).split(is_bar).map(cell).collect();
        let known = |c: &Passage| self.vocabulary.heading(&c.whole()).is_some();
        if !goes_on || !cells.iter().all(known) || !more.iter().all(known) {
            return None;
        }
        cells.extend(more);
        Some((header(&cells, self.vocabulary)?, at + 1))
    }

    /// Reads the rows from line `at`, and gives the line behind the last one.
    fn body(&mut self, at: usize) -> usize {
        let vocabulary = self.vocabulary;
        let (mut i, mut end) = (at, at);
        while let Some(line) = self.lines.get(i) {
            if let Some((cells, taken)) = self.row(i) {
                i += taken;
                if is_rule(&cells) {
                } else if has_marks(&cells, &self.headers[0], self.vocabulary) {
                    self.push(cells, line.number);
                } else if let Some(again) = header(&cells, self.vocabulary) {
                    if !same_headings(&again, &self.headers[0]) {
                        break;
                    }
                    self.headers.push(again);
                } else if is_header(&cells, self.vocabulary)
                    || is_labelled(&cells)
                    || self.holds_values() && is_export_line(&cells, self.vocabulary)
                {
                    break;
                } else {
                    let (cells, behind) = self.mended(cells, i);
                    i = behind;
                    self.push(cells, line.number);
                }
                end = i;
                continue;
            }
            // | 一、产业发展 |: a row of one cell.
            let barred = self.writing == Writing::Bars && line.text.contains(is_bar);
            let text = line.text.trim().trim_matches(|c| barred && is_bar(c));
            let passage = Passage::new(text, line.number).trimmed();
            if passage.is_blank() || is_page_number(passage.chars()) {
                i += 1;
                continue;
            }
            // A line that begins with blank cells, and goes on below.
            let blank_cells = self.is_torn() && line.text.starts_with('\t');
            let cells = line.text.split('\t').map(|c| Passage::new(c, line.number).trimmed());
            if blank_cells
                && let (cells, behind) = self.mended(cells.collect(), i + 1)
                && behind > i + 1
            {
                self.push(cells, line.number);
                (i, end) = (behind, behind);
                continue;
            }
            // A plain line inside a table: a section row without its tabs, or more of a cell.
            let more = self
                .next_row(i + 1)
                .is_some_and(|(j, cells)| j <= i + 4 && !is_header(&cells, self.vocabulary));
            let goes_on = i == end && self.goes_on(&passage);
            if self.holds_values()
                || !goes_on && (!more || !barred && !self.is_torn() && self.rows.is_empty())
            {
                break;
            }
            let open = self.last_cell().and_then(|c| c.chars().last().copied());
            let apart = i > end && !open.is_some_and(|c| "、,(".contains(c));
            let heading = marker(passage.chars(), 0).is_some() || apart && passage.len() <= 40;
            if !goes_on && (heading || self.rows.is_empty() || self.writing == Writing::Bars) {
                self.push(vec![passage], line.number);
            } else if let Some(cell) = self.last_cell() {
                append_line(cell, &passage, vocabulary);
            }
            i += 1;
            end = i;
        }
        end
    }

    /// How many cells whole rows have: as many as headings, or fewer where the last ones are blank.
    fn width(&self, columns: &[Column]) -> usize {
        let needed = columns.iter().rposition(is_role).map_or(columns.len(), |last| last + 1);
        self.widest.clamp(needed, columns.len())
    }

    /// The last cell of the last row that holds something.
    fn last_cell(&mut self) -> Option<&mut Passage> {
        self.rows.last_mut()?.cells.iter_mut().rev().find(|c| !c.is_blank())
    }

    /// Whether a line without marks between cells, right below a row, belongs to its last cell: it
    /// goes on counting, or naming units.
    fn goes_on(&self, line: &Passage) -> bool {
        let Some(columns) = self.headers.last() else { return false };
        let Some(cells) = self.rows.last().map(|r| &r.cells).filter(|c| c.len() > 1) else {
            return false;
        };
        let last = cells.iter().rposition(|c| !c.is_blank()).unwrap_or(0);
        let in_role = columns.get(last).is_some_and(is_role);
        let shared = columns.get(last).is_some_and(|c| c.heading == Some(Heading::Span));
        // 牵头：A above 配合：B in one cell.
        if (in_role || shared) && line.chars().contains(&':') && says_who(line, self.vocabulary) {
            return true;
        }
        if !self.is_torn() {
            return false;
        }
        let units = in_role && is_sure_unit_list(line.chars(), self.vocabulary);
        let point = |c: &Passage| marker(c.chars(), 0).filter(|m| m.style > Style::Section);
        let counts = point(line).is_some_and(|next| {
            point(&cells[last]).is_some_and(|m| m.style == next.style && m.ordinal < next.ordinal)
        });
        units || counts && is_numbered(columns)
    }

    fn push(&mut self, cells: Vec<Passage>, line: u32) {
        let header = self.headers.len() - 1;
        let columns = &self.headers[header];
        let mut row = Row { cells, line, aligned: false, header };
        let layout = Layout { columns, wide: columns.len(), vocabulary: self.vocabulary };
        // Names with the mark between them that were not quoted.
        let unquoted = self.holds_values() && row.cells.len() > columns.len();
        row.aligned = self.holds_values() && row.cells.len() == columns.len();
        // A merged cell left no blank one, and the cells behind it moved up.
        let sequence = columns.iter().position(|c| c.heading == Some(Heading::Sequence));
        let numbered = sequence.and_then(|s| row.cells.get(s)).is_some_and(is_row_number);
        let wide = columns.iter().rposition(|c| !c.text.is_empty()).map_or(0, |last| last + 1);
        let ink = row.cells.iter().rposition(|c| !c.is_blank()).map_or(0, |last| last + 1);
        let shorter = ink < wide && row.cells.len() + 2 >= wide;
        let moved_up = numbered
            && shorter
            && columns.iter().zip(&row.cells).any(|(c, cell)| is_role(c) && !cell.is_blank())
            && layout.role_fits(&row.cells) == 0;
        if unquoted || moved_up {
            let filled: Vec<_> = row.cells.iter().filter(|c| !c.is_blank()).cloned().collect();
            if let Some(cells) = layout.align(&filled) {
                (row.cells, row.aligned) = (cells, true);
            }
        }
        self.rows.push(row);
    }

    /// Whether cells may be broken over lines that no quotation marks hold together.
    fn is_torn(&self) -> bool {
        self.writing == Writing::Marked('\t')
    }

    /// Whether the table is a file of values with commas, semicolons or slashes.
    fn holds_values(&self) -> bool {
        !matches!(self.writing, Writing::Bars | Writing::Marked('\t'))
    }

    /// The row on line `at`; a sentence with commas is none.
    fn row(&self, at: usize) -> Option<(Vec<Passage>, usize)> {
        let (cells, taken) = row_at(self.lines, at, self.writing, self.vocabulary)?;
        let columns = self.headers.last()?;
        let number = || {
            let sequence = columns.iter().position(|c| c.heading == Some(Heading::Sequence));
            sequence.and_then(|s| cells.get(s)).is_some_and(is_row_number)
        };
        let row = !self.holds_values() || cells.len() == columns.len() || number();
        row.then_some((cells, taken))
    }

    /// The next row within a few lines.
    fn next_row(&self, from: usize) -> Option<(usize, Vec<Passage>)> {
        (from..self.lines.len().min(from + 8)).find_map(|j| {
            let (cells, _) = row_at(self.lines, j, self.writing, self.vocabulary)?;
            (!is_rule(&cells)).then_some((j, cells))
        })
    }

    /// The cells on line `at`, or the line itself where it holds no mark between cells.
    fn fragment(&self, at: usize) -> Option<(Vec<Passage>, usize)> {
        let line = self.lines.get(at)?;
        let plain = || (vec![Passage::new(&line.text, line.number).trimmed()], 1);
        let (cells, taken) =
            row_at(self.lines, at, self.writing, self.vocabulary).unwrap_or_else(plain);
        (cells.iter().any(|c| !c.is_blank())).then_some((cells, taken))
    }

    /// A row whose cells were broken over lines, made whole with what stands from line `at`, and the
    /// line behind it; the row as it is when that does not give a row as wide as the headings.
    fn mended(&self, cells: Vec<Passage>, at: usize) -> (Vec<Passage>, usize) {
        let Some(columns) = self.headers.last() else { return (cells, at) };
        let sequence = columns.iter().position(|c| c.heading == Some(Heading::Sequence));
        let number =
            |next: &[Passage]| sequence.and_then(|s| next.get(s)).is_some_and(is_row_number);
        // Rows with bars are torn only where a number says that one begins.
        let barred = self.writing == Writing::Bars && number(&cells);
        if !(self.is_torn() || barred) || cells.len() >= columns.len() {
            return (cells, at);
        }
        // Numbers say where rows begin; without them a row as wide as others goes on only with units.
        let ended = sequence.is_none() && cells.len() >= self.width(columns);
        let mut whole = cells.clone();
        let mut behind = at;
        // A line of words alone belongs to the row only where cells or units follow.
        let mut best = None;
        while whole.len() < columns.len() && behind < at + LONGEST_ROW {
            let Some((next, taken)) = self.fragment(behind) else { break };
            let section = next.len() == 1
                && marker(next[0].chars(), 0).is_some_and(|m| m.style <= Style::Section);
            let width = whole.len() + next.len() - 1;
            // A blank first cell is a merged one, but where the cell above it ended in a line break.
            let merged = next[0].is_blank() && width < columns.len();
            if number(&next) || section || merged || width > columns.len() {
                break;
            }
            let in_role = columns.get(whole.len() - 1).is_some_and(is_role);
            let units = in_role && is_sure_unit_list(next[0].chars(), self.vocabulary);
            if ended && !units {
                break;
            }
            let cells = next.len() > 1;
            join(&mut whole, next, self.vocabulary);
            behind += taken;
            if cells || units {
                best = Some((whole.clone(), behind));
            }
        }
        let layout = Layout { columns, wide: columns.len(), vocabulary: self.vocabulary };
        // Blank cells at the end may be missing: in all rows, or where numbers say where rows begin.
        let ends = |cells: &[Passage]| {
            cells.len() >= if barred { columns.len() } else { self.width(columns) }
                || sequence.is_some() && !barred
        };
        // Between two numbers as many cells as headings need no other proof.
        let sure = |cells: &[Passage]| sequence.is_some() && cells.len() == columns.len();
        best.filter(|(whole, _)| ends(whole) && (sure(whole) || layout.fits_roles(whole)))
            .unwrap_or((cells, at))
    }
}

/// Whether cells give facts of the page, label by label (索引号： | 1137… | 发布机构： | …).
fn is_labelled(cells: &[Passage]) -> bool {
    const LONGEST_LABEL: usize = 8;
    let label = |c: &Passage| c.len() <= LONGEST_LABEL && c.chars().ends_with(&[':']);
    cells.first().is_some_and(label) && cells.iter().skip(2).any(label)
}

/// Whether cells tell of the file itself: labels of no role with what they say (导出时间：… | 导出人：…).
fn is_export_line(cells: &[Passage], vocabulary: &Vocabulary) -> bool {
    const LONGEST_LABEL: usize = 8;
    const FEWEST: usize = 2;
    let fact = |c: &&Passage| {
        let colon = c.chars().iter().position(|c| *c == ':');
        colon.is_some_and(|at| (2..=LONGEST_LABEL).contains(&at)) && !says_who(c, vocabulary)
    };
    let filled = || cells.iter().filter(|c| !c.is_blank());
    filled().count() >= FEWEST && filled().all(|c| fact(&c))
}

fn is_role(column: &Column) -> bool {
    matches!(column.heading, Some(Heading::Role(_)))
}

fn is_numbered(columns: &[Column]) -> bool {
    columns.iter().any(|c| c.heading == Some(Heading::Sequence))
}

/// Whether a cell holds nothing but the number of a row.
pub fn is_row_number(cell: &Passage) -> bool {
    let number = marker(cell.chars(), 0).is_some_and(|m| m.end == cell.len());
    number || numeral(&cell.whole()).is_some()
}

/// Goes on with the last cell of a row, and with further ones.
fn join(cells: &mut Vec<Passage>, next: Vec<Passage>, vocabulary: &Vocabulary) {
    let mut next = next.into_iter();
    if let (Some(last), Some(first)) = (cells.last_mut(), next.next()) {
        append_line(last, &first, vocabulary);
    }
    cells.extend(next);
}
