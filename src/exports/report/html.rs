//! HTML marks: tables that a script can sort and cut, sentences.
//!
//! Owns HTML syntax. Never knows what a table says.

pub(super) use super::super::markup::escape;
use std::fmt::Write as _;

/// JSON safe inside a `<script>` element.
pub(super) fn escape_json(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// So many of a thing, in English: 1 measure, 2 measures.
pub(super) fn counted(count: i64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// What a cell holds.
#[derive(Debug, Clone)]
pub(super) enum Td {
    /// Words, escaped when written.
    Words(String),
    /// A number as written in the CSV tables; sorted as a number.
    Figure(String),
    /// Marks made by this floor, with what to sort by.
    Marks {
        /// HTML.
        html: String,
        /// Sorted by this; by the words shown when empty.
        sort: String,
    },
}

impl Td {
    /// Marks sorted by their words.
    pub(super) fn marks(html: impl Into<String>) -> Self {
        Td::Marks { html: html.into(), sort: String::new() }
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Th {
    /// Its heading.
    pub(super) label: String,
    /// CSS class of its cells: `n` for numbers, empty for words.
    pub(super) class: &'static str,
}

impl Th {
    pub(super) fn words(label: impl Into<String>) -> Self {
        Self { label: label.into(), class: "" }
    }

    pub(super) fn figure(label: impl Into<String>) -> Self {
        Self { label: label.into(), class: "n" }
    }

    pub(super) fn class(label: impl Into<String>, class: &'static str) -> Self {
        Self { label: label.into(), class }
    }
}

/// A row: attributes of its own (already HTML) and its cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Tr {
    pub(super) attributes: String,
    pub(super) cells: Vec<Td>,
}

impl From<Vec<Td>> for Tr {
    fn from(cells: Vec<Td>) -> Self {
        Self { attributes: String::new(), cells }
    }
}

/// A table with a caption; the script adds sorting, a filter and “show all”.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// What it shows; read out by screen readers and printed above it.
    pub(super) caption: String,
    /// CSS classes.
    pub(super) class: &'static str,
    /// The columns; the cell of column `head` is the heading of its row.
    pub(super) columns: Vec<Th>,
    pub(super) head: usize,
    /// Rows shown at first where a script runs; 0 is all.
    pub(super) first: usize,
    pub(super) rows: Vec<Tr>,
}

impl Grid {
    /// The table as HTML; nothing when it has no rows.
    pub(super) fn html(&self) -> String {
        self.html_under(&[])
    }

    /// The same with a row above the headings: what so many columns in a row have in common.
    pub(super) fn html_under(&self, groups: &[(String, usize)]) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut out = String::new();
        let first = match self.first {
            0 => String::new(),
            first => format!(r#" data-first="{first}""#),
        };
        let _ = write!(
            out,
            "<div class=\"scroll\"><table class=\"{}\"{first}>\n<caption><span>{}</span></caption>\n<thead><tr>",
            self.class,
            escape(&self.caption)
        );
        for (words, columns) in groups {
            let _ = write!(
                out,
                "<th class=\"group\" scope=\"colgroup\" colspan=\"{columns}\"><span>{}</span></th>",
                escape(words)
            );
        }
        if !groups.is_empty() {
            out.push_str("</tr>\n<tr>");
        }
        for column in &self.columns {
            let class = class(column.class);
            let _ =
                write!(out, "<th scope=\"col\"{class}><span>{}</span></th>", escape(&column.label));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            let _ = write!(out, "<tr{}>", row.attributes);
            for (i, (cell, column)) in row.cells.iter().zip(&self.columns).enumerate() {
                // Only numbers need a class in every cell; the others are styled by their table.
                let class = if column.class == "n" { "n" } else { "" };
                cell_html(&mut out, cell, class, i == self.head);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
        out
    }
}

fn class(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(r#" class="{name}""#) }
}

/// A cell. HTML lets the end of a cell go unsaid, which saves a tenth of the page.
fn cell_html(out: &mut String, cell: &Td, of_column: &str, head: bool) {
    let open = if head { "th scope=\"row\"" } else { "td" };
    let class = class(of_column);
    let _ = match cell {
        Td::Words(words) | Td::Figure(words) => write!(out, "<{open}{class}>{}", escape(words)),
        Td::Marks { html, sort } if sort.is_empty() => write!(out, "<{open}{class}>{html}"),
        Td::Marks { html, sort } => {
            write!(out, "<{open}{class} data-v=\"{}\">{html}", escape(sort))
        }
    };
}

/// An SVG picture for use inside a page: no size, font or address of its own.
pub(super) fn inline_svg(svg: &str) -> String {
    let mut out = svg.replacen(r#" xmlns="http://www.w3.org/2000/svg""#, "", 1);
    // The font list of the page holds for its pictures too.
    for attribute in [" width=\"", " height=\"", " font-family=\""] {
        let Some(end_of_tag) = out.find('>') else { break };
        if let Some(start) = out[..end_of_tag].find(attribute) {
            let value = start + attribute.len();
            if let Some(length) = out[value..end_of_tag].find('"') {
                out.replace_range(start..=value + length, "");
            }
        }
    }
    // The colour of words is said once, by the style of the page.
    out.replace(r##" fill="#1A1A1A""##, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_plan_says_becomes_markup() {
        assert_eq!(escape("</script><b a='\">&"), "&lt;/script&gt;&lt;b a=&#39;&quot;&gt;&amp;");
        assert_eq!(escape_json(r#"{"a":"</script>"}"#), r#"{"a":"\u003c/script\u003e"}"#);
    }

    #[test]
    fn a_table_has_a_caption_and_headings_for_rows_and_columns() {
        let grid = Grid {
            caption: "谁<做>".into(),
            class: "plain",
            columns: vec![Th::words("单位"), Th::figure("牵头")],
            head: 0,
            first: 3,
            rows: vec![vec![Td::Words("a<b".into()), Td::Figure("7".into())].into()],
        };
        let html = grid.html();
        assert!(html.contains("<caption><span>谁&lt;做&gt;</span></caption>"), "{html}");
        assert!(html.contains(r#"<th scope="row">a&lt;b<td class="n">7</tr>"#), "{html}");
        assert!(html.contains(r#"data-first="3""#));
    }

    #[test]
    fn a_picture_loses_its_size_and_address_only() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900" viewBox="0 0 1600 900"><rect width="3"/></svg>"#;
        assert_eq!(inline_svg(svg), r#"<svg viewBox="0 0 1600 900"><rect width="3"/></svg>"#);
    }
}
