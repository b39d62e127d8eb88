//! The bipartite configuration model: chances of every unit in every measure, given only how many
//! measures a unit has and how many units a measure has.
//!
//! Owns the fit. Never knows roles, pairs or tests.

use std::collections::BTreeMap;
use std::ops::Range;

/// The fitted model: one chance for each class of equally busy units and equally crowded measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Bicm {
    row_class: Vec<u32>,
    column_class: Vec<u32>,
    probability: Vec<Vec<f64>>,
    residual: f64,
}

impl Bicm {
    /// The chance of an edge between a row (unit) and a column (measure).
    ///
    /// # Panics
    /// When there is no such row or column.
    pub fn probability(&self, row: usize, column: usize) -> f64 {
        self.probability[self.row_class[row] as usize][self.column_class[column] as usize]
    }

    /// The class of a row: rows of one class have the same chances everywhere.
    pub fn row_class(&self, row: usize) -> u32 {
        self.row_class[row]
    }

    /// The class of a column.
    pub fn column_class(&self, column: usize) -> u32 {
        self.column_class[column]
    }

    /// The chance of an edge between a row class and a column class.
    pub fn of_classes(&self, row: u32, column: u32) -> f64 {
        self.probability[row as usize][column as usize]
    }

    /// The largest gap between an expected and the observed degree, in edges: how exactly it is solved.
    pub fn residual(&self) -> f64 {
        self.residual
    }
}

/// Fits the model: the most even chances under which every unit and every measure keeps, on average,
/// the number of edges it has.
///
/// p_um = x_u y_m / (1 + x_u y_m) with Σ_m p_um = d_u and Σ_u p_um = n_m.
///
/// # Input
/// rows: d_u of each unit; columns: n_m of each measure; degrees of one 0/1 table.
/// # Returns
/// The chances. Where the degrees leave no choice (a unit in every measure, a measure with every unit,
/// and whatever that forces in turn) they are exactly 1 or 0.
/// # Panics
/// When no 0/1 table has these degrees.
/// # Cost
/// Degrees of one size share one unknown: with R and C classes, R ≥ C, O(R C² + C³) for each of
/// about ten Newton steps, whatever the number of units and measures.
/// # Source
/// Saracco, Di Clemente, Gabrielli & Squartini 2015, Sci. Rep. 5, 10595. Newton on the classes:
/// Vallarano et al. 2021, Sci. Rep. 11, 15227. Degrees on the edge of what is possible, where no
/// finite x, y exist: the table is cut where the Gale–Ryser condition (Ryser 1957, Can. J. Math. 9,
/// 371) holds with equality, which contains the peeling of full and empty rows.
/// # Example
/// ```
/// use respgraph::analyses::significance::bicm;
/// // The first unit is in every measure; the second is in one of two, either of which is as likely.
/// let model = bicm(&[2, 1], &[2, 1]);
/// assert_eq!((model.probability(0, 1), model.probability(1, 0)), (1.0, 1.0));
/// let even = bicm(&[1, 1], &[1, 1]);
/// assert!((even.probability(0, 1) - 0.5).abs() < 1e-12);
/// ```
pub fn bicm(rows: &[u32], columns: &[u32]) -> Bicm {
    let (row_class, rows) = classes(rows);
    let (column_class, columns) = classes(columns);
    let mut fit = Fit {
        probability: vec![vec![0.0; columns.len()]; rows.len()],
        residual: 0.0,
        rows,
        columns,
    };
    let mut parts = vec![Part {
        rows: 0..fit.rows.len(),
        columns: 0..fit.columns.len(),
        row_done: 0,
        column_done: 0,
    }];
    while let Some(part) = parts.pop() {
        if part.rows.is_empty() || part.columns.is_empty() {
            continue;
        }
        match fit.tight_cut(&part) {
            Some(cut) => parts.extend(fit.split(&part, cut)),
            None => fit.solve(&part),
        }
    }
    Bicm { row_class, column_class, probability: fit.probability, residual: fit.residual }
}

/// Degrees of one size: how many rows (or columns) have it, and the size.
#[derive(Debug, Clone, Copy)]
struct Class {
    count: u64,
    degree: u64,
}

/// The class of each entry, and the classes by descending degree.
fn classes(degrees: &[u32]) -> (Vec<u32>, Vec<Class>) {
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for &d in degrees {
        *counts.entry(d).or_default() += 1;
    }
    let list: Vec<Class> = counts
        .iter()
        .rev()
        .map(|(&degree, &count)| Class { count, degree: degree.into() })
        .collect();
    let number: BTreeMap<u32, u32> = counts.keys().rev().copied().zip(0..).collect();
    (degrees.iter().map(|d| number[d]).collect(), list)
}

/// A rectangle of classes whose cells are still open; of their degrees, so much is met outside it.
struct Part {
    rows: Range<usize>,
    columns: Range<usize>,
    row_done: u64,
    column_done: u64,
}

struct Fit {
    rows: Vec<Class>,
    columns: Vec<Class>,
    probability: Vec<Vec<f64>>,
    residual: f64,
}

impl Fit {
    /// The classes of a part with the degrees left in it.
    fn open(&self, part: &Part) -> (Vec<Class>, Vec<Class>) {
        let less = |class: &Class, done: u64| Class {
            count: class.count,
            degree: class
                .degree
                .checked_sub(done)
                .unwrap_or_else(|| panic!("no table of zeros and ones has these degrees")),
        };
        (
            self.rows[part.rows.clone()].iter().map(|c| less(c, part.row_done)).collect(),
            self.columns[part.columns.clone()].iter().map(|c| less(c, part.column_done)).collect(),
        )
    }

    /// A corner (r, c) such that the r busiest row classes must fill the c busiest column classes
    /// and the other rows can have nothing outside them.
    fn tight_cut(&self, part: &Part) -> Option<(usize, usize)> {
        let (rows, columns) = self.open(part);
        let (rows_above, row_edges) = running(&rows);
        let (columns_above, column_edges) = running(&columns);
        let edges = column_edges[columns.len()];
        assert_eq!(row_edges[rows.len()], edges, "both sides of a table have the same edges");
        for r in 0..=rows.len() {
            for c in 0..=columns.len() {
                let room = rows_above[r] * columns_above[c] + (edges - column_edges[c]);
                assert!(room >= row_edges[r], "no table of zeros and ones has these degrees");
                let whole = (r == 0 && c == columns.len()) || (r == rows.len() && c == 0);
                if room == row_edges[r] && !whole {
                    return Some((r, c));
                }
            }
        }
        None
    }

    /// Fills the two forced corners of a tight cut; the other two are what is still open.
    fn split(&mut self, part: &Part, (r, c): (usize, usize)) -> [Part; 2] {
        let (row, column) = (part.rows.start + r, part.columns.start + c);
        for i in part.rows.start..row {
            self.probability[i][part.columns.start..column].fill(1.0);
        }
        for i in row..part.rows.end {
            self.probability[i][column..part.columns.end].fill(0.0);
        }
        let count = |classes: &[Class]| classes.iter().map(|class| class.count).sum::<u64>();
        [
            Part {
                rows: part.rows.start..row,
                columns: column..part.columns.end,
                row_done: part.row_done + count(&self.columns[part.columns.start..column]),
                column_done: part.column_done,
            },
            Part {
                rows: row..part.rows.end,
                columns: part.columns.start..column,
                row_done: part.row_done,
                column_done: part.column_done + count(&self.rows[part.rows.start..row]),
            },
        ]
    }

    /// Solves a part in which every degree leaves a choice.
    fn solve(&mut self, part: &Part) {
        let (rows, columns) = self.open(part);
        // The dense system has one unknown a column class: let the shorter side be that.
        let turned = columns.len() > rows.len();
        let (tall, short) = if turned { (&columns, &rows) } else { (&rows, &columns) };
        let (p, residual) = super::bicm_newton::solve(
            &tall.iter().map(|c| (c.count as f64, c.degree as f64)).collect::<Vec<_>>(),
            &short.iter().map(|c| (c.count as f64, c.degree as f64)).collect::<Vec<_>>(),
        );
        self.residual = self.residual.max(residual);
        for (i, line) in p.iter().enumerate() {
            for (j, &p) in line.iter().enumerate() {
                let (i, j) = if turned { (j, i) } else { (i, j) };
                self.probability[part.rows.start + i][part.columns.start + j] = p;
            }
        }
    }
}

/// Running totals over the first 0, 1, 2 … classes: members, and their edges.
fn running(classes: &[Class]) -> (Vec<u64>, Vec<u64>) {
    let mut totals = (vec![0], vec![0]);
    let (mut members, mut edges) = (0, 0);
    for class in classes {
        members += class.count;
        edges += class.count * class.degree;
        totals.0.push(members);
        totals.1.push(edges);
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected_degrees_match(rows: &[u32], columns: &[u32]) -> Bicm {
        let model = bicm(rows, columns);
        for (u, &d) in rows.iter().enumerate() {
            let sum: f64 = (0..columns.len()).map(|m| model.probability(u, m)).sum();
            assert!((sum - f64::from(d)).abs() < 1e-10, "row {u}: {sum} for {d}");
        }
        for (m, &n) in columns.iter().enumerate() {
            let sum: f64 = (0..rows.len()).map(|u| model.probability(u, m)).sum();
            assert!((sum - f64::from(n)).abs() < 1e-10, "column {m}: {sum} for {n}");
        }
        model
    }

    #[test]
    fn full_and_empty_rows_and_columns_are_exact() {
        let model = expected_degrees_match(&[4, 2, 2, 0], &[3, 2, 2, 1]);
        assert_eq!(model.probability(0, 3), 1.0);
        assert_eq!(model.probability(3, 0), 0.0);
        assert_eq!(model.probability(1, 0), 1.0, "its only other takers are the two middle rows");
        assert_eq!(model.probability(1, 3), 0.0);
        assert!((model.probability(1, 1) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_forced_block_that_no_peeling_finds() {
        // The first two rows must hold the first two columns; the last two have nothing else.
        let model = expected_degrees_match(&[3, 3, 1, 1], &[3, 3, 1, 1]);
        assert_eq!((model.probability(0, 0), model.probability(3, 3)), (1.0, 0.0));
        assert!((model.probability(0, 2) - 0.5).abs() < 1e-12);
        assert!((model.probability(2, 1) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn equal_degrees_give_equal_chances() {
        let model = expected_degrees_match(&[1; 7], &[7]);
        assert_eq!(model.probability(3, 0), 1.0);
        let model = expected_degrees_match(&[2; 6], &[3; 4]);
        assert!((model.probability(5, 3) - 0.5).abs() < 1e-13);
    }

    #[test]
    fn very_uneven_degrees_are_solved() {
        // Unit u is in measure m when u divides m: one unit is everywhere, some nearly nowhere.
        let divides = |u: u32, m: u32| u32::from(m.is_multiple_of(u));
        let rows: Vec<u32> = (1..=60).map(|u| (1..=900).map(|m| divides(u, m)).sum()).collect();
        let columns: Vec<u32> = (1..=900).map(|m| (1..=60).map(|u| divides(u, m)).sum()).collect();
        let model = expected_degrees_match(&rows, &columns);
        assert!(model.residual() < 1e-10, "{}", model.residual());
        assert_eq!(model.probability(0, 6), 1.0);
    }

    #[test]
    fn empty_tables() {
        assert_eq!(bicm(&[], &[]).residual(), 0.0);
        assert_eq!(bicm(&[0, 0], &[0]).probability(1, 0), 0.0);
    }
}
