//! Chốt là việc chạy nền: known as of the click, killed in the middle without loss, and never twice.

use db::testing::both;
use db::{Sql, args};
use jobs::Workers;
use people::Role;
use shell::testing::{Office, REGION};
use statistics::Period;
use statistics::submission::freezing::{self, Freezing};
use statistics::submission::{freeze, set};

use crate::signers::{figure, id_of};
use crate::world::{TABLES, World, fact};

/// A region with two reports of October, and nobody who does long work yet.
async fn world(db: db::Db) -> World {
    let world = World::open(db).await;
    for day in ["2026-10-05", "2026-10-06"] {
        received(&world, day).await;
    }
    world
}

async fn received(world: &World, day: &str) {
    let told = [("handler", "CAND"), ("origin", "truc_tiep")];
    let new = ledger::Matter::New(uuid::Uuid::now_v7());
    let facts = vec![fact("report.received", day, &told)];
    world.record(REGION, new, facts).await;
}

async fn asked(office: &Office) -> String {
    let mut clerk = office.signed_in(Role::Statistician).await;
    let october = Period::read("2026-10-01", "2026-10-31").unwrap();
    let fields = [
        ("unit", REGION),
        ("from", &october.from.to_string()),
        ("to", &october.to.to_string()),
        ("explanation", "Đã đối chiếu từng hồ sơ"),
    ];
    let said = clerk.post("/statistics/submissions", &fields).await;
    assert_eq!(said.status.as_u16(), 303, "{}", said.text);
    said.location().to_owned()
}

fn hired(office: &Office) -> Workers {
    let handlers = statistics::handlers(&office.app);
    Workers::start(office.app.jobs(), handlers, 1)
}

async fn ended(office: &Office, order: &str) -> Freezing {
    let mut bell = office.app.jobs().watch();
    loop {
        let one = freezing::by_id(office.app.db(), id_of(order)).await;
        let one = one.unwrap().unwrap();
        if !one.is_waiting() {
            return one;
        }
        bell.changed().await.unwrap();
    }
}

async fn count(world: &World, sql: &'static str) -> i64 {
    world.db.one(sql, args![]).await.unwrap()
}

const SETS: &str = "SELECT count(*) FROM statistics_set";

#[test]
fn the_button_answers_at_once_and_the_set_knows_what_was_known_at_the_click() {
    both(&TABLES, |db| async move {
        let world = world(db).await;
        let office = &world.office;
        let click = office.app.now_ms();
        let order = asked(office).await;
        let mut clerk = office.signed_in(Role::Statistician).await;
        let page = clerk.page(&order).await;
        assert!(page.contains("data-progress="), "{page}");
        let home = "/statistics/submissions?from=2026-10-01&to=2026-10-31";
        let home = clerk.page(home).await;
        assert!(home.contains("xem tiến độ") && !home.contains("Giải trình cảnh báo"));
        // The second click, by whoever it is, leads to the first.
        assert_eq!(asked(office).await, order);
        // Recorded after the click and before any worker came.
        office.wait(5_000);
        received(&world, "2026-10-07").await;
        let workers = hired(office);
        assert_eq!(ended(office, &order).await.state, "frozen");
        workers.stop().await;
        let found = set::by_id(&world.db, id_of(&order)).await.unwrap().unwrap();
        let content = freeze::content_of(&office.app, &found).await.unwrap();
        assert_eq!((content.known_at, figure(&content, "6")), (click, 2));
        assert!(clerk.page(&order).await.contains("chờ người lập biểu ký"));
        assert_eq!(
            count(&world, "SELECT count(*) FROM statistics_freezing").await,
            1
        );
    });
}

#[test]
fn a_kill_in_the_middle_loses_nothing_and_freezes_nothing_twice() {
    both(&TABLES, |db| async move {
        let world = world(db).await;
        let office = &world.office;
        let order = asked(office).await;
        // Killed after the first forms were counted: the bell rings for each step.
        let mut bell = office.app.jobs().watch();
        let workers = hired(office);
        loop {
            bell.changed().await.unwrap();
            let subject = id_of(&order).to_string();
            let job = office.app.jobs().about(&subject).await.unwrap();
            if job.unwrap().done > 2 {
                break;
            }
        }
        drop(workers);
        assert_eq!(count(&world, SETS).await, 0, "nothing half done");
        let lost = "UPDATE job SET lease_until = 0 WHERE state = 'running'";
        assert_eq!(world.db.exec(lost, args![]).await.unwrap(), 1);
        office.wait(60_000);
        received(&world, "2026-10-08").await;
        let workers = hired(office);
        assert_eq!(ended(office, &order).await.state, "frozen");
        workers.stop().await;
        let first = set::by_id(&world.db, id_of(&order)).await.unwrap().unwrap();
        let content = freeze::content_of(&office.app, &first).await.unwrap();
        assert_eq!(figure(&content, "6"), 2, "as known at the click");
        // Killed after the set was written and before the job was done: it is begun again and finds its answer.
        let again = "UPDATE job SET state = 'ready', done = 0";
        world.db.exec(again, args![]).await.unwrap();
        let mut bell = office.app.jobs().watch();
        let workers = hired(office);
        while count(&world, "SELECT count(*) FROM job WHERE state = 'done'").await == 0 {
            bell.changed().await.unwrap();
        }
        workers.stop().await;
        assert_eq!(count(&world, SETS).await, 1);
        let frozen = "SELECT count(*) FROM audit_line WHERE action = 'statistics.frozen'";
        assert_eq!(count(&world, frozen).await, 1);
    });
}

#[test]
fn a_freezing_whose_job_was_given_up_says_so_and_may_be_asked_for_again() {
    both(&TABLES, |db| async move {
        let world = world(db).await;
        let office = &world.office;
        let order = asked(office).await;
        let broken = "UPDATE job SET state = 'failed', note = 'disk full'";
        world.db.exec(broken, args![]).await.unwrap();
        let mut clerk = office.signed_in(Role::Statistician).await;
        let page = clerk.page(&order).await;
        assert!(
            page.contains("chưa có gì được chốt") && page.contains("Chốt lại"),
            "{page}"
        );
        assert!(!page.contains("disk full"), "the cause is for the log");
        let second = asked(office).await;
        assert_ne!(second, order);
        let workers = hired(office);
        assert_eq!(ended(office, &second).await.state, "frozen");
        workers.stop().await;
        assert_eq!(count(&world, SETS).await, 1);
        let mut other = office
            .signed_in_at(Role::Statistician, crate::world::OTHER)
            .await;
        assert_eq!(other.get(&order).await.status.as_u16(), 403);
    });
}
