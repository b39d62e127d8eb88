//! Who leads a theme where, and what changed.

use super::super::alignment::Member;
use super::*;
use crate::graph::{Edge, MeasureNode, UnitNode};
use crate::units::{PlanRecord, UnitKind};

const LEAD: Role = Role::Lead;
const SUPPORT: Role = Role::Support;

/// Units by function (`None` unknown), measures by plan, edges (unit, measure, role).
fn graph(
    functions: &[Option<u32>],
    plans: &[u32],
    edges: &[(u32, u32, Role)],
) -> ResponsibilityGraph {
    let unit = |(&function, id)| UnitNode {
        id: UnitId(id),
        kind: UnitKind::Department,
        function,
        jurisdiction: 0,
    };
    let measure =
        |(&plan, id)| MeasureNode { id: MeasureId(id), plan: PlanId(plan), section: plan };
    let edge = |(&(u, m, role), row)| (u, m, Edge { role, row });
    ResponsibilityGraph::from_parts(
        functions.iter().zip(0..).map(unit).collect(),
        plans.iter().zip(0..).map(measure).collect(),
        edges.iter().zip(0..).map(edge).collect(),
    )
}

/// Themes as lists of (plan, measures).
fn alignment(themes: &[&[(u32, &[u32])]]) -> Alignment {
    let theme = |members: &&[(u32, &[u32])]| Theme {
        members: members
            .iter()
            .map(|(plan, measures)| Member {
                plan: PlanId(*plan),
                measures: measures.iter().map(|&m| MeasureId(m)).collect(),
                score: None,
            })
            .collect(),
    };
    Alignment { themes: themes.iter().map(theme).collect(), links: Vec::new() }
}

#[test]
fn the_odd_district_is_the_one_without_the_usual_function() {
    let graph = graph(
        &[Some(7), Some(7), Some(9), Some(9)],
        &[0, 1, 2],
        &[(0, 0, LEAD), (1, 1, LEAD), (3, 1, LEAD), (2, 2, LEAD), (1, 2, SUPPORT)],
    );
    let themes = alignment(&[&[(0, &[0]), (1, &[1]), (2, &[2])]]);
    let leads = &theme_leads(&graph, &themes)[0];
    // 7 leads in two of three plans, 9 in two of three: both are usual; nobody is odd.
    assert_eq!((leads.usual.as_slice(), leads.agreement), (&[7, 9][..], Agreement::Same));
    assert_eq!(leads.plans[0].lacks, [9]);

    let graph = self::graph(
        &[Some(7), Some(7), Some(9)],
        &[0, 1, 2],
        &[(0, 0, LEAD), (1, 1, LEAD), (2, 2, LEAD), (1, 2, SUPPORT)],
    );
    let leads = &theme_leads(&graph, &themes)[0];
    assert_eq!((leads.usual.as_slice(), leads.agreement), (&[7][..], Agreement::Differs));
    let odd: Vec<bool> = leads.plans.iter().map(|leading| leading.odd).collect();
    assert_eq!(odd, [false, false, true]);
    assert_eq!((&leads.plans[2].lacks[..], &leads.plans[2].adds[..]), (&[7][..], &[9][..]));
}

#[test]
fn two_districts_that_differ_have_no_usual_function() {
    let graph =
        graph(&[Some(1), Some(2), None], &[0, 1, 1], &[(0, 0, LEAD), (1, 1, LEAD), (2, 2, LEAD)]);
    let themes =
        alignment(&[&[(0, &[0]), (1, &[1])], &[(0, &[0]), (1, &[2])], &[(0, &[0])], &[(1, &[])]]);
    let agreements: Vec<_> = theme_leads(&graph, &themes).iter().map(|t| t.agreement).collect();
    assert_eq!(
        agreements,
        [Agreement::Split, Agreement::Unknown, Agreement::Single, Agreement::Single]
    );
}

#[test]
fn sub_rows_count_as_one_measure() {
    let graph = graph(
        &[Some(1), Some(2), Some(2)],
        &[0, 0, 1],
        &[(0, 0, LEAD), (1, 1, LEAD), (2, 2, LEAD)],
    );
    let themes = alignment(&[&[(0, &[0, 1]), (1, &[2])]]);
    let leads = &theme_leads(&graph, &themes)[0];
    assert_eq!(leads.plans[0].functions, [1, 2]);
    assert_eq!((leads.usual.as_slice(), leads.agreement), (&[2][..], Agreement::Same));
}

#[test]
fn changes_between_two_plans() {
    // Theme 0: unit 0 led with support of 1 and 2; now 1 leads with support of 0 and 3.
    let graph = graph(
        &[None; 4],
        &[0, 1, 0, 1],
        &[
            (0, 0, LEAD),
            (1, 0, SUPPORT),
            (2, 0, SUPPORT),
            (1, 1, LEAD),
            (0, 1, SUPPORT),
            (3, 1, SUPPORT),
            (0, 2, LEAD),
            (1, 3, LEAD),
        ],
    );
    let themes = alignment(&[&[(0, &[0]), (1, &[1])], &[(0, &[2])], &[(1, &[3])]]);
    let change = plan_changes(&graph, &themes, &[(PlanId(0), PlanId(1))]).remove(0);
    assert_eq!((&change.gone[..], &change.new[..]), (&[1][..], &[2][..]));
    let kept = &change.kept[0];
    assert!(kept.lead_changed() && !kept.is_empty());
    assert_eq!(
        (&kept.leads_before[..], &kept.leads_after[..]),
        (&[UnitId(0)][..], &[UnitId(1)][..])
    );
    assert_eq!(kept.added, [(UnitId(3), SUPPORT)]);
    assert_eq!(kept.dropped, [(UnitId(2), SUPPORT)]);
    assert_eq!(kept.role_changed, [(UnitId(0), LEAD, SUPPORT), (UnitId(1), SUPPORT, LEAD)]);
    let same =
        plan_changes(&graph, &alignment(&[&[(0, &[0])]]), &[(PlanId(0), PlanId(0))]).remove(0);
    assert!(same.kept[0].is_empty() && !same.kept[0].lead_changed());
}

#[test]
fn plans_follow_one_another_inside_a_jurisdiction() {
    let plan = |jurisdiction: &str, year, date: &str| PlanRecord {
        jurisdiction: jurisdiction.into(),
        year,
        date: date.into(),
        ..PlanRecord::default()
    };
    let assignments = Assignments {
        plans: vec![
            plan("甲区", Some(2021), ""),
            plan("甲区", Some(2019), ""),
            plan("乙区", Some(2020), ""),
            plan("甲区", Some(2020), "2020-05-01"),
            plan("甲区", None, ""),
            plan("", Some(2020), ""),
            plan("乙区", Some(2020), ""),
        ],
        ..Assignments::default()
    };
    assert_eq!(successions(&assignments), [(PlanId(1), PlanId(3)), (PlanId(3), PlanId(0))]);
}
