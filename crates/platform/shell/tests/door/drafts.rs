//! Bản nháp.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::{Field, draft, testing::Office};

use crate::TABLES;

#[test]
fn what_was_typed_survives_and_can_be_taken_back() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        let source = r#"{"page":"018f0000-0000-7000-8000-000000000001","rect":[1,2,3,4],"label":"BL 3","href":"/casefile/x"}"#;
        for (value, source) in [("20/5/26", source), ("21/5/26", "")] {
            let kept = browser
                .post(
                    "/shell/draft/report-new",
                    &[
                        ("field", "received_on"),
                        ("value", value),
                        ("source", source),
                    ],
                )
                .await;
            assert_eq!(
                (kept.status, kept.has("09:00")),
                (StatusCode::OK, true),
                "{}",
                kept.text
            );
        }
        let past = browser
            .get("/shell/draft/report-new/past/received_on")
            .await;
        assert!(past.has("20/5/26") && past.has("BL 3") && !past.has("21/5/26"));

        // Another person sees nothing of it.
        let mut other = office.signed_in(Role::Prosecutor).await;
        assert_eq!(
            other
                .get("/shell/draft/report-new/past/received_on")
                .await
                .text,
            "[]"
        );
    });
}

#[test]
fn a_draft_opens_with_its_form_and_goes_when_the_form_is_recorded() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (person, login) = office
            .employ(Role::Prosecutor, shell::testing::REGION)
            .await;
        let mut browser = office.browser();
        browser.sign_in(&login, shell::testing::PASSWORD).await;
        let source = r#"{"page":"018f0000-0000-7000-8000-000000000001","rect":[1,2,3,4],"label":"BL 3","href":"/casefile/x"}"#;
        browser
            .post(
                "/shell/draft/report-new",
                &[
                    ("field", "received_on"),
                    ("value", "20/5/26"),
                    ("source", source),
                ],
            )
            .await;

        let form = draft::load(office.app.db(), person, "report-new")
            .await
            .unwrap();
        let field = form.fill(Field::date("received_on", "Ngày nhận"));
        assert_eq!(
            (field.value.as_str(), field.source.unwrap().label.as_str()),
            ("20/5/26", "BL 3")
        );

        browser
            .call("DELETE", "/shell/draft/report-new", serde_json::json!({}))
            .await;
        let form = draft::load(office.app.db(), person, "report-new")
            .await
            .unwrap();
        assert_eq!(form.get("received_on"), "");
    });
}

#[test]
fn a_draft_that_cannot_be_kept_says_so_as_the_page_reads_it() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        browser.headers.push(("hx-request", "true".into()));
        let refused = browser
            .post("/shell/draft/report-new", &[("field", ""), ("value", "x")])
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.has("alert-box") && refused.has("Không lưu nháp được ô này."));
    });
}
