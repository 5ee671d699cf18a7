//! The data of the books: all of them read, and a slip in one is refused where it stands.

use law::Law;

use super::super::{Books, Row};

const GOOD: &str = "no = \"07\"\ntitle = \"Sổ\"\nshort = \"Sổ\"\ngroup = \"G\"\npaper = \"a4\"\nrow = \"act\"\nenters = [\"case.initiated\"]\n\n[[column]]\nno = 1\nlabel = \"STT\"\nkind = \"number\"\nsource = \"stt\"\n";

fn refused(text: &str) -> String {
    match Books::parse(Law::embedded(), &[("x.toml", text)]) {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_registers_01_to_36_and_66_are_there_with_every_column_of_the_template() {
    let counts = [
        ("01", 15),
        ("02", 28),
        ("03", 9),
        ("04", 17),
        ("05", 10),
        ("06", 37),
        ("07", 16),
        ("08", 13),
        ("09", 14),
        ("10", 21),
        ("11", 22),
        ("12", 24),
        ("13", 7),
        ("14", 17),
        ("15", 15),
        ("16", 12),
        ("17", 6),
        ("18", 7),
        ("19", 11),
        ("20", 17),
        ("21", 25),
        ("22", 39),
        ("23", 20),
        ("24", 11),
        ("25", 27),
        ("26", 18),
        ("27", 11),
        ("28", 11),
        ("29", 14),
        ("30", 14),
        ("31", 12),
        ("32", 14),
        ("33", 12),
        ("34", 12),
        ("35", 12),
        ("36", 12),
        ("66", 12),
    ];
    for (no, columns) in counts {
        let book = Books::embedded().named(no).unwrap();
        assert_eq!(book.columns.len(), columns, "book {no}");
    }
    let total: usize = counts.iter().map(|(_, columns)| columns).sum();
    assert_eq!(
        (total, Books::embedded().all().len()),
        (594, 38),
        "and the watch of suspended cases"
    );
}

#[test]
fn what_no_fact_tells_is_said_to_have_no_source() {
    let book = Books::embedded().named("06").unwrap();
    let silent: Vec<u8> = book
        .columns
        .iter()
        .filter(|c| !c.has_source())
        .map(|c| c.no)
        .collect();
    assert!(silent.contains(&30), "QĐ áp giải has no act: {silent:?}");
    assert!(!silent.contains(&10), "QĐ phê chuẩn lệnh tạm giam has one");
    assert_eq!(book.sourced() + silent.len(), 37);
    assert_eq!(book.row, Row::Document);
}

#[test]
fn a_slip_in_the_data_is_refused_with_its_file_and_line() {
    assert_eq!(refused(GOOD), "nothing");
    for (from, to, place, why) in [
        (
            "case.initiated",
            "case.begun",
            "line 7",
            "“case.begun” is no act of the catalogue",
        ),
        (
            "\"stt\"",
            "\"acts case.begun\"",
            "line 13",
            "“case.begun” is no act of the catalogue",
        ),
        (
            "\"stt\"",
            "\"stt + field colour\"",
            "line 13",
            "“colour” is no field of the act",
        ),
        (
            "\"stt\"",
            "\"field sheets of case.initiated\"",
            "line 13",
            "“sheets” is no field of the act",
        ),
        (
            "\"stt\"",
            "\"clock NOSUCH\"",
            "line 13",
            "no limit is of the family “NOSUCH”",
        ),
        (
            "\"stt\"",
            "\"acts custody.released where issuer_kind XYZ\"",
            "line 13",
            "“XYZ” is no choice of “issuer_kind”",
        ),
        (
            "\"stt\"",
            "\"party colour\"",
            "line 13",
            "a person is not described by “colour”",
        ),
        (
            "\"stt\"",
            "\"people nobody\"",
            "line 13",
            "“nobody” is no role",
        ),
        (
            "\"stt\"",
            "\"nth one case.initiated\"",
            "line 13",
            "does not begin with a number",
        ),
        (
            "\"stt\"",
            "\"charges of entry\"",
            "line 13",
            "“charges” takes nothing after it",
        ),
        (
            "\"stt\"",
            "\"field note of entry after\"",
            "line 13",
            "cannot stand with “after”",
        ),
        ("\"stt\"", "\"guess\"", "line 13", "“guess” is no source"),
        (
            "no = 1\n",
            "no = 2\n",
            "line 9",
            "column 2 stands where 1 belongs",
        ),
        ("\"number\"", "\"colour\"", "line 12", "unknown variant"),
    ] {
        let said = refused(&GOOD.replacen(from, to, 1));
        assert!(
            said.contains("x.toml") && said.contains(place) && said.contains(why),
            "{to}: {said}"
        );
    }
}
