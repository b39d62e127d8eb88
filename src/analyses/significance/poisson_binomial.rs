//! The upper tail of a sum of independent yes/no events with unequal chances.
//!
//! Owns the tail, for events given in groups of equal chance. Never knows units or measures.

use std::f64::consts::PI;

/// Events of equal chance: how many, and the chance.
pub type Group = (u32, f64);

/// Above this many additions the tail is read off the characteristic function.
const DIRECT_WORK: u64 = 1 << 15;

/// How likely `k` or more of independent events happen.
///
/// # Input
/// groups: numbers of events with their chance, 0 to 1. k: how many are asked for.
/// # Returns
/// P(K ≥ k), 0 to 1, to about 12 digits of its own size (of 1 − p, where p is above one half), also
/// far out in the tail; 1 for k = 0, 0 when k events are impossible.
/// # Errors
/// None.
/// # Cost
/// Small cases: the recurrence over events, O(N k), every term positive. Large ones: O(C) for each
/// of some dozens of points, C groups, whatever N and k.
/// # Source
/// Recurrence: Barlow & Heidtmann 1984, IEEE Trans. Reliab. R-33, 322. Characteristic function:
/// Hong 2013, Comput. Stat. Data Anal. 59, 41, on a circle through the saddle point (Daniels 1954,
/// Ann. Math. Stat. 25, 631) so that small tails keep their digits; summing a circle is exact but
/// for aliasing (Abate & Whitt 1992, Oper. Res. Lett. 12, 245), here held below rounding.
/// # Example
/// ```
/// use respgraph::analyses::significance::poisson_binomial;
/// let p = poisson_binomial(&[(1, 0.5), (1, 0.25)], 1);
/// assert_eq!(p, 1.0 - 0.5 * 0.75);
/// ```
pub fn poisson_binomial(groups: &[Group], k: u32) -> f64 {
    let certain: u32 = groups.iter().filter(|(_, p)| *p >= 1.0).map(|(n, _)| n).sum();
    let open: Vec<Group> =
        groups.iter().copied().filter(|&(n, p)| n > 0 && p > 0.0 && p < 1.0).collect();
    let events: u32 = open.iter().map(|(n, _)| n).sum();
    let Some(k) = k.checked_sub(certain).filter(|k| *k > 0) else { return 1.0 };
    if k > events {
        0.0
    } else if u64::from(events) * u64::from(k) <= DIRECT_WORK {
        by_recurrence(&open, k)
    } else if k == events {
        open.iter().map(|&(n, p)| f64::from(n) * p.ln()).sum::<f64>().exp()
    } else if f64::from(k) > mean(&open) {
        by_characteristic_function(&open, k)
    } else {
        // k or more happen unless events − k + 1 or more fail to: that tail is the small one.
        let failing: Vec<Group> = open.iter().map(|&(n, p)| (n, 1.0 - p)).collect();
        1.0 - poisson_binomial(&failing, events - k + 1)
    }
}

fn mean(groups: &[Group]) -> f64 {
    groups.iter().map(|&(n, p)| f64::from(n) * p).sum()
}

/// Event by event, the chance of each count below k, and of having reached k.
fn by_recurrence(groups: &[Group], k: u32) -> f64 {
    let k = k as usize;
    let mut chance = vec![0.0; k];
    chance[0] = 1.0;
    let mut reached = 0.0;
    let mut seen = 0;
    for &(n, p) in groups {
        for _ in 0..n {
            let q = 1.0 - p;
            reached += chance[k - 1] * p;
            seen += 1;
            for j in (1..k.min(seen + 1)).rev() {
                chance[j] = chance[j] * q + chance[j - 1] * p;
            }
            chance[0] *= q;
        }
    }
    f64::min(reached, 1.0)
}

/// For k above the mean and below the number of events.
///
/// With tilt θ > 0, f the tilted characteristic function and M(θ) = E e^{θK},
/// P(K ≥ k) = M(θ) e^{−θk} · (1/2π) ∫ f(t) e^{−ikt} / (1 − e^{−θ−it}) dt.
fn by_characteristic_function(groups: &[Group], k: u32) -> f64 {
    let k = f64::from(k);
    let theta = tilt(groups, k);
    // Tilted chance u = p e^θ / (1 − p + p e^θ) and its complement, both without a difference.
    let tilted: Vec<(f64, f64, f64)> = groups
        .iter()
        .map(|&(n, p)| {
            let odds = p / (1.0 - p) * theta.exp();
            (f64::from(n), odds / (1.0 + odds), 1.0 / (1.0 + odds))
        })
        .collect();
    let variance: f64 = tilted.iter().map(|(n, u, v)| n * u * v).sum();
    let scale: f64 =
        groups.iter().map(|&(n, p)| f64::from(n) * (p * theta.exp_m1()).ln_1p()).sum::<f64>()
            - theta * k;
    // Summing over L points instead of integrating adds what lies L, 2L … higher, which Bernstein's
    // inequality puts below e^−37 in the tilted distribution, and e^−θL: 1e−16 of the tail, which is
    // about e^scale.
    let deviation = variance.sqrt();
    let points = f64::max(25.0 + 11.0 * deviation, (40.0 - scale) / theta).ceil();
    let mut sum = 0.0;
    let mut l = 0.0;
    while l <= points / 2.0 {
        let t = 2.0 * PI * l / points;
        let (sin, cos) = t.sin_cos();
        let half = (t / 2.0).sin();
        let (mut log_modulus, mut angle) = (0.0, -k * t);
        for &(n, u, v) in &tilted {
            log_modulus += n * 0.5 * (-4.0 * u * v * half * half).ln_1p();
            angle += n * (u * sin).atan2(v + u * cos);
        }
        // The modulus only falls from here to t = π.
        if log_modulus < -40.0 {
            break;
        }
        // 1 / (1 − e^{−θ} e^{−it})
        let shrink = (-theta).exp();
        let (re, im) = (1.0 - shrink * cos, shrink * sin);
        let term = log_modulus.exp() * (angle.cos() * re + angle.sin() * im) / (re * re + im * im);
        sum += if l == 0.0 || 2.0 * l == points { term } else { 2.0 * term };
        l += 1.0;
    }
    (scale.exp() * sum / points).clamp(0.0, 1.0)
}

/// The tilt that moves the mean to k, or two standard deviations up when k is nearer: any positive
/// value gives the same tail, a larger one with fewer points, this one still with little rounding.
fn tilt(groups: &[Group], k: f64) -> f64 {
    let moments = |theta: f64| {
        let (mut mean, mut variance) = (0.0, 0.0);
        for &(n, p) in groups {
            let odds = p / (1.0 - p) * theta.exp();
            let (u, v) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
            mean += f64::from(n) * u;
            variance += f64::from(n) * u * v;
        }
        (mean, variance)
    };
    let (mean, variance) = moments(0.0);
    let events: f64 = groups.iter().map(|&(n, _)| f64::from(n)).sum();
    let target = k.max(mean + 2.0 * variance.sqrt()).min(events - 0.5);
    let (mut low, mut high) = (0.0, 700.0);
    let mut theta = 0.0;
    for _ in 0..60 {
        let (mean, variance) = moments(theta);
        if mean < target {
            low = theta
        } else {
            high = theta
        }
        let newton = theta + (target - mean) / variance;
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - theta).abs() < 1e-6 * next {
            return next;
        }
        theta = next;
    }
    theta.max(1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(a: f64, b: f64) -> f64 {
        ((a - b) / b).abs()
    }

    #[test]
    fn two_and_three_coins_by_hand() {
        let coins = [(3, 0.5)];
        assert_eq!(poisson_binomial(&coins, 0), 1.0);
        assert_eq!(poisson_binomial(&coins, 1), 0.875);
        assert_eq!(poisson_binomial(&coins, 2), 0.5);
        assert_eq!(poisson_binomial(&coins, 3), 0.125);
        assert_eq!(poisson_binomial(&coins, 4), 0.0);
        // One certain, one impossible, two open events.
        let mixed = [(1, 1.0), (1, 0.0), (1, 0.5), (1, 0.25)];
        assert_eq!(poisson_binomial(&mixed, 1), 1.0);
        assert_eq!(poisson_binomial(&mixed, 2), 0.625);
        assert_eq!(poisson_binomial(&mixed, 3), 0.125);
        assert_eq!(poisson_binomial(&mixed, 4), 0.0);
    }

    #[test]
    fn both_ways_agree_to_twelve_digits_everywhere() {
        let cases: [&[Group]; 5] = [
            &[(400, 0.1), (300, 0.02), (50, 0.7)],
            &[(1000, 0.25)],
            &[(700, 0.9), (300, 0.999)],
            &[(2000, 1e-4), (10, 0.5)],
            &[(60, 0.3), (61, 0.31), (62, 0.32), (63, 1e-9), (64, 1.0 - 1e-9)],
        ];
        for groups in cases {
            let events: u32 = groups.iter().map(|(n, _)| n).sum();
            let mean = mean(groups);
            for k in (1..events).step_by(37).filter(|k| f64::from(*k) > mean) {
                let direct = by_recurrence(groups, k);
                if direct > 1e-280 {
                    let read_off = by_characteristic_function(groups, k);
                    assert!(
                        relative(read_off, direct) < 1e-11,
                        "{groups:?} {k} {read_off} {direct}"
                    );
                }
            }
        }
    }

    #[test]
    fn below_the_mean_the_complement_is_used() {
        let groups = [(3000, 0.5), (500, 0.1)];
        for k in [1400, 1500, 1545, 1549, 1550, 1551, 1600] {
            let direct = by_recurrence(&groups, k);
            assert!(relative(poisson_binomial(&groups, k), direct) < 1e-12, "{k}");
        }
    }
}
