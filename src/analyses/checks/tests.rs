//! Each finding, and the plans that must have none.

use super::*;
use crate::diagnostic::Severity;
use crate::plan::{How, Role};
use crate::units::{
    Alias, Assignment, Evidence, MeasureId, MeasureRecord, PlanId, PlanRecord, Unit, UnitId,
    UnitKind,
};

/// Invented assignments, built up measure by measure.
#[derive(Default)]
struct Sample(Assignments);

impl Sample {
    fn plan(mut self, id: &str) -> Self {
        self.0.plans.push(PlanRecord { id: id.into(), ..PlanRecord::default() });
        self
    }

    fn measure(mut self, place: (&str, &str, &str, &str)) -> Self {
        let (section1, section2, number, title) = place;
        let plan = PlanId(self.0.plans.len() as u32 - 1);
        let part = match self.0.measures.last() {
            Some(last) if last.plan == plan && last.number == number && last.title == title => {
                last.part + 1
            }
            _ => 1,
        };
        self.0.measures.push(MeasureRecord {
            plan,
            key: format!("m{}", self.0.measures.len()),
            section1: section1.into(),
            section2: section2.into(),
            number: number.into(),
            part,
            title: title.into(),
            text: String::new(),
            due: String::new(),
            line: 10 + self.0.measures.len() as u32,
        });
        self
    }

    /// The next numbered measure without headings, with units as `l甲局 s乙局`.
    fn item(self, number: &str, units: &str) -> Self {
        self.measure(("", "", number, &format!("事项{number}"))).units(units)
    }

    fn units(mut self, units: &str) -> Self {
        for word in units.split_whitespace() {
            let (role, name) = word.split_at(1);
            let role = match role {
                "l" => Role::Lead,
                "r" => Role::Responsible,
                _ => Role::Support,
            };
            let unit = self.unit("甲区", name, "");
            let measure = MeasureId(self.0.measures.len() as u32 - 1);
            self.row(measure, unit, role, name);
        }
        self
    }

    fn row(&mut self, measure: MeasureId, unit: UnitId, role: Role, mention: &str) {
        self.0.rows.push(Assignment {
            measure,
            unit,
            role,
            how: How::Row,
            line: 0,
            mention: mention.into(),
            quote: "".into(),
        });
    }

    fn unit(&mut self, jurisdiction: &str, name: &str, function: &str) -> UnitId {
        let same = |unit: &Unit| unit.jurisdiction == jurisdiction && unit.name == name;
        let found = self.0.units.iter().position(same).unwrap_or_else(|| {
            let kind = match name {
                _ if name.starts_with('各') => UnitKind::Collective,
                _ if name.ends_with("公司") => UnitKind::Enterprise,
                _ => UnitKind::Department,
            };
            self.0.units.push(Unit {
                jurisdiction: jurisdiction.into(),
                plan: String::new(),
                name: name.into(),
                kind,
                function: function.into(),
                aliases: vec![Alias { name: name.into(), mentions: 0, evidence: Evidence::Exact }],
            });
            self.0.units.len() - 1
        });
        self.0.units[found].aliases[0].mentions += 1;
        UnitId(found as u32)
    }

    fn findings(&self) -> Vec<Finding> {
        let graph = ResponsibilityGraph::build(&self.0);
        check(&self.0, &graph, &[], &CheckThresholds::default())
    }

    /// The findings with this code as (what, measures, names of units).
    fn found(&self, code: &str) -> Vec<(What, Vec<u32>, Vec<&str>)> {
        let with_code = self.findings().into_iter().filter(|finding| finding.code() == code);
        with_code
            .map(|finding| {
                let names = finding.units.iter().map(|&unit| self.0.unit(unit).name.as_str());
                let measures = finding.measures.iter().map(|m| m.0).collect();
                (finding.what.clone(), measures, names.collect())
            })
            .collect()
    }
}

fn sample() -> Sample {
    Sample::default().plan("甲")
}

#[test]
fn nothing_to_find_in_nothing() {
    assert!(Sample::default().findings().is_empty());
    assert!(sample().findings().is_empty());
}

#[test]
fn no_lead() {
    let sample = sample()
        .item("1", "l水利局")
        .item("2", "")
        .item("3", "r水利局 r林业局")
        .item("4", "r水利局 s林业局")
        .item("5", "s水利局");
    let nobody = (What::NobodyNamed, vec![1], vec![]);
    // 4 has one responsible unit, which answers for it; in 5 nobody does.
    let without = (What::NoLead { whole_plan: false }, vec![2], vec![]);
    let only_support = (What::OnlySupport, vec![4], vec![]);
    assert_eq!(sample.found("no-lead"), [nobody, without, only_support]);
    let all = self::sample().item("1", "r水利局 r林业局").item("2", "r水利局 r林业局");
    assert_eq!(all.found("no-lead"), [(What::NoLead { whole_plan: true }, vec![0, 1], vec![])]);
    assert_eq!(all.findings()[0].severity(), Severity::Note);
    let support = self::sample().item("1", "s水利局 s林业局").item("2", "s水利局");
    assert_eq!(support.found("no-lead"), [(What::OnlySupport, vec![0, 1], vec![])]);
    assert_eq!(support.findings()[0].severity(), Severity::Warning);
}

#[test]
fn several_leads_in_the_order_printed() {
    let sample = sample()
        .item("1", "l林业局 l水利局")
        .item("2", "l水利局 l林业局 s交通局")
        .item("3", "l交通局 l林业局 l水利局")
        .item("4", "l水利局 l林业局 l交通局")
        .item("5", "l水利局");
    assert_eq!(
        sample.found("several-leads"),
        [
            (What::ManyLeads { from: 3 }, vec![2, 3], vec!["交通局", "林业局", "水利局"]),
            (What::FewLeads { up_to: 2 }, vec![0, 1], vec![]),
        ]
    );
}

#[test]
fn collectives_as_lead_and_as_support() {
    let sample = sample()
        .item("1", "l各镇街")
        .item("2", "l各镇街 l水利局")
        .item("3", "l水利局 s各镇街 r各单位")
        .item("4", "l水利局 s各镇街 s林业局")
        .item("5", "l水利局 s各镇街");
    assert_eq!(
        sample.found("collective-lead"),
        [(What::CollectiveLead { alone: 1 }, vec![0, 1], vec!["各镇街"])]
    );
    assert_eq!(
        sample.found("collective-support"),
        [(What::CollectiveSupport { counts: vec![2, 1] }, vec![2, 4], vec!["各镇街", "各单位"])]
    );
    assert!(sample.found("several-leads").is_empty());
}

#[test]
fn a_collective_that_answers_alone() {
    let sample = sample()
        .item("1", "r各单位")
        .item("2", "r各单位 s水利局")
        .item("3", "r各单位 r水利局")
        .item("4", "l水利局 r各单位");
    assert_eq!(
        sample.found("collective-lead"),
        [(What::CollectiveAnswers, vec![0, 1], vec!["各单位"])]
    );
}

#[test]
fn who_is_responsible_under_a_collective_lead_does_not_lead() {
    let sample = sample()
        .item("1", "l各镇街 r水利局")
        .item("2", "l各镇街 r水利局")
        .item("3", "l林业局 r水利局")
        .item("4", "l交通局");
    assert!(sample.found("overloaded-unit").is_empty());
}

#[test]
fn a_unit_twice_in_a_measure() {
    let sample = sample().item("1", "l水利局 s水利局").item("2", "l水利局 s林业局 s林业局");
    let roles = vec![Role::Lead, Role::Support];
    assert_eq!(
        sample.found("unit-twice"),
        [
            (What::TwoRoles { roles }, vec![0], vec!["水利局"]),
            (What::NamedTwice, vec![1], vec!["林业局"]),
        ]
    );
    assert_eq!(sample.findings()[0].severity(), Severity::Error);
    assert_eq!(sample.findings()[0].rows, [0, 1]);
}

#[test]
fn one_statement_for_many_measures() {
    let mut sample = sample();
    for number in ["1", "2", "3", "4", "5"] {
        sample = sample.item(number, "l水利局 r林业局 r交通局 r财政局");
    }
    assert!(sample.found("broad-inheritance").is_empty(), "printed at each measure");
    for row in &mut sample.0.rows {
        (row.how, row.line) = (How::Inherited, 9);
    }
    let what = What::BroadInheritance { printed: 5, from: 5, from_units: 4 };
    let names = vec!["水利局", "林业局", "交通局", "财政局"];
    assert_eq!(sample.found("broad-inheritance"), [(what, vec![0, 1, 2, 3, 4], names)]);
    // Two statements of four and one measures: neither is broad.
    sample.0.rows[0..4].iter_mut().for_each(|row| row.line = 8);
    assert!(sample.found("broad-inheritance").is_empty());
}

#[test]
fn numbers_skipped_and_repeated() {
    let sample = sample()
        .item("1", "l水利局")
        .item("2", "l水利局")
        .measure(("", "", "2", "另一事项"))
        .units("l水利局")
        .item("5", "l水利局");
    assert_eq!(
        sample.found("number-skipped"),
        [(What::NumberSkipped { missing: vec![3, 4] }, vec![3], vec![])]
    );
    assert_eq!(sample.found("number-repeated"), [(What::NumberRepeated, vec![1, 2], vec![])]);
}

#[test]
fn numbering_may_start_anew_with_each_chapter_or_section() {
    let mut anew = sample();
    let mut through = sample();
    let mut number = 0;
    for (section1, section2) in [("一", "（一）"), ("一", "（二）"), ("二", "（一）")] {
        for i in 1..4 {
            number += 1;
            let (restarted, running) = (i.to_string(), number.to_string());
            anew = anew.measure((section1, section2, &restarted, &running)).units("l水利局");
            through = through.measure((section1, section2, &running, &running)).units("l水利局");
        }
    }
    for sample in [anew, through] {
        assert!(sample.found("number-skipped").is_empty());
        assert!(sample.found("number-repeated").is_empty());
    }
}

#[test]
fn numbers_of_other_things_are_no_gaps() {
    let sample = sample().item("2021", "l水利局").item("30", "l水利局").item("附", "l水利局");
    assert!(sample.found("number-skipped").is_empty());
}

#[test]
fn sub_rows_are_no_repetition_but_equal_titles_are() {
    let sample = sample()
        .measure(("", "", "1", "修桥"))
        .units("l水利局")
        .measure(("", "", "1", "修桥"))
        .units("l水利局")
        .measure(("", "", "2", "修桥"))
        .units("l水利局");
    assert!(sample.found("number-repeated").is_empty());
    assert_eq!(sample.found("title-repeated"), [(What::TitleRepeated, vec![0, 1, 2], vec![])]);
}

#[test]
fn names_of_one_body() {
    let mut sample = sample().item("1", "l水利局").item("2", "l水利局");
    let m = MeasureId(1);
    for (name, evidence) in [
        ("水局", Evidence::Abbreviation),
        ("水　利局", Evidence::Exact),
        ("水利局（河长办）", Evidence::Bracket),
        ("水利利局", Evidence::Typo),
    ] {
        sample.0.units[0].aliases.push(Alias { name: name.into(), mentions: 1, evidence });
        sample.row(m, UnitId(0), Role::Lead, name);
    }
    assert_eq!(
        sample.found("one-body-several-names"),
        [(What::SeveralNames { counts: vec![4, 1] }, vec![1], vec!["水利局"])]
    );
    assert_eq!(sample.found("probable-misprint"), [(What::Misprint, vec![1], vec!["水利局"])]);
    let misprint = sample.findings().into_iter().find(|f| f.what == What::Misprint);
    assert_eq!(misprint.expect("found above").rows, [5]);
}

#[test]
fn near_names() {
    let rare = sample().item("1", "l区水利局").item("2", "l区水利局").item("3", "l区水利局");
    let near = rare.item("4", "l区水力局");
    assert_eq!(
        near.found("probable-misprint"),
        [(What::NearName, vec![3], vec!["区水力局", "区水利局"])]
    );
    assert!(near.found("named-once").is_empty(), "said already");
    let beside = near.item("5", "l区水利局 s区水力局");
    assert!(beside.found("probable-misprint").is_empty(), "side by side they are two");
}

#[test]
fn near_names_of_other_jurisdictions() {
    let mut sample = Sample::default();
    for (plan, name) in [("甲", "区城乡建委"), ("乙", "区城乡建委"), ("丙", "区城市建委")]
    {
        sample = sample.plan(plan).item("1", "");
        let unit = sample.unit(plan, name, "construction");
        let measure = MeasureId(sample.0.measures.len() as u32 - 1);
        sample.row(measure, unit, Role::Lead, name);
    }
    assert_eq!(
        sample.found("probable-misprint"),
        [(What::NearName, vec![2], vec!["区城市建委", "区城乡建委"])]
    );
    // Another rank, not another letter inside: as the third district may well call it.
    sample.0.units[2].name = "区城乡建局".into();
    assert!(sample.found("probable-misprint").is_empty());
}

#[test]
fn burdens() {
    let sample = sample()
        .item("1", "l水利局 s林业局")
        .item("2", "l水利局 s林业局 s供水公司")
        .item("3", "l水利局 s林业局 s供水公司")
        .item("4", "l财政局 s供水公司")
        .item("5", "l各镇街 s交通局")
        .item("6", "l卫生局 s卫生局");
    let of = 6;
    assert_eq!(
        sample.found("overloaded-unit"),
        [(What::Overloaded { of, over: 0.2 }, vec![0, 1, 2], vec!["水利局"])]
    );
    assert_eq!(
        sample.found("support-only"),
        [(What::SupportOnly { counts: vec![3], from: 3 }, vec![], vec!["林业局"])]
    );
    let findings = sample.findings();
    let found = findings.iter().find(|finding| finding.code() == "support-only");
    assert_eq!(found.map(|finding| &finding.rows[..]), Some(&[1][..]), "where it is first named");
    assert_eq!(
        sample.found("named-once"),
        [(What::NamedOnce { of: 6, up_to: 0.5 }, vec![3, 4], vec!["财政局", "交通局"])]
    );
    let sparse = self::sample().item("1", "l水利局 s林业局");
    assert!(sparse.found("named-once").is_empty(), "all of them: that is how the plan is");
}

#[test]
fn what_reading_noticed() {
    let sample = sample().item("1", "l水利局").item("2", "l水利局");
    let graph = ResponsibilityGraph::build(&sample.0);
    let noticed = |code, line, measures: &[u32]| Noticed {
        code,
        plan: PlanId(0),
        line,
        measures: measures.iter().map(|&m| MeasureId(m)).collect(),
    };
    let noticed = [
        noticed("body-annex-differ", 11, &[]),
        noticed("open-bracket", 11, &[]),
        noticed("body-annex-differ", 0, &[0]),
    ];
    let findings = check(&sample.0, &graph, &noticed, &CheckThresholds::default());
    let differ: Vec<_> = findings.iter().filter(|f| f.code() == "body-annex-differ").collect();
    assert_eq!(differ.len(), 2);
    assert_eq!(differ[0].measures, [MeasureId(0)]);
    assert_eq!(
        (differ[1].measures.as_slice(), differ[1].line(&sample.0)),
        (&[MeasureId(1)][..], 11)
    );
}

#[test]
fn findings_come_by_plan_then_weight_then_code() {
    let sample = sample().item("1", "l水利局 l林业局").item("3", "").plan("乙").item("1", "");
    let order: Vec<_> =
        sample.findings().iter().map(|f| (f.plan.0, f.severity(), f.code())).collect();
    assert_eq!(
        order,
        [
            (0, Severity::Error, "no-lead"),
            (0, Severity::Warning, "number-skipped"),
            (0, Severity::Note, "several-leads"),
            (1, Severity::Error, "no-lead"),
        ]
    );
}
