//! A sentence in the two languages people read.
//!
//! Owns the choice of language. Never knows what the sentence is about.

/// The language of what people read; names of columns and codes stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// One sentence, said in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// Both wordings of a sentence.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same without the middle of a wording of more than 400 characters, for which … stands: what is quoted
    /// may be a whole page.
    #[must_use]
    pub fn shortened(self) -> Self {
        const LONGEST: usize = 400;
        const HEAD: usize = 280;
        const TAIL: usize = 100;
        let short = |text: String| match text.chars().count() {
            count if count > LONGEST => {
                let head: String = text.chars().take(HEAD).collect();
                let tail: String = text.chars().skip(count - TAIL).collect();
                format!("{head} … {tail}")
            }
            _ => text,
        };
        Self { zh: short(self.zh), en: short(self.en) }
    }

    /// The wording in `lang`.
    pub fn lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
