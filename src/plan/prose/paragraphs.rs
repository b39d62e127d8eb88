//! Lines become paragraphs: what was broken by wrapping, page ends or scanning is joined again.
//!
//! Owns where a paragraph ends. Never knows what a paragraph says beyond its first and last words.

use super::fields::field;
use super::plain_marks::with_plain_marks;
use super::wrapping::{last_line_width, wrap_width};
use crate::documents::Line;
use crate::plan::numbering::{Style, counts, is_page_number, marker};
use crate::plan::passage::Passage;
use crate::plan::statement::actors::begins_action;
use crate::plan::statement::role_clause::{has_colon, is_label};
use crate::plan::statement::unknown_label::begins_label_of_units;
use crate::plan::unit_shape::{is_cut, is_mark, is_sure_unit_list, is_unit_list, names};
use crate::plan::vocabulary::{Found, Vocabulary};
use crate::text::{fold, is_han, numeral};
use std::collections::BTreeSet;

/// Lines a bracket may reach over before it counts as never closed.
const LONGEST_BRACKET: usize = 12;

/// More blanks before a line are no paragraph's.
const LONGEST_INDENT: usize = 4;

/// The paragraphs of prose lines, in order.
pub fn paragraphs(lines: &[&Line], vocabulary: &Vocabulary) -> Vec<Passage> {
    let width = wrap_width(lines);
    let glued = glued_numbers(lines);
    let units = unit_lines(lines, vocabulary);
    let dashed = dashed_names(lines, vocabulary);
    let mut out: Vec<Passage> = Vec::new();
    let mut open_lines = 0;
    let mut below_label = false;
    // The blanks before the first line of the paragraph: it is shorter by them.
    let mut indent = 0;
    let mut set_off = false;
    let all = lines.iter().flat_map(|line| pieces(line).map(|text| (text, line.number)));
    for (text, number) in all {
        let pointed = text.trim_start().starts_with(POINTS);
        let blanks = text.chars().take_while(|c| *c == '\u{3000}').count();
        let text = without_bullet(text);
        let names = dashed.contains(&number);
        // 整改责任单位 | above 县城管局 |: a table that has no headings, only labels.
        let cell = without_last_bar(text);
        let labels = cell.len() < text.len() && vocabulary.heading(cell).is_some();
        let text = if labels || below_label { cell } else { text };
        let value = std::mem::replace(&mut below_label, labels);
        let digits = if glued.contains(&number) { digits_at_front(text) } else { 0 };
        let mut passage = Passage::new(&text[..digits], number);
        if digits > 0 {
            passage.push_unprinted(".");
        }
        if names {
            // Below an item the dash sets them off as brackets do.
            passage.push_unprinted("(");
        }
        passage.push(&text[digits..], number);
        if names {
            passage.push_unprinted(")");
        }
        if labels {
            passage.push("：", number);
        }
        let passage = passage
            .without_bold(vocabulary)
            .trimmed()
            .without_letter_spacing()
            .without_blanks_in_labels(vocabulary);
        let passage = with_plain_marks(passage, vocabulary);
        if passage.is_blank() {
            set_off = true;
            continue;
        }
        if is_page_number(passage.chars())
            || out.last().is_some_and(|last| breaks_statement(last, &passage))
        {
            continue;
        }
        let behind_blank = std::mem::take(&mut set_off);
        let join = out.last().is_some_and(|last| {
            let names_unit = open_lines == 0 && units.contains(&last.line(0));
            // A title, and an empty line below it.
            if behind_blank && open_lines == 0 && is_unpointed(last.chars()) {
                return false;
            }
            // ▶ 拆除违建三处: no line goes on so, but a list of units may.
            if pointed && !is_unit_list(passage.chars(), vocabulary) {
                return false;
            }
            value && open_lines == 0 || names_unit || {
                let wrap = width.map(|w| if open_lines == 0 { w - w.min(indent) } else { w });
                joins(last, &passage, wrap, open_lines, vocabulary)
            }
        });
        match out.last_mut() {
            Some(last) if join => {
                let bare = last.len() <= 3
                    && last.chars() != ['0']
                    && last.chars().iter().all(char::is_ascii_digit);
                let label = labelled_heading(last.chars(), vocabulary)
                    || is_bare_label(last.chars(), vocabulary);
                if label && !last.chars().contains(&':') {
                    last.push(":", number);
                } else if bare && !"。.、".contains(passage.chars()[0]) {
                    last.push(".", number);
                } else if needs_blank(last.chars(), passage.chars())
                    || label_line(last.chars(), vocabulary)
                        .is_some_and(|names| goes_on_listing(names, passage.chars(), vocabulary))
                {
                    last.push(" ", number);
                }
                last.append(&passage);
                open_lines += 1;
            }
            _ => {
                out.push(passage);
                indent = 2 * blanks.min(LONGEST_INDENT);
                open_lines = 0;
            }
        }
    }
    out
}

/// The lines that are nothing but a unit and a colon (县委宣传部：) above what it does, where there are several.
fn unit_lines(lines: &[&Line], vocabulary: &Vocabulary) -> BTreeSet<u32> {
    const FEWEST: usize = 2;
    const LONGEST: usize = 40;
    let groups = &vocabulary.name_words().groups;
    let filled: Vec<&&Line> = lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
    let chars = |line: &Line| -> Vec<char> {
        line.text.trim().chars().take(LONGEST + 2).map(fold).collect()
    };
    let heads = |pair: &&[&&Line]| {
        if pair[0].text.len() > LONGEST * 3 {
            return false;
        }
        let (line, next) = (chars(pair[0]), chars(pair[1]));
        let Some((':', name)) = line.split_last().map(|(last, name)| (*last, name)) else {
            return false;
        };
        name.len() <= LONGEST
            && !groups.begin(name)
            && names(name).count() == 1
            && is_sure_unit_list(name, vocabulary)
            && (next.starts_with(&['负', '责']) || begins_action(&next, vocabulary))
    };
    let found: BTreeSet<u32> = filled.windows(2).filter(heads).map(|pair| pair[0].number).collect();
    if found.len() >= FEWEST { found } else { BTreeSet::new() }
}

/// The lines that are a dash and units (——县司法局、县财政局), one below each of several items: those of a list stand
/// below each other.
fn dashed_names(lines: &[&Line], vocabulary: &Vocabulary) -> BTreeSet<u32> {
    const FEWEST: usize = 2;
    const LONGEST: usize = 80;
    let filled: Vec<&&Line> = lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
    let dash = |line: &Line| line.text.trim_start().starts_with(['—', '―', '－', '-']);
    let named = |line: &Line| {
        let words = line.text.trim().trim_start_matches(['—', '―', '－', '-', ' ', '\u{3000}']);
        let words: Vec<char> = words.chars().take(LONGEST + 1).map(fold).collect();
        words.len() <= LONGEST && is_sure_unit_list(&words, vocabulary)
    };
    let found = (1..filled.len()).filter(|at| {
        let (before, line) = (filled[at - 1], filled[*at]);
        let listed = dash(before) || filled.get(at + 1).is_some_and(|next| dash(next));
        let announced = before.text.trim_end().ends_with([':', '：']);
        dash(line) && !listed && !announced && named(line)
    });
    let found: BTreeSet<u32> = found.map(|at| filled[at].number).collect();
    if found.len() >= FEWEST { found } else { BTreeSet::new() }
}

fn digits_at_front(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The lines whose number stands right before their words (1优化服务 … 2完善制度): at least three that count
/// on.
fn glued_numbers(lines: &[&Line]) -> BTreeSet<u32> {
    const FEWEST: usize = 3;
    const LONGEST_LINE: usize = 40;
    let number = |line: &&Line| {
        let text = without_bullet(&line.text);
        let digits = digits_at_front(text);
        let words: Vec<char> = text[digits..].chars().take(LONGEST_LINE + 1).map(fold).collect();
        let heading = (1..=2).contains(&digits)
            && words.len() <= LONGEST_LINE
            && words.first().is_some_and(|c| is_han(*c) && !counts(*c));
        heading.then(|| (line.number, numeral(&text[..digits]).unwrap_or(0)))
    };
    let mut out = BTreeSet::new();
    let mut run: Vec<(u32, u32)> = Vec::new();
    for found in lines.iter().filter_map(number) {
        if run.last().is_some_and(|last| last.1 + 1 != found.1) {
            run.clear();
        }
        run.push(found);
        if run.len() >= FEWEST {
            out.extend(run.iter().map(|(line, _)| *line));
        }
    }
    out
}

/// A line without the bars that end it, where it has no others: a cell of a table that has no headings.
fn without_last_bar(line: &str) -> &str {
    let bar = |c: char| fold(c) == '|';
    let cell = line.trim_end_matches(|c: char| bar(c) || c.is_whitespace());
    if cell.contains(bar) { line } else { cell }
}

/// Marks that stand before points and nowhere else.
const POINTS: [char; 8] = ['●', '■', '◆', '▪', '▶', '►', '➢', '✓'];

/// A line without the marks of headings, lists, tasks and quotations that Markdown and word processors
/// put before it.
fn without_bullet(line: &str) -> &str {
    const EDGE: [char; 4] = ['#', ' ', '\t', '\u{3000}'];
    /// Marks that stand before words.
    const ALWAYS: [&str; 6] = ["▲", "△", "——", "※", "[ ] ", "[x] "];
    /// Marks that may stand for something else, but not before a blank or a number.
    const SET_OFF: [char; 25] = [
        '-', '*', '+', '>', '•', '·', '●', '○', '■', '□', '◆', '◇', '★', '☆', '▪', '▶', '►', '➢',
        '✓', '√', '◎', '\u{F06C}', '\u{F06E}', '\u{F0B7}', '\u{F0D8}',
    ];
    let mut text = line.trim_matches(EDGE);
    loop {
        let always = ALWAYS.iter().find_map(|mark| text.strip_prefix(mark));
        let set_off = || {
            let rest = text.strip_prefix(SET_OFF)?;
            let sign = text.starts_with(['-', '+']);
            let next = rest.chars().next()?;
            (next.is_whitespace() || !sign && next.is_ascii_digit()).then_some(rest)
        };
        match always.or_else(set_off) {
            Some(rest) => text = rest.trim_matches(EDGE),
            None => return text,
        }
    }
}

/// The longest paragraph read at once, in bytes; a longer line is cut at the end of a sentence.
const LONGEST: usize = 60_000;

/// The longest paragraph that lines are joined to, in characters: nobody writes longer ones, and
/// each further line has to look at all of it.
const LONGEST_JOINED: usize = 4_000;

/// A line, cut into pieces where it is of no human length.
fn pieces(line: &Line) -> impl Iterator<Item = &str> {
    let mut rest = line.text.as_str();
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        if rest.len() <= LONGEST {
            done = true;
            return Some(rest);
        }
        let end = rest.floor_char_boundary(LONGEST);
        let cut = rest[..end]
            .rfind(['。', '；', ';', ' '])
            .map_or(end, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let (piece, tail) = rest.split_at(cut);
        rest = tail;
        Some(piece)
    })
}

/// Whether a line is short and has no mark in it, as a title; a lone number or label is none.
fn is_unpointed(chars: &[char]) -> bool {
    (8..=40).contains(&chars.len())
        && !chars.iter().any(|c| "。;,、:(".contains(*c))
        && marker(chars, 0).is_none()
        && chars.iter().filter(|c| is_han(**c)).count() * 2 > chars.len()
}

/// Whether a line goes on with the paragraph before it.
fn joins(
    last: &Passage,
    next: &Passage,
    wrap: Option<usize>,
    open_lines: usize,
    vocabulary: &Vocabulary,
) -> bool {
    let (before, after) = (last.chars(), next.chars());
    if before.len() > LONGEST_JOINED {
        return false;
    }
    if labelled_heading(before, vocabulary) && is_unit_list(after, vocabulary) {
        return true;
    }
    let begins_item =
        marker(after, 0).is_some_and(|m| m.style <= Style::Sub || m.style == Style::Circled);
    let Some(end) = before.last() else { return false };
    if after.len() <= 3 && after.iter().all(char::is_ascii_digit) {
        return false;
    }
    let number_alone =
        before.iter().filter(|c| **c != ' ').all(|c| c.is_ascii_digit() || "()".contains(*c))
            && before.len() <= 4
            && before != ['0'];
    if number_alone {
        // A number on a line of its own belongs to what follows it.
        return "。.、".contains(after[0]) || marker(after, 0).is_none() && before.len() <= 3;
    }
    if marker(before, 0).is_some_and(|m| m.end == before.len()) {
        return marker(after, 0).is_none();
    }
    let open = open_statement(before, vocabulary);
    if open && open_lines < LONGEST_BRACKET {
        let new_item = marker(after, 0).is_some_and(|m| m.style <= Style::Item);
        return !new_item;
    }
    // ★基层减负 heads what follows; ★县公安局 goes on with a list.
    let starred = is_mark(after[0]) && !is_unit_list(&after[1..], vocabulary);
    if begins_item || starred {
        return false;
    }
    let found = vocabulary.scan(after);
    let begins_label = found.first().is_some_and(|f| {
        let alone = has_colon(after, f.end) || f.end == after.len();
        f.start <= 2 && alone && (is_label(after, f) || f.word.stop.is_some())
    });
    if begins_label || begins_label_of_units(after, vocabulary) || field(next, vocabulary).is_some()
    {
        return false;
    }
    if "、,(“".contains(*end) || just_opened(before) {
        return true;
    }
    if ends_with_fact(before, vocabulary) {
        return false;
    }
    if let Some(names) = label_line(before, vocabulary) {
        // 配合单位：无 names nobody, and the next line cannot go on with it.
        if names.iter().any(|c| *c != ' ') && vocabulary.is_blank_cell(names) {
            return false;
        }
        // 责任单位： on a line of its own, or a list cut in the middle of a name.
        let whole: Vec<char> = names.iter().chain(after).copied().collect();
        let head: Vec<char> = after.iter().copied().take_while(|c| !"。;".contains(*c)).collect();
        return names.is_empty() && (is_unit_list(&head, vocabulary) || head.len() < 40)
            || goes_on_listing(names, after, vocabulary)
            || !names.is_empty()
                && is_cut(names, vocabulary)
                && !names.last().is_some_and(char::is_ascii_digit)
                && (is_unit_list(&whole, vocabulary) || after.len() <= 12);
    }
    if "。;:!?.".contains(*end) {
        return false;
    }
    let heading = marker(before, 0).is_some_and(|m| m.style <= Style::Item)
        && !before.iter().any(|c| ",。;".contains(*c));
    if closed_statement(before, vocabulary) && !"。;,、)".contains(after[0]) {
        return false;
    }
    let full = wrap.is_some_and(|wrap| last_line_width(last) + 4 >= wrap);
    if is_statement(before, vocabulary) {
        return false;
    }
    let statement = is_statement(after, vocabulary);
    // 承担：县水利局；协助：县交通局: the list is whole, and the next line begins with other words.
    let listed = || {
        let label = vocabulary.scan(before).into_iter().rfind(|f| is_label(before, f));
        let head = after.split(|c| "、,;。".contains(*c)).next().unwrap_or_default();
        label.is_some_and(|f| {
            // 会办：县财政局；2024-06: what is behind the list is a date.
            let mut parts = before[f.end.min(before.len() - 1) + 1..].split(|c| *c == ';');
            has_colon(before, f.end)
                && parts.next().is_some_and(|names| is_sure_unit_list(names, vocabulary))
                && parts.all(|part| !part.iter().any(|c| is_han(*c)))
                && !is_unit_list(head, vocabulary)
                && !"、,;。".contains(after[0])
        })
    };
    if full && !listed() {
        // A statement on a line of its own may follow a full line, unless its list began there.
        let clause = before.rsplit(|c| ",;:。".contains(*c)).next().unwrap_or_default();
        let begun = clause.iter().any(|c| "由、同和与及".contains(*c)) || clause.len() < 4;
        let local = vocabulary.is_area(after[0]);
        return begun || !(statement && local);
    }
    if wrap.is_some() || heading || ")”".contains(*end) || statement {
        return false;
    }
    // A long line without an end that is not set off: the paragraph was torn.
    before.len() >= 25
        && before.iter().filter(|c| is_han(**c)).count() >= 20
        && is_han(after[0])
        && after.len() > 6
        && (before.iter().any(|c| ",。;".contains(*c)) || before.get(1) == Some(&'是'))
}

/// Whether a numbered heading is nothing but a label (二、整改责任单位).
pub fn labelled_heading(chars: &[char], vocabulary: &Vocabulary) -> bool {
    let Some(m) = marker(chars, 0) else { return false };
    let words = &chars[m.end..];
    vocabulary.scan(words).iter().any(|f| {
        let tail = words[f.end..].iter().all(|c| ": ".contains(*c));
        is_label(words, f) && tail && vocabulary.label_start(words, f.start) <= 2
    })
}

/// Whether a line ends a few characters behind a bracket that it opens.
fn just_opened(line: &[char]) -> bool {
    const FEW: usize = 12;
    let bracket = line.iter().rev().take(FEW).find(|c| "()".contains(**c));
    bracket == Some(&'(')
}

/// Whether words end with a bracket that holds a label with its units, or units and no second name of the one
/// before it.
fn closed_statement(chars: &[char], vocabulary: &Vocabulary) -> bool {
    let Some(open) = chars.iter().rposition(|c| *c == '(').filter(|_| chars.ends_with(&[')']))
    else {
        return false;
    };
    let before = chars[..open].rsplit(|c| ",;、。: ".contains(*c)).next().unwrap_or_default();
    let units = || {
        is_sure_unit_list(&chars[open + 1..chars.len() - 1], vocabulary)
            && !is_unit_list(before, vocabulary)
    };
    vocabulary.scan(&chars[open..]).iter().any(|f| is_label(&chars[open..], f)) || units()
}

/// Whether a line names one more unit of the list that ends the line before it; a short one may be any name.
fn goes_on_listing(names: &[char], line: &[char], vocabulary: &Vocabulary) -> bool {
    const SHORT: std::ops::RangeInclusive<usize> = 3..=12;
    let short = || SHORT.contains(&line.len()) && is_unit_list(line, vocabulary);
    !line.contains(&':')
        && !is_cut(names, vocabulary)
        && is_sure_unit_list(names, vocabulary)
        && (is_sure_unit_list(line, vocabulary) || short())
}

/// Whether a line is a statement and nothing else: 县教育局、县民政局按职责分工负责, 县教育局；配合单位：….
fn is_statement(line: &[char], vocabulary: &Vocabulary) -> bool {
    let found = vocabulary.scan(line);
    if let Some(label) = found.first().filter(|f| is_label(line, f) && has_colon(line, f.end)) {
        return is_sure_unit_list(&line[..label.start], vocabulary);
    }
    let mut verbs = found.iter().filter(|f| f.word.verb.is_some());
    let Some(first) = verbs.next() else { return false };
    let last = verbs.next_back().unwrap_or(first);
    line[last.end..].iter().all(|c| " 。".contains(*c))
        && is_sure_unit_list(&line[..first.start], vocabulary)
}

/// Whether a bracket is open that holds a word of responsibility.
fn open_statement(chars: &[char], vocabulary: &Vocabulary) -> bool {
    let mut stack = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' => stack.push(i),
            ')' => drop(stack.pop()),
            _ => {}
        }
    }
    stack.first().is_some_and(|open| {
        let inside = &chars[*open..];
        inside.len() < 400
            && vocabulary
                .scan(inside)
                .iter()
                .any(|f| f.word.label.is_some() || f.word.verb.is_some())
            || inside.len() < 30 && is_unit_list(&inside[1..], vocabulary)
    })
}

/// Whether a labelled line ends with another short fact: 牵头：区住建局｜时限：全年.
fn ends_with_fact(chars: &[char], vocabulary: &Vocabulary) -> bool {
    const LONGEST_FACT: usize = 12;
    let found = vocabulary.scan(chars);
    let labelled = found.first().is_some_and(|f| f.start <= 2 && is_label(chars, f));
    let fact = found.iter().rfind(|f| f.word.stop.is_some() && has_colon(chars, f.end));
    fact.is_some_and(|f| labelled && (2..=LONGEST_FACT).contains(&(chars.len() - f.end)))
}

/// The names behind the last label of a line that is a labelled line.
fn label_line<'a>(chars: &'a [char], vocabulary: &Vocabulary) -> Option<&'a [char]> {
    let found = vocabulary.scan(chars);
    let first = found.iter().find(|f| is_label(chars, f))?;
    if vocabulary.label_start(chars, first.start) > 1 {
        return None;
    }
    let last = found.iter().rev().find(|f| {
        is_label(chars, f)
            && (has_colon(chars, f.end) || f.end == chars.len() || chars.get(f.end) == Some(&')'))
    })?;
    // 牵头：A 时限：9月底: another fact ends the line.
    let fact = |f: &Found| f.start >= last.end && f.word.stop.is_some() && has_colon(chars, f.end);
    if found.iter().any(fact) {
        return None;
    }
    let names = &chars[last.end..];
    let skip = names.iter().take_while(|c| " :)".contains(**c)).count();
    Some(&names[skip..])
}

/// Whether a line is a bare page number in the middle of a list: behind a comma or inside a bracket.
fn breaks_statement(last: &Passage, line: &Passage) -> bool {
    const LONGEST: usize = 3;
    let number = line.len() <= LONGEST && line.chars().iter().all(char::is_ascii_digit);
    number && {
        let chars = last.chars();
        let depth: i32 = chars.iter().map(|c| i32::from(*c == '(') - i32::from(*c == ')')).sum();
        depth > 0 || chars.last().is_some_and(|c| "、,".contains(*c))
    }
}

/// Whether a line is nothing but a label without its colon: 参与单位.
fn is_bare_label(chars: &[char], vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 16;
    if chars.len() > LONGEST {
        return false;
    }
    let found = vocabulary.scan(chars);
    let label = found.last().filter(|f| f.end == chars.len() && is_label(chars, f));
    label.is_some_and(|f| vocabulary.label_start(chars, f.start) == 0)
}

/// Whether two joined lines need a blank between them: names listed by line breaks, Latin words.
fn needs_blank(before: &[char], after: &[char]) -> bool {
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    latin(before.last()) && latin(after.first()) && before.len() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(lines: &[&str]) -> Vec<String> {
        let lines: Vec<Line> =
            lines.iter().zip(1..).map(|(t, n)| Line { number: n, text: (*t).into() }).collect();
        let refs: Vec<&Line> = lines.iter().collect();
        paragraphs(&refs, &Vocabulary::default()).iter().map(Passage::whole).collect()
    }

    #[test]
    fn a_statement_broken_over_lines_is_one() {
        assert_eq!(
            join(&[
                "1.做好申报（牵头单位：区财政局；配合单位：",
                "",
                "各有关部门）。",
                "2.做好发放。"
            ]),
            ["1.做好申报（牵头单位：区财政局；配合单位：各有关部门）。", "2.做好发放。"]
        );
    }

    #[test]
    fn labels_keep_their_lines_and_take_the_names_below() {
        assert_eq!(
            join(&[
                "一、申报",
                "做好申报工作。",
                "牵头单位：",
                "区财政局、",
                "区税务局",
                "配合单位：区教委"
            ]),
            ["一、申报", "做好申报工作。", "牵头单位：区财政局、区税务局", "配合单位：区教委"]
        );
    }

    #[test]
    fn a_number_alone_belongs_to_the_next_line() {
        assert_eq!(join(&["7", "。实现零投资。甲。"]), ["7。实现零投资。甲。"]);
    }
}
