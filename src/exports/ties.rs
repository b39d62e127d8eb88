//! The first rows of a ranking without cutting a tie in two.
//!
//! Owns where such a list ends. Never knows what is ranked.

/// A tie is shown whole while it adds no more rows than this.
const MOST_MORE: usize = 2;

/// The first `wanted` rows and those with the same key as the last of them, and how many of these
/// are left out because the tie is long.
///
/// Rows with the same key stand side by side.
pub fn first_with_ties<T, K: PartialEq>(
    rows: &[T],
    wanted: usize,
    key: impl Fn(&T) -> K,
) -> (&[T], usize) {
    let wanted = wanted.min(rows.len());
    let Some(last) = rows[..wanted].last().map(&key) else { return (&rows[..0], 0) };
    match rows[wanted..].iter().take_while(|row| key(row) == last).count() {
        more @ 0..=MOST_MORE => (&rows[..wanted + more], 0),
        more => (&rows[..wanted], more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_tie_is_whole_and_a_long_one_counted() {
        let of = |rows: &[i32], wanted| {
            let (shown, more) = first_with_ties(rows, wanted, |row| *row);
            (shown.len(), more)
        };
        assert_eq!(of(&[5, 4, 3], 1), (1, 0));
        assert_eq!(of(&[5, 5, 5, 3], 1), (3, 0));
        assert_eq!(of(&[5, 5, 5, 5, 3], 1), (1, 3));
        assert_eq!(of(&[5, 4, 4], 2), (3, 0));
        assert_eq!(of(&[5], 3), (1, 0));
        assert_eq!(of(&[], 2), (0, 0));
    }
}
