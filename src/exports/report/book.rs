//! What all parts of the page share: scopes and their names, marks for units and measures.
//!
//! Owns how a unit, a measure and a place in a plan are referred to. Never knows a part.

use super::html::{escape, inline_svg};
use super::sheet::{Line, Sheets};
use super::{ReportInput, ReportPicture};
use crate::exports::measure_label::{cut_titles, in_quotes, reading_number, reading_title};
use crate::exports::plan_name::ScopeNames;
use crate::text::Lang;
use crate::units::{Assignments, MeasureId, PlanId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// The input of the page, indexed.
pub(super) struct Book<'a> {
    pub(super) input: &'a ReportInput<'a>,
    pub(super) all: &'a Assignments,
    pub(super) sheets: Sheets<'a>,
    pub(super) lang: Lang,
    plans: BTreeMap<&'a str, PlanId>,
    /// By place and name.
    units: BTreeMap<((&'a str, &'a str), &'a str), UnitId>,
    measures: BTreeMap<&'a str, MeasureId>,
    cut_titles: BTreeMap<String, String>,
    names: ScopeNames<'a>,
}

impl<'a> Book<'a> {
    pub(super) fn new(input: &'a ReportInput<'a>) -> Self {
        let all = input.assignments;
        let units = all.units.iter().zip(0..);
        let measures = all.measures.iter().zip(0..);
        Self {
            input,
            all,
            sheets: Sheets::new(input.tables),
            lang: input.lang,
            plans: all.plans.iter().zip(0..).map(|(p, i)| (&*p.id, PlanId(i))).collect(),
            units: units.map(|(u, i)| ((u.place(), &*u.name), UnitId(i))).collect(),
            measures: measures.map(|(m, i)| (m.key.as_str(), MeasureId(i))).collect(),
            cut_titles: cut_titles(all),
            names: ScopeNames::new(&all.plans, input.lang),
        }
    }

    /// One of two wordings.
    pub(super) fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// Numbers of the scopes: all plans, places with several plans, then single plans.
    pub(super) fn scopes(&self) -> impl Iterator<Item = usize> {
        let mut scopes: Vec<usize> = (0..self.input.scopes.len()).collect();
        scopes.sort_by_key(|s| match self.input.scopes[*s].plans.len() {
            _ if *s == self.widest() => 0,
            1 => 2,
            _ => 1,
        });
        scopes.into_iter()
    }

    /// Number of the scope that covers everything.
    pub(super) fn widest(&self) -> usize {
        self.input.scopes.len().saturating_sub(1)
    }

    /// What people call a scope.
    pub(super) fn scope_name(&self, scope: usize) -> String {
        self.names.scope(&self.input.scopes[scope].label)
    }

    /// What people call a plan.
    pub(super) fn plan_name(&self, id: PlanId) -> String {
        self.plan_name_of(&self.all.plan(id).id)
    }

    /// The same from the plan's id in a table.
    pub(super) fn plan_name_of(&self, id: &str) -> String {
        self.names.plan(id)
    }

    /// A number behind a word, in brackets of the page's language.
    pub(super) fn bracketed(&self, count: usize) -> String {
        match self.lang {
            Lang::Zh => format!("（{count}）"),
            Lang::En => format!(" ({count})"),
        }
    }

    /// Whether a scope has units of several places, so that names need theirs.
    pub(super) fn several_places(&self, scope: usize) -> bool {
        let plans = &self.input.scopes[scope].plans;
        let places: BTreeSet<_> = plans.iter().map(|plan| self.all.plan(*plan).place()).collect();
        places.len() > 1
    }

    /// The scopes that contain all of these plans, as an attribute of a panel.
    pub(super) fn panel_of(&self, plans: &[PlanId]) -> String {
        let holds = |s: &usize| plans.iter().all(|p| self.input.scopes[*s].plans.contains(p));
        let scopes: Vec<_> =
            (0..self.input.scopes.len()).filter(holds).map(|s| s.to_string()).collect();
        format!(r#"data-scopes="{}""#, scopes.join(" "))
    }

    /// A part shown for one scope, with its heading.
    pub(super) fn panel(&self, scope: usize, body: &str) -> String {
        self.panel_with(&format!(r#"data-scopes="{scope}""#), &self.scope_name(scope), body)
    }

    pub(super) fn panel_with(&self, scopes: &str, heading: &str, body: &str) -> String {
        if body.is_empty() {
            return String::new();
        }
        format!("<div class=\"panel\" {scopes}>\n<h3>{}</h3>\n{body}</div>\n", escape(heading))
    }

    /// A unit's name, which the script turns into a link to all it does.
    pub(super) fn unit(&self, id: UnitId, with_place: bool) -> String {
        let unit = self.all.unit(id);
        let (name, place) = (escape(&unit.name), escape(unit.place_name()));
        let shown = match (with_place, self.lang) {
            (false, _) => name,
            (true, Lang::Zh) => format!("{name}<small>（{place}）</small>"),
            (true, Lang::En) => format!("{name} <small>({place})</small>"),
        };
        format!(r#"<span data-u="{}">{shown}</span>"#, id.0)
    }

    /// Names of units of a plan, by its id, joined by 、 in a table cell, each marked.
    pub(super) fn units(&self, plan: &str, names: &str) -> String {
        let place = self.plans.get(plan).map(|plan| self.all.plan(*plan).place());
        let each = names.split('、').filter(|name| !name.is_empty());
        let marked = each.map(|name| {
            let unit = place.and_then(|place| self.units.get(&(place, name)));
            unit.map_or_else(|| escape(name), |unit| self.unit(*unit, false))
        });
        marked.collect::<Vec<_>>().join("、")
    }

    /// The measure with this key.
    pub(super) fn find_measure(&self, key: &str) -> Option<MeasureId> {
        self.measures.get(key).copied()
    }

    /// Number (with its part where there are several) of a measure, or nothing.
    pub(super) fn number(&self, id: MeasureId) -> String {
        reading_number(self.all, id, self.lang)
    }

    /// A measure's title as people read it.
    pub(super) fn title(&self, id: MeasureId) -> String {
        reading_title(self.all.measure(id)).into_owned()
    }

    /// The same from a row that names no measure.
    pub(super) fn title_of(&self, row: &Line<'_>) -> String {
        let title = row.text("title");
        self.cut_titles.get(&title).cloned().unwrap_or(title)
    }

    /// The title, which the script turns into a link to the measure's row.
    pub(super) fn measure(&self, id: MeasureId) -> String {
        format!(r#"<span data-m="{}">{}</span>"#, id.0, escape(&self.title(id)))
    }

    /// A measure's title in the quotation marks of a sentence.
    pub(super) fn quoted(&self, id: MeasureId) -> String {
        let title = in_quotes(&self.title(id));
        format!(r#"<span data-m="{}">{}</span>"#, id.0, escape(&title))
    }

    /// Where in which file: `plans/x.txt 第12行`.
    pub(super) fn place(&self, source: &str, line: &str) -> String {
        match (self.lang, line) {
            (_, "") => source.to_owned(),
            (Lang::Zh, line) => format!("{source} 第{line}行"),
            (Lang::En, line) => format!("{source}, line {line}"),
        }
    }

    /// Place and words of the plan behind a unit's part in a measure: `x.txt 第12行：“…”`.
    pub(super) fn evidence(&self, measure: MeasureId, unit: UnitId) -> Option<String> {
        let first = self.all.rows.partition_point(|row| row.measure < measure);
        let mut rows = self.all.rows[first..].iter().take_while(|row| row.measure == measure);
        let row = rows.find(|row| row.unit == unit)?;
        let source = &self.all.plan(self.all.measure(measure).plan).source;
        let line = if row.line == 0 { String::new() } else { row.line.to_string() };
        Some(self.cite(source, &line, &row.quote))
    }

    /// Place and quoted words, as HTML.
    pub(super) fn cite(&self, source: &str, line: &str, quote: &str) -> String {
        const LONGEST: usize = 60;
        let place = escape(&self.place(source, line));
        if quote.is_empty() {
            return format!("<cite>{place}</cite>");
        }
        let mut words: String = quote.chars().take(LONGEST).collect();
        if quote.chars().count() > LONGEST {
            words.push('…');
        }
        format!("<cite>{place}</cite>{}<q>{}</q>", self.say("：", ": "), escape(&words))
    }

    /// The picture of a kind for a scope or group.
    pub(super) fn picture(&self, kind: &str, label: &str) -> Option<&'a ReportPicture> {
        self.input.pictures.iter().find(|p| p.kind == kind && p.label == label)
    }

    /// A picture as a figure that the script makes lively; the hint is for its readers only.
    pub(super) fn figure(&self, kind: &str, label: &str, caption: &str, hint: &str) -> String {
        let Some(picture) = self.picture(kind, label) else { return String::new() };
        format!(
            "<figure class=\"picture {kind}\">\n<div class=\"wide\">{}</div><figcaption>{}{}</figcaption></figure>\n",
            inline_svg(&picture.svg),
            escape(caption),
            match hint {
                "" => String::new(),
                hint => format!("<span class=\"hint\">{}</span>", escape(hint)),
            }
        )
    }

    /// The unit in a cell of `load`, `rebalance`, ….
    pub(super) fn unit_of(&self, line: &Line<'_>, column: &str, with_place: bool) -> String {
        match line.unit(column) {
            Some(unit) => self.unit(unit, with_place),
            None => escape(&line.text(column)),
        }
    }

    /// What a caption says when a table shows only the first of its rows.
    pub(super) fn cut(&self, shown: usize, all: usize, table: &str) -> String {
        self.cut_of(shown, all, &[table])
    }

    /// The same where the rows are those of several tables.
    pub(super) fn cut_of(&self, shown: usize, all: usize, tables: &[&str]) -> String {
        let files: Vec<_> = tables.iter().map(|table| format!("tables/{table}.csv")).collect();
        let files = files.join(self.say(" 和 ", " and "));
        match (shown < all, self.lang) {
            (false, _) => String::new(),
            (true, Lang::Zh) => format!("（列出前 {shown} 条，共 {all} 条，全部见 {files}）"),
            (true, Lang::En) => format!(" (the first {shown} of {all}; all are in {files})"),
        }
    }
}
