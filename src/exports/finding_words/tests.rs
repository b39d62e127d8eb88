//! Findings in words, as people read them.

use super::*;
use crate::plan::{How, Role};
use crate::text::Lang;
use crate::units::{
    Alias, Assignment, Evidence, MeasureId, MeasureRecord, PlanId, PlanRecord, Unit, UnitId,
    UnitKind,
};

/// Chapters 一 (1, 2 in two sub-rows, 3 to 6) and 二 (1); four units, of which the second is named
/// 水局 in the first row.
fn sample() -> Assignments {
    let mut sample = Assignments {
        plans: vec![PlanRecord { id: "甲".into(), ..PlanRecord::default() }],
        ..Assignments::default()
    };
    let places = [("一", "1", 1), ("一", "2", 1), ("一", "2", 2), ("一", "3", 1), ("一", "4", 1)];
    for (chapter, number, part) in places.into_iter().chain([("一", "6", 1), ("二", "1", 1)]) {
        sample.measures.push(MeasureRecord {
            plan: PlanId(0),
            key: format!("{chapter}{number}{part}"),
            section1: format!("{chapter}、总则").into(),
            section2: "".into(),
            number: number.into(),
            part,
            title: format!("事项{chapter}{number}"),
            text: String::new(),
            due: String::new(),
            line: sample.measures.len() as u32 + 1,
        });
    }
    for name in ["林业局", "水利局", "财政局", "各镇街"] {
        sample.units.push(Unit {
            jurisdiction: "甲区".into(),
            plan: String::new(),
            name: name.into(),
            kind: UnitKind::Department,
            function: String::new(),
            aliases: vec![Alias { name: name.into(), mentions: 1, evidence: Evidence::Exact }],
        });
    }
    for mention in ["水局", "水利局"] {
        sample.rows.push(Assignment {
            measure: MeasureId(0),
            unit: UnitId(1),
            role: Role::Lead,
            how: How::Row,
            line: 42,
            mention: mention.into(),
            quote: "".into(),
        });
    }
    sample
}

fn finding(what: What, measures: &[u32], units: &[u32], rows: &[u32]) -> Finding {
    Finding::new(what, PlanId(0))
        .measures(measures.iter().map(|&m| MeasureId(m)))
        .units(units.iter().map(|&u| UnitId(u)))
        .rows(rows.iter().copied())
}

fn say(finding: &Finding, lang: Lang) -> String {
    let sample = sample();
    let words = FindingWriter::new(&sample).words(finding);
    words.message.lang(lang).to_owned()
}

#[test]
fn measures_are_called_as_in_the_plan() {
    let all = finding(What::NobodyNamed, &[0, 1, 2, 3, 4, 5, 6], &[], &[]);
    assert_eq!(say(&all, Lang::Zh), "第一部分第1–4、6项以及第二部分第1项没有写明任何单位。");
    assert_eq!(
        say(&all, Lang::En),
        "No unit at all is named in measures 1–4, 6 of part 一 and measure 1 of part 二."
    );
    let sub_row = finding(What::NobodyNamed, &[2], &[], &[]);
    assert_eq!(say(&sub_row, Lang::Zh), "第一部分第2（2）项「事项一2」没有写明任何单位。");
}

#[test]
fn every_finding_is_said_in_both_languages_with_advice() {
    let roles = vec![Role::Lead, Role::Support];
    let every = [
        finding(What::NobodyNamed, &[0], &[], &[]),
        finding(What::NoLead { whole_plan: false }, &[0], &[], &[]),
        finding(What::NoLead { whole_plan: true }, &[0], &[], &[]),
        finding(What::OnlySupport, &[0, 1], &[], &[]),
        finding(What::FewLeads { up_to: 2 }, &[0, 1], &[], &[]),
        finding(What::ManyLeads { from: 3 }, &[0], &[0, 1, 2], &[]),
        finding(What::CollectiveLead { alone: 0 }, &[0, 1], &[3], &[]),
        finding(What::CollectiveLead { alone: 1 }, &[0, 1], &[3], &[]),
        finding(What::CollectiveLead { alone: 2 }, &[0, 1], &[3], &[]),
        finding(What::CollectiveAnswers, &[0, 1], &[3], &[]),
        finding(What::CollectiveSupport { counts: vec![2] }, &[0, 1], &[3], &[]),
        finding(What::TwoRoles { roles }, &[0], &[1], &[0, 1]),
        finding(What::NamedTwice, &[0], &[1], &[0, 1]),
        finding(
            What::BroadInheritance { printed: 3, from: 3, from_units: 3 },
            &[0, 1, 2, 3],
            &[0, 1, 2],
            &[0],
        ),
        finding(What::NumberSkipped { missing: vec![5] }, &[5], &[], &[]),
        finding(What::NumberRepeated, &[0, 1, 2], &[], &[]),
        finding(What::TitleRepeated, &[0, 3], &[], &[]),
        finding(What::SeveralNames { counts: vec![1, 1] }, &[0], &[1], &[1, 0]),
        finding(What::Misprint, &[0], &[1], &[0]),
        finding(What::NearName, &[0], &[1, 0], &[0]),
        finding(What::BodyAnnexDiffer { line: 7 }, &[], &[], &[]),
        finding(What::Overloaded { of: 7, over: 0.2 }, &[0, 1], &[1], &[]),
        finding(What::SupportOnly { counts: vec![3], from: 3 }, &[], &[1], &[]),
        finding(What::NamedOnce { of: 4, up_to: 0.5 }, &[0], &[1], &[]),
    ];
    let sample = sample();
    let writer = FindingWriter::new(&sample);
    for finding in &every {
        let words = writer.words(finding);
        for said in [&words.message, &words.advice] {
            assert!(said.zh.ends_with('。') && said.en.ends_with('.'), "{said:?}");
            assert_eq!(said.zh.matches('。').count(), 1, "one sentence: {said:?}");
        }
    }
    let codes: std::collections::BTreeSet<_> = every.iter().map(Finding::code).collect();
    assert_eq!(codes.len(), What::CODES.len());
}

#[test]
fn sentences_carry_their_figures() {
    let zh = |finding| say(&finding, Lang::Zh);
    assert_eq!(
        zh(finding(What::FewLeads { up_to: 2 }, &[0, 1], &[], &[])),
        "第一部分第1、2（1）项各由两个单位共同牵头，没有写明以谁为主。"
    );
    assert_eq!(
        zh(finding(What::NumberSkipped { missing: vec![5] }, &[5], &[], &[])),
        "编号缺5（第一部分第6项「事项一6」之前）。"
    );
    assert_eq!(
        zh(finding(What::NumberRepeated, &[1, 2, 6], &[], &[])),
        "同一编号用在几项措施上：第一部分第2项「事项一2」、第二部分第1项「事项二1」。"
    );
    assert_eq!(
        zh(finding(What::SeveralNames { counts: vec![3, 1] }, &[0], &[1], &[1, 0])),
        "同一单位有2种写法：「水利局」3次、「水局」1次。"
    );
    assert_eq!(
        zh(finding(What::Overloaded { of: 8, over: 0.2 }, &[0, 3], &[1], &[])),
        "「水利局」牵头8项措施中的2项（25%，分项各计一项；超过20%即提示）。"
    );
}

#[test]
fn a_place_is_the_plan_and_the_first_line_known() {
    let sample = sample();
    let writer = FindingWriter::new(&sample);
    let place = |finding: &Finding| writer.words(finding).place.zh;
    assert_eq!(place(&finding(What::Misprint, &[3], &[1], &[0])), "甲 第42行");
    assert_eq!(place(&finding(What::NobodyNamed, &[3], &[], &[])), "甲 第4行");
    assert_eq!(place(&finding(What::BodyAnnexDiffer { line: 7 }, &[3], &[], &[])), "甲 第7行");
    assert_eq!(place(&finding(What::SupportOnly { counts: vec![], from: 3 }, &[], &[], &[])), "甲");
}
