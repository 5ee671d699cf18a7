//! `kiemsat law deadline --json`: what the command line gets.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use law::{DeadlineArgs, Law, LawError, answer_deadline};
use serde_json::Value;

fn args(rule: &str, start: &str) -> DeadlineArgs {
    DeadlineArgs {
        rule: rule.to_owned(),
        start: start.to_owned(),
        ..DeadlineArgs::default()
    }
}

fn answer(args: &DeadlineArgs) -> Value {
    answer_deadline(Law::embedded(), args).unwrap()
}

#[test]
fn one_object_holds_the_rule_its_three_ends_and_its_proof() {
    let answer = answer(&args("ACC-APPROVE", "2026-11-18"));
    assert_eq!(answer["rule"], "ACC-APPROVE");
    assert_eq!(answer["nominal_end"], "2026-11-21");
    assert_eq!(answer["legal_end"], "2026-11-23");
    assert_eq!(answer["safe_target"], "2026-11-21");
    assert_eq!(answer["proof"]["length"]["value"], 3);
    assert_eq!(answer["proof"]["shifted_days"][0]["on"], "2026-11-21");
}

#[test]
fn a_clock_of_hours_answers_with_hours() {
    let mut six_days = args("CUSTODY", "2025-03-05T14:00");
    six_days.length = Some(6);
    assert_eq!(answer(&six_days)["legal_end"], "2025-03-11T14:00");
}

#[test]
fn length_unit_custody_and_calendar_are_heard() {
    let mut detention = args("DET-INV-ITNT", "2025-04-11");
    detention.custody_days = 6;
    assert_eq!(answer(&detention)["legal_end"], "2025-06-03");
    detention.custody_days = 0;
    (detention.length, detention.unit) = (Some(54), Some("days".to_owned()));
    assert_eq!(answer(&detention)["legal_end"], "2025-06-03");
    let mut protest = args("PROTEST-JUDGMENT-SAME", "2025-12-18");
    assert_eq!(answer(&protest)["legal_end"], "2026-01-05");
    protest.calendar_as_of = Some("2025-12-20".to_owned());
    assert_eq!(answer(&protest)["legal_end"], "2026-01-02");
}

#[test]
fn what_cannot_be_read_or_answered_is_a_sentence_with_a_code() {
    let refusal = |args: &DeadlineArgs| answer_deadline(Law::embedded(), args).unwrap_err();
    let mut odd = args("INV-NT", "32/05/2026");
    assert!(refusal(&odd).vi().contains("32/05/2026"));
    // The hour may be written as the sentence about a missing one shows it.
    let custody = args("CUSTODY", "17 giờ 30 phút ngày 20/05/2026");
    assert_eq!(answer(&custody)["start"], "2026-05-20T17:30");
    let whole_day = refusal(&args("CUSTODY", "20/05/2026"));
    assert!(whole_day.vi().contains("17 giờ 30 phút ngày 20/05/2026"));
    odd.start = "2026-05-20".to_owned();
    odd.unit = Some("weeks".to_owned());
    assert!(refusal(&odd).vi().contains("weeks"));
    odd.unit = Some("days".to_owned());
    assert!(matches!(refusal(&odd), LawError::NotReadable { .. }));
    let json = refusal(&args("REO-INFAVOUR", "2026-05-20")).to_json("REO-INFAVOUR");
    assert_eq!(json["error"]["code"], "unlimited");
}
