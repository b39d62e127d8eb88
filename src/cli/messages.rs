//! Messages on standard error.
//!
//! Owns their shape (severity and code, place, what was done, hint), colour and language. Never
//! knows which message is due.

use respgraph::diagnostic::{Diagnostic, Severity};
use respgraph::text::Lang;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

/// Of one kind of message no more than this are printed; `check` and `diagnostics.csv` list them all.
const OF_A_KIND: usize = 5;

/// How messages are shown.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Language of the sentences.
    pub lang: Lang,
    /// Only errors and warnings.
    pub quiet: bool,
    /// With colour.
    pub color: bool,
}

impl Voice {
    /// A voice that colours only where colour is seen and wanted.
    pub fn new(lang: Lang, quiet: bool, no_color: bool) -> Self {
        let wanted = !no_color && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Self { lang, quiet, color: wanted && io::stderr().is_terminal() }
    }

    /// Prints the errors and warnings, at most a handful of a kind, and how many were left out.
    pub fn report(self, notes: &[Diagnostic]) {
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        let mut text = String::new();
        let mut notes_only = 0usize;
        for note in notes {
            if note.severity == Severity::Note {
                notes_only += 1;
                continue;
            }
            let count = shown.entry(note.code).or_default();
            *count += 1;
            if *count <= OF_A_KIND {
                self.write(&mut text, note);
            }
        }
        for (code, count) in shown.iter().filter(|(_, count)| **count > OF_A_KIND) {
            let more = count - OF_A_KIND;
            let _ = match self.lang {
                Lang::Zh => {
                    writeln!(text, "…… 另有 {more} 条 [{code}]：用 respgraph check 查看全部")
                }
                Lang::En => {
                    writeln!(text, "… {more} more [{code}]: respgraph check lists them all")
                }
            };
        }
        if notes_only > 0 && !self.quiet {
            let _ = match self.lang {
                Lang::Zh => writeln!(text, "（另有 {notes_only} 条说明：用 respgraph check 查看）"),
                Lang::En if notes_only == 1 => {
                    writeln!(text, "(1 note: respgraph check lists it)")
                }
                Lang::En => writeln!(text, "({notes_only} notes: respgraph check lists them)"),
            };
        }
        say(&text);
    }

    /// Prints one message; a note only to those who want to hear it.
    pub fn one(self, note: &Diagnostic) {
        if self.quiet && note.severity == Severity::Note {
            return;
        }
        let mut text = String::new();
        self.write(&mut text, note);
        say(&text);
    }

    /// Prints every message: those that nothing but this run can tell.
    pub fn all(self, notes: &[Diagnostic]) {
        notes.iter().for_each(|note| self.one(note));
    }

    /// All messages as text, for a reader of standard output.
    pub fn list(self, notes: &[Diagnostic]) -> String {
        let voice = Self { color: self.color && io::stdout().is_terminal(), ..self };
        let mut text = String::new();
        for note in notes {
            voice.write(&mut text, note);
        }
        text
    }

    /// Prints lines that inform, unless told to be quiet.
    pub fn tell(self, lines: &str) {
        if !self.quiet {
            say(lines);
        }
    }

    fn write(self, text: &mut String, note: &Diagnostic) {
        let lang = self.lang;
        let severity = match (note.severity, lang) {
            (severity, Lang::En) => severity.as_str(),
            (Severity::Error, Lang::Zh) => "错误",
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Note, Lang::Zh) => "说明",
        };
        let (start, end) = match (self.color, note.severity) {
            (false, _) => ("", ""),
            (true, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
            (true, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
            (true, Severity::Note) => ("\u{1b}[1;36m", "\u{1b}[0m"),
        };
        let [at, done, hint] = match lang {
            Lang::Zh => ["位置", "处理", "建议"],
            Lang::En => ["at  ", "done", "hint"],
        };
        let message = note.message.lang(lang);
        let _ = writeln!(text, "{start}{severity}[{}]{end}: {message}", note.code);
        if !note.at.file.is_empty() {
            let _ = writeln!(text, "  {at}  {}", place(note, lang));
        }
        let done_words = note.done.lang(lang);
        if !done_words.is_empty() {
            let _ = writeln!(text, "  {done}  {done_words}");
        }
        if let Some(advice) = &note.hint {
            let _ = writeln!(text, "  {hint}  {}", advice.lang(lang));
        }
    }
}

/// Where a message points to, in the reader's language.
fn place(note: &Diagnostic, lang: Lang) -> String {
    let at = &note.at;
    match lang {
        Lang::En => at.to_string(),
        Lang::Zh if at.line == 0 => at.file.to_string(),
        Lang::Zh if at.end_line <= at.line => format!("{}，第 {} 行", at.file, at.line),
        Lang::Zh => format!("{}，第 {}-{} 行", at.file, at.line, at.end_line),
    }
}

/// Writes to standard error; nobody is left to tell when that fails.
fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The language of the user's system, used until the plans are known.
pub fn system_lang() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match set {
        Some(value) if value.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}
