//! What the tests of the command line share: running the program, small inputs of our own words.

#![allow(dead_code)] // each test file uses a part

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The program, in a folder of its own and away from the settings of this machine.
pub fn respgraph(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("respgraph").expect("the program is built");
    command.current_dir(folder).env_clear().env("LANG", "C.UTF-8");
    command
}

/// How a run ended: exit code, standard output, standard error.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program with arguments.
pub fn run(folder: &Path, args: &[&str]) -> Ended {
    let output = respgraph(folder).args(args).output().expect("the program runs");
    Ended {
        code: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// A folder with these files in it.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    dir
}

/// All files below a folder with their content, in order of path.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).expect("readable") {
            let path = entry.expect("readable").path();
            match path.is_dir() {
                true => open.push(path),
                false => found.push((
                    path.strip_prefix(folder).expect("below").to_owned(),
                    fs::read(&path).expect("readable"),
                )),
            }
        }
    }
    found.sort();
    found
}

/// The rows of a CSV table as cells, header first.
pub fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .map(|record| record.expect("even rows").iter().map(str::to_owned).collect())
        .collect()
}

/// The cells of one column.
pub fn column(csv: &str, name: &str) -> Vec<String> {
    let rows = rows(csv);
    let place = rows[0].iter().position(|cell| cell == name).expect("the column is there");
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

/// Two plans of two districts as an edited table.
pub const TABLE: &str = "\
plan,jurisdiction,year,section1,number,part,title,role,mention,unit,kind,function
east,东区,2031,一、手续,1,1,网上办理,lead,东区政务局,东区政务局,department,government-services
east,东区,2031,一、手续,1,1,网上办理,support,东区财政局,东区财政局,department,finance
east,东区,2031,一、手续,2,1,减少材料,lead,东区政务局,东区政务局,department,government-services
east,东区,2031,一、手续,2,1,减少材料,lead,东区财政局,东区财政局,department,finance
east,东区,2031,一、手续,2,1,减少材料,support,各镇街,各镇街,collective,
west,西区,2031,一、服务,1,1,上门服务,lead,西区财政局,西区财政局,department,finance
west,西区,2031,一、服务,1,1,上门服务,responsible,西区政务局,西区政务局,department,government-services
";

/// Tables for `--only`, where pictures would only take time.
pub const TABLES: &str = "assignments,measures,units,load,overlap,significance,hotspots,sections,\
                          position,inequality,alignment,rebalance,frontier,findings,diagnostics";

/// A small plan in running text.
pub const PLAN: &str = "\
东区优化办事环境工作方案

一、简化手续

1.推行网上办理。年底前全部事项可在网上办理。（牵头单位：区政务局；配合单位：区财政局、区商务局）

2.减少申报材料。申报材料减少三成以上。（牵头单位：区财政局；配合单位：区政务局）
";
