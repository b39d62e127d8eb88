//! Floor 7: from files to results, each arrow of the house once.
//!
//! Owns the order of the arrows. Never knows formats or formulas.

pub mod page;
pub mod pictures;
pub mod results;
pub mod scopes;
mod sources;
mod table_name;
pub mod takeaways;
mod wish_words;
pub mod wishes;

pub use table_name::TableName;

use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::documents;
use crate::error::Stop;
use crate::exports::InputRecord;
use crate::locator::Locator;
use crate::plan::{Plan, Vocabulary, recognize};
use crate::text::{Lang, Said};
use crate::units::{
    AliasFile, Assignments, SaidOfPlans, UnitVocabulary, is_assignments_table, join,
    read_assignments_csv, resolve,
};
use rayon::prelude::*;
use sources::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How plans are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// File of unit names, kinds and functions.
    pub units: Option<PathBuf>,
    /// File of role words, header words and endings.
    pub vocabulary: Option<PathBuf>,
    /// Jurisdiction of every plan, instead of the one read from it; a table that gives one goes before.
    pub jurisdiction: Option<String>,
    /// Date of every plan, likewise.
    pub date: Option<String>,
}

/// Everything read from the inputs of a run.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Who does what.
    pub assignments: Assignments,
    /// What was noticed, in order of file and line.
    pub notes: Vec<Diagnostic>,
    /// Fingerprints of the files read.
    pub inputs: Vec<InputRecord>,
    /// Every file that the inputs and options stand for: none of them may be written onto.
    pub paths: Vec<PathBuf>,
    /// What the file of unit names says; nothing where none was given.
    pub aliases: AliasFile,
}

impl Reading {
    /// The worst thing noticed.
    pub fn worst(&self) -> Option<Severity> {
        self.notes.iter().map(|note| note.severity).min()
    }

    /// The language of the plans.
    pub fn lang(&self) -> Lang {
        let names = self.assignments.units.iter().map(|unit| unit.name.as_str());
        let titles = self.assignments.measures.iter().map(|measure| measure.title.as_str());
        let han = |text: &str| text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
        match names.clone().next().is_none() || names.chain(titles).any(han) {
            true => Lang::Zh,
            false => Lang::En,
        }
    }
}

/// Reads files, folders, standard input and edited tables into one set of assignments.
///
/// # Keeps / Drops
/// Files are read in parallel and joined in order of plan id, so that the order in which they are given
/// changes nothing. A file that cannot be read, or is no text, is skipped with an error among the
/// notes; everything else that was noticed follows in order of file and line. A text without a measure
/// is no plan; what was noticed about it stays.
/// # Errors
/// A unit or vocabulary file that cannot be used.
pub fn read(inputs: &[PathBuf], options: &ReadOptions) -> Result<Reading, Stop> {
    let mut notes = Vec::new();
    let vocabulary = vocabulary(options)?;
    let names = UnitVocabulary::default().with_endings(vocabulary.added_endings());
    let aliases = aliases(options)?.take(&mut notes);
    let gathered = sources::gather(inputs).take(&mut notes);
    let records = gathered.sources.iter().map(|source| source.record.clone()).collect();
    let (tables, mut plans): (Vec<_>, Vec<_>) =
        gathered.sources.into_iter().partition(|source| is_assignments_table(&source.bytes));
    // The stem of a table names no plan: beside a.csv, a.txt is still the plan a.
    sources::name_plans(&mut plans).take(&mut notes);

    let said = SaidOfPlans {
        jurisdiction: options.jurisdiction.as_deref(),
        date: options.date.as_deref(),
    };
    let whole = BTreeMap::new();
    let mut read: Vec<Noted<Assignments>> =
        tables.par_iter().map(|source| table(source, &names, &aliases, &whole, said)).collect();
    for (i, elsewhere) in plans_of_other_tables(&tables, &read) {
        read[i] = table(&tables[i], &names, &aliases, &elsewhere, said);
    }
    let mut parts: Vec<Assignments> =
        read.into_iter().map(|table| table.take(&mut notes)).collect();
    let in_table = |id: &str| parts.iter().flat_map(|part| &part.plans).any(|plan| plan.id == id);
    let (corrected, plans): (Vec<_>, Vec<_>) =
        plans.into_iter().partition(|source| in_table(&source.id));
    notes.extend(corrected.iter().map(corrected_in_table));
    let plans: Vec<Plan> = plans
        .par_iter()
        .map(|source| plan(source, &vocabulary, said))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|plan| plan.take(&mut notes))
        // A file that was skipped, or has no measure, is no plan to count or to compare with.
        .filter(|plan| !plan.measures.is_empty())
        .collect();
    if !plans.is_empty() {
        parts.push(resolve(plans, &names, &aliases).take(&mut notes));
    }
    let assignments = join(parts);
    let option_files = [&options.units, &options.vocabulary].into_iter().flatten().cloned();

    notes.sort_by(|a, b| a.at.cmp(&b.at));
    Ok(Reading {
        assignments,
        notes,
        inputs: records,
        paths: gathered.paths.into_iter().chain(option_files).collect(),
        aliases,
    })
}

/// One file as an edited table of assignments, without the plans that another table counts for: plan
/// and name of that table.
fn table(
    source: &Source,
    names: &UnitVocabulary,
    aliases: &AliasFile,
    elsewhere: &BTreeMap<String, String>,
    said: SaidOfPlans<'_>,
) -> Noted<Assignments> {
    let left_out = elsewhere.keys().cloned().collect();
    match read_assignments_csv(&source.bytes, &source.name, names, aliases, &left_out, said) {
        Ok(mut read) => {
            let twice =
                elsewhere.iter().map(|(plan, other)| plan_in_two_tables(source, plan, other));
            read.notes.extend(twice);
            read
        }
        Err(fault) => Noted { value: Assignments::default(), notes: vec![fault.to_diagnostic()] },
    }
}

/// For each table with a plan that another one counts for, these plans and the other tables.
///
/// Of tables with one plan, the last in order of name counts; the table of an output folder counts only
/// where no other has the plan.
fn plans_of_other_tables(
    tables: &[Source],
    read: &[Noted<Assignments>],
) -> BTreeMap<usize, BTreeMap<String, String>> {
    let mut order: Vec<usize> = (0..tables.len()).collect();
    order.sort_by_key(|i| (!tables[*i].of_output, &tables[*i].name));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let plans = |i: usize| read[i].value.plans.iter().map(|plan| plan.id.as_str());
    for &i in &order {
        counts.extend(plans(i).map(|plan| (plan, i)));
    }
    let mut elsewhere: BTreeMap<usize, BTreeMap<String, String>> = BTreeMap::new();
    for i in order {
        for plan in plans(i).filter(|plan| counts[plan] != i) {
            let other = tables[counts[plan]].name.clone();
            elsewhere.entry(i).or_default().insert(plan.to_owned(), other);
        }
    }
    elsewhere
}

/// One file as a plan.
fn plan(source: &Source, vocabulary: &Vocabulary, said: SaidOfPlans<'_>) -> Noted<Plan> {
    let mut notes = Vec::new();
    let document = documents::read(&source.bytes, &source.name).take(&mut notes);
    let skipped = notes.iter().any(|note| note.severity == Severity::Error);
    let mut plan = recognize(&document, &source.id, vocabulary).take(&mut notes);
    if let Some(jurisdiction) = said.jurisdiction {
        jurisdiction.clone_into(&mut plan.jurisdiction);
    }
    if let Some(date) = said.date {
        (plan.date, plan.year) = (date.to_owned(), said.year());
    }
    if !skipped && plan.measures.iter().all(|measure| measure.clauses.is_empty()) {
        notes.push(without_responsibility(source));
    }
    Noted { value: plan, notes }
}

/// The built-in words, with those of a file when one is given.
fn vocabulary(options: &ReadOptions) -> Result<Vocabulary, Stop> {
    let Some(path) = &options.vocabulary else { return Ok(Vocabulary::default()) };
    let text = documents::decode(&read_option_file(path, "--vocabulary")?).text;
    Vocabulary::with_additions(&text).map_err(|fault| {
        Stop::new(
            "bad-vocabulary",
            Said::new(
                format!("词表无法使用：{fault}"),
                format!("the vocabulary cannot be used: {fault}"),
            ),
            Locator::file(path.display().to_string()),
            Said::new("按 README 中的词表格式修改", "write it in the form shown in the README"),
        )
    })
}

/// The file of unit names, when one is given.
fn aliases(options: &ReadOptions) -> Result<Noted<AliasFile>, Stop> {
    let Some(path) = &options.units else { return Ok(Noted::default()) };
    let bytes = read_option_file(path, "--units")?;
    AliasFile::read(&bytes, &path.display().to_string()).map_err(|fault| {
        let mut diagnostic = fault.to_diagnostic();
        diagnostic.done = Said::new("没有写出任何内容", "nothing was written");
        Stop(Box::new(diagnostic))
    })
}

/// The bytes of a file named by an option.
///
/// # Errors
/// When it cannot be read.
pub fn read_option_file(path: &Path, option: &str) -> Result<Vec<u8>, Stop> {
    std::fs::read(path).map_err(|cause| {
        Stop::new(
            "unreadable-option",
            Said::new(
                format!("{option} 给出的文件无法读取：{cause}"),
                format!("the file given with {option} cannot be read: {cause}"),
            ),
            Locator::file(path.display().to_string()),
            Said::new("请检查路径和权限", "check the path and its permissions"),
        )
    })
}

fn plan_in_two_tables(source: &Source, plan: &str, other: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "plan-in-two-tables",
        Said::new(
            format!("方案「{plan}」在另一张表中也有：「{other}」"),
            format!("the plan 「{plan}」 stands in another table too: 「{other}」"),
        ),
        Locator::file(source.name.clone()),
        Said::new(
            "以那张表为准，本表中这份方案的行未计入",
            "that table counts; the rows of this one are left out",
        ),
    )
    .hint(Said::new(
        "只给出要用的那张表；或把两张表的方案改成不同的名称",
        "give only the table that is meant, or call the plans of the two tables differently",
    ))
}

fn corrected_in_table(source: &Source) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "plan-in-table",
        Said::new(
            format!("方案「{}」在给出的分工表中已有", source.id),
            format!("the plan 「{}」 stands in a table of assignments given too", source.id),
        ),
        Locator::file(source.name.clone()),
        Said::new("以表为准，未读此文件", "the table counts; this file was not read"),
    )
}

fn without_responsibility(source: &Source) -> Diagnostic {
    Diagnostic::new(
        Severity::Error,
        "no-responsibility",
        Said::new(
            "没有找到任何牵头、责任或配合单位",
            "it names no leading, responsible or supporting unit",
        ),
        Locator::file(source.name.clone()),
        Said::new("各表中没有它的责任分工", "no table has responsibilities from it"),
    )
    .hint(Said::new(
        "请确认文件是方案正文或任务分解表；特殊用词可用 --vocabulary 补充",
        "make sure that it is a plan or a task table; unusual words can be added with --vocabulary",
    ))
}
