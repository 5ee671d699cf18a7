//! Nguồn của danh mục: contradictions, words of the law, questions of the outline; on paper and in Word.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use evidence::{Dependents as _, Ground, Source};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{House, TABLES, said};

/// What of the courtroom rests on a page, by kind.
async fn resting(house: &House, page: Uuid) -> Vec<&'static str> {
    let db = house.office.app.db();
    let page = casefile::page(db, page).await.unwrap().unwrap();
    let sources = [Source::of_page(&page)];
    let ground = Ground {
        matter: house.matter.id,
        sources: &sources,
        item: None,
    };
    let told = courtroom::StandingExhibits.standing_on(db, ground).await;
    told.unwrap().into_iter().map(|one| one.kind).collect()
}

#[test]
fn words_that_cite_a_leaf_by_its_old_number_rest_on_its_evidence_too() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let mut browser = house.prosecutor().await;
        let ids = house.add(&mut browser, "xet_hoi", "1").await;
        let one = house.list(&format!("/exhibits/{}", ids[0]));
        let words = json!({ "revision": 1, "fallback": "Công bố biên bản đối chất, BL 2" });
        said(browser.call("PUT", &one, words).await);
        let questions = house.list("/outline/questions");
        let who = json!({ "person": "Thái Doãn Lâm" });
        let added = said(browser.call("POST", &questions, who).await);
        let question = format!("{questions}/{}", added["added"].as_str().unwrap());
        let words = json!({ "revision": 1, "differs": "Công bố BL cũ 57" });
        said(browser.call("PUT", &question, words).await);
        assert_eq!(
            resting(&house, house.pages[0]).await,
            ["Mục trình chiếu"],
            "shown"
        );
        assert_eq!(
            resting(&house, house.pages[1]).await,
            ["Mục trình chiếu"],
            "cited"
        );
        assert_eq!(resting(&house, house.pages[2]).await, [""; 0]);
        // The third page was leaf 57 before the leaves were numbered anew.
        db.exec(
            "INSERT INTO casefile_leaf (unit_id, id, matter_id, page_id, owner, number, bl_key, given_at, replaced_at)
             SELECT unit_id, $1, matter_id, id, 'investigator', '57', '57', 1, 2 FROM casefile_page WHERE id = $2",
            args![Uuid::now_v7(), house.pages[2]],
        )
        .await
        .unwrap();
        assert_eq!(resting(&house, house.pages[2]).await, ["Câu hỏi xét hỏi"]);
    });
}

#[test]
fn two_statements_that_differ_stand_side_by_side_with_what_differs_lit() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let mut browser = house.prosecutor().await;
        let page = casefile::page(&db, house.pages[0]).await.unwrap().unwrap();
        let side = |at: usize, person: &str, told: &str| {
            json!({ "document": Uuid::now_v7(), "title": "Biên bản hỏi cung", "person": person, "page": house.pages[at],
                    "rects": [[200, 300, 420, 340]], "w": page.w, "h": page.h, "quarters": page.quarters, "told": told, "sentence": told })
            .to_string()
        };
        let id = Uuid::now_v7();
        db.exec(
            "INSERT INTO casefile_contradiction (unit_id, id, matter_id, topic, state, pair, one_page, one, other_page, other, note, decided_by, decided_at)
             VALUES ($1, $2, $3, 'money', 'accepted', 'x', $4, $5, $6, $7, 'Hỏi lại', $8, 1)",
            args![&house.matter.unit, id, house.matter.id, house.pages[0], side(0, "Lâm", "20 triệu đồng"), house.pages[1],
                  side(1, "Minh", "50 triệu đồng"), Uuid::now_v7()],
        )
        .await
        .unwrap();
        let offered = said(
            browser
                .call("GET", &house.list("/sources"), json!({}))
                .await,
        );
        let words = offered["contradictions"][0]["words"].as_str().unwrap();
        assert!(words.contains("Lâm khai “20 triệu đồng”"), "{words}");
        let add = json!({ "phase": "xet_hoi", "contradiction": id });
        let added = said(browser.call("POST", &house.list("/exhibits"), add).await);
        let one = &added["list"]["exhibits"][0];
        assert_eq!(one["parts"].as_array().unwrap().len(), 2);
        for part in one["parts"].as_array().unwrap() {
            assert_eq!(part["look"], "crop");
            assert_eq!(part["lights"], json!([[200, 300, 420, 340]]));
        }
        assert_eq!(
            (&one["person"], &one["fallback"]),
            (&json!("Lâm"), &json!("Hỏi lại"))
        );
        let purpose = one["purpose"].as_str().unwrap();
        assert!(
            purpose.contains("BL 1") && purpose.contains("Minh khai “50 triệu đồng” (BL 2)"),
            "{purpose}"
        );
    });
}

#[test]
fn words_of_the_law_stand_on_the_screen_with_their_source_piece_by_piece() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let frames = said(
            browser
                .call("GET", &house.list("/law/170"), json!({}))
                .await,
        );
        assert_eq!(frames[0]["law"], "Khoản 1 Điều 170 Bộ luật Hình sự");
        assert!(
            frames[0]["text"]
                .as_str()
                .unwrap()
                .contains("Tội cưỡng đoạt tài sản")
        );
        assert!(
            frames[0]["source"]
                .as_str()
                .unwrap()
                .contains("không phải nguyên văn")
        );
        let none = browser
            .call("GET", &house.list("/law/9999"), json!({}))
            .await;
        assert!(none.has("không có Điều 9999"), "{}", none.text);

        let mut law = json!({ "law": "Điều 170", "text": "1. Người nào đe dọa sẽ dùng vũ lực …\n".repeat(30), "source": "", "to_check": true });
        let add = |law: &Value| json!({ "phase": "luan_toi", "law": law });
        let refused = browser
            .call("POST", &house.list("/exhibits"), add(&law))
            .await;
        assert!(refused.has("Hãy ghi nguồn"), "{}", refused.text);
        law["source"] = json!("Công báo");
        let added = said(
            browser
                .call("POST", &house.list("/exhibits"), add(&law))
                .await,
        );
        let pieces = added["list"]["exhibits"][0]["parts"][0]["pieces"]
            .as_array()
            .unwrap()
            .len();
        assert_eq!(pieces, 3);
        let id = &added["added"][0];
        let session = house.session(&mut browser, "trial").await;
        for (step, shown) in [(json!(null), 0), (json!(1), 1), (json!(99), 2)] {
            let ask = json!({ "exhibit": id, "step": step });
            let told = said(
                browser
                    .call("POST", &format!("{session}/release"), ask)
                    .await,
            );
            let part = &told["state"]["parts"][0];
            assert_eq!(
                (&part["step"], &part["steps"]),
                (&json!(shown), &json!(3)),
                "{step}"
            );
            assert_eq!(
                (&part["source"], &part["to_check"]),
                (&json!("Công báo"), &json!(true))
            );
        }
        let picture = json!({ "phase": "luan_toi", "picture": "https://example.vn/x" });
        let refused = browser
            .call("POST", &house.list("/exhibits"), picture)
            .await;
        assert!(refused.has("Không thấy sơ đồ này"), "{}", refused.text);
    });
}

#[test]
fn the_outline_is_saved_as_it_is_typed_calls_up_exhibits_and_goes_onto_paper() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let questions = house.list("/outline/questions");
        let mut ids = Vec::new();
        for person in ["Thái Doãn Lâm", "Lê Minh", "thai doan lam"] {
            let told = said(
                browser
                    .call("POST", &questions, json!({ "person": person }))
                    .await,
            );
            ids.push(told["added"].as_str().unwrap().to_owned());
        }
        let order = said(browser.call("GET", &questions, json!({})).await);
        let at = |order: &Value, n: usize| order["questions"][n]["id"].as_str().unwrap().to_owned();
        assert_eq!(
            at(&order, 1),
            ids[2],
            "beside what the same person is asked"
        );
        let one = format!("{questions}/{}", ids[0]);
        let typed = json!({ "revision": 1, "question": "Bị cáo nhận tiền của ai?", "expected": "Của anh Minh", "differs": "Công bố biên bản" });
        assert_eq!(
            said(browser.call("PUT", &one, typed.clone()).await)["revision"],
            2
        );
        assert_eq!(
            browser.call("PUT", &one, typed).await.status,
            StatusCode::CONFLICT
        );

        // A leaf becomes an exhibit that bears the question, and is what is shown when the answer differs.
        let add = json!({ "phase": "xet_hoi", "typed": "BL 2", "question": ids[0] });
        let added = said(browser.call("POST", &house.list("/exhibits"), add).await);
        let exhibit = &added["list"]["exhibits"][0];
        assert_eq!(
            (&exhibit["question"], &exhibit["person"]),
            (&json!("Bị cáo nhận tiền của ai?"), &json!("Thái Doãn Lâm"))
        );
        let view = said(browser.call("GET", &questions, json!({})).await);
        assert_eq!(view["questions"][0]["exhibit_id"], added["added"][0]);
        let before = json!({ "before": ids[0] });
        let moved = said(
            browser
                .call("PUT", &format!("{questions}/{}/place", ids[1]), before)
                .await,
        );
        assert_eq!(at(&moved, 0), ids[1]);
        said(
            browser
                .call("DELETE", &format!("{questions}/{}", ids[1]), json!({}))
                .await,
        );
        let back = format!("{questions}/{}/restoration", ids[1]);
        let view = said(browser.call("POST", &back, json!({})).await);
        assert_eq!(at(&view, 0), ids[1], "it is back in its place");

        let printed = browser.page(&house.list("/outline/print")).await;
        for words in ["ĐỀ CƯƠNG XÉT HỎI", "Thái Doãn Lâm", "Của anh Minh", "BL 2"] {
            assert!(printed.contains(words), "{words} in {printed}");
        }
        for (path, name) in [
            ("/outline/word", "de-cuong-xet-hoi"),
            ("/word", "danh-muc-trinh-chieu"),
        ] {
            let word = browser.get(&house.list(path)).await;
            assert!(
                word.header("content-disposition").contains(name),
                "{}",
                word.text
            );
            assert!(word.bytes.starts_with(b"PK"));
        }
        let session = house.session(&mut browser, "trial").await;
        let sheet = said(
            browser
                .call("GET", &format!("{session}/sheet"), json!({}))
                .await,
        );
        assert_eq!(sheet["outline"].as_array().unwrap().len(), 3);
    });
}
