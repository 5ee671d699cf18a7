//! Lives of several people and several cases: one suspended, joined and split, transferred.

use db::testing::both;
use law::catalogue::{AccusedState, CaseState};
use serde_json::json;

use super::Life;
use crate::TABLES;

#[test]
fn of_three_accused_one_is_suspended_and_the_others_are_indicted() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 2, &["A", "B", "C"])
            .on(&["C"], "wanted.issued", "2026-06-15", json!({}))
            .act(
                "investigation.extended",
                "2026-07-28",
                json!({ "from": "2026-08-11", "to": "2026-11-10", "count": 1 }),
            )
            .on(
                &["C"],
                "investigation.suspended",
                "2026-09-01",
                json!({ "ground": "khong_ro_noi_o" }),
            )
            .indicted("2026-09-21", "2026-09-22", "2026-10-09", &["A", "B"])
            .lived(db)
            .await;
        assert_eq!(life.case(), CaseState::SentToCourt);
        for name in ["A", "B"] {
            assert_eq!(life.person(name), AccusedState::Indicted, "{name}");
        }
        assert_eq!(life.person("C"), AccusedState::Suspended);
        assert_eq!(life.due("PRO-DECIDE", None), "2026-10-12", "20 days");
        assert!(!life.found().contains(&"suspension.no_wanted_notice"));
        assert_eq!(
            life.books(&["07", "08"]).await,
            [4, 1],
            "the case and three accused; one suspended"
        );
    });
}

#[test]
fn a_case_is_split_for_one_accused_and_another_is_joined_into_it() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 2, &["A", "B"])
            .on(
                &["B"],
                "detention.ordered",
                "2026-05-11",
                json!({ "from": "2026-05-12", "to": "2026-08-09" }),
            )
            .on(&["B"], "detention.approved", "2026-05-12", json!({}))
            .act(
                "case.joined",
                "2026-06-01",
                json!({ "other_case": "P68-KV03-000009", "reason": "Cùng bị can." }),
            )
            .act(
                "case.split",
                "2026-07-01",
                json!({ "other_case": "P68-KV03-000010", "reason": "Bị can bỏ trốn." }),
            )
            .on(
                &["B"],
                "accused.moved_to_split_case",
                "2026-07-01",
                json!({ "other_case": "P68-KV03-000010" }),
            )
            .lived(db)
            .await;
        assert_eq!(life.case(), CaseState::Investigating);
        assert_eq!(life.person("B"), AccusedState::MovedToOtherCase);
        assert_eq!(
            life.running(),
            ["INV"],
            "the detention goes on in the other case"
        );
        assert_eq!(
            life.due("INV", None),
            "2026-08-10",
            "joining does not restart the limit (Đ172.4)"
        );
    });
}

#[test]
fn a_case_joined_into_another_ends_its_own_clocks() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 1, &["A"])
            .act(
                "case.joined_into",
                "2026-06-01",
                json!({ "other_case": "P68-KV03-000001", "reason": "Cùng bị can." }),
            )
            .lived(db)
            .await;
        assert_eq!(life.case(), CaseState::Joined);
        assert_eq!(life.running(), [""; 0]);
        let refused = life
            .refused(
                "investigation.extended",
                "2026-06-20",
                json!({ "from": "2026-07-09", "to": "2026-09-08" }),
            )
            .await;
        assert_eq!(refused, ["state.case"]);
    });
}

#[test]
fn a_case_transferred_to_another_province_keeps_its_investigation_limit() {
    both(&TABLES, |db| async move {
        let life = Life::of("173", 2, &["A"])
            .act(
                "vks.transfer_request_received",
                "2026-06-01",
                json!({ "to_agency": "Cơ quan CSĐT Công an tỉnh Lai Châu" }),
            )
            .act(
                "case.transfer_decided",
                "2026-06-03",
                json!({ "to_agency": "Cơ quan CSĐT Công an tỉnh Lai Châu" }),
            )
            .act("case.transfer_decision_received", "2026-06-05", json!({}))
            .act(
                "case.competence_transferred",
                "2026-06-05",
                json!({ "to_agency": "VKSND khu vực 1 - tỉnh Lai Châu" }),
            )
            .lived(db)
            .await;
        assert_eq!(
            life.due("INV-TRANSFER-DECIDE", None),
            "2026-06-04",
            "three days"
        );
        assert!(
            !life
                .matter
                .clock("INV-TRANSFER-DECIDE", None)
                .unwrap()
                .ended_late()
        );
        assert_eq!(life.due("INV", None), "2026-08-10");
        assert!(life.matter.clock("INV", None).unwrap().is_running());
        assert!(
            life.matter
                .duties()
                .any(|clock| clock.family == "INV-TRANSFER-FILE")
        );
    });
}
