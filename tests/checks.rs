//! Findings on the five real plans, as their authors would read them.

use respgraph::analyses::checks::{CheckThresholds, Finding, check};
use respgraph::analyses::{Agreement, Alignment, plan_change, successions, theme_leads};
use respgraph::exports::FindingWriter;
use respgraph::graph::{ResponsibilityGraph, Scope};
use respgraph::plan::How;
use respgraph::units::{
    Alias, Assignment, Assignments, Evidence, MeasureId, MeasureRecord, PlanId, PlanRecord, Unit,
    UnitId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const PLANS: [(&str, &str); 5] = [
    ("qianjiang-2021", "黔江区"),
    ("shapingba-2019", "沙坪坝区"),
    ("shapingba-2020", "沙坪坝区"),
    ("wansheng-2021", "万盛经开区"),
    ("yuzhong-2021", "渝中区"),
];

/// The plan whose responsibilities stand on headings.
const INHERITING: &str = "yuzhong-2021";

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let found = shared.join("gold/assignments.csv").is_file();
    if !found {
        println!("skipped: ../shared is not here");
    }
    found.then_some(shared)
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path)
        .expect("the key opens")
        .deserialize()
        .map(|row| row.expect("the key is well-formed"))
        .collect()
}

/// The answer key as assignments, its table rows taken in the given order.
fn key(shared: &Path, order: impl Fn(&mut Vec<BTreeMap<String, String>>)) -> Assignments {
    let mut names = rows(&shared.join("gold/units.csv"));
    let mut table = rows(&shared.join("gold/assignments.csv"));
    for (i, row) in table.iter_mut().enumerate() {
        row.insert("line".into(), (i + 1).to_string());
    }
    order(&mut names);
    let mut units: BTreeMap<(String, String), Unit> = BTreeMap::new();
    let mut unit_of = BTreeMap::new();
    for name in &names {
        let id = (name["jurisdiction"].clone(), name["unit"].clone());
        let unit = units.entry(id.clone()).or_insert_with(|| Unit {
            jurisdiction: name["jurisdiction"].clone(),
            name: name["unit"].clone(),
            kind: name["kind"].parse().expect("a kind"),
            function: name["function"].clone(),
            aliases: Vec::new(),
        });
        let evidence = match name["mention"].as_str() {
            mention if mention == name["unit"] => Evidence::Exact,
            "区人社局保局" => Evidence::Typo,
            mention if mention.contains('（') => Evidence::Bracket,
            _ => Evidence::Abbreviation,
        };
        let mentions = name["mentions"].parse().expect("a count");
        unit.aliases.push(Alias { name: name["mention"].clone(), mentions, evidence });
        unit_of.insert((name["jurisdiction"].clone(), name["mention"].clone()), id);
    }
    let position: BTreeMap<_, _> = units.keys().cloned().zip(0u32..).collect();
    for unit in units.values_mut() {
        unit.aliases.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.name.cmp(&b.name)));
    }
    let mut assignments =
        Assignments { units: units.into_values().collect(), ..Assignments::default() };
    for ((plan, jurisdiction), id) in PLANS.iter().zip(0..) {
        assignments.plans.push(PlanRecord {
            id: (*plan).into(),
            jurisdiction: (*jurisdiction).into(),
            year: plan[plan.len() - 4..].parse().ok(),
            ..PlanRecord::default()
        });
        let mut known = BTreeMap::new();
        for row in table.iter().filter(|row| row["plan"] == *plan) {
            let key = (row["section1"].clone(), row["number"].clone(), row["part"].clone());
            let measure = *known.entry(key).or_insert_with(|| {
                assignments.measures.push(MeasureRecord {
                    plan: PlanId(id),
                    key: format!("{plan}:{}.{}.{}", row["section1"], row["number"], row["part"]),
                    section1: row["section1"].as_str().into(),
                    section2: row["section2"].as_str().into(),
                    number: row["number"].clone(),
                    part: row["part"].parse().expect("a number"),
                    title: row["title"].clone(),
                    text: String::new(),
                    due: String::new(),
                    line: row["line"].parse().expect("a number"),
                });
                MeasureId(assignments.measures.len() as u32 - 1)
            });
            let unit = &unit_of[&((*jurisdiction).to_owned(), row["mention"].clone())];
            let inherited = *plan == INHERITING;
            assignments.rows.push(Assignment {
                measure,
                unit: UnitId(position[unit]),
                role: row["role"].parse().expect("a role"),
                how: if inherited { How::Inherited } else { How::Row },
                line: 0,
                mention: row["mention"].as_str().into(),
                quote: row["section2"].as_str().into(),
            });
        }
    }
    assignments
}

fn findings(assignments: &Assignments) -> Vec<Finding> {
    let graph = ResponsibilityGraph::build(assignments);
    check(assignments, &graph, &[], &CheckThresholds::default())
}

fn sentences(assignments: &Assignments) -> Vec<String> {
    let writer = FindingWriter::new(assignments);
    findings(assignments)
        .iter()
        .map(|finding| {
            let words = writer.words(finding);
            let (severity, code) = (finding.severity().as_str(), finding.code());
            format!(
                "{severity}[{code}] {} {} {}\n    {} {}\n    {}",
                assignments.plan(finding.plan).id,
                words.message.zh,
                words.advice.zh,
                words.message.en,
                words.advice.en,
                words.place.en
            )
        })
        .collect()
}

#[test]
fn on_the_five_plans() {
    let Some(shared) = shared() else { return };
    let assignments = key(&shared, |_| ());
    let sentences = sentences(&assignments);
    println!("{}", sentences.join("\n"));
    println!("{} findings", sentences.len());
    let has = |plan: &str, code: &str, words: &str| {
        let found = sentences.iter().any(|sentence| {
            sentence.contains(plan) && sentence.contains(code) && sentence.contains(words)
        });
        assert!(found, "{plan} {code} {words}");
    };
    has("shapingba-2019", "number-skipped", "编号缺23（");
    has("shapingba-2019", "title-repeated", "第53、54项标题相同");
    has("shapingba-2019", "probable-misprint", "「区人社局保局」疑为「区人力社保局」");
    has("yuzhong-2021", "probable-misprint", "「区住房城市建委」疑为「区住房城乡建委」");
    has("yuzhong-2021", "one-body-several-names", "「区发展改革委」24次、「区发改委」1次");
    has("yuzhong-2021", "broad-inheritance", "5项措施");
    has("shapingba-2020", "collective-lead", "「各指标牵头部门」");
    let unwanted = ["no-lead", "unit-twice", "number-repeated", "body-annex-differ"];
    let codes: BTreeSet<&str> = findings(&assignments).iter().map(Finding::code).collect();
    assert!(unwanted.iter().all(|code| !codes.contains(code)), "{codes:?}");
    assert!(sentences.len() <= 60, "{} findings are too many to read", sentences.len());
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let Some(shared) = shared() else { return };
    let forward = sentences(&key(&shared, |_| ()));
    assert_eq!(sentences(&key(&shared, |rows| rows.reverse())), forward);
}

#[test]
fn who_leads_the_same_measure_elsewhere() {
    let Some(shared) = shared() else { return };
    let assignments = key(&shared, |_| ());
    let alignment = Alignment::of(&assignments);
    let graph = ResponsibilityGraph::build(&assignments).restrict(&Scope::default());
    let mut odd = Vec::new();
    let mut counts = BTreeMap::new();
    for leads in theme_leads(&graph, &alignment) {
        *counts.entry(leads.agreement).or_insert(0) += 1;
        if leads.plans.len() < 2 || leads.agreement == Agreement::Same {
            continue;
        }
        let title =
            &assignments.measure(alignment.themes[leads.theme].members[0].measures[0]).title;
        println!("{} {title}", leads.agreement.as_str());
        for leading in &leads.plans {
            let units: Vec<String> = leading
                .leads
                .iter()
                .map(|&u| {
                    format!("{} ({})", assignments.unit(u).name, assignments.unit(u).function)
                })
                .collect();
            let plan = &assignments.plan(leading.plan).id;
            println!("  {plan}{}: {}", if leading.odd { " *" } else { "" }, units.join(", "));
            if leading.odd {
                odd.push((title.clone(), plan.clone()));
            }
        }
    }
    println!("{counts:?}");
    // In Wansheng the finance bureau leads what elsewhere the office of financial affairs leads.
    assert!(odd.contains(&("提升企业融资服务水平".into(), "wansheng-2021".into())), "{odd:?}");
    // In Shapingba the government services office handles complaints about tenders.
    assert!(odd.contains(&("建立公平有效的投诉机制".into(), "shapingba-2019".into())), "{odd:?}");
    let steps = successions(&assignments);
    assert_eq!(steps, [(PlanId(1), PlanId(2))]);
    let change = plan_change(&graph, &alignment, steps[0].0, steps[0].1);
    assert!(change.kept.is_empty(), "the plan of 2020 is of another sort than that of 2019");
    assert_eq!((change.gone.len(), change.new.len()), (88, 18));
}
