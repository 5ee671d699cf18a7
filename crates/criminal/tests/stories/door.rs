//! Qua cửa: what a prosecutor sees and is told, over HTTP.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::{Answer, Browser, Office, REGION};
use uuid::Uuid;

use crate::{TABLES, a_report, act, office, work_as};

/// The first address of a matter in an answer's `location`.
fn matter_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location().to_owned();
    assert!(path.starts_with("/criminal/matters/"), "{path}");
    path
}

/// The person of a matter's page, by the anchor of their card or the choice in a form.
fn person_in(page: &str) -> String {
    let at = page
        .find("name=\"subject\"")
        .map(|at| &page[at..])
        .unwrap_or(page);
    let choices = at.split("<option value=\"").skip(2);
    choices
        .map(|rest| rest[..36].to_owned())
        .find(|id| id.parse::<Uuid>().is_ok())
        .expect("a person")
}

async fn prosecutor(office: &Office) -> (Uuid, Browser<'_>) {
    let (id, login) = office.employ(Role::Prosecutor, REGION).await;
    let mut browser = office.browser();
    let answer = browser.sign_in(&login, shell::testing::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (id, browser)
}

#[test]
fn a_prosecutor_registers_a_report_and_follows_it_into_custody() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, mut browser) = prosecutor(&office).await;
        let form = browser.page("/criminal/reports/new").await;
        assert!(form.contains("data-autosave") && form.contains("Lấy số thụ lý tiếp theo"));
        let me = me.to_string();
        let typed = [
            ("effective", "2/11/2026 13:55"),
            ("report_kind", "to_giac"),
            ("summary", "Bị đe dọa, buộc đưa 20.000.000 đồng."),
            ("informant", "Phạm Bích Ngân"),
            ("people", "Thái Doãn Lâm"),
            ("charges", "170.1"),
            ("take_docket", "true"),
            ("prosecutor", me.as_str()),
            ("assignment_number", "155/QĐ-VKSKV3"),
            ("assigned_on", "3/11/2026"),
            ("register_number", "137"),
        ];
        let matter = matter_of(&browser.post("/criminal/reports", &typed).await);
        let page = browser.page(&matter).await;
        for words in [
            "Nguồn tin về Thái Doãn Lâm",
            "P68-KV03-000001",
            "Đang kiểm tra, xác minh",
            "23/11/2026",
            "155/QĐ-VKSKV3",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let list = browser.page("/criminal/reports?prosecutor=me&q=lam").await;
        assert!(list.contains("P68-KV03-000001") && list.contains("Cưỡng đoạt tài sản"));
        // Custody counts by the hour; the clock shows where its end comes from.
        let custody = format!("{matter}/record/custody.started");
        let subject = person_in(&browser.page(&custody).await);
        let typed = [
            ("subject", subject.as_str()),
            ("effective", "18/11/2026 17:00"),
            ("number", "205/QĐTG-CSĐT"),
            ("from", "18/11/2026 17h"),
            ("to", "21/11/2026 17:00"),
            (
                "source.from",
                r#"{"page":"018f0000-0000-7000-8000-000000000001","rect":[10,20,30,40],"label":"BL 12","href":"/casefile/x"}"#,
            ),
            ("confirmed", "true"),
        ];
        assert_eq!(matter_of(&browser.post(&custody, &typed).await), matter);
        let page = browser.page(&matter).await;
        assert!(page.contains("17:00 21/11/2026") && page.contains("Bị tạm giữ"));
        assert!(
            page.contains("/casefile/pages/018f0000-0000-7000-8000-000000000001?rect=10,20,30,40")
        );
        assert!(
            browser
                .page("/criminal/held")
                .await
                .contains("Thái Doãn Lâm")
        );
        let home = browser.page("/criminal").await;
        assert!(home.contains("Thái Doãn Lâm") && home.contains("proof"));
        let found = browser.get("/palette?q=thai%20doan").await;
        assert!(found.has(&matter), "{}", found.text);
    });
}

#[test]
fn a_report_about_two_people_names_both_and_tells_its_content_once() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, mut browser) = prosecutor(&office).await;
        let form = browser.page("/criminal/reports/new").await;
        // Nothing typed, the number of the assignment comes from the unit's own book: one page, no warning.
        let tick = form
            .split("name=\"take_assignment_number\" value=\"true\"")
            .nth(1)
            .unwrap();
        assert!(tick.starts_with(" checked"), "ticked from the start");
        let kinds = form.find("value=\"to_giac\"").unwrap();
        assert!(
            kinds < form.find("value=\"kien_nghi_khoi_to\"").unwrap(),
            "as Đ144 lists them"
        );
        let me = me.to_string();
        let typed = [
            ("effective", "17 giờ 30 phút ngày 02/11/2026"),
            ("report_kind", "to_giac"),
            ("summary", "Đánh bạc tại nhà riêng nhiều lần."),
            ("people", "Hoàng Văn Lả\nLò Văn Panh"),
            ("prosecutor", me.as_str()),
            ("assignment_number", ""),
            ("take_assignment_number", ""),
            ("take_assignment_number", "true"),
        ];
        let matter = matter_of(&browser.post("/criminal/reports", &typed).await);
        let page = browser.page(&matter).await;
        assert!(page.contains("Nguồn tin về Hoàng Văn Lả và 1 người khác"));
        assert_eq!(page.matches("Đánh bạc tại nhà riêng nhiều lần.").count(), 1);
        assert!(page.contains("17 giờ 30 phút ngày 02/11/2026") && page.contains("1/QĐ-VKSKV3"));
        let list = browser.page("/criminal/reports").await;
        assert!(list.contains("Hoàng Văn Lả, Lò Văn Panh"));
    });
}

#[test]
fn a_number_is_not_taken_from_our_book_for_the_paper_of_another_procuracy() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/report.verification_requested");
        let typed = [
            ("effective", "4/11/2026"),
            ("issuer", "Viện kiểm sát nhân dân tỉnh Lâm Đồng"),
            ("request_items", "Xác minh số tiền."),
            ("take_number", "true"),
        ];
        let asked = browser.post(&path, &typed).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.has("chưa có số văn bản"), "{}", asked.text);
    });
}

#[test]
fn detention_before_the_charge_is_approved_is_refused_with_its_article_and_what_was_typed_stays() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, who) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let mut browser = office.signed_in(Role::Chief).await;
        let who = who.to_string();
        let typed = [
            ("subject", who.as_str()),
            ("effective", "10/11/2026"),
            ("number", "141/LTG-CSĐT"),
            ("from", "10/11/2026"),
            ("to", "10/1/2027"),
            ("reason", "Có căn cứ bỏ trốn."),
            ("confirmed", "true"),
        ];
        let answer = browser
            .post(
                &format!("/criminal/matters/{matter}/record/detention.ordered"),
                &typed,
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.has("141/LTG-CSĐT") && answer.has("Có căn cứ bỏ trốn.") && answer.has("BLTTHS"),
            "{}",
            answer.text
        );
        // A day that does not exist is told beside its field.
        let typed = [
            ("subject", who.as_str()),
            ("effective", "31/11/2026"),
            ("from", "x"),
        ];
        let answer = browser
            .post(
                &format!("/criminal/matters/{matter}/record/custody.started"),
                &typed,
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("Không có ngày 31/11/2026"));
    });
}

#[test]
fn a_warning_waits_for_a_tick_and_the_fact_keeps_that_it_was_read() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/report.verification_requested");
        let typed = vec![
            ("effective", "4/11/2026"),
            ("request_items", "Xác minh số tiền."),
        ];
        let asked = browser.post(&path, &typed).await;
        assert_eq!(
            asked.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            asked.text
        );
        assert!(
            asked.has("chưa có số văn bản")
                && asked.has("name=\"confirmed\"")
                && asked.has("Xác minh số tiền.")
        );
        let confirmed = [typed, vec![("confirmed", "true")]].concat();
        matter_of(&browser.post(&path, &confirmed).await);
        let facts = ledger::facts_of(&db, matter).await.unwrap();
        let told = &facts.last().unwrap().body["warnings_confirmed"];
        assert!(
            told.as_array()
                .unwrap()
                .iter()
                .any(|code| code == "number.missing"),
            "{told}"
        );
        // Taking the number from the book leaves nothing to warn of.
        let typed = [
            ("effective", "5/11/2026"),
            ("request_items", "Xác minh thêm."),
            ("take_number", "true"),
        ];
        matter_of(&browser.post(&path, &typed).await);
        let facts = ledger::facts_of(&db, matter).await.unwrap();
        assert_eq!(facts.last().unwrap().number.as_deref(), Some("1/YC-VKSKV3"));
        assert!(
            browser
                .page("/criminal/numbers")
                .await
                .contains("1/YC-VKSKV3")
        );
    });
}

#[test]
fn who_saw_less_hears_what_the_other_recorded_and_loses_nothing() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let seen = ledger::facts_of(&db, matter)
            .await
            .unwrap()
            .last()
            .unwrap()
            .seq
            .to_string();
        let mut first = office.signed_in(Role::Chief).await;
        let mut second = office.signed_in(Role::DeputyChief).await;
        let path = format!("/criminal/matters/{matter}/record/matter.noted");
        let typed = |note| {
            [
                ("effective", "5/11/2026"),
                ("note", note),
                ("seen", seen.as_str()),
                ("confirmed", "true"),
            ]
        };
        matter_of(&first.post(&path, &typed("Đã gọi cho bị hại.")).await);
        let late = second.post(&path, &typed("Đã gặp Điều tra viên.")).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(
            late.has("người khác đã ghi thêm")
                && late.has("Ghi chú")
                && late.has("Đã gặp Điều tra viên.")
        );
        let newest = ledger::facts_of(&db, matter)
            .await
            .unwrap()
            .last()
            .unwrap()
            .seq
            .to_string();
        assert!(late.has(&format!("name=\"seen\" value=\"{newest}\"")));
    });
}

#[test]
fn a_mistake_is_corrected_or_withdrawn_with_a_reason_and_stays_readable() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let facts = ledger::facts_of(&db, matter).await.unwrap();
        let received = facts
            .iter()
            .find(|fact| fact.kind == "report.received")
            .unwrap()
            .id;
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/facts/{received}");
        let form = browser.page(&format!("{path}/correction")).await;
        assert!(form.contains("02/11/2026") && form.contains("Bị đe dọa, buộc đưa tiền."));
        let mut typed = vec![
            ("effective", "3/11/2026"),
            ("report_kind", "to_giac"),
            ("summary", "Bị đe dọa, buộc đưa tiền."),
            ("confirmed", "true"),
        ];
        let refused = browser.post(&format!("{path}/correction"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("Hãy ghi lý do"));
        typed.push((
            "correction_reason",
            "Ghi nhầm ngày; theo sổ tiếp nhận là 03/11.",
        ));
        matter_of(&browser.post(&format!("{path}/correction"), &typed).await);
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        assert!(
            page.contains("đã đính chính")
                && page.contains("Ghi nhầm ngày; theo sổ tiếp nhận là 03/11.")
        );
        let work = work_as(&office, Role::Chief).await;
        criminal::record_act(
            &work,
            matter,
            act("matter.noted", "2026-11-05").with("note", "Nhầm hồ sơ."),
            None,
        )
        .await
        .unwrap();
        work.commit().await.unwrap();
        let noted = ledger::facts_of(&db, matter)
            .await
            .unwrap()
            .last()
            .unwrap()
            .id;
        let path = format!("/criminal/matters/{matter}/facts/{noted}/withdrawal");
        assert_eq!(
            browser.post(&path, &[("reason", " ")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        matter_of(
            &browser
                .post(&path, &[("reason", "Ghi nhầm sang hồ sơ này.")])
                .await,
        );
        assert!(
            browser
                .page(&format!("/criminal/matters/{matter}"))
                .await
                .contains("Ghi nhầm sang hồ sơ này.")
        );
    });
}

#[test]
fn what_is_not_assigned_is_not_written_and_another_unit_reads_nothing() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let path = format!("/criminal/matters/{matter}");
        let (_, mut colleague) = prosecutor(&office).await;
        assert_eq!(colleague.get(&path).await.status, StatusCode::OK);
        let typed = [
            ("effective", "5/11/2026"),
            ("note", "x"),
            ("confirmed", "true"),
        ];
        let refused = colleague
            .post(&format!("{path}/record/matter.noted"), &typed)
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut elsewhere = office.signed_in_at(Role::Prosecutor, "P68-KV04").await;
        assert_eq!(elsewhere.get(&path).await.status, StatusCode::FORBIDDEN);
        assert!(
            !elsewhere
                .page("/criminal/reports")
                .await
                .contains("Thái Doãn Lâm")
        );
        assert!(!elsewhere.get("/palette?q=thai").await.has("Thái"));
        // The leaders of the province open what stands behind a figure.
        let mut province = office
            .signed_in_at(Role::Chief, shell::testing::PROVINCE)
            .await;
        assert_eq!(province.get(&path).await.status, StatusCode::OK);
        let mut technician = office.signed_in(Role::ItOfficer).await;
        assert_eq!(technician.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            colleague
                .get("/criminal/matters/018f0000-0000-7000-8000-00000000ffff")
                .await
                .status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn one_paper_for_several_accused_is_entered_once() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let second = Uuid::now_v7();
        let work = work_as(&office, Role::Chief).await;
        let record = |entry| criminal::record_act(&work, matter, entry, None);
        record(
            act("party.described", "2026-11-02")
                .about(second)
                .with("name", "Lưu Gia Huy"),
        )
        .await
        .unwrap();
        let charges = serde_json::json!([{ "article": "170", "clause": 1 }]);
        record(act("case.initiated", "2026-11-05").with("charges", charges.clone()))
            .await
            .unwrap();
        for who in [first, second] {
            record(
                act("accused.initiated", "2026-11-06")
                    .about(who)
                    .with("charges", charges.clone()),
            )
            .await
            .unwrap();
        }
        work.commit().await.unwrap();
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/accused.approved?subject={first}");
        let form = browser.page(&path).await;
        let also = format!("also-{second}");
        assert!(form.contains(&also) && form.contains("Cùng áp dụng với Lưu Gia Huy"));
        let first = first.to_string();
        let typed = [
            ("subject", first.as_str()),
            (also.as_str(), "true"),
            ("effective", "9/11/2026"),
            ("take_number", "true"),
            ("confirmed", "true"),
        ];
        matter_of(&browser.post(&path, &typed).await);
        let facts = ledger::facts_of(&db, matter).await.unwrap();
        let numbers: Vec<_> = facts
            .iter()
            .filter(|fact| fact.kind == "accused.approved")
            .map(|fact| fact.number.clone())
            .collect();
        assert_eq!(
            numbers,
            [
                Some("1/QĐ-VKSKV3".to_owned()),
                Some("2/QĐ-VKSKV3".to_owned())
            ]
        );
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        assert!(page.matches("Bị can<").count() >= 2, "both are accused now");
    });
}
