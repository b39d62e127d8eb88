//! The sheets that ask for something: comparison, changes, proposals, what is to be checked.
//!
//! Owns which columns they have and the sentences above them. Never knows how a figure is computed.

use super::super::table::{Cell, ColumnKind};
use super::WorkbookSource;
use super::result_sheets::{head, of_measure};
use super::sheet::{Bar, Sheet, SheetColumn, Show, Tone};
use super::sheet_from_table::{all_rows, pick, place, rows_of, sheet, text, whole};
use super::wording::Wording;

/// The tab of what is to be checked, as other sheets refer to it.
pub(super) const TO_CHECK: (&str, &str) = ("待核对", "To check");

/// 方案比较: who leads the same measure elsewhere.
pub(super) fn comparison(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let table = source.alignment;
    let plans = place(table, "plans");
    let several = table.rows().any(|row| whole(&row[plans]) > 1);
    let mut head = head(
        words,
        ("方案比较", "Comparison"),
        (
            "同一措施在不同方案中由谁牵头，哪里不同",
            "who leads the same measure in different plans, and where one differs",
        ),
        &[(
            "同一主题号的各行是不同方案中的同一措施，按标题和正文匹配，匹配得分 0～1。底色标出的行，牵头职能与多数方案不同。",
            "Rows with the same theme number are the same measure in different plans, matched by title and text (score 0 to 1). Shaded rows are led by another function than in most plans.",
        )],
        2,
    );
    if !several {
        head.notes.push(words.say(
            "本次各方案之间没有相同的措施，或只读了一份方案，因此没有可比的行；每个主题只有一行。",
            "No measure occurs in two plans (or only one was read), so there is nothing to compare; every theme has one row.",
        ));
    }
    let odd = place(table, "odd");
    let tone = |row: &[Cell]| if whole(&row[odd]) > 0 { Tone::Notable } else { Tone::Plain };
    let picks = [
        pick("theme"),
        pick("plan").widest(14),
        pick("plans"),
        pick("number").widest(8),
        pick("title").widest(28),
        pick("leads").widest(26),
        pick("functions").widest(18),
        pick("usual").header("多数方案牵头职能", "Usual functions").widest(18),
        pick("agreement").widest(14),
        pick("lacks").header("本方案缺少", "Lacks").widest(16),
        pick("adds").header("本方案另有", "Adds").widest(16),
        pick("score"),
        pick("measures").widest(26).unprinted(),
    ];
    let rows = rows_of(table, |_| true, |row| whole(&row[plans]) < 2);
    sheet(head, table, &rows, &picks, words, tone)
}

/// 前后变化: from a plan to the next one of its jurisdiction.
pub(super) fn changes(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("前后变化", "Changes"),
        (
            "同一地区后一份方案比前一份改了什么",
            "what changed from one plan to the next of the same jurisdiction",
        ),
        &[("牵头变更的行以底色标出。", "Rows with another lead than before are shaded.")],
        3,
    );
    let change = place(source.changes, "change");
    let tone = |row: &[Cell]| match text(&row[change]) {
        "lead" => Tone::Notable,
        _ => Tone::Plain,
    };
    let picks = [
        pick("earlier").widest(18),
        pick("later").widest(18),
        pick("title").widest(34),
        pick("change"),
        pick("before").header("原牵头单位", "Lead before").widest(26),
        pick("after").header("现牵头单位", "Lead after").widest(26),
        pick("unit").widest(26),
        pick("roles").widest(16),
        pick("theme"),
        pick("measures_before").widest(26).unprinted(),
        pick("measures_after").widest(26).unprinted(),
    ];
    sheet(head, source.changes, &all_rows(source.changes), &picks, words, tone)
}

/// 调整建议: the fewest moves to the fairest leads.
pub(super) fn proposals(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let mut head = head(
        words,
        ("调整建议", "Proposals"),
        (
            "改由谁牵头，能用最少的调整让牵头最均衡",
            "which changes of lead make the load fairest with the fewest moves",
        ),
        &[(
            "只动一个单位牵头的措施，只改给已参与该措施的单位；按步骤依次调整。每行写明调整前后两个单位的牵头项数、为什么可以承担、出自哪一行。是否合适要由人判断：请在最后一列填写意见。",
            "Only measures with a single lead move, and only to units that already take part in them; make the moves in order of step. Each row gives both loads before and after, why the unit is eligible, and the line. People decide: note your answer in the last column.",
        )],
        6,
    );
    if source.rebalance.height() == 0 {
        head.notes.push(words.say(
            "没有调整建议：现有牵头分工在可调范围内已最均衡，或没有可调的措施。",
            "No proposal: the leads are as even as they can be, or no measure can move.",
        ));
    }
    let picks = [
        pick("group").header("范围", "Scope").widest(12),
        pick("step"),
        pick("plan").widest(14),
        pick("number").widest(8),
        pick("title").widest(28),
        pick("from_unit").widest(20),
        pick("from_before"),
        pick("from_after"),
        pick("to_unit").widest(20),
        pick("to_before"),
        pick("to_after"),
        pick("why").widest(16),
        pick("why_quote").widest(30),
        pick("why_line").unprinted(),
        pick("line").header("原牵头所在行", "Line of the lead").unprinted(),
        pick("measure_id").widest(24).unprinted(),
    ];
    let rows = all_rows(source.rebalance);
    let mut sheet = sheet(head, source.rebalance, &rows, &picks, words, |_| Tone::Plain);
    // One number may have several parts of the same title.
    let parts = of_measure(source.measures, "part");
    let (part, key) = (place(source.measures, "part"), place(source.rebalance, "measure_id"));
    let column = SheetColumn {
        header: words.header(&source.measures.columns()[part]),
        kind: ColumnKind::Integer,
        show: Show::Plain,
        widest: 8,
        printed: true,
    };
    let cells = rows.shown.iter().map(|row| parts.get(text(&row[key])).cloned());
    sheet.insert(4, column, cells.map(|cell| cell.unwrap_or(Cell::Empty)).collect::<Vec<_>>());
    let answers = [("采纳", "accept"), ("不采纳", "reject"), ("再议", "discuss")];
    sheet.ask(words.say("意见", "Your answer"), answers.map(|(zh, en)| words.say(zh, en)).to_vec());
    sheet
}

/// 调整前后: loads before and after all moves.
pub(super) fn loads_after(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        ("调整前后", "Loads after"),
        (
            "全部建议采纳后各单位牵头项数的变化",
            "what each unit leads before and after all proposals",
        ),
        &[(
            "牵头项数以项计；几个单位共同牵头的措施不调整。",
            "Loads are counted in leads; measures with several leads do not move.",
        )],
        3,
    );
    let picks = [
        pick("group").header("范围", "Scope").widest(20),
        pick("jurisdiction").widest(16),
        pick("unit").widest(34),
        pick("before").bar(Bar::Total),
        pick("after").bar(Bar::Lead),
        pick("change"),
    ];
    let rows = all_rows(source.rebalance_loads);
    sheet(head, source.rebalance_loads, &rows, &picks, words, |_| Tone::Plain)
}

/// 待核对: findings and diagnostics, worst first.
pub(super) fn to_check(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let head = head(
        words,
        TO_CHECK,
        (
            "方案和读取结果中需要人核对的地方",
            "what people should look at, in the plans and in how they were read",
        ),
        &[(
            "错误：发布前应解决；警告：容易误解，或可能影响数字；说明：供参考。“来源类别”分方案问题和读取提示两种。请在最后一列填写核对结果；名称、角色读错的，在 tables/assignments.csv 中改正后可重新分析。",
            "Error: settle before publishing; warning: likely to be misunderstood or to affect numbers; note: for information. “About” tells the plan itself from how it was read. Note your answer in the last column; correct what was misread in tables/assignments.csv and analyse that file again.",
        )],
        3,
    );
    let severity = place(source.check, "severity");
    let rank = |row: &[Cell]| match text(&row[severity]) {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
    let tone = |row: &[Cell]| match rank(row) {
        0 => Tone::Urgent,
        1 => Tone::Notable,
        _ => Tone::Plain,
    };
    let picks = [
        pick("severity"),
        pick("about").header("来源类别", "About"),
        pick("plan").widest(18),
        pick("line"),
        pick("message").widest(70),
        pick("advice").widest(46),
        pick("units").widest(26),
        pick("measures").widest(24).unprinted(),
        pick("code").widest(20).unprinted(),
    ];
    let rows = rows_of(source.check, |_| true, rank);
    let mut sheet = sheet(head, source.check, &rows, &picks, words, tone);
    let answers = [("属实", "right"), ("不属实", "wrong"), ("已修改", "corrected")];
    sheet.ask(
        words.say("核对结果", "Your answer"),
        answers.map(|(zh, en)| words.say(zh, en)).to_vec(),
    );
    sheet
}
