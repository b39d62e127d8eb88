//! Inputs that are missing, broken or odd: each gets a message that says what, where, what was done
//! and what to do, the right exit code, and nothing is lost or half-written.

mod cli_support;

use cli_support::{PLAN, TABLE, TABLES, column, contents, folder, respgraph, run};
use std::fs;

/// A message in the shape `severity[code]: … / at / done / hint`.
fn assert_message(err: &str, start: &str, at: &str) {
    let found = err.find(start).unwrap_or_else(|| panic!("no 「{start}」 in:\n{err}"));
    let message: Vec<&str> = err[found..].lines().take(4).collect();
    assert!(message[1].starts_with("  at    ") && message[1].contains(at), "{message:?}");
    assert!(message[2].starts_with("  done  "), "{message:?}");
    assert!(message[3].starts_with("  hint  "), "{message:?}");
}

/// The same where no honest advice is to be had.
fn assert_message_without_hint(err: &str, start: &str, at: &str) {
    let found = err.find(start).unwrap_or_else(|| panic!("no 「{start}」 in:\n{err}"));
    let message: Vec<&str> = err[found..].lines().take(3).collect();
    assert!(message[1].starts_with("  at    ") && message[1].contains(at), "{message:?}");
    assert!(message[2].starts_with("  done  "), "{message:?}");
}

#[test]
fn an_empty_file_is_skipped_and_said() {
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("empty.txt", b"")]);
    let ended = run(dir.path(), &["load", "t.csv", "empty.txt", "--lang", "en"]);
    assert_eq!(ended.code, 1);
    assert_message(&ended.err, "error[empty-file]: the file is empty", "empty.txt");
    assert!(column(&ended.out, "unit").contains(&"东区政务局".to_owned()), "the rest is kept");
}

#[test]
fn a_folder_without_plans_leaves_nothing_written() {
    let dir = folder(&[("none/README.md", b"x"), ("none/.hidden", b"x")]);
    let ended = run(dir.path(), &["analyze", "none", "-o", "out"]);
    assert_eq!(ended.code, 2);
    assert_message(&ended.err, "error[folder-without-plans]", "none");
    assert!(ended.err.contains("error[nothing-to-analyze]"), "{}", ended.err);
    assert!(!dir.path().join("out").exists());
}

#[test]
fn a_path_that_is_not_there_is_said() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let ended = run(dir.path(), &["load", "gone.txt", "t.csv", "--lang", "en"]);
    assert_eq!(ended.code, 1);
    assert_message(&ended.err, "error[no-such-file]: there is no such file", "gone.txt");
}

#[cfg(unix)]
#[test]
fn a_path_that_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("secret.txt", b"x")]);
    let secret = dir.path().join("secret.txt");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("set");
    if fs::read(&secret).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let ended = run(dir.path(), &["load", "secret.txt", "t.csv", "--lang", "en"]);
    assert_eq!(ended.code, 1);
    assert_message(&ended.err, "error[unreadable]: reading it is not permitted", "secret.txt");
}

#[test]
fn files_that_are_no_text_are_named_and_skipped() {
    let cases: [(&str, &[u8], &str); 7] = [
        ("a.txt", b"PK\x03\x04 a zipped office file", "error[office-file]"),
        ("b.txt", b"%PDF-1.7 x", "error[pdf-file]"),
        ("c.txt", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 x", "error[old-office-file]"),
        ("d.txt", b"\x89PNG\r\n\x1a\n", "error[picture]"),
        ("e.txt", &[0, 1, 2, 3, 0, 0, 7, 9, 0, 0, 0, 1], "error[no-text]"),
        ("f.txt", b"<!-- saved --><div><p>1.x</p><p>2.y</p></div>", "error[web-page]"),
        (
            "g.txt",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>",
            "error[old-office-file]",
        ),
    ];
    for (name, bytes, start) in cases {
        let dir = folder(&[("t.csv", TABLE.as_bytes()), (name, bytes)]);
        let ended = run(dir.path(), &["load", name, "t.csv", "--lang", "en"]);
        assert_eq!(ended.code, 1, "{name}");
        assert_message(&ended.err, start, name);
        assert_eq!(ended.err.matches("error[").count(), 1, "one message each: {}", ended.err);
    }
}

#[test]
fn a_file_given_twice_counts_once() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let once = run(dir.path(), &["load", "t.csv"]);
    let twice = run(dir.path(), &["load", "t.csv", "./t.csv", "."]);
    assert_eq!((twice.code, &twice.out), (0, &once.out));
    let check = run(dir.path(), &["check", "t.csv", "./t.csv"]);
    assert_eq!(column(&check.out, "code").iter().filter(|c| *c == "given-twice").count(), 1);
}

#[test]
fn a_copy_counts_once_and_is_a_warning() {
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("u.csv", TABLE.as_bytes())]);
    let once = run(dir.path(), &["load", "t.csv"]);
    let both = run(dir.path(), &["load", "t.csv", "u.csv", "--lang", "en"]);
    assert_eq!((both.code, &both.out), (0, &once.out));
    assert!(both.err.contains("warning[same-content]"), "{}", both.err);
    assert_eq!(run(dir.path(), &["load", "t.csv", "u.csv", "--strict"]).code, 1);
}

#[test]
fn a_table_without_a_needed_column_says_which() {
    let dir = folder(&[("t.csv", b"plan,number,title,mention\np,1,x,y\n")]);
    let ended = run(dir.path(), &["load", "t.csv", "--lang", "en"]);
    assert_eq!(ended.code, 2);
    assert_message(&ended.err, "error[missing-column]: no column 「role」", "t.csv, line 1");
}

#[test]
fn an_unknown_role_leaves_its_row_out_and_says_where() {
    let dir = folder(&[("t.csv", TABLE.replacen("support", "boss", 1).as_bytes())]);
    let ended = run(dir.path(), &["extract", "t.csv", "--lang", "en"]);
    assert_eq!(ended.code, 1);
    assert_message(&ended.err, "error[unknown-role]", "t.csv, line 3");
    assert!(ended.err.contains("「boss」"), "{}", ended.err);
    assert_eq!(column(&ended.out, "role").len(), 6, "six of seven rows are left");
}

#[test]
fn standard_input_is_read_from_a_dash() {
    let dir = folder(&[]);
    let output = respgraph(dir.path())
        .args(["load", "-", "--format", "csv"])
        .write_stdin(TABLE)
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("东区政务局"));
}

#[test]
fn the_order_of_inputs_changes_nothing() {
    let (east, west): (Vec<&str>, Vec<&str>) =
        TABLE.lines().skip(1).partition(|line| line.starts_with("east"));
    let head = TABLE.lines().next().expect("a header");
    let table = |rows: Vec<&str>| format!("{head}\n{}\n", rows.join("\n"));
    let dir = folder(&[("b.csv", table(east).as_bytes()), ("a.csv", table(west).as_bytes())]);
    for (args, out) in [(["a.csv", "b.csv"], "one"), (["b.csv", "a.csv"], "two")] {
        let ended = run(dir.path(), &["analyze", args[0], args[1], "-o", out, "--only", TABLES]);
        assert_eq!(ended.code, 0, "{}", ended.err);
    }
    assert_eq!(contents(&dir.path().join("one")), contents(&dir.path().join("two")));
}

#[test]
fn an_output_folder_stands_for_its_assignments_and_is_not_read_as_a_plan() {
    let dir = folder(&[("plans/t.csv", TABLE.as_bytes())]);
    assert_eq!(run(dir.path(), &["analyze", "plans", "-o", "plans/out", "--only", TABLES]).code, 0);
    let before = run(dir.path(), &["load", "plans/t.csv"]).out;
    assert_eq!(run(dir.path(), &["load", "plans"]).out, before, "its output is passed over");
    assert_eq!(run(dir.path(), &["load", "plans/out"]).out, before, "named, it is read");
}

#[test]
fn a_table_with_blank_columns_and_two_of_one_name_is_read() {
    let dir = folder(&[(
        "t.csv",
        "plan,,number,,title,role,mention,备注,备注\np,,1,,甲事,lead,区财政局,甲,乙\n".as_bytes(),
    )]);
    let ended = run(dir.path(), &["extract", "t.csv"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(
        (column(&ended.out, "备注"), column(&ended.out, "备注~2")),
        (vec!["甲".into()], vec!["乙".into()])
    );
    let analyze = run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", TABLES]);
    assert_eq!(analyze.code, 0, "{}", analyze.err);
}

#[test]
fn a_plan_in_two_tables_counts_once_and_a_corrected_copy_goes_before_an_output() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", TABLES]).code, 0);
    let corrected = TABLE.replace("lead,东区财政局,东区财政局", "support,东区财政局,东区财政局");
    fs::write(dir.path().join("corrected.csv"), &corrected).expect("written");
    let alone = run(dir.path(), &["load", "corrected.csv"]);
    for args in [["load", "out", "corrected.csv"], ["load", "corrected.csv", "out"]] {
        let both = run(dir.path(), &[&args[..], &["--lang", "en"]].concat());
        assert_eq!((both.code, &both.out), (0, &alone.out));
        assert_message(&both.err, "warning[plan-in-two-tables]", "out/tables/assignments.csv");
        assert!(both.err.contains("another table too: 「corrected.csv」"), "{}", both.err);
    }
}

#[test]
fn a_plan_and_its_own_table_of_the_same_stem_count_once() {
    let dir = folder(&[("m/a.txt", PLAN.as_bytes())]);
    assert_eq!(run(dir.path(), &["extract", "m/a.txt", "-o", "m/a.csv"]).code, 0);
    let alone = run(dir.path(), &["load", "m/a.csv"]);
    let both = run(dir.path(), &["load", "m", "--lang", "en"]);
    assert_eq!((both.code, &both.out), (0, &alone.out));
    assert_message_without_hint(&both.err, "warning[plan-in-table]", "m/a.txt");
    assert!(!both.err.contains("one-stem"), "{}", both.err);
}

#[test]
fn what_is_skipped_or_says_nothing_is_no_plan() {
    let unassigned = "plan,number,title,role,mention\nwest,1,栽植行道树,,\n";
    let files: [(&str, &[u8]); 4] = [
        ("p.txt", PLAN.as_bytes()),
        ("x.docx", b"PK\x03\x04 a zipped office file"),
        ("letter.txt", "各位同事：\n大家好。\n".as_bytes()),
        ("unassigned.csv", unassigned.as_bytes()),
    ];
    let dir = folder(&files);
    let tables = |inputs: &[&str], out: &str| {
        let args = [&["analyze"], inputs, &["-o", out, "--only", TABLES, "--lang", "en"]].concat();
        let ended = run(dir.path(), &args);
        let table = |name: &str| {
            fs::read_to_string(dir.path().join(format!("{out}/tables/{name}.csv")))
                .expect("written")
        };
        (ended, ["load", "inequality", "overlap"].map(table), table("diagnostics"))
    };
    let (_, alone, _) = tables(&["p.txt"], "one");
    let (ended, more, noted) = tables(&["p.txt", "x.docx", "letter.txt"], "two");
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("1 plan, 2 measures"), "{}", ended.err);
    assert_eq!(more, alone);
    let codes = column(&noted, "code");
    assert!(codes.contains(&"office-file".into()) && codes.contains(&"no-responsibility".into()));
    let ended = run(dir.path(), &["check", "p.txt", "letter.txt"]);
    assert!(column(&ended.out, "code").contains(&"no-responsibility".into()), "{}", ended.out);
    let (ended, _, _) = tables(&["p.txt", "unassigned.csv"], "three");
    assert!(ended.err.contains("2 plans, 3 measures"), "a measure makes a plan: {}", ended.err);
}

#[test]
fn utf16_without_its_mark_is_read_like_any_text() {
    let units = |bytes: &[u8]| {
        let dir = folder(&[("p.txt", bytes)]);
        let ended = run(dir.path(), &["extract", "p.txt"]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended.out
    };
    let plan = PLAN.replace("\n\n", "\n\u{3000}\n");
    let plain = units(plan.as_bytes());
    let little: Vec<u8> = plan.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = plan.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!((units(&little), units(&big)), (plain.clone(), plain));
}

#[test]
fn measures_that_name_nobody_survive_the_way_through_the_table() {
    let plan = format!(
        "{PLAN}\n3.完善制度。定期通报情况。\n\n二、服务\n\n4.补充材料。\n5.上门服务。（配合单位：区财政局）\n"
    );
    let dir = folder(&[("p.txt", plan.as_bytes())]);
    let ended = run(dir.path(), &["extract", "p.txt", "-o", "t.csv"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let table = fs::read_to_string(dir.path().join("t.csv")).expect("written");
    assert_eq!(column(&table, "number"), ["1", "1", "1", "2", "2", "3", "4", "5"]);
    let nobody = ["", "", "", "", "", "", "", "p.txt", "9", ""];
    let row = &cli_support::rows(&table)[6];
    assert_eq!(row[9..], nobody, "no role, no name, but its line");
    for args in
        [["load", "p.txt"], ["overlap", "p.txt"], ["hotspots", "p.txt"], ["extract", "p.txt"]]
    {
        let (of_plan, of_table) =
            (run(dir.path(), &args).out, run(dir.path(), &[args[0], "t.csv"]).out);
        assert_eq!(of_plan, of_table, "{}", args[0]);
    }
    let findings = |input: &str| {
        let out = run(dir.path(), &["check", input]).out;
        ["code", "message", "measures"].map(|name| column(&out, name))
    };
    assert_eq!(findings("p.txt"), findings("t.csv"));
    assert!(findings("t.csv")[2].contains(&"p:1.3.1;p:2.4.1".to_owned()));
    let args = ["analyze", "t.csv", "-o", "out", "--only", "assignments,workbook", "--lang", "en"];
    let ended = run(dir.path(), &args);
    assert!(ended.err.contains("1 plan, 5 measures, 6 assignments"), "{}", ended.err);
}
