//! The numbering of plans: 一、 / （一） / 1. / (1) / ①.
//!
//! Owns markers, their order of rank and where one line holds several items. Never knows roles.

use crate::plan::passage::Passage;
use crate::text::{formal_numeral, is_han, is_numeral, numeral};
use std::ops::Range;

/// The style of a marker; the order of the variants is the order of rank, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// 第一章, 第一部分.
    Part,
    /// 一、
    Chapter,
    /// （一）
    Section,
    /// 1., 第一条, 第1项, 第一件事 or 任务1：
    Item,
    /// 1.1.
    Decimal,
    /// 1.1.1 and deeper.
    Decimals,
    /// (1)
    Sub,
    /// 1) or ①.
    Circled,
}

/// A marker at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub style: Style,
    /// Its value; the last figure of a decimal.
    pub ordinal: u32,
    /// The number as printed (3, （一）), by positions.
    pub number: Range<usize>,
    /// Where the text behind it begins.
    pub end: usize,
}

/// The marker that stands at `at`, if there is one.
pub fn marker(chars: &[char], at: usize) -> Option<Marker> {
    let rest = &chars[at..];
    let blanks = rest.iter().take_while(|c| **c == ' ').count();
    let start = at + blanks;
    let words = &chars[start..];
    let first = *words.first()?;
    let found = match first {
        '第' => named(words),
        '(' => bracketed(words),
        // —、招商引资: a dash stands for the numeral one.
        '-' if words.get(1) == Some(&'、') => Some((Style::Chapter, 1, 0..1, 2)),
        '①'..='⑳' => Some((Style::Circled, first as u32 - '①' as u32 + 1, 0..1, 1)),
        _ if first.is_ascii_digit() => arabic(words),
        _ if is_numeral(first) => chapter(words),
        _ => formal(words).or_else(|| worded(words)),
    }?;
    let (style, ordinal, number, end) = found;
    let blanks = words[end..].iter().take_while(|c| **c == ' ').count();
    Some(Marker {
        style,
        ordinal,
        number: number.start + start..number.end + start,
        end: start + end + blanks,
    })
}

type Parts = (Style, u32, Range<usize>, usize);

/// 第三章 …, 第一条 …
fn named(words: &[char]) -> Option<Parts> {
    let digits = words[1..].iter().take_while(|c| is_numeral(**c) || c.is_ascii_digit()).count();
    let ordinal = value(&words[1..1 + digits])?;
    let rest = &words[1 + digits..];
    let (style, word) = [
        ("部分", Style::Part),
        ("章", Style::Part),
        ("篇", Style::Part),
        ("节", Style::Section),
        ("条", Style::Item),
        ("项", Style::Item),
        ("件事", Style::Item),
        ("件", Style::Item),
    ]
    .into_iter()
    .map(|(word, style)| (style, word.chars().collect::<Vec<_>>()))
    .find(|(_, word)| rest.starts_with(word))?;
    let end = 1 + digits + word.len();
    let after = words.get(end).copied();
    let colon = usize::from(after.is_some_and(|c| ":、,.".contains(c)));
    let set_off =
        colon > 0 || after.is_none_or(|c| c == ' ') || style == Style::Part && words.len() < 30;
    set_off.then_some((style, ordinal, 0..end, end + colon))
}

/// 任务1：… 措施三 … 重点任务2：…
fn worded(words: &[char]) -> Option<Parts> {
    const COUNTED: [[char; 2]; 12] = [
        ['实', '事'],
        ['问', '题'],
        ['难', '题'],
        ['提', '案'],
        ['建', '议'],
        ['任', '务'],
        ['措', '施'],
        ['举', '措'],
        ['事', '项'],
        ['项', '目'],
        ['行', '动'],
        ['工', '程'],
    ];
    /// Characters before such a word: 重点, 专项.
    const LONGEST_KIND: usize = 2;
    let counted = |at: &usize| COUNTED.iter().any(|word| words[*at..].starts_with(word));
    let kind = [0, LONGEST_KIND].into_iter().filter(|at| *at < words.len()).find(counted)?;
    // 实事之一
    let start = kind + 2 + usize::from(words.get(kind + 2) == Some(&'之'));
    let digits = &words[start..];
    let count = digits.iter().take_while(|c| is_numeral(**c) || c.is_ascii_digit()).count();
    let ordinal = value(&digits[..count])?;
    let end = start + count;
    let mark = words.get(end).copied()?;
    let set_off = mark == ':' || kind == 0 && "、. ".contains(mark);
    set_off.then_some((Style::Item, ordinal, start..end, end + 1))
}

/// （一）, (1) or 【第一项】
fn bracketed(words: &[char]) -> Option<Parts> {
    let close = words.iter().take(8).position(|c| *c == ')')?;
    let inside: Vec<char> = words[1..close].iter().copied().filter(|c| *c != ' ').collect();
    if inside.first() == Some(&'第') {
        let (style, ordinal, number, end) = named(&inside)?;
        return (end == inside.len()).then_some((
            style,
            ordinal,
            number.start + 1..number.end + 1,
            close + 1,
        ));
    }
    // （B1）: a letter for the part.
    let figures = match inside.as_slice() {
        [letter, digits @ ..] if letter.is_ascii_uppercase() && !digits.is_empty() => digits,
        all => all,
    };
    let ordinal = if inside == ['-'] { 1 } else { value(figures)? };
    let arabic = inside.first()?.is_ascii_digit();
    if ordinal == 0 || ordinal > 199 {
        return None;
    }
    let style = if arabic { Style::Sub } else { Style::Section };
    let stop = usize::from(words.get(close + 1).is_some_and(|c| "、.".contains(*c)));
    Some((style, ordinal, 0..close + 1, close + 1 + stop))
}

/// 1. / 1、 / 1) / 1.1 / 1．
fn arabic(words: &[char]) -> Option<Parts> {
    let run = |from: usize| words[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = run(0);
    // 2023、2024年 are years, and so is what begins a date.
    let thousand = |c: &char| c.is_ascii_digit() || *c == ' ';
    let year = end == 4
        && (!words.get(4).is_some_and(|c| "、.".contains(*c)) || words.get(5).is_none_or(thousand));
    if end > 4 || year {
        return None;
    }
    let mut last = 0..end;
    let mut levels = 1;
    // 1.20XX年活动: a year that hides its digits.
    let masked =
        |end: usize| words.get(end + 1 + run(end + 1)).is_some_and(|c| "Xx×*".contains(*c));
    while words.get(end) == Some(&'.')
        && (1..=2).contains(&run(end + 1))
        && levels < 4
        && !masked(end)
    {
        last = end + 1..end + 1 + run(end + 1);
        end = last.end;
        levels += 1;
    }
    let ordinal = value(&words[last])?;
    let after = words.get(end).copied();
    if levels > 1 {
        // 1.1 text: a decimal number in a sentence is followed by a unit or a percent sign.
        let next = words.get(end).copied().filter(|c| *c == ' ' || "、.".contains(*c));
        return match next {
            Some(c) => Some((decimal(levels), ordinal, 0..end, end + usize::from(c != ' '))),
            None if words.get(end).is_some_and(|c| is_han(*c))
                && (levels == 3 || !measures(&words[end..])) =>
            {
                Some((decimal(levels), ordinal, 0..end, end))
            }
            None => None,
        };
    }
    // 3 . 加强管理: a blank before the mark.
    if after == Some(' ')
        && words.get(end + 1).is_some_and(|c| ".、".contains(*c))
        && words[end + 2..].iter().find(|c| **c != ' ').is_some_and(|c| is_han(*c))
    {
        return Some((Style::Item, ordinal, 0..end, end + 2));
    }
    match after? {
        // 4.2020年造林方案, 11.121人才梯队: a year or a name begins the words of the item.
        '.' | '、' | '。'
            if !words.get(end + 1).is_some_and(char::is_ascii_digit)
                || run(end + 1) >= 3
                || masked(end) =>
        {
            Some((Style::Item, ordinal, 0..end, end + 1))
        }
        ')' => Some((Style::Circled, ordinal, 0..end + 1, end + 1)),
        ' ' if end <= 2
            && (words[0] == '0' || heads(&words[end + 1..]))
            && words.get(end + 1).is_some_and(|c| is_han(*c) || *c == '“') =>
        {
            Some((Style::Item, ordinal, 0..end, end))
        }
        _ => None,
    }
}

fn decimal(levels: usize) -> Style {
    if levels == 2 { Style::Decimal } else { Style::Decimals }
}

/// Whether words behind a number and a blank are a short heading and no quantity (19 个方面).
fn heads(words: &[char]) -> bool {
    (2..=24).contains(&words.len())
        && !words.iter().any(|c| "。;:, ".contains(*c))
        && !words.first().is_some_and(|c| counts(*c))
}

/// Whether a character behind a figure makes a quantity of it (19 个方面, 3年).
pub fn counts(c: char) -> bool {
    "个项家名年月日件条次米吨亿万元户人种类位部处".contains(c)
}

/// Whether words behind a decimal make a quantity of it (3.25元, 1.5公里).
fn measures(words: &[char]) -> bool {
    const UNITS: [&str; 22] = [
        "倍", "百", "千", "十", "米", "公里", "公斤", "公顷", "公分", "吨", "度", "亩", "平方",
        "立方", "斤", "克", "升", "兆", "分", "折", "小时", "℃",
    ];
    let text: String = words.iter().take(2).collect();
    words.first().is_some_and(|c| counts(*c)) || UNITS.iter().any(|unit| text.starts_with(unit))
}

/// Whether a line is nothing but a page number (— 3 —, 第3页).
pub fn is_page_number(chars: &[char]) -> bool {
    let text: String = chars.iter().filter(|c| **c != ' ').collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let dressed = text.contains('-') || text.contains('页') || text.contains('/');
    digits > 0
        && digits <= 4
        && dressed
        && text.chars().all(|c| c.is_ascii_digit() || "-第页共/.·".contains(c))
}

/// 一、 / 一. / 一 (blank)
fn chapter(words: &[char]) -> Option<Parts> {
    let end = words.iter().take_while(|c| is_numeral(**c)).count();
    let ordinal = value(&words[..end])?;
    let after = *words.get(end)?;
    // 一 总体要求 on a line of its own, or with the next marker close behind it.
    let heads = || {
        let close = words.len().min(end + 32);
        let behind = (end + 2..close).find(|i| words[*i] == ' ').map(|i| i + 1);
        // A numeral would be a chapter again, and that one asks what follows it.
        let other =
            |i: &usize| !words[*i..].iter().find(|c| **c != ' ').is_some_and(|c| is_numeral(*c));
        let next = behind.filter(other).and_then(|i| marker(words, i));
        words.len() < 40 || next.is_some_and(|m| m.style > Style::Chapter && m.ordinal == 1)
    };
    let delimiter = "、.,".contains(after) || after == ' ' && end <= 2 && heads();
    delimiter.then_some((Style::Chapter, ordinal, 0..end, end + 1))
}

/// 壹、 / 拾贰、
fn formal(words: &[char]) -> Option<Parts> {
    const LONGEST: usize = 3;
    let text: String = words.iter().take(LONGEST).collect();
    let (ordinal, end) = formal_numeral(&text)?;
    (words.get(end) == Some(&'、')).then_some((Style::Chapter, ordinal, 0..end, end + 1))
}

fn value(digits: &[char]) -> Option<u32> {
    numeral(&digits.iter().collect::<String>())
}

/// Where the words begin behind a number that is said and no marker: 一是推进…, 第二，整治….
pub fn behind_counting_words(chars: &[char], at: usize) -> usize {
    let ordinal = usize::from(chars.get(at) == Some(&'第'));
    let digits = chars[at + ordinal..].iter().take_while(|c| is_numeral(**c)).count();
    let end = at + ordinal + digits;
    let mark = if ordinal > 0 { ',' } else { '是' };
    let counts = digits > 0 && chars.get(end) == Some(&mark);
    if counts && end + 1 < chars.len() { end + 1 } else { at }
}

/// Splits a paragraph in which several items run together without line breaks.
///
/// A marker inside counts behind the end of a sentence or a bracket only, and only when its ordinal
/// is the one that follows `last` of its style, or 1 with 2 of the same style later on. The numbers of a list of
/// names (责任单位：1.甲局；2.乙局), which `lists` tells, begin no item.
pub fn split_items(
    passage: &Passage,
    last: impl Fn(Style) -> Option<u32>,
    lists: impl Fn(&[char]) -> bool,
) -> Vec<Passage> {
    let chars = passage.chars();
    // (1)…;(2)…: where the paragraph begins so, its items are of that style.
    let subs = marker(chars, 0).is_some_and(|m| m.style == Style::Sub);
    let mut candidates: Vec<(usize, Marker)> = Vec::new();
    for i in 1..chars.len() {
        let before = chars[..i].iter().rposition(|c| *c != ' ').map(|j| chars[j]);
        let ends = before.is_some_and(|c| matches!(c, '。' | ';' | '!' | '?' | ')' | '”' | ':'))
            || chars[i - 1] == ' ' && before.is_some_and(|c| c != '、')
            || before.is_some_and(is_han) && (chars[i].is_ascii_digit() || chars[i] == '(');
        // …检查工作第六条 保卫处职责: an article begins where the line break has been lost.
        let article = || {
            chars[i] == '第'
                && marker(chars, i).is_some_and(|m| chars[m.number.end..].starts_with(&[' ']))
        };
        if !(ends || article()) || before == Some('第') || chars[i] == ' ' {
            continue;
        }
        // 按照（一）项 speaks of an item.
        let spoken_of =
            |m: &Marker| chars.get(m.end).is_some_and(|c| "项条款点中和、的".contains(*c));
        if let Some(found) = marker(chars, i).filter(|m| !spoken_of(m))
            && (matches!(found.style, Style::Chapter | Style::Section | Style::Item)
                || subs && found.style == Style::Sub)
            && found.end < chars.len()
            && (found.style == Style::Chapter
                || chars[i] == '第'
                || chars.get(found.number.end).is_some_and(|c| *c != ' '))
        {
            candidates.push((i, found));
        }
    }
    let colon = |at: usize| chars[..at].iter().rfind(|c| **c != ' ') == Some(&':');
    let named = |m: &Marker| {
        let ends = |c: &char| "。;、,: (".contains(*c) || c.is_ascii_digit();
        let end = chars[m.end..].iter().position(ends).map_or(chars.len(), |n| m.end + n);
        let next = chars[end..].iter().find(|c| !"。;、, ".contains(**c));
        let goes_on = next.is_none_or(|c| c.is_ascii_digit() || matches!(c, '(' | ')'));
        goes_on && lists(&chars[m.end..end])
    };
    let mut listing = false;
    candidates.retain(|(at, found)| {
        listing = (listing || found.ordinal == 1 && colon(*at)) && named(found);
        !listing
    });
    let mut latest: Vec<(Style, u32)> = Vec::new();
    if let Some(first) = marker(chars, 0) {
        latest.push((first.style, first.ordinal));
    }
    let mut cuts = vec![0];
    for (n, (at, found)) in candidates.iter().enumerate() {
        let known = latest.iter().rev().find(|(s, _)| *s == found.style).map(|(_, o)| *o);
        let follows = known.or_else(|| last(found.style)).is_some_and(|o| o + 1 == found.ordinal);
        let starts = (found.ordinal == 1 || known.is_none())
            && candidates[n + 1..]
                .iter()
                .any(|(_, m)| m.style == found.style && m.ordinal == found.ordinal + 1);
        // 1. below 一、, or 一、 behind 提出以下意见： with items below it.
        let below = |m: &Marker| m.style > found.style && m.ordinal == 1;
        let opens = before_is(chars, *at, ':') && candidates[n + 1..].iter().any(|(_, m)| below(m))
            || found.style < Style::Item && candidates.get(n + 1).is_some_and(|(_, m)| below(m));
        let restarts =
            found.ordinal == 1 && (opens || latest.last().is_some_and(|(s, _)| *s < found.style));
        if follows || starts || restarts {
            latest.push((found.style, found.ordinal));
            cuts.push(*at);
        }
    }
    cuts.push(chars.len());
    cuts.windows(2).map(|w| passage.slice(w[0]..w[1]).trimmed()).collect()
}

/// Puts a bracket that stands before the number of its item behind the item's words: （县财政局牵头）1.争取资金, where
/// several items begin so.
pub fn with_brackets_behind(paragraphs: &mut [Passage]) {
    const FEWEST: usize = 2;
    let number = |passage: &Passage| {
        let chars = passage.chars();
        let close = chars.iter().position(|c| *c == ')').filter(|_| chars.first() == Some(&'('))?;
        let item = marker(chars, close + 1).filter(|m| m.style <= Style::Item)?;
        (marker(chars, 0).is_none() && item.end < chars.len()).then_some(close + 1)
    };
    let found: Vec<(usize, usize)> =
        paragraphs.iter().enumerate().filter_map(|(i, p)| Some((i, number(p)?))).collect();
    if found.len() < FEWEST {
        return;
    }
    for (i, from) in found {
        let passage = &paragraphs[i];
        let mut item = passage.slice(from..passage.len()).trimmed();
        item.append(&passage.slice(0..from));
        paragraphs[i] = item;
    }
}

/// Gives numbers the mark that they lost (12改革体制), where several in a row count up.
pub fn with_lost_marks(paragraphs: &mut [Passage]) {
    const FEWEST: usize = 3;
    // Where each number ends whose mark is lost; 0 for a whole one.
    let mut numbers: Vec<(usize, u32, usize)> = Vec::new();
    for (i, passage) in paragraphs.iter().enumerate() {
        let chars = passage.chars();
        let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
        let blanks = chars[digits..].iter().take_while(|c| **c == ' ').count();
        let words = &chars[digits + blanks..];
        let opens = words.first().is_some_and(|c| is_han(*c) && !counts(*c));
        match marker(chars, 0) {
            Some(m) if m.style == Style::Item => numbers.push((i, m.ordinal, 0)),
            None if (1..=2).contains(&digits) && opens => {
                numbers.extend(value(&chars[..digits]).map(|ordinal| (i, ordinal, digits)));
            }
            _ => {}
        }
    }
    for run in numbers.chunk_by(|a, b| b.1 == a.1 + 1).filter(|run| run.len() >= FEWEST) {
        for (i, _, digits) in run.iter().filter(|(_, _, digits)| *digits > 0) {
            let passage = &paragraphs[*i];
            let mut numbered = passage.slice(0..*digits);
            numbered.push(".", passage.line(0));
            numbered.append(&passage.slice(*digits..passage.len()).trimmed());
            paragraphs[*i] = numbered;
        }
    }
}

/// Whether the last character before a place, blanks apart, is this one.
fn before_is(chars: &[char], at: usize, wanted: char) -> bool {
    chars[..at].iter().rev().find(|c| **c != ' ') == Some(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_start(text: &str) -> Option<(Style, u32, String)> {
        let passage = Passage::new(text, 1);
        marker(passage.chars(), 0).map(|m| (m.style, m.ordinal, passage.text(m.number)))
    }

    #[test]
    fn markers_of_every_style() {
        for (text, style, ordinal, number) in [
            ("一、总体要求", Style::Chapter, 1, "一"),
            ("　十九、包容普惠创新", Style::Chapter, 19, "十九"),
            ("（一）深化改革", Style::Section, 1, "（一）"),
            ("(二)优化服务", Style::Section, 2, "(二)"),
            ("１．优化开办企业服务。", Style::Item, 1, "１"),
            ("7。实现外线工程", Style::Item, 7, "7"),
            ("3、强化监管", Style::Item, 3, "3"),
            ("（1）推进申报", Style::Sub, 1, "（1）"),
            ("1）推进申报", Style::Circled, 1, "1）"),
            ("②推进申报", Style::Circled, 2, "②"),
            ("第一章 总则", Style::Part, 1, "第一章"),
            ("实事之二：改造卫生室", Style::Item, 2, "二"),
            ("贰、公共机构节水", Style::Chapter, 2, "贰"),
            ("拾壹、附则", Style::Chapter, 11, "拾壹"),
            ("1.2 推进申报", Style::Decimal, 2, "1.2"),
            ("2.20XX年旅游节", Style::Item, 2, "2"),
            ("4 . 推进申报", Style::Item, 4, "4"),
        ] {
            assert_eq!(at_start(text), Some((style, ordinal, number.into())), "{text}");
        }
        for text in [
            "2019年底前实现",
            "3.25元每吨",
            "一是加快",
            "19 个重要方面",
            "十千伏线路",
            "（含市级）",
            "三级网格",
            "陆空联运",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_said_stand_before_the_words() {
        for (text, words) in [
            ("一是推进申报", "推进申报"),
            ("第十二，推进申报", "推进申报"),
            ("第一时间推进", "第一时间推进"),
            ("三是", "三是"),
            ("是推进", "是推进"),
        ] {
            let passage = Passage::new(text, 1);
            let from = behind_counting_words(passage.chars(), 0);
            assert_eq!(passage.text(from..passage.len()), words, "{text}");
        }
    }

    #[test]
    fn items_run_together_are_split_and_references_are_not() {
        let passage = Passage::new("1.甲事项。做好甲。2.乙事项。按（一）办理。3.丙事项", 1);
        let parts: Vec<_> =
            split_items(&passage, |_| None, |_| false).iter().map(Passage::whole).collect();
        assert_eq!(parts, ["1.甲事项。做好甲。", "2.乙事项。按（一）办理。", "3.丙事项"]);
        let mut lines = ["3改革体制。", "4 推进审批。", "文。", "5 加快建设。", "2个方面"]
            .map(|text| Passage::new(text, 1));
        with_lost_marks(&mut lines);
        let lines: Vec<_> = lines.iter().map(Passage::whole).collect();
        assert_eq!(lines, ["3.改革体制。", "4.推进审批。", "文。", "5.加快建设。", "2个方面"]);
        let passage = Passage::new("到年底达到。5.5亿元", 1);
        assert_eq!(split_items(&passage, |_| Some(4), |_| false).len(), 1);
    }
}
