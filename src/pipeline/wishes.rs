//! What a planner wishes of a rebalancing, from words to ids.
//!
//! Owns the eligibility file and how wishes name measures and units. Never knows how moves are found.

use crate::analyses::rebalance::{
    BaseLoad, Eligibility, FrontierDetail, Grouping, PeerLead, Pin, Problem,
};
use crate::analyses::{Alignment, ThemeLeads};
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::error::Stop;
use crate::locator::Locator;
use crate::text::Said;
use crate::units::{
    Assignments, ColumnNames, EditedTable, MeasureId, TableError, Unit, UnitId, line_of,
};
use std::collections::BTreeMap;

/// Up to so many measures the frontier has a row for every number of moves.
const EVERY_MOVE: usize = 5_000;

/// The columns of an eligibility file: English name, Chinese name.
static ELIGIBILITY_COLUMNS: [ColumnNames; 3] =
    [("measure_id", "措施编号"), ("unit", "单位"), ("allowed", "可否")];

/// A planner's wishes in words.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// Among which units leads may move.
    pub by: Grouping,
    /// What the other roles weigh.
    pub base: BaseLoad,
    /// Only units already responsible may receive a lead, not those in support.
    pub no_supporters: bool,
    /// Responsible units count as leads where a measure names none.
    pub principals: bool,
    /// Most moves in each group.
    pub max_moves: Option<u32>,
    /// Whether units may receive what their function leads in another plan.
    pub peers: bool,
    /// Name and bytes of an eligibility file.
    pub eligible: Option<(String, Vec<u8>)>,
    /// Measures that keep their lead, units that keep what they lead.
    pub keep: Vec<String>,
    /// Units that receive nothing, or `measure=unit` for a unit that may not lead the measure.
    pub never: Vec<String>,
}

/// The wishes as a problem; lines of the file that name nothing known are notes.
///
/// # Errors
/// A wish that names no measure or unit, or a unit name that several jurisdictions have.
pub fn problem(
    all: &Assignments,
    alignment: Option<(&Alignment, &[ThemeLeads])>,
    wishes: &Wishes,
) -> Result<Noted<Problem>, Stop> {
    let names = Names::of(all);
    let mut notes = Vec::new();
    let mut pins = Vec::new();
    for wish in &wishes.keep {
        pins.push(match names.measures.get(wish.as_str()) {
            Some(measure) => Pin::KeepMeasure(*measure),
            None => Pin::KeepUnit(one_unit(all, wish, "--keep")?),
        });
    }
    for wish in &wishes.never {
        pins.push(match wish.split_once('=') {
            None => Pin::NeverUnit(one_unit(all, wish, "--never")?),
            Some((measure, unit)) => {
                let id = names.measures.get(measure);
                let id = *id.ok_or_else(|| unknown(measure, "--never"))?;
                let unit = names.unit_near(all, id, unit);
                Pin::NeverLead(id, unit.ok_or_else(|| unknown(wish, "--never"))?)
            }
        });
    }
    let eligible = match &wishes.eligible {
        Some((source, bytes)) => names.eligibility(all, source, bytes)?.take(&mut notes),
        None => Vec::new(),
    };
    let peers = alignment.filter(|_| wishes.peers).map_or_else(Vec::new, |(a, l)| peers(a, l));
    let value = Problem {
        by: wishes.by,
        base: wishes.base,
        supporters: !wishes.no_supporters,
        principals: wishes.principals,
        max_moves: wishes.max_moves,
        eligible,
        peers,
        pins,
        frontier: match all.measures.len() <= EVERY_MOVE {
            true => FrontierDetail::EveryMove,
            false => FrontierDetail::Peaks,
        },
    };
    Ok(Noted { value, notes })
}

/// Functions that lead a theme in other plans, for every measure of the theme.
fn peers(alignment: &Alignment, leads: &[ThemeLeads]) -> Vec<PeerLead> {
    let mut found = Vec::new();
    for (theme, leads) in alignment.themes.iter().zip(leads) {
        for here in &theme.members {
            for (there, leading) in theme.members.iter().zip(&leads.plans) {
                if there.plan == here.plan {
                    continue;
                }
                for (&measure, &function) in
                    here.measures.iter().flat_map(|m| leading.functions.iter().map(move |f| (m, f)))
                {
                    let elsewhere = there.measures.first().copied();
                    found.push(PeerLead { measure, function, elsewhere });
                }
            }
        }
    }
    found.sort_unstable();
    // One measure that shows it is enough.
    found.dedup_by_key(|peer| (peer.measure, peer.function));
    found
}

/// Measures and units by their names.
struct Names<'a> {
    measures: BTreeMap<&'a str, MeasureId>,
    units: BTreeMap<&'a str, Vec<UnitId>>,
}

impl<'a> Names<'a> {
    fn of(all: &'a Assignments) -> Self {
        let measures =
            all.measures.iter().zip(0..).map(|(m, id)| (m.key.as_str(), MeasureId(id))).collect();
        let mut units: BTreeMap<&str, Vec<UnitId>> = BTreeMap::new();
        for (unit, id) in all.units.iter().zip(0..) {
            let mut names: Vec<&str> = unit.aliases.iter().map(|alias| &*alias.name).collect();
            names.push(&unit.name);
            names.sort_unstable();
            names.dedup();
            names.into_iter().for_each(|name| units.entry(name).or_default().push(UnitId(id)));
        }
        Self { measures, units }
    }

    /// A unit by a name, in the place of a measure's plan where that has one of the name, or by its
    /// place and a name.
    fn unit_near(&self, all: &Assignments, measure: MeasureId, name: &str) -> Option<UnitId> {
        let here = all.plan(all.measure(measure).plan).place();
        let found = self.units.get(name).cloned().unwrap_or_else(|| all.units_called(name));
        let near = found.iter().find(|u| all.unit(**u).place() == here);
        near.or(if found.len() == 1 { found.first() } else { None }).copied()
    }

    /// Reads the eligibility file: `measure_id, unit` and, if wanted, `allowed` (yes or no).
    fn eligibility(
        &self,
        all: &Assignments,
        source: &str,
        bytes: &[u8],
    ) -> Result<Noted<Vec<Eligibility>>, Stop> {
        let (columns, mut records) =
            EditedTable::open(bytes, source, &ELIGIBILITY_COLUMNS, &["measure_id", "unit"])
                .map_err(|fault| unusable_file(&fault))?;
        let mut notes = Vec::new();
        let mut lines = Vec::new();
        while let Some(record) = records.next().map_err(|fault| unusable_file(&fault))? {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = line_of(record);
            let [key, name, said] = [0, 1, 2].map(|column| columns.cell(record, column));
            let measure = self.measures.get(key).copied();
            let unit = measure.and_then(|measure| self.unit_near(all, measure, name));
            match (measure, unit, yes_or_no(said)) {
                (Some(measure), Some(unit), Some(allowed)) => {
                    lines.push(Eligibility { measure, unit, allowed, line });
                }
                (None, ..) => notes.push(unusable(source, line, unknown_measure(key))),
                (_, None, _) => notes.push(unusable(source, line, unknown_unit(name))),
                (.., None) => notes.push(unusable(source, line, neither_yes_nor_no(said))),
            }
        }
        Ok(Noted { value: lines, notes })
    }
}

/// What `allowed` says; an empty cell says yes.
fn yes_or_no(said: &str) -> Option<bool> {
    match said.to_ascii_lowercase().as_str() {
        "" | "yes" | "y" | "1" | "true" | "是" | "可" => Some(true),
        "no" | "n" | "0" | "false" | "否" | "不可" => Some(false),
        _ => None,
    }
}

/// A unit by a name, or by its place and a name.
fn one_unit(all: &Assignments, wish: &str, option: &str) -> Result<UnitId, Stop> {
    match all.units_called(wish)[..] {
        [unit] => Ok(unit),
        [] => Err(unknown(wish, option)),
        [first, ..] => Err(ambiguous_unit(all.unit(first), wish, option)),
    }
}

/// What is said where several units bear a name; `first` is one of them.
pub(super) fn ambiguous_unit(first: &Unit, wish: &str, option: &str) -> Stop {
    let example = format!("{}/{}", first.place_name(), first.name);
    Stop::new(
        "ambiguous-unit",
        Said::new(
            format!("{option}：有几个单位叫「{wish}」"),
            format!("{option}: several units are called 「{wish}」"),
        ),
        Locator::default(),
        Said::new(
            format!("写明地区（未识别地区的写方案），例如 {example}"),
            format!(
                "name the jurisdiction (or the plan, where that is unknown) too, such as {example}"
            ),
        ),
    )
}

fn unknown(wish: &str, option: &str) -> Stop {
    Stop::new(
        "unknown-wish",
        Said::new(
            format!("{option}：没有叫「{wish}」的措施或单位"),
            format!("{option}: no measure or unit is called 「{wish}」"),
        ),
        Locator::default(),
        Said::new(
            "措施编号见 measures.csv，单位名称见 units.csv",
            "measure_id stands in measures.csv, names of units in units.csv",
        ),
    )
}

/// A file from which no line can be used.
fn unusable_file(fault: &TableError) -> Stop {
    let mut diagnostic = fault.to_diagnostic().hint(Said::new(
        "表头写 measure_id,unit,allowed；allowed 填 yes 或 no",
        "the header is measure_id,unit,allowed; allowed is yes or no",
    ));
    diagnostic.done = Said::new("没有写出任何内容", "nothing was written");
    Stop(Box::new(diagnostic))
}

fn unknown_measure(key: &str) -> (Said, Said) {
    (
        Said::new(format!("没有编号为「{key}」的措施"), format!("no measure has the id 「{key}」")),
        Said::new("措施编号见 measures.csv", "measure_id stands in measures.csv"),
    )
}

fn unknown_unit(name: &str) -> (Said, Said) {
    (
        Said::new(
            format!("没有唯一叫「{name}」的单位"),
            format!("no unit, or more than one, is called 「{name}」"),
        ),
        Said::new(
            "单位名称见 units.csv；几个地区都有的，写成 地区/单位",
            "names of units stand in units.csv; where several places have one, write place/unit",
        ),
    )
}

fn neither_yes_nor_no(said: &str) -> (Said, Said) {
    (
        Said::new(
            format!("「allowed」列既不是可也不是否：「{said}」"),
            format!("column 「allowed」 is neither yes nor no: 「{said}」"),
        ),
        Said::new("填 yes 或 no", "write yes or no"),
    )
}

/// A line that cannot be followed: why, and what to do.
fn unusable(source: &str, line: u32, (message, hint): (Said, Said)) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "wish-unknown",
        message,
        Locator::line(source, line),
        Said::new("未采用该行", "line not used"),
    )
    .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::test_tables::assignments_of;

    fn two_districts() -> Assignments {
        let table = "plan,jurisdiction,number,title,role,mention,unit,measure_id\n\
            e,东区,1,甲,lead,财政局,财政局,e:1\n\
            e,东区,1,甲,support,教育局,教育局,e:1\n\
            w,西区,1,乙,lead,财政局,财政局,w:1\n";
        assignments_of(table)
    }

    #[test]
    fn wishes_name_measures_and_units() {
        let all = two_districts();
        let wishes = Wishes {
            keep: vec!["e:1".into(), "西区/财政局".into()],
            never: vec!["教育局".into(), "e:1=财政局".into()],
            ..Wishes::default()
        };
        let problem = problem(&all, None, &wishes).expect("all known").value;
        assert!(matches!(
            problem.pins[..],
            [Pin::KeepMeasure(_), Pin::KeepUnit(_), Pin::NeverUnit(_), Pin::NeverLead(..)]
        ));
    }

    #[test]
    fn unknown_and_ambiguous_wishes_stop() {
        let all = two_districts();
        let code = |wish: &str| {
            let wishes = Wishes { keep: vec![wish.into()], ..Wishes::default() };
            problem(&all, None, &wishes).expect_err("stops").0.code
        };
        assert_eq!(code("没有局"), "unknown-wish");
        assert_eq!(code("财政局"), "ambiguous-unit");
        assert_eq!(code("北区/财政局"), "unknown-wish");
    }

    #[test]
    fn the_eligibility_file_is_read_and_its_faults_are_said() {
        let all = two_districts();
        let file = "Measure_ID;单位;allowed\n\
            e:1;教育局;no\n;;\ne:1;东区/财政局;\ne:9;教育局;yes\nw:1;教委;yes\ne:1;教育局;maybe\n";
        let wishes = Wishes { eligible: Some(("f.csv".into(), file.into())), ..Wishes::default() };
        let read = problem(&all, None, &wishes).expect("a table");
        let said: Vec<_> = read.value.eligible.iter().map(|e| (e.allowed, e.line)).collect();
        assert_eq!(said, [(false, 2), (true, 4)]);
        let said: Vec<_> =
            read.notes.iter().map(|note| (note.at.line, note.message.en.as_str())).collect();
        assert_eq!(
            said,
            [
                (5, "no measure has the id 「e:9」"),
                (6, "no unit, or more than one, is called 「教委」"),
                (7, "column 「allowed」 is neither yes nor no: 「maybe」"),
            ]
        );
        let wishes =
            Wishes { eligible: Some(("f.csv".into(), b"x,y\n".to_vec())), ..Wishes::default() };
        assert_eq!(problem(&all, None, &wishes).expect_err("stops").0.code, "missing-column");
    }
}
