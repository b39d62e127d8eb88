//! The table of units that `respgraph units` writes, people edit and `--units` takes back.
//!
//! Owns its columns, how it is written and how its lines are read. Never knows how names are
//! gathered without it.

use super::assignments::Assignments;
use super::edited_table::{ColumnNames, EditedTable, TableError, line_of};
use super::gather::Given;
use super::unit::{Evidence, UnitKind};
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::locator::Locator;
use crate::text::normalize::fold;
use crate::text::{Said, neutral, plain};
use std::collections::BTreeMap;

/// The columns: English name, Chinese name.
pub const ALIAS_COLUMNS: [ColumnNames; 8] = [
    ("jurisdiction", "地区"),
    ("name", "名称"),
    ("unit", "单位"),
    ("kind", "类别"),
    ("function", "职能"),
    ("mentions", "次数"),
    ("evidence", "依据"),
    ("sure", "确定"),
];

/// One line: this name, in this jurisdiction, is this unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AliasLine {
    /// The jurisdiction it holds in, or the plan (its id) whose jurisdiction is unknown; empty for every one.
    pub jurisdiction: String,
    /// The name as printed.
    pub name: String,
    /// The unit's name; empty leaves the gathering to the rules.
    pub unit: String,
    /// The unit's kind, when given.
    pub kind: Option<UnitKind>,
    /// The unit's function, when given; `-` in the file says that it has none.
    pub function: Option<String>,
    /// How often the name is printed; for information.
    pub mentions: u32,
    /// Why the rules gathered it so; for information.
    pub evidence: Option<Evidence>,
    /// Cells of the user's own columns, in their order.
    pub extra: Vec<String>,
}

/// What a person has decided about names; it overrides every rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AliasFile {
    lines: Vec<AliasLine>,
    /// Names of columns the file has beyond ours.
    extra_columns: Vec<String>,
    /// (jurisdiction, folded name) to position in `lines`.
    index: BTreeMap<(String, String), usize>,
}

impl AliasFile {
    /// A file of these lines; of two lines for one name the first counts.
    pub fn new(lines: Vec<AliasLine>) -> Self {
        let mut index = BTreeMap::new();
        for (i, line) in lines.iter().enumerate() {
            index.entry((line.jurisdiction.clone(), fold(&line.name))).or_insert(i);
        }
        Self { lines, extra_columns: Vec::new(), index }
    }

    /// Every printed name with its unit, for a person to go over: by jurisdiction, unit and use.
    pub fn of(assignments: &Assignments) -> Self {
        let mut lines = Vec::new();
        for unit in &assignments.units {
            for alias in &unit.aliases {
                lines.push(AliasLine {
                    jurisdiction: unit.place_name().to_owned(),
                    name: alias.name.clone(),
                    unit: unit.name.clone(),
                    kind: Some(unit.kind),
                    function: Some(unit.function.clone()),
                    mentions: alias.mentions,
                    evidence: Some(alias.evidence),
                    extra: Vec::new(),
                });
            }
        }
        Self::new(lines)
    }

    /// This file of a run that was read with `earlier`: what a person put there stays.
    ///
    /// # Keeps / Drops
    /// Columns of the person's own keep their cells. Lines of `earlier` that the run did not use follow
    /// at the end as they are, and so does one for every place that names a unit; the lines of single
    /// places that say no more than it are left out.
    pub fn keeping(self, earlier: &Self) -> Self {
        let mut used = vec![false; earlier.lines.len()];
        let mut lines = Vec::new();
        for mut line in self.lines {
            let line_of = |place: &str| earlier.index.get(&(place.to_owned(), fold(&line.name)));
            if let Some(&here) = line_of(&line.jurisdiction) {
                used[here] = true;
                line.extra.clone_from(&earlier.lines[here].extra);
            } else if line_of("").is_some_and(|&all| !earlier.lines[all].unit.is_empty()) {
                continue;
            }
            line.extra.resize(earlier.extra_columns.len(), String::new());
            lines.push(line);
        }
        let unused = earlier.lines.iter().zip(&used).filter(|(_, used)| !**used);
        lines.extend(unused.map(|(line, _)| line.clone()));
        Self { extra_columns: earlier.extra_columns.clone(), ..Self::new(lines) }
    }

    /// The lines, in order.
    pub fn lines(&self) -> &[AliasLine] {
        &self.lines
    }

    /// The names it speaks of.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.name.as_str())
    }

    /// What it says about a name in a jurisdiction, or in the plan where that is unknown; a line of the place goes
    /// before one for every place.
    pub(super) fn find(&self, (jurisdiction, plan): (&str, &str), name: &str) -> Option<Given> {
        if self.index.is_empty() {
            return None;
        }
        let name = fold(name);
        let here = if jurisdiction.is_empty() { plan } else { jurisdiction };
        let place = [here, ""]
            .into_iter()
            .find_map(|area| self.index.get(&(area.to_owned(), name.clone())))?;
        let line = &self.lines[*place];
        Some(Given {
            unit: line.unit.as_str().into(),
            kind: line.kind,
            function: line.function.as_deref().map(Into::into),
        })
    }

    /// The file's bytes: CSV in UTF-8 with mark.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
        let mut write = |ours: [&str; ALIAS_COLUMNS.len()], extra: &[String]| {
            let own = (0..self.extra_columns.len()).map(|i| extra.get(i).map_or("", |cell| cell));
            let cells: Vec<_> = ours.into_iter().chain(own).map(neutral).collect();
            let written = writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
            written.unwrap_or_else(|e| unreachable!("memory takes every record of one width: {e}"));
        };
        write(ALIAS_COLUMNS.map(|(en, _)| en), &self.extra_columns);
        for line in &self.lines {
            let sure = if line.evidence == Some(Evidence::Typo) { "no" } else { "yes" };
            let function = match line.function.as_deref() {
                Some("") => "-",
                function => function.unwrap_or(""),
            };
            let mentions = line.mentions.to_string();
            let ours = [
                line.jurisdiction.as_str(),
                &line.name,
                &line.unit,
                line.kind.map_or("", UnitKind::as_str),
                function,
                &mentions,
                line.evidence.map_or("", Evidence::as_str),
                sure,
            ];
            write(ours, &line.extra);
        }
        writer.into_inner().unwrap_or_else(|e| unreachable!("memory takes every byte: {e}"))
    }

    /// Reads an edited file; only the column `name` is needed.
    ///
    /// # Keeps / Drops
    /// A line without a name (`alias-without-name`) is left out, of two lines for one name the
    /// first counts (`alias-twice`), an unknown kind is not used (`unknown-kind`). Columns beyond ours
    /// are kept as they are.
    ///
    /// # Errors
    /// [`TableError`] when there is no header or no column of names.
    pub fn read(bytes: &[u8], source: &str) -> Result<Noted<Self>, TableError> {
        let (columns, mut table) = EditedTable::open(bytes, source, &ALIAS_COLUMNS, &["name"])?;
        let mut lines: Vec<AliasLine> = Vec::new();
        let mut notes = columns.notes.clone();
        let mut seen: BTreeMap<(String, String), String> = BTreeMap::new();
        while let Some(record) = table.next()? {
            let [jurisdiction, name, unit, kind, function, mentions, evidence, _] =
                std::array::from_fn(|column| columns.cell(record, column).to_owned());
            let mut note = |severity, code, zh: String, en: String, done: Said| {
                let at = Locator::line(source, line_of(record));
                notes.push(Diagnostic::new(severity, code, Said::new(zh, en), at, done));
            };
            if name.is_empty() {
                if record.iter().any(|cell| !cell.trim().is_empty()) {
                    note(
                        Severity::Error,
                        "alias-without-name",
                        "「name」列为空".to_owned(),
                        "column 「name」 is empty".to_owned(),
                        Said::new("该行未采用", "line left out"),
                    );
                }
                continue;
            }
            let known_kind = kind.parse::<UnitKind>().ok();
            if known_kind.is_none() && !kind.is_empty() {
                note(
                    Severity::Warning,
                    "unknown-kind",
                    format!("「kind」列不能识别的类别：「{kind}」"),
                    format!("column 「kind」: unknown kind 「{kind}」"),
                    Said::new("按名称判断类别", "kind taken from the name"),
                );
            }
            let key = (jurisdiction.clone(), fold(&name));
            if let Some(first) = seen.get(&key) {
                if *first != unit {
                    note(
                        Severity::Warning,
                        "alias-twice",
                        format!("「{name}」写为两个单位：「{first}」与「{unit}」"),
                        format!("「{name}」 is said to be 「{first}」 and 「{unit}」"),
                        Said::new(format!("按「{first}」处理"), format!("「{first}」 is used")),
                    );
                }
                continue;
            }
            seen.insert(key, unit.clone());
            let function = match function.as_str() {
                "" => None,
                "-" => Some(String::new()),
                function => Some(function.to_owned()),
            };
            let evidence = Evidence::ALL.into_iter().find(|e| e.as_str() == evidence);
            let mentions = mentions.parse().unwrap_or(0);
            let own = |(i, _): &(usize, String)| plain(record.get(*i).unwrap_or("")).to_owned();
            lines.push(AliasLine {
                jurisdiction,
                name,
                unit,
                kind: known_kind,
                function,
                mentions,
                evidence,
                extra: columns.extra.iter().map(own).collect(),
            });
        }
        let extra_columns = columns.extra.iter().map(|(_, name)| name.clone()).collect();
        Ok(Noted { value: Self { extra_columns, ..Self::new(lines) }, notes })
    }
}

#[cfg(test)]
mod tests;
