//! Đối chiếu với cơ quan thi hành án hình sự: ours are those with an execution decision, found by the fact.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use ledger::Matter;
use people::Role;
use serde_json::json;
use shell::testing::REGION;
use uuid::Uuid;

use super::comparison::tried;
use super::world::{TABLES, World};

const SHEET: &str = "CƠ QUAN THI HÀNH ÁN HÌNH SỰ CÔNG AN TỈNH;;;;;
STT;Số quyết định thi hành án;Ngày quyết định;Họ và tên người bị kết án;Điều luật;Mức án
1;12/2026/QĐ-CA;10/11/2026;LO VAN MOT;173.1;12 tháng tù
2;13/2026/QĐ-CA;11/11/2026;Cà Văn Hai;173.1;18 tháng tù
3;15/2026/QĐ-CA;13/11/2026;Tòng Thị Năm;173.1;12 tháng tù
";

/// The court decides that a sentence is executed.
async fn decided(world: &World, matter: Uuid, number: &str, day: &str) {
    let facts = ledger::facts_of(&world.db, matter).await.unwrap();
    let who = facts.iter().find_map(|fact| fact.subject).unwrap();
    let body = json!({ "main_penalty": "tu", "sentence_months": 12 });
    let mut fact = super::cases::of(who, "execution.decided", day, body);
    fact.number = Some(number.to_owned());
    let there = Matter::Existing {
        id: matter,
        seen: None,
    };
    world.record(REGION, there, vec![fact]).await;
}

#[test]
fn execution_decisions_are_set_beside_the_sheet_of_the_agency_that_executes() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        for (name, judgment, number, day) in [
            ("Lò Văn Một", "41/2026/HS-ST", "12/2026/QĐ-CA", "2026-11-10"),
            ("Cà Văn Hai", "42/2026/HS-ST", "13/2026/QĐ-CA", "2026-11-11"),
            ("Vì Văn Bốn", "44/2026/HS-ST", "14/2026/QĐ-CA", "2026-11-12"),
            // Of the month before: not in this comparison.
            (
                "Quàng Văn Ba",
                "43/2026/HS-ST",
                "9/2026/QĐ-CA",
                "2026-10-30",
            ),
        ] {
            let matter = tried(&world, name, judgment, "2026-10-05").await;
            decided(&world, matter, number, day).await;
        }
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let period = [
            ("kind", "co-quan-thi-hanh-an"),
            ("from", "01/11/2026"),
            ("to", "19/11/2026"),
        ];
        let file = ("file", "thi-hanh-an.csv", SHEET.as_bytes());
        let sent = clerk.upload("/statistics/comparisons", &period, file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let columns = [
            ("sheet", "0"),
            ("first", "2"),
            ("last", "2"),
            ("c1", "number"),
            ("c2", "on"),
            ("c3", "name"),
            ("c4", "offence"),
            ("c5", "penalty"),
        ];
        let checked = clerk.post(sent.location(), &columns).await;
        assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.text);
        let href = checked.location().to_owned();
        let page = clerk.page(&href).await;
        assert!(page.contains("chưa đọc được: cần kiểm tra"), "{page}");
        let opened = clerk.post(&format!("{href}/opening"), &[]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        db::row! { struct Line { link: String, differs: String, theirs: String, ours: String } }
        let sql = "SELECT link, differs, theirs, ours FROM statistics_comparison_row ORDER BY n";
        let lines: Vec<Line> = world.db.all(sql, args![]).await.unwrap();
        let found: Vec<_> = lines
            .iter()
            .map(|one| {
                (
                    &*one.link,
                    &*one.differs,
                    one.theirs.is_empty(),
                    one.ours.is_empty(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("sure", "", false, false),
                ("sure", "penalty", false, false),
                ("none", "", false, true),
                ("none", "", true, false),
            ],
            "the third is theirs alone, Vì Văn Bốn ours alone"
        );
        assert!(lines[3].ours.contains("Vì Văn Bốn"), "{}", lines[3].ours);
        let page = clerk.page(&href).await;
        assert!(
            page.contains("class=\"num\">Thống nhất"),
            "heads of figures stand right as the figures do: {page}"
        );
    });
}

#[test]
fn an_empty_or_a_wrong_file_is_answered_with_a_sentence() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let period = [
            ("kind", "toa-an-so-tham"),
            ("from", "01/10/2026"),
            ("to", "31/10/2026"),
        ];
        for (name, bytes, said) in [
            ("trong.csv", &b""[..], "Tệp trống"),
            ("dong-trong.csv", b"\n ; ;\n\n", "Tệp không có dữ liệu"),
            ("anh.xlsx", b"\x89PNG", "không phải bảng tính"),
        ] {
            let file = ("file", name, bytes);
            let answer = clerk.upload("/statistics/comparisons", &period, file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.has(said), "{name}: {}", answer.text);
        }
        let other = (
            "file",
            "danh-ba.csv",
            "Phòng;Máy lẻ\nVăn phòng;101\nPhòng 1;102\n".as_bytes(),
        );
        let sent = clerk
            .upload("/statistics/comparisons", &period, other)
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let page = clerk.page(sent.location()).await;
        assert!(page.contains("Không nhận ra cột nào"), "{page}");
    });
}
