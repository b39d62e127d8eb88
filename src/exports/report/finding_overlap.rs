//! The finding about overlap: who leads together most, and whether that is more than chance.
//!
//! Owns its wording. Never knows how a figure is computed.

use super::book::Book;
use super::findings::Said;
use super::hotspot_part::hotspots_of;
use super::html::counted;
use super::sheet::Line;
use super::verdict::{Verdict, verdict};
use crate::exports::ties::first_with_ties;
use crate::plan::Role;
use crate::text::Lang;

/// Who leads together most, and what chance makes of it.
pub(super) fn overlap(book: &Book<'_>, scope: usize) -> Option<Said> {
    let label = &book.input.scopes[scope].label;
    let with_place = book.several_places(scope);
    let pairs = book.sheets.of_plan("overlap", label);
    let tested = verdict(book, label, "lead");
    let Some(top) = pairs.first().filter(|pair| pair.count("shared_leads") > 0) else {
        let headline = book.say("没有两个单位共同牵头", "No two units lead together").to_owned();
        let led = hotspots_of(book, scope).iter().any(|row| row.count("lead") > 0);
        let detail = match led {
            true => book.say(
                "每项措施至多一个牵头单位，牵头职责没有重叠。",
                "Every measure has one lead at most, so leads do not overlap.",
            ),
            false => book.say(
                "没有写明任何牵头单位，无从比较牵头职责。",
                "No unit leads anything, so there is nothing to compare.",
            ),
        };
        let detail = detail.to_owned() + &support_words(book, label, with_place);
        return Some(Said { headline, detail, evidence: Vec::new(), part: "overlap" });
    };
    let (first, rest) = first_with_ties(&pairs, 1, |pair| pair.count("shared_leads"));
    let leads = top.text("shared_leads");
    let verdict_words = match (&tested, book.lang) {
        (None, _) => String::new(),
        (Some(found), Lang::Zh) if found.strong.is_empty() => {
            "；<strong>没有一对超出偶然</strong>".to_owned()
        }
        (Some(found), Lang::En) if found.strong.is_empty() => {
            "; <strong>no pair is beyond chance</strong>".to_owned()
        }
        (Some(found), Lang::Zh) => format!("；<strong>{} 对超出偶然</strong>", found.strong.len()),
        (Some(found), Lang::En) if found.strong.len() == 1 => {
            "; <strong>1 pair is beyond chance</strong>".to_owned()
        }
        (Some(found), Lang::En) => {
            format!("; <strong>{} pairs are beyond chance</strong>", found.strong.len())
        }
    };
    let of_pair = |pair: &Line<'_>| {
        let (a, b) =
            (book.unit_of(pair, "unit_a", with_place), book.unit_of(pair, "unit_b", false));
        format!("{a}{}{b}", book.say("与", " and "))
    };
    let names = first.iter().map(of_pair).collect::<Vec<_>>();
    let tied = first.len() + rest;
    let headline = match (tied, book.lang) {
        (1, Lang::Zh) => {
            format!("共同牵头最多的是{}：<strong>{leads} 项</strong>{verdict_words}", names[0])
        }
        (1, Lang::En) => format!(
            "{} lead together most: <strong>{}</strong>{verdict_words}",
            names[0],
            counted(top.count("shared_leads"), "measure")
        ),
        (_, Lang::Zh) => format!(
            "共同牵头最多的有 {tied} 对单位，并列各 <strong>{leads} 项</strong>{verdict_words}"
        ),
        (_, Lang::En) => format!(
            "{tied} pairs of units lead together most, <strong>{leads} each</strong>{verdict_words}"
        ),
    };
    let [of_a, of_b, shared] =
        ["a_leads", "b_leads", "shared_measures"].map(|column| top.text(column));
    let mut detail = match (tied, book.lang) {
        (1, Lang::Zh) => format!("两家分别牵头 {of_a} 项和 {of_b} 项，共同参与 {shared} 项。"),
        (1, Lang::En) => {
            format!("They lead {of_a} and {of_b}, and share {shared} in any role. ")
        }
        (_, Lang::Zh) => {
            let are = if rest > 0 { "例如" } else { "它们是" };
            format!("{are}{}。", names.join("、"))
        }
        (_, Lang::En) => {
            let are = if rest > 0 { "One of them is" } else { "They are" };
            format!("{are} {}. ", names.join("; "))
        }
    };
    if let Some(found) = &tested {
        detail += &match (found.strong.is_empty(), book.lang) {
            (true, Lang::Zh) => format!(
                "按 {} 零模型检验 {} 对单位：这样的共同牵头次数，光凭各单位的忙闲和各措施的单位多少就可能出现，不能据此认定职责重叠。{}",
                model_name(&found.model),
                found.family,
                found.closest(book, with_place)
            ),
            (true, Lang::En) => format!(
                "Tested against the {} null model (pairs tested: {}): how busy units and how crowded measures are may explain every overlap. {} ",
                model_name(&found.model),
                found.family,
                found.closest(book, with_place)
            ),
            (false, _) => found.sentence(book, with_place),
        };
        detail += &support_words(book, label, with_place);
        detail +=
            &format!("<small class=\"model\">{}</small>", Verdict::explain(book, &found.model));
    }
    Some(Said { headline, detail, evidence: shared_by(book, top), part: "overlap" })
}

fn model_name(code: &str) -> &str {
    match code {
        "bicm" => "BiCM",
        "fdsm" => "FDSM",
        other => other,
    }
}

/// Which units support a lead more than chance would have it.
fn support_words(book: &Book<'_>, label: &str, with_place: bool) -> String {
    let Some(found) = verdict(book, label, "lead-support") else { return String::new() };
    let Some(best) = found.strong.first() else { return String::new() };
    let (count, pair) = (found.strong.len(), found.pair(book, best, with_place));
    match book.lang {
        Lang::Zh => {
            format!("有 {count} 对“一方牵头、另一方参与”的固定搭配超出偶然，最强的是{pair}。")
        }
        Lang::En => format!(
            " {} of a lead and a unit below it {} beyond chance; the strongest is {pair}. ",
            counted(count as i64, "pair"),
            if count == 1 { "is" } else { "are" }
        ),
    }
}

/// Two measures that both units lead, with the words of the plan.
fn shared_by(book: &Book<'_>, pair: &Line<'_>) -> Vec<String> {
    let [Some(a), Some(b)] = ["unit_a", "unit_b"].map(|column| pair.unit(column)) else {
        return Vec::new();
    };
    let keys = pair.text("measures");
    let leads = |measure, unit| {
        let from = book.all.rows.partition_point(|row| row.measure < measure);
        let mut rows = book.all.rows[from..].iter().take_while(|row| row.measure == measure);
        rows.any(|row| row.unit == unit && row.role == Role::Lead)
    };
    keys.split(';')
        .filter_map(|key| book.find_measure(key))
        .filter(|measure| leads(*measure, a) && leads(*measure, b))
        .take(2)
        .filter_map(|measure| {
            Some(format!("{} {}", book.quoted(measure), book.evidence(measure, a)?))
        })
        .collect()
}
