//! Tệp của sơ đồ: a map goes out as SVG, PNG, PDF, Word and XMind and comes back, judged by programs that share nothing with ours.

use std::{path::Path, process::Command};

use axum::http::StatusCode;
use db::{Engine, testing::both};
use serde_json::{Value, json};
use shell::testing::Browser;
use uuid::Uuid;

use crate::house::{ACCUSED, House, TABLES};
use crate::map::{begun, edited, has, node, said, send, tree};

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
