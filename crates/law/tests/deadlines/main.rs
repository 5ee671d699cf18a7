//! Clocks as people meet them: extensions, deductions, juveniles, changed charges, calendars that change.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod doubts;

use law::{
    CalendarDay, Certainty, DayKind, Deadline, Extension, Law, LawError, Length, Moment, Question,
    Unit,
};

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn ask(rule: &str, start: &str) -> Question {
    Question::new(rule, moment(start))
}

#[track_caller]
fn answer(question: &Question) -> Deadline {
    Law::embedded().deadline(question).unwrap()
}

#[track_caller]
fn refusal(question: &Question) -> LawError {
    Law::embedded().deadline(question).unwrap_err()
}

/// Checks the end before and after days off.
#[track_caller]
fn check(question: &Question, nominal: &str, legal: &str) {
    let deadline = answer(question);
    assert_eq!(
        (deadline.nominal_end, deadline.legal_end),
        (moment(nominal), moment(legal))
    );
}

fn months(value: u32) -> Length {
    Length::new(value, Unit::Months)
}

#[test]
fn a_term_in_months_that_ends_on_a_day_off_runs_to_the_next_working_day() {
    check(
        &ask("RPT-RESOLVE-COMPLEX", "2026-04-20"),
        "2026-06-20",
        "2026-06-22",
    );
}

#[test]
fn a_working_saturday_keeps_a_term_from_moving() {
    check(&ask("INV-NT", "2026-05-22"), "2026-08-22", "2026-08-22");
}

#[test]
fn the_case_of_the_sample_file_runs_as_its_papers_say() {
    check(
        &ask("CUSTODY", "2026-05-20T17:00").extended(Extension::full()),
        "2026-05-26T17:00",
        "2026-05-26T17:00",
    );
    let detention = ask("DET-INV-NT", "2026-05-26").after_custody(6);
    check(&detention, "2026-08-17", "2026-08-17");
    let extended = detention.extended(Extension::by(Length::new(60, Unit::Days)));
    check(&extended, "2026-10-16", "2026-10-16");
    let counted = &answer(&extended).proof.extensions[0];
    assert_eq!(
        (counted.from, counted.to),
        (moment("2026-08-18"), moment("2026-10-16"))
    );
    let investigation = ask("INV-NT", "2026-05-22").extended(Extension::stated(
        moment("2026-08-23"),
        moment("2026-10-22"),
    ));
    check(&investigation, "2026-10-22", "2026-10-22");
    assert_eq!(answer(&investigation).proof.warnings, Vec::<String>::new());
    check(&ask("DET-PRO-NT", "2026-10-06"), "2026-10-25", "2026-10-25");
}

#[test]
fn custody_is_deducted_day_for_day() {
    check(
        &ask("DET-INV-ITNT", "2025-04-11").after_custody(6),
        "2025-06-03",
        "2025-06-03",
    );
    assert!(matches!(
        refusal(&ask("DET-INV-ITNT", "2025-04-11").after_custody(60)),
        LawError::CustodyDoesNotFit { .. }
    ));
    assert!(matches!(
        refusal(&ask("INV-NT", "2025-04-11").after_custody(3)),
        LawError::CustodyDoesNotFit { .. }
    ));
}

#[test]
fn detention_that_goes_on_from_an_expiry_begins_the_day_after_it() {
    // 120 days from 1/6: the last one is the 120th day after 31/5.
    check(
        &ask("DET-DBNT-EXTRA", "2026-05-31"),
        "2026-09-28",
        "2026-09-28",
    );
}

#[test]
fn a_limit_before_an_event_uses_the_earlier_working_day() {
    check(
        &ask("DET-EXT-REQUEST", "2026-08-17"),
        "2026-08-07",
        "2026-08-07",
    );
    check(
        &ask("INV-EXT-REQUEST", "2026-08-18"),
        "2026-08-08",
        "2026-08-07",
    );
    check(
        &ask("DET-EXT-REQUEST", "2026-03-02"),
        "2026-02-20",
        "2026-02-13",
    ); // the 20th lies in Tết
    check(
        &ask("INV-UPPER-NOTICE", "2026-04-30"),
        "2026-02-28",
        "2026-02-27",
    );
    let deadline = answer(&ask("INV-EXT-REQUEST", "2026-08-18"));
    assert_eq!(deadline.safe_target, moment("2026-08-07"));
}

#[test]
fn leap_days_and_month_ends_are_clipped() {
    check(&ask("INV-NT", "2023-11-29"), "2024-02-29", "2024-02-29");
    check(&ask("INV-NT", "2026-11-30"), "2027-02-28", "2027-03-01");
    check(
        &ask("CAS-AGAINST", "2024-02-29").length(Length::new(1, Unit::Years)),
        "2025-02-28",
        "2025-02-28",
    );
}

#[test]
fn the_swapped_new_year_day_moves_an_end_only_once_it_was_announced() {
    let question = ask("PROTEST-JUDGMENT-SAME", "2025-12-18"); // 15 days: 2/1/2026
    check(&question, "2026-01-02", "2026-01-05");
    check(
        &question.clone().as_known_on(moment("2025-12-24").on),
        "2026-01-02",
        "2026-01-02",
    );
    check(
        &question.as_known_on(moment("2025-12-25").on),
        "2026-01-02",
        "2026-01-05",
    );
    let ends_on_the_worked_saturday = ask("PROTEST-JUDGMENT-SAME", "2025-12-26");
    check(&ends_on_the_worked_saturday, "2026-01-10", "2026-01-10");
    check(
        &ends_on_the_worked_saturday.as_known_on(moment("2025-12-24").on),
        "2026-01-10",
        "2026-01-12",
    );
}

#[test]
fn an_end_on_an_unconfirmed_day_stays_there_and_asks_to_be_checked() {
    let deadline = answer(&ask("PROTEST-JUDGMENT-SAME", "2026-11-09"));
    assert_eq!(deadline.legal_end, moment("2026-11-24"));
    assert_eq!(
        deadline.proof.unconfirmed_days[0].on,
        moment("2026-11-24").on
    );
    assert_eq!(deadline.proof.certainty, Certainty::Unconfirmed);
    assert!(
        deadline
            .sentences_vi()
            .iter()
            .any(|said| said.contains("24/11/2026") && said.contains("cần kiểm tra"))
    );
}

#[test]
fn an_office_that_confirms_a_day_off_moves_the_clocks_that_end_on_it() {
    let settled = CalendarDay {
        on: moment("2026-11-24").on,
        kind: DayKind::Off,
        name_vi: "Ngày Văn hóa Việt Nam".to_owned(),
        source: "Thông báo của cơ quan".to_owned(),
        known_from: Some(moment("2026-11-22").on),
        confirmed: true,
    };
    let law = Law::embedded();
    let law = law.with_calendar(law.calendar.merged(&[settled], "VKS-1").unwrap());
    let deadline = law
        .deadline(&ask("PROTEST-JUDGMENT-SAME", "2026-11-09"))
        .unwrap();
    assert_eq!(deadline.legal_end, moment("2026-11-25"));
    assert_eq!(deadline.proof.calendar_version, "VKS-1");
    assert_eq!(deadline.proof.unconfirmed_days, []);
}

#[test]
fn an_extension_counted_from_an_end_on_a_day_off_is_disputed_until_its_decision_states_dates() {
    let counted = answer(&ask("PRO-DECIDE-ITNT", "2026-11-02").extended(Extension::full()));
    assert_eq!(counted.legal_end, moment("2026-12-02"));
    assert_eq!(counted.proof.certainty, Certainty::Disputed);
    assert!(
        counted
            .proof
            .notes
            .iter()
            .any(|note| note.contains("03/12/2026"))
    );
    let stated = Extension::stated(moment("2026-11-23"), moment("2026-12-02"));
    let stated = answer(&ask("PRO-DECIDE-ITNT", "2026-11-02").extended(stated));
    assert_eq!(
        (stated.legal_end, stated.proof.certainty),
        (moment("2026-12-02"), Certainty::Likely)
    );
}

#[test]
fn an_order_longer_than_the_law_allows_is_counted_as_written_and_warned_about() {
    let long = answer(&ask("DET-INV-NT", "2026-05-26").extended(Extension::by(months(3))));
    assert!(
        long.proof.warnings[0].contains("quá mức 02 tháng"),
        "{:?}",
        long.proof.warnings
    );
    let second = ask("DET-INV-NT", "2026-05-26")
        .extended(Extension::full())
        .extended(Extension::by(months(1)));
    assert!(
        answer(&second)
            .proof
            .warnings
            .iter()
            .any(|warning| warning.contains("tối đa 1 lần"))
    );
    let never =
        ask("RPT-RESOLVE", "2026-05-26").extended(Extension::by(Length::new(5, Unit::Days)));
    assert!(
        answer(&never)
            .proof
            .warnings
            .iter()
            .any(|warning| warning.contains("không quy định gia hạn"))
    );
    let apart = ask("INV-NT", "2026-05-22").extended(Extension::stated(
        moment("2026-09-01"),
        moment("2026-10-22"),
    ));
    assert!(answer(&apart).proof.warnings[0].contains("không nối tiếp"));
    let order = answer(&ask("DET-INV-NT", "2026-05-26").length(months(7)));
    assert!(
        order.proof.warnings[0].contains("vượt mức tối đa"),
        "{:?}",
        order.proof.warnings
    );
    assert_eq!(
        answer(&ask("DET-INV-NT", "2026-05-26")).proof.warnings,
        Vec::<String>::new()
    );
}

#[test]
fn an_extension_that_extends_nothing_is_refused() {
    let early = Extension {
        to: Some(moment("2026-08-20")),
        ..Extension::default()
    };
    assert!(matches!(
        refusal(&ask("INV-NT", "2026-05-22").extended(early)),
        LawError::ExtensionEndsEarly { .. }
    ));
    let third = ask("CUSTODY", "2026-05-20T17:00")
        .extended(Extension::full())
        .extended(Extension::full());
    assert!(matches!(
        refusal(&third.extended(Extension::full())),
        LawError::ExtensionWithoutLength { ordinal: 3, .. }
    ));
    let filed = ask("APP-JUDGMENT", "2026-12-16")
        .started_by("appeal.postmarked")
        .extended(Extension::by(months(1)));
    assert!(matches!(refusal(&filed), LawError::CannotExtend { .. }));
}

#[test]
fn the_longest_a_clock_can_run_uses_every_extension() {
    let longest = |rule, start| {
        Law::embedded()
            .longest_deadline(&ask(rule, start))
            .unwrap()
            .nominal_end
    };
    assert_eq!(longest("INV-NT", "2026-01-10"), moment("2026-09-10")); // 3 + 3 + 2 months
    assert_eq!(longest("DET-INV-NT", "2026-01-10"), moment("2026-06-08")); // 150 days
    assert_eq!(
        longest("CUSTODY", "2026-11-19T08:00"),
        moment("2026-11-28T08:00")
    );
}

#[test]
fn limits_without_a_number_answer_why_in_a_sentence() {
    let cases = [
        ("RPT-TRANSFER", "at_once"),
        ("PRO-UPPER-SEND", "at_once"),
        ("REO-INFAVOUR", "unlimited"),
        ("CAS-INFAVOUR", "unlimited"),
        ("BAIL-CAP", "capped_by_another"),
        ("DET-APP", "capped_by_another"),
    ];
    for (rule, code) in cases {
        let refusal = refusal(&ask(rule, "2026-05-20T10:00"));
        assert_eq!(refusal.code(), code, "{rule}");
        assert!(refusal.vi().ends_with('.'), "{rule}");
    }
    check(
        &ask("BAIL-CAP", "2026-05-20").length(months(2)),
        "2026-07-18",
        "2026-07-18",
    );
}

#[test]
fn a_clock_of_hours_needs_its_hour() {
    for rule in ["CUSTODY", "CUSTODY-EXT-APPROVE"] {
        assert!(matches!(
            refusal(&ask(rule, "2026-02-13")),
            LawError::HourMissing { .. }
        ));
    }
    check(
        &ask("CUSTODY-EXT-APPROVE", "2026-02-13T16:45"),
        "2026-02-14T04:45",
        "2026-02-14T04:45",
    );
}

#[test]
fn a_unit_that_does_not_fit_is_refused() {
    let hours = Length::new(10, Unit::Hours);
    assert!(matches!(
        refusal(&ask("DET-INV-NT", "2026-05-26").length(hours)),
        LawError::UnitDoesNotFit { .. }
    ));
    assert!(matches!(
        refusal(&ask("CUSTODY", "2026-05-26T08:00").length(months(1))),
        LawError::UnitDoesNotFit { .. }
    ));
    assert!(matches!(
        refusal(&ask("NO-SUCH-RULE", "2026-05-26")),
        LawError::UnknownRule { .. }
    ));
    assert!(matches!(
        refusal(&ask("INV-NT", "2026-05-26").started_by("no.such")),
        LawError::UnknownEvent { .. }
    ));
    assert!(matches!(
        refusal(&ask("INV-NT", "0202-05-26")),
        LawError::OutOfRange { .. }
    ));
    assert!(matches!(
        refusal(&ask("INV-NT", "2026-05-26").length(months(u32::MAX))),
        LawError::OutOfRange { .. }
    ));
}
