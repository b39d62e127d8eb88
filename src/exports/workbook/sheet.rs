//! What a sheet of the workbook holds, before it becomes a file.
//!
//! Owns the two forms of a sheet: a table to filter, and a page to read. Never knows the file format.

use super::super::table::{Cell, ColumnKind};

/// One sheet of the workbook.
#[derive(Debug, Clone)]
pub(super) enum Leaf {
    /// A table.
    Sheet(Sheet),
    /// A page of text, small tables and charts.
    Page(Page),
}

impl Leaf {
    /// The words on the tab.
    pub(super) fn name(&self) -> &str {
        match self {
            Leaf::Sheet(sheet) => &sheet.name,
            Leaf::Page(page) => &page.name,
        }
    }

    /// What the sheet answers, in one sentence.
    pub(super) fn answers(&self) -> &str {
        match self {
            Leaf::Sheet(sheet) => &sheet.answers,
            Leaf::Page(page) => &page.answers,
        }
    }
}

/// A table to filter: a title, what it says, one header row, its rows.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) answers: String,
    /// How to read it.
    pub(super) notes: Vec<String>,
    pub(super) columns: Vec<SheetColumn>,
    pub(super) rows: Vec<SheetRow>,
    /// Columns that stay in view while the others scroll.
    pub(super) frozen: usize,
    /// Column and word that the filter is set to at first.
    pub(super) filter: Option<(usize, String)>,
}

/// A row and how much it wants to be seen.
#[derive(Debug, Clone)]
pub(super) struct SheetRow {
    pub(super) cells: Vec<Cell>,
    pub(super) tone: Tone,
}

/// How much a row wants to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) enum Tone {
    #[default]
    Plain,
    Notable,
    Urgent,
}

/// A column of a sheet.
#[derive(Debug, Clone)]
pub(super) struct SheetColumn {
    pub(super) header: String,
    pub(super) kind: ColumnKind,
    pub(super) show: Show,
    /// Widest it may become, in half-width letters.
    pub(super) widest: usize,
    /// Whether it stands on paper; columns that do not stand last.
    pub(super) printed: bool,
}

/// How the cells of a column look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Show {
    /// As its kind says.
    #[default]
    Plain,
    /// As a percentage.
    Percent,
    /// With a bar behind the number.
    Bar(Bar),
    /// Blank, to be filled in by people from a list.
    Answer(Vec<String>),
}

/// The colour of a bar; those of roles are the ones of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    Lead,
    Responsible,
    Support,
    Total,
}

impl Bar {
    /// Its colour behind a number, light enough to read the number.
    pub(super) fn tint(self) -> u32 {
        match self {
            Bar::Lead => 0x8FC4E6,
            Bar::Responsible => 0x93D7C0,
            Bar::Support => 0xC4E3F7,
            Bar::Total => 0xD5D9DE,
        }
    }

    /// The colour of letters on it.
    pub(super) fn ink(self) -> u32 {
        match self {
            Bar::Lead | Bar::Responsible => 0xFFFFFF,
            Bar::Support | Bar::Total => 0x1A1A1A,
        }
    }

    /// Its colour, as red, green, blue.
    pub(super) fn colour(self) -> u32 {
        match self {
            Bar::Lead => 0x0072B2,
            Bar::Responsible => 0x009E73,
            Bar::Support => 0x56B4E9,
            Bar::Total => 0xB0B7BF,
        }
    }
}

/// A page: lines one below the other on a grid of columns, with charts beside them.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) answers: String,
    /// Widths of the grid's columns, in half-width letters.
    pub(super) widths: Vec<usize>,
    pub(super) lines: Vec<Line>,
    pub(super) charts: Vec<Chart>,
}

/// A line of a page.
#[derive(Debug, Clone)]
pub(super) enum Line {
    Title(String),
    /// Words over the whole width.
    Text(String),
    Heading(String),
    Header(Vec<Slot>),
    Row(Vec<Slot>),
    Blank,
    /// Nothing, and the next line begins a new page when printed.
    Break,
}

/// A cell of a page, over one or more columns of the grid.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) cell: Cell,
    pub(super) kind: ColumnKind,
    pub(super) percent: bool,
    pub(super) span: usize,
    /// Sheet that a click leads to.
    pub(super) link: Option<String>,
}

impl Slot {
    /// Words over `span` columns.
    pub(super) fn words(text: impl Into<String>, span: usize) -> Self {
        let cell = Cell::Text(text.into());
        Self { cell, kind: ColumnKind::Text, percent: false, span, link: None }
    }

    /// A cell of a table, in one column.
    pub(super) fn cell(cell: Cell, kind: ColumnKind) -> Self {
        Self { cell, kind, percent: false, span: 1, link: None }
    }

    pub(super) fn link(self, sheet: &str) -> Self {
        Self { link: Some(sheet.to_owned()), ..self }
    }
}

/// A chart drawn from cells of its page.
#[derive(Debug, Clone)]
pub(super) struct Chart {
    pub(super) form: ChartForm,
    pub(super) title: String,
    /// Line and column of its upper left corner.
    pub(super) at: (usize, usize),
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// First and last line of its values.
    pub(super) lines: (usize, usize),
    /// Column of the names (bars) or of the x values (line).
    pub(super) names: usize,
    pub(super) series: Vec<Series>,
    /// Names of the axis of values and (line) of the x axis.
    pub(super) axes: (String, String),
}

/// A form of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChartForm {
    /// Horizontal bars of several parts, first line on top.
    StackedBars,
    /// Values over x.
    Line,
}

/// One series of a chart.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) column: usize,
    pub(super) colour: Bar,
}
