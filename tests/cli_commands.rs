//! What each command prints, from a small table or plan to the figures.

mod cli_support;

use cli_support::{PLAN, TABLE, column, folder, run};
use std::fs;

#[test]
fn check_lists_findings_and_says_so_by_its_exit_code() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let text = run(dir.path(), &["check", "t.csv", "--format", "table", "--lang", "en"]);
    assert!(text.out.contains("[several-leads]") && text.out.contains("  hint  "), "{}", text.out);
    let csv = run(dir.path(), &["check", "t.csv"]);
    assert!(column(&csv.out, "code").contains(&"several-leads".to_owned()), "{}", csv.out);
    let twice = format!(
        "{TABLE}east,东区,2031,一、手续,1,1,网上办理,support,东区政务局,东区政务局,department,\n"
    );
    let dir = folder(&[("t.csv", twice.as_bytes())]);
    let ended = run(dir.path(), &["check", "t.csv"]);
    assert!(column(&ended.out, "severity").contains(&"error".to_owned()), "{}", ended.out);
    assert_eq!(ended.code, 1, "an error in a plan is no clean check");
}

#[test]
fn compare_shows_who_leads_the_same_measure_elsewhere() {
    let table = "\
plan,jurisdiction,year,section1,number,title,role,mention,function
east,东区,2031,一、手续,1,推行网上办理各类事项,lead,东区政务局,government-services
east,东区,2031,一、手续,2,减少各类申报材料三成,lead,东区财政局,finance
west,西区,2031,一、手续,1,推行网上办理各类事项,lead,西区政务局,government-services
west,西区,2031,一、手续,2,减少各类申报材料三成,lead,西区审计局,audit
";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let all = run(dir.path(), &["compare", "t.csv"]);
    assert_eq!(column(&all.out, "theme"), ["1", "1", "2", "2"], "{}", all.out);
    assert_eq!(column(&all.out, "agreement"), ["same", "same", "split", "split"]);
    let different = run(dir.path(), &["compare", "t.csv", "--different"]);
    assert_eq!(column(&different.out, "leads"), ["东区财政局", "西区审计局"]);
    let years = table.replace("西区,2031", "东区,2032").replace("西区", "东区");
    let dir = folder(&[("t.csv", years.as_bytes())]);
    let changes = run(dir.path(), &["compare", "t.csv", "--changes"]);
    assert_eq!(
        column(&changes.out, "change"),
        ["same", "lead", "added", "dropped"],
        "{}",
        changes.out
    );
}

/// One unit leads three measures; another supports two of them.
const UNFAIR: &str = "\
plan,jurisdiction,number,title,measure_id,role,mention
east,东区,1,甲,e:1,lead,东区政务局
east,东区,1,甲,e:1,support,东区财政局
east,东区,2,乙,e:2,lead,东区政务局
east,东区,2,乙,e:2,support,东区财政局
east,东区,3,丙,e:3,lead,东区政务局
";

#[test]
fn rebalance_proposes_moves_and_follows_wishes() {
    let dir = folder(&[("t.csv", UNFAIR.as_bytes())]);
    let moves = run(dir.path(), &["rebalance", "t.csv", "--lang", "en"]);
    assert_eq!(moves.code, 0, "{}", moves.err);
    assert_eq!(column(&moves.out, "to_unit"), ["东区财政局"]);
    assert_eq!(column(&moves.out, "from_before"), ["3.00"]);
    assert_eq!(column(&moves.out, "why"), ["already-supports"]);
    assert!(moves.err.contains("东区: 2 measures could move, 1 should; highest load 3 → 2"));
    let frontier = run(dir.path(), &["rebalance", "t.csv", "--show", "frontier"]);
    assert_eq!(column(&frontier.out, "peak"), ["3.00", "2.00"]);
    let kept = run(dir.path(), &["rebalance", "t.csv", "--keep", "e:1"]);
    assert_eq!(column(&kept.out, "measure_id"), ["e:2"]);
    let never = run(dir.path(), &["rebalance", "t.csv", "--never", "东区财政局"]);
    assert_eq!(column(&never.out, "measure_id"), Vec::<String>::new());
    let unknown = run(dir.path(), &["rebalance", "t.csv", "--keep", "e:9", "--lang", "en"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("error[unknown-wish]"), "{}", unknown.err);
    let nobody = run(dir.path(), &["rebalance", "t.csv", "--never", "e:3=东区政务局"]);
    assert!(nobody.err.contains("[wish-nobody-else]"), "{}", nobody.err);
}

#[test]
fn an_eligibility_file_widens_and_narrows() {
    let file = "measure_id,unit,allowed\ne:1,东区财政局,no\ne:2,东区财政局,no\n";
    let dir = folder(&[("t.csv", UNFAIR.as_bytes()), ("f.csv", file.as_bytes())]);
    let ended = run(dir.path(), &["rebalance", "t.csv", "--eligible", "f.csv"]);
    assert_eq!(column(&ended.out, "measure_id"), Vec::<String>::new());
    let file = "measure_id,unit\ne:3,东区财政局\n";
    fs::write(dir.path().join("f.csv"), file).expect("written");
    let args = ["rebalance", "t.csv", "--eligible", "f.csv", "--no-supporters"];
    let ended = run(dir.path(), &args);
    assert_eq!(column(&ended.out, "measure_id"), ["e:3"]);
    assert_eq!(column(&ended.out, "why"), ["file-says"]);
}

#[test]
fn units_writes_a_file_of_names_that_comes_back_edited() {
    let plan = PLAN.replace("配合单位：区政务局", "配合单位：区政务服务局");
    let dir = folder(&[("plan.txt", plan.as_bytes())]);
    let listed = run(dir.path(), &["units", "plan.txt", "--aliases", "names.csv"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, ""), "{}", listed.err);
    let path = dir.path().join("names.csv");
    let names = fs::read_to_string(&path).expect("written");
    let place = column(&names, "name").iter().position(|n| n == "区商务局").expect("listed") + 1;
    let edited: Vec<String> = names
        .lines()
        .enumerate()
        .map(|(i, line)| match i == place {
            true => line.replacen("区商务局,区商务局", "区商务局,区财政局", 1),
            false => line.to_owned(),
        })
        .collect();
    assert_ne!(edited.join("\n"), names.trim_end(), "a line was edited");
    fs::write(&path, edited.join("\n") + "\n").expect("written");
    let ended = run(dir.path(), &["extract", "plan.txt", "--units", "names.csv"]);
    let (mentions, units) = (column(&ended.out, "mention"), column(&ended.out, "unit"));
    let place = mentions.iter().position(|mention| mention == "区商务局").expect("printed");
    assert_eq!(units[place], "区财政局", "the person's word counts");
    let missing = run(dir.path(), &["extract", "plan.txt", "--units", "gone.csv"]);
    assert!(missing.code == 2 && missing.err.contains("[unreadable-option]"), "{}", missing.err);
}

#[test]
fn overlap_names_its_null_model_by_column() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let pair = |null: &str| {
        let ended = run(dir.path(), &["overlap", "t.csv", "--plan", "east", "--null", null]);
        let cell = |name| column(&ended.out, name)[0].clone();
        [cell("p_hypergeometric"), cell("p_bicm"), cell("p_fdsm")].map(|cell| !cell.is_empty())
    };
    assert_eq!(pair("none"), [false, false, false]);
    assert_eq!(pair("hypergeometric"), [true, false, false]);
    assert_eq!(pair("bicm"), [true, true, false]);
    assert_eq!(pair("fdsm"), [true, true, true]);
}

#[test]
fn diagrams_are_written_in_the_form_of_their_ending() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    for kind in ["overview", "bipartite", "co-lead", "hotspots", "load", "heat-map", "lorenz"] {
        let ended = run(dir.path(), &["diagram", kind, "t.csv", "-o", "x.svg"]);
        assert_eq!(ended.code, 0, "{kind}: {}", ended.err);
        let svg = fs::read_to_string(dir.path().join("x.svg")).expect("written");
        assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{kind}");
    }
    let args = ["diagram", "unit", "t.csv", "--name", "东区财政局", "-o", "x.dot"];
    assert_eq!(run(dir.path(), &args).code, 0);
    let dot = fs::read_to_string(dir.path().join("x.dot")).expect("written");
    assert!(dot.contains("东区财政局") && dot.contains("graph"));
    let other = run(dir.path(), &["diagram", "load", "t.csv", "-o", "x.jpg", "--lang", "en"]);
    assert!(other.code == 2 && other.err.contains("[unknown-picture-form]"), "{}", other.err);
    let chart = run(dir.path(), &["diagram", "lorenz", "t.csv", "-o", "x.dot", "--lang", "en"]);
    assert_eq!(chart.code, 2, "a chart has no DOT form");
    let unknown = run(dir.path(), &["diagram", "unit", "t.csv", "--name", "无", "-o", "x.svg"]);
    assert!(unknown.code == 2 && unknown.err.contains("[unknown-unit]"), "{}", unknown.err);
}

#[test]
fn analyze_writes_pictures_of_each_plan_and_of_all() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let args = ["analyze", "t.csv", "-o", "out", "--only", "diagrams", "-q"];
    let ended = run(dir.path(), &args);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for name in ["all-overview.svg", "east-co-lead.dot", "west-hotspots.svg", "all-lorenz.svg"] {
        assert!(dir.path().join("out/diagrams").join(name).exists(), "{name}");
    }
}

#[test]
fn bodies_of_plans_without_a_place_are_told_apart_by_plan() {
    let table = "plan,number,title,role,mention\n\
        p,1,甲,lead,财政局\np,2,乙,lead,财政局\np,2,乙,support,教育局\n\
        q,1,甲,lead,财政局\nq,2,乙,lead,财政局\nq,2,乙,support,教育局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let said = run(dir.path(), &["rebalance", "t.csv", "--keep", "财政局", "--lang", "en"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("such as p/财政局"), "{}", said.err);
    let kept = run(dir.path(), &["rebalance", "t.csv", "--keep", "p/财政局"]);
    assert_eq!(kept.code, 0, "{}", kept.err);
    let draw = ["diagram", "unit", "t.csv", "--name", "q/财政局", "-o", "q.svg"];
    assert_eq!(run(dir.path(), &draw).code, 0);
    let groups = run(dir.path(), &["rebalance", "t.csv", "--show", "frontier"]);
    let mut groups = column(&groups.out, "group");
    groups.dedup();
    assert_eq!(groups, ["p", "q"]);
    assert_eq!(run(dir.path(), &["analyze", "t.csv", "-o", "out", "--only", "diagrams"]).code, 0);
    for plan in ["p", "q"] {
        assert!(dir.path().join(format!("out/diagrams/unit-{plan}-财政局.svg")).exists(), "{plan}");
    }
}

#[test]
fn a_role_looked_at_does_not_change_who_answers_for_a_measure() {
    let table = "plan,number,title,role,mention\n\
        p,1,甲,lead,财政局\np,1,甲,responsible,教育局\np,1,甲,responsible,水利局\n\
        p,2,乙,responsible,教育局\np,2,乙,responsible,水利局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let of = |command: &str, role: &str, name: &str| {
        column(&run(dir.path(), &[command, "t.csv", "--role", role]).out, name)
    };
    assert_eq!(of("load", "responsible", "principal"), ["1", "1"], "measure 1 has a lead");
    assert_eq!(of("overlap", "responsible", "shared_principals"), ["1"]);
    let hotspots = |name| of("hotspots", "support", name);
    assert_eq!(hotspots("lead_state"), ["one", "none"]);
    assert_eq!(
        (hotspots("principals"), hotspots("units")),
        (vec!["1".into(), "2".into()], vec!["0".into(), "0".into()])
    );
}

#[test]
fn wishes_that_cannot_be_followed_are_all_said() {
    let lines: String = (0..7).map(|i| format!("x:{i},财政局\n")).collect();
    let file = format!("measure_id,unit\n{lines}");
    let dir = folder(&[("t.csv", TABLE.as_bytes()), ("e.csv", file.as_bytes())]);
    let args = ["rebalance", "t.csv", "--eligible", "e.csv", "--lang", "en"];
    let ended = run(dir.path(), &args);
    assert_eq!(ended.err.matches("warning[wish-unknown]").count(), 7, "{}", ended.err);
    assert!(!ended.err.contains("respgraph check lists"), "{}", ended.err);
}

#[test]
fn top_keeps_the_first_messages_of_each_plan_in_every_form() {
    let one = PLAN.replace("区财政局、区商务局", "");
    let other = one.replace("东区", "西区");
    let dir = folder(&[("a.txt", one.as_bytes()), ("b.txt", other.as_bytes())]);
    let check = |more: &[&str]| {
        run(dir.path(), &[&["check", "a.txt", "b.txt", "--lang", "en"], more].concat()).out
    };
    // A note stands first in each plan; the warning below it is graver.
    let table = check(&["--format", "table"]);
    let codes = |out: &str| -> Vec<String> {
        let codes = out.lines().filter_map(|line| line.split_once('[')?.1.split_once("]:"));
        let mut codes: Vec<_> = codes.map(|(code, _)| code.to_owned()).collect();
        codes.sort();
        codes
    };
    for top in ["1", "2", "3"] {
        let list = check(&["--format", "table", "--top", top]);
        let csv = check(&["--format", "csv", "--top", top]);
        let mut of_csv = column(&csv, "code");
        of_csv.sort();
        assert_eq!(codes(&list), of_csv, "{top}");
        let rows = column(&check(&["--format", "csv"]), "severity");
        let warnings = rows.iter().filter(|severity| *severity == "warning").count();
        let shown = column(&csv, "severity");
        let shown = shown.iter().filter(|severity| *severity == "warning").count();
        assert_eq!(shown, warnings.min(2 * top.parse::<usize>().expect("a number")));
    }
    for file in ["a.txt", "b.txt"] {
        assert!(table.matches(file).count() > 1, "{file} has several messages: {table}");
        let first = check(&["--format", "table", "--top", "1"]);
        assert_eq!(first.matches(&format!("  at    {file}")).count(), 1, "{first}");
    }
}

#[test]
fn a_picture_refuses_what_it_cannot_follow() {
    let dir = folder(&[("t.csv", UNFAIR.as_bytes())]);
    for (kind, more, code) in [
        ("load", &["--plan", "east", "--plan", "west"][..], "several-plans"),
        ("load", &["--name", "东区财政局"], "name-without-unit"),
        ("lorenz", &["--top", "3"], "option-without-use"),
        ("frontier", &["--top", "3"], "option-without-use"),
        ("frontier", &["--collectives"], "option-without-use"),
    ] {
        let ended = run(dir.path(), &[&["diagram", kind, "t.csv", "-o", "x.svg"], more].concat());
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains(&format!("error[{code}]")), "{}", ended.err);
        assert!(!dir.path().join("x.svg").exists());
    }
}

#[test]
fn a_comparison_without_rows_says_why() {
    let head = "plan,jurisdiction,year,number,title,role,mention,function\n";
    let apart = format!(
        "{head}a,东区,2030,1,推行网上办理,lead,财政局,finance\nb,西区,2031,1,建设污水管网,lead,水利局,water\n"
    );
    let alike = format!(
        "{head}a,东区,2030,1,推行网上办理,lead,财政局,finance\nb,西区,2031,1,推行网上办理,lead,财政局,finance\n"
    );
    let dir = folder(&[("apart.csv", apart.as_bytes()), ("alike.csv", alike.as_bytes())]);
    for (args, why) in [
        (["compare", "apart.csv", "--changes"], "no plan follows another"),
        (["compare", "apart.csv", "--different"], "no measure in common"),
        (["compare", "alike.csv", "--different"], "led by different functions"),
    ] {
        let ended = run(dir.path(), &[&args[..], &["--lang", "en"]].concat());
        assert_eq!(ended.code, 0);
        assert!(
            ended.err.contains("note[nothing-to-compare]") && ended.err.contains(why),
            "{}",
            ended.err
        );
    }
}

#[test]
fn every_shell_is_called_as_it_calls_itself() {
    let dir = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = run(dir.path(), &["completions", shell]);
        assert!(ended.code == 0 && ended.out.contains("respgraph"), "{shell}: {}", ended.err);
    }
}

#[test]
fn who_is_responsible_under_a_collective_lead_does_not_answer_for_the_measure() {
    let table = "plan,number,title,role,mention\n\
                 p,1,甲,lead,各镇街\np,1,甲,responsible,区财政局\n\
                 p,2,乙,lead,各镇街\np,2,乙,responsible,区财政局\n\
                 p,3,丙,lead,区水利局\np,3,丙,lead,区林业局\n\
                 p,4,丁,responsible,区财政局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    for collectives in [&["--collectives"][..], &[]] {
        let load = run(dir.path(), &[&["load", "t.csv"], collectives].concat());
        let units = column(&load.out, "unit");
        let row = units.iter().position(|unit| unit == "区财政局").expect("it is there");
        assert_eq!(column(&load.out, "principal")[row], "1", "{}", load.out);
    }
    let check = run(dir.path(), &["check", "t.csv"]);
    assert!(!check.out.contains("overloaded-unit"), "{}", check.out);
    run(dir.path(), &["diagram", "co-lead", "t.csv", "-o", "x.svg"]);
    let picture = fs::read_to_string(dir.path().join("x.svg")).expect("drawn");
    assert!(picture.contains("1 项措施未写明牵头单位"), "{picture}");
}

#[test]
fn check_tells_supporters_only_from_several_responsible_units() {
    let table = "plan,number,title,role,mention\n\
                 p,1,甲,support,区财政局\np,1,甲,support,区林业局\n\
                 p,2,乙,support,区财政局\n\
                 p,3,丙,responsible,各有关单位\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let check = run(dir.path(), &["check", "t.csv"]);
    let messages = column(&check.out, "message").join("\n");
    assert!(messages.contains("第1、2项只列了配合单位"), "{messages}");
    assert!(messages.contains("第3项「丙」没有牵头单位，只由统称「各有关单位」负责"), "{messages}");
    assert!(!messages.contains("几个责任单位"), "{messages}");
}

#[test]
fn only_what_was_drawn_has_a_number_of_draws() {
    let dir = folder(&[("t.csv", TABLE.as_bytes())]);
    let only = ["--only", "significance", "--null", "fdsm"];
    let ended = run(dir.path(), &[&["analyze", "t.csv", "-o", "out"][..], &only].concat());
    let table = fs::read_to_string(dir.path().join("out/tables/significance.csv"));
    let table = table.unwrap_or_else(|e| panic!("{e}: {}", ended.err));
    let [model, layer, draws] = ["null_model", "layer", "draws"].map(|name| column(&table, name));
    let of = |wanted: &str| -> Vec<&str> {
        let rows = (0..model.len()).filter(|&i| model[i] == "fdsm" && layer[i] == wanted);
        rows.map(|i| draws[i].as_str()).collect()
    };
    assert!(!of("any").is_empty() && of("any").iter().all(|draws| draws.is_empty()), "{table}");
    assert!(of("lead-support").iter().all(|draws| *draws == "10000"), "{table}");
}
