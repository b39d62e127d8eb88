//! What is written and where: formats, folders, full disks, closed pipes.

mod cli_support;

use cli_support::{PLAN, TABLE, TABLES, column, contents, folder, respgraph, rows, run};
use std::fs;
use std::io::Read as _;
use std::process::Stdio;

#[test]
fn analyze_writes_described_tables_and_the_same_bytes_every_time() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let ended =
        run(dir.path(), &["analyze", "t.csv", "-o", "deep/out", "--lang", "en", "--only", TABLES]);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""), "{}", ended.err);
    let out = dir.path().join("deep/out");
    let first = contents(&out);
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("tables/datapackage.json")).expect("there"))
            .expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    assert!(resources.len() >= 12);
    for resource in resources {
        let path = out.join("tables").join(resource["path"].as_str().expect("a path"));
        let bytes = fs::read(&path).expect("every table described is there");
        assert!(bytes.starts_with(b"\xef\xbb\xbf"), "{} has no mark", path.display());
        let text = String::from_utf8(bytes).expect("UTF-8");
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<_> = fields.iter().map(|f| f["name"].as_str().expect("a name")).collect();
        assert_eq!(rows(&text)[0], names, "{}", path.display());
        assert!(fields.iter().all(|f| f["description"].as_str().is_some_and(|d| d.len() > 5)));
    }
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "deep/out", "--only", TABLES]).code, 0);
    let again =
        run(dir.path(), &["analyze", "t.csv", "-o", "deep/out", "--lang", "en", "--only", TABLES]);
    assert_eq!(again.code, 0);
    assert_eq!(contents(&out), first);
}

#[test]
fn the_summary_has_six_lines_in_either_language() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    for (lang, words) in [("zh", "2 份方案"), ("en", "2 plans")] {
        let ended =
            run(dir.path(), &["analyze", "t.csv", "-o", "out", "--lang", lang, "--only", TABLES]);
        assert_eq!(ended.err.lines().count(), 6, "{}", ended.err);
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    let quiet = run(dir.path(), &["analyze", "t.csv", "-o", "out", "-q", "--only", TABLES]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
}

#[test]
fn only_writes_what_is_named_and_takes_away_the_rest_of_an_earlier_run() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", TABLES]).code, 0);
    fs::write(dir.path().join("out/notes.txt"), "mine").expect("written");
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "load,units"]).code, 0);
    let names: Vec<String> = contents(&dir.path().join("out"))
        .iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_eq!(
        names,
        ["notes.txt", "run.json", "tables/datapackage.json", "tables/load.csv", "tables/units.csv"]
    );
    let unknown = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "loads"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("error[unknown-output]"), "{}", unknown.err);
    assert!(unknown.err.contains("hotspots"), "the names are listed: {}", unknown.err);
}

#[test]
fn a_folder_with_other_things_is_left_alone_without_force() {
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("out/thesis.doc", b"mine")]);
    let ended = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", TABLES]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("error[foreign-folder]"), "{}", ended.err);
    assert!(ended.err.contains("「thesis.doc」") && ended.err.contains("--force"), "{}", ended.err);
    assert_eq!(contents(&dir.path().join("out")).len(), 1, "nothing was written");
    assert_eq!(
        run(dir.path(), &["analyze", "t.csv", "-o", "out", "--force", "--only", TABLES]).code,
        0
    );
    assert_eq!(fs::read(dir.path().join("out/thesis.doc")).expect("still there"), b"mine");
    let file = run(dir.path(), &["analyze", "t.csv", "-o", "t.csv", "--force"]);
    assert_eq!(file.code, 2);
    assert!(file.err.contains("error[output-is-a-file]"), "{}", file.err);
}

#[test]
fn edits_in_an_output_folder_are_not_overwritten() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", TABLES]).code, 0);
    let path = dir.path().join("out/tables/assignments.csv");
    let edited = fs::read_to_string(&path).expect("there").replace("网上办理", "网上全部办理");
    fs::write(&path, &edited).expect("written");
    let ended = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", TABLES]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("error[edited-output]"), "{}", ended.err);
    assert_eq!(fs::read_to_string(&path).expect("there"), edited);
    let from = run(
        dir.path(),
        &["analyze", "out/tables/assignments.csv", "-o", "corrected", "--only", TABLES],
    );
    assert_eq!(from.code, 0, "{}", from.err);
    let hotspots = fs::read_to_string(dir.path().join("corrected/tables/hotspots.csv"));
    assert!(hotspots.expect("there").contains("网上全部办理"));
}

#[test]
fn formats_hold_the_same_figures() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let csv = run(dir.path(), &["load", "t.csv", "--plan", "east"]);
    let leads = column(&csv.out, "lead");
    assert_eq!((csv.code, leads), (0, vec!["2".to_owned(), "1".to_owned()]));
    let json = run(dir.path(), &["load", "t.csv", "--plan", "east", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(rows[0]["lead"], 2);
    assert_eq!(rows[0]["fractional_lead"], 1.5);
    let args = ["load", "t.csv", "--plan", "east", "--format", "table", "--lang", "zh"];
    let text = run(dir.path(), &args).out;
    assert!(text.starts_with("方案") && text.contains("东区政务局"), "{text}");
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn files_get_a_mark_and_standard_output_none() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let printed = run(dir.path(), &["extract", "t.csv"]);
    assert!(printed.out.starts_with("plan,"));
    let ended = run(dir.path(), &["extract", "t.csv", "-o", "a.csv"]);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""));
    let written = fs::read(dir.path().join("a.csv")).expect("written");
    assert_eq!(written, [b"\xef\xbb\xbf", printed.out.as_bytes()].concat());
    let args = ["extract", "t.csv", "-o", "gb.csv", "--csv-encoding", "gb18030", "--headers", "zh"];
    assert_eq!(run(dir.path(), &args).code, 0);
    let bytes = fs::read(dir.path().join("gb.csv")).expect("written");
    let (text, _, broken) = encoding_rs::GB18030.decode(&bytes);
    assert!(!broken && text.starts_with("计划,地区"), "{text}");
    let back = run(dir.path(), &["extract", "gb.csv"]);
    assert_eq!(back.out, printed.out, "a table with Chinese headers comes back");
}

#[test]
fn extract_gives_back_what_it_read_and_keeps_columns_beyond_ours() {
    let lines: Vec<String> = TABLE
        .lines()
        .enumerate()
        .map(|(i, line)| format!("{line},{}", if i == 0 { "备注" } else { "=1+1" }))
        .collect();
    let dir = folder(&[("t.csv", (lines.join("\n") + "\n").as_bytes())]);
    let first = run(dir.path(), &["extract", "t.csv", "-o", "one.csv"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let one = fs::read_to_string(dir.path().join("one.csv")).expect("written");
    assert_eq!(column(&one, "备注"), vec!["'=1+1"; 7], "kept, and safe in a spreadsheet");
    assert_eq!(run(dir.path(), &["extract", "one.csv", "-o", "two.csv"]).code, 0);
    let two = fs::read_to_string(dir.path().join("two.csv")).expect("written");
    assert_eq!(one, two);
}

#[test]
fn top_and_plan_cut_rows() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let ended = run(dir.path(), &["load", "t.csv", "--top", "1"]);
    assert_eq!(column(&ended.out, "plan"), ["east", "west", "all"]);
    let unknown = run(dir.path(), &["load", "t.csv", "--plan", "north", "--lang", "en"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("hint  there are: all, east, west"), "{}", unknown.err);
}

#[test]
fn roles_functions_and_collectives_change_the_scope() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let leads = run(dir.path(), &["overlap", "t.csv", "--plan", "east", "--role", "lead"]);
    assert_eq!(column(&leads.out, "shared_measures"), ["1"]);
    let by = run(dir.path(), &["load", "t.csv", "--plan", "all", "--by", "function"]);
    assert_eq!(column(&by.out, "unit"), ["finance", "government-services"]);
    let hot = run(dir.path(), &["hotspots", "t.csv", "--plan", "east"]);
    assert_eq!(column(&hot.out, "units"), ["2", "2"]);
    let hot = run(dir.path(), &["hotspots", "t.csv", "--plan", "east", "--collectives"]);
    assert_eq!(column(&hot.out, "units"), ["3", "2"]);
}

#[test]
fn a_full_disk_is_said() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    if !std::path::Path::new("/dev/full").exists() {
        println!("skipped: no /dev/full here");
        return;
    }
    let ended = run(dir.path(), &["extract", "t.csv", "-o", "/dev/full", "--lang", "en"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("error[disk-full]: the disk is full"), "{}", ended.err);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("respgraph"))
        .args(["extract", "t.csv", "--lang", "en"])
        .current_dir(dir.path())
        .stdout(full)
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[disk-full]"));
}

/// Needs the right to mount; where it is missing the test says so.
#[test]
fn a_full_disk_leaves_no_half_written_folder() {
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("small/x", b"")]);
    let small = dir.path().join("small");
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"])
        .arg(&small)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        println!("skipped: this user may not mount");
        return;
    }
    let ended = run(dir.path(), &["analyze", "t.csv", "-o", "small/out", "--lang", "en"]);
    let left = contents(&small);
    let unmounted = std::process::Command::new("umount").arg(&small).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("error[disk-full]"), "{}", ended.err);
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut table = TABLE.to_owned();
    for i in 3..4000 {
        table += &format!(
            "east,东区,2031,一、手续,{i},1,事项{i},lead,东区政务局,东区政务局,department,\n"
        );
    }
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("respgraph"))
        .args(["extract", "t.csv"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut first = [0; 5];
    child.stdout.take().expect("piped").read_exact(&mut first).expect("some output");
    let output = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn messages_follow_the_language_of_plans_and_the_wish() {
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("empty.txt", b"")]);
    let zh = run(dir.path(), &["load", "t.csv", "empty.txt"]);
    assert!(zh.err.contains("错误[empty-file]") && zh.err.contains("  位置  empty.txt"));
    let en = run(dir.path(), &["load", "t.csv", "empty.txt", "--lang", "en"]);
    assert!(en.err.contains("error[empty-file]"));
    assert!(!en.err.contains('\u{1b}'), "no colour where there is no terminal");
    let _ = respgraph(dir.path());
}

#[test]
fn help_shows_examples_and_generated_pages_come_out() {
    let dir = folder(&[]);
    for command in ["analyze", "extract", "check", "load", "overlap", "hotspots", "units"] {
        let help = run(dir.path(), &[command, "--help"]);
        assert!(help.code == 0 && help.out.contains(&format!("respgraph {command} ")), "{command}");
    }
    let man = run(dir.path(), &["man"]);
    assert!(man.code == 0 && man.out.contains(".TH respgraph") && man.out.contains("HOTSPOTS"));
    for shell in ["bash", "zsh", "fish"] {
        let script = run(dir.path(), &["completions", shell]);
        assert!(script.code == 0 && script.out.contains("hotspots"), "{shell}");
    }
    assert_eq!(run(dir.path(), &["load"]).code, 2, "no input named");
    let date = run(dir.path(), &["load", "x", "--date", "soon"]);
    assert!(date.code == 2 && date.err.contains("error[bad-date]"), "{}", date.err);
}

#[test]
fn a_folder_that_is_read_is_never_written_into() {
    let dir = folder(&[("plans/t.csv", TABLE.as_bytes())]);
    for args in [
        &["analyze", "plans", "-o", "plans", "--force"][..],
        &["analyze", "plans/", "-o", "./plans"],
    ] {
        let ended = run(dir.path(), args);
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains("[output-is-input]"), "{}", ended.err);
    }
    assert_eq!(contents(dir.path()).len(), 1, "nothing was written");
}

#[test]
fn an_output_without_assignments_says_what_to_do() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "load"]).code, 0);
    let ended = run(dir.path(), &["load", "out", "--lang", "en"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("error[output-without-assignments]"), "{}", ended.err);
    assert!(ended.err.contains("with assignments among --only"), "{}", ended.err);
}

#[test]
fn the_validated_core_is_filled_where_overlaps_were_tested() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    for (null, tested) in [("bicm", true), ("none", false)] {
        let args = ["analyze", "t.csv", "-o", "out", "--only", "position", "--null", null];
        assert_eq!(run(dir.path(), &args).code, 0);
        let table = fs::read_to_string(dir.path().join("out/tables/position.csv")).expect("text");
        let core = column(&table, "validated_core");
        assert!(core.iter().all(|cell| cell.is_empty() != tested), "{null}: {core:?}");
    }
}

#[test]
fn an_ending_that_promises_another_form_is_refused_and_a_dash_is_standard_output() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    for file in ["x.xlsx", "x.parquet"] {
        let ended = run(dir.path(), &["load", "t.csv", "-o", file]);
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains("[unknown-table-form]"), "{}", ended.err);
        assert_eq!(run(dir.path(), &["load", "t.csv", "-o", file, "--format", "csv"]).code, 0);
    }
    let dash = run(dir.path(), &["load", "t.csv", "-o", "-"]);
    assert_eq!((dash.code, dash.out), (0, run(dir.path(), &["load", "t.csv"]).out));
    let folder = run(dir.path(), &["analyze", "t.csv", "-o", "-"]);
    assert!(folder.code == 2 && folder.err.contains("[output-is-no-folder]"), "{}", folder.err);
    assert!(!dir.path().join("-").exists());
    let date = run(dir.path(), &["load", "t.csv", "--date", "2021-02-31"]);
    assert!(date.code == 2 && date.err.contains("[bad-date]"), "{}", date.err);
}

#[test]
fn only_takes_names_with_blanks_between_them() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let ended = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "load, overlap"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let help = run(dir.path(), &["analyze", "--help"]).out;
    assert!(help.contains("`report`"), "{help}");
}

#[test]
fn the_record_of_a_run_has_the_words_of_the_options() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    for (encoding, headers) in [("utf8-bom", "en"), ("utf8", "zh"), ("gb18030", "en")] {
        let style = ["--csv-encoding", encoding, "--headers", headers];
        let args = [&["analyze", "t.csv", "-o", "out", "--only", "load"][..], &style].concat();
        assert_eq!(run(dir.path(), &args).code, 0);
        let record = fs::read_to_string(dir.path().join("out/run.json")).expect("text");
        assert!(record.contains(&format!("\"csv_encoding\": \"{encoding}\"")), "{record}");
        assert!(record.contains(&format!("\"headers\": \"{headers}\"")), "{record}");
    }
}

#[test]
fn a_name_too_long_for_a_file_name_is_cut() {
    let long = "局".repeat(120);
    let table = format!("plan,number,title,role,mention\n{long},1,甲,lead,区{long}\n");
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let ended = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "diagrams"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(dir.path().join("out/diagrams").is_dir());
}

#[test]
fn a_folder_without_tables_has_no_description_of_them() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let ended = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "graph"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(dir.path().join("out/graph.graphml").is_file());
    assert!(!dir.path().join("out/tables").exists());
}

#[test]
fn one_of_a_thing_is_said_in_the_singular() {
    let table = "plan,number,title,role,mention,\np,1,甲,lead,区财政局,own\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let args = ["analyze", "t.csv", "-o", "out", "--only", "report,workbook", "--lang", "en"];
    let ended = run(dir.path(), &args);
    assert!(ended.err.contains("(1 note: respgraph check lists it)"), "{}", ended.err);
    let html = fs::read_to_string(dir.path().join("out/report.html")).expect("the page");
    assert!(html.contains("most leads first (1 unit)"));
    assert!(html.contains("The only measure has one clear lead"));
    for wrong in ["1 units", "1 measures", "1 plans", "1 sections"] {
        assert!(!html.contains(wrong), "{wrong}");
    }
}

#[test]
fn no_input_is_written_onto() {
    let files: [(&str, &[u8]); 5] = [
        ("p.txt", PLAN.as_bytes()),
        ("copy.txt", PLAN.as_bytes()),
        ("t.csv", TABLE.as_bytes()),
        ("names.csv", "name,unit\n区政务局,区政务局\n".as_bytes()),
        ("wishes.csv", b"measure_id,unit\n"),
    ];
    let dir = folder(&files);
    assert_eq!(
        run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "assignments"]).code,
        0
    );
    let before = contents(dir.path());
    for args in [
        "extract p.txt -o p.txt",
        "extract . -o ./copy.txt",
        "check p.txt -o p.txt --format table",
        "check p.txt -o ../DIR/p.txt",
        "load t.csv -o t.csv",
        "load p.txt --units names.csv -o names.csv",
        "rebalance t.csv --eligible wishes.csv -o wishes.csv",
        "units p.txt --aliases p.txt",
        "units p.txt --aliases new.csv -o ./new.csv",
        "units p.txt --units names.csv --aliases names.csv -o names.csv",
        "analyze out/tables/assignments.csv -o out",
        "analyze out/tables/assignments.csv -o out --force",
    ] {
        let name = dir.path().file_name().expect("a folder").to_string_lossy();
        let args = args.replace("DIR", &name);
        let args: Vec<&str> = args.split(' ').chain(["--lang", "en"]).collect();
        let ended = run(dir.path(), &args);
        assert_eq!(ended.code, 2, "{args:?}: {}", ended.err);
        let said = ["error[output-is-input]", "error[one-file-for-two]"];
        assert!(said.iter().any(|said| ended.err.contains(said)), "{args:?}: {}", ended.err);
        assert!(ended.err.contains("  done  nothing was written"), "{}", ended.err);
        assert_eq!(contents(dir.path()), before, "{args:?}");
    }
}

#[test]
fn the_file_of_names_grows_and_keeps_what_a_person_put_there() {
    let names = "jurisdiction,name,unit,kind,function,备注\n\
                 东区,区商务局,区财政局,,,已合并\n西区,区粮食局,区粮食和储备局,,,不在本方案\n";
    let dir = folder(&[("p.txt", PLAN.as_bytes()), ("names.csv", names.as_bytes())]);
    let args = ["units", "p.txt", "--units", "names.csv", "--aliases", "names.csv"];
    let ended = run(dir.path(), &args);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let after = fs::read_to_string(dir.path().join("names.csv")).expect("written");
    let [names, units, own] = ["name", "unit", "备注"].map(|name| column(&after, name));
    assert_eq!(names, ["区政务局", "区财政局", "区商务局", "区粮食局"], "{after}");
    assert_eq!(units, ["区政务局", "区财政局", "区财政局", "区粮食和储备局"]);
    assert_eq!(own, ["", "", "已合并", "不在本方案"]);
    assert_eq!(run(dir.path(), &args).code, 0);
    assert_eq!(fs::read_to_string(dir.path().join("names.csv")).expect("there"), after);
}
