//! Cases that are suspended at each stage and then go to the neighbour or end, with what was counted by hand from their lines; the
//! books of both units balance.

use db::testing::both;
use shell::testing::REGION;
use statistics::balance::checks;
use statistics::{Form, figures};

use super::cases_world::{and, docketed, received};
use super::world::{OTHER, TABLES, World, period};
use super::worlds::{Answer, Line, charge, check, facts, none, tell, theft};

/// At each of three stages one case of one accused that goes to the neighbour and one that ends, all suspended in September; two
/// people who are charged elsewhere than in an investigation that runs.
pub const SUSPENDED: [Answer; 4] = [
    (
        "bieu-02",
        REGION,
        false,
        "4=2 4c=1 4d=1 14=2 19=1 19a=1 20=1 20b=1 23=1 23b=1 24=1 24b=1 31=1 32=1 43=1 44=1 47=1 47a=1 48=1 48a=1 53=1 53a=1 \
         54=2 55b=1 56b=1",
    ),
    (
        "bieu-02",
        OTHER,
        false,
        "23=1 23a=1 24=1 24a=1 55=1 55a=1 56=1 56a=1",
    ),
    (
        "bieu-03",
        REGION,
        false,
        "17=1 17b=1 18=1 18a=1 25b=1 26b=1",
    ),
    ("bieu-03", OTHER, false, "25=1 25a=1 26=1 26a=1"),
];

/// A case on its way, the act that suspends it, the act that ends it.
type Stage = (fn() -> Vec<Line>, &'static str, &'static str);

/// Suspended on 15 September: a stage's lines so far, and its act of suspension.
fn suspended(lines: Vec<Line>, kind: &'static str) -> Vec<Line> {
    and(lines, &[("2026-09-15", 0, kind, none())])
}

#[test]
fn suspended_cases_that_go_on_or_end_have_their_rows_and_the_books_balance() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let stages: [Stage; 3] = [
            (
                || theft("2026-08-03", 1, "2026-08-04", "2026-08-06"),
                "investigation.suspended",
                "investigation.terminated",
            ),
            (
                || received("2026-09-01"),
                "prosecution.suspended",
                "prosecution.terminated",
            ),
            (
                || docketed("2026-09-05"),
                "trial.suspended",
                "trial.terminated",
            ),
        ];
        for (lines, suspension, end) in stages {
            let sent = [("2026-10-07", 0, "case.competence_transferred", none())];
            let sent = tell(&world, &and(suspended(lines(), suspension), &sent)).await;
            let came = [("2026-10-13", 0, "case.received_by_competent_vks", none())];
            world.more(OTHER, sent, facts(&came)).await;
            let ended = [("2026-10-20", 0, end, none())];
            tell(&world, &and(suspended(lines(), suspension), &ended)).await;
        }
        // Found and charged while the case is suspended: 4c; charged by the procuracy while it prosecutes: 4d.
        let nobody = suspended(
            theft("2026-08-03", 0, "2026-08-03", "2026-08-03"),
            "investigation.suspended",
        );
        let found = [
            ("2026-10-05", 1, "accused.initiated", charge("173", 1)),
            ("2026-10-06", 1, "accused.approved", none()),
        ];
        tell(&world, &and(nobody, &found)).await;
        let by_vks = [(
            "2026-10-05",
            2,
            "accused.initiated_by_vks",
            charge("173", 1),
        )];
        tell(&world, &and(received("2026-09-01"), &by_vks)).await;
        check(&world, &SUSPENDED).await;
        let october = period("2026-10-01", "2026-10-31");
        let now = world.office.app.now_ms();
        for id in ["bieu-02", "bieu-03", "an-tam-dinh-chi"] {
            let form = Form::named(id).unwrap();
            for unit in [REGION, OTHER] {
                let scope = world.scope(unit, false, &october);
                let found = figures(&world.db, law::Law::embedded(), form, &scope, &october, now);
                for one in checks(form, &found.await.unwrap()) {
                    assert!(one.holds(), "{id} of {unit}: {one:?}");
                }
            }
        }
    });
}
