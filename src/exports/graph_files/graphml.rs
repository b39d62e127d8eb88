//! GraphML, as networkx, igraph, Gephi, Cytoscape and yEd read it.
//!
//! Owns its syntax. Never knows what the attributes mean.

use super::xml_text::push_value;
use super::{Attribute, AttributeKind, GraphSource, OF_EDGES, OF_NODES, Value};

/// The graph as GraphML.
pub(super) fn write(source: &GraphSource<'_>) -> String {
    let mut text = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
        " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns",
        " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    ));
    for (side, attributes) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
        for attribute in attributes {
            text += &format!(
                "  <key id=\"{side}_{0}\" for=\"{side}\" attr.name=\"{0}\" attr.type=\"{1}\"/>\n",
                attribute.name,
                type_name(attribute.kind)
            );
        }
    }
    text.push_str("  <graph id=\"G\" edgedefault=\"undirected\">\n");
    for node in source.nodes() {
        text += &format!("    <node id=\"{}\">", node.id);
        data("node", &OF_NODES, &node.values, &mut text);
        text.push_str("</node>\n");
    }
    for (edge, number) in source.edges().zip(1..) {
        let (unit, measure) = (&edge.unit, &edge.measure);
        text += &format!("    <edge id=\"e{number}\" source=\"{unit}\" target=\"{measure}\">");
        data("edge", &OF_EDGES, &edge.values, &mut text);
        text.push_str("</edge>\n");
    }
    text.push_str("  </graph>\n</graphml>\n");
    text
}

fn data(side: &str, attributes: &[Attribute], values: &[Value<'_>], text: &mut String) {
    for (attribute, &value) in attributes.iter().zip(values) {
        if value != Value::Absent {
            *text += &format!("<data key=\"{side}_{}\">", attribute.name);
            push_value(value, text);
            text.push_str("</data>");
        }
    }
}

fn type_name(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "string",
        AttributeKind::Integer => "int",
        AttributeKind::Double => "double",
        AttributeKind::Boolean => "boolean",
    }
}
