//! The lines of the books, one life at a time.

use serde_json::json;

use super::{Story, a_case, book, who};
use crate::books::lines;
use law::Law;

/// A cell by line and column, both from 1.
fn cell(table: &[Vec<String>], line: usize, column: usize) -> &str {
    &table[line - 1][column - 1]
}

#[test]
fn the_investigation_register_has_a_line_of_the_case_and_one_under_it_for_each_accused() {
    let story = a_case()
        .of(
            "A",
            "residence_ban.ordered",
            "2026-05-12",
            "30/L-CSĐT",
            json!({ "from": "2026-05-12", "to": "2026-07-12" }),
        )
        .act(
            "investigation.demanded",
            "2026-05-13",
            "31/YC-VKSKV3",
            json!({ "request_items": "Làm rõ nguồn gốc xe." }),
        );
    let table = story.table("07");
    assert_eq!(table.len(), 3);
    assert!(
        cell(&table, 1, 4).contains("số 11/QĐ-CSĐT ngày 08/05/2026"),
        "{table:#?}"
    );
    assert_eq!(
        cell(&table, 1, 9),
        "Số 31/YC-VKSKV3 ngày 13/05/2026; Làm rõ nguồn gốc xe."
    );
    assert!(cell(&table, 2, 2).starts_with("Thái Doãn Lâm\nsinh 03/02/1990\nXã Nà Sản"));
    assert!(cell(&table, 2, 4).contains("12/QĐ-CSĐT") && !cell(&table, 2, 4).contains("11/QĐ"));
    assert!(cell(&table, 2, 3).contains("khoản 2 Điều 173 BLHS"));
    assert_eq!(
        cell(&table, 2, 10),
        "Cấm đi khỏi nơi cư trú, từ 12/05/2026 đến 12/07/2026"
    );
    assert_eq!(
        cell(&table, 3, 10),
        "",
        "the other accused is under no measure"
    );
    let law = Law::embedded();
    let days: Vec<String> = lines(law, book("07"), &story.0)
        .iter()
        .map(|line| line.on.to_string())
        .collect();
    assert_eq!(
        days, ["2026-05-08"; 3],
        "who is charged later still stands under the case"
    );
    let counted: Vec<bool> = lines(law, book("07"), &story.0)
        .iter()
        .map(|line| line.is_counted)
        .collect();
    assert_eq!(counted, [true, false, false]);
}

#[test]
fn a_unit_that_takes_the_case_over_has_its_lines_too_while_it_is_investigated() {
    let taken = |day: &str, more: Story| {
        let mut story = more.act("case.prosecutor_assigned", day, "1/QĐ-VKS", json!({}));
        story.0.last_mut().unwrap().unit = "P68".to_owned();
        story
    };
    let law = Law::embedded();
    let units = |story: &Story| -> Vec<(String, String)> {
        lines(law, book("07"), &story.0)
            .iter()
            .map(|line| (line.unit.to_owned(), line.on.to_string()))
            .collect()
    };
    let before = taken("2026-06-01", a_case());
    assert_eq!(units(&before).len(), 6);
    assert_eq!(
        units(&before)[3],
        ("P68".to_owned(), "2026-06-01".to_owned())
    );
    let concluded = a_case().act("investigation.concluded", "2026-05-30", "9/KLĐT", json!({}));
    assert_eq!(
        units(&taken("2026-06-01", concluded)).len(),
        3,
        "it stands in the books of prosecution"
    );
}

#[test]
fn each_suspension_is_a_line_with_only_what_followed_it() {
    let story = a_case()
        .of(
            "A",
            "investigation.suspended",
            "2026-06-10",
            "40/QĐ-CSĐT",
            json!({ "ground": "khong_ro_noi_o" }),
        )
        .of("A", "wanted.issued", "2026-06-11", "41/QĐ-CSĐT", json!({}))
        .of(
            "A",
            "investigation.resumed",
            "2026-07-01",
            "42/QĐ-CSĐT",
            json!({}),
        )
        .of(
            "A",
            "investigation.suspended",
            "2026-08-02",
            "43/QĐ-CSĐT",
            json!({ "ground": "benh" }),
        );
    let table = story.table("08");
    assert_eq!(table.len(), 2);
    assert_eq!(cell(&table, 1, 7), "Số 40/QĐ-CSĐT ngày 10/06/2026");
    assert_eq!(cell(&table, 1, 8), "Không biết rõ bị can đang ở đâu");
    assert!(cell(&table, 1, 9).contains("41/QĐ-CSĐT"));
    assert!(cell(&table, 1, 12).contains("42/QĐ-CSĐT"));
    assert_eq!(
        (cell(&table, 2, 7), cell(&table, 2, 12)),
        ("Số 43/QĐ-CSĐT ngày 02/08/2026", "")
    );
    assert!(cell(&table, 1, 2).contains("Thái Doãn Lâm"));
}

#[test]
fn the_watch_holds_only_what_stands_suspended_and_invents_no_limitation() {
    let suspended = a_case()
        .act(
            "expert.ordered",
            "2026-06-01",
            "39/QĐ-CSĐT",
            json!({ "request_items": "Giám định số khung." }),
        )
        .act(
            "investigation.suspended",
            "2026-06-10",
            "40/QĐ-CSĐT",
            json!({ "ground": "giam_dinh" }),
        );
    let table = suspended.table("td");
    assert_eq!(table.len(), 1, "{:#?}", suspended.table("08"));
    assert!(
        cell(&table, 1, 6).starts_with("cần kiểm tra")
            && cell(&table, 1, 6).contains("xảy ra 01/05/2026")
    );
    assert!(cell(&table, 1, 7).contains("39/QĐ-CSĐT"));
    let answered = suspended.clone().act(
        "expert.concluded",
        "2026-06-30",
        "50/KL",
        json!({ "conclusion": "Số khung bị đục." }),
    );
    assert_eq!(cell(&answered.table("td"), 1, 7), "");
    // What the prosecutor worked out stands as theirs, with the day on which to look again.
    let watched = suspended.clone().act(
        "matter.watch_set",
        "2026-06-11",
        "",
        json!({ "remind_on": "2026-09-01", "limitation_to": "2041-05-01" }),
    );
    let table = watched.table("td");
    assert_eq!(cell(&table, 1, 6), "01/05/2041 (Kiểm sát viên tính)");
    assert_eq!(cell(&table, 1, 12), "01/09/2026");
    let resumed = suspended.act(
        "investigation.resumed",
        "2026-07-01",
        "42/QĐ-CSĐT",
        json!({}),
    );
    assert_eq!(
        (resumed.table("td").len(), resumed.table("08").len()),
        (0, 1)
    );
}

#[test]
fn a_number_book_has_one_line_for_a_persons_papers_of_a_day() {
    let story = a_case()
        .of(
            "A",
            "detention.ordered",
            "2026-05-12",
            "5/L-CSĐT",
            json!({ "from": "2026-05-12", "to": "2026-07-12" }),
        )
        .of(
            "A",
            "detention.approved",
            "2026-05-13",
            "22/QĐ-VKSKV3",
            json!({}),
        )
        .of(
            "A",
            "residence_ban.ordered",
            "2026-05-13",
            "23/L-VKSKV3",
            json!({}),
        )
        .of(
            "B",
            "residence_ban.ordered",
            "2026-05-13",
            "24/L-VKSKV3",
            json!({}),
        );
    let table = story.table("06");
    assert_eq!(table.len(), 2);
    assert_eq!(cell(&table, 1, 10), "Số 22/QĐ-VKSKV3 ngày 13/05/2026");
    assert!(cell(&table, 1, 22).contains("23/L-VKSKV3") && !cell(&table, 1, 22).contains("24/L"));
    assert!(cell(&table, 2, 1).contains("Lò Văn Panh"));
    let approvals = story.table("02");
    assert!(
        approvals
            .iter()
            .any(|line| line[3].contains("20/QĐ-VKSKV3")),
        "{approvals:#?}"
    );
}

#[test]
fn a_fact_that_was_taken_back_stands_in_no_book() {
    let story = a_case()
        .of(
            "A",
            "detention.approved",
            "2026-05-13",
            "22/QĐ-VKSKV3",
            json!({}),
        )
        .of(
            "A",
            "detention.approved",
            "2026-05-14",
            "23/QĐ-VKSKV3",
            json!({}),
        )
        .replacing(9);
    let table = story.table("06");
    assert_eq!(table.len(), 1);
    assert_eq!(cell(&table, 1, 10), "Số 23/QĐ-VKSKV3 ngày 14/05/2026");
}

#[test]
fn a_report_stands_in_the_register_of_receipt_only_when_the_procuracy_received_it() {
    let body = json!({ "report_kind": "tin_bao", "summary": "Đánh bạc." });
    let theirs = Story::default().act("report.received", "2026-05-04", "", body.clone());
    assert_eq!((theirs.table("03").len(), theirs.table("04").len()), (0, 1));
    let mut ours = theirs;
    ours.0[0].issuer = Some("VKSND khu vực 3".to_owned());
    let table = ours.table("03");
    assert_eq!(
        (cell(&table, 1, 2), cell(&table, 1, 4)),
        ("04/05/2026", "Đánh bạc.")
    );
}

#[test]
fn persons_in_custody_have_their_two_extensions_in_two_columns() {
    let extension = |from: &str, to: &str| json!({ "from": from, "to": to });
    let story = a_case()
        .of(
            "A",
            "person.arrested",
            "2026-05-05T09:00",
            "",
            json!({ "arrest_kind": "qua_tang" }),
        )
        .of(
            "A",
            "custody.decided",
            "2026-05-05T10:00",
            "1/QĐ-CSĐT",
            json!({ "from": "2026-05-05T10:00", "to": "2026-05-08T10:00", "reason": "Ngăn trốn." }),
        )
        .of(
            "A",
            "custody.extended",
            "2026-05-08T08:00",
            "2/QĐ-CSĐT",
            extension("2026-05-08T10:00", "2026-05-11T10:00"),
        )
        .of(
            "A",
            "custody.extended",
            "2026-05-11T08:00",
            "3/QĐ-CSĐT",
            extension("2026-05-11T10:00", "2026-05-14T10:00"),
        );
    let table = story.table("21");
    assert_eq!(table.len(), 1, "only who was arrested");
    assert!(cell(&table, 1, 3).starts_with("09 giờ 00 phút ngày 05/05/2026"));
    assert_eq!(cell(&table, 1, 4), "Phạm tội quả tang");
    assert_eq!(cell(&table, 1, 7), "Ngăn trốn.");
    assert!(cell(&table, 1, 8).contains("2/QĐ-CSĐT") && cell(&table, 1, 9).contains("3/QĐ-CSĐT"));
}

#[test]
fn a_violation_finds_its_answer_by_number_and_in_its_column() {
    let found =
        |agency: &str| json!({ "violating_agency": agency, "violation": "Chậm giao quyết định." });
    let story = a_case()
        .act(
            "violation.recommended",
            "2026-06-01",
            "5/KN-VKSKV3",
            found("CQĐT Công an tỉnh"),
        )
        .act(
            "violation.request_issued",
            "2026-06-05",
            "6/YC-VKSKV3",
            found("Nhà tạm giữ"),
        )
        .act(
            "violation.answered",
            "2026-06-20",
            "9/CV",
            json!({ "violation_result": "chap_nhan", "earlier_number": "5/KN-VKSKV3" }),
        )
        .act(
            "violation.answered",
            "2026-06-25",
            "10/CV",
            json!({ "violation_result": "khong", "earlier_number": "6/YC-VKSKV3" }),
        );
    let table = story.table("66");
    assert_eq!(table.len(), 2);
    assert_eq!(cell(&table, 1, 2), "CQĐT Công an tỉnh");
    assert!(cell(&table, 1, 4).contains("5/KN-VKSKV3") && cell(&table, 1, 4).contains("Chậm giao"));
    assert!(
        cell(&table, 1, 8).contains("9/CV") && cell(&table, 1, 10).is_empty(),
        "{table:#?}"
    );
    assert!(cell(&table, 2, 6).contains("6/YC-VKSKV3") && cell(&table, 2, 8).is_empty());
    assert!(cell(&table, 2, 10).contains("10/CV"));
}

#[test]
fn prison_and_suspended_sentences_stand_in_their_own_registers() {
    let sentenced = |name: &str, suspended: bool, story: Story| {
        story
            .of(name, "sentence.recorded", "2026-09-01", "", json!({ "main_penalty": "tu", "sentence_months": 24, "suspended_sentence": suspended }))
            .of(name, "execution.decided", "2026-10-10", "7/QĐ-CA", json!({ "main_penalty": "tu" }))
    };
    let story = sentenced("B", true, sentenced("A", false, a_case()));
    let (inside, outside) = (story.table("25"), story.table("26"));
    assert_eq!((inside.len(), outside.len()), (1, 1));
    assert!(
        cell(&inside, 1, 2).contains("Thái Doãn Lâm")
            && cell(&outside, 1, 2).contains("Lò Văn Panh")
    );
    assert!(cell(&inside, 1, 4).contains("Tù có thời hạn") && cell(&inside, 1, 4).contains("24"));
    assert!(cell(&inside, 1, 6).contains("7/QĐ-CA"));
}

#[test]
fn a_judgment_in_force_opens_a_line_for_every_person_sentenced() {
    let sentence = json!({ "main_penalty": "tu", "sentence_months": 12 });
    let story = a_case()
        .of("A", "sentence.recorded", "2026-09-01", "", sentence.clone())
        .of("B", "sentence.recorded", "2026-09-01", "", sentence)
        .act("judgment.effective", "2026-10-02", "", json!({}));
    let table = story.table("23");
    assert_eq!(table.len(), 2);
    assert!(
        cell(&table, 1, 2).contains("Thái Doãn Lâm") && cell(&table, 2, 2).contains("Lò Văn Panh")
    );
    assert!(
        table.iter().all(|line| line[7].is_empty()),
        "no execution decision yet"
    );
}

#[test]
fn persons_under_18_stand_in_their_register_and_adults_do_not() {
    let table = a_case().table("32");
    assert_eq!(table.len(), 1);
    assert!(
        cell(&table, 1, 1).contains("Lò Văn Panh") && cell(&table, 1, 2).contains("13/QĐ-CSĐT")
    );
}

#[test]
fn a_file_handed_over_tells_its_sheets_and_both_sides() {
    let story = a_case().act(
        "file.handed_over",
        "2026-08-01",
        "",
        json!({ "giver": "Kiểm sát viên", "receiver": "Cán bộ Tòa án", "sheets": 214, "exhibits": "Một xe máy" }),
    );
    let table = story.table("13");
    assert_eq!(table.len(), 1);
    assert!(cell(&table, 1, 2).contains("214"));
    assert_eq!(
        (cell(&table, 1, 3), cell(&table, 1, 5), cell(&table, 1, 6)),
        ("Một xe máy", "Kiểm sát viên", "Cán bộ Tòa án")
    );
}

#[test]
fn every_word_of_a_cell_names_the_fact_it_was_read_from() {
    let (story, law) = (a_case(), Law::embedded());
    let reading = super::Reading::new(law, &story.0);
    for line in lines(law, book("07"), &story.0) {
        for cell in super::cells(&reading, book("07"), &line) {
            for piece in &cell.0 {
                assert!(
                    piece.fact.is_some() && !piece.origin.is_empty(),
                    "{piece:?}"
                );
            }
        }
    }
    assert_ne!(who("A"), who("B"));
}
