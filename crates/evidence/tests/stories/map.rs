//! Sơ đồ tư duy: drawn from the case, edited beside it, drawn anew without losing an edit, taken out and read back in.

use std::{path::Path, process::Command};

use axum::http::StatusCode;
use db::{Engine, Sql, args, testing::both};
use law::Moment;
use ledger::NewFact;
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Browser, REGION};
use uuid::Uuid;

use crate::house::{ACCUSED, House, TABLES};

/// Begins a map; answers its address.
async fn begun(house: &House, browser: &mut Browser<'_>, template: &str) -> String {
    let answer = browser
        .post(&house.at("/map"), &[("template", template)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().to_owned()
}

async fn tree(browser: &mut Browser<'_>, map: &str) -> Value {
    said(browser.get(&format!("{map}/tree")).await)
}

fn said(answer: shell::testing::Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

/// The node with these words.
fn node<'v>(tree: &'v Value, words: &str) -> &'v Value {
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

fn has(tree: &Value, words: &str) -> bool {
    let nodes = tree["nodes"].as_array().unwrap();
    nodes
        .iter()
        .any(|node| node["words"].as_str().unwrap().contains(words) && node["is_hidden"] == false)
}

/// What is sent for a node as it stands, with some of it changed.
fn edited(node: &Value, change: Value) -> Value {
    let mut kept = node["kept"].clone();
    for (name, value) in change.as_object().unwrap() {
        kept[name] = value.clone();
    }
    json!({ "key": node["key"], "revision": node["revision"], "kept": kept })
}

async fn send(browser: &mut Browser<'_>, map: &str, changes: &[Value]) -> Value {
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

/// What an independent program says of a file; it must end well.
fn judged(script: &str, what: &str, file: &Path) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../scripts")
        .join(script);
    let done = Command::new(path).arg(what).arg(file).output().unwrap();
    assert!(
        done.status.success(),
        "{script}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}

/// The words of a map as an independent reader has them, each behind the one it hangs on.
fn walked(topic: &Value, depth: usize, out: &mut Vec<(String, usize)>) {
    out.push((topic["title"].as_str().unwrap().to_owned(), depth));
    for one in topic["topics"].as_array().into_iter().flatten() {
        walked(one, depth + 1, out);
    }
}

#[test]
fn a_map_goes_out_and_comes_back_without_loss() {
    both(&TABLES, |db| async move {
        let is_sqlite = db.engine() == Engine::Sqlite;
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let title = format!("Biên bản hỏi cung bị can {ACCUSED}");
        house
            .document(&mut browser, 2, &title, "bien_ban_hoi_cung")
            .await;
        let map = begun(&house, &mut browser, "case").await;
        let now = tree(&mut browser, &map).await;
        let own = format!("own:{}", Uuid::now_v7());
        let proposal = node(&now, "Đề xuất")["key"].clone();
        let added = json!({ "key": own, "kept": { "words": "Truy tố <khoản 1> & 2", "note": "Trao đổi với Điều tra viên", "parent": proposal, "follows": "" }, "leaves": "3" });
        send(&mut browser, &map, &[added]).await;

        let file = browser.get(&format!("{map}/export/xmind")).await;
        assert_eq!(
            file.header("content-type"),
            "application/vnd.xmind.workbook"
        );
        let import = format!("{map}/import");
        let back = said(
            browser
                .upload(&import, &[], ("file", "so-do.xmind", &file.bytes))
                .await,
        );
        assert_eq!(back["told"], "Tệp không có gì khác với sơ đồ.", "{back}");
        assert_eq!(back["before"], json!([]));
        for (bad, sentence) in [
            (b"khong phai zip".to_vec(), "không phải tệp XMind"),
            (zipped("other.txt", "x"), "không có nội dung sơ đồ"),
            (zipped("content.json", "{"), "bị hỏng"),
            (zipped("content.xml", "<xmap-content><topic>"), "bị hỏng"),
            (zipped("content.json", "[]"), "không có nút nào"),
            (
                zipped(
                    "manifest.json",
                    r#"{"file-entries":{"content.json":{"encryption-data":{}}}}"#,
                ),
                "có mật khẩu",
            ),
        ] {
            let refused = browser
                .upload(&import, &[], ("file", "hong.xmind", &bad))
                .await;
            assert!(
                refused.status.is_client_error() && refused.has(sentence),
                "{sentence}: {}",
                refused.text
            );
        }

        // Edited elsewhere: other words, a node more, one moved; and what comes back can be taken back.
        let text = String::from_utf8(unzipped(&file.bytes, "content.json")).unwrap();
        let mut content: Value = serde_json::from_str(&text).unwrap();
        let branches = content[0]["rootTopic"]["children"]["attached"]
            .as_array_mut()
            .unwrap();
        let proposal = branches
            .iter_mut()
            .find(|one| one["title"] == "Đề xuất")
            .unwrap();
        proposal["children"]["attached"][0]["title"] = json!("Truy tố khoản 2");
        let fresh = json!({ "id": "abc", "title": "Áp dụng tạm giam", "labels": ["BL 1, 250"] });
        proposal["children"]["attached"]
            .as_array_mut()
            .unwrap()
            .push(fresh);
        let outside = zipped("content.json", &content.to_string());
        let brought = said(
            browser
                .upload(&import, &[], ("file", "so-do.xmind", &outside))
                .await,
        );
        assert_eq!(brought["told"], "Đã sửa 1 nút, thêm 1 nút.");
        let changed = node(&brought["map"], "Truy tố khoản 2");
        assert_eq!(
            (&changed["key"], &changed["leaves"]),
            (&json!(own), &json!("BL 03")),
            "the same node, with its leaves"
        );
        let fresh = node(&brought["map"], "Áp dụng tạm giam");
        assert!(
            fresh["note"].as_str().unwrap().contains("250"),
            "a leaf that is not there yet stays as words: {fresh}"
        );
        let again = said(
            browser
                .upload(&import, &[], ("file", "so-do.xmind", &outside))
                .await,
        );
        assert_eq!(
            again["told"], "Tệp không có gì khác với sơ đồ.",
            "read twice, added once"
        );
        let before: Vec<Value> = brought["before"].as_array().unwrap().clone();
        let before: Vec<Value> = before
            .into_iter()
            .map(|mut one| {
                let nodes = again["map"]["nodes"].as_array().unwrap();
                one["revision"] =
                    nodes.iter().find(|node| node["key"] == one["key"]).unwrap()["revision"]
                        .clone();
                one
            })
            .collect();
        let undone = send(&mut browser, &map, &before).await;
        assert!(
            has(&undone["map"], "Truy tố <khoản 1> & 2")
                && !has(&undone["map"], "Áp dụng tạm giam")
        );

        // A version stands still while the map goes on.
        let kept = browser
            .post(
                &format!("{map}/versions"),
                &[("reported_on", "23/11/2026"), ("note", "Báo cáo lần 1")],
            )
            .await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let version = kept.location().to_owned();
        let mine = tree(&mut browser, &map).await;
        send(
            &mut browser,
            &map,
            &[edited(
                node(&mine, "Truy tố <khoản 1>"),
                json!({ "words": "Đình chỉ" }),
            )],
        )
        .await;
        let page = browser.page(&version).await;
        assert!(
            page.contains("Bản 1 theo ngày báo cáo 23/11/2026")
                && page.contains("Truy tố &#60;khoản 1&#62;"),
            "{page}"
        );
        let bad = browser
            .post(&format!("{map}/versions"), &[("reported_on", "ngày mai")])
            .await;
        assert_eq!(bad.location(), map);

        let id: Uuid = version.rsplit('/').next().unwrap().parse().unwrap();
        let shown = evidence::presented(&house.office.app, house.matter.id, "map", id, Some(0))
            .await
            .unwrap()
            .unwrap();
        assert!(
            shown.steps >= 4 && shown.svg.contains("1. Thông tin vụ án"),
            "{}",
            shown.steps
        );
        if is_sqlite {
            exported(&house, &mut browser, &map, &version, &file.bytes).await;
        }
    });
}

/// Every format opens in a program that is not ours.
async fn exported(
    house: &House,
    browser: &mut Browser<'_>,
    map: &str,
    version: &str,
    xmind: &[u8],
) {
    let folder = std::env::temp_dir().join(format!("kiemsat-map-{}", Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let read: Value =
        serde_json::from_str(&judged("xmind", "read", &put("map.xmind", xmind))).unwrap();
    let (mut outside, mut inside) = (Vec::new(), Vec::new());
    walked(&read[0]["topic"], 0, &mut outside);
    let still = evidence::map::read::still(&house.office.app, house.matter.id, id_of(version))
        .await
        .unwrap()
        .unwrap();
    inside.extend(
        still
            .nodes
            .iter()
            .map(|node| (node.words.clone(), node.depth)),
    );
    assert_eq!(
        outside, inside,
        "the independent reader has every node in its place"
    );

    let old = folder.join("old.xmind");
    judged("xmind", "write", &old);
    let brought = browser
        .upload(
            &format!("{map}/import"),
            &[],
            ("file", "old.xmind", &std::fs::read(&old).unwrap()),
        )
        .await;
    let brought = said(brought);
    let foreign = node(&brought["map"], "Thái Doãn Lâm <“đen”>");
    assert_eq!(
        (&foreign["note"], &foreign["leaves"]),
        (&json!("Khai nhận một phần"), &json!("BL 02"))
    );
    let above = node(&brought["map"], "Bị can");
    assert_eq!(
        foreign["parent"], above["key"],
        "a branch of the same name takes it"
    );

    let svg = browser.get(&format!("{map}/export/svg")).await;
    assert!(svg.text.starts_with("<svg ") && svg.has(ACCUSED));
    let png = browser.get(&format!("{map}/export/png?levels=2")).await;
    assert!(png.bytes.starts_with(b"\x89PNG"));
    let pdf = browser.get(&format!("{map}/export/pdf")).await;
    let pages = judged("archivists", "pages", &put("map.pdf", &pdf.bytes));
    assert!(text::clean(&pages).contains("Chứng cứ buộc tội"), "{pages}");
    let word = browser.get(&format!("{map}/export/docx")).await;
    let inside = String::from_utf8(unzipped(&word.bytes, "word/document.xml")).unwrap();
    assert!(inside.contains("3. Bị can") && inside.contains(ACCUSED));
    let none = browser.get(&format!("{map}/export/exe")).await;
    assert!(none.status.is_client_error());
    let _ = std::fs::remove_dir_all(&folder);
}

fn id_of(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

fn zipped(name: &str, content: &str) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn unzipped(bytes: &[u8], name: &str) -> Vec<u8> {
    use std::io::Read;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut out).unwrap();
    out
}
