//! The judgment is final: executed, postponed, served; clemency (BLTTHS Đ364–367), as tables of days.

use law::catalogue::{AccusedState, CaseState};

use super::court::{case_state, judged, judged_with, person_state, refusals};
use super::*;

#[test]
fn a_final_judgment_is_executed_postponed_and_served_by_articles_364_and_following() {
    let story = judged()
        .act("judgment.effective", "2026-11-05", json!({}))
        .of(
            "A",
            "execution.decided",
            "2026-11-10",
            json!({ "main_penalty": "tu", "sentence_months": 36 }),
        );
    let matter = story.matter();
    assert_eq!(due(&matter, "EXE-DECISION", Some("A")), "2026-11-12");
    let decided = matter.clock("EXE-DECISION", Some(who("A"))).unwrap();
    assert!(!decided.is_running() && !decided.ended_late());
    assert_eq!(case_state(&matter), CaseState::InExecution);
    assert!(!matter.clock("APP-JUDGMENT", None).unwrap().is_running());
    let served = story
        .of(
            "A",
            "execution.decision_received_by_convict",
            "2026-11-16",
            json!({}),
        )
        .of("A", "execution.appeared", "2026-11-20", json!({}))
        .of("A", "execution.completed", "2029-11-20", json!({}))
        .matter();
    assert_eq!(due(&served, "EXE-APPEAR", Some("A")), "2026-11-23");
    assert_eq!(person_state(&served, "A"), AccusedState::Served);
    assert_eq!(refusals(&served), [""; 0]);
}

#[test]
fn each_convicted_person_waits_for_a_decision_of_their_own_by_article_364_2() {
    let story = judged_with(&["B", "C"])
        .of(
            "C",
            "defendant.acquitted",
            "2026-10-05",
            json!({ "reason": "x" }),
        )
        .act("judgment.effective", "2026-11-05", json!({}))
        .of(
            "A",
            "execution.decided",
            "2026-11-10",
            json!({ "main_penalty": "tu" }),
        );
    let runs = |matter: &Matter, name: &str| {
        matter
            .clock("EXE-DECISION", Some(who(name)))
            .map(|clock| clock.is_running())
    };
    let one = story.matter();
    assert_eq!(
        (runs(&one, "A"), runs(&one, "B"), runs(&one, "C")),
        (Some(false), Some(true), None)
    );
    assert!(one.clock("EXE-DECISION", None).is_none());
    let both = story
        .of(
            "B",
            "execution.decided",
            "2026-11-11",
            json!({ "main_penalty": "tu" }),
        )
        .matter();
    assert!(
        !both
            .clocks
            .iter()
            .any(|clock| clock.family == "EXE-DECISION" && clock.is_running())
    );
}

#[test]
fn clemency_is_asked_by_who_was_sentenced_to_death_and_by_nobody_else() {
    let story = judged()
        .of(
            "A",
            "sentence.recorded",
            "2026-10-05",
            json!({ "charges": [{ "article": "123", "clause": 1 }], "main_penalty": "tu_hinh" }),
        )
        .act(
            "judgment.effective",
            "2026-11-05",
            json!({ "has_death_sentence": true }),
        );
    assert_eq!(
        due(&story.matter(), "DEATH-CLEMENCY", Some("A")),
        "2026-11-12"
    );
    let asked = story
        .of("A", "death.clemency_asked", "2026-11-10", json!({}))
        .matter();
    assert!(
        !asked
            .clock("DEATH-CLEMENCY", Some(who("A")))
            .unwrap()
            .is_running()
    );
    // Without the sentence of each person one clock stands for all, and ends with the first petition.
    let unknown = judged()
        .act(
            "judgment.effective",
            "2026-11-05",
            json!({ "has_death_sentence": true }),
        )
        .of("A", "death.clemency_asked", "2026-11-10", json!({}))
        .matter();
    assert!(!unknown.clock("DEATH-CLEMENCY", None).unwrap().is_running());
}

#[test]
fn a_death_sentence_leaves_7_days_to_ask_for_clemency_by_article_367_1d() {
    let story = |death: bool| {
        judged()
            .act(
                "judgment.effective",
                "2026-11-05",
                json!({ "has_death_sentence": death }),
            )
            .matter()
    };
    assert_eq!(due(&story(true), "DEATH-CLEMENCY", None), "2026-11-12");
    assert!(story(false).clock("DEATH-CLEMENCY", None).is_none());
}
