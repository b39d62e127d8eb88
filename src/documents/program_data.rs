//! Text that stands in the quotation marks of JSON or a program's data becomes lines.
//!
//! Owns quotation marks, keys and escapes: plans are kept so by sites and by those who collect them. Never
//! knows what a value says.

use super::document::{Document, Line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::{Said, is_han};

/// The fewest values by which a file is data.
const FEWEST_VALUES: usize = 4;

/// How many times as many Chinese characters must stand in values as outside of them.
const WITHIN: usize = 20;

/// The names that programs give to the labels of plans, in English, the words without marks between them.
const LABELS: [(&str, &[&str]); 7] = [
    ("序号", &["id", "no", "num", "number", "index", "seq", "code"]),
    ("类别", &["category", "type", "group", "section", "chapter"]),
    (
        "工作任务",
        &["task", "title", "name", "content", "item", "measure", "project", "work", "description"],
    ),
    ("牵头单位", &["owner", "lead", "leadunit", "leaddept", "leaddepartment", "leadagency"]),
    (
        "责任单位",
        &[
            "responsible",
            "responsibility",
            "responsibleunit",
            "dutyunit",
            "responsibledept",
            "responsibledepartment",
        ],
    ),
    (
        "配合单位",
        &[
            "co",
            "support",
            "supporter",
            "supporters",
            "cooperate",
            "cooperation",
            "assist",
            "supportunit",
            "counit",
            "coordinator",
        ],
    ),
    ("完成时限", &["time", "due", "deadline", "date", "until", "duedate"]),
];

/// The label of a plan that a key of a program names: `leadUnit`, `lead_unit`.
fn label_of(key: &str) -> Option<&'static str> {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = key.to_ascii_lowercase();
    LABELS.iter().find(|(_, keys)| keys.contains(&key.as_str())).map(|(label, _)| *label)
}

/// Turns the document into its values, a line each, if it is data; each keeps the number of its line.
///
/// # Keeps / Drops
/// All values that have a letter or digit stay. A Chinese key stays as a label before its value, and the
/// values of a list behind one are joined by 、; where a key names units in English (`owner`), keys become the labels
/// they mean, and elsewhere others are names of the program and are dropped. A value that is only a number and begins a
/// record is the number of the line that follows it.
pub(super) fn unwrap(document: &mut Document) -> Option<Diagnostic> {
    let tokens: Vec<(u32, Vec<Token>)> =
        document.lines.iter().map(|line| (line.number, tokens(&line.text))).collect();
    let all = || tokens.iter().flat_map(|(_, tokens)| tokens);
    let is_value = |t: &&Token| matches!(t, Token::Value(text) if text.contains(is_han));
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let inside: usize = all()
        .map(|t| match t {
            Token::Value(text) | Token::Key(text) => han(text),
            _ => 0,
        })
        .sum();
    let whole: usize = document.lines.iter().map(|line| han(&line.text)).sum();
    let keyed = all().filter(|t| matches!(t, Token::Key(_))).count();
    let nested = all().any(|t| matches!(t, Token::Open));
    if all().filter(is_value).count() < FEWEST_VALUES
        || keyed < FEWEST_VALUES
        || !nested
        || whole.saturating_sub(inside) * WITHIN > inside
    {
        return None;
    }
    let first = document.lines.iter().find(|line| line.text.contains(is_han))?.number;
    let names_units = |t: &Token| match t {
        Token::Key(key) => matches!(label_of(key), Some("牵头单位" | "责任单位")),
        _ => false,
    };
    let english = all().any(names_units);
    let mut lines = Values { english, ..Values::default() };
    for (number, tokens) in tokens {
        for token in tokens {
            lines.take(token, number);
        }
    }
    document.lines = lines.finish();
    Some(Diagnostic::new(
        Severity::Note,
        "program-data",
        Said::new(
            "文件是 JSON 之类的程序数据，文字在引号中",
            "the file is JSON or a program's data; its text stands in quotation marks",
        ),
        Locator::line(document.source.clone(), first),
        match english {
            true => Said::new(
                "已取出引号中的文字，每项一行；英文键按含义读作标签，owner 读作牵头单位，请核对",
                "the text in the marks is read, one value a line; keys in English are read as the labels they mean, \
                 owner as lead: see that this is meant",
            ),
            false => Said::new(
                "已取出引号中的文字，每项一行，再读取单位和事项",
                "the text in the marks is read, one value a line",
            ),
        },
    ))
}

/// A piece of data.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// What stands before a colon.
    Key(String),
    /// What stands in quotation marks, or a number.
    Value(String),
    /// `{`, which begins a record.
    Open,
    /// `[`, which begins a list.
    List,
    /// `}` or `]`.
    Close,
}

/// The pieces of a line; what is none of data is left out.
fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' | '\'' | '`' => {
                let (text, length) = quoted(rest, c);
                let key = rest[length..].trim_start().starts_with(':');
                tokens.push(if key { Token::Key(text) } else { Token::Value(text) });
                length
            }
            '{' | '[' | '}' | ']' => {
                tokens.push(match c {
                    '{' => Token::Open,
                    '[' => Token::List,
                    _ => Token::Close,
                });
                1
            }
            _ if c.is_alphanumeric() || c == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && !"_.-$".contains(c));
                let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
                if behind.trim_start().starts_with(':') {
                    tokens.push(Token::Key(word.to_owned()));
                } else if is_number(word) {
                    tokens.push(Token::Value(word.to_owned()));
                }
                word.len()
            }
            _ => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    tokens
}

/// The text between the quotation mark at the start of `text` and its partner, without escapes, and the
/// length of both with what is between them. Without a partner the line ends it.
fn quoted(text: &str, mark: char) -> (String, usize) {
    let mut inside = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, 'n' | 'r')) => inside.push('\n'),
                Some((_, 't')) => inside.push('\t'),
                Some((at, 'u')) => {
                    let code =
                        text.get(at + 1..at + 5).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                    if let Some(c) = code.and_then(char::from_u32) {
                        inside.push(c);
                        chars.nth(3);
                    }
                }
                Some((_, other)) => inside.push(other),
                None => {}
            },
            _ if c == mark => return (inside, at + c.len_utf8()),
            _ => inside.push(c),
        }
    }
    (inside, text.len())
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || ".-".contains(c))
}

/// The lines that values become.
#[derive(Default)]
struct Values {
    lines: Vec<Line>,
    /// Whether keys in English are labels.
    english: bool,
    /// A Chinese key whose value has not come yet.
    label: Option<String>,
    /// A number that begins a record and whose text has not come yet.
    number: Option<String>,
    /// Whether a record has just begun.
    begins: bool,
    /// Whether the value before is one of the list behind a label.
    listed: Option<bool>,
}

impl Values {
    fn take(&mut self, token: Token, number: u32) {
        match token {
            Token::Open => {
                self.begins = true;
                self.listed = None;
            }
            Token::Close => {
                self.listed = None;
                self.label = None;
            }
            Token::List => self.listed = self.label.is_some().then_some(false),
            Token::Key(key) => {
                self.listed = None;
                let meant = || label_of(&key).filter(|_| self.english).map(str::to_owned);
                self.label = if key.contains(is_han) { Some(key) } else { meant() };
            }
            Token::Value(text) => self.value(text.trim(), number),
        }
    }

    fn value(&mut self, text: &str, number: u32) {
        if self.listed == Some(true)
            && let Some(line) = self.lines.last_mut()
        {
            line.text.push_str(&format!("、{text}"));
            return;
        }
        let label = self.label.take();
        let english = self.english && label.is_some();
        if std::mem::take(&mut self.begins) && is_number(text) && !english {
            let before = self.number.replace(text.to_owned());
            self.lines.extend(before.map(|text| Line { number, text }));
            return;
        }
        for part in text.split('\n').filter(|part| part.contains(char::is_alphanumeric)) {
            let mut line = self.number.take().map(|n| format!("{n}. ")).unwrap_or_default();
            if let Some(label) = &label {
                line.push_str(&format!("{label}："));
            }
            line.push_str(part);
            self.lines.push(Line { number, text: line });
            if self.listed == Some(false) {
                self.listed = Some(true);
            }
        }
    }

    fn finish(mut self) -> Vec<Line> {
        if let (Some(text), Some(last)) = (self.number.take(), self.lines.last()) {
            let number = last.number;
            self.lines.push(Line { number, text });
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use crate::documents::read;

    fn unwrapped(text: &str) -> Vec<(u32, String)> {
        let read = read(text.as_bytes(), "x.json");
        let place = |line| read.value.printed(read.value.at(line)).line;
        read.value.lines.iter().map(|line| (place(line.number), line.text.clone())).collect()
    }

    #[test]
    fn values_are_lines_and_numbers_stand_before_their_text() {
        let text = "[{ id: \"14\",\n title: '建\\\"园\\\"',\n departments: '甲局牵头'\n},\n{ id: 15, title: \"修路\", \
                    \"n\": true, text: \"一\\n二\" }]";
        let lines = unwrapped(text);
        let lines: Vec<(u32, &str)> = lines.iter().map(|(n, t)| (*n, t.as_str())).collect();
        assert_eq!(
            lines,
            [(2, "14. 建\"园\""), (3, "甲局牵头"), (5, "15. 修路"), (5, "一"), (5, "二")]
        );
    }

    #[test]
    fn chinese_keys_are_labels_and_their_lists_are_joined() {
        let text = "{\"事项\":\"\\u5efa园\",\"牵头单位\":\"甲局\",\"配合单位\":[\"乙局\",\"丙局\"],\"备注\":\"\"}";
        let lines = unwrapped(text);
        let lines: Vec<&str> = lines.iter().map(|(_, t)| t.as_str()).collect();
        assert_eq!(lines, ["事项：建园", "牵头单位：甲局", "配合单位：乙局、丙局"]);
    }

    #[test]
    fn keys_in_english_are_labels_where_they_name_units() {
        let text = "[{\"id\":7,\"task\":\"建园\",\"leadUnit\":\"甲局\",\"support\":[\"乙局\",\"丙局\"]},\
                    {\"id\":8,\"task\":\"修路\",\"leadUnit\":\"乙局\",\"color\":\"红色\"}]";
        let lines = unwrapped(text);
        let lines: Vec<&str> = lines.iter().map(|(_, t)| t.as_str()).collect();
        let first = ["序号：7", "工作任务：建园", "牵头单位：甲局", "配合单位：乙局、丙局"];
        let second = ["序号：8", "工作任务：修路", "牵头单位：乙局", "红色"];
        assert_eq!(lines, [first, second].concat());
    }

    #[test]
    fn a_plan_with_quotation_marks_is_no_data() {
        let text = "一、推进\"放管服\"改革：\n[1] 落实\"双随机\"、\"一公开\"\n{注：'甲'局}\n二、\"三\"：'四'";
        assert_eq!(unwrapped(text).len(), 4);
    }
}
