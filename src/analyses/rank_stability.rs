//! A composite rank that shows its parts and how far it depends on their weights.
//!
//! Owns percentile ranks, the weighted mean and the grid of weights. Never knows what the parts are.

use rayon::prelude::*;

/// Weights of the parts, and the grid over which they are varied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighting {
    /// Points of each part; only their proportions matter.
    pub points: Vec<u32>,
    /// The grid holds every way of dealing this many equal points out to the parts, single parts
    /// alone included; 0 varies nothing.
    pub grid_points: u32,
    /// How many first places count as the top.
    pub top: u32,
}

/// One item's composite rank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompositeRank {
    /// Percentile rank of each part: (items below + half of those equal, itself included) / items.
    pub percentiles: Vec<f64>,
    /// Weighted mean of the percentile ranks, in (0, 1).
    pub score: f64,
    /// 1 + the number of items with a higher score.
    pub rank: u32,
    /// The best rank under any weights of the grid.
    pub rank_min: u32,
    /// The worst rank under any weights of the grid.
    pub rank_max: u32,
    /// Share of the grid's weights that leave it in the top; `None` without a grid.
    pub top_share: Option<f64>,
}

/// Which items come first when several figures are taken together, and whether they still do under
/// other weights.
///
/// score_i = Σ_p w_p·R_p(i) / Σ_p w_p, R_p the percentile rank in part p. The weights are a
/// convention, so the rank is recomputed under every weighting of a simplex grid.
/// # Input
/// parts: one list a part, all of one length; larger is further up; finite numbers.
/// # Returns
/// One row an item, in order; equal items have equal ranks; an empty list without items. Without
/// parts, or with all points 0, every item has rank 1 and score 0.
/// # Errors
/// None.
/// # Cost
/// Time |grid|·items·log items, |grid| = C(points+parts−1, parts−1); scores are compared as whole
/// numbers, so that ties are exact. Same output on every run.
/// # Source
/// Percentile ranks with half ties as in common use; the grid after the sensitivity analysis asked
/// for by OECD/JRC 2008, "Handbook on Constructing Composite Indicators", step 7.
///
/// # Panics
/// When the lists differ in length or `points` has not one entry a part.
/// # Example
/// The second item leads in one part only: best rank 1, worst rank 2.
/// ```
/// use respgraph::analyses::rank_stability::{Weighting, composite_rank};
/// let weighting = Weighting { points: vec![2, 1], grid_points: 2, top: 1 };
/// let ranks = composite_rank(&[vec![9.0, 1.0], vec![3.0, 4.0]], &weighting);
/// assert_eq!((ranks[0].rank, ranks[0].percentiles[0]), (1, 0.75));
/// assert_eq!((ranks[1].rank, ranks[1].rank_min, ranks[1].rank_max), (2, 1, 2));
/// ```
pub fn composite_rank(parts: &[Vec<f64>], weighting: &Weighting) -> Vec<CompositeRank> {
    assert_eq!(parts.len(), weighting.points.len(), "one weight a part");
    let items = parts.first().map_or(0, Vec::len);
    assert!(parts.iter().all(|part| part.len() == items), "parts of one length");
    let doubled: Vec<Vec<u64>> = parts.iter().map(|part| doubled_percentiles(part)).collect();

    let scores = scores(&doubled, &weighting.points, items);
    let ranks = ranks(&scores);
    let grid = if weighting.grid_points == 0 {
        Vec::new()
    } else {
        simplex_grid(parts.len(), weighting.grid_points)
    };
    // Least, greatest and count do not depend on the order in which threads finish.
    let start = || Spread { least: ranks.clone(), greatest: ranks.clone(), top: vec![0; items] };
    let spread = grid
        .par_iter()
        .fold(start, |mut spread, points| {
            spread.see(&self::ranks(&self::scores(&doubled, points, items)), weighting.top);
            spread
        })
        .reduce(start, Spread::join);

    let all_points: u64 = weighting.points.iter().map(|w| u64::from(*w)).sum();
    let twice = 2.0 * items as f64;
    (0..items)
        .map(|i| CompositeRank {
            percentiles: doubled.iter().map(|part| part[i] as f64 / twice).collect(),
            score: if all_points == 0 {
                0.0
            } else {
                scores[i] as f64 / (twice * all_points as f64)
            },
            rank: ranks[i],
            rank_min: spread.least[i],
            rank_max: spread.greatest[i],
            top_share: (!grid.is_empty()).then(|| f64::from(spread.top[i]) / grid.len() as f64),
        })
        .collect()
}

/// Every way of dealing `points` equal points out to `parts` parts, in lexicographic order.
pub fn simplex_grid(parts: usize, points: u32) -> Vec<Vec<u32>> {
    fn deal(parts: usize, left: u32, dealt: &mut Vec<u32>, grid: &mut Vec<Vec<u32>>) {
        if parts == 1 {
            dealt.push(left);
            grid.push(dealt.clone());
            dealt.pop();
            return;
        }
        for own in 0..=left {
            dealt.push(own);
            deal(parts - 1, left - own, dealt, grid);
            dealt.pop();
        }
    }
    let mut grid = Vec::new();
    if parts > 0 {
        deal(parts, points, &mut Vec::new(), &mut grid);
    }
    grid
}

/// Twice the number of items below, plus the number of equals: a whole number, so ties are exact.
fn doubled_percentiles(part: &[f64]) -> Vec<u64> {
    let mut sorted = part.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    part.iter()
        .map(|value| {
            let below = sorted.partition_point(|other| other.total_cmp(value).is_lt());
            let up_to = sorted.partition_point(|other| other.total_cmp(value).is_le());
            (below + up_to) as u64
        })
        .collect()
}

fn scores(doubled: &[Vec<u64>], points: &[u32], items: usize) -> Vec<u64> {
    let mut scores = vec![0; items];
    for (part, &points) in doubled.iter().zip(points) {
        for (score, doubled) in scores.iter_mut().zip(part) {
            *score += u64::from(points) * doubled;
        }
    }
    scores
}

fn ranks(scores: &[u64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..scores.len() as u32).collect();
    order.sort_unstable_by_key(|&i| std::cmp::Reverse(scores[i as usize]));
    let mut ranks = vec![0; scores.len()];
    let mut before = None;
    for (place, &i) in (1..).zip(&order) {
        let score = scores[i as usize];
        let rank = match before {
            Some((equal, rank)) if equal == score => rank,
            _ => place,
        };
        ranks[i as usize] = rank;
        before = Some((score, rank));
    }
    ranks
}

/// How the ranks move over the grid.
struct Spread {
    least: Vec<u32>,
    greatest: Vec<u32>,
    top: Vec<u32>,
}

impl Spread {
    fn see(&mut self, ranks: &[u32], top: u32) {
        for (i, &rank) in ranks.iter().enumerate() {
            self.least[i] = self.least[i].min(rank);
            self.greatest[i] = self.greatest[i].max(rank);
            self.top[i] += u32::from(rank <= top);
        }
    }

    fn join(mut self, other: Self) -> Self {
        for i in 0..self.top.len() {
            self.least[i] = self.least[i].min(other.least[i]);
            self.greatest[i] = self.greatest[i].max(other.greatest[i]);
            self.top[i] += other.top[i];
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_percentile_and_rank() {
        let weighting = Weighting { points: vec![1], grid_points: 1, top: 2 };
        let rows = composite_rank(&[vec![5.0, 7.0, 5.0, 1.0]], &weighting);
        let percentiles: Vec<f64> = rows.iter().map(|row| row.percentiles[0]).collect();
        assert_eq!(percentiles, [0.5, 0.875, 0.5, 0.125]);
        assert_eq!(rows.iter().map(|row| row.rank).collect::<Vec<_>>(), [2, 1, 2, 4]);
        let top: Vec<_> = rows.iter().map(|row| row.top_share).collect();
        assert_eq!(top, [Some(1.0), Some(1.0), Some(1.0), Some(0.0)]);
    }

    #[test]
    fn the_grid_has_as_many_weightings_as_the_binomial_says() {
        assert_eq!(simplex_grid(5, 5).len(), 126);
        assert_eq!(simplex_grid(2, 2), [[0, 2], [1, 1], [2, 0]]);
        assert!(simplex_grid(4, 3).iter().all(|points| points.iter().sum::<u32>() == 3));
        assert!(simplex_grid(0, 3).is_empty());
    }

    #[test]
    fn an_item_first_in_every_part_is_first_under_all_weights() {
        let parts = [vec![9.0, 1.0, 2.0], vec![8.0, 2.0, 1.0], vec![7.0, 0.0, 0.0]];
        let weighting = Weighting { points: vec![3, 1, 0], grid_points: 4, top: 1 };
        let rows = composite_rank(&parts, &weighting);
        assert_eq!((rows[0].rank, rows[0].rank_min, rows[0].rank_max), (1, 1, 1));
        assert_eq!(rows[0].top_share, Some(1.0));
        // By part 2 the second comes before the third; under the given points the third does.
        assert_eq!((rows[1].rank, rows[1].rank_min, rows[1].rank_max), (3, 2, 3));
        let third = (3.0 * 0.5 + 1.0 / 6.0) / 4.0;
        assert!((rows[2].score - third).abs() < 1e-15);
    }

    #[test]
    fn nothing_to_rank_and_nothing_to_rank_by() {
        let none = Weighting { points: Vec::new(), grid_points: 5, top: 10 };
        assert!(composite_rank(&[], &none).is_empty());
        let silent = Weighting { points: vec![0], grid_points: 0, top: 10 };
        let rows = composite_rank(&[vec![1.0, 2.0]], &silent);
        assert_eq!((rows[1].rank, rows[1].score, rows[1].top_share), (1, 0.0, None));
    }
}
