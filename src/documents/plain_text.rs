//! Plain text becomes a document.
//!
//! Owns line ends and form feeds. Never knows what a line says.

use super::document::{Document, Line};
use super::encoding::decode;
use super::program_data;
use super::sniff::{Format, sniff};
use super::web_copy;
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::locator::Locator;
use crate::text::Said;
use std::borrow::Cow;
use std::sync::Arc;

/// Reads the bytes of a file named `source`.
///
/// # Keeps / Drops
/// Every character of a text file stays, but for line ends, control characters, the `<br>` of
/// Markdown tables and what web copies added (readings, marks of pages and lines), which is said.
/// A file that is no text gives an empty document and an error that names what it is; undecodable
/// bytes are counted in a warning.
pub fn read(bytes: &[u8], source: &str) -> Noted<Document> {
    let source: Arc<str> = source.into();
    let format = sniff(bytes);
    if format != Format::Text {
        let note = unreadable(format, Locator::file(source.clone()));
        return Noted { value: Document { source, ..Document::default() }, notes: vec![note] };
    }
    let decoded = decode(bytes);
    let mut notes: Vec<_> = decoded.broken(Locator::file(source.clone())).into_iter().collect();
    let lines = decoded
        .text
        .replace("\r\n", "\n")
        .split(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'])
        .zip(1..)
        .map(|(text, number)| Line {
            number,
            text: with_blanks_for_breaks(text)
                .chars()
                .filter(|c| *c == '\t' || !invisible(*c))
                .collect(),
        })
        .collect();
    let mut document = Document { source, lines, printed: Vec::new() };
    notes.extend(program_data::unwrap(&mut document));
    notes.extend(web_copy::repair(&mut document));
    document.number_lines();
    Noted { value: document, notes }
}

/// Line breaks inside a cell of a Markdown table become blanks.
fn with_blanks_for_breaks(text: &str) -> Cow<'_, str> {
    const BREAKS: [&str; 4] = ["<br>", "<br/>", "<br />", "<BR>"];
    let mut text = Cow::Borrowed(text);
    for mark in BREAKS {
        if text.contains(mark) {
            text = Cow::Owned(text.replace(mark, " "));
        }
    }
    text
}

/// Characters that take no place and only get between the letters of a word.
fn invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{00AD}')
}

fn unreadable(format: Format, at: Locator) -> Diagnostic {
    let (code, zh, en, hint_zh, hint_en) = match format {
        Format::ZippedOffice => (
            "office-file",
            "这是 Word、Excel 或 WPS 文件，本程序读取纯文本",
            "this is a Word, Excel or WPS file; respgraph reads plain text",
            "在 Word 或 WPS 中另存为“纯文本（.txt，UTF-8）”",
            "save it as plain text (.txt, UTF-8) in Word or WPS",
        ),
        Format::OldOffice => (
            "old-office-file",
            "这是旧版 Word、Excel 或 WPS 文件，本程序读取纯文本",
            "this is a Word, Excel or WPS file of the old format; respgraph reads plain text",
            "用 Word 或 WPS 打开，另存为“纯文本（.txt，UTF-8）”",
            "open it in Word or WPS and save it as plain text (.txt, UTF-8)",
        ),
        Format::Pdf => (
            "pdf-file",
            "这是 PDF 文件，本程序读取纯文本",
            "this is a PDF; respgraph reads plain text",
            "用 pdftotext 转成文本，或在阅读器中另存为文本",
            "turn it into text first, for example with pdftotext",
        ),
        Format::Html => (
            "web-page",
            "这是网页或 XML 文件，本程序读取纯文本",
            "this is a web page or XML; respgraph reads plain text",
            "在浏览器（或写出它的程序）中选中正文，复制到文本文件保存",
            "open it in a browser (or the program that wrote it) and copy its text into a .txt file",
        ),
        Format::Rtf => (
            "rich-text",
            "这是 RTF 文件，本程序读取纯文本",
            "this is a rich text file; respgraph reads plain text",
            "用 Word 或 WPS 打开，另存为纯文本",
            "open it in Word or WPS and save it as plain text",
        ),
        Format::Picture => (
            "picture",
            "这是图片，里面没有文字可读",
            "this is a picture, so there is no text to read",
            "先做文字识别（OCR），再提供文本",
            "run text recognition (OCR) on it and give its text",
        ),
        Format::Text | Format::Binary => (
            "no-text",
            "文件内容不是文字",
            "the file holds no text",
            "请确认给出的是实施方案的文本文件",
            "make sure that this is the text of a plan",
        ),
    };
    Diagnostic::new(
        Severity::Error,
        code,
        Said::new(zh, en),
        at,
        Said::new(
            "已跳过该文件，所有表中都没有它的内容",
            "file skipped; nothing of it is in any table",
        ),
    )
    .hint(Said::new(hint_zh, hint_en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_numbers_follow_the_file_and_blank_lines_stay() {
        let read = read("甲\r\n\n乙\u{200B}丙\u{0C}丁".as_bytes(), "x.txt");
        let lines: Vec<_> = read.value.lines.iter().map(|l| (l.number, l.text.as_str())).collect();
        assert_eq!(lines, [(1, "甲"), (2, ""), (3, "乙丙"), (4, "丁")]);
    }

    #[test]
    fn a_file_that_is_no_text_is_named_and_skipped() {
        let read = read(b"%PDF-1.7 ...", "plan.txt");
        assert!(read.value.lines.is_empty());
        assert_eq!(read.notes[0].code, "pdf-file");
    }
}
