//! What the user typed.
//!
//! The only file that names clap. Owns commands, flags and help; never knows what they lead to.

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};

/// Turns government work plans into a responsibility graph: who leads, who is responsible, who
/// supports, with the line of the plan behind every number.
///
/// 从工作方案中读出牵头、责任、配合单位，得到责任图谱、工作量、重叠与协同热点。
#[derive(Debug, Parser)]
#[command(name = "respgraph", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How to talk.
    #[command(flatten)]
    pub talk: Talk,
}

const EXAMPLES: &str = "\
Examples:
  respgraph analyze plans/ -o out          everything, into the folder out
  respgraph extract plan.txt               who does what, as CSV
  respgraph load plans/ --top 10           the ten busiest units
  respgraph check plan.txt                 what is unclear in a plan, before it is published
  respgraph load out/tables/assignments.csv   the same from a table corrected by hand

PLANS are text files, folders of them (hidden files and README* are passed over), an edited
assignments.csv, or - for standard input.

Exit code: 0 complete; 1 written, but an input could not be used, `check` found an error, or
--strict met a warning; 2 nothing written.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write every table and picture into a folder (一次生成全部结果)
    #[command(after_help = ANALYZE_EXAMPLES)]
    Analyze(Analyze),
    /// Print who does what, one row a unit and measure (责任分工明细)
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(Extract),
    /// Say what is unclear, contradictory or risky in the plans (方案检查)
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Show how much each unit carries (工作量)
    #[command(after_help = LOAD_EXAMPLES)]
    Load(Load),
    /// Show which units meet in the same measures (职责重叠)
    #[command(after_help = OVERLAP_EXAMPLES)]
    Overlap(Overlap),
    /// Show the measures that tie most units together (协同热点)
    #[command(after_help = HOTSPOTS_EXAMPLES)]
    Hotspots(Hotspots),
    /// Show the same measure across plans: who leads it here, who elsewhere (同类措施比较)
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// Propose the fewest changes of lead that make the load fair (牵头调整建议)
    #[command(after_help = REBALANCE_EXAMPLES)]
    Rebalance(Rebalance),
    /// Draw one picture (画图)
    #[command(after_help = DIAGRAM_EXAMPLES)]
    Diagram(Diagram),
    /// Show the units with all their printed names (单位清单)
    #[command(after_help = UNITS_EXAMPLES)]
    Units(Units),
    /// Print a script that completes commands in a shell
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

const ANALYZE_EXAMPLES: &str = "\
Examples:
  respgraph analyze plans/ -o out
  respgraph analyze plans/ -o out --only load,overlap,hotspots
  respgraph analyze corrected.csv -o out --lang en";

/// Options of `analyze`.
#[derive(Debug, Args)]
pub struct Analyze {
    #[command(flatten)]
    pub input: Input,
    /// Folder to write into
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Only these: tables by name (such as load,overlap,hotspots), `diagrams`, `workbook`, `graph`,
    /// `report`
    #[arg(long, value_delimiter = ',', value_parser = trimmed, value_name = "NAMES")]
    pub only: Vec<String>,
    /// Write into a folder that holds other things, or over edited files
    #[arg(long)]
    pub force: bool,
    /// Count groups without a member list (区级有关单位, 各镇街) too
    #[arg(long)]
    pub collectives: bool,
    /// What overlaps are tested against; each includes those before it
    #[arg(long, value_enum, default_value_t)]
    pub null: Null,
    #[command(flatten)]
    pub csv: CsvArgs,
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  respgraph extract plan.txt > assignments.csv
  respgraph extract plans/ -o assignments.csv
  cat plan.txt | respgraph extract - --format json";

/// Options of `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub print: Print,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  respgraph check plan.txt
  respgraph check plan.txt --strict        exit code 1 when there is any warning
  respgraph check plans/ --format csv -o findings.csv";

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub print: Print,
}

const LOAD_EXAMPLES: &str = "\
Examples:
  respgraph load plans/                    all plans together and each of them
  respgraph load plans/ --plan city-2021 --top 10
  respgraph load plans/ --by function --json";

/// Options of `load`.
#[derive(Debug, Args)]
pub struct Load {
    #[command(flatten)]
    pub input: Input,
    /// One row a unit, or one a function (all units that do the same anywhere)
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
    #[command(flatten)]
    pub scope: ScopeArgs,
    #[command(flatten)]
    pub print: Print,
}

const OVERLAP_EXAMPLES: &str = "\
Examples:
  respgraph overlap plans/ --top 20
  respgraph overlap plans/ --role lead     only pairs that lead together
  respgraph overlap plans/ --by function --format csv -o overlap.csv";

/// Options of `overlap`.
#[derive(Debug, Args)]
pub struct Overlap {
    #[command(flatten)]
    pub input: Input,
    /// One row a pair of units, or one a pair of functions
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
    /// What overlaps are tested against; each includes those before it
    #[arg(long, value_enum, default_value_t)]
    pub null: Null,
    #[command(flatten)]
    pub scope: ScopeArgs,
    #[command(flatten)]
    pub print: Print,
}

const HOTSPOTS_EXAMPLES: &str = "\
Examples:
  respgraph hotspots plans/ --top 10
  respgraph hotspots plans/ --plan city-2021 --collectives";

/// Options of `hotspots`.
#[derive(Debug, Args)]
pub struct Hotspots {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub scope: ScopeArgs,
    #[command(flatten)]
    pub print: Print,
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  respgraph compare plans/                 one row a theme and plan
  respgraph compare plans/ --different     only themes that some plan gives to another function
  respgraph compare old.txt new.txt --changes   what changed from one year to the next";

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    pub input: Input,
    /// Only themes whose lead differs between plans
    #[arg(long, conflicts_with = "changes")]
    pub different: bool,
    /// What changed from each plan to the next one of its jurisdiction
    #[arg(long)]
    pub changes: bool,
    #[command(flatten)]
    pub print: Print,
}

const REBALANCE_EXAMPLES: &str = "\
Examples:
  respgraph rebalance plans/               the moves, in the order to make them
  respgraph rebalance plans/ --max-moves 5
  respgraph rebalance plans/ --keep 区财政局 --never 区审计局
  respgraph rebalance plans/ --show frontier   what each number of moves buys";

/// Options of `rebalance`.
#[derive(Debug, Args)]
pub struct Rebalance {
    #[command(flatten)]
    pub input: Input,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    pub show: Show,
    /// Most moves in each group
    #[arg(long, value_name = "K", help_heading = "Wishes")]
    pub max_moves: Option<u32>,
    /// Among which units leads may move
    #[arg(long, value_enum, default_value_t, help_heading = "Wishes")]
    pub within: Within,
    /// What the other roles weigh beside a lead
    #[arg(long, value_enum, default_value_t, help_heading = "Wishes")]
    pub base: Base,
    /// File of measure_id, unit, allowed (yes or no): who else may lead, or may not
    #[arg(long, value_name = "FILE", help_heading = "Wishes")]
    pub eligible: Option<PathBuf>,
    /// Units whose function leads the same theme in another plan may lead it too
    #[arg(long, help_heading = "Wishes")]
    pub peers: bool,
    /// Units in support may not receive the lead, only responsible ones
    #[arg(long, help_heading = "Wishes")]
    pub no_supporters: bool,
    /// Responsible units count as leads where a measure names none
    #[arg(long, help_heading = "Wishes")]
    pub principals: bool,
    /// Measure (by measure_id) or unit that keeps its leads; may be given several times
    #[arg(long, value_name = "NAME", help_heading = "Wishes")]
    pub keep: Vec<String>,
    /// Unit that receives nothing, or measure_id=unit for one that may not lead the measure
    #[arg(long, value_name = "NAME", help_heading = "Wishes")]
    pub never: Vec<String>,
    #[command(flatten)]
    pub print: Print,
}

const DIAGRAM_EXAMPLES: &str = "\
Examples:
  respgraph diagram overview plans/ -o overview.svg
  respgraph diagram co-lead plans/ --plan city-2021 -o co-lead.dot
  respgraph diagram unit plans/ --name 区财政局 -o finance.png";

/// Options of `diagram`.
#[derive(Debug, Args)]
pub struct Diagram {
    /// Which picture
    #[arg(value_enum)]
    pub kind: Kind,
    #[command(flatten)]
    pub input: Input,
    /// File to write; its ending says the form: .svg, .dot or .png
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: PathBuf,
    /// The unit of a `unit` picture, by any of its names, or jurisdiction/name
    #[arg(long, value_name = "NAME", help_heading = "Scope")]
    pub name: Option<String>,
    /// Most nodes drawn (not of `lorenz` and `frontier`)
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub top: Option<usize>,
    #[command(flatten)]
    pub scope: ScopeArgs,
}

const UNITS_EXAMPLES: &str = "\
Examples:
  respgraph units plans/                   the units and their printed names
  respgraph units plans/ --aliases units.csv   write the names as a file to edit, then:
  respgraph load plans/ --units units.csv";

/// Options of `units`.
#[derive(Debug, Args)]
pub struct Units {
    #[command(flatten)]
    pub input: Input,
    /// Write the file of names, to be edited and given back with --units; what you put there stays
    #[arg(long, value_name = "FILE")]
    pub aliases: Option<PathBuf>,
    #[command(flatten)]
    pub print: Print,
}

/// What is read and how.
#[derive(Debug, Args)]
pub struct Input {
    /// Text files, folders of them, an edited assignments.csv, or - for standard input
    #[arg(required = true, value_name = "PLANS")]
    pub plans: Vec<PathBuf>,
    /// File of unit names, kinds and functions, as `respgraph units --aliases` writes it
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub units: Option<PathBuf>,
    /// File of role words, header words and unit endings to add to the built-in ones
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub vocabulary: Option<PathBuf>,
    /// Area whose units the plans address, instead of the one read (a table's own stands)
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub jurisdiction: Option<String>,
    /// Date of the plans (YYYY, YYYY-MM or YYYY-MM-DD), likewise
    #[arg(long, value_name = "DATE", help_heading = "Reading")]
    pub date: Option<String>,
    /// Exit code 1 when there is any warning
    #[arg(long, help_heading = "Reading")]
    pub strict: bool,
}

/// Which part of the plans is looked at.
#[derive(Debug, Args)]
pub struct ScopeArgs {
    /// Only this plan (may be given several times)
    #[arg(long, value_name = "ID", help_heading = "Scope")]
    pub plan: Vec<String>,
    /// Only these roles
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ROLES", help_heading = "Scope")]
    pub role: Vec<RoleArg>,
    /// Count groups without a member list (区级有关单位, 各镇街) too
    #[arg(long, help_heading = "Scope")]
    pub collectives: bool,
}

/// How one table is printed.
#[derive(Debug, Args)]
pub struct Print {
    /// File to write instead of standard output (-): .csv, .json or, with --format, any
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Aligned columns, CSV or JSON (default: JSON in a file named .json; columns on a terminal, but
    /// CSV of `extract`; CSV elsewhere)
    #[arg(long, value_enum, help_heading = "Output")]
    pub format: Option<Format>,
    /// Short for --format json
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    pub json: bool,
    /// Only the first N rows of each plan (of `check`, the gravest)
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub top: Option<usize>,
    #[command(flatten)]
    pub csv: CsvArgs,
}

impl Print {
    /// The file to write; none for standard output, which `-` names too.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }
}

/// How CSV is written.
#[derive(Debug, Args)]
pub struct CsvArgs {
    /// Language of CSV column headers
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub headers: Headers,
    /// Encoding of CSV (default: utf8-bom in files, utf8 on standard output)
    #[arg(long, value_enum, help_heading = "Output")]
    pub csv_encoding: Option<Encoding>,
}

/// How the program talks.
#[derive(Debug, Args)]
pub struct Talk {
    /// Language of what people read (default: that of the plans)
    #[arg(long, value_enum, global = true, help_heading = "Messages")]
    pub lang: Option<LangArg>,
    /// No progress, summary or notes; warnings and errors stay
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub quiet: bool,
    /// No colour
    #[arg(long, global = true, help_heading = "Messages")]
    pub no_color: bool,
}

/// Rows by unit or by function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum By {
    /// One body in one jurisdiction
    #[default]
    Unit,
    /// All bodies that do the same anywhere
    Function,
}

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Who carries what: chapters and units with their load
    Overview,
    /// Units and sections, as wide as the measures between them
    Bipartite,
    /// Who leads together, how often
    CoLead,
    /// One unit: its measures and partners
    Unit,
    /// The measures that tie most units
    Hotspots,
    /// Load of units by role, as bars
    Load,
    /// Units and sections as shades
    HeatMap,
    /// How evenly leading is spread
    Lorenz,
    /// What each change of lead buys
    Frontier,
}

/// A table of a rebalancing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Show {
    /// The proposed changes of lead
    #[default]
    Moves,
    /// The load of every unit before and after
    Loads,
    /// What each number of moves buys
    Frontier,
}

/// Among which units leads may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Within {
    /// Units of one jurisdiction, all plans together
    #[default]
    Jurisdiction,
    /// Units of one plan
    Plan,
    /// All units
    All,
}

/// What the other roles weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Base {
    /// Nothing: only leads count
    #[default]
    Leads,
    /// 0.5 for responsible units, 0.25 for supporting ones
    Roles,
}

/// What chance is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Null {
    /// No test
    None,
    /// Keeps how busy each unit is
    Hypergeometric,
    /// Keeps how busy units and how crowded measures are, on average
    #[default]
    Bicm,
    /// Keeps both exactly, by 10,000 random tables (slow)
    Fdsm,
}

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    /// 牵头
    Lead,
    /// 责任
    Responsible,
    /// 配合
    Support,
}

/// Form of a printed table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns
    Table,
    /// Comma-separated values
    Csv,
    /// An array with one object a row
    Json,
}

/// Language of CSV headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Headers {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
}

/// Encoding of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// UTF-8 with a byte-order mark, for Excel
    Utf8Bom,
    /// UTF-8
    Utf8,
    /// GB 18030
    Gb18030,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Chinese
    Zh,
    /// English
    En,
}

/// A shell that can complete commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
// PowerShell is the name of a shell.
#[allow(missing_docs, clippy::enum_variant_names)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell", alias = "power-shell")]
    PowerShell,
    Elvish,
}

/// A word without the blanks around it.
fn trimmed(word: &str) -> Result<String, Infallible> {
    Ok(word.trim().to_owned())
}

/// Reads the command line; a mistake in it ends the program with exit code 2 and its own message.
pub fn parse() -> Arguments {
    Arguments::parse()
}

/// The completion script of a shell.
pub fn completions(shell: Shell) -> Vec<u8> {
    use clap_complete::Shell as Known;
    let shell = match shell {
        Shell::Bash => Known::Bash,
        Shell::Zsh => Known::Zsh,
        Shell::Fish => Known::Fish,
        Shell::PowerShell => Known::PowerShell,
        Shell::Elvish => Known::Elvish,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "respgraph", &mut script);
    script
}

/// The manual page: the program, then each command.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn manual() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        page.extend_from_slice(format!(".SH {}\n", sub.get_name().to_uppercase()).as_bytes());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
