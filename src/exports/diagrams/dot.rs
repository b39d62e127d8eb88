//! A picture as a DOT file for Graphviz.
//!
//! The only file that names graphviz-rust, which prints the statements; quoting is ours, because it
//! escapes nothing. Owns DOT attributes. Never knows coordinates.

use super::appearance::role_colour;
use super::dot_bars;
use super::label_wrap::wrap;
use super::legend::edge_width;
use super::model::{
    Diagram, DiagramKind, DiagramNode, LegendMark, NodeKind, Side, role_letter, role_word,
};
use crate::plan::Role;
use crate::text::Lang;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// Graphviz takes one name or a list; fontconfig picks the first that is installed.
const FONTS: &str = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,WenQuanYi Micro Hei,sans-serif";

impl Diagram {
    /// The picture as a DOT file: `dot -Tsvg` lays it out from left to right, bars alone from the
    /// top.
    ///
    /// Names are quoted so that Graphviz shows them as printed; the same picture gives the same
    /// bytes.
    pub fn to_dot(&self) -> String {
        let mut stmts = vec![
            graph_attributes(self),
            Stmt::GAttribute(GraphAttributes::Node(vec![
                attribute("fontname", FONTS),
                attribute("fontsize", "14"),
                attribute("color", "#8A8A8A"),
                attribute("style", "filled"),
                attribute("fillcolor", "#FFFFFF"),
                attribute("margin", "0.12,0.05"),
                attribute("height", "0.35"),
            ])),
            Stmt::GAttribute(GraphAttributes::Edge(vec![
                attribute("fontname", FONTS),
                attribute("fontsize", "14"),
            ])),
        ];
        for side in [Side::Left, Side::Middle, Side::Right] {
            stmts.extend(self.side_statements(side));
        }
        for edge in &self.edges {
            let mut attributes = role_attributes(edge.role);
            let width = pen_width(edge.weight, self.heaviest());
            attributes.push(attribute("penwidth", &format!("{width:.2}")));
            attributes.push(attribute("weight", &edge.weight.to_string()));
            attributes.push(attribute("tooltip", &self.edge_tip(edge.from, edge.to)));
            if self.kind == DiagramKind::CoLead && edge.weight > 1 {
                attributes.push(attribute("label", &edge.weight.to_string()));
            }
            if self.with_bars() {
                // A row of name and bar is wide: lines end at its left side.
                attributes.push(attribute("headport", "w"));
            }
            stmts.push(pair(&format!("n{}", edge.from), &format!("n{}", edge.to), attributes));
        }
        if self.kind != DiagramKind::CoLead {
            stmts.extend(self.unseen_edges());
            stmts.push(self.legend_cluster());
        }
        let graph = Graph::Graph { id: Id::Plain("respgraph".into()), strict: false, stmts };
        let mut printed = graph.print(&mut PrinterContext::default());
        printed.push('\n');
        printed
    }

    fn side_statements(&self, side: Side) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        let members = self.side(side);
        let mut done = Vec::new();
        for &n in &members {
            match self.nodes[n].group {
                None => stmts.push(self.node_statement(n)),
                Some(group) if !done.contains(&group) => {
                    done.push(group);
                    let mut inside = vec![
                        Stmt::Attribute(attribute("label", &wrapped(&self.groups[group], 16.0))),
                        Stmt::Attribute(attribute("color", "#BBBBBB")),
                        Stmt::Attribute(attribute("fontsize", "13")),
                    ];
                    inside.extend(
                        members
                            .iter()
                            .filter(|&&m| self.nodes[m].group == Some(group))
                            .map(|&m| self.node_statement(m)),
                    );
                    stmts.push(Stmt::Subgraph(Subgraph {
                        id: Id::Plain(format!("cluster_{}_{group}", side as u8)),
                        stmts: inside,
                    }));
                }
                Some(_) => {}
            }
        }
        stmts
    }

    fn node_statement(&self, n: usize) -> Stmt {
        let node = &self.nodes[n];
        if self.with_bars() && node.side == Side::Right {
            let most = self.nodes.iter().map(|node| node.counts.total()).max().unwrap_or(1);
            let row = Attribute(
                Id::Plain("label".to_owned()),
                Id::Html(dot_bars::row(node, most, self.lang)),
            );
            let tip = attribute("tooltip", &node.label);
            return node_stmt(&format!("n{n}"), vec![row, attribute("shape", "plain"), tip]);
        }
        let width = if node.kind == NodeKind::Measure { 24.0 } else { 14.0 };
        let mut label = wrapped(&node.label, width);
        if node.counts.total() > 0 && node.kind != NodeKind::Measure {
            label.push('\n');
            label.push_str(&node.counts.short(self.lang));
        }
        let mut attributes = vec![attribute("label", &label), attribute("tooltip", &node.label)];
        attributes.extend(shape_attributes(node.kind));
        node_stmt(&format!("n{n}"), attributes)
    }

    /// Whether units are drawn with bars.
    fn with_bars(&self) -> bool {
        matches!(self.kind, DiagramKind::Overview | DiagramKind::Load)
    }

    /// Edges that are not drawn but keep units without an edge in the last column, or bars alone
    /// below each other.
    fn unseen_edges(&self) -> Vec<Stmt> {
        let unseen = |from: usize, to: usize| {
            let hidden = vec![attribute("style", "invis")];
            pair(&format!("n{from}"), &format!("n{to}"), hidden)
        };
        let right = self.side(Side::Right);
        let Some(&first) = self.side(Side::Left).first() else {
            return right.windows(2).map(|two| unseen(two[0], two[1])).collect();
        };
        let lone = |n: &usize| !self.edges.iter().any(|edge| edge.to == *n);
        right.into_iter().filter(lone).map(|n| unseen(first, n)).collect()
    }

    fn edge_tip(&self, from: usize, to: usize) -> String {
        let parts: Vec<_> = self
            .edges
            .iter()
            .filter(|edge| (edge.from, edge.to) == (from, to))
            .map(|edge| format!("{} {}", role_word(edge.role, self.lang), edge.weight))
            .collect();
        format!("{} - {}: {}", self.nodes[from].label, self.nodes[to].label, parts.join(", "))
    }

    fn legend_cluster(&self) -> Stmt {
        let title = match self.lang {
            Lang::Zh => "图例",
            Lang::En => "Legend",
        };
        let mut stmts = vec![
            Stmt::Attribute(attribute("label", title)),
            Stmt::Attribute(attribute("color", "#BBBBBB")),
        ];
        let mut line = |key: String, words: &str, mut attributes: Vec<Attribute>, width: f64| {
            let (from, to) = (format!("{key}a"), format!("{key}b"));
            let words = vec![attribute("shape", "plaintext"), attribute("label", words)];
            stmts.push(node_stmt(&from, words));
            stmts.push(node_stmt(&to, point()));
            attributes.push(attribute("penwidth", &format!("{width:.2}")));
            stmts.push(pair(&from, &to, attributes));
        };
        // Signs are not drawn in DOT: there the lines themselves tell the roles.
        for role in Role::ALL {
            if self.edges.iter().any(|edge| edge.role == role) {
                let key = format!("k{}", role.as_str());
                line(key, role_word(role, self.lang), role_attributes(role), 3.0);
            }
        }
        for entry in &self.legend {
            if let LegendMark::Width(n) = entry.mark {
                let grey = vec![attribute("color", "#555555")];
                line(format!("k{n}"), &entry.text, grey, pen_width(n, self.heaviest()));
            }
        }
        for role in Role::ALL {
            let counted =
                |node: &DiagramNode| node.kind != NodeKind::Measure && node.counts.get(role) > 0;
            if self.nodes.iter().any(counted) {
                let letter = role_letter(role, self.lang);
                let words = format!("{letter} = {}", role_word(role, self.lang));
                let (label, shape) = if self.with_bars() {
                    (Id::Html(dot_bars::legend(role, &words)), "plain")
                } else {
                    (Id::Escaped(quote(&words)), "plaintext")
                };
                let label = Attribute(Id::Plain("label".to_owned()), label);
                let key = format!("kletter{}", role.as_str());
                stmts.push(node_stmt(&key, vec![label, attribute("shape", shape)]));
            }
        }
        for (entry, i) in self.legend.iter().zip(0..) {
            if let LegendMark::Shape(kind) = entry.mark {
                let mut attributes = vec![attribute("label", &entry.text)];
                attributes.extend(shape_attributes(kind));
                stmts.push(node_stmt(&format!("kshape{i}"), attributes));
            }
        }
        Stmt::Subgraph(Subgraph { id: Id::Plain("cluster_legend".into()), stmts })
    }
}

fn graph_attributes(diagram: &Diagram) -> Stmt {
    let mut label =
        format!("{}\n{}", wrapped(&diagram.title, 40.0), wrapped(&diagram.subtitle, 60.0));
    if diagram.kind == DiagramKind::CoLead {
        label.push_str(match diagram.lang {
            Lang::Zh => "\n线上数字是共同牵头的措施数，没有数字的是 1 项",
            Lang::En => {
                "\nfigures on lines: measures led together; a line without one stands for 1"
            }
        });
    }
    for note in &diagram.notes {
        label.push('\n');
        label.push_str(&wrapped(note, 60.0));
    }
    let mut attributes = vec![
        attribute("label", &label),
        attribute("labelloc", "t"),
        attribute("fontname", FONTS),
        attribute("fontsize", "20"),
        attribute("bgcolor", "#FFFFFF"),
        attribute("charset", "UTF-8"),
        attribute("outputorder", "edgesfirst"),
    ];
    let (direction, rank_gap, node_gap) = match diagram.kind {
        DiagramKind::CoLead => ("LR", "0.9", "0.3"),
        DiagramKind::Load => ("TB", "0.06", "0.3"),
        _ => ("LR", "3.2", "0.12"),
    };
    attributes.extend([
        attribute("rankdir", direction),
        attribute("ranksep", rank_gap),
        attribute("nodesep", node_gap),
        attribute("concentrate", "false"),
    ]);
    Stmt::GAttribute(GraphAttributes::Graph(attributes))
}

fn shape_attributes(kind: NodeKind) -> Vec<Attribute> {
    match kind {
        NodeKind::Unit => vec![attribute("shape", "box"), attribute("style", "rounded,filled")],
        NodeKind::Collective => {
            vec![attribute("shape", "box"), attribute("style", "rounded,filled,dashed")]
        }
        NodeKind::Section | NodeKind::Measure => {
            vec![attribute("shape", "box"), attribute("fillcolor", "#FFF6DC")]
        }
    }
}

fn role_attributes(role: Role) -> Vec<Attribute> {
    let style = match role {
        Role::Lead => "solid",
        Role::Responsible => "dashed",
        Role::Support => "dotted",
    };
    vec![attribute("color", role_colour(role)), attribute("style", style)]
}

/// Points for the pixels of the SVG.
fn pen_width(weight: u32, heaviest: u32) -> f64 {
    edge_width(weight, heaviest) * 0.75
}

fn point() -> Vec<Attribute> {
    vec![attribute("shape", "point"), attribute("width", "0.02"), attribute("height", "0.02")]
}

fn node_stmt(id: &str, attributes: Vec<Attribute>) -> Stmt {
    Stmt::Node(Node::new(NodeId(Id::Plain(id.to_owned()), None), attributes))
}

fn pair(from: &str, to: &str, attributes: Vec<Attribute>) -> Stmt {
    let vertex = |id: &str| Vertex::N(NodeId(Id::Plain(id.to_owned()), None));
    Stmt::Edge(Edge { ty: EdgeTy::Pair(vertex(from), vertex(to)), attributes })
}

fn attribute(key: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(key.to_owned()), Id::Escaped(quote(value)))
}

fn wrapped(label: &str, em: f64) -> String {
    wrap(label, em, usize::MAX).join("\n")
}

/// A quoted DOT string that Graphviz shows exactly as `text`: no escape sequence and no character
/// entity is left for it to interpret but the line break. Other control characters are dropped.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What Graphviz shows for a quoted string, by its own rules.
    fn shown(quoted: &str) -> String {
        let inner = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')).expect("quotes");
        let mut out = String::new();
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next().expect("an escaped character") {
                    'n' => out.push('\n'),
                    other => out.push(other),
                },
                other => out.push(other),
            }
        }
        out.replace("&amp;", "&")
    }

    fn parsed_label(dot: &str) -> String {
        let Graph::Graph { stmts, .. } = graphviz_rust::parse(dot).expect("DOT is read back")
        else {
            panic!("an undirected graph was printed");
        };
        let Stmt::Node(node) = &stmts[0] else { panic!("a node was printed") };
        let Attribute(_, Id::Escaped(value)) = &node.attributes[0] else {
            panic!("a quoted label")
        };
        shown(value)
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_parsed_back(text in r#"([ -~]|[一-龥]|["\\&\n“”；{}<>\[\]]|\\n|&lt;){0,40}"#) {
            let stmts = vec![node_stmt("n0", vec![attribute("label", &text)])];
            let graph = Graph::Graph { id: Id::Plain("g".into()), strict: false, stmts };
            let dot = graph.print(&mut PrinterContext::default());
            prop_assert_eq!(parsed_label(&dot), text);
        }
    }

    #[test]
    fn a_trailing_backslash_does_not_eat_the_quote() {
        assert_eq!(quote("甲\\"), r#""甲\\""#);
        assert_eq!(quote("a\"b\nc\u{7}"), r#""a\"b\nc""#);
    }
}
