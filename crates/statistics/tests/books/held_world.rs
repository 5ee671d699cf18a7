//! People in custody and detention, in and out for every reason, with what was counted by hand from their lines.

use db::testing::both;
use serde_json::{Value, json};
use shell::testing::REGION;

use super::cases_world::{and, docketed, received};
use super::trials_world::judged;
use super::world::{TABLES, World};
use super::worlds::{Answer, Line, check, none, tell, theft};

/// Ten in custody, twenty-six in detention.
pub const HELD: [Answer; 2] = [
    (
        "bieu-07",
        REGION,
        false,
        "1=1 2=8 3=1 4=5 5=1 7=1 8=1 9=1 10=9 11=6 13=1 14=1 15=4 16=1 17=1 18=1 23=1 24=1 28=1 29=1 30=1 31=1 32=22 33=4 34=1 \
         35=1 36=1 37=1 39=1 42=1 45=26 46=15 47=1 48=1 49=1 51=5 52=1 53=1 54=1 55=1 56=1 59=1 61=1 62=1 63=1 64=1 65=3 66=1 \
         67=1 68=1 69=1 73=1 74=1 75=9 76=4 77=1 78=2 79=1 80=1 81=3 82=1 83=1 84=1 85=1",
    ),
    (
        "tuan-tam-giu-tam-giam",
        REGION,
        false,
        "A1=1 A2=8 A3=1 A4=5 A5=1 A6=1 A8=1 A9=1 A10=9 A11=6 A12=1 A13=1 A14=4 A15=1 A16=1 A18=1 A19=1 A20=1 A21=1 B1=22 B2=4 \
         B3=1 B4=3 B5=1 B6=1 B7=26 B8=15 B9=1 B10=1 B11=1 B12=5 B13=1 B14=1 B15=5 B16=1 B17=1 B18=9 B19=3",
    ),
];

/// A theft with one accused, charged in August.
fn charged() -> Vec<Line> {
    theft("2026-08-01", 1, "2026-08-02", "2026-08-03")
}

fn to(day: &str) -> Value {
    json!({ "to": day })
}

/// Taken into custody from eight in the morning of a day; the order runs three days.
fn custody(on: &'static str, until: &'static str, arrest: &str) -> Vec<Line> {
    let held = json!({ "from": on, "to": until, "arrest_kind": arrest });
    let opened = theft("2026-09-28", 0, "2026-09-28", "2026-09-28");
    and(opened, &[(on, 1, "custody.started", held)])
}

/// Charged, and detained since August.
fn detained(until: &str) -> Vec<Line> {
    and(
        charged(),
        &[("2026-08-10", 1, "detention.approved", to(until))],
    )
}

#[test]
fn people_held_show_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let long = "2026-12-30";
        let moved = |way: &str| json!({ way: "nơi khác" });
        let out =
            |on: &'static str, kind: &'static str| and(detained(long), &[(on, 1, kind, none())]);
        // Let go by the panel, with the verdict of the day.
        let by_panel = |kind: &'static str, verdict: Value| {
            let lines = [
                ("2026-10-20", 1, kind, verdict),
                ("2026-10-20", 1, "defendant.released_at_trial", none()),
            ];
            and(detained(long), &lines)
        };
        for lines in [
            // In custody before, charged, let go three days late: 1, 13, 23.
            and(
                charged(),
                &[
                    (
                        "2026-09-29T08:00",
                        1,
                        "custody.started",
                        json!({ "to": "2026-10-02T08:00", "arrest_kind": "qua_tang" }),
                    ),
                    ("2026-10-05", 1, "custody.released", none()),
                ],
            ),
            // Let go because no extension was approved: 3, 17.
            and(
                custody("2026-10-03T08:00", "2026-10-06T08:00", "khan_cap"),
                &[
                    ("2026-10-05", 1, "custody.extension_refused", none()),
                    ("2026-10-06", 1, "custody.released", none()),
                ],
            ),
            // A wanted person, then detained: 5, 14, 33, 34.
            and(
                custody("2026-10-03T08:00", "2026-10-06T08:00", "truy_na"),
                &[("2026-10-05", 1, "detention.approved", to(long))],
            ),
            // The arrest was not approved: 18; the custody was annulled: 16.
            and(
                custody("2026-10-03T08:00", "2026-10-06T08:00", "qua_tang"),
                &[("2026-10-05", 1, "arrest.refused", none())],
            ),
            and(
                custody("2026-10-20T08:00", "2026-10-23T08:00", "qua_tang"),
                &[("2026-10-21", 1, "custody.annulled", none())],
            ),
            // Died, escaped, taken elsewhere, came from elsewhere: 24; 28, 29; 9; 8.
            and(
                custody("2026-10-10T08:00", "2026-10-13T08:00", "dau_thu"),
                &[("2026-10-12", 1, "convict.died", none())],
            ),
            and(
                custody("2026-10-10T08:00", "2026-10-13T08:00", "qua_tang"),
                &[("2026-10-12", 1, "custody.detainee_escaped", none())],
            ),
            and(
                custody("2026-10-10T08:00", "2026-10-13T08:00", "qua_tang"),
                &[(
                    "2026-10-12",
                    1,
                    "custody.detainee_moved",
                    moved("to_agency"),
                )],
            ),
            and(
                custody("2026-09-29T08:00", "2026-10-02T08:00", "qua_tang"),
                &[
                    (
                        "2026-09-30",
                        1,
                        "custody.detainee_moved",
                        moved("to_agency"),
                    ),
                    (
                        "2026-10-01",
                        1,
                        "custody.detainee_moved",
                        moved("from_agency"),
                    ),
                    ("2026-10-02", 1, "custody.released", none()),
                ],
            ),
            // Held beyond the order at the end: 30, 31.
            custody("2026-10-28T08:00", "2026-10-31T08:00", "qua_tang"),
            // Out of detention, each otherwise.
            out("2026-10-05", "detention.cancelled"),
            out("2026-10-05", "detention.replaced"),
            and(
                detained(long),
                &[
                    ("2026-10-05", 0, "investigation.terminated", none()),
                    ("2026-10-06", 1, "detention.released", none()),
                ],
            ),
            by_panel("defendant.acquitted", none()),
            by_panel("defendant.exempted_from_penalty", none()),
            by_panel("sentence.recorded", json!({ "main_penalty": "canh_cao" })),
            by_panel(
                "sentence.recorded",
                json!({ "main_penalty": "tu", "sentence_months": 12, "suspended_sentence": true }),
            ),
            by_panel(
                "sentence.recorded",
                json!({ "main_penalty": "tu", "sentence_months": 3 }),
            ),
            out("2026-10-07", "execution.released_by_vks"),
            out("2026-10-07", "execution.appeared"),
            out("2026-10-08", "death.executed"),
            out("2026-10-09", "treatment.decided"),
            out("2026-10-10", "convict.died"),
            out("2026-10-10", "custody.detainee_escaped"),
            and(
                detained(long),
                &[(
                    "2026-10-10",
                    1,
                    "custody.detainee_moved",
                    moved("to_agency"),
                )],
            ),
            and(
                detained(long),
                &[
                    (
                        "2026-09-20",
                        1,
                        "custody.detainee_moved",
                        moved("to_agency"),
                    ),
                    (
                        "2026-10-10",
                        1,
                        "custody.detainee_moved",
                        moved("from_agency"),
                    ),
                ],
            ),
            // Six days late, at each stage: 65 to 68.
            and(
                detained("2026-10-04"),
                &[("2026-10-10", 1, "detention.released", none())],
            ),
            and(
                received("2026-08-22"),
                &[
                    (
                        "2026-08-23",
                        1,
                        "detention.ordered_by_vks",
                        to("2026-10-04"),
                    ),
                    ("2026-10-10", 1, "detention.released", none()),
                ],
            ),
            and(
                docketed("2026-09-10"),
                &[
                    ("2026-09-10", 1, "court.detention_decided", to("2026-10-04")),
                    ("2026-10-10", 1, "detention.released", none()),
                ],
            ),
            // Into detention, by each who orders it: 35, 36, 37; the last two orders are over at the end: 83, 84.
            and(
                charged(),
                &[("2026-10-05", 1, "detention.approved", to(long))],
            ),
            and(
                received("2026-08-22"),
                &[(
                    "2026-10-06",
                    1,
                    "detention.ordered_by_vks",
                    to("2026-10-20"),
                )],
            ),
            and(
                docketed("2026-09-10"),
                &[("2026-10-07", 1, "court.detention_decided", to("2026-10-20"))],
            ),
            // Held on appeal, for execution, under a sentence of death, beyond the order: 79, 80, 85, 82.
            and(
                judged(),
                &[
                    ("2026-08-05", 0, "appeal.received", none()),
                    ("2026-08-15", 0, "appellate.docketed", none()),
                    ("2026-08-16", 1, "appellate.detention_decided", to(long)),
                ],
            ),
            and(
                judged(),
                &[
                    ("2026-07-30", 1, "court.detention_after_sentence", to(long)),
                    ("2026-08-31", 0, "judgment.effective", none()),
                ],
            ),
            and(
                judged(),
                &[
                    (
                        "2026-07-30",
                        1,
                        "sentence.recorded",
                        json!({ "main_penalty": "tu_hinh" }),
                    ),
                    ("2026-07-30", 1, "court.detention_after_sentence", to(long)),
                ],
            ),
            detained("2026-10-15"),
        ] {
            tell(&world, &lines).await;
        }
        check(&world, &HELD).await;
    });
}
