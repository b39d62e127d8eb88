//! The tables of the output, by name.
//!
//! Owns their names and order. Never knows what is in them.

/// A table of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say what they are, and each table describes itself
pub enum TableName {
    Assignments,
    Measures,
    Units,
    Load,
    LoadByFunction,
    Inequality,
    Lorenz,
    Overlap,
    OverlapByFunction,
    Significance,
    Hotspots,
    Sections,
    Position,
    Alignment,
    Changes,
    Rebalance,
    RebalanceLoads,
    Frontier,
    Findings,
    Diagnostics,
}

impl TableName {
    /// All tables, in the order people read them.
    pub const ALL: [TableName; 20] = [
        TableName::Assignments,
        TableName::Measures,
        TableName::Units,
        TableName::Load,
        TableName::LoadByFunction,
        TableName::Inequality,
        TableName::Lorenz,
        TableName::Overlap,
        TableName::OverlapByFunction,
        TableName::Significance,
        TableName::Hotspots,
        TableName::Sections,
        TableName::Position,
        TableName::Alignment,
        TableName::Changes,
        TableName::Rebalance,
        TableName::RebalanceLoads,
        TableName::Frontier,
        TableName::Findings,
        TableName::Diagnostics,
    ];

    /// The file stem.
    pub fn as_str(self) -> &'static str {
        match self {
            TableName::Assignments => "assignments",
            TableName::Measures => "measures",
            TableName::Units => "units",
            TableName::Load => "load",
            TableName::LoadByFunction => "load_by_function",
            TableName::Inequality => "inequality",
            TableName::Lorenz => "lorenz",
            TableName::Overlap => "overlap",
            TableName::OverlapByFunction => "overlap_by_function",
            TableName::Significance => "significance",
            TableName::Hotspots => "hotspots",
            TableName::Sections => "sections",
            TableName::Position => "position",
            TableName::Alignment => "alignment",
            TableName::Changes => "changes",
            TableName::Rebalance => "rebalance",
            TableName::RebalanceLoads => "rebalance_loads",
            TableName::Frontier => "frontier",
            TableName::Findings => "findings",
            TableName::Diagnostics => "diagnostics",
        }
    }
}
