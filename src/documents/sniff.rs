//! What a file is, by its bytes and not by its name.
//!
//! Owns the marks of file formats and how much markup makes a page. Never reads one.

use super::encoding::decode;

/// What the first bytes say a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text in some encoding.
    Text,
    /// Word's DOCX, Excel's XLSX or another zipped office format.
    ZippedOffice,
    /// The Word, Excel or WPS formats of before 2007, and those of 2003 in XML.
    OldOffice,
    /// A PDF.
    Pdf,
    /// A web page or another text in tags.
    Html,
    /// Rich text.
    Rtf,
    /// A picture.
    Picture,
    /// Bytes that are no text.
    Binary,
}

/// So many bytes tell what a file is.
const HEAD: usize = 16 * 1024;

/// Recognises a format by its signature, a page by its tags; what has few control characters, or reads
/// well as UTF-16, is text.
pub fn sniff(bytes: &[u8]) -> Format {
    const SIGNATURES: [(&[u8], Format); 10] = [
        (b"PK\x03\x04", Format::ZippedOffice),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::OldOffice),
        (b"%PDF-", Format::Pdf),
        (b"{\\rtf", Format::Rtf),
        (b"\x89PNG", Format::Picture),
        (b"\xFF\xD8\xFF", Format::Picture),
        (b"GIF8", Format::Picture),
        (b"BM", Format::Picture),
        (b"\x1F\x8B", Format::Binary),
        (b"Rar!", Format::Binary),
    ];
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (signature, format) in SIGNATURES {
        if start.starts_with(signature) && (signature != b"BM" || start.contains(&0)) {
            return format;
        }
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    // Letters of UTF-16 without its mark may pass for UTF-8 with zeros between them.
    let words = decode(head).text.replace('\0', "").to_ascii_lowercase();
    if let Some(format) = markup(&words) {
        return format;
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let controls =
        head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let torn = zeros(0) > 0 && zeros(1) > 0;
    // 一 is 4E 00 and 、 30 01: bytes that other texts do not have.
    let no_text = !utf16 && (torn || controls * 50 > head.len());
    if no_text && !(head.contains(&0) && reads_well(head)) { Format::Binary } else { Format::Text }
}

/// Whether nine of ten characters are those of Chinese texts; of bytes that are no text, a third are.
fn reads_well(head: &[u8]) -> bool {
    let text = decode(&head[..head.len() & !1]).text;
    let usual = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '·' | '\u{2010}'..='\u{2027}' | '①'..='⒛'
            | '─'..='╿' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '！'..='～')
    };
    text.chars().filter(usual).count() * 10 >= text.chars().count() * 9
}

/// What a text in tags is; none for a text without them, which may well mention `<`.
fn markup(words: &str) -> Option<Format> {
    const WHOLE: [&str; 4] = ["<!doctype html", "<html", "<head", "<body"];
    const OFFICE: [&str; 3] =
        ["<?mso-application", "<w:worddocument", "schemas-microsoft-com:office:"];
    const MAIL: [&str; 2] = ["multipart/related", "text/html"];
    /// So many tags make a page of what begins with one, and of what does not.
    const TAGS: [usize; 2] = [2, 5];
    let start = words.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let body = without_prolog(start);
    if start.starts_with("<?xml") && OFFICE.iter().any(|mark| words.contains(mark)) {
        return Some(Format::OldOffice);
    }
    if start.starts_with("<?xml") || WHOLE.iter().any(|tag| body.starts_with(tag)) {
        return Some(Format::Html);
    }
    // A page saved with its pictures is written like a mail.
    let head_of_mail = words.split("\n\n").next().unwrap_or_default();
    if head_of_mail.contains("mime-version:") && MAIL.iter().any(|kind| words.contains(kind)) {
        return Some(Format::Html);
    }
    // The values of a program's data may hold tags.
    let data = body.starts_with(['{', '[']);
    let enough = if body.starts_with('<') { TAGS[0] } else { TAGS[1] };
    (!data && tags(body) >= enough).then_some(Format::Html)
}

/// The words behind declarations and comments.
fn without_prolog(words: &str) -> &str {
    let mut rest = words.trim_start();
    while let Some(end) = [("<?", "?>"), ("<!--", "-->")]
        .iter()
        .find(|(open, _)| rest.starts_with(open))
        .map(|(_, close)| rest.find(close).map_or(rest.len(), |at| at + close.len()))
    {
        rest = rest[end..].trim_start();
    }
    rest
}

/// How many tags of pages open; line breaks and the like, which Markdown has too, are none.
fn tags(words: &str) -> usize {
    const NAMES: [&str; 16] = [
        "p", "div", "span", "table", "tbody", "tr", "td", "th", "ul", "ol", "li", "meta", "title",
        "style", "script", "font",
    ];
    let opens = |rest: &&str| {
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        NAMES.contains(&name) && rest[name.len()..].starts_with([' ', '>', '/', '\n', '\r', '\t'])
    };
    words.split('<').skip(1).filter(opens).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_bytes() {
        assert_eq!(sniff(b"PK\x03\x04rest"), Format::ZippedOffice);
        assert_eq!(sniff(b"\xEF\xBB\xBF  <!DOCTYPE html><p>"), Format::Html);
        assert_eq!(sniff("BM 是公司代号".as_bytes()), Format::Text);
        assert_eq!(sniff(&[0, 1, 2, 3, 0, 0, 7, 9]), Format::Binary);
        assert_eq!(sniff("牵头单位：区财政局".as_bytes()), Format::Text);
        assert_eq!(sniff(b""), Format::Text);
    }

    #[test]
    fn utf16_without_its_mark_is_text() {
        let words =
            "一、工作目标\u{3000}（一）优化服务、一次办好。\n（牵头单位：区财政局）2021 A\n";
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((sniff(&little), sniff(&big)), (Format::Text, Format::Text));
        // Four bytes a character, and bytes of no text: half or more are no characters of Chinese texts.
        let four: Vec<u8> = words.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(sniff(&four), Format::Binary);
        let noise: Vec<u8> =
            (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(sniff(&noise), Format::Binary);
    }

    #[test]
    fn text_in_tags_is_a_page_however_it_begins() {
        for page in [
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html><p>甲</p>",
            "<!-- saved from url -->\r\n<html><body>甲",
            "<head><meta charset=utf-8></head>甲",
            "<div class=\"x\"><p>1.甲</p><table><tr><td>区财政局</td></tr></table>",
            "MIME-Version: 1.0\nContent-Type: multipart/related\n\n甲",
            "当前位置：首页\n<table>\n<tr><td>1</td><td>甲</td></tr>\n<tr><td>2</td></tr></table>",
            "<?xml version=\"1.0\"?><plan><item>甲</item></plan>",
        ] {
            assert_eq!(sniff(page.as_bytes()), Format::Html, "{page}");
            let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(sniff(&[b"\xFF\xFE", &utf16[..]].concat()), Format::Html, "{page}");
            assert_eq!(sniff(&utf16), Format::Html, "{page}");
        }
        let word =
            "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>";
        assert_eq!(sniff(word.as_bytes()), Format::OldOffice);
    }

    #[test]
    fn a_plan_that_mentions_the_mark_of_tags_stays_a_plan() {
        for plan in [
            "1.PM2.5<35，p <0.05。（牵头单位：区生态环境局）",
            "<关于印发方案的通知>\n一、<p 为增长率>\n",
            "|任务|单位|\n|---|---|\n|甲<br>乙|区财政局<br/>区教委<br>区税务局<br>区住建委<br>丙|",
            "# 方案\n<div align=\"center\">甲</div>\n",
            "{\"a\": \"<p>甲</p><p>乙</p><p>丙</p><p>丁</p><p>戊</p>\"}",
        ] {
            assert_eq!(sniff(plan.as_bytes()), Format::Text, "{plan}");
        }
    }
}
