//! Numbered prose: paragraphs become an outline, and its leaves become measures.
//!
//! Owns the outline tree, titles, and which heading's statement reaches which measure. Never knows
//! tables.

use super::measure::{How, Measure, RoleClause};
use super::outline::{Marker, Style, marker, split_items};
use super::passage::Passage;
use super::role::Role;
use super::role_clause::{FirstLeads, clauses};
use super::statement::{Place, Statement, find};
use super::vocabulary::Vocabulary;
use crate::locator::Locator;
use crate::text::is_han;
use std::ops::Range;
use std::sync::Arc;

/// The longest heading, in characters.
const LONGEST_TITLE: usize = 44;

/// What a document says of its own conventions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conventions {
    /// "The unit named first leads".
    pub first_leads: Option<FirstLeads>,
}

/// The measures of the prose of a document, and the places of the statements they were read from.
#[derive(Debug, Default)]
pub struct Prose {
    /// The measures in document order; those without any clause are numbered items beside others
    /// that have some.
    pub measures: Vec<Measure>,
    /// What was read: (passage, statements used).
    pub passages: Vec<(Passage, Vec<Statement>)>,
}

/// One node of the outline.
#[derive(Debug)]
struct Node {
    marker: Option<(Style, u32, String)>,
    parent: usize,
    children: Vec<usize>,
    /// Paragraphs, by index into the passages.
    body: Vec<usize>,
    /// The passage of a statement that stands below all children and is meant for them.
    closing: Option<usize>,
}

/// Reads paragraphs into measures.
pub fn read(
    paragraphs: Vec<Passage>,
    conventions: Conventions,
    source: &Arc<str>,
    vocabulary: &Vocabulary,
) -> Prose {
    let mut passages = Vec::new();
    let mut last: Vec<(Style, u32)> = Vec::new();
    for paragraph in &paragraphs {
        let parts = split_items(paragraph, |style| {
            last.iter().rev().find(|(s, _)| *s == style).map(|(_, o)| *o)
        });
        for part in parts {
            if let Some(m) = marker(part.chars(), 0) {
                last.retain(|(s, _)| *s < m.style);
                last.push((m.style, m.ordinal));
            }
            passages.push(part);
        }
    }
    let mut read: Vec<(Passage, Vec<Statement>)> =
        passages.into_iter().map(|p| (find(&p, vocabulary), p)).map(|(s, p)| (p, s)).collect();
    keep_bare_brackets(&mut read);
    if let Some(rule) = conventions.first_leads {
        for (passage, statements) in &mut read {
            for statement in statements {
                rule.apply(&mut statement.reading, passage.chars());
            }
        }
    }
    let tree = Tree::build(&read, vocabulary);
    let measures = tree.measures(&read, source);
    Prose { measures, passages: read }
}

/// Brackets with nothing but names are statements only in a document that uses brackets for
/// responsibility: beside others with words, or when there are several.
fn keep_bare_brackets(read: &mut [(Passage, Vec<Statement>)]) {
    let all = || read.iter().flat_map(|(_, s)| s);
    let bare = all().filter(|s| s.place == Place::BareBracket).count();
    let spoken = all().filter(|s| s.place != Place::BareBracket).count();
    if bare > 0 && spoken == 0 && bare < 3 {
        for (_, statements) in read {
            statements.retain(|s| s.place != Place::BareBracket);
        }
    }
}

struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    fn build(read: &[(Passage, Vec<Statement>)], vocabulary: &Vocabulary) -> Self {
        let root = Node { marker: None, parent: 0, children: vec![], body: vec![], closing: None };
        let mut tree = Tree { nodes: vec![root] };
        let mut at = 0;
        let items_have_lines = tree_of_lines(read);
        for (i, (passage, statements)) in read.iter().enumerate() {
            let found = marker(passage.chars(), 0);
            match found {
                Some(m)
                    if tree
                        .of_style(at, m.style)
                        .is_some_and(|_| is_label_heading(passage, &m, statements)) =>
                {
                    // 二、责任单位 names the units of 一、整改任务.
                    at = tree.of_style(at, m.style).unwrap_or(at);
                    tree.nodes[at].body.push(i);
                }
                Some(m) => at = tree.open(at, Some((m.style, m.ordinal, number(passage, &m))), i),
                None if is_bare_heading(read, i) && tree.may_head(at) => {
                    at = tree.open(at, None, i)
                }
                None => {
                    let alone = !statements.is_empty() && stands_alone(passage, statements);
                    let ends_group = read.get(i + 1).is_none_or(|(next, _)| {
                        marker(next.chars(), 0).is_none_or(|m| Some(m.style) < tree.style(at))
                    });
                    if alone && ends_group && !items_have_lines && tree.siblings_silent(at, read) {
                        let parent = tree.nodes[at].parent;
                        tree.nodes[parent].closing = Some(i);
                    } else {
                        tree.nodes[at].body.push(i);
                    }
                }
            }
        }
        let _ = vocabulary;
        tree
    }

    fn style(&self, node: usize) -> Option<Style> {
        self.nodes[node].marker.as_ref().map(|m| m.0)
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
        passage: usize,
    ) -> usize {
        let rank = marker.as_ref().map_or(Style::Item, |m| m.0);
        while at != 0 && self.style(at).unwrap_or(Style::Item) >= rank {
            at = self.nodes[at].parent;
        }
        let node =
            Node { marker, parent: at, children: vec![], body: vec![passage], closing: None };
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
    fn siblings_silent(&self, at: usize, read: &[(Passage, Vec<Statement>)]) -> bool {
        let siblings = &self.nodes[self.nodes[at].parent].children;
        at != 0 && siblings.len() > 1 && siblings.iter().all(|s| !self.speaks(*s, read))
    }

    fn speaks(&self, node: usize, read: &[(Passage, Vec<Statement>)]) -> bool {
        let node = &self.nodes[node];
        node.body.iter().any(|p| !read[*p].1.is_empty())
            || node.children.iter().any(|c| self.speaks(*c, read))
    }

    fn measures(&self, read: &[(Passage, Vec<Statement>)], source: &Arc<str>) -> Vec<Measure> {
        let mut out =
            Out { read, source, measures: Vec::new(), unnumbered: 0, section: String::new() };
        self.visit(0, &[], None, &mut out);
        out.measures
    }

    /// Adds the measures of a node and of those below it.
    fn visit(&self, id: usize, above: &[usize], inherited: Option<Given>, out: &mut Out<'_>) {
        let node = &self.nodes[id];
        let below: Vec<usize> =
            node.children.iter().copied().filter(|c| !self.is_part(*c, id)).collect();
        if id == 0 || !below.is_empty() {
            let own = self.own_statement(id, out.read);
            let given = own.or(inherited);
            let before = out.measures.len();
            let mut path = above.to_vec();
            if id != 0 {
                path.push(id);
            }
            for child in &below {
                self.visit(*child, &path, given, out);
            }
            let used = out.measures[before..]
                .iter()
                .any(|m| m.clauses.iter().any(|c| c.how == How::Inherited));
            let own_line = own.is_some() && !used;
            if id == 0 && below.is_empty() || id != 0 && own_line {
                self.leaf(id, above, None, out);
            } else if id == 0 && !node.body.is_empty() && out.read[..].is_empty() {
                self.leaf(id, above, None, out);
            }
            return;
        }
        self.leaf(id, above, inherited, out);
    }

    /// Whether a node is a sub-row of its parent rather than a measure of its own.
    fn is_part(&self, id: usize, parent: usize) -> bool {
        let deep = self.style(id).is_some_and(|s| s >= Style::Sub);
        deep && self.style(parent).is_some_and(|s| s >= Style::Item)
            || deep && self.nodes[parent].marker.is_none() && parent != 0
    }

    /// The statement on a node's heading, or the closing one below its children.
    fn own_statement(&self, id: usize, read: &[(Passage, Vec<Statement>)]) -> Option<Given> {
        let node = &self.nodes[id];
        let own = node.body.iter().find_map(|p| (!read[*p].1.is_empty()).then_some((*p, 0)));
        own.or(node.closing.map(|p| (p, 0)))
            .map(|(passage, statement)| Given { passage, statement })
    }

    /// All passages of a node and its parts, in order.
    fn passages(&self, id: usize, out: &mut Vec<usize>) {
        let node = &self.nodes[id];
        out.extend(&node.body);
        for child in &node.children {
            if self.is_part(*child, id) {
                self.passages(*child, out);
            }
        }
        out.extend(node.closing);
    }

    fn leaf(&self, id: usize, above: &[usize], inherited: Option<Given>, out: &mut Out<'_>) {
        let mut passages = Vec::new();
        self.passages(id, &mut passages);
        let node = &self.nodes[id];
        let style = self.style(id);
        let headings: Vec<String> =
            above.iter().map(|n| out.heading(self.nodes[*n].body[0])).collect();
        let own_heading = node.body.first().map(|p| out.heading(*p)).unwrap_or_default();
        // A first-level heading that is itself the measure is its own section.
        let is_section = matches!(style, Some(Style::Part | Style::Chapter));
        let section = |n: usize| headings.get(n).cloned().unwrap_or_default();
        let (section1, section2, number) = match &node.marker {
            Some(_) if is_section && headings.is_empty() => {
                (own_heading, String::new(), String::new())
            }
            Some((_, _, number)) => (section(0), section(1), number.clone()),
            None => (section(0), section(1), String::new()),
        };
        let title = node.body.first().map(|p| out.title(*p)).unwrap_or_default();
        let frame = Measure { section1, section2, number, title, ..Measure::default() };
        out.add(frame, &passages, inherited, style.is_some());
    }
}

/// A statement that reaches the items below it.
#[derive(Debug, Clone, Copy)]
struct Given {
    passage: usize,
    statement: usize,
}

/// The measures being collected.
struct Out<'a> {
    read: &'a [(Passage, Vec<Statement>)],
    source: &'a Arc<str>,
    measures: Vec<Measure>,
    unnumbered: u32,
    section: String,
}

impl Out<'_> {
    /// A heading as printed: the first sentence without its statement.
    fn heading(&self, passage: usize) -> String {
        let (passage, statements) = &self.read[passage];
        let range = first_sentence(passage, 0, statements);
        passage.text(range)
    }

    /// The title of a measure whose first paragraph this is.
    fn title(&self, passage: usize) -> String {
        let (passage, statements) = &self.read[passage];
        let start = marker(passage.chars(), 0).map_or(0, |m| m.end);
        title(passage, start, statements)
    }

    fn add(
        &mut self,
        frame: Measure,
        passages: &[usize],
        inherited: Option<Given>,
        numbered: bool,
    ) {
        let first_line = passages.first().map_or(0, |p| self.read[*p].0.line(0));
        let at = |line: u32| Locator::line(self.source.clone(), line);
        let mut texts: Vec<Piece> = Vec::new();
        let mut text = String::new();
        let mut line = first_line;
        let mut fresh = true;
        for p in passages {
            let (passage, statements) = &self.read[*p];
            let mut from = 0;
            for statement in statements {
                push_text(&mut text, &passage.text(from..statement.span.start));
                from = statement.span.end;
                let quote = passage.text(statement.span.clone());
                let how = how(statement, passage, statements);
                let found = clauses(&statement.reading, passage, &quote, how, self.source);
                let hosts = statement.reading.runs.iter().map(|r| r.host);
                let due = statement.reading.due.iter().map(|d| passage.text(d.clone()));
                let line_alone = text.trim().is_empty() && stands_alone(passage, statements);
                if !(line_alone && !texts.is_empty()) {
                    texts.push(Piece { text: std::mem::take(&mut text), line, ..Piece::default() });
                }
                // 牵头单位：… and 配合单位：… on two lines are one statement.
                if let Some(piece) = texts.last_mut() {
                    piece.clauses.extend(found);
                    piece.hosts.extend(hosts);
                    piece.due.extend(due);
                }
                fresh = false;
                line = passage.line(from);
            }
            push_text(&mut text, &passage.text(from..passage.len()));
            if fresh {
                line = first_line;
            }
        }
        if texts.is_empty() {
            let mut clauses_found = Vec::new();
            if let Some(given) = inherited {
                let (passage, statements) = &self.read[given.passage];
                let statement = &statements[given.statement];
                let quote = passage.text(statement.span.clone());
                clauses_found =
                    clauses(&statement.reading, passage, &quote, How::Inherited, self.source);
            }
            if clauses_found.is_empty() && !numbered {
                return;
            }
            texts.push(Piece {
                text,
                clauses: clauses_found,
                line: first_line,
                ..Piece::default()
            });
        } else if let Some(last) = texts.last_mut() {
            push_text(&mut last.text, text.trim());
        }
        for (part, mut piece) in texts.into_iter().enumerate() {
            piece.settle_hosts();
            let Piece { text, clauses, due, line, .. } = piece;
            let mut measure = frame.clone();
            measure.part = part as u32 + 1;
            if measure.number.is_empty() && !numbered {
                if self.section != measure.section1 {
                    (self.section, self.unnumbered) = (measure.section1.clone(), 0);
                }
                self.unnumbered += 1;
                measure.part = self.unnumbered;
            }
            measure.text = text.trim().to_owned();
            if measure.title.is_empty() {
                measure.title =
                    measure.text.chars().filter(|c| !c.is_whitespace()).take(15).collect();
            }
            measure.due = due;
            measure.clauses = clauses;
            measure.at = at(line);
            self.measures.push(measure);
        }
    }
}

/// A part of a measure while it is being read.
#[derive(Default)]
struct Piece {
    text: String,
    clauses: Vec<RoleClause>,
    /// Which clauses were given by 承办.
    hosts: Vec<bool>,
    due: Vec<String>,
    line: u32,
}

impl Piece {
    /// 承办 leads where somebody 协办 stands beside it and nobody leads.
    fn settle_hosts(&mut self) {
        let has = |role| self.clauses.iter().any(|c| c.role == role);
        if has(Role::Support) && !has(Role::Lead) {
            for (clause, host) in self.clauses.iter_mut().zip(&self.hosts) {
                if *host {
                    clause.role = Role::Lead;
                }
            }
        }
    }
}

fn push_text(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// How the clauses of a statement were read.
fn how(statement: &Statement, passage: &Passage, statements: &[Statement]) -> How {
    match statement.place {
        Place::Bracket | Place::OpenBracket | Place::BareBracket => How::Inline,
        Place::Label if stands_alone(passage, statements) => How::Line,
        Place::Label => How::Inline,
        Place::Sentence => How::Prose,
    }
}

/// Whether a passage holds nothing but statements.
fn stands_alone(passage: &Passage, statements: &[Statement]) -> bool {
    let taken = |i: &usize| statements.iter().any(|s| s.span.contains(i));
    (0..passage.len()).filter(|i| !taken(i)).all(|i| !is_han(passage.chars()[i]))
}

/// Whether a numbered heading is nothing but a label with its units.
fn is_label_heading(passage: &Passage, m: &Marker, statements: &[Statement]) -> bool {
    let first = statements.first();
    first.is_some_and(|s| {
        s.place == Place::Label
            && passage.chars()[m.end..s.span.start.max(m.end)].iter().all(|c| !is_han(*c))
    })
}

/// Whether items answer for themselves: some item's own line of responsibility is followed by the
/// next item of its group.
fn tree_of_lines(read: &[(Passage, Vec<Statement>)]) -> bool {
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

/// Whether a paragraph without a number is a heading: short, no end of sentence, and what follows it
/// (up to the next heading) holds a statement.
fn is_bare_heading(read: &[(Passage, Vec<Statement>)], i: usize) -> bool {
    let heading_like = |i: usize| {
        let (passage, statements) = &read[i];
        let chars = passage.chars();
        statements.is_empty()
            && (2..=30).contains(&chars.len())
            && marker(chars, 0).is_none()
            && !chars.iter().any(|c| "。;:,".contains(*c))
            && chars.iter().filter(|c| is_han(**c)).count() * 2 > chars.len()
    };
    heading_like(i)
        && (i + 1..read.len())
            .take_while(|j| !heading_like(*j) && marker(read[*j].0.chars(), 0).is_none())
            .any(|j| !read[j].1.is_empty())
}

fn number(passage: &Passage, m: &Marker) -> String {
    let printed = passage.text(m.number.clone());
    if m.style == Style::Item { printed.chars().map(crate::text::fold).collect() } else { printed }
}

/// The first sentence from `start`, without statements and without its full stop.
fn first_sentence(passage: &Passage, start: usize, statements: &[Statement]) -> Range<usize> {
    let chars = passage.chars();
    let limit =
        statements.iter().map(|s| s.span.start).find(|s| *s >= start).unwrap_or(chars.len());
    let mut depth = 0;
    let end = (start..limit).find(|i| {
        depth += i32::from(chars[*i] == '(' || chars[*i] == '“')
            - i32::from(chars[*i] == ')' || chars[*i] == '”');
        depth == 0 && chars[*i] == '。'
    });
    start..end.unwrap_or(limit)
}

/// The title of a text: its first sentence when that is a heading, else its first 15 characters.
pub fn title(passage: &Passage, start: usize, statements: &[Statement]) -> String {
    let chars = passage.chars();
    let sentence = first_sentence(passage, start, statements);
    let words = &chars[sentence.clone()];
    let mut depth = 0;
    let plain = |c: &char| {
        depth += i32::from(*c == '(' || *c == '“') - i32::from(*c == ')' || *c == '”');
        depth > 0 || !",;:".contains(*c)
    };
    let heading = words.len() <= LONGEST_TITLE && words.iter().all(plain);
    let text = passage.text(sentence.clone());
    if heading && !text.is_empty() {
        return text.trim_end_matches(['：', ':', '。']).to_owned();
    }
    let limit = statements.iter().map(|s| s.span.start).find(|s| *s > start).unwrap_or(chars.len());
    passage.text(start..limit).chars().filter(|c| !c.is_whitespace()).take(15).collect()
}
