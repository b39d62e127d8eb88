//! The tables that compare plans and that check them: findings, alignment, changes.
//!
//! Owns their columns. Never knows how measures were matched or findings made.

use super::finding_words::FindingWriter;
use super::table::{Cell, Column, ColumnKind, Table};
use super::tables_records::shared::{
    JURISDICTION, LINE, NUMBER, PLAN, SECTION1, SOURCE, TITLE, YEAR,
};
use super::tables_records::{column, line, words};
use crate::analyses::checks::Finding;
use crate::analyses::{Alignment, PlanChange, Theme, ThemeLeads};
use crate::diagnostic::Diagnostic;
use crate::plan::Role;
use crate::text::Lang;
use crate::units::{Assignments, MeasureId, PlanId, UnitId};
use ColumnKind::{Integer, Number, Text};

const FINDINGS: [Column; 9] = [
    PLAN,
    column(
        "severity",
        "程度",
        Text,
        "error: to be settled before publishing; warning: likely to be misunderstood; note: worth a thought",
    ),
    column("code", "代码", Text, "stable word for this kind of finding"),
    SOURCE,
    LINE,
    column("message", "问题", Text, "what is unclear, contradictory or risky, in one sentence"),
    column("advice", "建议", Text, "what to do about it"),
    column("measures", "措施编号", Text, "measure_id of every measure concerned, joined by ;"),
    column("units", "涉及单位", Text, "units concerned, joined by 、"),
];

/// `findings`: one row a finding, by plan, severity, code and place; sentences in `lang`.
pub fn findings_table(all: &Assignments, findings: &[Finding], lang: Lang) -> Table {
    let writer = FindingWriter::new(all);
    let rows = findings.iter().map(|finding| {
        let said = writer.words(finding);
        let plan = all.plan(finding.plan);
        vec![
            plan.id.as_str().into(),
            finding.severity().as_str().into(),
            finding.code().into(),
            words(&plan.source),
            line(finding.line(all)),
            said.message.lang(lang).into(),
            words(said.advice.lang(lang)),
            words(&keys(all, &finding.measures)),
            words(&names(all, &finding.units)),
        ]
    });
    Table::new(
        "findings",
        "方案检查",
        "one row a finding for the authors of a plan",
        &FINDINGS,
        rows,
    )
}

/// `check`: the findings and what was noticed while reading, as one list; sentences in `lang`.
pub fn check_table(
    all: &Assignments,
    findings: &[Finding],
    notes: &[Diagnostic],
    lang: Lang,
) -> Table {
    let found = findings_table(all, findings, lang);
    let mut columns = FINDINGS.to_vec();
    columns.push(column(
        "about",
        "来源类别",
        Text,
        "plan: of the plan itself; reading: noticed while it was read",
    ));
    let mut rows: Vec<Vec<Cell>> = found
        .rows()
        .map(|mut row| {
            row.push("plan".into());
            row
        })
        .collect();
    let plans = all.plans_by_source();
    for note in notes {
        let plan = plans.get(&*note.at.file).map(|plan| all.plan(*plan));
        let hint = note.hint.as_ref().map(|hint| hint.lang(lang)).unwrap_or_default();
        let stop = if lang == Lang::Zh { "。" } else { ". " };
        let advice = [note.done.lang(lang), hint];
        let advice: Vec<_> = advice.into_iter().filter(|words| !words.is_empty()).collect();
        rows.push(vec![
            plan.map(|plan| plan.id.as_str()).into(),
            note.severity.as_str().into(),
            note.code.into(),
            words(&note.at.file),
            line(note.at.line),
            note.message.lang(lang).into(),
            words(&advice.join(stop)),
            Cell::Empty,
            Cell::Empty,
            "reading".into(),
        ]);
    }
    Table::new("check", "方案检查", "one row a finding or message", &columns, rows)
}

const ALIGNMENT: [Column; 17] = [
    column("theme", "主题", Integer, "equal for measures of different plans that are the same"),
    column("plans", "方案数", Integer, "plans that have the theme"),
    PLAN,
    JURISDICTION,
    YEAR,
    SECTION1,
    NUMBER,
    TITLE,
    column("measures", "措施编号", Text, "measure_id of every sub-row, joined by ;"),
    column(
        "leads",
        "牵头单位",
        Text,
        "units that lead it here (responsible units where no lead is named), joined by 、",
    ),
    column("functions", "牵头职能", Text, "their known functions, joined by ;"),
    column(
        "usual",
        "多数地区牵头职能",
        Text,
        "functions that lead in more than half of the plans with a known lead",
    ),
    column(
        "agreement",
        "一致性",
        Text,
        "single: one plan only; unknown: fewer than two known leads; same; differs: some plan departs; split: no majority",
    ),
    column(
        "odd",
        "本地不同",
        Integer,
        "1 when this plan departs from what leads in most plans, else 0",
    ),
    column("lacks", "缺少职能", Text, "functions that lead in most plans but not here"),
    column("adds", "另有职能", Text, "functions that lead here but not in most plans"),
    column(
        "score",
        "匹配得分",
        Number(4),
        "mean evidence of title and text towards the other plans, 0 to 1; empty when alone",
    ),
];

/// `alignment`: one row a theme and plan, in order of theme and plan.
///
/// `function` gives the name of a function number.
pub fn alignment_table(
    all: &Assignments,
    alignment: &Alignment,
    leads: &[ThemeLeads],
    function: impl Fn(u32) -> String,
) -> Table {
    let mut rows = Vec::new();
    for (number, (theme, leads)) in alignment.themes.iter().zip(leads).enumerate() {
        let list = |functions: &[u32]| {
            words(&functions.iter().map(|f| function(*f)).collect::<Vec<_>>().join(";"))
        };
        for (member, leading) in theme.members.iter().zip(&leads.plans) {
            let plan = all.plan(member.plan);
            let first = all.measure(member.measures[0]);
            rows.push(vec![
                (number + 1).into(),
                theme.members.len().into(),
                plan.id.as_str().into(),
                words(&plan.jurisdiction),
                plan.year.map(|year| Cell::Integer(year.into())).into(),
                words(&first.section1),
                words(&first.number),
                words(&first.title),
                words(&keys(all, &member.measures)),
                words(&names(all, &leading.leads)),
                list(&leading.functions),
                list(&leads.usual),
                leads.agreement.as_str().into(),
                usize::from(leading.odd).into(),
                list(&leading.lacks),
                list(&leading.adds),
                member.score.into(),
            ]);
        }
    }
    Table::new(
        "alignment",
        "同类措施比较",
        "one row a theme and plan: the same measure in different plans and who leads it",
        &ALIGNMENT,
        rows,
    )
}

const CHANGES: [Column; 11] = [
    column("earlier", "前一方案", Text, "the earlier plan"),
    column("later", "后一方案", Text, "the later plan of the same jurisdiction"),
    column(
        "change",
        "变化",
        Text,
        "new: only in the later plan; gone: only in the earlier; lead: others lead; added, dropped, role: of one unit; same: nothing changed",
    ),
    column("theme", "主题", Integer, "theme as in the alignment table"),
    TITLE,
    column("measures_before", "前措施编号", Text, "measure_id in the earlier plan, joined by ;"),
    column("measures_after", "后措施编号", Text, "measure_id in the later plan, joined by ;"),
    column("before", "变化前", Text, "leads before, for lead; else empty"),
    column("after", "变化后", Text, "leads after, for lead; else empty"),
    column("unit", "单位", Text, "the unit that was added, dropped or changed its role"),
    column("roles", "角色", Text, "its role, or role before > role after"),
];

/// `changes`: one row a change from a plan to the next one of its jurisdiction, in order of theme.
pub fn changes_table(all: &Assignments, alignment: &Alignment, steps: &[PlanChange]) -> Table {
    let mut rows = Vec::new();
    for step in steps {
        let mut put = |change: &str, theme: usize, cells: [Cell; 4]| {
            let members = &alignment.themes[theme];
            let of = |plan| members.member(plan).map_or(&[][..], |member| &member.measures);
            let mut row = vec![
                all.plan(step.earlier).id.as_str().into(),
                all.plan(step.later).id.as_str().into(),
                change.into(),
                (theme + 1).into(),
                words(title(all, members, step.later, step.earlier)),
                words(&keys(all, of(step.earlier))),
                words(&keys(all, of(step.later))),
            ];
            row.extend(cells);
            rows.push(row);
        };
        let none = || [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        // Without a common measure the later plan does not continue the earlier one.
        if step.kept.is_empty() {
            continue;
        }
        for kept in &step.kept {
            if kept.is_empty() && !kept.lead_changed() {
                put("same", kept.theme, none());
            }
            if kept.lead_changed() {
                let (before, after) =
                    (names(all, &kept.leads_before), names(all, &kept.leads_after));
                put("lead", kept.theme, [words(&before), words(&after), Cell::Empty, Cell::Empty]);
            }
            let mut unit = |change: &str, unit: UnitId, roles: String| {
                let name = words(&all.unit(unit).name);
                put(change, kept.theme, [Cell::Empty, Cell::Empty, name, roles.into()]);
            };
            let word = |role: &Role| role.as_str().to_owned();
            kept.added.iter().for_each(|(u, role)| unit("added", *u, word(role)));
            kept.dropped.iter().for_each(|(u, role)| unit("dropped", *u, word(role)));
            for (u, before, after) in &kept.role_changed {
                unit("role", *u, format!("{before} > {after}"));
            }
        }
        step.new.iter().for_each(|theme| put("new", *theme, none()));
        step.gone.iter().for_each(|theme| put("gone", *theme, none()));
    }
    Table::new(
        "changes",
        "前后变化",
        "one row a change from a plan to the next one of the same jurisdiction; plans without a common measure are left out",
        &CHANGES,
        rows,
    )
}

/// The title of a theme in the first of two plans that has it.
fn title<'a>(all: &'a Assignments, theme: &Theme, first: PlanId, second: PlanId) -> &'a str {
    let member = theme.member(first).or_else(|| theme.member(second));
    member.map_or("", |member| &all.measure(member.measures[0]).title)
}

/// Names of measures, joined by `;`.
pub(super) fn keys(all: &Assignments, measures: &[MeasureId]) -> String {
    measures.iter().map(|m| all.measure(*m).key.as_str()).collect::<Vec<_>>().join(";")
}

/// Names of units, joined by 、.
pub(super) fn names(all: &Assignments, units: &[UnitId]) -> String {
    units.iter().map(|u| all.unit(*u).name.as_str()).collect::<Vec<_>>().join("、")
}
