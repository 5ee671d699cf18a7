//! Lives that turn on the judgment: an acquittal with a protest, and a death sentence.

use db::testing::both;
use law::catalogue::{AccusedState, CaseState};
use serde_json::json;

use super::Life;
use crate::TABLES;

#[test]
fn an_acquittal_is_protested_and_heard_by_the_appellate_court() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 2, &["A", "B"])
            .indicted("2026-06-24", "2026-06-26", "2026-07-10", &["A", "B"])
            .judged("2026-07-15", "2026-08-07", "2026-08-20")
            .on(&["B"], "defendant.acquitted", "2026-08-20", json!({ "reason": "Không đủ chứng cứ." }))
            .act(
                "protest.issued",
                "2026-09-01",
                json!({ "protest_level": "cung_cap", "protest_content": "Tuyên không có tội là không có căn cứ." }),
            )
            .act("appellate.docketed", "2026-09-28", json!({ "appellate_level": "tinh" }))
            .act("appellate.hearing_decision", "2026-10-12", json!({}))
            .act("appellate.hearing_opened", "2026-10-26", json!({}))
            .act("appellate.quashed_for_reinvestigation", "2026-10-26", json!({ "reason": "Bỏ lọt chứng cứ." }))
            .lived(db)
            .await;
        assert_eq!(life.case(), CaseState::QuashedForReinvestigation);
        assert_eq!(
            life.due("PROTEST-JUDGMENT-SAME", None),
            "2026-09-04",
            "15 days from the judgment"
        );
        assert!(
            !life
                .matter
                .clock("PROTEST-JUDGMENT-SAME", None)
                .unwrap()
                .ended_late()
        );
        assert_eq!(
            life.due("APP-DECIDE-PROV", None),
            "2026-11-12",
            "45 days from the docket"
        );
        assert_eq!(life.books(&["14", "15"]).await.len(), 2);
    });
}

#[test]
fn a_death_sentence_waits_for_the_heads_of_court_and_procuracy_and_for_clemency() {
    both(&TABLES, |db| async move {
        let life = Life::of("123", 1, &["A"])
            .on(
                &["A"],
                "detention.ordered",
                "2026-05-11",
                json!({ "from": "2026-05-12", "to": "2026-09-08" }),
            )
            .on(&["A"], "detention.approved", "2026-05-12", json!({}))
            .indicted("2026-06-24", "2026-06-26", "2026-07-10", &["A"])
            .judged("2026-07-15", "2026-08-07", "2026-08-20")
            .act(
                "judgment.effective",
                "2026-09-21",
                json!({ "has_death_sentence": true }),
            )
            .on(&["A"], "death.clemency_asked", "2026-09-25", json!({}))
            .on(&["A"], "vks.death_file_received", "2026-10-01", json!({}))
            .lived(db)
            .await;
        assert_eq!(
            (life.case(), life.person("A")),
            (CaseState::Final, AccusedState::Convicted)
        );
        assert_eq!(
            life.due("INV", None),
            "2026-09-08",
            "extremely serious: four months"
        );
        assert_eq!(life.due("DEATH-CLEMENCY", None), "2026-09-28");
        assert_eq!(
            life.due("DEATH-VKS-FILE", Some("A")),
            "2026-11-02",
            "one month, a Sunday moved"
        );
        assert!(life.running().contains(&"DEATH-VKS-FILE"));
    });
}
