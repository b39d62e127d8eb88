//! Figures as a sentence says them: no more digits than a reader can use.
//!
//! Owns that shortening; the CSV tables have every digit. Never knows what a figure is.

use crate::exports::rounding::decimal;

/// A load without needless zeros: 22.00 as 22.
pub(super) fn short(load: &str) -> &str {
    match load.contains('.') {
        true => load.trim_end_matches('0').trim_end_matches('.'),
        false => load,
    }
}

/// An index between 0 and 1 with two decimals; what is no number stays.
pub(super) fn index(figure: &str) -> String {
    figure.parse::<f64>().map_or_else(|_| figure.to_owned(), |value| decimal(value, 2))
}

/// A probability behind the sign that fits it: `= 0.35`, `= 0.012`, `< 0.001`.
pub(super) fn probability(figure: &str) -> String {
    match figure.parse::<f64>() {
        Ok(value) if value < 0.001 => "&lt; 0.001".to_owned(),
        Ok(value) if value < 0.1 => format!("= {}", decimal(value, 3)),
        Ok(value) => format!("= {}", decimal(value, 2)),
        Err(_) => format!("= {figure}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_few_digits() {
        assert_eq!(["22.00", "21.50", "7", "100"].map(short), ["22", "21.5", "7", "100"]);
        assert_eq!(["0.713312", ""].map(index), ["0.71", ""]);
        assert_eq!(
            ["0.353379", "0.0123456", "1.2e-5", "1.000000"].map(probability),
            ["= 0.35", "= 0.012", "&lt; 0.001", "= 1.00"]
        );
    }
}
