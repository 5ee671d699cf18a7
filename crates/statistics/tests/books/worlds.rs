//! Small worlds that show the rows no other story shows, each with what was counted by hand from its lines.

use std::collections::BTreeMap;

use db::testing::both;
use ledger::{Matter, NewFact};
use serde_json::{Value, json};
use shell::testing::REGION;
use uuid::Uuid;

use super::forms::shown;
use super::world::{TABLES, World, fact, period};

/// A line of a matter: the day, the person (0: nobody), the act, its fields.
pub type Line = (&'static str, u8, &'static str, Value);

pub fn facts(lines: &[Line]) -> Vec<NewFact> {
    let mut people: BTreeMap<u8, Uuid> = BTreeMap::new();
    let mut all = Vec::new();
    for (day, who, kind, body) in lines {
        let mut new = fact(kind, day, &[]);
        new.body = body.as_object().cloned().unwrap_or_default();
        if *who > 0 {
            new = new.about(*people.entry(*who).or_insert_with(Uuid::now_v7));
        }
        all.push(new);
    }
    all
}

pub async fn tell(world: &World, lines: &[Line]) -> Uuid {
    let matter = Matter::New(Uuid::now_v7());
    world.record(REGION, matter, facts(lines)).await
}

pub fn charge(article: &str, clause: u8) -> Value {
    json!({ "charges": [{ "article": article, "clause": clause }] })
}

pub fn none() -> Value {
    json!({})
}

/// A theft opened on a day, with some accused named on another and approved on a third.
pub fn theft(
    opened: &'static str,
    count: u8,
    named: &'static str,
    approved: &'static str,
) -> Vec<Line> {
    let mut lines = vec![(opened, 0, "case.initiated", charge("173", 1))];
    for who in 1..=count {
        lines.push((named, who, "accused.initiated", charge("173", 1)));
        lines.push((approved, who, "accused.approved", none()));
    }
    lines
}

pub async fn check(world: &World, answers: &[Answer]) {
    let october = period("2026-10-01", "2026-10-31");
    for (form, unit, is_tree, expected) in answers {
        let found = shown(world, form, unit, *is_tree, &october).await;
        // Of a form by offence the line of all offences, when the answer says no more.
        let found = match expected.starts_with("tong/") {
            true => found[found.find("tong/").unwrap_or(0)..].to_owned(),
            false => found,
        };
        assert_eq!(found, *expected, "{form} of {unit}");
    }
}

/// A form, a unit, with those below or not, and the figures of October that are not 0.
pub type Answer = (&'static str, &'static str, bool, &'static str);

/// Four reports of each group of offences handled by the supreme procuracy's investigators, and reports of other handlers.
pub const REPORTS: [Answer; 5] = [
    (
        "bieu-01",
        REGION,
        false,
        "1=4 2=4 3=1 4=1 5=1 6=13 7=1 8=1 9=1 10=3 11=1 12=1 13=1 14=2 15=1 16=1 17=1 18=23 19=4 20=4 21=4 22=2 23=12 24=4 \
         25=1 26=1 27=1 30=5 31=1 32=1 33=1 34=1 35=3 36=3 37=1 38=1 39=1 40=4 41=1 42=1 43=1 44=12 45=1 46=1 47=1 48=2 49=5 \
         50=1 53=3 54=1 55=1 56=1 57=4 58=1 59=1 60=2 61=1 62=1 64=2 65=1 67=1 68=1 69=1 71=2 72=1 73=1 74=1",
    ),
    (
        "bieu-08",
        REGION,
        false,
        "1=3 2=3 3=2 4=5 5=2 6=3 8=1 9=1 10=13 11=8 12=3 13=2 14=3 15=2 16=3 17=3 18=2 19=3 20=2 21=4 22=2 23=1 24=3 25=2",
    ),
    (
        "bieu-33",
        REGION,
        false,
        "13=4 14=1 16=5 17=1 18=1 20=1 21=1",
    ),
    (
        "chi-tieu-quoc-hoi",
        REGION,
        false,
        "1a=12 1b=23 2a=5 2b=12 5a=1 5b=2",
    ),
    ("an-tam-dinh-chi", REGION, false, "11=3"),
];

#[test]
fn reports_by_group_and_handler_show_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        for group in ["tham_nhung", "kinh_te", "chuc_vu_khac"] {
            let of = |more: Value| {
                let mut body = json!({ "handler": "VKSTC", "crime_group": group });
                let told = body.as_object_mut().unwrap();
                told.extend(more.as_object().cloned().unwrap());
                body
            };
            // Resumed: 2, open at the end.
            let lines = [
                ("2026-08-10", 0, "report.received", of(json!({}))),
                ("2026-08-31", 0, "report.suspended", none()),
                ("2026-10-12", 0, "report.resumed", none()),
            ];
            tell(&world, &lines).await;
            // Received, refused a week late: 6, 30, 35, 40.
            let refusal = json!({ "follow_up": "bien_phap_khac", "issuer_kind": "CQDT" });
            let lines = [
                (
                    "2026-10-01",
                    0,
                    "report.received",
                    of(json!({ "origin": "truc_tiep" })),
                ),
                ("2026-10-28", 0, "case.not_initiated", refusal),
            ];
            tell(&world, &lines).await;
            // Came from elsewhere, suspended in time: 10, 36, 53. The one of corruption came from a state body to the procuracy.
            let sender = match group {
                "tham_nhung" => json!({
                    "origin": "chuyen_den", "sender_kind": "co_quan_nha_nuoc", "report_kind": "kien_nghi_khoi_to",
                    "received_by": "Viện kiểm sát nhân dân khu vực 3",
                }),
                _ => json!({ "origin": "chuyen_den", "sender_kind": "co_quan_duoc_giao" }),
            };
            let lines = [
                ("2026-10-05", 0, "report.received", of(sender)),
                ("2026-10-20", 0, "report.suspended", none()),
            ];
            tell(&world, &lines).await;
            // Open before, a case opened in time: 1, 24.
            let lines = [
                ("2026-09-20", 0, "report.received", of(json!({}))),
                (
                    "2026-10-05",
                    0,
                    "case.initiated",
                    json!({ "issuer_kind": "CQDT" }),
                ),
            ];
            tell(&world, &lines).await;
        }
        let handled = |handler: &str| json!({ "handler": handler });
        // By the procuracy itself: opened (58, 61), refused (60, 62), resumed (59, 64), overdue and asked about (60, 65, 69).
        let vks = json!({ "issuer_kind": "VKS" });
        for lines in [
            vec![
                ("2026-09-25", 0, "report.received", handled("VKS")),
                ("2026-10-06", 0, "case.initiated", vks.clone()),
            ],
            vec![
                ("2026-10-01", 0, "report.received", handled("VKS")),
                ("2026-10-10", 0, "case.not_initiated", vks.clone()),
            ],
            vec![
                ("2026-08-10", 0, "report.received", handled("VKS")),
                ("2026-08-28", 0, "report.suspended", vks),
                ("2026-10-12", 0, "report.resumed", none()),
            ],
            vec![
                ("2026-10-02", 0, "report.received", handled("VKS")),
                ("2026-10-09", 0, "report.handling_requested", none()),
            ],
            // Overdue at the end, each of another body.
            vec![("2026-10-02", 0, "report.received", handled("QDND"))],
            vec![("2026-10-02", 0, "report.received", handled("KHAC"))],
            vec![("2026-10-02", 0, "report.received", handled("VKSTC"))],
            vec![("2026-10-02", 0, "report.received", handled("CAND"))],
            // The police refuse a week late: Biểu 33 row 14.
            vec![
                ("2026-10-01", 0, "report.received", handled("CAND")),
                (
                    "2026-10-28",
                    0,
                    "case.not_initiated",
                    json!({ "issuer_kind": "CQDT" }),
                ),
            ],
            // Sent on: 6, 17.
            vec![
                ("2026-10-03", 0, "report.received", handled("VKSTC")),
                (
                    "2026-10-08",
                    0,
                    "report.transferred",
                    json!({ "to_agency": "x" }),
                ),
            ],
            // The suspension is annulled: 67, 68, open at the end.
            vec![
                ("2026-08-01", 0, "report.received", handled("CAND")),
                (
                    "2026-08-21",
                    0,
                    "report.suspended",
                    json!({ "issuer_kind": "CQDT" }),
                ),
                (
                    "2026-10-05",
                    0,
                    "report.suspension_annulled",
                    json!({ "reason": "x" }),
                ),
                ("2026-10-07", 0, "report.annulment_received", none()),
            ],
            // Recommendations on two reports: 71 and 74; one accepted (72), one not (73).
            vec![
                ("2026-10-20", 0, "report.received", none()),
                ("2026-10-21", 0, "violation.recommended", none()),
                ("2026-10-22", 0, "crime_prevention.recommended", none()),
                (
                    "2026-10-28",
                    0,
                    "violation.answered",
                    json!({ "violation_result": "chap_nhan" }),
                ),
            ],
            vec![
                ("2026-10-20", 0, "report.received", none()),
                ("2026-10-21", 0, "violation.recommended", none()),
                (
                    "2026-10-28",
                    0,
                    "violation.answered",
                    json!({ "violation_result": "khong" }),
                ),
            ],
        ] {
            tell(&world, &lines).await;
        }
        check(&world, &REPORTS).await;
    });
}
