//! The demo comes into both databases as if it had been worked in.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use chrono::NaiveDate;
use db::{Dump, Sql, args, testing::both};
use demo::{DemoError, Made, Plan, Scale};
use law::Law;
use ledger::{Ledger, audit};

fn plan() -> Plan {
    let today: NaiveDate = "2026-11-20".parse().unwrap();
    Plan {
        matters: 70,
        ..Plan::of(Scale::Demo, today)
    }
}

const AREAS: &[db::Migrations] = &[ledger::MIGRATIONS, people::MIGRATIONS, criminal::MIGRATIONS];

#[test]
fn a_rebuild_makes_the_rows_of_the_demo_again_and_a_second_run_changes_nothing() {
    both(AREAS, |db| async move {
        let law = Law::embedded();
        let made = demo::make(&db, law, &criminal::views(), plan(), |_| {})
            .await
            .unwrap();
        assert!(
            matches!(made, Made::Now { matters: 70, facts } if facts > 350),
            "{made:?}"
        );
        let tables = [
            "criminal_matter",
            "criminal_accused",
            "criminal_measure",
            "criminal_clock",
            "criminal_line",
        ];
        let mut before = Vec::new();
        for table in tables {
            before.push(Dump::table(&db, table).await.unwrap());
        }
        Ledger::new(criminal::views())
            .rebuild(&db, law, |_| {})
            .await
            .unwrap();
        for (table, before) in tables.iter().zip(before) {
            assert!(!before.lines.is_empty(), "{table}");
            assert_eq!(Dump::table(&db, table).await.unwrap(), before);
        }
        let again = demo::make(&db, law, &criminal::views(), plan(), |_| {})
            .await
            .unwrap();
        assert_eq!(again, Made::Before);
        let Made::Now { facts, .. } = made else {
            panic!("{made:?}");
        };
        let whole = audit::verify(&db).await.unwrap();
        assert!(
            matches!(whole, audit::Verdict::Whole { lines, .. } if lines == facts + 2),
            "a line for each fact, the first and the last: {whole:?}"
        );
        let untold: i64 = db
            .one(
                "SELECT count(*) FROM (SELECT recorded_by, count(*) AS n FROM ledger_fact GROUP BY recorded_by) AS f
                   LEFT JOIN (SELECT who, count(*) AS n FROM audit_line WHERE action = 'fact.recorded' GROUP BY who) AS a
                     ON a.who = f.recorded_by AND a.n = f.n
                  WHERE a.who IS NULL",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(untold, 0);
        let shown = demo::sign_ins(&db).await.unwrap();
        assert_eq!(shown.len(), 10, "{shown:?}");
        assert!(
            shown[0].post.contains("VKSND khu vực 3 - Lâm Đồng"),
            "{shown:?}"
        );
    });
}

#[test]
fn the_next_number_taken_follows_the_last_of_the_demo() {
    both(AREAS, |db| async move {
        demo::make(&db, Law::embedded(), &criminal::views(), plan(), |_| {})
            .await
            .unwrap();
        let doubled: i64 = db
            .one(
                "SELECT count(*) FROM criminal_series s WHERE s.last <>
                   (SELECT max(n) FROM criminal_number b WHERE b.unit_id = s.unit_id AND b.year = s.year AND b.series = s.series)",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(doubled, 0);
        let due: i64 = db
            .one(
                "SELECT count(*) FROM criminal_clock WHERE status = 'running'",
                args![],
            )
            .await
            .unwrap();
        assert!(due > 3, "the desk has nothing to show: {due}");
    });
}

#[test]
fn a_place_with_people_of_its_own_is_left_alone() {
    both(AREAS, |db| async move {
        let tx = db.begin().await.unwrap();
        let who = people::staff::person::Particulars {
            name: "Lê An".into(),
            login: "an".into(),
            email: String::new(),
        };
        let id = uuid::Uuid::now_v7();
        people::staff::person::insert(&tx, id, &who, None, false, 0)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let refused = demo::make(&db, Law::embedded(), &criminal::views(), plan(), |_| {}).await;
        assert!(matches!(refused, Err(DemoError::NotEmpty)), "{refused:?}");
    });
}

#[test]
fn at_the_scale_of_the_nation_each_office_leaves_one_line_and_the_chain_is_whole() {
    both(AREAS, |db| async move {
        let nation = Plan {
            matters: 800,
            ..Plan::of(Scale::Nation, plan().today)
        };
        demo::make(&db, Law::embedded(), &criminal::views(), nation, |_| {})
            .await
            .unwrap();
        let lines: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'demo.loaded'",
                args![],
            )
            .await
            .unwrap();
        let offices: i64 = db
            .one(
                "SELECT count(*) FROM (SELECT unit_id FROM ledger_fact GROUP BY unit_id) AS o",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(lines, offices);
        let whole = audit::verify(&db).await.unwrap();
        assert!(
            matches!(whole, audit::Verdict::Whole { lines: all, .. } if all == lines + 2),
            "{whole:?}"
        );
    });
}
