//! Thời hiệu của một quyền: told while it may be used, and never as something that is overdue.

use criminal::{Whose, due};
use db::testing::both;
use db::{Sql, args};
use uuid::Uuid;

use crate::{REGION, TABLES};

const DAY: i64 = 86_400_000;
const NOW: i64 = 1_000 * DAY;

#[test]
fn a_right_that_ran_out_unused_is_not_overdue_and_one_that_still_runs_is_told() {
    both(&TABLES, |db| async move {
        let lines = [
            ("running", NOW - DAY),
            ("right", NOW - DAY),
            ("right", NOW - 300 * DAY),
            ("right", NOW + 2 * DAY),
            ("running", NOW + 2 * DAY),
            ("suspended", NOW + 2 * DAY),
        ];
        for (n, (status, due_at)) in (1_i64..).zip(lines) {
            db.exec(
                "INSERT INTO criminal_clock (unit_id, matter_id, n, name, rule, family, rule_vi, article, status, started_on,
                   started_at, due_at, has_hour, who, is_ours, next_vi, proof)
                 VALUES ($1, $2, $3, '', 'CAS-AGAINST', 'CAS-AGAINST', '', '', $4, $5, 0, $6, FALSE, 'VKS', TRUE, '', '')",
                args![
                    REGION,
                    Uuid::now_v7(),
                    n,
                    status,
                    "2026-11-20".parse::<chrono::NaiveDate>().unwrap(),
                    due_at
                ],
            )
            .await
            .unwrap();
        }
        let units = [REGION.to_owned()];
        let whose = Whose::Units(units.to_vec());
        let stretches = [(0, NOW + 1), (NOW + 1, NOW + 3 * DAY)];
        assert_eq!(due::counts(&db, &whose, &stretches).await.unwrap(), [1, 2]);
        let by_unit = due::counts_by_unit(&db, &units, &stretches).await.unwrap();
        assert_eq!(by_unit, [(REGION.to_owned(), vec![1, 2])]);
        assert_eq!(
            due::counts(&db, &whose, &stretches[..1]).await.unwrap(),
            [1]
        );
    });
}
