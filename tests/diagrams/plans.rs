//! Plans to draw, all invented.

use respgraph::plan::{How, Role};
use respgraph::units::{
    Alias, Assignment, Assignments, Evidence, MeasureId, MeasureRecord, PlanId, PlanRecord, Unit,
    UnitId, UnitKind,
};
use std::collections::BTreeMap;

/// One line of an assignment table.
#[derive(Default, Clone)]
pub struct Line {
    pub plan: String,
    pub jurisdiction: String,
    pub year: Option<i32>,
    pub section1: String,
    pub section2: String,
    pub number: String,
    pub part: u32,
    pub measure: String,
    pub title: String,
    pub role: String,
    pub unit: String,
    pub kind: String,
    pub function: String,
}

pub fn assignments(lines: &[Line]) -> Assignments {
    let mut plans: Vec<PlanRecord> = Vec::new();
    let mut measures: Vec<MeasureRecord> = Vec::new();
    let mut names: Vec<(String, String, String, String)> = lines
        .iter()
        .map(|l| (l.jurisdiction.clone(), l.unit.clone(), l.kind.clone(), l.function.clone()))
        .collect();
    names.sort();
    names.dedup();
    let units = names
        .iter()
        .map(|(jurisdiction, name, kind, function)| Unit {
            jurisdiction: jurisdiction.clone(),
            plan: String::new(),
            name: name.clone(),
            kind: kind.parse::<UnitKind>().unwrap(),
            function: function.clone(),
            aliases: vec![Alias { name: name.clone(), mentions: 1, evidence: Evidence::Exact }],
        })
        .collect();
    let mut known: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for l in lines {
        let plan = plans.iter().position(|p| p.id == l.plan).unwrap_or_else(|| {
            plans.push(PlanRecord {
                id: l.plan.clone(),
                title: format!(
                    "{}{}年优化营商环境工作实施方案",
                    l.jurisdiction,
                    l.year.unwrap_or(2024)
                ),
                jurisdiction: l.jurisdiction.clone(),
                date: l.year.map(|y| format!("{y}-03-15")).unwrap_or_default(),
                year: l.year,
                ..PlanRecord::default()
            });
            plans.len() - 1
        });
        let measure = *known.entry(l.measure.clone()).or_insert_with(|| {
            measures.push(MeasureRecord {
                plan: PlanId(plan as u32),
                key: l.measure.clone(),
                section1: l.section1.as_str().into(),
                section2: l.section2.as_str().into(),
                number: l.number.clone(),
                part: l.part.max(1),
                title: l.title.clone(),
                text: String::new(),
                due: String::new(),
                line: 0,
            });
            measures.len() as u32 - 1
        });
        let unit = names.iter().position(|n| n.0 == l.jurisdiction && n.1 == l.unit).unwrap();
        rows.push(Assignment {
            measure: MeasureId(measure),
            unit: UnitId(unit as u32),
            role: l.role.parse::<Role>().unwrap(),
            how: How::Row,
            line: 0,
            mention: l.unit.as_str().into(),
            quote: "".into(),
        });
    }
    Assignments { plans, measures, units, rows, ..Assignments::default() }
}

/// 60 units with very long names in 30 sections of one invented plan.
pub fn stress() -> Assignments {
    let long = "负责统筹协调各类跨部门跨层级事项并承担日常联络工作的";
    let mut lines = Vec::new();
    for m in 0..180usize {
        for k in 0..(2 + m % 9) {
            let u = (m * 7 + k * k * 13 + k) % 60;
            lines.push(Line {
                plan: "压力\"测试\\<样例>&计划".into(),
                jurisdiction: "某某市某某新区".into(),
                year: Some(2024),
                section1: format!("第{}章 全面推进{long}重点改革任务落地见效", m / 36 + 1),
                section2: format!("（{}）持续深化{long}若干改革举措 & <试点>", m / 6 + 1),
                number: format!("{}", m + 1),
                part: 1,
                measure: format!("m{m:03}"),
                title: format!("第{}项：建立健全{long}长效机制，推动Implementation of cross-department coordination", m + 1),
                role: ["lead", "responsible", "support"][if k == 0 || (k == 1 && m % 3 == 0) { 0 } else { 1 + (k % 2) }].into(),
                unit: format!("市{long}第{u}联席会议办公室（筹备组）"),
                kind: if u % 11 == 0 { "collective" } else { "department" }.into(),
                function: String::new(),
            });
        }
    }
    assignments(&lines)
}

/// One measure, one unit: the smallest plan.
pub fn smallest() -> Assignments {
    assignments(&[Line {
        plan: "小".into(),
        measure: "m1".into(),
        title: "一事".into(),
        role: "lead".into(),
        unit: "甲局".into(),
        kind: "department".into(),
        ..Line::default()
    }])
}
