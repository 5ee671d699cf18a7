//! Facts, views and the audit chain, on both databases.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::sync::Arc;

use chrono::NaiveDate;
use db::{Db, Dump, Migrations, Sql, args, testing::both};
use law::{Fact, Law};
use ledger::{Batch, Ledger, LedgerError, Matter, NewFact, Rows, Table, View, audit, facts_of};
use uuid::Uuid;

const VIEW_TABLES: Migrations = Migrations {
    area: "tally",
    files: &[(
        "001",
        "CREATE TABLE tally (unit_id TEXT NOT NULL, matter_id UUID NOT NULL, facts BIGINT NOT NULL, last_kind TEXT,
           PRIMARY KEY (unit_id, matter_id));
         CREATE INDEX tally_matter ON tally (matter_id);",
    )],
};

/// How many facts a matter has, and what the newest is.
struct Tally;
static TALLY: [Table; 1] = [Table {
    name: "tally",
    columns: &["unit_id", "matter_id", "facts", "last_kind"],
}];
impl View for Tally {
    fn tables(&self) -> &'static [Table] {
        &TALLY
    }
    fn rows(&self, _: &Law, facts: &[Fact], out: &mut Rows) {
        if let (Some(first), Some(last)) = (facts.first(), facts.last()) {
            out.push(
                "tally",
                args![&first.unit, first.matter, facts.len(), &last.kind],
            );
        }
    }
}

fn ledger() -> Ledger {
    Ledger::new(vec![Arc::new(Tally)])
}

fn a_fact(kind: &str) -> NewFact {
    NewFact::new(
        Uuid::now_v7(),
        kind,
        NaiveDate::from_ymd_opt(2026, 5, 20).unwrap(),
    )
    .with("summary", "đe dọa")
}

fn a_batch(matter: Matter, facts: Vec<NewFact>) -> Batch {
    Batch {
        matter,
        facts,
        recorded_at: 1_779_000_000_000,
        recorded_by: Uuid::from_u128(7),
        unit: "P68-KV1".into(),
    }
}

async fn record(db: &Db, batch: Batch) -> Result<Vec<Fact>, LedgerError> {
    let tx = db.begin().await?;
    let facts = ledger().record(&tx, Law::embedded(), batch).await?;
    tx.commit().await?;
    Ok(facts)
}

#[test]
fn a_fact_comes_back_as_recorded_and_its_view_stands_in_the_same_transaction() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        let matter = Uuid::now_v7();
        let mut fact = a_fact("report.received").numbered("137", "Công an phường");
        fact.effective = "2026-05-20T13:55".parse().unwrap();
        let recorded = record(&db, a_batch(Matter::New(matter), vec![fact]))
            .await
            .unwrap();
        assert_eq!(facts_of(&db, matter).await.unwrap(), recorded);
        assert_eq!(recorded[0].effective.to_string(), "2026-05-20T13:55");
        let n: i64 = db
            .one(
                "SELECT facts FROM tally WHERE matter_id = $1",
                args![matter],
            )
            .await
            .unwrap();
        assert_eq!(n, 1);
        let row = ledger::matter(&db, matter).await.unwrap().unwrap();
        assert_eq!(row.code, "P68-KV1-000001");
    });
}

#[test]
fn who_saw_less_than_there_is_must_look_again() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        let id = Uuid::now_v7();
        let first = record(
            &db,
            a_batch(Matter::New(id), vec![a_fact("report.received")]),
        )
        .await
        .unwrap()[0]
            .seq;
        let seen = Some(first);
        record(
            &db,
            a_batch(
                Matter::Existing { id, seen },
                vec![a_fact("report.extended")],
            ),
        )
        .await
        .unwrap();
        let late = record(
            &db,
            a_batch(
                Matter::Existing { id, seen },
                vec![a_fact("report.extended")],
            ),
        )
        .await;
        assert!(
            matches!(late, Err(LedgerError::ChangedMeanwhile { newest }) if newest == first + 1)
        );
        assert_eq!(facts_of(&db, id).await.unwrap().len(), 2);
    });
}

#[test]
fn a_correction_needs_its_fact_and_a_reason_and_nothing_is_ever_changed_or_deleted() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        let id = Uuid::now_v7();
        let wrong = record(
            &db,
            a_batch(Matter::New(id), vec![a_fact("report.received")]),
        )
        .await
        .unwrap();
        let matter = Matter::Existing { id, seen: None };
        let mut right = a_fact("report.received");
        right.replaces = Some(wrong[0].id);
        let unreasoned = record(&db, a_batch(matter, vec![right.clone()])).await;
        assert!(matches!(unreasoned, Err(LedgerError::BadCorrection)));
        right.reason = Some("gõ nhầm ngày".into());
        record(&db, a_batch(matter, vec![right])).await.unwrap();
        assert!(
            db.exec("UPDATE ledger_fact SET kind = 'x'", args![])
                .await
                .is_err()
        );
        assert!(db.exec("DELETE FROM ledger_fact", args![]).await.is_err());
        assert!(db.exec("DELETE FROM audit_line", args![]).await.is_err());
        assert_eq!(facts_of(&db, id).await.unwrap().len(), 2);
    });
}

#[test]
fn fifty_at_once_take_places_without_gap_or_double() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        let takers = (0..50).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                record(
                    &db,
                    a_batch(Matter::New(Uuid::now_v7()), vec![a_fact("report.received")]),
                )
                .await
                .unwrap()[0]
                    .seq
            })
        });
        let mut places = Vec::new();
        for taker in takers.collect::<Vec<_>>() {
            places.push(taker.await.unwrap());
        }
        places.sort_unstable();
        assert_eq!(places, (1..=50).collect::<Vec<i64>>());
        assert!(matches!(
            audit::verify(&db).await.unwrap(),
            audit::Verdict::Whole { lines: 50, .. }
        ));
    });
}

#[test]
fn rebuild_makes_the_same_bytes_and_removes_what_no_fact_supports() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        for _ in 0..30 {
            let facts = vec![a_fact("report.received"), a_fact("case.initiated")];
            record(&db, a_batch(Matter::New(Uuid::now_v7()), facts))
                .await
                .unwrap();
        }
        let before = Dump::table(&db, "tally").await.unwrap();
        db.exec("UPDATE tally SET facts = 99", args![])
            .await
            .unwrap();
        db.exec(
            "INSERT INTO tally (unit_id, matter_id, facts) VALUES ('x', $1, 1)",
            args![Uuid::now_v7()],
        )
        .await
        .unwrap();
        let done = ledger()
            .rebuild(&db, Law::embedded(), |_| {})
            .await
            .unwrap();
        assert_eq!((done.matters, done.facts), (30, 60));
        assert_eq!(Dump::table(&db, "tally").await.unwrap(), before);
    });
}

#[test]
fn a_killed_rebuild_goes_on_where_it_stood() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        for _ in 0..3 {
            record(
                &db,
                a_batch(Matter::New(Uuid::now_v7()), vec![a_fact("report.received")]),
            )
            .await
            .unwrap();
        }
        let before = Dump::table(&db, "tally").await.unwrap();
        let first: Uuid = db
            .one("SELECT id FROM ledger_matter ORDER BY id LIMIT 1", args![])
            .await
            .unwrap();
        db.exec(
            "INSERT INTO ledger_rebuild (one, after_id, until_seq, editions) VALUES (1, $1, 3, 'tally 1')",
            args![first],
        )
        .await
        .unwrap();
        let done = ledger()
            .rebuild(&db, Law::embedded(), |_| {})
            .await
            .unwrap();
        assert_eq!(done.matters, 2);
        assert_eq!(Dump::table(&db, "tally").await.unwrap(), before);
    });
}

/// The same view of a later program: it also counts the facts twice.
struct LaterTally;
impl View for LaterTally {
    fn tables(&self) -> &'static [Table] {
        &TALLY
    }
    fn edition(&self) -> u32 {
        2
    }
    fn rows(&self, _: &Law, facts: &[Fact], out: &mut Rows) {
        if let Some(first) = facts.first() {
            out.push(
                "tally",
                args![&first.unit, first.matter, facts.len() * 2, None::<String>],
            );
        }
    }
}

#[test]
fn a_place_filled_by_an_older_program_is_noticed_until_it_is_rebuilt() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        let later = Ledger::new(vec![Arc::new(LaterTally)]);
        assert!(ledger().settle(&db).await.unwrap().is_empty(), "empty");
        let id = Uuid::now_v7();
        record(
            &db,
            a_batch(Matter::New(id), vec![a_fact("report.received")]),
        )
        .await
        .unwrap();
        assert!(ledger().settle(&db).await.unwrap().is_empty());
        assert_eq!(later.settle(&db).await.unwrap(), ["tally"]);
        assert_eq!(
            later.stale(&db).await.unwrap(),
            ["tally"],
            "asking mends nothing"
        );

        // A rebuild of the older program that was killed after this matter is not gone on with.
        db.exec(
            "INSERT INTO ledger_rebuild (one, after_id, until_seq, editions) VALUES (1, $1, 1, 'tally 1')",
            args![id],
        )
        .await
        .unwrap();
        let done = later.rebuild(&db, Law::embedded(), |_| {}).await.unwrap();
        assert_eq!(done.matters, 1);
        assert!(later.stale(&db).await.unwrap().is_empty());
        assert_eq!(ledger().stale(&db).await.unwrap(), ["tally"]);
        let n: i64 = db.one("SELECT facts FROM tally", args![]).await.unwrap();
        assert_eq!(n, 2);
    });
}

#[test]
fn a_place_with_matters_from_before_editions_were_noted_is_stale() {
    let before = Migrations {
        area: "ledger",
        files: &ledger::MIGRATIONS.files[..1],
    };
    both(&[before, VIEW_TABLES], |db| async move {
        db.exec(
            "INSERT INTO ledger_matter (unit_id, id, code, opened_at, last_seq) VALUES ('P68', $1, 'P68-000001', 1, 1)",
            args![Uuid::now_v7()],
        )
        .await
        .unwrap();
        db::migrate(&db, &[ledger::MIGRATIONS]).await.unwrap();
        assert_eq!(ledger().settle(&db).await.unwrap(), ["tally"]);
        ledger()
            .rebuild(&db, Law::embedded(), |_| {})
            .await
            .unwrap();
        assert!(ledger().settle(&db).await.unwrap().is_empty());
    });
}

#[test]
fn a_changed_or_missing_audit_line_is_found() {
    both(&[ledger::MIGRATIONS, VIEW_TABLES], |db| async move {
        for _ in 0..3 {
            record(
                &db,
                a_batch(Matter::New(Uuid::now_v7()), vec![a_fact("report.received")]),
            )
            .await
            .unwrap();
        }
        // An attacker with the whole database in hand can drop the triggers; the chain still tells.
        match db.engine() {
            db::Engine::Sqlite => db
                .maintain("DROP TRIGGER audit_line_kept; DROP TRIGGER audit_line_stays")
                .await
                .unwrap(),
            db::Engine::Postgres => db
                .maintain("DROP TRIGGER audit_line_kept ON audit_line")
                .await
                .unwrap(),
        }
        db.exec("UPDATE audit_line SET detail = 'x' WHERE seq = 2", args![])
            .await
            .unwrap();
        let changed = audit::Verdict::Broken {
            seq: 2,
            why: audit::Fault::Changed,
        };
        assert_eq!(audit::verify(&db).await.unwrap(), changed);
        db.exec("DELETE FROM audit_line WHERE seq = 2", args![])
            .await
            .unwrap();
        let missing = audit::Verdict::Broken {
            seq: 3,
            why: audit::Fault::Missing,
        };
        assert_eq!(audit::verify(&db).await.unwrap(), missing);
        db.exec("DELETE FROM audit_line WHERE seq = 3", args![])
            .await
            .unwrap();
        let cut = audit::Verdict::Broken {
            seq: 2,
            why: audit::Fault::CutOff,
        };
        assert_eq!(audit::verify(&db).await.unwrap(), cut);
    });
}
