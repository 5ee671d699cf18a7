//! Bảng chứng minh: evidence is put to the points for and against, weighed, taken off and put back; gaps are seen.

use axum::http::StatusCode;
use db::testing::both;
use shell::testing::{Answer, Browser};
use uuid::Uuid;

use crate::house::{House, TABLES};

async fn place(
    house: &House,
    browser: &mut Browser<'_>,
    (item, point, direction): (Uuid, &str, &str),
) -> Answer {
    let (item, person) = (item.to_string(), house.accused.to_string());
    let fields = [
        ("item", item.as_str()),
        ("point", point),
        ("person", person.as_str()),
        ("direction", direction),
    ];
    browser
        .post(&house.at("/points/assessments"), &fields)
        .await
}

async fn all(house: &House) -> Vec<evidence::Assessment> {
    evidence::assessments_of(house.office.app.db(), house.matter.id)
        .await
        .unwrap()
}

#[test]
fn both_sides_stand_beside_each_other_and_a_gap_is_red() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let person = house.at(&format!("/points?person={}", house.accused));
        let first = browser.page(&house.at("/points")).await;
        assert!(first.contains("Thái Doãn Lâm") && first.contains("BLTTHS Đ.85 (cần kiểm tra)"));
        assert!(first.contains("Cưỡng đoạt tài sản (khoản 1 Điều 170 BLHS)"));
        assert!(first.contains("Vụ án chưa có chứng cứ nào được ghi."));
        let one = house.item(&mut browser, "Biên bản hỏi cung", "1").await;
        let two = house
            .item(&mut browser, "Lời khai người làm chứng", "2")
            .await;
        for wanted in [
            (one, "nguoi_thuc_hien", "for"),
            (two, "nguoi_thuc_hien", "against"),
            (one, "toi:170.1:mat_chu_quan", "for"),
        ] {
            let put = place(&house, &mut browser, wanted).await;
            assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.text);
        }
        let page = browser.page(&person).await;
        let row = page.split("id=\"p-nguoi-thuc-hien\"").nth(1).unwrap();
        let row = row.split("</article>").next().unwrap();
        let at = |words: &str| row.find(words).unwrap();
        assert!(at("side-for") < at("Biên bản hỏi cung"));
        assert!(at("Biên bản hỏi cung") < at("side-against"));
        assert!(at("side-against") < at("Lời khai người làm chứng"));
        assert!(page.contains("class=\"proof-row is-both\" id=\"p-nguoi-thuc-hien\""));
        assert!(page.contains("class=\"proof-row is-gap\" id=\"p-loi\""));

        // The same piece of evidence turned to the other side is one assessment, not two.
        place(&house, &mut browser, (one, "nguoi_thuc_hien", "against")).await;
        let known = all(&house).await;
        assert_eq!(known.len(), 3);
        assert!(
            known
                .iter()
                .all(|one| one.direction == evidence::Direction::Against
                    || one.point == "toi:170.1:mat_chu_quan")
        );
        for bad in [
            (one, "khong_co", "for"),
            (Uuid::now_v7(), "loi", "for"),
            (one, "loi", "khac"),
            (one, "hanh_vi", "for"), // proved once for the case, not for a person
        ] {
            place(&house, &mut browser, bad).await;
        }
        assert_eq!(all(&house).await.len(), 3);
    });
}

#[test]
fn evidence_is_weighed_taken_off_and_put_back_and_words_are_saved_as_typed() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let item = house.item(&mut browser, "Biên bản hỏi cung", "1-2").await;
        place(&house, &mut browser, (item, "loi", "for")).await;
        let id = all(&house).await[0].id;
        let at = |what: &str| house.at(&format!("/points/assessments/{id}{what}"));
        browser.post(&at(""), &[("strength", "3")]).await;
        browser.post(&at(""), &[("strength", "9")]).await;
        for (field, value, version) in [
            ("note", "Nhận tội ngay từ đầu", "2"),
            ("bl", "2", "3"),
            ("direction", "neutral", "4"),
        ] {
            let fields = [("field", field), ("value", value), ("version", version)];
            let kept = browser.post(&at("/field"), &fields).await;
            assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
        }
        let one = all(&house).await.remove(0);
        assert_eq!((one.strength, one.direction.id()), (3, "neutral"));
        assert_eq!(evidence::told(&one.sources), "BL 02");
        let off = browser.post(&at("/removal"), &[]).await;
        assert!(off.location().contains(&format!("undo={id}")));
        assert!(all(&house).await.is_empty());
        place(&house, &mut browser, (item, "loi", "for")).await;
        let late = browser.post(&at("/restoration"), &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "another lies there now");
        let other = all(&house).await[0].id;
        let path = house.at(&format!("/points/assessments/{other}/removal"));
        browser.post(&path, &[]).await;
        browser.post(&at("/restoration"), &[]).await;
        assert_eq!(all(&house).await[0].note, "Nhận tội ngay từ đầu");

        let words = house.at(&format!("/points/words/{}/loi", house.accused));
        for (value, version, status) in [
            ("Lỗi cố ý trực tiếp", "0", StatusCode::OK),
            ("Lỗi cố ý", "0", StatusCode::CONFLICT),
            ("Lỗi cố ý gián tiếp", "1", StatusCode::OK),
        ] {
            let fields = [("field", "words"), ("value", value), ("version", version)];
            let kept = browser.post(&words, &fields).await;
            assert_eq!(kept.status, status, "{}", kept.text);
        }
        let paper = browser.page(&house.at("/points/print")).await;
        assert!(paper.contains("Lỗi cố ý gián tiếp"));
        assert!(paper.contains("Biên bản hỏi cung (BL 02), mạnh: Nhận tội ngay từ đầu"));
    });
}

#[test]
fn a_withdrawn_statement_leaves_a_gap_and_people_add_points_of_their_own() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let person = house.at(&format!("/points?person={}", house.accused));
        let item = house.item(&mut browser, "Biên bản hỏi cung", "1").await;
        place(&house, &mut browser, (item, "loi", "for")).await;
        assert!(
            browser
                .page(&person)
                .await
                .contains("proof-row is-for\" id=\"p-loi\"")
        );
        let withdrawal = house.at(&format!("/items/{item}/withdrawal"));
        let reason = [("reason", "Thu thập trái luật")];
        browser.post(&withdrawal, &reason).await;
        let page = browser.page(&person).await;
        assert!(page.contains("proof-row is-gap\" id=\"p-loi\""));
        assert!(page.contains("Chứng cứ đã rút"));
        let paper = browser.page(&house.at("/points/print")).await;
        assert!(paper.contains("Biên bản hỏi cung (BL 01) [đã rút]"));
        place(&house, &mut browser, (item, "nang_luc", "for")).await;
        assert_eq!(
            all(&house).await.len(),
            1,
            "withdrawn evidence proves nothing new"
        );

        let own = [("person", "case"), ("title", "Nguồn gốc chiếc điện thoại")];
        let added = browser.post(&house.at("/points/own"), &own).await;
        let id = added.location().rsplit("p-").next().unwrap().to_owned();
        let case = house.at("/points?person=case");
        assert!(
            browser
                .page(&case)
                .await
                .contains("Nguồn gốc chiếc điện thoại")
        );
        let at = |what: &str| house.at(&format!("/points/own/{id}/{what}"));
        browser.post(&at("removal"), &[("person", "case")]).await;
        assert!(
            !browser
                .page(&case)
                .await
                .contains("Nguồn gốc chiếc điện thoại")
        );
        browser.post(&at("restoration"), &[]).await;
        assert!(
            browser
                .page(&case)
                .await
                .contains("Nguồn gốc chiếc điện thoại")
        );
        let word = browser.get(&house.at("/points/word")).await;
        assert_eq!(word.status, StatusCode::OK, "{}", word.text);
        assert!(
            word.header("content-disposition")
                .contains("bang-chung-minh-")
        );
    });
}
