//! The lists of the vocabulary that are used as they stand; `vocabulary.toml` says what each is for.
//!
//! Owns their names. Never knows how they are used.

/// The lists that are used as they stand.
#[derive(Debug, Default)]
pub struct Lists {
    pub chair: Vec<String>,
    pub first: Vec<String>,
    pub lead: Vec<String>,
    pub above: Vec<String>,
    pub below: Vec<String>,
    pub consult: Vec<String>,
    pub cut: Vec<String>,
    pub rest: Vec<String>,
    pub support: Vec<String>,
    pub onward: Vec<String>,
    pub unlisted: Vec<String>,
    pub remarks: Vec<String>,
    pub foot: Vec<String>,
    pub strong: Vec<String>,
    pub weak: Vec<String>,
    pub actions: Vec<String>,
    pub groups: Vec<String>,
    pub none: Vec<String>,
    pub areas: Vec<String>,
    pub no_areas: Vec<String>,
    pub offices: Vec<String>,
    pub ours: Vec<String>,
    pub due: Vec<String>,
    pub blank_cells: Vec<String>,
    pub ditto_cells: Vec<String>,
    pub manner_begins: Vec<String>,
    pub manner_holds: Vec<String>,
    pub unit_headings: Vec<String>,
    pub duty_headings: Vec<String>,
    pub says: Vec<String>,
    pub sorts: Vec<String>,
    pub costs: Vec<String>,
    pub governments: Vec<String>,
    pub duty_words: Vec<String>,
    pub member_begins: Vec<String>,
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
