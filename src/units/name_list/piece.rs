//! One piece of a list, between two marks: what surrounds a name goes, 等 and joining words cut.
//!
//! Owns what is a name and what is left over. Never knows where pieces begin and end.

use super::marks::{before_time, closes, has_long_number, list_number, opens, span};
use super::{LONGEST_PIECE, Leftover, Mark, NameMention, Piece, Splitter};
use crate::text::is_han;
use crate::text::normalize::fold;

/// Longer pieces are sentences, not names.
const LONGEST_NAME: usize = 40;

/// The longest number of a note behind a name, or word that joins it to the next.
const LONGEST_NOTE: usize = 2;

/// The shortest name behind which an action is looked for.
const SHORTEST_ACTOR: usize = 3;

/// Longer words behind 的 are no mere group (区有关部门).
const LONGEST_GROUP: usize = 8;

/// Whether marks that hide a name have words behind them.
fn rest_is_han(text: &str) -> bool {
    text.chars().find(|c| !matches!(c, '×' | '○' | '□')).is_some_and(is_han)
}

impl Splitter<'_> {
    /// The words before closing verbs (按职责分工负责 …), when they are a name or nothing.
    pub(super) fn before_verbs<'t>(&self, text: &'t str) -> Option<&'t str> {
        let verbs = &self.vocabulary.list().verbs;
        let mut rest = text;
        while let Some(shorter) = verbs.iter().find_map(|verb| rest.strip_suffix(verb.as_str())) {
            rest = shorter;
            if rest.is_empty() || self.looks_like_name(rest) {
                return Some(rest);
            }
        }
        // 区财政局等部门配合: 等 is dealt with later.
        (rest.len() < text.len() && rest.contains('等')).then_some(rest)
    }

    pub(super) fn looks_like_name(&self, text: &str) -> bool {
        self.vocabulary.is_collective(text)
            || self.vocabulary.ends_like_name(text)
            || self.vocabulary.is_function_word(text)
    }

    /// One piece without blanks: strips what surrounds a name, cuts at 等 and joining words.
    pub(super) fn piece(&mut self, piece: &Piece) {
        if piece.len() > LONGEST_PIECE {
            return self.leftover(piece, false);
        }
        let piece = self.stripped(piece);
        if piece.is_empty() {
            return;
        }
        let text = self.text(&piece);
        if self.vocabulary.is_known(&text) {
            return self.name(&piece);
        }
        let cut = self.cut_at_deng(&piece).or_else(|| self.cut_at_joiner(&piece));
        if let Some((left, right)) = cut.or_else(|| self.cut_at_level(&piece)) {
            self.piece(&left);
            self.piece(&right);
            return;
        }
        if let Some(named) = self.before_count(&text) {
            // 县环保局、县农业局两部门: so many, of those just named.
            let (left, rest) = piece.split_at(named.chars().count());
            if left.is_empty() {
                self.leftover(rest, false)
            } else {
                self.piece(left)
            }
            return;
        }
        if let Some(offices) = self.run_on_offices(&piece) {
            offices.iter().for_each(|office| self.name(office));
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
        // ****环境局, **县财政局: the web page hid part of the name.
        let rest = text.trim_start_matches('*');
        let place = || text.starts_with("**") && self.vocabulary.level_of(&fold(rest)).is_some();
        // ××海关, ○县财政局 in a model of a plan.
        let model = text.starts_with(['×', '○', '□']) && rest_is_han(text);
        let masked = model || (text.starts_with("***") || place()) && !text.ends_with('*');
        if !masked
            && piece
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
                || self.before_verbs(rest).is_some();
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
        // 县财政局1: a note; 县财政局 和 县教育局: what joins the next name.
        let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let joins = || list.joiners.iter().find(|joiner| text.ends_with(joiner.as_str()));
        let behind = match digits {
            0 => joins().map_or(0, |joiner| joiner.chars().count()),
            digits => digits,
        };
        let noted = |count: usize| {
            let name: String = text.chars().take(text.chars().count() - count).collect();
            count <= LONGEST_NOTE && self.vocabulary.ends_whole(&name)
        };
        if behind > 0 && noted(behind) {
            return behind;
        }
        if !self.vocabulary.ends_whole(text)
            && let Some(name) = self.before_verbs(text)
        {
            return text.chars().count() - name.chars().count();
        }
        // 区财政局主要负责人
        let tails = list.person_tails.iter().filter_map(|tail| text.strip_suffix(tail.as_str()));
        if let Some(name) = tails.min_by_key(|name| name.len()).filter(|name| self.is_whole(name)) {
            let keep = name.chars().count();
            self.leftover(&piece[keep..], true);
            return piece.len() - keep;
        }
        // 区财政局（牵头）
        if piece.last().is_some_and(|i| closes(self.chars[*i]) && self.depth[*i] == 1) {
            let open = piece
                .iter()
                .rposition(|i| opens(self.chars[*i]) && self.depth[*i] == 1)
                .unwrap_or(0);
            let inside = self.text(&piece[open..]);
            let telephone = has_long_number(&inside);
            let says: String = inside.chars().filter(|c| !opens(*c) && !closes(*c)).collect();
            let plain = says.trim_start_matches(|c: char| c.is_ascii_digit());
            // 县发展改革局（4项）: how many of them are its own.
            let counted = plain.len() < says.len() && list.counters.iter().any(|c| c == plain);
            // 县工信局（新材料项目）: which of them.
            let part = list.parts.iter().any(|word| says.ends_with(word.as_str()));
            if open > 0 && counted {
                return piece.len() - open;
            }
            let remark = part || list.remarks.iter().any(|word| inside.contains(word.as_str()));
            // 县经信局（以下简称经信局）
            if open > 0 && list.short_forms.iter().any(|word| inside.contains(word.as_str())) {
                return piece.len() - open;
            }
            if open > 0 && (remark || telephone) {
                self.leftover(&piece[open..], !telephone);
                return piece.len() - open;
            }
        }
        // 县市场监管局指导各地: what it does.
        let named = |at: usize| {
            let (name, rest) = (self.text(&piece[..at]), self.text(&piece[at..]));
            let acts = list.actions.iter().any(|word| rest.starts_with(word.as_str()));
            acts && (rest.contains('各') || !self.vocabulary.ends_like_name(&rest))
                && self.vocabulary.ends_whole(&name)
                && (self.vocabulary.level_of(&fold(&name)).is_some()
                    || !self.vocabulary.function(&name).is_empty())
        };
        if let Some(keep) = (SHORTEST_ACTOR..piece.len().saturating_sub(1)).find(|at| named(*at)) {
            self.leftover(&piece[keep..], true);
            return piece.len() - keep;
        }
        // 区财政局2021年底前
        if let Some(name) = before_time(text, &list.times)
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
                || self.vocabulary.is_function_word(&left_text)
                || self.is_field(left, &left_text)
                || self.is_elided(left);
            if !left_is_name {
                continue;
            }
            let right_text = self.text(right);
            // 河东、河西等镇政府: the ending of those just named.
            if self.is_elided(left) && self.vocabulary.list().shared_endings.contains(&right_text) {
                return Some((left.to_vec(), Vec::new()));
            }
            // 等部门和各镇街: those just named, and one more.
            if let Some(more) = self.after_bare_group(&right_text) {
                let more = right.len() - more.chars().count();
                return Some((left.to_vec(), right[more..].to_vec()));
            }
            // 等12个部门, 等三家单位: so many, of those just named.
            let uncounted = right_text.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十百多几余若干".contains(c)
            });
            let counted = uncounted.strip_prefix(['个', '家']);
            let group = counted.unwrap_or(uncounted);
            let bare_groups = &self.vocabulary.list().bare_groups;
            let unnamed = right.is_empty()
                || bare_groups.iter().any(|word| word == group)
                || (counted.is_some() && self.vocabulary.is_collective(group));
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

    /// The words before a count of departments that ends them (四部门, 三个单位), where they are a name or nothing.
    fn before_count<'t>(&self, text: &'t str) -> Option<&'t str> {
        const COUNTS: [char; 10] = ['两', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
        let nouns = &self.vocabulary.list().heading_nouns;
        let rest = nouns.iter().find_map(|noun| text.strip_suffix(noun.as_str()))?;
        let rest = rest.strip_suffix(['个', '家']).unwrap_or(rest);
        let named = rest.trim_end_matches(COUNTS);
        // 宜宾四部门 names nobody either.
        let named_before = if self.is_whole(named) { named } else { "" };
        (named.len() < rest.len()).then_some(named_before)
    }

    /// What follows 部门和, 单位及 and the like.
    fn after_bare_group<'t>(&self, text: &'t str) -> Option<&'t str> {
        let list = self.vocabulary.list();
        let names_more = |more: &&str| !more.is_empty() && !self.vocabulary.is_bare(more);
        list.bare_groups.iter().find_map(|group| {
            let rest = text.strip_prefix(group.as_str())?;
            let more = list.joiners.iter().find_map(|joiner| rest.strip_prefix(joiner.as_str()));
            more.filter(names_more)
        })
    }

    /// 区委办公室和区政府办公室 are two; 住房和城乡建设局 is one.
    fn cut_at_joiner(&self, piece: &Piece) -> Option<(Vec<usize>, Vec<usize>)> {
        const SHORTEST: usize = 3;
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
            // 财务处和人事处: the joining word that names hold inside is 与.
            let offices = joiner != "与"
                && left.len() >= SHORTEST
                && self.vocabulary.ends_like_name(&left_text)
                && self.vocabulary.ends_like_name(&right_text);
            // 水利所和各村: a name before a group.
            let whole = self.is_whole(&left_text)
                || offices
                || right_text.starts_with('各') && self.vocabulary.ends_like_name(&left_text)
                // 公安及维稳部门: fields of two departments.
                || joiner == "及"
                    && right_text.ends_with("部门")
                    && self.vocabulary.is_function_word(&left_text);
            // 相关部门和单位及各地区: 单位 is the rest of the group before it.
            let rest_of_group = self.vocabulary.is_collective(&left_text)
                && self.after_bare_group(&right_text).is_some();
            if whole && !rest_of_group && self.follows_as_name(&left_text, &right_text) {
                return Some((left.to_vec(), right.to_vec()));
            }
        }
        None
    }

    /// 区财政局区税务局, with nothing between them, are two: no name says its level twice.
    fn cut_at_level(&self, piece: &Piece) -> Option<(Vec<usize>, Vec<usize>)> {
        const SHORTEST: usize = 4;
        let level = |text: &str| self.vocabulary.level_of(&fold(text)).map(|(l, _)| l.to_owned());
        let own = level(&self.text(piece))?;
        let cut = (SHORTEST..piece.len().saturating_sub(SHORTEST - 1)).find(|n| {
            let (left, right) = (self.text(&piece[..*n]), self.text(&piece[*n..]));
            self.depth[piece[*n]] == 0
                && level(&right).as_ref() == Some(&own)
                && self.vocabulary.ends_whole(&left)
                && self.vocabulary.ends_whole(&right)
                && !self.vocabulary.is_branch_of(&left, &right)
        })?;
        Some((piece[..cut].to_vec(), piece[cut..].to_vec()))
    }

    /// Offices with nothing between them (党政办宣传部纪委学生处保卫处): many short names, as no single one is built.
    fn run_on_offices(&self, piece: &Piece) -> Option<Vec<Vec<usize>>> {
        const FEWEST: usize = 5;
        const LONGEST: usize = 8;
        let (list, text) = (self.vocabulary.list(), self.text(piece));
        let marked = |i: &usize| self.depth[*i] > 0 || !is_han(self.chars[*i]);
        let group = piece.first().is_some_and(|i| self.chars[*i] == '各');
        let rule = list.not_names.iter().any(|word| text.contains(word.as_str()));
        if piece.len() < FEWEST * 2 || group || rule || piece.iter().any(marked) {
            return None;
        }
        let offices = &list.office_ends;
        let mut found = Vec::new();
        let mut from = 0;
        while from < piece.len() {
            let ends = from + 2..=piece.len().min(from + LONGEST);
            let named = |end: &usize| {
                let office = self.text(&piece[from..*end]);
                offices.iter().any(|word| office.ends_with(word.as_str()))
                    && !self.vocabulary.is_bare(&office)
            };
            let end = ends.into_iter().find(named)?;
            found.push(piece[from..end].to_vec());
            from = end;
        }
        (found.len() >= FEWEST).then_some(found)
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
        if self.parts_by_itself(text) && !self.is_time(text) {
            if folded.chars().filter(char::is_ascii_digit).count() > 3 {
                self.leftover(piece, false);
            }
            return;
        }
        let label = list.labels.contains(&folded);
        let told = self.is_told_by_task(&folded);
        let rule = list
            .not_names
            .iter()
            .any(|word| folded.contains(word.as_str()) && !(told && word == "的"));
        let starts =
            |word: &String| folded.starts_with(word.as_str()) || text.starts_with(word.as_str());
        let sentence = list.sentence_starts.iter().any(starts);
        // A cell that says 部门 and nothing else names nobody.
        let noun = list.heading_nouns.contains(&folded)
            && piece.len() == self.inked(0..self.chars.len()).len();
        let is_name = !label
            && !noun
            && !rule
            && !sentence
            && piece.len() <= LONGEST_NAME
            && !self.is_time(text)
            && (self.looks_like_name(text) || self.is_field(piece, text) || self.is_elided(piece));
        if is_name { self.name(piece) } else { self.leftover(piece, label || rule) }
    }

    /// Whether the words are a group told by what it does: 承担任务的单位, 涉及的各部门.
    fn is_told_by_task(&self, folded: &str) -> bool {
        let Some((task, group)) = folded.rsplit_once('的') else { return false };
        let list = self.vocabulary.list();
        let ranked = list.rankings.iter().any(|word| task.contains(word.as_str()));
        let told = list.relative_starts.iter().any(|word| task.starts_with(word.as_str()));
        let chosen = ["各", "有关", "相关"].iter().any(|word| group.contains(word));
        let is_group = ["部门", "单位", "企业", "机构"].iter().any(|end| group.ends_with(end))
            && group.chars().count() <= LONGEST_GROUP;
        is_group && !ranked && (told || chosen)
    }

    fn is_elided(&self, piece: &Piece) -> bool {
        piece.first().is_some_and(|first| self.elided.contains(first))
    }

    fn name(&mut self, piece: &Piece) {
        let id = self.list.names.len() as u32;
        self.mark(piece, Mark::Name(id));
        let elided = self.is_elided(piece);
        self.list.names.push(NameMention {
            name: self.as_printed(piece),
            place: span(piece),
            elided,
        });
    }

    fn leftover(&mut self, piece: &Piece, harmless: bool) {
        let id = self.list.leftovers.len() as u32;
        self.mark(piece, Mark::Leftover(id));
        self.list.leftovers.push(Leftover {
            words: self.as_printed(piece),
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
