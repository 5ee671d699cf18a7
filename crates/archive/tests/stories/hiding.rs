//! Che thông tin: what is hidden cannot be read from the copy by an engine, by a search of its bytes, by anybody.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use serde_json::json;

use crate::{
    house::{House, TABLES},
    judges::{Shown, judged, said},
};

/// Letters as the text layer has them.
fn in_layer(word: &str) -> String {
    word.encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_hidden_name_is_in_no_dot_no_word_and_no_byte_of_the_copy() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let sql = house.office.app.db();
        let mut chief = house.office.signed_in(Role::Chief).await;
        let begun = chief
            .post(
                &house.at("/redactions"),
                &[("title", "Che tên Thái Doãn Lâm"), ("part", "whole")],
            )
            .await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let here = begun.location().to_owned();
        let found = chief.page(&format!("{here}?name=thai%20doan%20lam")).await;
        let places: Vec<String> = found
            .split("name=\"place\" value=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect();
        assert!(places.len() >= 2, "{} places", places.len());
        let mut fields: Vec<(&str, &str)> = places
            .iter()
            .map(|place| ("place", place.as_str()))
            .collect();
        fields.push(("reason", "Thông tin cá nhân"));
        let hidden = chief.post(&format!("{here}/places"), &fields).await;
        assert_eq!(hidden.status, StatusCode::SEE_OTHER, "{}", hidden.text);
        // What was removed stays on the server, with its reason.
        let page = chief.page(&here).await;
        assert!(page.contains("Thông tin cá nhân") && page.contains("Doãn"));
        let again = chief.page(&format!("{here}?name=thai%20doan%20lam")).await;
        assert!(
            again.contains("Không thấy chỗ nào khác"),
            "what is hidden is not proposed again"
        );

        let pages = casefile::pages_of(sql, house.matter).await.unwrap();
        let small = json!({ "page": pages[0].id, "rect": [5, 5, 8, 8], "reason": "" });
        let refused = chief.call("POST", &format!("{here}/boxes"), small).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let drawn =
            json!({ "page": pages[0].id, "rect": [100, 1500, 400, 1600], "reason": "Chữ ký" });
        let answer = chief.call("POST", &format!("{here}/boxes"), drawn).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);

        let before: Vec<_> = pages.iter().map(|page| page.picture.clone()).collect();
        chief.post(&format!("{here}/copies"), &[]).await;
        let copy = house.made().await;
        assert_eq!(copy.state, "made", "{}", copy.why);
        let pdf = house.taken(&mut chief, &copy).await;
        let text = judged(&pdf, 3);
        assert!(text.contains("tạm giữ"), "other words stay: {text}");
        assert!(
            !text::fold(&text).contains("thai doan lam") && !text.contains("Doãn"),
            "{text}"
        );
        for bytes in [
            in_layer("Doãn").into_bytes(),
            "Doãn".as_bytes().to_vec(),
            in_layer("Đe dọa").into_bytes(),
        ] {
            assert!(!holds(&pdf, &bytes), "the bytes hold what was hidden");
        }
        read_again(&pdf);
        let after = casefile::pages_of(sql, house.matter).await.unwrap();
        let after: Vec<_> = after.iter().map(|page| page.picture.clone()).collect();
        assert_eq!(after, before, "the file itself is untouched");
    });
}

/// The pages are drawn by poppler, and an engine reads what is seen.
fn read_again(pdf: &[u8]) {
    let shown = Shown::new(pdf, "pdf");
    let pages = shown.0.with_extension("opened");
    std::fs::create_dir_all(&pages).unwrap();
    let (file, prefix) = (shown.0.to_str().unwrap(), pages.join("p"));
    said(
        "pdftoppm",
        &["-r", "200", "-png", file, prefix.to_str().unwrap()],
    );
    let mut reader = scan::Reader::try_new().unwrap();
    let mut said = String::new();
    for page in std::fs::read_dir(&pages).unwrap() {
        let stack = scan::open(std::fs::read(page.unwrap().path()).unwrap()).unwrap();
        let prepared = reader.prepare(stack.page(1).unwrap()).unwrap();
        said.push_str(&reader.read(&prepared).unwrap().text);
        said.push('\n');
    }
    let said = text::fold(&said);
    assert!(said.contains("tam giu"), "the rest can be read: {said}");
    for hidden in ["thai doan", "doan lam"] {
        assert!(!said.contains(hidden), "{hidden} in {said}");
    }
}

#[test]
fn a_box_is_taken_away_and_a_page_turned_since_is_refused() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let begun = chief
            .post(
                &house.at("/redactions"),
                &[
                    ("title", "Che"),
                    ("part", "pages"),
                    ("first", "1"),
                    ("last", "2"),
                ],
            )
            .await;
        let here = begun.location().to_owned();
        let nothing = chief.post(&format!("{here}/copies"), &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let pages = casefile::pages_of(house.office.app.db(), house.matter)
            .await
            .unwrap();
        let draw = |no: usize| json!({ "page": pages[no].id, "rect": [100, 100, 400, 160], "reason": "Địa chỉ" });
        let outside = chief.call("POST", &format!("{here}/boxes"), draw(2)).await;
        assert_eq!(
            outside.status,
            StatusCode::NOT_FOUND,
            "page 3 is not of this copy"
        );
        let first = chief.call("POST", &format!("{here}/boxes"), draw(0)).await;
        let id = serde_json::from_str::<serde_json::Value>(&first.text).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        chief
            .post(&format!("{here}/boxes/{id}/withdrawal"), &[])
            .await;
        assert!(!chief.page(&here).await.contains("Địa chỉ</td>"));
        chief.call("POST", &format!("{here}/boxes"), draw(1)).await;
        let turn = format!("/casefile/pages/{}/rotation", pages[1].id);
        let turned = chief.call("POST", &turn, json!({ "rotation": 90 })).await;
        assert_eq!(turned.status, StatusCode::OK, "{}", turned.text);
        chief.post(&format!("{here}/copies"), &[]).await;
        let copy = house.made().await;
        assert_eq!(
            copy.state, "refused",
            "a box on a page that turns would hide another place"
        );
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        assert_eq!(clerk.get(&here).await.status, StatusCode::FORBIDDEN);
    });
}
