//! The commands, each as the steps it takes.
//!
//! Owns exit codes and what goes to standard output. Never knows formulas or formats.

use super::args::{
    Analyze, Arguments, By, Check, Command, Compare, Diagram, Extract, Format, Input, Print,
    Rebalance, Units, completions, manual,
};
use super::messages::{Voice, system_lang};
use super::progress::Progress;
use super::settings::PictureForm;
use super::{settings, summary};
use respgraph::analyses::successions;
use respgraph::diagnostic::{Diagnostic, Severity};
use respgraph::error::Stop;
use respgraph::exports::diagrams::{PngError, svg_to_png};
use respgraph::exports::{
    Cell, OutputFolder, RunRecord, Table, cut_titles, leading_rows, refuse_input, to_csv,
    to_datapackage, to_json, to_terminal, write_file,
};
use respgraph::locator::Locator;
use respgraph::pipeline::page::page;
use respgraph::pipeline::pictures::{PNG_WIDTH, Picture, picture, pictures};
use respgraph::pipeline::results::Results;
use respgraph::pipeline::scopes::Choice;
use respgraph::pipeline::takeaways::{graph_files, workbook};
use respgraph::pipeline::{self, Reading, TableName};
use respgraph::text::{Lang, Said};
use respgraph::units::AliasFile;
use std::cell::RefCell;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All was read and written.
    Complete,
    /// Written, but an input could not be used, or `--strict` met a warning.
    Partial,
}

/// Carries out what was typed; 0 complete, 1 written in part, 2 nothing written.
pub fn run(arguments: Arguments) -> ExitCode {
    let asked = arguments.talk.lang.map(settings::lang);
    let mut run = Run {
        asked,
        voice: Voice::new(
            asked.unwrap_or_else(system_lang),
            arguments.talk.quiet,
            arguments.talk.no_color,
        ),
    };
    let outcome = match arguments.command {
        Command::Analyze(args) => run.analyze(&args),
        Command::Extract(args) => run.extract(&args),
        Command::Check(args) => run.check(&args),
        Command::Load(args) => {
            let table = match args.by {
                By::Unit => TableName::Load,
                By::Function => TableName::LoadByFunction,
            };
            run.table(&args.input, settings::choice(&args.scope), &args.print, table)
        }
        Command::Overlap(args) => {
            let table = match args.by {
                By::Unit => TableName::Overlap,
                By::Function => TableName::OverlapByFunction,
            };
            let choice =
                Choice { null: settings::null(args.null), ..settings::choice(&args.scope) };
            run.table(&args.input, choice, &args.print, table)
        }
        Command::Hotspots(args) => {
            let choice = settings::choice(&args.scope);
            run.table(&args.input, choice, &args.print, TableName::Hotspots)
        }
        Command::Compare(args) => run.compare(&args),
        Command::Rebalance(args) => run.rebalance(&args),
        Command::Diagram(args) => run.diagram(&args),
        Command::Units(args) => run.units(&args),
        Command::Completions { shell } => print(&completions(shell)),
        Command::Man => match manual() {
            Ok(page) => print(&page),
            Err(cause) => Err(Stop::unwritable("-".as_ref(), &cause)),
        },
    };
    match outcome {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(1),
        Err(stop) => {
            run.voice.one(&stop.0);
            ExitCode::from(2)
        }
    }
}

/// What all commands share.
struct Run {
    asked: Option<Lang>,
    voice: Voice,
}

impl Run {
    /// Reads the inputs and takes on the language of the plans where none was asked for.
    fn read(&mut self, input: &Input) -> Result<Reading, Stop> {
        let options = settings::read_options(input)?;
        let progress = Progress::new(self.voice.quiet);
        progress.step(match self.voice.lang {
            Lang::Zh => "读取方案",
            Lang::En => "reading plans",
        });
        let reading = pipeline::read(&input.plans, &options)?;
        progress.clear();
        if !reading.assignments.rows.is_empty() {
            self.voice.lang = self.asked.unwrap_or_else(|| reading.lang());
        }
        Ok(reading)
    }

    /// Reads the inputs, reports what was noticed, and stops when there is nothing to go on with.
    fn read_assignments(&mut self, input: &Input) -> Result<Reading, Stop> {
        let reading = self.read(input)?;
        self.voice.report(&reading.notes);
        if reading.assignments.rows.is_empty() {
            return Err(nothing_found());
        }
        Ok(reading)
    }

    fn analyze(&mut self, args: &Analyze) -> Result<Outcome, Stop> {
        let wanted = settings::wanted(&args.only)?;
        let choice = Choice {
            collectives: args.collectives,
            null: settings::null(args.null),
            comparison: !args.only.is_empty()
                && wanted.tables.iter().any(|name| COMPARISONS.contains(name)),
            ..Choice::default()
        };
        refuse_output(&args.input, &args.output)?;
        let mut folder = OutputFolder::open(&args.output, args.force)?;
        let reading = self.read_assignments(&args.input)?;
        let lang = self.voice.lang;

        let progress = Progress::new(self.voice.quiet);
        progress.step(match lang {
            Lang::Zh => "计算",
            Lang::En => "computing",
        });
        let results = Results::new(&reading, &choice, lang)?;
        let mut noted = Vec::new();
        let mut names = wanted.tables;
        if !results.compares() && (args.only.is_empty() || wanted.workbook || wanted.report) {
            names.retain(|name| !COMPARISONS.contains(name));
            self.voice.one(&many_plans(reading.assignments.plans.len()));
        }
        let tables = results.tables(&names);
        let style = settings::csv_style(&args.csv, true);
        for table in &tables {
            folder.add(&format!("tables/{}.csv", table.name), &to_csv(table, style))?;
        }
        if !tables.is_empty() {
            folder.add("tables/datapackage.json", &to_datapackage(&tables, style))?;
        }
        if wanted.diagrams {
            progress.step(match lang {
                Lang::Zh => "画图",
                Lang::En => "drawing",
            });
            self.put_pictures(&pictures(&results), &mut folder, &mut noted)?;
        }
        if wanted.workbook {
            folder.add("workbook.xlsx", &workbook(&results, &tables)?)?;
        }
        if wanted.graph {
            for (name, bytes) in graph_files(&results) {
                folder.add(name, &bytes)?;
            }
        }
        if wanted.report {
            folder.add("report.html", page(&results, &tables).as_bytes())?;
        }
        let record =
            RunRecord { options: settings::record(args, lang), inputs: reading.inputs.clone() };
        let finished = folder.finish(&record, &reading.paths)?;
        noted.extend(finished.notes());
        progress.clear();
        self.voice.all(&noted);
        self.voice.tell(&summary::of(&reading, &results, finished.written, &args.output, lang));
        let worst = noted.iter().map(|note| note.severity).chain(reading.worst()).min();
        Ok(outcome(worst, &args.input))
    }

    /// Adds the pictures; PNGs are left out with a note where they cannot be drawn.
    fn put_pictures(
        &self,
        pictures: &[Picture],
        folder: &mut OutputFolder,
        noted: &mut Vec<Diagnostic>,
    ) -> Result<(), Stop> {
        for picture in pictures {
            folder.add(&format!("diagrams/{}.svg", picture.name), picture.svg.as_bytes())?;
            if let Some(dot) = &picture.dot {
                folder.add(&format!("diagrams/{}.dot", picture.name), dot.as_bytes())?;
            }
            if !picture.main || noted.iter().any(|note| note.code == NO_PNG) {
                continue;
            }
            match svg_to_png(&picture.svg, PNG_WIDTH) {
                Ok(png) => folder.add(&format!("diagrams/{}.png", picture.name), &png)?,
                Err(cause) => noted.push(without_png(&cause)),
            }
        }
        Ok(())
    }

    fn diagram(&mut self, args: &Diagram) -> Result<Outcome, Stop> {
        let form = settings::picture_form(args)?;
        let reading = self.read_assignments(&args.input)?;
        let choice = settings::choice(&args.scope);
        let results = Results::new(&reading, &choice, self.voice.lang)?;
        let kind = settings::picture_kind(args.kind);
        let picture = picture(&results, kind, args.name.as_deref(), args.top)?;
        let bytes = match form {
            PictureForm::Svg => picture.svg.into_bytes(),
            PictureForm::Dot => picture.dot.unwrap_or_default().into_bytes(),
            PictureForm::Png => svg_to_png(&picture.svg, PNG_WIDTH).map_err(|cause| {
                let mut diagnostic = without_png(&cause);
                diagnostic.severity = Severity::Error;
                diagnostic.done = Said::new("没有写出任何内容", "nothing was written");
                Stop(Box::new(diagnostic))
            })?,
        };
        refuse_input(&args.output, &reading.paths)?;
        write_file(&args.output, &bytes)?;
        Ok(outcome(reading.worst(), &args.input))
    }

    fn extract(&mut self, args: &Extract) -> Result<Outcome, Stop> {
        let reading = self.read_assignments(&args.input)?;
        let choice = Choice { collectives: true, ..Choice::default() };
        let table = Results::new(&reading, &choice, self.voice.lang)?.table(TableName::Assignments);
        self.put(table, &reading, &args.print, true)?;
        Ok(outcome(reading.worst(), &args.input))
    }

    fn units(&mut self, args: &Units) -> Result<Outcome, Stop> {
        settings::format(&args.print, false)?;
        let reading = self.read_assignments(&args.input)?;
        let choice = Choice { collectives: true, ..Choice::default() };
        if let Some(path) = &args.aliases {
            refuse_alias_file(path, args, &reading)?;
            let names = AliasFile::of(&reading.assignments).keeping(&reading.aliases);
            write_file(path, &names.to_csv())?;
            let asked = args.print.format.is_some() || args.print.json || args.print.top.is_some();
            if args.print.output.is_none() && !asked {
                return Ok(outcome(reading.worst(), &args.input));
            }
        }
        let table = Results::new(&reading, &choice, self.voice.lang)?.table(TableName::Units);
        self.put(table, &reading, &args.print, false)?;
        Ok(outcome(reading.worst(), &args.input))
    }

    fn check(&mut self, args: &Check) -> Result<Outcome, Stop> {
        let format = settings::format(&args.print, false)?;
        let reading = self.read(&args.input)?;
        let choice = Choice { collectives: true, ..Choice::default() };
        let results = Results::new(&reading, &choice, self.voice.lang)?;
        let findings = results.finding_messages();
        let mut messages = [findings.clone(), reading.notes.clone()].concat();
        // The same ones in every form.
        let kept = args.print.top.map(|count| results.gravest(&messages, count));
        if format == Format::Table {
            let mut kept = kept.into_iter().flatten();
            messages.retain(|_| kept.next().unwrap_or(true));
            messages.sort_by(|a, b| (&a.at, a.severity).cmp(&(&b.at, b.severity)));
            let text = self.voice.list(&messages);
            match args.print.file() {
                Some(path) => {
                    refuse_input(path, &reading.paths)?;
                    write_file(path, text.as_bytes())?;
                }
                None => print(text.as_bytes()).map(|_| ())?,
            }
        } else {
            let kept = RefCell::new(kept.into_iter().flatten());
            let table = results.check_table();
            let table = table.filter(|_| kept.borrow_mut().next().unwrap_or(true));
            self.put_whole(&table, &reading, &args.print, false)?;
        }
        let worst = findings.iter().map(|finding| finding.severity).chain(reading.worst()).min();
        Ok(outcome(worst, &args.input))
    }

    fn compare(&mut self, args: &Compare) -> Result<Outcome, Stop> {
        let reading = self.read_assignments(&args.input)?;
        let choice = Choice { comparison: true, ..Choice::default() };
        let results = Results::new(&reading, &choice, self.voice.lang)?;
        let mut table = results.table(match args.changes {
            true => TableName::Changes,
            false => TableName::Alignment,
        });
        let mut shared = false;
        if let Some(agreement) = table.column("agreement").filter(|_| args.different) {
            shared = table.rows().any(|row| row[agreement] != Cell::from("single"));
            let differs = [Cell::from("differs"), Cell::from("split")];
            table = table.filter(|row| differs.contains(&row[agreement]));
        }
        if table.height() == 0 {
            let follows = !successions(results.assignments()).is_empty();
            self.voice.one(&nothing_to_compare(args, shared, follows));
        }
        self.put(table, &reading, &args.print, false)?;
        Ok(outcome(reading.worst(), &args.input))
    }

    fn rebalance(&mut self, args: &Rebalance) -> Result<Outcome, Stop> {
        let wishes = settings::wishes(args)?;
        let mut reading = self.read_assignments(&args.input)?;
        reading.paths.extend(args.eligible.clone());
        let choice = Choice { comparison: args.peers, ..Choice::default() };
        let results = Results::new(&reading, &choice, self.voice.lang)?;
        let noticed = results.wish(&wishes)?;
        self.voice.all(noticed);
        self.put(results.table(settings::shown(args.show)), &reading, &args.print, false)?;
        self.voice.tell(&summary::of_rebalancing(&results, self.voice.lang));
        let worst = noticed.iter().map(|note| note.severity).chain(reading.worst()).min();
        Ok(outcome(worst, &args.input))
    }

    /// A command that prints one table.
    fn table(
        &mut self,
        input: &Input,
        choice: Choice,
        print: &Print,
        name: TableName,
    ) -> Result<Outcome, Stop> {
        let reading = self.read_assignments(input)?;
        let table = Results::new(&reading, &choice, self.voice.lang)?.table(name);
        self.put(table, &reading, print, false)?;
        Ok(outcome(reading.worst(), input))
    }

    /// Prints the rows of a table that were asked for, or writes them to the file asked for.
    fn put(
        &self,
        table: Table,
        reading: &Reading,
        how: &Print,
        for_data: bool,
    ) -> Result<Outcome, Stop> {
        let table = match how.top {
            Some(count) => leading_rows(&table, count),
            None => table,
        };
        self.put_whole(&table, reading, how, for_data)
    }

    fn put_whole(
        &self,
        table: &Table,
        reading: &Reading,
        how: &Print,
        for_data: bool,
    ) -> Result<Outcome, Stop> {
        let lang = self.voice.lang;
        let to_file = how.file().is_some();
        let bytes = match settings::format(how, for_data)? {
            Format::Csv => to_csv(table, settings::csv_style(&how.csv, to_file)),
            Format::Json => to_json(table),
            Format::Table => {
                let width = (!to_file).then(settings::terminal_width).flatten();
                to_terminal(table, &cut_titles(&reading.assignments), lang, width).into_bytes()
            }
        };
        match how.file() {
            Some(path) => {
                refuse_input(path, &reading.paths)?;
                write_file(path, &bytes).map(|()| Outcome::Complete)
            }
            None => print(&bytes),
        }
    }
}

/// Refuses to write the file of names onto what is read, and both files of `units` into one. Only the
/// file of names that was given may become the new one, which keeps all that a person put there.
fn refuse_alias_file(path: &Path, args: &Units, reading: &Reading) -> Result<(), Stop> {
    let place = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    let same = |other: &Path| place(other) == place(path);
    let others: Vec<PathBuf> = match args.input.units.as_deref().is_some_and(same) {
        true => reading.paths.iter().filter(|input| !same(input)).cloned().collect(),
        false => reading.paths.clone(),
    };
    refuse_input(path, &others)?;
    let Some(table) = args.print.file() else { return Ok(()) };
    refuse_input(table, &reading.paths)?;
    if !same(table) {
        return Ok(());
    }
    Err(Stop::new(
        "one-file-for-two",
        Said::new("--aliases 和 -o 给出了同一个文件", "--aliases and -o name the same file"),
        Locator::file(path.display().to_string()),
        Said::new("给两个不同的文件名", "give each a name of its own"),
    ))
}

/// Refuses standard output, which is no folder, and a folder that is read: results among the plans
/// would be read instead of them by the next run.
fn refuse_output(input: &Input, output: &Path) -> Result<(), Stop> {
    let place = output.canonicalize().ok();
    let same = |plans: &PathBuf| plans.is_dir() && plans.canonicalize().ok() == place;
    let (code, message) = if output.as_os_str() == "-" {
        let message = Said::new(
            "结果是一个文件夹，不能写到标准输出",
            "the results are a folder and cannot go to standard output",
        );
        ("output-is-no-folder", message)
    } else if input.plans.iter().any(same) {
        let message = Said::new(
            "输出文件夹就是要读取的文件夹",
            "the output folder is a folder that is to be read",
        );
        ("output-is-input", message)
    } else {
        return Ok(());
    };
    let at = Locator::file(output.display().to_string());
    Err(Stop::new(
        code,
        message,
        at,
        Said::new("用 -o 另选一个文件夹", "choose another folder with -o"),
    ))
}

/// Writes to standard output; a reader that has seen enough (`| head`) is no error.
fn print(bytes: &[u8]) -> Result<Outcome, Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
            Err(Stop::unwritable("-".as_ref(), &cause))
        }
        _ => Ok(Outcome::Complete),
    }
}

fn outcome(worst: Option<Severity>, input: &Input) -> Outcome {
    match worst {
        Some(Severity::Error) => Outcome::Partial,
        Some(Severity::Warning) if input.strict => Outcome::Partial,
        _ => Outcome::Complete,
    }
}

/// Why a comparison has no rows: whether plans share a measure, and whether one follows another.
fn nothing_to_compare(args: &Compare, shared: bool, follows: bool) -> Diagnostic {
    let (message, hint) = if args.changes && !follows {
        (
            Said::new("没有前后相继的方案", "no plan follows another"),
            Said::new(
                "需要同一地区、不同年份的至少两份方案；地区和年份见 respgraph extract",
                "two plans of one jurisdiction and of different years are needed; respgraph extract shows both",
            ),
        )
    } else if args.different && shared {
        (
            Said::new(
                "各方案共有的措施中，没有牵头职能不同的",
                "no measure that plans share is known to be led by different functions",
            ),
            Said::new("不加 --different 可看全部", "leave --different out to see them all"),
        )
    } else {
        (
            Said::new("各方案没有共有的措施", "the plans have no measure in common"),
            Said::new(
                "需要至少两份措施相同或相近的方案",
                "two plans with the same or similar measures are needed",
            ),
        )
    };
    let done = Said::new("表中没有内容", "the table has no rows");
    Diagnostic::new(Severity::Note, "nothing-to-compare", message, Locator::default(), done)
        .hint(hint)
}

/// The tables that compare plans one by one.
const COMPARISONS: [TableName; 2] = [TableName::Alignment, TableName::Changes];

/// What is left out of a run with very many plans.
fn many_plans(count: usize) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "many-plans",
        Said::new(
            format!("{count} 份方案，逐份比较和画图意义不大"),
            format!("{count} plans are more than anyone compares one by one"),
        ),
        Locator::default(),
        Said::new(
            "未作逐份比较，只画全部方案合在一起的图",
            "no comparison of plans, and pictures of all together only",
        ),
    )
    .hint(Said::new(
        "需要时用 --only alignment,changes（可再加 workbook、report）",
        "--only alignment,changes makes them (workbook and report can be added)",
    ))
}

/// The code of a picture without PNG form.
const NO_PNG: &str = "no-png";

/// Why a picture has no PNG form here.
fn without_png(cause: &PngError) -> Diagnostic {
    let message = match cause {
        PngError::NoChineseFont => Said::new(
            "这台机器没有中文字体，图中的字画不出来",
            "this machine has no font with Chinese characters, so the words of a picture cannot be drawn",
        ),
        other => {
            Said::new(format!("无法生成 PNG：{other}"), format!("no PNG can be made: {other}"))
        }
    };
    Diagnostic::new(
        Severity::Warning,
        NO_PNG,
        message,
        Locator::default(),
        Said::new("未生成 PNG；SVG 和 DOT 已写出", "PNGs are left out; SVG and DOT are there"),
    )
    .hint(Said::new(
        "安装 fonts-noto-cjk 或 fonts-wqy-microhei（Debian 软件包）",
        "install the Debian package fonts-noto-cjk or fonts-wqy-microhei",
    ))
}

fn nothing_found() -> Stop {
    Stop::new(
        "nothing-to-analyze",
        Said::new("输入里没有读到任何责任分工", "no responsibility was found in any input"),
        Locator::default(),
        Said::new("见以上各条", "see the messages above"),
    )
}
