//! Mức độ đầy đủ through the door: what is missing is told, a check is said, taken back, and void once the document changes.

use axum::http::StatusCode;
use casefile::{Delivery, MatterHead, documents_of, receive};
use db::{Db, testing::both};
use law::{Law, Moment};
use ledger::{Batch, NewFact};
use people::{Role, Work};
use serde_json::json;
use shell::testing::{Office, REGION};
use uuid::Uuid;

use crate::{house::TABLES, typed::typed_pages};

/// A matter with one numbered paper that nobody read from a page.
async fn a_matter(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let received: Moment = "2026-05-20T13:55".parse().unwrap();
    let mut fact = NewFact::new(Uuid::now_v7(), "report.received", received)
        .with("report_kind", "to_giac")
        .with("summary", "Đe dọa đăng ảnh để đòi tiền");
    fact.number = Some("55/PC-CSĐT".to_owned());
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

async fn office(db: Db) -> Office {
    let routes = shell::routes()
        .merge(criminal::routes())
        .merge(casefile::routes());
    Office::with(db, criminal::views(), routes, |app| app).await
}

/// Three pages arrive; whether a machine has read them is not the question here.
async fn deliver(office: &Office, matter: &MatterHead) {
    let app = &office.app;
    let actor = people::Actor::sample(Role::Chief, REGION);
    let work = Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    );
    let work = work.await.unwrap();
    let content = app.files().arrived(&typed_pages(3)).await.unwrap();
    let name = "Hồ sơ.pdf".to_owned();
    let delivery = Delivery { name, content };
    receive(&work, app.files(), app.jobs(), matter, delivery)
        .await
        .unwrap();
    work.commit().await.unwrap();
}

#[test]
fn what_a_file_lacks_is_told_and_a_check_is_void_once_the_document_changes() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let head = casefile::head_of(&db, matter).await.unwrap().unwrap();
        deliver(&office, &head).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let home = format!("/casefile/matters/{matter}");
        let empty = chief.page(&format!("{home}/completeness")).await;
        assert!(empty.contains("Mục lục chưa có tài liệu nào"));
        assert!(empty.contains("0 trên 3 trang đủ cả năm điều (0%)"));
        assert!(empty.contains("55/PC-CSĐT") && empty.contains("chưa có trang trong hồ sơ"));

        let order = json!({ "first": 1, "last": 2, "title": "Lệnh tạm giam", "kind": "lenh", "number": "9/LTG" });
        let marked = chief
            .call("POST", &format!("{home}/documents"), order)
            .await;
        assert_eq!(marked.status, StatusCode::OK, "{}", marked.text);
        let document = documents_of(&db, matter).await.unwrap()[0].id;
        let page = chief.page(&format!("{home}/completeness")).await;
        for words in [
            "Văn bản trong hồ sơ chưa ghi vào sổ",
            "Trang chưa thuộc tài liệu nào của mục lục: 3.",
            "2 trang chưa đọc được",
            "Đã đối chiếu",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let check = format!("{home}/documents/{document}/check");
        let said = chief.post(&check, &[]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER);
        let page = chief.page(&format!("{home}/completeness")).await;
        assert!(page.contains("Bỏ đối chiếu"));
        chief.post(&format!("{check}/withdrawal"), &[]).await;
        let page = chief.page(&format!("{home}/completeness")).await;
        assert!(!page.contains("Bỏ đối chiếu"));

        chief.post(&check, &[]).await;
        let wider = json!({ "first": 1, "last": 3, "title": "Lệnh tạm giam", "kind": "lenh" });
        let path = format!("{home}/documents/{document}");
        chief.call("PUT", &path, wider).await;
        let page = chief.page(&format!("{home}/completeness")).await;
        assert!(!page.contains("Bỏ đối chiếu") && !page.contains("Trang chưa thuộc"));

        let nobody = format!("{home}/documents/{}/check", Uuid::now_v7());
        assert_eq!(chief.post(&nobody, &[]).await.status, StatusCode::NOT_FOUND);
        let mut stranger = office.signed_in(Role::Prosecutor).await;
        let refused = stranger.get(&format!("{home}/completeness")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    });
}
