//! Cases in every way they go through investigation and prosecution, with what was counted by hand from their lines.

use db::testing::both;
use serde_json::json;
use shell::testing::REGION;

use super::world::{OTHER, TABLES, World};
use super::worlds::{Answer, Line, charge, check, facts, none, tell, theft};

/// Transfers, suspensions, resumptions, returns, limits that ran out, papers of the procuracy.
pub const CASES: [Answer; 5] = [
    (
        "bieu-02",
        REGION,
        false,
        "1=7 2=4 3=1 4=1 4a=1 7=1 8=1 9=1 10=1 11=1 12=1 13=9 14=6 15=4 15a=1 15c=1 16=4 16b=1 19=1 19a=1 21=4 22=1 23=4 24=1 31=4 32=4 37=1 38=1 \
         39=1 40=1 41=2 42=2 43=6 44=6 47=1 48=1 49=1 50=1 51a=1 52a=1 53=3 53a=1 54=3 55=1 56=1 63=1 64=1 65=1 66=1 68=1 \
         68a=1 69=1",
    ),
    (
        "bieu-02",
        OTHER,
        false,
        "5=1 6=1 13=1 14=1 15=1 16=1 35=1 36=1 43=1 44=1 53=1 54=1",
    ),
    (
        "an-tam-dinh-chi",
        REGION,
        false,
        "1=3 2=2 3=5 4=2 7=2 8=2 9=1 10=5 10a=1 10b=1 10c=1 10d=1 12=1",
    ),
    ("bieu-33", REGION, false, "50=1 51=1"),
    (
        "bieu-10",
        REGION,
        false,
        "tong/c3=9 tong/c4=6 tong/c5=1 tong/c6=1 tong/c7=1 tong/c8=1 tong/c28=1 tong/c30=4 tong/c31=1 tong/c32=6 tong/c33=6 \
         tong/c41=1 tong/c42=1 tong/c43=1 tong/c44=1 tong/c47=2 tong/c48=2 tong/c56=2 tong/c57=2",
    ),
];

/// A theft whose file the procuracy received on a day, with one accused.
pub fn received(on: &'static str) -> Vec<Line> {
    let mut lines = theft("2026-07-01", 1, "2026-07-02", "2026-07-03");
    lines.push(("2026-08-20", 0, "investigation.concluded", none()));
    lines.push((on, 0, "vks.case_file_received", none()));
    lines
}

/// The same, indicted and docketed by the court on a day.
pub fn docketed(on: &'static str) -> Vec<Line> {
    let mut lines = received("2026-08-22");
    lines.push(("2026-08-30", 0, "case.indicted", charge("173", 1)));
    lines.push(("2026-09-01", 0, "case.sent_to_court", none()));
    lines.push((on, 0, "court.docketed", none()));
    lines
}

/// Lines with more of them.
pub fn and(mut lines: Vec<Line>, more: &[Line]) -> Vec<Line> {
    lines.extend_from_slice(more);
    lines
}

#[test]
fn cases_in_investigation_and_prosecution_show_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let ground = |ground: &str| json!({ "ground": ground });
        let by_court = || json!({ "returned_by": "tham_phan" });
        let september = || theft("2026-09-01", 1, "2026-09-02", "2026-09-03");
        let opened = |on: &'static str| theft(on, 0, on, on);
        // Sent to the other region with its accused: 7, 8, there 5, 6.
        let sent = and(
            september(),
            &[("2026-10-05", 0, "case.transfer_decided", none())],
        );
        let sent = tell(&world, &sent).await;
        let came = [("2026-10-09", 0, "case.received_by_competent_vks", none())];
        world.more(OTHER, sent, facts(&came)).await;
        // The same from prosecution: 31, 37, 38, there 35, 36.
        let sent = [("2026-10-05", 0, "prosecution.transfer_decided", none())];
        let sent = tell(&world, &and(received("2026-09-22"), &sent)).await;
        let came = [("2026-10-12", 0, "vks.case_file_received", none())];
        world.more(OTHER, sent, facts(&came)).await;
        for lines in [
            // Suspended before, resumed: 9, 10; of the suspended 1, 2, 7, 8.
            and(
                theft("2026-08-01", 1, "2026-08-02", "2026-08-03"),
                &[
                    ("2026-09-10", 0, "investigation.suspended", ground("benh")),
                    ("2026-10-05", 0, "investigation.resumed", none()),
                ],
            ),
            // Suspended for each ground: 21, 23; one with its accused: 22, 24.
            and(
                opened("2026-09-05"),
                &[(
                    "2026-10-07",
                    0,
                    "investigation.suspended",
                    ground("chua_ro_bi_can"),
                )],
            ),
            and(
                september(),
                &[("2026-10-08", 0, "investigation.suspended", ground("benh"))],
            ),
            and(
                opened("2026-09-05"),
                &[(
                    "2026-10-09",
                    0,
                    "investigation.suspended",
                    ground("khong_ro_noi_o"),
                )],
            ),
            and(
                opened("2026-09-05"),
                &[(
                    "2026-10-09",
                    0,
                    "investigation.suspended",
                    ground("giam_dinh"),
                )],
            ),
            // Two months are over on 5/10: 15a. Papers of the procuracy: 66, 68, 68a, 69.
            and(
                theft("2026-08-03", 1, "2026-08-04", "2026-08-05"),
                &[
                    ("2026-10-06", 1, "custody.extension_refused", none()),
                    ("2026-10-16", 0, "violation.recommended", none()),
                    ("2026-10-16", 0, "crime_prevention.recommended", none()),
                    (
                        "2026-10-20",
                        0,
                        "violation.answered",
                        json!({ "violation_result": "chap_nhan" }),
                    ),
                ],
            ),
            // Terminated while it was suspended: 19; of the suspended 1, 9.
            and(
                opened("2026-07-01"),
                &[
                    ("2026-08-20", 0, "investigation.suspended", ground("khac")),
                    ("2026-10-12", 0, "investigation.terminated", none()),
                ],
            ),
            // A legal person: 3, 4, 4a.
            and(
                opened("2026-10-01"),
                &[
                    (
                        "2026-10-02",
                        1,
                        "party.described",
                        json!({ "legal_person": true }),
                    ),
                    ("2026-10-02", 1, "accused.initiated", charge("173", 1)),
                    ("2026-10-03", 1, "accused.approved", none()),
                ],
            ),
            // The procuracy annuls the charge, then the case: 63, 64; Biểu 33 50, 51.
            and(
                september(),
                &[
                    (
                        "2026-10-15",
                        1,
                        "accused.annulled",
                        json!({ "issuer_kind": "VKS" }),
                    ),
                    (
                        "2026-10-20",
                        0,
                        "case.initiation_annulled",
                        json!({ "issuer_kind": "VKS" }),
                    ),
                ],
            ),
            // A refusal annulled: 65. Whether to open is decided again from that day.
            vec![
                ("2026-09-01", 0, "report.received", none()),
                ("2026-09-10", 0, "case.not_initiated", none()),
                (
                    "2026-10-10",
                    0,
                    "case.not_initiated_annulled",
                    json!({ "issuer_kind": "VKS" }),
                ),
                ("2026-10-11", 0, "report.transferred", none()),
            ],
            // Suspended in prosecution: 49, 50, 55, 56.
            and(
                received("2026-09-25"),
                &[("2026-10-08", 0, "prosecution.suspended", ground("khac"))],
            ),
            // Suspended before, resumed: 39, 40.
            and(
                received("2026-09-10"),
                &[
                    ("2026-09-20", 0, "prosecution.suspended", ground("khac")),
                    ("2026-10-20", 0, "prosecution.resumed", none()),
                ],
            ),
            // Terminated: 47, 48.
            and(
                received("2026-09-25"),
                &[("2026-10-06", 0, "prosecution.terminated", none())],
            ),
            // Twenty days are over on 19/10: 53a.
            received("2026-09-28"),
            // The court returned it, the procuracy does it itself: 41, 42, 53, 54.
            and(
                docketed("2026-09-10"),
                &[
                    ("2026-10-05", 0, "court.returned_for_supplement", by_court()),
                    ("2026-10-07", 0, "supplement.done_by_vks", none()),
                ],
            ),
            // … or passes it on: 51a, 52a, 11, 12.
            and(
                docketed("2026-09-10"),
                &[
                    ("2026-10-05", 0, "court.returned_for_supplement", by_court()),
                    ("2026-10-08", 0, "supplement.passed_to_cqdt", none()),
                    (
                        "2026-10-10",
                        0,
                        "supplement.file_received_by_cqdt",
                        by_court(),
                    ),
                ],
            ),
        ] {
            tell(&world, &lines).await;
        }
        // A request to resume one that stays suspended.
        let asked = [
            opened("2026-05-01"),
            vec![
                ("2026-06-01", 0, "investigation.suspended", ground("khac")),
                ("2026-09-15", 0, "investigation.resumed", none()),
                ("2026-09-20", 0, "investigation.terminated", none()),
                (
                    "2026-10-20",
                    0,
                    "investigation.resumption_requested",
                    none(),
                ),
            ],
        ];
        tell(&world, &asked.concat()).await;
        check(&world, &CASES).await;
    });
}
