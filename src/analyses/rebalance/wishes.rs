//! What the planner asks for, and which of it cannot be done.
//!
//! Owns the wishes, their contradictions and the rules that remain. Never knows files, names or how
//! the loads are evened out.

use super::problem::{Standing, Standings};
use super::{Grouping, Problem};
use crate::graph::{MeasureIx, ResponsibilityGraph, UnitIx};
use crate::units::{MeasureId, UnitId, UnitKind};
use std::collections::BTreeMap;

/// One line of an eligibility file: whether a unit may lead a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Eligibility {
    /// The measure.
    pub measure: MeasureId,
    /// The unit.
    pub unit: UnitId,
    /// Yes or no. "No" for the unit that leads it now asks for another lead.
    pub allowed: bool,
    /// Line of the file, from 1; 0 when there is none.
    pub line: u32,
}

/// A function that leads the same theme in another plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeerLead {
    /// The measure whose theme it is.
    pub measure: MeasureId,
    /// The function, as in [`crate::graph::UnitNode::function`].
    pub function: u32,
    /// The measure of the other plan that shows it, if known.
    pub elsewhere: Option<MeasureId>,
}

/// A wish that fixes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pin {
    /// The measure keeps its lead.
    KeepMeasure(MeasureId),
    /// The unit keeps every measure it leads (it may receive more).
    KeepUnit(UnitId),
    /// The unit receives no measure (it keeps or gives those it leads).
    NeverUnit(UnitId),
    /// The unit may not lead the measure; if it does so now, another unit must.
    NeverLead(MeasureId, UnitId),
}

/// A wish that could not be followed, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusedWish {
    /// No such measure in the graph.
    UnknownMeasure(MeasureId),
    /// No such unit in the graph (or it takes part in nothing).
    UnknownUnit(UnitId),
    /// The measure is to keep its lead and to lose it. It keeps it.
    KeptButExcluded {
        /// The measure.
        measure: MeasureId,
        /// Its lead.
        unit: UnitId,
    },
    /// A unit was made eligible for a measure that is to keep its lead. The lead stays.
    KeptButOpened {
        /// The measure.
        measure: MeasureId,
        /// The unit made eligible.
        unit: UnitId,
    },
    /// The file says yes and no for the same unit and measure. "No" was followed.
    YesAndNo {
        /// The measure.
        measure: MeasureId,
        /// The unit.
        unit: UnitId,
    },
    /// The file makes a unit eligible that is to receive nothing. It receives nothing.
    OpenedButNever {
        /// The measure.
        measure: MeasureId,
        /// The unit.
        unit: UnitId,
    },
    /// The lead is excluded and no other unit is eligible. The lead stays.
    NobodyElse {
        /// The measure.
        measure: MeasureId,
        /// Its lead.
        unit: UnitId,
    },
    /// The unit belongs to another jurisdiction than the measure's lead. It stays out.
    OtherJurisdiction {
        /// The measure.
        measure: MeasureId,
        /// The unit.
        unit: UnitId,
    },
    /// A collective cannot lead as one agency. It stays out.
    Collective {
        /// The measure.
        measure: MeasureId,
        /// The collective.
        unit: UnitId,
    },
    /// A wish about who leads a measure that has no lead of its own to move. Nothing moves.
    NotMovable {
        /// The measure.
        measure: MeasureId,
        /// Why it is not movable.
        why: Standing,
    },
    /// A unit that is to keep its measures leads none alone.
    NothingToKeep(UnitId),
    /// So many measures must change their lead, but fewer moves are allowed. Nothing moves in the
    /// group.
    TooFewMoves {
        /// The group, as in [`super::GroupRebalancing::group`].
        group: super::Group,
        /// Measures whose lead is excluded.
        required: u32,
        /// Moves allowed.
        allowed: u32,
    },
    /// No moves are allowed, so none is proposed.
    NoMovesAllowed,
}

impl RefusedWish {
    /// Stable word code, for tables and findings.
    pub fn code(&self) -> &'static str {
        match self {
            RefusedWish::UnknownMeasure(_) => "wish-unknown-measure",
            RefusedWish::UnknownUnit(_) => "wish-unknown-unit",
            RefusedWish::KeptButExcluded { .. } => "wish-kept-but-excluded",
            RefusedWish::KeptButOpened { .. } => "wish-kept-but-opened",
            RefusedWish::YesAndNo { .. } => "wish-yes-and-no",
            RefusedWish::OpenedButNever { .. } => "wish-opened-but-never",
            RefusedWish::NobodyElse { .. } => "wish-nobody-else",
            RefusedWish::OtherJurisdiction { .. } => "wish-other-jurisdiction",
            RefusedWish::Collective { .. } => "wish-collective",
            RefusedWish::NotMovable { .. } => "wish-not-movable",
            RefusedWish::NothingToKeep(_) => "wish-nothing-to-keep",
            RefusedWish::TooFewMoves { .. } => "wish-too-few-moves",
            RefusedWish::NoMovesAllowed => "wish-no-moves-allowed",
        }
    }
}

/// The wishes that can be followed, by index.
pub(super) struct Rules {
    /// Measures that keep their lead.
    pub kept: Vec<bool>,
    /// Units that receive nothing.
    pub never: Vec<bool>,
    /// What is said about a unit and a measure: allowed, and on which line.
    pub said: BTreeMap<(MeasureIx, UnitIx), (bool, u32)>,
    /// Functions that lead the theme elsewhere, by measure.
    pub peers: BTreeMap<MeasureIx, Vec<PeerLead>>,
}

impl Rules {
    /// The followable part of the wishes, and the rest in `refused`.
    pub fn check(
        graph: &ResponsibilityGraph,
        problem: &Problem,
        standings: &Standings,
        refused: &mut Vec<RefusedWish>,
    ) -> Self {
        let mut rules = Rules {
            kept: vec![false; graph.measure_count()],
            never: vec![false; graph.unit_count()],
            said: BTreeMap::new(),
            peers: BTreeMap::new(),
        };
        let ids = Ids::of(graph);
        rules.pin(graph, problem, standings, &ids, refused);
        let mut lines = problem.eligible.clone();
        lines.extend(problem.pins.iter().filter_map(|pin| match *pin {
            Pin::NeverLead(measure, unit) => {
                Some(Eligibility { measure, unit, allowed: false, line: 0 })
            }
            _ => None,
        }));
        lines.sort_unstable();
        for line in &lines {
            if let Some((m, u)) = ids.both(line.measure, line.unit, refused) {
                match rules.judge(graph, problem, standings, (m, u), line) {
                    Ok(()) => {}
                    Err(wish) => refused.push(wish),
                }
            }
        }
        for peer in &problem.peers {
            match ids.measure(peer.measure) {
                Some(m) => rules.peers.entry(m).or_default().push(*peer),
                None => refused.push(RefusedWish::UnknownMeasure(peer.measure)),
            }
        }
        for peers in rules.peers.values_mut() {
            peers.sort_unstable();
        }
        rules
    }

    fn pin(
        &mut self,
        graph: &ResponsibilityGraph,
        problem: &Problem,
        standings: &Standings,
        ids: &Ids,
        refused: &mut Vec<RefusedWish>,
    ) {
        for pin in &problem.pins {
            match *pin {
                Pin::KeepMeasure(id) => match ids.measure(id) {
                    Some(m) => self.kept[m.index()] = true,
                    None => refused.push(RefusedWish::UnknownMeasure(id)),
                },
                Pin::KeepUnit(id) => match ids.unit(id) {
                    Some(u) => {
                        let led = graph.measures_of(u).map(|(m, _)| m);
                        let mut led = led.filter(|m| standings.lead(*m) == Some(u)).peekable();
                        if led.peek().is_none() {
                            refused.push(RefusedWish::NothingToKeep(id));
                        }
                        for m in led {
                            self.kept[m.index()] = true;
                        }
                    }
                    None => refused.push(RefusedWish::UnknownUnit(id)),
                },
                Pin::NeverUnit(id) => match ids.unit(id) {
                    Some(u) => self.never[u.index()] = true,
                    None => refused.push(RefusedWish::UnknownUnit(id)),
                },
                // Read together with the lines of the eligibility file.
                Pin::NeverLead(..) => {}
            }
        }
    }

    /// Takes one line in, or says why not.
    fn judge(
        &mut self,
        graph: &ResponsibilityGraph,
        problem: &Problem,
        standings: &Standings,
        (m, u): (MeasureIx, UnitIx),
        line: &Eligibility,
    ) -> Result<(), RefusedWish> {
        let (measure, unit) = (line.measure, line.unit);
        let node = graph.unit(u);
        let Some(lead) = standings.lead(m) else {
            return Err(RefusedWish::NotMovable { measure, why: standings.of(m) });
        };
        if line.allowed && lead != u {
            if node.kind == UnitKind::Collective {
                return Err(RefusedWish::Collective { measure, unit });
            }
            if problem.by != Grouping::Together
                && node.jurisdiction != graph.unit(lead).jurisdiction
            {
                return Err(RefusedWish::OtherJurisdiction { measure, unit });
            }
            if self.kept[m.index()] {
                return Err(RefusedWish::KeptButOpened { measure, unit });
            }
            if self.never[u.index()] {
                return Err(RefusedWish::OpenedButNever { measure, unit });
            }
        }
        if !line.allowed && lead == u && self.kept[m.index()] {
            return Err(RefusedWish::KeptButExcluded { measure, unit });
        }
        // Lines are sorted, so "no" comes before "yes".
        match self.said.get(&(m, u)) {
            Some((false, _)) if line.allowed => Err(RefusedWish::YesAndNo { measure, unit }),
            Some(_) => Ok(()),
            None => {
                self.said.insert((m, u), (line.allowed, line.line));
                Ok(())
            }
        }
    }
}

/// From ids to the indices of this graph.
struct Ids {
    measures: Vec<(MeasureId, MeasureIx)>,
    units: Vec<(UnitId, UnitIx)>,
}

impl Ids {
    fn of(graph: &ResponsibilityGraph) -> Self {
        let mut measures: Vec<_> =
            graph.measure_indices().map(|m| (graph.measure(m).id, m)).collect();
        let mut units: Vec<_> = graph.unit_indices().map(|u| (graph.unit(u).id, u)).collect();
        measures.sort_unstable();
        units.sort_unstable();
        Ids { measures, units }
    }

    fn measure(&self, id: MeasureId) -> Option<MeasureIx> {
        self.measures.binary_search_by_key(&id, |x| x.0).ok().map(|i| self.measures[i].1)
    }

    fn unit(&self, id: UnitId) -> Option<UnitIx> {
        self.units.binary_search_by_key(&id, |x| x.0).ok().map(|i| self.units[i].1)
    }

    fn both(
        &self,
        measure: MeasureId,
        unit: UnitId,
        refused: &mut Vec<RefusedWish>,
    ) -> Option<(MeasureIx, UnitIx)> {
        let (m, u) = (self.measure(measure), self.unit(unit));
        if m.is_none() {
            refused.push(RefusedWish::UnknownMeasure(measure));
        }
        if u.is_none() {
            refused.push(RefusedWish::UnknownUnit(unit));
        }
        m.zip(u)
    }
}
