//! From the court's docket to the execution of the judgment (BLTTHS Đ276–403), as tables of days.

use law::catalogue::{AccusedState, CaseState};

use super::*;
use crate::rules::Level;

/// Theft of clause 2 (serious), of one accused.
fn docketed() -> Story {
    docketed_with(&[])
}

/// The same with others beside A, docketed by the court on 10 August 2026.
fn docketed_with(others: &[&str]) -> Story {
    let accused = |story: Story, name: &&str| {
        story
            .of(
                name,
                "accused.initiated",
                "2026-05-09",
                json!({ "charges": [{ "article": "173", "clause": 2 }] }),
            )
            .of(name, "accused.approved", "2026-05-11", json!({}))
    };
    others
        .iter()
        .fold(Story::with_accused(2), accused)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .act("case.indicted", "2026-08-05", json!({}))
        .act("case.sent_to_court", "2026-08-06", json!({}))
        .act("court.docketed", "2026-08-10", json!({}))
}

/// The same, judged on Monday 5 October 2026.
pub(super) fn judged() -> Story {
    judged_with(&[])
}

/// The same with others beside A.
pub(super) fn judged_with(others: &[&str]) -> Story {
    docketed_with(others)
        .act(
            "trial.decision",
            "2026-09-21",
            json!({ "hearing_on": "2026-10-05" }),
        )
        .act("trial.opened", "2026-10-05", json!({}))
        .act("judgment.pronounced", "2026-10-05", json!({}))
}

/// The same, protested and before the appellate court on 20 November 2026.
fn before_the_appellate_court() -> Story {
    judged()
        .act(
            "protest.issued",
            "2026-10-15",
            json!({ "protest_level": "cung_cap", "protest_content": "Hình phạt quá nhẹ." }),
        )
        .act(
            "appellate.docketed",
            "2026-11-02",
            json!({ "appellate_level": "tinh" }),
        )
        .act("appellate.hearing_decision", "2026-11-10", json!({}))
        .act("appellate.hearing_opened", "2026-11-20", json!({}))
}

pub(super) fn case_state(matter: &Matter) -> CaseState {
    matter.case.as_ref().unwrap().state
}

pub(super) fn person_state(matter: &Matter, name: &str) -> AccusedState {
    matter.person(who(name)).unwrap().state.unwrap()
}

pub(super) fn refusals(matter: &Matter) -> Vec<&'static str> {
    let refused = matter
        .findings
        .iter()
        .filter(|found| found.level == Level::Refusal);
    refused.map(|found| found.code).collect()
}

#[test]
fn the_court_prepares_a_serious_case_for_45_days_and_15_more_when_extended_by_article_277_1() {
    let story = docketed();
    assert_eq!(due(&story.matter(), "TRI-PREP", None), "2026-09-24");
    let longer = story
        .act(
            "trial.prep_extended",
            "2026-09-22",
            json!({ "from": "2026-09-25", "to": "2026-10-09" }),
        )
        .matter();
    assert_eq!(due(&longer, "TRI-PREP", None), "2026-10-09");
    assert_eq!(case_state(&longer), CaseState::TrialPrepExtended);
    assert_eq!(refusals(&longer), [""; 0]);
}

#[test]
fn the_trial_opens_within_15_days_of_the_decision_or_30_with_an_obstacle_by_article_277_3() {
    let plain = docketed()
        .act("trial.decision", "2026-09-21", json!({}))
        .matter();
    assert_eq!(due(&plain, "TRI-OPEN", None), "2026-10-06");
    assert!(!plain.clock("TRI-PREP", None).unwrap().is_running());
    assert_eq!(person_state(&plain, "A"), AccusedState::Defendant);
    let obstacle = docketed()
        .act("trial.decision", "2026-09-21", json!({ "obstacle": true }))
        .matter();
    assert_eq!(due(&obstacle, "TRI-OPEN-OBSTACLE", None), "2026-10-21");
    assert!(obstacle.clock("TRI-OPEN", None).is_none());
}

#[test]
fn the_protest_counts_from_the_day_of_pronouncement_not_from_the_copy_by_article_337() {
    let matter = judged()
        .act("vks.judgment_received", "2026-10-15", json!({}))
        .matter();
    assert_eq!(due(&matter, "PROTEST-JUDGMENT-SAME", None), "2026-10-20");
    assert_eq!(due(&matter, "PROTEST-JUDGMENT-UPPER", None), "2026-11-04");
    assert_eq!(due(&matter, "JUD-DELIVER", None), "2026-10-15");
    assert!(!matter.clock("JUD-DELIVER", None).unwrap().is_running());
    assert!(!matter.clock("JUD-DELIVER", None).unwrap().ended_late());
}

#[test]
fn a_protest_of_the_same_level_leaves_the_window_of_the_upper_level_open_by_article_336() {
    let issued = |level: &str| {
        judged()
            .act(
                "protest.issued",
                "2026-10-15",
                json!({ "protest_level": level, "protest_content": "x" }),
            )
            .matter()
    };
    let same = issued("cung_cap");
    assert!(
        !same
            .clock("PROTEST-JUDGMENT-SAME", None)
            .unwrap()
            .is_running()
    );
    assert!(
        same.clock("PROTEST-JUDGMENT-UPPER", None)
            .unwrap()
            .is_running()
    );
    assert_eq!(due(&same, "PROTEST-SEND", None), "2026-10-19");
    let upper = issued("cap_tren");
    assert!(
        !upper
            .clock("PROTEST-JUDGMENT-UPPER", None)
            .unwrap()
            .is_running()
    );
}

#[test]
fn each_absent_person_has_an_appeal_window_of_its_own_from_receipt_by_article_333_1() {
    let matter = judged()
        .of("A", "judgment.received", "2026-10-12", json!({}))
        .matter();
    assert_eq!(due(&matter, "APP-JUDGMENT", None), "2026-10-20");
    assert_eq!(due(&matter, "APP-JUDGMENT", Some("A")), "2026-10-27");
}

#[test]
fn detention_for_the_trial_beyond_the_preparation_is_pointed_out_by_article_278_2() {
    let held = |to: &str| {
        docketed()
            .of(
                "A",
                "court.detention_decided",
                "2026-08-10",
                json!({ "from": "2026-08-10", "to": to }),
            )
            .matter()
    };
    let within = held("2026-09-23");
    assert_eq!(due(&within, "DET-TRI", Some("A")), "2026-09-23");
    assert!(!codes(&within.findings).contains(&"detention.beyond_stage"));
    let beyond = held("2026-10-30");
    assert!(codes(&beyond.findings).contains(&"detention.beyond_stage"));
}

#[test]
fn a_return_by_the_judge_stops_the_preparation_and_after_it_there_are_15_days_by_article_277_2() {
    let returned = docketed().act(
        "court.returned_for_supplement",
        "2026-08-27",
        json!({ "returned_by": "tham_phan", "reason": "x" }),
    );
    let matter = returned.matter();
    assert!(!matter.clock("TRI-PREP", None).unwrap().is_running());
    assert_eq!(matter.case.as_ref().unwrap().returns_by_judge, 1);
    let back = returned
        .act("supplement.file_received_by_cqdt", "2026-09-03", json!({}))
        .act("investigation.concluded", "2026-09-28", json!({}))
        .act("vks.case_file_received", "2026-09-29", json!({}))
        .act("case.indicted", "2026-10-05", json!({}))
        .act("case.sent_to_court", "2026-10-06", json!({}))
        .act("court.file_back_after_supplement", "2026-10-08", json!({}));
    let matter = back.matter();
    assert_eq!(refusals(&matter), [""; 0]);
    assert_eq!(due(&matter, "TRI-AFTER-SUPP", None), "2026-10-23");
    assert_eq!(case_state(&matter), CaseState::Docketed);
    let again = back.ask(
        None,
        "court.returned_for_supplement",
        "2026-10-15",
        json!({ "returned_by": "tham_phan", "reason": "x" }),
    );
    assert_eq!(codes(&again.refusals), ["returns.too_many"]);
    let by_panel = back.ask(
        None,
        "court.returned_for_supplement",
        "2026-10-15",
        json!({ "returned_by": "hdxx", "reason": "x" }),
    );
    assert!(by_panel.is_lawful(), "{by_panel:?}");
}

#[test]
fn the_procuracy_may_keep_its_indictment_and_send_the_file_back_by_article_246() {
    let matter = docketed()
        .act(
            "court.returned_for_supplement",
            "2026-08-27",
            json!({ "returned_by": "tham_phan", "reason": "x" }),
        )
        .act(
            "indictment.kept_after_return",
            "2026-09-07",
            json!({ "reason": "Chứng cứ đã đủ." }),
        )
        .act("court.file_back_after_supplement", "2026-09-10", json!({}))
        .matter();
    assert_eq!(refusals(&matter), [""; 0]);
    assert_eq!(due(&matter, "TRI-AFTER-SUPP", None), "2026-09-25");
}

#[test]
fn a_case_the_court_resumes_has_the_full_preparation_again_by_article_277_2() {
    let matter = docketed()
        .act("trial.suspended", "2026-08-20", json!({ "ground": "benh" }))
        .act("trial.resumed", "2026-09-14", json!({ "reason": "x" }))
        .matter();
    assert_eq!(due(&matter, "TRI-PREP", None), "2026-10-29");
    assert_eq!(case_state(&matter), CaseState::TrialResumed);
    assert_eq!(person_state(&matter, "A"), AccusedState::Indicted);
    assert_eq!(due(&matter, "PROTEST-DECISION-SAME", None), "2026-08-27");
}

#[test]
fn a_case_quashed_on_appeal_is_investigated_again_with_the_full_limits_by_article_174_3() {
    let matter = before_the_appellate_court()
        .act(
            "appellate.quashed_for_reinvestigation",
            "2026-11-20",
            json!({ "reason": "x" }),
        )
        .act(
            "reinvestigation.file_received_by_cqdt",
            "2026-12-04",
            json!({}),
        )
        .matter();
    assert_eq!(refusals(&matter), [""; 0]);
    assert_eq!(case_state(&matter), CaseState::Reinvestigation);
    assert_eq!(person_state(&matter, "A"), AccusedState::Approved);
    assert_eq!(due(&matter, "INV-REINV", None), "2027-03-04");
    assert!(!matter.clock("APP-DECIDE-PROV", None).unwrap().is_running());
}

#[test]
fn an_appellate_judgment_is_final_and_the_first_court_then_has_7_days_by_article_364_2() {
    let story = before_the_appellate_court().act(
        "appellate.judgment_pronounced",
        "2026-11-20",
        json!({ "appellate_result": "giu_nguyen" }),
    );
    let matter = story.matter();
    assert_eq!(case_state(&matter), CaseState::Final);
    assert_eq!(person_state(&matter, "A"), AccusedState::Convicted);
    let received = story
        .act(
            "appellate.judgment_received",
            "2026-12-01",
            json!({ "to_be_executed": true }),
        )
        .matter();
    assert_eq!(due(&received, "EXE-DECISION", Some("A")), "2026-12-08");
    assert_eq!(refusals(&received), [""; 0]);
}

#[test]
fn one_defendant_may_be_acquitted_while_another_is_sentenced_by_article_326() {
    let matter = judged_with(&["B"])
        .of(
            "B",
            "defendant.acquitted",
            "2026-10-05",
            json!({ "reason": "Không đủ chứng cứ." }),
        )
        .act("judgment.effective", "2026-11-05", json!({}))
        .matter();
    assert_eq!(person_state(&matter, "A"), AccusedState::Convicted);
    assert_eq!(person_state(&matter, "B"), AccusedState::Acquitted);
    assert_eq!(refusals(&matter), [""; 0]);
}

#[test]
fn a_cassation_against_the_convicted_person_has_one_year_and_the_hearing_four_months() {
    let matter = judged()
        .act("judgment.effective", "2026-11-05", json!({}))
        .act(
            "cassation.protested",
            "2027-02-01",
            json!({ "protest_content": "x" }),
        )
        .act(
            "cassation.protest_and_file_received",
            "2027-02-08",
            json!({ "hearing_on": "2027-05-20" }),
        )
        .matter();
    assert_eq!(due(&matter, "CAS-AGAINST", None), "2027-11-05");
    let right = matter.clock("CAS-AGAINST", None).unwrap();
    let on = |day: &str| right.is_spent(day.parse().unwrap());
    assert_eq!((on("2027-11-05"), on("2027-11-06")), (false, true));
    assert_eq!(due(&matter, "CAS-HEARING", None), "2027-06-08");
    assert_eq!(case_state(&matter), CaseState::CassationProtested);
}

#[test]
fn no_act_of_the_court_comes_before_the_file_is_there() {
    let early = Story::with_accused(2);
    for kind in ["trial.decision", "trial.opened", "judgment.pronounced"] {
        let verdict = early.ask(None, kind, "2026-06-01", json!({}));
        assert!(codes(&verdict.refusals).contains(&"state.case"), "{kind}");
    }
    let twice = judged().ask(None, "judgment.pronounced", "2026-10-06", json!({}));
    assert_eq!(codes(&twice.refusals), ["state.case"]);
}

#[test]
fn facts_entered_in_any_order_of_the_ledger_give_one_state() {
    let told = before_the_appellate_court();
    let mut turned = told.clone();
    let most = turned.facts.len() as i64;
    for fact in &mut turned.facts {
        fact.seq = most + 1 - fact.seq;
    }
    turned.facts.reverse();
    let (one, other) = (told.matter(), turned.matter());
    assert_eq!(case_state(&one), case_state(&other));
    let ends = |matter: &Matter| -> Vec<(String, String)> {
        let mut ends: Vec<_> = matter
            .clocks
            .iter()
            .map(|clock| {
                (
                    clock.family.clone(),
                    format!("{:?}{:?}", clock.due, clock.status),
                )
            })
            .collect();
        ends.sort();
        ends
    };
    let strip = |list: Vec<(String, String)>| list.into_iter().map(|(family, _)| family);
    assert!(strip(ends(&one)).eq(strip(ends(&other))));
}
