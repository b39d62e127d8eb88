//! The upper tail of the hypergeometric distribution, which is Fisher's one-sided exact test.
//!
//! Owns the tail. Never knows units or measures.

/// How likely two units with `a` and `b` of `n` measures share `k` or more when each picks its
/// measures blindly.
///
/// P(K ≥ k) for K ~ Hyp(n, a, b), P(K = j) = C(a, j) C(n−a, b−j) / C(n, b).
///
/// # Input
/// n: measures; a, b ≤ n: measures of each unit; k: shared measures.
/// # Returns
/// 0 to 1: 1 for k at or below the least possible overlap, 0 above the greatest.
/// # Errors
/// None.
/// # Cost
/// O(min(a, b)). Weights are built by ratios from the mode and divided by their own sum: no factorial,
/// no difference of large logarithms, so small tails keep their digits at any n.
/// # Source
/// Fisher 1935; as a null for two-mode projections: Tumminello et al. 2011, PLoS ONE 6, e17994.
pub fn upper_tail(n: u32, a: u32, b: u32, k: u32) -> f64 {
    let (n, a, b) = (f64::from(n), f64::from(a), f64::from(b));
    let (least, greatest) = ((a + b - n).max(0.0), a.min(b));
    let k = f64::from(k);
    if k <= least {
        return 1.0;
    }
    if k > greatest {
        return 0.0;
    }
    let mode = ((a + 1.0) * (b + 1.0) / (n + 2.0)).floor().clamp(least, greatest);
    // P(j+1)/P(j)
    let up = |j: f64| (a - j) * (b - j) / ((j + 1.0) * (n - a - b + j + 1.0));
    let (mut tail, mut rest) = (0.0, 0.0);
    let mut add = |j: f64, weight: f64| if j >= k { tail += weight } else { rest += weight };
    add(mode, 1.0);
    let (mut j, mut weight) = (mode, 1.0);
    while j < greatest {
        weight *= up(j);
        j += 1.0;
        add(j, weight);
    }
    (j, weight) = (mode, 1.0);
    while j > least {
        j -= 1.0;
        weight /= up(j);
        add(j, weight);
    }
    tail / (tail + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cases_by_hand() {
        // 8 measures, units with 5 and 6, 5 shared: C(6,5)/C(8,5) = 6/56 (toy plan, GX and KJ).
        assert!((upper_tail(8, 5, 6, 5) - 6.0 / 56.0).abs() < 1e-15);
        // Two of four each: all six picks are alike; one shares both, four share one.
        assert!((upper_tail(4, 2, 2, 2) - 1.0 / 6.0).abs() < 1e-15);
        assert!((upper_tail(4, 2, 2, 1) - 5.0 / 6.0).abs() < 1e-15);
        assert_eq!(upper_tail(4, 2, 2, 0), 1.0);
        assert_eq!(upper_tail(8, 7, 6, 5), 1.0, "five are unavoidable");
        assert_eq!(upper_tail(4, 2, 2, 3), 0.0);
        assert_eq!(upper_tail(4, 4, 2, 2), 1.0);
    }

    #[test]
    fn far_tails_keep_their_digits() {
        // All 20 of 20 shared among 1,000: 1 / C(1000, 20).
        let choose: f64 =
            (0..20).map(|i| (1000.0 - f64::from(i)) / (20.0 - f64::from(i))).product();
        let p = upper_tail(1000, 20, 20, 20);
        assert!((p * choose - 1.0).abs() < 1e-12, "{p}");
    }
}
