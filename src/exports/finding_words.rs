//! Findings as people read them: one sentence and what to do, in two languages.
//!
//! Owns the wording of findings. Never knows how a finding was made.

use super::measure_label::reading_title;
use super::names_in_sentences::{NamesInSentences, listed, listed_en, short};
use crate::analyses::checks::{Finding, What};
use crate::text::Said;
use crate::units::Assignments;

/// What people read about one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingWords {
    /// Plan and line.
    pub place: Said,
    /// What is wrong, in one sentence.
    pub message: Said,
    /// What to do about it.
    pub advice: Said,
}

/// Puts findings into words, with the names of one set of assignments.
pub struct FindingWriter<'a> {
    assignments: &'a Assignments,
    names: NamesInSentences<'a>,
}

impl<'a> FindingWriter<'a> {
    /// Prepares the names.
    pub fn new(assignments: &'a Assignments) -> Self {
        Self { assignments, names: NamesInSentences::new(assignments) }
    }

    /// The words for one finding.
    pub fn words(&self, finding: &Finding) -> FindingWords {
        let plan = &self.assignments.plan(finding.plan).id;
        let place = match finding.line(self.assignments) {
            0 => Said::new(plan, plan),
            line => Said::new(format!("{plan} 第{line}行"), format!("{plan}, line {line}")),
        };
        let (message, advice) = self.message_and_advice(finding);
        FindingWords { place, message, advice }
    }

    fn message_and_advice(&self, finding: &Finding) -> (Said, Said) {
        let at = self.names.measures(&finding.measures);
        let count = finding.measures.len();
        let units = self.names.units(&finding.units);
        let unit = |i: usize| self.names.name(finding.units[i]);
        match &finding.what {
            What::NobodyNamed => (
                Said::new(
                    format!("{}没有写明任何单位。", at.zh),
                    format!("No unit at all is named in {}.", at.en),
                ),
                Said::new("逐项写明牵头单位。", "Name a lead for each."),
            ),
            What::NoLead { whole_plan: false } => (
                Said::new(
                    format!("{}列了几个责任单位，没有写由谁牵头。", at.zh),
                    format!("Several units are responsible in {}, but none of them leads.", at.en),
                ),
                Said::new(
                    "从所列单位中明确一个牵头单位。",
                    "Make one of the units named the lead.",
                ),
            ),
            What::NoLead { whole_plan: true } => (
                Said::new(
                    format!("全文没有写明牵头单位，{count}项措施有几个责任单位而分不出主次。"),
                    format!(
                        "The plan names no lead anywhere; {} several responsible units and no order \
                         among them.",
                        counted(count, "measure has", "measures have")
                    ),
                ),
                Said::new(
                    "写明牵头单位；如按排序确定，在文中写一句“排在首位的为牵头单位”。",
                    "Name leads, or state once that the unit named first leads.",
                ),
            ),
            What::OnlySupport => (
                Said::new(
                    format!("{}只列了配合单位，没有写由谁牵头或负责。", at.zh),
                    format!("Only supporting units are named in {}; nobody answers for it.", at.en),
                ),
                Said::new("写明牵头单位。", "Name a lead."),
            ),
            What::FewLeads { up_to } => {
                let (zh, en) = match up_to {
                    2 => ("两个".to_owned(), "two".to_owned()),
                    n => (format!("2至{n}个"), format!("2 to {n}")),
                };
                let each = if count == 1 { "" } else { "各" };
                (
                    Said::new(
                        format!("{}{each}由{zh}单位共同牵头，没有写明以谁为主。", at.zh),
                        format!(
                            "{} {en} leads, and nothing says which of them is first.",
                            counted_verb(&capital(&at.en), count, "has", "each have")
                        ),
                    ),
                    first_lead(),
                )
            }
            What::ManyLeads { from } => (
                Said::new(
                    format!(
                        "{}由{}个单位共同牵头（{}），没有写明以谁为主（{from}个起提示）。",
                        at.zh,
                        finding.units.len(),
                        units.zh
                    ),
                    format!(
                        "{} units lead {} together ({}), and nothing says which of them is first \
                         (reported from {from} on).",
                        finding.units.len(),
                        at.en,
                        units.en
                    ),
                ),
                first_lead(),
            ),
            What::CollectiveLead { alone } => {
                let (zh, en) = match *alone {
                    0 => ("另有点名的牵头单位".to_owned(), "beside units named".to_owned()),
                    n if n == count => (
                        "没有点名任何牵头单位".to_owned(),
                        "and no unit is named as lead".to_owned(),
                    ),
                    n => (
                        format!("其中{n}项没有点名任何牵头单位"),
                        format!("and in {n} of {count} no unit is named as lead"),
                    ),
                };
                (
                    Said::new(
                        format!("{}以统称{}牵头，{zh}。", at.zh, unit(0)),
                        format!("The lead of {} is a collective, {}, {en}.", at.en, unit(0)),
                    ),
                    name_the_lead(),
                )
            }
            What::CollectiveAnswers => (
                Said::new(
                    format!("{}没有牵头单位，只由统称{}负责。", at.zh, unit(0)),
                    format!(
                        "Nobody leads {}; only a collective, {}, answers for it.",
                        at.en,
                        unit(0)
                    ),
                ),
                name_the_lead(),
            ),
            What::CollectiveSupport { counts } => {
                let each = self.names.counted_units(&finding.units, counts, "处");
                (
                    Said::new(
                        format!(
                            "{}除牵头单位外只写了统称，没有点名配合或责任单位（{}）。",
                            at.zh, each.zh
                        ),
                        format!(
                            "Beside the lead, {} only collectives ({}); no partner is named.",
                            counted_verb(&at.en, count, "names", "name"),
                            each.en
                        ),
                    ),
                    Said::new(
                        "点名主要的配合单位，统称放在最后兜底。",
                        "Name the main partners and keep the collective for the rest.",
                    ),
                )
            }
            What::TwoRoles { roles } => {
                let zh: Vec<String> =
                    roles.iter().map(|role| format!("{}单位", role.zh())).collect();
                let en: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
                (
                    Said::new(
                        format!("{}在{}中既是{}。", unit(0), at.zh, zh.join("又是")),
                        format!("In {}, {} is both {}.", at.en, unit(0), en.join(" and ")),
                    ),
                    Said::new(
                        format!("只保留一种；统计时按“{}”计。", roles[0].zh()),
                        format!("Keep one role; until then it counts as {}.", roles[0]),
                    ),
                )
            }
            What::NamedTwice => {
                let mentions = self.names.mentions(&finding.rows);
                let times = finding.rows.len();
                (
                    Said::new(
                        format!("{}在{}中写了{times}次（{}）。", unit(0), at.zh, mentions.zh),
                        format!(
                            "In {}, {} is named {times} times ({}).",
                            at.en,
                            unit(0),
                            mentions.en
                        ),
                    ),
                    Said::new("删去重复的一处。", "Drop the repetition."),
                )
            }
            What::BroadInheritance { printed, from, from_units } => (
                Said::new(
                    format!(
                        "标题上的一句分工管{printed}项措施（{}），列了{}个单位，看不出哪个单位做哪一项\
                         （{from}项、{from_units}个单位起提示）。",
                        at.zh,
                        finding.units.len()
                    ),
                    format!(
                        "One statement on a heading holds for {printed} measures ({}) and names {} \
                         units: it does not say which of them does what (reported from {from} \
                         measures and {from_units} units on).",
                        at.en,
                        finding.units.len()
                    ),
                ),
                Said::new(
                    "在各项措施后分别写明责任单位，标题上只留牵头单位。",
                    "State the responsible units at each measure and keep only the lead on the heading.",
                ),
            ),
            What::NumberSkipped { missing } => {
                let numbers: Vec<String> = missing.iter().map(u32::to_string).collect();
                (
                    Said::new(
                        format!("编号缺{}（{}之前）。", listed(&numbers, "、", "个"), at.zh),
                        format!(
                            "The numbering leaves out {} (before {}).",
                            listed_en(&numbers),
                            at.en
                        ),
                    ),
                    Said::new(
                        "补上漏掉的措施，或重新编号。",
                        "Add what was left out, or number the measures anew.",
                    ),
                )
            }
            What::NumberRepeated => (
                Said::new(
                    format!(
                        "同一编号用在几项措施上：{}。",
                        self.names.titled(&finding.measures).zh
                    ),
                    format!(
                        "Several measures have the same number: {}.",
                        self.names.titled(&finding.measures).en
                    ),
                ),
                Said::new(
                    "重新编号，以免引用时混淆。",
                    "Number the measures anew, so that they can be cited.",
                ),
            ),
            What::TitleRepeated => {
                let title = short(&reading_title(self.assignments.measure(finding.measures[0])));
                (
                    Said::new(
                        format!("{}标题相同，都是「{title}」。", at.zh),
                        format!("{} have the same title, 「{title}」.", capital(&at.en)),
                    ),
                    Said::new(
                        "如是同一项措施，合为一个编号；如不是，改写标题加以区分。",
                        "Give one measure one number, or tell the two apart by their titles.",
                    ),
                )
            }
            What::SeveralNames { counts } => {
                let names: Vec<String> =
                    finding.rows.iter().map(|&row| self.names.mention(row)).collect();
                let zh: Vec<String> =
                    names.iter().zip(counts).map(|(name, n)| format!("{name}{n}次")).collect();
                let en: Vec<String> =
                    names.iter().zip(counts).map(|(name, n)| format!("{name} {n}×")).collect();
                (
                    Said::new(
                        format!("同一单位有{}种写法：{}。", names.len(), zh.join("、")),
                        format!("One body has {} names: {}.", names.len(), en.join(", ")),
                    ),
                    Said::new(
                        "全文统一用一个名称；如果不是同一单位，请在别名文件中分开。",
                        "Use one name throughout; if these are different bodies, separate them in the \
                         alias file.",
                    ),
                )
            }
            What::Misprint => {
                let name = self.names.mention(finding.rows[0]);
                (
                    Said::new(
                        format!("{}写的{name}疑为{}之误。", at.zh, unit(0)),
                        format!("{name} in {} is probably a misprint of {}.", at.en, unit(0)),
                    ),
                    confirm_name(),
                )
            }
            What::NearName => {
                let elsewhere = {
                    let place = |i: usize| &self.assignments.unit(finding.units[i]).jurisdiction;
                    place(0) != place(1)
                };
                let name = self.names.mention(finding.rows[0]);
                let (zh, en) = if elsewhere {
                    (
                        "（其他地区同职能单位的写法）",
                        " (as the same kind of body is called elsewhere)",
                    )
                } else {
                    ("", "")
                };
                (
                    Said::new(
                        format!("{}写的{name}疑为{}之误{zh}。", at.zh, unit(1)),
                        format!("{name} in {} is probably a misprint of {}{en}.", at.en, unit(1)),
                    ),
                    confirm_name(),
                )
            }
            What::BodyAnnexDiffer { .. } => {
                let (zh, en) = if count == 0 {
                    ("一项措施".to_owned(), "a measure".to_owned())
                } else {
                    (at.zh.clone(), at.en.clone())
                };
                (
                    Said::new(
                        format!("正文与附件对{zh}的分工写得不一样。"),
                        format!("Body and annex say different things about {en}."),
                    ),
                    Said::new(
                        "以一处为准改齐；统计时以附表为准。",
                        "Bring them into line; until then the table counts.",
                    ),
                )
            }
            What::Overloaded { of, over } => (
                Said::new(
                    format!(
                        "{}牵头{of}项措施中的{count}项（{}，分项各计一项；超过{}即提示）。",
                        unit(0),
                        percent(count as f64 / *of as f64),
                        percent(*over)
                    ),
                    format!(
                        "{} leads {count} of {of} measures ({}, each sub-row counts; reported above {}).",
                        unit(0),
                        percent(count as f64 / *of as f64),
                        percent(*over)
                    ),
                ),
                Said::new(
                    "核实能否承担；哪些措施可以改由其他单位牵头，见牵头调整建议。",
                    "Check that it can carry this; the proposed changes of lead show what others could lead.",
                ),
            ),
            What::SupportOnly { counts, from } => {
                let each = self.names.counted_units(&finding.units, counts, "项");
                let (many, s) = (counts.len(), if counts.len() == 1 { "s" } else { "" });
                (
                    Said::new(
                        format!(
                            "{many}个单位只配合，不牵头也不负责任何一项：{}（企业除外，{from}项起提示）。",
                            each.zh
                        ),
                        format!(
                            "{} only support{s} and never lead{s} or answer{s} for a measure: {} \
                             (companies left out; reported from {from} measures on).",
                            counted(many, "unit", "units"),
                            each.en
                        ),
                    ),
                    Said::new(
                        "核对有没有本应由其牵头的措施；只按牵头考核会看不到这些工作。",
                        "Check whether one of these measures is theirs to lead; counting leads alone \
                         hides this work.",
                    ),
                )
            }
            What::NamedOnce { of, up_to } => {
                let places = finding.units.iter().zip(&finding.measures);
                let both: Vec<Said> = places
                    .map(|(&u, &m)| {
                        let (name, at) = (self.names.name(u), self.names.plain(m));
                        Said::new(format!("{name}（{}）", at.zh), format!("{name} ({})", at.en))
                    })
                    .collect();
                let zh: Vec<String> = both.iter().map(|said| said.zh.clone()).collect();
                let en: Vec<String> = both.iter().map(|said| said.en.clone()).collect();
                (
                    Said::new(
                        format!(
                            "{of}个单位中有{}个全文只写了一次：{}（不超过{}时提示）。",
                            zh.len(),
                            listed(&zh, "、", "个"),
                            percent(*up_to)
                        ),
                        format!(
                            "{} of {of} units {} named just once: {} (reported up to {}).",
                            en.len(),
                            if en.len() == 1 { "is" } else { "are" },
                            listed_en(&en),
                            percent(*up_to)
                        ),
                    ),
                    Said::new(
                        "核对名称是否写错、其他措施是否漏列；无误则不必改。",
                        "Check for misprints and omissions; if there are none, leave it.",
                    ),
                )
            }
        }
    }
}

/// Advice where a collective answers for a measure.
fn name_the_lead() -> Said {
    Said::new(
        "点名牵头单位；确需用统称的，附上成员名单并指定一个汇总单位。",
        "Name the lead; if a collective is meant, list its members and who gathers results.",
    )
}

fn first_lead() -> Said {
    Said::new(
        "指定一个第一牵头单位；如按排序确定，在文中写一句“排在首位的为牵头单位”。",
        "Say which is first; one sentence for the whole plan (“the unit named first leads”) is enough.",
    )
}

fn confirm_name() -> Said {
    Said::new(
        "核对并改正；如果没有写错，请在别名文件中确认。",
        "Correct it; if it is right, confirm it in the alias file.",
    )
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A list of measures with its verb.
fn counted_verb(list: &str, n: usize, one: &str, many: &str) -> String {
    format!("{list} {}", if n == 1 { one } else { many })
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

#[cfg(test)]
mod tests;
