//! The words of the workbook: headers, coded values and scopes as people of one language say them.
//!
//! Owns translations only. Never knows sheets or figures.

use super::super::table::{Cell, Column, Table};
use super::WorkbookSource;
use super::sheet_from_table::{place, text, whole};
use crate::text::Lang;
use std::collections::BTreeMap;

/// The words of one workbook.
#[derive(Debug)]
pub(super) struct Wording {
    pub(super) lang: Lang,
    /// What a Chinese reader calls a function: a unit that does it, without its area.
    functions: BTreeMap<String, String>,
}

impl Wording {
    pub(super) fn new(source: &WorkbookSource<'_>, lang: Lang) -> Self {
        let functions = match lang {
            Lang::Zh => function_names(source.load),
            Lang::En => BTreeMap::new(),
        };
        Self { lang, functions }
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
            Lang::Zh => column.zh.to_owned(),
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
        if self.lang == Lang::En {
            return text;
        }
        match column {
            "function" => self.function(&text),
            "functions" | "usual" | "lacks" | "adds" => {
                let names: Vec<_> = text.split(';').map(|id| self.function(id)).collect();
                names.join("、")
            }
            "evidence" => {
                let words: Vec<_> = text.split('、').map(|code| coded(column, code)).collect();
                words.join("、")
            }
            "roles" => {
                let words: Vec<_> = text.split(" > ").map(|code| coded("role", code)).collect();
                words.join(" → ")
            }
            _ => coded(column, &text).to_owned(),
        }
    }

    /// The part of the plans that a row speaks of.
    pub(super) fn scope(&self, label: &str) -> String {
        match (label, label.strip_prefix("all:")) {
            ("all", _) => self.say("全部方案", "all plans"),
            (_, Some(place)) => self.say(format!("{place}各方案"), format!("all plans of {place}")),
            _ => label.to_owned(),
        }
    }

    fn function(&self, id: &str) -> String {
        self.functions.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// A Chinese name for every function: the shortest among the units that carry at least a third as
/// much of it as the busiest, without the name of the area.
fn function_names(load: &Table) -> BTreeMap<String, String> {
    let columns = ["function", "measures", "jurisdiction", "unit"].map(|name| place(load, name));
    let mut units: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    for row in 0..load.height() {
        let [function, measures, area, unit] = columns.map(|column| load.cell(row, column));
        if let Cell::Text(function) = &function {
            let name = without_area(text(&unit), text(&area)).to_owned();
            units.entry(function.clone()).or_default().push((whole(&measures), name));
        }
    }
    let named = units.into_iter().filter_map(|(function, units)| {
        let most = units.iter().map(|(measures, _)| *measures).max()?;
        let busy = units.into_iter().filter(|(measures, _)| measures * 3 >= most);
        let name = busy.map(|(_, name)| (name.chars().count(), name)).min()?.1;
        Some((function, name))
    });
    named.collect()
}

/// 区财政局 as 财政局, 黔江区税务局 as 税务局; 区委宣传部 and 区法院 stay.
fn without_area<'a>(unit: &'a str, area: &str) -> &'a str {
    let bare = unit.strip_prefix(area).unwrap_or(unit);
    let shorter = bare.strip_prefix(['区', '县']);
    let whole = |name: &&str| name.chars().count() > 2 && !name.starts_with(['委', '府']);
    shorter.filter(whole).unwrap_or(bare)
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

/// What a coded value means, in Chinese; other values stay.
fn coded<'a>(column: &str, code: &'a str) -> &'a str {
    match (column, code) {
        ("role", "lead") => "牵头",
        ("role", "responsible") => "责任",
        ("role", "support") => "配合",
        ("kind", "department") => "政府部门",
        ("kind", "party") => "党群机关",
        ("kind", "judicial") => "司法机关",
        ("kind", "zone") => "园区、镇街",
        ("kind", "association") => "群团、协会",
        ("kind", "enterprise") => "企业",
        ("kind", "collective") => "统称",
        ("lead_state", "one") => "一家牵头",
        ("lead_state", "one-with-collective") => "一家牵头，另有统称",
        ("lead_state", "co-led") => "共同牵头",
        ("lead_state", "collective") => "只有统称牵头",
        ("lead_state", "none") => "无牵头，有责任单位",
        ("lead_state", "support-only") => "只有配合单位",
        ("lead_state", "empty") => "没有单位",
        ("how", "row") => "表格单元格",
        ("how", "merged-cell") => "合并单元格",
        ("how", "inline") => "文中括注",
        ("how", "inherited") => "沿用标题分工",
        ("how", "line") => "单独成行",
        ("how", "prose") => "正文叙述",
        ("severity", "error") => "错误",
        ("severity", "warning") => "警告",
        ("severity", "note") => "说明",
        ("about", "plan") => "方案内容",
        ("about", "reading") => "读取过程",
        ("agreement", "single") => "仅一份方案有",
        ("agreement", "unknown") => "牵头职能不明",
        ("agreement", "same") => "牵头职能一致",
        ("agreement", "differs") => "有方案不同",
        ("agreement", "split") => "各不相同",
        ("why", "already-responsible") => "已是责任单位",
        ("why", "already-supports") => "已是配合单位",
        ("why", "file-says") => "文件指定",
        ("why", "peer-function") => "其他方案由同职能单位牵头",
        ("evidence", "exact") => "写法相同",
        ("evidence", "alias") => "别名文件",
        ("evidence", "abbreviation") => "简称",
        ("evidence", "bracket") => "括注",
        ("evidence", "typo") => "疑似笔误",
        ("change", "new") => "新增措施",
        ("change", "gone") => "不再列入",
        ("change", "lead") => "牵头变更",
        ("change", "added") => "增加单位",
        ("change", "dropped") => "减少单位",
        ("change", "role") => "角色变化",
        ("change", "same") => "没有变化",
        ("null_model", "hypergeometric") => "超几何",
        ("null_model", "bicm") => "二部配置模型（BiCM）",
        ("null_model", "fdsm") => "固定边际模型（FDSM）",
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_area_unless_nothing_is_left() {
        assert_eq!(without_area("区财政局", "甲区"), "财政局");
        assert_eq!(without_area("甲区税务局", "甲区"), "税务局");
        assert_eq!(without_area("区委宣传部", "甲区"), "区委宣传部");
        assert_eq!(without_area("区法院", "甲区"), "区法院");
    }

    #[test]
    fn ids_of_one_plan_name_it_once() {
        assert_eq!(short_list("a:1.1.1"), "a:1.1.1");
        assert_eq!(short_list("a:1.1.1;a:1.2.1;b:2.3.1"), "a: 1.1.1, 1.2.1; b: 2.3.1");
    }
}
