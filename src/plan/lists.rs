//! The lists of the vocabulary that are used as they stand; `vocabulary.toml` says what each is for.
//!
//! Owns their names. Never knows how they are used.

use super::vocabulary_file::{File, Section};

/// The lists that are used as they stand.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    pub chair: Vec<String>,
    pub first: Vec<String>,
    pub lead: Vec<String>,
    pub above: Vec<String>,
    pub this_work: Vec<String>,
    pub below: Vec<String>,
    pub consult: Vec<String>,
    /// Words for "together with" behind a verb of leading.
    pub gathers: Vec<String>,
    pub cut: Vec<String>,
    pub rest: Vec<String>,
    pub before_marks: Vec<String>,
    pub answer: Vec<String>,
    pub support: Vec<String>,
    pub onward: Vec<String>,
    pub unlisted: Vec<String>,
    pub remarks: Vec<String>,
    pub licence: Vec<String>,
    pub site: Vec<String>,
    pub foot: Vec<String>,
    pub strong: Vec<String>,
    pub weak: Vec<String>,
    pub branches: Vec<String>,
    pub actions: Vec<String>,
    pub groups: Vec<String>,
    pub none: Vec<String>,
    pub none_alone: Vec<String>,
    pub areas: Vec<String>,
    pub no_areas: Vec<String>,
    pub offices: Vec<String>,
    pub desks: Vec<String>,
    pub objects: Vec<String>,
    pub ours: Vec<String>,
    pub principles: Vec<String>,
    pub stands_for: Vec<String>,
    pub before_numbers: Vec<String>,
    pub behind_numbers: Vec<String>,
    pub type_marks: Vec<String>,
    pub within: Vec<String>,
    pub surnames: Vec<String>,
    /// Short verbs of building, before what is built.
    pub builds: Vec<String>,
    pub due: Vec<String>,
    pub blank_cells: Vec<String>,
    pub of_which_cells: Vec<String>,
    pub ditto_cells: Vec<String>,
    /// Words that begin a row which adds up those above it.
    pub total_cells: Vec<String>,
    pub manner_begins: Vec<String>,
    pub manner_holds: Vec<String>,
    pub unit_headings: Vec<String>,
    pub duty_headings: Vec<String>,
    pub says: Vec<String>,
    pub sorts: Vec<String>,
    pub sited: Vec<String>,
    pub teams: Vec<String>,
    pub hands_over: Vec<String>,
    pub must: Vec<String>,
    pub no_must: Vec<String>,
    pub costs: Vec<String>,
    pub governments: Vec<String>,
    pub bare_bodies: Vec<String>,
    pub duty_words: Vec<String>,
    pub member_begins: Vec<String>,
    pub appoints: Vec<String>,
    pub member_holds: Vec<String>,
    pub date_ends: Vec<String>,
    pub table_ends: Vec<String>,
    /// Endings of the names of areas, longest first, with the level of each (a higher level is a
    /// smaller area).
    pub area_ends: Vec<(String, u8)>,
    pub no_area_names: Vec<String>,
    pub before_areas: Vec<String>,
    pub kinds: Vec<String>,
    pub issuers: Vec<String>,
    pub passes_on: Vec<String>,
}

impl Lists {
    /// Takes them out of the file.
    pub fn take(file: &mut File) -> Self {
        let File { labels, verbs, markers, headers, units, figures, cells, head, .. } = file;
        Self {
            chair: labels.take("chair"),
            first: markers.take("first"),
            lead: markers.take("lead"),
            above: markers.take("above"),
            this_work: markers.take("this_work"),
            below: markers.take("below"),
            consult: verbs.take("consult"),
            gathers: verbs.take("gathers"),
            cut: verbs.take("cut"),
            rest: markers.take("rest"),
            before_marks: markers.take("before_marks"),
            answer: markers.take("answer"),
            support: markers.take("support"),
            onward: markers.take("onward"),
            unlisted: markers.take("unlisted"),
            remarks: markers.take("remarks"),
            licence: markers.take("licence"),
            site: markers.take("site"),
            foot: markers.take("foot"),
            strong: units.take("strong"),
            weak: units.take("weak"),
            branches: units.take("branches"),
            actions: units.take("actions"),
            groups: units.take("groups"),
            none: units.take("none"),
            none_alone: units.take("none_alone"),
            areas: units.take("areas"),
            no_areas: units.take("no_areas"),
            offices: units.take("offices"),
            desks: units.take("desks"),
            objects: units.take("objects"),
            ours: units.take("ours"),
            principles: verbs.take("principles"),
            stands_for: markers.take("stands_for"),
            before_numbers: markers.take("before_numbers"),
            behind_numbers: markers.take("behind_numbers"),
            type_marks: markers.take("type_marks"),
            within: units.take("within"),
            surnames: units.take("surnames"),
            builds: units.take("builds"),
            due: figures.take("due"),
            blank_cells: cells.take("blank"),
            total_cells: cells.take("total"),
            of_which_cells: cells.take("of_which"),
            ditto_cells: cells.take("ditto"),
            manner_begins: verbs.take("manner_begins"),
            manner_holds: verbs.take("manner_holds"),
            unit_headings: headers.take("units"),
            duty_headings: headers.take("duties"),
            says: markers.take("says"),
            sorts: units.take("sorts"),
            sited: units.take("sited"),
            teams: units.take("teams"),
            hands_over: verbs.take("hands_over"),
            must: verbs.take("must"),
            no_must: verbs.take("no_must"),
            costs: verbs.take("costs"),
            governments: units.take("governments"),
            bare_bodies: units.take("bare_bodies"),
            duty_words: markers.take("duty_words"),
            member_begins: verbs.take("member_begins"),
            appoints: verbs.take("appoints"),
            member_holds: verbs.take("member_holds"),
            date_ends: figures.take("date_ends"),
            table_ends: markers.take("table_ends"),
            area_ends: area_ends(head),
            no_area_names: head.take("no_areas"),
            before_areas: head.take("before_areas"),
            kinds: head.take("kinds"),
            issuers: head.take("issuers"),
            passes_on: head.take("passes_on"),
        }
    }
}

/// The endings of the names of areas, longest first, each with its level.
fn area_ends(head: &mut Section) -> Vec<(String, u8)> {
    let levels = [("province", 2), ("city", 3), ("county", 4), ("town", 5)];
    let mut ends: Vec<(String, u8)> = levels
        .into_iter()
        .flat_map(|(list, level)| head.take(list).into_iter().map(move |word| (word, level)))
        .collect();
    ends.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    ends
}
