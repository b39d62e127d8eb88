//! Printed names of whole plans become units.

use super::*;
use crate::plan::{How, Role};
use crate::units::unit::Evidence;
use proptest::prelude::*;

fn measure(number: &str, text: &str, line: u32, clauses: &[(Role, &str)]) -> Measure {
    let at = Locator::line("plan.txt", line);
    Measure {
        section1: "一、环境".to_owned(),
        number: number.to_owned(),
        part: 1,
        title: format!("第{number}件事"),
        text: text.to_owned(),
        at: at.clone(),
        clauses: clauses
            .iter()
            .map(|(role, names)| RoleClause {
                role: *role,
                names: (*names).to_owned(),
                how: How::Row,
                at: at.clone(),
                quote: format!("{}：{names}", role.zh()),
            })
            .collect(),
        ..Measure::default()
    }
}

fn plan(id: &str, jurisdiction: &str, measures: Vec<Measure>) -> Plan {
    Plan {
        id: id.to_owned(),
        jurisdiction: jurisdiction.to_owned(),
        source: "plan.txt".to_owned(),
        measures,
        ..Plan::default()
    }
}

fn resolved(plans: Vec<Plan>) -> Noted<Assignments> {
    resolve(plans, &UnitVocabulary::default(), &AliasFile::default())
}

#[test]
fn clauses_become_rows() {
    let got = resolved(vec![plan(
        "p",
        "江口区",
        vec![
            measure(
                "1",
                "",
                3,
                &[(Role::Support, "区教委、区税务局等有关部门"), (Role::Lead, "区财政局")],
            ),
            measure("2", "", 5, &[]),
        ],
    )]);
    assert!(got.notes.is_empty(), "{:?}", got.notes);
    let table = got.value;
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|r| (r.role, &*r.mention, table.unit(r.unit).name.as_str(), r.line))
        .collect();
    assert_eq!(
        rows,
        [
            (Role::Lead, "区财政局", "区财政局", 3),
            (Role::Support, "区教委", "区教委", 3),
            (Role::Support, "区税务局", "区税务局", 3),
            (Role::Support, "有关部门", "有关部门", 3),
        ]
    );
    assert_eq!(&*table.rows[0].quote, "牵头：区财政局");
    assert_eq!(table.measures.len(), 2, "a measure without units stays");
    assert_eq!(table.measures[1].key, "p:1.2.1");
}

#[test]
fn every_word_without_a_unit_is_said() {
    let got = resolved(vec![plan(
        "p",
        "江口区",
        vec![
            measure("1", "", 3, &[(Role::Lead, "张三、区财政局"), (Role::Support, "长期坚持")]),
            measure("2", "", 5, &[(Role::Support, "——")]),
        ],
    )]);
    let notes: Vec<_> = got.notes.iter().map(|n| (n.code, n.at.line, n.severity)).collect();
    assert_eq!(
        notes,
        [
            ("empty-responsibility", 3, Severity::Warning),
            ("not-a-unit", 3, Severity::Warning),
            ("empty-responsibility", 5, Severity::Note),
        ]
    );
    assert_eq!(got.value.rows.len(), 1);
}

#[test]
fn an_inherited_clause_is_complained_about_once() {
    let clause = measure("1", "", 3, &[(Role::Lead, "张三")]);
    let again = Measure { number: "2".to_owned(), ..clause.clone() };
    let got = resolved(vec![plan("p", "江口区", vec![clause, again])]);
    assert_eq!(got.notes.len(), 1, "{:?}", got.notes);
}

#[test]
fn companies_are_known_by_what_their_measures_are_about() {
    let got = resolved(vec![plan(
        "p",
        "江口区",
        vec![
            measure("1", "用水报装全程不超过5天。", 3, &[(Role::Support, "润泉公司")]),
            measure(
                "2",
                "水电气一窗受理：用水、用电、用气。",
                4,
                &[(Role::Support, "润泉公司、明火公司")],
            ),
            measure("3", "供气、供水都要快。", 5, &[(Role::Support, "明火公司")]),
        ],
    )]);
    let functions: Vec<_> =
        got.value.units.iter().map(|u| (u.name.as_str(), u.function.as_str())).collect();
    assert_eq!(functions, [("明火公司", ""), ("润泉公司", "water-supply")]);
    assert_eq!(got.notes.iter().map(|n| n.code).collect::<Vec<_>>(), ["function-from-measures"]);
    let done = &got.notes[0].done;
    assert_eq!(
        (&*done.zh, &*done.en),
        ("按其事项定为“供水”", "“water supply” taken from its measures")
    );
}

#[test]
fn plans_without_a_jurisdiction_do_not_mix() {
    let one =
        |id: &str| plan(id, "", vec![measure("1", "", 1, &[(Role::Lead, "区财政局、财政局")])]);
    let got = resolved(vec![one("a"), one("b")]).value;
    assert_eq!(got.units.len(), 2, "one a plan: {:?}", got.units);
}

#[test]
fn the_alias_file_of_a_run_gives_the_same_run() {
    let plans = || {
        vec![plan(
            "p",
            "江口区",
            vec![
                measure("1", "", 1, &[(Role::Lead, "区发改委、区经济信息委（数据局）")]),
                measure("2", "", 2, &[(Role::Lead, "区发展改革委、区经济信息委、各镇街")]),
                measure("3", "", 3, &[(Role::Lead, "区发展改革委、润泉公司")]),
            ],
        )]
    };
    let first = resolved(plans()).value;
    let bytes = AliasFile::of(&first).to_csv();
    let aliases = AliasFile::read(&bytes, "units.csv").expect("our own table").value;
    let second = resolve(plans(), &UnitVocabulary::default(), &aliases).value;
    let shape = |table: &Assignments| -> Vec<_> {
        table.units.iter().map(|u| (u.name.clone(), u.kind, u.function.clone())).collect()
    };
    assert_eq!(shape(&first), shape(&second));
    assert_eq!(first.rows, second.rows);
    let aliases: Vec<_> =
        second.units.iter().flat_map(|u| &u.aliases).map(|a| a.evidence).collect();
    assert!(aliases.iter().all(|e| matches!(e, Evidence::Exact | Evidence::Alias)), "{aliases:?}");
}

#[test]
fn a_name_of_the_alias_file_is_no_leftover() {
    let aliases =
        AliasFile::read("name,unit,kind\n红帆联线,红帆联线,enterprise\n".as_bytes(), "u.csv");
    let aliases = aliases.expect("a good table").value;
    let plans = vec![plan("p", "江口区", vec![measure("1", "", 1, &[(Role::Lead, "红帆联线")])])];
    let got = resolve(plans, &UnitVocabulary::default(), &aliases);
    assert!(got.notes.is_empty());
    assert_eq!(got.value.units[0].kind, UnitKind::Enterprise);
}

fn names() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "区财政局",
        "财政局",
        "区发改委",
        "区发展改革委",
        "各镇街",
        "区人社局",
        "区人力社保局",
        "区文委",
        "区文化委",
        "区文史委",
        "市财政局",
        "张三",
        "润泉公司",
    ]);
    prop::collection::vec(name, 1..6).prop_map(|names| names.join("、"))
}

proptest! {
    #[test]
    fn the_order_of_plans_changes_nothing(
        lists in prop::collection::vec(prop::collection::vec(names(), 0..5), 1..5),
        seed in 0usize..24,
    ) {
        let plans: Vec<Plan> = lists
            .iter()
            .enumerate()
            .map(|(i, lists)| {
                let measures = lists
                    .iter()
                    .zip(1..)
                    .map(|(list, n)| measure(&n.to_string(), "用水", n, &[(Role::Lead, list)]))
                    .collect();
                plan(&format!("p{i}"), ["江口区", "云州市", ""][i % 3], measures)
            })
            .collect();
        let mut shuffled = plans.clone();
        shuffled.reverse();
        let middle = seed % shuffled.len();
        shuffled.rotate_left(middle);
        let (one, two) = (resolved(plans), resolved(shuffled));
        prop_assert_eq!(one.value, two.value);
        prop_assert_eq!(one.notes, two.notes);
    }
}
