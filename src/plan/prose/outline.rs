//! The outline of a plan as a tree of numbered headings and items.
//!
//! Owns what stands under what. Never knows which statement reaches which measure.

use super::fields::Field;
use super::heads::{Head, Points, Read};
use crate::plan::numbering::{Marker, Style, marker};
use crate::plan::passage::Passage;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::unit_shape::is_mark;
use crate::plan::vocabulary::Heading;
use crate::text::{fold, is_han};
use std::ops::Range;

/// One node of the outline.
#[derive(Debug)]
pub struct Node {
    /// Style, value and printed form of the number; `None` for a heading without one.
    pub marker: Option<(Style, u32, String)>,
    /// The node above; the document is above itself.
    pub parent: usize,
    /// The nodes below, in order.
    pub children: Vec<usize>,
    /// Paragraphs, by index into the passages.
    pub body: Vec<usize>,
    /// Statements that stand below all children and are meant for all of them, by index.
    pub closing: Vec<usize>,
    /// What it stands under; one who leads in items stands just above those of their style.
    rank: Rank,
    /// Whether it is a sentence that leads in items rather than a heading.
    pub lead_in: bool,
}

/// The rank of a node: its style, and whether it is an item of that style (or leads such items in).
type Rank = (Style, bool);

/// The outline of a document; node 0 is the document itself.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// The most lines with labels below one item that are looked over for what stands behind them.
const MOST_LABELS: usize = 8;

impl Tree {
    /// The outline of paragraphs in document order, with what each of them may head.
    pub fn build(read: &[Read], heads: &[Head]) -> Self {
        let root = Node {
            marker: None,
            parent: 0,
            children: vec![],
            body: vec![],
            closing: vec![],
            rank: (Style::Part, false),
            lead_in: false,
        };
        let mut tree = Tree { nodes: vec![root] };
        let mut at = 0;
        let items_answer = items_answer_for_themselves(read);
        let cards = card_beginnings(read, heads);
        let starred = starred_headings(read);
        for (i, (passage, statements)) in read.iter().enumerate() {
            let found = marker(passage.chars(), 0);
            match found {
                Some(m)
                    if tree.of_style(at, m.style).is_some_and(|before| {
                        is_label_heading(passage, &m, statements)
                            && (m.style > Style::Chapter || tree.lists_tasks(before, heads))
                    }) =>
                {
                    // 二、责任单位 names the units of 一、整改任务; those of a whole plan stand for themselves.
                    at = tree.of_style(at, m.style).unwrap_or(at);
                    tree.nodes[at].body.push(i);
                }
                Some(m) => {
                    let printed = number(passage, &m);
                    // （一） below 第三条 is a piece of it.
                    let style = match m.style {
                        Style::Section if tree.inside_article(at) => Style::Sub,
                        style => style,
                    };
                    at = tree.open(at, Some((style, m.ordinal, printed)), (style, true), i);
                }
                None => {
                    // Items go on below a lead-in, or begin; what it leads to is no higher heading.
                    let lead_in = leads_in(read, heads, i).filter(|style| {
                        heads[i].leads_items
                            || Some(*style) > tree.style(at)
                            || Some(*style) == tree.style(at) && *style > Style::Chapter
                    });
                    let of_unit = items_behind(read, i).filter(|first| {
                        let headed = heads[i].by_unit.says() && first.0 < Style::Sub;
                        headed && first.1 == 1 || starred[i]
                    });
                    if let Some(style) = lead_in.or(of_unit.map(|first| first.0)) {
                        at = tree.open(at, None, (style, false), i);
                        tree.nodes[at].lead_in = lead_in.is_some();
                        continue;
                    }
                    let heads_card = cards[i] || is_bare_heading(read, heads, i);
                    if heads_card && tree.may_head(at) {
                        at = tree.open(at, None, (Style::Item, true), i);
                        continue;
                    }
                    let parent = tree.nodes[at].parent;
                    let whole = heads[i].points == Some(Points::Whole) && parent != 0;
                    let alone =
                        !statements.is_empty() && (whole || stands_alone(passage, statements));
                    // 牵头单位：… above 责任单位：… are one statement: what counts stands behind both.
                    let behind = read[i + 1..].iter().zip(&heads[i + 1..]).take(MOST_LABELS).find(
                        |((p, s), head)| {
                            // 整改时限：… is one more fact, beside the labels.
                            s.is_empty() && !is_fact(head) || !s.is_empty() && !stands_alone(p, s)
                        },
                    );
                    let ends_group = behind.is_none_or(|((next, _), _)| {
                        marker(next.chars(), 0).is_none_or(|m| Some(m.style) < tree.style(at))
                    });
                    let listed =
                        || tree.lists_steps(parent, heads) && !tree.children_speak(parent, read);
                    // Units below 三、主办单位 are those of that heading.
                    let announced = tree.nodes[at].body.first().is_some_and(|p| heads[*p].units);
                    let for_all = || {
                        // A group whose heading names its units leaves the last line to its last item.
                        let mut above = tree.nodes[parent].body.iter().filter(|_| parent != 0);
                        let headed = above.any(|p| !read[*p].1.is_empty());
                        !items_answer
                            && !announced
                            && !headed
                            && tree.style(at).is_some()
                            && tree.siblings_silent(at, read)
                    };
                    let above = !statements.is_empty()
                        && heads[i].points == Some(Points::Above)
                        && tree.style(at) > Some(Style::Chapter);
                    if ends_group && (alone && (listed() || for_all()) || above) {
                        tree.nodes[parent].closing.push(i);
                    } else {
                        tree.nodes[at].body.push(i);
                    }
                }
            }
        }
        tree
    }

    /// How a node is numbered.
    pub fn style(&self, node: usize) -> Option<Style> {
        self.nodes[node].marker.as_ref().map(|m| m.0)
    }

    /// Whether a node or one before it beside it announces tasks.
    fn lists_tasks(&self, node: usize, heads: &[Head]) -> bool {
        let beside = &self.nodes[self.nodes[node].parent].children;
        let tasks = |node: &usize| self.nodes[*node].body.first().is_some_and(|p| heads[*p].tasks);
        beside.iter().any(tasks)
    }

    /// Whether a node stands at or below an article (第三条).
    fn inside_article(&self, mut at: usize) -> bool {
        let article = |node: usize| {
            let number = self.nodes[node].marker.as_ref().map(|m| m.2.as_str());
            number.is_some_and(|n| n.starts_with('第') && n.ends_with('条'))
        };
        while at != 0 && !article(at) {
            at = self.nodes[at].parent;
        }
        at != 0
    }

    /// The nearest open node of a style.
    fn of_style(&self, mut at: usize, style: Style) -> Option<usize> {
        while at != 0 {
            if self.style(at) == Some(style) {
                return Some(at);
            }
            at = self.nodes[at].parent;
        }
        None
    }

    /// Opens a node below the nearest open one of higher rank.
    fn open(
        &mut self,
        mut at: usize,
        marker: Option<(Style, u32, String)>,
        rank: Rank,
        passage: usize,
    ) -> usize {
        while at != 0 && self.nodes[at].rank >= rank {
            at = self.nodes[at].parent;
        }
        let node = Node {
            marker,
            parent: at,
            children: vec![],
            body: vec![passage],
            closing: vec![],
            rank,
            lead_in: false,
        };
        self.nodes.push(node);
        let id = self.nodes.len() - 1;
        self.nodes[at].children.push(id);
        id
    }

    /// Whether an unnumbered heading may open a node here: not inside a numbered item.
    fn may_head(&self, at: usize) -> bool {
        let mut node = at;
        while node != 0 {
            if self.style(node).is_some_and(|s| s >= Style::Item) {
                return false;
            }
            if self.nodes[node].children.iter().any(|c| self.nodes[*c].marker.is_some()) {
                return false;
            }
            node = self.nodes[node].parent;
        }
        true
    }

    /// Whether a node has earlier siblings and none of them, nor itself, has a statement.
    fn siblings_silent(&self, at: usize, read: &[Read]) -> bool {
        // Of two chapters the statement below the second is that one's own.
        let parent = self.nodes[at].parent;
        let several = self.nodes[parent].children.len() > if parent == 0 { 2 } else { 1 };
        at != 0 && several && !self.children_speak(parent, read)
    }

    /// Whether a node's children are what a label of its own announces (整改措施： （一）…（二）…).
    fn lists_steps(&self, node: usize, heads: &[Head]) -> bool {
        let last = self.nodes[node].body.last().filter(|_| node != 0);
        // Items that count on from those of another heading are measures.
        let first = self.nodes[node].children.first().and_then(|c| self.nodes[*c].marker.as_ref());
        let last = last.filter(|_| first.is_none_or(|(_, ordinal, _)| *ordinal == 1));
        let announces = |f: &Field| f.value.is_empty();
        // What a unit has to do is as many measures.
        let of_unit = |p: usize| heads[p].by_unit.units.is_some();
        last.is_some_and(|p| {
            heads[*p].steps || !of_unit(*p) && heads[*p].field.as_ref().is_some_and(announces)
        })
    }

    /// Whether a node's children are the numbered facts of one measure: （一）责任单位：… （二）完成时限：….
    fn lists_facts(&self, id: usize, read: &[Read]) -> bool {
        const LONGEST_LABEL: usize = 12;
        let children = &self.nodes[id].children;
        let fact = |child: &usize| {
            let Some(first) = self.nodes[*child].body.first() else { return (false, false) };
            let (passage, statements) = &read[*first];
            let chars = passage.chars();
            let start = marker(chars, 0).map_or(0, |m| m.end);
            let labelled = chars[start..].iter().take(LONGEST_LABEL).any(|c| *c == ':');
            let units = |s: &Statement| s.place == Place::Label && s.span.start <= start;
            (labelled, labelled && statements.first().is_some_and(units))
        };
        let facts: Vec<(bool, bool)> = children.iter().map(fact).collect();
        id != 0
            && facts.len() > 1
            && facts.iter().all(|(labelled, _)| *labelled)
            && facts.iter().any(|(_, units)| *units)
    }

    fn children_speak(&self, node: usize, read: &[Read]) -> bool {
        self.nodes[node].children.iter().any(|c| self.speaks(*c, read))
    }

    /// Whether a node is one measure with all that stands below it: its steps have no units of their
    /// own, and those of the whole are named behind them; or it lists the facts of a measure.
    pub fn is_block(&self, id: usize, read: &[Read], heads: &[Head]) -> bool {
        let whole = |p: &usize| heads[*p].points == Some(Points::Whole);
        if self.lists_facts(id, read) || id != 0 && self.nodes[id].closing.iter().any(whole) {
            return true;
        }
        let steps = self.lists_steps(id, heads) && !self.children_speak(id, read);
        let node = &self.nodes[id];
        steps && (!node.closing.is_empty() || node.body.iter().any(|p| heads[*p].steps))
    }

    fn speaks(&self, node: usize, read: &[Read]) -> bool {
        let node = &self.nodes[node];
        node.body.iter().chain(&node.closing).any(|p| !read[*p].1.is_empty())
            || node.children.iter().any(|c| self.speaks(*c, read))
    }

    /// A node.
    pub fn node(&self, id: usize) -> &Node {
        &self.nodes[id]
    }

    /// Whether a node is a sub-row of its parent rather than a measure of its own.
    pub fn is_part(&self, id: usize, parent: usize, heads: &[Head]) -> bool {
        let first = self.nodes[parent].body.first().filter(|_| parent != 0);
        // 7.财务处 heads measures, however they are numbered.
        if first.is_some_and(|p| heads[*p].by_unit.units.is_some()) {
            return false;
        }
        let deep = self.style(id).is_some_and(|s| s >= Style::Sub);
        deep && self.style(parent).is_some_and(|s| s >= Style::Item)
            // What stands just above items heads them: each is a measure.
            || deep && self.nodes[parent].marker.is_none() && self.nodes[parent].rank.1 && parent != 0
    }

    /// All paragraphs of a node and its parts, in order; of all that stands below a `block`.
    pub fn passages(&self, id: usize, block: bool, heads: &[Head]) -> Vec<usize> {
        let node = &self.nodes[id];
        let mut out = node.body.clone();
        for child in &node.children {
            if block || self.is_part(*child, id, heads) {
                out.extend(self.passages(*child, block, heads));
            }
        }
        out.extend(&node.closing);
        out
    }
}

/// Whether a paragraph gives one more fact of the measure, when it is done or the like (整改时限：6月底).
fn is_fact(head: &Head) -> bool {
    let fact = |f: &Field| matches!(f.heading, Heading::Due | Heading::Person);
    head.field.as_ref().is_some_and(fact)
}

/// The style of the items that a paragraph leads in with the units that answer for all of them
/// (以下任务由县水利局牵头，各乡镇配合：).
fn leads_in(read: &[Read], heads: &[Head], i: usize) -> Option<Style> {
    if heads[i].leads_items {
        // The second of two such lines goes on with the first.
        let goes_on = i > 0 && heads[i - 1].leads_items;
        let last = (i..heads.len()).take_while(|at| heads[*at].leads_items).last()?;
        let items = items_behind(read, last).map(|(style, _)| style);
        return items.filter(|style| *style < Style::Sub && !goes_on);
    }
    let (passage, statements) = &read[i];
    let chars = passage.chars();
    let last = statements.last()?;
    let named = last.reading.runs.iter().all(|run| !run.names.is_empty());
    let words = &chars[last.span.end..];
    let open = chars.last() == Some(&':') && !words.iter().any(|c| "。;".contains(*c))
        || heads[i].points == Some(Points::Below);
    // 责任单位：县水利局 above 任务： and numbered items.
    let next = heads.get(i + 1).filter(|head| head.by_unit.units.is_none());
    let announced = next.and_then(|head| head.field.as_ref());
    let announced = announced.is_some_and(|f| f.heading == Heading::Task && f.value.is_empty())
        && stands_alone(passage, statements);
    let items = items_behind(read, if announced { i + 1 } else { i });
    let style = items.map(|(style, _)| style).filter(|style| *style < Style::Sub);
    style.filter(|_| (open || announced) && named)
}

/// The style and the first number of the items that begin right behind a paragraph, or behind one
/// sentence that says what its unit is there for (负责清欠工作。).
fn items_behind(read: &[Read], i: usize) -> Option<(Style, u32)> {
    let next = read.get(i + 1)?.0.chars();
    let says = next.starts_with(&['负', '责']) && next.last() == Some(&'。');
    let first = marker(read.get(i + 1 + usize::from(says))?.0.chars(), 0)?;
    Some((first.style, first.ordinal))
}

/// Whether a numbered heading is nothing but a label with its units.
fn is_label_heading(passage: &Passage, m: &Marker, statements: &[Statement]) -> bool {
    let first = statements.first();
    first.is_some_and(|s| {
        s.place == Place::Label
            && passage.line(m.end) != passage.line(passage.len())
            && passage.chars()[m.end..s.span.start.max(m.end)].iter().all(|c| !is_han(*c))
    })
}

/// Whether items answer for themselves: some item's own line of responsibility is followed by the
/// next item of its group.
fn items_answer_for_themselves(read: &[Read]) -> bool {
    let mut current = None;
    for window in read.windows(2) {
        let (passage, statements) = &window[0];
        if let Some(m) = marker(passage.chars(), 0) {
            current = Some(m.style);
        }
        let alone = !statements.is_empty() && stands_alone(passage, statements);
        let next = marker(window[1].0.chars(), 0).map(|m| m.style);
        if alone && next.is_some() && next == current {
            return true;
        }
    }
    false
}

/// Which paragraphs are the first of the facts of one measure (任务名称：…, 任务编号：…): the first name or number among
/// labelled lines, and every repetition of its label, where a statement follows.
fn card_beginnings(read: &[Read], heads: &[Head]) -> Vec<bool> {
    let mut begins = vec![false; read.len()];
    let mut opener: Option<&str> = None;
    for (i, (passage, statements)) in read.iter().enumerate() {
        let chars = passage.chars();
        let numbered = marker(chars, 0).is_some();
        let labelled = chars.iter().take(12).any(|c| ": ".contains(*c));
        if numbered || !labelled && statements.is_empty() {
            opener = None;
        }
        let field = heads[i].field.as_ref().filter(|_| !numbered);
        let opens = |f: &&Field| matches!(f.heading, Heading::Task | Heading::Sequence);
        if let Some(field) = field.filter(opens).filter(|f| !f.value.is_empty()) {
            begins[i] = *opener.get_or_insert(&field.label) == field.label;
        }
    }
    for i in repeated_labels(read) {
        begins[i] = true;
    }
    let mut said = false;
    for (i, (passage, statements)) in read.iter().enumerate().rev() {
        said |= !statements.is_empty();
        begins[i] &= said;
        said &= !begins[i] && marker(passage.chars(), 0).is_none();
    }
    begins
}

/// Where facts begin anew under a label that nobody knows (难点：…): its lines stand right behind other labelled ones,
/// with units between them.
fn repeated_labels(read: &[Read]) -> Vec<usize> {
    const LONGEST: usize = 8;
    let label = |i: usize| -> Option<&[char]> {
        let chars = read[i].0.chars();
        let colon = chars.iter().take(LONGEST + 1).position(|c| *c == ':')?;
        let words = &chars[..colon];
        (colon >= 2 && words.iter().all(|c| is_han(*c))).then_some(words)
    };
    let fact = |i: usize| label(i).filter(|_| read[i].1.is_empty());
    let spoken = |range: Range<usize>| range.into_iter().any(|i| !read[i].1.is_empty());
    let Some(first) = (0..read.len()).find(|i| fact(*i).is_some()) else { return Vec::new() };
    let all: Vec<usize> = (first..read.len()).filter(|i| fact(*i) == fact(first)).collect();
    let anew = all.len() > 1
        && all[1..].iter().all(|i| label(i - 1).is_some())
        && all.windows(2).all(|pair| spoken(pair[0]..pair[1]))
        && (first..read.len()).all(|i| marker(read[i].0.chars(), 0).is_none());
    if anew { all } else { Vec::new() }
}

/// Which paragraphs are headings told by a mark (★基层减负) or by brackets around them (【三月】), where there are several.
fn starred_headings(read: &[Read]) -> Vec<bool> {
    const FEWEST: usize = 2;
    const LONGEST: usize = 30;
    let starred = |(passage, statements): &Read| {
        let chars = passage.chars();
        let words = chars.iter().filter(|c| is_han(**c)).count();
        let marked = chars.first().is_some_and(|c| is_mark(*c));
        let bracketed = marker(chars, 0).is_none()
            && !chars.is_empty()
            && passage.text(0..1) == "【"
            && chars.iter().position(|c| *c == ')') == Some(chars.len() - 1);
        statements.is_empty()
            && (marked || bracketed)
            && (2..=LONGEST).contains(&chars.len())
            && words * 2 >= chars.len()
            && !chars.iter().any(|c| "。;:,、".contains(*c))
    };
    let found: Vec<bool> = read.iter().map(starred).collect();
    let several = found.iter().filter(|starred| **starred).count() >= FEWEST;
    found.into_iter().map(|starred| starred && several).collect()
}

/// Whether a paragraph without a number is a heading: short, no end of sentence, and what follows it
/// (up to the next heading) holds a statement.
fn is_bare_heading(read: &[Read], heads: &[Head], i: usize) -> bool {
    const LONGEST_CODE: usize = 8;
    let heading_like = |i: usize| {
        let (passage, statements) = &read[i];
        // A-02 优化报装: a code before the words does not count.
        let code = passage.chars().iter().take_while(|c| c.is_ascii()).count();
        let chars = &passage.chars()[if code <= LONGEST_CODE { code } else { 0 }..];
        statements.is_empty()
            && heads[i].field.is_none()
            && !passage.whole().contains('\t')
            && (2..=30).contains(&chars.len())
            && marker(passage.chars(), 0).is_none()
            && !chars.iter().any(|c| "。;:,".contains(*c))
            && chars.iter().filter(|c| is_han(**c)).count() * 2 > chars.len()
    };
    heading_like(i)
        && (i + 1..read.len())
            .take_while(|j| !heading_like(*j) && marker(read[*j].0.chars(), 0).is_none())
            .any(|j| !read[j].1.is_empty())
}

/// Whether a passage holds nothing but statements, its number left out.
pub fn stands_alone(passage: &Passage, statements: &[Statement]) -> bool {
    let taken = |i: &usize| statements.iter().any(|s| s.span.contains(i));
    let start = marker(passage.chars(), 0).map_or(0, |m| m.end);
    (start..passage.len()).filter(|i| !taken(i)).all(|i| !is_han(passage.chars()[i]))
}

/// The number as printed; digits of an item in half width.
fn number(passage: &Passage, m: &Marker) -> String {
    let printed = passage.text(m.number.clone());
    if m.style == Style::Item { printed.chars().map(fold).collect() } else { printed }
}
