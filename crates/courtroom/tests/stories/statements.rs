//! BLTTHS Đ.308: an earlier statement needs a second confirmation with its ground until its person has spoken at the trial.

use db::testing::both;
use serde_json::{Value, json};

use crate::house::{House, TABLES, said};

#[test]
fn a_statement_is_asked_for_twice_until_its_person_has_spoken() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        house
            .document(&mut browser, 1, "Biên bản hỏi cung", "bien_ban_hoi_cung")
            .await;
        house
            .document(&mut browser, 2, "Kết luận giám định", "giam_dinh")
            .await;
        let id = house.add(&mut browser, "xet_hoi", "1").await.remove(0);
        let one = house.list(&format!("/exhibits/{id}"));
        said(
            browser
                .call(
                    "PUT",
                    &one,
                    json!({ "revision": 1, "person": "Thái Doãn Lâm" }),
                )
                .await,
        );
        let session = house.session(&mut browser, "trial").await;
        let release = format!("{session}/release");

        let free = said(
            browser
                .call("POST", &release, json!({ "parts": [{ "bl": "2" }] }))
                .await,
        );
        assert_eq!(free["state"]["caption"], "BL 2 – Kết luận giám định");
        for half in [
            json!({ "exhibit": id }),
            json!({ "exhibit": id, "confirmed": true, "ground": " " }),
            json!({ "exhibit": id, "ground": "mâu thuẫn" }),
            json!({ "parts": [{ "bl": "1" }], "confirmed": true }),
            json!({ "parts": [{ "bl": "2" }, { "bl": "1" }], "confirmed": true }),
        ] {
            let asked = said(browser.call("POST", &release, half.clone()).await);
            assert_eq!(asked["asks"]["kind"], "statement", "{half}");
            assert!(
                asked["asks"]["sentence"]
                    .as_str()
                    .unwrap()
                    .contains("BLTTHS Đ.308 (cần kiểm tra)")
            );
        }
        let state = said(
            browser
                .call("GET", &format!("{session}/state"), json!({}))
                .await,
        );
        assert_eq!(
            state["caption"], "BL 2 – Kết luận giám định",
            "nothing came onto the screen"
        );

        let full =
            json!({ "exhibit": id, "confirmed": true, "ground": "HĐXX cho công bố vì vắng mặt" });
        let shown = said(browser.call("POST", &release, full).await);
        assert_eq!(shown["state"]["exhibit"], id.as_str());
        let report = browser.page(&format!("{session}/report")).await;
        assert!(report.contains("BLTTHS Đ.308: HĐXX cho công bố vì vắng mặt"));

        let spoken = json!({ "person": "thái doãn lâm", "ground": "Đã khai, lời khai mâu thuẫn" });
        said(
            browser
                .call("POST", &format!("{session}/clearances"), spoken)
                .await,
        );
        said(
            browser
                .call("POST", &release, json!({ "parts": [{ "bl": "2" }] }))
                .await,
        );
        let shown = said(
            browser
                .call("POST", &release, json!({ "exhibit": id }))
                .await,
        );
        assert_eq!(shown["state"]["exhibit"], id.as_str(), "no second question");
        let report = browser.page(&format!("{session}/report")).await;
        assert!(report.contains("BLTTHS Đ.308: Đã khai, lời khai mâu thuẫn"));
        // A page beside the list names nobody: it is asked for each time.
        let asked = said(
            browser
                .call("POST", &release, json!({ "parts": [{ "bl": "1" }] }))
                .await,
        );
        assert_eq!(asked["asks"]["kind"], "statement");
    });
}

#[test]
fn a_page_of_no_document_is_asked_for_once_more_and_a_word_of_the_list_settles_it() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let id = house.add(&mut browser, "xet_hoi", "3").await.remove(0);
        let session = house.session(&mut browser, "rehearsal").await;
        let release = format!("{session}/release");
        let asked = said(
            browser
                .call("POST", &release, json!({ "exhibit": id }))
                .await,
        );
        assert_eq!(asked["asks"]["kind"], "unknown");
        let done = said(
            browser
                .call(
                    "POST",
                    &release,
                    json!({ "exhibit": id, "confirmed": true }),
                )
                .await,
        );
        assert!(matches!(&done["state"], Value::Object(_)));
        let one = house.list(&format!("/exhibits/{id}"));
        said(
            browser
                .call("PUT", &one, json!({ "revision": 1, "statement": "no" }))
                .await,
        );
        let done = said(
            browser
                .call("POST", &release, json!({ "exhibit": id }))
                .await,
        );
        assert!(matches!(&done["state"], Value::Object(_)), "{done}");
        said(
            browser
                .call("PUT", &one, json!({ "revision": 2, "statement": "yes" }))
                .await,
        );
        let asked = said(
            browser
                .call("POST", &release, json!({ "exhibit": id }))
                .await,
        );
        assert_eq!(asked["asks"]["kind"], "statement");
    });
}
