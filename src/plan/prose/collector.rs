//! The leaves of an outline become measures.
//!
//! Owns which heading's statement reaches which measure. Never knows how a paragraph is read.

use super::fields::Field;
use super::heads::{Head, Read, announces_tasks};
use super::outline::{Node, Tree, stands_alone};
use super::piece::Piece;
use super::pieces::Pieces;
use crate::locator::Locator;
use crate::plan::measure::{How, Measure, RoleClause};
use crate::plan::numbering::{Style, marker};
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::titles::{first_sentence, title};
use crate::plan::vocabulary::{Heading, Verb, Vocabulary};
use std::sync::Arc;

/// What reaches the items below a heading from above.
#[derive(Clone, Copy, Default)]
struct Reaching<'a> {
    /// The paragraphs whose statements hold for them.
    given: &'a [usize],
    /// The paragraph that names the unit they are listed under.
    unit: Option<usize>,
    /// Whether the headings of this level name one unit after the other.
    by_unit: bool,
    /// Whether the unit answers for them without a word about its part.
    listed: bool,
    /// The part that a heading gives the unit.
    role: Option<Option<Role>>,
}

/// Collects measures from the outline.
struct Collector<'a> {
    tree: &'a Tree,
    read: &'a [Read],
    heads: &'a [Head],
    source: &'a Arc<str>,
    vocabulary: &'a Vocabulary,
    measures: Vec<Measure>,
    /// How many measures without a number the section has so far.
    unnumbered: u32,
    section: String,
}

/// The measures of an outline.
pub fn collect(
    tree: &Tree,
    read: &[Read],
    heads: &[Head],
    source: &Arc<str>,
    vocabulary: &Vocabulary,
) -> Vec<Measure> {
    let mut collector = Collector {
        tree,
        read,
        heads,
        source,
        vocabulary,
        measures: Vec::new(),
        unnumbered: 0,
        section: String::new(),
    };
    collector.visit(0, &[], Reaching::default());
    collector.measures
}

impl Collector<'_> {
    /// Adds the measures of a node and of those below it.
    fn visit(&mut self, id: usize, above: &[usize], reaching: Reaching) {
        let node = self.tree.node(id);
        let below: Vec<usize> = node
            .children
            .iter()
            .copied()
            .filter(|c| !self.tree.is_part(*c, id, self.heads))
            .collect();
        let block = self.tree.is_block(id, self.read, self.heads);
        if below.is_empty() || block {
            let all = self.tree.passages(id, block, self.heads);
            let passages = if id == 0 { self.spoken(&all) } else { all };
            // （一）党政办 above what it does.
            let own = self.with_heading(id, reaching);
            let headed = passages.len() > 1 && own.listed && own.unit == node.body.first().copied();
            let reaching = if headed { own } else { reaching };
            self.leaf(id, above, &passages[usize::from(headed)..], reaching);
            return;
        }
        // Statements of the heading and of the lines by themselves reach what stands below; others
        // belong to the node's own text.
        let (mut given, mut own) = (node.closing.clone(), Vec::new());
        for (n, p) in node.body.iter().enumerate() {
            let (passage, statements) = &self.read[*p];
            let heading = n == 0 && id != 0 && statements.len() == 1;
            match statements.len() {
                0 => {}
                _ if heading || id != 0 && stands_alone(passage, statements) => given.push(*p),
                _ => own.push(*p),
            }
        }
        if id != 0 && given.is_empty() && own.len() == 1 && self.read[own[0]].1.len() == 1 {
            given = std::mem::take(&mut own);
        }
        let mut path = above.to_vec();
        if id != 0 && !node.lead_in {
            path.push(id);
        }
        let start = self.measures.len();
        let mut reaching = self.with_heading(id, reaching);
        if !given.is_empty() {
            reaching.given = &given;
        }
        reaching.by_unit = self.lists_units(node);
        let inherits = |m: &Measure| m.clauses.iter().any(|c| c.how == How::Inherited);
        for child in &below {
            // The last item of a text cut short had its own statement where all before it have one.
            let unsaid = self.is_cut_short(*child)
                && self.measures.len() > start
                && !self.measures[start..].iter().any(inherits);
            // What closes a group says nothing of what follows it.
            let first = self.tree.node(*child).body.first();
            let reaches = |p: &usize| !node.closing.contains(p) || first.is_none_or(|f| f < p);
            let given: Vec<usize> = reaching.given.iter().copied().filter(reaches).collect();
            let reaching = Reaching { given: &given, ..reaching };
            self.visit(*child, &path, if unsaid { Reaching::default() } else { reaching });
        }
        if !given.is_empty() && !self.measures[start..].iter().any(inherits) {
            // Every item below has its own: the heading answers for itself.
            own.extend(&given);
            own.sort_unstable();
        }
        if !own.is_empty() {
            let below = self.measures.split_off(start);
            if id != 0 && own.first() != node.body.first() {
                own.insert(0, node.body[0]);
            }
            self.leaf(id, above, &own, Reaching::default());
            self.measures.extend(below);
        }
    }

    /// Whether what stands below a node is said unit by unit (一、县教育局 二、县公安局), and not below one
    /// heading that happens to be a name.
    fn lists_units(&self, node: &Node) -> bool {
        let first = |n: usize| self.tree.node(n).body.first().copied();
        let headed = |n: &usize| first(*n).is_some_and(|p| self.heads[p].by_unit.units.is_some());
        // （九）县公安局职责：查处…
        let says = |n: &usize| {
            let duty = |s: &Statement| s.place == Place::Duty;
            first(*n).is_some_and(|p| self.read[p].1.first().is_some_and(duty))
        };
        let Some(one) = node.children.iter().find(|n| headed(n)) else { return false };
        let style = self.tree.style(*one);
        let peers = || node.children.iter().filter(|n| self.tree.style(**n) == style);
        let likely = |n: &usize| first(*n).is_some_and(|p| self.heads[p].by_unit.likely.is_some());
        let alike = peers().filter(|n| headed(n) || says(n)).count();
        let perhaps = peers().filter(|n| likely(n)).count();
        // 市卫生局 above 一、, behind the items of a unit whose name the text lacks: it begins anew.
        let items = |n: usize| self.tree.node(n).children.first().map(|c| self.tree.style(*c));
        let anew = || {
            let before = node.children.iter().take_while(|n| *n != one);
            style.is_none() && before.into_iter().any(|c| Some(self.tree.style(*c)) == items(*one))
        };
        let all = peers().count();
        alike > 1 && (alike + perhaps) * 2 > all
            || alike == 1 && (anew() || perhaps > 0 && all == alike + perhaps)
    }

    /// Whether the text of the document ends in the middle of this item's words.
    fn is_cut_short(&self, id: usize) -> bool {
        let end = self.tree.passages(id, false, self.heads).last().copied();
        end.is_some_and(|p| {
            let (passage, statements) = &self.read[p];
            let ended = passage.chars().last().is_none_or(|c| "。;!?:)”.".contains(*c));
            p + 1 == self.read.len() && statements.is_empty() && !ended
        })
    }

    /// What reaches the items below a node, its own heading's unit or role included.
    fn with_heading<'b>(&self, id: usize, mut reaching: Reaching<'b>) -> Reaching<'b> {
        let node = self.tree.node(id);
        let Some(heading) = node.body.first().filter(|_| id != 0) else { return reaching };
        let says = &self.heads[*heading].by_unit;
        if says.units.is_some() || reaching.by_unit && says.likely.is_some() {
            reaching.listed = reaching.by_unit;
            reaching.unit = Some(*heading);
        }
        reaching.role = says.role.or(reaching.role);
        reaching
    }

    /// Of the paragraphs of a text without outline those with statements, and the words above a
    /// statement on a line of its own.
    fn spoken(&self, passages: &[usize]) -> Vec<usize> {
        let speaks = |p: usize| !self.read[p].1.is_empty();
        let alone = |p: usize| speaks(p) && stands_alone(&self.read[p].0, &self.read[p].1);
        let wanted =
            |n: usize| speaks(passages[n]) || passages.get(n + 1).is_some_and(|next| alone(*next));
        (0..passages.len()).filter(|n| wanted(*n)).map(|n| passages[n]).collect()
    }

    /// Adds the measure (or its parts) that a node's paragraphs make.
    fn leaf(&mut self, id: usize, above: &[usize], passages: &[usize], reaching: Reaching) {
        let node = self.tree.node(id);
        let style = self.tree.style(id);
        let headings: Vec<String> =
            above.iter().map(|n| self.heading(self.tree.node(*n).body[0])).collect();
        let section = |n: usize| headings.get(n).cloned().unwrap_or_default();
        // A first-level heading that is itself the measure is its own section.
        let is_section = matches!(style, Some(Style::Part | Style::Chapter));
        let (section1, section2, number) = match &node.marker {
            Some((_, _, number)) if is_section && headings.is_empty() => {
                (self.heading(node.body[0]), String::new(), number.clone())
            }
            Some((_, _, number)) => (section(0), section(1), number.clone()),
            None => (section(0), section(1), self.coded(&node.body)),
        };
        // Paragraphs below a heading without a number, each with its own statement, are as many
        // measures under that heading.
        let said = |p: &usize| self.read[*p].1.len();
        let own = |p: &&usize| {
            let (passage, statements) = &self.read[**p];
            let duty = statements.iter().all(|s| s.place == Place::Duty);
            said(p) > 0 && (duty || !stands_alone(passage, statements))
        };
        let listed = id != 0
            && (is_section || number.is_empty())
            && passages.first().is_some_and(|p| said(p) == 0)
            && passages.iter().filter(own).count() > 1;
        let spoken = if listed { self.spoken(&passages[1..]) } else { Vec::new() };
        // 一是…, 二是… below a chapter, each above lines of its own.
        let above = |pair: &&[usize]| {
            let (passage, statements) = &self.read[pair[1]];
            said(&pair[0]) == 0
                && self.heads[pair[0]].field.is_none()
                && said(&pair[1]) > 0
                && stands_alone(passage, statements)
        };
        let set_out = || passages[1..].windows(2).filter(above).count() > 1;
        let pieces = is_section && !listed && said(&passages[0]) == 0 && set_out();
        let passages = match listed {
            true => &spoken,
            false => &passages[usize::from(pieces)..],
        };
        let listed = listed || pieces;
        let headed = id != 0 && reaching.unit == node.body.first().copied();
        let title = match passages.first() {
            _ if id == 0 || listed => String::new(),
            Some(first) if headed => self.title(*first),
            _ => self.title(self.named_at(&node.body)),
        };
        let frame = Measure { section1, section2, number, title, ..Measure::default() };
        self.add(frame, passages, reaching, style.is_some());
    }

    /// A heading as printed: the first sentence without its statement, unless that is all it says.
    fn heading(&self, passage: usize) -> String {
        let (passage, statements) = &self.read[passage];
        let number = marker(passage.chars(), 0).map_or(0, |m| m.end);
        let range = first_sentence(passage, number, statements);
        if range.is_empty() { passage.whole() } else { passage.text(0..range.end) }
    }

    /// The paragraph that names a measure: the first, or where that gives its code (任务编号：…) the first that says what
    /// is to be done.
    fn named_at(&self, body: &[usize]) -> usize {
        let is = |at: usize, wanted: Heading| {
            self.heads[at]
                .field
                .as_ref()
                .is_some_and(|f| f.heading == wanted && !f.value.is_empty())
        };
        let task = || {
            let task = body.iter().copied().find(|at| is(*at, Heading::Task));
            task.or_else(|| body.iter().copied().find(|at| is(*at, Heading::Other)))
        };
        let coded = is(body[0], Heading::Sequence);
        // 1 任务 above what is to be done.
        let (passage, statements) = &self.read[body[0]];
        let next = || {
            let label = statements.is_empty() && announces_tasks(passage, self.vocabulary);
            body.get(1).copied().filter(|p| label && self.read[*p].1.is_empty())
        };
        coded.then(task).flatten().or_else(next).unwrap_or(body[0])
    }

    /// The number of a measure whose first paragraph is nothing but that: 【序号】7, 任务编号：A-03.
    fn coded(&self, body: &[usize]) -> String {
        const LONGEST: usize = 12;
        let Some(first) = body.first() else { return String::new() };
        let field = self.heads[*first].field.as_ref();
        let field = field.filter(|f| f.heading == Heading::Sequence && f.value.len() <= LONGEST);
        field.map_or(String::new(), |f| self.read[*first].0.text(f.value.clone()))
    }

    /// The title of a measure whose first paragraph this is.
    fn title(&self, at: usize) -> String {
        let (passage, statements) = &self.read[at];
        let named = self.heads[at].field.as_ref();
        let says = |f: &&Field| matches!(f.heading, Heading::Task | Heading::Other);
        let start = match named.filter(says).filter(|f| !f.value.is_empty()) {
            Some(field) => field.value.start,
            None => marker(passage.chars(), 0).map_or(0, |m| m.end),
        };
        title(passage, start, statements)
    }

    /// Adds a measure for every statement of its paragraphs, or one that inherits.
    fn add(&mut self, frame: Measure, passages: &[usize], reaching: Reaching, numbered: bool) {
        let first_line = passages.first().map_or(0, |p| self.read[*p].0.line(0));
        let mut pieces = self.cut().of(passages);
        let mut above = Piece::default();
        for p in reaching.given {
            let (passage, statements) = &self.read[*p];
            for statement in statements {
                above.take(statement, passage, How::Inherited, self.source);
            }
        }
        if pieces.iter().all(|p| p.clauses.is_empty()) {
            let mut whole = Piece { line: first_line, ..Piece::default() };
            for piece in &mut pieces {
                whole.take_text(piece);
            }
            // What is said under a label nobody knows is not what stands above.
            if passages.iter().all(|p| self.read[*p].1.is_empty()) {
                (whole.clauses, whole.hosts, whole.due) = (above.clauses, above.hosts, above.due);
            }
            pieces = vec![whole];
        } else {
            // 1.…（牵头单位：县教育局） above （2）…（配合单位：县民政局）: its own item comes before the chapter.
            let heads = passages.first().is_some_and(|p| !self.read[*p].1.is_empty());
            if let ([first, parts @ ..], true) = (pieces.as_mut_slice(), heads) {
                parts.iter_mut().for_each(|piece| piece.take_principals(first));
            }
            pieces.iter_mut().for_each(|piece| piece.take_principals(&above));
        }
        if numbered {
            let helps = passages.first().is_some_and(|p| self.begins_with_help(*p));
            pieces.iter_mut().for_each(|piece| self.take_unit(piece, reaching, helps));
        }
        if pieces.iter().all(|p| p.clauses.is_empty()) && !numbered {
            return;
        }
        for (piece, part) in pieces.into_iter().zip(1..) {
            let mut measure = Measure { part, ..frame.clone() };
            if measure.number.is_empty() && !numbered {
                if self.section != measure.section1 {
                    (self.section, self.unnumbered) = (measure.section1.clone(), 0);
                }
                self.unnumbered += 1;
                measure.part = self.unnumbered;
            }
            if measure.title.is_empty() {
                measure.title.clone_from(&piece.title);
            }
            piece.finish(&mut measure, self.source);
            self.measures.push(measure);
        }
    }

    /// Adds the unit that a piece is listed under, if it is not named there itself.
    ///
    /// `helps` says that its words begin with a verb of support.
    fn take_unit(&self, piece: &mut Piece, reaching: Reaching, helps: bool) {
        let Some(heading) = reaching.unit.filter(|_| reaching.listed || reaching.role.is_some())
        else {
            return;
        };
        let passage = &self.read[heading].0;
        let Some(range) = self.heads[heading].by_unit.named().cloned() else { return };
        let names = passage.text(range.clone());
        if piece.clauses.iter().any(|c| c.names.contains(&names)) {
            return;
        }
        let led = piece.clauses.iter().any(|c| c.role == Role::Lead);
        let share = match led {
            _ if helps => Role::Support,
            true => Role::Responsible,
            false => Role::Lead,
        };
        piece.clauses.push(RoleClause {
            role: reaching.role.flatten().unwrap_or(share),
            names,
            how: How::Inherited,
            at: Locator::line(self.source.clone(), passage.line(range.start)),
            quote: passage.whole(),
        });
    }

    /// Whether an item says that somebody helps: （5）协助布置会场.
    fn begins_with_help(&self, at: usize) -> bool {
        let chars = self.read[at].0.chars();
        let start = marker(chars, 0).map_or(0, |m| m.end);
        let first = self.vocabulary.scan(&chars[start..]).into_iter().next();
        first.is_some_and(|f| f.start == 0 && f.word.verb == Some(Verb::Support))
    }

    /// What the pieces of a measure are cut from.
    fn cut(&self) -> Pieces<'_> {
        let Self { read, heads, source, vocabulary, .. } = self;
        Pieces { read, heads, source, vocabulary }
    }
}
