//! The rule that the unit named first leads.
//!
//! Owns how a plan states the rule and what it makes of a list. Never knows where the list stood.

use super::role_clause::{Reading, Run, trimmed};
use crate::plan::role::Role;
use crate::plan::unit_shape::{is_mark, names};
use crate::plan::vocabulary::Vocabulary;
use std::ops::Range;

/// Whether a text holds the first letter of one of some words: most sentences hold none.
fn lettered(text: &[char], words: &[String]) -> bool {
    let letters: Vec<char> = words.iter().filter_map(|w| w.chars().next()).collect();
    text.iter().any(|c| letters.contains(c))
}

/// The clause of a sentence that tells who leads by the type of the print (加粗的为牵头单位): a text does not show it.
pub fn by_type(sentence: &[char], vocabulary: &Vocabulary) -> Option<Range<usize>> {
    const LONGEST: usize = 40;
    let lists = vocabulary.lists();
    if !lettered(sentence, &lists.type_marks) || !lettered(sentence, &lists.lead) {
        return None;
    }
    let mut start = 0;
    for clause in sentence.split(|c| ",()".contains(*c)) {
        let range = start..start + clause.len();
        start = range.end + 1;
        if clause.len() > LONGEST {
            continue;
        }
        let text: String = clause.iter().collect();
        let has = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        if has(&lists.type_marks) && has(&lists.lead) {
            return Some(range);
        }
    }
    None
}

/// The first name of a list, with the rest of it where it is a group of several kinds of places (各县（市）、区人民政府).
fn with_rest_of_group<'w>(first: &'w [char], words: &'w [char]) -> &'w [char] {
    const LONGEST: usize = 10;
    let Some(second) = names(words).nth(1).filter(|_| first.starts_with(&['各'])) else {
        return first;
    };
    let place = |c: &char| "县市区州旗".contains(*c);
    let open = first.last().is_some_and(|c| place(c) || *c == ')');
    let Some(at) = words.windows(second.len()).position(|part| part == second) else {
        return first;
    };
    let group = open && second.len() <= LONGEST && second.first().is_some_and(place);
    let start = words.windows(first.len()).position(|part| part == first).unwrap_or(0);
    if group { &words[start..at + second.len()] } else { first }
}

/// The rule "the unit named first leads": what the units behind it are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstLeads {
    /// The role of the others.
    pub rest: Role,
    /// The mark behind those who lead, where it is not the first name alone: 分号前为牵头单位.
    pub mark: Option<char>,
}

impl FirstLeads {
    /// Reads the rule out of a sentence such as 排在首位的责任单位为牵头单位，其余为配合单位.
    pub fn in_sentence(sentence: &[char], vocabulary: &Vocabulary) -> Option<Self> {
        Self::stated(sentence, vocabulary).map(|(rule, _)| rule)
    }

    /// The rule and the clauses that state it.
    pub fn stated(sentence: &[char], vocabulary: &Vocabulary) -> Option<(Self, Range<usize>)> {
        /// The longest clause that states a rule, in characters.
        const LONGEST: usize = 60;
        let lists = vocabulary.lists();
        if !lettered(sentence, &lists.lead) {
            return None;
        }
        let mut start = 0;
        let mut clauses: Vec<Range<usize>> = Vec::new();
        for end in
            (0..=sentence.len()).filter(|i| sentence.get(*i).is_none_or(|c| ",()".contains(*c)))
        {
            // A table on one line stands before 注：…: the rule begins behind the colon.
            let colon = || sentence[start..end].iter().rposition(|c| *c == ':');
            let from = if end - start > LONGEST { colon().map_or(0, |at| at + 1) } else { 0 };
            clauses.push(start + from..end);
            start = (end + 1).min(sentence.len());
        }
        let mark = |c: &char| if is_mark(*c) { '*' } else { *c };
        let text = |r: &Range<usize>| -> String { sentence[r.clone()].iter().map(mark).collect() };
        let has = |words: &[String], text: &str| words.iter().any(|w| text.contains(w.as_str()));
        let at = clauses.iter().position(|clause| {
            if !lettered(&sentence[clause.clone()], &lists.lead) {
                return false;
            }
            let text = text(clause);
            let lead = lists.lead.iter().find_map(|w| text.rfind(w.as_str()));
            let first = || lists.first.iter().find_map(|w| text.find(w.as_str()));
            clause.len() <= LONGEST
                && lead.is_some_and(|lead| {
                    let names = || text.contains("单位") || text.contains("部门");
                    first().is_some_and(|first| lead > first || names())
                })
        })?;
        // 涉及多个牵头单位的，排名第一的为第一牵头单位: which of those who lead does so first.
        let own = text(&clauses[at]);
        let first = lists.first.iter().find_map(|w| own.find(w.as_str())).unwrap_or(own.len());
        let before = at.checked_sub(1).map(|at| text(&clauses[at])).unwrap_or_default();
        let subject = format!("{before}{}", &own[..first]);
        let of_leads = has(&lists.lead, &subject) && !has(&lists.answer, &subject);
        if of_leads && has(&lists.lead, &own[first..]) {
            return None;
        }
        let next = clauses.get(at + 1).filter(|c| has(&lists.rest, &text(c)));
        let rest = next.map(text).unwrap_or_else(|| {
            let own = text(&clauses[at]);
            lists
                .rest
                .iter()
                .find_map(|w| own.find(w.as_str()))
                .map_or(String::new(), |i| own[i..].to_owned())
        });
        let supports = has(&lists.support, &rest);
        let same = clauses.get(at + 1).filter(|c| text(c).trim() == "下同");
        let end = next.or(same).map_or(clauses[at].end, |c| c.end);
        let rest = if supports { Role::Support } else { Role::Responsible };
        let mark = lists.before_marks.iter().find_map(|word| {
            let (letters, mark) = word.split_at(word.char_indices().next_back()?.0);
            own.contains(letters).then(|| mark.chars().next()).flatten()
        });
        Some((Self { rest, mark }, clauses[at].start..end))
    }

    /// Splits the first responsible run where no lead is named: those with a mark (市公安局★) lead, or the
    /// first where none has one.
    pub fn apply(self, reading: &mut Reading, chars: &[char]) {
        if reading.runs.iter().any(|run| run.role == Role::Lead && reading.labelled) {
            return;
        }
        let Some(at) =
            reading.runs.iter().position(|run| run.role != Role::Support && !run.names.is_empty())
        else {
            return;
        };
        let run = reading.runs[at].clone();
        let words = &chars[run.names.clone()];
        if let Some(mark) = self.mark {
            // A list without the mark has none behind it.
            if let Some(end) = words.iter().position(|c| *c == mark) {
                let start = run.names.start;
                let lead = trimmed(chars, start..start + end);
                let rest = trimmed(chars, start + end + 1..run.names.end);
                let leads = Run { role: Role::Lead, names: lead, host: false };
                let others = Run { role: self.rest, names: rest, host: false };
                reading
                    .runs
                    .splice(at..=at, [leads, others].into_iter().filter(|r| !r.names.is_empty()));
            }
            return;
        }
        let Some(first) = names(words).next() else { return };
        let first = with_rest_of_group(first, words);
        let marked = self.marked(words);
        if !marked.is_empty() {
            let part = |(range, leads): (Range<usize>, bool)| Run {
                role: if leads { Role::Lead } else { self.rest },
                names: run.names.start + range.start..run.names.start + range.end,
                host: false,
            };
            reading.runs.splice(at..=at, marked.into_iter().map(part));
            return;
        }
        // Marks may stand before the first name.
        let skip = words.windows(first.len()).position(|w| w == first).unwrap_or(0);
        let lead = run.names.start + skip..run.names.start + skip + first.len();
        let rest = trimmed(chars, lead.end..run.names.end);
        reading.runs[at] = Run { role: Role::Lead, names: lead, host: false };
        if !rest.is_empty() {
            reading.runs.insert(at + 1, Run { role: self.rest, names: rest, host: false });
        }
    }
}

impl FirstLeads {
    /// The names of a list of which some bear a mark, each with whether it does; empty where none does.
    fn marked(self, words: &[char]) -> Vec<(Range<usize>, bool)> {
        let mut out = Vec::new();
        let mut from = 0;
        for name in names(words) {
            let find = |w: &[char]| w == name;
            let Some(at) = words[from..].windows(name.len()).position(find) else { break };
            let (start, end) = (from + at, from + at + name.len());
            let beside = [start.checked_sub(1), Some(end)];
            let marked =
                beside.into_iter().flatten().filter_map(|i| words.get(i)).any(|c| is_mark(*c));
            out.push((start..end, marked));
            from = end;
        }
        if out.iter().any(|(_, marked)| *marked) { out } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::role_clause::read;
    use super::*;
    use crate::plan::passage::Passage;

    #[test]
    fn the_rule_that_the_first_named_leads() {
        let vocabulary = Vocabulary::default();
        let chars = |s: &str| crate::text::folded(s).chars().collect::<Vec<_>>();
        let rule = |s: &str| FirstLeads::in_sentence(&chars(s), &vocabulary).map(|r| r.rest);
        assert_eq!(rule("排在首位的责任单位为牵头单位"), Some(Role::Responsible));
        assert_eq!(rule("列第一位的为牵头单位，其余为配合单位"), Some(Role::Support));
        assert_eq!(rule("各牵头单位要加强统筹"), None);
        let passage = Passage::new("责任单位：甲局、乙局、丙局", 1);
        let mut reading = read(&passage, 0..passage.len(), None, &vocabulary);
        FirstLeads { rest: Role::Responsible, mark: None }.apply(&mut reading, passage.chars());
        let runs: Vec<_> =
            reading.runs.iter().map(|r| (r.role, passage.text(r.names.clone()))).collect();
        assert_eq!(runs, [(Role::Lead, "甲局".into()), (Role::Responsible, "乙局、丙局".into())]);
    }
}
