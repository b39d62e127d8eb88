//! Newton's method for the unknowns of the bipartite configuration model.
//!
//! Owns the numerical solution inside a table whose degrees all leave a choice. Never knows where
//! the degrees come from.
//!
//! In the logarithms α = ln x and β = ln y the unknowns are the minimum of a convex function, the
//! negative log-likelihood, flat only along (1, −1). One β is held still, and the α are eliminated
//! from each step because their block is diagonal: the dense system is as large as the shorter side.

/// How many rows (or columns) a class has, and their degree.
type Class = (f64, f64);

/// Relative gap between expected and observed degrees that counts as solved.
const TOLERANCE: f64 = 1e-14;
const STEPS: usize = 200;

/// The chance for each class of `rows` with each class of `columns`, and the largest gap left.
pub(super) fn solve(rows: &[Class], columns: &[Class]) -> (Vec<Vec<f64>>, f64) {
    let edges: f64 = rows.iter().map(|(n, d)| n * d).sum();
    let start = |&(_, d): &Class| (d / edges.sqrt()).ln();
    let mut at = Point::new(
        rows,
        columns,
        rows.iter().map(start).collect(),
        columns.iter().map(start).collect(),
    );
    let mut stalled = 0;
    for _ in 0..STEPS {
        if at.gap <= TOLERANCE || stalled == 3 {
            break;
        }
        let (da, db) = at.newton_step(rows, columns);
        // Far from the solution a full step may overshoot: halve it until the likelihood or the
        // worst degree improves.
        let largest = da.iter().chain(&db).fold(0.0f64, |m, d| m.max(d.abs()));
        let mut length = f64::min(1.0, 8.0 / largest);
        let mut next = at.moved(rows, columns, &da, &db, length);
        while !(next.cost < at.cost || next.gap < at.gap) && length > 1e-6 {
            length /= 2.0;
            next = at.moved(rows, columns, &da, &db, length);
        }
        // Close to the solution rounding decides: keep the best point, stop when nothing improves.
        if next.gap < 0.5 * at.gap || next.cost < at.cost - 1e-9 * at.cost.abs() {
            stalled = 0;
        } else {
            stalled += 1;
        }
        if next.gap < at.gap || next.cost < at.cost - 1e-12 * at.cost.abs() {
            at = next;
        }
    }
    let worst = at
        .row_gap
        .iter()
        .chain(&at.column_gap)
        .fold(0.0f64, |worst: f64, gap| worst.max(gap.abs()));
    let p = at.alpha.iter().map(|a| at.beta.iter().map(|b| chance(a + b)).collect()).collect();
    (p, worst)
}

/// x y / (1 + x y) for ln(x y) = s.
fn chance(s: f64) -> f64 {
    1.0 / (1.0 + (-s).exp())
}

/// A guess with everything that is judged about it.
struct Point {
    alpha: Vec<f64>,
    beta: Vec<f64>,
    /// Expected less observed degree, of one member of each class.
    row_gap: Vec<f64>,
    column_gap: Vec<f64>,
    /// The worst gap relative to its degree.
    gap: f64,
    /// Negative log-likelihood.
    cost: f64,
}

impl Point {
    fn new(rows: &[Class], columns: &[Class], alpha: Vec<f64>, beta: Vec<f64>) -> Self {
        let mut row_gap: Vec<f64> = rows.iter().map(|(_, d)| -d).collect();
        let mut column_gap: Vec<f64> = columns.iter().map(|(_, d)| -d).collect();
        let mut cost = 0.0;
        for (i, &(n, d)) in rows.iter().enumerate() {
            cost -= n * d * alpha[i];
            for (j, &(m, _)) in columns.iter().enumerate() {
                let s = alpha[i] + beta[j];
                let p = chance(s);
                row_gap[i] += m * p;
                column_gap[j] += n * p;
                // ln(1 + e^s) without overflow
                cost += n * m * (s.max(0.0) + (-s.abs()).exp().ln_1p());
            }
        }
        for (&(m, d), b) in columns.iter().zip(&beta) {
            cost -= m * d * b;
        }
        let relative = |gap: &[f64], classes: &[Class]| {
            gap.iter().zip(classes).fold(0.0f64, |worst, (g, (_, d))| worst.max(g.abs() / d))
        };
        let gap = relative(&row_gap, rows).max(relative(&column_gap, columns));
        Self { alpha, beta, row_gap, column_gap, gap, cost }
    }

    fn moved(
        &self,
        rows: &[Class],
        columns: &[Class],
        da: &[f64],
        db: &[f64],
        length: f64,
    ) -> Self {
        let step = |from: &[f64], d: &[f64]| -> Vec<f64> {
            from.iter().zip(d).map(|(x, d)| x + length * d).collect()
        };
        Self::new(rows, columns, step(&self.alpha, da), step(&self.beta, db))
    }

    /// The step to the minimum of the quadratic that fits here, with the first β held still.
    fn newton_step(&self, rows: &[Class], columns: &[Class]) -> (Vec<f64>, Vec<f64>) {
        let size = columns.len();
        // Second derivatives: w[i][j] = n_i m_j p (1 − p); the diagonal blocks are their sums.
        let w: Vec<Vec<f64>> = rows
            .iter()
            .zip(&self.alpha)
            .map(|(&(n, _), a)| {
                let cell = |(&(m, _), b): (&Class, &f64)| n * m * chance(a + b) * chance(-a - b);
                columns.iter().zip(&self.beta).map(cell).collect()
            })
            .collect();
        let diagonal: Vec<f64> =
            w.iter().map(|line| line.iter().sum::<f64>().max(f64::MIN_POSITIVE)).collect();
        let slope: Vec<f64> = rows.iter().zip(&self.row_gap).map(|((n, _), g)| n * g).collect();

        // What is left for β once α is eliminated. Its rows sum to zero, so the diagonal is taken
        // from the other entries instead of from a difference of nearly equal numbers.
        let mut system = vec![vec![0.0; size]; size];
        let mut right: Vec<f64> =
            columns.iter().zip(&self.column_gap).map(|((m, _), g)| -m * g).collect();
        for ((line, d), g) in w.iter().zip(&diagonal).zip(&slope) {
            for j in 0..size {
                right[j] += line[j] * g / d;
                for k in 0..j {
                    let shared = line[j] * line[k] / d;
                    system[j][k] -= shared;
                    system[k][j] -= shared;
                    system[j][j] += shared;
                    system[k][k] += shared;
                }
            }
        }
        let mut db = vec![0.0; size];
        let inner: Vec<Vec<f64>> = system[1..].iter().map(|line| line[1..].to_vec()).collect();
        db[1..].copy_from_slice(&cholesky_solve(inner, right[1..].to_vec()));
        let da = w
            .iter()
            .zip(&diagonal)
            .zip(&slope)
            .map(|((line, d), g)| {
                let pull: f64 = line.iter().zip(&db).map(|(w, b)| w * b).sum();
                -(g + pull) / d
            })
            .collect();
        (da, db)
    }
}

/// Solves A x = b for a symmetric positive definite A.
fn cholesky_solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for j in 0..n {
        for i in j..n {
            let dot: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            a[i][j] = if i == j {
                (a[j][j] - dot).max(f64::MIN_POSITIVE).sqrt()
            } else {
                (a[i][j] - dot) / a[j][j]
            };
        }
    }
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| a[i][k] * b[k]).sum();
        b[i] = (b[i] - dot) / a[i][i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| a[k][i] * b[k]).sum();
        b[i] = (b[i] - dot) / a[i][i];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cholesky_by_hand() {
        // 4x + 2y = 10, 2x + 3y = 9: x = 1.5, y = 2.
        let x = cholesky_solve(vec![vec![4.0, 2.0], vec![2.0, 3.0]], vec![10.0, 9.0]);
        assert!((x[0] - 1.5).abs() < 1e-15 && (x[1] - 2.0).abs() < 1e-15);
    }

    #[test]
    fn two_classes_a_side_by_hand() {
        // One row of 3 and three of 1 over columns of 3 and of 1 (three): symmetric, so x = y, and
        // p = x²/(1+x²), r = xz/(1+xz), s = z²/(1+z²) meet p + 3r = 3 and r + 3s = 1.
        let (p, gap) = solve(&[(1.0, 3.0), (3.0, 1.0)], &[(1.0, 3.0), (3.0, 1.0)]);
        assert!(gap < 1e-13);
        assert!((p[0][0] + 3.0 * p[0][1] - 3.0).abs() < 1e-13);
        assert!((p[0][1] - p[1][0]).abs() < 1e-13);
        let odds = |p: f64| p / (1.0 - p);
        assert!((odds(p[0][0]) * odds(p[1][1]) - odds(p[0][1]).powi(2)).abs() < 1e-10);
    }
}
