//! Words inside markup: SVG and HTML.
//!
//! Owns what must be escaped there. Never knows elements.

/// Text safe in content and in quoted attributes of XML 1.0 and HTML: line breaks and tabs as
/// blanks, characters that neither may hold as U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_names_is_escaped() {
        assert_eq!(escape("a<b>&\"c'\u{1}"), "a&lt;b&gt;&amp;&quot;c&#39;\u{FFFD}");
        assert_eq!(escape("</script><b a='\">&"), "&lt;/script&gt;&lt;b a=&#39;&quot;&gt;&amp;");
        assert_eq!(escape("甲\n乙\r丙\u{7f}\u{FFFF}"), "甲 乙 丙\u{FFFD}\u{FFFD}");
    }
}
