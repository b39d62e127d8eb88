//! How people read a measure: its number with the part, and its title with a sign where it was cut.
//!
//! Owns these two labels for everything people read. Never knows where they are shown; tables keep
//! the plain title, which the key of a measure needs.

use crate::text::Lang;
use crate::units::{Assignments, MeasureId, MeasureRecord};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Characters of a title that is no heading but the first words of the text.
const FIRST_WORDS: usize = 15;

/// The title with "…" behind it where it is no heading but the cut beginning of a sentence.
///
/// Told by the text: it begins with these words (a number before them apart) and goes on behind
/// them without a sentence end, a bracket or a blank.
pub fn reading_title(measure: &MeasureRecord) -> Cow<'_, str> {
    let title = measure.title.as_str();
    let first_words = title.chars().count() == FIRST_WORDS;
    let unnumbered = measure.text.trim_start_matches(is_numbering);
    let goes_on = || {
        let next = following(&measure.text, title).or_else(|| following(unnumbered, title));
        next.is_some_and(|c| !c.is_whitespace() && !"。．.；;：:！!？?（([〔【".contains(c))
    };
    match first_words && goes_on() {
        true => Cow::Owned(format!("{title}…")),
        false => Cow::Borrowed(title),
    }
}

/// Words in the quotation marks of a sentence; marks inside become single ones.
pub fn in_quotes(words: &str) -> String {
    format!("“{}”", words.replace('“', "‘").replace('”', "’"))
}

/// The titles that a table holds without that sign, each with it.
///
/// For tables, which say a title without its measure. A title that is whole in one plan and cut in
/// another has the sign everywhere.
pub fn cut_titles(assignments: &Assignments) -> BTreeMap<String, String> {
    let read = assignments.measures.iter().map(|m| (m, reading_title(m)));
    let cut = read.filter(|(measure, shown)| measure.title != *shown);
    cut.map(|(measure, shown)| (measure.title.to_string(), shown.into_owned())).collect()
}

/// The number with its part where one number has several: 34（6）; empty when none is printed.
pub fn reading_number(assignments: &Assignments, id: MeasureId, lang: Lang) -> String {
    let measure = assignments.measure(id);
    let next = assignments.measures.get(id.0 as usize + 1);
    let parted = measure.part > 1
        || next.is_some_and(|next| next.part > 1 && are_parts_of_one(measure, next));
    match (parted && !measure.number.is_empty(), lang) {
        (false, _) => measure.number.clone(),
        (true, Lang::Zh) => format!("{}（{}）", measure.number, measure.part),
        (true, Lang::En) => format!("{}({})", measure.number, measure.part),
    }
}

/// Whether two measures stand under one number of one plan.
pub(super) fn are_parts_of_one(a: &MeasureRecord, b: &MeasureRecord) -> bool {
    !a.number.is_empty() && (a.plan, &a.section1, &a.number) == (b.plan, &b.section1, &b.number)
}

/// Signs of a number printed before the words: 20. （三） 3、
fn is_numbering(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || "().、．（）〇零一二三四五六七八九十百".contains(c)
}

/// The character behind `title` at the beginning of `text`, blanks inside the title passed over.
fn following(text: &str, title: &str) -> Option<char> {
    let mut rest = text.trim_start().chars();
    for wanted in title.chars().filter(|c| !c.is_whitespace()) {
        if rest.find(|c| !c.is_whitespace())? != wanted {
            return None;
        }
    }
    rest.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::PlanId;

    fn measure(title: &str, text: &str) -> MeasureRecord {
        MeasureRecord {
            plan: PlanId(0),
            key: String::new(),
            section1: "".into(),
            section2: "".into(),
            number: "20".to_owned(),
            part: 1,
            title: title.to_owned(),
            text: text.to_owned(),
            due: String::new(),
            line: 0,
        }
    }

    fn read(title: &str, text: &str) -> String {
        reading_title(&measure(title, text)).into_owned()
    }

    #[test]
    fn a_cut_title_says_so() {
        let cut = "在科创、人才、开放、生态、交通";
        assert_eq!(read(cut, &format!("{cut}等方面提升城市能级。")), format!("{cut}…"));
        assert_eq!(read(cut, &format!("20．{cut}，提升城市能级")), format!("{cut}…"));
        assert_eq!(read(cut, "（二十） 在科创、人才、开放、生态、 交通等方面"), format!("{cut}…"));
        let year = "2019年底前各部门数据全部互";
        assert_eq!(year.chars().count(), FIRST_WORDS);
        assert_eq!(read(year, &format!("{year}认共享。")), format!("{year}…"));
    }

    #[test]
    fn a_heading_stands_as_printed() {
        let heading = "增强开办企业“一网通”平台功能";
        assert_eq!(read(heading, &format!("2.{heading}。借“渝快办”")), heading);
        assert_eq!(read(heading, &format!("{heading}（牵头单位：市监局）")), heading);
        assert_eq!(read(heading, &format!("{heading} 2019年底前完成")), heading);
        assert_eq!(read(heading, heading), heading, "nothing follows");
        assert_eq!(read(heading, "电脑端可实名认证"), heading, "printed in a column of its own");
        assert_eq!(
            read("加强信用监管", "加强信用监管体系建设，"),
            "加强信用监管",
            "never cut there"
        );
    }

    #[test]
    fn a_part_is_named_where_a_number_has_several() {
        let mut all = Assignments {
            measures: vec![measure("甲", ""), measure("甲", "")],
            ..Assignments::default()
        };
        let name = |all: &Assignments, id| reading_number(all, MeasureId(id), Lang::Zh);
        all.measures[1].number = "21".to_owned();
        assert_eq!([name(&all, 0), name(&all, 1)], ["20", "21"]);
        all.measures[1].number = "20".to_owned();
        all.measures[1].part = 2;
        assert_eq!([name(&all, 0), name(&all, 1)], ["20（1）", "20（2）"]);
        assert_eq!(reading_number(&all, MeasureId(1), Lang::En), "20(2)");
        all.measures.iter_mut().for_each(|measure| measure.number.clear());
        assert_eq!([name(&all, 0), name(&all, 1)], ["", ""]);
    }
}
