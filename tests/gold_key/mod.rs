//! The hand-made answer key of the five published plans, which lies beside the project. Where it is
//! not there the tests that need it say so and pass.

#![allow(dead_code)] // each test file uses a part

use respgraph::plan::How;
use respgraph::units::{
    Alias, Assignment, Assignments, Evidence, MeasureId, MeasureRecord, PlanId, PlanRecord, Unit,
    UnitId,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The five plans and their jurisdictions.
pub const PLANS: [(&str, &str); 5] = [
    ("qianjiang-2021", "黔江区"),
    ("shapingba-2019", "沙坪坝区"),
    ("shapingba-2020", "沙坪坝区"),
    ("wansheng-2021", "万盛经开区"),
    ("yuzhong-2021", "渝中区"),
];

/// The plan whose responsibilities stand on headings.
pub const INHERITING: &str = "yuzhong-2021";

/// A record by column.
pub type Row = BTreeMap<String, String>;

/// The folder of the key, plans and digests.
pub fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let found = shared.join("gold/assignments.csv").is_file();
    if !found {
        println!("skipped: ../shared is not here");
    }
    found.then_some(shared)
}

/// A table of the key.
pub fn gold(name: &str) -> Option<Vec<Row>> {
    let mut reader =
        csv::Reader::from_path(shared()?.join("gold").join(name)).expect("the key opens");
    Some(reader.deserialize().map(|row| row.expect("the key is well-formed")).collect())
}

/// The key as assignments, its tables taken as they are.
pub fn assignments() -> Option<Assignments> {
    assignments_in_order(|_| ())
}

/// The key as assignments, its units taken in the given order.
pub fn assignments_in_order(order: impl Fn(&mut Vec<Row>)) -> Option<Assignments> {
    let mut names = gold("units.csv")?;
    let mut table = gold("assignments.csv")?;
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
            plan: String::new(),
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
            title: format!("{jurisdiction}优化营商环境工作实施方案"),
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
    Some(assignments)
}
