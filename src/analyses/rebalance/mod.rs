//! Rebalancing: the fewest changes of lead that make the load fair, with proof.
//!
//! Owns what a proposal is: groups, moves, reasons, refused wishes. Never knows names, files or
//! rounding. Inside: `problem` says who may lead what, `leximin` and `budget` solve it, `frontier`
//! says what each number of moves buys, `sequence` puts the moves in order.

mod budget;
mod frontier;
mod leximin;
mod network;
mod problem;
mod sequence;
mod wishes;

#[cfg(test)]
mod tests;

pub use frontier::{FrontierDetail, FrontierRow, SPREAD_ROWS};
pub use problem::Standing;
pub use wishes::{Eligibility, PeerLead, Pin, RefusedWish};

use crate::graph::ResponsibilityGraph;
use crate::units::{MeasureId, PlanId, UnitId};
use problem::{Builder, Case, Model, Standings};
use rayon::prelude::*;
use sequence::Transfer;
use wishes::Rules;

/// Quarter points in one lead: loads are whole numbers of these, so they are exact.
pub const QUARTERS_PER_LEAD: u32 = network::LEAD;

/// Among which units leads may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Among units of one jurisdiction, all plans together.
    #[default]
    Jurisdiction,
    /// Among all units, also of different jurisdictions.
    Together,
    /// Inside each plan, and inside a jurisdiction; loads are those of the plan.
    Plan,
}

/// A group that was balanced by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The units of this jurisdiction, as in [`crate::graph::UnitNode::jurisdiction`].
    Jurisdiction(u32),
    /// The units of this plan.
    Plan(PlanId),
    /// All units.
    Together,
}

/// What the other roles weigh, in quarter points (a lead weighs four).
///
/// Only the lead's point moves: what a unit carries in other roles stays with it, also in a measure
/// whose lead it receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BaseLoad {
    /// A responsible unit's share.
    pub responsible: u8,
    /// A supporter's share.
    pub support: u8,
}

impl BaseLoad {
    /// Only leads count.
    pub const LEADS_ONLY: BaseLoad = BaseLoad { responsible: 0, support: 0 };
    /// The role weights 1 / 0.5 / 0.25 (our convention; no standard exists).
    pub const ROLE_WEIGHTS: BaseLoad = BaseLoad { responsible: 2, support: 1 };
}

/// What to balance and what the planner wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Among which units leads may move.
    pub by: Grouping,
    /// What the other roles weigh.
    pub base: BaseLoad,
    /// Whether units that support a measure may lead it (responsible units always may).
    pub supporters: bool,
    /// Whether the responsible units count as leads where a measure names none.
    pub principals: bool,
    /// The most moves in each group; `None` is as many as the fairest loads need.
    pub max_moves: Option<u32>,
    /// Who else may lead, or may not.
    pub eligible: Vec<Eligibility>,
    /// Functions that lead the same theme in another plan.
    pub peers: Vec<PeerLead>,
    /// What is fixed.
    pub pins: Vec<Pin>,
    /// Which rows of the frontier to make.
    pub frontier: FrontierDetail,
}

impl Default for Problem {
    fn default() -> Self {
        Problem {
            by: Grouping::default(),
            base: BaseLoad::LEADS_ONLY,
            supporters: true,
            principals: false,
            max_moves: None,
            eligible: Vec::new(),
            peers: Vec::new(),
            pins: Vec::new(),
            frontier: FrontierDetail::default(),
        }
    }
}

/// Why a unit may lead a measure; of several reasons the first of this list is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Eligible {
    /// It is responsible for part of it.
    AlreadyResponsible {
        /// The row of the assignments that says so.
        row: u32,
    },
    /// It supports it.
    AlreadySupports {
        /// The row of the assignments that says so.
        row: u32,
    },
    /// The eligibility file says so.
    FileSays {
        /// Line of the file, from 1; 0 when there is none.
        line: u32,
    },
    /// A unit of its function leads the same theme in another plan.
    PeerFunction {
        /// The function, as in [`crate::graph::UnitNode::function`].
        function: u32,
        /// The measure of the other plan, if known.
        elsewhere: Option<MeasureId>,
    },
}

impl Eligible {
    /// Stable word code, for tables.
    pub fn code(&self) -> &'static str {
        match self {
            Eligible::AlreadyResponsible { .. } => "already-responsible",
            Eligible::AlreadySupports { .. } => "already-supports",
            Eligible::FileSays { .. } => "file-says",
            Eligible::PeerFunction { .. } => "peer-function",
        }
    }

    /// Place in the order of preference among equally good answers, from 0.
    fn rank(&self) -> u8 {
        match self {
            Eligible::AlreadyResponsible { .. } => 0,
            Eligible::AlreadySupports { .. } => 1,
            Eligible::FileSays { .. } => 2,
            Eligible::PeerFunction { .. } => 3,
        }
    }
}

/// One proposed change of lead. Loads are in quarter points, at its place in the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Number of its step inside the group, from 1. The moves of one step belong together (a unit
    /// in between gives one measure and takes another): the step as a whole makes the loads fairer.
    pub step: u32,
    /// The measure.
    pub measure: MeasureId,
    /// Its lead now.
    pub from: UnitId,
    /// Its lead to be.
    pub to: UnitId,
    /// Load of `from` before the move.
    pub from_before: u32,
    /// Load of `from` after the move.
    pub from_after: u32,
    /// Load of `to` before the move.
    pub to_before: u32,
    /// Load of `to` after the move.
    pub to_after: u32,
    /// Why `to` may lead the measure.
    pub why: Eligible,
    /// The row of the assignments that names `from` as the lead.
    pub lead_row: u32,
    /// Whether the planner excluded the present lead, so that the measure has to move.
    pub required: bool,
}

/// What a unit carries before and after, in quarter points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitLoad {
    /// The unit.
    pub unit: UnitId,
    /// Load now.
    pub before: u32,
    /// Load after all moves.
    pub after: u32,
}

/// The proposal for one group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRebalancing {
    /// The group.
    pub group: Group,
    /// Measures with exactly one lead that is no collective.
    pub one_lead: u32,
    /// Those of them that another unit may lead, and that are not kept.
    pub movable: u32,
    /// The moves, in the order to make them.
    pub moves: Vec<Move>,
    /// Every agency of the group, in order of unit.
    pub loads: Vec<UnitLoad>,
    /// Moves that the fairest loads need; more than `moves` when moves are limited.
    pub moves_to_fairest: u32,
    /// What each number of moves buys.
    pub frontier: Vec<FrontierRow>,
}

/// Proposals for all groups, and the wishes that could not be followed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rebalancing {
    /// The groups, in order.
    pub groups: Vec<GroupRebalancing>,
    /// Wishes that contradict each other or cannot be met; each kind and case once.
    pub refused: Vec<RefusedWish>,
}

impl GroupRebalancing {
    /// Highest load before and after, in quarter points; `None` without units.
    pub fn peak(&self) -> Option<(u32, u32)> {
        let before = self.loads.iter().map(|l| l.before).max()?;
        let after = self.loads.iter().map(|l| l.after).max()?;
        Some((before, after))
    }
}

/// Says which measures should change their lead so that leading is shared as fairly as the units'
/// part in the measures allows, with the fewest changes.
///
/// Movable are the measures with exactly one lead, not a collective; a unit may receive a measure
/// that it already takes part in, or that the wishes open to it. Let `x_u` be the load of unit `u`:
/// one point for each lead (co-leads count one each and stay) plus its other roles by
/// [`Problem::base`]. The proposal makes `x`, sorted from the highest, lexicographically least
/// (leximin, which also has the least Gini, variance and highest load of all assignments), then
/// changes the fewest leads, then prefers receivers with the nearer reason (order of [`Eligible`]).
/// With [`Problem::max_moves`] `k`: the lowest highest load, then leximin, then the fewest moves
/// among all assignments with at most `k` changes. Both are exact; the proofs are in the
/// `leximin` and `budget` modules.
///
/// # Input
/// `graph`: collectives may be in it and should (a measure co-led by one is then seen not to be
/// movable). `problem`: ids refer to the graph's nodes.
/// # Returns
/// One proposal a group, in order of group; moves in the order to make them, such that every step
/// makes the loads fairer and the highest load never rises (except by required moves). A group
/// where nothing can move has no moves and a frontier of one row; no units give no groups. A group
/// in which more leads are excluded than moves allowed keeps all its leads and is named in
/// `refused`.
/// # Errors
/// None; wishes that cannot be followed are in `refused`, sorted, and leave the rest in force.
/// # Cost
/// With E (measure, eligible unit) pairs in a group, L distinct loads and D different path lengths
/// at a load: at most O(L·D·E·log E), as a rule far less; memory O(E). Each row of the frontier
/// with a spread costs about one more O(L·E). Groups run in parallel; same output on every run.
/// # Source
/// Harvey, Ladner, Lovász, Tamir (2006), Semi-matchings for bipartite graphs and load balancing,
/// J. Algorithms 59(1), 53-78, doi:10.1016/j.jalgor.2005.01.003, for the optimum without regard to
/// moves; the fewest moves and the limit are ours, by minimum-cost flow.
/// # Example
/// ```
/// use respgraph::analyses::rebalance::{Problem, rebalance};
/// use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, UnitNode};
/// use respgraph::plan::Role;
/// use respgraph::units::{MeasureId, PlanId, UnitId, UnitKind};
///
/// let unit = |id| UnitNode { id: UnitId(id), kind: UnitKind::Department, function: None, jurisdiction: 0 };
/// let measure = |id| MeasureNode { id: MeasureId(id), plan: PlanId(0), section: 0 };
/// let edge = |u, m, role, row| (u, m, Edge { role, row });
/// // Unit 0 leads three measures; unit 1 supports the last of them.
/// let graph = ResponsibilityGraph::from_parts(
///     vec![unit(0), unit(1)],
///     vec![measure(0), measure(1), measure(2)],
///     vec![
///         edge(0, 0, Role::Lead, 0),
///         edge(0, 1, Role::Lead, 1),
///         edge(0, 2, Role::Lead, 2),
///         edge(1, 2, Role::Support, 3),
///     ],
/// );
/// let proposal = &rebalance(&graph, &Problem::default()).groups[0];
/// assert_eq!(proposal.moves.len(), 1);
/// assert_eq!((proposal.moves[0].measure, proposal.moves[0].to), (MeasureId(2), UnitId(1)));
/// assert_eq!(proposal.peak(), Some((12, 8)), "from three leads to two, in quarter points");
/// ```
pub fn rebalance(graph: &ResponsibilityGraph, problem: &Problem) -> Rebalancing {
    let standings = Standings::of_graph(graph, problem.principals);
    let mut refused = Vec::new();
    let rules = Rules::check(graph, problem, &standings, &mut refused);
    if problem.max_moves == Some(0) {
        refused.push(RefusedWish::NoMovesAllowed);
    }
    let by_function = Builder::index_functions(graph);
    let builder =
        Builder { graph, problem, standings: &standings, rules: &rules, by_function: &by_function };
    let solved: Vec<_> = problem::groups(graph, problem, &standings)
        .into_par_iter()
        .map(|(group, units, measures)| {
            let mut case = builder.case(group, units, &measures);
            let refused = std::mem::take(&mut case.refused);
            let (proposal, too_few) = propose(graph, problem, &case);
            (proposal, refused, too_few)
        })
        .collect();
    let mut groups = Vec::with_capacity(solved.len());
    for (proposal, more, too_few) in solved {
        groups.push(proposal);
        refused.extend(more);
        refused.extend(too_few);
    }
    refused.sort_unstable();
    refused.dedup();
    Rebalancing { groups, refused }
}

/// Solves one group; the wish comes back when its limit cannot be kept.
fn propose(
    graph: &ResponsibilityGraph,
    problem: &Problem,
    case: &Case,
) -> (GroupRebalancing, Option<RefusedWish>) {
    let model = case.model();
    let required = model.required;
    let too_few = problem
        .max_moves
        .filter(|max| *max < required)
        .map(|allowed| RefusedWish::TooFewMoves { group: case.group, required, allowed });
    let limit = problem.max_moves.filter(|_| too_few.is_none());
    let (best, moves_to_fairest, frontier) =
        frontier::solve(&model.net, model.start.clone(), required, limit, problem.frontier);
    let moves = match too_few {
        Some(_) => Vec::new(),
        None => moves(graph, case, &model, &best.flow),
    };
    let after = if too_few.is_some() { &case.before } else { &best.load };
    let loads = case.holders.iter().zip(case.before.iter().zip(after));
    let proposal = GroupRebalancing {
        group: case.group,
        one_lead: case.one_lead,
        movable: case.items.len() as u32,
        moves,
        loads: loads
            .map(|(u, (before, after))| UnitLoad {
                unit: graph.unit(*u).id,
                before: *before,
                after: *after,
            })
            .collect(),
        moves_to_fairest,
        frontier,
    };
    (proposal, too_few)
}

/// From flows to measures: equal measures are handed out in order.
fn moves(graph: &ResponsibilityGraph, case: &Case, model: &Model, flow: &[u32]) -> Vec<Move> {
    let mut transfers = Vec::new();
    for (k, members) in model.members.iter().enumerate() {
        let mut members = members.iter();
        for (place, receiver) in model.net.places(k).zip(0..) {
            let to = model.net.holder(place) as u32;
            for &item in members.by_ref().take(flow[place] as usize) {
                let from = case.items[item as usize].lead;
                if from != to {
                    transfers.push(Transfer { from, to, item, receiver });
                }
            }
        }
    }
    let id = |holder: u32| graph.unit(case.holders[holder as usize]).id;
    let placed = sequence::sequence(&case.before, transfers);
    let moves = placed.into_iter().map(|placed| {
        let item = &case.items[placed.transfer.item as usize];
        Move {
            step: placed.step,
            measure: graph.measure(item.measure).id,
            from: id(placed.transfer.from),
            to: id(placed.transfer.to),
            from_before: placed.from_before,
            from_after: placed.from_before - QUARTERS_PER_LEAD,
            to_before: placed.to_before,
            to_after: placed.to_before + QUARTERS_PER_LEAD,
            why: case.receivers(item)[placed.transfer.receiver as usize].why,
            lead_row: item.lead_row,
            required: item.required,
        }
    });
    moves.collect()
}
