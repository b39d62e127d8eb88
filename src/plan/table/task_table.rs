//! The rows of a task table become measures.
//!
//! Owns which cell is which, shifted rows, merged cells and sub-rows. Never knows how the table was
//! written.

use super::cell_words::{sequence_number, without_rule};
use super::group_columns::{group_columns, leads_are_merged};
use super::headings::Column;
use super::notes;
use super::row_layout::{Cells, Layout, role_columns};
use super::rows::{Row, Table};
use super::section_rows::{SectionHeading, section_rows, spoken};
use crate::diagnostic::Diagnostic;
use crate::locator::Locator;
use crate::plan::conventions::Conventions;
use crate::plan::measure::{How, Measure, RoleClause};
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::role_clause::{clauses, read};
use crate::plan::statement::time_limits::is_due;
use crate::plan::titles::{first_words, title};
use crate::plan::unit_shape::is_unit_list;
use crate::plan::vocabulary::{Heading, Label, Vocabulary};
use crate::text::numeral;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Headings above a table that hold for its rows: (first level, second level).
pub type Caption = (String, String);

/// Reads a table's rows into measures.
///
/// `open_end` says that nothing follows the table: its last row may be cut off.
pub fn measures(
    table: &Table,
    caption: &Caption,
    conventions: Conventions,
    source: &Arc<str>,
    vocabulary: &Vocabulary,
    open_end: bool,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Measure> {
    let mut reader = Reader {
        columns: &table.headers[0],
        roles: role_columns(&table.headers[0]),
        groups: Vec::new(),
        caption,
        conventions,
        source,
        vocabulary,
        out: Vec::new(),
        chapter_rows: false,
        inherited: Vec::new(),
        section1: caption.0.clone(),
        section2: caption.1.clone(),
        group: None,
        number: String::new(),
        title: String::new(),
        sequenced: false,
        own_title: true,
        cut_off: false,
        flat: table.flat,
        own_lines: table.own_lines,
        wide: table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0),
        leads_merged: leads_are_merged(table),
        dittos: table.rows.iter().flat_map(|r| &r.cells).any(|c| vocabulary.is_ditto(c.chars())),
        above: BTreeMap::new(),
        items: None,
        notes,
    };
    for (first, last) in &table.unsure {
        let number = table.rows.iter().find(|row| row.line == *first).map(|row| &row.cells[0]);
        let place = Locator::line(source.clone(), *first).to(*last);
        reader
            .notes
            .push(notes::unsure_cells(place, &number.map(Passage::whole).unwrap_or_default()));
    }
    let groups: Vec<Vec<bool>> =
        (0..table.headers.len()).map(|header| group_columns(table, header)).collect();
    let last = table.rows.len().saturating_sub(1);
    let sections = section_rows(table, vocabulary);
    for (n, (row, section)) in table.rows.iter().zip(sections).enumerate() {
        reader.cut_off = open_end && n == last;
        reader.columns = &table.headers[row.header];
        reader.roles = role_columns(reader.columns);
        reader.groups.clone_from(&groups[row.header]);
        reader.row(row, section);
    }
    reader.out
}

struct Reader<'a> {
    columns: &'a [Column],
    roles: Vec<(usize, Label)>,
    groups: Vec<bool>,
    caption: &'a Caption,
    conventions: Conventions,
    source: &'a Arc<str>,
    vocabulary: &'a Vocabulary,
    out: Vec<Measure>,
    /// Whether a first-level heading stood on a row of its own.
    chapter_rows: bool,
    /// Whom the section row above names for the rows that name nobody.
    inherited: Vec<RoleClause>,
    section1: String,
    section2: String,
    group: Option<String>,
    number: String,
    title: String,
    /// Whether the number stood in a column of numbers: then points in the words are no numbers,
    /// except below the number of a section: （一）, 1., (1).
    sequenced: bool,
    /// Whether the title was printed for the number rather than taken from its words.
    own_title: bool,
    /// Whether the row is the last thing in the document and may be cut off.
    cut_off: bool,
    /// Whether blank cells were lost with the columns.
    flat: bool,
    /// Whether every cell stood on lines of its own.
    own_lines: bool,
    wide: usize,
    /// Whether some cell repeats the one above it.
    dittos: bool,
    /// Whether blank cells of leads are parts of merged ones, whoever else is named beside them.
    leads_merged: bool,
    /// The last cell of every column that said something, by heading: what 同上 repeats.
    above: BTreeMap<&'a str, Passage>,
    /// The column of words where the last numbered item stood.
    items: Option<usize>,
    notes: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Whether a row adds up those above it (合计) and names nobody.
    fn adds_up(&self, filled: &[&Passage], cells: &Cells<'_>) -> bool {
        let begins = filled.first().is_some_and(|cell| self.vocabulary.is_total(&cell.whole()));
        begins && cells.roles.iter().all(|(_, cell, _)| cell.is_blank())
    }

    fn row(&mut self, row: &Row, section: Option<SectionHeading>) {
        let filled: Vec<&Passage> = row.cells.iter().filter(|c| !c.is_blank()).collect();
        match (section, filled.as_slice()) {
            (Some((style, heading)), _) => return self.open_section(Some(style), &heading),
            (None, []) => return,
            (None, [only]) if self.section_row(row, only) => return,
            _ => {}
        }
        let layout = Layout { columns: self.columns, wide: self.wide, vocabulary: self.vocabulary };
        let shift = if row.aligned { 0 } else { self.shift(&layout, row) };
        let (row, repeated) = self.with_repeated_cells(row, shift);
        let row = row.as_ref();
        let mut cells = layout.cells(row, shift);
        layout.run_together(&mut cells, row);
        if self.adds_up(&filled, &cells) {
            return;
        }
        self.texts(&cells, row);
        let parts = layout.sub_rows(&cells);
        let text = self.text(&cells);
        if cells.roles.iter().all(|(_, c, _)| c.is_blank()) {
            self.blank_roles(text, &cells, row);
            return;
        }
        let same = |m: &Measure| {
            m.number == self.number || !self.title.is_empty() && m.title == self.title
        };
        let repeats = self.out.last().is_some_and(|m| same(m) && m.section1 == self.section1);
        for (n, roles) in parts.into_iter().enumerate() {
            let mut measure = self.frame(row, &cells);
            measure.text = if text.is_empty() && repeats && n == 0 || n > 0 {
                self.out.last().map(|m| m.text.clone()).unwrap_or_default()
            } else {
                text.clone()
            };
            for (label, cell, column) in &roles {
                let how = if repeated.contains(column) { How::MergedCell } else { How::Row };
                let clauses = self.clauses(*label, cell, *column, how, &mut measure.due);
                measure.clauses.extend(clauses);
            }
            self.lead_of_section(&mut measure);
            if n == 0 {
                self.lead_above(&mut measure, &cells);
            }
            self.push(measure);
        }
    }

    /// By how many cells the row stands right of its headings; a numbered item that lost the cells
    /// before it and all those of units stands below the item above.
    fn shift(&mut self, layout: &Layout<'_>, row: &Row) -> isize {
        let shift = layout.shift(row);
        let item = |c: &Passage| {
            marker(c.chars(), 0).is_some_and(|m| m.style == Style::Item && m.end < c.len())
        };
        let Some(at) = row.cells.iter().position(item) else { return shift };
        let column = at.checked_add_signed(-shift);
        let words = |i: &usize| {
            self.columns
                .get(*i)
                .is_some_and(|c| matches!(c.heading, Some(Heading::Task | Heading::Group)))
        };
        let alone = row.cells.iter().enumerate().all(|(j, c)| j == at || c.is_blank());
        if !alone {
            self.items = column.filter(words);
        } else if let Some(above) = self.items.filter(|i| *i > at && shift == 0) {
            return at as isize - above as isize;
        }
        shift
    }

    /// Those whom the heading of the section names answer for rows that only name who helps.
    fn lead_of_section(&self, measure: &mut Measure) {
        let helps = |clause: &RoleClause| clause.role == Role::Support;
        if measure.clauses.iter().all(helps) {
            let principals = self.inherited.iter().filter(|clause| !helps(clause)).cloned();
            measure.clauses.splice(0..0, principals);
        }
    }

    /// A blank cell of leads beside units that only support is part of a merged one: somebody leads.
    fn lead_above(&self, measure: &mut Measure, cells: &Cells<'_>) {
        let leads = |label: &Label| *label == Label::Role(Role::Lead);
        let blank = cells.roles.iter().any(|(label, cell, _)| leads(label) && cell.is_blank());
        let led = cells.roles.iter().any(|(label, cell, _)| leads(label) && !cell.is_blank());
        // A stroke says that nobody supports.
        let nobody = cells.roles.iter().any(|(label, cell, _)| {
            !leads(label) && !cell.is_blank() && self.vocabulary.is_blank_cell(cell.chars())
        });
        let supported = (nobody || !measure.clauses.is_empty())
            && measure.clauses.iter().all(|clause| clause.role == Role::Support)
            || self.leads_merged && measure.clauses.iter().all(|c| c.role != Role::Lead);
        let above = self.out.last().filter(|m| m.section1 == measure.section1);
        if let Some(above) = above.filter(|_| blank && !led && supported && !self.flat) {
            let lead = above.clauses.iter().filter(|clause| clause.role == Role::Lead);
            let merged = lead.map(|clause| RoleClause { how: How::MergedCell, ..clause.clone() });
            measure.clauses.splice(0..0, merged);
        }
    }

    /// The row with the cells above in place of 同上 and 〃, and the columns where they stood.
    fn with_repeated_cells<'r>(
        &mut self,
        row: &'r Row,
        shift: isize,
    ) -> (Cow<'r, Row>, Vec<usize>) {
        let mut repeated = Vec::new();
        if !self.dittos {
            return (Cow::Borrowed(row), repeated);
        }
        let mut row = row.clone();
        let columns: &'a [Column] = self.columns;
        let role = |c: &Column| matches!(c.heading, Some(Heading::Role(_)));
        let at = |h: usize| usize::try_from(h as isize + shift).ok();
        for (h, column) in columns.iter().enumerate() {
            let Some(cell) = at(h).and_then(|j| row.cells.get_mut(j)) else { continue };
            if column.heading == Some(Heading::Sequence) || !self.vocabulary.is_ditto(cell.chars())
            {
                continue;
            }
            match self.above.get(column.text.as_str()) {
                Some(above) => {
                    *cell = above.clone();
                    repeated.push(h);
                }
                None => {
                    let place = Locator::line(self.source.clone(), cell.line(0));
                    self.notes.push(notes::nothing_above(place, &cell.whole(), &column.text));
                    *cell = Passage::default();
                }
            }
        }
        let filled = |h: usize| at(h).and_then(|j| row.cells.get(j)).filter(|c| !c.is_blank());
        let spoken = columns.iter().enumerate().any(|(h, c)| role(c) && filled(h).is_some());
        for (h, column) in columns.iter().enumerate() {
            // Beside a printed unit a blank cell says "none"; else it is part of a merged one.
            if filled(h).is_some() || role(column) && spoken {
                let cell = filled(h).cloned().unwrap_or_default();
                self.above.insert(column.text.as_str(), cell);
            }
        }
        (Cow::Owned(row), repeated)
    }

    /// A row with one filled cell: a heading, or more of the text above.
    fn section_row(&mut self, row: &Row, only: &Passage) -> bool {
        let chars = only.chars();
        let found = marker(chars, 0);
        let at = row.cells.iter().position(|c| !c.is_blank()).unwrap_or(0);
        let in_role = self.roles.iter().any(|(i, _)| *i == at) && row.cells.len() > 1;
        let sure_number = numeral(&only.whole()).is_some();
        if in_role && is_unit_list(chars, self.vocabulary) && found.is_none()
            || sure_number && row.cells.len() > 1
        {
            return false;
        }
        let heading = only.whole();
        let style = found.as_ref().map(|m| m.style);
        let of_which = &self.vocabulary.lists().of_which_cells;
        if let Some(part) = of_which.iter().find_map(|word| heading.strip_prefix(word.as_str()))
            && !self.out.is_empty()
        {
            // 其中: the rows below are parts of the measure; with more words it is one itself.
            return part.trim_matches([':', '：', ' ']).is_empty();
        }
        let ends = chars.last().is_some_and(|c| "。;".contains(*c)) && chars.len() > 30;
        match style {
            Some(style) if style > Style::Section => return false,
            None if ends || row.cells.len() > 1 && at > 1 && !self.out.is_empty() => {
                // Words alone in a text column: the cell above goes on.
                if let Some(last) = self.out.last_mut() {
                    last.text.push_str(&heading);
                    return true;
                }
                return false;
            }
            None if chars.len() > 40 => {}
            _ => self.open_section(style, only),
        }
        true
    }

    /// Rows below belong to a section of this heading, by the rank of its number.
    fn open_section(&mut self, style: Option<Style>, heading: &Passage) {
        let (heading, inherited) = spoken(heading, self.source, self.vocabulary);
        self.inherited = inherited;
        let chapter = matches!(style, Some(Style::Part | Style::Chapter));
        self.chapter_rows |= chapter;
        let second = style == Some(Style::Section) && !self.caption.0.is_empty();
        if !chapter && (self.chapter_rows || second) {
            self.section2 = heading;
        } else {
            self.section1 = heading;
            if chapter {
                self.section2.clear();
            }
        }
        self.group = None;
        self.number.clear();
        self.title.clear();
    }

    /// Reads sections, number and title out of the text cells.
    fn texts(&mut self, cells: &Cells<'_>, row: &Row) {
        let filled: Vec<(usize, &Passage)> =
            cells.texts.iter().filter(|(_, c)| !c.is_blank()).map(|(h, c)| (*h, *c)).collect();
        let mut number: Option<String> = None;
        let mut heading: Option<String> = None;
        if let Some(cell) = cells.sequence.filter(|c| !c.is_blank()) {
            number = Some(sequence_number(cell));
            self.sequenced = marker(cell.chars(), 0).is_none_or(|m| m.style > Style::Section);
        }
        let last = filled.len().saturating_sub(1);
        // Words under a heading that nobody knows are no title beside those of a task (楼栋 | 改造内容).
        let task = |h: usize| self.columns.get(h).is_some_and(|c| c.heading == Some(Heading::Task));
        let tasked = filled.iter().any(|(h, _)| task(*h));
        let unknown = |h: usize| {
            self.columns.get(h).is_some_and(|c| c.heading.is_none() && !c.text.is_empty())
        };
        for (n, (h, cell)) in filled.iter().enumerate() {
            let chars = cell.chars();
            let group_column = self.groups.get(*h).copied().unwrap_or(false);
            match marker(chars, 0) {
                Some(m) if matches!(m.style, Style::Part | Style::Chapter) && n < last => {
                    self.set_group(cell.whole())
                }
                Some(m) if m.style == Style::Section && (n < last || number.is_some()) => {
                    if n < last {
                        let item = |c: &Passage| {
                            marker(c.chars(), 0).is_some_and(|m| m.style >= Style::Item)
                        };
                        if filled.len() == 2 && number.is_none() && !item(filled[last].1) {
                            // Nothing but words follow: the heading is the item itself.
                            number = Some(cell.text(m.number.clone()));
                            heading = Some(title(cell, m.end, &[]));
                        }
                        if self.section1.is_empty() || self.group.is_some() && !self.chapter_rows {
                            self.section1 = cell.whole();
                            self.group = Some(cell.whole());
                        } else {
                            self.section2 = cell.whole();
                        }
                    }
                }
                Some(m) if m.style == Style::Section && number.is_none() => {
                    number = Some(cell.text(m.number.clone()));
                    heading = Some(title(cell, m.end, &[]));
                }
                Some(m)
                    if (matches!(m.style, Style::Item | Style::Decimal | Style::Decimals)
                        || m.style == Style::Sub && cells.sequence.is_some())
                        && number.is_none()
                        && (!self.sequenced || self.number.is_empty()) =>
                {
                    let printed = cell.text(m.number.clone());
                    let plain = || printed.chars().map(crate::text::fold).collect();
                    number = Some(if m.style == Style::Sub { printed.clone() } else { plain() });
                    heading = Some(title(cell, m.end, &[]));
                }
                Some(m) => {
                    heading = heading.or_else(|| (n == last).then(|| title(cell, m.end, &[])));
                }
                None if group_column && n < last => self.set_group(cell.whole()),
                None if tasked && unknown(*h) => {}
                None if n < last
                    && number.is_none()
                    && heading.is_none()
                    && cells.sequence.is_none()
                    && row.cells.len() > 2 =>
                {
                    // The first of two columns of words without numbers: the name of the task.
                    heading = Some(title(cell, 0, &[]));
                    number = Some(String::new());
                }
                None => heading = heading.or_else(|| Some(title(cell, 0, &[]))),
            }
        }
        let fresh = number.as_ref().is_some_and(|n| *n != self.number) || self.number.is_empty();
        // A merged cell holds the words of this number too.
        let merged = filled.is_empty() && !self.flat && !self.title.is_empty();
        if let Some(number) = number {
            if !merged && (fresh || self.title.is_empty() || heading.is_some()) {
                self.title = heading.clone().unwrap_or_default();
            }
            self.number = number;
            let words =
                filled.iter().filter(|(h, _)| !self.groups.get(*h).copied().unwrap_or(false));
            self.own_title = cells.sequence.is_none() || words.count() > 1;
        } else if self.number.is_empty()
            || self.title.is_empty()
            || !self.own_title && heading.is_some()
        {
            // A sub-row has the title of its number, or of its own words where the number has none.
            self.title = heading.clone().unwrap_or_default();
        }
    }

    /// A group of measures named in a cell of the row: below the headings on rows of their own.
    fn set_group(&mut self, name: String) {
        if self.group.as_deref() == Some(name.as_str()) {
            return;
        }
        if self.chapter_rows || self.group.is_none() && !self.section1.is_empty() {
            self.section2 = name.clone();
        } else {
            self.section1 = name.clone();
            self.section2.clear();
        }
        if self.group.is_some() || self.number.is_empty() || self.section1 == name {
            self.number.clear();
            self.title.clear();
        }
        self.group = Some(name);
    }

    /// The words of the measure; those of a group's cell only where there are no others.
    fn text(&self, cells: &Cells<'_>) -> String {
        let words = |group: bool| -> Vec<String> {
            let mut texts: Vec<String> = cells
                .texts
                .iter()
                .filter(|(h, c)| {
                    !c.is_blank() && self.groups.get(*h).copied().unwrap_or(false) == group
                })
                .filter(|(_, c)| marker(c.chars(), 0).is_none_or(|m| m.style > Style::Section))
                .map(|(_, c)| c.whole())
                .collect();
            texts.dedup();
            texts
        };
        let own = words(false);
        if own.is_empty() { words(true).join("\n") } else { own.join("\n") }
    }

    /// No units in the row: the merged cell above spans it, or it has none.
    fn blank_roles(&mut self, text: String, cells: &Cells<'_>, row: &Row) {
        let same_section = |m: &Measure| m.section1 == self.section1;
        // A row cut off before its units has no blank cell that could be a merged one.
        let whole = row.cells.len() >= self.columns.len() && !self.flat;
        let torn_off =
            self.cut_off && !whole && !text.ends_with(['。', '；', '！', '.', '）', ')']);
        let has_cells = !cells.lost || cells.roles.iter().any(|(_, _, h)| *h < row.cells.len());
        let own_number = cells.sequence.is_some_and(|c| !c.is_blank());
        // A numbered row of a table that lost its blank cells is spanned only where every cell had its lines.
        let may_span = !self.flat || !own_number || self.own_lines && !self.cut_off;
        let spanned = !torn_off && has_cells && may_span && self.inherited.is_empty();
        let Some(above) = self.out.last().filter(|m| spanned && same_section(m)).cloned() else {
            let mut measure = self.frame(row, cells);
            measure.text = text;
            measure.clauses.clone_from(&self.inherited);
            if !measure.text.is_empty() || !measure.number.is_empty() {
                self.push(measure);
            }
            return;
        };
        let no_number = cells.sequence.is_none_or(Passage::is_blank);
        // More of the text above fills its own column and no other.
        let alone = cells.texts.iter().filter(|(_, cell)| !cell.is_blank()).count() <= 1;
        let torn = alone
            && !above.text.ends_with(['。', '；', ';', '！', '）', ')', '”'])
            && no_number
            && above.number == self.number
            && marker(&text.chars().map(crate::text::fold).collect::<Vec<_>>(), 0).is_none()
            && above.text.chars().count() > 30;
        if torn {
            if let Some(last) = self.out.last_mut() {
                last.text.push_str(&text);
            }
            return;
        }
        if text.is_empty() {
            return;
        }
        // 计划完成 | 6月底: another date of the measure above, but not 7 | 6月底.
        let folded: Vec<char> = text.chars().map(crate::text::fold).collect();
        if numeral(&self.number).is_none() && is_due(&folded, self.vocabulary) {
            self.out.last_mut().into_iter().for_each(|last| last.due.push(text.clone()));
            return;
        }
        let mut measure = self.frame(row, cells);
        measure.text = text;
        measure.clauses = above
            .clauses
            .iter()
            .map(|c| RoleClause { how: How::MergedCell, ..c.clone() })
            .collect();
        self.push(measure);
    }

    fn frame(&self, row: &Row, cells: &Cells<'_>) -> Measure {
        Measure {
            section1: self.section1.clone(),
            section2: self.section2.clone(),
            number: self.number.clone(),
            title: self.title.clone(),
            due: cells.due.clone(),
            at: Locator::line(self.source.clone(), row.line),
            part: 1,
            ..Measure::default()
        }
    }

    fn push(&mut self, mut measure: Measure) {
        if measure.title.is_empty() {
            measure.title = first_words(&measure.text);
        }
        let same = |m: &&Measure| {
            m.number == measure.number
                && m.section1 == measure.section1
                && (m.number.is_empty() || m.section2 == measure.section2)
        };
        measure.part = self.out.iter().rev().find(same).map_or(1, |m| m.part + 1);
        self.out.push(measure);
    }

    /// The clauses of a cell of a role column.
    fn clauses(
        &self,
        label: Label,
        cell: &Passage,
        column: usize,
        how: How,
        due: &mut Vec<String>,
    ) -> Vec<RoleClause> {
        if self.vocabulary.is_blank_cell(cell.chars()) {
            return Vec::new();
        }
        let has = |role| self.roles.iter().any(|(_, l)| *l == Label::Role(role));
        let leads = has(Role::Lead);
        let label = match label {
            Label::Host if !leads && !has(Role::Responsible) => Label::Role(Role::Lead),
            Label::Host => Label::Role(Role::Responsible),
            given => given,
        };
        let quote = cell.whole();
        let cell = &without_rule(cell, self.vocabulary);
        let mut reading = read(cell, 0..cell.len(), Some(label), self.vocabulary);
        let rule = self.columns[column].first_leads.or(self.conventions.first_leads);
        if let Some(rule) = rule
            && !leads
        {
            rule.apply(&mut reading, cell.chars());
        }
        due.extend(reading.due.iter().map(|d| cell.text(d.clone())));
        clauses(&reading, cell, &quote, how, self.source)
    }
}
