//! What copying from web page to web page did to the letters of a text is undone.
//!
//! Owns readings put behind characters (開（kāi）發), numbers broken by a lost byte (?。ㄒ唬), and marks of
//! lines, words and pages that are no part of the text. Never knows what a line says.

use super::document::{Document, Line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::{Said, chinese_numeral, is_han, numeral};

/// Undoes them and says how often and where first.
///
/// # Keeps / Drops
/// Brackets that hold Latin letters with a tone mark and stand behind a Chinese character are dropped:
/// no name or title has such a bracket, and inside a name it would make another unit of it. `?。ㄒ唬` at
/// the beginning of a line becomes （一）.
pub(super) fn repair(document: &mut Document) -> Vec<Diagnostic> {
    let mut readings = Tally::default();
    let mut numbers = Tally::default();
    let mut last = 0;
    let mut marks = Tally::default();
    document.lines =
        document.lines.drain(..).flat_map(|line| with_line_ends(line, &mut marks)).collect();
    without_fillers(&mut document.lines, &mut marks);
    without_page_marks(&mut document.lines, &mut marks);
    without_lost_blanks(&mut document.lines, &mut marks);
    for line in &mut document.lines {
        if let Some((text, count)) = without_readings(&line.text) {
            line.text = text;
            readings.add(count, line);
        }
        if let Some(text) = with_number(&line.text, &mut last) {
            line.text = text;
            numbers.add(1, line);
        }
    }
    let at = |line| Locator::line(document.source.clone(), line);
    let mut notes = Vec::new();
    if let Some(line) = marks.first {
        notes.push(Diagnostic::new(
            Severity::Note,
            "copy-marks-removed",
            Said::new(
                format!("文字中夹有网页留下的页码、换行、空格或分词记号，共 {} 处", marks.count),
                format!(
                    "{} marks of pages, lines, blanks or words that a web page left stand in the text",
                    marks.count
                ),
            ),
            at(line),
            Said::new("这些记号已去掉，再读取单位和事项", "the marks are taken out before reading"),
        ));
    }
    if let Some(line) = readings.first {
        notes.push(Diagnostic::new(
            Severity::Note,
            "readings-removed",
            Said::new(
                format!("文字后夹有注音，如“開（kāi）”，共 {} 处", readings.count),
                format!(
                    "{} characters have their reading in a bracket behind them",
                    readings.count
                ),
            ),
            at(line),
            Said::new("注音已去掉，再读取单位和事项", "the readings are taken out before reading"),
        ));
    }
    if let Some(line) = numbers.first {
        notes.push(
            Diagnostic::new(
                Severity::Warning,
                "numbers-restored",
                Said::new(
                    format!("有 {} 行的序号成了乱码，如“?。ㄒ唬”", numbers.count),
                    format!("the number of {} lines is garbled, as in 「?。ㄒ唬」", numbers.count),
                ),
                at(line),
                Said::new(
                    "已按乱码规律和先后次序还原为（一）（二）……；序号后的首字可能有误",
                    "restored from the garbled letters and the order of the lines; the first \
                     characters behind the number may be wrong",
                ),
            )
            .hint(Said::new("请与原文核对", "compare with the original document")),
        );
    }
    notes
}

/// The mark that previews of document libraries print for a line end: a Cyrillic letter.
const LINE_END: char = 'Р';

/// How often it stands in a line of which it is no letter.
const OFTEN: usize = 3;

/// The lines that a line was before its ends became letters; all keep its number.
fn with_line_ends(line: Line, marks: &mut Tally) -> Vec<Line> {
    let other = |c: char| matches!(c, '\u{0400}'..='\u{04FF}') && c != LINE_END;
    let count = line.text.matches(LINE_END).count();
    if count < OFTEN || line.text.contains(other) {
        return vec![line];
    }
    marks.add(count, &line);
    let number = line.number;
    line.text.split(LINE_END).map(|text| Line { number, text: text.to_owned() }).collect()
}

/// What some converters print between words.
const FILLER: &str = "@@";

/// Takes the fillers out where there are many.
fn without_fillers(lines: &mut [Line], marks: &mut Tally) {
    let count = |line: &Line| line.text.matches(FILLER).count();
    if lines.iter().map(count).sum::<usize>() >= OFTEN {
        for line in lines.iter_mut().filter(|line| count(line) > 0) {
            marks.add(count(line), line);
            line.text = line.text.replace(FILLER, "");
        }
    }
}

/// The fewest characters of a page that previews of document libraries print as one line.
const SHORTEST_PAGE: usize = 100;

/// Takes out the numbers of pages (1、 2、 3、) with which previews of document libraries begin every line: the
/// lines are long, count up from 1, and break off in the middle of a sentence.
fn without_page_marks(lines: &mut [Line], marks: &mut Tally) {
    let mut marked: Vec<(usize, usize)> = Vec::new();
    let mut previous: Option<&Line> = None;
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| !line.text.trim().is_empty()) {
        let mark = format!("{}、", marked.len() + 1);
        if line.text.starts_with(&mark) {
            let torn = previous.is_some_and(|line| {
                let text = line.text.trim_end();
                text.chars().nth(SHORTEST_PAGE).is_some()
                    && !text.ends_with(['。', '；', ';', '！', '？', '：', ':', '）', ')', '.'])
            });
            if !marked.is_empty() && !torn {
                return;
            }
            marked.push((i, mark.len()));
        } else if !marked.is_empty() {
            return;
        }
        previous = Some(line);
    }
    if marked.len() > 1 {
        for (i, length) in marked {
            marks.add(1, &lines[i]);
            lines[i].text.drain(..length);
        }
    }
}

/// Takes out the question marks that stand for the blanks at the beginning of paragraphs (??一、…), where
/// several lines begin so.
fn without_lost_blanks(lines: &mut [Line], marks: &mut Tally) {
    let lost = |line: &Line| {
        let text = line.text.trim_start();
        let rest = text.trim_start_matches(|c: char| c == '?' || c.is_whitespace());
        let paragraph = |c: char| is_han(c) || c.is_ascii_digit() || "(（“《【".contains(c);
        let begins = text.starts_with('?') && rest.starts_with(paragraph);
        begins.then(|| line.text.len() - rest.len())
    };
    if lines.iter().filter(|line| lost(line).is_some()).count() >= 2 {
        for line in lines {
            if let Some(length) = lost(line) {
                marks.add(1, line);
                line.text.drain(..length);
            }
        }
    }
}

#[derive(Default)]
struct Tally {
    count: usize,
    first: Option<u32>,
}

impl Tally {
    fn add(&mut self, count: usize, line: &Line) {
        self.count += count;
        self.first.get_or_insert(line.number);
    }
}

/// Longest reading: zhuàng has six letters.
const LONGEST_READING: usize = 6;

/// The text without the readings behind its characters, and how many there were.
fn without_readings(text: &str) -> Option<(String, usize)> {
    if !text.contains(toned) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let (mut kept, mut count, mut i) = (String::with_capacity(text.len()), 0, 0);
    while i < chars.len() {
        let behind_character = i > 0 && is_han(chars[i - 1]);
        let inside = chars[i + 1..].iter().take_while(|c| c.is_ascii_lowercase() || toned(**c));
        let length = if matches!(chars[i], '(' | '（') && behind_character {
            inside.take(LONGEST_READING + 1).count()
        } else {
            0
        };
        let closed = matches!(chars.get(i + 1 + length), Some(')' | '）'));
        if closed
            && (1..=LONGEST_READING).contains(&length)
            && chars[i + 1..i + 1 + length].iter().any(|c| toned(*c))
        {
            count += 1;
            i += length + 2;
        } else {
            kept.push(chars[i]);
            i += 1;
        }
    }
    (count > 0).then_some((kept, count))
}

/// A vowel with a tone mark.
fn toned(c: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü".contains(c)
}

/// The line with its number in place of what a lost byte made of it.
///
/// In GBK a number in brackets at the beginning of a line, A1A1 A3A8 D2BB A3A9 for （一）, is read one byte
/// late when a byte before it is lost: `?` for the rest of the blank, 。 (A1A3), ㄒ (A8D2), 唬 (BBA3), and
/// a box line of A9 with the first byte of the next character. What has no character, as for 六, is
/// gone altogether; then the number is the one after `last`.
fn with_number(text: &str, last: &mut u32) -> Option<String> {
    let body = text.trim_start();
    let Some(rest) = body.strip_prefix("?。").or_else(|| body.strip_prefix("？。")) else {
        if let Some(number) = bracketed(body) {
            *last = number;
        }
        return None;
    };
    let head: String = rest.chars().take_while(|c| FIRST_BYTES.contains(*c)).take(1).collect();
    let rest = &rest[head.len()..];
    let told = FIRST_BYTES.chars().zip(FIRST_NUMERALS.chars()).find(|(c, _)| head.starts_with(*c));
    let tail = rest.trim_start_matches(|c| LAST_BYTES.contains(c));
    let tail = tail.trim_start_matches(|c| matches!(c, '\u{2500}'..='\u{257F}' | '﹩' | '?'));
    let next = *last + 1;
    *last = match told {
        Some((_, first)) if !chinese_numeral(next).starts_with(first) => {
            numeral(first.encode_utf8(&mut [0; 4])).unwrap_or(next)
        }
        _ => next,
    };
    Some(format!("（{}）{tail}", chinese_numeral(*last)))
}

/// What becomes of A8 with the first byte of a numeral, and the numerals.
const FIRST_BYTES: &str = "ㄒǘㄈㄋㄎㄆòňㄊ";
const FIRST_NUMERALS: &str = "一二三四五七八九十";

/// What becomes of the second byte of a numeral with A3.
const LAST_BYTES: &str = "唬模澹撸耍牛";

/// The number of a line that begins （一）.
fn bracketed(text: &str) -> Option<u32> {
    let inside = text.strip_prefix(['(', '（'])?;
    numeral(&inside[..inside.find([')', '）'])?])
}

#[cfg(test)]
mod tests {
    use crate::documents::read;

    fn repaired(text: &str) -> (Vec<String>, Vec<&'static str>) {
        let read = read(text.as_bytes(), "x.txt");
        let lines = read.value.lines.into_iter().map(|line| line.text).collect();
        (lines, read.notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn readings_are_taken_out_and_other_brackets_stay() {
        let (lines, notes) = repaired(
            "市發（fā）改委、省農(nóng)業(yè)廳（省委農辦）、甲(app)、（kāi）、乙（Wáng）",
        );
        assert_eq!(lines, ["市發改委、省農業廳（省委農辦）、甲(app)、（kāi）、乙（Wáng）"]);
        assert_eq!(notes, ["readings-removed"]);
    }

    #[test]
    fn line_ends_printed_as_letters_are_line_ends() {
        let (lines, _) = repaired("甲。Р责任单位：乙局РР三、丙Р\nРоссия、Р、Р");
        assert_eq!(lines, ["甲。", "责任单位：乙局", "", "三、丙", "", "Россия、Р、Р"]);
    }

    #[test]
    fn fillers_and_page_numbers_are_taken_out() {
        let (lines, _) = repaired("一@@、甲@@乙@@局\n丙@");
        assert_eq!(lines, ["一、甲乙局", "丙@"]);
        let long = "甲".repeat(120);
        let (lines, _) = repaired(&format!("题\n1、{long}\n2、{long}\n3、乙。"));
        assert_eq!(lines, ["题", &long, &long, "乙。"]);
        let list = format!("1、{long}。\n2、{long}。");
        assert_eq!(repaired(&list).0.join("\n"), list);
    }

    #[test]
    fn question_marks_for_lost_blanks_are_taken_out() {
        let (lines, notes) = repaired("??一、甲\n? ?（一）乙\n丙?\n?");
        assert_eq!(lines, ["一、甲", "（一）乙", "丙?", "?"]);
        assert_eq!(notes, ["copy-marks-removed"]);
        assert_eq!(repaired("?甲\n乙").0, ["?甲", "乙"]);
    }

    #[test]
    fn garbled_numbers_are_restored() {
        let text = "?。ㄒ唬┚a。\n　?。ǘ┩七M\n?。ㄈ┲\n(四)建\n?。ㄎ澹┘涌\n?。﹩优\n?。ㄆ撸┳\n？。ò耍b\n\
                    ?。ň牛c\n?。ㄊ┨\n?。ㄊ唬d\n甲?。乙";
        let (lines, notes) = repaired(text);
        let numbers: Vec<&str> = lines
            .iter()
            .map(|line| line.split_inclusive(['）', ')']).next().unwrap_or_default())
            .collect();
        assert_eq!(
            numbers,
            [
                "（一）",
                "（二）",
                "（三）",
                "(四)",
                "（五）",
                "（六）",
                "（七）",
                "（八）",
                "（九）",
                "（十）",
                "（十一）",
                "甲?。乙"
            ]
        );
        assert_eq!(notes, ["numbers-restored"]);
        assert_eq!(lines[0], "（一）a。");
    }
}
