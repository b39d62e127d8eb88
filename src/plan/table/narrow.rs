//! Tables of narrow columns that were written out line by line: every cell is broken over short lines, and
//! nothing says where one ends and the next begins.
//!
//! Owns telling them apart by whole names, by time limits and by how wide each column prints. Never knows what
//! a row means.

use super::cells::{is_section, number, number_behind};
use super::headings::{Column, header};
use super::row_layout::may_be_persons;
use super::rows::{Row, Table};
use super::stream_lines::ends_table;
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::passage::Passage;
use crate::plan::statement::time_limits::is_due;
use crate::plan::unit_shape::{Shape, name_shape, names};
use crate::plan::vocabulary::{Heading, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;

/// The lines that headings of narrow columns take at most.
const LONGEST_HEAD: usize = 40;

/// How doubtful a name is that is not as the others are; a blank cell is less so.
const UNLIKELY: usize = 2;

/// The longest time limit.
const LONGEST_DUE: usize = 20;

/// The longest name of a place without its ending, which may stand on another line (青岩 above 县财政局).
const LONGEST_PLACE: usize = 3;

/// The widest that a narrow column prints, in half letters.
const WIDEST: usize = 32;

/// The lines that one row takes at most.
const LONGEST_ROW: usize = 40;

/// The table of narrow columns whose headings begin on line `start` with 序号, one of them at least broken.
pub fn narrow(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    const FEWEST_COLUMNS: usize = 3;
    const FEWEST_ROWS: usize = 2;
    let first = vocabulary.heading(lines[start].text.trim());
    if first != Some(Heading::Sequence) {
        return None;
    }
    let (pieces, body) = head(lines, start)?;
    let heads = whole_headings(&pieces, vocabulary).filter(|heads| heads.len() < pieces.len())?;
    let columns = header(&heads, vocabulary)?;
    let numbered = |c: &Column| c.heading == Some(Heading::Sequence);
    if columns.len() < FEWEST_COLUMNS || columns.iter().position(numbered) != Some(0) {
        return None;
    }
    let drafts = drafts(lines, body, &pieces, vocabulary);
    // Where most rows have no more lines than columns, or lines are long, each line is a cell.
    let broken = drafts.iter().filter(|draft| draft.lines.len() >= columns.len()).count();
    let lines_of = |draft: &Draft| draft.lines.iter().map(|(_, line)| width_of(line.chars())).max();
    let widest = drafts.iter().filter(|draft| !draft.open).filter_map(lines_of).max();
    if drafts.len() < FEWEST_ROWS || broken * 2 < drafts.len() || widest > Some(WIDEST) {
        return None;
    }
    let area = area_in_front(&drafts, vocabulary);
    let reader = Reader { columns: &columns, area: &area, vocabulary };
    let mut ways: Vec<Vec<Way>> = drafts.iter().map(|draft| reader.ways(draft)).collect();
    agreeing(&mut ways);
    let longest = drafts.iter().filter(|draft| !draft.open).map(|draft| draft.lines.len()).max();
    let mut table = Table::new(columns.clone(), lines[start].number, Vec::new(), start..body);
    let mut read = 0;
    for (draft, ways) in drafts.iter().zip(&ways) {
        table.rows.extend(draft.section.iter().map(|heading| Row {
            cells: vec![heading.clone()],
            line: heading.line(0),
            aligned: false,
            header: 0,
        }));
        let way = sure_way(draft, ways);
        read += usize::from(way.is_some());
        let taken = way.map_or(draft.lines.len().min(longest.unwrap_or(0)), Way::end);
        let behind = draft.lines[..taken].last();
        table.lines.end = behind.map_or(table.lines.end, |(at, _)| at + 1);
        let line = draft.number.line(0);
        if way.is_none() {
            table.unsure.push((line, behind.map_or(line, |(_, piece)| piece.line(0))));
        }
        // Which words are units is not known: all are words of the measure.
        let cells = way.map_or_else(|| draft.unread(taken, columns.len()), |way| draft.laid(way));
        table.rows.push(Row { cells, line, aligned: true, header: 0 });
    }
    (read > 0).then(|| table.flattened())
}

/// The lines of the headings, up to the number 1 or the heading of a section, and the line behind them.
fn head(lines: &[&Line], start: usize) -> Option<(Vec<Passage>, usize)> {
    let mut pieces = Vec::new();
    for (i, line) in lines.iter().enumerate().skip(start).take(LONGEST_HEAD) {
        let piece = Passage::new(&line.text, line.number).trimmed();
        if number(&piece) == Some(1) || is_section(&piece) {
            return Some((pieces, i));
        }
        if !piece.is_blank() {
            pieces.push(piece);
        }
    }
    None
}

/// Headings put together from their lines: 序 above 号, 完成 above 时限. `None` where one line stays that is no
/// heading.
fn whole_headings(pieces: &[Passage], vocabulary: &Vocabulary) -> Option<Vec<Passage>> {
    const MOST_LINES: usize = 4;
    const LONGEST: usize = 6;
    const SHORT: usize = 2;
    const WHOLE: usize = 4;
    let known = |cell: &Passage| vocabulary.heading(&cell.whole()).is_some();
    let joined = |pieces: &[Passage]| {
        let mut cell = Passage::default();
        pieces.iter().for_each(|piece| cell.append(piece));
        cell
    };
    let mut heads = Vec::new();
    let mut rest = pieces;
    while !rest.is_empty() {
        let most = MOST_LINES.min(rest.len());
        let (cell, taken) = (1..=most).rev().find_map(|n| {
            let (parts, cell) = (&rest[..n], joined(&rest[..n]));
            let whole = |p: &Passage| p.len() >= WHOLE && known(p);
            let broken = cell.len() <= LONGEST
                && !parts.iter().any(whole)
                && (parts.iter().any(|p| !known(p)) || parts.iter().all(|p| p.len() <= SHORT));
            (known(&cell) && (n == 1 || broken)).then_some((cell, n))
        })?;
        heads.push(cell);
        rest = &rest[taken..];
    }
    Some(heads)
}

/// The lines of one row.
struct Draft {
    /// The heading of a section above the row.
    section: Option<Passage>,
    number: Passage,
    /// The lines behind the number, each with its place among all lines.
    lines: Vec<(usize, Passage)>,
    /// Whether nothing says where the row ends.
    open: bool,
}

impl Draft {
    fn words(&self, range: Range<usize>) -> Passage {
        let mut words = Passage::default();
        self.lines[range].iter().for_each(|(_, line)| words.append(line));
        words
    }

    fn laid(&self, way: &Way) -> Vec<Passage> {
        let cells = way.cells.iter().map(|cell| self.words(cell.clone()));
        std::iter::once(self.number.clone()).chain(cells).collect()
    }

    /// A row of `width` cells whose words are its first lines, whatever they say.
    fn unread(&self, lines: usize, width: usize) -> Vec<Passage> {
        let mut cells = vec![self.number.clone(), self.words(0..lines)];
        cells.resize_with(width, Passage::default);
        cells
    }
}

/// The rows by their numbers, which run on.
fn drafts(lines: &[&Line], body: usize, head: &[Passage], vocabulary: &Vocabulary) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut section = None;
    let mut value = 0;
    let mut i = body;
    while let Some(line) = lines.get(i) {
        let piece = Passage::new(&line.text, line.number).trimmed();
        let said = drafts.last().map_or(usize::MAX, |draft| draft.lines.len());
        let next = number_behind(&piece, value)
            .filter(|n| *n == value + 1 || *n == 1 && section.is_some());
        if let Some(next) = next.filter(|_| said >= 2) {
            value = next;
            let section = section.take();
            drafts.push(Draft { section, number: piece, lines: Vec::new(), open: false });
        } else if is_section(&piece) && section.is_none() {
            section = Some(piece);
        } else if ends_table(piece.chars(), vocabulary) || section.is_some() {
            break;
        } else if piece.chars() == head[0].chars() && begins_with(&lines[i..], head) {
            // The headings again, on the next page.
            let mut left = head.len();
            while left > 0 && i < lines.len() {
                left -= usize::from(!lines[i].text.trim().is_empty());
                i += 1;
            }
            continue;
        } else if !piece.is_blank() && !is_page_number(piece.chars()) {
            match drafts.last_mut() {
                Some(draft) if draft.lines.len() < LONGEST_ROW => draft.lines.push((i, piece)),
                _ => break,
            }
        }
        i += 1;
    }
    if let Some(last) = drafts.last_mut() {
        last.open = true;
    }
    drafts
}

/// Whether lines begin with these words, empty lines left out.
fn begins_with(lines: &[&Line], words: &[Passage]) -> bool {
    let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).take(words.len());
    filled.map(|line| line.text.trim().to_owned()).eq(words.iter().map(Passage::whole))
}

/// One way to lay the lines of a row under the headings behind 序号.
#[derive(Clone)]
struct Way {
    cells: Vec<Range<usize>>,
    /// How wide each column may print, in half letters: none of its lines is wider, and the word behind each break
    /// had no room.
    widths: Vec<Width>,
    /// Blank cells, and cells that hardly are what their heading says.
    doubts: usize,
}

impl Way {
    fn end(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.end)
    }
}

struct Reader<'a> {
    columns: &'a [Column],
    /// What most names begin with: 区, 青岩县; empty where nothing does.
    area: &'a [char],
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    /// All ways to lay a row in which every cell may be what its heading says; none where there are too many.
    fn ways(&self, draft: &Draft) -> Vec<Way> {
        const MOST: usize = 4000;
        let mut ways = vec![Way { cells: Vec::new(), widths: Vec::new(), doubts: 0 }];
        let lines = draft.lines.len();
        for (at, column) in self.columns.iter().enumerate().skip(1) {
            let last = at + 1 == self.columns.len();
            let mut longer = Vec::new();
            // Every stretch of lines is looked at once.
            let mut known = vec![vec![None; lines + 1]; lines + 1];
            for way in &ways {
                let from = way.end();
                let ends = if last && !draft.open { lines..lines + 1 } else { from..lines + 1 };
                for to in ends {
                    let cell: &mut Option<Option<(usize, Width)>> = &mut known[from][to];
                    let cell = *cell.get_or_insert_with(|| {
                        let lines = &draft.lines[from..to];
                        Some((self.doubts(at, column, lines)?, Width::of(lines)))
                            .filter(|(_, width)| width.least <= width.most)
                    });
                    longer.extend(cell.map(|(doubts, width)| {
                        let mut way = way.clone();
                        way.cells.push(from..to);
                        way.widths.push(width);
                        way.doubts += doubts;
                        way
                    }));
                }
            }
            ways = longer;
            if ways.len() > MOST {
                return Vec::new();
            }
        }
        ways
    }

    /// How doubtful it is that lines are a cell of a column; `None` where they are none.
    fn doubts(&self, at: usize, column: &Column, lines: &[(usize, Passage)]) -> Option<usize> {
        const BLANK: usize = 1;
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let first_role = self.columns.iter().position(role);
        if lines.is_empty() {
            let needed = first_role == Some(at)
                || matches!(column.heading, Some(Heading::Task | Heading::Group));
            return (!needed).then_some(BLANK);
        }
        let mut words = Passage::default();
        lines.iter().for_each(|(_, line)| words.append(line));
        let count = |mark: char| words.chars().iter().filter(|c| **c == mark).count();
        if count('(') != count(')') || words.chars().starts_with(&[')']) {
            return None;
        }
        let bracket = if words.chars().starts_with(&['(']) { UNLIKELY } else { 0 };
        match column.heading {
            Some(Heading::Role(_)) => self.list_doubts(words.chars(), lines),
            Some(Heading::Due) => {
                let known = &self.vocabulary.lists().due;
                let whole = words.chars().first().is_some_and(char::is_ascii_digit)
                    || known.contains(&words.chars().iter().collect());
                let due = whole && is_due(words.chars(), self.vocabulary);
                (words.len() <= LONGEST_DUE).then(|| if due { bracket } else { bracket + UNLIKELY })
            }
            Some(Heading::Person) => may_be_persons(&words).then_some(bracket),
            _ => self.text_doubts(&words, lines).map(|doubts| doubts + bracket),
        }
    }

    /// How doubtful it is that lines are a cell of words: they go on counting at no end, and hardly end in a list
    /// of units on lines of its own.
    fn text_doubts(&self, words: &Passage, lines: &[(usize, Passage)]) -> Option<usize> {
        const MOST_LINES: usize = 4;
        let mut at = words.len();
        let units = lines.iter().rev().take(MOST_LINES).enumerate().any(|(n, (_, line))| {
            at -= line.len();
            let tail = &lines[lines.len() - n - 1..];
            self.list_doubts(&words.chars()[at..], tail) == Some(0)
        });
        let open = words.chars().ends_with(&['、']);
        (!open).then_some(if units { UNLIKELY } else { 0 })
    }

    /// How doubtful it is that lines are a whole list of units, each name set off by a mark.
    fn list_doubts(&self, list: &[char], lines: &[(usize, Passage)]) -> Option<usize> {
        let shape = |name: &[char]| name_shape(name, self.vocabulary);
        let open = list.last().is_some_and(|c| "、,;(和及与".contains(*c));
        if self.vocabulary.is_blank_cell(list) {
            return Some(0);
        }
        let shapes: Vec<Shape> = names(list).map(shape).collect();
        if open || shapes.contains(&Shape::No) || !self.may_begin(list) {
            return None;
        }
        let unlikely = names(list).filter(|name| !self.is_likely(name)).count();
        let mut doubts = unlikely * UNLIKELY;
        // Without a mark before it a whole name begins another cell: behind another one, or where it says first
        // whose it is (区水务局).
        let mut at = 0;
        for (_, line) in &lines[..lines.len() - 1] {
            at += line.len();
            let (above, below) = list.split_at(at);
            let (begun, next) = (names(above).last(), names(below).next());
            let (Some(begun), Some(next)) = (begun, next) else { continue };
            if above.ends_with(&['、']) || shape(next) < Shape::Strong || !self.may_begin(below) {
                continue;
            }
            let ends = &self.vocabulary.name_words().strong;
            let whole = ends.end(begun) && shape(begun) == Shape::Strong;
            let local = match self.area {
                [] => begun.len() > LONGEST_PLACE && self.vocabulary.is_area(next[0]),
                area => next.starts_with(area),
            };
            if local || whole && self.is_likely(next) {
                return None;
            }
            doubts += usize::from(whole) * UNLIKELY;
        }
        Some(doubts)
    }

    /// Whether a name is one as the others of the table are: with the same area in front or of a group, without
    /// figures, and with the ending of a sure name.
    fn is_likely(&self, name: &[char]) -> bool {
        let words = self.vocabulary.name_words();
        let core = name.split(|c| *c == '(').next().unwrap_or_default();
        words.strong.end(core)
            && !name.iter().any(char::is_ascii_digit)
            && (name.starts_with(self.area) || words.groups.begin(name))
    }

    /// Whether a cell of units may begin so: not with a joining word or mark, nor with the mere ending of a
    /// name (局, 分局).
    fn may_begin(&self, list: &[char]) -> bool {
        let first = names(list).next().unwrap_or_default();
        let branches = &self.vocabulary.lists().branches;
        let ends = |c: &char| self.vocabulary.name_words().strong.hold(&[*c]);
        !list.first().is_some_and(|c| "、,;()和及与".contains(*c))
            && !first.first().is_some_and(|c| ends(c) && !self.vocabulary.is_area(*c))
            && !branches.iter().any(|word| first.starts_with(&word.chars().collect::<Vec<_>>()))
    }
}

/// What begins most of the lines that begin with an area (区水务局, 青岩县财政局).
fn area_in_front(drafts: &[Draft], vocabulary: &Vocabulary) -> Vec<char> {
    const FEWEST: usize = 3;
    let mut counted: BTreeMap<&[char], usize> = BTreeMap::new();
    for (_, line) in drafts.iter().flat_map(|draft| &draft.lines) {
        let begins = line.chars().iter().take(LONGEST_PLACE + 1);
        if let Some(at) = begins.into_iter().position(|c| vocabulary.is_area(*c)) {
            *counted.entry(&line.chars()[..=at]).or_default() += 1;
        }
    }
    let most = counted.into_iter().max_by_key(|(_, n)| *n).filter(|(_, n)| *n >= FEWEST);
    most.map(|(words, _)| words.to_vec()).unwrap_or_default()
}

/// Between which widths a column prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Width {
    least: usize,
    most: usize,
}

impl Width {
    const ANY: Self = Self { least: 0, most: usize::MAX };

    /// How wide a column may be that prints these lines of one cell.
    fn of(lines: &[(usize, Passage)]) -> Self {
        let mut width = Self::ANY;
        for (_, line) in lines {
            // A mark may hang over the edge.
            let hangs = line.chars().last().is_some_and(|c| is_hanging(*c));
            let ink = width_of(line.chars()) - if hangs { 2 } else { 0 };
            width.least = width.least.max(ink);
        }
        for pair in lines.windows(2) {
            let next = pair[1].1.chars();
            // Figures are not parted, and no line begins with a mark.
            let figures = next.iter().take_while(|c| is_narrow(**c)).count().max(1);
            let mark = next.get(figures).is_some_and(|c| is_hanging(*c));
            let word = &next[..next.len().min(figures + usize::from(mark))];
            width.most = width.most.min(width_of(pair[0].1.chars()) + width_of(word));
        }
        width
    }

    fn meets(self, other: Self) -> bool {
        self.least.max(other.least) <= self.most.min(other.most)
    }
}

/// Leaves of the ways to lay each row those that agree with some way of every other row on how wide the columns
/// are, and of these the least doubtful.
fn agreeing(ways: &mut [Vec<Way>]) {
    const MOST_ROUNDS: usize = 20;
    let mut columns: Vec<Width> = Vec::new();
    for least_doubtful in [false, true] {
        if least_doubtful {
            for ways in ways.iter_mut() {
                let least = ways.iter().map(|way| way.doubts).min();
                ways.retain(|way| Some(way.doubts) == least);
            }
        }
        for _ in 0..MOST_ROUNDS {
            let before: usize = ways.iter().map(Vec::len).sum();
            for ways in ways.iter_mut() {
                columns.resize(ways.first().map_or(columns.len(), |w| w.widths.len()), Width::ANY);
                ways.retain(|way| {
                    way.widths.iter().zip(&columns).all(|(own, all)| own.meets(*all))
                });
                if ways.is_empty() {
                    // A row that agrees with no other says nothing of them.
                    continue;
                }
                for (at, column) in columns.iter_mut().enumerate() {
                    let least = ways.iter().map(|way| way.widths[at].least).min();
                    let most = ways.iter().map(|way| way.widths[at].most).max();
                    column.least = column.least.max(least.unwrap_or(0));
                    column.most = column.most.min(most.unwrap_or(usize::MAX));
                }
            }
            if ways.iter().map(Vec::len).sum::<usize>() == before {
                break;
            }
        }
    }
}

/// How wide words print, in half letters.
fn width_of(words: &[char]) -> usize {
    words.iter().map(|c| if is_narrow(*c) { 1 } else { 2 }).sum()
}

fn is_narrow(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.'
}

fn is_hanging(c: char) -> bool {
    "、,;。)".contains(c)
}

/// The one way that is left to lay a row: of a row whose end is open the longest.
fn sure_way<'w>(draft: &Draft, ways: &'w [Way]) -> Option<&'w Way> {
    let end = ways.iter().map(Way::end).max().filter(|_| draft.open);
    let mut best = ways.iter().filter(|way| end.is_none_or(|end| way.end() == end));
    let way = best.next();
    way.filter(|_| best.next().is_none())
}
