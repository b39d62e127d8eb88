//! Which measures of different plans are the same.
//!
//! Owns the decision from scores to themes. Never knows text: likeness comes from floor 0.
//!
//! Method. A similar title proves little where two plans have nothing else in common, and a weak
//! likeness is enough where all the neighbours correspond; record linkage calls this the prior
//! (Fellegi & Sunter 1969, 10.1080/01621459.1969.10501049). So a pair of measures is accepted when
//!
//! ```text
//! e(a, b) >= max(FLOOR, CEILING * (1 - c(a, b))^2.5)
//! ```
//!
//! where e is the evidence of title and text, and c the corroboration: the share of the *other*
//! measures of both sections that correspond, drawn towards the share in both chapters, and that
//! towards the share in both plans (each level counts as one more observation of the level below).
//! Corroboration starts at 0, so the first round accepts what is as good as equal, and grows by
//! rounds until nothing changes. In each round the accepted pairs of two plans are made one-to-one
//! by the assignment with the greatest total surplus. The pairs of all plans then join to themes,
//! strongest first, by average linkage: at most one measure of a plan, and the mean surplus between
//! the two sides not negative, so that a plan can come in through a third one but not by a chain of
//! weak links. Sub-rows of one number are one measure here.
//!
//! The three figures are conventions, set on the hand-made key of four real plans and their digests,
//! which is therefore no independent test of them. With texts the key is met whole, by all plans and
//! by each two; so it is with CEILING from 0.9 to 0.98 or exponents from 2.2 to 2.5. FLOOR 0.08 or
//! the exponent 2.8 lets in one wrong pair of two plans alone, FLOOR 0.12 loses one plan of a theme;
//! the exponent 2 loses two themes when there are no texts.

mod corroboration;

use self::corroboration::{Census, Surroundings};
use super::assignment_problem::best_matching;
use crate::text::similarity::{Entry, Likeness, likenesses};
use crate::units::{Assignments, MeasureId, PlanId};
use std::collections::BTreeMap;

/// Evidence that is needed when nothing around corresponds: as good as equal.
pub const CEILING: f64 = 0.95;

/// Evidence that is needed even when all around corresponds: more than chance likeness.
pub const FLOOR: f64 = 0.1;

/// Rounds after which the search for a stable result ends.
const ROUNDS: usize = 12;

/// A printed measure with all the sub-rows under its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its plan.
    pub plan: PlanId,
    /// Equal for measures of one plan under the same first-level heading.
    pub chapter: u32,
    /// Equal for measures of one plan under the same first- and second-level heading.
    pub section: u32,
    /// The sub-rows, in document order; at least one.
    pub measures: Vec<MeasureId>,
}

/// One item's place in a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The plan.
    pub plan: PlanId,
    /// Its measure (all sub-rows).
    pub measures: Vec<MeasureId>,
    /// Mean evidence towards the other members, 0 to 1; `None` when it is alone.
    pub score: Option<f64>,
}

/// The same measure in different plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// At most one member a plan, in order of plan; at least one.
    pub members: Vec<Member>,
}

impl Theme {
    /// The member from a plan.
    pub fn member(&self, plan: PlanId) -> Option<&Member> {
        self.members.iter().find(|member| member.plan == plan)
    }
}

/// Two measures of one theme and why they are thought the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Position of the theme in [`Alignment::themes`].
    pub theme: usize,
    /// First sub-row of the measure in the earlier plan.
    pub a: MeasureId,
    /// First sub-row of the measure in the later plan.
    pub b: MeasureId,
    /// Likeness of the titles, 0 to 1.
    pub title: f64,
    /// Likeness of the texts, 0 to 1.
    pub text: f64,
    /// Share of the surrounding measures that correspond, 0 to 1.
    pub corroboration: f64,
    /// Title and text as one figure, 0 to 1.
    pub evidence: f64,
    /// What the evidence had to reach here.
    pub needed: f64,
    /// Whether the two plans alone say so; else a third plan joins the two.
    pub direct: bool,
}

/// All measures sorted into themes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// Every measure stands in exactly one theme; in order of the first member's measure.
    pub themes: Vec<Theme>,
    /// Every two members of one theme, in order of theme, then plan.
    pub links: Vec<Link>,
}

impl Alignment {
    /// Which measures of different plans are the same, by titles, texts and surroundings.
    ///
    /// # Input
    /// All plans of the run; texts may be missing. A section with one measure lends it its heading
    /// as a second title, because such measures often have none of their own.
    /// # Returns
    /// One theme for each group of corresponding measures, themes of one for the rest.
    /// # Cost
    /// Quadratic in plans and in measures a plan; see [`likenesses`].
    pub fn of(assignments: &Assignments) -> Self {
        let items = items(assignments);
        let mut in_section = BTreeMap::new();
        for item in &items {
            *in_section.entry((item.plan, item.section)).or_insert(0u32) += 1;
        }
        let entries: Vec<Entry> = items
            .iter()
            .map(|item| {
                let first = assignments.measure(item.measures[0]);
                let alone = in_section[&(item.plan, item.section)] == 1;
                let texts = item.measures.iter().map(|&m| assignments.measure(m).text.as_str());
                Entry {
                    group: item.plan.0,
                    title: first.title.clone(),
                    heading: alone.then(|| first.section2.to_string()),
                    body: texts.collect::<Vec<_>>().join(" "),
                }
            })
            .collect();
        align(&items, &likenesses(&entries, FLOOR))
    }
}

/// The printed measures: neighbouring rows with the same headings, number and title are one.
pub fn items(assignments: &Assignments) -> Vec<Item> {
    let mut chapters = BTreeMap::new();
    let mut sections = BTreeMap::new();
    let mut items: Vec<Item> = Vec::new();
    for (measure, id) in assignments.measures.iter().zip(0..) {
        let next = chapters.len() as u32;
        let chapter = *chapters.entry((measure.plan, &measure.section1)).or_insert(next);
        let next = sections.len() as u32;
        let section =
            *sections.entry((measure.plan, &measure.section1, &measure.section2)).or_insert(next);
        let id = MeasureId(id);
        if let Some(last) = items.last_mut() {
            let before = assignments.measure(last.measures[0]);
            let same = (last.plan, last.section) == (measure.plan, section)
                && !measure.number.is_empty()
                && before.number == measure.number
                && before.title == measure.title;
            if same {
                last.measures.push(id);
                continue;
            }
        }
        items.push(Item { plan: measure.plan, chapter, section, measures: vec![id] });
    }
    items
}

/// Sorts items into themes by the likeness of each two; see the module's description.
///
/// # Input
/// `items` in order of plan; `pairs` (by position in `items`, `a` in the earlier plan) with at least
/// `FLOOR` evidence, in order of `a`, `b`; an absent pair has no evidence.
/// # Returns
/// Every item in exactly one theme. No items: no themes.
pub fn align(items: &[Item], pairs: &[Likeness]) -> Alignment {
    let mut by_plans: BTreeMap<(PlanId, PlanId), Vec<&Likeness>> = BTreeMap::new();
    for pair in pairs {
        let plans = (items[pair.a as usize].plan, items[pair.b as usize].plan);
        by_plans.entry(plans).or_default().push(pair);
    }
    let census = Census::of(items);
    let mut surroundings = BTreeMap::new();
    let mut accepted: Vec<(f64, u32, u32)> = Vec::new();
    for (plans, pairs) in by_plans {
        let (matched, around) = align_two(items, &census, &pairs);
        accepted.extend(matched);
        surroundings.insert(plans, around);
    }
    let evidence: BTreeMap<(u32, u32), &Likeness> =
        pairs.iter().map(|pair| ((pair.a, pair.b), pair)).collect();
    let bond = |a: u32, b: u32| Bond::between(items, &census, &evidence, &surroundings, a, b);
    let clusters = join(items, accepted, &bond);
    themes(items, &clusters, &bond)
}

/// The evidence needed at a given corroboration.
fn needed(corroboration: f64) -> f64 {
    let open = 1.0 - corroboration;
    // By square root, not by a power function: the same bits on every machine.
    FLOOR.max(CEILING * open * open * open.sqrt())
}

/// The accepted pairs of two plans with their surplus.
fn align_two(
    items: &[Item],
    census: &Census,
    pairs: &[&Likeness],
) -> (Vec<(f64, u32, u32)>, Surroundings) {
    let mut around = Surroundings::default();
    let mut matched = Vec::new();
    for _ in 0..ROUNDS {
        let good: Vec<(u32, u32, f64)> = pairs
            .iter()
            .filter_map(|pair| {
                let around = around.corroboration(items, census, pair.a, pair.b);
                let surplus = pair.evidence() - needed(around);
                (surplus >= 0.0).then_some((pair.a, pair.b, surplus))
            })
            .collect();
        matched = best_matching(&good).into_iter().map(|(a, b, surplus)| (surplus, a, b)).collect();
        let next = Surroundings::of(items, &matched);
        if next == around {
            break;
        }
        around = next;
    }
    (matched, around)
}

/// What holds two items together.
struct Bond {
    title: f64,
    text: f64,
    evidence: f64,
    corroboration: f64,
    direct: bool,
}

impl Bond {
    fn between(
        items: &[Item],
        census: &Census,
        evidence: &BTreeMap<(u32, u32), &Likeness>,
        surroundings: &BTreeMap<(PlanId, PlanId), Surroundings>,
        a: u32,
        b: u32,
    ) -> Self {
        let (a, b) = if items[a as usize].plan <= items[b as usize].plan { (a, b) } else { (b, a) };
        let around = surroundings.get(&(items[a as usize].plan, items[b as usize].plan));
        let pair = evidence.get(&(a, b));
        Self {
            title: pair.map_or(0.0, |pair| pair.title),
            text: pair.map_or(0.0, |pair| pair.body),
            evidence: pair.map_or(0.0, |pair| pair.evidence()),
            corroboration: around.map_or(0.0, |around| around.corroboration(items, census, a, b)),
            direct: around.is_some_and(|around| around.partner(a) == Some(b)),
        }
    }

    fn surplus(&self) -> f64 {
        self.evidence - needed(self.corroboration)
    }
}

/// Joins accepted pairs to clusters, strongest first, with at most one item a plan.
fn join(
    items: &[Item],
    mut accepted: Vec<(f64, u32, u32)>,
    bond: &impl Fn(u32, u32) -> Bond,
) -> Vec<Vec<u32>> {
    accepted.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut clusters: Vec<Vec<u32>> = (0..items.len() as u32).map(|i| vec![i]).collect();
    let mut cluster_of: Vec<usize> = (0..items.len()).collect();
    for (_, a, b) in accepted {
        let (x, y) = (cluster_of[a as usize], cluster_of[b as usize]);
        let plan = |i: &u32| items[*i as usize].plan;
        let collide = clusters[x].iter().any(|i| clusters[y].iter().any(|j| plan(i) == plan(j)));
        if x == y || collide {
            continue;
        }
        let across = clusters[x].iter().flat_map(|&i| clusters[y].iter().map(move |&j| (i, j)));
        if across.map(|(i, j)| bond(i, j).surplus()).sum::<f64>() < 0.0 {
            continue;
        }
        let (into, from) = (x.min(y), x.max(y));
        let moved = std::mem::take(&mut clusters[from]);
        for &i in &moved {
            cluster_of[i as usize] = into;
        }
        clusters[into].extend(moved);
    }
    clusters.retain(|cluster| !cluster.is_empty());
    for cluster in &mut clusters {
        cluster.sort_unstable_by_key(|&i| (items[i as usize].plan, i));
    }
    clusters.sort_by_key(|cluster| items[cluster[0] as usize].measures[0]);
    clusters
}

/// Themes and links from clusters.
fn themes(items: &[Item], clusters: &[Vec<u32>], bond: &impl Fn(u32, u32) -> Bond) -> Alignment {
    let mut alignment = Alignment::default();
    for (theme, cluster) in clusters.iter().enumerate() {
        let mut sums = vec![0.0; cluster.len()];
        for (p, &a) in cluster.iter().enumerate() {
            for (q, &b) in cluster.iter().enumerate().skip(p + 1) {
                let bond = bond(a, b);
                sums[p] += bond.evidence;
                sums[q] += bond.evidence;
                alignment.links.push(Link {
                    theme,
                    a: items[a as usize].measures[0],
                    b: items[b as usize].measures[0],
                    title: bond.title,
                    text: bond.text,
                    corroboration: bond.corroboration,
                    evidence: bond.evidence,
                    needed: needed(bond.corroboration),
                    direct: bond.direct,
                });
            }
        }
        let others = cluster.len() - 1;
        let members = cluster.iter().zip(sums).map(|(&i, sum)| Member {
            plan: items[i as usize].plan,
            measures: items[i as usize].measures.clone(),
            score: (others > 0).then(|| sum / others as f64),
        });
        alignment.themes.push(Theme { members: members.collect() });
    }
    alignment
}

#[cfg(test)]
mod tests;
