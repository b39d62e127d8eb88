//! Bars in a DOT file: labels in Graphviz's table markup.
//!
//! Owns that markup. Never knows which nodes are drawn so.

use super::appearance::{role_bar_fill, role_colour};
use super::label_wrap::wrap;
use super::model::{DiagramNode, NodeKind};
use crate::exports::markup::escape;
use crate::plan::Role;
use crate::text::Lang;

/// Width of the longest bar, in points.
const LONGEST: u32 = 240;

/// A unit's name, its measures by role as a stacked bar, and the figures; `most` measures fill the
/// room for bars, so that all rows are equally wide.
pub(super) fn row(node: &DiagramNode, most: u32, lang: Lang) -> String {
    let name: Vec<_> = wrap(&node.label, 14.0, usize::MAX).iter().map(|l| escape(l)).collect();
    let style = match node.kind {
        NodeKind::Collective => "ROUNDED,DASHED",
        _ => "ROUNDED",
    };
    let mut cells = format!(
        r##"<TD BORDER="1" COLOR="#8A8A8A" STYLE="{style}" ALIGN="LEFT" BALIGN="LEFT" WIDTH="200" CELLPADDING="4">{}</TD><TD WIDTH="6"></TD>"##,
        name.join("<BR/>")
    );
    let mut used = 0;
    for (role, count) in node.counts.parts() {
        let width = (LONGEST * count / most.max(1)).max(2);
        used += width;
        cells += &bar(role, width);
    }
    let figures = format!("{}　{}", node.counts.total(), node.counts.short(lang));
    let rest = (LONGEST + 8).saturating_sub(used);
    cells += &format!(
        r#"<TD WIDTH="130" ALIGN="LEFT" CELLPADDING="4">{}</TD><TD WIDTH="{rest}"></TD>"#,
        escape(&figures)
    );
    table(&cells)
}

/// A segment of a bar with its meaning.
pub(super) fn legend(role: Role, words: &str) -> String {
    let words = escape(words);
    table(&format!(r#"{}<TD CELLPADDING="4">{words}</TD>"#, bar(role, 36)))
}

fn bar(role: Role, width: u32) -> String {
    let (fill, frame) = (role_bar_fill(role), role_colour(role));
    format!(r#"<TD BORDER="1" COLOR="{frame}" BGCOLOR="{fill}" WIDTH="{width}" HEIGHT="14"></TD>"#)
}

fn table(cells: &str) -> String {
    format!(
        r#"<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>{cells}</TR></TABLE>>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::diagrams::{RoleCounts, Side};

    #[test]
    fn bars_are_as_long_as_measures_are_many_and_names_are_escaped() {
        let mut counts = RoleCounts::default();
        for role in [Role::Lead, Role::Lead, Role::Support] {
            counts.add(role);
        }
        let label = "甲<局>".to_owned();
        let kind = NodeKind::Unit;
        let node = DiagramNode { side: Side::Right, kind, label, group: None, counts };
        let row = row(&node, 6, Lang::Zh);
        assert!(row.contains("甲&lt;局&gt;") && row.contains("3　牵2 配1"), "{row}");
        let lead = row.find(r#"WIDTH="80" HEIGHT"#);
        let support = row.find(r#"WIDTH="40" HEIGHT"#);
        assert!(lead.is_some() && lead < support, "{row}");
    }
}
