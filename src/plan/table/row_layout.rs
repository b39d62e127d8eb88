//! Which cell of a row stands under which heading.
//!
//! Owns rows that lost a cell or have one more, cells run together and sub-rows in one row. Never
//! knows sections, numbers or measures.

use super::grid::is_row_number;
use super::headings::Column;
use super::rows::{Row, words};
use crate::plan::passage::Passage;
use crate::plan::statement::role_clause::{Run, read};
use crate::plan::statement::time_limits::is_due;
use crate::plan::unit_shape::{is_cut, is_list_with_persons, is_sure_unit_list, is_unit_list};
use crate::plan::vocabulary::{Heading, Label, Vocabulary};
use crate::text::numeral;

/// What the cells of one row are.
#[derive(Default)]
pub struct Cells<'p> {
    /// The number of the row.
    pub sequence: Option<&'p Passage>,
    /// Words, with their column.
    pub texts: Vec<(usize, &'p Passage)>,
    /// Units: label, cell, column.
    pub roles: Vec<(Label, Passage, usize)>,
    /// Time limits.
    pub due: Vec<String>,
    /// The cell of a role that the row has lost.
    pub lost: bool,
}

/// The columns of units and the roles they give.
pub fn role_columns(columns: &[Column]) -> Vec<(usize, Label)> {
    let role = |(i, column): (usize, &Column)| match column.heading {
        Some(Heading::Role(label)) => Some((i, label)),
        _ => None,
    };
    columns.iter().enumerate().filter_map(role).collect()
}

/// How a cell was laid in [`Layout::align`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A heading without a cell.
    Skip,
    /// A cell under its heading.
    Cell,
    /// More of the cell before.
    GoOn,
}

/// Lays rows under their headings.
pub struct Layout<'a> {
    /// The headings in force.
    pub columns: &'a [Column],
    /// Cells of the widest row of the table.
    pub wide: usize,
    /// The words.
    pub vocabulary: &'a Vocabulary,
}

impl Layout<'_> {
    /// By how many cells a row stands right of its headings.
    ///
    /// A row that lost a cell, or has one more, is laid where its cells fit their headings best; it
    /// is moved only when it fits clearly better there.
    pub fn shift(&self, row: &Row) -> isize {
        const CLEARLY: i64 = 5;
        let sequence = self.columns.iter().position(|c| c.heading == Some(Heading::Sequence));
        let numbered = sequence.and_then(|i| row.cells.get(i)).is_some_and(is_row_number);
        // A blank first cell of units is part of a merged one where the last cell stands in the last column.
        let units = matches!(self.columns.first().and_then(|c| c.heading), Some(Heading::Role(_)));
        let merged = units
            && row.cells.first().is_some_and(Passage::is_blank)
            && row.cells.last().is_some_and(|last| !last.is_blank());
        if (numbered || merged) && row.cells.len() == self.columns.len() {
            return 0;
        }
        let score = |shift: isize| -> i64 {
            let says = |cell: &Passage| !self.vocabulary.is_blank_cell(cell.chars());
            let fits = row.cells.iter().enumerate().filter(|(_, cell)| says(cell));
            fits.map(|(j, cell)| {
                let column = usize::try_from(j as isize - shift).ok();
                self.fit(column.and_then(|h| self.columns.get(h)), cell)
            })
            .sum()
        };
        let least = 1 - self.columns.len() as isize;
        let best = (least..=2).max_by_key(|s| (score(*s), -s.abs()));
        best.filter(|best| score(*best) >= score(0) + CLEARLY).unwrap_or(0)
    }

    /// Whether a row as wide as the headings has units where they belong.
    pub fn fits_roles(&self, cells: &[Passage]) -> bool {
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let under = self.columns.iter().zip(cells).filter(|(column, _)| role(column));
        let filled = under.filter(|(_, cell)| !cell.is_blank());
        let (fit, misfit): (Vec<_>, Vec<_>) =
            filled.partition(|(column, cell)| self.fit(Some(column), cell) > 0);
        fit.len() > misfit.len()
    }

    /// How many cells name somebody under headings of units.
    pub fn role_fits(&self, cells: &[Passage]) -> usize {
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let under = self.columns.iter().zip(cells).filter(|(column, _)| role(column));
        under.filter(|(column, cell)| !cell.is_blank() && self.fit(Some(column), cell) > 0).count()
    }

    /// How well the filled cells of a row can be laid; far below any that can be where they cannot.
    pub fn score(&self, cells: &[Passage]) -> i64 {
        const NOT_AT_ALL: i64 = -100;
        let filled: Vec<_> = cells.iter().filter(|c| !c.is_blank()).cloned().collect();
        self.laid(&filled).map_or(NOT_AT_ALL, |(score, _)| score)
    }

    /// Lays the filled cells of a row under the headings, in order, where blank cells left no trace
    /// and a cell may have been written on several lines.
    ///
    /// `None` when some cell would stand where it clearly does not fit.
    pub fn align(&self, cells: &[Passage]) -> Option<Vec<Passage>> {
        self.laid(cells).map(|(_, laid)| laid)
    }

    fn laid(&self, cells: &[Passage]) -> Option<(i64, Vec<Passage>)> {
        const CLEARLY_NOT: i64 = -4;
        let (rows, columns) = (cells.len(), self.columns.len());
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let first_role = self.columns.iter().position(role);
        let last_role = self.columns.iter().rposition(role);
        // A lead without support is common, support without a lead is not.
        let skip = |j: usize| match self.columns[j].heading {
            Some(Heading::Sequence) => -6,
            Some(Heading::Task) => -4,
            Some(Heading::Role(_)) => -2 - i64::from(Some(j) == first_role),
            _ => -1,
        };
        let fits: Vec<Vec<i64>> = cells
            .iter()
            .map(|cell| {
                let fit = |(j, column)| {
                    // Names rarely stand behind the columns of units.
                    let behind = i64::from(last_role.is_some_and(|last| j > last));
                    let fit = self.fit(Some(column), cell);
                    if fit < 0 { fit - behind } else { fit }
                };
                self.columns.iter().enumerate().map(fit).collect()
            })
            .collect();
        // Going on in the same cell is worth less than a cell of its own.
        let goes_on = |i: usize, j: usize| {
            let column = self.columns[j].heading;
            let many = !matches!(column, Some(Heading::Sequence | Heading::Due | Heading::Person));
            // Where a list may stand in either column, the later one is the longer.
            let lead = role(&self.columns[j]) && Some(j) != last_role;
            let cost = if role(&self.columns[j]) { 3 + i64::from(lead) } else { 1 };
            (many && fits[i][j] >= 0).then_some(-cost)
        };
        // best[i][j]: the best fit of the first i cells under the first j headings, and how it was
        // reached.
        let mut best: Vec<Vec<Option<(i64, Step)>>> = vec![vec![None; columns + 1]; rows + 1];
        best[0][0] = Some((0, Step::Skip));
        let better = |slot: &mut Option<(i64, Step)>, value: i64, step: Step| {
            if slot.is_none_or(|(known, _)| value > known) {
                *slot = Some((value, step));
            }
        };
        for j in 0..=columns {
            for i in 0..=rows {
                let Some((here, how)) = best[i][j] else { continue };
                if i < rows
                    && j > 0
                    && how != Step::Skip
                    && let Some(cost) = goes_on(i, j - 1)
                {
                    better(&mut best[i + 1][j], here + cost, Step::GoOn);
                }
                if j < columns {
                    better(&mut best[i][j + 1], here + skip(j), Step::Skip);
                    if i < rows && fits[i][j] > CLEARLY_NOT {
                        better(&mut best[i + 1][j + 1], here + fits[i][j], Step::Cell);
                    }
                }
            }
        }
        let mut laid = vec![Passage::default(); columns];
        let (mut i, mut j) = (rows, columns);
        while i > 0 || j > 0 {
            let (_, step) = best[i][j]?;
            if step == Step::Skip {
                j = j.checked_sub(1)?;
                continue;
            }
            i -= 1;
            let mut cell = cells[i].clone();
            if laid[j - 1].len() > 0 {
                cell.push(" ", cell.line(cell.len()));
                cell.append(&laid[j - 1]);
            }
            laid[j - 1] = cell;
            j -= usize::from(step == Step::Cell);
        }
        best[rows][columns].map(|(score, _)| (score, laid))
    }

    /// How well a filled cell fits a heading.
    fn fit(&self, column: Option<&Column>, cell: &Passage) -> i64 {
        let chars = cell.chars();
        let list = is_unit_list(chars, self.vocabulary);
        let named = cell.len() >= 3;
        let marked = self.vocabulary.is_blank_cell(chars) || self.vocabulary.is_ditto(chars);
        let surname = || self.vocabulary.name_words().surnames.begin(chars);
        let persons = || self.columns.iter().any(|c| c.heading == Some(Heading::Person));
        let units = || column.is_some_and(|c| self.vocabulary.names_units(&c.text));
        match column.map(|c| c.heading) {
            None => -3,
            Some(Some(Heading::Role(_))) if marked => 2,
            Some(Some(Heading::Role(_)))
                if list
                    || says_who(cell, self.vocabulary)
                    || is_list_with_persons(chars, self.vocabulary) =>
            {
                6
            }
            Some(Some(Heading::Role(_))) => -8,
            Some(Some(Heading::Sequence)) if cell.len() <= 6 => 4,
            Some(Some(Heading::Sequence)) => -4,
            Some(Some(Heading::Due)) if is_due(chars, self.vocabulary) => 4,
            Some(Some(Heading::Due)) if list => -4,
            Some(Some(Heading::Due)) if cell.len() > 8 => -4,
            Some(Some(Heading::Due)) => 0,
            // 评分部门: units all the same.
            Some(None | Some(Heading::Other)) if list && units() => 4,
            // Nobody knows what stands under words never seen: units of another level, perhaps.
            Some(None) if list => 0,
            Some(Some(Heading::Person)) if !list && may_be_persons(cell) => 4,
            Some(Some(Heading::Task)) if persons() && cell.len() <= 4 && may_be_persons(cell) => -1,
            Some(Some(Heading::Person)) if list && named && !surname() => -4,
            // Words of a measure are hardly ever a list of units and nothing else.
            Some(Some(Heading::Task)) if named && is_sure_unit_list(chars, self.vocabulary) => -5,
            // A remark may say anything.
            Some(Some(Heading::Other)) if named && says_who(cell, self.vocabulary) => -1,
            Some(_) if named && (list || says_who(cell, self.vocabulary)) => -3,
            Some(_) if numeral(&cell.whole()).is_some() => -2,
            Some(_) => 2,
        }
    }

    pub fn cells<'p>(&self, row: &'p Row, shift: isize) -> Cells<'p> {
        let at = |h: usize| usize::try_from(h as isize + shift).ok().and_then(|j| row.cells.get(j));
        let mut cells = Cells::default();
        for (h, column) in self.columns.iter().enumerate() {
            let Some(cell) = at(h) else {
                if let Some(Heading::Role(label)) = column.heading {
                    cells.roles.push((label, Passage::default(), h));
                    cells.lost = true;
                }
                continue;
            };
            match column.heading {
                Some(Heading::Sequence) => {
                    // Of two numbers the first one counts the rows.
                    let first = cells.sequence.filter(|first| !first.is_blank());
                    cells.sequence = first.or(Some(cell));
                }
                Some(Heading::Role(label)) => cells.roles.push((label, cell.clone(), h)),
                Some(Heading::Due) => {
                    if !cell.is_blank() {
                        cells.due.push(cell.whole());
                    }
                }
                Some(Heading::Person | Heading::Other | Heading::Span | Heading::Unit) => {}
                Some(Heading::Task | Heading::Group) | None => cells.texts.push((h, cell)),
            }
        }
        // Cells left of the first heading (a row wider than its headings) are text.
        for j in (0..shift.max(0) as usize).rev() {
            if let Some(cell) = row.cells.get(j) {
                cells.texts.insert(0, (usize::MAX, cell));
            }
        }
        cells
    }

    /// Lead and support in one cell, held apart by a blank, where the row lost a cell.
    pub fn run_together(&self, cells: &mut Cells<'_>, row: &Row) {
        let lost =
            cells.lost || row.cells.len() < self.columns.len() || row.cells.len() < self.wide;
        if cells.roles.len() < 2 || !lost {
            return;
        }
        for i in 0..cells.roles.len() - 1 {
            if !cells.roles[i + 1].1.is_blank() {
                continue;
            }
            let cell = cells.roles[i].1.clone();
            if cell.len() > LONGEST_CELL {
                continue;
            }
            let runs = words(cell.chars());
            let cut = runs.windows(2).find(|w| {
                let head = &cell.chars()[..w[0].end];
                // A line break inside a cell parts names, not cells.
                let one_line = cell.line(w[0].end - 1) == cell.line(w[1].start);
                one_line && !is_cut(head, self.vocabulary) && is_unit_list(head, self.vocabulary)
            });
            if let Some(cut) = cut {
                cells.roles[i].1 = cell.slice(0..cut[0].end).trimmed();
                cells.roles[i + 1].1 = cell.slice(cut[1].start..cell.len()).trimmed();
            }
        }
    }

    /// Sub-rows that a converter put into one row: 甲局 甲局 | 乙局 丙局、丁局.
    pub fn sub_rows(&self, cells: &Cells<'_>) -> Vec<Vec<(Label, Passage, usize)>> {
        let whole = vec![cells.roles.clone()];
        let filled: Vec<&Passage> =
            cells.roles.iter().map(|(_, cell, _)| cell).filter(|cell| !cell.is_blank()).collect();
        if filled.len() < 2 || filled.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return whole;
        }
        let split: Vec<Vec<Passage>> = filled
            .into_iter()
            .map(|cell| {
                let mut groups: Vec<Passage> = Vec::new();
                for run in words(cell.chars()) {
                    match groups.last_mut() {
                        Some(last) if is_cut(last.chars(), self.vocabulary) => {
                            last.append(&cell.slice(run))
                        }
                        _ => groups.push(cell.slice(run)),
                    }
                }
                groups
            })
            .collect();
        let rows = split.first().map_or(0, Vec::len);
        let even = rows > 1 && split.iter().all(|g| g.len() == rows);
        // The same unit twice in one cell: a list would not say so.
        let twice = split.first().is_some_and(|g| {
            g.iter().enumerate().any(|(i, a)| g[..i].iter().any(|b| b.chars() == a.chars()))
        });
        if !(even && twice) {
            return whole;
        }
        (0..rows)
            .map(|n| {
                let mut at = 0;
                cells
                    .roles
                    .iter()
                    .map(|(label, cell, column)| {
                        if cell.is_blank() {
                            return (*label, cell.clone(), *column);
                        }
                        at += 1;
                        (*label, split[at - 1][n].clone(), *column)
                    })
                    .collect()
            })
            .collect()
    }
}

/// Longer cells of units are one cell: no several were put into one, and each place for a cut is compared with
/// all that stands before it.
const LONGEST_CELL: usize = 2_000;

/// Whether a cell is as short as one or two persons' names, without marks of a sentence.
pub fn may_be_persons(cell: &Passage) -> bool {
    const LONGEST: usize = 10;
    (2..=LONGEST).contains(&cell.len()) && !cell.chars().iter().any(|c| "。,;:".contains(*c))
}

/// Whether a cell is a statement with verbs or labels: 办公室牵头，各科室配合.
pub fn says_who(cell: &Passage, vocabulary: &Vocabulary) -> bool {
    let chars = cell.chars();
    // 修建学校（由县住建局负责施工）: words of a task, and who does a part of it.
    let open = chars.iter().position(|c| *c == '(').filter(|open| *open > 0);
    let words = |open: usize| {
        vocabulary.scan(&chars[..open]).is_empty() && !is_unit_list(&chars[..open], vocabulary)
    };
    cell.len() <= 120 && !open.is_some_and(words) && {
        let reading = read(cell, 0..cell.len(), None, vocabulary);
        let lists = |run: &Run| is_unit_list(&chars[run.names.clone()], vocabulary);
        let said = reading.verbs || reading.labelled;
        said && !reading.runs.is_empty() && reading.runs.iter().all(lists)
    }
}
