//! The pages, asked over HTTP.

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use db::{Sql, args, testing::both};
use people::Role;
use shell::testing::{PROVINCE, REGION};
use statistics::paper::{FIGURE_COLUMN, FIRST_ROW};

use super::world::{TABLES, World, peopled, period};

const OCTOBER: &str = "from=2026-10-01&to=2026-10-31";

#[test]
fn every_figure_leads_to_its_matters_and_leaves_a_trail() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let ids = peopled(&world).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let page = browser.get("/statistics").await;
        assert!(
            page.has("Lập biểu") && page.has("Quý 4/2026"),
            "{}",
            page.text
        );
        let table = browser
            .get(&format!("/statistics/bieu-01?unit={REGION}&{OCTOBER}"))
            .await;
        assert_eq!(table.status, StatusCode::OK, "{}", table.text);
        assert!(
            table.has("chưa có nguồn") && table.has("Cân đối"),
            "{}",
            table.text
        );
        let link = format!(
            "/statistics/bieu-01/figure?row=24&#38;unit={REGION}&#38;{}",
            OCTOBER.replace('&', "&#38;")
        );
        assert!(table.has(&link), "{}", table.text);
        let list = browser
            .get(&format!(
                "/statistics/bieu-01/figure?row=24&unit={REGION}&{OCTOBER}"
            ))
            .await;
        assert!(
            list.has(&format!("/criminal/matters/{}", ids[0])),
            "{}",
            list.text
        );
        let trail: i64 = world
            .db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'figure.opened' AND object = $1",
                args!["bieu-01/24"],
            )
            .await
            .unwrap();
        assert_eq!(trail, 1);
        let again = browser.get("/statistics").await;
        assert!(again.has("01/10/2026") && again.has("Mở lại biểu gần nhất"));
    });
}

#[test]
fn a_prosecutor_sees_the_unit_but_neither_the_tree_nor_what_stands_behind() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut browser = world.office.signed_in(Role::Prosecutor).await;
        let table = browser.get(&format!("/statistics/bieu-01?{OCTOBER}")).await;
        assert_eq!(table.status, StatusCode::OK);
        assert!(!table.has("/figure?row="));
        for (path, status) in [
            (
                format!("/statistics/bieu-01?tree=1&{OCTOBER}"),
                StatusCode::FORBIDDEN,
            ),
            (
                format!("/statistics/bieu-01?unit={PROVINCE}&{OCTOBER}"),
                StatusCode::FORBIDDEN,
            ),
            (
                format!("/statistics/bieu-01/figure?row=6&{OCTOBER}"),
                StatusCode::FORBIDDEN,
            ),
            (
                "/statistics/bieu-01?unit=NOWHERE".to_owned(),
                StatusCode::NOT_FOUND,
            ),
            ("/statistics/bieu-99".to_owned(), StatusCode::NOT_FOUND),
            (
                "/statistics/bieu-01?from=31/10/2026&to=1/10/2026".to_owned(),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
        ] {
            assert_eq!(browser.get(&path).await.status, status, "{path}");
        }
    });
}

#[test]
fn the_workbook_and_the_paper_hold_the_figures_of_the_table() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut browser = world.office.signed_in_at(Role::Chief, PROVINCE).await;
        let query = format!("unit={PROVINCE}&tree=1&{OCTOBER}");
        let answer = browser
            .get(&format!("/statistics/bieu-01/xlsx?{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(
            answer
                .header("content-disposition")
                .contains("bieu-01-P68-tree-2026-10-01-2026-10-31.xlsx")
        );
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(answer.bytes)).unwrap();
        let page = book.worksheet_range("Biểu số 01").unwrap();
        assert_eq!(
            page.get_value((1, 0)),
            Some(&Data::String(
                "VIỆN KIỂM SÁT NHÂN DÂN TỈNH LÂM ĐỒNG".to_owned()
            ))
        );
        let figures = world
            .figures_of(PROVINCE, true, &period("2026-10-01", "2026-10-31"))
            .await
            .rows(statistics::Form::bieu_01());
        for (at, row) in (FIRST_ROW..).zip(&statistics::Form::bieu_01().rows) {
            let cell = page.get_value((at, u32::from(FIGURE_COLUMN))).unwrap();
            match figures.get(&row.no) {
                Some(figure) => assert_eq!(cell, &Data::Float(*figure as f64), "row {}", row.no),
                None => assert_eq!(cell, &Data::String("chưa có nguồn".to_owned())),
            }
            assert_eq!(page.get_value((at, 1)), Some(&Data::String(row.no.clone())));
        }
        let pdf = browser
            .get(&format!("/statistics/bieu-01/pdf?{query}"))
            .await;
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text);
        let units = browser
            .get(&format!("/statistics/bieu-01/units?{query}"))
            .await;
        assert!(
            units.has("Khu vực 3") && units.has("Khu vực 4"),
            "{}",
            units.text
        );
    });
}

#[test]
fn figures_of_an_older_program_are_not_shown_until_they_are_made_again() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let older = "INSERT INTO ledger_view (name, edition) VALUES ('statistics_event', 1)";
        world.db.exec(older, args![]).await.unwrap();
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let address = format!("/statistics/bieu-01?{OCTOBER}");
        for under in ["", "/units", "/xlsx", "/pdf", "/figure"] {
            let refused = browser
                .get(&format!("/statistics/bieu-01{under}?row=6&{OCTOBER}"))
                .await;
            assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{under}");
            assert!(refused.has("đang dựng lại số liệu"), "{}", refused.text);
        }
        let law = law::Law::embedded();
        world.ledger.rebuild(&world.db, law, |_| {}).await.unwrap();
        assert_eq!(browser.get(&address).await.status, StatusCode::OK);
    });
}

#[test]
fn a_period_that_runs_says_that_its_figures_are_provisional() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let running = "from=2026-11-01&to=2026-11-30";
        for (query, is_told) in [(running, true), (OCTOBER, false)] {
            let table = browser.get(&format!("/statistics/bieu-01?{query}")).await;
            assert_eq!(table.has("quá hạn tính đến 20/11/2026 09:00"), is_told);
            assert!(table.has("tính lúc 20/11/2026 09:00"), "{}", table.text);
        }
    });
}
