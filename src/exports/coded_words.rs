//! Coded values of the tables in the words people read.
//!
//! Owns that wording, the same in page, workbook and terminal. Never knows what a code is computed
//! from.

use super::table::Column;
use crate::plan::Role;
use crate::text::Lang;

/// Column, code, Chinese, English.
const WORDS: &[(&str, &str, &str, &str)] = &[
    ("role", "lead", "牵头", "lead"),
    ("role", "responsible", "责任", "responsible"),
    ("role", "support", "配合", "support"),
    ("kind", "department", "部门", "department"),
    ("kind", "party", "党委机构", "Party body"),
    ("kind", "judicial", "司法机关", "judicial body"),
    ("kind", "zone", "园区、镇街", "zone or lower government"),
    ("kind", "association", "群团、协会", "association"),
    ("kind", "enterprise", "企业", "enterprise"),
    ("kind", "collective", "统称（未列成员）", "collective, members not listed"),
    ("lead_state", "one", "由一个单位牵头", "one lead"),
    ("lead_state", "one-with-collective", "一个单位与统称", "one lead and a collective"),
    ("lead_state", "co-led", "多个单位牵头", "several leads"),
    ("lead_state", "collective", "只有统称牵头", "collective only"),
    ("lead_state", "none", "未写明牵头", "no lead"),
    ("lead_state", "support-only", "只有配合单位", "supporters only"),
    ("lead_state", "empty", "没有单位", "no unit"),
    ("how", "row", "表格单元格", "table cell"),
    ("how", "merged-cell", "合并单元格", "merged cell"),
    ("how", "inline", "文中括注", "bracket in the text"),
    ("how", "inherited", "沿用标题分工", "from the heading"),
    ("how", "line", "单独成行", "line of its own"),
    ("how", "prose", "正文叙述", "running text"),
    ("severity", "error", "错误", "error"),
    ("severity", "warning", "警告", "warning"),
    ("severity", "note", "说明", "note"),
    ("about", "plan", "方案问题", "the plan"),
    ("about", "reading", "读取提示", "its reading"),
    ("agreement", "differs", "有方案不同", "one differs"),
    ("agreement", "split", "各不相同", "no majority"),
    ("agreement", "same", "一致", "same"),
    ("agreement", "unknown", "牵头职能不明", "lead unknown"),
    ("agreement", "single", "只有一份方案有", "one plan only"),
    ("why", "already-responsible", "已是责任单位", "already responsible"),
    ("why", "already-supports", "已是配合单位", "already supports"),
    ("why", "file-says", "可承担名单写明", "named in the file"),
    ("why", "peer-function", "外地同职能单位牵头", "its function leads elsewhere"),
    ("evidence", "exact", "写法相同", "same name"),
    ("evidence", "alias", "别名文件", "alias file"),
    ("evidence", "abbreviation", "简称", "short form"),
    ("evidence", "bracket", "括注", "name in brackets"),
    ("evidence", "typo", "疑似笔误", "probable misprint"),
    ("change", "new", "新增措施", "new measure"),
    ("change", "gone", "不再列入", "gone"),
    ("change", "lead", "牵头改变", "lead changed"),
    ("change", "added", "增加单位", "unit added"),
    ("change", "dropped", "减少单位", "unit dropped"),
    ("change", "role", "角色改变", "role changed"),
    ("change", "same", "没有变化", "unchanged"),
    ("null_model", "hypergeometric", "超几何", "hypergeometric"),
    ("null_model", "bicm", "二部配置模型（BiCM）", "bipartite configuration model (BiCM)"),
    ("null_model", "fdsm", "固定边际模型（FDSM）", "fixed degree sequence model (FDSM)"),
];

/// What a code in a column says; the code itself where it is none of ours.
pub fn coded<'a>(column: &str, code: &'a str, lang: Lang) -> &'a str {
    let known = WORDS.iter().find(|(of, word, ..)| (*of, *word) == (column, code));
    match (known, lang) {
        (Some((.., zh, _)), Lang::Zh) => zh,
        (Some((.., en)), Lang::En) => en,
        (None, _) => code,
    }
}

/// What stands over a column for Chinese readers; the CSV header 计划 is kept for programs.
pub fn chinese_header(column: &Column) -> &'static str {
    match column.name {
        "plan" => "方案",
        _ => column.zh,
    }
}

/// What a role is called.
pub fn role_word(role: Role, lang: Lang) -> &'static str {
    coded("role", role.as_str(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_said_in_both_languages_and_other_words_stay() {
        assert_eq!(coded("kind", "department", Lang::Zh), "部门");
        assert_eq!(coded("why", "already-responsible", Lang::En), "already responsible");
        assert_eq!(coded("unit", "lead", Lang::Zh), "lead");
        for (column, code, zh, en) in WORDS {
            assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{column} {code}");
            assert!(!en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{column} {code}");
        }
    }

    #[test]
    fn roles_are_called_as_everywhere() {
        for role in Role::ALL {
            assert_eq!(role_word(role, Lang::Zh), role.zh());
        }
    }
}
