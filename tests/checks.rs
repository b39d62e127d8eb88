//! Findings on the five real plans, as their authors would read them.

mod gold_key;

use respgraph::analyses::checks::{CheckThresholds, Finding, check};
use respgraph::analyses::{Agreement, Alignment, plan_changes, successions, theme_leads};
use respgraph::exports::FindingWriter;
use respgraph::graph::{ResponsibilityGraph, Scope};
use respgraph::units::{Assignments, PlanId};
use std::collections::{BTreeMap, BTreeSet};

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
    let Some(assignments) = gold_key::assignments() else { return };
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
    let Some(assignments) = gold_key::assignments() else { return };
    let forward = sentences(&assignments);
    let reversed =
        gold_key::assignments_in_order(|rows| rows.reverse()).expect("there a moment ago");
    assert_eq!(sentences(&reversed), forward);
}

#[test]
fn who_leads_the_same_measure_elsewhere() {
    let Some(assignments) = gold_key::assignments() else { return };
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
    let change = plan_changes(&graph, &alignment, &steps[..1]).remove(0);
    assert!(change.kept.is_empty(), "the plan of 2020 is of another sort than that of 2019");
    assert_eq!((change.gone.len(), change.new.len()), (88, 18));
}
