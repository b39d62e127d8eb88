//! The sheet of units that lead together, and whether that is more than chance.
//!
//! Owns its columns and the words of its verdict. Never knows how a probability is computed.

use super::super::table::{Cell, ColumnKind, Table};
use super::WorkbookSource;
use super::result_sheets::{show_widest, widest_first};
use super::sheet::{Bar, Sheet, SheetColumn, Show, Tone};
use super::sheet_from_table::{Head, pick, place, sheet, text, whole};
use super::text_fit::tab_name;
use super::wording::Wording;
use crate::analyses::significance::{LEVEL, beyond_chance};
use crate::units::UnitId;
use std::collections::BTreeMap;

/// The tab.
pub(super) const CO_LEADS: (&str, &str) = ("共同牵头", "Co-leads");

/// A scope and two units.
type ScopedPair = (String, [Option<UnitId>; 2]);

/// The pair that a row of a table speaks of, by ids: names alone do not tell units apart.
fn pair_at(table: &Table, row: usize) -> ScopedPair {
    let scope = text(&table.cell(row, place(table, "plan"))).to_owned();
    (scope, ["unit_a", "unit_b"].map(|column| table.unit(row, column)))
}

/// What the tests of one null model say about the pairs that lead together.
#[derive(Debug)]
pub(super) struct LeadTests {
    /// Code of the null model; `None` when nothing was tested.
    pub(super) null: Option<&'static str>,
    /// Expected number, p and q by scope and pair.
    by_pair: BTreeMap<ScopedPair, [Cell; 3]>,
}

impl LeadTests {
    /// The strictest null model that was tested.
    pub(super) fn of(significance: &Table) -> Self {
        let at = |name| place(significance, name);
        let (layer, model) = (at("layer"), at("null_model"));
        let rows = || 0..significance.height();
        let is =
            |row: usize, column: usize, word: &str| text(&significance.cell(row, column)) == word;
        let null = ["fdsm", "bicm", "hypergeometric"]
            .into_iter()
            .find(|null| rows().any(|row| is(row, layer, "lead") && is(row, model, null)));
        let mut by_pair = BTreeMap::new();
        let figures = ["expected", "p", "q"].map(at);
        for row in rows() {
            if is(row, layer, "lead") && null.is_some_and(|null| is(row, model, null)) {
                let found = figures.map(|c| significance.cell(row, c));
                by_pair.insert(pair_at(significance, row), found);
            }
        }
        Self { null, by_pair }
    }

    /// Expected number, p and q of a pair.
    fn find(&self, key: &ScopedPair) -> Option<&[Cell; 3]> {
        self.by_pair.get(key)
    }

    /// Pairs of a scope that lead together more than chance.
    pub(super) fn beyond_chance(&self, scope: &str) -> usize {
        let of_scope = self.by_pair.iter().filter(|((of, _), _)| of == scope);
        of_scope.filter(|(_, [_, _, q])| is_small(q)).count()
    }
}

fn is_small(q: &Cell) -> bool {
    matches!(q, Cell::Number(q) if beyond_chance(*q))
}

/// 共同牵头: pairs of units that answer for the same measures.
pub(super) fn co_leads(source: &WorkbookSource<'_>, words: &Wording<'_>) -> Sheet {
    let table = source.overlap;
    let (leads, principals) = (place(table, "shared_leads"), place(table, "shared_principals"));
    let rows = widest_first(table, |row| whole(&row[principals]) > 0);
    let differ = rows.shown.iter().any(|row| row[leads] != row[principals]);
    let tests = LeadTests::of(source.significance);
    let head = Head {
        name: tab_name(&words.say(CO_LEADS.0, CO_LEADS.1)),
        answers: words.say(
            "哪些单位总在一起牵头，是分工使然还是超出偶然",
            "which units keep leading together, and whether that is more than chance",
        ),
        notes: notes(&tests, differ, words),
        frozen: 4,
    };
    let mut picks = vec![
        pick("plan").header("范围", "Scope").widest(18),
        pick("jurisdiction").widest(12),
        pick("unit_a").widest(24),
        pick("unit_b").widest(24),
        pick("shared_leads").bar(Bar::Lead),
    ];
    if differ {
        picks.push(pick("shared_principals"));
    }
    let tested = picks.len();
    picks.extend([
        pick("a_leads"),
        pick("b_leads"),
        pick("lead_jaccard"),
        pick("shared_measures"),
        pick("a_leads_b_supports"),
        pick("b_leads_a_supports"),
        pick("measures").widest(48).unprinted(),
    ]);
    let found: Vec<_> =
        rows.at.iter().map(|row| tests.find(&pair_at(table, *row)).cloned()).collect();
    let beyond = |row: usize| found[row].as_ref().is_some_and(|[_, _, q]| is_small(q));
    let mut sheet = sheet(head, table, &rows, &picks, words, |_| Tone::Plain);
    for (row, line) in sheet.rows.iter_mut().enumerate() {
        if beyond(row) {
            line.tone = Tone::Notable;
        }
    }
    show_widest(&mut sheet, table, words);
    let Some(null) = tests.null else { return sheet };
    let model = source.significance.columns()[place(source.significance, "null_model")];
    let model = words.cell(&model, Cell::from(null));
    let model = text(&model).to_owned();
    let column = |header, kind, widest| {
        let (show, printed) = (Show::Plain, true);
        SheetColumn { header, kind, show, widest, printed }
    };
    let verdict = (0..found.len()).map(|row| match (&found[row], beyond(row)) {
        (Some(_), true) => words.say("超出偶然", "more than chance").into(),
        (Some(_), false) => words.say("不足以排除偶然", "may be chance").into(),
        (None, _) => words.say("未检验", "not tested").into(),
    });
    let verdict: Vec<Cell> = verdict.collect();
    let header = words.say("结论", "Verdict");
    sheet.insert(tested, column(header, ColumnKind::Text, 18), verdict);
    for (i, zh, en, decimals) in [
        (2, "q（校正后）", "q (corrected)", 6),
        (1, "p", "p", 6),
        (0, "偶然时的期望项数", "Expected by chance", 4),
    ] {
        let header = match i {
            1 => words.say(format!("p（{model}）"), format!("p ({model})")),
            _ => words.say(zh, en),
        };
        let figures = found
            .iter()
            .map(|found| found.as_ref().map_or(Cell::Empty, |figures| figures[i].clone()));
        let figures: Vec<Cell> = figures.collect();
        sheet.insert(tested, column(header, ColumnKind::Number(decimals), 18), figures);
    }
    sheet
}

fn notes(tests: &LeadTests, differ: bool, words: &Wording<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let model = match tests.null {
        None => None,
        Some("hypergeometric") => Some((
            "超几何分布（各单位牵头的项数不变，牵头哪几项随机）",
            "hypergeometric (each unit keeps its number of leads and picks them blindly)",
        )),
        Some("bicm") => Some((
            "二部配置模型 BiCM（各单位牵头的项数、各措施的牵头单位数平均保持不变，其余随机）",
            "the bipartite configuration model, BiCM (numbers of leads of units and of measures stay as they are on average, all else is random)",
        )),
        Some(_) => Some((
            "固定边际模型 FDSM（各单位牵头的项数、各措施的牵头单位数完全不变，其余随机）",
            "FDSM (numbers of leads of units and of measures stay exactly as they are, all else is random)",
        )),
    };
    notes.push(match model {
        Some((zh, en)) => words.say(
            format!(
                "零模型：{zh}。p 是纯属偶然时共同牵头不少于这个项数的概率，q 是对所有可能相遇的单位对一并检验后的校正值（Benjamini-Hochberg）；q 不超过 {LEVEL} 记为“超出偶然”，以底色标出。"
            ),
            format!(
                "Null model: {en}. p is the chance of leading at least as many together by accident, q the same corrected for all pairs that could meet (Benjamini-Hochberg); q of at most {LEVEL} is called more than chance and shaded."
            ),
        ),
        None => words.say(
            "本次没有做显著性检验（--null none）。",
            "Significance was not tested in this run (--null none).",
        ),
    });
    if differ {
        notes.push(words.say(
            "有的措施没有写明牵头单位，由责任单位承担：“共同主责”把这些也算上，检验按共同主责进行。",
            "Where no lead is named the responsible units answer for a measure: “Shared principals” counts these too, and the tests are about them.",
        ));
    }
    notes.push(words.say(
        "一对单位一行；最后一列是两个单位共同参与的全部措施的编号。",
        "One row a pair; the last column lists every measure both take part in.",
    ));
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workbook_says_beyond_chance_where_the_page_does() {
        assert!(is_small(&Cell::Number(LEVEL)) && !is_small(&Cell::Number(0.0501)));
        assert!(!is_small(&Cell::Empty));
    }
}
