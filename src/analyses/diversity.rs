//! How mixed a group is: Blau, Shannon and the effective number of classes.
//!
//! Owns the three indices. Never knows what the classes are.

/// How mixed the members of a group are.
///
/// With p_c the share of class c: Blau = 1−Σp², Shannon = −Σ p ln p (nats), effective = e^Shannon.
/// # Returns
/// Blau in `[0, 1−1/classes]`, 0 when all are of one class; effective in `[1, classes]`.
/// # Source
/// Blau 1977, "Inequality and Heterogeneity"; Shannon 1948; effective number (Hill number of
/// order 1) after Hill 1973, doi:10.2307/1934352.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Diversity {
    /// Classes present.
    pub classes: usize,
    /// The chance that two members, drawn with replacement, are of different classes.
    pub blau: f64,
    /// Entropy of the classes, in nats.
    pub shannon: f64,
    /// The number of equally frequent classes that would be as mixed.
    pub effective: f64,
}

impl Diversity {
    /// The diversity of members given by their classes, in any order.
    ///
    /// `None` when there are no members. Cost: one sort. Same output whatever the order or the
    /// numbering of the classes.
    /// # Example
    /// ```
    /// use respgraph::analyses::diversity::Diversity;
    /// let mixed = Diversity::of([4, 4, 9, 9]).expect("there are members");
    /// assert_eq!((mixed.classes, mixed.blau), (2, 0.5));
    /// assert_eq!(Diversity::of([]), None);
    /// ```
    pub fn of(classes: impl IntoIterator<Item = u32>) -> Option<Self> {
        let mut members: Vec<u32> = classes.into_iter().collect();
        members.sort_unstable();
        let mut counts: Vec<u64> =
            members.chunk_by(|a, b| a == b).map(|class| class.len() as u64).collect();
        // Summed by size, so that a renumbering of the classes cannot change the last digit.
        counts.sort_unstable();
        let n: u64 = counts.iter().sum();
        if n == 0 {
            return None;
        }
        let squares: u64 = counts.iter().map(|c| c * c).sum();
        let shannon = counts
            .iter()
            .map(|&c| {
                let p = c as f64 / n as f64;
                p * (n as f64 / c as f64).ln()
            })
            .sum::<f64>();
        Some(Self {
            classes: counts.len(),
            blau: (n * n - squares) as f64 / (n * n) as f64,
            shannon,
            effective: shannon.exp(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_class_is_not_mixed() {
        let one = Diversity::of([7, 7, 7]).expect("three members");
        assert_eq!(one, Diversity { classes: 1, blau: 0.0, shannon: 0.0, effective: 1.0 });
    }

    #[test]
    fn all_different_are_as_many_as_there_are() {
        let all = Diversity::of([3, 1, 2]).expect("three members");
        assert_eq!(all.classes, 3);
        assert!((all.blau - 2.0 / 3.0).abs() < 1e-15);
        assert!((all.shannon - 3f64.ln()).abs() < 1e-15);
        assert!((all.effective - 3.0).abs() < 1e-12);
    }

    #[test]
    fn numbering_of_the_classes_does_not_matter() {
        assert_eq!(Diversity::of([1, 2, 2, 3, 3, 3]), Diversity::of([9, 5, 9, 0, 5, 9]));
    }
}
