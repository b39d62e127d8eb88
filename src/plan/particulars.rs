//! Title, number, issuer, jurisdiction and date of a plan.
//!
//! Owns the head and foot of official documents. Never knows measures.

use super::lists::Lists;
use super::measure::Plan;
use super::passage::Passage;
use super::vocabulary::Vocabulary;
use crate::documents::Document;
use crate::text::{fold, folded, is_han, key, numeral};

/// Reads what the document says of itself.
pub fn read(document: &Document, id: &str, vocabulary: &Vocabulary) -> Plan {
    let lists = vocabulary.lists();
    let lines: Vec<(Passage, String)> = document
        .lines
        .iter()
        .filter(|l| !l.text.trim().is_empty())
        .take(60)
        .map(|l| {
            let passage = Passage::new(
                l.text[..l.text.floor_char_boundary(600)]
                    .trim_matches(['*', '#', ' ', '\t', '\u{3000}']),
                l.number,
            )
            .without_letter_spacing();
            let words = folded(&passage.whole());
            (passage, words)
        })
        .collect();
    let title = title(&lines, lists);
    let document_number = document_number(&lines);
    let issuer = issuer(&lines, document, lists);
    // The head of a notice names the area where issuer and title do not.
    let notice = lines.iter().take(4).map(|(_, w)| w.as_str()).find(|w| w.contains("关于"));
    let notice = notice.unwrap_or_default();
    let jurisdiction = jurisdiction(&[&issuer, &title, notice], lists);
    let date = date(document);
    let year = first_year(&title).or_else(|| date.get(..4).and_then(|y| y.parse().ok()));
    Plan {
        id: id.to_owned(),
        title: as_printed(&title, &lines, document),
        document_number,
        issuer: as_printed(&issuer, &lines, document),
        jurisdiction,
        date,
        year,
        source: document.source.to_string(),
        measures: Vec::new(),
    }
}

/// Folded words of the head or foot as they are printed: a line of their own, or part of lines that follow each other.
fn as_printed(words: &str, lines: &[(Passage, String)], document: &Document) -> String {
    const FEW_LINES: usize = 300;
    if let Some((line, _)) = lines.iter().find(|(_, line)| line == words) {
        return line.whole();
    }
    let inked = |c: &char| !fold(*c).is_whitespace() && !matches!(c, '*' | '#');
    let head = document.lines.iter().filter(|l| !l.text.trim().is_empty()).take(FEW_LINES);
    let printed: Vec<char> =
        head.flat_map(|l| l.text.chars().take(LONGEST_LINE)).filter(inked).collect();
    let all: Vec<char> = printed.iter().map(|c| fold(*c)).collect();
    let wanted: Vec<char> = words.chars().collect();
    let at = (!wanted.is_empty()).then(|| all.windows(wanted.len()).position(|w| w == wanted));
    match at.flatten() {
        Some(at) => printed[at..at + wanted.len()].iter().collect(),
        None => words.to_owned(),
    }
}

/// Characters of a line that are looked at.
const LONGEST_LINE: usize = 200;

/// The title: of the plan itself where the document is a notice that passes it on.
fn title(lines: &[(Passage, String)], lists: &Lists) -> String {
    let kind = |t: &str| lists.kinds.iter().any(|k| t.ends_with(k.as_str()));
    let mut candidates: Vec<String> = Vec::new();
    let mut n = 0;
    while n < lines.len().min(40) {
        // A title may run over several lines.
        let mut joined = String::new();
        let found = (n..lines.len().min(n + 4)).find(|m| {
            let words: String = lines[*m].1.chars().filter(|c| !c.is_whitespace()).collect();
            if !joined.is_empty() || !no_title(&lines[*m]) {
                joined.push_str(&words);
            }
            let whole = (8..=90).contains(&joined.chars().count()) && kind(bare_end(&joined));
            whole && !lines[n..=*m].iter().any(no_title)
        });
        if let Some(last) = found {
            candidates.push(joined);
            n = last;
        }
        n += 1;
    }
    let passes_on = |t: &&String| lists.passes_on.iter().any(|word| t.contains(word.as_str()));
    let notice = candidates.iter().find(passes_on);
    let inner = notice.and_then(|t| {
        let quoted = t.find('《').zip(t.rfind('》'));
        let quoted = quoted.and_then(|(a, b)| t.get(a + '《'.len_utf8()..b)).map(str::to_owned);
        quoted.filter(|q| kind(q)).or_else(|| {
            let at = t.find("印发")? + "印发".len();
            Some(t[at..].trim_end_matches("的通知").to_owned())
        })
    });
    // The plan's own title is printed again above its text.
    let own =
        candidates.iter().find(|t| !passes_on(t) && inner.as_ref().is_none_or(|i| alike(t, i)));
    let first = || {
        let (passage, words) = lines.first()?;
        let short = passage.len() <= 60 && !passage.chars().contains(&'。');
        let words_only = passage.len() >= 8 && passage.chars().iter().all(|c| !"─│┌".contains(*c));
        (short && words_only && !no_title(&lines[0])).then(|| words.clone())
    };
    own.cloned().or(inner).or_else(|| notice.cloned()).or_else(first).unwrap_or_default()
}

/// Whether a line can be no part of a title: a sentence, a number, a date, a remark, a web form.
fn no_title(line: &(Passage, String)) -> bool {
    let (passage, words) = line;
    let chars = passage.chars();
    chars.len() > 60
        || chars.iter().any(|c| "。;!?|:".contains(*c))
        || chars.last() == Some(&',')
        || super::numbering::marker(chars, 0).is_some()
        || chars.starts_with(&['('])
        || chars.starts_with(&['附', '件'])
        || is_date(words)
        || !document_number(std::slice::from_ref(line)).is_empty()
        || super::numbering::is_page_number(chars)
}

/// A title without a bracket at its end: …实施方案（2023—2025年）.
fn bare_end(title: &str) -> &str {
    let open = title.rfind(['（', '(']).filter(|_| title.ends_with(['）', ')']));
    open.map_or(title, |at| &title[..at])
}

/// Whether two printings of a title share most of their characters in order.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    let mut rest = a.chars();
    let common =
        b.chars().filter(|c| rest.clone().any(|d| d == *c) && rest.any(|d| d == *c)).count();
    common * 3 >= b.chars().count() * 2
}

/// 渝中府办〔2021〕16号.
fn document_number(lines: &[(Passage, String)]) -> String {
    for (passage, _) in lines.iter().take(20) {
        let chars = passage.chars();
        let Some(open) = chars.iter().position(|c| *c == '(') else { continue };
        let year: String = chars.iter().skip(open + 1).take(4).collect();
        let closed = chars.get(open + 5) == Some(&')');
        let tail: String = chars.iter().skip(open + 6).collect();
        let digits = tail.trim_start().chars().take_while(char::is_ascii_digit).count();
        let number = digits > 0 && tail.trim_start().chars().nth(digits) == Some('号');
        if year.len() == 4
            && numeral(&year).is_some()
            && closed
            && number
            && chars.len() <= 30
            && open > 0
        {
            let tail = chars[open..].iter().position(|c| *c == '号');
            let end = tail.map_or(chars.len(), |at| open + at + 1);
            let before = chars[..open].iter().rposition(|c| !is_han(*c) && *c != ' ');
            let printed = passage.text(before.map_or(0, |at| at + 1)..end);
            return printed.chars().filter(|c| !c.is_whitespace()).collect();
        }
    }
    String::new()
}

/// The body that signs: above the date, or at the head of the notice.
fn issuer(lines: &[(Passage, String)], document: &Document, lists: &Lists) -> String {
    let body = |t: &str| lists.issuers.iter().any(|e| t.ends_with(e.as_str()));
    let all: Vec<String> = document
        .lines
        .iter()
        .map(|l| {
            let inked = l.text.chars().take(60).filter(|c| !c.is_whitespace() && *c != '*');
            inked.map(fold).collect::<String>()
        })
        .filter(|t| !t.is_empty())
        .take(200)
        .collect();
    for (n, _) in all.iter().enumerate().filter(|(_, t)| is_date(t)) {
        // A remark such as （…代章） may stand between the body and the date.
        let above = all[..n].iter().rev().find(|t| !t.starts_with(['（', '(']));
        if let Some(signed) = above.filter(|t| t.chars().count() <= 30 && body(t)) {
            return signed.clone();
        }
    }
    for (_, words) in lines.iter().take(12) {
        let compact: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(at) = compact.find("关于")
            && at > 0
            && body(&compact[..at])
            && !compact.starts_with('《')
            && at <= 90
        {
            return compact[..at].to_owned();
        }
    }
    String::new()
}

/// The smallest area named by the first of the sources that names any, in simplified characters; 国家 for the
/// State Council and ministries.
fn jurisdiction(sources: &[&str], lists: &Lists) -> String {
    let state =
        |text: &&str| text.contains("国务院") && !text.contains("贯彻") && !text.contains("落实");
    match sources.iter().find_map(|text| smallest_area(text, lists)) {
        Some(area) => area,
        None if sources.iter().any(state) => "国家".to_owned(),
        None => String::new(),
    }
}

/// The smallest area named at the beginning of a text: 重庆市渝中区人民政府 → 渝中区.
fn smallest_area(text: &str, lists: &Lists) -> Option<String> {
    /// The longest name of an area without its ending.
    const LONGEST: usize = 7;
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut text = text.as_str();
    while let Some(rest) =
        lists.before_areas.iter().find_map(|word| text.strip_prefix(word.as_str()))
    {
        text = rest;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut start = 0;
    let mut found: Option<(u8, String)> = None;
    let mut i = 0;
    while i < chars.len() && i < start + LONGEST && is_han(chars[i]) {
        let rest: String = chars[i..].iter().collect();
        let hit = lists
            .area_ends
            .iter()
            .find(|(ending, _)| i > start && rest.starts_with(ending.as_str()));
        if let Some((ending, level)) = hit {
            let mut end = i + ending.chars().count();
            // 杭州市, 通州区: the name of a city may end in another ending.
            end += usize::from(
                ending == "州" && chars.get(end).is_some_and(|c| "市区县".contains(*c)),
            );
            let name: String = chars[start..end].iter().collect();
            if !lists.no_area_names.iter().any(|no| name.ends_with(no.as_str()))
                && name.chars().count() > 1
            {
                if found.as_ref().is_none_or(|(l, _)| level >= l) {
                    found = Some((*level, name));
                }
                (start, i) = (end, end);
                continue;
            }
        }
        i += 1;
    }
    found.map(|(_, name)| name)
}

/// The date of issue: the first line that is nothing but a date, which stands under the notice.
fn date(document: &Document) -> String {
    let all = document.lines.iter().map(|l| {
        l.text.chars().take(60).filter(|c| !c.is_whitespace() && *c != '*').collect::<String>()
    });
    for text in all {
        if is_date(&text) {
            return iso(&text);
        }
    }
    String::new()
}

/// 2021年7月28日 or 二〇二一年七月二十八日, in brackets or not.
fn is_date(text: &str) -> bool {
    let plain = key(text);
    let plain = plain.trim_matches(['(', ')']);
    let Some((year, rest)) = plain.split_once('年') else { return false };
    let Some((month, day)) = rest.split_once('月') else { return false };
    let day = day.trim_end_matches("印发");
    year.chars().count() == 4
        && numeral(year).is_some()
        && numeral(month).is_some()
        && (day.is_empty() || day.strip_suffix('日').is_some_and(|d| numeral(d).is_some()))
}

fn iso(text: &str) -> String {
    let plain = key(text);
    let plain = plain.trim_matches(['(', ')']);
    let mut parts = plain.split(['年', '月', '日']);
    let mut next = || parts.next().and_then(numeral);
    match (next(), next(), next()) {
        (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
        (Some(y), Some(m), None) => format!("{y:04}-{m:02}"),
        (Some(y), ..) => format!("{y:04}"),
        _ => String::new(),
    }
}

fn first_year(text: &str) -> Option<i32> {
    let chars: Vec<char> = key(text).chars().collect();
    chars
        .windows(5)
        .find(|w| w[4] == '年' && w[..4].iter().all(|c| c.is_ascii_digit()))
        .and_then(|w| w[..4].iter().collect::<String>().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents;

    fn of(text: &str) -> Plan {
        read(&documents::read(text.as_bytes(), "x.txt").value, "x", &Vocabulary::default())
    }

    #[test]
    fn the_head_and_foot_of_a_notice() {
        let plan = of(
            "临溪府办〔2023〕8号\n\n临溪市白沙区人民政府办公室\n关于印发白沙区2023年优化服务\n工作方案的通知\n\n各街道办事处：\n请执行。\n\n临溪市白沙区人民政府办公室\n2023年5月6日\n\n白沙区2023年优化服务工作方案\n\n一、目标\n做好。",
        );
        assert_eq!(plan.document_number, "临溪府办〔2023〕8号");
        assert_eq!(plan.title, "白沙区2023年优化服务工作方案");
        assert_eq!(plan.issuer, "临溪市白沙区人民政府办公室");
        assert_eq!(plan.jurisdiction, "白沙区");
        assert_eq!((plan.date.as_str(), plan.year), ("2023-05-06", Some(2023)));
    }

    #[test]
    fn areas_of_every_level() {
        for (text, area) in [
            ("云岭省临溪市望川县人民政府办公室", Some("望川县")),
            ("临溪经开区2021年方案", Some("临溪经开区")),
            ("青禾市推进城市更新工作方案", Some("青禾市")),
            ("全市优化营商环境方案", None),
        ] {
            assert_eq!(
                smallest_area(text, Vocabulary::default().lists()).as_deref(),
                area,
                "{text}"
            );
        }
    }

    #[test]
    fn dates_in_both_scripts() {
        assert!(
            is_date("二〇二一年七月二十八日")
                && is_date("（2021年7月28日）")
                && !is_date("2021年7月28日起施行")
        );
        assert_eq!(iso("二〇二一年七月二十八日"), "2021-07-28");
    }
}
