//! The words of the workbook: headers, coded values and scopes as people of one language say them.
//!
//! Owns translations only. Never knows sheets or figures.

use super::super::coded_words::{chinese_header, coded};
use super::super::measure_label::cut_titles;
use super::super::plan_name::ScopeNames;
use super::super::table::{Cell, Column};
use super::WorkbookSource;
use crate::text::Lang;
use crate::units::{Assignments, UnitId, function_name};
use std::collections::BTreeMap;

/// The words of one workbook.
#[derive(Debug)]
pub(super) struct Wording<'p> {
    pub(super) lang: Lang,
    all: &'p Assignments,
    names: ScopeNames<'p>,
    /// Titles that are no headings but first words, with the sign that they go on.
    cut_titles: BTreeMap<String, String>,
}

impl<'p> Wording<'p> {
    pub(super) fn new(source: &WorkbookSource<'p>, lang: Lang) -> Self {
        let names = ScopeNames::new(&source.all.plans, lang);
        Self { lang, all: source.all, names, cut_titles: cut_titles(source.all) }
    }

    /// A sentence in the workbook's language.
    pub(super) fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self.lang {
            Lang::Zh => zh.into(),
            Lang::En => en.into(),
        }
    }

    /// The words over a column.
    pub(super) fn header(&self, column: &Column) -> String {
        match self.lang {
            Lang::Zh => chinese_header(column).to_owned(),
            Lang::En => {
                let words = column.name.replace('_', " ");
                let mut letters = words.chars();
                let first = letters.next().map(|c| c.to_ascii_uppercase());
                first.into_iter().chain(letters).collect()
            }
        }
    }

    /// A cell as people read it: codes become words, scopes become names.
    pub(super) fn cell(&self, column: &Column, cell: Cell) -> Cell {
        match cell {
            Cell::Text(text) => Cell::Text(self.text(column.name, text)),
            other => other,
        }
    }

    fn text(&self, column: &str, text: String) -> String {
        if matches!(column, "plan" | "group") {
            return self.scope(&text);
        }
        if column.starts_with("measures") {
            return short_list(&text);
        }
        match column {
            "title" => self.title(&text).to_owned(),
            "function" => function_name(&text, self.lang),
            "functions" | "usual" | "lacks" | "adds" => {
                let names: Vec<_> =
                    text.split(';').map(|id| function_name(id, self.lang)).collect();
                names.join("、")
            }
            "evidence" => {
                let words: Vec<_> =
                    text.split('、').map(|code| coded(column, code, self.lang)).collect();
                words.join("、")
            }
            "roles" => {
                let words: Vec<_> =
                    text.split(" > ").map(|code| coded("role", code, self.lang)).collect();
                words.join(" → ")
            }
            _ => coded(column, &text, self.lang).to_owned(),
        }
    }

    /// A measure's title as people read it.
    pub(super) fn title<'t>(&'t self, title: &'t str) -> &'t str {
        self.cut_titles.get(title).map_or(title, String::as_str)
    }

    /// Whether these units are of several places.
    pub(super) fn several_places(&self, units: &[UnitId]) -> bool {
        let mut places = units.iter().map(|unit| self.all.unit(*unit).place());
        let first = places.next();
        places.any(|place| Some(place) != first)
    }

    /// Names of units, each behind its place where that is asked for.
    pub(super) fn unit_names(&self, units: &[UnitId], with_place: bool) -> Vec<String> {
        let name = |unit: &UnitId| match (self.all.unit(*unit), with_place) {
            (unit, true) => format!("{} {}", unit.place_name(), unit.name),
            (unit, false) => unit.name.clone(),
        };
        units.iter().map(name).collect()
    }

    /// What people call the part of the plans that a row speaks of.
    pub(super) fn scope(&self, label: &str) -> String {
        self.names.scope(label)
    }
}

/// A list of measure ids with the name of each plan said once: `a:1.1;a:1.2` as `a: 1.1, 1.2`.
fn short_list(ids: &str) -> String {
    if !ids.contains(';') {
        return ids.to_owned();
    }
    let mut list = String::new();
    let mut before = None;
    for id in ids.split(';') {
        let (plan, rest) = id.split_once(':').unwrap_or(("", id));
        match before {
            Some(same) if same == plan => list.push_str(", "),
            None => list += &format!("{plan}: "),
            Some(_) => list += &format!("; {plan}: "),
        }
        list.push_str(rest);
        before = Some(plan);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_plan_name_it_once() {
        assert_eq!(short_list("a:1.1.1"), "a:1.1.1");
        assert_eq!(short_list("a:1.1.1;a:1.2.1;b:2.3.1"), "a: 1.1.1, 1.2.1; b: 2.3.1");
    }
}
