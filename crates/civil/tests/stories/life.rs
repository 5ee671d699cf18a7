//! Vụ việc từ thông báo thụ lý đến bản án: entered on one page, followed act by act, corrected; the list and the register follow.

use axum::http::StatusCode;
use db::testing::both;
use db::{Db, Dump};
use people::Role;
use shell::testing::REGION;

use crate::{TABLES, a_loan, correction_behind, matter_of, office, prosecutor};

/// Every row of the derived tables, in order.
async fn derived(db: &Db) -> Vec<String> {
    let mut told = Vec::new();
    for table in ["civil_matter", "civil_word"] {
        told.push(format!("{:?}", Dump::table(db, table).await.unwrap()));
    }
    told
}

#[test]
fn a_civil_matter_is_taken_in_followed_to_its_judgment_and_read_in_the_register() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (me, mut browser) = prosecutor(&office).await;
        assert!(browser.page("/civil").await.contains("Chưa có vụ việc nào"));
        let form = browser.page("/civil/matters/new").await;
        assert!(form.contains("data-autosave") && form.contains("cần kiểm tra"));
        let matter = matter_of(&browser.post("/civil/matters", &a_loan(&me)).await);
        let page = browser.page(&matter).await;
        for words in [
            "Tranh chấp hợp đồng vay tài sản: Phạm Bích Ngân – Hoàng Văn Lả và 1 người khác",
            "P68-KV03-000001",
            "Tòa án đang giải quyết",
            "Nguyên đơn",
            "Bị đơn",
            "118/TB-TLVA",
            "số 1, ngày 02/11/2026",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert!(
            !page.contains("/record/civil.judged"),
            "not set for trial yet"
        );
        // The next acts, each where the state allows it.
        let judged = [("effective", "18/11/2026"), ("result", "part")];
        let early = browser
            .post(&format!("{matter}/record/civil.judged"), &judged)
            .await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            early.has("Tòa án đang giải quyết") && early.has("value=\"18/11/2026\""),
            "why not, and what was typed stays"
        );
        let typed = [
            ("effective", "5/11/2026"),
            ("number", "41/QĐXX-DS"),
            ("trial_at", "18/11/2026 8h"),
            ("attends", "true"),
            ("why", "Có đương sự là người chưa thành niên"),
            (
                "source.trial_at",
                r#"{"page":"018f0000-0000-7000-8000-000000000001","rect":[10,20,30,40],"label":"BL 12","href":"/casefile/x"}"#,
            ),
        ];
        let kept = browser
            .post(&format!("{matter}/record/civil.trial_decided"), &typed)
            .await;
        assert_eq!(matter_of(&kept), matter);
        let kept = browser
            .post(&format!("{matter}/record/civil.judged"), &judged)
            .await;
        assert_eq!(matter_of(&kept), matter);
        let page = browser.page(&matter).await;
        for words in [
            "Đã xét xử, giải quyết",
            "Chấp nhận một phần",
            "18/11/2026 08:00",
            "/casefile/pages/018f0000-0000-7000-8000-000000000001?rect=10,20,30,40",
            "/record/civil.protested",
        ] {
            assert!(page.contains(words), "{words}");
        }
        // Settled: it stands in the other half of the list, and in the register of its kind alone.
        assert!(
            browser
                .page("/civil?q=ngan")
                .await
                .contains("Không có vụ việc nào khớp")
        );
        let done = browser.page("/civil?done=1&q=panh&kind=dan_su").await;
        assert!(done.contains(&matter));
        assert!(
            browser
                .page("/civil?done=1&q=118%2Ftb")
                .await
                .contains(&matter)
        );
        let book = browser.page("/civil/registers/dan_su").await;
        for words in [
            "41/QĐXX-DS",
            "Viện kiểm sát tham gia",
            "118/TB-TLVA",
            "Bị đơn, Lò Thị Panh",
        ] {
            assert!(book.contains(words), "{words}");
        }
        let other = browser.page("/civil/registers/hanh_chinh").await;
        assert!(other.contains("Sổ chưa có dòng nào trong kỳ này"));
        let past = browser
            .page("/civil/registers/dan_su?from=1%2F1%2F2025&to=1%2F2%2F2025")
            .await;
        assert!(!past.contains("41/QĐXX-DS"));
        let wrong = browser
            .page("/civil/registers/dan_su?from=5%2F11%2F2026&to=1%2F11%2F2026")
            .await;
        assert!(
            wrong.contains("Ngày bắt đầu phải đứng trước") && wrong.contains("value=\"5/11/2026\"")
        );
        assert!(browser.get("/palette?q=pham%20bich").await.has(&matter));
        // What is derived is what a rebuild makes.
        let kept = derived(&db).await;
        assert!(kept.iter().all(|table| table.len() > 60), "rows are there");
        let law = office.app.law();
        office
            .app
            .ledger()
            .rebuild(&db, &law, |_| {})
            .await
            .unwrap();
        assert_eq!(derived(&db).await, kept);
    });
}

#[test]
fn numbers_follow_each_other_in_each_register_and_a_taken_one_is_refused() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, mut browser) = prosecutor(&office).await;
        let first = matter_of(&browser.post("/civil/matters", &a_loan(&me)).await);
        let with = |changes: &[(&'static str, &'static str)]| {
            let mut typed = a_loan("");
            for (name, value) in changes {
                typed.retain(|(known, _)| known != name);
                typed.push((name, value));
            }
            typed
        };
        let taken = browser
            .post("/civil/matters", &with(&[("number", "1")]))
            .await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            taken.has("Số 1 của sổ này đã dùng cho vụ"),
            "{}",
            taken.text
        );
        assert!(taken.has("Phạm Bích Ngân"), "what was typed stays");
        let ahead = matter_of(
            &browser
                .post("/civil/matters", &with(&[("number", "7")]))
                .await,
        );
        let next = matter_of(&browser.post("/civil/matters", &with(&[])).await);
        assert!(browser.page(&next).await.contains("số 8, ngày 02/11/2026"));
        let claims = [
            ("kind", "hanh_chinh"),
            ("relation", "Khiếu kiện quyết định thu hồi đất"),
        ];
        let other = matter_of(&browser.post("/civil/matters", &with(&claims)).await);
        let page = browser.page(&other).await;
        assert!(
            page.contains("số 1, ngày 02/11/2026"),
            "a register of its own"
        );
        assert!(page.contains("Người khởi kiện") && page.contains("Người bị kiện"));
        // A matter taken back gives its number free; a correction may take it.
        let page = browser.page(&first).await;
        let back = correction_behind(&page, "Thụ lý kiểm sát sơ thẩm")
            .replace("/correction", "/withdrawal");
        let mut chief = office.signed_in(Role::Chief).await;
        let empty = chief.post(&back, &[("reason", " ")]).await;
        assert!(empty.has("Hãy ghi lý do sửa hoặc rút"), "{}", empty.text);
        let gone = chief.post(&back, &[("reason", "Vào sổ nhầm.")]).await;
        assert_eq!(matter_of(&gone), first);
        assert!(
            !chief.page("/civil").await.contains(&first),
            "it stands in no list"
        );
        let page = chief.page(&ahead).await;
        let wrong = correction_behind(&page, "Thụ lý kiểm sát sơ thẩm");
        let mut typed = with(&[("number", "1")]);
        typed.push(("reason", "Ghi nhầm số."));
        let kept = chief.post(&wrong, &typed).await;
        assert_eq!(matter_of(&kept), ahead);
        let page = chief.page(&ahead).await;
        assert!(
            page.contains("số 1, ngày 02/11/2026") && page.contains("Lý do sửa, rút: Ghi nhầm số.")
        );
    });
}

#[test]
fn bad_input_is_told_beside_its_field_and_nothing_typed_is_lost() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, mut browser) = prosecutor(&office).await;
        let typed = [
            ("effective", "31/11/2026"),
            ("kind", "gì đó"),
            ("relation", ""),
            ("court", "Tòa án nhân dân khu vực 3"),
            ("notice_on", "hôm kia"),
            ("claimants", "  \n "),
            ("prosecutor", "ai đó"),
        ];
        let refused = browser.post("/civil/matters", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "Không có ngày 31/11/2026",
            "Hãy chọn một mục trong danh sách",
            "Hãy ghi: quan hệ tranh chấp",
            "Hãy gõ ngày theo dạng",
            "Hãy ghi ít nhất một người ở bên này",
            "Tòa án nhân dân khu vực 3",
        ] {
            assert!(refused.has(words), "{words}");
        }
        let mut ahead = a_loan(&me);
        ahead[0].1 = "25/11/2026";
        let refused = browser.post("/civil/matters", &ahead).await;
        assert!(refused.has("Ngày này chưa tới"), "{}", refused.text);
        // Somebody recorded meanwhile.
        let matter = matter_of(&browser.post("/civil/matters", &a_loan(&me)).await);
        let ended = [
            ("effective", "10/11/2026"),
            ("ground", "Người khởi kiện rút đơn"),
            ("seen", "1"),
        ];
        let late = browser
            .post(&format!("{matter}/record/civil.ended"), &ended)
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.has("người khác đã ghi thêm") && late.has("Người khởi kiện rút đơn"));
        let strange = browser
            .get(&format!("{matter}/record/civil.accepted"))
            .await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND);
        assert_eq!(
            browser.get("/civil/registers/hinh_su").await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn a_party_is_corrected_and_the_acceptance_stays_while_others_stand_on_it() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, mut browser) = prosecutor(&office).await;
        let matter = matter_of(&browser.post("/civil/matters", &a_loan(&me)).await);
        let page = browser.page(&matter).await;
        let wrong = correction_behind(&page, "Phạm Bích Ngân</dd>".trim_end_matches("</dd>"));
        let form = browser.page(&wrong).await;
        assert!(form.contains("Nguyên đơn") && form.contains("Rút sự kiện này"));
        let typed = [
            ("effective", "2/11/2026"),
            ("name", "Phạm Bích Ngần"),
            ("side", "claimant"),
            ("address", "Tổ 5, phường B'Lao"),
        ];
        let unsaid = browser.post(&wrong, &typed).await;
        assert!(unsaid.has("Hãy ghi lý do sửa hoặc rút") && unsaid.has("Phạm Bích Ngần"));
        let mut said = typed.to_vec();
        said.push(("reason", "Theo giấy tờ tùy thân."));
        let kept = browser.post(&wrong, &said).await;
        assert_eq!(matter_of(&kept), matter);
        let page = browser.page(&matter).await;
        assert!(
            page.contains("vay tài sản: Phạm Bích Ngần –"),
            "the title follows"
        );
        assert!(page.contains("đã đính chính") && page.contains("B&#39;Lao"));
        // Corrected once, it is not corrected again by an old page.
        assert_eq!(
            browser.post(&wrong, &said).await.status,
            StatusCode::NOT_FOUND
        );
        let typed = [
            ("effective", "6/11/2026"),
            ("measure", "Kê biên tài sản đang tranh chấp"),
            ("what", "applied"),
        ];
        let kept = browser
            .post(&format!("{matter}/record/civil.interim_measure"), &typed)
            .await;
        assert_eq!(matter_of(&kept), matter);
        let page = browser.page(&matter).await;
        let back = correction_behind(&page, "Thụ lý kiểm sát sơ thẩm")
            .replace("/correction", "/withdrawal");
        let refused = browser.post(&back, &[("reason", "Nhầm.")]).await;
        assert!(
            refused.has("Hãy rút các sự kiện đó trước"),
            "{}",
            refused.text
        );
        assert_eq!(REGION, "P68-KV03");
    });
}
