//! Sơ đồ tư duy: drawn from the case, edited beside it, drawn anew without losing an edit, taken out and read back in.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use law::Moment;
use ledger::NewFact;
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Browser, REGION};
use uuid::Uuid;

use crate::house::{ACCUSED, House, TABLES};

/// Begins a map; answers its address.
pub async fn begun(house: &House, browser: &mut Browser<'_>, template: &str) -> String {
    let answer = browser
        .post(&house.at("/map"), &[("template", template)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().to_owned()
}

pub async fn tree(browser: &mut Browser<'_>, map: &str) -> Value {
    said(browser.get(&format!("{map}/tree")).await)
}

pub fn said(answer: shell::testing::Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

/// The node with these words.
pub fn node<'v>(tree: &'v Value, words: &str) -> &'v Value {
    let nodes = tree["nodes"].as_array().unwrap();
    let found = nodes
        .iter()
        .find(|node| node["words"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| {
        let all: Vec<&str> = nodes
            .iter()
            .map(|node| node["words"].as_str().unwrap())
            .collect();
        panic!("{words} is not in {all:#?}")
    })
}

pub fn has(tree: &Value, words: &str) -> bool {
    let nodes = tree["nodes"].as_array().unwrap();
    nodes
        .iter()
        .any(|node| node["words"].as_str().unwrap().contains(words) && node["is_hidden"] == false)
}

/// What is sent for a node as it stands, with some of it changed.
pub fn edited(node: &Value, change: Value) -> Value {
    let mut kept = node["kept"].clone();
    for (name, value) in change.as_object().unwrap() {
        kept[name] = value.clone();
    }
    json!({ "key": node["key"], "revision": node["revision"], "kept": kept })
}

pub async fn send(browser: &mut Browser<'_>, map: &str, changes: &[Value]) -> Value {
    let body = json!({ "changes": changes });
    said(browser.call("PUT", &format!("{map}/nodes"), body).await)
}

async fn record(house: &House, facts: Vec<NewFact>) {
    let work = house.work().await;
    let matter = ledger::Matter::Existing {
        id: house.matter.id,
        seen: None,
    };
    work.record(matter, facts).await.unwrap();
    work.commit().await.unwrap();
}

#[test]
fn a_map_draws_itself_and_keeps_every_edit_when_the_case_goes_on() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let page = browser.page(&house.at("/map")).await;
        assert!(
            page.contains("Chưa có sơ đồ nào") && page.contains("Bộ nhánh cần kiểm tra"),
            "{page}"
        );
        let title = format!("Biên bản hỏi cung bị can {ACCUSED}");
        house
            .document(&mut browser, 2, &title, "bien_ban_hoi_cung")
            .await;
        let map = begun(&house, &mut browser, "case").await;
        assert_eq!(
            begun(&house, &mut browser, "case").await,
            map,
            "a map is begun once"
        );
        let page = browser.page(&map).await;
        assert!(
            page.contains("cần kiểm tra") && page.contains("data-mindmap"),
            "{page}"
        );

        let first = tree(&mut browser, &map).await;
        assert_eq!(first["news"], 0, "what was drawn at the beginning is known");
        for words in [
            "1",
            "Tội danh: ",
            "242/QĐ-CSĐT",
            ACCUSED,
            "Đe dọa đăng ảnh",
            "Đề xuất",
        ] {
            assert!(has(&first, words), "{words}");
        }
        let statement = node(&first, &title);
        assert_eq!(statement["pages"][0]["label"], "BL 02");
        assert!(
            statement["pages"][0]["href"]
                .as_str()
                .unwrap()
                .contains(&house.pages[1].to_string())
        );
        assert_eq!(
            (&statement["is_bare"], &statement["state"]),
            (&json!(false), &json!("derived"))
        );
        let opened = node(&first, "242/QĐ-CSĐT").clone();
        let act = first["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["key"].as_str().unwrap().starts_with("procedure/fact:"));
        assert_eq!(
            act.unwrap()["is_bare"],
            true,
            "an act that was read from no page stands out"
        );

        // Edited: words, leaves; added by hand; taken off.
        let act = act.unwrap().clone();
        let proposal = node(&first, "Đề xuất");
        let own = format!("own:{}", Uuid::now_v7());
        let mut cited = edited(&act, json!({ "words": "Đã kiểm sát, có căn cứ" }));
        cited["leaves"] = json!("BL 1-2");
        let added = json!({ "key": own, "kept": { "words": "Truy tố theo khoản 1 Điều 170", "parent": proposal["key"], "follows": "" } });
        let gone = edited(node(&first, "Mã hồ sơ"), json!({ "is_hidden": true }));
        let changes = [cited.clone(), added.clone(), gone];
        let sent = send(&mut browser, &map, &changes).await;
        assert_eq!(sent["conflicts"], json!([]));
        let again = send(&mut browser, &map, &changes).await;
        assert_eq!(
            again["conflicts"],
            json!([]),
            "what was sent twice is kept once"
        );
        let now = tree(&mut browser, &map).await;
        let mine = node(&now, "Đã kiểm sát, có căn cứ");
        assert_eq!(
            (&mine["state"], &mine["leaves"], &mine["revision"]),
            (&json!("edited"), &json!("BL 01, 02"), &json!(1))
        );
        let by_hand = node(&now, "Truy tố theo khoản 1");
        assert_eq!(
            (&by_hand["state"], &by_hand["is_bare"]),
            (&json!("own"), &json!(false)),
            "a proposal needs no page"
        );
        assert!(
            !has(&now, "Mã hồ sơ")
                && now["nodes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|one| one["is_hidden"] == true)
        );

        // A leaf that the file does not have, a node of nowhere, and what another changed meanwhile.
        let mut unknown = edited(mine, json!({}));
        unknown["leaves"] = json!("BL 300");
        let refused = browser
            .call(
                "PUT",
                &format!("{map}/nodes"),
                json!({ "changes": [unknown] }),
            )
            .await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            refused.text
        );
        assert!(refused.has("300"), "{}", refused.text);
        let nowhere = json!({ "key": format!("own:{}", Uuid::now_v7()), "kept": { "words": "x", "parent": "nowhere" } });
        let refused = browser
            .call(
                "PUT",
                &format!("{map}/nodes"),
                json!({ "changes": [nowhere] }),
            )
            .await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            refused.text
        );
        let late = json!({ "key": own, "revision": 0, "kept": { "words": "Của người khác", "parent": proposal["key"], "follows": "" } });
        assert_eq!(
            send(&mut browser, &map, &[late]).await["conflicts"],
            json!([own])
        );
        assert!(
            has(&tree(&mut browser, &map).await, "Truy tố theo khoản 1"),
            "nothing is written over"
        );

        // The case goes on: a new act, and the edited one is corrected.
        let at = |moment: &str| moment.parse::<Moment>().unwrap();
        let police = "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La";
        let charges = json!([{ "article": "170", "clause": 1 }]);
        let fact = act["key"].as_str().unwrap().rsplit(':').next().unwrap();
        let replaced: Uuid = fact.parse().unwrap();
        let known = ledger::facts_of(house.office.app.db(), house.matter.id)
            .await
            .unwrap();
        let was = known.iter().find(|one| one.id == replaced).unwrap();
        let corrected = NewFact {
            body: was.body.clone(),
            subject: was.subject,
            replaces: Some(replaced),
            reason: Some("ghi nhầm ngày".to_owned()),
            ..NewFact::new(Uuid::now_v7(), was.kind.clone(), at("2026-11-11T08:00"))
        };
        let held = NewFact::new(Uuid::now_v7(), "accused.approved", at("2026-11-15"))
            .about(house.accused)
            .numbered("88/QĐ-VKS", police)
            .with("charges", charges);
        record(&house, vec![corrected, held]).await;
        let later = tree(&mut browser, &map).await;
        let mine = node(&later, "Đã kiểm sát, có căn cứ");
        assert_eq!(mine["state"], "stale", "its source changed after the edit");
        assert_eq!(mine["leaves"], "BL 01, 02");
        assert!(
            mine["drawn"].as_str().unwrap().contains("11/11/2026"),
            "{mine}"
        );
        let new = node(&later, "88/QĐ-VKS");
        assert_eq!(new["is_new"], true);
        assert!(later["news"].as_i64().unwrap() >= 1);
        let kept = json!({ "key": mine["key"], "revision": mine["revision"], "kept": mine["kept"], "confirm": true });
        let sent = send(&mut browser, &map, &[kept]).await;
        assert_eq!(
            node(&sent["map"], "Đã kiểm sát, có căn cứ")["state"],
            "edited",
            "what was seen is no longer stale"
        );
        let drawn = said(
            browser
                .call("POST", &format!("{map}/drawing"), json!({}))
                .await,
        );
        assert_eq!((&drawn["news"], &drawn["gone"]), (&json!(0), &json!([])));
        for words in [
            "Đã kiểm sát, có căn cứ",
            "Truy tố theo khoản 1",
            "88/QĐ-VKS",
            "242/QĐ-CSĐT",
        ] {
            assert!(has(&drawn, words), "{words} is lost");
        }
        assert_eq!(
            node(&drawn, "242/QĐ-CSĐT")["key"],
            opened["key"],
            "an act keeps its node"
        );

        // A fact withdrawn: what was said of it stays, and says that it hangs in the air.
        let newest = ledger::facts_of(house.office.app.db(), house.matter.id)
            .await
            .unwrap();
        let corrected = newest
            .iter()
            .find(|one| one.replaces == Some(replaced))
            .unwrap()
            .id;
        let withdrawn = NewFact {
            replaces: Some(corrected),
            reason: Some("ghi nhầm hồ sơ".to_owned()),
            ..NewFact::new(Uuid::now_v7(), "fact.withdrawn", at("2026-11-16"))
                .with("reason", "ghi nhầm hồ sơ")
        };
        record(&house, vec![withdrawn]).await;
        let last = tree(&mut browser, &map).await;
        let mine = node(&last, "Đã kiểm sát, có căn cứ");
        assert_eq!(
            (&mine["state"], &mine["leaves"]),
            (&json!("orphaned"), &json!("BL 01, 02"))
        );
        assert!(!last["gone"].as_array().unwrap().is_empty());

        let lines: i64 = house
            .office
            .app
            .db()
            .one("SELECT COUNT(*) FROM audit_line WHERE action IN ('evidence.map.begun', 'evidence.map.changed', 'evidence.map.redrawn')", args![])
            .await
            .unwrap();
        assert!(lines >= 3, "{lines}");
    });
}

#[test]
fn nodes_on_evidence_follow_it_and_only_those_in_charge_edit() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let item = house
            .item(&mut browser, "Bản tự khai ngày 20/5", "BL 2")
            .await;
        let map = begun(&house, &mut browser, "evidence").await;
        let now = tree(&mut browser, &map).await;
        let waiting = node(&now, "Bản tự khai ngày 20/5");
        assert!(
            waiting["key"].as_str().unwrap().starts_with("questions/"),
            "nobody weighed it: {waiting}"
        );
        let own = format!("own:{}", Uuid::now_v7());
        let against = node(&now, "Chứng cứ gỡ tội");
        let added = json!({ "key": own, "kept": { "words": "Bị can nói bị ép", "parent": against["key"], "follows": "" }, "leaves": "2" });
        send(&mut browser, &map, &[added]).await;
        let ground = evidence::Ground {
            matter: house.matter.id,
            sources: &house.items().await[0].sources.clone(),
            item: Some(item),
        };
        let stands = evidence::map::standing_on(&house.office.app, ground)
            .await
            .unwrap();
        let told: Vec<&str> = stands.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            stands
                .iter()
                .all(|one| one.kind == "Nút sơ đồ tư duy" && one.href.starts_with(&map)),
            "{stands:?}"
        );

        let path = house.at(&format!("/items/{item}/withdrawal"));
        let withdrawn = browser
            .post(&path, &[("reason", "Thu thập không đúng trình tự")])
            .await;
        assert_eq!(
            withdrawn.status,
            StatusCode::SEE_OTHER,
            "{}",
            withdrawn.text
        );
        let now = tree(&mut browser, &map).await;
        assert_eq!(
            node(&now, "Bị can nói bị ép")["withdrawn"],
            "Thu thập không đúng trình tự"
        );
        let outline = browser.page(&format!("{map}/print")).await;
        assert!(
            outline.contains("<div class=\"map-sheet\"><svg"),
            "the map itself is printed with its outline"
        );
        assert!(
            outline.contains("chứng cứ đã rút: Thu thập không đúng trình tự"),
            "{outline}"
        );

        let mut other = house.office.signed_in_at(Role::Prosecutor, REGION).await;
        let refused = other
            .call("PUT", &format!("{map}/nodes"), json!({ "changes": [] }))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
        for path in [
            format!("{map}/tree"),
            map.clone(),
            format!("{map}/export/xmind"),
            format!("{map}/picture?step=0"),
        ] {
            assert_eq!(
                other.get(&path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
    });
}
