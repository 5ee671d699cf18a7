//! Bản in cả bộ hết hạn giữ: its file goes, the line stays, and nothing that was frozen or signed is touched.

use axum::http::StatusCode;
use db::testing::both;
use db::{Sql, args};
use jobs::{State, Workers};
use shell::testing::{Browser, REGION};
use statistics::paper::whole::{order, retention};

use crate::signers::{Signers, id_of, tables};

const DAY_MS: i64 = 86_400_000;

/// Asks for a workbook of a set and waits until it is made.
async fn printed(office: &Signers, browser: &mut Browser<'_>, set: &str) -> String {
    let jobs = office.world.office.app.jobs();
    let mut bell = jobs.watch();
    let ask = format!("/statistics/prints?kind=xlsx&set={}", id_of(set));
    let asked = browser.post(&ask, &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    let page = asked.location().trim_end_matches("/file").to_owned();
    loop {
        let job = jobs.about(&id_of(&page).to_string()).await.unwrap();
        match job.unwrap().state {
            State::Done => return page,
            State::Failed => panic!("the print failed"),
            _ => bell.changed().await.unwrap(),
        }
    }
}

#[test]
fn old_prints_are_cleared_and_what_was_frozen_and_signed_stays() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        let (app, db) = (&office.world.office.app, &office.world.db);
        office.report(8, &[]).await;
        let set = office.send(&office.region, REGION, &office.later()).await;
        let mut browser = office.browser(&office.region.statistician).await;
        let old = printed(&office, &mut browser, &set).await;
        let first = browser.get(&format!("{old}/file")).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text);
        assert!(
            first.bytes.starts_with(b"PK"),
            "as it was made, without the head it is kept under"
        );
        let kept = order::by_id(db, id_of(&old)).await.unwrap().unwrap();
        // The same bytes are kept by somebody else under their own name.
        let others = app.files().put(first.bytes.clone()).await.unwrap();
        assert_ne!(others.to_string(), kept.file);

        let days = retention::Retention::embedded().kept_days;
        assert_eq!(
            retention::sweep(app).await.unwrap(),
            0,
            "not before its time"
        );
        let past = "UPDATE statistics_print SET made_at = made_at - $1";
        db.exec(past, args![(days + 1) * DAY_MS]).await.unwrap();
        // The next print lets it go.
        let newer = printed(&office, &mut browser, &set).await;
        assert!(!app.files().has(kept.file.parse().unwrap()).await.unwrap());
        assert!(app.files().has(others).await.unwrap());
        assert_eq!(
            browser.get(&format!("{old}/file")).await.status,
            StatusCode::NOT_FOUND
        );
        let page = browser.page(&old).await;
        assert!(
            page.contains("tệp này đã xóa") && page.contains("(tệp đã xóa)"),
            "{page}"
        );
        assert_eq!(
            browser.get(&format!("{newer}/file")).await.status,
            StatusCode::OK
        );
        for below in ["", "/pdf", "/package"] {
            let there = browser.get(&format!("{set}{below}")).await;
            assert_eq!(there.status, StatusCode::OK, "{below}: {}", there.text);
        }
        assert_eq!(retention::sweep(app).await.unwrap(), 0);
        // A job that is begun again for a cleared print makes nothing.
        let again = "UPDATE job SET state = 'ready' WHERE subject = $1";
        db.exec(again, args![id_of(&old).to_string()])
            .await
            .unwrap();
        let jobs = app.jobs();
        let mut bell = jobs.watch();
        let more = Workers::start(jobs, statistics::handlers(app), 1);
        loop {
            let job = jobs.about(&id_of(&old).to_string()).await.unwrap().unwrap();
            if job.state == State::Done {
                break;
            }
            bell.changed().await.unwrap();
        }
        more.stop().await;
        let after = order::by_id(db, id_of(&old)).await.unwrap().unwrap();
        assert!(after.cleared_at.is_some() && !after.is_made());
    });
}
