//! Alignment against the hand-made key of the five real plans.

mod gold_key;

use gold_key::{gold, shared};
use respgraph::analyses::Alignment;
use respgraph::units::{Assignments, MeasureId, MeasureRecord, PlanId, PlanRecord};
use std::collections::BTreeSet;
use std::path::Path;

const KEY_PLANS: [&str; 4] = ["wansheng-2021", "qianjiang-2021", "yuzhong-2021", "shapingba-2019"];

/// The measures of the key; texts, when a folder is given, are picked up crudely from its plans.
fn measures(shared: &Path, plan_order: &[&str], texts: Option<&str>) -> Assignments {
    let rows = gold("assignments.csv").expect("beside the plans");
    let mut assignments = Assignments::default();
    for (plan, id) in plan_order.iter().zip(0..) {
        assignments.plans.push(PlanRecord { id: (*plan).into(), ..PlanRecord::default() });
        let first = assignments.measures.len();
        let mut seen = BTreeSet::new();
        for row in rows.iter().filter(|row| row["plan"] == *plan) {
            let key = format!("{}:{}.{}", row["section1"], row["number"], row["part"]);
            if seen.insert(key.clone()) {
                assignments.measures.push(MeasureRecord {
                    plan: PlanId(id),
                    key,
                    section1: row["section1"].as_str().into(),
                    section2: row["section2"].as_str().into(),
                    number: row["number"].clone(),
                    part: row["part"].parse().expect("a number"),
                    title: row["title"].clone(),
                    text: String::new(),
                    due: String::new(),
                    line: 0,
                });
            }
        }
        if let Some(folder) = texts {
            let path = shared.join(folder).join(format!("{plan}.txt"));
            let text = std::fs::read_to_string(path).expect("the plan opens");
            pick_up(&mut assignments.measures[first..], &text);
        }
    }
    assignments
}

/// Gives each measure the lines from its number to the next one's.
fn pick_up(measures: &mut [MeasureRecord], text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let starts_with_number = |line: &str, number: &str| {
        line.split('\t').any(|cell| {
            let rest = cell.trim_start().strip_prefix(number).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with(['.', '．', '、']) || rest.starts_with('（'))
                || (number.starts_with('（') && rest.is_some())
        })
    };
    let mut at = 0;
    let mut starts: Vec<Option<usize>> = Vec::new();
    for (i, measure) in measures.iter().enumerate() {
        let again = i > 0
            && (&measures[i - 1].number, &measures[i - 1].section1)
                == (&measure.number, &measure.section1);
        let found = (at..lines.len()).find(|&l| starts_with_number(lines[l], &measure.number));
        at = found.unwrap_or(at);
        starts.push(if again { None } else { found });
    }
    for i in 0..measures.len() {
        let Some(start) = starts[i] else { continue };
        let next = starts[i + 1..].iter().flatten().next().copied();
        let end = next.unwrap_or(lines.len()).min(start + 12).max(start + 1);
        let heading = |line: &str| {
            let number = line.trim_start().split(['、', '）']).next().unwrap_or("");
            !number.is_empty()
                && number.chars().count() < 4
                && number.chars().all(|c| "（一二三四五六七八九十".contains(c))
        };
        let own = lines[start + 1..end].iter().filter(|line| !heading(line));
        measures[i].text = own.fold(lines[start].to_owned(), |text, line| text + line);
        match measures[i].text.find(&measures[i].title) {
            Some(from) => drop(measures[i].text.drain(..from)),
            // The digests say some measures without a heading anew: then the first words count.
            None => {
                let text = measures[i].text.trim_start();
                let text =
                    text.trim_start_matches(|c: char| c.is_ascii_digit() || "．.".contains(c));
                measures[i].title = text.trim_start().chars().take(15).collect();
                measures[i].text = text.to_owned();
            }
        }
    }
}

type Pair = BTreeSet<(String, String)>;

fn key_pairs() -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for row in gold("alignment.csv").expect("beside the plans") {
        let cells: Vec<(String, String)> = KEY_PLANS
            .iter()
            .filter(|plan| !row[**plan].is_empty())
            .map(|plan| ((*plan).to_owned(), row[*plan].clone()))
            .collect();
        for (i, a) in cells.iter().enumerate() {
            pairs.extend(cells[..i].iter().map(|b| Pair::from([a.clone(), b.clone()])));
        }
    }
    pairs
}

/// The pairs found, with measures named as in the key; the second part of a plan keeps its heading,
/// so that its numbers are not taken for those of the first.
fn found_pairs(assignments: &Assignments, alignment: &Alignment) -> BTreeSet<Pair> {
    let name = |m: MeasureId| {
        let measure = assignments.measure(m);
        let plan = assignments.plan(measure.plan).id.clone();
        let second = plan == "shapingba-2019" && measure.section1.starts_with('二');
        (plan, if second { format!("二{}", measure.number) } else { measure.number.clone() })
    };
    alignment.links.iter().map(|link| Pair::from([name(link.a), name(link.b)])).collect()
}

fn precision_and_recall(shared: &Path, plans: &[&str], texts: Option<&str>) -> (f64, f64) {
    let assignments = measures(shared, plans, texts);
    let alignment = Alignment::of(&assignments);
    let found = found_pairs(&assignments, &alignment);
    let key: BTreeSet<Pair> = key_pairs()
        .into_iter()
        .filter(|pair| pair.iter().all(|(plan, _)| plans.contains(&plan.as_str())))
        .collect();
    for (what, pairs) in [("missed", key.difference(&found)), ("wrong", found.difference(&key))] {
        for pair in pairs {
            println!("{what} with {texts:?}: {pair:?}");
        }
    }
    if std::env::var_os("SHOW").is_some() {
        for link in &alignment.links {
            let (a, b) = (assignments.measure(link.a), assignments.measure(link.b));
            println!(
                "{:.2} needed {:.2} (title {:.2} text {:.2} around {:.2}) {} {} | {} {}",
                link.evidence,
                link.needed,
                link.title,
                link.text,
                link.corroboration,
                a.number,
                a.title,
                b.number,
                b.title
            );
        }
    }
    let hits = found.intersection(&key).count() as f64;
    println!("{texts:?}: {hits} of {} found, {} in the key", found.len(), key.len());
    (hits / found.len() as f64, hits / key.len() as f64)
}

#[test]
fn the_plans_of_one_year() {
    let Some(shared) = shared() else { return };
    for texts in [None, Some("plans"), Some("seeds")] {
        let (precision, recall) = precision_and_recall(&shared, &KEY_PLANS[..3], texts);
        assert!(precision >= 0.98 && recall >= 0.98, "{texts:?}: {precision} {recall}");
    }
}

#[test]
fn with_the_plan_of_another_year() {
    let Some(shared) = shared() else { return };
    let all =
        ["qianjiang-2021", "shapingba-2019", "shapingba-2020", "wansheng-2021", "yuzhong-2021"];
    for texts in [None, Some("plans"), Some("seeds")] {
        let (precision, recall) = precision_and_recall(&shared, &all, texts);
        assert!(precision >= 0.98 && recall >= 0.98, "{texts:?}: {precision} {recall}");
    }
}

#[test]
fn each_two_plans_alone() {
    let Some(shared) = shared() else { return };
    for texts in ["plans", "seeds"] {
        for (i, a) in KEY_PLANS.iter().enumerate() {
            for b in &KEY_PLANS[..i] {
                let (precision, recall) = precision_and_recall(&shared, &[a, b], Some(texts));
                assert!(precision >= 0.98 && recall >= 0.98, "{a} {b} {texts}");
            }
        }
    }
}

#[test]
fn themes_as_a_whole() {
    let Some(shared) = shared() else { return };
    for texts in ["plans", "seeds"] {
        let assignments = measures(&shared, &KEY_PLANS, Some(texts));
        let alignment = Alignment::of(&assignments);
        let of_2021 = |theme: &&respgraph::analyses::Theme| {
            (0..3).all(|plan| theme.member(PlanId(plan)).is_some())
        };
        assert_eq!(alignment.themes.iter().filter(of_2021).count(), 44, "{texts}");
    }
}

#[test]
fn the_order_of_the_plans_does_not_matter() {
    let Some(shared) = shared() else { return };
    let found = |plans: &[&str]| {
        let assignments = measures(&shared, plans, Some("plans"));
        found_pairs(&assignments, &Alignment::of(&assignments))
    };
    let [a, b, c, d] = KEY_PLANS;
    let expected = found(&[a, b, c, d]);
    assert_eq!(found(&[d, c, b, a]), expected);
    assert_eq!(found(&[b, d, a, c]), expected);
}
