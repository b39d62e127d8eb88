//! What a significance test says in plain words, always with the name of its null model.
//!
//! Owns the wording. Never knows how a p value is computed.

use super::book::Book;
use super::html::escape;
use super::sheet::Line;
use super::short_figures::{index, probability};
use crate::analyses::significance::{LEVEL, beyond_chance};
use crate::text::Lang;

/// The relations that are tested, as the significance table names them.
pub(super) const LAYERS: [&str; 3] = ["lead", "any", "lead-support"];

/// The result of one test: a relation of a scope under one null model.
pub(super) struct Verdict<'a> {
    /// `lead`, `any` or `lead-support`.
    pub(super) layer: &'static str,
    /// `hypergeometric`, `bicm` or `fdsm`.
    pub(super) model: String,
    /// Pairs tested.
    pub(super) family: String,
    /// The pair least likely by chance.
    pub(super) best: Line<'a>,
    /// The pairs that stand out, least likely first.
    pub(super) strong: Vec<Line<'a>>,
}

/// The test of a relation under the strictest null model that was run.
pub(super) fn verdict<'a>(
    book: &Book<'a>,
    label: &str,
    layer: &'static str,
) -> Option<Verdict<'a>> {
    let mut rows = book.sheets.of_plan("significance", label);
    rows.retain(|row| row.text("layer") == layer);
    let model = ["fdsm", "bicm", "hypergeometric"]
        .into_iter()
        .find(|model| rows.iter().any(|row| row.text("null_model") == *model))?;
    rows.retain(|row| row.text("null_model") == model);
    let best = *rows.first()?;
    let family = best.text("family");
    rows.retain(|row| row.number("q").is_some_and(beyond_chance));
    Some(Verdict { layer, model: model.to_owned(), family, best, strong: rows })
}

impl Verdict<'_> {
    /// What the null model takes chance to be, in one sentence.
    pub(super) fn explain(book: &Book<'_>, model: &str) -> String {
        let (zh, en) = match model {
            "fdsm" => (
                "零模型 FDSM：每个单位承担几项、每项措施有几个单位都严格不变，看在这样的全部分工（太多时随机抽取成千上万种）中，两家碰到一起的次数有多少能达到实际这么多。",
                "Null model FDSM: every unit keeps its number of measures and every measure its number of units; of all such tables (of thousands drawn at random where they are too many), in how many do the two meet as often as they do?",
            ),
            "bicm" => (
                "零模型 BiCM：假设分工是随机的，只保持每个单位平均承担几项、每项措施平均有几个单位参与，看两家碰到一起的次数能否达到实际这么多。",
                "Null model BiCM: suppose duties fell at random, keeping only how busy each unit and how crowded each measure is on average; could the two then meet as often as they do?",
            ),
            _ => (
                "零模型为超几何分布：假设每个单位从全部措施中随机挑选与实际同样多的项数，看两家碰到一起的次数能否达到实际这么多。",
                "Null model hypergeometric: suppose each unit picks as many measures as it has blindly; could the two then meet as often as they do?",
            ),
        };
        let rule = match book.lang {
            Lang::Zh => format!(
                "对所有可能相遇的单位对作 Benjamini–Hochberg 校正，q ≤ {LEVEL} 才称为超出偶然。"
            ),
            Lang::En => format!(
                "Corrected for all pairs that could meet (Benjamini–Hochberg); beyond chance means q ≤ {LEVEL}."
            ),
        };
        format!("{}{}{rule}", book.say(zh, en), book.say("", " "))
    }

    /// What the test found, as HTML.
    pub(super) fn sentence(&self, book: &Book<'_>, with_place: bool) -> String {
        let relation = escape(match self.layer {
            "lead" => book.say("共同牵头（无牵头单位时为责任单位）", "leading together"),
            "any" => book.say("共同参与（任何角色）", "taking part together, in any role"),
            _ => book.say("一方牵头、另一方参与其中", "one leads, the other takes part below it"),
        });
        let (family, strong) = (&self.family, self.strong.len());
        match (strong, book.lang) {
            (0, Lang::Zh) => format!(
                "{relation}：<strong>没有一对超出偶然</strong>（检验 {family} 对）。{}",
                self.closest(book, with_place)
            ),
            (0, Lang::En) => format!(
                "{relation}: <strong>no pair is beyond chance</strong> ({family} tested). {}",
                self.closest(book, with_place)
            ),
            (_, lang) => {
                let most = 5;
                let shown: Vec<_> = self
                    .strong
                    .iter()
                    .take(most)
                    .map(|row| self.pair(book, row, with_place))
                    .collect();
                match lang {
                    Lang::Zh => format!(
                        "{relation}：<strong>{strong} 对超出偶然</strong>（检验 {family} 对）：{}{}。",
                        shown.join("；"),
                        if strong > most { "；等" } else { "" }
                    ),
                    Lang::En => format!(
                        "{relation}: <strong>{strong} beyond chance</strong> ({family} tested): {}{}.",
                        shown.join("; "),
                        if strong > most { "; …" } else { "" }
                    ),
                }
            }
        }
    }

    /// The pair nearest to standing out; nothing where its q says that chance is certain.
    pub(super) fn closest(&self, book: &Book<'_>, with_place: bool) -> String {
        if self.best.number("q").is_none_or(|q| q >= 0.995) {
            return String::new();
        }
        let best = self.pair(book, &self.best, with_place);
        match book.lang {
            Lang::Zh => format!("最接近的是{best}。"),
            Lang::En => format!("The closest is {best}."),
        }
    }

    /// One pair with its figures.
    pub(super) fn pair(&self, book: &Book<'_>, row: &Line<'_>, with_place: bool) -> String {
        let a = book.unit_of(row, "unit_a", with_place);
        let b = book.unit_of(row, "unit_b", false);
        let (shared, expected, q) =
            (row.text("shared"), index(&row.text("expected")), probability(&row.text("q")));
        // Where tables were drawn at random, p has an error of its own.
        let error = row.text("standard_error");
        let error = match (error.is_empty(), book.lang) {
            (true, _) => String::new(),
            (_, Lang::Zh) => format!("，p 的抽样误差 {error}"),
            (_, Lang::En) => format!(", sampling error of p {error}"),
        };
        let joint = match self.layer {
            "lead-support" => "→",
            _ => book.say("与", " and "),
        };
        match book.lang {
            Lang::Zh => {
                format!("{a}{joint}{b} {shared} 项（偶然期望 {expected} 项，q {q}{error}）")
            }
            Lang::En => {
                format!("{a}{joint}{b}, {shared} ({expected} expected by chance, q {q}{error})")
            }
        }
    }
}
