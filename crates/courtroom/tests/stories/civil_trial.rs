//! Phiên tòa dân sự, hành chính: the same list and screens with phases of their own, and no question that only criminal procedure asks.

use axum::http::StatusCode;
use db::testing::both;
use serde_json::json;

use crate::house::{House, TABLES, said};

#[test]
fn an_administrative_trial_has_its_own_phases_and_shows_a_statement_without_the_question_of_article_308()
 {
    both(&TABLES, |db| async move {
        let house = House::civil(db, "hanh_chinh").await;
        let mut browser = house.prosecutor().await;
        let kind = "bien_ban_loi_khai";
        let title = "Biên bản ghi lời khai";
        house.document(&mut browser, 1, title, kind).await;
        let list = said(browser.call("GET", &house.list("/list"), json!({})).await);
        let phases = list["phases"].as_array().unwrap().iter();
        let phases: Vec<&str> = phases.map(|one| one["value"].as_str().unwrap()).collect();
        assert_eq!(phases, ["trinh_bay", "xet_hoi", "tranh_luan", "phat_bieu"]);
        let to_check = list["phases_to_check"].as_str().unwrap();
        assert!(
            to_check.contains("Tố tụng hành chính") && to_check.contains("cần kiểm tra"),
            "{to_check}"
        );
        let criminal = json!({ "phase": "luan_toi", "typed": "1" });
        let refused = browser
            .call("POST", &house.list("/exhibits"), criminal)
            .await;
        assert_ne!(refused.status, StatusCode::OK, "no phase of this trial");
        let id = house.add(&mut browser, "phat_bieu", "1").await.remove(0);
        assert!(
            browser
                .page(&house.list("/print"))
                .await
                .contains("Kiểm sát viên phát biểu")
        );
        let session = house.session(&mut browser, "trial").await;
        let sheet = said(
            browser
                .call("GET", &format!("{session}/sheet"), json!({}))
                .await,
        );
        assert_eq!(sheet["phases"].as_array().unwrap().len(), 4);
        let release = format!("{session}/release");
        // The list was not approved: one confirmation; that it is an earlier statement asks for no ground.
        let shown = said(
            browser
                .call("POST", &release, json!({ "parts": [{ "bl": "1" }] }))
                .await,
        );
        assert_eq!(
            shown["state"]["caption"], "BL 1 – Biên bản ghi lời khai",
            "{shown}"
        );
        let state = said(
            browser
                .call("GET", &format!("{session}/state"), json!({}))
                .await,
        );
        assert_eq!(state["caption"], "BL 1 – Biên bản ghi lời khai");
        let ended = browser.post(&format!("{session}/end"), &[]).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
        let report = browser.page(&format!("{session}/report")).await;
        assert!(report.contains("BL 1") && !report.contains("Đ.308:"));
        // Counted apart from criminal trials, and named as what it is; Excel too.
        let adoption = browser.page("/courtroom/adoption").await;
        let row = adoption
            .split("Phiên tòa dân sự, hành chính trình chiếu")
            .nth(1);
        let row = row.unwrap().split("</tr>").next().unwrap();
        assert!(row.contains("trong 1 vụ việc dân sự, hành chính"), "{row}");
        let list = |what: &str| format!("/courtroom/adoption/figure?what={what}");
        let criminal = browser.page(&list("phien-toa")).await;
        assert!(criminal.contains("Không có gì trong kỳ này"), "{criminal}");
        let mut chief = house.office.signed_in(people::Role::Chief).await;
        let mine = chief.page(&list("phien-toa-dan-su")).await;
        assert!(
            mine.contains(&house.matter.code) && mine.contains("Dân sự, hành chính"),
            "{mine}"
        );
        // It is found by what is in dispute, among the cases for which a list can be made.
        let found = browser.page("/courtroom?q=hop%20dong%20vay").await;
        assert!(found.contains(&house.list("")), "{id}");
        // No fact of criminal procedure stands in its line.
        let facts = ledger::facts_of(house.office.app.db(), house.matter.id)
            .await
            .unwrap();
        assert!(facts.iter().all(|fact| fact.kind.starts_with("civil.")));
        assert!(law::is_civil(&facts));
    });
}

#[test]
fn a_civil_matter_is_listed_with_the_phases_of_civil_procedure_and_kept_from_strangers() {
    both(&TABLES, |db| async move {
        let house = House::civil(db, "hon_nhan_gia_dinh").await;
        let mut browser = house.prosecutor().await;
        let list = said(browser.call("GET", &house.list("/list"), json!({})).await);
        assert!(
            list["phases_to_check"]
                .as_str()
                .unwrap()
                .contains("BLTTDS 2015")
        );
        assert_eq!(house.matter.procedure, "dan_su");
        assert!(house.matter.is_civil());
        let mut other = house
            .office
            .signed_in_at(people::Role::Prosecutor, "P68-KV04")
            .await;
        for below in ["", "/list", "/print"] {
            let asked = other.get(&house.list(below)).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{below}");
        }
        let page = format!("/casefile/pages/{}/image", house.pages[0]);
        assert_ne!(other.get(&page).await.status, StatusCode::OK);
    });
}
