//! The graph as files that other programs open: Gephi, Cytoscape, networkx, igraph.
//!
//! Owns which attributes nodes and edges have, once for all formats, and their ids. Never knows how
//! names were resolved nor the syntax of a format (one file each below).
//!
//! What other tools stumble over is kept out: no attribute of the whole graph, no undeclared
//! attribute, no list, no control character, no number as an id.

mod gexf;
mod graphml;
mod node_link;
mod xml_text;

use crate::graph::{ResponsibilityGraph, RoleWeights};
use crate::units::{Assignments, UnitKind};

/// A format of graph files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphForm {
    /// GraphML, read by almost everything.
    GraphMl,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// Node-link JSON, for networkx and D3.
    NodeLink,
}

impl GraphForm {
    /// All formats.
    pub const ALL: [GraphForm; 3] = [GraphForm::GraphMl, GraphForm::Gexf, GraphForm::NodeLink];

    /// The file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            GraphForm::GraphMl => "graph.graphml",
            GraphForm::Gexf => "graph.gexf",
            GraphForm::NodeLink => "graph.json",
        }
    }
}

/// The graph as a file: every unit and every measure of `graph`, one edge a unit and measure.
///
/// Ids are `u0001…` and `m0001…` in the order of units and measures, which is the same for the same
/// plans in any order; `measure_id` and the unit's area and name join a node to the tables.
pub fn to_graph_file(all: &Assignments, graph: &ResponsibilityGraph, form: GraphForm) -> Vec<u8> {
    let source = GraphSource { all, graph, weights: RoleWeights::default() };
    match form {
        GraphForm::GraphMl => graphml::write(&source),
        GraphForm::Gexf => gexf::write(&source),
        GraphForm::NodeLink => node_link::write(&source),
    }
    .into_bytes()
}

/// The type of an attribute; only those that every reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AttributeKind {
    Text,
    Integer,
    Double,
    Boolean,
}

/// An attribute of all nodes or all edges.
#[derive(Debug, Clone, Copy)]
struct Attribute {
    name: &'static str,
    kind: AttributeKind,
}

const fn attribute(name: &'static str, kind: AttributeKind) -> Attribute {
    Attribute { name, kind }
}

/// Attributes of nodes. `label` comes first: GEXF has a place of its own for it.
const OF_NODES: [Attribute; 14] = [
    attribute("label", AttributeKind::Text),
    attribute("bipartite", AttributeKind::Integer),
    attribute("side", AttributeKind::Text),
    attribute("kind", AttributeKind::Text),
    attribute("function", AttributeKind::Text),
    attribute("jurisdiction", AttributeKind::Text),
    attribute("collective", AttributeKind::Boolean),
    attribute("plan", AttributeKind::Text),
    attribute("year", AttributeKind::Integer),
    attribute("measure_id", AttributeKind::Text),
    attribute("number", AttributeKind::Text),
    attribute("section1", AttributeKind::Text),
    attribute("section2", AttributeKind::Text),
    attribute("line", AttributeKind::Integer),
];

/// Attributes of edges. `weight` comes first: GEXF has a place of its own for it.
const OF_EDGES: [Attribute; 5] = [
    attribute("weight", AttributeKind::Double),
    attribute("role", AttributeKind::Text),
    attribute("interaction", AttributeKind::Text),
    attribute("mention", AttributeKind::Text),
    attribute("line", AttributeKind::Integer),
];

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value<'a> {
    Text(&'a str),
    Integer(i64),
    Double(f64),
    Boolean(bool),
    /// Not known, or of the other side's nodes only.
    Absent,
}

impl<'a> Value<'a> {
    fn text(text: &'a str) -> Self {
        if text.is_empty() { Value::Absent } else { Value::Text(text) }
    }

    fn line(line: u32) -> Self {
        if line == 0 { Value::Absent } else { Value::Integer(line.into()) }
    }
}

/// A node with its attributes, in the order of [`OF_NODES`].
struct NodeRow<'a> {
    id: String,
    values: [Value<'a>; OF_NODES.len()],
}

/// An edge with its attributes, in the order of [`OF_EDGES`].
struct EdgeRow<'a> {
    unit: String,
    measure: String,
    values: [Value<'a>; OF_EDGES.len()],
}

/// The graph and the names of what is in it.
struct GraphSource<'a> {
    all: &'a Assignments,
    graph: &'a ResponsibilityGraph,
    weights: RoleWeights,
}

impl GraphSource<'_> {
    /// Units, then measures.
    fn nodes(&self) -> impl Iterator<Item = NodeRow<'_>> {
        let graph = self.graph;
        let units = graph.unit_indices().map(|u| self.unit(graph.unit(u).id.0));
        units.chain(graph.measure_indices().map(|m| self.measure(graph.measure(m).id.0)))
    }

    fn unit(&self, id: u32) -> NodeRow<'_> {
        let unit = &self.all.units[id as usize];
        NodeRow {
            id: unit_id(id),
            values: [
                Value::Text(&unit.name),
                Value::Integer(0),
                Value::Text("unit"),
                Value::Text(unit.kind.as_str()),
                Value::text(&unit.function),
                Value::text(&unit.jurisdiction),
                Value::Boolean(unit.kind == UnitKind::Collective),
                Value::Absent,
                Value::Absent,
                Value::Absent,
                Value::Absent,
                Value::Absent,
                Value::Absent,
                Value::Absent,
            ],
        }
    }

    fn measure(&self, id: u32) -> NodeRow<'_> {
        let measure = &self.all.measures[id as usize];
        let plan = self.all.plan(measure.plan);
        let label = if measure.title.is_empty() { &measure.key } else { &measure.title };
        NodeRow {
            id: measure_id(id),
            values: [
                Value::Text(label),
                Value::Integer(1),
                Value::Text("measure"),
                Value::Text("measure"),
                Value::Absent,
                Value::text(&plan.jurisdiction),
                Value::Boolean(false),
                Value::Text(&plan.id),
                plan.year.map_or(Value::Absent, |year| Value::Integer(year.into())),
                Value::Text(&measure.key),
                Value::text(&measure.number),
                Value::text(&measure.section1),
                Value::text(&measure.section2),
                Value::line(measure.line),
            ],
        }
    }

    /// Edges in order of unit and measure.
    fn edges(&self) -> impl Iterator<Item = EdgeRow<'_>> {
        let graph = self.graph;
        graph.unit_indices().flat_map(move |u| {
            let unit = graph.unit(u).id.0;
            graph.measures_of(u).map(move |(m, edge)| {
                let row = &self.all.rows[edge.row as usize];
                EdgeRow {
                    unit: unit_id(unit),
                    measure: measure_id(graph.measure(m).id.0),
                    values: [
                        Value::Double(self.weights.of(edge.role)),
                        Value::Text(edge.role.as_str()),
                        Value::Text(edge.role.as_str()),
                        Value::text(&row.mention),
                        Value::line(row.line),
                    ],
                }
            })
        })
    }
}

fn unit_id(id: u32) -> String {
    format!("u{:04}", id + 1)
}

fn measure_id(id: u32) -> String {
    format!("m{:04}", id + 1)
}
