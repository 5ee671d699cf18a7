//! Lives of reports, cases and persons, one rule at a time.

use law::Severity;
use law::catalogue::{AccusedState, CaseState, MeasureKind, MeasureStatus, ReportState};

use super::*;
use crate::rules::{ClockStatus, Effect, lawful_acts};

#[test]
fn an_ordinary_report_has_20_days_and_a_complex_one_two_months_from_receipt() {
    let ordinary = Story::default()
        .act("report.received", "2026-11-03", json!({}))
        .matter();
    assert_eq!(due(&ordinary, "RPT-RESOLVE", None), "2026-11-23");
    let complex = Story::default()
        .act("report.received", "2026-09-03", json!({ "complex": true }))
        .matter();
    assert_eq!(due(&complex, "RPT-RESOLVE-COMPLEX", None), "2026-11-03");
}

#[test]
fn a_report_found_complex_later_counts_two_months_from_its_first_start() {
    let matter = Story::default()
        .act("report.received", "2026-09-03", json!({}))
        .act(
            "report.declared_complex",
            "2026-09-15",
            json!({ "reason": "nhiều người liên quan" }),
        )
        .matter();
    assert_eq!(due(&matter, "RPT-RESOLVE-COMPLEX", None), "2026-11-03");
    assert!(matter.clock("RPT-RESOLVE", None).is_none());
}

#[test]
fn an_extended_report_ends_on_the_date_of_the_decision_and_may_be_extended_once() {
    let story = Story::default()
        .act("report.received", "2026-09-03", json!({ "complex": true }))
        .act(
            "report.extended",
            "2026-10-30",
            json!({ "from": "2026-11-04", "to": "2027-01-03" }),
        );
    let matter = story.matter();
    assert_eq!(matter.report.as_ref().unwrap().state, ReportState::Extended);
    assert_eq!(
        due(&matter, "RPT-RESOLVE-COMPLEX", None),
        "2027-01-04",
        "3/1/2027 is a Sunday"
    );
    let again = story
        .act(
            "report.extended",
            "2026-12-28",
            json!({ "from": "2027-01-05", "to": "2027-02-04" }),
        )
        .matter();
    assert!(
        codes(&again.findings).contains(&"extension.too_many"),
        "{:?}",
        again.findings
    );
}

#[test]
fn a_resumed_report_has_a_new_month_and_the_old_clock_is_over() {
    let matter = Story::default()
        .act("report.received", "2026-03-02", json!({}))
        .act(
            "report.suspended",
            "2026-03-23",
            json!({ "report_ground": "giam_dinh" }),
        )
        .act("report.resumed", "2026-06-10", json!({}))
        .matter();
    assert_eq!(due(&matter, "RPT-AFTER-RESUME", None), "2026-07-10");
    assert!(matches!(
        matter.clock("RPT-RESOLVE", None).unwrap().status,
        ClockStatus::Ended { .. }
    ));
    assert_eq!(matter.report.unwrap().state, ReportState::Resumed);
    assert_eq!(codes(&matter.findings), [] as [&str; 0]);
}

#[test]
fn a_suspension_dated_before_the_limit_ran_out_is_pointed_out() {
    let matter = Story::default()
        .act("report.received", "2026-03-02", json!({}))
        .act(
            "report.suspended",
            "2026-03-10",
            json!({ "report_ground": "giam_dinh" }),
        )
        .matter();
    assert_eq!(codes(&matter.findings), ["suspension.early"]);
    assert!(matter.findings[0].article.contains("Đ148"));
}

#[test]
fn the_class_of_the_clause_charged_sets_the_investigation_limit() {
    for (clause, severity, end) in [
        (1, Severity::LessSerious, "2026-07-08"),
        (2, Severity::Serious, "2026-08-10"),
        (3, Severity::VerySerious, "2026-09-08"),
        (4, Severity::ExtremelySerious, "2026-09-08"),
    ] {
        let matter = Story::of_theft(clause).matter();
        assert_eq!(matter.case.as_ref().unwrap().severity, Some(severity));
        assert_eq!(due(&matter, "INV", None), end, "clause {clause}");
    }
}

#[test]
fn a_change_of_charge_to_another_class_re_dates_the_clock_from_its_first_start() {
    let matter = Story::of_theft(1)
        .act(
            "case.initiation_changed",
            "2026-06-20",
            json!({ "charges": [{ "article": "173", "clause": 3 }] }),
        )
        .matter();
    let clock = matter.clock("INV", None).unwrap();
    assert_eq!(
        (clock.rule.as_str(), clock.start.to_string().as_str()),
        ("INV-RNT", "2026-05-08")
    );
    assert_eq!(clock.reclassified_from.as_deref(), Some("INV-ITNT"));
    assert_eq!(due(&matter, "INV", None), "2026-09-08");
}

#[test]
fn a_changed_charge_of_an_accused_counts_only_once_it_is_approved() {
    let changed = Story::with_accused(1).of(
        "A",
        "accused.initiation_changed",
        "2026-06-01",
        json!({ "charges": [{ "article": "173", "clause": 2 }] }),
    );
    assert_eq!(
        changed.matter().person(who("A")).unwrap().severity,
        Some(Severity::LessSerious)
    );
    let approved = changed
        .of("A", "accused.change_approved", "2026-06-03", json!({}))
        .matter();
    assert_eq!(
        approved.person(who("A")).unwrap().severity,
        Some(Severity::Serious)
    );
    assert_eq!(approved.case.unwrap().severity, Some(Severity::Serious));
}

#[test]
fn a_case_without_the_clause_keeps_its_clock_open_and_asks_for_the_clause() {
    let matter = Story::default()
        .act(
            "case.initiated",
            "2026-05-08",
            json!({ "charges": [{ "article": "173" }] }),
        )
        .matter();
    let clock = matter.clock("INV", None).unwrap();
    assert!(clock.due.is_none() && clock.unknown_vi.as_deref().unwrap().contains("khoản"));
    assert_eq!(codes(&matter.findings), ["charge.clause_missing"]);
}

#[test]
fn custody_runs_by_the_hour_and_an_extension_counts_only_when_approved() {
    let custody = Story::default()
        .act("report.received", "2026-11-18", json!({}))
        .of(
            "A",
            "custody.started",
            "2026-11-19T08:00",
            json!({ "from": "2026-11-19T08:00", "to": "2026-11-22T08:00" }),
        );
    assert_eq!(
        due(&custody.matter(), "CUSTODY", Some("A")),
        "2026-11-22T08:00"
    );
    let asked = custody.of(
        "A",
        "custody.extended",
        "2026-11-21",
        json!({ "from": "2026-11-22T08:00", "to": "2026-11-25T08:00", "count": 1 }),
    );
    assert_eq!(
        due(&asked.matter(), "CUSTODY", Some("A")),
        "2026-11-22T08:00"
    );
    let approved = asked.of("A", "custody.extension_approved", "2026-11-21", json!({}));
    let matter = approved.matter();
    assert_eq!(due(&matter, "CUSTODY", Some("A")), "2026-11-25T08:00");
    assert_eq!(
        matter.person(who("A")).unwrap().state,
        Some(AccusedState::InCustody)
    );
    let next = matter
        .clock("CUSTODY", Some(who("A")))
        .unwrap()
        .next
        .as_ref()
        .unwrap();
    assert!(next.vi.contains("lần 2"), "{}", next.vi);
}

#[test]
fn the_hour_custody_really_started_moves_the_decided_end() {
    let matter = Story::default()
        .of(
            "A",
            "custody.decided",
            "2026-11-19T10:00",
            json!({ "from": "2026-11-19T10:00", "to": "2026-11-22T10:00" }),
        )
        .of(
            "A",
            "custody.started",
            "2026-11-19T08:00",
            json!({ "from": "2026-11-19T08:00", "to": "2026-11-22T08:00" }),
        )
        .matter();
    assert_eq!(due(&matter, "CUSTODY", Some("A")), "2026-11-22T08:00");
    assert_eq!(matter.person(who("A")).unwrap().measures.len(), 1);
}

#[test]
fn a_person_released_and_arrested_a_month_later_has_54_days_left_of_60() {
    let matter = Story::of_theft(1)
        .of(
            "A",
            "custody.started",
            "2026-05-10T09:00",
            json!({ "from": "2026-05-10T09:00", "to": "2026-05-13T09:00" }),
        )
        .of(
            "A",
            "custody.extension_approved",
            "2026-05-13",
            json!({ "from": "2026-05-13T09:00", "to": "2026-05-16T09:00" }),
        )
        .of("A", "custody.released", "2026-05-16T09:00", json!({}))
        .of(
            "A",
            "accused.initiated",
            "2026-05-20",
            json!({ "charges": [{ "article": "173", "clause": 1 }] }),
        )
        .of("A", "accused.approved", "2026-05-21", json!({}))
        .of(
            "A",
            "detention.approved",
            "2026-06-11",
            json!({ "from": "2026-06-11", "to": "2026-08-03" }),
        )
        .matter();
    let clock = matter.clock("DET-INV", Some(who("A"))).unwrap();
    assert_eq!(
        (clock.custody_days, clock.due.unwrap().to_string().as_str()),
        (6, "2026-08-03")
    );
}

#[test]
fn an_order_shorter_than_the_law_allows_ends_when_it_says() {
    let matter = Story::with_accused(2)
        .of(
            "A",
            "detention.approved",
            "2026-05-12",
            json!({ "from": "2026-05-12", "to": "2026-06-10" }),
        )
        .matter();
    let clock = matter.clock("DET-INV", Some(who("A"))).unwrap();
    assert_eq!(clock.due.unwrap().to_string(), "2026-06-10");
    assert_eq!(
        clock.deadline.as_ref().unwrap().legal_end.to_string(),
        "2026-08-09"
    );
    assert!(clock.has_lapsed("2026-06-11".parse().unwrap()));
    assert!(!clock.has_lapsed("2026-06-10".parse().unwrap()));
}

#[test]
fn a_resumed_investigation_has_a_fresh_limit_and_a_supplementary_one_its_own() {
    let resumed = Story::with_accused(2)
        .act(
            "investigation.suspended",
            "2026-08-10",
            json!({ "ground": "giam_dinh" }),
        )
        .act("investigation.resumed", "2026-09-14", json!({}))
        .matter();
    assert_eq!(resumed.case.as_ref().unwrap().state, CaseState::Resumed);
    assert_eq!(
        resumed.person(who("A")).unwrap().state,
        Some(AccusedState::Resumed)
    );
    assert_eq!(due(&resumed, "INV-RESUMED", None), "2026-11-16");

    let with_file = Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}));
    assert_eq!(due(&with_file.matter(), "PRO-DECIDE", None), "2026-08-10");
    let returned = with_file
        .act(
            "case.returned",
            "2026-08-05",
            json!({ "reason": "thiếu chứng cứ" }),
        )
        .act("supplement.file_received_by_cqdt", "2026-08-07", json!({}))
        .matter();
    assert_eq!(
        returned.case.as_ref().unwrap().state,
        CaseState::Supplementary
    );
    assert_eq!(due(&returned, "INV-SUPP-VKS", None), "2026-10-07");
    assert_eq!(returned.case.as_ref().unwrap().returns_by_vks, 1);
}

#[test]
fn a_file_the_court_returned_gives_one_month_also_when_the_hand_over_does_not_say_who_returned_it()
{
    let matter = Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .act("case.indicted", "2026-08-05", json!({}))
        .act("case.sent_to_court", "2026-08-06", json!({}))
        .act(
            "court.returned_for_supplement",
            "2026-08-27",
            json!({ "returned_by": "hdxx" }),
        )
        .act("supplement.file_received_by_cqdt", "2026-09-03", json!({}))
        .matter();
    assert_eq!(due(&matter, "INV-SUPP-COURT", None), "2026-10-05");
    assert!(matter.clock("INV-SUPP-VKS", None).is_none());
}

#[test]
fn a_suspension_for_one_accused_leaves_the_case_and_the_others_going() {
    let matter = Story::with_accused(2)
        .of(
            "B",
            "accused.initiated",
            "2026-05-09",
            json!({ "charges": [{ "article": "173", "clause": 2 }] }),
        )
        .of("B", "accused.approved", "2026-05-11", json!({}))
        .of("B", "wanted.issued", "2026-06-01", json!({}))
        .of(
            "B",
            "investigation.suspended",
            "2026-08-10",
            json!({ "ground": "khong_ro_noi_o" }),
        )
        .matter();
    assert_eq!(
        matter.case.as_ref().unwrap().state,
        CaseState::Investigating
    );
    assert_eq!(
        matter.person(who("A")).unwrap().state,
        Some(AccusedState::Approved)
    );
    assert_eq!(
        matter.person(who("B")).unwrap().state,
        Some(AccusedState::Suspended)
    );
    assert!(matter.clock("INV", None).unwrap().is_running());
    assert!(!codes(&matter.findings).contains(&"suspension.no_wanted_notice"));
}

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
    assert_eq!(codes(&matter.findings), ["clock.late"]);
    assert_eq!(matter.findings[0].subject, Some(who("B")));
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
