//! Lives of reports, cases and persons, one rule at a time.

use law::Severity;
use law::catalogue::{AccusedState, CaseState, ReportState};

use super::*;
use crate::rules::ClockStatus;

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
