//! Cases that are split, joined, or go to another procuracy from court or while they are suspended, with what was counted by hand
//! from their lines.

use criminal::ActEntry;
use criminal::passage::join::join;
use criminal::passage::split::{Split, split};
use db::testing::both;
use people::{Role, Work, staff};
use serde_json::json;
use shell::testing::REGION;
use uuid::Uuid;

use super::cases_world::{and, docketed};
use super::world::{OTHER, TABLES, World};
use super::worlds::{Answer, Line, check, facts, none, tell, theft};

/// Two old cases of which one is split and one joined into a third, a case at court and two suspended ones that go to the neighbour.
pub const PASSAGES: [Answer; 6] = [
    (
        "bieu-02",
        REGION,
        false,
        "1=3 1a=1 1b=1 2=4 13=3 14=4 15=3 15a=3 16=4 16a=2 16b=2 23b=2",
    ),
    ("bieu-02", OTHER, false, "23=2 23a=2"),
    ("bieu-03", REGION, false, "1=1 2=2 7=1 8=2"),
    ("bieu-03", OTHER, false, "5=1 6=2 13=1 14=2 23=1 23a=1 24=2"),
    ("an-tam-dinh-chi", REGION, false, "1=2 6=2"),
    ("an-tam-dinh-chi", OTHER, false, "5=2 10=2 10c=1 10d=1"),
];

/// Work of a chief of the region.
pub async fn work(world: &World) -> Work {
    let app = &world.office.app;
    let (person, _) = world.office.employ(Role::Chief, REGION).await;
    let posts = staff::post::posts_on(app.db(), person, app.today()).await;
    let post = posts.unwrap()[0].id;
    let actor = staff::actor_of(app.db(), &world.units, post, app.today());
    let actor = actor.await.unwrap();
    let ledger = app.ledger().clone();
    Work::begin(app.db(), actor, app.now_ms(), app.law(), ledger)
        .await
        .unwrap()
}

pub fn decision(kind: &str, day: &str) -> ActEntry {
    let mut decision = ActEntry {
        is_confirmed: true,
        ..ActEntry::new(kind, day.parse().unwrap())
    };
    decision.takes_number = true;
    decision.with("reason", "x")
}

/// A theft of two people, opened in August.
fn of_two() -> Vec<Line> {
    theft("2026-08-03", 2, "2026-08-04", "2026-08-06")
}

pub async fn accused(world: &World, matter: Uuid) -> Vec<Uuid> {
    let facts = ledger::facts_of(&world.db, matter).await.unwrap();
    let named = facts.iter().filter(|fact| fact.kind == "accused.approved");
    named.filter_map(|fact| fact.subject).collect()
}

#[test]
fn cases_split_joined_and_handed_over_show_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        // One of two goes to a case of his own, as old as the first: 1a. Both stay among the old: 2.
        let old = tell(&world, &of_two()).await;
        let who = accused(&world, old).await[1];
        let entry = Split {
            decision: decision("case.split", "2026-10-12"),
            subjects: vec![who],
            ..Split::default()
        };
        let work_of = work(&world).await;
        split(&work_of, old, entry, None).await.unwrap();
        work_of.commit().await.unwrap();
        // Two thefts become one: 1b.
        let alone = || theft("2026-08-03", 1, "2026-08-04", "2026-08-06");
        let here = tell(&world, &alone()).await;
        let other = tell(&world, &alone()).await;
        let code = ledger::matter(&world.db, other)
            .await
            .unwrap()
            .unwrap()
            .code;
        let work_of = work(&world).await;
        let joined = decision("case.joined", "2026-10-14");
        join(&work_of, here, &code, joined, None).await.unwrap();
        work_of.commit().await.unwrap();
        // At court since September, its competence goes to the neighbour: 7, 8, there 5, 6.
        let mut at_court = docketed("2026-09-10");
        at_court.extend(of_two().into_iter().filter(|line| line.1 == 2));
        let sent = [(
            "2026-10-06",
            0,
            "case.competence_transferred",
            json!({ "to_agency": "khu vực 4" }),
        )];
        let sent = tell(&world, &and(at_court, &sent)).await;
        let came = [("2026-10-13", 0, "case.received_by_competent_vks", none())];
        world.more(OTHER, sent, facts(&came)).await;
        // Suspended in September: one sent on by a decision, one taken over without any. Of the suspended 6, there 5.
        let suspended = |ground: &str| {
            let lines = theft("2026-08-03", 0, "2026-08-03", "2026-08-03");
            let ground = json!({ "ground": ground });
            and(
                lines,
                &[("2026-09-15", 0, "investigation.suspended", ground)],
            )
        };
        let sent = [("2026-10-07", 0, "case.competence_transferred", none())];
        let sent = tell(&world, &and(suspended("benh"), &sent)).await;
        let taken = tell(&world, &suspended("giam_dinh")).await;
        let came = [("2026-10-16", 0, "case.received_by_competent_vks", none())];
        for matter in [sent, taken] {
            world.more(OTHER, matter, facts(&came)).await;
        }
        check(&world, &PASSAGES).await;
    });
}
