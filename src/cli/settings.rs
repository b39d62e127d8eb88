//! What was typed, checked and turned into what the library takes.
//!
//! Owns defaults that depend on where the program runs. Never knows clap or any rule of the domain.

use super::args::{self, CsvArgs, Format, Input, Print, ScopeArgs};
use respgraph::analyses::rebalance::{BaseLoad, Grouping};
use respgraph::error::Stop;
use respgraph::exports::{CsvEncoding, CsvStyle, HeaderNames};
use respgraph::locator::Locator;
use respgraph::pipeline::pictures::PictureKind;
use respgraph::pipeline::scopes::{Choice, NullChoice};
use respgraph::pipeline::wishes::Wishes;
use respgraph::pipeline::{self, ReadOptions, TableName};
use respgraph::plan::Role;
use respgraph::text::{Lang, Said};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};

/// How plans are read.
///
/// # Errors
/// A date that is none.
pub fn read_options(input: &Input) -> Result<ReadOptions, Stop> {
    if let Some(date) = input.date.as_deref().filter(|date| !is_date(date)) {
        return Err(Stop::new(
            "bad-date",
            Said::new(format!("「{date}」不是日期"), format!("「{date}」 is no date")),
            Locator::default(),
            Said::new("写成 2021、2021-06 或 2021-06-01", "write 2021, 2021-06 or 2021-06-01"),
        ));
    }
    Ok(ReadOptions {
        units: input.units.clone(),
        vocabulary: input.vocabulary.clone(),
        jurisdiction: input.jurisdiction.clone(),
        date: input.date.clone(),
    })
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: &str, length: usize, most: u32| {
        let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        digits && part.parse().is_ok_and(|n: u32| n >= 1 && n <= most)
    };
    match parts.as_slice() {
        [year] => number(year, 4, 9999),
        [year, month] => number(year, 4, 9999) && number(month, 2, 12),
        [year, month, day] => {
            number(year, 4, 9999) && number(month, 2, 12) && number(day, 2, days(year, month))
        }
        _ => false,
    }
}

/// Days of a month.
fn days(year: &str, month: &str) -> u32 {
    let year: u32 = year.parse().unwrap_or(0);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        "02" if leap => 29,
        "02" => 28,
        "04" | "06" | "09" | "11" => 30,
        _ => 31,
    }
}

/// Which part of the plans is looked at.
pub fn choice(scope: &ScopeArgs) -> Choice {
    let mut roles: Vec<Role> = scope.role.iter().map(|role| role_of(*role)).collect();
    roles.sort_unstable();
    roles.dedup();
    Choice {
        plans: scope.plan.clone(),
        roles: (!roles.is_empty()).then_some(roles),
        collectives: scope.collectives,
        null: NullChoice::None,
        comparison: false,
    }
}

/// What overlaps are tested against.
pub fn null(null: args::Null) -> NullChoice {
    match null {
        args::Null::None => NullChoice::None,
        args::Null::Hypergeometric => NullChoice::Hypergeometric,
        args::Null::Bicm => NullChoice::Bicm,
        args::Null::Fdsm => NullChoice::Fdsm,
    }
}

fn role_of(role: args::RoleArg) -> Role {
    match role {
        args::RoleArg::Lead => Role::Lead,
        args::RoleArg::Responsible => Role::Responsible,
        args::RoleArg::Support => Role::Support,
    }
}

/// What a planner wishes of a rebalancing; reads the eligibility file.
///
/// # Errors
/// A file that cannot be read.
pub fn wishes(args: &args::Rebalance) -> Result<Wishes, Stop> {
    let eligible = match &args.eligible {
        Some(path) => {
            let bytes = pipeline::read_option_file(path, "--eligible")?;
            Some((path.display().to_string(), bytes))
        }
        None => None,
    };
    Ok(Wishes {
        by: match args.within {
            args::Within::Jurisdiction => Grouping::Jurisdiction,
            args::Within::Plan => Grouping::Plan,
            args::Within::All => Grouping::Together,
        },
        base: match args.base {
            args::Base::Leads => BaseLoad::LEADS_ONLY,
            args::Base::Roles => BaseLoad::ROLE_WEIGHTS,
        },
        no_supporters: args.no_supporters,
        principals: args.principals,
        max_moves: args.max_moves,
        peers: args.peers,
        eligible,
        keep: args.keep.clone(),
        never: args.never.clone(),
    })
}

/// The table of a rebalancing that was asked for.
pub fn shown(show: args::Show) -> TableName {
    match show {
        args::Show::Moves => TableName::Rebalance,
        args::Show::Loads => TableName::RebalanceLoads,
        args::Show::Frontier => TableName::Frontier,
    }
}

/// The kind of picture that was asked for.
pub fn picture_kind(kind: args::Kind) -> PictureKind {
    match kind {
        args::Kind::Overview => PictureKind::Overview,
        args::Kind::Bipartite => PictureKind::Bipartite,
        args::Kind::CoLead => PictureKind::CoLead,
        args::Kind::Unit => PictureKind::Unit,
        args::Kind::Hotspots => PictureKind::Hotspots,
        args::Kind::Load => PictureKind::Load,
        args::Kind::HeatMap => PictureKind::HeatMap,
        args::Kind::Lorenz => PictureKind::Lorenz,
        args::Kind::Frontier => PictureKind::Frontier,
    }
}

/// The form of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureForm {
    /// Scalable.
    Svg,
    /// For Graphviz.
    Dot,
    /// For slides.
    Png,
}

/// The form a file's ending asks for; charts have no DOT form.
///
/// # Errors
/// Another ending; options that this picture cannot follow.
pub fn picture_form(args: &args::Diagram) -> Result<PictureForm, Stop> {
    use args::Kind::{Frontier, HeatMap, Lorenz};
    if args.scope.plan.len() > 1 {
        return Err(Stop::new(
            "several-plans",
            Said::new(
                "--plan 给出了几份方案，一张图只画一份",
                "--plan names several plans, and a picture shows one",
            ),
            Locator::default(),
            Said::new(
                "只给一个 --plan；几份方案合在一起时，只把它们作为输入，不用 --plan",
                "give --plan once; for several plans together, give only these as input and no --plan",
            ),
        ));
    }
    if args.name.is_some() && args.kind != args::Kind::Unit {
        return Err(Stop::new(
            "name-without-unit",
            Said::new("--name 只用于 unit 图", "--name is for the picture of one unit only"),
            Locator::default(),
            Said::new("去掉 --name，或画 unit 图", "leave --name out, or draw `unit`"),
        ));
    }
    let (top, groups) = (args.top.is_some(), args.scope.collectives);
    let unused = match args.kind {
        Lorenz | Frontier if top => {
            Some(("--top", "所有单位（或步骤）都画出", "every unit or move"))
        }
        Frontier if groups => {
            Some(("--collectives", "统称从不参与调整", "no groups without members"))
        }
        _ => None,
    };
    if let Some((option, zh, en)) = unused {
        return Err(Stop::new(
            "option-without-use",
            Said::new(
                format!("{option} 不能用于这种图：{zh}"),
                format!("{option} is of no use here: this picture shows {en}"),
            ),
            Locator::default(),
            Said::new(format!("去掉 {option}"), format!("leave {option} out")),
        ));
    }
    let ending = args.output.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let chart = matches!(args.kind, HeatMap | Lorenz | Frontier);
    match ending.to_ascii_lowercase().as_str() {
        "svg" => Ok(PictureForm::Svg),
        "dot" | "gv" if !chart => Ok(PictureForm::Dot),
        "png" => Ok(PictureForm::Png),
        other => Err(Stop::new(
            "unknown-picture-form",
            Said::new(
                format!("这种图不能存为「.{other}」"),
                format!("this picture has no form 「.{other}」"),
            ),
            Locator::file(args.output.display().to_string()),
            match chart {
                true => Said::new("文件名以 .svg 或 .png 结尾", "name the file .svg or .png"),
                false => Said::new(
                    "文件名以 .svg、.dot 或 .png 结尾",
                    "name the file .svg, .dot or .png",
                ),
            },
        )),
    }
}

/// A language the user asked for.
pub fn lang(lang: args::LangArg) -> Lang {
    match lang {
        args::LangArg::Zh => Lang::Zh,
        args::LangArg::En => Lang::En,
    }
}

/// How CSV is written; `to_file` decides the encoding where none was asked for.
pub fn csv_style(csv: &CsvArgs, to_file: bool) -> CsvStyle {
    CsvStyle {
        headers: match csv.headers {
            args::Headers::En => HeaderNames::English,
            args::Headers::Zh => HeaderNames::Chinese,
        },
        encoding: match csv.csv_encoding {
            Some(args::Encoding::Utf8Bom) => CsvEncoding::Utf8Bom,
            Some(args::Encoding::Utf8) => CsvEncoding::Utf8,
            Some(args::Encoding::Gb18030) => CsvEncoding::Gb18030,
            None if to_file => CsvEncoding::Utf8Bom,
            None => CsvEncoding::Utf8,
        },
    }
}

/// The form of a printed table: as asked, else by the file's ending, else columns on a terminal and
/// CSV elsewhere; `for_data` stays CSV on a terminal too.
///
/// # Errors
/// A file whose ending promises another form.
pub fn format(print: &Print, for_data: bool) -> Result<Format, Stop> {
    if let Some(format) = print.format.or(print.json.then_some(Format::Json)) {
        return Ok(format);
    }
    let Some(path) = print.file() else {
        let columns = !for_data && io::stdout().is_terminal();
        return Ok(if columns { Format::Table } else { Format::Csv });
    };
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match ending.as_str() {
        "json" => Ok(Format::Json),
        "" | "csv" | "txt" => Ok(Format::Csv),
        other => Err(Stop::new(
            "unknown-table-form",
            Said::new(
                format!("表不能存为「.{other}」"),
                format!("a table has no form 「.{other}」"),
            ),
            Locator::file(path.display().to_string()),
            Said::new(
                "文件名以 .csv 或 .json 结尾，或用 --format 指定；Excel 工作簿由 analyze 写出",
                "name the file .csv or .json, or say --format; analyze writes an Excel workbook",
            ),
        )),
    }
}

/// Columns of the terminal that standard output goes to; `None` when it goes elsewhere.
pub fn terminal_width() -> Option<usize> {
    const USUAL: usize = 120;
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    io::stdout().is_terminal().then(|| told.unwrap_or(USUAL))
}

/// What `analyze` writes.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Tables, in the order of the program.
    pub tables: Vec<TableName>,
    /// Pictures too.
    pub diagrams: bool,
    /// The workbook too.
    pub workbook: bool,
    /// The graph files too.
    pub graph: bool,
    /// The page too.
    pub report: bool,
}

/// The words in `--only` for what is no table.
const OTHERS: [&str; 4] = ["diagrams", "workbook", "graph", "report"];

/// Everything, or what `--only` names.
///
/// # Errors
/// A name that is no output.
pub fn wanted(only: &[String]) -> Result<Wanted, Stop> {
    if only.is_empty() {
        let tables = TableName::ALL.to_vec();
        return Ok(Wanted { tables, diagrams: true, workbook: true, graph: true, report: true });
    }
    let known = |name: &str| {
        OTHERS.contains(&name) || TableName::ALL.iter().any(|table| table.as_str() == name)
    };
    if let Some(unknown) = only.iter().find(|name| !known(name)) {
        let names = TableName::ALL.iter().map(|table| table.as_str()).chain(OTHERS);
        let names: Vec<_> = names.collect();
        let list = names.join(", ");
        return Err(Stop::new(
            "unknown-output",
            Said::new(
                format!("--only 中没有「{unknown}」这一项"),
                format!("--only knows no 「{unknown}」"),
            ),
            Locator::default(),
            Said::new(format!("可用：{list}"), format!("there are: {list}")),
        ));
    }
    let asked = |table: &&TableName| only.iter().any(|name| name == table.as_str());
    let [diagrams, workbook, graph, report] =
        OTHERS.map(|other| only.iter().any(|name| name == other));
    Ok(Wanted {
        tables: TableName::ALL.iter().filter(asked).copied().collect(),
        diagrams,
        workbook,
        graph,
        report,
    })
}

/// The options that shape the results of `analyze`, for `run.json`.
pub fn record(analyze: &args::Analyze, lang: Lang) -> BTreeMap<String, Value> {
    let text = |path: &Option<std::path::PathBuf>| match path {
        Some(path) => Value::from(path.display().to_string()),
        None => Value::Null,
    };
    let style = csv_style(&analyze.csv, true);
    let encoding = match style.encoding {
        CsvEncoding::Utf8Bom => "utf8-bom",
        CsvEncoding::Utf8 => "utf8",
        CsvEncoding::Gb18030 => "gb18030",
    };
    let headers = match style.headers {
        HeaderNames::English => "en",
        HeaderNames::Chinese => "zh",
    };
    let mut only = analyze.only.clone();
    only.sort();
    BTreeMap::from([
        ("collectives".into(), analyze.collectives.into()),
        ("csv_encoding".into(), encoding.into()),
        ("date".into(), analyze.input.date.clone().into()),
        ("headers".into(), headers.into()),
        ("jurisdiction".into(), analyze.input.jurisdiction.clone().into()),
        ("lang".into(), if lang == Lang::Zh { "zh" } else { "en" }.into()),
        ("null".into(), format!("{:?}", null(analyze.null)).to_lowercase().into()),
        ("only".into(), only.into()),
        ("units".into(), text(&analyze.input.units)),
        ("vocabulary".into(), text(&analyze.input.vocabulary)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked() {
        for date in ["2021", "2021-06", "2021-06-30", "2024-02-29"] {
            assert!(is_date(date), "{date}");
        }
        for date in [
            "",
            "21",
            "2021-13",
            "2021-6",
            "June",
            "2021-06-30-1",
            "2021/06",
            "2021-02-29",
            "2021-06-31",
            "+021",
            "2021-+6",
        ] {
            assert!(!is_date(date), "{date}");
        }
    }
}
