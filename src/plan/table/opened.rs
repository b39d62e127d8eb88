//! Tables with one cell a line whose rows open with a cell between two bars: | 1 | above words that
//! end in a bar each.
//!
//! Owns where such rows begin and end. Never knows what a row means.

use super::headings::header;
use super::row_layout::Layout;
use super::rows::{Row, Table};
use super::writing::is_bar;
use crate::documents::Line;
use crate::plan::passage::Passage;
use crate::plan::unit_shape::append_line;
use crate::plan::vocabulary::Vocabulary;

/// The most lines that one row may take.
const LONGEST_ROW: usize = 100;

/// The table whose headings open on line `start`.
pub fn read(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    let (heads, mut end) = row(lines, start, vocabulary)?;
    let columns = header(&heads, vocabulary).filter(|columns| columns.len() >= 3)?;
    let width = columns.len();
    let layout = Layout { columns: &columns, wide: width, vocabulary };
    let mut rows = Vec::new();
    while let Some(next) = (end..lines.len()).find(|i| !is_empty(lines[*i])) {
        let Some((mut cells, behind)) = row(lines, next, vocabulary) else { break };
        while cells.len() > width && cells.last().is_some_and(Passage::is_blank) {
            cells.pop();
        }
        if header(&cells, vocabulary).is_none() {
            let filled = || cells.iter().filter(|c| !c.is_blank()).cloned().collect::<Vec<_>>();
            // A bar on a line of its own is no cell where the row fits better without it.
            let fits = cells.len() == width && layout.fits_roles(&cells);
            let laid = if fits { None } else { layout.align(&filled()) };
            let aligned = fits || laid.is_some();
            let line = lines[next].number;
            rows.push(Row { cells: laid.unwrap_or(cells), line, aligned, header: 0 });
        }
        end = behind;
    }
    (!rows.is_empty())
        .then(|| Table::new(columns, lines[start].number, rows, start..end).flattened())
}

/// The cells of the row that opens on line `start`, and the line behind the last bar.
fn row(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<(Vec<Passage>, usize)> {
    let mut cells = vec![opener(lines[start])?];
    let mut open = Passage::default();
    let mut end = start + 1;
    for (i, line) in lines.iter().enumerate().skip(start + 1).take(LONGEST_ROW) {
        let words = line.text.trim().trim_end_matches(is_bar);
        if opener(line).is_some() || words.contains(is_bar) {
            break;
        }
        append_line(&mut open, &Passage::new(words, line.number).trimmed(), vocabulary);
        if line.text.trim().ends_with(is_bar) {
            cells.push(std::mem::take(&mut open));
            end = i + 1;
        }
    }
    (cells.len() > 1).then_some((cells, end))
}

/// The cell between two bars that fill a line.
fn opener(line: &Line) -> Option<Passage> {
    let inner = line.text.trim().strip_prefix(is_bar)?.strip_suffix(is_bar)?;
    let cell = Passage::new(inner, line.number).trimmed();
    (!inner.contains(is_bar) && !cell.is_blank()).then_some(cell)
}

/// Whether a line holds nothing, or nothing but a bar.
fn is_empty(line: &Line) -> bool {
    line.text.trim().trim_matches(is_bar).trim().is_empty()
}
