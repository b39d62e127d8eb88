//! All 0/1 tables with given margins, when there are few.
//!
//! Owns the enumeration and its limits. Never knows p-values.

use super::fdsm::Counts;
use super::relation::{Meeting, Table};

/// Tables are enumerated when there are no more than this many, of at most 64 rows and 64 columns
/// that hold a one.
pub const MATRIX_LIMIT: u64 = 200_000;
/// Partial rows looked at before giving up: what a hopeless attempt may cost (milliseconds).
const STEP_LIMIT: u64 = 4_000_000;

/// Goes through every table with the margins of `table`; `None` when there are too many.
pub(super) fn enumerate(table: &Table, meetings: &[Meeting]) -> Option<Counts> {
    let mut counts = Counts::none(meetings);
    let complete = visit(&table.row_degrees(), &table.column_degrees(), |rows| {
        counts.add(meetings, |m| (rows[m.a as usize] & rows[m.b as usize]).count_ones());
    });
    complete.then_some(counts)
}

/// How many 0/1 tables have these margins; `None` above [`MATRIX_LIMIT`] or 64 rows or columns.
///
/// # Example
/// ```
/// use respgraph::analyses::significance::count_matrices;
/// assert_eq!(count_matrices(&[2, 1, 1], &[2, 1, 1]), Some(5));
/// ```
pub fn count_matrices(rows: &[u32], columns: &[u32]) -> Option<u64> {
    let mut count = 0;
    visit(rows, columns, |_| count += 1).then_some(count)
}

/// Calls `each` with the rows of every table as bits; says whether it got through all.
///
/// Rows and columns are filled largest first, so that the limit on steps is met or not met whatever
/// order they came in. The bits of a row are columns in an order of their own.
fn visit(rows: &[u32], columns: &[u32], mut each: impl FnMut(&[u64])) -> bool {
    let mut left: Vec<u32> = columns.iter().copied().filter(|n| *n > 0).collect();
    if left.len() > 64 || rows.len() > 64 {
        return false;
    }
    left.sort_unstable_by(|a, b| b.cmp(a));
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|r| std::cmp::Reverse(rows[*r]));
    let sorted: Vec<u32> = order.iter().map(|r| rows[*r]).collect();
    let mut as_given = vec![0; rows.len()];
    let in_order = |filled: &[u64]| {
        for (row, bits) in order.iter().zip(filled) {
            as_given[*row] = *bits;
        }
        each(&as_given);
    };
    let open = sorted.first().copied().unwrap_or(0);
    let filled = vec![0; rows.len()];
    let mut search = Search { rows: &sorted, left, filled, found: 0, steps: 0, each: in_order };
    search.fill(0, 0, open)
}

struct Search<'a, F> {
    rows: &'a [u32],
    /// Ones still to be placed in each column.
    left: Vec<u32>,
    filled: Vec<u64>,
    found: u64,
    steps: u64,
    each: F,
}

impl<F: FnMut(&[u64])> Search<'_, F> {
    /// Places the `open` remaining ones of `row` in columns from `column` on, then the rows below;
    /// `false` when a limit was met.
    fn fill(&mut self, row: usize, column: usize, open: u32) -> bool {
        if row == self.rows.len() {
            if self.left.iter().any(|n| *n > 0) {
                return true;
            }
            self.found += 1;
            if self.found > MATRIX_LIMIT {
                return false;
            }
            (self.each)(&self.filled);
            return true;
        }
        self.steps += 1;
        if self.steps > STEP_LIMIT {
            return false;
        }
        if open == 0 {
            // A column that needs more ones than there are rows below is a dead end.
            let below = (self.rows.len() - row - 1) as u32;
            return self.left.iter().any(|n| *n > below)
                || self.fill(row + 1, 0, self.rows.get(row + 1).copied().unwrap_or(0));
        }
        for c in column..self.left.len() {
            if self.left.len() - c < open as usize {
                break;
            }
            if self.left[c] == 0 {
                continue;
            }
            self.left[c] -= 1;
            self.filled[row] |= 1 << c;
            let whole = self.fill(row, c + 1, open - 1);
            self.filled[row] &= !(1 << c);
            self.left[c] += 1;
            if !whole {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_hand_and_from_the_literature() {
        assert_eq!(count_matrices(&[1, 1], &[1, 1]), Some(2));
        assert_eq!(count_matrices(&[2, 1], &[2, 1]), Some(1), "nested: no choice");
        assert_eq!(count_matrices(&[2, 2], &[2, 1, 1]), Some(2));
        // 4 × 4 and 5 × 5 tables with two ones in every row and column (OEIS A001499).
        assert_eq!(count_matrices(&[2; 4], &[2; 4]), Some(90));
        assert_eq!(count_matrices(&[2; 5], &[2; 5]), Some(2040));
        assert_eq!(count_matrices(&[1; 9], &[1; 9]), None, "9! is above the limit");
        assert_eq!(count_matrices(&[], &[]), Some(1));
        assert_eq!(count_matrices(&[1, 0], &[1, 0]), Some(1));
    }
}
