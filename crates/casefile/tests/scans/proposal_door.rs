//! Xếp hồ sơ through the door: the screen, its steps, what is refused and to whom.

use axum::http::StatusCode;
use casefile::{MatterHead, documents_of, proposed::order_file};
use db::{Db, Sql, args, testing::both};
use law::{Law, Moment};
use ledger::{Batch, NewFact};
use people::{Role, Work};
use serde_json::{Value, json};
use shell::testing::{Browser, Office, REGION};
use uuid::Uuid;

use crate::{house::TABLES, typed::typed_pages};

pub(crate) async fn office(db: Db) -> Office {
    let routes = shell::routes()
        .merge(criminal::routes())
        .merge(casefile::routes());
    Office::with(db, criminal::views(), routes, |app| app).await
}

pub(crate) async fn a_matter(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let received: Moment = "2026-05-20T13:55".parse().unwrap();
    let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
        .with("report_kind", "to_giac")
        .with("summary", "Đe dọa đăng ảnh để đòi tiền");
    let batch = Batch {
        matter: ledger::Matter::New(id),
        facts: vec![fact],
        recorded_at: office.app.now_ms(),
        recorded_by: Uuid::now_v7(),
        unit: REGION.to_owned(),
    };
    let tx = office.app.db().begin().await.unwrap();
    let ledger = office.app.ledger();
    ledger.record(&tx, Law::embedded(), batch).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Four pages that are read: two orders of two pages, told by their words.
pub(crate) async fn ordered(office: &Office, head: &MatterHead) {
    let app = &office.app;
    let work = Work::begin(
        app.db(),
        people::Actor::sample(Role::Chief, REGION),
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await
    .unwrap();
    let content = app.files().arrived(&typed_pages(4)).await.unwrap();
    let delivery = casefile::Delivery {
        name: "Hồ sơ.pdf".to_owned(),
        content,
    };
    let received = casefile::receive(&work, app.files(), app.jobs(), head, delivery);
    let file = received.await.unwrap().file;
    work.commit().await.unwrap();
    let db = app.db();
    for (page, no) in casefile::pages_of(db, head.id)
        .await
        .unwrap()
        .iter()
        .zip(1..)
    {
        let words: Vec<Value> = words_of(no);
        db.exec(
            "UPDATE casefile_page SET status = 'read', w = 1240, h = 1754, confidence = 95 WHERE id = $1",
            args![page.id],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO casefile_text (unit_id, page_id, matter_id, text, words) VALUES ($1, $2, $3, '', $4)",
            args![&page.unit_id, page.id, page.matter_id, serde_json::to_string(&words).unwrap()],
        )
        .await
        .unwrap();
    }
    db.exec("UPDATE casefile_file SET state = 'read'", args![])
        .await
        .unwrap();
    order_file(db, file, &[], office.app.now_ms())
        .await
        .unwrap()
        .unwrap();
}

fn words_of(no: i64) -> Vec<Value> {
    let rows: &[&str] = match no {
        1 | 3 => &[
            "CÔNG AN TỈNH SƠN LA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "CƠ QUAN CẢNH SÁT ĐIỀU TRA Độc lập - Tự do - Hạnh phúc",
            "Số: 205/QĐTG-CSĐT Sơn La, ngày 20 tháng 5 năm 2026",
            "QUYẾT ĐỊNH TẠM GIỮ",
        ],
        _ => &["Điều 2. Cơ sở giam giữ thi hành quyết định này."],
    };
    let mut words = Vec::new();
    for (line, row) in rows.iter().enumerate() {
        let (y, mut x) = (120 + 40 * line, 160);
        for word in row.split_whitespace() {
            let wide = 10 * word.chars().count();
            words.push(json!({ "text": word, "rect": [x, y, x + wide, y + 24], "confidence": 95, "line": line }));
            x += wide + 8;
        }
    }
    words
}

pub(crate) async fn papers(office: &Office, matter: Uuid) -> Vec<casefile::proposed::Paper> {
    casefile::proposed::papers_of(office.app.db(), matter)
        .await
        .unwrap()
}

async fn step(chief: &mut Browser<'_>, home: &str, values: &[(&str, &str)]) -> String {
    let sent = chief.post(&format!("{home}/proposal/steps"), values).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let next = sent.header("location").to_owned();
    chief.page(&next).await
}

#[test]
fn a_file_is_ordered_on_one_screen_and_the_contents_say_what_was_confirmed() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let head = casefile::head_of(&db, matter).await.unwrap().unwrap();
        let home = format!("/casefile/matters/{matter}");
        let mut chief = office.signed_in(Role::Chief).await;
        let empty = chief.page(&format!("{home}/proposal")).await;
        assert!(empty.contains("Chưa có tài liệu nào để xếp"));
        ordered(&office, &head).await;

        let page = chief.page(&format!("{home}/proposal")).await;
        for words in [
            "Còn 2 tài liệu chờ xác nhận, trong đó 2 chắc chắn",
            "Quyết định tạm giữ",
            "Tài liệu về thủ tục tố tụng",
            "205/QĐTG-CSĐT",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let contents = chief.page(&format!("{home}/contents")).await;
        assert!(contents.contains("Máy đã đề xuất 2 tài liệu, chưa ai xác nhận"));
        assert!(
            !contents.contains("205/QĐTG-CSĐT"),
            "only what is confirmed is listed"
        );

        let first = papers(&office, matter).await[0].id.to_string();
        let refused = step(
            &mut chief,
            &home,
            &[("what", "split"), ("d", &first), ("p", "1")],
        )
        .await;
        assert!(refused.contains("Hãy lật tới trang thứ hai"));
        let cut = step(
            &mut chief,
            &home,
            &[("what", "split"), ("d", &first), ("p", "2")],
        )
        .await;
        assert!(cut.contains("Đã tách") && cut.contains("Máy chưa đọc được tên tài liệu"));
        assert_eq!(papers(&office, matter).await.len(), 3);
        let back = chief
            .post(&format!("{home}/proposal/undo"), &[("d", &first)])
            .await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert_eq!(papers(&office, matter).await.len(), 2);
        chief.post(&format!("{home}/proposal/redo"), &[]).await;
        assert_eq!(papers(&office, matter).await.len(), 3);
        chief.post(&format!("{home}/proposal/undo"), &[]).await;

        let bad = [
            ("what", "write"),
            ("d", first.as_str()),
            ("title", "X"),
            ("issued_on", "32/13"),
        ];
        let said = step(&mut chief, &home, &bad).await;
        assert!(said.contains("alert-box"), "a day that is none is told");
        let written = [
            ("what", "write_confirm"),
            ("d", first.as_str()),
            ("title", "Quyết định tạm giữ Thái Doãn Lâm"),
            ("number", "206/QĐTG-CSĐT"),
            ("issued_on", "21/5/2026"),
            ("issuer", "Cơ quan Cảnh sát điều tra"),
            ("signer", "Lò Văn Tâm"),
            ("kind", "quyet_dinh"),
            ("group", "1"),
            ("bl", "01-02"),
        ];
        step(&mut chief, &home, &written).await;
        let sure = step(&mut chief, &home, &[("what", "confirm_sure")]).await;
        assert!(sure.contains("Đã xác nhận cả 2 tài liệu"));
        let contents = chief.page(&format!("{home}/contents")).await;
        for words in [
            "Tài liệu về thủ tục tố tụng",
            "206/QĐTG-CSĐT, 21/05/2026",
            "Cơ quan Cảnh sát điều tra, Lò Văn Tâm",
            "01-02",
        ] {
            assert!(contents.contains(words), "{words}");
        }
        assert!(!contents.contains("chưa ai xác nhận"));
        assert_eq!(documents_of(&db, matter).await.unwrap().len(), 2);
    });
}

#[test]
fn a_value_of_a_document_is_emptied_and_one_that_is_not_said_stays() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let head = casefile::head_of(&db, matter).await.unwrap().unwrap();
        ordered(&office, &head).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let home = format!("/casefile/matters/{matter}");
        let whole = json!({
            "first": 1, "last": 2, "title": "Lệnh tạm giam", "number": "9/LTG", "issued_on": "20/5/2026",
            "issuer": "CQĐT", "signer": "Lò Văn Tâm", "group": "1",
        });
        let made = chief
            .call("POST", &format!("{home}/documents"), whole)
            .await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let id = documents_of(&db, matter).await.unwrap()[0].id;
        let at = format!("{home}/documents/{id}");
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let less = json!({ "first": 1, "last": 2, "title": "Lệnh tạm giam" });
        let kept = read(&chief.call("PUT", &at, less).await.text);
        assert_eq!(
            (&kept["number"], &kept["issued_on"]),
            (&json!("9/LTG"), &json!("20/05/2026"))
        );
        assert_eq!(
            (&kept["signer"], &kept["group"]),
            (&json!("Lò Văn Tâm"), &json!("1"))
        );
        let none = json!({
            "first": 1, "last": 2, "title": "Lệnh tạm giam", "number": "", "issued_on": "", "issuer": "", "signer": "", "group": "",
        });
        let emptied = read(&chief.call("PUT", &at, none).await.text);
        for field in ["number", "issued_on", "issuer", "signer", "group"] {
            assert_eq!(emptied[field], json!(""), "{field}");
        }
        // Group 12 is one of civil files, 4 of every file, 40 of none.
        for (asked, kept) in [("4", "4"), ("12", ""), ("40", "")] {
            let grouped =
                json!({ "first": 1, "last": 2, "title": "Lệnh tạm giam", "group": asked });
            let said = read(&chief.call("PUT", &at, grouped).await.text);
            assert_eq!(said["group"], json!(kept), "{asked}");
        }
        let wrong =
            json!({ "first": 1, "last": 2, "title": "Lệnh tạm giam", "issued_on": "hôm nào" });
        let refused = chief.call("PUT", &at, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn who_does_not_read_the_file_sees_no_proposal_and_changes_none() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let head = casefile::head_of(&db, matter).await.unwrap().unwrap();
        ordered(&office, &head).await;
        let at = format!("/casefile/matters/{matter}/proposal");
        let mut stranger = office.signed_in(Role::Prosecutor).await;
        assert_eq!(stranger.get(&at).await.status, StatusCode::FORBIDDEN);
        for act in ["steps", "undo", "redo"] {
            let sent = stranger
                .post(&format!("{at}/{act}"), &[("what", "confirm_sure")])
                .await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{act}");
        }
        assert!(
            papers(&office, matter)
                .await
                .iter()
                .all(|one| one.is_open())
        );
    });
}
