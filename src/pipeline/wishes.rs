//! What a planner wishes of a rebalancing, from words to ids.
//!
//! Owns the eligibility file and how wishes name measures and units. Never knows how moves are found.

use crate::analyses::rebalance::{
    BaseLoad, Eligibility, FrontierDetail, Grouping, PeerLead, Pin, Problem,
};
use crate::analyses::{Alignment, ThemeLeads};
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::documents;
use crate::error::Stop;
use crate::locator::Locator;
use crate::text::Said;
use crate::units::{Assignments, MeasureId, Unit, UnitId};
use std::collections::BTreeMap;

/// Up to so many measures the frontier has a row for every number of moves.
const EVERY_MOVE: usize = 5_000;

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

    /// A unit by name, in the place of a measure's plan where it has one of the name.
    fn unit_near(&self, all: &Assignments, measure: MeasureId, name: &str) -> Option<UnitId> {
        let here = all.plan(all.measure(measure).plan).place();
        let found = self.units.get(name)?;
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
        let text = documents::decode(bytes).text;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map(|header| header.iter().map(|name| name.trim().to_owned()).collect())
            .unwrap_or_default();
        let place = |name: &str, zh: &str| header.iter().position(|h| h == name || h == zh);
        let (Some(measure), Some(unit)) = (place("measure_id", "措施编号"), place("unit", "单位"))
        else {
            return Err(Stop::new(
                "missing-column",
                Said::new(
                    "缺少列「measure_id」或「unit」",
                    "there is no column 「measure_id」 or no column 「unit」",
                ),
                Locator::line(source, 1),
                Said::new(
                    "表头写 measure_id,unit,allowed；allowed 填 yes 或 no",
                    "the header is measure_id,unit,allowed; allowed is yes or no",
                ),
            ));
        };
        let allowed = place("allowed", "可否");
        let mut notes = Vec::new();
        let mut lines = Vec::new();
        for record in reader.records().flatten() {
            let line = record.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(0));
            let cell = |place: usize| record.get(place).unwrap_or("").trim();
            let said = allowed.map_or("", cell).to_ascii_lowercase();
            let allowed = match said.as_str() {
                "" | "yes" | "y" | "1" | "true" | "是" | "可" => Some(true),
                "no" | "n" | "0" | "false" | "否" | "不可" => Some(false),
                _ => None,
            };
            let measure = self.measures.get(cell(measure)).copied();
            let named = measure.and_then(|m| self.unit_near(all, m, cell(unit)));
            match (measure, named, allowed) {
                (Some(measure), Some(unit), Some(allowed)) => {
                    lines.push(Eligibility { measure, unit, allowed, line });
                }
                _ => notes.push(unusable(source, line, &record)),
            }
        }
        Ok(Noted { value: lines, notes })
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

fn unusable(source: &str, line: u32, record: &csv::StringRecord) -> Diagnostic {
    let cells: Vec<&str> = record.iter().collect();
    let words = cells.join(", ");
    Diagnostic::new(
        Severity::Warning,
        "wish-unknown",
        Said::new(
            format!("这一行的措施、单位或「可否」无法识别：「{words}」"),
            format!("the measure, the unit or yes/no of this line is not known: 「{words}」"),
        ),
        Locator::line(source, line),
        Said::new("未采用该行", "line not used"),
    )
    .hint(Said::new(
        "措施编号见 measures.csv，单位名称见 units.csv",
        "measure_id stands in measures.csv, names of units in units.csv",
    ))
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
        let file = "measure_id,unit,allowed\ne:1,教育局,no\ne:1,财政局,\ne:9,教育局,yes\n";
        let wishes = Wishes { eligible: Some(("f.csv".into(), file.into())), ..Wishes::default() };
        let read = problem(&all, None, &wishes).expect("a table");
        let said: Vec<_> = read.value.eligible.iter().map(|e| (e.allowed, e.line)).collect();
        assert_eq!(said, [(false, 2), (true, 3)]);
        assert_eq!((read.notes.len(), read.notes[0].at.line), (1, 4));
        let wishes =
            Wishes { eligible: Some(("f.csv".into(), b"x,y\n".to_vec())), ..Wishes::default() };
        assert_eq!(problem(&all, None, &wishes).expect_err("stops").0.code, "missing-column");
    }
}
