//! Tables of which nothing is left between the cells: 序号任务牵头单位配合单位1修建公园市城管局市财政局2….
//!
//! Owns where headings, rows and names meet in such a text; what it finds is marked as guessed. Never
//! knows what a row means.

use super::headings::{Column, header};
use super::rows::{Row, Table};
use super::stream_lines::ends_table;
use crate::documents::Line;
use crate::plan::numbering::{Style, counts, marker};
use crate::plan::passage::Passage;
use crate::plan::unit_shape::{Shape, name_shape};
use crate::plan::vocabulary::{Heading, Vocabulary};
use crate::text::is_han;
use std::ops::Range;

/// The longest heading of such a table.
const LONGEST_HEADING: usize = 8;

/// The headings that a stretch of a line is made of; `count` of them where that is known. Of several ways
/// to cut it the most even one counts.
pub fn cut_headings(
    line: &Passage,
    range: Range<usize>,
    count: Option<usize>,
    vocabulary: &Vocabulary,
) -> Option<Vec<Range<usize>>> {
    const MOST: usize = 12;
    let length = range.len();
    // best[n][i]: the least sum of squared lengths of n headings that make the first i characters, and
    // where the last of them begins.
    let mut best = vec![vec![None::<(usize, usize)>; length + 1]; MOST + 1];
    best[0][0] = Some((0, 0));
    for end in 2..=length {
        for start in end.saturating_sub(LONGEST_HEADING)..end - 1 {
            let word = line.text(range.start + start..range.start + end);
            if vocabulary.heading(&word).is_none() {
                continue;
            }
            for n in 1..=MOST {
                let Some((sum, _)) = best[n - 1][start] else { continue };
                let sum = sum + (end - start).pow(2);
                if best[n][end].is_none_or(|(known, _)| sum < known) {
                    best[n][end] = Some((sum, start));
                }
            }
        }
    }
    let sum = |n: &usize| best[*n][length].map(|(sum, _)| sum);
    let most_even = (2..=MOST).filter(|n| sum(n).is_some()).min_by_key(sum);
    let n = if count.is_some() { count.filter(|n| *n <= MOST) } else { most_even }?;
    let mut headings = Vec::new();
    let mut end = length;
    for n in (1..=n).rev() {
        let (_, start) = best[n][end]?;
        headings.push(range.start + start..range.start + end);
        end = start;
    }
    headings.reverse();
    let role = |h: &Range<usize>| {
        matches!(vocabulary.heading(&line.text(h.clone())), Some(Heading::Role(_)))
    };
    headings.iter().any(role).then_some(headings)
}

/// The table whose headings stand inside line `start`, followed by its rows.
pub fn read(lines: &[&Line], start: usize, vocabulary: &Vocabulary) -> Option<Table> {
    const SHORTEST: usize = 60;
    const FEWEST_ROWS: usize = 3;
    const MOST_LINES: usize = 200;
    let line = lines[start];
    line.text.chars().nth(SHORTEST)?;
    let mut text = Passage::new(&line.text, line.number);
    let headings = glued_header(&text, vocabulary)?;
    let cells: Vec<Passage> = headings.iter().map(|h| text.slice(h.clone())).collect();
    let columns = header(&cells, vocabulary)?;
    // With three columns of units nothing says which names stand in the middle one.
    let role = |c: &&Column| matches!(c.heading, Some(Heading::Role(_)));
    if columns.iter().filter(role).count() > 2 {
        return None;
    }
    let (first, body) = (headings[0].start, headings.last()?.end);
    let mut end = start + 1;
    for line in lines[start + 1..].iter().take(MOST_LINES) {
        let more = Passage::new(&line.text, line.number).trimmed();
        if more.is_blank() || ends_table(more.chars(), vocabulary) {
            break;
        }
        text.append(&more);
        end += 1;
    }
    let printed: Vec<char> = text.chars()[first..body].to_vec();
    let reader = Reader { text: &text, columns: &columns, vocabulary };
    let rows = reader.rows(body, &printed);
    if rows.iter().filter(|row| row.cells.len() > 1).count() < FEWEST_ROWS {
        return None;
    }
    let mut table = Table::new(columns.clone(), line.number, rows, start..end).flattened();
    table.guessed = true;
    if first > 0 {
        table.before = Some(Line { number: line.number, text: text.text(0..first) });
    }
    Some(table)
}

/// Headings without anything between them that begin with 序号 and end before the first row.
fn glued_header(text: &Passage, vocabulary: &Vocabulary) -> Option<Vec<Range<usize>>> {
    const FARTHEST: usize = 400;
    const LONGEST: usize = 60;
    let chars = text.chars();
    let far = chars.len().min(FARTHEST);
    let begins = |i: &usize| {
        i + 2 < far && vocabulary.heading(&text.text(*i..i + 2)) == Some(Heading::Sequence)
    };
    (0..far).filter(begins).find_map(|from| {
        let row = |at: &usize| {
            chars[*at].is_ascii_digit()
                || marker(chars, *at).is_some_and(|m| m.style <= Style::Section)
        };
        let ends = (from + LONGEST_HEADING..chars.len().min(from + LONGEST)).filter(row);
        let rest = ends.rev().find_map(|to| cut_headings(text, from + 2..to, None, vocabulary));
        rest.map(|mut rest| {
            rest.insert(0, from..from + 2);
            rest
        })
    })
}

struct Reader<'a> {
    text: &'a Passage,
    columns: &'a [Column],
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    /// The rows from `body` on; the headings printed again and marks of pages are left out.
    fn rows(&self, body: usize, header: &[char]) -> Vec<Row> {
        let chars = self.text.chars();
        let starts = self.starts(body);
        let mut rows = Vec::new();
        let lead_in = body..starts.first().map_or(chars.len(), |s| s.start);
        rows.extend(self.section(lead_in));
        for (n, number) in starts.iter().enumerate() {
            let end = starts.get(n + 1).map_or(chars.len(), |next| next.start);
            let mut range = number.end..end;
            let again = (range.start..range.end).find(|i| chars[*i..].starts_with(header));
            range.end = again.unwrap_or(range.end);
            let section = self.section_behind(range.clone());
            let words = range.start..section.as_ref().map_or(range.end, |s| s.start);
            rows.push(self.row(number.clone(), self.without_page_mark(words)));
            rows.extend(section.and_then(|s| self.section(s)));
        }
        rows
    }

    /// The numbers of the rows: one counts on from the last, words follow it, and before it stands a
    /// name, the heading of a section or nothing.
    fn starts(&self, body: usize) -> Vec<Range<usize>> {
        let chars = self.text.chars();
        let mut starts: Vec<Range<usize>> = Vec::new();
        let mut next = None;
        let mut at = body;
        while at < chars.len() {
            let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            if digits == 0 {
                at += 1;
                continue;
            }
            let value: Option<u32> = chars[at..at + digits].iter().collect::<String>().parse().ok();
            let behind = chars.get(at + digits);
            let words = behind.is_some_and(|c| (is_han(*c) || *c == '“') && !counts(*c));
            let expected = next.is_none_or(|n| value == Some(n));
            if expected && words && digits <= 3 && self.may_begin(body, at) {
                next = value.map(|v| v + 1);
                starts.push(at..at + digits);
            }
            at += digits;
        }
        starts
    }

    /// Whether a row may begin at a place.
    fn may_begin(&self, body: usize, at: usize) -> bool {
        const LONGEST_SECTION: usize = 30;
        let chars = self.text.chars();
        let from = at.saturating_sub(LONGEST_SECTION).max(body);
        let section = || (from..at).any(|i| self.opens_section(i));
        at == body
            || chars[at - 1] == '。' && at - body < 4
            || self.ends_name(body, at)
            || section()
    }

    /// Whether the name of a unit ends at a place.
    fn ends_name(&self, body: usize, at: usize) -> bool {
        const LONGEST_NAME: usize = 12;
        let chars = self.text.chars();
        (at.saturating_sub(LONGEST_NAME).max(body)..at.saturating_sub(1))
            .any(|from| name_shape(&chars[from..at], self.vocabulary) == Shape::Strong)
    }

    /// Whether the number of a section stands at a place (二、), behind a name or the mark of a page.
    fn opens_section(&self, at: usize) -> bool {
        let chars = self.text.chars();
        let numbered = marker(chars, at).is_some_and(|m| {
            matches!(m.style, Style::Chapter | Style::Section)
                && chars.get(m.number.end) == Some(&'、')
        });
        let before = at.checked_sub(1).map(|i| chars[i]);
        numbered && before.is_none_or(|c| c == '-' || !"、第".contains(c))
    }

    fn section_behind(&self, range: Range<usize>) -> Option<Range<usize>> {
        const LONGEST_SECTION: usize = 30;
        let from = range.end.saturating_sub(LONGEST_SECTION).max(range.start + 1);
        (from..range.end).find(|at| self.opens_section(*at)).map(|at| at..range.end)
    }

    fn section(&self, range: Range<usize>) -> Option<Row> {
        let heading = self.text.slice(range).trimmed();
        let opens = marker(heading.chars(), 0).is_some_and(|m| m.style <= Style::Section);
        let line = heading.line(0);
        opens.then(|| Row { cells: vec![heading], line, aligned: false, header: 0 })
    }

    /// A range without the mark of a page at its end (—2—).
    fn without_page_mark(&self, mut range: Range<usize>) -> Range<usize> {
        let chars = self.text.chars();
        let mark = |c: char| c == '-' || c == ' ' || c.is_ascii_digit();
        let marked = range.len() > 2 && chars[range.end - 1] == '-';
        while marked && range.len() > 1 && mark(chars[range.end - 1]) {
            range.end -= 1;
        }
        range
    }

    /// One row: its number, its words and the units behind them.
    fn row(&self, number: Range<usize>, range: Range<usize>) -> Row {
        let role = |c: &&Column| matches!(c.heading, Some(Heading::Role(_)));
        let roles = self.columns.iter().filter(role).count();
        let (words, groups) = self.units(range);
        let mut cells = vec![Passage::default(); self.columns.len()];
        let of = |wanted: Heading| self.columns.iter().position(|c| c.heading == Some(wanted));
        if let Some(at) = of(Heading::Sequence) {
            cells[at] = self.text.slice(number.clone());
        }
        if let Some(at) = of(Heading::Task).or_else(|| of(Heading::Group)) {
            cells[at] = self.text.slice(words);
        }
        // Where lists have marks, the last one stands in the last column and what is before it in the
        // first; where no name is set off from the next, the first name leads.
        let mark =
            |g: &Range<usize>| self.text.chars()[g.clone()].iter().any(|c| "、,;".contains(*c));
        let marked = groups.iter().any(mark);
        let columns: Vec<usize> = (0..self.columns.len())
            .filter(|i| matches!(self.columns[*i].heading, Some(Heading::Role(_))))
            .collect();
        for (n, group) in groups.iter().enumerate() {
            let last = n > 0 && (n + 1 == groups.len() || !marked);
            let at = columns[if last { roles - 1 } else { 0 }];
            if cells[at].len() > 0 {
                cells[at].push("、", self.text.line(group.start));
            }
            cells[at].append(&self.text.slice(group.clone()));
        }
        let line = self.text.line(number.start);
        Row { cells, line, aligned: true, header: 0 }
    }

    /// The words of a row, and the groups of names behind them: a group is a list with marks between its
    /// names, and nothing stands between two groups.
    fn units(&self, range: Range<usize>) -> (Range<usize>, Vec<Range<usize>>) {
        const LONGEST_LIST: usize = 300;
        let chars = self.text.chars();
        let near = range.end.saturating_sub(LONGEST_LIST).max(range.start);
        let stop = chars[near..range.end].iter().rposition(|c| "。;".contains(*c));
        if let Some(from) = stop.map(|i| near + i + 1).filter(|from| *from < range.end) {
            let person = self.person(from..range.end);
            if let Some(groups) = self.groups(from + person..range.end) {
                return (range.start..from, groups);
            }
        }
        let begins = |at: &usize| self.is_level(*at);
        let found = (near.max(range.start + 4)..range.end)
            .filter(begins)
            .find_map(|from| Some((from, self.groups(from..range.end)?)));
        match found {
            Some((from, groups)) => (range.start..from, groups),
            None => (range, Vec::new()),
        }
    }

    /// How many characters before the units are the name of a person, where a column of persons stands
    /// before those of units.
    fn person(&self, range: Range<usize>) -> usize {
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let before = self.columns.iter().take_while(|c| !role(c));
        let column = before.last().is_some_and(|c| c.heading == Some(Heading::Person));
        let rest = |n: usize| column && self.groups(range.start + n..range.end).is_some();
        let first = |n: usize| self.groups(range.start + n..range.end).map_or(0, |g| g[0].len());
        [3, 2].into_iter().find(|n| *n < range.len() && rest(*n) && first(*n) >= 3).unwrap_or(0)
    }

    /// Whether a name may begin at a place by its first character: 市, 县, 各.
    fn is_level(&self, at: usize) -> bool {
        let area = |c: char| self.vocabulary.is_area(c);
        let c = self.text.chars()[at];
        c == '各' || area(c)
    }

    /// The groups of names that a range is made of; `None` when some of it is no name.
    fn groups(&self, range: Range<usize>) -> Option<Vec<Range<usize>>> {
        const LONGEST_NAME: usize = 24;
        let chars = self.text.chars();
        let length = range.len();
        let char_at = |i: usize| chars[range.start + i];
        let mut depth = 0;
        let depths: Vec<i32> = (0..length)
            .map(|i| {
                let open = char_at(i) == '(';
                depth += i32::from(open) - i32::from(char_at(i) == ')');
                depth
            })
            .collect();
        let mark = |i: usize| "、,;".contains(char_at(i)) && depths[i] == 0;
        let levelled = self.is_level(range.start);
        // names[i]: where the name that ends at i begins, if all before it are names too; the last name
        // is as short as it can be.
        let mut begins: Vec<Option<usize>> = vec![None; length + 1];
        let open = |begins: &[Option<usize>], i: usize| i == 0 || begins[i].is_some();
        for end in 1..=length {
            if end < length && depths[end - 1] != 0 {
                continue;
            }
            if mark(end - 1) {
                begins[end] = open(&begins, end - 1).then_some(end - 1).filter(|_| end > 1);
                continue;
            }
            let is_name = |start: &usize| {
                let glued = *start > 0 && !mark(start - 1);
                let name = &chars[range.start + start..range.start + end];
                // 领导小组各成员单位 is one name.
                let members = name.starts_with(&['各', '成', '员']);
                let level = self.is_level(range.start + start) && !members;
                let junction = !glued || level || !levelled && name.len() > 2;
                junction
                    && open(&begins, *start)
                    && name_shape(name, self.vocabulary) == Shape::Strong
                    && !(glued && self.is_bare(name))
            };
            let shortest = (end.saturating_sub(LONGEST_NAME)..end - 1).rev().find(is_name);
            // 市国有公司 rather than 国有公司.
            let levelled = shortest.and_then(|start| start.checked_sub(1));
            let levelled = levelled.filter(|at| self.is_level(range.start + at) && is_name(at));
            begins[end] = levelled.or(shortest);
        }
        let mut names = Vec::new();
        let mut end = length;
        while end > 0 {
            let start = begins[end]?;
            if !mark(start) || end - start > 1 {
                names.push(start..end);
            }
            end = start;
        }
        names.reverse();
        let mut groups: Vec<Range<usize>> = Vec::new();
        for name in names {
            match groups.last_mut() {
                Some(last) if name.start > 0 && mark(name.start - 1) => last.end = name.end,
                _ => groups.push(name),
            }
        }
        let shift = |g: Range<usize>| range.start + g.start..range.start + g.end;
        (!groups.is_empty()).then(|| groups.into_iter().map(shift).collect())
    }

    /// Whether words are an ending rather than a name (办公室 behind 区政府; 经开区 is a name).
    fn is_bare(&self, name: &[char]) -> bool {
        let text: String = name.iter().collect();
        self.vocabulary.lists().strong.contains(&text)
            && !"区园道镇街乡".contains(name[name.len() - 1])
    }
}
