//! Codes of the tables in the words of the page.
//!
//! Owns that wording. Never knows what a code is computed from.

use crate::text::Lang;

/// Both wordings of a code; the code itself where it is unknown.
fn word<'a>(code: &'a str, lang: Lang, known: &'static [(&str, &str, &str)]) -> &'a str {
    match (known.iter().find(|(name, ..)| *name == code), lang) {
        (Some((_, zh, _)), Lang::Zh) => zh,
        (Some((.., en)), Lang::En) => en,
        (None, _) => code,
    }
}

/// How a measure is led.
pub(super) fn lead_state(code: &str, lang: Lang) -> &str {
    word(
        code,
        lang,
        &[
            ("one", "一个单位牵头", "one lead"),
            ("one-with-collective", "一个单位与统称", "one lead and a collective"),
            ("co-led", "多个单位牵头", "several leads"),
            ("collective", "只有统称牵头", "collective only"),
            ("none", "未写明牵头", "no lead"),
            ("support-only", "只有配合单位", "supporters only"),
            ("empty", "没有单位", "no unit"),
        ],
    )
}

/// How serious a finding is.
pub(super) fn severity(code: &str, lang: Lang) -> &str {
    word(
        code,
        lang,
        &[("error", "错误", "error"), ("warning", "警告", "warning"), ("note", "说明", "note")],
    )
}

/// Why a unit may lead.
pub(super) fn why(code: &str, lang: Lang) -> &str {
    word(
        code,
        lang,
        &[
            ("already-responsible", "已是责任单位", "already responsible"),
            ("already-supports", "已是配合单位", "already supports"),
            ("file-says", "可承担名单写明", "named in the file"),
            ("peer-function", "外地同职能单位牵头", "its function leads elsewhere"),
        ],
    )
}

/// How the plans agree about a theme.
pub(super) fn agreement(code: &str, lang: Lang) -> &str {
    word(
        code,
        lang,
        &[
            ("differs", "有方案不同", "one differs"),
            ("split", "没有多数做法", "no majority"),
            ("same", "一致", "same"),
            ("unknown", "牵头职能不明", "lead unknown"),
            ("single", "只有一份方案有", "one plan only"),
        ],
    )
}

/// What changed from one plan to the next.
pub(super) fn change(code: &str, lang: Lang) -> &str {
    word(
        code,
        lang,
        &[
            ("new", "新增措施", "new measure"),
            ("gone", "不再列入", "gone"),
            ("lead", "牵头改变", "lead changed"),
            ("added", "增加单位", "unit added"),
            ("dropped", "减少单位", "unit dropped"),
            ("role", "角色改变", "role changed"),
            ("same", "没有变化", "unchanged"),
        ],
    )
}

/// What sort of body a unit is.
pub(super) fn kind(code: &str, lang: Lang) -> &str {
    word(
        code,
        lang,
        &[
            ("department", "部门", "department"),
            ("party", "党委机构", "Party body"),
            ("judicial", "司法机关", "judicial body"),
            ("zone", "园区或下级政府", "zone or lower government"),
            ("association", "群团组织", "association"),
            ("enterprise", "企业", "enterprise"),
            ("collective", "统称（未列成员）", "collective, members not listed"),
        ],
    )
}

/// A role.
pub(super) fn role(role: crate::plan::Role, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => role.zh(),
        Lang::En => role.as_str(),
    }
}
