//! Special procedures and what goes along with an act: simplified procedure, juveniles, complaints, duties, caps.

use law::catalogue::CaseState;

use super::*;

#[test]
fn the_simplified_procedure_counts_20_days_from_the_opening_and_5_from_the_file_by_articles_460_461()
 {
    let story = Story::with_accused(1).act("simplified.decided", "2026-05-12", json!({}));
    let matter = story.matter();
    assert_eq!(due(&matter, "SUM-INV", None), "2026-05-28");
    assert!(matter.clock("INV", None).is_none());
    let with_file = story
        .act("investigation.concluded", "2026-05-25", json!({}))
        .act("vks.case_file_received", "2026-05-26", json!({}))
        .matter();
    assert!(!with_file.clock("SUM-INV", None).unwrap().is_running());
    assert_eq!(
        due(&with_file, "SUM-PRO", None),
        "2026-06-01",
        "31/5/2026 is a Sunday"
    );
    assert!(with_file.clock("PRO-DECIDE", None).is_none());
}

#[test]
fn when_the_simplified_procedure_is_cancelled_the_ordinary_limit_counts_from_that_day_by_article_458()
 {
    let matter = Story::with_accused(1)
        .act("simplified.decided", "2026-05-12", json!({}))
        .act(
            "simplified.annulled",
            "2026-05-20",
            json!({ "reason": "x" }),
        )
        .matter();
    assert_eq!(due(&matter, "INV", None), "2026-07-20");
    assert!(!matter.clock("SUM-INV", None).unwrap().is_running());
    assert!(!matter.case.as_ref().unwrap().simplified);
}

fn juvenile(opened: &str, received: &str, clause: u8) -> Story {
    let charges = json!({ "charges": [{ "article": "173", "clause": clause }] });
    Story::default()
        .act("report.received", received, json!({}))
        .of(
            "A",
            "party.described",
            opened,
            json!({ "name": "N", "role": "bi_can", "born_on": "2010-03-02" }),
        )
        .act("case.initiated", opened, charges.clone())
        .of("A", "accused.initiated", opened, charges)
        .of("A", "accused.approved", opened, json!({}))
}

#[test]
fn a_juvenile_case_opened_from_1_1_2026_has_half_the_limit_and_an_older_one_the_whole_by_article_179_of_its_law()
 {
    let new = juvenile("2026-05-08", "2026-05-04", 3).matter();
    assert_eq!(due(&new, "INV", None), "2026-07-08", "half of 4 months");
    let old = juvenile("2025-12-22", "2025-12-15", 3).matter();
    assert_eq!(due(&old, "INV", None), "2026-04-22", "4 months");
    // Half of 3 months is in a circular nobody has read: no date is guessed.
    let odd = juvenile("2026-05-08", "2026-05-04", 2).matter();
    let clock = odd.clock("INV", None).unwrap();
    assert!(clock.deadline.is_none());
    assert!(
        clock
            .unknown_vi
            .as_deref()
            .unwrap()
            .contains("cần xác nhận"),
        "{clock:?}"
    );
}

#[test]
fn a_juvenile_case_for_which_diversion_is_announced_has_the_full_limit_to_prosecute() {
    let story = juvenile("2026-05-08", "2026-05-04", 2)
        .act("investigation.concluded", "2026-06-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}));
    assert_eq!(due(&story.matter(), "PRO-DECIDE", None), "2026-07-31");
    let diverted = story
        .clone()
        .of(
            "A",
            "juvenile.diversion_notified",
            "2026-07-23",
            json!({ "diversion_applied": true }),
        )
        .matter();
    assert_eq!(due(&diverted, "PRO-DECIDE", None), "2026-08-10");
    let complex = story
        .act(
            "juvenile.full_limit_noted",
            "2026-07-23",
            json!({ "reason": "x" }),
        )
        .matter();
    assert_eq!(due(&complex, "PRO-DECIDE", None), "2026-08-10");
}

#[test]
fn each_complaint_has_a_clock_of_its_own_and_an_answer_ends_the_one_it_names() {
    let mut story = Story::with_accused(2);
    for (number, day) in [("01/KN", "2026-06-01"), ("02/KN", "2026-06-03")] {
        story = story.act(
            "complaint.received",
            day,
            json!({ "complaint_about": "kiem_sat_vien", "complainant": "N" }),
        );
        story.facts.last_mut().unwrap().number = Some(number.to_owned());
    }
    let story = story.act(
        "complaint.decided",
        "2026-06-08",
        json!({ "complaint_result": "sai", "earlier_number": "02/KN" }),
    );
    let matter = story.matter();
    let open: Vec<_> = matter
        .running()
        .filter(|clock| clock.family == "CPL-PROSECUTOR")
        .map(|clock| (clock.paper.clone().unwrap(), clock.due.unwrap().to_string()))
        .collect();
    assert_eq!(open, [("01/KN".to_owned(), "2026-06-08".to_owned())]);
}

#[test]
fn a_complaint_on_an_arrest_is_answered_in_24_hours_by_article_474_1() {
    let matter = Story::with_accused(2)
        .of(
            "A",
            "complaint.received",
            "2026-06-01T09:30",
            json!({ "complaint_about": "bat_giam", "complainant": "A" }),
        )
        .matter();
    assert_eq!(due(&matter, "CPL-ARREST", Some("A")), "2026-06-02T09:30");
}

#[test]
fn a_duty_to_send_goes_along_with_the_act_without_standing_among_the_clocks() {
    let story = Story::of_theft(2);
    let matter = story.matter();
    assert!(matter.running().all(|clock| clock.family == "INV"));
    assert!(matter.duties().any(|clock| clock.family == "INI-SEND-CQDT"));
    let assigned = story
        .act(
            "case.prosecutor_assigned",
            "2026-05-15",
            json!({ "prosecutor": "N" }),
        )
        .matter();
    assert!(
        !assigned
            .duties()
            .any(|clock| clock.family == "INI-SEND-CQDT")
    );
    // That the file is there shows the duty was done, but not that it was late.
    assert!(!codes(&assigned.findings).contains(&"clock.late"));
}

#[test]
fn a_duty_recorded_as_done_too_late_is_pointed_out() {
    let told = |day: &str| {
        Story::default()
            .act("report.received", "2026-11-02", json!({}))
            .act("duty.done", day, json!({ "duty": "RPT-NOTIFY-VKS" }))
            .matter()
    };
    assert!(!codes(&told("2026-11-05").findings).contains(&"clock.late"));
    assert!(codes(&told("2026-11-06").findings).contains(&"clock.late"));
}

#[test]
fn the_notice_of_a_detained_accused_is_due_7_days_before_detention_ends_by_article_244() {
    let matter = Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .of(
            "A",
            "detention.ordered_by_vks",
            "2026-07-21",
            json!({ "from": "2026-07-21", "to": "2026-08-09" }),
        )
        .matter();
    let notice = matter
        .clock("PRO-DETENTION-NOTICE", Some(who("A")))
        .unwrap();
    assert_eq!(
        notice.due.unwrap().to_string(),
        "2026-07-31",
        "2/8 is a Sunday"
    );
    assert!(notice.is_for_procuracy());
}

#[test]
fn bail_lasts_no_longer_than_the_stage_that_carries_it_by_article_121_5() {
    let until = |to: &str| {
        let matter = Story::with_accused(2)
            .of(
                "A",
                "bail.decided",
                "2026-05-12",
                json!({ "from": "2026-05-14", "to": to }),
            )
            .of(
                "A",
                "bail.approved",
                "2026-05-14",
                json!({ "from": "2026-05-14", "to": to }),
            )
            .matter();
        let clock = matter.clock("BAIL-CAP", Some(who("A"))).unwrap();
        clock.due.unwrap().to_string()
    };
    assert_eq!(until("2026-07-14"), "2026-07-14");
    assert_eq!(
        until("2026-12-31"),
        "2026-08-10",
        "the investigation ends then"
    );
}

#[test]
fn the_extra_extension_of_the_prosecutor_general_counts_4_months_from_the_last_end_by_article_172_3()
 {
    let charges = json!({ "charges": [{ "article": "173", "clause": 4 }] });
    let matter = Story::default()
        .act("case.initiated", "2026-01-05", charges)
        .act(
            "investigation.extended_specially",
            "2027-04-28",
            json!({
                "special_kind": "dac_biet", "earlier_to": "2027-05-05", "from": "2027-05-06", "to": "2027-09-06",
            }),
        )
        .matter();
    assert_eq!(
        due(&matter, "INV-DBNT-EXTRA", None),
        "2027-09-06",
        "5/9/2027 is a Sunday"
    );
    assert!(!matter.clock("INV", None).unwrap().is_running());
}

#[test]
fn a_case_joined_into_another_stops_its_clock_and_a_split_goes_on() {
    let joined = Story::with_accused(2)
        .act(
            "case.joined_into",
            "2026-06-01",
            json!({ "other_case": "12/QĐ-CSĐT" }),
        )
        .matter();
    assert_eq!(joined.case.as_ref().unwrap().state, CaseState::Joined);
    assert!(!joined.clock("INV", None).unwrap().is_running());
    let split = Story::with_accused(2)
        .act(
            "case.split",
            "2026-06-01",
            json!({ "other_case": "13/QĐ-CSĐT" }),
        )
        .matter();
    assert!(split.clock("INV", None).unwrap().is_running());
}

#[test]
fn compulsory_treatment_is_decided_in_3_days_by_article_449_1() {
    let story = Story::with_accused(2).of(
        "A",
        "vks.treatment_request_received",
        "2026-06-01",
        json!({}),
    );
    assert_eq!(due(&story.matter(), "MED-DECIDE", Some("A")), "2026-06-04");
    let decided = story
        .of(
            "A",
            "treatment.decided",
            "2026-06-03",
            json!({ "place_of_treatment": "Bệnh viện" }),
        )
        .matter();
    assert!(
        !decided
            .clock("MED-DECIDE", Some(who("A")))
            .unwrap()
            .is_running()
    );
}

#[test]
fn a_recommendation_is_answered_within_the_time_of_its_kind() {
    let table = [
        ("phong_ngua", "REC-PREVENT-REPLY", "2026-06-16"),
        ("truy_to", "REC-PROSECUTION-REPLY", "2026-06-11"),
        ("thi_hanh_an", "EXE-VKS-RECOMMEND-REPLY", "2026-07-01"),
    ];
    for (kind, family, day) in table {
        let story = Story::of_theft(2).act(
            "recommendation.received",
            "2026-06-01",
            json!({ "recommendation_kind": kind, "addressee": "N" }),
        );
        assert_eq!(due(&story.matter(), family, None), day, "{kind}");
        let answered = story
            .act(
                "violation.answered",
                "2026-06-10",
                json!({ "violation_result": "chap_nhan" }),
            )
            .matter();
        assert!(
            !answered.clock(family, None).unwrap().is_running(),
            "{kind}"
        );
    }
}
