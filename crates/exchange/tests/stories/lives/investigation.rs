//! Lives that turn on the investigation: detention that runs out first, returns, a juvenile, a legal person.

use db::testing::both;
use law::catalogue::{AccusedState, CaseState};
use serde_json::json;

use super::Life;
use crate::TABLES;

#[test]
fn a_simple_theft_goes_from_the_report_to_the_execution_of_the_judgment() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 1, &["A"])
            .on(
                &["A"],
                "residence_ban.ordered",
                "2026-05-12",
                json!({ "from": "2026-05-12", "to": "2026-07-08" }),
            )
            .indicted("2026-06-24", "2026-06-26", "2026-07-10", &["A"])
            .judged("2026-07-15", "2026-08-07", "2026-08-20")
            .act("judgment.effective", "2026-09-21", json!({}))
            .on(
                &["A"],
                "execution.decided",
                "2026-09-24",
                json!({ "main_penalty": "tu", "sentence_months": 9 }),
            )
            .lived(db)
            .await;
        assert_eq!(
            (life.case(), life.person("A")),
            (CaseState::InExecution, AccusedState::ExecutionDecided)
        );
        assert_eq!(life.due("INV", None), "2026-07-08", "two months");
        assert_eq!(life.due("PRO-DECIDE", None), "2026-07-16", "20 days");
        assert_eq!(life.due("TRI-PREP", None), "2026-08-14", "30 days");
        assert_eq!(
            life.due("TRI-OPEN", None),
            "2026-08-22",
            "15 days from 7 August: a Saturday worked in place of 31 August"
        );
        assert_eq!(life.due("PROTEST-JUDGMENT-SAME", None), "2026-09-04");
        assert_eq!(life.due("EXE-DECISION", Some("A")), "2026-09-28");
        assert!(!life.running().contains(&"EXE-DECISION"));
        assert_eq!(life.books(&["04", "07", "14"]).await, [1, 2, 2]);
        assert!(!life.found().contains(&"clock.late"), "{:?}", life.found());
    });
}

#[test]
fn detention_of_a_serious_crime_runs_out_while_the_investigation_goes_on() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 2, &["A"])
            .on(
                &["A"],
                "detention.ordered",
                "2026-05-11",
                json!({ "from": "2026-05-12", "to": "2026-08-09" }),
            )
            .on(&["A"], "detention.approved", "2026-05-12", json!({}))
            .act(
                "investigation.extended",
                "2026-07-28",
                json!({ "from": "2026-08-11", "to": "2026-11-10", "count": 1 }),
            )
            .on(
                &["A"],
                "detention.extended",
                "2026-07-28",
                json!({ "from": "2026-08-10", "to": "2026-10-08", "count": 1 }),
            )
            .act(
                "investigation.extended",
                "2026-10-28",
                json!({ "from": "2026-11-11", "to": "2027-01-10", "count": 2 }),
            )
            .on(
                &["A"],
                "detention.replaced",
                "2026-10-08",
                json!({ "new_measure": "cam_di_khoi_noi_cu_tru" }),
            )
            .on(
                &["A"],
                "residence_ban.ordered",
                "2026-10-08",
                json!({ "from": "2026-10-09", "to": "2027-01-08" }),
            )
            .lived(db)
            .await;
        // Five months of detention against eight of investigation (Đ172, 173).
        assert_eq!(life.due("DET-INV", Some("A")), "2026-10-08");
        assert_eq!(life.due("INV", None), "2027-01-11", "10/1/2027 is a Sunday");
        assert_eq!(life.case(), CaseState::Extended);
        assert_eq!(life.running(), ["INV"]);
        assert_eq!(life.found(), [""; 0]);
        let more = json!({ "from": "2026-10-09", "to": "2026-11-07" });
        let refused = life
            .refused_of("A", "detention.approved", "2026-10-09", more)
            .await;
        assert!(
            refused.iter().any(|code| code == "detention.over_sum"),
            "{refused:?}"
        );
    });
}

#[test]
fn a_file_returned_twice_is_indicted_and_may_not_be_returned_again() {
    both(&TABLES, |db| async move {
        let again = |life: Life, returned: &str, back: &str, done: &str, received: &str| {
            life.act(
                "case.returned",
                returned,
                json!({ "reason": "Thiếu chứng cứ." }),
            )
            .act("supplement.file_received_by_cqdt", back, json!({}))
            .act(
                "investigation.concluded",
                done,
                json!({ "proposal": "truy_to" }),
            )
            .act("vks.case_file_received", received, json!({}))
        };
        let life = Life::of("173", 2, &["A"])
            .act(
                "investigation.concluded",
                "2026-07-20",
                json!({ "proposal": "truy_to" }),
            )
            .act("vks.case_file_received", "2026-07-21", json!({}));
        let life = again(life, "2026-08-03", "2026-08-04", "2026-08-27", "2026-08-28");
        let life = again(life, "2026-09-10", "2026-09-11", "2026-10-05", "2026-10-06");
        let life = life.lived(db).await;
        assert_eq!(life.matter.case.as_ref().unwrap().returns_by_vks, 2);
        assert_eq!(
            life.due("INV-SUPP-VKS", None),
            "2026-11-11",
            "two months from the second receipt"
        );
        assert_eq!(
            life.due("PRO-DECIDE", None),
            "2026-10-26",
            "20 days, full again"
        );
        assert_eq!(life.case(), CaseState::WithProcuracy);
        assert_eq!(life.books(&["10"]).await, [2]);
        let refused = life
            .refused("case.returned", "2026-10-20", json!({ "reason": "x" }))
            .await;
        assert_eq!(refused, ["returns.too_many"]);
    });
}

#[test]
fn a_juvenile_has_half_the_limits_and_stands_in_the_book_of_juveniles() {
    both(&TABLES, |db| async move {
        let life = Life::of_people("173", 3, &["A"], json!({ "born_on": "2010-03-02" }))
            .on(&["A"], "juvenile.family_notified", "2026-05-11", json!({}))
            .act(
                "investigation.concluded",
                "2026-06-24",
                json!({ "proposal": "truy_to" }),
            )
            .act("vks.case_file_received", "2026-06-26", json!({}))
            .lived(db)
            .await;
        assert_eq!(life.due("INV", None), "2026-07-08", "half of four months");
        assert_eq!(
            life.due("PRO-DECIDE", None),
            "2026-07-13",
            "half of 30 days falls on a Saturday"
        );
        assert_eq!(life.case(), CaseState::WithProcuracy);
        assert_eq!(life.books(&["32"]).await, [1]);
    });
}

#[test]
fn a_legal_person_is_charged_restrained_and_indicted_like_an_accused() {
    both(&TABLES, |db| async move {
        let life = Life::of_people("188", 1, &["Công ty M"], json!({ "legal_person": true }))
            .on(&["Công ty M"], "legal_person.represented", "2026-05-12", json!({ "representative": "Phạm Bích Ngân" }))
            .on(
                &["Công ty M"],
                "legal_person.measure_ordered",
                "2026-05-15",
                json!({ "legal_person_measure": "ke_bien", "from": "2026-05-15", "to": "2026-07-07" }),
            )
            .indicted("2026-06-24", "2026-06-26", "2026-07-10", &["Công ty M"])
            .lived(db)
            .await;
        assert_eq!(
            (life.case(), life.person("Công ty M")),
            (CaseState::SentToCourt, AccusedState::Indicted)
        );
        assert!(life.matter.people[0].legal_person);
        assert_eq!(life.matter.people[0].measures.len(), 1);
        assert_eq!(life.books(&["06", "07"]).await, [1, 2]);
    });
}
