//! The READMEs cannot drift from the program: what they show it printing is what it prints, and they
//! name every command, table and kind of picture.
//!
//! In a `console` block a line `$ respgraph …` is run; the lines below must come in its output in this
//! order. A line that ends in `…` gives the start of a line, and `…` alone stands for any lines.
#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use respgraph::pipeline::TableName;
use std::fs;
use std::path::Path;

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// A folder that holds the seeds, to run in.
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir(desk.path().join("seeds")).unwrap();
    for entry in fs::read_dir(root().join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, desk.path().join("seeds").join(path.file_name().unwrap())).unwrap();
    }
    desk
}

/// What a command prints: results, then messages.
fn printed(desk: &Path, arguments: &str) -> String {
    let mut command = Command::cargo_bin("respgraph").unwrap();
    command.current_dir(desk).env_clear().env("LANG", "C.UTF-8").args(arguments.split_whitespace());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "respgraph {arguments}");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

/// The commands of the console blocks, each with the lines shown below it.
fn sessions(text: &str) -> Vec<(String, Vec<String>)> {
    let mut sessions: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside {
            match line.strip_prefix("$ ") {
                Some(command) => sessions.push((command.to_owned(), Vec::new())),
                None => sessions.last_mut().unwrap().1.push(line.to_owned()),
            }
        }
    }
    sessions
}

#[test]
fn the_consoles_show_what_the_program_prints() {
    for name in READMES {
        let desk = desk();
        let mut run = 0;
        for (command, shown) in sessions(&readme(name)) {
            let arguments = ["respgraph ", "cargo run --release -- "]
                .iter()
                .find_map(|start| command.strip_prefix(start));
            let Some(arguments) = arguments else {
                assert_eq!(command, "cargo test", "{name} shows a command that is not ours");
                continue;
            };
            run += 1;
            // Pictures take most of a minute unoptimised, and other tests draw them.
            let part = if arguments.starts_with("analyze") { " --only assignments" } else { "" };
            let printed = printed(desk.path(), &format!("{arguments}{part}"));
            let mut lines = printed.lines();
            for wanted in shown.iter().filter(|line| *line != "…") {
                let found = match wanted.strip_suffix('…') {
                    Some(start) => lines.any(|line| line.starts_with(start.trim_end())),
                    None => lines.any(|line| line == wanted.as_str()),
                };
                assert!(found, "{name}: `{command}` does not print\n{wanted}\nbut\n{printed}");
            }
        }
        assert!(run >= 4, "{name} shows only {run} commands");
    }
}

#[test]
fn every_command_is_described() {
    let desk = desk();
    let help = printed(desk.path(), "--help");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_once(' ').map(|(name, _)| name))
        .filter(|name| !name.is_empty() && *name != "help")
        .collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for name in READMES {
        let text = readme(name);
        for command in &commands {
            let shown = [format!("respgraph {command}"), format!("`{command}")];
            assert!(shown.iter().any(|s| text.contains(s)), "{name} does not tell of `{command}`");
        }
    }
}

#[test]
fn every_table_and_picture_is_named() {
    let desk = desk();
    let help = printed(desk.path(), "diagram --help");
    let kinds: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.contains("Possible values"))
        .skip(1)
        .map_while(|line| line.trim().strip_prefix("- ")?.split_once(':').map(|(kind, _)| kind))
        .collect();
    assert!(kinds.len() >= 9, "{kinds:?}");
    for name in READMES {
        let text = readme(name);
        let tables = TableName::ALL.map(|table| format!("`{}`", table.as_str()));
        for word in tables.into_iter().chain(kinds.iter().map(|kind| format!("`{kind}`"))) {
            assert!(text.contains(&word), "{name} does not name {word}");
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for name in READMES.into_iter().chain(["seeds/README.md"]) {
        let folder = root().join(name).parent().unwrap().to_owned();
        for rest in readme(name).split("](").skip(1) {
            let target = rest.split_once(')').unwrap().0;
            let target = target.split('#').next().unwrap_or(target);
            if !target.is_empty() && !target.starts_with("http") {
                assert!(folder.join(target).exists(), "{name} points to {target}");
            }
        }
    }
}
