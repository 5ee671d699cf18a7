//! Through the door: upload, the viewer's file, pictures, a box that fills a field, and who may look.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use jobs::Workers;
use law::{Law, Moment};
use ledger::{Batch, NewFact};
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Office, PROVINCE, REGION};
use uuid::Uuid;

use crate::{
    house::{TABLES, THREE_PAGES, is_read},
    typed::typed_pages,
};

async fn a_matter(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let received: Moment = "2026-05-20T13:55".parse().unwrap();
    let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
        .with("report_kind", "to_giac")
        .with("summary", "Đe dọa đăng ảnh để đòi tiền");
    let batch = Batch {
        matter: ledger::Matter::New(id),
        facts: vec![fact],
        recorded_at: office.app.now_ms(),
        recorded_by: Uuid::now_v7(),
        unit: REGION.to_owned(),
    };
    let tx = office.app.db().begin().await.unwrap();
    office
        .app
        .ledger()
        .record(&tx, Law::embedded(), batch)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[test]
fn a_stack_is_uploaded_seen_searched_and_a_box_on_it_fills_a_field() {
    both(&TABLES, |db| async move {
        let folder =
            std::env::temp_dir().join(format!("kiemsat-pages-{}", Uuid::now_v7().simple()));
        let index = search::Index::open(&folder).unwrap();
        let routes = shell::routes().merge(casefile::routes());
        let office = Office::with(db.clone(), criminal::views(), routes, |app| {
            app.slot(index)
                .menu(casefile::menu())
                .finder(casefile::PageFinder)
        })
        .await;
        let matter = a_matter(&office).await;
        let home = format!("/casefile/matters/{matter}");
        let mut chief = office.signed_in(Role::Chief).await;
        assert!(chief.page(&home).await.contains("data-upload"));

        let sent = chief
            .upload(
                &format!("{home}/files"),
                &[],
                ("files", "Hồ sơ.pdf", &typed_pages(3)),
            )
            .await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
        let sent: Value = serde_json::from_str(&sent.text).unwrap();
        assert_eq!(
            (&sent["files"][0]["is_taken"], &sent["files"][0]["pages"]),
            (&json!(true), &json!(3))
        );
        let bad = chief
            .upload(&format!("{home}/files"), &[], ("files", "a.txt", b"abc"))
            .await;
        assert!(
            bad.has("\"is_taken\":false") && bad.has("PDF"),
            "{}",
            bad.text
        );

        let huge = vec![b'%'; (64 << 20) + 1];
        let huge = chief
            .upload(&format!("{home}/files"), &[], ("files", "lon.pdf", &huge))
            .await;
        assert!(
            huge.has("\"is_taken\":false") && huge.has("Tệp lớn hơn 64 MB"),
            "{}",
            huge.text
        );

        let waiting: Value = serde_json::from_str(
            &chief
                .call("GET", &format!("{home}/file"), json!({}))
                .await
                .text,
        )
        .unwrap();
        assert_eq!(waiting["pages"][0]["status"], "waiting");

        let file = casefile::files_of(&db, matter).await.unwrap()[0].id;
        let workers = Workers::start(office.app.jobs(), casefile::handlers(&office.app), 2);
        let mut bell = office.app.jobs().watch();
        while !is_read(&office.app, file).await {
            bell.changed().await.unwrap();
        }
        workers.stop().await;

        let view: Value = serde_json::from_str(
            &chief
                .call("GET", &format!("{home}/panel"), json!({}))
                .await
                .text,
        )
        .unwrap();
        let pages = view["pages"].as_array().unwrap();
        assert!(pages.iter().all(|page| page["status"] == "ready"));
        let picture = chief.get(pages[0]["image"].as_str().unwrap()).await;
        assert_eq!(picture.header("content-type"), "image/jpeg");
        assert_eq!(
            picture.header("cache-control"),
            "private, max-age=31536000, immutable"
        );
        assert!(picture.bytes.starts_with(&[0xff, 0xd8]));
        let tag = picture.header("etag").to_owned();
        chief.headers.push(("if-none-match", tag));
        let known = chief.get(pages[0]["image"].as_str().unwrap()).await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED);
        chief.headers.clear();

        let found: Value = serde_json::from_str(
            &chief
                .call("GET", &format!("{home}/search?q=trang%20so%203"), json!({}))
                .await
                .text,
        )
        .unwrap();
        let hit = &found["hits"][0];
        assert_eq!(hit["page"], pages[2]["id"]);
        let asked = json!({ "page": hit["page"], "rect": hit["rects"][0], "kind": "text" });
        let region: Value = serde_json::from_str(
            &chief
                .call("POST", &format!("{home}/region"), asked)
                .await
                .text,
        )
        .unwrap();
        assert_eq!(
            text::fold(region["text"].as_str().unwrap()).trim_matches(':'),
            "trang so 3"
        );

        let across = chief.page("/casefile/search?q=tam%20giu").await;
        assert!(
            across.contains("<mark>") && across.contains(&home),
            "{across}"
        );
        let first = pages[0]["id"].as_str().unwrap();
        let written = chief
            .post(
                &format!("/casefile/pages/{first}/bl"),
                &[("bl", "01"), ("then", &home)],
            )
            .await;
        assert_eq!(written.location(), home);
        let leaf = chief.get(&format!("{home}/bl/1")).await;
        assert_eq!(
            leaf.location(),
            format!("{home}?page={}", pages[0]["id"].as_str().unwrap())
        );
        assert_eq!(
            chief.get(&format!("{home}/bl/127")).await.status,
            StatusCode::NOT_FOUND
        );
        let source = chief
            .get(&format!(
                "/casefile/pages/{}?rect=1,2,3,4",
                pages[0]["id"].as_str().unwrap()
            ))
            .await;
        assert!(source.location().ends_with("&rect=1,2,3,4"));

        let mark = json!({ "first": 1, "last": 2, "title": "Biên bản tiếp nhận", "kind": "bien_ban", "bl": null });
        let kept: Value = serde_json::from_str(
            &chief
                .call("POST", &format!("{home}/documents"), mark)
                .await
                .text,
        )
        .unwrap();
        assert!(
            chief
                .page(&format!("{home}/contents"))
                .await
                .contains("Biên bản tiếp nhận")
        );
        let place = format!("{home}/documents/{}", kept["id"].as_str().unwrap());
        assert_eq!(
            chief.call("DELETE", &place, json!({})).await.status,
            StatusCode::OK
        );
        assert_eq!(
            chief
                .call("PUT", &format!("{place}/place"), json!({}))
                .await
                .status,
            StatusCode::OK
        );
        assert!(chief.page(&format!("{home}/leaves")).await.contains("01"));
        assert!(chief.page("/casefile").await.contains(&home));

        // Somebody of another unit sees nothing of it, and every opening stands in the trail.
        let mut stranger = office.signed_in_at(Role::Chief, "P68-KV04").await;
        for path in [
            home.clone(),
            format!("{home}/file"),
            pages[0]["image"].as_str().unwrap().to_owned(),
            format!("/casefile/files/{file}/original"),
        ] {
            assert_eq!(
                stranger.get(&path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        assert!(
            !stranger
                .page("/casefile/search?q=tam%20giu")
                .await
                .contains("<mark>")
        );
        let mut statistician = office.signed_in_at(Role::Statistician, PROVINCE).await;
        assert_eq!(statistician.get(&home).await.status, StatusCode::FORBIDDEN);
        let looks: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'casefile.looked' AND object = $1",
                args![matter.to_string()],
            )
            .await
            .unwrap();
        assert_eq!(looks, 2);
        ledger::audit::verify(&db).await.unwrap();
        let _ = std::fs::remove_dir_all(folder);
    });
}

#[test]
fn a_long_file_is_sent_a_stretch_at_a_time_around_the_page_that_is_wished_for() {
    both(&TABLES, |db| async move {
        let folder =
            std::env::temp_dir().join(format!("kiemsat-pages-{}", Uuid::now_v7().simple()));
        let index = search::Index::open(&folder).unwrap();
        let routes = shell::routes().merge(casefile::routes());
        let office =
            Office::with(db.clone(), criminal::views(), routes, |app| app.slot(index)).await;
        let matter = a_matter(&office).await;
        let home = format!("/casefile/matters/{matter}");
        let mut chief = office.signed_in(Role::Chief).await;
        chief
            .upload(
                &format!("{home}/files"),
                &[],
                ("files", "a.pdf", &typed_pages(250)),
            )
            .await;
        // Two neighbours carry numbers and the page between them was read without one.
        for (no, bl) in [(149, Some("147")), (150, None), (151, Some("149"))] {
            db.exec(
                "UPDATE casefile_page SET status = 'read', bl = $1, bl_key = $1 WHERE matter_id = $2 AND no = $3",
                args![bl, matter, no],
            )
            .await
            .unwrap();
        }
        let ask = async |chief: &mut shell::testing::Browser<'_>, path: String| -> Value {
            serde_json::from_str(&chief.call("GET", &path, json!({})).await.text).unwrap()
        };
        let first = ask(&mut chief, format!("{home}/file")).await;
        let nos = |view: &Value| -> Vec<i64> {
            let pages = view["pages"].as_array().unwrap().iter();
            pages.map(|page| page["no"].as_i64().unwrap()).collect()
        };
        assert_eq!(first["total"], 250);
        assert_eq!(nos(&first), (1..=100).collect::<Vec<_>>());
        let leaf = ask(&mut chief, format!("{home}/file?bl=149")).await;
        assert_eq!((&leaf["at"], nos(&leaf)[0]), (&json!(151), 101));
        // Its number is told by its neighbours, and leads to it, but is not its number.
        let guessed = ask(&mut chief, format!("{home}/pages?bl=148")).await;
        let page = &guessed["pages"][49];
        assert_eq!(
            (&guessed["at"], &page["bl"], &page["bl_guess"]),
            (&json!(150), &Value::Null, &json!("148"))
        );
        let id = page["id"].as_str().unwrap();
        let by_id = ask(&mut chief, format!("{home}/pages?page={id}")).await;
        assert_eq!(by_id["at"], 150);
        let last = ask(&mut chief, format!("{home}/pages?page=250")).await;
        assert_eq!(nos(&last), (201..=250).collect::<Vec<_>>());
        let none = ask(&mut chief, format!("{home}/pages?page=251")).await;
        assert_eq!((&none["at"], nos(&none)[0]), (&Value::Null, 1));
        let leaves = chief.page(&format!("{home}/leaves?from=101")).await;
        assert!(leaves.contains("suy ra từ số trước và số sau, cần kiểm tra"));
        let _ = std::fs::remove_dir_all(folder);
    });
}

#[test]
fn a_clerk_hands_scans_in_and_is_led_to_no_page_they_may_not_read() {
    both(&TABLES, |db| async move {
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(casefile::routes());
        let office = Office::with(db.clone(), criminal::views(), routes, |app| {
            app.slot(criminal::doors::CaseFileDoor(std::sync::Arc::new(
                casefile::Door,
            )))
        })
        .await;
        let matter = a_matter(&office).await;
        let home = format!("/casefile/matters/{matter}");
        let mut clerk = office.signed_in(Role::Clerk).await;
        let page = clerk.page(&format!("/criminal/matters/{matter}")).await;
        assert!(page.contains(&format!("{home}/intake")), "the way in");
        assert!(!page.contains(&format!("href=\"{home}\"")) && !page.contains("Ghi từ bản quét"));
        assert!(
            clerk
                .page(&format!("{home}/intake"))
                .await
                .contains("data-upload")
        );
        let answer = clerk
            .upload(
                &format!("{home}/files"),
                &[],
                ("files", "ba.pdf", THREE_PAGES),
            )
            .await;
        let told = &answer.text;
        assert!(told.contains("\"is_taken\":true"), "{told}");
        assert!(
            told.contains("\"events\":\"\""),
            "nothing they may not follow: {told}"
        );
        assert!(
            clerk
                .page(&format!("{home}/intake"))
                .await
                .contains("Đang đọc")
        );
        assert_eq!(clerk.get(&home).await.status, StatusCode::FORBIDDEN);
        // A statistician hands nothing in: no link leads there.
        let mut statistician = office.signed_in(Role::Statistician).await;
        let page = statistician
            .page(&format!("/criminal/matters/{matter}"))
            .await;
        assert!(!page.contains("/casefile/"));
    });
}
