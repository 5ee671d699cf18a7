//! Killed while a scan is read.

use db::{Db, Sql, args};
use uuid::Uuid;

use crate::program::{Ground, ask, get, on_both};

const SCAN: &[u8] = include_bytes!("../../../casefile/tests/data/three-pages.pdf");
const EDGE: &str = "edge-of-a-part";

async fn pages_with(db: &Db, status: &str) -> i64 {
    db.one(
        "SELECT count(*) FROM casefile_page WHERE status = $1",
        args![status],
    )
    .await
    .unwrap()
}

async fn until(db: &Db, is_so: impl AsyncFn(&Db) -> bool) {
    let begun = std::time::Instant::now();
    while !is_so(db).await {
        assert!(begun.elapsed().as_secs() < 60, "it never came");
        tokio::task::yield_now().await;
    }
}

#[test]
fn pages_of_a_killed_reading_are_all_read_once_after_the_next_start() {
    on_both(|place| async move {
        let (ground, token) = Ground::prepare(place).await;
        let running = ground.serve();
        let form = "charges=170.1&effective=20%2F11%2F2026&confirmed=true&case_name=V%E1%BB%A5+th%E1%BB%AD";
        let kind = "application/x-www-form-urlencoded";
        let opened = ask(
            &running.address,
            &token,
            ("POST", "/criminal/cases"),
            (kind, form.as_bytes()),
        )
        .unwrap();
        assert_eq!(opened.status, 303, "{}", opened.text);
        let matter: Uuid = ground
            .db
            .one("SELECT id FROM ledger_matter", args![])
            .await
            .unwrap();

        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"ba trang.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n"
        );
        let body = [
            head.as_bytes(),
            SCAN,
            format!("\r\n--{EDGE}--\r\n").as_bytes(),
        ]
        .concat();
        let path = format!("/casefile/matters/{matter}/files");
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let taken = ask(&running.address, &token, ("POST", &path), (&kind, &body)).unwrap();
        assert!(taken.status < 400, "{}", taken.text);

        // Its pages have pictures, and not every one is read yet.
        until(&ground.db, async |db| pages_with(db, "waiting").await < 3).await;
        running.kill();
        let read_before = pages_with(&ground.db, "read").await;

        // The lease of the worker that is gone runs out.
        ground
            .db
            .exec(
                "UPDATE job SET lease_until = 0 WHERE state = 'running'",
                args![],
            )
            .await
            .unwrap();
        let running = ground.serve();
        until(&ground.db, async |db| {
            let left: i64 = db
                .one(
                    "SELECT count(*) FROM job WHERE state IN ('ready', 'running')",
                    args![],
                )
                .await
                .unwrap();
            left == 0
        })
        .await;
        let failed: i64 = ground
            .db
            .one("SELECT count(*) FROM job WHERE state = 'failed'", args![])
            .await
            .unwrap();
        let texts: i64 = ground
            .db
            .one("SELECT count(*) FROM casefile_text", args![])
            .await
            .unwrap();
        let pages: i64 = ground
            .db
            .one("SELECT count(*) FROM casefile_page", args![])
            .await
            .unwrap();
        assert_eq!(
            (failed, pages, pages_with(&ground.db, "read").await, texts),
            (0, 3, 3, 3),
            "{read_before} before"
        );
        let shown = get(
            &running.address,
            &token,
            &format!("/casefile/matters/{matter}"),
        )
        .unwrap();
        assert_eq!(shown.status, 200);
        running.kill();
        ground.leave().await;
    });
}
