//! Killed while the views are made again.

use db::{Sql, args};
use demo::{Plan, Scale};
use law::Law;

use crate::program::{Ground, on_both, views};

#[test]
fn a_killed_rebuild_goes_on_and_makes_the_same_bytes() {
    on_both(|place| async move {
        let ground = Ground::empty(place).await;
        let plan = Plan {
            matters: 150,
            ..Plan::of(Scale::Demo, "2026-11-20".parse().unwrap())
        };
        let law = Law::embedded();
        demo::make(&ground.db, law, &server::areas::views(), plan, |_| {})
            .await
            .unwrap();
        let whole = views(&ground.db).await;
        assert!(whole.iter().any(|table| table.lines.len() > 100));

        let stands = || async {
            let row: i64 = ground
                .db
                .one("SELECT count(*) FROM ledger_rebuild", args![])
                .await
                .unwrap();
            row == 1
        };
        let mut child = ground.command("rebuild").spawn().unwrap();
        while !stands().await {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it ended before it could be killed"
            );
            tokio::task::yield_now().await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(stands().await, "it was killed before it ended");
        assert_eq!(views(&ground.db).await, whole, "people saw no gap");

        let again = ground.command("rebuild").output().unwrap();
        assert!(again.status.success());
        assert!(!stands().await);
        assert_eq!(views(&ground.db).await, whole);
        ground.leave().await;
    });
}
