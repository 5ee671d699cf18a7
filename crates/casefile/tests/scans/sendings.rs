//! Sendings in parts: a line that breaks, a browser that is closed and a program that is started again lose nothing.

use axum::http::StatusCode;
use casefile::files_of;
use db::{Sql, args, testing::both};
use people::Role;

use crate::{
    coming::{Coming, announce, complete, part, sent, value},
    house::{TABLES, THREE_PAGES},
};

#[test]
fn a_sending_goes_on_where_it_broke_off_and_is_taken_once() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let mut clerk = coming.browser().await;
        let begun = value(&announce(&mut clerk, &coming.matter, "a.pdf", THREE_PAGES.len()).await);
        let url = begun["url"].as_str().unwrap().to_owned();
        let half = THREE_PAGES.len() / 2;
        assert_eq!(
            part(&mut clerk, &url, 0, &THREE_PAGES[..half]).await,
            half as u64
        );
        // Too early to finish; a part for another place changes nothing.
        assert_eq!(complete(&mut clerk, &url).await["offset"], half);
        assert_eq!(part(&mut clerk, &url, 0, b"again").await, half as u64);
        assert_eq!(
            part(&mut clerk, &url, half + 5, b"ahead").await,
            half as u64
        );
        // The page says so, and who chooses the file again goes on.
        let page = clerk
            .page(&format!("{}/intake", coming.matter.href()))
            .await;
        assert!(page.contains("đang gửi dở (50%)") || page.contains("đang gửi dở (49%)"));
        let mut again = coming.browser().await;
        let known = value(&announce(&mut again, &coming.matter, "a.pdf", THREE_PAGES.len()).await);
        assert_eq!(
            (known["url"].as_str(), known["offset"].as_u64()),
            (Some(url.as_str()), Some(half as u64))
        );
        part(&mut again, &url, half, &THREE_PAGES[half..]).await;
        let first = complete(&mut again, &url).await;
        assert!(first["files"][0]["is_taken"].as_bool().unwrap(), "{first}");
        assert_eq!(
            complete(&mut again, &url).await,
            first,
            "asked again, it tells the same"
        );
        assert_eq!(files_of(&db, coming.matter.id).await.unwrap().len(), 1);
        assert_eq!(coming.count("casefile_page").await, 3);
    });
}

#[test]
fn a_file_that_was_kept_before_the_program_was_killed_is_told_to_be_taken() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let mut clerk = coming.browser().await;
        sent(&mut clerk, &coming.matter, "a.pdf", THREE_PAGES).await;
        // As a kill leaves it: the file is in, the sending does not know yet.
        db.exec("UPDATE casefile_sending SET outcome = NULL", args![])
            .await
            .unwrap();
        let id: uuid::Uuid = db
            .one("SELECT id FROM casefile_sending", args![])
            .await
            .unwrap();
        let done = complete(&mut clerk, &format!("/casefile/sendings/{id}")).await;
        assert_eq!(done["files"][0]["message"], "Đã nhận từ lần gửi trước.");
        assert_eq!(coming.count("casefile_file").await, 1);
    });
}

#[test]
fn what_nobody_goes_on_sending_is_taken_away_after_two_days() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db).await;
        let mut clerk = coming.browser().await;
        let begun = value(&announce(&mut clerk, &coming.matter, "a.pdf", 100).await);
        let url = begun["url"].as_str().unwrap().to_owned();
        part(&mut clerk, &url, 0, b"mot nua cua tep").await;
        casefile::keep(&coming.office.app).await.unwrap();
        assert_eq!(coming.holding(b"mot nua cua tep").len(), 1);
        coming.office.wait(49 * 3_600_000);
        casefile::keep(&coming.office.app).await.unwrap();
        assert!(coming.holding(b"mot nua cua tep").is_empty());
        let mut clerk = coming.browser().await;
        let gone = clerk.call("GET", &url, serde_json::json!({})).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert!(gone.has("Hãy chọn lại tệp"), "{}", gone.text);
    });
}

#[test]
fn another_person_cannot_add_to_a_sending_nor_end_it() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db).await;
        let mut clerk = coming.browser().await;
        let begun = value(&announce(&mut clerk, &coming.matter, "a.pdf", 100).await);
        let url = begun["url"].as_str().unwrap().to_owned();
        let mut other = coming.office.signed_in(Role::Clerk).await;
        for (method, path) in [
            ("GET", url.clone()),
            ("DELETE", url.clone()),
            ("POST", format!("{url}/completion")),
        ] {
            let refused = other.call(method, &path, serde_json::json!({})).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{method} {path}");
        }
        assert_eq!(coming.count("casefile_sending").await, 1);
        let ended = clerk.call("DELETE", &url, serde_json::json!({})).await;
        assert_eq!(ended.status, StatusCode::OK);
        assert_eq!(coming.count("casefile_sending").await, 0);
    });
}

#[test]
fn an_empty_file_and_one_too_large_are_answered_before_they_are_sent() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db).await;
        let mut clerk = coming.browser().await;
        let empty = announce(&mut clerk, &coming.matter, "a.pdf", 0).await;
        assert!(empty.has("Tệp rỗng"), "{}", empty.text);
        let large = announce(&mut clerk, &coming.matter, "a.pdf", 65 << 20).await;
        assert!(large.has("lớn hơn 64 MB"), "{}", large.text);
        // More than was announced is not written.
        let begun = value(&announce(&mut clerk, &coming.matter, "b.pdf", 4).await);
        let url = begun["url"].as_str().unwrap();
        let more = axum::http::Request::post(format!("{url}/parts?offset=0"))
            .header("content-type", "application/octet-stream")
            .header("x-csrf-token", clerk.csrf());
        let refused = clerk
            .send(more, axum::body::Body::from("hon bon byte"))
            .await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(coming.holding(b"hon bon byte").is_empty());
    });
}
