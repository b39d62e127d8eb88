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
