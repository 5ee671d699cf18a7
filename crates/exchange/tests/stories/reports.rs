//! Sổ nguồn tin: the sheet every office has, with all that is usually wrong with it.

use db::{Sql, args, testing::both};
use people::Role;

use crate::{
    TABLES, book, checked, clerk, count, facts, faults, hand_in, office, work_off, written,
};

const HEAD: [&[&str]; 4] = [
    &["VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3"],
    &["SỔ THEO DÕI NGUỒN TIN NĂM 2026"],
    &[
        "STT",
        "Thụ lý",
        "",
        "Ngày tiếp nhận",
        "Loại",
        "Người tố giác",
        "Nội dung",
        "KSV",
        "Ngày phân công",
        "Kết quả giải quyết",
        "Số QĐ",
        "Ngày QĐ",
    ],
    &["", "Số", "Ngày", "", "", "", "", "", "", "", "", ""],
];

const ROWS: [&[&str]; 9] = [
    &[
        "1",
        "1",
        "@2026-10-02",
        "@2026-10-01",
        "TG",
        "Nguyễn Thị Báo",
        "Bị trộm xe máy",
        "Trần Thị Kiểm",
        "2/10/2026",
        "Đang xác minh",
        "",
        "",
    ],
    // A bare day number, a two-digit year, the old alphabet.
    &[
        "2",
        "2",
        "46299",
        "3/10/26",
        "Tin báo",
        "NguyÔn V¨n An",
        "BÞ c\u{AD}íp tµi s¶n",
        "Trần Thị Kiểm",
        "46299",
        "Không khởi tố",
        "12/QĐ-CSĐT",
        "20/10/2026",
    ],
    &["", "", "", "", "", "", "", "", "", "", "", ""],
    // Impossible.
    &[
        "3",
        "3",
        "31/02/2026",
        "3/10/2026",
        "TG",
        "Lê Văn Sai",
        "Đánh nhau",
        "",
        "",
        "",
        "",
        "",
    ],
    // Not in the list.
    &[
        "4",
        "4",
        "4/10/2026",
        "4/10/2026",
        "Đơn lạ",
        "Lê Văn Lạ",
        "Mất trâu",
        "",
        "",
        "",
        "",
        "",
    ],
    // The same as the first.
    &[
        "5",
        "1",
        "@2026-10-02",
        "@2026-10-01",
        "TG",
        "Nguyễn Thị Báo",
        "Bị trộm xe máy",
        "",
        "",
        "",
        "",
        "",
    ],
    // Decided before it was received.
    &[
        "6",
        "6",
        "6/10/2026",
        "6/10/2026",
        "TG",
        "Lò Thị Ngược",
        "Mất điện thoại",
        "",
        "",
        "Không khởi tố",
        "13/QĐ-CSĐT",
        "1/9/2026",
    ],
    &["Tổng cộng: 6 tin"],
    &["Người lập sổ"],
];

fn sheet() -> Vec<u8> {
    let rows: Vec<&[&str]> = HEAD.into_iter().chain(ROWS).collect();
    book(
        &rows,
        &[(0, 0, 0, 6), (2, 1, 2, 2), (2, 0, 3, 0), (2, 3, 3, 3)],
    )
}

#[test]
fn a_sheet_of_reports_is_checked_without_writing_then_written_once() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut clerk = clerk(&office).await;
        let import = hand_in(&mut clerk, "reports", "so nguon tin.xlsx", &sheet()).await;
        let page = checked(&office, &mut clerk, &import).await;
        let told = faults(&db).await;
        assert_eq!(count(&db, "wrong").await, 4, "{told:#?}");
        assert_eq!(
            count(&db, "good").await + count(&db, "warning").await,
            2,
            "{told:#?}"
        );
        for wanted in [
            "8|C – Thụ lý / Ngày|Không có ngày 31/2/2026.",
            "9|E – Loại|“Đơn lạ” không có trong danh sách Loại nguồn tin.",
            "10||Trùng với dòng 5 của tệp này.",
        ] {
            assert!(
                told.iter().any(|fault| fault == wanted),
                "{wanted}: {told:#?}"
            );
        }
        assert!(
            told.iter().any(|fault| fault.starts_with("11||")),
            "{told:#?}"
        );
        assert!(
            page.contains("Dòng 12: dòng cộng") && page.contains("Dòng 13:"),
            "{page}"
        );
        assert!(facts(&db).await.is_empty(), "a check writes nothing");
        let numbers: i64 = db
            .one("SELECT count(*) FROM criminal_number", args![])
            .await
            .unwrap();
        assert_eq!(numbers, 0);

        let list = clerk.get(&format!("{import}/faults")).await;
        assert_eq!(&list.bytes[..2], b"PK");
        written(&office, &mut clerk, &import).await;
        assert_eq!(count(&db, "written").await, 2);
        assert_eq!(
            facts(&db).await,
            [
                "report.received 2026-10-01",
                "report.docketed 2026-10-02",
                "report.prosecutor_assigned 2026-10-02",
                "report.received 2026-10-03",
                "report.docketed 2026-10-04",
                "report.prosecutor_assigned 2026-10-04",
                "case.not_initiated 2026-10-20 12/QĐ-CSĐT",
            ]
        );
        let summary: String = db
            .one(
                "SELECT body FROM ledger_fact WHERE body LIKE '%cướp tài sản%'",
                args![],
            )
            .await
            .unwrap();
        assert!(
            summary.contains("Nguyễn Văn An"),
            "the old alphabet became Unicode: {summary}"
        );
        let told: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'exchange.imported'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told, 2);

        // The same sheet again, from its beginning: nothing twice.
        let again = hand_in(&mut clerk, "reports", "so nguon tin.xlsx", &sheet()).await;
        let page = clerk.page(&format!("{again}/mapping")).await;
        drop(page);
        checked(&office, &mut clerk, &again).await;
        assert_eq!(count(&db, "known").await, 2);
        assert_eq!(facts(&db).await.len(), 7);
    });
}

#[test]
fn an_import_is_undone_where_nobody_has_built_on_it_and_may_be_done_again() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let import = hand_in(&mut chief, "reports", "so.xlsx", &sheet()).await;
        checked(&office, &mut chief, &import).await;
        written(&office, &mut chief, &import).await;
        // Somebody records into the first.
        let first: uuid::Uuid = db
            .one(
                "SELECT matter_id FROM exchange_line WHERE state = 'written' AND n = 5",
                args![],
            )
            .await
            .unwrap();
        let extended = [
            ("effective", "15/10/2026"),
            ("from", "21/10/2026"),
            ("to", "21/12/2026"),
            ("months", "2"),
            ("number", "9/QĐ"),
            ("confirmed", "true"),
        ];
        let answer = chief
            .post(
                &format!("/criminal/matters/{first}/record/report.extended"),
                &extended,
            )
            .await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);

        let mut clerk = clerk(&office).await;
        let refused = clerk
            .post(&format!("{import}/undoing"), &[("reason", "Nhầm tệp")])
            .await;
        assert_eq!(refused.status.as_u16(), 403, "a clerk does not undo");
        let no_reason = chief
            .post(&format!("{import}/undoing"), &[("reason", " ")])
            .await;
        assert_eq!(no_reason.status.as_u16(), 422);
        let answer = chief
            .post(&format!("{import}/undoing"), &[("reason", "Nhầm tệp")])
            .await;
        assert_eq!(answer.location(), import, "{}", answer.text);
        work_off(&office).await;
        assert_eq!(
            (count(&db, "kept").await, count(&db, "undone").await),
            (1, 1)
        );
        let withdrawn: i64 = db
            .one("SELECT count(*) FROM ledger_fact WHERE kind = 'fact.withdrawn' AND reason = 'Nhầm tệp'", args![])
            .await
            .unwrap();
        assert_eq!(withdrawn, 4);
        let again = hand_in(&mut chief, "reports", "so.xlsx", &sheet()).await;
        checked(&office, &mut chief, &again).await;
        written(&office, &mut chief, &again).await;
        assert_eq!(
            count(&db, "written").await,
            1,
            "what was undone is written anew, what was kept is known"
        );
    });
}

#[test]
fn who_is_reported_comes_along_and_what_has_no_readable_day_is_told_once_and_never_left_out() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut clerk = clerk(&office).await;
        let rows: [&[&str]; 6] = [
            &[
                "STT",
                "Ngày tiếp nhận",
                "Loại",
                "Người tố giác",
                "Người bị tố giác",
                "Nội dung",
            ],
            &[
                "1",
                "2/10/2026",
                "TG",
                "Nguyễn Thị Báo",
                "Lò Văn Trộm",
                "Mất trộm xe máy",
            ],
            // The number of a spreadsheet that a comma-separated file keeps as words.
            &["2", "46300", "TG", "Lê Thị Kể", "", "Bị đánh"],
            &["3", "hôm qua", "TG", "Phạm Thị Xa", "Cà Văn Ẩn", "Đánh bạc"],
            // The day was forgotten.
            &["4", "", "", "Hà Văn Quên", "", "Bị lừa"],
            &["Tổng cộng: 4 tin"],
        ];
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let sheet = lines.join("\n").into_bytes();
        let import = hand_in(&mut clerk, "reports", "so.csv", &sheet).await;
        checked(&office, &mut clerk, &import).await;
        let told = faults(&db).await;
        assert_eq!(
            (
                count(&db, "good").await + count(&db, "warning").await,
                count(&db, "wrong").await
            ),
            (2, 2),
            "{told:#?}"
        );
        let of = |row: &str| told.iter().filter(|fault| fault.starts_with(row)).count();
        assert_eq!(
            (of("2|"), of("4|")),
            (0, 1),
            "the day alone, once: {told:#?}"
        );
        assert!(
            of("5|") > 0,
            "a row without a day is not passed over: {told:#?}"
        );
        written(&office, &mut clerk, &import).await;
        assert_eq!(
            facts(&db).await,
            [
                "party.described 2026-10-02",
                "report.received 2026-10-02",
                "report.received 2026-10-05"
            ]
        );
    });
}
