//! What a printed name says once spelling, level and jurisdiction are set aside.
//!
//! Owns the one form in which names and vocabulary words are compared, and the reading of prefixes
//! (区, 市, 渝中区 …). Never knows which names are one unit.

use super::vocabulary::UnitVocabulary;
use crate::text::normalize::fold;

/// Endings of the names of jurisdictions, longest first.
const AREA_ENDINGS: [&str; 13] = [
    "自治区",
    "自治州",
    "自治县",
    "经开区",
    "高新区",
    "开发区",
    "新区",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "区",
];

/// A name in comparing form, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CoreName {
    /// The level printed, when it is not the jurisdiction's own (市 in a plan of a district).
    pub level: String,
    /// The name without level, jurisdiction and closing bracket.
    pub core: String,
    /// What stands in the closing bracket; empty without one.
    pub bracket: String,
}

/// A name in comparing form: see the head of `vocabulary.toml`.
pub(super) fn comparing_form(name: &str) -> String {
    let mut form = fold(name);
    for (long, short) in [
        ("监督管理", "监管"),
        ("管理委员会", "管委会"),
        ("人民政府", "政府"),
        ("有限责任公司", "公司"),
        ("股份有限公司", "公司"),
        ("有限公司", "公司"),
        ("办公厅", "办"),
        ("办公室", "办"),
    ] {
        if form.contains(long) {
            form = form.replace(long, short);
        }
    }
    // 人大常委会 and 管委会 keep their 会: only 委员会 is the long form of 委.
    form = form.replace("委员会", "委");
    let mut chars = form.chars();
    let first = chars.next();
    let rest = chars.filter(|c| !matches!(c, '和' | '与' | '及'));
    first.into_iter().chain(rest).collect()
}

/// Parts a closing bracket from a name in comparing form.
pub(super) fn part_bracket(form: &str) -> (&str, &str) {
    let Some(body) = form.strip_suffix(')') else { return (form, "") };
    let mut depth = 1;
    for (i, c) in body.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if i == 0 { (form, "") } else { (&form[..i], &body[i + 1..]) };
        }
    }
    (form, "")
}

/// Takes a printed name apart, seen from inside `jurisdiction` (empty when unknown; `own_level` is
/// then the level the plan's other names suggest).
pub(super) fn core_name(
    name: &str,
    jurisdiction: &str,
    own_level: &str,
    vocabulary: &UnitVocabulary,
) -> CoreName {
    let form = comparing_form(name);
    let (head, bracket) = part_bracket(&form);
    let area = comparing_form(jurisdiction);
    let ending = AREA_ENDINGS.into_iter().find(|ending| area.ends_with(ending)).unwrap_or("");
    let own = if ending.is_empty() { own_level } else { ending };
    let own_char = own.chars().last().map(String::from).unwrap_or_default();
    let done = |level: &str, core: &str| CoreName {
        level: level.to_owned(),
        core: core.to_owned(),
        bracket: bracket.to_owned(),
    };

    if let Some(rest) = after_area(head, &area, ending) {
        // 渝中区委宣传部 is 区委宣传部, not 委宣传部.
        return if rest.starts_with('委') {
            done("", &format!("{own_char}{rest}"))
        } else {
            done("", rest)
        };
    }
    let Some((level, rest)) = vocabulary.level_of(head) else {
        return done("", head);
    };
    let is_own = level == own || level == own_char || (own == "国家" && level == "国家");
    let printed = if is_own { "" } else { level };
    // A Party committee keeps its level in the name: 区委.
    if rest.starts_with('委') { done(printed, head) } else { done(printed, rest) }
}

/// What follows the jurisdiction's name, spelt out (重庆市渝中区, 渝中区) or short (渝中).
fn after_area<'n>(head: &'n str, area: &str, ending: &str) -> Option<&'n str> {
    let short = area.strip_suffix(ending).unwrap_or("");
    if short.chars().count() < 2 {
        // 国家, 全国 and the like are levels, not places.
        return None;
    }
    if let Some(place) = head.find(area) {
        let before = &head[..place];
        let rest = &head[place + area.len()..];
        if !rest.is_empty() && (before.is_empty() || before.ends_with(['省', '市', '州', '区']))
        {
            return Some(rest);
        }
    }
    head.strip_prefix(short).filter(|rest| rest.chars().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core(name: &str, jurisdiction: &str) -> (String, String) {
        let got = core_name(name, jurisdiction, "", &UnitVocabulary::default());
        (got.level, got.core)
    }

    #[test]
    fn levels_and_places_are_set_aside() {
        for (name, jurisdiction, level, expected) in [
            ("区财政局", "江口区", "", "财政局"),
            ("江口区财政局", "江口区", "", "财政局"),
            ("云州市江口区财政局", "江口区", "", "财政局"),
            ("财政局", "江口区", "", "财政局"),
            ("市财政局", "江口区", "市", "财政局"),
            ("市场监督管理局", "江口区", "", "市场监管局"),
            ("市市场监管局", "江口区", "市", "市场监管局"),
            ("江口税务分局", "江口区", "", "税务分局"),
            ("区委宣传部", "江口区", "", "区委宣传部"),
            ("江口区委宣传部", "江口区", "", "区委宣传部"),
            ("市委宣传部", "江口区", "市", "市委宣传部"),
            ("市政府", "云州市", "", "政府"),
            ("国家发展改革委", "国家", "", "发展改革委"),
            ("区发展和改革委员会", "江口区", "", "发展改革委"),
        ] {
            assert_eq!(core(name, jurisdiction), (level.into(), expected.into()), "{name}");
        }
    }

    #[test]
    fn only_a_closing_bracket_is_parted() {
        assert_eq!(part_bracket("区经济信息委(大数据局)"), ("区经济信息委", "大数据局"));
        assert_eq!(part_bracket("县(区)财政局"), ("县(区)财政局", ""));
        assert_eq!(part_bracket("(县)"), ("(县)", ""));
    }
}
