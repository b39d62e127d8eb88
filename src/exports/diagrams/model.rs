//! A picture as data, before any layout.
//!
//! Owns what a picture says: nodes, edges, title, legend, and what was left out. Never knows
//! coordinates, DOT or SVG.

use crate::plan::Role;
use crate::text::Lang;

/// What the caller may choose about a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiagramOptions {
    /// Language of the picture's own words; names stay as printed.
    pub lang: Lang,
    /// Most nodes drawn; what is left out is said in the picture.
    pub top: usize,
}

impl DiagramOptions {
    /// At most 40 nodes: what a slide carries.
    pub fn new(lang: Lang) -> Self {
        Self { lang, top: 40 }
    }
}

/// Which picture it is; decides the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagramKind {
    /// Units × sections.
    Bipartite,
    /// Who leads together, how often.
    CoLead,
    /// One unit: its measures and partners.
    Unit,
    /// The measures that tie most units.
    Hotspots,
    /// Who carries what: chapters and units with their load.
    Overview,
    /// Load of units by role, as bars.
    Load,
}

impl DiagramKind {
    /// All kinds, in the order people read them.
    pub const ALL: [DiagramKind; 6] = [
        DiagramKind::Overview,
        DiagramKind::Bipartite,
        DiagramKind::CoLead,
        DiagramKind::Unit,
        DiagramKind::Hotspots,
        DiagramKind::Load,
    ];

    /// The word used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            DiagramKind::Bipartite => "bipartite",
            DiagramKind::CoLead => "co-lead",
            DiagramKind::Unit => "unit",
            DiagramKind::Hotspots => "hotspots",
            DiagramKind::Overview => "overview",
            DiagramKind::Load => "load",
        }
    }
}

/// Column a node stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// First column.
    Left,
    /// The unit a picture is about.
    Middle,
    /// Last column.
    Right,
}

/// What a node stands for; drawn by shape, not by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// One body.
    Unit,
    /// A group without a member list.
    Collective,
    /// A section of a plan, or a plan among several.
    Section,
    /// A measure.
    Measure,
}

/// Number of measures by role.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoleCounts {
    counts: [u32; 3],
}

impl RoleCounts {
    /// One more measure under `role`.
    pub fn add(&mut self, role: Role) {
        self.counts[role as usize] += 1;
    }

    /// Measures under `role`.
    pub fn get(self, role: Role) -> u32 {
        self.counts[role as usize]
    }

    /// Measures under any role.
    pub fn total(self) -> u32 {
        self.counts.iter().sum()
    }

    /// The roles that occur with their counts, highest role first.
    pub fn parts(self) -> impl Iterator<Item = (Role, u32)> {
        Role::ALL.into_iter().map(move |role| (role, self.get(role))).filter(|(_, n)| *n > 0)
    }

    /// Such as 牵9 配6.
    pub(super) fn short(self, lang: Lang) -> String {
        let parts: Vec<_> = self
            .parts()
            .map(|(role, n)| match lang {
                Lang::Zh => format!("{}{n}", role_letter(role, lang)),
                Lang::En => format!("{}\u{a0}{n}", role_letter(role, lang)),
            })
            .collect();
        parts.join(match lang {
            Lang::Zh => " ",
            Lang::En => " · ",
        })
    }
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagramNode {
    /// Its column.
    pub side: Side,
    /// What it stands for.
    pub kind: NodeKind,
    /// Its name, unwrapped.
    pub label: String,
    /// The heading it stands under: an index of [`Diagram::groups`].
    pub group: Option<usize>,
    /// Its measures by role (of a measure: its units by role).
    pub counts: RoleCounts,
}

/// One edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiagramEdge {
    /// Index of a node on the left.
    pub from: usize,
    /// Index of a node on the right.
    pub to: usize,
    /// How it is drawn: the role it stands for.
    pub role: Role,
    /// Number of measures: how wide it is drawn.
    pub weight: u32,
}

/// A mark of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegendMark {
    /// A line as drawn for this role.
    Line(Role),
    /// A lettered sign as drawn for this role.
    Sign(Role),
    /// A segment of a bar as drawn for this role.
    Bar(Role),
    /// A line as wide as this many measures.
    Width(u32),
    /// A shape.
    Shape(NodeKind),
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// The mark.
    pub mark: LegendMark,
    /// What it means.
    pub text: String,
}

/// A network picture: who is tied to what.
///
/// Build one with [`Diagram::bipartite`], [`Diagram::co_lead`], [`Diagram::unit`],
/// [`Diagram::hotspots`], [`Diagram::overview`] or [`Diagram::load`] from a graph already restricted to what the
/// picture is about; print it with [`Diagram::to_svg`] or [`Diagram::to_dot`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// Which picture it is.
    pub kind: DiagramKind,
    /// Language of its own words.
    pub lang: Lang,
    /// What it shows.
    pub title: String,
    /// Of which plan, of when.
    pub subtitle: String,
    /// One sentence for those who cannot see it.
    pub description: String,
    /// Headings nodes stand under.
    pub groups: Vec<String>,
    /// The nodes.
    pub nodes: Vec<DiagramNode>,
    /// The edges.
    pub edges: Vec<DiagramEdge>,
    /// The legend.
    pub legend: Vec<LegendEntry>,
    /// What was left out and what to know when reading.
    pub notes: Vec<String>,
}

impl Diagram {
    /// The widest edge's number of measures; 1 when there is none.
    pub(super) fn heaviest(&self) -> u32 {
        self.edges.iter().map(|edge| edge.weight).max().unwrap_or(1).max(1)
    }

    /// Indices of the nodes of one column, in order.
    pub(super) fn side(&self, side: Side) -> Vec<usize> {
        (0..self.nodes.len()).filter(|&n| self.nodes[n].side == side).collect()
    }

    /// The legend lines for the roles of edges, then for widths.
    pub(super) fn explain_edges(&mut self) {
        let lang = self.lang;
        for role in Role::ALL {
            if self.edges.iter().any(|edge| edge.role == role) {
                let text = role_word(role, lang).to_owned();
                self.legend.push(LegendEntry { mark: LegendMark::Line(role), text });
            }
        }
        self.explain_widths();
    }

    /// The legend lines for widths.
    pub(super) fn explain_widths(&mut self) {
        if self.edges.is_empty() {
            return;
        }
        let most = self.heaviest();
        let mut samples = vec![1, most.div_ceil(2), most];
        samples.dedup();
        for n in samples {
            let text = match self.lang {
                Lang::Zh => format!("{n} 项措施"),
                Lang::En if n == 1 => "1 measure".to_owned(),
                Lang::En => format!("{n} measures"),
            };
            self.legend.push(LegendEntry { mark: LegendMark::Width(n), text });
        }
    }

    /// The legend line for groups without a member list, when one is drawn.
    pub(super) fn explain_collectives(&mut self) {
        if self.nodes.iter().any(|node| node.kind == NodeKind::Collective) {
            let text = match self.lang {
                Lang::Zh => "统称（未列成员）",
                Lang::En => "collective, members not listed",
            };
            let mark = LegendMark::Shape(NodeKind::Collective);
            self.legend.push(LegendEntry { mark, text: text.to_owned() });
        }
    }

    /// The legend lines for lettered signs.
    pub(super) fn explain_signs(&mut self) {
        self.explain_roles(LegendMark::Sign);
    }

    /// The legend lines for segments of bars.
    pub(super) fn explain_bars(&mut self) {
        self.explain_roles(LegendMark::Bar);
    }

    fn explain_roles(&mut self, mark: fn(Role) -> LegendMark) {
        for role in Role::ALL {
            if self.nodes.iter().any(|node| node.counts.get(role) > 0) {
                let text = match (self.lang, mark(role)) {
                    (Lang::Zh, LegendMark::Bar(_)) => format!("{}（项数）", role.zh()),
                    (Lang::En, LegendMark::Bar(_)) => format!("{role}, measures"),
                    (lang, _) => role_word(role, lang).to_owned(),
                };
                self.legend.push(LegendEntry { mark: mark(role), text });
            }
        }
    }
}

/// The role in the words of the picture.
pub(super) fn role_word(role: Role, lang: Lang) -> &'static str {
    match (lang, role) {
        (Lang::Zh, role) => role.zh(),
        (Lang::En, Role::Lead) => "lead",
        (Lang::En, Role::Responsible) => "responsible",
        (Lang::En, Role::Support) => "support",
    }
}

/// The role in one letter, for signs.
pub(super) fn role_letter(role: Role, lang: Lang) -> &'static str {
    match (lang, role) {
        (Lang::Zh, Role::Lead) => "牵",
        (Lang::Zh, Role::Responsible) => "责",
        (Lang::Zh, Role::Support) => "配",
        (Lang::En, Role::Lead) => "L",
        (Lang::En, Role::Responsible) => "R",
        (Lang::En, Role::Support) => "S",
    }
}
