//! Once a clock has run out: what the law then demands comes first, and nothing is extended any more.

use super::*;
use crate::rules::{Does, NextStep, final_from, step_now, ways};

fn step_at(story: &Story, family: &str, name: Option<&str>, now: &str) -> Option<NextStep> {
    let matter = story.matter();
    let clock = matter.clock(family, name.map(who)).unwrap();
    step_now(Law::embedded(), &matter, clock, on(now))
}

fn in_custody() -> Story {
    Story::default().of(
        "A",
        "custody.started",
        "2026-11-16T08:00",
        json!({ "from": "2026-11-16T08:00", "to": "2026-11-19T08:00" }),
    )
}

#[test]
fn custody_that_ran_out_demands_release_and_offers_no_extension() {
    let story = in_custody();
    let before = step_at(&story, "CUSTODY", Some("A"), "2026-11-19T08:00").unwrap();
    assert_eq!(before.act, "custody.extension_approved");
    let after = step_at(&story, "CUSTODY", Some("A"), "2026-11-19T08:01").unwrap();
    assert_eq!(after.act, "custody.released");
    assert!(
        after.vi.contains("trả tự do ngay") && after.vi.contains("Điều 118 khoản 3"),
        "{}",
        after.vi
    );
    assert_eq!((after.approver_vi, after.request_by), (None, None));
    let (other, _) = after.otherwise.unwrap();
    assert_eq!(
        other, "detention.approved",
        "another measure, where it was ordered in time"
    );
    let matter = story.matter();
    let clock = matter.clock("CUSTODY", Some(who("A"))).unwrap();
    let moves_end = |now: &str| {
        let ways = ways(Law::embedded(), &matter, clock, on(now));
        let mut does = ways.iter().map(|way| way.does);
        does.any(|does| matches!(does, Does::Extends | Does::AsksToExtend))
    };
    assert!(moves_end("2026-11-19T08:00") && !moves_end("2026-11-19T08:01"));
}

#[test]
fn detention_that_ran_out_demands_release_and_an_investigation_its_conclusion() {
    let story = Story::with_accused(2).of(
        "A",
        "detention.approved",
        "2026-05-12",
        json!({ "from": "2026-05-12", "to": "2026-08-09" }),
    );
    for (family, name, last, after, before_it, after_it) in [
        (
            "DET-INV",
            Some("A"),
            "2026-08-09",
            "2026-08-10",
            "detention.extended",
            "detention.released",
        ),
        (
            "INV",
            None,
            "2026-08-10",
            "2026-08-11",
            "investigation.extended",
            "investigation.concluded",
        ),
    ] {
        assert_eq!(step_at(&story, family, name, last).unwrap().act, before_it);
        assert_eq!(step_at(&story, family, name, after).unwrap().act, after_it);
    }
}

#[test]
fn a_window_that_ran_out_unused_leads_to_the_judgment_being_final_and_one_that_was_used_to_nothing()
{
    let judged = court::judged();
    let upper = "PROTEST-JUDGMENT-UPPER";
    assert_eq!(
        step_at(&judged, upper, None, "2026-11-04").unwrap().act,
        "protest.issued"
    );
    assert_eq!(
        step_at(&judged, upper, None, "2026-11-05").unwrap().act,
        "judgment.effective"
    );
    assert!(step_at(&judged, "APP-JUDGMENT", None, "2026-10-21").is_none());
    let appealed = judged.act("appeal.received", "2026-10-12", json!({ "appellant": "A" }));
    assert!(step_at(&appealed, upper, None, "2026-11-05").is_none());
}

#[test]
fn a_window_of_a_party_is_a_right_like_one_of_the_procuracy() {
    let matter = court::judged().matter();
    for (family, last, after) in [
        ("APP-JUDGMENT", "2026-10-20", "2026-10-21"),
        ("PROTEST-JUDGMENT-SAME", "2026-10-20", "2026-10-21"),
    ] {
        let clock = matter.clock(family, None).unwrap();
        let is_spent = |day: &str| clock.is_spent(day.parse().unwrap());
        assert_eq!((is_spent(last), is_spent(after)), (false, true), "{family}");
    }
    let duty = matter.clock("JUD-DELIVER", None).unwrap();
    assert!(
        !duty.is_spent("2027-01-01".parse().unwrap()),
        "a duty is overdue"
    );
}

#[test]
fn docketing_by_the_appellate_court_closes_the_windows_to_appeal_and_to_protest() {
    let docketed = court::judged()
        .act("appeal.received", "2026-10-12", json!({ "appellant": "A" }))
        .act(
            "appellate.docketed",
            "2026-11-09",
            json!({ "appellate_level": "tinh" }),
        )
        .matter();
    for family in [
        "APP-JUDGMENT",
        "PROTEST-JUDGMENT-SAME",
        "PROTEST-JUDGMENT-UPPER",
    ] {
        let clock = docketed.clock(family, None).unwrap();
        assert!(!clock.is_running() && !clock.ended_late(), "{family}");
    }
}

#[test]
fn detention_of_a_supplementary_investigation_ends_when_the_court_dockets() {
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
            json!({ "from": "2026-08-10", "to": "2026-10-05" }),
        )
        .act("investigation.concluded", "2026-09-01", json!({}))
        .act("vks.case_file_received", "2026-09-02", json!({}))
        .act("case.indicted", "2026-09-10", json!({}))
        .act("case.sent_to_court", "2026-09-11", json!({}))
        .act("court.docketed", "2026-09-14", json!({}))
        .matter();
    assert!(
        !matter
            .clock("DET-RESUMED", Some(who("A")))
            .unwrap()
            .is_running()
    );
}

#[test]
fn a_judgment_is_to_be_recorded_as_final_from_the_day_after_its_last_window_unless_it_was_appealed()
{
    let law = Law::embedded();
    let judged = court::judged();
    let (from, vi) = final_from(law, &judged.matter()).unwrap();
    assert_eq!(from.to_string(), "2026-11-05");
    assert!(vi.contains("Điều 343 BLTTHS"), "{vi}");
    let appealed = judged.act("appeal.received", "2026-10-12", json!({ "appellant": "A" }));
    assert_eq!(final_from(law, &appealed.matter()), None);
    let last = court::judged().act("judgment.effective", "2026-11-05", json!({}));
    assert_eq!(final_from(law, &last.matter()), None);
    assert_eq!(final_from(law, &in_custody().matter()), None);
}
