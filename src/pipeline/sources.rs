//! Which files a run reads, each once and under its own name.
//!
//! Owns walking folders, what is passed over, files given twice and files with one stem. Never knows
//! what a file holds.

use crate::diagnostic::{Diagnostic, Noted, Severity};
use crate::exports::{InputRecord, fingerprint, is_ours};
use crate::locator::Locator;
use crate::text::Said;
use crate::units::instead_of_reserved;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The table of an output folder that can be read again.
const OWN_TABLE: &str = "tables/assignments.csv";

/// The name of standard input on the command line.
const STDIN: &str = "-";

/// One file to read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file as the user named it; `-` for standard input.
    pub name: String,
    /// Name of the plan it holds, once [`name_plans`] has given it; a table of assignments holds plans
    /// of its own and gets none.
    pub id: String,
    /// Its place on disk; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Whether it is the table of an output folder.
    pub of_output: bool,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Size and fingerprint.
    pub record: InputRecord,
}

/// What the inputs of a run come to.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The files to read, each content once.
    pub sources: Vec<Source>,
    /// Every file that the inputs stand for, copies and unreadable ones too: none of them may be
    /// written onto.
    pub paths: Vec<PathBuf>,
}

/// Reads all files named by `inputs`: files, folders (with all below them) and `-`.
///
/// In folders, hidden files, `README*` and folders that respgraph wrote are passed over; such a folder
/// named itself stands for its `assignments.csv` (`own-output-read`, or `output-without-assignments`
/// where it has none).
///
/// # Keeps / Drops
/// Files come in order of name, whatever the order they were given in. A path given twice and a file with
/// the bytes of another are read once (`given-twice`, `same-content`); what is missing or cannot be read
/// is an error (`no-such-file`, `unreadable`), and so is an empty file (`empty-file`).
pub fn gather(inputs: &[PathBuf]) -> Noted<Gathered> {
    let mut notes = Vec::new();
    let mut files = Vec::new();
    for input in inputs {
        if input.as_os_str() == STDIN {
            files.push(None);
        } else if is_ours(input) {
            let table = input.join(OWN_TABLE);
            if table.exists() {
                notes.push(own_output_read(input));
                files.push(Some(table));
            } else {
                notes.push(output_without_assignments(input));
            }
        } else if input.is_dir() {
            let before = files.len();
            walk(input, &mut BTreeSet::new(), &mut files, &mut notes);
            if files.len() == before {
                notes.push(empty_folder(input));
            }
        } else {
            files.push(Some(input.clone()));
        }
    }
    let files = once(files, &mut notes);
    let paths = files.iter().flatten().cloned().collect();
    let read: Vec<_> = files.into_par_iter().map(|path| (read(path.as_deref()), path)).collect();
    let mut sources = Vec::new();
    for (bytes, path) in read {
        let name = path.as_ref().map_or(STDIN.to_owned(), |path| path.display().to_string());
        match bytes {
            Err(cause) => notes.push(unreadable(&name, &cause)),
            Ok(bytes) if bytes.trim_ascii().is_empty() => notes.push(empty_file(&name)),
            Ok(bytes) => {
                let record = InputRecord {
                    path: name.clone(),
                    bytes: bytes.len() as u64,
                    sha256: fingerprint(&bytes),
                };
                let of_output = path.as_deref().is_some_and(is_own_table);
                sources.push(Source { name, id: String::new(), path, of_output, bytes, record });
            }
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    let sources = distinct(sources, &mut notes);
    Noted { value: Gathered { sources, paths }, notes }
}

/// Whether a file is the table of an output folder.
fn is_own_table(path: &Path) -> bool {
    path.ends_with(OWN_TABLE) && path.ancestors().nth(2).is_some_and(is_ours)
}

/// All files below a folder, in order of name.
fn walk(
    folder: &Path,
    seen: &mut BTreeSet<PathBuf>,
    files: &mut Vec<Option<PathBuf>>,
    notes: &mut Vec<Diagnostic>,
) {
    let mut unread = |cause| notes.push(unreadable(&folder.display().to_string(), &cause));
    // A link may lead back up; every folder is entered once.
    match folder.canonicalize() {
        Ok(real) => {
            if !seen.insert(real) {
                return;
            }
        }
        Err(cause) => return unread(cause),
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) => return unread(cause),
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(cause) => unread(cause),
        }
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.to_ascii_uppercase().starts_with("README") {
            continue;
        }
        if !path.is_dir() {
            files.push(Some(path));
        } else if is_ours(&path) {
            notes.push(Diagnostic::new(
                Severity::Note,
                "own-output",
                Said::new(
                    "这个文件夹是本程序以前的输出",
                    "this folder is an earlier output of respgraph",
                ),
                Locator::file(path.display().to_string()),
                Said::new("未作为方案读取", "not read as plans"),
            ));
        } else {
            walk(&path, seen, files, notes);
        }
    }
}

/// Every path once, under the shortest name it was given.
fn once(files: Vec<Option<PathBuf>>, notes: &mut Vec<Diagnostic>) -> Vec<Option<PathBuf>> {
    let mut by_place: BTreeMap<PathBuf, Vec<Option<PathBuf>>> = BTreeMap::new();
    for file in files {
        let place = match &file {
            Some(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            None => PathBuf::from(STDIN),
        };
        by_place.entry(place).or_default().push(file);
    }
    let pick = |mut names: Vec<Option<PathBuf>>| {
        names.sort_by_key(|name| name.as_ref().map(|n| (n.as_os_str().len(), n.clone())));
        let (count, name) = (names.len(), names.swap_remove(0));
        if count > 1 {
            let said = name.as_ref().map_or(STDIN.to_owned(), |n| n.display().to_string());
            notes.push(Diagnostic::new(
                Severity::Note,
                "given-twice",
                Said::new(
                    format!("同一个文件给出了 {count} 次"),
                    format!("the same file is given {count} times"),
                ),
                Locator::file(said),
                Said::new("只读取一次", "read once"),
            ));
        }
        name
    };
    by_place.into_values().map(pick).collect()
}

/// Every content once; `sources` come in order of name and the first stays.
fn distinct(sources: Vec<Source>, notes: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut kept = Vec::new();
    for source in sources {
        if let Some(first) = seen.get(&source.record.sha256) {
            notes.push(Diagnostic::new(
                Severity::Warning,
                "same-content",
                Said::new(
                    format!("内容与「{first}」完全相同"),
                    format!("it holds exactly the same as 「{first}」"),
                ),
                Locator::file(source.name),
                Said::new("只计算一次", "counted once"),
            ));
            continue;
        }
        seen.insert(source.record.sha256.clone(), source.name.clone());
        kept.push(source);
    }
    kept
}

/// Gives each plan its id and puts them in its order: the stem (with its ending, where another plan of
/// the folder has the same stem), with as many folders before it as it takes to be unique (`one-stem`).
pub fn name_plans(sources: &mut [Source]) -> Noted<()> {
    let mut notes = Vec::new();
    let mut parts: Vec<_> = sources.iter().map(|s| name_parts(s.path.as_deref(), false)).collect();
    for group in clashes(&parts, |i| parts[i].join("/")) {
        for i in group {
            parts[i] = name_parts(sources[i].path.as_deref(), true);
        }
    }
    let mut depth = vec![1; sources.len()];
    loop {
        let clashing = clashes(&parts, |i| id(&parts[i], depth[i])).into_iter().flatten();
        let longer: Vec<usize> = clashing.filter(|&i| depth[i] < parts[i].len()).collect();
        if longer.is_empty() {
            break;
        }
        longer.into_iter().for_each(|i| depth[i] += 1);
    }
    let mut taken = BTreeSet::new();
    for ((source, parts), depth) in sources.iter_mut().zip(&parts).zip(depth) {
        source.id = id(parts, depth);
        let mut stem = name_parts(source.path.as_deref(), false).pop().unwrap_or_default();
        if let Some((instead, note)) =
            instead_of_reserved(&source.id, Locator::file(source.name.clone()))
        {
            notes.push(note);
            stem.clone_from(&instead);
            source.id = instead;
        }
        while !taken.insert(source.id.clone()) {
            source.id.push('+');
        }
        if source.id != stem {
            notes.push(Diagnostic::new(
                Severity::Note,
                "one-stem",
                Said::new(
                    format!("另有文件也叫「{stem}」"),
                    format!("another file is called 「{stem}」 too"),
                ),
                Locator::file(source.name.clone()),
                Said::new(
                    format!("在各表中称为「{}」", source.id),
                    format!("it is called 「{}」 in every table", source.id),
                ),
            ));
        }
    }
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    Noted { value: (), notes }
}

/// The last `depth` parts of a name.
fn id(parts: &[String], depth: usize) -> String {
    parts[parts.len().saturating_sub(depth)..].join("-")
}

/// Groups of positions that `name` gives one name.
fn clashes(parts: &[Vec<String>], name: impl Fn(usize) -> String) -> Vec<Vec<usize>> {
    let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for i in 0..parts.len() {
        users.entry(name(i)).or_default().push(i);
    }
    users.into_values().filter(|users| users.len() > 1).collect()
}

/// Folders and stem of a file, outermost first; the stem with its ending when asked.
fn name_parts(path: Option<&Path>, ending: bool) -> Vec<String> {
    let Some(path) = path else { return vec!["stdin".to_owned()] };
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = match path.extension() {
        Some(extension) if ending => format!("{stem}-{}", extension.to_string_lossy()),
        _ => stem.into_owned(),
    };
    let folders = absolute.parent().into_iter().flat_map(Path::components);
    let folders = folders.filter_map(|c| match c {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    folders.chain([name]).collect()
}

fn read(path: Option<&Path>) -> io::Result<Vec<u8>> {
    match path {
        Some(path) => fs::read(path),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn unreadable(name: &str, cause: &io::Error) -> Diagnostic {
    let (code, message) = match cause.kind() {
        io::ErrorKind::NotFound => {
            ("no-such-file", Said::new("没有这个文件", "there is no such file or folder"))
        }
        io::ErrorKind::PermissionDenied => {
            ("unreadable", Said::new("没有读取权限", "reading it is not permitted"))
        }
        _ => (
            "unreadable",
            Said::new(format!("无法读取：{cause}"), format!("it cannot be read: {cause}")),
        ),
    };
    skipped(Severity::Error, code, message, name)
        .hint(Said::new("请检查路径和权限", "check the path and its permissions"))
}

fn empty_file(name: &str) -> Diagnostic {
    skipped(Severity::Error, "empty-file", Said::new("文件是空的", "the file is empty"), name)
        .hint(Said::new("请确认文件保存完整", "make sure that the file was saved in full"))
}

fn own_output_read(folder: &Path) -> Diagnostic {
    Diagnostic::new(
        Severity::Note,
        "own-output-read",
        Said::new("这个文件夹是本程序以前的输出", "this folder is an earlier output of respgraph"),
        Locator::file(folder.display().to_string()),
        Said::new(
            format!("读取其中的 {OWN_TABLE}，不读文件夹里的其他文件"),
            format!("its {OWN_TABLE} is read, no other file in it"),
        ),
    )
}

fn output_without_assignments(folder: &Path) -> Diagnostic {
    skipped(
        Severity::Error,
        "output-without-assignments",
        Said::new(
            format!("这个文件夹是本程序以前的输出，但没有 {OWN_TABLE}"),
            format!("this folder is an earlier output of respgraph without {OWN_TABLE}"),
        ),
        &folder.display().to_string(),
    )
    .hint(Said::new(
        "给出方案本身；或重新运行 analyze，--only 中写上 assignments",
        "name the plans themselves, or run analyze again with assignments among --only",
    ))
}

fn empty_folder(path: &Path) -> Diagnostic {
    skipped(
        Severity::Error,
        "folder-without-plans",
        Said::new("文件夹里没有可读的方案", "the folder holds no plan to read"),
        &path.display().to_string(),
    )
    .hint(Said::new(
        "放入方案的文本文件；隐藏文件、README 和本程序的输出不作为方案",
        "put the plans in as text files; hidden files, README* and outputs of respgraph are passed over",
    ))
}

fn skipped(severity: Severity, code: &'static str, message: Said, name: &str) -> Diagnostic {
    Diagnostic::new(
        severity,
        code,
        message,
        Locator::file(name),
        Said::new("已跳过，各表中没有它的内容", "skipped; nothing of it is in any table"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("inside")).expect("made");
            fs::write(path, text).expect("written");
        }
        dir
    }

    fn named(inputs: &[PathBuf]) -> Noted<Vec<Source>> {
        let mut gathered = gather(inputs);
        let mut sources = gathered.value.sources;
        name_plans(&mut sources).take(&mut gathered.notes);
        Noted { value: sources, notes: gathered.notes }
    }

    fn ids(noted: &Noted<Vec<Source>>) -> Vec<&str> {
        noted.value.iter().map(|source| source.id.as_str()).collect()
    }

    fn codes(noted: &Noted<Vec<Source>>) -> Vec<&str> {
        noted.notes.iter().map(|note| note.code).collect()
    }

    #[test]
    fn folders_are_walked_and_hidden_files_and_readmes_passed_over() {
        let dir = folder(&[
            ("b.txt", "乙"),
            ("deep/er/a.md", "甲"),
            (".hidden", "x"),
            ("ReadMe.txt", "x"),
            (".git/c.txt", "x"),
        ]);
        let noted = named(&[dir.path().to_owned()]);
        assert_eq!((ids(&noted), codes(&noted)), (vec!["a", "b"], vec![]));
    }

    #[test]
    fn a_file_given_twice_and_a_copy_are_read_once() {
        let dir = folder(&[("a.txt", "甲"), ("copy.txt", "甲"), ("b.txt", "乙")]);
        let one = dir.path().join("a.txt");
        let other =
            dir.path().join("../").join(dir.path().file_name().expect("named")).join("a.txt");
        let noted = named(&[other, one.clone(), dir.path().to_owned()]);
        assert_eq!(ids(&noted), ["a", "b"]);
        assert_eq!(codes(&noted), ["given-twice", "same-content"]);
        assert_eq!(noted.value[0].name, one.display().to_string());
    }

    #[test]
    fn one_stem_is_made_two_names() {
        let dir = folder(&[("x/p.txt", "1"), ("y/p.txt", "2"), ("y/p.md", "3"), ("q.txt", "4")]);
        let noted = named(&[dir.path().to_owned()]);
        assert_eq!(ids(&noted), ["p", "p-md", "p-txt", "q"]);
        let dir = folder(&[("x/p.txt", "1"), ("y/p.txt", "2"), ("q.txt", "4")]);
        let noted = named(&[dir.path().to_owned()]);
        assert_eq!(ids(&noted), ["q", "x-p", "y-p"]);
        assert_eq!(codes(&noted), ["one-stem", "one-stem"]);
    }

    #[test]
    fn every_file_is_known_as_an_input_copies_too() {
        let dir = folder(&[("a.txt", "甲"), ("copy.txt", "甲"), ("empty.txt", "")]);
        let gathered = gather(&[dir.path().to_owned()]).value;
        assert_eq!((gathered.sources.len(), gathered.paths.len()), (1, 3));
    }

    #[test]
    fn no_plan_is_called_what_all_plans_are_called() {
        let dir = folder(&[("all.txt", "甲"), ("all:x.txt", "乙"), ("allow.txt", "丙")]);
        let noted = named(&[dir.path().to_owned()]);
        assert_eq!(ids(&noted), ["all+", "all:x+", "allow"]);
        assert_eq!(codes(&noted), ["reserved-plan-name", "reserved-plan-name"]);
    }

    #[test]
    fn an_output_folder_stands_for_its_assignments_and_says_so() {
        let record = r#"{"program": "respgraph", "files": {}}"#;
        let dir = folder(&[
            ("full/run.json", record),
            ("full/tables/assignments.csv", "甲"),
            ("full/new-plan.txt", "乙"),
            ("part/run.json", record),
            ("part/tables/load.csv", "丙"),
        ]);
        let noted = named(&[dir.path().join("full"), dir.path().join("part")]);
        assert_eq!(ids(&noted), ["assignments"]);
        assert_eq!(codes(&noted), ["own-output-read", "output-without-assignments"]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let dir = folder(&[("empty.txt", " \n"), ("sub/README.md", "x")]);
        let noted = named(&[dir.path().join("empty.txt"), dir.path().join("none.txt")]);
        assert_eq!(codes(&noted), ["empty-file", "no-such-file"]);
        let noted = named(&[dir.path().join("sub")]);
        assert_eq!(codes(&noted), ["folder-without-plans"]);
        assert!(noted.value.is_empty());
    }
}
