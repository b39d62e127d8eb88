//! What pictures say in words: whose plans, what is tied, what is merged, what was left out.

use crate::geometry::{attribute, curves, words};
use crate::plans::{Line, assignments, stress};
use respgraph::exports::diagrams::{Chart, Diagram, DiagramOptions, Side};
use respgraph::graph::{ResponsibilityGraph, Scope};
use respgraph::text::Lang;
use respgraph::units::PlanId;
use resvg::usvg::roxmltree;

/// A line of an invented plan: who does what in which measure.
fn line(plan: &str, number: &str, part: u32, unit: &str, role: &str) -> Line {
    Line {
        plan: plan.into(),
        jurisdiction: "某区".into(),
        year: plan.parse().ok(),
        section1: "一、总则".into(),
        number: number.into(),
        part,
        measure: format!("{plan} {number} {part}"),
        title: format!("措施{number}"),
        unit: unit.into(),
        kind: "department".into(),
        role: role.into(),
        ..Line::default()
    }
}

#[test]
fn a_unit_sheet_names_the_plans_and_places_of_its_unit_only() {
    let there = Line { jurisdiction: "邻区".into(), ..line("2022", "1", 1, "远局", "lead") };
    let all = assignments(&[
        line("2024", "1", 1, "东局", "lead"),
        line("2024", "1", 1, "西局", "support"),
        line("2023", "1", 1, "西局", "lead"),
        there,
    ]);
    let graph = ResponsibilityGraph::build(&all);
    let sheet = |name: &str| {
        let mut units = graph.unit_indices().map(|u| graph.unit(u).id);
        let unit = units.find(|&id| all.unit(id).name == name).unwrap();
        Diagram::unit(&all, &graph, unit, &DiagramOptions::new(Lang::Zh)).unwrap()
    };
    let east = sheet("东局");
    assert_eq!(east.subtitle, "某区2024年优化营商环境工作实施方案 · 2024-03-15");
    let names: Vec<_> = east.nodes.iter().map(|node| node.label.as_str()).collect();
    assert_eq!(names, ["1 措施1", "东局", "西局"], "one place: no place behind a name");
    assert_eq!(sheet("西局").subtitle, "2 份方案 · 某区 · 2023–2024");
}

#[test]
fn a_hotspot_picture_says_what_is_tied_and_counts_parts() {
    let unit = |i: u32| format!("{}局", ["甲", "乙", "丙", "丁"][i as usize]);
    let options = DiagramOptions::new(Lang::Zh);
    let hotspots = |pairs: u32| {
        let number = |n: u32| (n + 2).to_string();
        let lines: Vec<_> = (0..3)
            .map(|i| line("2024", "1", 1, &unit(i), "lead"))
            .chain(
                (0..pairs)
                    .flat_map(|n| [0, 1].map(|i| line("2024", &number(n), 1, &unit(i), "lead"))),
            )
            .collect();
        let all = assignments(&lines);
        Diagram::hotspots(&all, &ResponsibilityGraph::build(&all), &options)
    };
    let whole = hotspots(11);
    assert!(whole.title.contains("12 项措施"), "a tie of two more is drawn: {}", whole.title);
    assert!(whole.notes.is_empty(), "{:?}", whole.notes);
    let cut = hotspots(12);
    assert!(cut.title.contains("10 项措施"), "{}", cut.title);
    assert_eq!(cut.notes, ["另有 3 项多单位措施未画出，其中 3 项同样有 2 个单位"]);

    let mut lines =
        vec![line("2024", "2", 1, "甲局", "lead"), line("2024", "2", 1, "丁局", "lead")];
    lines.extend([line("2024", "3", 1, "甲局", "lead"), line("2024", "3", 1, "丁局", "support")]);
    for part in 1..=3 {
        lines.extend([0, 1, 2].map(|i| line("2024", "1", part, &unit(i + 1), "lead")));
    }
    let all = assignments(&lines);
    let picture = Diagram::hotspots(&all, &ResponsibilityGraph::build(&all), &options);
    let rows: Vec<_> = picture
        .nodes
        .iter()
        .filter(|node| node.side == Side::Right)
        .map(|node| (node.label.as_str(), node.counts.total()))
        .collect();
    assert_eq!(rows, [("丁局", 5), ("丙局", 3), ("乙局", 3), ("甲局", 2)], "by the number shown");
    assert_eq!(picture.nodes[0].label, "1（1）措施1（3 个分项相同）");
    let svg = picture.to_svg();
    let shown = words(&roxmltree::Document::parse(&svg).unwrap());
    let says = |text: &str| shown.iter().any(|word| word.text == text);
    assert!(says("×3") && says("乙局 ×3") && says("5 项") && says("只在其中一列的单位"));
    assert_eq!(picture.notes, ["同一编号的几个分项由同样的单位承担时合为一列，×3 表示 3 项"]);
}

#[test]
fn every_fall_of_a_frontier_is_labelled_and_its_flat_end_explained() {
    let steps = [(0, 22.0), (1, 21.0), (2, 20.0), (3, 19.0), (4, 19.0), (5, 18.0), (40, 18.0)];
    let svg = Chart::frontier(&steps, "某区 · 2024", Lang::Zh).to_svg();
    let shown = words(&roxmltree::Document::parse(&svg).unwrap());
    for value in ["22", "21", "19", "18", "最高不再降，其余单位更均衡", "某区 · 2024"]
    {
        assert!(shown.iter().any(|word| word.text == value), "{value} is missing");
    }
}

#[test]
fn pairs_with_as_many_measures_share_a_rank_and_stand_as_in_the_table() {
    let mut lines = Vec::new();
    for (number, a, b) in [("1", "甲局", "乙局"), ("2", "丙局", "丁局")] {
        lines.extend([a, b].map(|unit| line("2024", number, 1, unit, "lead")));
    }
    lines.extend(["丙局", "丁局"].map(|unit| line("2024", "3", 1, unit, "support")));
    let all = assignments(&lines);
    let graph = ResponsibilityGraph::build(&all);
    let picture = Diagram::co_lead(&all, &graph, &DiagramOptions::new(Lang::En));
    let first = [picture.edges[0].from, picture.edges[0].to].map(|n| &picture.nodes[n].label);
    assert!(first.contains(&&"丙局".to_owned()), "they share one measure more: {first:?}");
    let svg = picture.to_svg();
    let shown = words(&roxmltree::Document::parse(&svg).unwrap());
    assert_eq!(shown.iter().filter(|word| word.text == "1" && word.left > 1000.0).count(), 4);
    assert!(!shown.iter().any(|word| word.text == "2"), "no second rank");
    assert!(picture.description.starts_with("4 units and 2 pairs"), "{}", picture.description);
}

#[test]
fn sections_stand_beside_their_chapter_in_the_overview() {
    let below = Line { section2: "（一）甲".into(), ..line("2024", "1", 1, "东局", "lead") };
    let alone = Line { section1: "二、其他".into(), ..line("2024", "2", 1, "东局", "lead") };
    let all = assignments(&[below, alone]);
    let graph = ResponsibilityGraph::build(&all);
    let picture = Diagram::overview(&all, &graph, &DiagramOptions::new(Lang::Zh));
    assert_eq!(picture.groups, ["一、总则"]);
    let groups: Vec<_> = picture.nodes.iter().map(|n| (n.label.as_str(), n.group)).collect();
    assert_eq!(groups, [("（一）甲", Some(0)), ("二、其他", None), ("东局", None)]);
}

#[test]
fn bars_stand_in_dot_too_and_letters_are_explained() {
    let all = assignments(&[
        line("2024", "1", 1, "东局", "lead"),
        line("2024", "1", 1, "西局", "support"),
    ]);
    let graph = ResponsibilityGraph::build(&all);
    let options = DiagramOptions::new(Lang::Zh);
    for picture in
        [Diagram::load(&all, &graph, &options), Diagram::overview(&all, &graph, &options)]
    {
        let dot = picture.to_dot();
        assert!(dot.contains("BGCOLOR") && dot.contains("牵 = 牵头") && dot.contains("配 = 配合"));
    }
    let dot = Diagram::bipartite(&all, &graph, &options).to_dot();
    assert!(dot.contains("牵 = 牵头") && dot.contains("配 = 配合"));
    let load = Diagram::load(&all, &graph, &options).to_dot();
    assert!(
        load.contains("rankdir=\"TB\"") && load.contains("n0 -- n1"),
        "busiest at the top: {load}"
    );
}

#[test]
fn lines_between_units_and_sections_do_not_lie_on_each_other_where_they_meet() {
    for plans in [Some(stress()), crate::gold_key::assignments()].into_iter().flatten() {
        for id in (0..plans.plans.len() as u32).map(PlanId) {
            let scope = Scope { plan: Some(id), ..Scope::default() };
            let graph = ResponsibilityGraph::build(&plans).restrict(&scope);
            let svg = Diagram::bipartite(&plans, &graph, &DiagramOptions::new(Lang::Zh)).to_svg();
            let document = roxmltree::Document::parse(&svg).unwrap();
            let widths = document
                .descendants()
                .filter(|n| n.has_tag_name("path") && n.children().any(|c| c.has_tag_name("title")))
                .map(|n| attribute(n, "stroke-width"));
            let lines: Vec<_> = curves(&document).into_iter().zip(widths).collect();
            assert!(lines.len() > 10);
            for end in [0, 60] {
                let mut ends: Vec<_> = lines.iter().map(|(c, w)| (c[end].1, *w)).collect();
                ends.sort_by(|a, b| a.0.total_cmp(&b.0));
                for two in ends.windows(2) {
                    let room = two[1].0 - two[0].0;
                    assert!(room + 0.6 > (two[0].1 + two[1].1) / 2.0, "{two:?} of plan {id:?}");
                }
            }
        }
    }
}
