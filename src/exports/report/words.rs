//! The fixed words of the template.
//!
//! Owns headings, leads and methods in both languages. Never knows a figure.

use crate::text::Lang;

/// Key, Chinese, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("lang", "zh-CN", "en"),
    ("skip", "跳到正文", "skip to the content"),
    ("search", "查找单位", "Find a unit"),
    ("search_hint", "输入名称，如“财政”", "type part of a name"),
    ("scope", "看哪些方案", "Plans shown"),
    ("contents", "目录", "Contents"),
    ("print", "打印", "Print"),
    ("unit", "单位", "Unit"),
    ("overview", "总览", "At a glance"),
    ("findings", "主要发现", "Main findings"),
    (
        "findings_lead",
        "按重要程度排列，每条附数字和原文出处。",
        "Most important first, each with its figures and the words of the plan.",
    ),
    ("load", "工作量", "Load"),
    (
        "load_lead",
        "一个单位在同一措施中写了几次只算一次，取最高角色。",
        "A unit named twice in a measure counts once, in its highest role.",
    ),
    ("overlap", "共同牵头", "Leading together"),
    (
        "overlap_lead",
        "谁与谁共同牵头、有多少次、是否超出偶然。",
        "Who leads with whom, how often, and whether that is more than chance.",
    ),
    ("hotspots", "协同热点", "Coordination hotspots"),
    (
        "hotspots_lead",
        "牵涉单位越多，沟通成本越高，越需要一个明确的牵头单位。协同联系：n 个单位两两沟通有 n(n−1)/2 对；若都只对一个牵头单位，n−1 对就够。",
        "The more units a measure ties, the dearer its coordination and the more it needs one clear lead. Links: n(n−1)/2 pairs of n units; n−1 if all talk to one lead only.",
    ),
    ("heat", "板块分布", "Where units work"),
    (
        "heat_lead",
        "各单位的措施落在哪些板块；选择一份方案可看单位 × 板块。",
        "In which sections the measures of each unit lie; choose one plan for units by section.",
    ),
    ("compare", "方案比较", "Plans compared"),
    (
        "compare_lead",
        "把各方案中相同的措施对应起来，看由什么职能的单位牵头。",
        "The same measures in different plans, and which function leads them.",
    ),
    ("rebalance", "牵头调整建议", "Rebalancing"),
    (
        "rebalance_lead",
        "调整项数最少而使牵头项数最均衡的办法；只改由已参与该措施的单位牵头，是否合适由人定。",
        "The fewest changes of lead that make the load most even; only units already in a measure take it over. People decide whether they fit.",
    ),
    ("checks", "待核对", "To be checked"),
    (
        "checks_lead",
        "方案中不清楚、前后矛盾或有风险之处，以及读取时作出的取舍。",
        "What is unclear, contradictory or risky in the plans, and choices made while reading them.",
    ),
    ("measures", "措施清单", "All measures"),
    (
        "measures_lead",
        "每项措施由谁牵头、负责、配合，行号指方案原文。",
        "Who leads, answers for and supports each measure; lines are those of the plan.",
    ),
    ("methods", "方法与出处", "Methods and sources"),
    (
        "footer",
        "由 respgraph 生成；所有数字与 tables/ 中的表格一致。",
        "Made by respgraph; all figures are those of the tables in tables/.",
    ),
];

/// The words in a language, by key.
pub(super) fn words(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.iter().map(move |(key, zh, en)| match lang {
        Lang::Zh => (*key, *zh),
        Lang::En => (*key, *en),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_said_in_both_languages() {
        for (key, zh, en) in WORDS {
            assert!(!zh.is_empty() && !en.is_empty(), "{key}");
            assert!(!en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{key}: {en}");
        }
    }
}
