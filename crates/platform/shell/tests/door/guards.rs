//! Headers, forged requests, errors as sentences, every route behind its gate.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use db::testing::both;
use people::Role;
use shell::{Needs, Problem, Routes, testing::Office};

use crate::TABLES;

#[test]
fn a_request_forged_on_another_site_is_refused() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        let form = || {
            Request::post("/people/me/sessions/end-all")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        };
        let right = format!("csrf={}", browser.csrf());
        let no_token = browser.send(form(), Body::from("a=b")).await;
        assert_eq!(no_token.status, StatusCode::FORBIDDEN);
        let wrong_token = browser.send(form(), Body::from("csrf=0000")).await;
        assert_eq!(wrong_token.status, StatusCode::FORBIDDEN);
        for (name, value) in [
            ("origin", "https://example.org"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "null"),
        ] {
            let forged = browser
                .send(form().header(name, value), Body::from(right.clone()))
                .await;
            assert_eq!(forged.status, StatusCode::FORBIDDEN, "{name}: {value}");
        }
        assert_eq!(browser.get("/people/me").await.status, StatusCode::OK);
        let ours = form()
            .header("origin", "https://kiemsat.test")
            .header("sec-fetch-site", "same-origin");
        assert_eq!(
            browser.send(ours, Body::from(right)).await.status,
            StatusCode::SEE_OTHER
        );
    });
}

#[test]
fn every_answer_carries_its_guard() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.browser();
        for path in ["/sign-in", "/nowhere", "/people/units"] {
            let answer = browser.get(path).await;
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("unsafe"),
                "{path}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("x-request-id").len(), 32);
        }
        browser.get("/sign-in").await;
        let refused = browser
            .post("/sign-in", &[("name", "ai"), ("password", "x")])
            .await;
        assert!(!refused.text.contains("<script>") && !refused.text.contains("style=\""));
    });
}

#[test]
fn a_page_that_is_not_there_says_so_in_the_form_the_asker_reads() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.browser();
        let page = browser.get("/nowhere").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.has("<!doctype html>") && page.has("Không tìm thấy"));
        let json = browser.call("GET", "/nowhere", serde_json::json!({})).await;
        let read: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert!(read["message"].as_str().unwrap().contains("không có"));
    });
}

#[test]
fn a_fault_of_ours_shows_a_number_and_never_its_cause() {
    both(&TABLES, |db| async move {
        let routes = Routes::new()
            .get("/broken", Needs::Public, || async {
                Err::<(), _>(Problem::failed("secret cause"))
            })
            .get("/panic", Needs::Public, || async {
                if true {
                    panic!("secret cause")
                }
            });
        let office = Office::with(db, Vec::new(), shell::routes().merge(routes), |app| app).await;
        let mut browser = office.browser();
        for path in ["/broken", "/panic"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
            assert!(
                answer.has("hãy đọc số") && !answer.has("secret cause"),
                "{path}"
            );
        }
    });
}

#[test]
fn a_body_that_is_too_large_is_refused_with_a_sentence() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        let long = "x".repeat(5 << 20);
        let answer = browser
            .post("/shell/draft/k", &[("field", "f"), ("value", &long)])
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.has("quá lớn"));
    });
}

#[test]
fn a_large_page_is_sent_small() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.browser();
        browser.headers.push(("accept-encoding", "gzip".into()));
        assert_eq!(
            browser.get("/sign-in").await.header("content-encoding"),
            "gzip"
        );
    });
}
