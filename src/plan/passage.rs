//! A run of text with the line of every character.
//!
//! Owns the pairing of printed and folded characters. Never knows what the text says.

use super::vocabulary::{Found, Verb, Vocabulary};
use crate::text::{fold, is_han, is_numeral};
use std::ops::Range;

/// A paragraph or a cell: printed characters, their folded forms, and the line each stands on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    raw: Vec<char>,
    folded: Vec<char>,
    lines: Vec<u32>,
}

impl Passage {
    /// The text of one line.
    pub fn new(text: &str, line: u32) -> Self {
        let mut passage = Self::default();
        passage.push(text, line);
        passage
    }

    /// Appends the text of a line as it stands.
    pub fn push(&mut self, text: &str, line: u32) {
        for c in text.chars() {
            let mut plain = fold(c);
            // A half-width full stop behind a Chinese character ends a sentence.
            let han = self
                .folded
                .last()
                .is_some_and(|b| is_han(*b) && !is_numeral(*b) || ")”".contains(*b));
            if plain == '.' && han && self.folded.len() > 4 {
                plain = '。';
            }
            self.raw.push(c);
            self.folded.push(plain);
            self.lines.push(line);
        }
    }

    /// Appends characters that are read but not printed: each is quoted as “…”.
    pub fn push_unprinted(&mut self, text: &str) {
        let line = self.line(self.len());
        for c in text.chars() {
            self.raw.push('…');
            self.folded.push(c);
            self.lines.push(line);
        }
    }

    /// Appends another passage.
    pub fn append(&mut self, other: &Passage) {
        self.raw.extend(&other.raw);
        self.folded.extend(&other.folded);
        self.lines.extend(&other.lines);
    }

    /// The folded characters.
    pub fn chars(&self) -> &[char] {
        &self.folded
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether nothing but blanks stands here.
    pub fn is_blank(&self) -> bool {
        self.folded.iter().all(|c| *c == ' ')
    }

    /// The printed words of a range, without blanks at the ends.
    pub fn text(&self, range: Range<usize>) -> String {
        let text: String = self.raw[range].iter().collect();
        text.trim().to_owned()
    }

    /// All printed words.
    pub fn whole(&self) -> String {
        self.text(0..self.len())
    }

    /// Whether a tab or a blank as wide as a character is printed at a place.
    pub fn is_gap(&self, at: usize) -> bool {
        matches!(self.raw[at], '\t' | '\u{3000}')
    }

    /// The line of a character; of the last one for a place behind the end, 0 when there is none.
    pub fn line(&self, at: usize) -> u32 {
        self.lines.get(at).or(self.lines.last()).copied().unwrap_or(0)
    }

    /// Part of the passage.
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self {
            raw: self.raw[range.clone()].to_vec(),
            folded: self.folded[range.clone()].to_vec(),
            lines: self.lines[range].to_vec(),
        }
    }

    /// The same passage with commas for the folded characters of some ranges: not to be read.
    #[must_use]
    pub fn masked(&self, ranges: &[Range<usize>]) -> Self {
        let mut masked = self.clone();
        for range in ranges {
            masked.folded[range.clone()].fill(',');
        }
        masked
    }

    /// The passage without blanks at its ends.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let start = self.folded.iter().position(|c| *c != ' ').unwrap_or(self.len());
        let end = self.folded.iter().rposition(|c| *c != ' ').map_or(start, |last| last + 1);
        self.slice(start..end)
    }

    /// Takes out the blanks that spread a label over its line: 责　任　单　位：, 牵头 单位：.
    ///
    /// A word without a colon behind it counts only where every character is set apart.
    #[must_use]
    pub fn without_blanks_in_labels(&self, vocabulary: &Vocabulary) -> Self {
        let c = &self.folded;
        let mut blanks: Vec<Range<usize>> = Vec::new();
        for i in (0..c.len()).filter(|i| c[*i] == ' ') {
            match blanks.last_mut() {
                Some(run) if run.end == i => run.end += 1,
                _ => blanks.push(i..i + 1),
            }
        }
        self.words_without(&blanks, vocabulary, |found, gaps, end| {
            let part = matches!(found.word.verb, Some(Verb::Lead | Verb::Support));
            let label = found.word.label.is_some() || found.word.stop.is_some() || part;
            let colon = c[end..].iter().find(|c| **c != ' ') == Some(&':');
            let length = found.end - found.start;
            label && (colon || length > 2 && gaps + 1 == length)
        })
    }

    /// The passage without those of some ranges that stand inside a `wanted` word: one of the
    /// vocabulary, the number of ranges inside it, and where it ends in this passage.
    fn words_without(
        &self,
        ranges: &[Range<usize>],
        vocabulary: &Vocabulary,
        wanted: impl Fn(&Found, usize, usize) -> bool,
    ) -> Self {
        if ranges.is_empty() {
            return self.clone();
        }
        let mut out = vec![false; self.len()];
        for range in ranges {
            out[range.clone()].fill(true);
        }
        let kept: Vec<usize> = (0..self.len()).filter(|i| !out[*i]).collect();
        let chars: Vec<char> = kept.iter().map(|i| self.folded[*i]).collect();
        let mut drop = vec![false; self.len()];
        for found in vocabulary.scan(&chars) {
            let (start, end) = (kept[found.start], kept[found.end - 1] + 1);
            let inside: Vec<&Range<usize>> =
                ranges.iter().filter(|r| start < r.start && r.end < end).collect();
            if !inside.is_empty() && wanted(&found, inside.len(), end) {
                inside.into_iter().for_each(|r| drop[r.clone()].fill(true));
            }
        }
        self.without(&drop)
    }

    /// Reads bars between the words of a line as semicolons (建设中台｜主办：县大数据局); they stay as printed.
    #[must_use]
    pub fn with_bars_as_marks(mut self) -> Self {
        self.folded.iter_mut().filter(|c| **c == '|').for_each(|c| *c = ';');
        self
    }

    /// Reads one character as another; it stays as printed.
    pub fn read_as(&mut self, at: usize, plain: char) {
        self.folded[at] = plain;
    }

    /// The passage with a colon behind the words of some brackets in place of these: 【牵头】 becomes 牵头：.
    #[must_use]
    pub fn with_colons_for_brackets(&self, brackets: &[Range<usize>]) -> Self {
        let mut plain = self.clone();
        let mut drop = vec![false; self.len()];
        for bracket in brackets {
            drop[bracket.start] = true;
            (plain.raw[bracket.end - 1], plain.folded[bracket.end - 1]) = ('：', ':');
        }
        plain.without(&drop)
    }

    /// Takes out the marks of bold type that Markdown leaves in a text.
    #[must_use]
    pub fn without_bold(&self, vocabulary: &Vocabulary) -> Self {
        if !self.folded.contains(&'*') {
            return self.clone();
        }
        let star = |i: usize| self.folded.get(i) == Some(&'*');
        let masks = self.masks(vocabulary);
        let masked = |i: usize| masks[i];
        let bold = |i: usize| star(i) && (star(i + 1) || i > 0 && star(i - 1)) && !masked(i);
        let mut drop: Vec<bool> = (0..self.len()).map(bold).collect();
        let mut plain = self.clone();
        // What is set in bold before other words is their heading: its end is the end of a sentence.
        let mut open = false;
        // But not where it is a label: **牵头单位**：县教育局.
        const LONGEST_LABEL: usize = 30;
        let label = |end: usize| {
            let words = &self.folded[end.saturating_sub(LONGEST_LABEL)..end];
            let last = vocabulary.scan(words).into_iter().next_back();
            last.is_some_and(|f| f.end == words.len() && f.word.label.is_some())
        };
        for (i, dropped) in drop.iter_mut().enumerate() {
            if !(star(i) && star(i + 1)) || i > 0 && star(i - 1) || masked(i) {
                continue;
            }
            let goes_on = self.folded[i + 2..].iter().find(|c| **c != ' ');
            let set_off = i > 0 && self.folded[i - 1] == ':' || goes_on == Some(&':') && label(i);
            if open && !set_off && goes_on.is_some_and(|c| !"。;,!".contains(*c)) {
                (plain.folded[i], plain.raw[i], *dropped) = ('。', ' ', false);
            }
            open = !open;
        }
        plain.without(&drop)
    }

    /// Stars that stand for the name of a place (**县教育局): before the word for an area, where no stars behind
    /// could close what these open; by character.
    fn masks(&self, vocabulary: &Vocabulary) -> Vec<bool> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for i in (0..self.len()).filter(|i| self.folded[*i] == '*') {
            match runs.last_mut() {
                Some(run) if run.end == i => run.end += 1,
                _ => runs.push(i..i + 1),
            }
        }
        let area = |run: &Range<usize>| {
            let next = self.folded.get(run.end).map(std::slice::from_ref);
            next.is_some_and(|next| vocabulary.name_words().areas.hold(next))
        };
        // ***局: marks of bold type are two.
        let long = |run: &Range<usize>| {
            run.len() > 2 && self.folded.get(run.end).is_some_and(|c| is_han(*c))
        };
        let mask = |run: &Range<usize>| long(run) || area(run);
        let mut open = false;
        let mut stands = |n: &usize| {
            let stands = !open && mask(&runs[*n]) && runs.get(n + 1).is_none_or(mask);
            open = !stands && !open;
            stands
        };
        let mut masks = vec![false; self.len()];
        for n in (0..runs.len()).filter(|n| stands(n)) {
            masks[runs[n].clone()].fill(true);
        }
        masks
    }

    /// The passage without some characters.
    fn without(&self, drop: &[bool]) -> Self {
        if !drop.contains(&true) {
            return self.clone();
        }
        let keep = |i: &usize| !drop[*i];
        Self {
            raw: (0..self.len()).filter(keep).map(|i| self.raw[i]).collect(),
            folded: (0..self.len()).filter(keep).map(|i| self.folded[i]).collect(),
            lines: (0..self.len()).filter(keep).map(|i| self.lines[i]).collect(),
        }
    }

    /// Takes out the blanks that text recognition puts between the characters of a word
    /// (牵 头 单 位): runs of at least three single characters with single blanks between; every
    /// blank between Chinese characters where such runs make up much of the text.
    #[must_use]
    pub fn without_letter_spacing(&self) -> Self {
        let c = &self.folded;
        if !c.contains(&' ') {
            return self.clone();
        }
        let mut drop = vec![false; c.len()];
        let letter = |i: usize| {
            c.get(i).is_some_and(|c| is_han(*c) || c.is_ascii_digit() || "、,;:()。.-".contains(*c))
        };
        let alone = |i: usize| {
            letter(i) && (i == 0 || c[i - 1] == ' ') && c.get(i + 1).is_none_or(|c| *c == ' ')
        };
        let mut i = 0;
        while i < c.len() {
            let mut end = i;
            while alone(end) && alone(end + 2) {
                end += 2;
            }
            if end >= i + 4 {
                (i..end).filter(|j| c[*j] == ' ').for_each(|j| drop[j] = true);
            }
            i = end.max(i) + 1;
        }
        let spaced = drop.iter().filter(|d| **d).count();
        if spaced * 4 >= c.len() {
            for i in 1..c.len().saturating_sub(1) {
                drop[i] |= c[i] == ' ' && letter(i - 1) && letter(i + 1);
            }
        }
        self.without(&drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_keep_their_lines() {
        let mut passage = Passage::new("（牵头单位：", 7);
        passage.push("区财政局）", 9);
        assert_eq!((passage.line(0), passage.line(6), passage.line(99)), (7, 9, 9));
        assert_eq!(passage.text(1..5), "牵头单位");
        assert_eq!(passage.chars()[0], '(');
    }

    #[test]
    fn letter_spacing_goes_and_separators_stay() {
        let spaced = Passage::new("牵 头 单 位 ： 区 财 政 局", 1).without_letter_spacing();
        assert_eq!(spaced.whole(), "牵头单位：区财政局");
        let list = Passage::new("区财政局 区税务局", 1).without_letter_spacing();
        assert_eq!(list.whole(), "区财政局 区税务局");
        let vocabulary = Vocabulary::default();
        for (text, plain) in [
            ("责　任　单　位：区财政局", "责任单位：区财政局"),
            ("（牵 头 单 位：区教委 配 合：区财政局）", "（牵头单位：区教委 配合：区财政局）"),
            ("责任 单位要落实", "责任 单位要落实"),
        ] {
            let passage = Passage::new(text, 1).without_blanks_in_labels(&vocabulary);
            assert_eq!(passage.whole(), plain);
        }
    }
}
