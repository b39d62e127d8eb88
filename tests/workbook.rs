//! The workbook read back: every figure is the tables', every text is text.

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use respgraph::exports::{Cell, Column, ColumnKind, Table, coded, cut_titles, plan_name, written};
use respgraph::pipeline::results::Results;
use respgraph::pipeline::scopes::Choice;
use respgraph::pipeline::takeaways::workbook;
use respgraph::pipeline::{ReadOptions, Reading, TableName, read};
use respgraph::text::Lang;
use respgraph::units::function_name;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::LazyLock;

/// Row of the headers of a sheet; above it stand the title and how to read it.
const HEADER: usize = 2;

const CHINESE: [&str; 13] = [
    "总览",
    "单位工作量",
    "工作量图",
    "措施清单",
    "责任关系",
    "共同牵头",
    "协同热点",
    "方案比较",
    "调整建议",
    "调整前后",
    "调整取舍",
    "待核对",
    "单位名称",
];
const ENGLISH: [&str; 13] = [
    "Overview",
    "Load per unit",
    "Load charts",
    "Measures",
    "Responsibilities",
    "Co-leads",
    "Hotspots",
    "Comparison",
    "Proposals",
    "Loads after",
    "Trade-off",
    "To check",
    "Unit names",
];

fn seeds() -> Reading {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds");
    read(&[folder], &ReadOptions::default()).expect("the seeds are read")
}

fn made(reading: &Reading, lang: Lang) -> (Results<'_>, Vec<u8>) {
    static CHOICE: LazyLock<Choice> = LazyLock::new(Choice::default);
    let results = Results::new(reading, &CHOICE, lang).expect("all plans");
    let bytes = workbook(&results, &[]).expect("a workbook");
    (results, bytes)
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("calamine opens it")
}

/// Rows of a sheet as written: numbers in their shortest form, texts as they are.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let range: Range<Data> = open(bytes).worksheet_range(name).expect(name);
    let text = |cell: &Data| match cell {
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{name}: {other:?} is neither a number nor text"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn english(column: &Column) -> String {
    let words = column.name.replace('_', " ");
    words[..1].to_uppercase() + &words[1..]
}

/// A cell as the workbook says it in English: codes in words, cut titles with their sign.
fn said(cell: &Cell, column: &Column, cut: &BTreeMap<String, String>) -> String {
    let Cell::Text(text) = cell else { return value(cell, column.kind) };
    let each = |parts: &str, word: &dyn Fn(&str) -> String| {
        text.split(parts).map(word).collect::<Vec<_>>()
    };
    match column.name {
        "title" => cut.get(text).unwrap_or(text).clone(),
        "function" => function_name(text, Lang::En),
        "functions" | "usual" | "lacks" | "adds" => {
            each(";", &|id| function_name(id, Lang::En)).join("、")
        }
        "evidence" => each("、", &|code| coded("evidence", code, Lang::En).to_owned()).join("、"),
        name => coded(name, text, Lang::En).to_owned(),
    }
}

fn value(cell: &Cell, kind: ColumnKind) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Empty => String::new(),
        other => written(other, kind).parse::<f64>().expect("a number").to_string(),
    }
}

/// Asserts that a sheet holds the rows of a table in the columns both have; how many that are.
fn assert_equal(results: &Results<'_>, bytes: &[u8], name: &str, table: &Table) -> usize {
    let (lang, cut) = (results.lang(), cut_titles(results.assignments()));
    // Words that the workbook says differently on purpose.
    let reworded = |column: &Column| match lang {
        Lang::En => matches!(column.name, "plan" | "group") || column.name.starts_with("measures"),
        Lang::Zh => column.kind == ColumnKind::Text,
    };
    let header = |column: &Column| match lang {
        Lang::En => english(column),
        Lang::Zh => column.zh.to_owned(),
    };
    let rows = sheet(bytes, name);
    let common: Vec<(usize, usize)> = table
        .columns()
        .iter()
        .enumerate()
        .filter(|(_, column)| column.kind != ColumnKind::Text || !reworded(column))
        .filter_map(|(at, column)| {
            Some((at, rows[HEADER].iter().position(|h| *h == header(column))?))
        })
        .collect();
    let mut shown: Vec<Vec<&str>> = rows[HEADER + 1..]
        .iter()
        .map(|row| common.iter().map(|&(_, at)| row[at].as_str()).collect())
        .collect();
    let columns = table.columns();
    let expected: Vec<Vec<String>> = table
        .rows()
        .map(|row| common.iter().map(|&(at, _)| said(&row[at], &columns[at], &cut)).collect())
        .collect();
    let mut expected: Vec<Vec<&str>> =
        expected.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    shown.sort();
    expected.sort();
    assert_eq!(shown.len(), expected.len(), "{name}: rows");
    for (shown, expected) in shown.iter().zip(&expected) {
        assert_eq!(shown, expected, "{name}");
    }
    common.len()
}

#[test]
fn every_sheet_has_the_figures_of_its_table() {
    let reading = seeds();
    for (lang, names) in [(Lang::Zh, CHINESE), (Lang::En, ENGLISH)] {
        let (results, bytes) = made(&reading, lang);
        assert_eq!(open(&bytes).sheet_names(), names);
        let principals = results.table(TableName::Overlap);
        let at = principals.column("shared_principals").expect("a column");
        let pairs = principals.filter(|row| row[at] != Cell::Integer(0));
        for (place, table, least) in [
            (1, results.table(TableName::Load), 11),
            (3, results.table(TableName::Measures), 3),
            (4, results.table(TableName::Assignments), 2),
            (5, pairs, 7),
            (6, results.table(TableName::Hotspots), 8),
            (7, results.table(TableName::Alignment), 3),
            (8, results.table(TableName::Rebalance), 6),
            (9, results.table(TableName::RebalanceLoads), 3),
            (11, results.check_table(), 1),
            (12, results.table(TableName::Units), 1),
        ] {
            let common = assert_equal(&results, &bytes, names[place], &table);
            assert!(common >= least, "{}: only {common} columns compared", names[place]);
        }
    }
}

#[test]
fn the_overview_counts_what_the_tables_hold() {
    let reading = seeds();
    let (results, bytes) = made(&reading, Lang::Zh);
    let rows = sheet(&bytes, "总览");
    let figure = |name: &str| {
        let row = rows.iter().find(|row| row[0] == name);
        row.unwrap_or_else(|| panic!("no {name}"))[1].clone()
    };
    let all = results.assignments();
    assert_eq!(figure("措施"), all.measures.len().to_string());
    assert_eq!(figure("责任分工"), all.rows.len().to_string());
    let units = results.table(TableName::Units);
    let kind = units.column("kind").expect("a column");
    let named = units.filter(|row| row[kind] != "collective".into());
    assert_eq!(figure("单位"), named.height().to_string());
    let moves = results.table(TableName::Rebalance).height();
    assert_eq!(figure("建议调整牵头的措施"), moves.to_string());
    assert_eq!(figure("待核对"), results.check_table().height().to_string());

    let inequality = results.table(TableName::Inequality);
    let at = |name| inequality.column(name).expect("a column");
    let row = inequality
        .rows()
        .find(|row| {
            row[at("plan")] == "all".into()
                && row[at("load")] == "fractional_lead".into()
                && row[at("zeros")] == "yes".into()
        })
        .expect("the row of all plans");
    let gini = written(&row[at("gini")], ColumnKind::Number(6));
    assert_eq!(figure("牵头的基尼系数"), gini.parse::<f64>().expect("a number").to_string());

    // Each plan in one line, and a line that leads to every other sheet.
    for plan in &all.plans {
        let name = plan_name(&all.plans, &plan.id);
        assert!(rows.iter().any(|row| row[0] == name), "{name}");
    }
    for name in &CHINESE[1..] {
        assert!(rows.iter().any(|row| row[0] == *name), "{name}");
    }
}

#[test]
fn charts_stand_beside_the_figures_of_the_load_table() {
    let reading = seeds();
    let (results, bytes) = made(&reading, Lang::Zh);
    let load = results.table(TableName::Load);
    let [plan, unit, lead] = ["plan", "unit", "lead"].map(|n| load.column(n).expect("a column"));
    let rows = sheet(&bytes, "工作量图");
    for id in ["yuzhong-2021", "wansheng-2021"] {
        let name = plan_name(&results.assignments().plans, id);
        let heading = rows.iter().position(|row| row[0] == name).expect("a heading");
        let first = &rows[heading + 2];
        let of_plan = load.filter(|row| row[plan] == id.into());
        assert_eq!(first[0], value(&of_plan.cell(0, unit), ColumnKind::Text));
        assert_eq!(first[1], value(&of_plan.cell(0, lead), ColumnKind::Integer));
    }
}

#[test]
fn the_same_plans_give_the_same_bytes() {
    let reading = seeds();
    assert!(made(&reading, Lang::Zh).1 == made(&reading, Lang::Zh).1);
    let mut paths = reading.paths.clone();
    paths.reverse();
    let again = read(&paths, &ReadOptions::default()).expect("the seeds are read");
    assert!(made(&reading, Lang::Zh).1 == made(&again, Lang::Zh).1);
}

#[test]
fn text_stays_text_and_what_is_cut_is_said() {
    let long = "长".repeat(40_000);
    let table = format!(
        "plan,number,title,role,mention,quote\n\
         甲,1,=1+1,lead,=HYPERLINK(1),'=cmd\n\
         甲,2,+a\u{1}b,support,@甲局,\"两\n行\tx\u{b}\"\n\
         甲,3,-2,lead,＝乙局,_x0041_\n\
         甲,4,四,lead,丙局,{long}\n"
    );
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("t.csv");
    std::fs::write(&path, table).expect("written");
    let reading = read(&[path], &ReadOptions::default()).expect("read");
    assert_eq!(reading.assignments.rows.len(), 4, "{:?}", reading.notes);
    let (_, bytes) = made(&reading, Lang::Zh);

    let mut book = open(&bytes);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("readable");
        assert!(formulas.used_cells().all(|(_, _, f)| f.is_empty()), "{name} has a formula");
    }
    let rows = sheet(&bytes, "责任关系");
    let at = |header: &str| rows[HEADER].iter().position(|h| h == header).expect("a header");
    let column = |header| rows[HEADER + 1..].iter().map(move |row| row[at(header)].as_str());
    let titles: BTreeSet<_> = column("事项").collect();
    assert_eq!(titles, BTreeSet::from(["=1+1", "+ab", "-2", "四"]));
    let mentions: BTreeSet<_> = column("原文名称").collect();
    assert_eq!(mentions, BTreeSet::from(["=HYPERLINK(1)", "@甲局", "＝乙局", "丙局"]));
    let quotes: Vec<_> = column("原文").collect();
    assert!(quotes.contains(&"两\n行 x"), "{:?}", &quotes[..3]);
    let cut = quotes.iter().max_by_key(|quote| quote.len()).expect("four rows");
    assert_eq!(cut.encode_utf16().count(), 32_767);
    assert!(cut.ends_with("已截断；全文见 tables 文件夹）"), "{}", &cut[cut.len() - 60..]);
}

#[test]
fn one_plan_without_leads_still_makes_a_workbook() {
    let table = "plan,number,title,role,mention\n甲,1,一,support,甲局\n";
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("t.csv");
    std::fs::write(&path, table).expect("written");
    let reading = read(&[path], &ReadOptions::default()).expect("read");
    let (_, bytes) = made(&reading, Lang::Zh);
    let rows = sheet(&bytes, "调整建议");
    assert_eq!(rows.len(), HEADER + 1, "a header and no proposal");
    assert!(rows[1][0].contains("没有调整建议"), "{}", rows[1][0]);
    assert!(sheet(&bytes, "方案比较")[1][0].contains("没有可比的行"));
}

#[test]
fn parts_of_one_title_can_be_told_apart_among_the_proposals() {
    let reading = seeds();
    let (_, bytes) = made(&reading, Lang::Zh);
    let rows = sheet(&bytes, "调整建议");
    let at = |header: &str| rows[HEADER].iter().position(|h| h == header).expect("a header");
    let told: Vec<_> = ["方案", "编号", "分项", "事项"].map(at).to_vec();
    let named: Vec<Vec<&str>> = rows[HEADER + 1..]
        .iter()
        .map(|row| told.iter().map(|&c| row[c].as_str()).collect())
        .collect();
    let all: BTreeSet<_> = named.iter().collect();
    assert_eq!(all.len(), named.len(), "each proposal is another measure");
    assert!(named.iter().filter(|row| row[3].starts_with("提升“双随机")).count() > 2);
}

#[test]
fn people_read_names_and_words_and_no_ids_or_codes() {
    let reading = seeds();
    let (results, bytes) = made(&reading, Lang::Zh);
    for (name, columns) in [
        ("总览", vec!["方案", "地区"]),
        ("单位工作量", vec!["范围", "类别"]),
        ("协同热点", vec!["方案", "牵头情况"]),
        ("单位名称", vec!["类别", "职能"]),
    ] {
        let rows = sheet(&bytes, name);
        let header = rows.iter().position(|row| columns.iter().all(|c| row.iter().any(|h| h == c)));
        let header = header.unwrap_or_else(|| panic!("{name} has {columns:?}"));
        for column in columns {
            let at = rows[header].iter().position(|h| h == column).expect("found above");
            for row in rows[header + 1..].iter().take_while(|row| !row[at].is_empty()) {
                assert!(!row[at].contains(|c: char| c.is_ascii_lowercase()), "{name}: {}", row[at]);
            }
        }
    }
    // A title that is no heading but first words says that it goes on.
    let cut = cut_titles(results.assignments());
    assert!(!cut.is_empty());
    let titles: BTreeSet<String> = sheet(&bytes, "措施清单")
        .into_iter()
        .flatten()
        .filter(|cell| cell.ends_with('…'))
        .collect();
    for shown in cut.values() {
        assert!(titles.contains(shown), "{shown}");
    }
}

#[test]
fn pairs_of_one_name_in_plans_of_unknown_places_have_figures_of_their_own() {
    let mut table = "plan,number,title,role,mention\n".to_owned();
    for (plan, measures) in [("p", 2), ("q", 6)] {
        for i in 2..=measures {
            table += &format!("{plan},{i},事项{i},lead,水利局\n");
        }
        table += &format!("{plan},1,事项1,lead,财政局\n{plan},1,事项1,lead,审计局\n");
    }
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("t.csv");
    std::fs::write(&path, table).expect("written");
    let reading = read(&[path], &ReadOptions::default()).expect("read");
    let (_, bytes) = made(&reading, Lang::Zh);
    let rows = sheet(&bytes, "共同牵头");
    let at = |header: &str| rows[HEADER].iter().position(|h| h == header).expect("a header");
    let pairs = || rows[HEADER + 1..].iter().filter(|row| row[at("范围")].starts_with("全部"));
    let expected: BTreeSet<_> = pairs().map(|row| &row[at("偶然时的期望项数")]).collect();
    assert_eq!((pairs().count(), expected.len()), (2, 2), "{rows:?}");
    let charts: BTreeSet<String> = sheet(&bytes, "工作量图").into_iter().flatten().collect();
    assert!(charts.contains("p 财政局") && charts.contains("q 财政局"), "{charts:?}");
}

#[test]
fn a_measure_that_names_nobody_is_no_responsibility() {
    let table =
        "plan,number,title,role,mention\n甲,1,一,lead,甲局\n甲,2,二,,\n甲,3,三,support,甲局\n";
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("t.csv");
    std::fs::write(&path, table).expect("written");
    let reading = read(&[path], &ReadOptions::default()).expect("read");
    let (_, bytes) = made(&reading, Lang::Zh);
    let rows = |name| sheet(&bytes, name).len() - HEADER - 1;
    assert_eq!((rows("责任关系"), rows("措施清单")), (2, 3));
}
