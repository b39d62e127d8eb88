//! What a word of responsibility can mean: a label, a verb, another fact, the heading of a column.
//!
//! Owns the kinds. Never knows which words there are; see the vocabulary.

use super::role::Role;

/// What a word of the vocabulary can mean; one word may mean several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// A label such as 牵头单位.
    pub label: Option<Label>,
    /// Whether the label counts only with a colon behind it (牵头：).
    pub bare: bool,
    /// A verb that closes a list of names (A、B配合).
    pub verb: Option<Verb>,
    /// A label of another fact (完成时限：).
    pub stop: Option<Stop>,
}

/// The role a label gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A role by itself.
    Role(Role),
    /// 承办: leads where nobody else leads or is responsible.
    Host,
    /// 责任分工: the verbs behind it say the roles.
    Share,
}

/// What a verb says of the names before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
    /// 负责, 按职责分工负责: leads where nobody else does, else responsible.
    Share,
    /// 起草: responsible, whoever leads.
    Carry,
    /// 会同: the names before it act, those behind it support.
    With,
}

/// Another fact a statement may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A time limit.
    Due,
    /// A person.
    Person,
    /// Anything else.
    Other,
}

/// A word found in a text, by character positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// What it can mean.
    pub word: Word,
}

/// What the heading of a table column announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// 序号.
    Sequence,
    /// A group of measures.
    Group,
    /// The words of a measure.
    Task,
    /// Units.
    Role(Label),
    /// One unit, with marks below it that say what it does.
    Unit,
    /// A heading over role columns.
    Span,
    /// Time limits.
    Due,
    /// Persons.
    Person,
    /// Anything else known.
    Other,
}
