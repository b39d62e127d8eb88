//! Tables whose columns stand under their headings, as `pdftotext -layout` and typewriters write them.
//!
//! Owns columns by position. Never knows what a row means.

use super::grid::is_row_number;
use super::headings::{Column, header};
use super::row_layout::Layout;
use super::rows::{Row, Table, words};
use super::stream_lines::ends_table;
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::unit_shape::append_line;
use crate::plan::vocabulary::{Heading, Vocabulary};
use std::ops::Range;

/// One line, laid out: display position of every character.
struct Laid {
    passage: Passage,
    columns: Vec<usize>,
    width: usize,
}

impl Laid {
    fn new(line: &Line) -> Self {
        let mut columns = Vec::new();
        let mut width = 0;
        for c in line.text.chars() {
            columns.push(width);
            width += if c.is_ascii() { 1 } else { 2 };
        }
        Self { passage: Passage::new(&line.text, line.number), columns, width }
    }

    /// The display positions of characters.
    fn span(&self, chars: &Range<usize>) -> Range<usize> {
        self.columns[chars.start]..self.columns.get(chars.end).copied().unwrap_or(self.width)
    }

    /// Whether the line is a section row: one run that begins with its number, and no sentence.
    fn is_section(&self) -> bool {
        let runs = self.runs();
        let begins = marker(self.passage.chars(), 0).is_some_and(|m| {
            // 第二部分  联动事项: blanks stand behind its number.
            let part = m.style == Style::Part && runs.len() == 2;
            m.style <= Style::Section && (runs.len() == 1 || part)
        });
        begins && !self.passage.chars().iter().any(|c| matches!(c, '。' | ','))
    }

    /// Runs held apart by two blanks or more: (characters, display positions).
    fn runs(&self) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        for word in words(self.passage.chars()) {
            let span = self.span(&word);
            match out.last_mut() {
                Some((chars, last)) if span.start < last.end + 2 => {
                    chars.end = word.end;
                    last.end = span.end;
                }
                _ => out.push((word, span)),
            }
        }
        out
    }
}

/// Characters of a row held apart from others by blanks, and their display positions.
type Run = (Range<usize>, Range<usize>);

/// A row with its runs.
type RowRuns<'l> = (&'l Laid, Vec<Run>);

/// Headings over their columns.
struct Heads {
    /// Words and display positions, from left to right.
    cells: Vec<(Passage, Range<usize>)>,
    /// How many lines they fill.
    lines: usize,
}

impl Heads {
    /// The headings that begin on line `start`; their words may be broken over a few lines.
    fn find(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Self> {
        const MOST_LINES: usize = 3;
        // Longer lines are no headings, and each word is compared with all.
        const LONGEST_LINE: usize = 600;
        let mut heads = Self { cells: Vec::new(), lines: 0 };
        let mut found = None;
        for (n, line) in lines[start..].iter().take(MOST_LINES).enumerate() {
            if line.text.len() > LONGEST_LINE || !heads.add(&Laid::new(line)) {
                break;
            }
            let known = |(cell, _): &(Passage, _)| {
                let text = cell.whole();
                cell.len() <= 16
                    && (vocabulary.heading(&text).is_some() || vocabulary.is_period(&text))
            };
            // Words nobody has seen before may stand among headings on one line.
            let among = |heads: &Self| {
                let cells: Vec<Passage> = heads.cells.iter().map(|(c, _)| c.clone()).collect();
                let short = cells.iter().all(|c| c.len() <= 16);
                let numbered =
                    |c: &Passage| vocabulary.heading(&c.whole()) == Some(Heading::Sequence);
                short && cells.first().is_some_and(numbered) && header(&cells, vocabulary).is_some()
            };
            if heads.cells.iter().all(known) || n == 0 && among(&heads) {
                found = Some(Self { cells: heads.cells.clone(), lines: n + 1 });
            }
        }
        found
    }

    /// Takes one line: each of its words stands under one of those above, or beside all of them.
    fn add(&mut self, line: &Laid) -> bool {
        let words = words(line.passage.chars());
        for word in &words {
            let span = line.span(word);
            let mut above =
                self.cells.iter_mut().filter(|(_, s)| span.start < s.end && s.start < span.end);
            let cell = line.passage.slice(word.clone());
            match (above.next(), above.next()) {
                (None, _) => self.cells.push((cell, span)),
                (Some((head, over)), None) => {
                    head.append(&cell);
                    *over = over.start.min(span.start)..over.end.max(span.end);
                }
                (Some(_), Some(_)) => return false,
            }
        }
        self.cells.sort_by_key(|(_, span)| span.start);
        !words.is_empty()
    }
}

/// Reads the table whose headings begin on line `start`; `None` when the rows are not laid out.
pub fn read(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let found = Heads::find(lines, start, vocabulary)?;
    let cells: Vec<Passage> = found.cells.iter().map(|(cell, _)| cell.clone()).collect();
    let columns = header(&cells, vocabulary)?;
    let heads: Vec<Range<usize>> = found.cells.into_iter().map(|(_, span)| span).collect();
    if Laid::new(lines[start]).runs().len() < 2 {
        return None;
    }
    let body = start + found.lines;
    let printed = |line: &Line| -> String { line.text.split_whitespace().collect() };
    let again = |line: &Line| lines[start..body].iter().any(|head| printed(head) == printed(line));
    let numbered = columns[0].heading == Some(Heading::Sequence);
    let mut end = body;
    let mut laid: Vec<Laid> = Vec::new();
    let mut blank = 0;
    let mut wide = 0;
    for (i, line) in lines.iter().enumerate().skip(body) {
        let row = Laid::new(line);
        let runs = row.runs();
        let trimmed = row.passage.trimmed();
        if runs.is_empty() {
            blank += 1;
            if blank > 4 {
                break;
            }
            laid.push(row);
            continue;
        }
        if is_page_number(trimmed.chars()) || again(line) || is_line(line) {
            continue;
        }
        let left = runs[0].1.start + 1 < heads[0].start.max(2)
            && runs.len() == 1
            && row.width > heads[columns.len() - 1].start;
        // Below a column of numbers, words that reach over the next columns are no cell.
        let prose = runs.len() == 1
            && numbered
            && heads.len() > 1
            && runs[0].1.start < heads[0].end
            && runs[0].1.end > heads[1].start + 8
            && !row.is_section();
        if left || prose || ends_table(trimmed.chars(), vocabulary) {
            break;
        }
        wide += usize::from(runs.len() > 1);
        blank = 0;
        // A heading behind the last row belongs to what follows.
        if !row.is_section() {
            end = i + 1;
        }
        laid.push(row);
    }
    while laid.last().is_some_and(|row| row.runs().is_empty() || row.is_section()) {
        laid.pop();
    }
    if wide < 1 {
        return None;
    }
    let cuts = gutters(&heads, &laid);
    if let Some(rows) = ragged(&laid, &columns, &cuts, vocabulary) {
        let last = rows.last().map_or(0, |row| row.line);
        let end = lines.partition_point(|line| line.number <= last);
        return Some(Table::new(columns, lines[start].number, rows, start..end));
    }
    let sequence = columns.iter().position(|c| c.heading == Some(Heading::Sequence));
    // A first cell as wide as its column goes on below.
    let first_end = |row: &Laid| {
        let runs = row.runs().into_iter().filter(|(_, s)| column_of(s.start, &cuts) == 0);
        runs.map(|(_, s)| s.end).next_back().filter(|_| !row.is_section())
    };
    let widest = laid.iter().filter_map(first_end).max().unwrap_or(0);
    let mut rows: Vec<Row> = Vec::new();
    let mut apart = false;
    let mut goes_on = false;
    for row in &laid {
        let full = first_end(row).is_some_and(|end| end + 1 >= widest);
        let open = std::mem::replace(&mut goes_on, full);
        let mut cells = vec![Passage::default(); columns.len()];
        for (chars, span) in row.runs() {
            // A run may reach over a gutter where only one blank was left: cut it there.
            let mut from = chars.start;
            let mut column = column_of(span.start, &cuts);
            for i in chars.clone() {
                let here = column_of(row.columns[i], &cuts);
                if here != column && row.passage.chars()[i - usize::from(i > 0)] == ' ' {
                    cells[column].append(&row.passage.slice(from..i).trimmed());
                    (from, column) = (i, here);
                }
            }
            cells[column].append(&row.passage.slice(from..chars.end).trimmed());
        }
        let filled = cells.iter().filter(|c| !c.is_blank()).count();
        if filled == 0 {
            apart = true;
            continue;
        }
        if header(&cells, vocabulary).is_some() {
            continue;
        }
        let line = row.passage.line(0);
        let section = filled == 1 && row.is_section();
        let begins = match sequence {
            Some(s) => !cells[s].is_blank(),
            None => {
                let fresh = !open && !cells[0].is_blank() && complete(&rows, &columns);
                rows.is_empty() || apart || fresh
            }
        };
        if section {
            rows.push(Row { cells: vec![row.passage.trimmed()], line, aligned: false, header: 0 });
        } else if begins || rows.last().is_none_or(|r| r.cells.len() == 1) {
            rows.push(Row { cells, line, aligned: true, header: 0 });
        } else if let Some(last) = rows.last_mut() {
            for (cell, more) in last.cells.iter_mut().zip(&cells) {
                append_line(cell, more, vocabulary);
            }
        }
        apart = false;
    }
    (!rows.is_empty()).then(|| Table::new(columns, lines[start].number, rows, start..end))
}

/// The rows of a numbered table in which blanks hold the cells apart without standing below each other: half of
/// them have as many cells as there are headings, of which some stand under the wrong one.
fn ragged(
    laid: &[Laid],
    columns: &[Column],
    cuts: &[usize],
    vocabulary: &Vocabulary,
) -> Option<Vec<Row>> {
    if columns[0].heading != Some(Heading::Sequence) {
        return None;
    }
    let mut rows: Vec<RowRuns> =
        laid.iter().map(|row| (row, row.runs())).filter(|(_, runs)| !runs.is_empty()).collect();
    let cells = |row: &Laid, runs: &[Run]| -> Vec<Passage> {
        runs.iter().map(|(chars, _)| row.passage.slice(chars.clone()).trimmed()).collect()
    };
    let numbered = |(row, runs): &RowRuns| {
        row.is_section() || is_row_number(&row.passage.slice(runs[0].0.clone()).trimmed())
    };
    // What follows the last row is no part of the table.
    let below = rows.iter().position(|row| !numbered(row)).unwrap_or(rows.len());
    // More of a cell stands below it, and not at the left edge.
    if rows.get(below).is_some_and(|(_, runs)| runs[0].1.start > 0) {
        return None;
    }
    rows.truncate(below);
    while rows.last().is_some_and(|(row, _)| row.is_section()) {
        rows.pop();
    }
    let whole = |(_, runs): &&RowRuns| runs.len() == columns.len();
    let moved = |(_, runs): &RowRuns| {
        runs.iter().enumerate().any(|(n, (_, span))| column_of(span.start, cuts) != n)
    };
    let complete: Vec<_> = rows.iter().filter(whole).collect();
    if complete.len() * 2 < rows.len() || !complete.into_iter().any(moved) {
        return None;
    }
    let layout = Layout { columns, wide: columns.len(), vocabulary };
    let row = |(row, runs): &RowRuns| {
        let (cells, line) = (cells(row, runs), row.passage.line(0));
        let cells = match runs.len() {
            1 if row.is_section() => return Some(Row { cells, line, aligned: false, header: 0 }),
            n if n == columns.len() => cells,
            _ => layout.align(&cells)?,
        };
        Some(Row { cells, line, aligned: true, header: 0 })
    };
    rows.iter().map(row).collect()
}

/// Whether a line is drawn from edge to edge, as below headings.
fn is_line(line: &Line) -> bool {
    const SHORTEST: usize = 8;
    let text = line.text.trim();
    text.len() >= SHORTEST && text.chars().all(|c| "-─━═=_— ".contains(c))
}

/// Whether the last row has its units, so that a new line in the first column begins another.
fn complete(rows: &[Row], columns: &[Column]) -> bool {
    rows.last().is_some_and(|row| {
        columns
            .iter()
            .zip(&row.cells)
            .any(|(c, cell)| matches!(c.heading, Some(Heading::Role(_))) && !cell.is_blank())
    })
}
/// The display positions that part the columns: where the fewest lines have a character.
fn gutters(heads: &[Range<usize>], laid: &[Laid]) -> Vec<usize> {
    // A section row has no columns.
    let rows = laid.iter().filter(|l| !l.is_section());
    let runs: Vec<_> = rows.map(Laid::runs).collect();
    heads
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0].start + 2, pair[1].end);
            let filled = |x: usize| {
                runs.iter().filter(|r| r.iter().any(|(_, s)| s.start < x && x < s.end)).count()
            };
            (from..=to)
                .min_by_key(|x| (filled(*x), x.abs_diff(pair[1].start)))
                .unwrap_or(pair[1].start)
        })
        .collect()
}

fn column_of(position: usize, cuts: &[usize]) -> usize {
    cuts.iter().filter(|cut| position >= **cut).count()
}
