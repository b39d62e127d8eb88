//! A run of names, such as 区财政局、区税务局等部门, becomes single names.
//!
//! Owns what parts and joins names and what is no name at all. Nothing is lost: every character
//! ends in a name, in a joint (marks, joining words, verbs) or in a reported leftover. Never knows
//! which names are one unit.

use super::vocabulary::UnitVocabulary;
use crate::text::normalize::{fold, is_blank};
use std::ops::Range;

/// Longer pieces are sentences, not names.
const LONGEST_NAME: usize = 40;

/// One name of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// As printed, without the blanks and line ends inside.
    pub name: String,
    /// Where it stands, in characters of the list.
    pub place: Range<usize>,
}

/// Words of a list that are no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// As printed.
    pub words: String,
    /// Where they stand, in characters of the list.
    pub place: Range<usize>,
    /// Whether the words are a remark on a name or a label, so that no unit is missing.
    pub harmless: bool,
}

/// What became of one character of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A mark, blank, joining word or verb.
    Joint,
    /// Part of the name with this position in [`NameList::names`].
    Name(u32),
    /// Part of the leftover with this position in [`NameList::leftovers`].
    Leftover(u32),
}

/// A list taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names, in order.
    pub names: Vec<NameMention>,
    /// What is no name, in order.
    pub leftovers: Vec<Leftover>,
    /// What became of each character.
    pub marks: Vec<Mark>,
}

/// Takes a run of names apart.
///
/// # Keeps / Drops
/// Names are kept as printed, without blanks inside. Marks, joining words and verbs are dropped;
/// persons, dates, telephone numbers and sentences become leftovers.
pub fn split_names(words: &str, vocabulary: &UnitVocabulary) -> NameList {
    Splitter::new(words, vocabulary).run()
}

/// A stretch of characters, blanks left out: positions in the list.
type Piece = [usize];

struct Splitter<'v> {
    vocabulary: &'v UnitVocabulary,
    chars: Vec<char>,
    /// Bracket depth of each character; the brackets themselves count as inside.
    depth: Vec<u32>,
    list: NameList,
}

impl<'v> Splitter<'v> {
    fn new(words: &str, vocabulary: &'v UnitVocabulary) -> Self {
        let chars: Vec<char> = words.chars().collect();
        let depth = bracket_depth(&chars);
        let list = NameList { marks: vec![Mark::Joint; chars.len()], ..NameList::default() };
        Self { vocabulary, chars, depth, list }
    }

    fn run(mut self) -> NameList {
        let whole: Vec<usize> = self.inked(0..self.chars.len());
        let inside = self.without_outer_brackets(&whole);
        if let (Some(first), Some(last)) = (inside.first(), inside.last()) {
            for segment in self.segments(*first..*last + 1) {
                for piece in self.pieces(segment) {
                    self.piece(&piece);
                }
            }
        }
        self.list
    }

    fn inked(&self, range: Range<usize>) -> Vec<usize> {
        range.filter(|i| !is_blank(self.chars[*i])).collect()
    }

    fn text(&self, piece: &Piece) -> String {
        let mut text = String::new();
        for (n, i) in piece.iter().enumerate() {
            // China Mobile keeps its blank.
            if n > 0
                && piece[n - 1] + 1 < *i
                && self.is_western(piece[n - 1])
                && self.is_western(*i)
            {
                text.push(' ');
            }
            text.push(self.chars[*i]);
        }
        text
    }

    fn is_western(&self, i: usize) -> bool {
        self.chars[i].is_ascii_alphanumeric()
    }

    /// `（区财政局、区税务局）` without the brackets around everything; they are lowered by one depth.
    fn without_outer_brackets(&mut self, piece: &Piece) -> Vec<usize> {
        let mut piece = piece.to_vec();
        while let [first, inner @ .., last] = piece.as_slice() {
            let wrapped = opens(self.chars[*first])
                && closes(self.chars[*last])
                && piece.iter().all(|i| self.depth[*i] > 0)
                && inner.iter().all(|i| self.depth[*i] > 1 || !closes(self.chars[*i]));
            if !wrapped {
                break;
            }
            for i in *first..=*last {
                self.depth[i] -= 1;
            }
            piece = inner.to_vec();
        }
        piece
    }

    /// Stretches between marks outside brackets; 各市、县政府 stays together.
    fn segments(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let separators = &self.vocabulary.list().separators;
        let is_mark = |i: &usize| self.depth[*i] == 0 && separators.contains(self.chars[*i]);
        let mut ends: Vec<usize> = range.clone().filter(is_mark).collect();
        ends.push(range.end);
        let mut segments: Vec<Range<usize>> = Vec::new();
        let mut start = range.start;
        for end in ends {
            let segment = start..end;
            start = end + 1;
            let right = self.text(&self.inked(segment.clone()));
            // 各区、县等部门: what follows 等 does not matter here.
            let right = right.split('等').next().unwrap_or("");
            match segments.last_mut() {
                Some(last)
                    if self.chars[last.end] == '、'
                        && self
                            .vocabulary
                            .is_place_list(&self.text(&self.inked(last.clone())), right) =>
                {
                    last.end = end;
                }
                _ => segments.push(segment),
            }
        }
        segments
    }

    /// Pieces of a segment: a blank or line end parts two names only when both are whole.
    fn pieces(&self, segment: Range<usize>) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        let mut after_blank = true;
        for i in segment {
            if is_blank(self.chars[i]) {
                after_blank = after_blank || self.depth[i] == 0;
            } else {
                match runs.last_mut() {
                    Some(run) if !after_blank => run.push(i),
                    _ => runs.push(vec![i]),
                }
                after_blank = false;
            }
        }
        let mut pieces: Vec<Vec<usize>> = Vec::new();
        for (n, run) in runs.iter().enumerate() {
            // What begins here may itself be cut by blanks: 中国移\n动分公司.
            let rest: Vec<usize> = runs[n..].concat();
            match pieces.last_mut() {
                Some(piece) if self.is_one_name(piece, run, &rest) => piece.extend(run),
                _ => pieces.push(run.clone()),
            }
        }
        pieces
    }

    /// Whether a blank between `left` and `right` (up to the next mark: `rest`) is inside a name.
    fn is_one_name(&self, left: &Piece, right: &Piece, rest: &Piece) -> bool {
        let (left_text, right_text, rest_text) =
            (self.text(left), self.text(right), self.text(rest));
        if let (Some(a), Some(b)) = (left.last(), right.first())
            && self.is_western(*a)
            && self.is_western(*b)
        {
            return true;
        }
        if right_text.starts_with('等') || opens(self.chars[right[0]]) {
            return true;
        }
        let joined = format!("{left_text}{right_text}");
        if self.vocabulary.is_known(&joined) {
            return true;
        }
        if !self.is_whole(&left_text) || self.vocabulary.is_bare(&right_text) {
            return !self.parts_by_itself(&left_text);
        }
        self.vocabulary.is_bare(&rest_text) || self.vocabulary.continues(&left_text, &right_text)
    }

    /// Words that never go on: a date, a number, 无.
    fn parts_by_itself(&self, text: &str) -> bool {
        let nobody = self.vocabulary.list().nobody.iter().any(|word| word == text);
        nobody || text.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()) || is_time(text)
    }

    fn is_whole(&self, text: &str) -> bool {
        self.vocabulary.is_known(text)
            || self.vocabulary.ends_whole(text)
            || (self.vocabulary.is_collective(text) && self.vocabulary.ends_like_name(text))
            || self.verbless(text).is_some_and(|name| self.vocabulary.ends_whole(name))
    }

    /// The words before a closing verb.
    fn verbless<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.vocabulary.list().verbs.iter().find_map(|verb| text.strip_suffix(verb.as_str()))
    }

    /// One piece without blanks: strips what surrounds a name, cuts at 等 and joining words.
    fn piece(&mut self, piece: &Piece) {
        let piece = self.stripped(piece);
        if piece.is_empty() {
            return;
        }
        let text = self.text(&piece);
        if self.vocabulary.is_known(&text) {
            return self.name(&piece);
        }
        if let Some((left, right)) = self.cut_at_deng(&piece).or_else(|| self.cut_at_joiner(&piece))
        {
            self.piece(&left);
            self.piece(&right);
            return;
        }
        self.last_resort(&piece, &text);
    }

    /// Without list numbers, labels, leading words, closing verbs and closing remarks.
    fn stripped(&mut self, piece: &Piece) -> Vec<usize> {
        let mut piece = piece.to_vec();
        loop {
            let text = self.text(&piece);
            if text.is_empty() || self.vocabulary.is_known(&text) {
                return piece;
            }
            let before = piece.len();
            let front = self.front(&piece, &text);
            piece.drain(..front);
            if front == 0 {
                let back = self.back(&piece, &text);
                piece.truncate(before - back);
            }
            if piece.len() == before {
                return piece;
            }
        }
    }

    /// How many characters at the front are no part of a name.
    fn front(&self, piece: &Piece, text: &str) -> usize {
        let list = self.vocabulary.list();
        let number = list_number(text);
        if number > 0 {
            return number;
        }
        if piece
            .first()
            .is_some_and(|i| !opens(self.chars[*i]) && !self.chars[*i].is_alphanumeric())
        {
            return 1;
        }
        let labelled = list.labels.iter().filter(|label| text != label.as_str());
        for word in labelled.chain(&list.lead_ins) {
            let Some(rest) = text.strip_prefix(word.as_str()) else { continue };
            // 和平区 and 由 alone stay: what follows must be a name of its own.
            let own = self.vocabulary.level_of(&fold(rest)).is_some()
                || self.vocabulary.is_collective(rest)
                || self.vocabulary.ends_whole(rest)
                || self.verbless(rest).is_some();
            let doubtful = word.chars().count() == 1 && !"由请".contains(word.as_str());
            let clear = !doubtful
                || self.vocabulary.level_of(&fold(rest)).is_some()
                || self.vocabulary.is_collective(rest);
            if own && clear {
                return word.chars().count();
            }
        }
        0
    }

    /// How many characters at the back are no part of a name.
    fn back(&mut self, piece: &Piece, text: &str) -> usize {
        let list = self.vocabulary.list();
        if let Some(last) = piece.last()
            && !closes(self.chars[*last])
            && !self.chars[*last].is_alphanumeric()
        {
            return 1;
        }
        if let Some(verb) = list.verbs.iter().find(|verb| text.ends_with(verb.as_str()))
            && !self.vocabulary.ends_whole(text)
        {
            return verb.chars().count();
        }
        // 区财政局（牵头）
        if piece.last().is_some_and(|i| closes(self.chars[*i]) && self.depth[*i] == 1) {
            let open = piece
                .iter()
                .rposition(|i| opens(self.chars[*i]) && self.depth[*i] == 1)
                .unwrap_or(0);
            let inside = self.text(&piece[open..]);
            if open > 0 && list.remarks.iter().any(|word| inside.contains(word.as_str())) {
                self.leftover(&piece[open..], true);
                return piece.len() - open;
            }
        }
        // 区财政局2021年底前
        if let Some(name) = before_time(text)
            && self.vocabulary.ends_whole(name)
        {
            let keep = name.chars().count();
            self.leftover(&piece[keep..], false);
            return piece.len() - keep;
        }
        0
    }

    /// 区财政局等有关部门 is 区财政局 and 有关部门; a bare 等, 等部门 or 等12个单位 names nobody.
    fn cut_at_deng(&self, piece: &Piece) -> Option<(Vec<usize>, Vec<usize>)> {
        for (n, i) in piece.iter().enumerate() {
            if self.chars[*i] != '等' || self.depth[*i] > 0 {
                continue;
            }
            let (left, right) = (&piece[..n], &piece[n + 1..]);
            let left_text = self.text(left);
            let left_is_name = left.is_empty()
                || self.is_whole(&left_text)
                || self.vocabulary.ends_like_name(&left_text)
                || self.vocabulary.is_function_word(&left_text);
            if !left_is_name {
                continue;
            }
            let right_text = self.text(right);
            let group = right_text.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十百多几余若干".contains(c)
            });
            let counted = group.len() < right_text.len();
            let group = if counted { group.trim_start_matches(['个', '家']) } else { group };
            let bare = self.vocabulary.list().bare_groups.iter().any(|word| word == group);
            let unnamed =
                group.is_empty() || bare || (counted && self.vocabulary.ends_like_name(group));
            let names_someone = self.vocabulary.is_collective(&right_text)
                || self.vocabulary.ends_like_name(&right_text);
            if unnamed {
                return Some((left.to_vec(), Vec::new()));
            }
            if names_someone {
                return Some((left.to_vec(), right.to_vec()));
            }
        }
        None
    }

    /// 区委办公室和区政府办公室 are two; 住房和城乡建设局 is one.
    fn cut_at_joiner(&self, piece: &Piece) -> Option<(Vec<usize>, Vec<usize>)> {
        let joiners = &self.vocabulary.list().joiners;
        for n in 1..piece.len() {
            if self.depth[piece[n]] > 0 {
                continue;
            }
            let ahead = self.text(&piece[n..]);
            let Some(joiner) = joiners.iter().find(|joiner| ahead.starts_with(joiner.as_str()))
            else {
                continue;
            };
            let width = joiner.chars().count();
            let (left, right) = (&piece[..n], &piece[n + width..]);
            let (left_text, right_text) = (self.text(left), self.text(right));
            if self.is_whole(&left_text) && self.follows_as_name(&left_text, &right_text) {
                return Some((left.to_vec(), right.to_vec()));
            }
        }
        None
    }

    /// Whether `right`, after a joining word, is a name of its own beside `left`.
    fn follows_as_name(&self, left: &str, right: &str) -> bool {
        let words = self.vocabulary;
        let first = right.split(['和', '与', '及']).next().unwrap_or(right);
        let named = self.is_whole(right) || words.ends_like_name(right) || self.is_whole(first);
        if !named || words.is_bare(right) {
            return false;
        }
        // 各镇街和部门 is one group; 各镇街和区财政局 is a group and a unit.
        !words.is_collective(left)
            || words.is_collective(right)
            || words.level_of(&fold(right)).is_some()
            || !words.function(right).is_empty()
    }

    /// A piece that cannot be cut: a name or a leftover.
    fn last_resort(&mut self, piece: &Piece, text: &str) {
        let list = self.vocabulary.list();
        let folded = fold(text);
        if self.parts_by_itself(text) && !is_time(text) {
            if folded.chars().filter(char::is_ascii_digit).count() > 3 {
                self.leftover(piece, false);
            }
            return;
        }
        let label = list.labels.iter().any(|label| *label == folded);
        let rule = list.not_names.iter().any(|word| folded.contains(word.as_str()));
        let is_name = !label
            && !rule
            && piece.len() <= LONGEST_NAME
            && !is_time(text)
            && (self.vocabulary.is_collective(text)
                || self.vocabulary.ends_like_name(text)
                || self.vocabulary.is_function_word(text));
        if is_name { self.name(piece) } else { self.leftover(piece, label || rule) }
    }

    fn name(&mut self, piece: &Piece) {
        let id = self.list.names.len() as u32;
        self.mark(piece, Mark::Name(id));
        self.list.names.push(NameMention { name: self.text(piece), place: span(piece) });
    }

    fn leftover(&mut self, piece: &Piece, harmless: bool) {
        let id = self.list.leftovers.len() as u32;
        self.mark(piece, Mark::Leftover(id));
        self.list.leftovers.push(Leftover {
            words: self.text(piece),
            place: span(piece),
            harmless,
        });
    }

    fn mark(&mut self, piece: &Piece, mark: Mark) {
        for i in piece {
            self.list.marks[*i] = mark;
        }
    }
}

fn span(piece: &Piece) -> Range<usize> {
    match (piece.first(), piece.last()) {
        (Some(first), Some(last)) => *first..*last + 1,
        _ => 0..0,
    }
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '〔' | '[' | '【' | '《' | '“' | '「' | '『')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '〕' | ']' | '】' | '》' | '”' | '」' | '』')
}

/// Depth of each character; a bracket without partner counts as an ordinary character.
fn bracket_depth(chars: &[char]) -> Vec<u32> {
    let mut depth = vec![0; chars.len()];
    let mut open = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        if opens(*c) {
            open.push(i);
        } else if closes(*c)
            && let Some(start) = open.pop()
        {
            for level in &mut depth[start..=i] {
                *level += 1;
            }
        }
    }
    depth
}

/// How many characters a list number such as `3.`, `（2）` or `①` takes.
fn list_number(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    if chars.first().is_some_and(|c| ('①'..='⑳').contains(c)) {
        return 1;
    }
    let open = usize::from(matches!(chars.first(), Some('（' | '(')));
    let digits = chars[open..].iter().take_while(|c| c.is_ascii_digit()).count();
    let close = matches!(chars.get(open + digits), Some('）' | ')' | '.' | '．'));
    if digits > 0 && digits < 4 && close { open + digits + 1 } else { 0 }
}

/// Whether the words are a time limit.
fn is_time(text: &str) -> bool {
    let folded = fold(text);
    let has_digit = folded.contains(|c: char| c.is_ascii_digit());
    (has_digit && folded.ends_with(['年', '月', '日', '前', '底', '成', '内', '度']))
        || ["长期", "持续", "常年", "全年", "年底", "立行立改", "即知即改"]
            .iter()
            .any(|word| folded.starts_with(word))
}

/// The words before a date that follows without a mark.
fn before_time(text: &str) -> Option<&str> {
    let at = text.find(|c: char| c.is_ascii_digit() || c == '长' || c == '持')?;
    let (name, time) = text.split_at(at);
    (at > 0 && is_time(time)).then_some(name)
}

#[cfg(test)]
mod tests;
