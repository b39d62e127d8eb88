//! Plans with clauses of printed names become assignments to units.
//!
//! The arrow of this floor: splits, gathers, puts in order. Owns what is said about words that
//! name nobody. Never knows how a clause was found.

use super::alias_file::AliasFile;
use super::assemble::{Parts, assemble};
use super::assignments::{
    Assignment, Assignments, MeasureId, MeasureRecord, PlanId, PlanRecord, UnitId,
};
use super::gather::{Names, gather_into};
use super::intern::Interner;
use super::list_notes::{elided_ending, how_to_name, not_a_unit};
use super::name_list::{NameList, split_names};
use super::unit::{Unit, UnitKind};
use super::vocabulary::UnitVocabulary;
use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::locator::Locator;
use crate::plan::{Measure, Plan, RoleClause};
use crate::text::normalize::fold;
use crate::text::{Lang, Said};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Splits the names of every clause and gathers them into units.
///
/// # Keeps / Drops
/// Every measure is kept, also one without a unit. Every word of a clause ends in a row or in a
/// diagnostic: `not-a-unit` for words that name nobody beside names, `empty-responsibility` for
/// a clause without any name, `ambiguous-unit` and `probable-misprint` for doubtful names,
/// `function-from-measures` where a company's measures tell what it does.
/// The same plans in any order give the same value.
pub fn resolve(
    mut plans: Vec<Plan>,
    vocabulary: &UnitVocabulary,
    aliases: &AliasFile,
) -> Noted<Assignments> {
    plans.sort_by(|a, b| (&a.id, &a.source, &a.date).cmp(&(&b.id, &b.source, &b.date)));
    let vocabulary = vocabulary.with_known_names(aliases.names());
    let mut reading = Reading::new(&vocabulary);
    for plan in plans {
        reading.plan(plan);
    }
    let Reading { mut parts, names, mut notes, .. } = reading;
    gather_into(&mut parts, names, &vocabulary, aliases).take(&mut notes);
    functions_from_measures(&mut parts, &vocabulary, &mut notes);
    notes.sort_by(|a, b| (&a.at, a.code, &a.message).cmp(&(&b.at, b.code, &b.message)));
    Noted { value: assemble(parts), notes }
}

/// The plans while they are being read.
struct Reading<'v> {
    vocabulary: &'v UnitVocabulary,
    parts: Parts,
    names: Names,
    interned: Interner,
    lists: HashMap<String, Arc<NameList>>,
    /// What was said already: one heading's clause is inherited by many measures.
    said: BTreeSet<(&'static str, Locator, String)>,
    notes: Vec<Diagnostic>,
}

impl<'v> Reading<'v> {
    fn new(vocabulary: &'v UnitVocabulary) -> Self {
        Self {
            vocabulary,
            parts: Parts::default(),
            names: Names::default(),
            interned: Interner::default(),
            lists: HashMap::new(),
            said: BTreeSet::new(),
            notes: Vec::new(),
        }
    }

    fn plan(&mut self, plan: Plan) {
        let id = PlanId(self.parts.plans.len() as u32);
        let measures = plan.measures;
        let record = PlanRecord {
            id: plan.id,
            title: plan.title,
            document_number: plan.document_number,
            issuer: plan.issuer,
            jurisdiction: plan.jurisdiction,
            date: plan.date,
            year: plan.year,
            source: plan.source,
        };
        self.parts.plans.push(record);
        for measure in measures {
            self.measure(measure, id);
        }
    }

    fn measure(&mut self, measure: Measure, plan: PlanId) {
        let id = MeasureId(self.parts.measures.len() as u32);
        let record = MeasureRecord {
            plan,
            key: String::new(),
            section1: self.interned.get(&measure.section1),
            section2: self.interned.get(&measure.section2),
            number: measure.number,
            part: measure.part,
            title: measure.title,
            text: measure.text,
            due: measure.due.join("；"),
            line: measure.at.line,
        };
        self.parts.measures.push(record);
        for clause in measure.clauses {
            self.clause(&clause, id, plan);
        }
    }

    fn clause(&mut self, clause: &RoleClause, measure: MeasureId, plan: PlanId) {
        let list = match self.lists.get(&clause.names) {
            Some(list) => list.clone(),
            None => {
                let list = Arc::new(split_names(&clause.names, self.vocabulary));
                self.lists.insert(clause.names.clone(), list.clone());
                list
            }
        };
        let mut at = clause.at.clone();
        if at.file.is_empty() {
            at.file = self.parts.plans[plan.0 as usize].source.as_str().into();
        }
        let quote = self.interned.get(&clause.quote);
        for name in &list.names {
            let mention = self.interned.get(&name.name);
            self.parts.rows.push(Assignment {
                measure,
                unit: UnitId(self.names.enter(plan.0, &mention, None, &at)),
                role: clause.role,
                how: clause.how,
                line: at.line,
                mention,
                quote: quote.clone(),
            });
        }
        self.report(clause, &list, at);
    }

    /// Says which words of a clause name nobody.
    fn report(&mut self, clause: &RoleClause, list: &NameList, at: Locator) {
        if list.names.is_empty() {
            return self.report_nobody(clause, list, at);
        }
        for name in list.names.iter().filter(|name| name.elided) {
            self.note(elided_ending(&name.name, at.clone()));
        }
        for left in &list.leftovers {
            self.note(not_a_unit(left, clause.role, at.clone()));
        }
    }

    /// Says that no words of a clause name a unit; one diagnostic quotes them all.
    fn report_nobody(&mut self, clause: &RoleClause, list: &NameList, at: Locator) {
        let words = clause.names.trim();
        // A dash or 无 says that there is nobody; nothing is missing then.
        let undecided = self.vocabulary.list().undecided.iter().any(|word| word == words);
        let nobody = !words.is_empty() && !undecided && list.leftovers.is_empty();
        let severity = if nobody { Severity::Note } else { Severity::Warning };
        let message = Said::new(
            format!("{}单位「{words}」未指明任何单位", clause.role.zh()),
            format!("「{words}」 names no {} unit", clause.role),
        );
        let done = Said::new("该项无此角色的单位", "the measure has no unit from these words");
        let mut note = Diagnostic::new(severity, "empty-responsibility", message, at, done);
        if list.leftovers.iter().any(|left| !left.harmless) {
            note = note.hint(how_to_name());
        }
        self.note(note);
    }

    fn note(&mut self, note: Diagnostic) {
        if self.said.insert((note.code, note.at.clone(), note.message.zh.clone())) {
            self.notes.push(note);
        }
    }
}

/// A company whose name does not tell what it does gets the one function that its measures speak
/// of: who is named where only water is dealt with supplies water.
fn functions_from_measures(
    parts: &mut Parts,
    vocabulary: &UnitVocabulary,
    notes: &mut Vec<Diagnostic>,
) {
    let untold = |unit: &Unit| unit.kind == UnitKind::Enterprise && unit.function.is_empty();
    let mut spoken: BTreeMap<u32, (BTreeSet<&str>, Locator)> = BTreeMap::new();
    for row in &parts.rows {
        if !untold(&parts.units[row.unit.0 as usize]) {
            continue;
        }
        let measure = &parts.measures[row.measure.0 as usize];
        let function =
            vocabulary.context_function(&fold(&format!("{} {}", measure.title, measure.text)));
        if let Some(function) = function {
            let source = parts.plans[measure.plan.0 as usize].source.as_str();
            let at = Locator::line(source, row.line);
            let (functions, first) =
                spoken.entry(row.unit.0).or_insert_with(|| (BTreeSet::new(), at.clone()));
            functions.insert(function);
            if at < *first {
                *first = at;
            }
        }
    }
    for (unit, (functions, at)) in spoken {
        let unit = &mut parts.units[unit as usize];
        let Some(function) = functions.first().filter(|_| functions.len() == 1) else { continue };
        unit.function = (*function).to_owned();
        let message = Said::new(
            format!("「{}」的名称未说明职能", unit.name),
            format!("the name 「{}」 does not tell what the company does", unit.name),
        );
        let done = Said::new(
            format!("按其事项定为“{}”", vocabulary.function_name(function, Lang::Zh)),
            format!("“{}” taken from its measures", vocabulary.function_name(function, Lang::En)),
        );
        let note = Diagnostic::new(Severity::Note, "function-from-measures", message, at, done);
        notes.push(note);
    }
}

#[cfg(test)]
mod tests;
