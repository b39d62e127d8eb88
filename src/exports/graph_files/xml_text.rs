//! Text inside XML.
//!
//! Owns escaping and which characters XML can hold. Never knows elements.

use super::Value;
use std::fmt::Write as _;

/// Adds text to a document: marks escaped, characters that XML 1.0 cannot hold left out, line breaks
/// and tabs as blanks (readers fold them anyway).
pub(super) fn push(text: &str, to: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\n' | '\r' | '\t' => to.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => to.push(c),
        }
    }
}

/// Adds a value to a document.
pub(super) fn push_value(value: Value<'_>, to: &mut String) {
    // Writing to a string cannot fail.
    let _ = match value {
        Value::Text(text) => {
            push(text, to);
            Ok(())
        }
        Value::Integer(number) => write!(to, "{number}"),
        Value::Double(number) => write!(to, "{number:?}"),
        Value::Boolean(yes) => write!(to, "{yes}"),
        Value::Absent => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_control_characters_go() {
        let mut text = String::new();
        push("甲<&>\"'\u{1}\u{b}\n乙\u{7f}\u{FFFF}", &mut text);
        assert_eq!(text, "甲&lt;&amp;&gt;&quot;' 乙");
    }

    #[test]
    fn numbers_keep_their_type() {
        let mut text = String::new();
        push_value(Value::Double(1.0), &mut text);
        push_value(Value::Integer(3), &mut text);
        assert_eq!(text, "1.03");
    }
}
