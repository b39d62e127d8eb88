//! The file of names, written, edited and read back.

use super::*;

fn read(text: &str) -> Noted<AliasFile> {
    AliasFile::read(text.as_bytes(), "units.csv").expect("a table with names")
}

#[test]
fn what_is_written_is_read_back() {
    let line = |name: &str, function: Option<&str>, evidence| AliasLine {
        jurisdiction: "江口区".to_owned(),
        name: name.to_owned(),
        unit: "区财政局".to_owned(),
        kind: Some(UnitKind::Department),
        function: function.map(str::to_owned),
        mentions: 3,
        evidence,
        extra: Vec::new(),
    };
    let file = AliasFile::new(vec![
        line("=区财政局", Some("finance"), Some(Evidence::Exact)),
        line("财政\"局,", Some(""), Some(Evidence::Typo)),
        line("区财", None, None),
    ]);
    let bytes = file.to_csv();
    assert!(
        bytes.starts_with(
            b"\xEF\xBB\xBFjurisdiction,name,unit,kind,function,mentions,evidence,sure\n"
        )
    );
    let got = AliasFile::read(&bytes, "units.csv").expect("our own table");
    assert!(got.notes.is_empty());
    assert_eq!(got.value, file);
}

#[test]
fn one_column_is_enough_and_faults_are_said() {
    let got = read("名称,单位,类别\n红帆联线,,\n,区财政局,\n甲局,甲,office\n甲局,乙,\n");
    let codes: Vec<_> = got.notes.iter().map(|note| (note.code, note.at.line)).collect();
    assert_eq!(codes, [("alias-without-name", 3), ("unknown-kind", 4), ("alias-twice", 5)]);
    assert_eq!(got.value.lines().len(), 2);
    assert_eq!(&*got.value.find(("任何区", ""), "甲局").expect("known").unit, "甲");
    assert!(got.value.find(("任何区", ""), "乙局").is_none());
    let missing = AliasFile::read("unit\n甲\n".as_bytes(), "units.csv");
    assert!(matches!(missing, Err(TableError::MissingColumn { .. })));
}

#[test]
fn what_a_person_put_into_the_file_stays() {
    let earlier = read(
        "jurisdiction,name,unit,备注\n\
         东区,甲局,甲,=问过\n\
         东区,老局,老,已撤销\n\
         ,省厅,省某厅,各地通用\n\
         ,街道办,,\n",
    );
    let line = |place: &str, name: &str, unit: &str| AliasLine {
        jurisdiction: place.to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        ..AliasLine::default()
    };
    let run = AliasFile::new(vec![
        line("东区", "甲局", "甲"),
        line("东区", "省厅", "省某厅"),
        line("东区", "街道办", "某街道办"),
        line("东区", "新局", "新局"),
    ]);
    let kept = run.keeping(&earlier.value);
    let said: Vec<[&str; 3]> =
        kept.lines().iter().map(|l| [&*l.jurisdiction, &*l.name, &*l.unit]).collect();
    assert_eq!(
        said,
        [
            ["东区", "甲局", "甲"],
            ["东区", "街道办", "某街道办"],
            ["东区", "新局", "新局"],
            ["东区", "老局", "老"],
            ["", "省厅", "省某厅"],
            ["", "街道办", ""],
        ]
    );
    let written = String::from_utf8(kept.to_csv()).expect("UTF-8");
    assert!(written.lines().next().is_some_and(|header| header.ends_with("sure,备注")));
    assert!(written.contains("yes,'=问过\n") && written.contains("yes,已撤销\n"), "{written}");
    assert_eq!(AliasFile::read(written.as_bytes(), "u.csv").expect("ours").value, kept);
}
