//! How matters end, are corrected and are told.

use law::catalogue::{AccusedState, CaseState, MeasureKind, MeasureStatus, ReportState};

use super::*;
use crate::rules::{Effect, lawful_acts};

#[test]
fn the_indictment_must_be_served_on_each_accused_and_late_service_is_pointed_out() {
    let story = Story::with_accused(2)
        .of(
            "B",
            "accused.initiated",
            "2026-05-09",
            json!({ "charges": [{ "article": "173", "clause": 2 }] }),
        )
        .of("B", "accused.approved", "2026-05-11", json!({}))
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .act("case.indicted", "2026-08-05", json!({}))
        .of("A", "indictment.served", "2026-08-06", json!({}))
        .of("B", "indictment.served", "2026-08-12", json!({}));
    let matter = story.matter();
    assert_eq!(due(&matter, "PRO-DELIVER", Some("A")), "2026-08-10");
    assert!(
        !matter
            .clock("PRO-DELIVER", Some(who("A")))
            .unwrap()
            .ended_late()
    );
    assert!(
        matter
            .clock("PRO-DELIVER", Some(who("B")))
            .unwrap()
            .ended_late()
    );
    assert_eq!(codes(&matter.findings), ["indictment.late"]);
    assert_eq!(matter.findings[0].subject, Some(who("B")));
}

#[test]
fn after_a_suspension_the_next_step_is_to_serve_that_decision() {
    let story = Story::with_accused(2)
        .act(
            "investigation.concluded",
            "2026-07-20",
            json!({ "proposal": "truy_to" }),
        )
        .act("vks.case_file_received", "2026-07-21", json!({}));
    for (kind, body) in [
        ("prosecution.suspended", json!({ "ground": "benh" })),
        (
            "prosecution.terminated",
            json!({ "legal_ground": "Điều 248 BLTTHS" }),
        ),
    ] {
        for whole in [true, false] {
            let decided = match whole {
                true => story.clone().act(kind, "2026-08-03", body.clone()),
                false => story.clone().of("A", kind, "2026-08-03", body.clone()),
            };
            let matter = decided.matter();
            let clock = matter.clock("PRO-DELIVER", Some(who("A"))).unwrap();
            let next = clock.next.as_ref().unwrap();
            assert_eq!(next.act, "prosecution.decision_served", "{kind}");
            assert!(
                next.vi.contains("Giao quyết định tạm đình chỉ, đình chỉ")
                    && next.vi.contains("164/HS"),
                "{}",
                next.vi
            );
            let served = decided
                .of("A", "prosecution.decision_served", "2026-08-05", json!({}))
                .matter();
            assert!(
                !served
                    .clock("PRO-DELIVER", Some(who("A")))
                    .unwrap()
                    .is_running()
            );
        }
    }
    let indicted = story
        .act("case.indicted", "2026-08-03", json!({ "court": "TAND" }))
        .matter();
    let clock = indicted.clock("PRO-DELIVER", Some(who("A"))).unwrap();
    assert_eq!(clock.next.as_ref().unwrap().act, "indictment.served");
}

#[test]
fn a_termination_that_leaves_a_measure_is_pointed_out_until_it_is_cancelled() {
    let terminated = Story::with_accused(2)
        .of(
            "A",
            "residence_ban.ordered",
            "2026-05-12",
            json!({ "from": "2026-05-12", "to": "2026-08-08" }),
        )
        .act("investigation.terminated", "2026-07-01", json!({}));
    assert_eq!(
        codes(&terminated.matter().findings),
        ["termination.measures_left"]
    );
    let cancelled = terminated
        .of(
            "A",
            "residence_ban.cancelled",
            "2026-07-01",
            json!({ "reason": "đình chỉ" }),
        )
        .matter();
    assert_eq!(codes(&cancelled.findings), [] as [&str; 0]);
    let ban = &cancelled.person(who("A")).unwrap().measures[0];
    assert_eq!(
        (ban.kind, ban.status),
        (MeasureKind::ResidenceBan, MeasureStatus::Cancelled)
    );
}

#[test]
fn a_corrected_or_withdrawn_fact_no_longer_counts() {
    let corrected = Story::default()
        .act("report.received", "2026-11-03", json!({}))
        .act("report.received", "2026-11-02", json!({}))
        .replacing(1)
        .matter();
    assert_eq!(corrected.line.len(), 1);
    assert_eq!(
        due(&corrected, "RPT-RESOLVE", None),
        "2026-11-23",
        "2/11 + 20 ngày là Chủ nhật 22/11"
    );
    let withdrawn = Story::of_theft(1)
        .act("fact.withdrawn", "2026-06-01", json!({}))
        .replacing(2)
        .matter();
    assert!(withdrawn.case.is_none());
    assert!(withdrawn.clock("RPT-RESOLVE", None).unwrap().is_running());
}

#[test]
fn facts_entered_late_take_their_place_in_the_order_of_the_law() {
    let mut story = Story::with_accused(2);
    story.facts.reverse();
    for (place, fact) in story.facts.iter_mut().enumerate() {
        fact.seq = place as i64;
    }
    let matter = story.matter();
    assert_eq!(codes(&matter.findings), [] as [&str; 0]);
    assert_eq!(
        matter.person(who("A")).unwrap().state,
        Some(AccusedState::Approved)
    );
    assert!(
        matter.line[1]
            .effects
            .contains(&Effect::Case(CaseState::Investigating))
    );
}

#[test]
fn unknown_kinds_and_broken_fields_are_kept_in_the_line_and_break_nothing() {
    let broken =
        json!({ "charges": 7, "from": "hôm qua", "to": [], "complex": "maybe", "returned_by": {} });
    let mut story = Story::default();
    for act in Law::embedded().acts.all() {
        story = story.act(&act.id, "2026-05-08", broken.clone()).of(
            "A",
            &act.id,
            "2026-05-08",
            broken.clone(),
        );
    }
    let matter = story.act("no.such_act", "2026-05-08", json!(null)).matter();
    assert_eq!(matter.line.last().unwrap().kind, "no.such_act");
    assert_eq!(fold(Law::embedded(), &[]).line.len(), 0);
}

#[test]
fn the_acts_offered_are_those_lawful_in_the_state() {
    let matter = Story::with_accused(2).matter();
    let offered = |subject| -> Vec<String> {
        let acts = lawful_acts(
            Law::embedded(),
            &matter,
            subject,
            "2026-06-01".parse().unwrap(),
        );
        acts.into_iter().map(|act| act.id.clone()).collect()
    };
    let for_case = offered(None);
    assert!(for_case.iter().any(|id| id == "investigation.extended"));
    assert!(
        !for_case
            .iter()
            .any(|id| id == "case.indicted" || id == "report.extended")
    );
    let for_accused = offered(Some(who("A")));
    assert!(for_accused.iter().any(|id| id == "detention.ordered"));
    assert!(!for_accused.iter().any(|id| id == "accused.approved"));
}

#[test]
fn a_very_serious_case_is_extended_the_second_time_by_the_province() {
    let matter = Story::of_theft(3)
        .act(
            "investigation.extended",
            "2026-08-28",
            json!({ "from": "2026-09-09", "to": "2027-01-08", "count": 1 }),
        )
        .matter();
    let next = matter.clock("INV", None).unwrap().next.as_ref().unwrap();
    assert_eq!(
        next.approver_vi.as_deref(),
        Some("Viện kiểm sát nhân dân cấp tỉnh")
    );
    assert!(
        next.vi.contains("lần 2") && next.vi.contains("04 tháng"),
        "{}",
        next.vi
    );
}

#[test]
fn detention_in_a_supplementary_investigation_is_capped_by_it_and_deducts_nothing_twice() {
    let matter = Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .act(
            "case.returned",
            "2026-08-05",
            json!({ "reason": "thiếu chứng cứ" }),
        )
        .act("supplement.file_received_by_cqdt", "2026-08-07", json!({}))
        .of(
            "A",
            "detention.approved",
            "2026-08-10",
            json!({ "from": "2026-08-10", "to": "2026-10-20" }),
        )
        .matter();
    assert_eq!(due(&matter, "DET-RESUMED", Some("A")), "2026-10-20");
    assert_eq!(codes(&matter.findings), ["detention.beyond_stage"]);
}

#[test]
fn every_line_and_effect_reads_in_vietnamese() {
    let matter = Story::with_accused(2)
        .of(
            "A",
            "residence_ban.ordered",
            "2026-05-12",
            json!({ "from": "2026-05-12", "to": "2026-08-08" }),
        )
        .matter();
    let law = Law::embedded();
    let first = &matter.line[0];
    assert_eq!(first.name_vi(law), "Tiếp nhận nguồn tin");
    let told: Vec<String> = first
        .effects
        .iter()
        .map(|effect| effect.vi(law, &matter))
        .collect();
    assert_eq!(
        told,
        [
            "Nguồn tin: đã tiếp nhận",
            "Bắt đầu: Thời hạn giải quyết nguồn tin"
        ]
    );
    let ban = matter.line.last().unwrap().effects[0].vi(law, &matter);
    assert_eq!(
        ban,
        "(chưa ghi lý lịch): cấm đi khỏi nơi cư trú, đang áp dụng"
    );
}

#[test]
fn days_between_the_end_of_custody_and_the_start_of_detention_are_pointed_out() {
    let custody = Story::with_accused(2).of(
        "A",
        "custody.started",
        "2026-05-08T09:00",
        json!({ "from": "2026-05-08T09:00", "to": "2026-05-11T09:00" }),
    );
    let order = |from: &str| json!({ "from": from, "to": "2026-07-30" });
    let joined = custody
        .clone()
        .of("A", "detention.approved", "2026-05-11", order("2026-05-11"))
        .matter();
    assert_eq!(codes(&joined.findings), [] as [&str; 0]);
    let apart = custody
        .clone()
        .of("A", "detention.approved", "2026-05-14", order("2026-05-14"))
        .matter();
    assert_eq!(codes(&apart.findings), ["measure.gap"]);
    let freed = custody
        .of("A", "custody.released", "2026-05-11T09:00", json!({}))
        .of("A", "detention.approved", "2026-05-14", order("2026-05-14"))
        .matter();
    assert_eq!(codes(&freed.findings), [] as [&str; 0]);
}

#[test]
fn a_report_transferred_and_received_again_runs_from_its_new_receipt() {
    let matter = Story::default()
        .act("report.received", "2026-09-01", json!({}))
        .act(
            "report.transferred",
            "2026-09-04",
            json!({ "to_agency": "Cơ quan khác" }),
        )
        .act(
            "report.received",
            "2026-09-08",
            json!({ "origin": "chuyen_den" }),
        )
        .matter();
    assert_eq!(matter.report.as_ref().unwrap().state, ReportState::Received);
    assert_eq!(due(&matter, "RPT-RESOLVE", None), "2026-09-28");
    assert_eq!(matter.running().count(), 1);
    assert_eq!(codes(&matter.findings), [] as [&str; 0]);
}
