//! Where a sentence makes somebody responsible: 由区财政局牵头，区税务局配合。
//!
//! Owns the clauses of running text. Never knows brackets, labels or measures.

use super::actors::{actors, acts, begins_action};
use super::duties::{
    answers, appointed, duty_of, helpers, is_duty, item_of_helpers, names_groups, offices_duty,
};
use super::places::{Place, Statement};
use super::role_clause::{Run, read, with_brackets};
use super::time_limits::without_dates;
use crate::plan::numbering::{Style, marker};
use crate::plan::passage::Passage;
use crate::plan::unit_shape::{
    Shape, is_sure_unit_list, is_unit_list, list_shape, name_shape, names,
};
use crate::plan::vocabulary::{Found, Verb, Vocabulary};
use std::ops::Range;

/// Statements in prose: clauses that are nothing but names and a verb of responsibility.
pub(super) fn sentences(
    passage: &Passage,
    words: &[Found],
    vocabulary: &Vocabulary,
    found: &mut Vec<Statement>,
) {
    let chars = passage.chars();
    let taken = found.clone();
    let free = |i: usize| !taken.iter().any(|s| s.span.contains(&i));
    let duty = duty_of(passage, words, vocabulary);
    let mut duties = duty.is_some();
    let mut pieces: Vec<Range<usize>> = Vec::new();
    // 县水利局：负责河道，会同县公安局…: the unit before the colon is read, and who helps stands behind it.
    let behind = duty.as_ref().map(|duty| duty.span.end);
    let mut start = behind.unwrap_or_else(|| marker(chars, 0).map_or(0, |m| m.end));
    found.extend(duty);
    let mut depth = 0;
    for (i, c) in chars.iter().enumerate().skip(start) {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        // … 负责 (2)环境卫生: another item begins on the same line.
        let item = || marker(chars, i + 1).is_some_and(|m| m.style >= Style::Item);
        let ends = ",。;!?:".contains(*c) || *c == ' ' && item();
        // …按职责分工负责): the bracket that opened has been lost.
        let unopened = depth < 0;
        depth = depth.max(0);
        if depth <= 0 && ends || unopened || !free(i) {
            if start < i {
                pieces.push(start..i);
            }
            start = i + 1;
        }
    }
    if start < chars.len() {
        pieces.push(start..chars.len());
    }
    let mut run: Option<(Range<usize>, Place)> = None;
    let pieces = with_listed_names(chars, pieces, words, vocabulary);
    for (n, whole) in pieces.iter().cloned().enumerate() {
        // 市级统筹，县级政府为主，乡镇参与的体制: all of it describes the last word.
        let attributive = || {
            let next = pieces.get(n + 1).filter(|next| chars[whole.end..next.start] == [',']);
            next.is_some_and(|next| {
                let inside = |f: &&Found| f.word.verb.is_some() && next.contains(&f.start);
                let mut verbs = words.iter().filter(inside);
                verbs.any(|f| chars.get(f.end) == Some(&'的'))
            })
        };
        // 该项工作由省环保厅牵头: the clause begins at 由.
        let cited = whole.start + behind_citation(&chars[whole.clone()], vocabulary);
        let acts = |f: &Found| f.word.verb.is_some() && (cited..whole.end).contains(&f.start);
        let handed = match words.iter().any(acts) {
            true => cited + behind_handing_over(&chars[cited..whole.end], vocabulary),
            false => cited,
        };
        let whole = handed..whole.end;
        let by = chars[whole.clone()].iter().rposition(|c| *c == '由').map(|at| whole.start + at);
        // 明确由, 具体由: one word that opens the list.
        let opens = |by: usize| {
            let longer = (1..=2).filter(|n| by >= whole.start + n);
            let begins = longer.filter(|n| vocabulary.opener(&chars[by - n..]) > *n);
            by - begins.max().unwrap_or(0)
        };
        let by = by.map(opens);
        let piece = by.map_or(whole.clone(), |by| by..whole.end);
        let piece = piece.start..partners_end(chars, &piece, words, vocabulary);
        // A负责资金；B负责监督: two duties, of which each is somebody's own.
        let follows = run.as_ref().is_some_and(|(r, place)| {
            let mark = if *place == Place::Duty { ", " } else { ",; " };
            piece.end - r.start <= LONGEST_STATEMENT
                && chars[r.end..piece.start].iter().all(|c| mark.contains(*c))
        });
        // 所需经费由县财政局统筹安排: it pays.
        let pays = by.is_some_and(|by| says_cost(&chars[whole.start..by], vocabulary));
        let place = match free(piece.start) && !pays && !attributive() {
            true if is_role_clause(chars, &piece, words, follows, vocabulary) => {
                Some(Place::Sentence)
            }
            true if is_duty(chars, &piece, words, follows, vocabulary) => Some(Place::Duty),
            _ => None,
        };
        // 县城管局牵头，县林业局、县住建局。: the rest of a list, and nothing more is said.
        let rest = || {
            let ends = chars[piece.end..].iter().find(|c| **c != ' ');
            let said = words.iter().any(|f| piece.contains(&f.start));
            !said
                && ends.is_some_and(|c| "。;)".contains(*c))
                && is_sure_unit_list(&chars[piece.clone()], vocabulary)
        };
        match (&mut run, place) {
            (Some((r, _)), Some(_)) if follows => r.end = piece.end,
            (Some((r, Place::Sentence)), None) if follows && rest() => r.end = piece.end,
            (_, place) => {
                if let Some(r) = run.take() {
                    push_sentence(passage, r, vocabulary, found);
                }
                duties |= place == Some(Place::Duty);
                if place != Some(Place::Sentence) && free(piece.start) {
                    // A为牵头单位，B为责任单位: one statement.
                    let beside = found.last().is_some_and(|s| {
                        let gap = chars.get(s.span.end..piece.start);
                        let label = |f: &Found| f.end == s.span.end && f.word.label.is_some();
                        s.place == Place::Duty
                            && gap.is_some_and(|gap| gap.iter().all(|c| ",; ".contains(*c)))
                            && words.iter().any(label)
                    });
                    // 各区政府为责任单位，市城管局为协办单位: a clause of the same sentence names a unit.
                    let paired = || {
                        let near = (piece.end + LONGEST_STATEMENT).min(chars.len());
                        let ends = |c: &char| "。!?".contains(*c);
                        let end = chars[piece.end..near].iter().position(ends);
                        let end = end.map_or(near, |at| piece.end + at);
                        let mut others = pieces[n + 1..].iter().take_while(|next| next.end <= end);
                        others
                            .any(|next| appointed(chars, next, words, false, vocabulary).is_some())
                    };
                    let groups = |found: &Statement| {
                        let mut runs = found.reading.runs.iter();
                        runs.any(|run| names_groups(&chars[run.names.clone()], vocabulary))
                    };
                    let more = appointed(chars, &piece, words, true, vocabulary)
                        .filter(|found| beside || !groups(found) || paired());
                    if let (true, Some(more), Some(last)) = (beside, &more, found.last_mut()) {
                        last.reading.runs.extend(more.reading.runs.iter().cloned());
                        last.span.end = more.span.end;
                        run = None;
                        continue;
                    }
                    let named = more.or_else(|| {
                        let open = place.is_none();
                        let office = || offices_duty(chars, &piece, words, vocabulary);
                        let helpers = || item_of_helpers(chars, &piece, words, vocabulary);
                        open.then(|| office().or_else(helpers)).flatten()
                    });
                    duties |= named.is_some();
                    // 5.会同县公安局开展检查: below the heading of a unit.
                    let item = n == 0 && marker(chars, 0).is_some_and(|m| m.end >= whole.start);
                    let helps =
                        || helpers(passage, &whole, words, vocabulary).filter(|_| duties || item);
                    found.extend(named.or_else(helps));
                }
                run = place.map(|place| (piece, place));
            }
        }
    }
    if let Some(r) = run {
        push_sentence(passage, r, vocabulary, found);
    }
}

/// Whether words before 由 speak of money.
fn says_cost(words: &[char], vocabulary: &Vocabulary) -> bool {
    let text: String = words.iter().collect();
    vocabulary.lists().costs.iter().any(|word| text.ends_with(word.as_str()))
}

/// Where the words of a document begin that a clause cites (《意见》要求县教育局按职责负责).
fn behind_citation(clause: &[char], vocabulary: &Vocabulary) -> usize {
    let close = clause.iter().position(|c| *c == '》').filter(|_| clause.starts_with(&['《']));
    let Some(behind) = close.map(|at| at + 1) else { return 0 };
    let text: String = clause[behind..].iter().collect();
    let mut says = vocabulary.lists().says.iter();
    let said = says.find(|word| text.starts_with(word.as_str()));
    said.map_or(0, |word| behind + word.chars().count())
}

/// Where the names begin to whom a clause hands something over (验收合格后移交县园林处负责管护).
fn behind_handing_over(clause: &[char], vocabulary: &Vocabulary) -> usize {
    let words: Vec<Vec<char>> =
        vocabulary.lists().hands_over.iter().map(|word| word.chars().collect()).collect();
    let behind = |word: &Vec<char>| {
        let at = clause.windows(word.len()).rposition(|text| text == word.as_slice());
        at.map(|at| at + word.len())
    };
    words.iter().filter_map(behind).max().unwrap_or(0)
}

/// Joins clauses that are nothing but units to the one behind the comma, which says what they do:
/// A牵头，B，C、D负责.
fn with_listed_names(
    chars: &[char],
    pieces: Vec<Range<usize>>,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        let lists = |r: &Range<usize>| {
            let verb = words.iter().any(|f| f.word.verb.is_some() && r.contains(&f.start));
            // 县水利局作为牵头单位: the clause ends there.
            let part = words.iter().any(|f| f.word.label.is_some() && f.end == r.end);
            !verb && !part && is_sure_unit_list(&chars[r.clone()], vocabulary)
        };
        let between =
            |r: &Range<usize>| chars[r.end..piece.start].iter().all(|c| ", ".contains(*c));
        // 县环保局：负责…, and where a copy printed the colon as a full stop.
        let duty = chars[piece.clone()].starts_with(&['负', '责']);
        let set_off = |r: &Range<usize>| {
            duty && chars[r.end..piece.start].iter().all(|c| ":。 ".contains(*c))
        };
        match out.last_mut() {
            Some(last) if (between(last) || set_off(last)) && lists(last) => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    out
}

fn push_sentence(
    passage: &Passage,
    (range, place): (Range<usize>, Place),
    vocabulary: &Vocabulary,
    found: &mut Vec<Statement>,
) {
    let reading = read(passage, range.clone(), None, vocabulary);
    let chars = passage.chars();
    let somebody = |run: &Run| names(&chars[run.names.clone()]).any(|n| !is_office(n, vocabulary));
    if reading.runs.iter().any(somebody) {
        found.push(Statement { span: range, place, reading });
    }
}

/// Whether words name no body but whoever has a role (各责任单位, 决策承办部门) or ask for one (哪些部门).
pub fn is_office(name: &[char], vocabulary: &Vocabulary) -> bool {
    name.starts_with(&['哪'])
        || vocabulary
            .scan(name)
            .iter()
            .any(|f| f.word.label.is_some() && !f.word.bare && f.end == name.len())
}

/// The longest run of clauses that is one statement.
const LONGEST_STATEMENT: usize = 1_000;

/// The longest list of partners before their date.
const LONGEST_PARTNERS: usize = 120;

/// Where a clause ends as far as it names somebody: 会同区财政局等部门 before 研究提出意见.
pub(super) fn partners_end(
    chars: &[char],
    piece: &Range<usize>,
    words: &[Found],
    vocabulary: &Vocabulary,
) -> usize {
    let with = words
        .iter()
        .rfind(|f| f.start >= piece.start && f.end <= piece.end && f.word.verb == Some(Verb::With));
    let Some(with) = with else { return piece.end };
    let closing = (with.end..piece.end).find(|i| chars[*i] == '等').filter(|etc| {
        let names = &chars[with.end..*etc];
        is_sure_unit_list(names, vocabulary)
    });
    let Some(etc) = closing else {
        // 会同市商务局于6月底前发布清单: when it is done stands behind the names.
        let dated = |i: &usize| {
            "于在".contains(chars[*i])
                && chars.get(i + 1).is_some_and(|c| c.is_ascii_digit() || "每年".contains(*c))
                && is_sure_unit_list(&chars[with.end..*i], vocabulary)
        };
        if let Some(date) = (with.end + 2..piece.end).take(LONGEST_PARTNERS).find(dated) {
            return date;
        }
        // 会同有关部门执行预案: an action stands behind the names.
        let opens = with.start == piece.start || chars[piece.start] == '由';
        let acting = actors(chars, with.end..piece.end, vocabulary);
        return acting.first().filter(|_| opens).map_or(piece.end, |names| names.end);
    };
    // 等部门, 等有关部门: the group that the names stand for.
    let mut groups = (etc + 2..piece.end.min(etc + 8))
        .filter(|end| name_shape(&chars[etc + 1..*end], vocabulary) == Shape::Strong);
    let acts = |end: &usize| begins_action(&chars[*end..piece.end], vocabulary);
    let group = groups.clone().find(acts).or_else(|| groups.next_back());
    group.unwrap_or(etc + 1)
}

/// Whether a clause is a sentence by itself: 城监队、公用事业办负责实施。
fn is_whole_sentence(chars: &[char], piece: &Range<usize>) -> bool {
    let ends = |c: Option<&char>| c.is_none_or(|c| "。;()!".contains(*c));
    let before = chars[..piece.start].iter().rfind(|c| **c != ' ');
    before.is_some() && ends(before) && ends(chars[piece.end..].iter().find(|c| **c != ' '))
}

/// Whether a clause is `[由] names verb` and nothing else, or `由 names verb action`.
///
/// One that `follows` such a clause may name departments by their field (财政、农业等部门参与).
fn is_role_clause(
    chars: &[char],
    piece: &Range<usize>,
    words: &[Found],
    follows: bool,
    vocabulary: &Vocabulary,
) -> bool {
    let text = &chars[piece.clone()];
    // 区教委（牵头）: the brackets belong to the verb.
    let bracketed = |f: &Found| {
        let (start, end) = with_brackets(chars, f.start..f.end, piece.clone());
        Found { start, end, word: f.word }
    };
    let inside: Vec<Found> = words
        .iter()
        .filter(|f| f.start >= piece.start && f.end <= piece.end && f.word.verb.is_some())
        .map(bracketed)
        .collect();
    let Some(last) = inside.last() else { return false };
    let with = inside.iter().any(|f| f.word.verb == Some(Verb::With));
    let first = inside.iter().find(|f| f.word.verb != Some(Verb::With)).unwrap_or(last);
    let opener = vocabulary.opener(text);
    let names = piece.start + opener..first.start;
    // 由牵头部门相关机构负责: whoever has that part, no name.
    let office = |f: &Found| f.start == names.start && f.word.label.is_some() && !f.word.bare;
    if opener > 0 && words.iter().any(office) {
        return false;
    }
    // 请各单位抓好落实 asks everybody.
    if text.starts_with(&['请']) && names_groups(&chars[names.clone()], vocabulary) {
        return false;
    }
    // 各部门各负其责: nobody's part in anything.
    let said: String = chars[first.start..first.end].iter().collect();
    if vocabulary.lists().principles.contains(&said)
        && names_groups(&chars[names.clone()], vocabulary)
    {
        return false;
    }
    // A牵头，B、C参与对…进行督查: who supports behind who leads.
    let takes = match first.word.verb {
        Some(Verb::Lead | Verb::Share) => true,
        Some(Verb::Support) => follows && inside.len() == 1,
        _ => false,
    };
    // 由多个单位负责的，…: a description, no statement.
    let describes = chars.get(first.end) == Some(&'的');
    if takes
        && !describes
        && (opener > 0 || follows || with)
        && text.len() <= 300
        && acts(chars, &names, first.start..first.end, piece.end, vocabulary)
    {
        // 由A负责制定标准，B负责监督检查; A会同B负责供电
        return true;
    }
    let tail = chars[last.end..piece.end].iter().filter(|c| **c != ' ').count();
    let closed = tail == 0 || with && is_unit_list(&chars[last.end..piece.end], vocabulary);
    if !closed || text.len() > 300 {
        return false;
    }
    let alone = inside.len() == 1 && is_whole_sentence(chars, piece);
    let mut at = piece.start;
    let mut sure = false;
    // 由保卫处负责、学生处配合: 由 opens what is said of both.
    let mut opened = false;
    for verb in &inside {
        let mut names = &chars[at..verb.start];
        while let Some(rest) = names.first().filter(|c| " 、".contains(**c)).map(|_| &names[1..]) {
            names = rest;
        }
        let opener = vocabulary.opener(names);
        opened |= opener > 0;
        let names = &names[opener..];
        let names = &names[without_dates(names, 0..names.len(), vocabulary).0];
        at = verb.end;
        if names.is_empty() {
            let with = verb.word.verb == Some(Verb::With);
            if !with && verb.start == piece.start + opener {
                // 配合主管部门推进落实: who helps stands in another clause.
                return false;
            }
            // 由A牵头，会同B…: whoever is named behind the verb stands beside those before.
            sure |= follows && with;
            continue;
        }
        let (strong, _, _) = list_shape(names, vocabulary);
        let ok = is_sure_unit_list(names, vocabulary)
            || (opened || alone && answers(chars, verb)) && is_unit_list(names, vocabulary)
            || follows && strong > 0;
        if !ok {
            return false;
        }
        sure = true;
    }
    sure
}
