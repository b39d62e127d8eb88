//! Which names are one body, and which are not.

use super::*;
use crate::units::alias_file::AliasLine;

/// Names with their counts (`区财政局*5`), parted by blanks, inside one jurisdiction.
fn mentions(jurisdiction: &str, words: &str) -> Vec<(String, String)> {
    let mut list = Vec::new();
    for word in words.split(' ') {
        let (name, count) = word.split_once('*').unwrap_or((word, "1"));
        let count: usize = count.parse().expect("a count");
        list.extend(std::iter::repeat_n((jurisdiction.to_owned(), name.to_owned()), count));
    }
    list
}

fn gathered(mentions: &[(String, String)], aliases: &AliasFile) -> Noted<Vec<String>> {
    let mut names = Names::default();
    let mut plans: Vec<PlanRecord> = Vec::new();
    for (jurisdiction, name) in mentions {
        let known = plans.iter().position(|plan| plan.jurisdiction == *jurisdiction);
        let plan = known.unwrap_or(plans.len());
        if known.is_none() {
            plans.push(PlanRecord { jurisdiction: jurisdiction.clone(), ..PlanRecord::default() });
        }
        names.enter(plan as u32, &name.as_str().into(), None, &Locator::line("t", 1));
    }
    let noted = gather(&plans, names, &UnitVocabulary::default(), aliases);
    let describe = |unit: &Unit| {
        let names: Vec<_> = unit
            .aliases
            .iter()
            .filter(|alias| alias.name != unit.name)
            .map(|alias| format!("{}/{}", alias.name, alias.evidence.as_str()))
            .collect();
        format!("{} {}", unit.name, names.join(" ")).trim_end().to_owned()
    };
    Noted { value: noted.value.units.iter().map(describe).collect(), notes: noted.notes }
}

#[track_caller]
fn check(jurisdiction: &str, words: &str, expected: &[&str], codes: &[&str]) {
    let got = gathered(&mentions(jurisdiction, words), &AliasFile::default());
    assert_eq!(got.value, expected);
    assert_eq!(got.notes.iter().map(|note| note.code).collect::<Vec<_>>(), codes);
}

#[test]
fn short_forms_join_the_one_long_form() {
    check(
        "江口区",
        "区发展改革委*5 区发改委 区发展和改革委员会*2 区法院 江口区人民法院",
        &[
            "区发展和改革委员会 区发展改革委/abbreviation 区发改委/abbreviation",
            "江口区人民法院 区法院/abbreviation",
        ],
        &[],
    );
    check(
        "江口区",
        "财政局*9 区财政局*3 江口区财政局",
        &["区财政局 财政局/abbreviation 江口区财政局/abbreviation"],
        &[],
    );
    check(
        "江口区",
        "区经济信息委（大数据局） 区经济信息委*3",
        &["区经济信息委 区经济信息委（大数据局）/bracket"],
        &[],
    );
    check("江口区", "區財政局 区财政局*3", &["区财政局 區財政局/exact"], &[]);
}

#[test]
fn different_bodies_stay_apart() {
    for words in [
        "区财政局 市财政局",
        "区市场监管局 市市场监管局",
        "区政府办公室 区政府督查办",
        "区人民医院 区第一人民医院",
        "区教委 区委教育工委",
        "区委办公室 区委编办 区委网信办",
        "区财政局 区财政局国库支付局",
        "中国电信江口分公司 区电信分公司",
        "区水利局*9 区体育局",
        "各镇街 有关镇街",
    ] {
        let got = gathered(&mentions("江口区", words), &AliasFile::default());
        assert_eq!(got.value.len(), words.split(' ').count(), "{words}: {:?}", got.value);
        assert!(got.notes.is_empty(), "{words}: {:?}", got.notes);
    }
}

#[test]
fn doubtful_names_are_asked_about() {
    check(
        "江口区",
        "区文委 区文化委 区文史委",
        &["区文化委", "区文史委", "区文委"],
        &["ambiguous-unit"],
    );
    check(
        "江口区",
        "区市场监管局*8 区市场管监局",
        &["区市场监管局", "区市场管监局"],
        &["probable-misprint"],
    );
    check(
        "江口区",
        "区人社局*6 区人力社保局*6 区人社局保局",
        &["区人力社保局 区人社局/abbreviation 区人社局保局/typo"],
        &["probable-misprint"],
    );
}

#[test]
fn jurisdictions_are_kept_apart() {
    let mut list = mentions("甲区", "区财政局");
    list.extend(mentions("乙区", "区财政局"));
    assert_eq!(gathered(&list, &AliasFile::default()).value.len(), 2);
}

#[test]
fn the_alias_file_goes_before_every_rule() {
    let line = |name: &str, unit: &str| AliasLine {
        jurisdiction: "江口区".to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        kind: Some(UnitKind::Party),
        ..AliasLine::default()
    };
    let aliases = AliasFile::new(vec![line("区文委", "区文化委"), line("区发改委", "区发改委")]);
    let list = mentions("江口区", "区文委 区文化委 区文史委 区发改委 区发展改革委");
    let got = gathered(&list, &aliases);
    assert!(got.notes.is_empty(), "{:?}", got.notes);
    assert_eq!(got.value.len(), 4, "{:?}", got.value);
    assert!(got.value.contains(&"区文化委 区文委/alias".to_owned()), "{:?}", got.value);
    assert!(got.value.contains(&"区文史委".to_owned()));
}

#[test]
fn order_of_mentions_changes_nothing() {
    let list = mentions(
        "江口区",
        "区文委 区文化委 区文史委 区发改委 区发展改革委*5 区人社局保局 区人社局*6 区人力社保局*6",
    );
    let mut back = list.clone();
    back.reverse();
    let one = gathered(&list, &AliasFile::default());
    let two = gathered(&back, &AliasFile::default());
    assert_eq!((one.value, one.notes), (two.value, two.notes));
}
