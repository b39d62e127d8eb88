//! The sheets of what the plans say, one table each: load, measures, responsibilities, hotspots, units.
//!
//! Owns which columns they have and the sentences above them. Never knows how a figure is computed.

use super::super::table::{Cell, ColumnKind, Table};
use super::WorkbookSource;
use super::sheet::{Bar, Sheet, SheetColumn, Show, Tone};
use super::sheet_from_table::{
    Head, Rows, all_rows, pick, place, rows_of, scopes, sheet, text, whole_scope,
};
use super::text_fit::tab_name;
use super::wording::Wording;
use std::collections::BTreeMap;

/// What stands above a sheet, in both languages.
pub(super) fn head(
    words: &Wording<'_>,
    name: (&str, &str),
    answers: (&str, &str),
    notes: &[(&str, &str)],
    frozen: usize,
) -> Head {
    Head {
        name: tab_name(&words.say(name.0, name.1)),
        answers: words.say(answers.0, answers.1),
        notes: notes.iter().map(|(zh, en)| words.say(*zh, *en)).collect(),
        frozen,
    }
}

/// Rows with those of the widest scope first.
pub(super) fn widest_first(table: &Table, keep: impl Fn(&[Cell]) -> bool) -> Rows {
    let (plan, whole) = (place(table, "plan"), whole_scope(table));
    rows_of(table, keep, |row| Some(text(&row[plan])) != whole.as_deref())
}

/// Sets the filter of a sheet with several scopes to the widest one, and says so.
pub(super) fn show_widest(sheet: &mut Sheet, table: &Table, words: &Wording<'_>) {
    if scopes(table).len() < 2 {
        return;
    }
    let Some(widest) = whole_scope(table) else { return };
    let widest = words.scope(&widest);
    sheet.notes.push(words.say(
        format!("现在只显示“{widest}”的行；点第一列标题上的筛选箭头可改看某一份方案。"),
        format!("Only the rows of “{widest}” are shown; use the filter of the first column to see one plan."),
    ));
    sheet.filter = Some((0, widest));
}

/// 单位工作量: what each unit carries.
pub(super) fn load(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("单位工作量", "Load per unit"),
        (
            "每个单位牵头、负责、配合多少项措施",
            "how many measures each unit leads, answers for, supports",
        ),
        &[
            (
                "同一单位在一项措施中出现多次只算一次，按最高角色计。牵头 = 独立牵头 + 共同牵头；参与措施 = 牵头 + 责任 + 配合；几个单位共同牵头的一项，每个单位的折算牵头为几分之一。",
                "A unit named twice in a measure counts once, in its highest role. Lead = sole + co-lead; measures = lead + responsible + support; of a measure with n leads each has 1/n in fractional lead.",
            ),
            (
                "加权工作量按牵头 1、责任 0.5、配合 0.25 计，是本工具的约定，没有统一标准；统称（如“各镇街”）不算单位。",
                "Weighted load counts 1 a lead, 0.5 responsible, 0.25 support: our convention, no standard exists. Groups without a member list are not units.",
            ),
        ],
        3,
    );
    let rows = widest_first(source.load, |_| true);
    let picks = [
        pick("plan").header("范围", "Scope").widest(18),
        pick("jurisdiction").widest(14),
        pick("unit").widest(26),
        pick("kind"),
        pick("lead").bar(Bar::Lead),
        pick("sole_lead"),
        pick("co_lead"),
        pick("responsible").bar(Bar::Responsible),
        pick("support").bar(Bar::Support),
        pick("measures").bar(Bar::Total),
        pick("fractional_lead"),
        pick("weighted_load").bar(Bar::Total),
        pick("share").percent(),
        pick("partners"),
        pick("alone"),
        pick("rank").header("牵头排名", "Rank by lead"),
    ];
    let mut sheet = sheet(head, source.load, &rows, &picks, words, |_| Tone::Plain);
    show_widest(&mut sheet, source.load, words);
    sheet
}

/// 措施清单: every measure with its units.
pub(super) fn measures(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("措施清单", "Measures"),
        ("每项措施由谁牵头、谁负责、谁配合", "who leads, answers for and supports each measure"),
        &[(
            "没有写明牵头单位的措施以底色标出，见“牵头情况”列；没有任何单位的措施也在表内。单位数不含统称。",
            "Measures without a named lead are shaded, see the column “Lead state”; measures without any unit are here too. Groups without a member list are not counted as units.",
        )],
        4,
    );
    let state = place(source.measures, "lead_state");
    let tone = |row: &[Cell]| match text(&row[state]) {
        "one" | "one-with-collective" | "co-led" => Tone::Plain,
        _ => Tone::Notable,
    };
    let picks = [
        pick("plan").widest(14),
        pick("number").widest(8),
        pick("part"),
        pick("title").widest(24),
        pick("leads").widest(18),
        pick("responsible").widest(16),
        pick("supports").widest(26),
        pick("units"),
        pick("lead_state").widest(11),
        pick("due").widest(12),
        pick("text").widest(44),
        pick("line"),
        pick("section1").widest(16).unprinted(),
        pick("section2").widest(16).unprinted(),
        pick("measure_id").widest(24).unprinted(),
    ];
    sheet(head, source.measures, &all_rows(source.measures), &picks, words, tone)
}

/// 责任关系: every printed responsibility with its place.
pub(super) fn responsibilities(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("责任关系", "Responsibilities"),
        (
            "每一条责任分工出自方案哪一行、原文怎么写",
            "which line of the plan each responsibility comes from, and its words",
        ),
        &[(
            "一行是一个单位在一项措施中的一种角色。“原文名称”是方案上的写法，“单位”是归并后的名称；“行”是来源文件的行号。",
            "One row is one unit's role in one measure. “Mention” is the name as printed, “Unit” the name it was gathered under; “Line” is the line of the source file.",
        )],
        4,
    );
    let mut picks = vec![
        pick("plan").widest(14),
        pick("number").widest(8),
        pick("part"),
        pick("title").widest(30),
        pick("role"),
        pick("unit").widest(26),
        pick("mention").header("原文名称", "Mention").widest(26),
        pick("due").widest(16),
        pick("line"),
        pick("quote").widest(44),
        pick("kind").unprinted(),
        pick("how").widest(14).unprinted(),
        pick("source").widest(26).unprinted(),
        pick("measure_id").widest(24).unprinted(),
    ];
    let known = ["jurisdiction", "year", "section1", "section2", "function"];
    let extra = source.assignments.columns().iter().map(|column| column.name);
    let extra: Vec<_> = extra
        .filter(|name| !known.contains(name) && !picks.iter().any(|pick| pick.is(name)))
        .collect();
    picks.extend(extra.into_iter().map(|name| pick(name).unprinted()));
    let rows = all_rows(source.assignments);
    sheet(head, source.assignments, &rows, &picks, words, |_| Tone::Plain)
}

/// 协同热点: measures that tie many units.
pub(super) fn hotspots(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("协同热点", "Hotspots"),
        (
            "哪些措施牵动的单位最多，有没有人总负责",
            "which measures tie most units together, and whether one answers for them",
        ),
        &[
            (
                "协同联系 = 参与单位两两之间的对数 n(n−1)/2；单一牵头联系 = 由一个单位牵头对其余各单位时的 n−1 对；两者之差为可省联系。按协同联系从多到少排列。",
                "Links = pairs of units that take part, n(n−1)/2; star = the n−1 pairs if a single lead talks to everybody; saving = the difference. Most links first.",
            ),
            (
                "综合排名是联系、主责、职能、类别、中介五项百分位的平均，等权是本工具的约定；最好、最差排名是权重变动时的范围，范围越宽越不宜只看排名。",
                "The composite rank averages five percentiles (links, principals, functions, kinds, betweenness); equal weights are our convention. Best and worst rank show how far it moves when the weights vary.",
            ),
        ],
        4,
    );
    let rows = all_rows(source.hotspots);
    let state = place(source.hotspots, "lead_state");
    let tone = |row: &[Cell]| match text(&row[state]) {
        "none" | "collective" | "support-only" => Tone::Notable,
        _ => Tone::Plain,
    };
    let picks = [
        pick("plan").widest(14),
        pick("number").widest(8),
        pick("part"),
        pick("title").widest(26),
        pick("units"),
        pick("links").bar(Bar::Total),
        pick("star"),
        pick("saving"),
        pick("lead_state").widest(14),
        pick("rank"),
        pick("functions").unprinted(),
        pick("score").unprinted(),
        pick("rank_min").unprinted(),
        pick("rank_max").unprinted(),
        pick("measure_id").widest(24).unprinted(),
    ];
    let mut sheet = sheet(head, source.hotspots, &rows, &picks, words, tone);
    // Who they are says more than how many.
    let key = place(source.hotspots, "measure_id");
    for (at, name, zh, en, widest) in [
        (4, "leads", "牵头单位", "Lead units", 20),
        (5, "responsible", "责任单位", "Responsible units", 18),
        (6, "supports", "配合单位", "Supporting units", 32),
    ] {
        let names = of_measure(source.measures, name);
        let column = SheetColumn {
            header: words.say(zh, en),
            kind: ColumnKind::Text,
            show: Show::Plain,
            widest,
            printed: true,
        };
        let cells = rows.shown.iter().map(|row| names.get(text(&row[key])).cloned());
        sheet.insert(at, column, cells.map(|cell| cell.unwrap_or(Cell::Empty)).collect::<Vec<_>>());
    }
    sheet
}

/// A column of `measures` by measure.
pub(super) fn of_measure(measures: &Table, name: &str) -> BTreeMap<String, Cell> {
    let (key, value) = (place(measures, "measure_id"), place(measures, name));
    let rows = 0..measures.height();
    rows.filter_map(|row| match measures.cell(row, key) {
        Cell::Text(key) => Some((key, measures.cell(row, value))),
        _ => None,
    })
    .collect()
}

/// 单位名称: which printed names were gathered into which unit.
pub(super) fn units(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("单位名称", "Unit names"),
        ("哪些写法被归并为同一单位，依据是什么", "which printed names count as one unit, and why"),
        &[(
            "“各种写法”后的数字是出现次数，“归并依据”按同样顺序逐一对应。归并有误时，用 respgraph units --aliases 写出单位文件，改后以 --units 重新分析。",
            "The number after each alias is how often it is printed; the evidence follows in the same order. Where a merge is wrong, write the unit file with respgraph units --aliases, edit it and analyse again with --units.",
        )],
        2,
    );
    let aliases = place(source.units, "aliases");
    // Units with several names first: they are the ones to look at.
    let single = |row: &[Cell]| !text(&row[aliases]).contains('、');
    let rows = rows_of(source.units, |_| true, single);
    let picks = [
        pick("jurisdiction").widest(16),
        pick("unit").widest(30),
        pick("kind"),
        pick("function").widest(24),
        pick("mentions"),
        pick("aliases").widest(60),
        pick("evidence").widest(30),
    ];
    sheet(head, source.units, &rows, &picks, words, |_| Tone::Plain)
}
