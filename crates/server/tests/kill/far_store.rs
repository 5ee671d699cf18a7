//! Files kept in an S3 store: a scan goes up, its pages are read from there, and its pictures come back.

use db::{Sql, args};
use files::testing::Far;

use crate::program::{Ground, ask, get, on_both};

const SCAN: &[u8] = include_bytes!("../../../casefile/tests/data/three-pages.pdf");
const EDGE: &str = "edge-of-a-part";

#[test]
fn a_scan_is_kept_in_an_s3_store_and_its_pages_are_shown_from_there() {
    on_both(|place| async move {
        let far = Far::prepare();
        let (ground, token) = Ground::prepare(place).await;
        let running = ground.serve_with(|command| {
            command.args(["--files", &far.url]);
            for (key, value) in &far.options {
                command.env(key.to_uppercase(), value);
            }
        });
        let form = "charges=170.1&effective=20%2F11%2F2026&confirmed=true&case_name=V%E1%BB%A5+th%E1%BB%AD";
        let kind = "application/x-www-form-urlencoded";
        let cases = ("POST", "/criminal/cases");
        let opened = ask(&running.address, &token, cases, (kind, form.as_bytes())).unwrap();
        assert_eq!(opened.status, 303, "{}", opened.text);
        let matter: uuid::Uuid = ground
            .db
            .one("SELECT id FROM ledger_matter", args![])
            .await
            .unwrap();

        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"ba trang.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n"
        );
        let tail = format!("\r\n--{EDGE}--\r\n");
        let body = [head.as_bytes(), SCAN, tail.as_bytes()].concat();
        let path = format!("/casefile/matters/{matter}/files");
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let taken = ask(&running.address, &token, ("POST", &path), (&kind, &body)).unwrap();
        assert!(taken.status < 400, "{}", taken.text);

        let begun = std::time::Instant::now();
        let picture: uuid::Uuid = loop {
            let shown: Option<uuid::Uuid> = ground
                .db
                .opt(
                    "SELECT id FROM casefile_page WHERE picture IS NOT NULL ORDER BY no LIMIT 1",
                    args![],
                )
                .await
                .unwrap();
            if let Some(page) = shown {
                break page;
            }
            assert!(begun.elapsed().as_secs() < 120, "no page was shown");
            tokio::task::yield_now().await;
        };
        let image = format!("/casefile/pages/{picture}/image");
        let given = get(&running.address, &token, &image).unwrap();
        assert_eq!(given.status, 200, "{}", given.text);
        assert!(given.text.contains("content-type: image/jpeg"));
        let source: String = ground
            .db
            .one("SELECT source FROM casefile_file", args![])
            .await
            .unwrap();
        let original = far.files().get(source.parse().unwrap()).await.unwrap();
        assert!(original == SCAN, "the original is untouched in the store");
        let near = ground.folder.join("files");
        assert!(!near.exists(), "nothing of it lies on this machine");
        running.kill();
        ground.leave().await;
    });
}
