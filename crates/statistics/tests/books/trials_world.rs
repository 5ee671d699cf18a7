//! Trials, sentences of every kind, appeals and what becomes of them, with what was counted by hand from their lines.

use db::testing::both;
use serde_json::{Value, json};
use shell::testing::REGION;

use super::cases_world::{and, docketed};
use super::world::{TABLES, World};
use super::worlds::{Answer, Line, charge, check, none, tell};

/// One trial of fourteen, seven other cases at court, ten on appeal.
pub const TRIALS: [Answer; 5] = [
    (
        "bieu-03",
        REGION,
        false,
        "1=7 2=20 7=1 8=1 9=1 10=1 11=1 12=1 13=8 14=21 15=2 15c=1 15e=1 16=15 16a=1 16b=2 16c=1 16d=1 17=1 17a=1 18=1 19=1 20=1 21=1 \
         21a=1 22=1 23=3 23a=1 24=3 25=1 26=1 27=1 28=1 28a=1",
    ),
    (
        "bieu-04",
        REGION,
        false,
        "173/c3=13 173/c4=3 173/c5=1 173/c6=1 173/c7=1 173/c8=1 173/c9=1 173/c10=1 173/c11=1 173/c13=1 173/c14=1 173/c15=1 \
         173/c16=1 173/c17=1 173/c18=1 173/c19=1 173/c20=1 173/c21=1 173/c35=1 173/c37=1 174/c3=1 174/c12=1 174/c36=1 \
         tong/c3=14 tong/c4=3 tong/c5=1 tong/c6=1 tong/c7=1 tong/c8=1 tong/c9=1 tong/c10=1 tong/c11=1 tong/c12=1 tong/c13=1 \
         tong/c14=1 tong/c15=1 tong/c16=1 tong/c17=1 tong/c18=1 tong/c19=1 tong/c20=1 tong/c21=1 tong/c35=1 tong/c36=1 tong/c37=1",
    ),
    (
        "bieu-05",
        REGION,
        false,
        "1=8 2=8 3=3 3a=1 3b=1 3c=1 4=3 5=11 6=11 7=1 8=1 9=6 10=6 11=1 12=1 13=1 14=1 15=1 16=1 17=4 17a=1 18=4 20=1 21=1",
    ),
    (
        "bieu-10",
        REGION,
        false,
        "tong/c32=1 tong/c33=1 tong/c47=8 tong/c48=21 tong/c49=2 tong/c50=15 tong/c51=3 tong/c52=1 tong/c53=1 tong/c54=1 \
         tong/c55=1 tong/c56=1 tong/c57=1",
    ),
    (
        "chi-tieu-quoc-hoi",
        REGION,
        false,
        "4a=14 4b=15 5a=1 5b=1 7a=1 7b=3",
    ),
];

/// The theft judged in July.
pub fn judged() -> Vec<Line> {
    let mut lines = docketed("2026-09-01");
    for line in &mut lines {
        line.0 = match line.2 {
            "investigation.concluded" => "2026-07-05",
            "vks.case_file_received" => "2026-07-06",
            "case.indicted" => "2026-07-10",
            "case.sent_to_court" => "2026-07-11",
            "court.docketed" => "2026-07-13",
            _ => line.0,
        };
    }
    lines.push(("2026-07-20", 0, "trial.decision", none()));
    lines.push(("2026-07-30", 0, "judgment.pronounced", none()));
    lines
}

/// Fourteen accused of one theft, each judged otherwise on 20/10.
fn of_fourteen() -> Vec<Line> {
    let mut lines = vec![("2026-06-01", 0, "case.initiated", charge("173", 2))];
    for who in 1..=14 {
        let legal = json!({ "legal_person": who <= 3 });
        lines.push(("2026-06-02", who, "party.described", legal));
        lines.push(("2026-06-02", who, "accused.initiated", charge("173", 2)));
        lines.push(("2026-06-03", who, "accused.approved", none()));
    }
    for (day, kind) in [
        ("2026-08-15", "investigation.concluded"),
        ("2026-08-17", "vks.case_file_received"),
        ("2026-09-01", "case.indicted"),
        ("2026-09-02", "case.sent_to_court"),
        ("2026-09-05", "court.docketed"),
        ("2026-10-05", "trial.decision"),
        ("2026-10-20", "trial.opened"),
        ("2026-10-20", "judgment.pronounced"),
    ] {
        lines.push((day, 0, kind, none()));
    }
    let mut verdict = |who: u8, kind: &'static str, body: Value| {
        lines.push(("2026-10-20", who, kind, body));
    };
    verdict(1, "defendant.acquitted", none());
    verdict(2, "defendant.exempted_from_liability", none());
    verdict(3, "defendant.exempted_from_penalty", none());
    // Lighter than the indictment, another offence as grave, heavier.
    for (who, article, clause, penalty) in [
        (4, "173", 1, "canh_cao"),
        (5, "174", 2, "phat_tien"),
        (6, "173", 3, "cai_tao"),
        (7, "173", 2, "truc_xuat"),
        (13, "173", 2, "tu_chung_than"),
        (14, "173", 2, "tu_hinh"),
    ] {
        let mut body = charge(article, clause);
        body["main_penalty"] = json!(penalty);
        verdict(who, "sentence.recorded", body);
    }
    for (who, months, is_suspended) in [
        (8, 12, true),
        (9, 36, false),
        (10, 84, false),
        (11, 180, false),
        (12, 200, false),
    ] {
        let mut body = charge("173", 2);
        body["main_penalty"] = json!("tu");
        body["sentence_months"] = json!(months);
        body["suspended_sentence"] = json!(is_suspended);
        verdict(who, "sentence.recorded", body);
    }
    lines
}

#[test]
fn trials_sentences_and_appeals_show_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let september = || docketed("2026-09-10");
        let appealed = || and(judged(), &[("2026-08-05", 0, "appeal.received", none())]);
        let on_appeal = || {
            and(
                appealed(),
                &[("2026-09-15", 0, "appellate.docketed", none())],
            )
        };
        let ended =
            |kind: &'static str, body: Value| and(on_appeal(), &[("2026-10-10", 0, kind, body)]);
        let result = |said: &str| json!({ "appellate_result": said });
        for lines in [
            of_fourteen(),
            // In the short way: 15, 15c, 16; evidence on the screen on two days of one trial: 15e; the procuracy protests: 27.
            and(
                september(),
                &[
                    ("2026-09-12", 0, "simplified.decided", none()),
                    ("2026-10-05", 0, "trial.evidence_shown", none()),
                    ("2026-10-06", 0, "trial.evidence_shown", none()),
                    ("2026-10-06", 0, "judgment.pronounced", none()),
                    ("2026-10-09", 0, "protest.issued", none()),
                ],
            ),
            // Suspended: 19, 20, 25, 26.
            and(
                september(),
                &[(
                    "2026-10-07",
                    0,
                    "trial.suspended",
                    json!({ "ground": "benh" }),
                )],
            ),
            // Suspended before, resumed: 9, 10, 23, 24.
            and(
                docketed("2026-09-02"),
                &[
                    (
                        "2026-09-10",
                        0,
                        "trial.suspended",
                        json!({ "ground": "benh" }),
                    ),
                    ("2026-10-08", 0, "trial.resumed", none()),
                ],
            ),
            // Withdrawn by the procuracy, terminated: 17, 17a, 18.
            and(
                docketed("2026-09-20"),
                &[
                    ("2026-10-05", 0, "prosecution.withdrawn", none()),
                    ("2026-10-07", 0, "trial.terminated", none()),
                ],
            ),
            // Returned, the procuracy accepts: 21, 21a, 22.
            and(
                docketed("2026-09-15"),
                &[
                    (
                        "2026-10-06",
                        0,
                        "court.returned_for_supplement",
                        json!({ "returned_by": "tham_phan" }),
                    ),
                    ("2026-10-09", 0, "supplement.done_by_vks", none()),
                ],
            ),
            // Thirty days are over on 12/10: 23a; a recommendation that is accepted: 28, 28a.
            and(
                september(),
                &[
                    ("2026-10-15", 0, "violation.recommended", none()),
                    (
                        "2026-10-20",
                        0,
                        "violation.answered",
                        json!({ "violation_result": "chap_nhan" }),
                    ),
                ],
            ),
            // The court has no competence, the file comes back: 7, 8.
            and(
                docketed("2026-09-20"),
                &[("2026-10-06", 0, "vks.file_back_from_court", none())],
            ),
            // Quashed before, back for a new trial: 11, 12, 23, 24.
            and(
                on_appeal(),
                &[
                    ("2026-09-25", 0, "appellate.quashed_for_retrial", none()),
                    ("2026-10-08", 0, "retrial.file_received", none()),
                ],
            ),
            // On appeal before October: each ends otherwise, 11 to 16, and 7, 8.
            ended("appellate.judgment_pronounced", result("giu_nguyen")),
            ended("appellate.judgment_pronounced", result("sua_nang")),
            ended("appellate.judgment_pronounced", result("sua_nhe")),
            ended("appellate.quashed_for_reinvestigation", none()),
            ended("appellate.quashed_for_retrial", none()),
            ended("appellate.quashed_and_terminated", none()),
            ended("appellate.terminated", none()),
            // Docketed in October after an appeal, a protest, both: 3a, 3b, 3c.
            and(
                appealed(),
                &[("2026-10-05", 0, "appellate.docketed", none())],
            ),
            and(
                judged(),
                &[
                    ("2026-08-05", 0, "protest.issued", none()),
                    ("2026-10-05", 0, "appellate.docketed", none()),
                ],
            ),
            and(
                appealed(),
                &[
                    ("2026-08-06", 0, "protest.issued", none()),
                    ("2026-10-05", 0, "appellate.docketed", none()),
                ],
            ),
            // Forty-five days are over in September: 17a; a protest withdrawn: 20.
            and(
                appealed(),
                &[
                    ("2026-08-10", 0, "appellate.docketed", none()),
                    ("2026-10-12", 0, "protest.withdrawn", none()),
                ],
            ),
            // Final, a proposal to protest it: 21.
            and(
                judged(),
                &[
                    ("2026-08-31", 0, "judgment.effective", none()),
                    ("2026-10-12", 0, "cassation.proposed", none()),
                ],
            ),
        ] {
            tell(&world, &lines).await;
        }
        check(&world, &TRIALS).await;
    });
}
