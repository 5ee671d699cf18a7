//! Màn hình của phiên tòa: tried from outside at every address. Nothing is given that does not stand on it now.

use axum::http::StatusCode;
use base64::Engine as _;
use courtroom::session::KEY_LASTS;
use db::{Sql, args, testing::both};
use serde_json::json;
use shell::testing::Browser;
use uuid::Uuid;

use crate::house::{House, TABLES, said};

/// The court's address of a session, as its console tells it.
async fn court_of(browser: &mut Browser<'_>, session: &str) -> String {
    let state = said(
        browser
            .call("GET", &format!("{session}/state"), json!({}))
            .await,
    );
    state["court"].as_str().unwrap().to_owned()
}

async fn show(browser: &mut Browser<'_>, session: &str, part: serde_json::Value) {
    let ask = json!({ "parts": [part], "confirmed": true });
    let told = said(
        browser
            .call("POST", &format!("{session}/release"), ask)
            .await,
    );
    assert!(told["state"].is_object(), "{told}");
}

async fn is_given(guest: &mut Browser<'_>, court: &str, handle: &str) -> bool {
    let answer = guest.get(&format!("{court}/pictures/{handle}")).await;
    match answer.status {
        StatusCode::OK => {
            assert_eq!(answer.header("content-type"), "image/jpeg");
            assert_eq!(answer.header("cache-control"), "no-store");
            true
        }
        status => {
            assert_eq!(status, StatusCode::NOT_FOUND, "{}", answer.text);
            false
        }
    }
}

#[test]
fn the_court_is_given_what_was_released_while_it_stands_there_and_nothing_else() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let mut browser = house.prosecutor().await;
        let session = house.session(&mut browser, "trial").await;
        let court = court_of(&mut browser, &session).await;
        let mut guest = house.office.browser();
        let page = guest.get(&court).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.has("Đe dọa đăng ảnh"), "the page names no case");

        show(&mut browser, &session, json!({ "bl": "1" })).await;
        let first = house.handles().await.remove(0);
        assert!(is_given(&mut guest, &court, &first).await);
        // Every other name of a page or of its picture opens nothing.
        let hash: String = db
            .one("SELECT picture FROM casefile_page WHERE no = 2", args![])
            .await
            .unwrap();
        for guess in [
            house.pages[0].to_string(),
            house.pages[1].to_string(),
            hash,
            Uuid::now_v7().to_string(),
            "1".into(),
        ] {
            assert!(!is_given(&mut guest, &court, &guess).await, "{guess}");
        }
        for beside in [
            format!("/casefile/pages/{}/image", house.pages[0]),
            format!("{session}/state"),
            house.list("/list"),
        ] {
            let answer = guest.get(&beside).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{beside}");
            assert!(answer.location().starts_with("/sign-in"));
        }
        let other = format!("/court/{}", "a".repeat(52));
        assert_eq!(guest.get(&other).await.status, StatusCode::NOT_FOUND);
        assert!(
            !is_given(&mut guest, &other, &first).await,
            "another session's key"
        );

        show(&mut browser, &session, json!({ "bl": "2" })).await;
        let second = house.handles().await.remove(0);
        assert!(
            !is_given(&mut guest, &court, &first).await,
            "it is off the screen"
        );
        assert!(is_given(&mut guest, &court, &second).await);
        let dark = browser
            .call("PUT", &format!("{session}/blank"), json!({ "on": true }))
            .await;
        assert_eq!(dark.status, StatusCode::OK);
        assert!(
            !is_given(&mut guest, &court, &second).await,
            "the screen is dark"
        );
        said(
            browser
                .call("PUT", &format!("{session}/blank"), json!({ "on": false }))
                .await,
        );
        let third = house.handles().await.remove(0);
        assert_ne!(third, second, "lit again under another name");
        assert!(is_given(&mut guest, &court, &third).await);
    });
}

#[test]
fn a_crop_leaves_the_rest_of_its_page_at_home() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let session = house.session(&mut browser, "trial").await;
        let court = court_of(&mut browser, &session).await;
        let part = json!({ "bl": "1", "look": "crop", "rect": [100, 100, 300, 180], "lights": [[120, 120, 200, 140]] });
        show(&mut browser, &session, part).await;
        let mut guest = house.office.browser();
        let handle = house.handles().await.remove(0);
        let answer = guest.get(&format!("{court}/pictures/{handle}")).await;
        let cut = image::load_from_memory(&answer.bytes).unwrap();
        assert_eq!((cut.width(), cut.height()), (200, 80));
    });
}

#[test]
fn an_address_that_is_revoked_changed_expired_or_of_an_ended_session_opens_no_more() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let session = house.session(&mut browser, "trial").await;
        let again = house.session(&mut browser, "trial").await;
        assert_eq!(session, again, "an open session is gone on with");
        let mut guest = house.office.browser();
        let key = format!("{session}/key");

        let first = court_of(&mut browser, &session).await;
        show(&mut browser, &session, json!({ "bl": "1" })).await;
        said(browser.call("POST", &key, json!({})).await);
        let second = court_of(&mut browser, &session).await;
        assert_ne!(first, second);
        assert_eq!(guest.get(&first).await.status, StatusCode::NOT_FOUND);
        assert_eq!(guest.get(&second).await.status, StatusCode::OK);
        said(browser.call("DELETE", &key, json!({})).await);
        assert_eq!(court_of(&mut browser, &session).await, "");
        for below in ["", "/events"] {
            let answer = guest.get(&format!("{second}{below}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{below}");
        }
        said(browser.call("POST", &key, json!({})).await);
        let third = court_of(&mut browser, &session).await;
        house.office.wait(KEY_LASTS);
        let mut browser = house.prosecutor().await;
        assert_eq!(
            guest.get(&third).await.status,
            StatusCode::NOT_FOUND,
            "expired"
        );
        said(browser.call("POST", &key, json!({})).await);
        let fourth = court_of(&mut browser, &session).await;
        assert_eq!(guest.get(&fourth).await.status, StatusCode::OK);
        let ended = browser.post(&format!("{session}/end"), &[]).await;
        assert_eq!(ended.location(), format!("{session}/report"));
        assert_eq!(
            guest.get(&fourth).await.status,
            StatusCode::NOT_FOUND,
            "ended"
        );
        let late = browser
            .call(
                "POST",
                &format!("{session}/release"),
                json!({ "parts": [{ "bl": "1" }], "confirmed": true }),
            )
            .await;
        assert_eq!(
            late.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            late.text
        );
    });
}

#[test]
fn a_line_to_the_court_brings_what_stands_there_once_and_ends_with_the_session() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let session = house.session(&mut browser, "trial").await;
        let court = court_of(&mut browser, &session).await;
        show(&mut browser, &session, json!({ "bl": "1" })).await;
        // Whoever connects late, or anew after a cut, sees what stands there.
        let mut guest = house.office.browser();
        let handle = house.handles().await.remove(0);
        let picture = guest.get(&format!("{court}/pictures/{handle}")).await;
        let events = format!("{court}/events");
        let (state, hold) = (format!("{session}/state"), format!("{session}/hold"));
        let (heard, _) = tokio::join!(guest.get(&events), async {
            // The session ends once the screen is there and was told; that it is held meanwhile brings no picture twice.
            let mut told = 0;
            while told < 20 {
                let now = said(browser.call("GET", &state, json!({})).await);
                told += now["screens"].as_i64().unwrap_or(0).min(1);
            }
            said(browser.call("PUT", &hold, json!({ "on": true })).await);
            for _ in 0..20 {
                said(browser.call("GET", &state, json!({})).await);
            }
            browser.post(&format!("{session}/end"), &[]).await
        });
        assert!(heard.text.starts_with("event: picture"), "{}", heard.text);
        assert_eq!(heard.text.matches("event: picture").count(), 1);
        let bytes = base64::engine::general_purpose::STANDARD.encode(&picture.bytes);
        assert!(heard.has(&bytes), "the picture came with its word");
        assert!(
            heard.has("\"caption\":\"BL 1\"") && heard.has("event: over"),
            "{}",
            heard.text
        );
        for page in &house.pages {
            assert!(!heard.has(&page.to_string()), "no page is named");
        }
    });
}

#[test]
fn a_held_screen_takes_nothing_and_the_log_keeps_what_stood_there_and_how_long() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let session = house.session(&mut browser, "trial").await;
        show(&mut browser, &session, json!({ "bl": "1" })).await;
        house.office.wait(61_000);
        said(
            browser
                .call("PUT", &format!("{session}/hold"), json!({ "on": true }))
                .await,
        );
        let refused = browser
            .call(
                "POST",
                &format!("{session}/release"),
                json!({ "parts": [{ "bl": "2" }], "confirmed": true }),
            )
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("đang được giữ"), "{}", refused.text);
        said(
            browser
                .call("PUT", &format!("{session}/hold"), json!({ "on": false }))
                .await,
        );
        said(
            browser
                .call("PUT", &format!("{session}/blank"), json!({ "on": true }))
                .await,
        );
        house.office.wait(30_000);
        said(
            browser
                .call("PUT", &format!("{session}/blank"), json!({ "on": false }))
                .await,
        );
        house.office.wait(5_000);
        let notes = json!({ "notes": "Bị cáo thừa nhận", "revision": 1 });
        said(
            browser
                .call("PUT", &format!("{session}/notes"), notes.clone())
                .await,
        );
        let late = browser
            .call("PUT", &format!("{session}/notes"), notes)
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        browser.post(&format!("{session}/end"), &[]).await;
        let report = browser.page(&format!("{session}/report")).await;
        for words in [
            "1 phút 01 giây",
            "5 giây",
            "1 phút 06 giây, 2 lần",
            "Ngoài danh mục, mở tại phiên tòa",
            "Bị cáo thừa nhận",
        ] {
            assert!(report.contains(words), "{words} in {report}");
        }
    });
}
