//! Plans as text files: encodings, odd layouts and broken text, from the file to the table.
//!
//! These tests stand on recognition (floors 1 to 3) as well as on the command line.

mod cli_support;

use cli_support::{PLAN, column, folder, run};
use std::time::{Duration, Instant};

#[test]
fn a_plan_becomes_assignments_with_their_lines() {
    let dir = folder(&[("plan.txt", PLAN.as_bytes())]);
    let ended = run(dir.path(), &["extract", "plan.txt"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(
        column(&ended.out, "mention"),
        ["区政务局", "区财政局", "区商务局", "区财政局", "区政务局"]
    );
    assert_eq!(column(&ended.out, "role"), ["lead", "support", "support", "lead", "support"]);
    assert_eq!(column(&ended.out, "line"), ["5", "5", "5", "7", "7"]);
    assert_eq!(column(&ended.out, "plan"), ["plan"; 5]);
    assert!(column(&ended.out, "source").iter().all(|source| source == "plan.txt"));
}

#[test]
fn the_encoding_changes_nothing() {
    let (gb, ..) = encoding_rs::GB18030.encode(PLAN);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(PLAN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows = PLAN.replace('\n', "\r\n");
    let utf8 = folder(&[("plan.txt", PLAN.as_bytes())]);
    let expected = run(utf8.path(), &["extract", "plan.txt"]).out;
    for bytes in [&gb[..], &utf16, windows.as_bytes()] {
        let dir = folder(&[("plan.txt", bytes)]);
        let ended = run(dir.path(), &["extract", "plan.txt"]);
        assert_eq!((ended.code, ended.out), (0, expected.clone()));
    }
}

#[test]
fn words_of_a_vocabulary_file_are_added() {
    let plan =
        "东区2024年工作方案\n\n一、服务\n1.开放窗口。（挂帅单位：区教委；责任单位：文明之家）\n";
    let words = "[labels]\nlead = [\"挂帅\"]\n[units]\nstrong = [\"之家\"]\n";
    let dir = folder(&[("plan.txt", plan.as_bytes()), ("words.toml", words.as_bytes())]);
    let ended = run(dir.path(), &["extract", "plan.txt", "--vocabulary", "words.toml"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(column(&ended.out, "unit"), ["区教委", "文明之家"]);
    assert_eq!(column(&ended.out, "role"), ["lead", "responsible"]);
}

/// How much longer ten times the text may take: in proportion it is 10, by the square 100. A ratio, as no
/// two machines are equally fast.
const TEN_TIMES: f64 = 30.0;

/// Whether ten times the text takes not much more than ten times as long.
fn assert_in_proportion(small: Duration, large: Duration) {
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    assert!(ratio < TEN_TIMES, "{small:?} became {large:?}");
}

#[test]
fn many_lines_without_an_end_take_time_in_proportion() {
    let row = "p00001,p00001-1,s1,lead,p00001-u045\n";
    let [small, large] = [6_000, 60_000].map(|rows| {
        let dir = folder(&[("table.csv", row.repeat(rows).as_bytes())]);
        let start = Instant::now();
        let ended = run(dir.path(), &["extract", "table.csv"]);
        assert_eq!(ended.code, 2, "{}", ended.err);
        start.elapsed()
    });
    assert_in_proportion(small, large);
}

#[test]
fn broken_bytes_are_a_warning_and_the_rest_is_read() {
    let mut bytes = PLAN.as_bytes().to_vec();
    bytes.extend_from_slice(b"\xFF\xC0\n");
    let dir = folder(&[("plan.txt", &bytes)]);
    let ended = run(dir.path(), &["extract", "plan.txt", "--lang", "en"]);
    assert!(ended.code == 0 || ended.err.contains("error["), "{}", ended.err);
    assert!(ended.err.contains("[broken-encoding]"), "{}", ended.err);
}

#[test]
fn a_plan_without_responsibility_is_said() {
    let dir = folder(&[("plan.txt", "东区工作总结\n\n一、进展\n全年平稳。\n".as_bytes())]);
    let ended = run(dir.path(), &["analyze", "plan.txt", "-o", "out", "--lang", "en"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("error[no-responsibility]"), "{}", ended.err);
    assert!(!dir.path().join("out").exists());
    let both = folder(&[
        ("none.txt", "东区工作总结\n\n一、进展\n全年平稳。\n".as_bytes()),
        ("plan.txt", PLAN.as_bytes()),
    ]);
    let ended = run(both.path(), &["extract", ".", "--lang", "en"]);
    assert_eq!(ended.code, 1, "written, but one input gave nothing");
    assert_eq!(column(&ended.out, "plan"), ["plan"; 5]);
}

#[test]
fn two_files_of_one_stem_are_two_plans() {
    let other = PLAN.replace("区商务局", "区审计局");
    let dir = folder(&[("a/plan.txt", PLAN.as_bytes()), ("b/plan.txt", other.as_bytes())]);
    let ended = run(dir.path(), &["extract", "."]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let mut plans = column(&ended.out, "plan");
    plans.dedup();
    assert_eq!(plans, ["a-plan", "b-plan"]);
    let mut ids = column(&ended.out, "measure_id");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4, "no two measures share an id");
}

#[test]
fn a_bracket_that_never_closes_is_said_with_its_line() {
    let open = PLAN.replace("区商务局）", "区商务局");
    let dir = folder(&[("plan.txt", open.as_bytes())]);
    let ended = run(dir.path(), &["extract", "plan.txt", "--lang", "en"]);
    assert!(ended.err.contains("[open-bracket]"), "{}", ended.err);
    assert!(ended.err.contains("plan.txt, line 5"), "{}", ended.err);
    assert_eq!(column(&ended.out, "mention").len(), 5, "the names are kept");
}

#[test]
fn a_table_without_a_header_is_said() {
    let table = "东区任务清单\n\n1\t推行网上办理\t区政务局\t区财政局\n2\t减少申报材料\t区财政局\t区政务局\n";
    let dir = folder(&[("plan.txt", table.as_bytes())]);
    let ended = run(dir.path(), &["extract", "plan.txt", "--lang", "en"]);
    assert_ne!(ended.code, 0, "nothing says who leads, and that is not silent");
    assert!(ended.err.contains("[no-header]") || ended.err.contains("[no-responsibility]"));
    assert!(ended.err.contains("plan.txt"), "{}", ended.err);
}

#[test]
fn a_line_of_fifty_megabytes_takes_time_in_proportion() {
    let [small, large] = [5_000_000, 50_000_000].map(|bytes| {
        let mut text = PLAN.to_owned();
        text.push_str("3.补充材料。");
        text.push_str(&"办事环境持续改善，群众更加满意，".repeat(bytes / 48));
        text.push_str("（牵头单位：区审计局）\n");
        assert!(text.len() > bytes);
        let dir = folder(&[("plan.txt", text.as_bytes())]);
        let start = Instant::now();
        let ended = run(dir.path(), &["extract", "plan.txt", "-q"]);
        assert_eq!(ended.code, 0, "{}", &ended.err[..ended.err.len().min(2000)]);
        assert!(column(&ended.out, "mention").contains(&"区审计局".to_owned()));
        start.elapsed()
    });
    assert_in_proportion(small, large);
}

#[test]
fn jurisdiction_and_date_can_be_given() {
    let dir = folder(&[("plan.txt", PLAN.as_bytes())]);
    let args = ["extract", "plan.txt", "--jurisdiction", "南区", "--date", "2033-05"];
    let ended = run(dir.path(), &args);
    assert_eq!(column(&ended.out, "jurisdiction"), ["南区"; 5]);
    assert_eq!(column(&ended.out, "year"), ["2033"; 5]);
    let table = "plan,number,title,role,mention\np,1,甲,lead,区财政局\n";
    std::fs::write(dir.path().join("t.csv"), table).expect("written");
    let args = ["extract", "t.csv", "--jurisdiction", "南区", "--date", "2033-05"];
    let out = run(dir.path(), &args).out;
    assert_eq!(
        (column(&out, "jurisdiction"), column(&out, "year")),
        (vec!["南区".into()], vec!["2033".into()])
    );
    std::fs::write(dir.path().join("own.csv"), out).expect("written");
    let other = run(dir.path(), &["extract", "own.csv", "--jurisdiction", "北区", "--lang", "en"]);
    assert_eq!(column(&other.out, "jurisdiction"), ["南区"]);
    assert!(
        other.err.contains("warning[option-not-used]: column 「jurisdiction」"),
        "{}",
        other.err
    );
}

#[test]
fn an_edited_table_is_a_table_wherever_its_first_page_ends() {
    let header = "计划,编号,事项,角色,名称\n";
    let row = "绿化方案,1,栽植行道树,牵头,县林业局\n";
    // Characters of three bytes: the first 4096 end in each place of one.
    for shift in 0..3 {
        let text = format!("{}{header}{}", "\n".repeat(shift), row.repeat(200));
        let dir = folder(&[("edited.csv", text.as_bytes())]);
        let ended = run(dir.path(), &["extract", "edited.csv"]);
        assert_eq!(column(&ended.out, "unit"), ["县林业局"; 200], "{shift}: {}", ended.err);
    }
}

#[test]
fn the_file_of_names_changes_nothing_when_it_comes_back() {
    let plan =
        |unit: &str| format!("一、修路\n1.养护道路。（牵头单位：{unit}，配合单位：财政局）\n");
    let dir =
        folder(&[("p.txt", plan("市交通局").as_bytes()), ("q.txt", plan("县交通局").as_bytes())]);
    let before = run(dir.path(), &["extract", "p.txt", "q.txt"]);
    let names = run(dir.path(), &["units", "p.txt", "q.txt", "--aliases", "names.csv"]);
    assert_eq!(names.code, 0, "{}", names.err);
    let after = run(dir.path(), &["extract", "p.txt", "q.txt", "--units", "names.csv"]);
    assert_eq!((after.code, after.err.as_str()), (0, ""));
    assert_eq!(after.out, before.out);
}

#[test]
fn a_measure_without_a_unit_stays_beside_a_table() {
    let plan = "石桥县绿化方案\n一、植树\n1.栽植行道树。（牵头单位：县林业局）\n2.补植河岸。\n\n附件\n\
                序号\t任务\t牵头单位\n1\t清理枯枝\t县住建局\n2\t养护古树\t县文旅局\n";
    let dir = folder(&[("plan.txt", plan.as_bytes())]);
    let ended = run(dir.path(), &["analyze", "plan.txt", "-o", "out"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let measures =
        std::fs::read_to_string(dir.path().join("out/tables/measures.csv")).expect("written");
    assert_eq!(column(&measures, "title"), ["栽植行道树", "补植河岸", "清理枯枝", "养护古树"]);
}

#[test]
fn lines_of_one_printed_line_are_told_apart() {
    let records = "[{\"id\":1,\"name\":\"栽植行道树\",\"by\":\"县林业局牵头，县财政局配合\"},\
                   {\"id\":2,\"name\":\"补植河岸\",\"by\":\"县水利局牵头，县财政局配合\"}]";
    let lost_ends = "一、植树Р1.栽植行道树。（牵头单位：县林业局）Р2.补植河岸。（牵头单位：县水利局）\
                     РР甲任务★△Р乙任务△★";
    for (text, units) in [(records, 4), (lost_ends, 2)] {
        let dir = folder(&[("plan.txt", text.as_bytes())]);
        let ended = run(dir.path(), &["extract", "plan.txt"]);
        assert_eq!(column(&ended.out, "unit").len(), units, "{}", ended.out);
        assert_eq!(column(&ended.out, "line"), vec!["1"; units]);
    }
}

#[test]
fn traditional_characters_tell_the_same_of_a_plan() {
    let plan = "臨溪市白沙區人民政府辦公室\n關於印發白沙區2023年工作方案的通知\n\n一、優化服務。（牽頭單位：區財政局）\n";
    let dir = folder(&[("plan.txt", plan.as_bytes())]);
    let ended = run(dir.path(), &["extract", "plan.txt"]);
    assert_eq!(column(&ended.out, "jurisdiction"), ["白沙区"]);
    assert_eq!(column(&ended.out, "unit"), ["區財政局"]);
}

#[test]
fn units_behind_a_label_of_the_user_that_is_no_role_are_said() {
    let plan = "一、修路\n1.养护道路。（牵头单位：县交通局）\n2.清理路面。（牵头单位：县住建局）\n督查机构：县政府督查室\n";
    let words = "[stops]\nother = [\"督查机构\"]\n";
    let dir = folder(&[("plan.txt", plan.as_bytes()), ("words.toml", words.as_bytes())]);
    let ended = run(dir.path(), &["check", "plan.txt", "--vocabulary", "words.toml"]);
    assert!(column(&ended.out, "code").contains(&"unread-role-word".to_owned()), "{}", ended.out);
}

#[test]
fn an_edited_table_of_any_encoding_is_read() {
    let table = "plan,number,title,role,mention\n綠化方案,1,栽植行道樹,lead,縣林業局\n綠化方案,2,補植河岸,lead,縣水利局\n";
    let (big5, ..) = encoding_rs::BIG5.encode(table);
    let utf16: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [big5.into_owned(), utf16] {
        let dir = folder(&[("edited.csv", &bytes)]);
        let ended = run(dir.path(), &["extract", "edited.csv"]);
        assert_eq!(column(&ended.out, "unit"), ["縣林業局", "縣水利局"], "{}", ended.err);
    }
}

#[test]
fn text_without_marks_takes_time_in_proportion() {
    let cell = |length: usize| {
        format!(
            "序号\t任务\t责任单位\n1\t修路\t县交通局\n2\t种树\t{}\n",
            "为加强管理积极".repeat(length)
        )
    };
    let words = |length: usize| {
        format!("序号  任务  责任单位\n1  修路  县交通局\n   {}\n", "十一 ".repeat(length))
    };
    let makers: [&dyn Fn(usize) -> String; 2] = [&cell, &words];
    for text in makers {
        let [small, large] = [2_000, 20_000].map(|length| {
            let dir = folder(&[("plan.txt", text(length).as_bytes())]);
            let start = Instant::now();
            let ended = run(dir.path(), &["extract", "plan.txt", "-q"]);
            let mut units = column(&ended.out, "unit");
            units.retain(|unit| !unit.is_empty()); // a measure that names nobody has a row, too
            assert_eq!(units, ["县交通局"]);
            start.elapsed()
        });
        assert_in_proportion(small, large);
    }
}
