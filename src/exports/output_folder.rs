//! Files on disk, whole or not at all.
//!
//! Owns the output folder: what may be overwritten, what is taken away, what happens when the disk
//! is full. Never knows what the files hold.

use super::run_record::{RunRecord, fingerprint, listed_files};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Stop;
use crate::locator::Locator;
use crate::text::Said;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The record of the run, which also marks a folder as ours.
const RECORD: &str = "run.json";
/// Where files wait, inside the folder, until all of them are written.
const STAGING: &str = ".respgraph-unfinished";

/// An output folder in the making: nothing in it changes before [`OutputFolder::finish`].
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    /// Folders made for this run, outermost first; taken away again if the run stops.
    made: Vec<PathBuf>,
    /// Files an earlier run of ours left, with their fingerprints.
    earlier: BTreeMap<String, String>,
    /// Fingerprints of the files added.
    added: BTreeMap<String, String>,
    finished: bool,
}

impl OutputFolder {
    /// Opens a folder for writing, making it when it is not there.
    ///
    /// # Errors
    /// When `root` is a file, cannot be written, or (without `force`) holds files that respgraph
    /// did not write or that were edited since.
    pub fn open(root: &Path, force: bool) -> Result<Self, Stop> {
        if root.exists() && !root.is_dir() {
            return Err(Stop::new(
                "output-is-a-file",
                Said::new(
                    "输出位置是一个文件，不是文件夹",
                    "the output place is a file, not a folder",
                ),
                Locator::file(root.display().to_string()),
                Said::new("用 -o 另选一个文件夹", "choose another folder with -o"),
            ));
        }
        let earlier = fs::read(root.join(RECORD)).ok().and_then(|bytes| listed_files(&bytes));
        if !force {
            match &earlier {
                Some(files) => refuse_edited(root, files)?,
                None => refuse_foreign(root)?,
            }
        }
        let mut folder = Self {
            root: root.to_owned(),
            made: Vec::new(),
            earlier: earlier.unwrap_or_default(),
            added: BTreeMap::new(),
            finished: false,
        };
        let missing: Vec<_> = root.ancestors().take_while(|dir| is_missing(dir)).collect();
        for dir in missing.into_iter().rev() {
            fs::create_dir(dir).map_err(|cause| Stop::unwritable(dir, &cause))?;
            folder.made.push(dir.to_owned());
        }
        // A run that was interrupted may have left its waiting files.
        let _ = fs::remove_dir_all(folder.staging());
        fs::create_dir(folder.staging()).map_err(|cause| Stop::unwritable(root, &cause))?;
        Ok(folder)
    }

    /// Adds a file; `path` is relative, with `/` between folders.
    ///
    /// # Errors
    /// When it cannot be written, a full disk above all.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Stop> {
        self.stage(path, bytes)?;
        self.added.insert(path.to_owned(), fingerprint(bytes));
        Ok(())
    }

    /// Puts all files in their place, the record last, and takes away those of an earlier run that
    /// this one did not write. Never taken away: `inputs` (files read by this run) and files that were
    /// edited since.
    ///
    /// # Errors
    /// When a file cannot be put in place, or would be put onto one of `inputs`.
    pub fn finish(mut self, record: &RunRecord, inputs: &[PathBuf]) -> Result<Finished, Stop> {
        let read = places(inputs);
        for path in self.added.keys().map(String::as_str).chain([RECORD]) {
            refuse(&self.root.join(path), &read)?;
        }
        self.stage(RECORD, &record.to_json(&self.added))?;
        let staging = self.staging();
        for path in self.added.keys().map(String::as_str).chain([RECORD]) {
            let target = self.root.join(path);
            let put = || {
                fs::create_dir_all(target.parent().unwrap_or(&self.root))?;
                fs::rename(staging.join(path), &target)
            };
            put().map_err(|cause| Stop::unwritable(&target, &cause))?;
        }
        let mut done = Finished { written: self.added.len() + 1, ..Finished::default() };
        for (path, hash) in self.earlier.iter().filter(|(path, _)| !self.added.contains_key(*path))
        {
            let stale = self.root.join(path);
            // The names come from a file, so they must not lead out of the folder.
            let inside = !Path::new(path)
                .components()
                .any(|c| !matches!(c, std::path::Component::Normal(_)));
            if !inside || stale.canonicalize().is_ok_and(|p| read.contains(&p)) {
                continue;
            }
            let Ok(bytes) = fs::read(&stale) else { continue };
            if fingerprint(&bytes) != *hash {
                done.kept.push(stale);
            } else if fs::remove_file(&stale).is_ok() {
                let _ = stale.parent().filter(|dir| *dir != self.root).map(fs::remove_dir);
                done.removed.push(stale);
            }
        }
        self.finished = true;
        Ok(done)
    }

    fn staging(&self) -> PathBuf {
        self.root.join(STAGING)
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), Stop> {
        let waiting = self.staging().join(path);
        let put = || {
            fs::create_dir_all(waiting.parent().unwrap_or(&self.root))?;
            fs::write(&waiting, bytes)
        };
        put().map_err(|cause| Stop::unwritable(&self.root.join(path), &cause))
    }
}

/// What became of an output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finished {
    /// How many files were written.
    pub written: usize,
    /// Files of an earlier run that were taken away.
    pub removed: Vec<PathBuf>,
    /// Files of an earlier run that stayed because they were edited since.
    pub kept: Vec<PathBuf>,
}

impl Finished {
    /// What became of files of an earlier run, as messages.
    pub fn notes(&self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        let at = |path: &Path| Locator::file(path.display().to_string());
        if let Some(first) = self.removed.first() {
            let count = self.removed.len();
            notes.push(Diagnostic::new(
                Severity::Note,
                "earlier-files-removed",
                Said::new(
                    format!("以前写出的 {count} 个文件这次没有写"),
                    format!("files of an earlier run that this one does not write: {count}"),
                ),
                at(first),
                Said::new("已删除（位置为其中之一）", "removed (the place is one of them)"),
            ));
        }
        if let Some(first) = self.kept.first() {
            let count = self.kept.len();
            let said = Diagnostic::new(
                Severity::Warning,
                "edited-file-stays",
                Said::new(
                    format!("以前写出的 {count} 个文件被改过，这次没有写"),
                    format!("edited files of an earlier run that this one does not write: {count}"),
                ),
                at(first),
                Said::new(
                    "保留不动（位置为其中之一）；与这次的结果不是一套",
                    "left as they are (the place is one of them); they do not belong to these results",
                ),
            );
            notes.push(said.hint(Said::new(
                "需要的话移到别处",
                "move them elsewhere if they are still needed",
            )));
        }
        notes
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.staging());
        if !self.finished {
            for dir in self.made.iter().rev() {
                let _ = fs::remove_dir(dir);
            }
        }
    }
}

/// Refuses to write onto a file that is read, under whatever name.
///
/// # Errors
/// When `target` is one of `inputs`.
pub fn refuse_input(target: &Path, inputs: &[PathBuf]) -> Result<(), Stop> {
    refuse(target, &places(inputs))
}

/// Where files really are.
fn places(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    files.iter().filter_map(|path| path.canonicalize().ok()).collect()
}

fn refuse(target: &Path, read: &BTreeSet<PathBuf>) -> Result<(), Stop> {
    // What is no file, such as a terminal, is not lost by writing to it.
    if !target.canonicalize().is_ok_and(|place| place.is_file() && read.contains(&place)) {
        return Ok(());
    }
    Err(Stop::new(
        "output-is-input",
        Said::new(
            "要写出的文件正是要读取的文件",
            "the file to write is one of the files that are read",
        ),
        Locator::file(target.display().to_string()),
        Said::new("另选一个位置写出", "choose another place to write to"),
    ))
}

/// Whether a folder was written by respgraph.
pub fn is_ours(folder: &Path) -> bool {
    fs::read(folder.join(RECORD)).is_ok_and(|bytes| listed_files(&bytes).is_some())
}

/// Writes one file whole or not at all; a device or pipe is written as it is.
///
/// # Errors
/// When it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let put = || {
        // Through a link, the file it leads to is the one to replace.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if target.exists() && !target.is_file() {
            if target.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            return fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
        }
        let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        let waiting = target.with_file_name(format!(".{}.unfinished", name.to_string_lossy()));
        let done = fs::write(&waiting, bytes).and_then(|()| fs::rename(&waiting, &target));
        if done.is_err() {
            let _ = fs::remove_file(&waiting);
        }
        done
    };
    put().map_err(|cause| Stop::unwritable(path, &cause))
}

/// Whether nothing is there; the current folder's empty name is always there.
fn is_missing(dir: &Path) -> bool {
    !dir.as_os_str().is_empty() && !dir.exists()
}

fn refuse_foreign(root: &Path) -> Result<(), Stop> {
    let Ok(entries) = fs::read_dir(root) else { return Ok(()) };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let Some(first) = names.first() else { return Ok(()) };
    let count = names.len();
    Err(Stop::new(
        "foreign-folder",
        Said::new(
            format!("输出文件夹里有 {count} 项不是本程序写的内容，例如「{first}」"),
            format!(
                "the output folder holds {count} things respgraph did not write, such as 「{first}」"
            ),
        ),
        Locator::file(root.display().to_string()),
        Said::new(
            "用 -o 另选文件夹；或加 --force 写入其中（同名文件会被替换，其他不动）",
            "choose another folder with -o, or add --force to write into it (files of the same name are replaced, others stay)",
        ),
    ))
}

fn refuse_edited(root: &Path, files: &BTreeMap<String, String>) -> Result<(), Stop> {
    let edited: Vec<_> = files
        .iter()
        .filter(|(path, hash)| {
            fs::read(root.join(path)).is_ok_and(|bytes| fingerprint(&bytes) != **hash)
        })
        .map(|(path, _)| path.as_str())
        .collect();
    let Some(first) = edited.first() else { return Ok(()) };
    let count = edited.len();
    Err(Stop::new(
        "edited-output",
        Said::new(
            format!("输出文件夹里有 {count} 个文件在写出后被改过，例如「{first}」"),
            format!(
                "{count} files of the output folder were edited since they were written, such as 「{first}」"
            ),
        ),
        Locator::file(root.join(first).display().to_string()),
        Said::new(
            "用 -o 另选文件夹以保留改动；或加 --force 覆盖",
            "choose another folder with -o to keep the edits, or add --force to overwrite them",
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(result: Result<OutputFolder, Stop>) -> &'static str {
        result.expect_err("must stop").0.code
    }

    fn run(root: &Path, files: &[&str]) -> Result<usize, Stop> {
        let mut folder = OutputFolder::open(root, false)?;
        for file in files {
            folder.add(file, file.as_bytes())?;
        }
        folder.finish(&RunRecord::default(), &[]).map(|done| done.written)
    }

    #[test]
    fn files_of_an_earlier_run_go_and_others_stay() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("a/b");
        assert_eq!(run(&root, &["tables/load.csv", "old/x.svg"]), Ok(3));
        fs::write(root.join("mine.txt"), "kept").expect("written");
        assert_eq!(run(&root, &["tables/load.csv"]), Ok(2));
        assert!(root.join("tables/load.csv").exists() && root.join("mine.txt").exists());
        assert!(!root.join("old").exists(), "an emptied folder of ours goes too");
        assert!(!root.join(STAGING).exists() && is_ours(&root));
    }

    #[test]
    fn nothing_changes_unless_the_run_finishes() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("a/b");
        let mut folder = OutputFolder::open(&root, false).expect("opened");
        folder.add("tables/load.csv", b"x").expect("added");
        drop(folder);
        assert!(!dir.path().join("a").exists());
    }

    #[test]
    fn foreign_and_edited_folders_are_refused_without_force() {
        let dir = tempfile::tempdir().expect("a folder");
        let foreign = dir.path().join("foreign");
        fs::create_dir(&foreign).expect("made");
        assert!(OutputFolder::open(&foreign, false).is_ok(), "an empty folder will do");
        fs::write(foreign.join("thesis.doc"), "mine").expect("written");
        assert_eq!(stop(OutputFolder::open(&foreign, false)), "foreign-folder");
        assert!(OutputFolder::open(&foreign, true).is_ok());
        assert_eq!(stop(OutputFolder::open(&foreign.join("thesis.doc"), true)), "output-is-a-file");

        let ours = dir.path().join("ours");
        run(&ours, &["tables/assignments.csv"]).expect("written");
        fs::write(ours.join("tables/assignments.csv"), "corrected by hand").expect("written");
        assert_eq!(stop(OutputFolder::open(&ours, false)), "edited-output");
    }

    #[test]
    fn a_file_edited_since_is_never_taken_away() {
        let dir = tempfile::tempdir().expect("a folder");
        run(dir.path(), &["tables/a.csv", "tables/b.csv", "tables/c.csv"]).expect("written");
        let edited = dir.path().join("tables/a.csv");
        fs::write(&edited, "corrected by hand").expect("written");
        let mut folder = OutputFolder::open(dir.path(), true).expect("forced");
        folder.add("tables/c.csv", b"x").expect("added");
        let done = folder.finish(&RunRecord::default(), &[]).expect("finished");
        assert_eq!((done.kept.as_slice(), done.removed.len()), (&[edited.clone()][..], 1));
        assert_eq!(fs::read(&edited).expect("there"), b"corrected by hand");
        let codes: Vec<_> = done.notes().iter().map(|note| note.code).collect();
        assert_eq!(codes, ["earlier-files-removed", "edited-file-stays"]);
    }

    #[test]
    fn an_input_inside_the_folder_is_not_taken_away() {
        let dir = tempfile::tempdir().expect("a folder");
        run(dir.path(), &["tables/assignments.csv"]).expect("written");
        let input = dir.path().join("tables/assignments.csv");
        let mut folder = OutputFolder::open(dir.path(), false).expect("ours");
        folder.add("tables/load.csv", b"x").expect("added");
        folder.finish(&RunRecord::default(), std::slice::from_ref(&input)).expect("finished");
        assert!(input.exists());
    }

    #[test]
    fn an_input_inside_the_folder_is_not_written_onto() {
        let dir = tempfile::tempdir().expect("a folder");
        run(dir.path(), &["tables/assignments.csv"]).expect("written");
        let input = dir.path().join("tables/assignments.csv");
        let mut folder = OutputFolder::open(dir.path(), true).expect("ours");
        folder.add("tables/load.csv", b"x").expect("added");
        folder.add("tables/assignments.csv", b"x").expect("added");
        let other_name = dir.path().join("tables/../tables/assignments.csv");
        let refused = folder.finish(&RunRecord::default(), &[other_name]);
        assert_eq!(refused.expect_err("must stop").0.code, "output-is-input");
        assert_eq!(fs::read(&input).expect("there"), b"tables/assignments.csv");
        assert!(!dir.path().join("tables/load.csv").exists(), "nothing was written");
    }

    #[test]
    fn single_files_are_replaced_whole() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("out.csv");
        write_file(&path, b"one").expect("written");
        write_file(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
        let full = write_file(Path::new("/dev/full"), b"x").expect_err("the disk is full");
        assert_eq!(full.0.code, "disk-full");
        let missing = write_file(&dir.path().join("no/out.csv"), b"x").expect_err("no folder");
        assert_eq!(missing.0.code, "no-such-folder");
    }
}
