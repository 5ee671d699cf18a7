//! Sơ đồ hiện trường: drawn in metres, saved as it is drawn, exported to scale; two writers do not overwrite each other.

use axum::http::StatusCode;
use db::testing::both;
use evidence::sketch;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{House, TABLES};

fn element(id: &str, kind: &str, n: Option<u32>, (x, y): (f64, f64), more: Value) -> Value {
    let mut one =
        json!({ "id": id, "kind": kind, "n": n, "x": x, "y": y, "points": [], "sources": [] });
    for (name, value) in more.as_object().unwrap() {
        one[name] = value.clone();
    }
    one
}

#[test]
fn a_sketch_is_drawn_kept_exported_and_put_back() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let (app, matter) = (&house.office.app, house.matter.id);
        let bad = browser
            .post(
                &house.at("/sketches"),
                &[("title", "Ngã tư"), ("w", "0,5"), ("h", "20")],
            )
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.has("Khổ hiện trường từ 2 đến 2.000 mét") && bad.has("Ngã tư"));
        let made = browser
            .post(
                &house.at("/sketches"),
                &[("title", "Ngã tư"), ("w", "30,5"), ("h", "20")],
            )
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let here = made.location().to_owned();
        let id: Uuid = here.rsplit('/').next().unwrap().parse().unwrap();
        let read: Value =
            serde_json::from_str(&browser.get(&format!("{here}/content")).await.text).unwrap();
        assert_eq!(
            (read["content"]["w"].as_f64(), read["revision"].as_i64()),
            (Some(30.5), Some(1))
        );

        // Leaves are read as everywhere; the page of the police's sketch becomes the background.
        let leaves: Value =
            serde_json::from_str(&browser.get(&format!("{here}/leaves?q=BL%203")).await.text)
                .unwrap();
        assert_eq!(leaves["sources"][0]["page"], json!(house.pages[2]));
        assert!(
            leaves["paper"]["image"]
                .as_str()
                .unwrap()
                .contains("/image")
        );
        let content = json!({
            "w": 30.5, "h": 20.0, "north": 15.0,
            "background": { "page": house.pages[2], "leaf": "03", "x": 0.0, "y": 0.0, "scale": 0.02, "strength": 0.4 },
            "elements": [
                element("m", "mark", None, (2.0, 2.0), json!({ "title": "Cột điện số 12" })),
                element("e", "edge", None, (0.0, 0.0), json!({ "points": [[0.0, 10.0], [30.0, 10.0]] })),
                element("v", "victim", Some(1), (5.0, 6.0), json!({ "title": "Nạn nhân", "sources": leaves["sources"] })),
                element("s", "skid", Some(2), (0.0, 0.0), json!({ "points": [[10.0, 12.0], [16.0, 20.0]] })),
            ],
        });
        let body = |revision: i64, content: &Value| json!({ "revision": revision, "title": "Ngã tư Yên Châu", "content": content });
        let kept = browser
            .call("PUT", &format!("{here}/content"), body(1, &content))
            .await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
        let late = browser
            .call("PUT", &format!("{here}/content"), body(1, &content))
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        let mut broken = content.clone();
        broken["elements"][0]["kind"] = json!("tank");
        let refused = browser
            .call("PUT", &format!("{here}/content"), body(2, &broken))
            .await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            refused.text
        );
        let mut foreign = content.clone();
        foreign["elements"][2]["sources"][0]["page"] = json!(Uuid::now_v7());
        let refused = browser
            .call("PUT", &format!("{here}/content"), body(2, &foreign))
            .await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.has("không thuộc hồ sơ"),
            "{}",
            refused.text
        );

        let page = browser.page(&here).await;
        assert!(page.contains("5,00 m") && page.contains("BL 03") && page.contains("cần kiểm tra"));
        let whole = sketch::picture(app, matter, id).await.unwrap().unwrap();
        assert_eq!((whole.title.as_str(), whole.steps), ("Ngã tư Yên Châu", 2));
        assert!(
            whole
                .svg
                .contains("Vẽ lại từ sơ đồ của cơ quan điều tra (BL 03)")
        );
        let pdf = browser.get(&format!("{here}/pdf")).await;
        assert!(pdf.status == StatusCode::OK && pdf.text.starts_with("%PDF"));
        let rests = sketch::standing_on(app.db(), matter, &[house.pages[2]], None)
            .await
            .unwrap();
        assert_eq!(
            rests.len(),
            2,
            "the victim's place and the background: {rests:?}"
        );

        assert_eq!(
            browser.post(&format!("{here}/removal"), &[]).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(sketch::picture(app, matter, id).await.unwrap().is_none());
        assert_eq!(browser.get(&here).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            browser
                .post(&format!("{here}/restoration"), &[])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        assert!(browser.page(&here).await.contains("Ngã tư Yên Châu"));
        let mut stranger = house
            .office
            .signed_in_at(people::Role::Prosecutor, "P68-KV04")
            .await;
        assert_eq!(stranger.get(&here).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            stranger
                .call("PUT", &format!("{here}/content"), body(2, &content))
                .await
                .status,
            StatusCode::FORBIDDEN
        );
    });
}
