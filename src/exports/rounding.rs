//! How a cell is written as text: decimals, small numbers, nothing at all.
//!
//! Owns rounding, so that a number is the same in every output. Never knows formats.

use super::table::{Cell, ColumnKind};

/// A cell as text, with the decimals of its column; empty for nothing.
///
/// A number too small for its decimals (or, with six or more, for three digits) but not zero is
/// written as a power of ten (`5.995e-7`), so that a small probability never reads as none.
pub fn written(cell: &Cell, kind: ColumnKind) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => String::new(),
        (Cell::Text(text), _) => text.clone(),
        (Cell::Integer(count), ColumnKind::Number(decimals)) => decimal(*count as f64, decimals),
        (Cell::Integer(count), _) => count.to_string(),
        (Cell::Number(number), ColumnKind::Number(decimals)) => decimal(*number, decimals),
        (Cell::Number(number), _) => number.to_string(),
    }
}

/// A number with `decimals` decimals; see [`written`] for small ones.
pub fn decimal(number: f64, decimals: u8) -> String {
    /// Columns this precise hold probabilities and shares, which need their leading digits.
    const PRECISE: u8 = 6;
    let text = format!("{number:.*}", usize::from(decimals));
    let zeros =
        text.bytes().filter(|b| !matches!(b, b'-' | b'.')).take_while(|b| *b == b'0').count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count() - zeros;
    match digits {
        _ if number == 0.0 => text.trim_start_matches('-').to_owned(),
        0 => format!("{number:.3e}"),
        1 | 2 if decimals >= PRECISE => format!("{number:.3e}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_the_column() {
        let number = |n, d| written(&Cell::Number(n), ColumnKind::Number(d));
        assert_eq!(number(12.166_666_7, 6), "12.166667");
        assert_eq!(number(2.0 / 3.0, 2), "0.67");
        assert_eq!(number(-0.0, 3), "0.000");
        assert_eq!(written(&Cell::Integer(7), ColumnKind::Integer), "7");
        assert_eq!(written(&Cell::Empty, ColumnKind::Number(3)), "");
    }

    #[test]
    fn a_small_number_is_not_written_as_zero() {
        assert_eq!(decimal(5.995_18e-7, 4), "5.995e-7");
        assert_eq!(decimal(0.000_06, 4), "0.0001");
        assert_eq!(decimal(0.000_003_412, 6), "3.412e-6");
        assert_eq!(decimal(0.000_123_4, 6), "0.000123");
        assert_eq!(decimal(0.25, 6), "0.250000");
    }
}
