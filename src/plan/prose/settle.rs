//! What a document as a whole says about its single statements.
//!
//! Owns the second look at statements once all of them are known. Never knows the outline.

use super::cut_off;
use super::heads::Read;
use crate::plan::conventions::Conventions;
use crate::plan::numbering::marker;
use crate::plan::passage::Passage;
use crate::plan::role::Role;
use crate::plan::statement::places::{Place, Statement};
use crate::plan::statement::role_clause::Run;
use crate::plan::unit_shape::{Shape, name_shape, names};
use crate::plan::vocabulary::{Found, Label, Verb, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// Drops what the document does not bear out and gives 承办 the role it has beside 主办.
pub fn settle(read: &mut [Read], conventions: Conventions, vocabulary: &Vocabulary) {
    bare_brackets_below_labels(read, vocabulary);
    drop_brackets_above_labels(read);
    members_beside_leads(read, vocabulary);
    keep_open_names(read, conventions.first_leads.is_some());
    keep_known_names(read, vocabulary);
    keep_trailing_names(read);
    keep_lines_of_units(read, vocabulary);
    drop_words_before_the_plan(read, conventions.tabled);
    drop_descriptions_beside_statements(read, conventions.tabled, vocabulary);
    keep_deeds_among_duties(read, conventions.tabled);
    keep_duties_beside_others(read);
    keep_needed_duties(read, conventions.tabled);
    drop_words_above_duties(read, vocabulary);
    if conventions.first_leads.is_none() {
        keep_bare_brackets(read);
    }
    cut_off::drop_cut_name(read, vocabulary);
    cut_off::settle_last_names(read);
    hosts_beside_chairs(read, vocabulary);
}

/// 成员单位：… names those who support whoever leads beside it; where nobody does they are members of something, and
/// the label is reported.
fn members_beside_leads(read: &mut [Read], vocabulary: &Vocabulary) {
    /// A lead stands no more paragraphs away.
    const NEAR: usize = 3;
    let led: Vec<bool> = read
        .iter()
        .map(|(_, statements)| {
            let mut runs = statements.iter().flat_map(|s| &s.reading.runs);
            runs.any(|run| run.role == Role::Lead)
        })
        .collect();
    for (i, (passage, statements)) in read.iter_mut().enumerate() {
        let near = led[i.saturating_sub(NEAR)..led.len().min(i + NEAR)].contains(&true);
        for statement in statements.iter_mut().filter(|_| !near) {
            let words = &passage.chars()[statement.span.clone()];
            let first = vocabulary.scan(words).into_iter().next();
            let member = first.filter(|f| {
                f.word.label.is_some() && vocabulary.names_members(&words[f.start..f.end])
            });
            if let Some(member) = member {
                let start = statement.span.start;
                statement.reading.runs.clear();
                statement.reading.unknown.push(start + member.start..start + member.end);
            }
        }
    }
}

/// A bracket of names that closes an item, above a line that says who leads or answers for it, says whose the item
/// is and no more: 关于老街保护的提案（民进市委会） / 主办：市住建局.
fn drop_brackets_above_labels(read: &mut [Read]) {
    let answers = |(passage, statements): &Read| {
        let label = |s: &Statement| s.place == Place::Label && s.span.start == 0;
        let names = |run: &Run| run.role != Role::Support && !run.names.is_empty();
        marker(passage.chars(), 0).is_none()
            && statements.first().is_some_and(label)
            && statements.iter().flat_map(|s| &s.reading.runs).any(names)
    };
    let below: Vec<bool> = read.iter().map(answers).collect();
    for ((passage, statements), next) in read.iter_mut().zip(below.iter().skip(1)) {
        let bare = |s: &Statement| matches!(s.place, Place::BareBracket | Place::WeakBracket);
        if let [only] = statements.as_slice()
            && *next
            && bare(only)
            && closes(passage, only)
        {
            statements.clear();
        }
    }
}

/// Where a document names 主办 and 承办 side by side, the second carries out wherever it stands.
fn hosts_beside_chairs(read: &mut [Read], vocabulary: &Vocabulary) {
    let chairs = &vocabulary.lists().chair;
    let chaired = |(passage, statements): &Read| {
        statements.iter().any(|s| {
            let words: String = passage.chars()[s.span.clone()].iter().collect();
            s.reading.labelled && chairs.iter().any(|c| words.contains(c.as_str()))
        })
    };
    let hosted =
        |(_, statements): &Read| statements.iter().any(|s| s.reading.runs.iter().any(|r| r.host));
    let beside = read.iter().any(|p| chaired(p) && hosted(p))
        || read.windows(2).any(|w| chaired(&w[0]) && hosted(&w[1]));
    let runs = read.iter_mut().flat_map(|(_, s)| s).flat_map(|s| &mut s.reading.runs);
    for run in runs.filter(|run| beside && run.host) {
        (run.role, run.host) = (Role::Responsible, false);
    }
}

/// Units at the ends of items count where half of the numbered paragraphs and at least a few end so.
fn keep_trailing_names(read: &mut [Read]) {
    const FEWEST: usize = 3;
    let trailing = |s: &Statement| s.place == Place::Trailing;
    let ends = read.iter().flat_map(|(_, s)| s).filter(|s| trailing(s)).count();
    let numbered = read.iter().filter(|(passage, _)| marker(passage.chars(), 0).is_some()).count();
    if ends < FEWEST || ends * 2 < numbered {
        read.iter_mut().for_each(|(_, s)| s.retain(|s| !trailing(s)));
    }
}

/// Lines of units count where they close a third of the numbered paragraphs and at least a few do, or below a
/// heading that promises them (责任分工), and nothing else names units.
fn keep_lines_of_units(read: &mut [Read], vocabulary: &Vocabulary) {
    const FEWEST: usize = 3;
    const LONGEST_HEADING: usize = 16;
    let line = |s: &Statement| s.place == Place::UnitLine;
    let numbered = |at: usize| marker(read[at].0.chars(), 0).is_some();
    let heading = read.iter().position(|(passage, statements)| {
        let shares = |f: &Found| f.start == 0 && f.word.label == Some(Label::Share);
        let short = statements.is_empty() && passage.len() <= LONGEST_HEADING;
        short && vocabulary.scan(passage.chars()).first().is_some_and(shares)
    });
    let closes = |at: usize| read[at].1.iter().any(line) && at > 0 && numbered(at - 1);
    let lines = (0..read.len()).filter(|at| closes(*at)).count();
    let items = (0..read.len()).filter(|at| numbered(*at)).count();
    let others = read.iter().flat_map(|(_, s)| s).filter(|s| !line(s)).count();
    let many = lines >= FEWEST && lines * 3 >= items;
    let from = if many { Some(0) } else { heading };
    let kept: Vec<bool> = (0..read.len())
        .map(|at| others <= lines && from.is_some_and(|from| at > from) && closes(at))
        .collect();
    for ((_, statements), kept) in read.iter_mut().zip(kept) {
        statements.retain(|s| kept || !line(s));
    }
}

/// What sentences say before the first number of a document, and of which the tables or the numbered measures
/// hold far more, is about the plan and no measure (具体工作由市发展改革委负责).
fn drop_words_before_the_plan(read: &mut [Read], tabled: bool) {
    /// The most such sentences, and the fewest statements behind them.
    const MOST: usize = 2;
    const FEWEST: usize = 3;
    let numbered = |(passage, _): &Read| marker(passage.chars(), 0).is_some();
    let first = match read.iter().position(numbered) {
        None if !tabled => return,
        found => found.unwrap_or(read.len()),
    };
    // A text that begins in the middle of a measure has no words before the plan.
    if read.first().is_none_or(|(_, statements)| !statements.is_empty()) {
        return;
    }
    let (before, behind) = read.split_at_mut(first);
    let spoken = |s: &&Statement| matches!(s.place, Place::Sentence | Place::Duty);
    let said = before.iter().flat_map(|(_, s)| s).filter(spoken).count();
    let measures = behind.iter().map(|(_, s)| s.len()).sum::<usize>();
    if said <= MOST && (tabled || measures >= FEWEST) {
        before.iter_mut().for_each(|(_, s)| s.retain(|s| !spoken(&s)));
    }
}

/// Where items close with brackets or labels, what a sentence says on the way (由市级人民政府牵头组建联合体，…) describes
/// the work: in an item whose bracket says who answers for it, and, where few items say it so, in any that goes on
/// behind the sentence.
fn drop_descriptions_beside_statements(read: &mut [Read], tabled: bool, vocabulary: &Vocabulary) {
    const FEWEST: usize = 5;
    const OTHERS: usize = 3;
    let spoken = |s: &Statement| s.place == Place::Sentence;
    let answers = |passage: &Passage, s: &Statement| {
        let named = |run: &Run| run.role != Role::Support && !run.names.is_empty();
        let place = matches!(s.place, Place::Bracket | Place::BareBracket | Place::Label);
        place && closes(passage, s) && s.reading.runs.iter().any(named)
    };
    let answered = |(passage, statements): &&Read| {
        statements.last().is_some_and(|last| answers(passage, last))
    };
    let closed = read.iter().filter(answered).count();
    let told = read.iter().filter(|(_, s)| !s.is_empty() && s.iter().all(spoken)).count();
    if closed < FEWEST && !tabled {
        return;
    }
    for (passage, statements) in read {
        let answered = statements.last().is_some_and(|last| answers(passage, last));
        let alone = !statements.is_empty() && statements.iter().all(spoken);
        let goes_on = statements.last().is_some_and(|last| !closes(passage, last));
        // 各成员单位按照职责分工抓好落实 asks everybody.
        let everybody = || {
            let mut runs = statements.iter().flat_map(|s| &s.reading.runs);
            let group = |name: &[char]| vocabulary.name_words().groups.begin(name);
            runs.all(|run| names(&passage.chars()[run.names.clone()]).all(group))
        };
        let assigns = statements.iter().any(|s| is_assignment(passage, s, vocabulary));
        let describes = alone && (goes_on && !assigns || everybody());
        if answered || describes && (tabled || told * OTHERS <= closed) {
            statements.retain(|s| !spoken(s));
        }
    }
}

/// Whether a sentence that goes on says who does its item all the same: it begins with units and says who leads, or who
/// answers and who helps (县财政局牵头，县审计局配合，9月底前拨付; 由县检察院会同县司法局组织，每年两次).
fn is_assignment(passage: &Passage, statement: &Statement, vocabulary: &Vocabulary) -> bool {
    let chars = passage.chars();
    let before = chars[..statement.span.start].iter().rfind(|c| **c != ' ');
    let begins = before.is_none_or(|c| "。;)".contains(*c));
    let said: String = chars[statement.span.clone()].iter().collect();
    let leads = vocabulary.lists().lead.iter().any(|word| said.contains(word.as_str()));
    let role = |role: Role| statement.reading.runs.iter().any(|run| run.role == role);
    let words = vocabulary.scan(&chars[statement.span.clone()]);
    let with = words.iter().any(|f| f.word.verb == Some(Verb::With));
    let opened = vocabulary.opener(&chars[statement.span.clone()]) > 0;
    begins && (leads || opened) || role(Role::Lead) && role(Role::Support) && !with
}

/// What a sentence says of many units above items each of which says what one of them does is general (各部门按照
/// 各自职责做好工作, above （一）公安部门负责…), unless somebody leads there.
fn drop_words_above_duties(read: &mut [Read], vocabulary: &Vocabulary) {
    const FEWEST_ITEMS: usize = 3;
    const FEWEST_NAMES: usize = 3;
    let duty = |(_, statements): &Read| statements.first().is_some_and(|s| s.place == Place::Duty);
    let ordinal = |(passage, _): &Read| marker(passage.chars(), 0).map(|m| (m.style, m.ordinal));
    let general = |i: usize| {
        let (passage, statements) = &read[i];
        let items = read.get(i + 1..=i + FEWEST_ITEMS)?;
        let (style, first) = ordinal(&items[0])?;
        let counted = (first..).zip(items).all(|(n, item)| ordinal(item) == Some((style, n)));
        let leads = |s: &Statement| {
            let words = vocabulary.scan(&passage.chars()[s.span.clone()]);
            words.iter().any(|f| f.word.verb == Some(Verb::Lead))
        };
        let many = |s: &Statement| {
            let count = |run: &Run| names(&passage.chars()[run.names.clone()]).count();
            s.reading.runs.iter().map(count).sum::<usize>() >= FEWEST_NAMES
        };
        let spoken = |s: &Statement| matches!(s.place, Place::Duty | Place::Sentence);
        let here = !statements.is_empty()
            && first == 1
            && counted
            && items.iter().all(duty)
            && ordinal(&read[i]).is_none();
        (here && statements.iter().all(|s| spoken(s) && !leads(s) && many(s))).then_some(i)
    };
    let found: Vec<usize> = (0..read.len()).filter_map(general).collect();
    for i in found {
        read[i].1.clear();
    }
}

/// What units do is theirs to do where at least as many paragraphs beside it name duties (（七）县财政局负责拨款。
/// （八）县林业局组织巡山。), or where the document names several units so and none in another way.
fn keep_deeds_among_duties(read: &mut [Read], tabled: bool) {
    const FEWEST_BESIDE: usize = 2;
    const FEWEST_ALONE: usize = 3;
    let place = |(_, statements): &Read| {
        let first = statements.first().map(|s| s.place);
        first.filter(|p| matches!(p, Place::Duty | Place::Deed))
    };
    let all = || read.iter().flat_map(|(_, statements)| statements);
    // One unit that does this and that in a text about others is not what the text assigns.
    let mut named: BTreeSet<&[char]> = BTreeSet::new();
    for (passage, statements) in read.iter() {
        let runs = statements.iter().flat_map(|s| &s.reading.runs);
        named.extend(runs.map(|run| &passage.chars()[run.names.clone()]));
    }
    let several = named.len() > 1;
    let deeds = all().all(|s| s.place == Place::Deed) && all().count() >= FEWEST_ALONE;
    let alone = !tabled && several && deeds;
    for run in read.chunk_by_mut(|a, b| place(a).is_some() && place(b).is_some()) {
        let duties = run.iter().filter(|p| place(p) == Some(Place::Duty)).count();
        let kept = alone || duties >= FEWEST_BESIDE && duties * 2 >= run.len();
        for (_, statements) in run {
            statements.retain(|s| kept || s.place != Place::Deed);
            let deeds = statements.iter_mut().filter(|s| s.place == Place::Deed);
            deeds.for_each(|s| s.place = Place::Duty);
        }
    }
}

/// A unit before a colon that may be addressed (县财政局：年底前报送清单。) has a duty where the paragraph before
/// or behind it is of the same form.
fn keep_duties_beside_others(read: &mut [Read]) {
    let duty = |(_, statements): &Read| statements.first().is_some_and(|s| s.place == Place::Duty);
    let duties: Vec<bool> = read.iter().map(duty).collect();
    for (i, (_, statements)) in read.iter_mut().enumerate() {
        let beside = i > 0 && duties[i - 1] || duties.get(i + 1).is_some_and(|next| *next);
        statements.retain(|s| s.place != Place::Duty || !s.reading.guessed || beside);
    }
}

/// What units do is a statement of responsibility only in a document that mostly says it so, and in
/// a paragraph that does not say it otherwise.
fn keep_needed_duties(read: &mut [Read], tabled: bool) {
    // 县水利局为责任单位: a label says it.
    let duty = |s: &Statement| s.place == Place::Duty && !s.reading.labelled;
    // Sentences with 由 or 牵头 are of the same kind as duties.
    let other = |s: &Statement| !matches!(s.place, Place::Duty | Place::Sentence);
    let clauses = |wanted: &dyn Fn(&Statement) -> bool| -> usize {
        let said = read.iter().flat_map(|(_, s)| s).filter(|s| wanted(s));
        said.map(|s| s.reading.runs.len()).sum()
    };
    let few = tabled || clauses(&duty) <= clauses(&other);
    let helps = |s: &Statement| s.reading.runs.iter().all(|r| r.role == Role::Support);
    for (_, statements) in read {
        // Who only supports supports somebody; in a sentence duties stand beside duties.
        let beside = |s: &Statement| duty(s) || helps(s) || s.place == Place::Sentence;
        // 由A牵头…；B负责…: one says it so, and the other in the same breath.
        let led = |s: &Statement| {
            s.place == Place::Sentence && s.reading.runs.iter().any(|r| r.role == Role::Lead)
        };
        let few = few && (tabled || !statements.iter().any(led));
        if few || !statements.iter().all(beside) {
            statements.retain(|s| !duty(s));
        }
    }
}

/// Names in a bracket in which the text ends count where the document rules which of them leads, where those
/// who stand first in its brackets always lead, or where several stand behind a sentence and no other bracket
/// could tell.
fn keep_open_names(read: &mut [Read], ruled: bool) {
    const FEWEST: usize = 3;
    let mut brackets =
        read.iter().flat_map(|(_, s)| s).filter(|s| s.place == Place::Bracket).peekable();
    let leads = |s: &Statement| s.reading.runs.first().is_some_and(|r| r.role == Role::Lead);
    let alone = brackets.peek().is_none();
    let usual = !alone && brackets.all(|s| leads(s) && !s.reading.labelled);
    for (passage, statements) in read {
        statements.retain(|s| {
            let behind = alone && closing_names(passage, s) >= FEWEST;
            ruled || usual || behind || s.place != Place::OpenNames
        });
        for statement in statements.iter_mut().filter(|s| s.place == Place::OpenNames) {
            statement.place = Place::OpenBracket;
            statement.reading.last_by_pattern = !ruled;
        }
    }
}

/// Whether items close with brackets of names, some of which surely are units: so does the next item then.
fn items_close_with_brackets(read: &[Read]) -> bool {
    const FEWEST: usize = 3;
    let ends = |wanted: fn(&Statement) -> bool| {
        let ends = |(passage, statements): &&Read| {
            statements.iter().any(|s| wanted(s) && closes(passage, s))
        };
        read.iter().filter(ends).count()
    };
    let sure = |s: &Statement| matches!(s.place, Place::Bracket | Place::BareBracket);
    let numbered = read.iter().filter(|(p, _)| marker(p.chars(), 0).is_some()).count();
    let (sure, all) = (ends(sure), ends(|s| s.place != Place::Duty));
    sure >= FEWEST || sure > 0 && all > FEWEST && all * 4 >= numbered * 3
}

/// Whether a statement ends its paragraph.
fn closes(passage: &Passage, statement: &Statement) -> bool {
    passage.chars()[statement.span.end..].iter().all(|c| " 。;".contains(*c))
}

/// How many names there are in a bracket that stands behind a whole sentence and closes its paragraph.
fn closing_names(passage: &Passage, statement: &Statement) -> usize {
    let chars = passage.chars();
    let before = &chars[..statement.span.start];
    let sentence = before.iter().rfind(|c| **c != ' ').is_some_and(|c| matches!(c, '。' | ';'));
    let all = statement.reading.runs.iter().map(|run| names(&chars[run.names.clone()]).count());
    if sentence && closes(passage, statement) { all.sum() } else { 0 }
}

/// Brackets with nothing but names are statements only in a document that uses brackets for
/// responsibility: beside others with words, when there are several, or when several names close a paragraph.
fn keep_bare_brackets(read: &mut [Read]) {
    const FEWEST: usize = 2;
    let all = || read.iter().flat_map(|(_, s)| s);
    let bare = all().filter(|s| s.place == Place::BareBracket).count();
    let spoken = all().filter(|s| matches!(s.place, Place::Bracket | Place::OpenBracket)).count();
    let lists = all().any(|s| s.reading.runs.iter().any(|r| r.names.len() >= 16));
    if bare > 0 && spoken == 0 && bare < 3 && !(bare == 2 && lists) {
        for (passage, statements) in read {
            statements
                .retain(|s| s.place != Place::BareBracket || closing_names(passage, s) >= FEWEST);
        }
    }
}

/// Brackets with nothing but names have the role that the heading above them promises (一、重点内容及责任部门).
fn bare_brackets_below_labels(read: &mut [Read], vocabulary: &Vocabulary) {
    const LONGEST_HEADING: usize = 30;
    let mut promised = None;
    for (passage, statements) in read {
        let chars = passage.chars();
        let style = marker(chars, 0).map(|m| m.style);
        if promised.is_some_and(|(above, _)| style.is_some_and(|style| style <= above)) {
            promised = None;
        }
        if let Some(style) = style
            && statements.is_empty()
            && chars.len() <= LONGEST_HEADING
        {
            let words = vocabulary.scan(chars);
            let last = words.last().filter(|f| f.end == chars.len() && !f.word.bare);
            let joined = |f: &&Found| f.start > 0 && "及和与、".contains(chars[f.start - 1]);
            if let Some(Label::Role(role)) = last.filter(joined).and_then(|f| f.word.label) {
                promised = Some((style, role));
            }
        }
        let Some((_, role)) = promised else { continue };
        let bare = |s: &&mut Statement| matches!(s.place, Place::BareBracket | Place::WeakBracket);
        for statement in statements.iter_mut().filter(bare) {
            statement.place = Place::Bracket;
            statement.reading.runs.iter_mut().for_each(|run| run.role = role);
        }
    }
}

/// How many bare brackets must name somebody before the name counts as a unit's.
const OFTEN: usize = 3;

/// Names that may be units count in a bare bracket where the document names one of them as a unit
/// in a statement, or in several such brackets.
fn keep_known_names(read: &mut [Read], vocabulary: &Vocabulary) {
    let mut known: BTreeMap<Vec<char>, usize> = BTreeMap::new();
    for (passage, statements) in read.iter() {
        for statement in statements {
            let weight = if statement.place == Place::WeakBracket { 1 } else { OFTEN };
            for run in &statement.reading.runs {
                for name in names(&passage.chars()[run.names.clone()]) {
                    *known.entry(name.to_vec()).or_default() += weight;
                }
            }
        }
    }
    let usual = items_close_with_brackets(read);
    for (passage, statements) in read {
        statements.retain_mut(|statement| {
            if statement.place != Place::WeakBracket {
                return true;
            }
            statement.place = Place::BareBracket;
            if usual && closes(passage, statement) {
                return true;
            }
            // One known name carries those beside it.
            let listed = |run: &Run| {
                names(&passage.chars()[run.names.clone()]).any(|name| {
                    known.get(name).is_some_and(|n| *n >= OFTEN)
                        || name_shape(name, vocabulary) == Shape::Strong
                })
            };
            statement.reading.runs.iter().all(listed)
        });
    }
}
