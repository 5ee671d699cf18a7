//! Tủ sổ: a unit's books over both databases and through the door.

use std::io::Cursor as Bytes;

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use criminal::books::{Books, shelf, telling};
use criminal::record_act;
use db::{Db, Sql, args, testing::both};
use people::Role;
use shell::testing::{Office, PROVINCE, REGION};
use uuid::Uuid;

use crate::{TABLES, a_report, act, office, work_as};

fn asked(book: &str) -> shelf::Asked {
    shelf::Asked {
        units: vec![REGION.to_owned()],
        book: book.to_owned(),
        from: "2025-12-01".parse().unwrap(),
        to: "2026-11-30".parse().unwrap(),
        prosecutor: None,
        query: String::new(),
        after: None,
        most: shelf::PAGE,
    }
}

/// A report that becomes a case of one accused, whose charge the procuracy approves.
async fn a_case(office: &Office, name: &str, approval: &str) -> (Uuid, Uuid) {
    let (matter, who) = a_report(office, "2026-11-02", name).await;
    let work = work_as(office, Role::Chief).await;
    let charges = serde_json::json!([{ "article": "173", "clause": 1 }]);
    let mut opened = act("case.initiated", "2026-11-04").with("charges", charges.clone());
    opened.number = Some("11/QĐ-CSĐT".to_owned());
    let mut charged = act("accused.initiated", "2026-11-05")
        .about(who)
        .with("charges", charges);
    charged.number = Some("12/QĐ-CSĐT".to_owned());
    let mut approved = act("accused.approved", "2026-11-06").about(who);
    approved.number = Some(approval.to_owned());
    for entry in [opened, charged, approved] {
        record_act(&work, matter, entry, None).await.unwrap();
    }
    work.commit().await.unwrap();
    (matter, who)
}

async fn rows(db: &Db, office: &Office, asked: &shelf::Asked) -> Vec<Vec<String>> {
    let book = Books::embedded().named(&asked.book).unwrap();
    let (keys, _) = shelf::page(db, asked).await.unwrap();
    let told = telling::told(db, &office.app.law(), book, keys, &[REGION.to_owned()])
        .await
        .unwrap();
    told.iter()
        .map(|line| line.cells.iter().map(|cell| cell.text()).collect())
        .collect()
}

#[test]
fn an_act_recorded_once_stands_in_every_book_that_asks_for_it() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        a_case(&office, "Thái Doãn Lâm", "13/QĐ-VKSKV3").await;
        let register = rows(&db, &office, &asked("07")).await;
        assert_eq!(register.len(), 2, "the case and its accused");
        assert!(register[1][1].contains("Thái Doãn Lâm") && register[1][3].contains("12/QĐ-CSĐT"));
        let numbers = rows(&db, &office, &asked("02")).await;
        assert!(
            numbers.iter().any(|line| line[3].contains("13/QĐ-VKSKV3")),
            "{numbers:#?}"
        );
        assert_eq!(rows(&db, &office, &asked("04")).await.len(), 1);
        let (units, from, to) = ([REGION.to_owned()], asked("07").from, asked("07").to);
        let counts = shelf::counts(&db, &units, from, to, &["04", "07", "08"]);
        let counts = counts.await.unwrap().unwrap();
        assert_eq!(
            (counts.get("04"), counts.get("07"), counts.get("08")),
            (Some(&1), Some(&2), None)
        );
        let earlier = shelf::Asked {
            to: "2026-11-01".parse().unwrap(),
            ..asked("07")
        };
        assert!(rows(&db, &office, &earlier).await.is_empty());
        let elsewhere = shelf::Asked {
            units: vec![PROVINCE.to_owned()],
            ..asked("07")
        };
        assert!(rows(&db, &office, &elsewhere).await.is_empty());
    });
}

#[test]
fn lines_are_found_by_name_number_and_prosecutor_and_follow_each_other_without_a_gap() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        for name in ["Thái Doãn Lâm", "Phạm Bích Ngân", "Lò Văn Panh"] {
            a_report(&office, "2026-11-02", name).await;
        }
        for (query, count) in [("lâm", 1), ("BICH", 1), ("không có", 0), ("", 3)] {
            let found = shelf::Asked {
                query: query.to_owned(),
                ..asked("04")
            };
            assert_eq!(rows(&db, &office, &found).await.len(), count, "{query}");
        }
        let nobody = shelf::Asked {
            prosecutor: Some(Uuid::nil()),
            ..asked("04")
        };
        assert!(rows(&db, &office, &nobody).await.is_empty());
        let mut question = shelf::Asked {
            most: 2,
            ..asked("04")
        };
        let (first, more) = shelf::page(&db, &question).await.unwrap();
        assert!(more && first.len() == 2);
        let last = first[1].cursor();
        question.after = shelf::Cursor::read(&last.text());
        assert_eq!(question.after, Some(last));
        let (second, more) = shelf::page(&db, &question).await.unwrap();
        assert!(!more && second.len() == 1);
        assert!(first.iter().all(|key| key.matter_id != second[0].matter_id));
    });
}

#[test]
fn a_matter_that_went_to_another_unit_stays_in_the_book_with_what_was_known_then() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_case(&office, "Thái Doãn Lâm", "13/QĐ-VKSKV3").await;
        db.exec(
            "UPDATE criminal_matter SET unit_id = $1 WHERE matter_id = $2",
            args![PROVINCE, matter],
        )
        .await
        .unwrap();
        let book = Books::embedded().named("07").unwrap();
        let (keys, _) = shelf::page(&db, &asked("07")).await.unwrap();
        let law = office.app.law();
        let told = telling::told(&db, &law, book, keys, &[REGION.to_owned()])
            .await
            .unwrap();
        assert!(told.iter().all(|line| line.has_left));
        assert!(told[1].cells[1].text().contains("Thái Doãn Lâm"));
    });
}

#[test]
fn a_page_of_a_book_and_its_counts_are_read_along_their_indexes() {
    both(&TABLES, |db| async move {
        let after = Some(shelf::Cursor {
            on: "2026-01-01".parse().unwrap(),
            matter: Uuid::nil(),
            n: 1,
        });
        let mine = shelf::Asked {
            prosecutor: Some(Uuid::nil()),
            ..asked("07")
        };
        let (from, to) = (asked("07").from, asked("07").to);
        for ((sql, values), index) in [
            (
                shelf::statement(&shelf::Asked {
                    after,
                    ..asked("07")
                }),
                "criminal_book_line_day",
            ),
            (shelf::statement(&mine), "criminal_book_line_prosecutor"),
            (
                shelf::counting(&[REGION.to_owned()], from, to, &["07", "08"]),
                "criminal_book_line_",
            ),
        ] {
            let plan = plan(&db, sql, values).await;
            assert!(plan.contains(index), "{plan}");
            assert!(
                !plan.contains("Seq Scan on criminal_book_line") && !plan.contains("SCAN b\n"),
                "{plan}"
            );
        }
    });
}

/// The plan; PostgreSQL is asked not to read small tables whole, as it would not read a nation's.
async fn plan(db: &Db, sql: String, values: Vec<db::V>) -> String {
    if db.engine() == db::Engine::Sqlite {
        let rows = db
            .rows(format!("EXPLAIN QUERY PLAN {sql}"), values)
            .await
            .unwrap();
        let steps: Vec<String> = rows.iter().map(|row| row.get("detail").unwrap()).collect();
        return steps.join("\n");
    }
    let tx = db.begin().await.unwrap();
    tx.script("SET LOCAL enable_seqscan = off").await.unwrap();
    tx.script("SET LOCAL enable_bitmapscan = off")
        .await
        .unwrap();
    tx.script("SET LOCAL enable_sort = off").await.unwrap();
    let rows = tx
        .rows(format!("EXPLAIN (COSTS OFF) {sql}"), values)
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    let steps: Vec<String> = rows
        .iter()
        .map(|row| row.get("QUERY PLAN").unwrap())
        .collect();
    steps.join("\n")
}

#[test]
fn a_prosecutor_opens_the_shelf_a_book_and_its_files_and_the_trail_keeps_it() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_case(&office, "Thái Doãn Lâm", "13/QĐ-VKSKV3").await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        let shelf = browser.page("/criminal/books").await;
        assert!(shelf.contains("Sổ thực hành quyền công tố và kiểm sát điều tra"));
        let page = browser.page("/criminal/books/07").await;
        assert!(page.contains("Thái Doãn Lâm") && page.contains("12/QĐ-CSĐT"));
        assert!(
            page.contains(&format!("/criminal/matters/{matter}#f-")),
            "a cell leads to its fact"
        );
        assert!(page.contains("Hiện đủ 16 cột"));
        let whole = browser.page("/criminal/books/07?columns=all").await;
        assert!(whole.contains("Chỉ cột có nội dung"));
        let none = browser.page("/criminal/books/17").await;
        assert!(none.contains("Không có dòng nào") || none.contains("chưa có nguồn"));
        for (path, kind) in [("xlsx", "spreadsheetml"), ("pdf", "application/pdf")] {
            let answer = browser.get(&format!("/criminal/books/07/{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            assert!(answer.header("content-type").contains(kind));
        }
        let lines: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = $1",
                args!["book.exported"],
            )
            .await
            .unwrap();
        assert_eq!(lines, 2);
    });
}

#[test]
fn what_is_asked_wrongly_is_answered_with_a_sentence() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        for (path, status, said) in [
            ("/criminal/books/99", StatusCode::NOT_FOUND, ""),
            (
                "/criminal/books/07?from=31/02/2026",
                StatusCode::UNPROCESSABLE_ENTITY,
                "Hãy xem lại hai ngày",
            ),
            (
                "/criminal/books/07?from=2026-11-30&to=2026-11-01",
                StatusCode::UNPROCESSABLE_ENTITY,
                "Hãy xem lại hai ngày",
            ),
            (
                "/criminal/books/07?unit=P01",
                StatusCode::FORBIDDEN,
                "không có quyền",
            ),
            (
                "/criminal/books/07/xlsx?unit=P01",
                StatusCode::FORBIDDEN,
                "không có quyền",
            ),
            (
                "/criminal/books/07?after=rác",
                StatusCode::OK,
                "Không có dòng nào",
            ),
        ] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.text);
            assert!(answer.text.contains(said), "{path}: {}", answer.text);
        }
        let mut it = office.signed_in(Role::ItOfficer).await;
        assert_eq!(
            it.get("/criminal/books/07/pdf").await.status,
            StatusCode::FORBIDDEN
        );
    });
}

#[test]
fn the_workbook_has_the_head_the_columns_and_running_numbers_counted_anew() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        a_case(&office, "Thái Doãn Lâm", "13/QĐ-VKSKV3").await;
        a_case(&office, "Lò Văn Panh", "14/QĐ-VKSKV3").await;
        let book = Books::embedded().named("07").unwrap();
        let law = office.app.law();
        let readable = [REGION.to_owned()];
        let all = telling::all(&db, &law, book, &asked("07"), &readable, 100)
            .await
            .unwrap()
            .unwrap();
        assert!(
            telling::all(&db, &law, book, &asked("07"), &readable, 3)
                .await
                .unwrap()
                .is_none()
        );
        let print = criminal::books::paper::Print {
            book,
            upper: "VIỆN KIỂM SÁT NHÂN DÂN TỈNH".to_owned(),
            unit: "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3".to_owned(),
            period: "Từ ngày 01/12/2025 đến ngày 30/11/2026".to_owned(),
            place_date: String::new(),
            printed_on: [2026, 11, 22],
            made_by: "Người lập".to_owned(),
            rows: all,
            apart: vec![
                "Số 9/QĐ-VKSKV3 ngày 20/11/2026: đã hủy; lý do: Lãnh đạo không ký.".to_owned(),
            ],
        };
        let bytes = criminal::books::paper::xlsx(&print).unwrap();
        let mut read: Xlsx<_> = Xlsx::new(Bytes::new(bytes)).unwrap();
        let sheet = read.worksheet_range("Sổ số 07").unwrap();
        let text = |row: u32, column: u32| {
            sheet
                .get_value((row, column))
                .map(Data::to_string)
                .unwrap_or_default()
        };
        assert_eq!(text(1, 0), "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3");
        assert!(text(3, 0).contains("KIỂM SÁT ĐIỀU TRA"));
        let first = criminal::books::paper::FIRST_ROW;
        let numbers: Vec<String> = (0..4).map(|at| text(first + at, 0)).collect();
        assert_eq!(
            numbers,
            ["1", "", "2", ""],
            "a person's line under a case has no number of its own"
        );
        assert_eq!(text(first - 1, 15), "16");
        let cells = sheet.used_cells();
        let noted = cells.filter(|(_, _, cell)| **cell == print.apart[0].as_str());
        assert_eq!(
            noted.count(),
            1,
            "a cancelled number is told under the lines"
        );
        let report = criminal::books::paper::report(&print);
        report.check().unwrap();
        assert_eq!(report.columns.len(), 16);
        assert_eq!(report.notes[0], print.apart[0]);
    });
}
