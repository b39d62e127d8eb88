//! A run of names, such as 区财政局、区税务局等部门, becomes single names.
//!
//! Owns what parts and joins names and what is no name at all. Nothing is lost: every character
//! ends in a name, in a joint (marks, joining words, verbs) or in a reported leftover. Never knows
//! which names are one unit.

mod marks;
mod piece;

use super::unit::UnitKind;
use super::vocabulary::UnitVocabulary;
use crate::text::is_han;
use crate::text::normalize::is_blank;
use crate::text::simplified;
use marks::{bracket_depth, closes, is_time, list_numbers, opens};
use std::ops::Range;

/// One name of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// As printed, without the blanks and line ends inside.
    pub name: String,
    /// Where it stands, in characters of the list.
    pub place: Range<usize>,
    /// Whether its ending stands with a later name only: 河东 in 河东、河西区政府.
    pub elided: bool,
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

/// The mark that always parts names.
const MARK: char = '、';

/// Longer stretches without a mark are no names, and are left over as they stand.
const LONGEST_PIECE: usize = 600;

/// No name that blanks cut is longer.
const LONGEST_JOINED: usize = 80;

/// A stretch of characters, blanks left out: positions in the list.
type Piece = [usize];

struct Splitter<'v> {
    vocabulary: &'v UnitVocabulary,
    /// As printed.
    printed: Vec<char>,
    /// The same in simplified characters, as the vocabulary is.
    chars: Vec<char>,
    /// Bracket depth of each character; the brackets themselves count as inside.
    depth: Vec<u32>,
    /// Where fields of work stand that 等部门 makes names of departments.
    fields: Range<usize>,
    /// Where names begin whose ending stands with a later name only.
    elided: Vec<usize>,
    list: NameList,
}

impl<'v> Splitter<'v> {
    fn new(words: &str, vocabulary: &'v UnitVocabulary) -> Self {
        let printed: Vec<char> = words.chars().collect();
        let mut chars: Vec<char> = printed.iter().map(|c| simplified(*c)).collect();
        for place in list_numbers(&chars) {
            chars[place].fill(MARK);
        }
        let depth = bracket_depth(&chars);
        let list = NameList { marks: vec![Mark::Joint; chars.len()], ..NameList::default() };
        Self { vocabulary, printed, chars, depth, fields: 0..0, elided: Vec::new(), list }
    }

    fn run(mut self) -> NameList {
        let whole: Vec<usize> = self.inked(0..self.chars.len());
        let inside = self.without_outer_brackets(&whole);
        if let (Some(first), Some(last)) = (inside.first(), inside.last()) {
            self.part_at_rare_marks(*first..*last + 1);
            let segments = self.segments(*first..*last + 1);
            self.fields = self.fields_before_deng(&segments);
            self.elided = self.elided_endings(&segments);
            for segment in segments {
                for piece in self.pieces(segment) {
                    self.piece(&piece);
                }
            }
        }
        self.list
    }

    /// 县财政局·县教育局, 县财政局\县教育局: marks that stand inside some names part two whole ones.
    fn part_at_rare_marks(&mut self, range: Range<usize>) {
        let parts = |c: char| c == MARK || self.vocabulary.list().separators.contains(c);
        let whole = |range: Range<usize>| self.is_whole(&self.text(&self.inked(range)));
        let rare: Vec<usize> = range
            .clone()
            .filter(|i| self.depth[*i] == 0)
            .filter(|i| self.vocabulary.list().rare_separators.contains(self.chars[*i]))
            .filter(|at| {
                let mark = |i: &usize| {
                    parts(self.chars[*i])
                        || self.vocabulary.list().rare_separators.contains(self.chars[*i])
                };
                let start = (range.start..*at).rfind(mark).map_or(range.start, |i| i + 1);
                let end = (at + 1..range.end).find(mark).unwrap_or(range.end);
                whole(start..*at) && whole(at + 1..end)
            })
            .collect();
        for at in rare {
            self.chars[at] = MARK;
        }
    }

    fn inked(&self, range: Range<usize>) -> Vec<usize> {
        range.filter(|i| !is_blank(self.chars[*i])).collect()
    }

    fn text(&self, piece: &Piece) -> String {
        self.of(&self.chars, piece)
    }

    fn as_printed(&self, piece: &Piece) -> String {
        self.of(&self.printed, piece)
    }

    fn of(&self, chars: &[char], piece: &Piece) -> String {
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
            text.push(chars[*i]);
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
        // The end of 省、市、县三级 while inside it.
        let mut levels_end = start;
        for (n, end) in ends.iter().enumerate() {
            let segment = start..*end;
            start = end + 1;
            let in_levels = segment.start < levels_end;
            if !in_levels {
                levels_end = self.levels_end(segment.start, &ends[n..]);
            }
            match segments.last_mut() {
                Some(last)
                    if in_levels
                        || self.is_place_list(last, &segment)
                        || self.is_rest_of_group(last, &segment) =>
                {
                    last.end = *end;
                }
                _ => segments.push(segment),
            }
        }
        segments
    }

    fn is_place_list(&self, left: &Range<usize>, right: &Range<usize>) -> bool {
        let left_text = self.text(&self.inked(left.clone()));
        let right = self.text(&self.inked(right.clone()));
        // 各区、县等部门: what follows 等 does not matter here.
        let whole = right.split('等').next().unwrap_or("");
        // 各区、县政府及开发区管委会: the places end before the joining word.
        let right = whole.split('及').next().unwrap_or(whole);
        let right = self.before_verbs(right).unwrap_or(right);
        let places = self.vocabulary.collective();
        // 市、区建设部门: the departments of both levels, also behind another name and a blank.
        let apart = self.chars[left.clone()].iter().rposition(|c| is_blank(*c));
        let apart = apart.map(|at| left.start + at);
        let apart = apart.filter(|at| self.is_whole(&self.text(&self.inked(left.start..*at))));
        let last = &self.text(&self.inked(apart.unwrap_or(left.start)..left.end));
        let of_levels = places.is_place(last)
            && places.begins_with_place(right)
            && self.vocabulary.is_collective(right);
        // 有关部门及各县、市、区政府: the places begin behind the joining word.
        let joined = || left_text.rsplit(['及', '和', '与']).next().unwrap_or(&left_text);
        let listed = |left: &str| places.is_place_list(left, right);
        self.chars[left.end] == '、' && (of_levels || listed(&left_text) || listed(joined()))
    }

    /// 市直有关部门、单位 is one group: what stands behind the mark names nobody by itself.
    fn is_rest_of_group(&self, left: &Range<usize>, right: &Range<usize>) -> bool {
        let left_text = self.text(&self.inked(left.clone()));
        let right = self.text(&self.inked(right.clone()));
        let right = self.before_verbs(&right).unwrap_or(&right);
        let bare = |text: &str| self.vocabulary.list().bare_groups.iter().any(|word| word == text);
        self.chars[left.end] == '、'
            && bare(right)
            && !bare(&left_text)
            && self.vocabulary.is_collective(&left_text)
    }

    /// The end of counted levels (省、市、县三级政府) that begin at `start`, before the first of
    /// `ends`; `start` when there are none.
    fn levels_end(&self, start: usize, ends: &[usize]) -> usize {
        let words = self.vocabulary.collective();
        let mut from = start;
        for end in ends {
            let part = self.text(&self.inked(from..*end));
            let more = self.chars.get(*end) == Some(&'、') && words.is_place(&part);
            if !more {
                let whole = self.text(&self.inked(start..*end));
                return if words.opens_with_levels(&whole) { *end } else { start };
            }
            from = end + 1;
        }
        start
    }

    /// 应急管理、公安、消防等部门: where the fields before 等 stand.
    fn fields_before_deng(&self, segments: &[Range<usize>]) -> Range<usize> {
        let text = |segment: &Range<usize>| self.text(&self.inked(segment.clone()));
        let closing = segments.iter().enumerate().find_map(|(n, segment)| {
            let words = text(segment);
            let (field, group) = words.split_once('等')?;
            let group = self.before_verbs(group).unwrap_or(group);
            let named = group.ends_with("部门") && self.vocabulary.is_collective(group);
            // 卫生、建设等部门: a plain word beside a field is one too.
            let beside = || {
                let before = n.checked_sub(1).map(|n| &segments[n]);
                before.is_some_and(|s| self.chars[s.end] == '、' && self.may_be_field(&text(s)))
            };
            let field = self.vocabulary.is_field(field) || self.may_be_field(field) && beside();
            (named && field).then_some(n)
        });
        let Some(closing) = closing else { return 0..0 };
        let fields = segments[..closing].iter().rev();
        let first =
            fields.take_while(|s| self.chars[s.end] == '、' && self.may_be_field(&text(s))).last();
        let first = first.unwrap_or(&segments[closing]).start;
        let sure = |s: &Range<usize>| {
            let field = text(s);
            self.vocabulary.is_field(field.split('等').next().unwrap_or(&field))
        };
        let some = segments[..=closing].iter().filter(|s| s.start >= first).any(sure);
        first..if some { segments[closing].end } else { first }
    }

    /// Whether words may stand for a department where others do: a field of work, or as short; three characters may
    /// be a person.
    fn may_be_field(&self, words: &str) -> bool {
        self.vocabulary.is_field(words)
            || matches!(words.chars().count(), 2 | 4) && words.chars().all(is_han)
    }

    /// 河东、河西区政府: where the places begin whose ending stands with the last name only.
    fn elided_endings(&self, segments: &[Range<usize>]) -> Vec<usize> {
        let shared = &self.vocabulary.list().shared_endings;
        let place = |segment: &Range<usize>| {
            let chars = &self.chars[segment.clone()];
            (2..=4).contains(&chars.len())
                && chars.iter().all(|c| is_han(*c))
                // 柳州 between others: a city whose name ends like a prefecture.
                && (chars.len() == 2 && chars.ends_with(&['州'])
                    || !self.looks_like_name(&chars.iter().collect::<String>()))
                && self.chars.get(segment.end) == Some(&'、')
        };
        let mut out = Vec::new();
        for (n, segment) in segments.iter().enumerate() {
            let text = self.text(&self.inked(segment.clone()));
            let text = self.before_verbs(&text).unwrap_or(&text);
            // 河东、河西等相关镇政府: the ending may stand behind 等.
            let (name, group) = text.split_once('等').unwrap_or((text, ""));
            let short = |name: &str| (2..=4).contains(&name.chars().count());
            let named = |ending: &String| match group {
                "" => name.strip_suffix(ending.as_str()).is_some_and(short),
                _ => group.ends_with(ending.as_str()) && short(name),
            };
            if shared.iter().any(named) && !self.vocabulary.is_collective(name) {
                let before = segments[..n].iter().rev().take_while(|s| place(s));
                out.extend(before.map(|s| s.start));
                if !group.is_empty() && !self.looks_like_name(name) {
                    out.push(segment.start);
                }
            }
        }
        out
    }

    /// Whether the piece is a field of work that 等部门 closes.
    fn is_field(&self, piece: &Piece, text: &str) -> bool {
        piece.first().is_some_and(|first| self.fields.contains(first)) && self.may_be_field(text)
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
            let rest: Vec<usize> =
                runs[n..].iter().flatten().copied().take(LONGEST_JOINED).collect();
            match pieces.last_mut() {
                Some(piece)
                    if piece.len() <= LONGEST_JOINED && self.is_one_name(piece, run, &rest) =>
                {
                    piece.extend(run);
                }
                _ => pieces.push(run.clone()),
            }
        }
        pieces
    }

    /// Whether a blank between `left` and `right` (up to the next mark: `rest`) is inside a name.
    fn is_one_name(&self, left: &Piece, right: &Piece, rest: &Piece) -> bool {
        if let (Some(a), Some(b)) = (left.last(), right.first())
            && self.is_western(*a)
            && self.is_western(*b)
        {
            return true;
        }
        let words = self.vocabulary;
        let (left, right_text) = (self.text(left), self.text(right));
        if right_text.starts_with('各')
            && left.chars().count() > 2
            && !words.continues(&left, &right_text)
        {
            return false;
        }
        // 省人口计生 above 省妇联: each begins with its level, and no name says it twice.
        let level = |text: &str| words.level_of(text).map(|(level, _)| level.to_owned());
        if left.chars().count() > 2 && level(&left).is_some() && level(&left) == level(&right_text)
        {
            return false;
        }
        if right_text.starts_with('等') || opens(self.chars[right[0]]) {
            return true;
        }
        if self.parts_by_itself(&left) || self.parts_by_itself(&right_text) {
            return false;
        }
        let levels = self.begins_levels(right) && self.is_whole(&left);
        let offices = words.are_offices(&left, &right_text);
        if levels || offices || words.is_office_before(&left, &right_text) {
            return false;
        }
        let company = words.is_function_word(&left) && words.kind(&left) == UnitKind::Enterprise;
        !(self.is_whole(&left) || company)
            || right.len() == 1
            || words.is_known(&format!("{left}{right_text}"))
            || words.is_bare(&right_text)
            || words.is_bare(&self.text(rest))
            || words.continues(&left, &right_text)
            || words.ends_by_chance(&left, &right_text)
    }

    /// Whether a single character is the first of several kinds of places: 学校 市、县（区）教育部门.
    fn begins_levels(&self, piece: &Piece) -> bool {
        let [at] = piece else { return false };
        let places = self.vocabulary.collective();
        let place = |i: usize| self.chars.get(i).is_some_and(|c| places.is_place(&c.to_string()));
        place(*at) && self.chars.get(at + 1) == Some(&'、') && place(at + 2)
    }

    /// Words that never go on: a date, a number, 无.
    fn parts_by_itself(&self, text: &str) -> bool {
        let list = self.vocabulary.list();
        let nobody = list.nobody.iter().chain(&list.undecided).any(|word| word == text);
        nobody
            || text.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric())
            || self.is_time(text)
    }

    /// Whether the words are a time limit, and no name that begins like one (长期护理服务中心).
    fn is_time(&self, text: &str) -> bool {
        is_time(text, &self.vocabulary.list().times) && !self.vocabulary.ends_whole(text)
    }

    fn is_whole(&self, text: &str) -> bool {
        self.vocabulary.is_known(text)
            || self.vocabulary.ends_whole(text)
            || (self.vocabulary.is_collective(text) && self.vocabulary.ends_like_name(text))
            || self.before_verbs(text).is_some_and(|name| self.vocabulary.ends_whole(name))
    }
}

#[cfg(test)]
mod tests;
