//! Edited tables, as they come and with faults.

#![allow(clippy::unwrap_used)]

use super::*;

fn read(table: &[u8]) -> Noted<Assignments> {
    try_read(table).unwrap()
}

fn try_read(table: &[u8]) -> Result<Noted<Assignments>, TableError> {
    read_said(table, SaidOfPlans::default())
}

fn read_said(table: &[u8], said: SaidOfPlans) -> Result<Noted<Assignments>, TableError> {
    let (words, aliases) = (UnitVocabulary::default(), AliasFile::default());
    read_assignments_csv(table, "t.csv", &words, &aliases, &BTreeSet::new(), said)
}

fn codes(notes: &[Diagnostic]) -> Vec<(&str, u32)> {
    notes.iter().map(|note| (note.code, note.at.line)).collect()
}

const SMALL: &str = "plan,number,title,role,mention\n\
    p,1,甲事,lead,区财政局\n\
    p,1,甲事,配合单位,区税务局\n\
    p,2,乙事,,\n";

#[test]
fn five_columns_are_enough() {
    let got = read(SMALL.as_bytes());
    assert!(got.notes.is_empty(), "{:?}", got.notes);
    let table = got.value;
    assert_eq!((table.plans.len(), table.measures.len(), table.rows.len()), (1, 2, 2));
    assert_eq!(table.measures[0].key, "p:0.1.1");
    assert_eq!((table.plans[0].source.as_str(), table.measures[1].line), ("t.csv", 4));
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(table.rows[1].role, Role::Support);
    assert_eq!(table.unit(table.rows[1].unit).name, "区税务局");
}

#[test]
fn chinese_headers_marks_tabs_and_gb18030_read_the_same() {
    let plain = read(SMALL.as_bytes()).value;
    let chinese = SMALL.replace("plan,number,title,role,mention", "计划,编号,事项,角色,名称");
    let marked = [b"\xEF\xBB\xBF", chinese.as_bytes()].concat();
    assert_eq!(read(&marked).value, plain);
    let tabs = chinese.replace(',', "\t");
    assert_eq!(read(tabs.as_bytes()).value, plain);
    let (gb, _, _) = encoding_rs::GB18030.encode(&chinese);
    assert!(std::str::from_utf8(&gb).is_err());
    assert_eq!(read(&gb).value, plain);
}

#[test]
fn what_is_given_stays() {
    let table = "plan,jurisdiction,year,section1,number,part,measure_id,title,role,mention,unit,kind,function,备注\n\
        p,某区,2021,一、环境,1,2,x:9,甲事,lead,A局,甲部门,party,customs,'=1+1\n\
        p,,,一、环境,1,2,x:9,甲事,support,'-B,,,,'＝甲事\n";
    let got = read(table.as_bytes()).value;
    assert_eq!(got.plans[0].jurisdiction, "某区");
    assert_eq!(got.plans[0].year, Some(2021));
    assert_eq!(got.measures.len(), 1);
    assert_eq!((got.measures[0].key.as_str(), got.measures[0].part), ("x:9", 2));
    let unit = got.unit(got.rows[0].unit);
    assert_eq!(
        (unit.name.as_str(), unit.kind, unit.function.as_str()),
        ("甲部门", UnitKind::Party, "customs")
    );
    assert_eq!(unit.aliases[0].name, "A局");
    assert_eq!(&*got.rows[1].mention, "-B");
    assert_eq!(got.unit(got.rows[1].unit).jurisdiction, "某区");
    assert_eq!(got.extra_columns, ["备注"]);
    let extra: Vec<&str> = got.extra_cells.iter().map(|cells| &*cells[0]).collect();
    assert_eq!(extra, ["=1+1", "＝甲事"]);
}

#[test]
fn faults_are_said_with_column_line_and_word() {
    let table = "plan,number,title,role,mention,year,part,kind\n\
        p,1,甲事,leed,区财政局,,,\n\
        p,1,甲事,lead,,,,\n\
        p,1,甲事,lead,区教委,soon,x,office\n";
    let got = read(table.as_bytes());
    assert_eq!(
        codes(&got.notes),
        [
            ("unknown-role", 2),
            ("empty-mention", 3),
            ("unknown-year", 4),
            ("unknown-part", 4),
            ("unknown-kind", 4)
        ]
    );
    assert!(got.notes[0].message.en.contains("「leed」"), "{}", got.notes[0].message.en);
    assert_eq!((got.value.rows.len(), got.value.measures.len()), (1, 1));
}

#[test]
fn a_table_without_a_needed_column_is_an_error() {
    let fault = |table: &str| try_read(table.as_bytes()).map(|_| ()).unwrap_err();
    let missing = fault("plan,title,mention\np,甲,乙\n");
    assert_eq!(
        missing.to_string(),
        "t.csv, line 1: the table has no column 「number」, 「role」; it has plan, title, mention"
    );
    assert_eq!(missing.to_diagnostic().at.line, 1);
    assert!(matches!(fault(""), TableError::Empty { .. }));
    assert!(matches!(
        fault("plan,plan,number,title,role,mention\n"),
        TableError::RepeatedColumn { .. }
    ));
}

#[test]
fn blank_columns_go_and_columns_of_one_name_are_told_apart() {
    let table = "plan,,number,,title,role,mention,备注,备注,,\n\
        p,,1,,甲事,lead,区财政局,甲,乙,,\n\
        p,,2,,乙事,lead,区财政局,,,丙,\n";
    let got = read(table.as_bytes());
    assert_eq!(got.value.extra_columns, ["备注", "备注~2", "column-10"]);
    let cells: Vec<Vec<&str>> =
        got.value.extra_cells.iter().map(|row| row.iter().map(|cell| &**cell).collect()).collect();
    assert_eq!(cells, [["甲", "乙", ""], ["", "", "丙"]]);
    assert_eq!(codes(&got.notes), [("renamed-column", 1), ("renamed-column", 1)]);
}

#[test]
fn a_lost_quote_and_a_table_without_roles_are_said() {
    let table = "plan,number,title,role,mention\n\
        p,1,\"甲事,lead,区财政局\np,2,乙事,lead,区教委\np,3,丙事,lead,区教委\n";
    let got = read(table.as_bytes());
    assert_eq!(codes(&got.notes), [("open-quote", 2)]);
    assert!(got.notes[0].message.en.starts_with("2 lines"), "{}", got.notes[0].message.en);
    let got = read("plan,number,title,role,mention\np,1,甲事,,\np,2,乙事,,\n".as_bytes());
    assert_eq!(codes(&got.notes), [("table-without-rows", 0)]);
    let long = "plan,number,title,role,mention,quote\np,1,甲事,lead,区财政局,\"一、\n二、\n三\"\n";
    assert!(read(long.as_bytes()).notes.is_empty(), "a cell of several lines is a cell");
}

#[test]
fn plans_without_a_name_of_their_own_get_one() {
    let table = "plan,number,title,role,mention\n\
        all,1,甲事,lead,区财政局\nall,2,甲事,lead,区财政局\nall:东区,1,乙事,lead,区教委\n\
        ,1,丙事,lead,区教委\n,2,丙事,lead,区教委\nallow,1,丁事,lead,区教委\n";
    let got = read(table.as_bytes());
    let ids: Vec<_> = got.value.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids, ["all+", "all:东区+", "allow", "t"]);
    assert_eq!(
        codes(&got.notes),
        [("reserved-plan-name", 2), ("reserved-plan-name", 4), ("empty-plan-name", 5)]
    );
}

#[test]
fn several_names_in_one_cell_are_several_units() {
    let table = "plan,number,title,role,mention,unit,line,备注\n\
        p,1,甲事,lead,区财政局、区教委,,7,甲\n\
        p,1,甲事,support,区水利局,,,\n\
        p,2,乙事,lead,区财政局，严格落实,,,\n\
        p,3,丙事,lead,区林业局、区文旅委,联合专班,,\n\
        p,4,丁事,lead,红帆联线,,,\n";
    let got = read(table.as_bytes());
    let all = &got.value;
    let said: Vec<_> = all.rows.iter().map(|row| (&*row.mention, row.line)).collect();
    assert_eq!(
        said,
        [
            ("区财政局", 7),
            ("区教委", 7),
            ("区水利局", 0),
            ("区财政局", 0),
            ("区林业局、区文旅委", 0),
            ("红帆联线", 0)
        ]
    );
    let names: Vec<_> = all.rows.iter().map(|row| all.unit(row.unit).name.as_str()).collect();
    assert_eq!(names[4..], ["联合专班", "红帆联线"], "what is given stands");
    assert_eq!(all.extra_cells.len(), 6, "each row keeps its cells");
    assert!((&*all.extra_cells[0][0], &*all.extra_cells[1][0]) == ("甲", "甲"));
    assert_eq!(codes(&got.notes), [("not-a-unit", 4)]);
}

#[test]
fn cells_that_cannot_be_used_are_said() {
    let table = "plan,number,title,role,mention,line,how\n\
        p,1,甲事,lead,区财政局,5.0,inline\np,2,乙事,lead,区教委,about 7,typed\np,3,丙事,lead,区教委,-1,\n";
    let got = read(table.as_bytes());
    assert_eq!(codes(&got.notes), [("unknown-line", 3), ("unknown-how", 3), ("unknown-line", 4)]);
    let said: Vec<_> = got.value.rows.iter().map(|row| (row.line, row.how)).collect();
    assert_eq!(said, [(5, How::Inline), (0, How::Row), (0, How::Row)]);
}

#[test]
fn two_kinds_and_two_functions_of_one_unit_are_said_and_most_rows_count() {
    let head = "plan,number,title,role,mention,unit,kind,function\n";
    let row = |n: u32, kind: &str, function: &str| {
        format!("p,{n},事项{n},lead,区财政局,区财政局,{kind},{function}\n")
    };
    let one = row(1, "collective", "customs") + &row(2, "department", "finance");
    let most = row(3, "department", "finance") + &row(4, "department", "");
    let got = read(format!("{head}{one}{most}").as_bytes());
    assert_eq!(codes(&got.notes), [("two-kinds", 2), ("two-functions", 2)]);
    assert!(got.notes[0].done.en.contains("「department」"), "{}", got.notes[0].done.en);
    let unit = &got.value.units[0];
    assert_eq!((unit.kind, unit.function.as_str()), (UnitKind::Department, "finance"));
    let even = read(format!("{head}{}{}", row(1, "zone", ""), row(2, "department", "")).as_bytes());
    assert_eq!(
        (codes(&even.notes), even.value.units[0].kind),
        (vec![("two-kinds", 3)], UnitKind::Zone)
    );
}

#[test]
fn tables_of_assignments_are_told_from_plans() {
    for table in [
        "\u{FEFF}plan,number,title,role,mention\n",
        "计划;编号;事项;角色\n",
        "plan,number,title,mention\r\nx",
        "sep=,\nplan,number,title,role,mention\n",
        "任务分工表,,,,\n\n2031年\nplan,number,title,role,mention\n",
    ] {
        assert!(is_assignments_table(table.as_bytes()), "{table}");
    }
    for plan in [
        "序号\t措施\t牵头单位\t配合单位\n",
        "关于印发工作方案的通知\n",
        "任务分解表\n编号\t名称\t事项\t责任单位\n",
        "",
    ] {
        assert!(!is_assignments_table(plan.as_bytes()), "{plan}");
    }
}

#[test]
fn lines_are_counted_from_the_top_below_a_title_too() {
    let got = read("sep=,\nplan,number,title,role,mention\np,1,甲事,lead,区财政局\n".as_bytes());
    assert_eq!((codes(&got.notes), got.value.rows[0].line), (vec![], 3));
    let got =
        read("任务分工表,,,,\nplan,number,title,role,mention\np,1,甲事,leed,区财政局\n".as_bytes());
    assert_eq!(codes(&got.notes)[0], ("unknown-role", 3));
}

#[test]
fn what_is_said_of_the_plans_fills_what_the_table_leaves_open() {
    let table = "plan,jurisdiction,year,number,title,role,mention\n\
        p,,,1,甲事,lead,区财政局\nq,东区,2031,1,乙事,lead,区财政局\nr,西区,2033,1,丙事,lead,区教委\n";
    let said = SaidOfPlans { jurisdiction: Some("西区"), date: Some("2033-05") };
    let got = read_said(table.as_bytes(), said).unwrap();
    let plans: Vec<_> =
        got.value.plans.iter().map(|plan| (plan.jurisdiction.as_str(), plan.year)).collect();
    assert_eq!(plans, [("西区", Some(2033)), ("东区", Some(2031)), ("西区", Some(2033))]);
    assert_eq!(got.value.unit(got.value.rows[0].unit).jurisdiction, "西区");
    assert_eq!(codes(&got.notes), [("option-not-used", 0), ("option-not-used", 0)]);
    assert!(got.notes[0].message.en.contains("「东区」"), "{}", got.notes[0].message.en);
}
