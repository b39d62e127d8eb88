//! The bipartite graph of units and measures.
//!
//! Owns two-sidedness and edge uniqueness: an edge always joins one unit with one measure, at most
//! once, under the highest role printed. Never knows names, text or files: nodes carry ids.
//!
//! Stored as petgraph's compressed sparse rows with every edge in both directions, so that the
//! neighbours of a unit and of a measure are both one flat slice.

use crate::plan::Role;
use crate::units::{Assignments, MeasureId, PlanId, UnitId, UnitKind};
use petgraph::csr::Csr;
use std::collections::{BTreeMap, BTreeSet};

/// Index of a unit in one graph (a restricted graph numbers its own).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIx(pub u32);

/// Index of a measure in one graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureIx(pub u32);

impl UnitIx {
    /// For indexing arrays that hold one entry a unit.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl MeasureIx {
    /// For indexing arrays that hold one entry a measure.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A unit's node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitNode {
    /// The unit, for joining names.
    pub id: UnitId,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// Equal for units of one function; `None` when the function is unknown.
    pub function: Option<u32>,
    /// Equal for units of one jurisdiction, or where that is unknown, of one plan.
    pub jurisdiction: u32,
}

/// A measure's node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasureNode {
    /// The measure, for joining titles.
    pub id: MeasureId,
    /// The plan it belongs to.
    pub plan: PlanId,
    /// Equal for measures of one plan under the same first- and second-level heading.
    pub section: u32,
}

/// What joins a unit and a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The highest role printed.
    pub role: Role,
    /// The row of [`Assignments::rows`] that says so (the first, when several do).
    pub row: u32,
}

/// Which part of a graph to look at; the default is everything but collectives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only measures of this plan.
    pub plan: Option<PlanId>,
    /// Only measures of these plans.
    pub plans: Option<Vec<PlanId>>,
    /// Only edges of these roles; `None` is all.
    pub roles: Option<Vec<Role>>,
    /// Whether collectives take part.
    pub collectives: bool,
}

/// Units and measures, joined by role; see the module's description.
#[derive(Debug, Clone)]
pub struct ResponsibilityGraph {
    units: Vec<UnitNode>,
    measures: Vec<MeasureNode>,
    adjacency: Csr<(), Edge, petgraph::Directed, u32>,
    edge_count: usize,
    /// Highest role in each measure, also of edges that the part left out.
    top_roles: Vec<Option<Role>>,
}

impl ResponsibilityGraph {
    /// The graph of all assignments, collectives included (leave them out with [`Self::restrict`]).
    ///
    /// A unit named several times in a measure gets one edge with its highest role.
    pub fn build(assignments: &Assignments) -> Self {
        let mut functions = BTreeMap::new();
        let mut jurisdictions = BTreeMap::new();
        for unit in &assignments.units {
            functions.entry(unit.function.as_str()).or_insert(0u32);
            jurisdictions.entry(unit.place()).or_insert(0u32);
        }
        number(&mut functions);
        number(&mut jurisdictions);
        let units = assignments
            .units
            .iter()
            .zip(0..)
            .map(|(unit, id)| UnitNode {
                id: UnitId(id),
                kind: unit.kind,
                function: (!unit.function.is_empty()).then(|| functions[unit.function.as_str()]),
                jurisdiction: jurisdictions[&unit.place()],
            })
            .collect();

        let mut measures = Vec::with_capacity(assignments.measures.len());
        let mut sections = BTreeMap::new();
        for (measure, id) in assignments.measures.iter().zip(0..) {
            let next = sections.len() as u32;
            let section = *sections
                .entry((measure.plan, &measure.section1, &measure.section2))
                .or_insert(next);
            measures.push(MeasureNode { id: MeasureId(id), plan: measure.plan, section });
        }

        let edges = assignments
            .rows
            .iter()
            .zip(0..)
            .map(|(row, i)| (row.unit.0, row.measure.0, Edge { role: row.role, row: i }))
            .collect();
        Self::from_parts(units, measures, edges)
    }

    /// A graph from nodes and (unit, measure, edge) triples; of several edges between the same two
    /// nodes the highest role stays, then the earliest row.
    ///
    /// # Panics
    /// When a triple names a node that is not there.
    pub fn from_parts(
        units: Vec<UnitNode>,
        measures: Vec<MeasureNode>,
        edges: Vec<(u32, u32, Edge)>,
    ) -> Self {
        let mut top_roles: Vec<Option<Role>> = vec![None; measures.len()];
        for &(u, m, edge) in &edges {
            let there = (u as usize) < units.len() && (m as usize) < measures.len();
            assert!(there, "edge to a missing node");
            let top = &mut top_roles[m as usize];
            *top = top.iter().copied().chain([edge.role]).min();
        }
        Self::joined(units, measures, edges, top_roles)
    }

    /// The same where it is known which role is the highest in each measure.
    fn joined(
        units: Vec<UnitNode>,
        measures: Vec<MeasureNode>,
        mut edges: Vec<(u32, u32, Edge)>,
        top_roles: Vec<Option<Role>>,
    ) -> Self {
        let first_measure = units.len() as u32;
        edges.sort_unstable_by_key(|(u, m, e)| (*u, *m, e.role, e.row));
        edges.dedup_by_key(|(u, m, _)| (*u, *m));
        let edge_count = edges.len();
        let mut both = Vec::with_capacity(2 * edge_count);
        for &(u, m, edge) in &edges {
            both.push((u, first_measure + m, edge));
            both.push((first_measure + m, u, edge));
        }
        drop(edges);
        both.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        let mut adjacency: Csr<(), Edge, petgraph::Directed, u32> = Csr::from_sorted_edges(&both)
            .unwrap_or_else(|_| unreachable!("the edges were sorted and are distinct"));
        while adjacency.node_count() < units.len() + measures.len() {
            adjacency.add_node(());
        }
        Self { units, measures, adjacency, edge_count, top_roles }
    }

    /// The part of the graph inside `scope`.
    ///
    /// Every measure inside stays, even when no edge is left, and so does who answers for it
    /// ([`Self::top_role`]): a measure whose lead is not looked at is not one without a lead. Units
    /// without an edge go.
    pub fn restrict(&self, scope: &Scope) -> Self {
        let plans: Option<BTreeSet<PlanId>> =
            scope.plans.as_ref().map(|plans| plans.iter().copied().collect());
        let keeps_measure = |m: &MeasureNode| {
            scope.plan.is_none_or(|plan| plan == m.plan)
                && plans.as_ref().is_none_or(|plans| plans.contains(&m.plan))
        };
        let keeps_unit = |u: &UnitNode| scope.collectives || u.kind != UnitKind::Collective;
        let mut new_measure = vec![u32::MAX; self.measures.len()];
        let mut measures = Vec::new();
        for (m, new) in self.measure_indices().zip(&mut new_measure) {
            if keeps_measure(self.measure(m)) {
                *new = measures.len() as u32;
                measures.push(m);
            }
        }
        let part = self.cut(&measures, |u, m, _| {
            let m = new_measure[m.index()];
            (m != u32::MAX && keeps_unit(self.unit(u))).then_some(m)
        });
        match &scope.roles {
            Some(roles) => part.of_roles(roles),
            None => part,
        }
    }

    /// Only edges of these roles. Every measure stays and so does who answers for it.
    #[must_use]
    pub fn of_roles(&self, roles: &[Role]) -> Self {
        let measures: Vec<MeasureIx> = self.measure_indices().collect();
        self.cut(&measures, |_, m, edge| roles.contains(&edge.role).then_some(m.0))
    }

    /// The graph of some measures, in the order given; the same as [`Self::restrict`] gives, at the cost
    /// of the part and not of the whole.
    #[must_use]
    pub fn of_measures(&self, measures: &[MeasureIx], collectives: bool) -> Self {
        let counts = |u: UnitIx| collectives || self.unit(u).kind != UnitKind::Collective;
        let edges: Vec<(UnitIx, u32, Edge)> = measures
            .iter()
            .zip(0..)
            .flat_map(|(m, new)| self.units_of(*m).map(move |(u, edge)| (u, new, *edge)))
            .filter(|(u, ..)| counts(*u))
            .collect();
        let mut units: Vec<UnitIx> = edges.iter().map(|(u, ..)| *u).collect();
        units.sort_unstable();
        units.dedup();
        let place = |u: UnitIx| {
            units
                .binary_search(&u)
                .unwrap_or_else(|_| unreachable!("every unit of an edge is listed"))
        };
        self.with_measures(
            units.iter().map(|u| *self.unit(*u)).collect(),
            measures,
            edges.iter().map(|&(u, m, edge)| (place(u) as u32, m, edge)).collect(),
        )
    }

    /// The measures of each plan, in order of id.
    pub fn measures_by_plan(&self) -> BTreeMap<PlanId, Vec<MeasureIx>> {
        let mut of_plan: BTreeMap<PlanId, Vec<MeasureIx>> = BTreeMap::new();
        for m in self.measure_indices() {
            of_plan.entry(self.measure(m).plan).or_default().push(m);
        }
        of_plan
    }

    /// The graph of some measures; `place` is the new position of the measure of an edge that stays.
    fn cut(
        &self,
        measures: &[MeasureIx],
        place: impl Fn(UnitIx, MeasureIx, &Edge) -> Option<u32>,
    ) -> Self {
        let mut units = Vec::new();
        let mut edges = Vec::new();
        for u in self.unit_indices() {
            let before = edges.len();
            let kept = self.measures_of(u).filter_map(|(m, edge)| Some((place(u, m, edge)?, edge)));
            edges.extend(kept.map(|(m, edge)| (units.len() as u32, m, *edge)));
            if edges.len() > before {
                units.push(*self.unit(u));
            }
        }
        self.with_measures(units, measures, edges)
    }

    /// A part of the graph with some of its measures, for which the same roles answer as here.
    fn with_measures(
        &self,
        units: Vec<UnitNode>,
        measures: &[MeasureIx],
        edges: Vec<(u32, u32, Edge)>,
    ) -> Self {
        let nodes = measures.iter().map(|m| *self.measure(*m)).collect();
        let top_roles = measures.iter().map(|m| self.top_role(*m)).collect();
        Self::joined(units, nodes, edges, top_roles)
    }

    /// Number of units.
    pub fn unit_count(&self) -> usize {
        self.units.len()
    }

    /// Number of measures, also those without a unit.
    pub fn measure_count(&self) -> usize {
        self.measures.len()
    }

    /// Number of edges.
    pub fn edge_count(&self) -> usize {
        self.edge_count
    }

    /// All units, in order of id.
    pub fn unit_indices(&self) -> impl ExactSizeIterator<Item = UnitIx> + Clone + use<> {
        (0..self.units.len() as u32).map(UnitIx)
    }

    /// All measures, in order of id.
    pub fn measure_indices(&self) -> impl ExactSizeIterator<Item = MeasureIx> + Clone + use<> {
        (0..self.measures.len() as u32).map(MeasureIx)
    }

    /// The node of a unit.
    pub fn unit(&self, u: UnitIx) -> &UnitNode {
        &self.units[u.index()]
    }

    /// The node of a measure.
    pub fn measure(&self, m: MeasureIx) -> &MeasureNode {
        &self.measures[m.index()]
    }

    /// Number of measures a unit takes part in.
    pub fn unit_degree(&self, u: UnitIx) -> usize {
        self.adjacency.neighbors_slice(u.0).len()
    }

    /// Number of units that take part in a measure.
    pub fn measure_degree(&self, m: MeasureIx) -> usize {
        self.adjacency.neighbors_slice(self.first_measure() + m.0).len()
    }

    /// The measures of a unit with its role in each, in order of measure.
    pub fn measures_of(
        &self,
        u: UnitIx,
    ) -> impl ExactSizeIterator<Item = (MeasureIx, &Edge)> + Clone {
        let first = self.first_measure();
        let near = self.adjacency.neighbors_slice(u.0).iter().map(move |&m| MeasureIx(m - first));
        near.zip(self.adjacency.edges_slice(u.0))
    }

    /// The units of a measure with the role of each, in order of unit.
    pub fn units_of(&self, m: MeasureIx) -> impl ExactSizeIterator<Item = (UnitIx, &Edge)> + Clone {
        let node = self.first_measure() + m.0;
        let near = self.adjacency.neighbors_slice(node).iter().map(|&u| UnitIx(u));
        near.zip(self.adjacency.edges_slice(node))
    }

    /// The highest role in a measure, whatever units and roles are looked at; none when it names no
    /// unit.
    pub fn top_role(&self, m: MeasureIx) -> Option<Role> {
        self.top_roles[m.index()]
    }

    /// The role that answers for a measure: lead, or responsible where nobody leads.
    pub fn principal_role(&self, m: MeasureIx) -> Option<Role> {
        self.top_role(m).filter(|role| *role != Role::Support)
    }

    /// The leads of a measure; where none is named, its responsible units (its *principals*).
    pub fn principals_of(&self, m: MeasureIx) -> impl Iterator<Item = UnitIx> + Clone {
        let top = self.principal_role(m);
        self.units_of(m).filter(move |(_, e)| Some(e.role) == top).map(|(u, _)| u)
    }

    fn first_measure(&self) -> u32 {
        self.units.len() as u32
    }
}

/// Numbers the keys of a map in their order.
fn number<K: Ord>(keys: &mut BTreeMap<K, u32>) {
    for (id, number) in keys.values_mut().zip(0..) {
        *id = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: u32, kind: UnitKind) -> UnitNode {
        UnitNode { id: UnitId(id), kind, function: None, jurisdiction: 0 }
    }

    fn measure(id: u32, plan: u32) -> MeasureNode {
        MeasureNode { id: MeasureId(id), plan: PlanId(plan), section: plan }
    }

    fn edge(u: u32, m: u32, role: Role, row: u32) -> (u32, u32, Edge) {
        (u, m, Edge { role, row })
    }

    fn sample() -> ResponsibilityGraph {
        ResponsibilityGraph::from_parts(
            vec![
                unit(0, UnitKind::Department),
                unit(1, UnitKind::Party),
                unit(2, UnitKind::Collective),
            ],
            vec![measure(0, 0), measure(1, 0), measure(2, 1), measure(3, 1)],
            vec![
                edge(0, 0, Role::Support, 0),
                edge(0, 0, Role::Lead, 1),
                edge(1, 0, Role::Responsible, 2),
                edge(1, 1, Role::Responsible, 3),
                edge(2, 1, Role::Support, 4),
                edge(0, 2, Role::Support, 5),
            ],
        )
    }

    #[test]
    fn a_unit_named_twice_has_one_edge_with_its_highest_role() {
        let graph = sample();
        assert_eq!(graph.edge_count(), 5);
        let edges: Vec<_> = graph.units_of(MeasureIx(0)).collect();
        assert_eq!(edges[0], (UnitIx(0), &Edge { role: Role::Lead, row: 1 }));
    }

    #[test]
    fn degrees_of_both_sides_sum_to_the_edges() {
        let graph = sample();
        let units: usize = graph.unit_indices().map(|u| graph.unit_degree(u)).sum();
        let measures: usize = graph.measure_indices().map(|m| graph.measure_degree(m)).sum();
        assert_eq!((units, measures), (5, 5));
        assert_eq!(graph.measure_degree(MeasureIx(3)), 0, "an isolated measure stays");
    }

    #[test]
    fn principals_are_the_leads_or_else_the_responsible_units() {
        let graph = sample();
        let of = |m| graph.principals_of(MeasureIx(m)).collect::<Vec<_>>();
        assert_eq!(of(0), [UnitIx(0)]);
        assert_eq!(of(1), [UnitIx(1)]);
        assert_eq!(of(2), []);
    }

    #[test]
    fn a_restricted_graph_keeps_measures_and_drops_idle_units() {
        let graph = sample();
        let plan = graph.restrict(&Scope { plan: Some(PlanId(0)), ..Scope::default() });
        assert_eq!((plan.unit_count(), plan.measure_count(), plan.edge_count()), (2, 2, 3));
        let leads = graph.restrict(&Scope { roles: Some(vec![Role::Lead]), ..Scope::default() });
        assert_eq!((leads.unit_count(), leads.measure_count(), leads.edge_count()), (1, 4, 1));
        assert_eq!(leads.unit(UnitIx(0)).id, UnitId(0));
    }

    #[test]
    fn who_answers_for_a_measure_does_not_depend_on_the_roles_looked_at() {
        let scope = Scope { roles: Some(vec![Role::Responsible]), ..Scope::default() };
        let graph = sample().restrict(&scope);
        assert_eq!(graph.edge_count(), 2);
        assert_eq!(graph.principal_role(MeasureIx(0)), Some(Role::Lead));
        assert_eq!(graph.principals_of(MeasureIx(0)).count(), 0, "its lead is not looked at");
        assert_eq!(graph.principals_of(MeasureIx(1)).count(), 1);
    }

    #[test]
    fn who_answers_for_a_measure_does_not_depend_on_the_units_looked_at() {
        // A collective leads, a department is responsible.
        let graph = ResponsibilityGraph::from_parts(
            vec![unit(0, UnitKind::Department), unit(1, UnitKind::Collective)],
            vec![measure(0, 0), measure(1, 1)],
            vec![edge(0, 1, Role::Responsible, 0), edge(1, 1, Role::Lead, 1)],
        );
        let parts = [graph.restrict(&Scope::default()), graph.of_measures(&[MeasureIx(1)], false)];
        for part in parts {
            let m = MeasureIx(part.measure_count() as u32 - 1);
            assert_eq!(part.edge_count(), 1);
            assert_eq!(part.principal_role(m), Some(Role::Lead));
            assert_eq!(part.principals_of(m).count(), 0, "who leads is not looked at");
        }
    }
}
