//! The first page: the main figures, how to read each, every plan in one line, what each sheet answers.
//!
//! Owns which figures are main ones and the sentences beside them. Figures are taken or counted from
//! the tables, so they equal those of every other output.

use super::super::table::{Cell, ColumnKind, Table};
use super::super::ties::first_with_ties;
use super::WorkbookSource;
use super::action_sheets::TO_CHECK;
use super::pairs_sheet::LeadTests;
use super::sheet::{Leaf, Line, Page, Slot};
use super::sheet_from_table::{place, text, whole, whole_scope};
use super::wording::Wording;
use crate::units::UnitId;
use ColumnKind::{Integer, Number, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Widths of the grid: the plans' table has one column each.
const GRID: [usize; 11] = [24, 20, 8, 10, 10, 12, 26, 12, 12, 12, 14];
/// Plans that get a line of their own.
const PLANS_SHOWN: usize = 60;

/// The overview, with a line for each of the other sheets.
pub(super) fn overview(source: &WorkbookSource<'_>, words: &Wording<'_>, others: &[Leaf]) -> Page {
    let name = words.say("总览", "Overview");
    let title = match source.all.plans.as_slice() {
        [plan] if !plan.title.is_empty() => plan.title.clone(),
        [plan] => words.scope(&plan.id),
        plans => words.say(
            format!("{} 份方案的责任分工", plans.len()),
            format!("Responsibilities in {} plans", plans.len()),
        ),
    };
    let mut lines = vec![
        Line::Title(title),
        Line::Text(words.say(
            "本工作簿由 respgraph 从方案原文自动读出并计算，全部为数值，不含公式；每个数都能在“责任关系”表中追到方案的行号和原文。",
            "Read from the plans and computed by respgraph. Values only, no formulas; every figure can be traced to a line and its words in “Responsibilities”.",
        )),
        Line::Blank,
        Line::Heading(words.say("主要数字", "Main figures")),
        Line::Header(vec![
            Slot::words(words.say("指标", "Figure"), 1),
            Slot::words(words.say("数值", "Value"), 2),
            Slot::words(words.say("怎么看", "How to read it"), GRID.len() - 3),
        ]),
    ];
    lines.extend(Figures { source, words }.all().into_iter().map(|figure| {
        let value =
            Slot { span: 2, percent: figure.percent, ..Slot::cell(figure.value, figure.kind) };
        Line::Row(vec![
            Slot::words(figure.name, 1),
            value,
            Slot::words(figure.reading, GRID.len() - 3),
        ])
    }));
    lines.extend([Line::Blank, Line::Heading(words.say("各方案一览", "The plans"))]);
    lines.extend(plans(source, words));
    lines.extend([
        Line::Blank,
        Line::Heading(words.say("各表回答什么", "What each sheet answers")),
        Line::Header(vec![
            Slot::words(words.say("工作表", "Sheet"), 1),
            Slot::words(words.say("回答的问题", "Question"), GRID.len() - 1),
        ]),
    ]);
    lines.extend(others.iter().map(|leaf| {
        Line::Row(vec![
            Slot::words(leaf.name(), 1).link(leaf.name()),
            Slot::words(leaf.answers(), GRID.len() - 1),
        ])
    }));
    lines.extend([Line::Blank, Line::Heading(words.say("口径", "Conventions"))]);
    lines.extend(conventions(words).into_iter().map(Line::Text));
    let answers = words.say("主要数字和怎么看", "the main figures and how to read them");
    Page { name, answers, widths: GRID.to_vec(), lines, charts: Vec::new() }
}

/// A main figure and one sentence on how to read it.
struct Figure {
    name: String,
    value: Cell,
    kind: ColumnKind,
    percent: bool,
    reading: String,
}

struct Figures<'a, 'b> {
    source: &'a WorkbookSource<'b>,
    words: &'a Wording<'a>,
}

impl Figures<'_, '_> {
    fn all(&self) -> Vec<Figure> {
        let mut all = self.size();
        all.extend(self.load());
        all.extend(self.leads());
        all.extend(self.together());
        all.extend(self.next_steps());
        all
    }

    fn figure(&self, name: (&str, &str), value: impl Into<Cell>, reading: String) -> Figure {
        let value = value.into();
        let kind = if matches!(value, Cell::Integer(_)) { Integer } else { Text };
        Figure { name: self.words.say(name.0, name.1), value, kind, percent: false, reading }
    }

    fn size(&self) -> Vec<Figure> {
        let (source, words) = (self.source, self.words);
        let kind = place(source.units, "kind");
        let groups = count(source.units, |row| text(&row[kind]) == "collective");
        let units = source.units.height() - groups;
        vec![
            self.figure(
                ("措施", "Measures"),
                source.measures.height(),
                words.say(
                    "有独立责任分工的最小事项；同一编号下的分项各算一项。",
                    "The smallest items with responsibilities of their own; sub-rows of one number count one each.",
                ),
            ),
            self.figure(
                ("责任分工", "Assignments"),
                source.assignments.height(),
                words.say(
                    "一条是一个单位在一项措施中的一种角色（牵头、责任或配合），逐条列在“责任关系”表。",
                    "One is one unit's role in one measure (lead, responsible or support), listed in “Responsibilities”.",
                ),
            ),
            self.figure(
                ("单位", "Units"),
                units,
                words.say(
                    format!("同一单位的不同写法已归并；另有 {groups} 个统称（如“各镇街”）没有成员名单，不计入单位和工作量。"),
                    match groups {
                        1 => "Different names of one unit are gathered; 1 group without a member list is left out of units and loads.".to_owned(),
                        many => format!("Different names of one unit are gathered; {many} groups without a member list are left out of units and loads."),
                    },
                ),
            ),
        ]
    }

    fn load(&self) -> Vec<Figure> {
        let (source, words) = (self.source, self.words);
        let Some(scope) = whole_scope(source.load) else { return Vec::new() };
        let mut all = Vec::new();
        if let Some((name, row)) = most_leads(source.load, &scope, words) {
            let get = |column| whole(&row[place(source.load, column)]);
            let (lead, sole) = (get("lead"), get("sole_lead"));
            let alone = match name.1 {
                1 => words
                    .say(format!("，其中独立牵头 {sole} 项"), format!(", {sole} of them alone")),
                _ => String::new(),
            };
            let name = name.0;
            let reading = words.say(
                format!("牵头 {lead} 项{alone}；排在后面的单位见“单位工作量”和“工作量图”。"),
                format!(
                    "{lead} led{alone}; the others follow in “Load per unit” and “Load charts”."
                ),
            );
            all.push(self.figure(("牵头最多的单位", "Unit with most leads"), name, reading));
        }
        let table = source.inequality;
        let [plan, measured, zeros] = ["plan", "load", "zeros"].map(|name| place(table, name));
        let row = table.rows().find(|row| {
            text(&row[plan]) == scope
                && text(&row[measured]) == "fractional_lead"
                && text(&row[zeros]) == "yes"
        });
        let Some(row) = row else { return all };
        let cell = |name: &str| {
            let at = place(table, name);
            (row[at].clone(), table.columns()[at].kind)
        };
        let (value, kind) = cell("top3_share");
        all.push(Figure {
            name: words.say("前三位牵头占比", "Share of the top three"),
            value,
            kind,
            percent: true,
            reading: words.say(
                "牵头最多的三个单位承担了全部牵头工作的这个比例；共同牵头按单位数折算。",
                "The part of all leading that the three most loaded units carry; co-leads count as fractions.",
            ),
        });
        let (value, kind) = cell("gini");
        all.push(Figure {
            name: words.say("牵头的基尼系数", "Gini index of leading"),
            value,
            kind,
            percent: false,
            reading: words.say(
                "0 为各单位一样多，越接近 1 越集中在少数单位；从不牵头的单位也算在内，所以通常偏高。",
                "0 when all lead the same, near 1 when few lead everything; units that never lead count too, so it is usually high.",
            ),
        });
        let (value, kind) = cell("effective_units");
        all.push(Figure {
            name: words.say("等效牵头单位数", "Effective number of leads"),
            value,
            kind: if kind == Text { kind } else { Number(1) },
            percent: false,
            reading: words.say(
                "相当于这么多个单位平均分担全部牵头工作；与上面的单位数相差越大，越集中。",
                "As many units sharing the leading evenly would be as concentrated; compare it with the number of units above.",
            ),
        });
        all
    }

    fn leads(&self) -> Vec<Figure> {
        let (table, words) = (self.source.measures, self.words);
        let state = place(table, "lead_state");
        let with = |states: &[&str]| count(table, |row| states.contains(&text(&row[state])));
        vec![
            self.figure(
                ("共同牵头的措施", "Measures led together"),
                with(&["co-led"]),
                words.say(
                    "由两个或以上单位牵头；没有写明以谁为主时容易互相等待，见“待核对”。",
                    "Two or more units lead; where none is first each may wait for the other, see “To check”.",
                ),
            ),
            self.figure(
                ("没有点名牵头的措施", "Measures without a named lead"),
                with(&["none", "collective", "support-only", "empty"]),
                words.say(
                    "只有责任单位、配合单位或统称，或没有单位；“措施清单”中以底色标出。",
                    "Only responsible or supporting units, a group, or nobody; shaded in “Measures”.",
                ),
            ),
        ]
    }

    fn together(&self) -> Vec<Figure> {
        let (source, words) = (self.source, self.words);
        let mut all = Vec::new();
        let tests = LeadTests::of(source.significance);
        if let (Some(_), Some(scope)) = (tests.null, whole_scope(source.overlap)) {
            all.push(self.figure(
                ("超出偶然的共同牵头", "Co-leads beyond chance"),
                tests.beyond_chance(&scope),
                words.say(
                    "这么多对单位一起牵头的次数，用各自牵头多少解释不了（零模型和校正见“共同牵头”）。",
                    "So many pairs lead together more often than their numbers of leads explain (null model and correction in “Co-leads”).",
                ),
            ));
        }
        let table = source.hotspots;
        if table.height() > 0 {
            let get = |name: &str| table.cell(0, place(table, name));
            let (units, links) = (whole(&get("units")), whole(&get("links")));
            if links > 0 {
                // Parts of one title count once.
                let [plan, title, of] = ["plan", "title", "links"].map(|name| place(table, name));
                let top = table.rows().take_while(|row| whole(&row[of]) == links);
                let top: BTreeSet<_> =
                    top.map(|row| [plan, title].map(|c| text(&row[c]).to_owned())).collect();
                let tied = top.len() - 1;
                all.push(self.figure(
                    ("协同最密的措施", "Hottest measure"),
                    words.title(text(&get("title"))),
                    words.say(
                        format!(
                            "{}{}，{units} 个单位、{links} 对联系；由一个单位总牵头时只需 {} 对。其余见“协同热点”。",
                            words.scope(text(&get("plan"))),
                            match tied {
                                0 => String::new(),
                                tied => format!("，另有 {tied} 项并列"),
                            },
                            units - 1
                        ),
                        format!(
                            "{}{}: {units} units, {links} links; with a single lead {} would do. More in “Hotspots”.",
                            words.scope(text(&get("plan"))),
                            match tied {
                                0 => String::new(),
                                tied => format!(", tied with {tied} more"),
                            },
                            units - 1
                        ),
                    ),
                ));
            }
        }
        all
    }

    fn next_steps(&self) -> Vec<Figure> {
        let (source, words) = (self.source, self.words);
        let mut all = Vec::new();
        let odd = place(source.alignment, "odd");
        let plans = place(source.alignment, "plans");
        if source.alignment.rows().any(|row| whole(&row[plans]) > 1) {
            all.push(self.figure(
                ("牵头与多数方案不同的措施", "Measures led differently than elsewhere"),
                count(source.alignment, |row| whole(&row[odd]) > 0),
                words.say(
                    "同一措施在多数方案中由另一职能的单位牵头；不一定错，值得问一句为什么，见“方案比较”。",
                    "In most plans a unit of another function leads the same measure; not wrong as such, but worth a question, see “Comparison”.",
                ),
            ));
        }
        all.push(self.figure(
            ("建议调整牵头的措施", "Changes of lead proposed"),
            source.rebalance.height(),
            words.say(
                "用最少的调整使牵头最均衡，只改给已参与该措施的单位；每条的理由见“调整建议”。",
                "The fewest that make leading fairest, only to units already in the measure; reasons in “Proposals”.",
            ),
        ));
        let [severity, about] = ["severity", "about"].map(|name| place(source.check, name));
        let of = |from: &str| {
            ["error", "warning", "note"].map(|word| {
                count(source.check, |row| text(&row[severity]) == word && text(&row[about]) == from)
            })
        };
        let each = |[errors, warnings, notes]: [usize; 3]| {
            let many =
                |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
            [many(errors, "error"), many(warnings, "warning"), many(notes, "note")].join(", ")
        };
        let ([e, w, n], [errors, warnings, notes]) = (of("plan"), of("reading"));
        all.push(self.figure(
            TO_CHECK,
            source.check.height(),
            words.say(
                format!(
                    "方案问题：错误 {e} 条、警告 {w} 条、说明 {n} 条；读取提示：错误 {errors} 条、警告 {warnings} 条、说明 {notes} 条。先看错误和警告，见“待核对”。"
                ),
                format!(
                    "About the plans {}; about their reading {}. Look at errors and warnings first, in “To check”.",
                    each([e, w, n]),
                    each([errors, warnings, notes])
                ),
            ),
        ));
        all
    }
}

/// The names of units that lead most, and how many these are.
type Named = (String, usize);

/// The units that lead most in a scope, with their place where there are several, and the row of
/// the first.
fn most_leads(load: &Table, scope: &str, words: &Wording<'_>) -> Option<(Named, Vec<Cell>)> {
    let [plan, lead] = ["plan", "lead"].map(|name| place(load, name));
    let rows: Vec<usize> =
        (0..load.height()).filter(|&row| text(&load.cell(row, plan)) == scope).collect();
    let first = *rows.first().filter(|&&row| whole(&load.cell(row, lead)) > 0)?;
    let units = |rows: &[usize]| -> Vec<UnitId> {
        rows.iter().filter_map(|&row| load.unit(row, "unit")).collect()
    };
    let several = words.several_places(&units(&rows));
    let (tied, more) = first_with_ties(&rows, 1, |&row| whole(&load.cell(row, lead)));
    let count = tied.len() + more;
    let mut names = words.unit_names(&units(tied), several).join(&words.say("、", ", "));
    if more > 0 {
        names += &words.say(format!("等 {count} 个单位"), format!(" and {more} more"));
    }
    Some(((names, count), (0..load.columns().len()).map(|c| load.cell(first, c)).collect()))
}

/// Rows of each plan for which `keep` says yes.
fn tally(table: &Table, keep: impl Fn(usize) -> bool) -> BTreeMap<String, usize> {
    let plan = place(table, "plan");
    let mut counts = BTreeMap::new();
    for row in (0..table.height()).filter(|row| keep(*row)) {
        if let Cell::Text(id) = table.cell(row, plan) {
            *counts.entry(id).or_insert(0) += 1;
        }
    }
    counts
}

fn count(table: &Table, keep: impl Fn(&[Cell]) -> bool) -> usize {
    table.rows().filter(|row| keep(row)).count()
}

/// One line a plan.
fn plans(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Vec<Line> {
    let headers = [
        ("方案", "Plan"),
        ("地区", "Jurisdiction"),
        ("年份", "Year"),
        ("措施", "Measures"),
        ("单位", "Units"),
        ("责任分工", "Assignments"),
        ("牵头最多的单位", "Most leads"),
        ("牵头项数", "Its leads"),
        ("共同牵头措施", "Led together"),
        ("无点名牵头", "No named lead"),
        ("牵头基尼系数", "Gini of leading"),
    ];
    let header = headers.map(|(zh, en)| Slot::words(words.say(zh, en), 1)).to_vec();
    let mut lines = vec![Line::Header(header)];
    let state = place(source.measures, "lead_state");
    let state_of = |row: usize| source.measures.cell(row, state);
    let led = |row| matches!(text(&state_of(row)), "one" | "one-with-collective" | "co-led");
    let measures = tally(source.measures, |_| true);
    let units = tally(source.load, |_| true);
    let assignments = tally(source.assignments, |_| true);
    let together = tally(source.measures, |row| text(&state_of(row)) == "co-led");
    let unled = tally(source.measures, |row| !led(row));
    let inequality = source.inequality;
    let [scope, measured, zeros, gini] =
        ["plan", "load", "zeros", "gini"].map(|name| place(inequality, name));
    for plan in source.all.plans.iter().take(PLANS_SHOWN) {
        let id = plan.id.as_str();
        let most = most_leads(source.load, id, words);
        let leads = most.as_ref().map(|(_, row)| row[place(source.load, "lead")].clone());
        let gini = inequality.rows().find_map(|row| {
            let this = text(&row[scope]) == id
                && text(&row[measured]) == "fractional_lead"
                && text(&row[zeros]) == "yes";
            this.then(|| row[gini].clone())
        });
        let number = |counts: &BTreeMap<String, usize>| {
            Slot::cell(counts.get(id).copied().unwrap_or(0).into(), Integer)
        };
        lines.push(Line::Row(vec![
            Slot::words(words.scope(id), 1),
            Slot::words(plan.jurisdiction.as_str(), 1),
            Slot::cell(plan.year.map(|year| Cell::Integer(year.into())).into(), Integer),
            number(&measures),
            number(&units),
            number(&assignments),
            Slot::words(most.map(|((name, _), _)| name).unwrap_or_default(), 1),
            Slot::cell(leads.unwrap_or(Cell::Empty), Integer),
            number(&together),
            number(&unled),
            Slot::cell(gini.unwrap_or(Cell::Empty), Number(6)),
        ]));
    }
    if source.all.plans.len() > PLANS_SHOWN {
        lines.push(Line::Text(words.say(
            format!("共 {} 份方案，这里只列前 {PLANS_SHOWN} 份。", source.all.plans.len()),
            format!("{} plans in all; the first {PLANS_SHOWN} are listed.", source.all.plans.len()),
        )));
    }
    lines
}

fn conventions(words: &Wording<'_>) -> Vec<String> {
    [
        (
            "角色：牵头（牵头、主办）、责任（责任、主责、分工负责）、配合（配合、协办、参与）；一个单位在一项措施中只算最高的一种角色。",
            "Roles: lead, responsible, support; a unit counts once in a measure, in its highest role.",
        ),
        (
            "工作量是方案文字上的分工多少，不是实际工时；一项措施可大可小，均衡与否须结合实际判断。",
            "Load is what the plans say, not hours worked; measures differ in size, so judge fairness with that in mind.",
        ),
        (
            "加权（牵头 1、责任 0.5、配合 0.25）和热点综合排名（等权）是本工具的约定，没有统一标准，用到处都已注明。",
            "The weights (lead 1, responsible 0.5, support 0.25) and the equal weights of the hotspot rank are our conventions; no standard exists.",
        ),
        (
            "“全部方案”把各方案合在一起计算：不同地区的同名单位是不同单位，同一地区的单位在各方案中合并计算。",
            "“All plans” adds the plans up: units of one name in different jurisdictions are different units; units of one jurisdiction are added over its plans.",
        ),
        (
            "同样的数也在 tables 文件夹的 CSV 文件中，列的含义见 tables/datapackage.json。",
            "The same figures are in the CSV files of the folder “tables”; tables/datapackage.json describes every column.",
        ),
    ]
    .map(|(zh, en)| format!("· {}", words.say(zh, en)))
    .to_vec()
}
