//! What people read about a rebalancing: names of groups, wishes that were not followed.
//!
//! Owns that wording. Never knows how moves are found.

use crate::analyses::rebalance::{Group, RefusedWish};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::Said;
use crate::units::{ALL_PLANS, Assignments, MeasureId, UnitId};

/// What people call a group.
pub fn group_label(
    all: &Assignments,
    jurisdiction: impl Fn(u32) -> String,
    group: Group,
) -> String {
    match group {
        Group::Jurisdiction(number) => jurisdiction(number),
        Group::Plan(plan) => all.plan(plan).id.clone(),
        Group::Together => ALL_PLANS.to_owned(),
    }
}

/// A wish that was not followed, as a message.
pub fn refused(
    all: &Assignments,
    label: impl Fn(Group) -> String,
    wish: &RefusedWish,
) -> Diagnostic {
    let unit = |u: UnitId| all.units.get(u.0 as usize).map_or("?", |unit| unit.name.as_str());
    let measure = |m: MeasureId| match all.measures.get(m.0 as usize) {
        Some(measure) => format!("{} {}", measure.key, measure.title),
        None => "?".to_owned(),
    };
    let say = |zh: String, en: String| Said::new(zh, en);
    let stays = ("未采用这一要求".to_owned(), "the wish was not followed".to_owned());
    let (message, done) = match *wish {
        RefusedWish::UnknownMeasure(_) | RefusedWish::UnknownUnit(_) => (
            say(
                "要求涉及的措施或单位不存在".into(),
                "a wish names no measure or unit of the plans".into(),
            ),
            stays,
        ),
        RefusedWish::KeptButExcluded { measure: m, unit: u } => (
            say(
                format!("「{}」既要保留又要更换牵头单位「{}」", measure(m), unit(u)),
                format!("「{}」 is to keep its lead 「{}」 and to lose it", measure(m), unit(u)),
            ),
            ("按保留处理".into(), "it keeps its lead".into()),
        ),
        RefusedWish::KeptButOpened { measure: m, unit: u } => (
            say(
                format!("「{}」要保留牵头单位，又允许「{}」牵头", measure(m), unit(u)),
                format!(
                    "「{}」 is to keep its lead, yet 「{}」 is made eligible",
                    measure(m),
                    unit(u)
                ),
            ),
            ("按保留处理".into(), "it keeps its lead".into()),
        ),
        RefusedWish::YesAndNo { measure: m, unit: u } => (
            say(
                format!("文件对「{}」能否牵头「{}」既写可又写否", unit(u), measure(m)),
                format!("the file says yes and no to 「{}」 leading 「{}」", unit(u), measure(m)),
            ),
            ("按否处理".into(), "no was followed".into()),
        ),
        RefusedWish::OpenedButNever { measure: m, unit: u } => (
            say(
                format!("「{}」不再接收任务，文件又允许其牵头「{}」", unit(u), measure(m)),
                format!(
                    "「{}」 is to receive nothing, yet the file opens 「{}」 to it",
                    unit(u),
                    measure(m)
                ),
            ),
            ("不接收".into(), "it receives nothing".into()),
        ),
        RefusedWish::NobodyElse { measure: m, unit: u } => (
            say(
                format!("「{}」要更换「{}」，但没有其他单位可以牵头", measure(m), unit(u)),
                format!(
                    "「{}」 is to lose 「{}」, and no other unit may lead it",
                    measure(m),
                    unit(u)
                ),
            ),
            ("牵头单位不变".into(), "the lead stays".into()),
        ),
        RefusedWish::OtherJurisdiction { measure: m, unit: u } => (
            say(
                format!("「{}」与「{}」不在同一地区", unit(u), measure(m)),
                format!("「{}」 belongs to another jurisdiction than 「{}」", unit(u), measure(m)),
            ),
            stays,
        ),
        RefusedWish::Collective { measure: m, unit: u } => (
            say(
                format!("集体称谓「{}」不能作为一个单位牵头「{}」", unit(u), measure(m)),
                format!(
                    "「{}」 is a group and cannot lead 「{}」 as one agency",
                    unit(u),
                    measure(m)
                ),
            ),
            stays,
        ),
        RefusedWish::NotMovable { measure: m, .. } => (
            say(
                format!("「{}」没有唯一的牵头单位，不参与调整", measure(m)),
                format!("「{}」 has no single lead that could move", measure(m)),
            ),
            stays,
        ),
        RefusedWish::NothingToKeep(u) => (
            say(
                format!("「{}」没有独立牵头的措施可保留", unit(u)),
                format!("「{}」 leads no measure alone that it could keep", unit(u)),
            ),
            stays,
        ),
        RefusedWish::TooFewMoves { group, required, allowed } => (
            say(
                format!(
                    "「{}」有 {required} 项必须更换牵头单位，但只允许调整 {allowed} 项",
                    label(group)
                ),
                format!(
                    "「{}」: {required} measures must change their lead, {allowed} moves are allowed",
                    label(group)
                ),
            ),
            ("该范围不作调整".into(), "nothing moves there".into()),
        ),
        RefusedWish::NoMovesAllowed => (
            say("允许调整 0 项".into(), "no moves are allowed".into()),
            ("没有调整建议".into(), "nothing is proposed".into()),
        ),
    };
    Diagnostic::new(
        Severity::Warning,
        wish.code(),
        message,
        Locator::default(),
        Said::new(done.0, done.1),
    )
}
