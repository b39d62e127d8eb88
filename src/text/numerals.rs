//! Numbers as they are written in outlines and dates.
//!
//! Owns Chinese and Arabic numerals below ten thousand. Never knows what is counted.

/// The value of a Chinese numeral (三, 二十三, 廿一, 一百零二, 二〇二一) or of Arabic digits in either
/// width; `None` for anything else.
pub fn numeral(text: &str) -> Option<u32> {
    let chars: Vec<char> = text.chars().collect();
    if chars.is_empty() || chars.len() > 9 {
        return None;
    }
    if let Some(digits) = chars.iter().map(|c| arabic(*c)).collect::<Option<Vec<_>>>() {
        return Some(digits.iter().fold(0, |n, d| n * 10 + d));
    }
    if chars.iter().all(|c| digit(*c).is_some()) && chars.len() > 1 {
        return Some(chars.iter().filter_map(|c| digit(*c)).fold(0, |n, d| n * 10 + d));
    }
    let (mut total, mut pending) = (0, None);
    for c in chars {
        match (digit(c), unit(c)) {
            (Some(0), _) => {}
            (Some(d), _) if pending.is_none() => pending = Some(d),
            (None, Some((value, many))) => {
                total += if many { value } else { pending.take().unwrap_or(1) * value };
            }
            _ => return None,
        }
    }
    Some(total + pending.unwrap_or(0))
}

/// A number from 1 to 99 as outlines write it: 三, 十, 十九, 二十三; larger ones in digits.
pub fn chinese_numeral(n: u32) -> String {
    let sign = |d: u32| "〇一二三四五六七八九".chars().nth(d as usize).unwrap_or_default();
    match (n / 10, n % 10) {
        (0, d) => sign(d).to_string(),
        (1, 0) => "十".to_owned(),
        (1, d) => format!("十{}", sign(d)),
        (t @ 2..=9, 0) => format!("{}十", sign(t)),
        (t @ 2..=9, d) => format!("{}十{}", sign(t), sign(d)),
        _ => n.to_string(),
    }
}

/// The value of the numeral of cheques that a text begins with (贰, 拾壹), from 1 to 19, and how many characters it has.
pub fn formal_numeral(text: &str) -> Option<(u32, usize)> {
    const FORMAL: [char; 10] = ['壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾'];
    let value = |c: char| FORMAL.into_iter().zip(1..).find(|(f, _)| *f == c).map(|(_, n)| n);
    let digits: Vec<u32> = text.chars().map_while(value).collect();
    match digits[..] {
        [n] => Some((n, 1)),
        [10, n] if n < 10 => Some((10 + n, 2)),
        _ => None,
    }
}

/// Whether a character can stand in a Chinese numeral of an outline.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some_and(|d| d > 0) || unit(c).is_some() || matches!(c, '〇' | '零' | '○')
}

fn arabic(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a unit sign, and whether it counts by itself (廿 is twenty, not "times twenty").
fn unit(c: char) -> Option<(u32, bool)> {
    match c {
        '十' => Some((10, false)),
        '百' => Some((100, false)),
        '千' => Some((1000, false)),
        '廿' => Some((20, true)),
        '卅' => Some((30, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_outlines_and_dates() {
        let cases = [
            ("三", 3),
            ("十", 10),
            ("十九", 19),
            ("二十", 20),
            ("二十三", 23),
            ("廿三", 23),
            ("一百零二", 102),
            ("一百二十三", 123),
            ("二〇二一", 2021),
            ("二○一九", 2019),
            ("３", 3),
            ("108", 108),
        ];
        for (text, value) in cases {
            assert_eq!(numeral(text), Some(value), "{text}");
        }
        for n in 1..120 {
            assert_eq!(numeral(&chinese_numeral(n)), Some(n));
        }
        for text in ["", "一是", "甲", "三十三三", "1234567890"] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }
}
