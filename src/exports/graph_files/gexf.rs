//! GEXF 1.3, as Gephi and networkx read it.
//!
//! Owns its syntax. Never knows what the attributes mean.

use super::xml_text::push_value;
use super::{Attribute, AttributeKind, GraphSource, OF_EDGES, OF_NODES, Value};

/// The graph as GEXF: labels and weights in their own places, the rest as declared attributes.
pub(super) fn write(source: &GraphSource<'_>) -> String {
    let mut text = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n",
        "  <graph mode=\"static\" defaultedgetype=\"undirected\">\n",
    ));
    for (class, attributes) in [("node", &OF_NODES[1..]), ("edge", &OF_EDGES[1..])] {
        text += &format!("    <attributes class=\"{class}\" mode=\"static\">\n");
        for attribute in attributes {
            text += &format!(
                "      <attribute id=\"{class}_{0}\" title=\"{0}\" type=\"{1}\"/>\n",
                attribute.name,
                type_name(attribute.kind)
            );
        }
        text.push_str("    </attributes>\n");
    }
    text.push_str("    <nodes>\n");
    for node in source.nodes() {
        text += &format!("      <node id=\"{}\" label=\"", node.id);
        push_value(node.values[0], &mut text);
        text.push_str("\">");
        values("node", &OF_NODES[1..], &node.values[1..], &mut text);
        text.push_str("</node>\n");
    }
    text.push_str("    </nodes>\n    <edges>\n");
    for (edge, number) in source.edges().zip(1..) {
        let (unit, measure) = (&edge.unit, &edge.measure);
        text += &format!(
            "      <edge id=\"e{number}\" source=\"{unit}\" target=\"{measure}\" weight=\""
        );
        push_value(edge.values[0], &mut text);
        text.push_str("\">");
        values("edge", &OF_EDGES[1..], &edge.values[1..], &mut text);
        text.push_str("</edge>\n");
    }
    text.push_str("    </edges>\n  </graph>\n</gexf>\n");
    text
}

fn values(class: &str, attributes: &[Attribute], values: &[Value<'_>], text: &mut String) {
    text.push_str("<attvalues>");
    for (attribute, &value) in attributes.iter().zip(values) {
        if value != Value::Absent {
            *text += &format!("<attvalue for=\"{class}_{}\" value=\"", attribute.name);
            push_value(value, text);
            text.push_str("\"/>");
        }
    }
    text.push_str("</attvalues>");
}

fn type_name(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "string",
        AttributeKind::Integer => "integer",
        AttributeKind::Double => "double",
        AttributeKind::Boolean => "boolean",
    }
}
