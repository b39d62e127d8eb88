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
use super::edited_table::{Columns, TableError, line_of, open_table, plain};
use super::gather::{Given, Mention, gather};
use super::unit::UnitKind;
use super::vocabulary::UnitVocabulary;
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::locator::Locator;
use crate::plan::{How, Role};
use crate::text::Said;
use std::collections::{HashMap, HashSet};
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

/// Columns without which the table says nothing.
const REQUIRED: [&str; 5] = ["plan", "number", "title", "role", "mention"];

/// Reads a table of assignments; what it gives is taken as it stands, the rest is resolved.
///
/// `bytes` is UTF-8 (with or without mark), UTF-16 with mark, or GB18030; fields are parted by
/// comma, semicolon or tab. `source` names the file in messages.
///
/// # Keeps / Drops
/// Every measure named is kept, also one without a role and a name. A row whose role is not known
/// is left out with an `unknown-role` error, one with a role but no name with `empty-mention`.
/// Columns beyond ours are kept as they are.
///
/// # Errors
/// [`TableError`] when there is no header, a needed column is missing or a column stands twice.
pub fn read_assignments_csv(
    bytes: &[u8],
    source: &str,
    vocabulary: &UnitVocabulary,
    aliases: &AliasFile,
) -> Result<Noted<Assignments>, TableError> {
    let (columns, records) = open_table(bytes, source, &ASSIGNMENT_COLUMNS, &REQUIRED)?;
    let mut table = TableReader::new(source, columns);
    for record in &records {
        table.row(record);
    }
    Ok(table.finish(vocabulary, aliases))
}

/// What makes two rows speak of one measure.
#[derive(PartialEq, Eq, Hash)]
enum MeasureIdentity {
    Given(u32, String),
    Printed {
        plan: u32,
        section1: String,
        section2: String,
        number: String,
        part: u32,
        title: String,
    },
}

/// The table while it is being read.
struct TableReader<'s> {
    source: &'s str,
    columns: Columns,
    parts: Parts,
    mentions: Vec<Mention>,
    row_plans: Vec<u32>,
    plan_index: HashMap<String, u32>,
    measure_index: HashMap<MeasureIdentity, u32>,
    interned: HashSet<Arc<str>>,
    notes: Vec<Diagnostic>,
}

impl<'s> TableReader<'s> {
    fn new(source: &'s str, columns: Columns) -> Self {
        let extra_columns = columns.extra.iter().map(|(_, name)| name.clone()).collect();
        Self {
            source,
            columns,
            parts: Parts { extra_columns, ..Parts::default() },
            mentions: Vec::new(),
            row_plans: Vec::new(),
            plan_index: HashMap::new(),
            measure_index: HashMap::new(),
            interned: HashSet::new(),
            notes: Vec::new(),
        }
    }

    fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.interned.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.interned.insert(new.clone());
        new
    }

    fn note(
        &mut self,
        severity: Severity,
        code: &'static str,
        line: u32,
        zh: String,
        en: String,
        done: Said,
    ) {
        let at = Locator::line(self.source, line);
        self.notes.push(Diagnostic::new(severity, code, Said::new(zh, en), at, done));
    }

    fn row(&mut self, record: &csv::StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let line = line_of(record);
        let plan = self.plan(record, line);
        let measure = self.measure(record, plan, line);
        let role_word = self.columns.cell(record, "role");
        let mention = self.columns.cell(record, "mention");
        if role_word.is_empty() && mention.is_empty() {
            return;
        }
        let left_out = Said::new("该行未计入；事项仍保留", "row left out; its measure is kept");
        let Ok(role) = role_word.parse::<Role>() else {
            self.note(
                Severity::Error,
                "unknown-role",
                line,
                format!("「role」列不能识别的角色：「{role_word}」（名称「{mention}」）"),
                format!("column 「role」: unknown role 「{role_word}」 (of 「{mention}」)"),
                left_out,
            );
            if let Some(note) = self.notes.last_mut() {
                note.hint = Some(Said::new(
                    "请写 lead、responsible 或 support（牵头、责任、配合）",
                    "write lead, responsible or support (牵头, 责任, 配合)",
                ));
            }
            return;
        };
        let unit = self.columns.cell(record, "unit");
        if mention.is_empty() && unit.is_empty() {
            self.note(
                Severity::Error,
                "empty-mention",
                line,
                "有角色而无名称（「mention」列为空）".to_owned(),
                "column 「mention」 is empty though there is a role".to_owned(),
                left_out,
            );
            return;
        }
        let mention = if mention.is_empty() { unit } else { mention };
        self.assignment(record, plan, measure, role, mention, line);
    }

    fn plan(&mut self, record: &csv::StringRecord, line: u32) -> u32 {
        let id = self.columns.cell(record, "plan");
        let jurisdiction = self.columns.cell(record, "jurisdiction");
        let year_word = self.columns.cell(record, "year");
        let year = year_word.trim_end_matches('年').trim_end_matches(".0").parse().ok();
        let source = self.columns.cell(record, "source");
        if year.is_none() && !year_word.is_empty() {
            self.note(
                Severity::Warning,
                "unknown-year",
                line,
                format!("「year」列不是年份：「{year_word}」"),
                format!("column 「year」 is not a year: 「{year_word}」"),
                Said::new("该年份未采用", "year left empty"),
            );
        }
        let next = self.parts.plans.len() as u32;
        let index = *self.plan_index.entry(id.to_owned()).or_insert(next);
        if index == next {
            self.parts.plans.push(PlanRecord { id: id.to_owned(), ..PlanRecord::default() });
        }
        let plan = &mut self.parts.plans[index as usize];
        plan.year = plan.year.or(year);
        if plan.source.is_empty() {
            plan.source = source.to_owned();
        }
        if plan.jurisdiction.is_empty() {
            plan.jurisdiction = jurisdiction.to_owned();
        } else if !jurisdiction.is_empty() && plan.jurisdiction != jurisdiction {
            let first = plan.jurisdiction.clone();
            self.note(
                Severity::Warning,
                "two-jurisdictions",
                line,
                format!("计划「{id}」有两个地区：「{first}」与「{jurisdiction}」"),
                format!("plan 「{id}」 has two jurisdictions: 「{first}」 and 「{jurisdiction}」"),
                Said::new(format!("按「{first}」处理"), format!("「{first}」 is used")),
            );
        }
        index
    }

    fn measure(&mut self, record: &csv::StringRecord, plan: u32, line: u32) -> u32 {
        let cell = |name| self.columns.cell(record, name).to_owned();
        let (section1, section2, number, title) =
            (cell("section1"), cell("section2"), cell("number"), cell("title"));
        let part_word = cell("part");
        let part = part_word.trim_end_matches(".0").parse().ok();
        let key = cell("measure_id");
        let due = cell("due");
        if part.is_none() && !part_word.is_empty() {
            self.note(
                Severity::Warning,
                "unknown-part",
                line,
                format!("「part」列不是数字：「{part_word}」"),
                format!("column 「part」 is not a number: 「{part_word}」"),
                Said::new("按第1分项处理", "part 1 is used"),
            );
        }
        let part = part.unwrap_or(1);
        let identity = if key.is_empty() {
            let (section1, section2) = (section1.clone(), section2.clone());
            MeasureIdentity::Printed {
                plan,
                section1,
                section2,
                number: number.clone(),
                part,
                title: title.clone(),
            }
        } else {
            MeasureIdentity::Given(plan, key.clone())
        };
        let source_line = self.columns.cell(record, "line").parse().unwrap_or(0);
        let next = self.parts.measures.len() as u32;
        let index = *self.measure_index.entry(identity).or_insert(next);
        if index == next {
            let (section1, section2) = (self.intern(&section1), self.intern(&section2));
            let plan = PlanId(plan);
            self.parts.measures.push(MeasureRecord {
                plan,
                key,
                section1,
                section2,
                number,
                part,
                title,
                text: String::new(),
                due,
                line: source_line,
            });
        } else {
            let first = &self.parts.measures[index as usize];
            if first.title != title || first.number != number {
                let (a, b) =
                    (format!("{} {}", first.number, first.title), format!("{number} {title}"));
                self.note(
                    Severity::Warning,
                    "two-measures-one-id",
                    line,
                    format!("同一措施编号「{key}」有两种写法：「{a}」与「{b}」"),
                    format!("measure_id 「{key}」 stands for 「{a}」 and for 「{b}」"),
                    Said::new(format!("按「{a}」处理"), format!("「{a}」 is used")),
                );
            }
        }
        index
    }

    fn assignment(
        &mut self,
        record: &csv::StringRecord,
        plan: u32,
        measure: u32,
        role: Role,
        mention: &str,
        line: u32,
    ) {
        let unit = self.columns.cell(record, "unit").to_owned();
        let kind_word = self.columns.cell(record, "kind").to_owned();
        let kind = kind_word.parse::<UnitKind>().ok();
        if kind.is_none() && !kind_word.is_empty() {
            self.note(
                Severity::Warning,
                "unknown-kind",
                line,
                format!("「kind」列不能识别的类别：「{kind_word}」"),
                format!("column 「kind」: unknown kind 「{kind_word}」"),
                Said::new("按名称判断类别", "kind taken from the name"),
            );
        }
        let function = self.columns.cell(record, "function");
        // An empty cell beside a given unit says "no function"; in a new row it says "find out".
        let says_function = self.columns.has("function")
            && (!function.is_empty() || (!unit.is_empty() && !kind_word.is_empty()));
        let function = says_function.then(|| function.to_owned());
        let function = function.map(|function| self.intern(&function));
        let mention_text = self.intern(mention);
        let given = Given { unit: self.intern(&unit), kind, function };
        let says_something =
            !given.unit.is_empty() || given.kind.is_some() || given.function.is_some();
        // The jurisdiction of a plan may stand in a later row only: `finish` fills it in.
        let later: Arc<str> = self.intern("");
        self.row_plans.push(plan);
        self.mentions.push(Mention {
            scope: later.clone(),
            jurisdiction: later,
            name: mention_text.clone(),
            given: says_something.then_some(given),
            at: Locator::line(self.source, line),
        });
        let how = self.columns.cell(record, "how").parse::<How>().unwrap_or(How::Row);
        let source_line = self.columns.cell(record, "line").parse().unwrap_or(0);
        let quote = self.columns.cell(record, "quote").to_owned();
        let quote = self.intern(&quote);
        self.parts.rows.push(Assignment {
            measure: MeasureId(measure),
            unit: UnitId(0), // known once all names are gathered
            role,
            how,
            line: source_line,
            mention: mention_text,
            quote,
        });
        if !self.columns.extra.is_empty() {
            let cells: Vec<String> = self
                .columns
                .extra
                .iter()
                .map(|(i, _)| record.get(*i).map_or("", plain).to_owned())
                .collect();
            let cells = cells.iter().map(|cell| self.intern(cell)).collect();
            self.parts.extra_cells.push(cells);
        }
    }

    fn finish(mut self, vocabulary: &UnitVocabulary, aliases: &AliasFile) -> Noted<Assignments> {
        let places: Vec<(Arc<str>, Arc<str>)> = (0..self.parts.plans.len())
            .map(|i| {
                let plan = self.parts.plans[i].clone();
                (self.intern(&super::gather::scope(&plan)), self.intern(&plan.jurisdiction))
            })
            .collect();
        for (plan, mention) in self.row_plans.iter().zip(&mut self.mentions) {
            (mention.scope, mention.jurisdiction) = places[*plan as usize].clone();
        }
        let mut notes = self.notes;
        let gathered = gather(&self.mentions, vocabulary, aliases).take(&mut notes);
        for (row, unit) in self.parts.rows.iter_mut().zip(gathered.unit_of) {
            row.unit = UnitId(unit);
        }
        self.parts.units = gathered.units;
        Noted { value: assemble(self.parts), notes }
    }
}

#[cfg(test)]
mod tests;
