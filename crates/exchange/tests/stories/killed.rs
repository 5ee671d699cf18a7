//! Bị dừng giữa chừng: an import that is killed while it writes goes on, loses nothing and doubles nothing.

use std::fmt::Write as _;

use db::{Sql, args, testing::both};
use jobs::Workers;

use crate::{TABLES, checked, clerk, count, hand_in, office, work_off};

#[test]
fn an_import_killed_in_the_middle_goes_on_where_it_stood() {
    const MANY: i64 = 60;
    both(&TABLES, |db| async move {
        let mut sheet = "Số thụ lý;Ngày tiếp nhận;Loại;Người tố giác;Nội dung\n".to_owned();
        for n in 1..=MANY {
            writeln!(
                sheet,
                "{n};{}/10/2026;TG;Người {n};Mất tài sản lần {n}",
                1 + n % 28
            )
            .unwrap();
        }
        let office = office(db.clone()).await;
        let mut clerk = clerk(&office).await;
        let import = hand_in(&mut clerk, "reports", "so.csv", sheet.as_bytes()).await;
        checked(&office, &mut clerk, &import).await;
        let answer = clerk
            .post(&format!("{import}/writing"), &[("warnings", "true")])
            .await;
        assert_eq!(answer.location(), import, "{}", answer.text);
        let mut kills = 0;
        while count(&db, "written").await < MANY - 10 {
            let before = count(&db, "written").await;
            let workers = Workers::start(office.app.jobs(), exchange::handlers(&office.app), 1);
            while count(&db, "written").await < (before + 15).min(MANY) {
                tokio::task::yield_now().await;
            }
            // Dropped, its task ends at whatever it was doing.
            drop(workers);
            kills += 1;
            db.exec("UPDATE job SET lease_until = 0", args![])
                .await
                .unwrap();
        }
        assert!(kills >= 2);
        work_off(&office).await;
        assert_eq!(count(&db, "written").await, MANY);
        let matters: i64 = db
            .one("SELECT count(*) FROM ledger_matter", args![])
            .await
            .unwrap();
        let received: i64 = db
            .one(
                "SELECT count(*) FROM ledger_fact WHERE kind = 'report.received'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!((matters, received), (MANY, MANY));
    });
}
