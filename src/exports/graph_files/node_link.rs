//! Node-link JSON, as networkx (key `edges`, its name since 3.4) and D3 read it.
//!
//! Owns its syntax. Never knows what the attributes mean.

use super::{Attribute, GraphSource, OF_EDGES, OF_NODES, Value};
use serde_json::Value as Json;

/// The graph as node-link JSON, one node or edge a line.
pub(super) fn write(source: &GraphSource<'_>) -> String {
    let mut text = String::from(
        "{\n\"directed\": false,\n\"multigraph\": false,\n\"graph\": {},\n\"nodes\": [",
    );
    let mut between = "\n";
    for node in source.nodes() {
        text.push_str(between);
        between = ",\n";
        object(&[("id", &node.id)], &OF_NODES, &node.values, &mut text);
    }
    text.push_str("\n],\n\"edges\": [");
    between = "\n";
    for edge in source.edges() {
        text.push_str(between);
        between = ",\n";
        let ends = [("source", edge.unit.as_str()), ("target", edge.measure.as_str())];
        object(&ends, &OF_EDGES, &edge.values, &mut text);
    }
    text.push_str("\n]\n}\n");
    text
}

fn object(ids: &[(&str, &str)], attributes: &[Attribute], values: &[Value<'_>], text: &mut String) {
    let ids = ids.iter().map(|&(name, id)| (name, Json::from(id)));
    let values = attributes.iter().zip(values).filter_map(|(attribute, &value)| {
        let value = match value {
            Value::Text(text) => Json::from(printable(text)),
            Value::Integer(number) => Json::from(number),
            Value::Double(number) => Json::from(number),
            Value::Boolean(yes) => Json::from(yes),
            Value::Absent => return None,
        };
        Some((attribute.name, value))
    });
    let mut between = '{';
    for (name, value) in ids.chain(values) {
        text.push(between);
        between = ',';
        *text += &format!("\"{name}\":{value}");
    }
    text.push('}');
}

/// Text as the other formats have it, too: control characters go, line breaks and tabs are blanks.
fn printable(text: &str) -> String {
    let blank = |c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    let bad = |c: &char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(blank).filter(|c| !bad(c)).collect()
}
