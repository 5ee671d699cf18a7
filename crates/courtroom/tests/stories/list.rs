//! Danh mục: made of leaves, ordered by hand, approved by the leader; what changes afterwards is marked and not shown.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use people::Role;
use serde_json::{Value, json};
use shell::testing::PROVINCE;

use crate::house::{House, TABLES, said};

fn titles(list: &Value) -> Vec<String> {
    let all = list["exhibits"].as_array().unwrap().iter();
    all.map(|one| {
        format!(
            "{} {}",
            one["phase"].as_str().unwrap(),
            one["parts"][0]["label"].as_str().unwrap()
        )
    })
    .collect()
}

#[test]
fn leaves_are_added_moved_taken_off_and_put_back() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        house
            .document(&mut browser, 1, "Cáo trạng", "cao_trang")
            .await;
        let first = house.add(&mut browser, "xet_hoi", "BL 1-2").await;
        let side = house.add(&mut browser, "cong_bo_cao_trang", "3+1").await;
        assert_eq!((first.len(), side.len()), (2, 1));
        let list = said(browser.call("GET", &house.list("/list"), json!({})).await);
        assert_eq!(
            titles(&list),
            ["cong_bo_cao_trang BL 3", "xet_hoi BL 1", "xet_hoi BL 2"]
        );
        assert_eq!(list["exhibits"][0]["parts"].as_array().unwrap().len(), 2);
        assert_eq!(
            list["exhibits"][1]["title"], "Cáo trạng",
            "its document names it"
        );

        let place = house.list(&format!("/exhibits/{}/place", first[1]));
        let list = said(
            browser
                .call(
                    "PUT",
                    &place,
                    json!({ "phase": "xet_hoi", "before": first[0] }),
                )
                .await,
        );
        assert_eq!(
            titles(&list),
            ["cong_bo_cao_trang BL 3", "xet_hoi BL 2", "xet_hoi BL 1"]
        );
        let list = said(
            browser
                .call(
                    "PUT",
                    &place,
                    json!({ "phase": "tranh_luan", "before": null }),
                )
                .await,
        );
        assert_eq!(titles(&list)[2], "tranh_luan BL 2");

        let one = house.list(&format!("/exhibits/{}", first[0]));
        let list = said(browser.call("DELETE", &one, json!({})).await);
        assert_eq!(list["exhibits"].as_array().unwrap().len(), 2);
        let list = said(
            browser
                .call("POST", &format!("{one}/restoration"), json!({}))
                .await,
        );
        assert_eq!(titles(&list)[1], "xet_hoi BL 1", "it is back in its place");

        for bad in ["BL 99", "trang 12", "biên bản", "1+2+3+1+2", ""] {
            let answer = browser
                .call(
                    "POST",
                    &house.list("/exhibits"),
                    json!({ "phase": "xet_hoi", "typed": bad }),
                )
                .await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{bad}: {}",
                answer.text
            );
        }
    });
}

#[test]
fn an_exhibit_is_saved_as_it_is_typed_and_two_pages_do_not_overwrite_each_other() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let id = house.add(&mut browser, "xet_hoi", "1").await.remove(0);
        let one = house.list(&format!("/exhibits/{id}"));
        let typed = json!({ "revision": 1, "purpose": "Chứng minh lời đe dọa", "planned_s": 150 });
        assert_eq!(
            said(browser.call("PUT", &one, typed.clone()).await)["revision"],
            2
        );
        let late = browser.call("PUT", &one, typed).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        let page = house.pages[0];
        for (part, why) in [
            (json!({ "page": page, "look": "crop" }), "no rectangle"),
            (
                json!({ "page": page, "look": "page", "rect": [0, 0, 5, 5], "w": 1, "h": 1 }),
                "another size",
            ),
            (
                json!({ "page": uuid::Uuid::now_v7(), "look": "page" }),
                "a page of nobody",
            ),
        ] {
            let refused = browser
                .call("PUT", &one, json!({ "revision": 2, "parts": [part] }))
                .await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{why}: {}",
                refused.text
            );
        }
        let list = said(browser.call("GET", &house.list("/list"), json!({})).await);
        assert_eq!(list["exhibits"][0]["purpose"], "Chứng minh lời đe dọa");
        let printed = browser.page(&house.list("/print")).await;
        assert!(printed.contains("DANH MỤC TRÌNH CHIẾU TÀI LIỆU, CHỨNG CỨ TẠI PHIÊN TÒA"));
        assert!(printed.contains("Chứng minh lời đe dọa") && printed.contains("2 phút 30 giây"));
        assert!(printed.contains("Chưa được duyệt"));
    });
}

#[test]
fn the_leader_approves_or_returns_and_the_session_stands_on_what_was_approved() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let mut browser = house.prosecutor().await;
        let id = house.add(&mut browser, "xet_hoi", "1").await.remove(0);
        let mut chief = house.office.signed_in(Role::Chief).await;
        let sql = "SELECT person FROM people_post WHERE role = 'chief' LIMIT 1";
        let leader: uuid::Uuid = db.one(sql, args![]).await.unwrap();
        let leader = leader.to_string();
        let ask = [("leader", leader.as_str()), ("note", "Phiên ngày mai")];
        let asked = browser.post(&house.list("/approval"), &ask).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        let told = chief.page("/notices").await;
        assert!(
            told.contains("trình danh mục trình chiếu tại phiên tòa"),
            "{told}"
        );

        chief
            .post(&house.list("/approval/answer"), &[("answer", "return")])
            .await;
        let page = chief.page(&house.list("")).await;
        assert!(
            page.contains("Chờ duyệt"),
            "a return without a remark changes nothing"
        );
        let back = [("answer", "return"), ("remark", "Thêm bản ảnh hiện trường")];
        chief.post(&house.list("/approval/answer"), &back).await;
        let page = browser.page(&house.list("")).await;
        assert!(page.contains("Bị trả lại") && page.contains("Thêm bản ảnh hiện trường"));

        browser.post(&house.list("/approval"), &ask).await;
        let own = browser
            .post(&house.list("/approval/answer"), &[("answer", "approve")])
            .await;
        assert_eq!(
            own.status,
            StatusCode::FORBIDDEN,
            "a prosecutor approves nothing"
        );
        chief
            .post(&house.list("/approval/answer"), &[("answer", "approve")])
            .await;
        assert!(browser.page(&house.list("")).await.contains("Đã duyệt"));

        // What is typed afterwards is marked, and the session shows what was approved.
        let one = house.list(&format!("/exhibits/{id}"));
        let changed = json!({ "revision": 1, "title": "Tên sửa sau khi duyệt" });
        said(browser.call("PUT", &one, changed).await);
        house.add(&mut browser, "xet_hoi", "2").await;
        let page = browser.page(&house.list("")).await;
        assert!(page.contains("2 mục sửa, thêm hoặc bỏ từ đó"));
        let session = house.session(&mut browser, "trial").await;
        let sheet = said(
            browser
                .call("GET", &format!("{session}/sheet"), json!({}))
                .await,
        );
        let standing: Vec<&str> = sheet["exhibits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["standing"].as_str().unwrap())
            .collect();
        assert_eq!(standing, ["changed", "unapproved"]);
        assert_eq!(sheet["exhibits"][0]["title"], "", "as approved");
        let release = json!({ "exhibit": id, "confirmed": true });
        let shown = said(
            browser
                .call("POST", &format!("{session}/release"), release)
                .await,
        );
        assert_eq!(shown["state"]["caption"], "BL 1");
    });
}

#[test]
fn colleagues_without_the_case_and_other_offices_find_no_list() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut own = house.prosecutor().await;
        let id = house.add(&mut own, "xet_hoi", "1").await.remove(0);
        let session = house.session(&mut own, "trial").await;
        let mut strangers = vec![
            house.office.signed_in(Role::Prosecutor).await,
            house.office.signed_in(Role::Clerk).await,
            house.office.signed_in_at(Role::Chief, "P68-KV04").await,
            house.office.signed_in_at(Role::Chief, PROVINCE).await,
        ];
        for browser in &mut strangers {
            for below in ["", "/list", "/print", "/sources"] {
                let answer = browser.get(&house.list(below)).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{below}");
            }
            for below in ["", "/sheet", "/state", "/events", "/report"] {
                let answer = browser.get(&format!("{session}{below}")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{below}");
            }
            for (method, path) in [
                ("POST", house.list("/exhibits")),
                ("PUT", house.list(&format!("/exhibits/{id}"))),
                ("DELETE", house.list(&format!("/exhibits/{id}"))),
                ("POST", format!("{session}/release")),
                ("PUT", format!("{session}/blank")),
                ("DELETE", format!("{session}/key")),
            ] {
                let body = json!({ "phase": "xet_hoi", "typed": "1", "on": true });
                let answer = browser.call(method, &path, body).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
            }
        }
    });
}
