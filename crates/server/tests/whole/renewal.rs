//! Dựng lại sau khi nâng cấp.

use db::{Sql, args, testing::both};
use jobs::{State, Workers};
use law::Law;
use people::Role;
use server::areas::{self, renewal};
use shell::testing::Office;

#[test]
fn a_place_of_an_older_version_is_made_anew_by_itself_and_says_so_meanwhile() {
    both(&areas::migrations(), |db| async move {
        let furnish = |app: shell::AppBuilder| app.menu(statistics::menu());
        let office = Office::with(db.clone(), areas::views(), areas::routes(), furnish).await;
        let matter = ledger::Matter::New(uuid::Uuid::now_v7());
        let day: law::Moment = "2026-11-02".parse().unwrap();
        let tx = db.begin().await.unwrap();
        let batch = ledger::Batch {
            matter,
            facts: vec![ledger::NewFact::new(
                uuid::Uuid::now_v7(),
                "report.received",
                day,
            )],
            recorded_at: office.app.now_ms(),
            recorded_by: uuid::Uuid::nil(),
            unit: shell::testing::REGION.to_owned(),
        };
        let ledger = office.app.ledger();
        ledger.record(&tx, Law::embedded(), batch).await.unwrap();
        tx.commit().await.unwrap();

        // A place of this version has nothing to do.
        renewal::renew(&office.app).await.unwrap();
        assert!(office.app.jobs().about("views").await.unwrap().is_none());

        // The rows of an older one lacked something.
        for older in [
            "UPDATE ledger_view SET edition = edition - 1",
            "DELETE FROM statistics_event",
        ] {
            db.exec(older, args![]).await.unwrap();
        }
        let mut browser = office.signed_in(Role::Statistician).await;
        let form = "/statistics/bieu-01?from=2026-11-01&to=2026-11-30";
        assert!(browser.get(form).await.has("đang dựng lại số liệu"));
        for _ in 0..2 {
            renewal::renew(&office.app).await.unwrap();
        }
        let queued: i64 = db.one("SELECT count(*) FROM job", args![]).await.unwrap();
        assert_eq!(queued, 1, "asked for twice, done once");

        let mut told = office.app.jobs().watch();
        let handlers = vec![std::sync::Arc::new(renewal::Renewal(office.app.clone())) as _];
        let workers = Workers::start(office.app.jobs(), handlers, 1);
        loop {
            let job = office.app.jobs().about("views").await.unwrap().unwrap();
            assert_ne!(job.state, State::Failed, "{}", job.note);
            if job.state == State::Done {
                break;
            }
            told.changed().await.unwrap();
        }
        workers.stop().await;
        let page = browser.get(form).await;
        assert!(!page.has("đang dựng lại số liệu"), "{}", page.text);
        let moves: i64 = db
            .one("SELECT count(*) FROM statistics_event", args![])
            .await
            .unwrap();
        assert_eq!(moves, 1);
    });
}

#[test]
fn a_program_with_another_law_computes_the_open_clocks_again_also_before_a_rebuild() {
    both(&areas::migrations(), |db| async move {
        let office = Office::with(db.clone(), areas::views(), areas::routes(), |app| app).await;
        let jobs = office.app.jobs();
        renewal::renew(&office.app).await.unwrap();
        assert!(jobs.newest(9).await.unwrap().is_empty(), "a new place");
        let older = "UPDATE desk_law SET fingerprint = 'of an older program'";
        db.exec(older, args![]).await.unwrap();
        for _ in 0..2 {
            renewal::renew(&office.app).await.unwrap();
        }
        let queued = jobs.newest(9).await.unwrap();
        assert_eq!(queued.len(), 1, "asked for twice, queued once");
        assert_eq!(queued[0].kind, desk::jobs_of::RECOMPUTE);

        // Rows of an older program as well: the rebuild first finishes what is open.
        for older in [
            older,
            "DELETE FROM job",
            "UPDATE ledger_view SET edition = edition - 1",
        ] {
            db.exec(older, args![]).await.unwrap();
        }
        renewal::renew(&office.app).await.unwrap();
        let mut told = jobs.watch();
        let handlers = vec![std::sync::Arc::new(renewal::Renewal(office.app.clone())) as _];
        let workers = Workers::start(jobs, handlers, 1);
        loop {
            let queued = jobs.newest(9).await.unwrap();
            assert_eq!(queued.len(), 1);
            assert_ne!(queued[0].state, State::Failed, "{}", queued[0].note);
            if queued[0].state == State::Done {
                break;
            }
            told.changed().await.unwrap();
        }
        workers.stop().await;
        let open: i64 = db
            .one(
                "SELECT count(*) FROM desk_change WHERE done_at IS NULL",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(open, 0);
    });
}
