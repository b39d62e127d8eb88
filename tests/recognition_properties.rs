//! Whatever text comes in, recognition returns: no panic, no hang, and the same answer again.

use proptest::prelude::*;
use respgraph::documents;
use respgraph::plan::{Plan, Vocabulary, recognize};
use std::sync::OnceLock;

fn read(text: &str) -> Plan {
    static WORDS: OnceLock<Vocabulary> = OnceLock::new();
    let document = documents::read(text.as_bytes(), "any").value;
    recognize(&document, "any", WORDS.get_or_init(Vocabulary::default)).value
}

/// Words and marks that plans are made of, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "(1)",
        "2．",
        "①",
        "第一章",
        "1.1 ",
        "牵头单位：",
        "责任单位",
        "配合单位:",
        "牵头",
        "配合",
        "负责",
        "按职责分工负责",
        "会同",
        "由",
        "区财政局",
        "市发展改革委",
        "各镇街",
        "等有关部门",
        "、",
        "，",
        "；",
        "。",
        "（",
        "）",
        "【",
        "】",
        "(",
        ")",
        "“",
        "”",
        "|",
        "\t",
        "\n",
        "\n\n",
        " ",
        "　",
        "序号",
        "工作任务",
        "完成时限",
        "2024年12月底前",
        "张三",
        "做好申报工作",
        "附件",
        "列首位的为牵头单位",
        "牽頭單位：",
        "— 3 —",
        "---",
        "**",
        "\u{200B}",
        "😀",
        "Р",
        "@@",
        "（kāi）",
        "?。ㄒ唬┛",
        "1优化",
        "区教育局负责落实检查",
        "市、县（区）政府",
        "牵",
        "𠮷",
    ]);
    prop::collection::vec(scrap, 0..80).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_scraps_are_read(text in scraps()) {
        let plan = read(&text);
        prop_assert_eq!(plan.measures.len(), read(&text).measures.len());
        for measure in &plan.measures {
            prop_assert!(measure.part >= 1);
            for clause in &measure.clauses {
                prop_assert!(!clause.names.trim().is_empty());
                prop_assert!(clause.at.line >= 1);
            }
        }
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn a_plan_cut_anywhere_is_read(cut in 0usize..4000) {
        let whole = include_str!("../seeds/shapingba-2019.txt");
        let end = whole.char_indices().nth(cut * 4).map_or(whole.len(), |(i, _)| i);
        read(&whole[..end]);
    }
}

/// Scraps that once made the program stop.
#[test]
fn a_statement_may_begin_inside_a_number() {
    read("（一）区财政局牵头，第一章牵头牵头");
}

#[test]
fn identities_are_unique_within_a_plan() {
    for name in
        ["qianjiang-2021", "shapingba-2019", "shapingba-2020", "wansheng-2021", "yuzhong-2021"]
    {
        let path = format!("{}/seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let plan = read(&std::fs::read_to_string(path).expect("a digest"));
        let mut seen = std::collections::BTreeSet::new();
        for m in &plan.measures {
            let key = (m.section1.clone(), m.section2.clone(), m.number.clone(), m.part);
            assert!(seen.insert(key.clone()), "{name}: {key:?} twice");
        }
    }
}

#[test]
fn numbers_at_the_end_and_without_end_are_read() {
    let table = "序号任务牵头单位配合单位1修建公园建设绿道和儿童游乐设施市城管局市财政局2种树造林建设城市森林市林业局市财政局\
                 3修路架桥改善农村交通条件市交通局市财政局（一）";
    assert!(read(table).measures.len() <= 3);
    assert!(read(&"十一 ".repeat(100_000)).measures.is_empty());
}
