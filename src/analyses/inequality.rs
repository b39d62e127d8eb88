//! How evenly a load is spread over units.
//!
//! Owns inequality indices of a list of loads. Never knows what the loads are made of.
//!
//! **Zero loads count when they are in the list.** A list of all units of a plan answers "how evenly
//! is leading spread over everyone named?"; the list of those that lead at all answers "how evenly
//! among those who lead?". The two differ much: the caller chooses, and should say which.

/// The inequality of one list of loads x over n units, X = Σ x, p_i = x_i / X.
///
/// What a planner reads first: `hoover` and `to_move`, the part of the load that would have to change
/// hands for all units to carry the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inequality {
    /// n, zero loads included.
    pub units: usize,
    /// X.
    pub total: f64,
    /// Gini index, 0 (even) to (n−1)/n: Σ (2i − n − 1) x_(i) / (n X), x ascending.
    pub gini: f64,
    /// Gini index times n/(n−1), 0 to 1.
    pub gini_corrected: f64,
    /// Herfindahl–Hirschman index Σ p², 1/n (even) to 1.
    pub hhi: f64,
    /// (HHI − 1/n) / (1 − 1/n), 0 to 1.
    pub hhi_normalised: f64,
    /// 1/HHI: as many equally loaded units would give the same concentration.
    pub effective_units: f64,
    /// Simpson evenness (1/HHI)/n, above 0 to 1 (even).
    pub simpson_evenness: f64,
    /// Pielou evenness −Σ p ln p / ln n, 0 to 1 (even).
    pub pielou: f64,
    /// Theil's T: Σ p ln(n p), 0 (even) to ln n.
    pub theil: f64,
    /// Hoover index ½ Σ |p − 1/n|, 0 (even) to 1 − 1/n.
    pub hoover: f64,
    /// Hoover × X: load that would have to change hands, whoever is fit to take it.
    pub to_move: f64,
    /// Highest load over the mean, ≥ 1.
    pub imbalance: f64,
}

/// A point of the Lorenz curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LorenzPoint {
    /// Share of the units, the least loaded first.
    pub units: f64,
    /// Share of the load they carry together.
    pub load: f64,
}

/// Theil's T split by groups of units, such as their kinds.
#[derive(Debug, Clone, PartialEq)]
pub struct TheilByGroup<G> {
    /// The part due to differences inside groups.
    pub within: f64,
    /// The part due to differences between the groups' means; `within + between` is Theil's T.
    pub between: f64,
    /// The groups, ascending.
    pub groups: Vec<TheilGroup<G>>,
}

/// One group of a [`TheilByGroup`].
#[derive(Debug, Clone, PartialEq)]
pub struct TheilGroup<G> {
    /// The group.
    pub group: G,
    /// Its units.
    pub units: usize,
    /// Its share of the load.
    pub share: f64,
    /// Theil's T inside it; `None` when it carries nothing.
    pub theil: Option<f64>,
}

/// Tells how unevenly a load is spread, by the indices in common use.
///
/// Formulas stand at the fields of [`Inequality`].
/// # Input
/// loads: one value a unit, ≥ 0, in any unit of measure and any order; zero loads count (see above).
/// # Returns
/// `None` where inequality has no meaning: fewer than two units, nothing carried, or a value that is
/// negative or not finite. 0 ln 0 is 0. The same to the last bit for any order of the loads.
/// # Errors
/// None.
/// # Cost
/// O(n log n).
/// # Source
/// Gini 1912 in the form of Damgaard & Weiner 2000, Ecology 81, 1139; Hirschman 1964, AER 54, 761;
/// Simpson 1949, Nature 163, 688; Pielou 1966, J. Theor. Biol. 13, 131; Theil 1967, Economics and
/// Information Theory, ch. 4; Hoover 1936, Rev. Econ. Stat. 18, 162.
/// # Example
/// ```
/// use respgraph::analyses::inequality::inequality;
/// let index = inequality(&[3.0, 1.0]).expect("two units, load above zero");
/// assert_eq!((index.gini, index.hhi, index.hoover, index.to_move), (0.25, 0.625, 0.25, 1.0));
/// assert!(inequality(&[0.0, 0.0]).is_none());
/// ```
pub fn inequality(loads: &[f64]) -> Option<Inequality> {
    let x = ascending(loads)?;
    let n = x.len() as f64;
    let total: f64 = x.iter().sum();
    if x.len() < 2 {
        return None;
    }
    let mean = total / n;
    // What rounding leaves of even loads is no inequality.
    let zero_if_tiny = |x: f64| if x.abs() < 1e-12 { 0.0 } else { x };
    let ranked: f64 =
        x.iter().zip(1..).map(|(x, i)| (2.0 * f64::from(i) - n - 1.0) * x).sum::<f64>();
    let gini = zero_if_tiny(ranked / (n * total));
    let hhi: f64 = x.iter().map(|x| (x / total).powi(2)).sum();
    let hoover = zero_if_tiny(x.iter().map(|x| (x / total - 1.0 / n).abs()).sum::<f64>() / 2.0);
    // p ln(n p), not ln n minus an entropy: even loads give exactly zero.
    let theil: f64 = zero_if_tiny(x.iter().map(|&x| x_ln_ratio(x / total, mean, x)).sum());
    Some(Inequality {
        units: x.len(),
        total,
        gini,
        gini_corrected: gini * n / (n - 1.0),
        hhi,
        hhi_normalised: zero_if_tiny((hhi - 1.0 / n) / (1.0 - 1.0 / n)),
        effective_units: 1.0 / hhi,
        simpson_evenness: 1.0 / hhi / n,
        pielou: 1.0 - theil / n.ln(),
        theil,
        hoover,
        to_move: hoover * total,
        imbalance: x[x.len() - 1] / mean,
    })
}

/// Tells how much of the inequality lies between kinds of units and how much inside them.
///
/// T = Σ_g s_g T_g + Σ_g s_g ln(s_g / (n_g/n)), s_g the load share and n_g the units of group g.
/// # Input
/// loads: one value a unit, ≥ 0. groups: the group of each, as many as loads.
/// # Returns
/// `None` where [`inequality`] gives none, or where the lists differ in length. A group that carries
/// nothing adds nothing.
/// # Errors
/// None.
/// # Cost
/// O(n log n).
/// # Source
/// Theil 1967, Economics and Information Theory, ch. 4.
pub fn theil_by_group<G: Ord + Clone>(loads: &[f64], groups: &[G]) -> Option<TheilByGroup<G>> {
    let whole = inequality(loads)?;
    if loads.len() != groups.len() {
        return None;
    }
    let mut members: std::collections::BTreeMap<&G, Vec<f64>> = Default::default();
    for (x, g) in loads.iter().zip(groups) {
        members.entry(g).or_default().push(*x);
    }
    let (mut within, mut between) = (0.0, 0.0);
    let mut parts = Vec::with_capacity(members.len());
    for (group, mut x) in members {
        x.sort_by(f64::total_cmp);
        let sum: f64 = x.iter().sum();
        let (share, mean) = (sum / whole.total, sum / x.len() as f64);
        let theil =
            (sum > 0.0).then(|| x.iter().map(|&x| x_ln_ratio(x / sum, mean, x)).sum::<f64>());
        within += share * theil.unwrap_or(0.0);
        between += x_ln_ratio(share, whole.total / whole.units as f64, mean);
        parts.push(TheilGroup { group: group.clone(), units: x.len(), share, theil });
    }
    Some(TheilByGroup { within, between, groups: parts })
}

/// Draws the curve behind the Gini index: what share of the load the least loaded units carry.
///
/// # Input
/// loads: one value a unit, ≥ 0.
/// # Returns
/// n + 1 points from (0, 0) to (1, 1), ascending; empty without units, when nothing is carried, or
/// for a negative or infinite value.
/// # Errors
/// None.
/// # Cost
/// O(n log n).
/// # Source
/// Lorenz 1905, Publ. Am. Stat. Assoc. 9, 209.
pub fn lorenz(loads: &[f64]) -> Vec<LorenzPoint> {
    let Some(x) = ascending(loads) else { return Vec::new() };
    let (n, total) = (x.len() as f64, x.iter().sum::<f64>());
    let mut sum = 0.0;
    let mut points = vec![LorenzPoint { units: 0.0, load: 0.0 }];
    for (x, i) in x.iter().zip(1..) {
        sum += x;
        points.push(LorenzPoint { units: f64::from(i) / n, load: sum / total });
    }
    points
}

/// Tells what share of the load the `k` most loaded units carry.
///
/// # Input
/// loads: one value a unit, ≥ 0. k: how many units; more than there are is all of them.
/// # Returns
/// 0 to 1; `None` without units, when nothing is carried, or for a negative or infinite value.
/// # Errors
/// None.
/// # Cost
/// O(n log n).
/// # Source
/// The concentration ratio CR_k of industrial economics.
pub fn top_share(loads: &[f64], k: usize) -> Option<f64> {
    let x = ascending(loads)?;
    let top: f64 = x.iter().rev().take(k).sum();
    Some((top / x.iter().sum::<f64>()).min(1.0))
}

/// The loads in ascending order, so that sums do not depend on the order given; `None` when there is
/// nothing to share out.
fn ascending(loads: &[f64]) -> Option<Vec<f64>> {
    if loads.iter().any(|x| !x.is_finite() || *x < 0.0) {
        return None;
    }
    let mut x = loads.to_vec();
    x.sort_by(f64::total_cmp);
    (x.iter().sum::<f64>() > 0.0).then_some(x)
}

/// share · ln(value / mean), 0 for a value of 0.
fn x_ln_ratio(share: f64, mean: f64, value: f64) -> f64 {
    if value > 0.0 { share * (value / mean).ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }

    /// Role-weighted loads of the toy plan in tests/reference/toy.json.
    const TOY: [f64; 6] = [5.5, 2.0, 3.0, 3.25, 1.0, 1.5];

    #[test]
    fn even_loads_have_no_inequality_at_all() {
        for n in 2..40 {
            for load in [1.0, 0.1, 1.0 / 3.0] {
                let index = inequality(&vec![load; n]).expect("units with a load");
                let none = [index.gini, index.hhi_normalised, index.theil, index.hoover];
                assert_eq!(none, [0.0; 4], "{n} units with {load}");
            }
        }
    }

    #[test]
    fn toy_loads_have_the_reference_indices() {
        let index = inequality(&TOY).expect("defined");
        near(index.gini, 23.0 / 78.0);
        near(index.gini_corrected, 0.35384615384615387);
        near(index.hhi, 913.0 / 4225.0);
        near(index.hhi_normalised, 0.05931360946745562);
        near(index.effective_units, 4.627601314348302);
        near(index.simpson_evenness, 4.627601314348302 / 6.0);
        near(index.hoover, 29.0 / 130.0);
        near(index.to_move, 29.0 / 8.0);
        near(index.theil, 0.14194792258819494);
        near(index.pielou, 0.9207773559866547);
        near(index.imbalance, 2.0307692307692307);
    }

    #[test]
    fn toy_lead_counts_with_and_without_idle_units() {
        let all = inequality(&[5.0, 0.0, 1.0, 1.0, 0.0, 1.0]).expect("defined");
        near(all.gini, 7.0 / 12.0);
        near(all.gini_corrected, 0.7);
        near(all.hhi, 7.0 / 16.0);
        near(all.hoover, 11.0 / 24.0);
        near(all.theil, 0.7182166228195319);
        near(all.pielou, 0.5991556706386704);
        near(all.imbalance, 3.75);
        let leading = inequality(&[5.0, 1.0, 1.0, 1.0]).expect("defined");
        near(leading.gini, 3.0 / 8.0);
        near(leading.hhi, 7.0 / 16.0);
    }

    #[test]
    fn even_and_one_sided_loads_are_the_ends_of_every_scale() {
        let even = inequality(&[2.0; 4]).expect("defined");
        assert_eq!((even.gini, even.theil, even.hoover, even.imbalance), (0.0, 0.0, 0.0, 1.0));
        assert_eq!((even.hhi_normalised, even.pielou, even.simpson_evenness), (0.0, 1.0, 1.0));
        let one = inequality(&[0.0, 0.0, 0.0, 7.0]).expect("defined");
        assert_eq!((one.gini, one.gini_corrected, one.hhi, one.hoover), (0.75, 1.0, 1.0, 0.75));
        near(one.theil, 4f64.ln());
        near(one.pielou, 0.0);
    }

    #[test]
    fn undefined_is_none() {
        for loads in [&[][..], &[3.0], &[0.0, 0.0], &[1.0, -1.0], &[1.0, f64::NAN]] {
            assert_eq!(inequality(loads), None, "{loads:?}");
        }
        assert_eq!(theil_by_group(&[1.0, 2.0], &['a']), None);
        assert_eq!((lorenz(&[0.0]), top_share(&[], 1)), (vec![], None));
    }

    #[test]
    fn theil_within_and_between_add_up() {
        let groups = ["综合", "综合", "产业", "产业", "社会", "区县"];
        let split = theil_by_group(&TOY, &groups).expect("defined");
        near(split.within + split.between, 0.14194792258819494);
        // By hand for two groups of two: (3, 1) and (2, 2) have the same mean, so nothing lies between.
        let split = theil_by_group(&[3.0, 1.0, 2.0, 2.0], &[0, 0, 1, 1]).expect("defined");
        near(split.between, 0.0);
        near(split.within, 0.5 * (0.75 * 1.5f64.ln() + 0.25 * 0.5f64.ln()));
        let idle = theil_by_group(&[3.0, 1.0, 0.0], &[0, 0, 1]).expect("defined");
        assert_eq!((idle.groups[1].units, idle.groups[1].theil), (1, None));
        near(idle.within + idle.between, inequality(&[3.0, 1.0, 0.0]).expect("defined").theil);
    }

    #[test]
    fn lorenz_curve_and_top_share() {
        let points = lorenz(&[3.0, 1.0, 0.0, 0.0]);
        let loads: Vec<f64> = points.iter().map(|p| p.load).collect();
        assert_eq!(loads, [0.0, 0.0, 0.0, 0.25, 1.0]);
        assert_eq!(points[3].units, 0.75);
        assert_eq!(top_share(&[3.0, 1.0, 0.0, 0.0], 1), Some(0.75));
        assert_eq!(top_share(&[3.0, 1.0], 9), Some(1.0));
        assert_eq!(top_share(&[3.0, 1.0], 0), Some(0.0));
    }
}
