//! Thời hạn đổi ngày: when a row of the law changes, the open clocks are computed again and people are told.

use std::sync::Arc;

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use desk::{
    jobs_of::Recompute,
    moved::{note_law, run},
};
use law::{Law, LawFiles};
use people::Role;
use shell::testing::REGION;

use crate::{TABLES, a_report, office, signed_in, told, work_off};

/// The law in which a report is to be resolved within 25 days in place of 20.
fn longer() -> String {
    let now = LawFiles::EMBEDDED.limits;
    let row = now
        .lines()
        .find(|line| line.starts_with("RPT-RESOLVE,"))
        .unwrap();
    let changed = row.replacen("report.received,20,days", "report.received,25,days", 1);
    assert_ne!(row, changed, "the row stands as this test knows it");
    now.replace(row, &changed)
}

#[test]
fn a_changed_row_of_the_law_says_whose_dates_moved() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (mine, mut browser) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (_, mut chief) = signed_in(&office, Role::Chief, REGION).await;
        let (_, mut neighbour) = signed_in(&office, Role::Chief, "P68-KV04").await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mine).await;
        assert!(
            browser
                .page("/desk/moved")
                .await
                .contains("Chưa có lần tính lại nào")
        );

        let limits = longer();
        let changed = LawFiles {
            limits: &limits,
            ..LawFiles::EMBEDDED
        };
        let law = Arc::new(Law::parse(&changed).unwrap());
        let tx = db.begin().await.unwrap();
        // A new place has nothing to compute; the same program again neither; another law does.
        assert_eq!(note_law(&tx, &LawFiles::EMBEDDED, 1).await.unwrap(), None);
        assert_eq!(note_law(&tx, &LawFiles::EMBEDDED, 2).await.unwrap(), None);
        let change = note_law(&tx, &changed, office.app.now_ms())
            .await
            .unwrap()
            .unwrap();
        run::queue(&tx, change, "").await.unwrap();
        tx.commit().await.unwrap();
        work_off(&office, vec![Arc::new(Recompute(office.app.clone(), law))]).await;

        let job = office.app.jobs().newest(1).await.unwrap().remove(0);
        assert_eq!(job.note, "1 thời hạn đổi ngày");
        let page = browser.page("/desk/moved").await;
        assert!(
            page.contains("Dữ liệu pháp luật của chương trình thay đổi. 1 thời hạn đổi ngày cuối.")
        );
        for told in [
            "Thái Doãn Lâm",
            "23/11/2026",
            "27/11/2026",
            "muộn hơn 4 ngày",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let bell = browser.page("/notices").await;
        assert!(
            bell.contains("1 thời hạn của bạn đổi ngày cuối.")
                && bell.contains(&change.to_string())
        );
        assert!(
            chief.page("/desk/moved").await.contains("27/11/2026"),
            "the chief sees the unit"
        );
        let page = neighbour
            .page(&format!("/desk/moved?change={change}"))
            .await;
        assert!(
            !page.contains("Thái Doãn Lâm")
                && page.contains("Không có thời hạn nào trong phạm vi này")
        );
        let (_, mut officer) = signed_in(&office, Role::ItOfficer, REGION).await;
        assert_eq!(
            officer.get("/desk/moved").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(told(&office, "clock.moved").await, 1);
        assert!(
            browser.page("/desk").await.contains("27/11/2026"),
            "the desk follows"
        );
    });
}

#[test]
fn a_killed_computation_goes_on_where_it_stood_and_tells_once() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (mine, mut browser) = signed_in(&office, Role::Prosecutor, REGION).await;
        for day in ["2026-11-02", "2026-11-03", "2026-11-04"] {
            a_report(&office, REGION, day, "Thái Doãn Lâm", mine).await;
        }
        let limits = longer();
        let changed = LawFiles {
            limits: &limits,
            ..LawFiles::EMBEDDED
        };
        let law = Arc::new(Law::parse(&changed).unwrap());
        let tx = db.begin().await.unwrap();
        note_law(&tx, &LawFiles::EMBEDDED, 1).await.unwrap();
        let change = note_law(&tx, &changed, office.app.now_ms())
            .await
            .unwrap()
            .unwrap();
        // The first matter was done before the program was killed.
        let first = criminal::recompute::open_after(&tx, uuid::Uuid::nil(), 1)
            .await
            .unwrap()[0];
        let asked = criminal::recompute::AskedBy::default();
        let moved = criminal::recompute::recompute(&tx, office.app.ledger(), &law, first, &asked);
        desk::moved::keep(&tx, change, &moved.await.unwrap())
            .await
            .unwrap();
        tx.exec(
            "UPDATE desk_change SET after_id = $1, looked = 1 WHERE id = $2",
            args![first, change],
        )
        .await
        .unwrap();
        for _ in 0..2 {
            run::queue(&tx, change, "").await.unwrap();
        }
        tx.commit().await.unwrap();
        work_off(&office, vec![Arc::new(Recompute(office.app.clone(), law))]).await;
        let page = browser.page("/desk/moved").await;
        assert!(page.contains("3 thời hạn đổi ngày cuối."), "{page}");
        let bell = browser.page("/notices").await;
        assert_eq!(
            bell.matches("3 thời hạn của bạn đổi ngày cuối.").count(),
            1,
            "{bell}"
        );
    });
}
