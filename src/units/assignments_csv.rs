//! Reads an `assignments.csv` that a person may have edited.
//!
//! Owns the columns of that table, in both languages, and what is said about faults in it. Never
//! knows plans as documents: what the table gives is taken as it stands, what it leaves open goes
//! the same way as names read from a plan.

use super::alias_file::AliasFile;
use super::assemble::{Parts, assemble};
use super::assignments::{
    Assignment, Assignments, MeasureId, MeasureRecord, PlanId, PlanRecord, UnitId,
};
use super::edited_table::{Columns, EditedTable, Header, TableError, line_of};
use super::gather::{Given, Names, gather_into};
use super::intern::Interner;
use super::list_notes::{elided_ending, not_a_unit};
use super::name_list::{NameList, split_names};
use super::plan_name::instead_of_reserved;
use super::unit::UnitKind;
use super::vocabulary::UnitVocabulary;
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::documents::decode;
use crate::locator::Locator;
use crate::plan::{How, Role};
use crate::text::{Said, plain};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// The columns of `assignments.csv` in order: English name, Chinese name.
pub const ASSIGNMENT_COLUMNS: [(&str, &str); 19] = [
    ("plan", "计划"),
    ("jurisdiction", "地区"),
    ("year", "年份"),
    ("section1", "一级标题"),
    ("section2", "二级标题"),
    ("number", "编号"),
    ("part", "分项"),
    ("measure_id", "措施编号"),
    ("title", "事项"),
    ("role", "角色"),
    ("mention", "名称"),
    ("unit", "单位"),
    ("kind", "类别"),
    ("function", "职能"),
    ("due", "时限"),
    ("how", "读法"),
    ("source", "来源"),
    ("line", "行"),
    ("quote", "原文"),
];

// Positions in `ASSIGNMENT_COLUMNS`.
const PLAN: usize = 0;
const JURISDICTION: usize = 1;
const YEAR: usize = 2;
const SECTION1: usize = 3;
const SECTION2: usize = 4;
const NUMBER: usize = 5;
const PART: usize = 6;
const MEASURE_ID: usize = 7;
const TITLE: usize = 8;
const ROLE: usize = 9;
const MENTION: usize = 10;
const UNIT: usize = 11;
const KIND: usize = 12;
const FUNCTION: usize = 13;
const DUE: usize = 14;
const HOW: usize = 15;
const SOURCE: usize = 16;
const LINE: usize = 17;
const QUOTE: usize = 18;

/// About how many bytes the rows of one measure take: an estimate of how many measures there are.
const BYTES_OF_A_MEASURE: usize = 256;

/// Columns without which the table says nothing.
const REQUIRED: [&str; 5] = ["plan", "number", "title", "role", "mention"];

/// Whether a file is a table of assignments and not a plan: its header names at least three of the
/// five columns that such a table must have, four below a title, which plans have above their tables.
pub fn is_assignments_table(bytes: &[u8]) -> bool {
    const LONGEST_HEADER: usize = 4096;
    let head = &bytes[..bytes.len().min(LONGEST_HEADER)];
    // Whole lines: cut inside a character, the text would be guessed to be of another encoding.
    let line_end = head.iter().rposition(|b| *b == b'\n').filter(|_| head.len() < bytes.len());
    let head = line_end.map_or(head, |at| &head[..at]);
    let header = Header::find(&decode(head).text, &ASSIGNMENT_COLUMNS, &REQUIRED);
    header.is_some_and(|header| header.known >= if header.below_others { 4 } else { 3 })
}

/// What the user says of all plans; of a table's plans it holds where the table says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SaidOfPlans<'a> {
    /// Their jurisdiction (`--jurisdiction`).
    pub jurisdiction: Option<&'a str>,
    /// Their date (`--date`).
    pub date: Option<&'a str>,
}

impl SaidOfPlans<'_> {
    /// The year of the date.
    pub fn year(&self) -> Option<i32> {
        self.date?.get(..4)?.parse().ok()
    }
}

/// Reads a table of assignments; what it gives is taken as it stands, the rest is resolved.
///
/// `bytes` is UTF-8 (with or without mark), UTF-16 with mark, or GB18030; fields are parted by
/// comma, semicolon or tab. `source` names the file in messages. Rows of the plans in `left_out` are
/// not read: another table of the run counts for them.
///
/// # Keeps / Drops
/// Every measure named is kept, also one without a role and a name. Several names in a cell without
/// a given unit are a row each, words among them that name nobody a `not-a-unit` warning. A row whose role is not known
/// is left out with an `unknown-role` error, one with a role but no name with `empty-mention`. Rows
/// that a missing quote makes one cell are an `open-quote` error, a table without any responsibility
/// is a `table-without-rows` error. What is `said` of the plans fills the jurisdiction and year of those
/// for which the table has none; where it says otherwise, that is an `option-not-used` warning.
/// Without a column `source`, the table itself is the source and its lines are the lines. Columns
/// beyond ours are kept as they are; one without a name of its own gets one
/// (`renamed-column`), and one without a name and without words is left out.
///
/// # Errors
/// [`TableError`] when there is no header, a needed column is missing or a column stands twice.
pub fn read_assignments_csv(
    bytes: &[u8],
    source: &str,
    vocabulary: &UnitVocabulary,
    aliases: &AliasFile,
    left_out: &BTreeSet<String>,
    said: SaidOfPlans<'_>,
) -> Result<Noted<Assignments>, TableError> {
    let (columns, mut records) = EditedTable::open(bytes, source, &ASSIGNMENT_COLUMNS, &REQUIRED)?;
    let about = bytes.len() / BYTES_OF_A_MEASURE;
    let vocabulary = &vocabulary.with_known_names(aliases.names());
    let mut table = TableReader::new(source, &columns, left_out, about, vocabulary);
    while let Some(record) = records.next()? {
        table.row(&Row { record, columns: &columns, line: line_of(record) });
    }
    table.fill(said);
    Ok(table.finish(vocabulary, aliases))
}

/// One row of the table.
struct Row<'r> {
    record: &'r csv::StringRecord,
    columns: &'r Columns,
    line: u32,
}

impl<'r> Row<'r> {
    fn cell(&self, column: usize) -> &'r str {
        self.columns.cell(self.record, column)
    }

    /// The line of the source; in a table that names no source, the line of the table.
    fn source_line(&self) -> u32 {
        match self.columns.has(SOURCE) || self.columns.has(LINE) {
            true => whole(self.cell(LINE)).unwrap_or(0),
            false => self.line,
        }
    }
}

/// A whole number as spreadsheets write it: 5, 5.0.
fn whole<T: std::str::FromStr>(word: &str) -> Option<T> {
    word.trim_end_matches(".0").parse().ok()
}

/// The table while it is being read.
struct TableReader<'s> {
    source: &'s str,
    file: Arc<str>,
    extra: &'s [(usize, String)],
    /// Plans that another table counts for.
    elsewhere: &'s BTreeSet<String>,
    parts: Parts,
    names: Names,
    plans: HashMap<String, u32>,
    /// What makes two rows speak of one measure, to the measure.
    measures: HashMap<String, u32>,
    /// The same for the row before, which mostly speaks of the same measure.
    last: (String, u32),
    interned: Interner,
    vocabulary: &'s UnitVocabulary,
    /// The cells of names met so far, taken apart.
    lists: HashMap<String, Arc<NameList>>,
    said: HashSet<(&'static str, String)>,
    notes: Vec<Diagnostic>,
}

impl<'s> TableReader<'s> {
    fn new(
        source: &'s str,
        columns: &'s Columns,
        elsewhere: &'s BTreeSet<String>,
        about: usize,
        vocabulary: &'s UnitVocabulary,
    ) -> Self {
        let extra_columns = columns.extra.iter().map(|(_, name)| name.clone()).collect();
        Self {
            source,
            file: source.into(),
            extra: &columns.extra,
            elsewhere,
            parts: Parts { extra_columns, ..Parts::default() },
            names: Names::default(),
            plans: HashMap::new(),
            measures: HashMap::with_capacity(about),
            last: Default::default(),
            interned: Interner::default(),
            vocabulary,
            lists: HashMap::new(),
            said: HashSet::new(),
            notes: columns.notes.clone(),
        }
    }

    /// A row that is left out; each one is said.
    fn left_out(&mut self, row: &Row, code: &'static str, message: Said) -> &mut Diagnostic {
        let done = Said::new("该行未计入；事项仍保留", "row left out; its measure is kept");
        let at = Locator::line(self.source, row.line);
        self.notes.push(Diagnostic::new(Severity::Error, code, message, at, done));
        let last = self.notes.len() - 1;
        &mut self.notes[last]
    }

    /// A doubt about a cell; said once, at the first row that gives cause.
    fn doubt(&mut self, row: &Row, code: &'static str, message: Said, done: Said) {
        let at = Locator::line(self.source, row.line);
        self.once(Diagnostic::new(Severity::Warning, code, message, at, done));
    }

    fn once(&mut self, note: Diagnostic) {
        if self.said.insert((note.code, note.message.en.clone())) {
            self.notes.push(note);
        }
    }

    fn row(&mut self, row: &Row) {
        if row.record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        self.look_for_rows_inside(row);
        let id = self.plan_id(row);
        if self.elsewhere.contains(&*id) {
            return;
        }
        let plan = self.plan(row, &id);
        let line_word = row.cell(LINE);
        if whole::<u32>(line_word).is_none() && !line_word.is_empty() {
            let message = Said::new(
                format!("「line」列不是行号：「{line_word}」"),
                format!("column 「line」 is not the number of a line: 「{line_word}」"),
            );
            self.doubt(row, "unknown-line", message, Said::new("行号留空", "line left empty"));
        }
        let measure = self.measure(row, plan);
        let (role_word, unit) = (row.cell(ROLE), row.cell(UNIT));
        let mention = if row.cell(MENTION).is_empty() { unit } else { row.cell(MENTION) };
        if role_word.is_empty() && mention.is_empty() {
            return;
        }
        let Ok(role) = role_word.parse::<Role>() else {
            let message = Said::new(
                format!("「role」列不能识别的角色：「{role_word}」（名称「{mention}」）"),
                format!("column 「role」: unknown role 「{role_word}」 (of 「{mention}」)"),
            );
            self.left_out(row, "unknown-role", message).hint = Some(Said::new(
                "请写 lead、responsible 或 support（牵头、责任、配合）",
                "write lead, responsible or support (牵头, 责任, 配合)",
            ));
            return;
        };
        if mention.is_empty() {
            let message = Said::new(
                "有角色而无名称（「mention」列为空）",
                "column 「mention」 is empty though there is a role",
            );
            self.left_out(row, "empty-mention", message);
            return;
        }
        if !unit.is_empty() {
            return self.assignment(row, plan, measure, role, mention);
        }
        let list = self.list(mention);
        // One name stands as it was written, and so do words that look like nobody: they were named.
        let one = list.names.len() == 1 && list.leftovers.is_empty();
        if one || list.names.is_empty() {
            return self.assignment(row, plan, measure, role, mention);
        }
        for name in &list.names {
            self.assignment(row, plan, measure, role, &name.name);
        }
        let at = || Locator::line(self.source, row.line);
        let elided = list.names.iter().filter(|name| name.elided);
        let elided = elided.map(|name| elided_ending(&name.name, at()));
        let left = list.leftovers.iter().map(|left| not_a_unit(left, role, at()));
        let notes: Vec<_> = elided.chain(left).collect();
        notes.into_iter().for_each(|note| self.once(note));
    }

    /// A cell taken apart: 区财政局、区教委 are two units.
    fn list(&mut self, words: &str) -> Arc<NameList> {
        if let Some(list) = self.lists.get(words) {
            return list.clone();
        }
        let list = Arc::new(split_names(words, self.vocabulary));
        self.lists.insert(words.to_owned(), list.clone());
        list
    }

    /// Says where a missing quote makes one cell of several rows.
    fn look_for_rows_inside(&mut self, row: &Row) {
        let count = row.columns.rows_inside(row.record);
        if count == 0 {
            return;
        }
        let note = Diagnostic::new(
            Severity::Error,
            "open-quote",
            Said::new(
                format!("一个单元格里有 {count} 行像是表的行"),
                format!("{count} lines inside one cell look like rows of the table"),
            ),
            Locator::line(self.source, row.line),
            Said::new("当作这个单元格的文字，未计入", "taken for words of the cell, not counted"),
        );
        self.notes.push(note.hint(Said::new(
            "检查这一行是否多了或少了一个双引号",
            "look for a double quote too many or too few in this line",
        )));
    }

    /// The name of the plan: as printed, unless it is empty or no plan may have it.
    fn plan_id<'r>(&mut self, row: &Row<'r>) -> Cow<'r, str> {
        let mut id = Cow::Borrowed(row.cell(PLAN));
        if id.is_empty() {
            let stem = Path::new(self.source).file_stem().unwrap_or_default();
            id = stem.to_string_lossy().into_owned().into();
            let message = Said::new("「plan」列为空", "column 「plan」 is empty");
            let done =
                Said::new(format!("算作方案「{id}」"), format!("taken for the plan 「{id}」"));
            self.doubt(row, "empty-plan-name", message, done);
        }
        if let Some((instead, note)) =
            instead_of_reserved(&id, Locator::line(self.source, row.line))
        {
            self.once(note);
            id = instead.into();
        }
        id
    }

    fn plan(&mut self, row: &Row, id: &str) -> u32 {
        let (jurisdiction, year_word) = (row.cell(JURISDICTION), row.cell(YEAR));
        let year = whole(year_word.trim_end_matches('年'));
        if year.is_none() && !year_word.is_empty() {
            let message = Said::new(
                format!("「year」列不是年份：「{year_word}」"),
                format!("column 「year」 is not a year: 「{year_word}」"),
            );
            self.doubt(row, "unknown-year", message, Said::new("该年份未采用", "year left empty"));
        }
        let index = match self.plans.get(id) {
            Some(index) => *index,
            None => {
                let index = self.parts.plans.len() as u32;
                self.plans.insert(id.to_owned(), index);
                self.parts.plans.push(PlanRecord { id: id.to_owned(), ..PlanRecord::default() });
                index
            }
        };
        let plan = &mut self.parts.plans[index as usize];
        plan.year = plan.year.or(year);
        if plan.source.is_empty() {
            let table = if row.columns.has(SOURCE) { "" } else { self.source };
            plan.source = [row.cell(SOURCE), table].concat();
        }
        if plan.jurisdiction.is_empty() {
            plan.jurisdiction = jurisdiction.to_owned();
        } else if !jurisdiction.is_empty() && plan.jurisdiction != jurisdiction {
            let first = plan.jurisdiction.clone();
            let message = Said::new(
                format!("计划「{id}」有两个地区：「{first}」与「{jurisdiction}」"),
                format!("plan 「{id}」 has two jurisdictions: 「{first}」 and 「{jurisdiction}」"),
            );
            let done = Said::new(format!("按「{first}」处理"), format!("「{first}」 is used"));
            self.doubt(row, "two-jurisdictions", message, done);
        }
        index
    }

    fn measure(&mut self, row: &Row, plan: u32) -> u32 {
        let (section1, section2) = (row.cell(SECTION1), row.cell(SECTION2));
        let (number, title, key) = (row.cell(NUMBER), row.cell(TITLE), row.cell(MEASURE_ID));
        let part_word = row.cell(PART);
        let part = whole(part_word);
        if part.is_none() && !part_word.is_empty() {
            let message = Said::new(
                format!("「part」列不是数字：「{part_word}」"),
                format!("column 「part」 is not a number: 「{part_word}」"),
            );
            self.doubt(row, "unknown-part", message, Said::new("按第1分项处理", "part 1 is used"));
        }
        let part: u32 = part.unwrap_or(1);
        let identity = if key.is_empty() {
            format!("{plan}\u{0}{section1}\u{0}{section2}\u{0}{number}\u{0}{part}\u{0}{title}")
        } else {
            format!("{plan}\u{0}{key}")
        };
        if self.last.0 != identity {
            let next = self.parts.measures.len() as u32;
            let index = *self.measures.entry(identity.clone()).or_insert(next);
            self.last = (identity, index);
        }
        let known = self.last.1;
        if known as usize == self.parts.measures.len() {
            self.parts.measures.push(MeasureRecord {
                plan: PlanId(plan),
                key: key.to_owned(),
                section1: self.interned.get(section1),
                section2: self.interned.get(section2),
                number: number.to_owned(),
                part,
                title: title.to_owned(),
                text: String::new(),
                due: row.cell(DUE).to_owned(),
                line: row.source_line(),
            });
            return known;
        }
        let first = &self.parts.measures[known as usize];
        if first.title != title || first.number != number {
            let a = format!("{} {}", first.number, first.title);
            let message = Said::new(
                format!("同一措施编号「{key}」有两种写法：「{a}」与「{number} {title}」"),
                format!("measure_id 「{key}」 stands for 「{a}」 and for 「{number} {title}」"),
            );
            let done = Said::new(format!("按「{a}」处理"), format!("「{a}」 is used"));
            self.doubt(row, "two-measures-one-id", message, done);
        }
        known
    }

    fn assignment(&mut self, row: &Row, plan: u32, measure: u32, role: Role, mention: &str) {
        let (unit, kind_word, function) = (row.cell(UNIT), row.cell(KIND), row.cell(FUNCTION));
        let kind = kind_word.parse::<UnitKind>().ok();
        if kind.is_none() && !kind_word.is_empty() {
            let message = Said::new(
                format!("「kind」列不能识别的类别：「{kind_word}」"),
                format!("column 「kind」: unknown kind 「{kind_word}」"),
            );
            let done = Said::new("按名称判断类别", "kind taken from the name");
            self.doubt(row, "unknown-kind", message, done);
        }
        let how_word = row.cell(HOW);
        let how = how_word.parse::<How>().ok();
        if how.is_none() && !how_word.is_empty() {
            let message = Said::new(
                format!("「how」列不能识别的读法：「{how_word}」"),
                format!("column 「how」: unknown way of reading 「{how_word}」"),
            );
            let done =
                Said::new(format!("按「{}」处理", How::Row), format!("「{}」 is used", How::Row));
            self.doubt(row, "unknown-how", message, done);
        }
        // An empty cell beside a given unit says "no function"; in a new row it says "find out".
        let says_function = row.columns.has(FUNCTION)
            && (!function.is_empty() || (!unit.is_empty() && !kind_word.is_empty()));
        let function = says_function.then(|| self.interned.get(function));
        let says_something = !unit.is_empty() || kind.is_some() || function.is_some();
        let given = says_something.then(|| Given { unit: self.interned.get(unit), kind, function });
        let mention = self.interned.get(mention);
        let at = Locator::line(self.file.clone(), row.line);
        self.parts.rows.push(Assignment {
            measure: MeasureId(measure),
            unit: UnitId(self.names.enter(plan, &mention, given, &at)),
            role,
            how: how.unwrap_or(How::Row),
            line: row.source_line(),
            mention,
            quote: self.interned.get(row.cell(QUOTE)),
        });
        if !self.extra.is_empty() {
            let cell = |i: usize| row.record.get(i).map_or("", plain);
            let cells = self.extra.iter().map(|(i, _)| self.interned.get(cell(*i))).collect();
            self.parts.extra_cells.push(cells);
        }
    }

    /// Jurisdiction and year of plans for which the table gives none.
    fn fill(&mut self, said: SaidOfPlans<'_>) {
        let mut unused = Vec::new();
        for plan in &mut self.parts.plans {
            if let Some(place) = said.jurisdiction {
                if plan.jurisdiction.is_empty() {
                    place.clone_into(&mut plan.jurisdiction);
                } else if plan.jurisdiction != place {
                    unused.push(("--jurisdiction", JURISDICTION, plan.jurisdiction.clone()));
                }
            }
            if let (Some(date), year) = (said.date, said.year()) {
                match plan.year {
                    Some(given) if year != Some(given) => {
                        unused.push(("--date", YEAR, given.to_string()));
                    }
                    _ => (plan.year, plan.date) = (year, date.to_owned()),
                }
            }
        }
        for (option, column, given) in unused {
            if self.said.insert(("option-not-used", option.to_owned())) {
                self.notes.push(option_not_used(self.source, option, column, &given));
            }
        }
    }

    fn finish(self, vocabulary: &UnitVocabulary, aliases: &AliasFile) -> Noted<Assignments> {
        let Self { mut parts, names, mut notes, source, elsewhere, .. } = self;
        let said = notes.iter().any(|note| note.severity == Severity::Error);
        if parts.rows.is_empty() && elsewhere.is_empty() && !said {
            notes.push(without_rows(source));
        }
        gather_into(&mut parts, names, vocabulary, aliases).take(&mut notes);
        Noted { value: assemble(parts), notes }
    }
}

/// An option that the table goes before: what it gives is taken as it stands.
fn option_not_used(source: &str, option: &str, column: usize, given: &str) -> Diagnostic {
    let column = ASSIGNMENT_COLUMNS[column].0;
    Diagnostic::new(
        Severity::Warning,
        "option-not-used",
        Said::new(
            format!("「{column}」列已有内容（如「{given}」），与 {option} 不同"),
            format!("column 「{column}」 says something else than {option}, such as 「{given}」"),
        ),
        Locator::file(source),
        Said::new(
            format!("以表为准；{option} 只用于表中没有写的方案"),
            format!("the table counts; {option} is used for plans of which it says nothing"),
        ),
    )
    .hint(Said::new(
        format!("改表中的「{column}」列，或把它清空"),
        format!("change the column 「{column}」 of the table, or empty it"),
    ))
}

/// A table from which no responsibility can be read.
fn without_rows(source: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Error,
        "table-without-rows",
        Said::new("表中没有一行既有角色又有名称", "no row of the table has a role and a name"),
        Locator::file(source),
        Said::new("各表中没有它的责任分工", "no table has responsibilities from it"),
    )
    .hint(Said::new(
        "填写「role」（角色）和「mention」（名称）两列；并检查有没有未闭合的双引号",
        "fill in the columns 「role」 and 「mention」, and look for a double quote that does not close",
    ))
}

#[cfg(test)]
mod tests;
