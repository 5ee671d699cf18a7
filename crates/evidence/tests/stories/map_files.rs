//! Tệp của sơ đồ: an XMind file comes back changed elsewhere, broken, or of an older format; a version stands still.

use axum::http::StatusCode;
use db::testing::both;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{ACCUSED, House, TABLES};
use crate::judges::{judged, with_file};
use crate::map::{begun, edited, has, node, said, send, tree};

#[test]
fn a_map_goes_out_and_comes_back_without_loss() {
    both(&TABLES, |db| async move {
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
        // What has changed since the report, by branch.
        let compared = browser.page(&format!("{map}/comparison")).await;
        assert!(
            compared.contains("Đình chỉ")
                && compared.contains("Truy tố &#60;khoản 1&#62;")
                && compared.contains("1 nút."),
            "{compared}"
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
        // A map that another program wrote in the older format.
        let old = with_file(b"", "xmind", |path| {
            judged("xmind", "write", path);
            std::fs::read(path).unwrap()
        });
        let brought = browser
            .upload(&import, &[], ("file", "old.xmind", &old))
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
        let none = browser.get(&format!("{map}/export/exe")).await;
        assert!(none.status.is_client_error());
    });
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
