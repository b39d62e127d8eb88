//! Which units keep meeting in the same measures, and in which roles.
//!
//! Owns the counts and coefficients of overlap of two units. Never knows whether an overlap is more
//! than chance (`significance` does), names or rounding.

use super::strata::Strata;
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::plan::Role;
use crate::units::{MeasureId, UnitId};
use rayon::prelude::*;
use std::cmp::Reverse;

/// Two units that share at least one measure; `a` comes before `b` in the graph.
///
/// Coefficients are methods: a country has tens of millions of pairs, and they follow from the counts.
#[derive(Debug, Clone, PartialEq)]
pub struct PairOverlap {
    /// The first unit.
    pub a: UnitId,
    /// The second unit.
    pub b: UnitId,
    /// Measures both lead.
    pub shared_leads: u32,
    /// Measures both answer for: as leads, or as responsible units where no lead is named.
    pub shared_principals: u32,
    /// Measures both take part in, whatever their roles.
    pub shared_measures: u32,
    /// Measures `a` answers for and `b` takes part in below it (as responsible unit under a lead, or
    /// as support).
    pub a_leads_b_supports: u32,
    /// Measures `b` answers for and `a` takes part in below it.
    pub b_leads_a_supports: u32,
    /// Measures `a` leads.
    pub a_leads: u32,
    /// Measures `b` leads.
    pub b_leads: u32,
    /// Measures `a` takes part in.
    pub a_measures: u32,
    /// Measures `b` takes part in.
    pub b_measures: u32,
    /// Measures in which the two could have met: all of their jurisdiction's plans in the graph.
    pub population: u32,
    /// Newman's weight Σ 1/(n_m − 1) over the shared measures: meeting in a small circle counts more.
    pub newman: f64,
    first: u64,
}

impl PairOverlap {
    /// Shared measures over those of either: k / (d_a + d_b − k), above 0 to 1.
    pub fn jaccard(&self) -> f64 {
        ratio(self.shared_measures, self.a_measures + self.b_measures - self.shared_measures)
    }

    /// The same over the measures they lead; `None` when neither leads any.
    pub fn lead_jaccard(&self) -> Option<f64> {
        let either = self.a_leads + self.b_leads - self.shared_leads;
        (either > 0).then(|| ratio(self.shared_leads, either))
    }

    /// Shared measures over those of the smaller unit: k / min(d_a, d_b), above 0 to 1. It is 1 as
    /// soon as one unit is nowhere without the other, so few measures inflate it: show them.
    pub fn overlap_coefficient(&self) -> f64 {
        ratio(self.shared_measures, self.a_measures.min(self.b_measures))
    }

    /// Shared measures over those expected of independent units: k N / (d_a d_b); 1 is independence.
    pub fn lift(&self) -> f64 {
        f64::from(self.shared_measures) * f64::from(self.population)
            / (f64::from(self.a_measures) * f64::from(self.b_measures))
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole)
}

/// All pairs that share a measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlap {
    /// The pairs, in the order stated at [`overlap`].
    pub pairs: Vec<PairOverlap>,
    measures: Vec<MeasureId>,
}

impl Overlap {
    /// The measures that explain a pair, in order of id: as many as `shared_measures`.
    ///
    /// # Panics
    /// When the pair comes from another result.
    pub fn measures_of(&self, pair: &PairOverlap) -> &[MeasureId] {
        let first = pair.first as usize;
        &self.measures[first..first + pair.shared_measures as usize]
    }
}

/// Tells which units meet in the same measures: leading together, or one under the other's lead.
///
/// k = Σ_m A_am A_bm, d_u = Σ_m A_um, n_m = Σ_u A_um, with A_um = 1 when u takes part in m in any
/// role. Coefficients stand at the methods of [`PairOverlap`].
/// # Input
/// graph: any part of the responsibility graph; leave collectives out with
/// [`ResponsibilityGraph::restrict`] when they should not count as one unit.
/// # Returns
/// One row a pair that shares a measure, ordered by shared leads descending, shared measures
/// descending, then ids; one measure counts once a pair. Empty without such a pair.
/// # Errors
/// None.
/// # Cost
/// O(P log n) with P = Σ n_m²/2 meetings; memory for the pairs that meet, never units × units.
/// Same output on every run and any number of threads.
/// # Source
/// Jaccard 1912, New Phytol. 11, 37; Szymkiewicz 1934 and Simpson 1943 (overlap coefficient);
/// Newman 2001, Phys. Rev. E 64, 016132, eq. 2; lift is the association strength of van Eck &
/// Waltman 2009, JASIST 60, 1635, times N.
pub fn overlap(graph: &ResponsibilityGraph) -> Overlap {
    /// Units worked on at once: bounds the memory of what is not yet joined.
    const WAVE: usize = 1 << 15;
    const CHUNK: usize = 64;

    let strata = Strata::of(graph);
    let leads: Vec<u32> = graph
        .unit_indices()
        .map(|u| graph.measures_of(u).filter(|(_, e)| e.role == Role::Lead).count() as u32)
        .collect();
    let units: Vec<UnitIx> = graph.unit_indices().collect();
    let mut all = Overlap::default();
    for wave in units.chunks(WAVE) {
        let parts: Vec<Overlap> = wave
            .par_chunks(CHUNK)
            .map(|chunk| {
                let mut part = Overlap::default();
                for &u in chunk {
                    pairs_of(graph, u, &strata, &leads, &mut part);
                }
                part
            })
            .collect();
        for part in parts {
            let offset = all.measures.len() as u64;
            all.measures.extend(part.measures);
            all.pairs.extend(part.pairs.into_iter().map(|mut pair| {
                pair.first += offset;
                pair
            }));
        }
    }
    all.pairs.par_sort_by_key(|p| (Reverse(p.shared_leads), Reverse(p.shared_measures), p.a, p.b));
    all
}

/// One meeting of a unit with a later one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Meeting {
    with: UnitIx,
    measure: MeasureIx,
    mine: Role,
    theirs: Role,
}

/// Adds all pairs of `a` with the units after it.
fn pairs_of(
    graph: &ResponsibilityGraph,
    a: UnitIx,
    strata: &Strata,
    leads: &[u32],
    into: &mut Overlap,
) {
    let mut meetings: Vec<Meeting> = Vec::new();
    for (measure, edge) in graph.measures_of(a) {
        let later = graph.units_of(measure).filter(|(with, _)| *with > a);
        meetings.extend(later.map(|(with, other)| Meeting {
            with,
            measure,
            mine: edge.role,
            theirs: other.role,
        }));
    }
    meetings.sort_unstable();
    for run in meetings.chunk_by(|x, y| x.with == y.with) {
        let b = run[0].with;
        let mut pair = PairOverlap {
            a: graph.unit(a).id,
            b: graph.unit(b).id,
            shared_leads: 0,
            shared_principals: 0,
            shared_measures: run.len() as u32,
            a_leads_b_supports: 0,
            b_leads_a_supports: 0,
            a_leads: leads[a.index()],
            b_leads: leads[b.index()],
            a_measures: graph.unit_degree(a) as u32,
            b_measures: graph.unit_degree(b) as u32,
            population: strata.measures(strata.of_unit(a)),
            newman: 0.0,
            first: into.measures.len() as u64,
        };
        for meeting in run {
            let top = graph.principal_role(meeting.measure);
            let (mine, theirs) = (Some(meeting.mine) == top, Some(meeting.theirs) == top);
            pair.shared_leads +=
                u32::from(meeting.mine == Role::Lead && meeting.theirs == Role::Lead);
            pair.shared_principals += u32::from(mine && theirs);
            pair.a_leads_b_supports += u32::from(mine && !theirs);
            pair.b_leads_a_supports += u32::from(theirs && !mine);
            pair.newman += 1.0 / (graph.measure_degree(meeting.measure) - 1) as f64;
            into.measures.push(graph.measure(meeting.measure).id);
        }
        into.pairs.push(pair);
    }
}

/// Tells in which roles two units meet: the number of shared measures by role of `a` (first index)
/// and role of `b` (second), in the order of [`Role::ALL`].
///
/// # Input
/// graph: holds both units. a, b: their ids.
/// # Returns
/// Counts that sum to the shared measures; `None` when a unit is not in the graph.
/// # Errors
/// None.
/// # Cost
/// O(d_a + d_b + log |U|).
/// # Source
/// Ours.
pub fn role_pairs(graph: &ResponsibilityGraph, a: UnitId, b: UnitId) -> Option<[[u32; 3]; 3]> {
    let (a, b) = (find(graph, a)?, find(graph, b)?);
    let mut counts = [[0; 3]; 3];
    let mut theirs = graph.measures_of(b).peekable();
    for (m, edge) in graph.measures_of(a) {
        while theirs.next_if(|(other, _)| *other < m).is_some() {}
        if let Some((_, other)) = theirs.next_if(|(other, _)| *other == m) {
            counts[edge.role as usize][other.role as usize] += 1;
        }
    }
    Some(counts)
}

/// Units of a graph are in order of id.
fn find(graph: &ResponsibilityGraph, id: UnitId) -> Option<UnitIx> {
    let (mut low, mut high) = (0, graph.unit_count() as u32);
    while low < high {
        let middle = low + (high - low) / 2;
        if graph.unit(UnitIx(middle)).id < id { low = middle + 1 } else { high = middle }
    }
    ((low as usize) < graph.unit_count() && graph.unit(UnitIx(low)).id == id).then_some(UnitIx(low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, MeasureNode, UnitNode};
    use crate::units::{PlanId, UnitKind};

    fn graph(triples: &[(u32, u32, Role)]) -> ResponsibilityGraph {
        let unit = |id: u32| UnitNode {
            id: UnitId(id + 10),
            kind: UnitKind::Department,
            function: None,
            jurisdiction: 0,
        };
        ResponsibilityGraph::from_parts(
            (0..4).map(unit).collect(),
            (0..5)
                .map(|id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 })
                .collect(),
            triples.iter().map(|&(u, m, role)| (u, m, Edge { role, row: 0 })).collect(),
        )
    }

    #[test]
    fn roles_measures_and_coefficients_by_hand() {
        use Role::{Lead, Responsible, Support};
        let graph = graph(&[
            (0, 0, Lead),
            (1, 0, Lead),
            (2, 0, Support),
            (0, 1, Lead),
            (1, 1, Responsible),
            (0, 2, Responsible),
            (1, 2, Responsible),
            (1, 3, Lead),
            (0, 3, Support),
            (3, 4, Support),
        ]);
        let result = overlap(&graph);
        let ids: Vec<_> = result.pairs.iter().map(|p| (p.a.0, p.b.0)).collect();
        assert_eq!(ids, [(10, 11), (10, 12), (11, 12)]);
        let pair = &result.pairs[0];
        assert_eq!((pair.shared_measures, pair.shared_leads, pair.shared_principals), (4, 1, 2));
        assert_eq!((pair.a_leads_b_supports, pair.b_leads_a_supports), (1, 1));
        assert_eq!(result.measures_of(pair), [0, 1, 2, 3].map(MeasureId));
        assert_eq!((pair.jaccard(), pair.overlap_coefficient()), (1.0, 1.0));
        assert_eq!(pair.lead_jaccard(), Some(1.0 / 3.0));
        assert_eq!((pair.lift(), pair.newman), (4.0 * 5.0 / 16.0, 3.5));
        let pair = &result.pairs[1];
        assert_eq!((pair.a_leads_b_supports, pair.b_leads_a_supports), (1, 0));
        assert_eq!(result.measures_of(pair), [MeasureId(0)]);
        assert_eq!((pair.jaccard(), pair.overlap_coefficient()), (0.25, 1.0));
        let counts = role_pairs(&graph, UnitId(10), UnitId(11));
        assert_eq!(counts, Some([[1, 1, 0], [0, 1, 0], [1, 0, 0]]));
        assert_eq!(role_pairs(&graph, UnitId(10), UnitId(0)), None);
        assert_eq!(role_pairs(&graph, UnitId(10), UnitId(13)), Some([[0; 3]; 3]));
    }

    #[test]
    fn two_that_only_support_have_no_lead_jaccard() {
        let result = overlap(&graph(&[(0, 0, Role::Support), (1, 0, Role::Support)]));
        let pair = &result.pairs[0];
        assert_eq!((pair.shared_principals, pair.lead_jaccard()), (0, None));
        assert_eq!((pair.a_leads_b_supports, pair.b_leads_a_supports), (0, 0));
        assert_eq!(overlap(&graph(&[])), Overlap::default());
    }
}
