//! Pictures of real and of invented plans: nothing collides, nothing leaves the sheet, and the
//! numbers are those of the plan. `RESPGRAPH_PICTURES=folder` keeps every picture to be looked at.
#![allow(clippy::unwrap_used)]

#[path = "diagrams/geometry.rs"]
mod geometry;
mod gold_key;
#[path = "diagrams/plans.rs"]
mod plans;
#[path = "diagrams/what_they_say.rs"]
mod what_they_say;

use geometry::{faults, words};
use plans::{Line, assignments, smallest, stress};
use respgraph::exports::diagrams::{Chart, Diagram, DiagramOptions, plan_subtitle, svg_to_png};
use respgraph::graph::{ResponsibilityGraph, Scope};
use respgraph::plan::Role;
use respgraph::text::Lang;
use respgraph::units::{Assignments, PlanId, UnitId};
use resvg::usvg::roxmltree;
use std::path::Path;

/// Every picture of some plans, by file name, as SVG and, where it is a network, as DOT.
fn gallery(name: &str, all: &Assignments, lang: Lang) -> Vec<(String, String, Option<String>)> {
    let options = DiagramOptions::new(lang);
    let graph = ResponsibilityGraph::build(all);
    let mut pictures = Vec::new();
    let mut scopes = vec![(format!("{name}-all"), Scope { collectives: true, ..Scope::default() })];
    for (plan, id) in all.plans.iter().zip(0..) {
        scopes.push((
            format!("{name}-{}", plan.id.replace(['"', '\\', '<', '>', '&'], "_")),
            Scope { plan: Some(PlanId(id)), ..Scope::default() },
        ));
    }
    for (stem, scope) in scopes {
        let graph = graph.restrict(&scope);
        let mut networks = vec![
            ("bipartite".to_owned(), Diagram::bipartite(all, &graph, &options)),
            ("co-lead".to_owned(), Diagram::co_lead(all, &graph, &options)),
            ("hotspots".to_owned(), Diagram::hotspots(all, &graph, &options)),
            ("overview".to_owned(), Diagram::overview(all, &graph, &options)),
            ("load".to_owned(), Diagram::load(all, &graph, &options)),
        ];
        // Every unit of every plan; of all plans together some.
        let step = if stem.ends_with("-all") { 9 } else { 1 };
        for u in graph.unit_indices().step_by(step) {
            let id = graph.unit(u).id;
            let picture = Diagram::unit(all, &graph, id, &options).unwrap();
            networks.push((format!("unit-{}-{}", graph.unit_degree(u), id.0), picture));
        }
        for (kind, picture) in networks {
            pictures.push((format!("{stem}-{kind}"), picture.to_svg(), Some(picture.to_dot())));
        }
        let subtitle = plan_subtitle(all, &graph, lang);
        let facts =
            ["基尼系数 0.41：中等集中".to_owned(), "负担最重的 20% 单位承担 52% 的措施".to_owned()];
        let curve = [(0.0, 0.0), (0.25, 0.06), (0.5, 0.2), (0.75, 0.46), (0.9, 0.72), (1.0, 1.0)];
        let steps = [(0, 17.0), (2, 15.0), (3, 14.0), (5, 12.0), (6, 11.5), (11, 9.0), (19, 8.0)];
        let dense: Vec<_> = (0..120).map(|n| (n, f64::from(1000 - 8 * n))).collect();
        for (kind, chart) in [
            ("lorenz", Chart::lorenz(&curve, &facts, &subtitle, lang)),
            ("frontier", Chart::frontier(&steps, &subtitle, lang)),
            ("frontier-dense", Chart::frontier(&dense, &subtitle, lang)),
            ("frontier-empty", Chart::frontier(&[], &subtitle, lang)),
            ("frontier-single", Chart::frontier(&[(0, 3.0)], &subtitle, lang)),
            ("heat-map", Chart::heat_map(all, &graph, &options)),
        ] {
            pictures.push((format!("{stem}-{kind}"), chart.to_svg(), None));
        }
    }
    pictures
}

fn all_plans() -> Vec<(&'static str, Assignments)> {
    let mut plans =
        vec![("stress", stress()), ("smallest", smallest()), ("empty", Assignments::default())];
    match gold_key::assignments() {
        Some(real) => plans.push(("real", real)),
        None => eprintln!("the key of the five real plans is not here: only invented ones tested"),
    }
    plans
}

#[test]
fn no_words_collide_and_nothing_leaves_the_sheet() {
    let keep = std::env::var_os("RESPGRAPH_PICTURES");
    let mut all_faults = Vec::new();
    for (name, plans) in all_plans() {
        for lang in [Lang::Zh, Lang::En] {
            for (stem, svg, dot) in gallery(name, &plans, lang) {
                if let Some(folder) = &keep {
                    let stem = format!("{stem}-{lang:?}").to_lowercase();
                    std::fs::write(Path::new(folder).join(format!("{stem}.svg")), &svg).unwrap();
                    if let Some(dot) = dot {
                        std::fs::write(Path::new(folder).join(format!("{stem}.dot")), dot).unwrap();
                    }
                }
                all_faults
                    .extend(faults(&svg).into_iter().map(|f| format!("{stem} {lang:?}: {f}")));
            }
        }
    }
    assert!(
        all_faults.is_empty(),
        "{} faults:\n{}",
        all_faults.len(),
        all_faults[..all_faults.len().min(30)].join("\n")
    );
}

#[test]
fn graphviz_accepts_every_dot_file_without_a_word() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    if Command::new("dot").arg("-V").stderr(Stdio::null()).status().is_err() {
        eprintln!("Graphviz is not installed: DOT files not tried");
        return;
    }
    for (name, plans) in all_plans() {
        let pictures = gallery(name, &plans, Lang::Zh);
        let networks: Vec<_> =
            pictures.iter().filter_map(|(s, _, dot)| Some((s, dot.as_ref()?))).collect();
        // Every kind, and of the many units some.
        let units = networks.iter().filter(|(stem, _)| stem.contains("-unit-")).step_by(41);
        let others = networks.iter().filter(|(stem, _)| !stem.contains("-unit-"));
        for (stem, dot) in others.chain(units) {
            let mut child = Command::new("dot")
                .args(["-Tcanon"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            child.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.is_empty(), "{stem}: {said}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_every_picture_says_what_it_is() {
    let plans = stress();
    let again = gallery("stress", &stress(), Lang::En);
    for ((stem, svg, dot), other) in gallery("stress", &plans, Lang::En).iter().zip(&again) {
        assert_eq!((stem, svg, dot), (&other.0, &other.1, &other.2));
        let document = roxmltree::Document::parse(svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{stem}");
        for element in ["title", "desc"] {
            let said = root.children().find(|n| n.has_tag_name(element)).and_then(|n| n.text());
            assert!(said.is_some_and(|said| !said.is_empty()), "{stem} has no {element}");
        }
        assert!(root.attribute("font-family").unwrap().contains("Noto Sans CJK SC"), "{stem}");
        assert!(svg.contains("2024-03-15"), "{stem} has no date");
    }
}

#[test]
fn the_numbers_drawn_are_those_of_the_plan() {
    let in_section = |measure: &str, section: &str, unit: &str, role: &str| Line {
        plan: "样".into(),
        jurisdiction: "某区".into(),
        year: Some(2024),
        section1: "一、总则".into(),
        section2: section.into(),
        measure: measure.into(),
        title: format!("措施{measure}"),
        unit: unit.into(),
        kind: "department".into(),
        role: role.into(),
        ..Line::default()
    };
    let all = assignments(&[
        in_section("1", "（一）甲", "东局", "lead"),
        in_section("1", "（一）甲", "西局", "lead"),
        in_section("1", "（一）甲", "南局", "support"),
        in_section("2", "（一）甲", "东局", "lead"),
        in_section("2", "（一）甲", "西局", "lead"),
        in_section("3", "（二）乙", "东局", "support"),
        in_section("3", "（二）乙", "南局", "responsible"),
        in_section("4", "（二）乙", "北局", "lead"),
    ]);
    let graph = ResponsibilityGraph::build(&all);
    let options = DiagramOptions::new(Lang::Zh);
    let ties = |picture: &Diagram| {
        let name = |n: usize| picture.nodes[n].label.clone();
        let mut ties: Vec<_> = picture
            .edges
            .iter()
            .map(|e| format!("{} {} {} {}", name(e.from), name(e.to), e.role, e.weight))
            .collect();
        ties.sort();
        ties
    };

    let picture = Diagram::bipartite(&all, &graph, &options);
    assert_eq!(
        ties(&picture),
        [
            "东局 （一）甲 lead 2",
            "东局 （二）乙 support 1",
            "北局 （二）乙 lead 1",
            "南局 （一）甲 support 1",
            "南局 （二）乙 responsible 1",
            "西局 （一）甲 lead 2",
        ]
    );
    assert_eq!(picture.groups, ["一、总则"]);
    let order: Vec<_> = picture.nodes.iter().map(|n| n.label.as_str()).collect();
    assert_eq!(order, ["西局", "东局", "南局", "北局", "（一）甲", "（二）乙"], "by barycentre");

    let picture = Diagram::co_lead(&all, &graph, &options);
    assert_eq!(ties(&picture), ["东局 西局 lead 2"]);
    assert_eq!(picture.notes, ["1 个单位只单独牵头，不在图中", "1 项措施未写明牵头单位，不计入"]);

    let east =
        graph.unit_indices().map(|u| graph.unit(u).id).find(|&id| all.unit(id).name == "东局");
    let picture = Diagram::unit(&all, &graph, east.unwrap(), &options).unwrap();
    assert_eq!(
        ties(&picture),
        [
            "东局 南局 responsible 2",
            "东局 西局 lead 2",
            "措施1 东局 lead 1",
            "措施2 东局 lead 1",
            "措施3 东局 support 1",
        ]
    );
    assert_eq!(picture.groups, ["一、总则 › （一）甲", "› （二）乙"]);
    assert_eq!(Diagram::unit(&all, &graph, UnitId(99), &options), None);

    let picture = Diagram::hotspots(&all, &graph, &DiagramOptions { top: 7, ..options });
    assert_eq!(ties(&picture), ["措施1 东局 lead 1", "措施1 南局 support 1", "措施1 西局 lead 1"]);
    assert_eq!(picture.notes, ["另有 2 项多单位措施未画出"]);

    let picture = Diagram::bipartite(&all, &graph, &DiagramOptions { top: 4, ..options });
    assert_eq!(picture.nodes.len(), 4);
    assert_eq!(picture.notes, ["另有 2 个单位（事项较少）未画出"]);
}

#[test]
fn the_smallest_pictures_look_like_this() {
    let plan = smallest();
    let graph = ResponsibilityGraph::build(&plan);
    let picture = Diagram::bipartite(&plan, &graph, &DiagramOptions::new(Lang::Zh));
    insta::assert_snapshot!("smallest-bipartite-dot", picture.to_dot());
    insta::assert_snapshot!("smallest-bipartite-svg", picture.to_svg());
}

#[test]
fn names_cannot_break_out_of_the_picture() {
    let nasty = "局\"><script>alert(1)</script>&\\\n\u{1}";
    let all = assignments(&[Line {
        plan: nasty.into(),
        section1: nasty.into(),
        measure: "m".into(),
        title: nasty.into(),
        unit: nasty.into(),
        kind: "party".into(),
        role: "lead".into(),
        ..Line::default()
    }]);
    for (stem, svg, _) in gallery("nasty", &all, Lang::Zh) {
        let document = roxmltree::Document::parse(&svg).unwrap();
        assert!(!document.descendants().any(|n| n.has_tag_name("script")), "{stem}");
    }
}

#[test]
fn the_main_pictures_become_png() {
    let plans = stress();
    let graph = ResponsibilityGraph::build(&plans);
    let svg = Diagram::overview(&plans, &graph, &DiagramOptions::new(Lang::Zh)).to_svg();
    match svg_to_png(&svg, 1600) {
        Ok(png) => {
            assert!(png.len() > 20_000, "{} bytes cannot hold the words", png.len());
            if let Some(folder) = std::env::var_os("RESPGRAPH_PICTURES") {
                std::fs::write(Path::new(&folder).join("overview.png"), png).unwrap();
            }
        }
        Err(error) => assert!(error.to_string().contains("fonts-"), "{error}"),
    }
}

/// The widths counted with are those of letters as they are drawn, or larger.
#[test]
fn real_fonts_are_not_wider_than_the_layout_believes() {
    use resvg::usvg;
    fn texts(group: &usvg::Group, found: &mut Vec<(String, f32)>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => texts(group, found),
                usvg::Node::Text(text) => {
                    let words = text.chunks().iter().map(|c| c.text()).collect();
                    found.push((words, text.bounding_box().width()));
                }
                _ => {}
            }
        }
    }
    let plans = stress();
    let graph = ResponsibilityGraph::build(&plans);
    let options = DiagramOptions::new(Lang::En);
    let svg = Diagram::unit(&plans, &graph, UnitId(3), &options).unwrap().to_svg();
    if svg_to_png(&svg, 400).is_err() {
        eprintln!("no Chinese font here: widths not compared");
        return;
    }
    let mut usvg_options = usvg::Options::default();
    usvg_options.fontdb_mut().load_system_fonts();
    for family in ["Noto Sans CJK SC", "WenQuanYi Micro Hei"] {
        usvg_options.fontdb_mut().set_sans_serif_family(family);
    }
    let tree = usvg::Tree::from_str(&svg, &usvg_options).unwrap();
    let mut drawn = Vec::new();
    texts(tree.root(), &mut drawn);
    let believed = words(&roxmltree::Document::parse(&svg).unwrap());
    assert!(drawn.len() > 50 && drawn.len() == believed.len());
    for ((text, width), word) in drawn.iter().zip(&believed) {
        assert_eq!(text, &word.text);
        let room = word.right - word.left;
        assert!(f64::from(*width) <= room * 1.03 + 1.0, "{text} is {width} wide, not {room}");
    }
}

#[test]
fn the_numbers_drawn_are_those_of_the_answer_key() {
    let (Some(all), Some(pairs), Some(loads)) = (
        gold_key::assignments(),
        gold_key::gold("expected_colead.csv"),
        gold_key::gold("expected_load.csv"),
    ) else {
        eprintln!("the answer key is not here: only invented plans compared");
        return;
    };
    let graph = ResponsibilityGraph::build(&all);
    let options = DiagramOptions { lang: Lang::Zh, top: 1000 };
    for (plan, id) in all.plans.iter().zip(0..) {
        let scope = Scope { plan: Some(PlanId(id)), collectives: true, ..Scope::default() };
        let graph = graph.restrict(&scope);

        let picture = Diagram::co_lead(&all, &graph, &options);
        let mut drawn: Vec<_> = picture
            .edges
            .iter()
            .map(|e| {
                let mut ends = [e.from, e.to].map(|n| picture.nodes[n].label.clone());
                ends.sort();
                format!("{} {} {}", ends[0], ends[1], e.weight)
            })
            .collect();
        let mut wanted: Vec<_> = pairs
            .iter()
            .filter(|row| row["plan"] == plan.id && row["shared_leads"] != "0")
            .map(|row| {
                let mut ends = [&row["unit_a"], &row["unit_b"]];
                ends.sort();
                format!("{} {} {}", ends[0], ends[1], row["shared_leads"])
            })
            .collect();
        drawn.sort();
        wanted.sort();
        assert_eq!(drawn, wanted, "{}", plan.id);

        let picture = Diagram::load(&all, &graph, &options);
        let mut drawn: Vec<_> = picture
            .nodes
            .iter()
            .map(|n| format!("{} {:?}", n.label, Role::ALL.map(|role| n.counts.get(role))))
            .collect();
        let mut wanted: Vec<_> = loads
            .iter()
            .filter(|row| row["plan"] == plan.id)
            .map(|row| {
                let roles = [&row["lead"], &row["responsible"], &row["support"]];
                format!("{} [{}, {}, {}]", row["unit"], roles[0], roles[1], roles[2])
            })
            .collect();
        drawn.sort();
        wanted.sort();
        assert_eq!(drawn, wanted, "{}", plan.id);
    }
}
