//! What leaves or enters a stock by none of the forms' own rows: deaths, annulled decisions, cases another office simply goes on with.
//! The rows "tăng khác", "giảm khác" book it, with what was counted by hand from the lines, and the books balance.

use criminal::passage::split::{Split, split};
use db::testing::both;
use serde_json::json;
use shell::testing::REGION;
use statistics::balance::checks;
use statistics::{Form, figures};

use super::cases_world::{and, docketed, received};
use super::passages_world::{accused, decision, work};
use super::world::{OTHER, TABLES, World, period};
use super::worlds::{Answer, Line, charge, check, facts, none, tell, theft};

/// In October: an opening annulled while it runs and one while it is suspended; a charge annulled; a child diverted; at each stage, running
/// and suspended, somebody who dies; at each running stage a case the neighbour goes on with; a suspended case that is split.
pub const OTHERS: [Answer; 6] = [
    (
        "bieu-02",
        REGION,
        false,
        "1=7 1a=1 2=6 13=7 14=6 15=5 15a=5 15c=2 16=1 16b=5 23=1 23c=1 24=1 24c=1 24d=3 31=3 32=3 43=3 44=3 53=3 53a=3 53b=1 53c=1 54=1 54b=2 55=1 56=1 56c=1 56d=2",
    ),
    (
        "bieu-02",
        OTHER,
        false,
        "15=1 15a=1 15b=1 16=1 16a=1 53=1 53a=1 53b=1 54=1 54a=1",
    ),
    (
        "bieu-03",
        REGION,
        false,
        "1=3 2=3 13=3 14=3 23=3 23a=3 23b=1 23c=1 24=1 24b=2 25=1 26=1 26c=1 26d=2",
    ),
    ("bieu-03", OTHER, false, "23=1 23a=1 23b=1 24=1 24a=1"),
    ("bieu-05", REGION, false, "1=2 2=2 5=2 6=2 17=2 18=1 18a=1"),
    ("an-tam-dinh-chi", REGION, false, "1=4 2=7 10=3 10f=1"),
];

/// A case on its way, and the act that suspends it.
type Stage = (fn() -> Vec<Line>, &'static str);

fn alone() -> Vec<Line> {
    theft("2026-08-03", 1, "2026-08-04", "2026-08-06")
}

fn suspended(lines: Vec<Line>, kind: &'static str) -> Vec<Line> {
    and(lines, &[("2026-09-15", 0, kind, none())])
}

fn appealed() -> Vec<Line> {
    and(
        docketed("2026-09-05"),
        &[
            ("2026-09-20", 0, "judgment.pronounced", none()),
            ("2026-09-28", 0, "appellate.docketed", none()),
        ],
    )
}

fn two(approved: &'static str) -> Vec<Line> {
    theft("2026-07-01", 2, "2026-07-02", approved)
}

fn to_the_procuracy() -> [Line; 2] {
    [
        ("2026-08-20", 0, "investigation.concluded", none()),
        ("2026-08-22", 0, "vks.case_file_received", none()),
    ]
}

fn to_court() -> [Line; 3] {
    [
        ("2026-08-30", 0, "case.indicted", charge("173", 1)),
        ("2026-09-01", 0, "case.sent_to_court", none()),
        ("2026-09-05", 0, "court.docketed", none()),
    ]
}

#[test]
fn what_no_row_of_its_own_books_is_booked_as_other_and_the_books_balance() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let annulled = [("2026-10-05", 0, "case.initiation_annulled", none())];
        tell(&world, &and(alone(), &annulled)).await;
        let stayed = suspended(alone(), "investigation.suspended");
        tell(&world, &and(stayed, &annulled)).await;
        let uncharged = [("2026-10-06", 1, "accused.annulled", none())];
        tell(&world, &and(alone(), &uncharged)).await;
        let diverted = json!({ "diversion_measure": "khien_trach" });
        let diverted = [("2026-10-07", 1, "juvenile.diversion_decided", diverted)];
        tell(&world, &and(alone(), &diverted)).await;
        let stages: [Stage; 3] = [
            (alone, "investigation.suspended"),
            (|| received("2026-09-01"), "prosecution.suspended"),
            (|| docketed("2026-09-05"), "trial.suspended"),
        ];
        let died = [("2026-10-08", 1, "convict.died", none())];
        for (lines, suspension) in stages {
            tell(&world, &and(lines(), &died)).await;
            tell(&world, &and(suspended(lines(), suspension), &died)).await;
        }
        tell(&world, &and(appealed(), &died)).await;
        // The neighbour goes on with them; nobody decided a transfer.
        let came = [("2026-10-13", 0, "case.received_by_competent_vks", none())];
        for (lines, _) in stages {
            let taken = tell(&world, &lines()).await;
            world.more(OTHER, taken, facts(&came)).await;
        }
        // What is appealed stays with whom the appeal was docketed.
        let taken = tell(&world, &appealed()).await;
        world.more(OTHER, taken, facts(&came)).await;
        // Of two, one suspended alone goes to a case of their own, at each stage.
        let of_two: [(Vec<Line>, &'static str); 3] = [
            (two("2026-08-06"), "investigation.suspended"),
            (
                and(two("2026-07-03"), &to_the_procuracy()),
                "prosecution.suspended",
            ),
            (
                and(and(two("2026-07-03"), &to_the_procuracy()), &to_court()),
                "trial.suspended",
            ),
        ];
        for (lines, suspension) in of_two {
            let alone = [("2026-09-15", 2, suspension, none())];
            let old = tell(&world, &and(lines, &alone)).await;
            let who = accused(&world, old).await[1];
            let entry = Split {
                decision: decision("case.split", "2026-10-12"),
                subjects: vec![who],
                ..Split::default()
            };
            let work_of = work(&world).await;
            split(&work_of, old, entry, None).await.unwrap();
            work_of.commit().await.unwrap();
        }
        let october = period("2026-10-01", "2026-10-31");
        let now = world.office.app.now_ms();
        for id in ["bieu-02", "bieu-03", "bieu-05", "an-tam-dinh-chi"] {
            let form = Form::named(id).unwrap();
            for unit in [REGION, OTHER] {
                let scope = world.scope(unit, false, &october);
                let found = figures(&world.db, law::Law::embedded(), form, &scope, &october, now);
                for one in checks(form, &found.await.unwrap()) {
                    assert!(one.holds(), "{id} of {unit}: {one:?}");
                }
            }
        }
        check(&world, &OTHERS).await;
    });
}
