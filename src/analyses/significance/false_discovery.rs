//! Benjamini–Hochberg adjustment of many p-values.
//!
//! Owns the step-up rule. Never knows what was tested.

/// Tells, for each finding, which share of the findings at least as strong are expected to be false.
///
/// q_(i) = min over j ≥ i of p_(j) m / j, at most 1, with p ascending.
///
/// # Input
/// p: the p-values below 1 at least; those of the family that are left out count as p = 1.
/// family: m, the number of tests; at least as many as there are values.
/// # Returns
/// One q a p, in the order given.
/// # Errors
/// None.
/// # Cost
/// O(n log n).
/// # Source
/// Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, 289. Overlaps of one table depend on each
/// other; the rule is exact for independent and positively dependent tests (Benjamini & Yekutieli
/// 2001, Ann. Stat. 29, 1165).
/// # Example
/// ```
/// use respgraph::analyses::significance::benjamini_hochberg;
/// assert_eq!(benjamini_hochberg(&[0.5, 0.01], 4), [1.0, 0.04]);
/// ```
pub fn benjamini_hochberg(p: &[f64], family: u64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&i, &j| p[i].total_cmp(&p[j]));
    let mut q = vec![1.0; p.len()];
    let mut least = 1.0f64;
    for (rank, &i) in order.iter().enumerate().rev() {
        // The ratio first: it is at least 1, so that no q falls below its p by rounding.
        least = least.min(p[i] * (family as f64 / (rank + 1) as f64));
        q[i] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example() {
        // Benjamini & Hochberg 1995, table 1: 15 p-values, four rejected at 0.05.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let q = benjamini_hochberg(&p, 15);
        assert_eq!(q.iter().filter(|q| **q <= 0.05).count(), 4);
        assert!((q[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-15);
        assert!(q.windows(2).all(|w| w[0] <= w[1]));
    }

    #[test]
    fn tests_left_out_count_as_one_and_order_does_not_matter() {
        let full = benjamini_hochberg(&[0.03, 0.01, 1.0, 1.0], 4);
        assert_eq!(benjamini_hochberg(&[0.03, 0.01], 4), full[..2]);
        assert_eq!(benjamini_hochberg(&[0.01, 0.03], 4), [full[1], full[0]]);
        assert!(benjamini_hochberg(&[], 4).is_empty());
    }
}
