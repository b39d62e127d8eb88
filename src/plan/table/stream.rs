//! Tables that lost their columns: a number, the words of the task, then units, one after the other.
//!
//! Owns rows by content: where numbers, names and words tell the cells apart. Never knows what a row
//! means.

use super::headings::{Column, header};
use super::row_layout::{may_be_persons, says_who};
use super::rows::{Row, Table, words};
use super::stream_draft::{Draft, Piece};
use super::stream_lines::{ahead, blank_marked, double_spaced, ends_table};
use crate::documents::Line;
use crate::plan::numbering::is_page_number;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::statement::time_limits::is_due;
use crate::plan::unit_shape::{
    Shape, is_cut, is_mark, is_sure_unit_list, is_unit_list, name_shape, names,
};
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::{is_han, numeral};

/// No row names more units; only the last of a longer list may be open.
const LONGEST_LIST: usize = 100;

/// The longest number of a row, in digits.
const LONGEST_NUMBER: usize = 4;

/// Reads the rows that follow headings ending before line `body`.
pub fn read(
    lines: &[&Line],
    start: usize,
    body: usize,
    columns: Vec<Column>,
    vocabulary: &Vocabulary,
) -> Option<Table> {
    read_with(lines, start, body, columns, None, vocabulary)
}

/// The same, with the rest of the headings' own line as the first words.
pub fn read_with(
    lines: &[&Line],
    start: usize,
    body: usize,
    columns: Vec<Column>,
    first: Option<Passage>,
    vocabulary: &Vocabulary,
) -> Option<Table> {
    let sequence = columns.iter().any(|c| c.heading == Some(Heading::Sequence));
    let roles = columns.iter().filter(|c| matches!(c.heading, Some(Heading::Role(_)))).count();
    if roles == 0 {
        return None;
    }
    let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
    let wide = columns.iter().position(role).is_some_and(|first| first >= 4);
    let other = |c: &&Column| c.heading == Some(Heading::Other) && vocabulary.names_units(&c.text);
    let behind_roles = columns.iter().rposition(role).map_or(0, |last| last + 1);
    let others = columns[behind_roles..].iter().filter(other).count();
    let untimed = |c: &&Column| c.heading != Some(Heading::Due);
    let trailing = columns
        .iter()
        .rposition(role)
        .map_or(0, |last| columns[last + 1..].iter().filter(untimed).count());
    let (trailing, behind) = (if sequence { trailing } else { 0 }, trailing);
    let marked = blank_marked(&lines[body..]);
    let mut reader = Reader {
        vocabulary,
        sequence,
        roles,
        marked,
        wide: sequence && wide,
        others,
        trailing,
        behind,
        spaced: double_spaced(&lines[body..]),
        columns: &columns,
        rows: Vec::new(),
        draft: Draft::default(),
        last: 0,
        silent: 0,
        number_first: false,
        ahead: Vec::new(),
    };
    let mut end = body;
    let mut after_header = false;
    let mut after_blank = false;
    if let Some(first) = first {
        reader.line(&first, false, false, false);
    }
    let mut i = body;
    while i < lines.len() {
        let line = lines[i];
        let passage = Passage::new(&line.text, line.number).trimmed().without_letter_spacing();
        let chars = passage.chars();
        if passage.is_blank() {
            after_blank = true;
            i += 1;
            continue;
        }
        if is_page_number(chars) || chars == ['|'] {
            i += 1;
            continue;
        }
        if ends_table(chars, vocabulary) {
            break;
        }
        let cells: Vec<Passage> = words(chars).into_iter().map(|w| passage.slice(w)).collect();
        if header(&cells, vocabulary).is_some() || reader.is_heading_line(&passage) {
            after_header = true;
            i += 1;
            end = i;
            continue;
        }
        let blank_end = line.text.ends_with([' ', '\u{3000}']);
        reader.ahead = ahead(&lines[i + 1..]);
        if !reader.line(&passage, blank_end, after_header, after_blank) {
            break;
        }
        (after_header, after_blank) = (false, false);
        i += 1;
        if reader.silent == 0 {
            end = i;
        }
    }
    reader.finish_row();
    let rows = reader.rows;
    let has_units = rows.iter().any(|r| r.cells.len() > 1);
    has_units.then(|| Table::new(columns, lines[start].number, rows, start..end).flattened())
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    sequence: bool,
    roles: usize,
    marked: bool,
    /// Whether many columns of words stand before those of units.
    wide: bool,
    /// How many columns of units behind those of roles give none (评分部门).
    others: usize,
    /// How many columns of words stand behind those of units.
    trailing: usize,
    /// The same, where the table has no column of numbers.
    behind: usize,
    /// Whether empty lines stand between all lines and so part nothing.
    spaced: bool,
    columns: &'a [Column],
    rows: Vec<Row>,
    draft: Draft,
    last: u32,
    /// Lines since something of a row was seen.
    silent: usize,
    /// Whether numbers stand before the words of their rows.
    number_first: bool,
    /// The words of the next lines.
    ahead: Vec<Vec<char>>,
}

impl Reader<'_> {
    /// One heading of the table printed again on a line of its own.
    fn is_heading_line(&self, passage: &Passage) -> bool {
        let text = passage.whole();
        self.draft.units.len() + self.rows.len() > 0
            && self.columns.iter().any(|c| c.text == text)
            && self.vocabulary.heading(&text).is_some()
    }

    /// Takes one line; `false` when the table ended before it.
    fn line(
        &mut self,
        passage: &Passage,
        blank_end: bool,
        after_header: bool,
        after_blank: bool,
    ) -> bool {
        let chars = passage.chars();
        if let Some(m) = marker(chars, 0)
            && m.style <= Style::Section
            && m.end < chars.len()
            && !chars[m.end..].contains(&' ')
            && (!self.draft.units.is_empty() || self.draft.is_empty())
        {
            if chars.len() > 160 || chars.contains(&'。') && chars.len() > 40 {
                return false;
            }
            self.section(passage);
            return true;
        }
        let pieces = words(chars);
        let count = pieces.len();
        // Whether a heading stands right before the next piece, which then begins a row as on a line of its own.
        let mut opens = false;
        for (n, word) in pieces.iter().cloned().enumerate() {
            let ends_line = n + 1 == count;
            if let Some(next) = pieces.get(n + 1)
                && self.heads_rows(&chars[word.clone()], &chars[next.clone()])
            {
                self.section(&passage.slice(word));
                opens = true;
                continue;
            }
            let piece = Piece {
                passage: passage.slice(word),
                ends_line,
                blank_end: ends_line && blank_end,
                after_header: after_header && n == 0,
                after_blank: after_blank && n == 0,
            };
            if !self.piece(piece, n == 0 || std::mem::take(&mut opens)) {
                return false;
            }
        }
        true
    }

    /// A section begins with the next row.
    fn section(&mut self, heading: &Passage) {
        self.finish_row();
        self.rows.push(Row {
            cells: vec![heading.clone()],
            line: heading.line(0),
            aligned: false,
            header: 0,
        });
        self.silent = 0;
    }

    /// Whether words between blanks are the heading of a section, by its number and that of the row behind it:
    /// … 二、街区提升 4 保护古桥 …
    fn heads_rows(&self, words: &[char], next: &[char]) -> bool {
        const LONGEST: usize = 40;
        self.sequence
            && words.len() <= LONGEST
            && marker(words, 0).is_some_and(|m| m.style <= Style::Section && m.end < words.len())
            && (!self.draft.units.is_empty() || self.draft.is_empty())
            && numeral(&next.iter().collect::<String>())
                .is_some_and(|n| n == self.last + 1 || n == 1)
    }

    fn piece(&mut self, piece: Piece, begins_line: bool) -> bool {
        let chars: Vec<char> = piece.passage.chars().to_vec();
        if self.sequence
            && let Some(number) = self.number(&chars, begins_line, piece.ends_line)
        {
            let centred = self.draft.number.is_none()
                && self.draft.units.is_empty()
                && self.draft.text.len() > 0
                && !self.number_first;
            self.number_first |= self.last == 0 && self.draft.is_empty();
            if centred {
                let text = &self.draft.text;
                let short = text.len() <= 24 && !text.chars().contains(&'。');
                if short && self.text_columns().len() > 1 {
                    self.draft.group = Some(std::mem::take(&mut self.draft.text));
                }
            } else {
                self.finish_row();
            }
            self.draft.line = piece.passage.line(0);
            self.draft.number = Some(piece.passage);
            self.last = number;
            self.silent = 0;
            return true;
        }
        if !self.sequence
            && let Some(m) = marker(&chars, 0)
            && m.style == Style::Item
        {
            let told = self.draft.number.is_some() && !self.draft.units.is_empty();
            if told && self.draft.after.len() < self.behind {
                // The points of a column behind those of units.
                self.draft.after.push(piece.passage);
                return true;
            }
            if !self.draft.units.is_empty() || self.draft.is_empty() {
                self.finish_row();
            } else if self.begins_with_person() {
                // 周明副县长 above 1.…: whoever is in charge stands in the first column.
                self.draft.text = Passage::default();
            }
        }
        if !self.sequence
            && numeral(&chars.iter().collect::<String>()) == Some(self.last + 1)
            && begins_line
            && chars.len() <= LONGEST_NUMBER
        {
            // A table without a column for numbers has them all the same.
            let group = self.draft.units.is_empty() && self.draft.text.len() > 0;
            let text = group.then(|| std::mem::take(&mut self.draft.text));
            self.finish_row();
            self.draft.group = text;
            self.last += 1;
            self.draft.line = piece.passage.line(0);
            self.draft.number = Some(piece.passage);
            return true;
        }
        let expects_text = self.draft.text.len() == 0 && self.draft.number.is_some();
        let cut = self.draft.units.last().is_some_and(|u| {
            is_cut(u.passage.chars(), self.vocabulary) || !u.blank_end && self.marked && u.ends_line
        }) || self.draft.units.iter().rev().take(LONGEST_LIST).any(|u| {
            u.passage.chars().contains(&'(') && is_cut(u.passage.chars(), self.vocabulary)
        });
        // Behind a blank at the end of a line even a weak name is a cell (… 财政部).
        let last_cell = !begins_line && piece.ends_line && chars.len() <= 20;
        let units = !expects_text
            && self.draft.text.len() > 0
            && (self.is_units(&chars)
                || last_cell && is_unit_list(&chars, self.vocabulary)
                || begins_line && piece.ends_line && says_who(&piece.passage, self.vocabulary));
        let units = units
            || !expects_text
                && begins_line
                && piece.ends_line
                && !self.draft.units.is_empty()
                && chars.len() <= 16
                && !is_due(&chars, self.vocabulary)
                && self.begins_units(&chars);
        let ended = chars.last() == Some(&'。') || is_due(&chars, self.vocabulary);
        if units || cut && !ended && !self.draft.units.is_empty() && chars.len() <= 40 {
            self.take_office();
            self.draft.units.push(piece);
            self.silent = 0;
            return true;
        }
        let due = is_due(&chars, self.vocabulary);
        // The time stands in the first column and begins a row.
        let dated = due && !self.sequence && self.columns[0].heading == Some(Heading::Due);
        if dated && !(self.draft.units.is_empty() && self.draft.due.is_empty()) {
            self.finish_row();
        }
        if !expects_text && due && (self.draft.text.len() > 0 || dated) {
            self.draft.due.push(piece.passage);
            return true;
        }
        let numbered = self.draft.number.is_some();
        // Tasks without a full stop, and behind the units what is asked of them, with one.
        let asks = !self.sequence
            && self.draft.units.len() >= self.roles
            && self.draft.after.len() < self.behind
            && chars.ends_with(&['。'])
            && self.draft.text.chars().last().is_some_and(|c| is_han(*c));
        if asks && begins_line && piece.ends_line {
            self.draft.after.push(piece.passage);
            return true;
        }
        let cell = (!begins_line || chars.len() <= 12) && chars.last() != Some(&'。');
        if cell
            && !self.draft.units.is_empty()
            && numbered
            && self.draft.after.len() < self.trailing
        {
            // Columns of other words stand behind those of units.
            self.draft.after.push(piece.passage);
            return true;
        }
        if !self.draft.units.is_empty() && self.wide && numbered {
            // Columns of other words stand before those of units: what looked like units was none.
            for unit in std::mem::take(&mut self.draft.units) {
                self.draft.text.append(&unit.passage);
            }
            for words in std::mem::take(&mut self.draft.after) {
                self.draft.text.append(&words);
            }
        } else if !self.draft.units.is_empty() {
            self.finish_row();
        }
        self.silent += 1;
        if self.silent > 12 && self.draft.number.is_none()
            || self.sequence
                && self.rows.len() > 2
                && self.draft.number.is_none()
                && self.draft.text.len() + chars.len() > 400
        {
            self.draft = Draft::default();
            return false;
        }
        if self.draft.text.len() == 0 && self.draft.number.is_none() {
            self.draft.line = piece.passage.line(0);
        }
        let blank =
            self.draft.text.chars().last().is_some_and(char::is_ascii_alphanumeric) && begins_line;
        if blank && chars.first().is_some_and(char::is_ascii_alphanumeric) {
            self.draft.text.push(" ", piece.passage.line(0));
        }
        let cell = begins_line && piece.ends_line && self.draft.text.len() > 0;
        let offices = &self.vocabulary.name_words().offices;
        let office = cell
            && (4..=16).contains(&chars.len())
            && offices.end(&chars)
            && is_unit_list(&chars, self.vocabulary);
        self.draft.office = office.then_some(self.draft.text.len());
        self.draft.text.append(&piece.passage);
        true
    }

    /// Takes the last line of the text for a cell of units where it may be an office, others follow it and there are
    /// headings for both: 法规和鉴定科 above 各科室.
    fn take_office(&mut self) {
        if let Some(at) = self.draft.office.take()
            && self.roles > 1
            && self.draft.units.is_empty()
        {
            let text = std::mem::take(&mut self.draft.text);
            let passage = text.slice(at..text.len());
            self.draft.text = text.slice(0..at);
            self.draft.units.push(Piece {
                passage,
                ends_line: true,
                blank_end: true,
                after_header: false,
                after_blank: true,
            });
        }
    }

    /// A number that can begin the next row.
    fn number(&self, chars: &[char], begins_line: bool, ends_line: bool) -> Option<u32> {
        // 1* is a number that something is said of.
        let ink = |c: &&char| !".、".contains(**c) && !is_mark(**c);
        let digits: String = chars.iter().filter(ink).collect();
        // Four digits may be a year.
        let counts = |n: &u32| digits.len() < LONGEST_NUMBER || *n == self.last + 1;
        let short = digits.len() <= LONGEST_NUMBER && digits.chars().all(|c| c.is_ascii_digit());
        let value = numeral(&digits).filter(|_| short).filter(counts)?;
        let next = value > self.last && value <= self.last + 3 || value == 1 && self.last > 0;
        let ready =
            !self.draft.units.is_empty() || self.draft.is_empty() || self.draft.number.is_none();
        // What concerns one bureau, taken from a longer table, keeps the numbers it had there.
        let whole = !self.draft.units.is_empty() || self.draft.is_empty();
        let leap = value > self.last && whole && self.trailing == 0;
        let first = self.rows.is_empty() && self.draft.is_empty();
        if leap && begins_line && (ends_line || first) {
            return Some(value);
        }
        (next
            && (begins_line || value == self.last + 1)
            && (ready || begins_line && value == self.last + 1))
            .then_some(value)
    }

    fn is_units(&self, chars: &[char]) -> bool {
        if let Some((&'。', list)) = chars.split_last() {
            // A sentence may end in a name; behind whole sentences or other units it is a cell.
            let text = self.draft.text.chars().last().is_some_and(|c| "。;!".contains(*c));
            return (text || !self.draft.units.is_empty())
                && is_sure_unit_list(list, self.vocabulary);
        }
        // Words of a task may look like a unit by chance; behind a full stop they rarely do.
        let ended = self.draft.text.chars().last().is_some_and(|c| "。;!".contains(*c));
        let settled = ended || !self.draft.units.is_empty();
        if is_sure_unit_list(chars, self.vocabulary)
            || settled && is_unit_list(chars, self.vocabulary)
        {
            return true;
        }
        // The beginning of a list cut at a line's end: its first names are whole.
        let all: Vec<_> = names(chars).collect();
        let strong = |n: &&[char]| name_shape(n, self.vocabulary) == Shape::Strong;
        all.len() > 1
            && all[..all.len() - 1].iter().all(strong)
            && all[all.len() - 1].len() <= 20
            && !chars.iter().any(|c| "。,;".contains(*c))
    }

    /// Whether nothing but a short name stands in the row, under a heading of persons.
    fn begins_with_person(&self) -> bool {
        self.columns[0].heading == Some(Heading::Person) && may_be_persons(&self.draft.text)
    }

    /// Whether a line begins a name or a list of names that goes on in the next lines.
    fn begins_units(&self, chars: &[char]) -> bool {
        let mut joined = chars.to_vec();
        self.ahead.iter().any(|next| {
            joined.extend(next);
            is_sure_unit_list(&joined, self.vocabulary)
        })
    }

    /// The columns of words: those before the first column of units, if there are any.
    fn text_columns(&self) -> Vec<usize> {
        let word = |c: &Column| matches!(c.heading, Some(Heading::Task | Heading::Group) | None);
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let first_role = self.columns.iter().position(role).unwrap_or(self.columns.len());
        let all = |n: usize| (0..n).filter(|i| word(&self.columns[*i])).collect::<Vec<_>>();
        let before = all(first_role);
        if before.is_empty() { all(self.columns.len()) } else { before }
    }

    fn finish_row(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        if draft.is_empty() {
            return;
        }
        let ended = !draft.due.is_empty() || draft.text.chars().last() == Some(&'。');
        if draft.units.is_empty() && draft.number.is_none() && !(ended && self.number_first) {
            self.rows.push(Row {
                cells: vec![draft.text],
                line: draft.line,
                aligned: false,
                header: 0,
            });
            return;
        }
        let mut cells: Vec<Passage> = Vec::new();
        // The cell that takes what is no new cell.
        let mut at = 0;
        let mut last: Option<(bool, bool)> = None;
        for piece in draft.units {
            let boundary = match (cells.get(at), last) {
                (None, _) | (_, None) => true,
                (Some(cell), Some((ended_line, blank_end))) => {
                    let cut = is_cut(cell.chars(), self.vocabulary);
                    let comma = cell.chars().last().is_some_and(|c| "、,".contains(*c));
                    match () {
                        () if piece.after_header => false,
                        () if comma => false,
                        () if piece.after_blank
                            && !self.spaced
                            && is_unit_list(piece.passage.chars(), self.vocabulary) =>
                        {
                            true
                        }
                        () if !ended_line => !cut,
                        () if self.marked => blank_end,
                        () => !cut,
                    }
                }
            };
            let new_line = last.is_some_and(|(ended_line, _)| ended_line);
            last = Some((piece.ends_line, piece.blank_end));
            if piece.after_header && !cells.is_empty() {
                // Goes on with the cell that the page break cut.
                let cut = cells.iter().position(|c| is_cut(c.chars(), self.vocabulary));
                at = cut.unwrap_or(cells.len() - 1);
                cells[at].append(&piece.passage);
            } else if boundary && (cells.len() < self.roles || self.wide || self.others > 0) {
                cells.push(piece.passage);
                at = cells.len() - 1;
            } else {
                if boundary || new_line {
                    // Whether the names on both sides are whole is for the reader of names to say.
                    cells[at].push(" ", piece.passage.line(0));
                }
                cells[at].append(&piece.passage);
            }
        }
        let mut text = draft.text;
        if cells.len() > self.roles {
            cells.truncate(self.roles.max(cells.len() - self.others));
        }
        if self.others > 0 && self.roles == 1 {
            // A name a line below one heading.
            cells = cells
                .into_iter()
                .reduce(|mut cell, more| {
                    cell.push(" ", more.line(0));
                    cell.append(&more);
                    cell
                })
                .into_iter()
                .collect();
        }
        while cells.len() > self.roles {
            // More cells of units than columns for them: the first belong to the columns of words.
            text.append(&cells.remove(0));
        }
        // Under the headings, in their order.
        let mut roles = cells.into_iter();
        let mut due = draft.due.into_iter();
        let mut text = Some(text);
        let mut number = draft.number;
        let mut group = draft.group;
        let texts = self.text_columns();
        let mut row: Vec<Passage> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| match column.heading {
                Some(Heading::Sequence) => number.take().unwrap_or_default(),
                _ if texts.contains(&at) => {
                    if texts.last() == Some(&at) { text.take() } else { group.take() }
                        .unwrap_or_default()
                }
                Some(Heading::Role(_)) => roles.next().unwrap_or_default(),
                Some(Heading::Due) => due.next().unwrap_or_default(),
                _ => Passage::default(),
            })
            .collect();
        if let Some(number) = number {
            // No column for the number: it opens the text, as an item does.
            if let Some(&at) = texts.last() {
                let mut numbered = number;
                numbered.push(".", draft.line);
                numbered.append(&row[at]);
                row[at] = numbered;
            }
        }
        self.rows.push(Row { cells: row, line: draft.line, aligned: true, header: 0 });
    }
}
