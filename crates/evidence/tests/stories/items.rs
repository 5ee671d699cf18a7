//! Chứng cứ: taken from the file or typed with its leaves, changed as it is typed, withdrawn with a reason, put back.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use people::Role;
use shell::testing::REGION;

use crate::house::{ACCUSED, House, TABLES};

#[test]
fn evidence_comes_from_the_contents_with_its_leaves_and_whose_it_is() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let empty = browser.page(&house.at("")).await;
        assert!(empty.contains("Bảng chứng minh") && empty.contains("0 chứng cứ"));
        let nothing = browser.page(&house.at("/items/sources")).await;
        assert!(nothing.contains("Hồ sơ số hóa chưa có gì để lấy."));
        let title = format!("Biên bản hỏi cung bị can {ACCUSED}");
        house
            .document(&mut browser, 1, &title, "bien_ban_hoi_cung")
            .await;
        house
            .document(&mut browser, 2, "Kết luận giám định số 322", "giam_dinh")
            .await;
        let page = browser.page(&house.at("/items/sources")).await;
        let picks: Vec<String> = page
            .split("value=\"document:")
            .skip(1)
            .map(|rest| format!("document:{}", rest.split('"').next().unwrap()))
            .collect();
        assert_eq!(picks.len(), 2, "{page}");
        let none = browser
            .post(&house.at("/items"), &[("picking", "true")])
            .await;
        assert_eq!(none.location(), house.at("/items/sources"));
        let fields = [
            ("picking", "true"),
            ("pick", picks[0].as_str()),
            ("pick", picks[1].as_str()),
        ];
        for _ in 0..2 {
            let added = browser.post(&house.at("/items"), &fields).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        }
        let items = house.items().await;
        assert_eq!(items.len(), 2, "what is there is not added twice");
        let told: Vec<String> = items.iter().map(evidence::Item::told).collect();
        assert!(told.contains(&format!("{title} (BL 01)")), "{told:?}");
        let statement = items.iter().find(|one| one.title == title).unwrap();
        assert_eq!(
            (statement.kind.as_str(), statement.person.as_str()),
            ("loi_khai", ACCUSED)
        );
        let expert = items.iter().find(|one| one.title != title).unwrap();
        assert_eq!(expert.kind, "ket_luan");
        let page = browser.page(&house.at("/items/sources")).await;
        assert_eq!(page.matches("đã thêm").count(), 2);
    });
}

#[test]
fn what_was_typed_stays_when_a_leaf_is_unknown_and_fields_are_saved_as_typed() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let fields = [
            ("title", "Điện thoại thu giữ"),
            ("bl", "BL 2, 99"),
            ("kind", "vat_chung"),
        ];
        let refused = browser.post(&house.at("/items"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("Hồ sơ số hóa chưa có bút lục 99.") && refused.has("BL 2, 99"));
        assert!(refused.has("Điện thoại thu giữ"));
        assert!(house.items().await.is_empty());

        let id = house.item(&mut browser, "Điện thoại", "BL 2-3").await;
        let field = house.at(&format!("/items/{id}/field"));
        let kept = browser
            .post(&field, &[("field", "bl"), ("value", "3"), ("version", "1")])
            .await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
        let late = [
            ("field", "note"),
            ("value", "Ảnh màn hình"),
            ("version", "1"),
        ];
        let late = browser.post(&field, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        let bad = [("field", "bl"), ("value", "ảnh"), ("version", "2")];
        let bad = browser.post(&field, &bad).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.has("Không hiểu “ảnh”"), "{}", bad.text);
        let item = house.items().await.remove(0);
        assert_eq!(item.told(), "Điện thoại (BL 03)");
        let page = browser.page(&house.at(&format!("/items/{id}"))).await;
        let there = format!("/casefile/matters/{}?page=", house.matter.id);
        assert!(page.contains(&there), "the leaf opens its page");
    });
}

#[test]
fn a_withdrawal_says_why_and_is_undone_and_only_its_own_people_may() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let id = house.item(&mut browser, "Biên bản hỏi cung", "1").await;
        let at = |what: &str| house.at(&format!("/items/{id}{what}"));
        browser.post(&at("/withdrawal"), &[("reason", " ")]).await;
        assert!(
            house.items().await[0].is_standing(),
            "no reason, no withdrawal"
        );
        let reason = "Không có người bào chữa dự hỏi cung";
        browser
            .post(&at("/withdrawal"), &[("reason", reason)])
            .await;
        assert_eq!(
            house.items().await[0].withdrawn.as_ref().unwrap().reason,
            reason
        );
        let page = browser.page(&at("")).await;
        assert!(page.contains("Đưa chứng cứ trở lại") && page.contains(reason));
        let frozen = [("field", "title"), ("value", "Khác"), ("version", "2")];
        let frozen = browser.post(&at("/field"), &frozen).await;
        assert_eq!(frozen.status, StatusCode::CONFLICT);
        let again = browser.post(&at("/withdrawal"), &[("reason", "x")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);

        let mut other = house.office.signed_in_at(Role::Prosecutor, REGION).await;
        for path in [at("/restoration"), house.at("/items")] {
            let refused = other.post(&path, &[]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
        browser.post(&at("/restoration"), &[]).await;
        assert!(house.items().await[0].is_standing());
        let db = house.office.app.db();
        let told: Vec<String> = db
            .all(
                "SELECT action FROM audit_line WHERE action LIKE 'evidence.item.%' ORDER BY seq",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(
            told,
            [
                "evidence.item.added",
                "evidence.item.withdrawn",
                "evidence.item.restored"
            ]
        );
    });
}
