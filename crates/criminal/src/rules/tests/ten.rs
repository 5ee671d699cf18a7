//! Mười điểm kiểm tra (dossier §1.6): each breach, and its lawful neighbour.

use super::*;
use crate::rules::{CheckId, Level, Outcome, TEN_CHECKS, ten_checks};

const TODAY: &str = "2026-12-01";

/// How a check stands in a story, as seen on a day.
fn outcome_on(story: &Story, check: CheckId, day: &str) -> (Outcome, Vec<String>) {
    let checked = ten_checks(Law::embedded(), &story.matter(), day.parse().unwrap());
    let found = checked.into_iter().find(|one| one.check.id == check);
    let found = found.unwrap();
    (found.outcome, found.told)
}

fn holds(story: &Story, check: CheckId) {
    let (outcome, told) = outcome_on(story, check, TODAY);
    assert_eq!(outcome, Outcome::Holds, "{told:?}");
}

/// The check is breached, and one sentence says all of these words.
fn is_breached(story: &Story, check: CheckId, words: &[&str]) {
    let (outcome, told) = outcome_on(story, check, TODAY);
    assert_eq!(outcome, Outcome::Breached, "{check:?}");
    let said = |line: &String| words.iter().all(|word| line.contains(word));
    assert!(told.iter().any(said), "{told:?} says {words:?}");
}

fn detained(from: &str, to: &str) -> Value {
    json!({ "from": from, "to": to })
}

fn indicted() -> Story {
    Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .act("case.indicted", "2026-08-03", json!({}))
}

#[test]
fn the_ten_checks_are_numbered_named_and_have_their_articles() {
    let numbers: Vec<usize> = TEN_CHECKS.iter().map(|check| check.id as usize).collect();
    assert_eq!(numbers, (0..10).collect::<Vec<_>>());
    for check in &TEN_CHECKS {
        assert!(!check.name_vi.is_empty() && check.article.starts_with("BLTTHS Đ"));
        assert!(!check.codes.is_empty(), "{:?}", check.id);
    }
}

#[test]
fn every_finding_says_what_is_wrong_by_which_article_and_what_to_do() {
    let story = Story::with_accused(2)
        .of(
            "A",
            "residence_ban.ordered",
            "2026-05-12",
            detained("2026-05-12", "2026-08-08"),
        )
        .act(
            "investigation.suspended",
            "2026-06-10",
            json!({ "ground": "khong_ro_noi_o" }),
        )
        .act("investigation.terminated", "2026-07-01", json!({}));
    let matter = story.matter();
    assert_eq!(matter.findings.len(), 3, "{:?}", matter.findings);
    for found in &matter.findings {
        assert!(
            found.vi.ends_with('.') && !found.article.is_empty() && found.todo_vi.ends_with('.'),
            "{found:?}"
        );
    }
}

#[test]
fn check_1_detention_needs_an_approved_accused_and_an_answer_within_three_days() {
    let check = CheckId::DetentionApproved;
    let charged = Story::of_theft(2).of(
        "A",
        "accused.initiated",
        "2026-05-09",
        json!({ "charges": [{ "article": "173", "clause": 2 }] }),
    );
    let order = detained("2026-05-10", "2026-08-07");
    let early = charged
        .clone()
        .of("A", "detention.approved", "2026-05-10", order.clone());
    is_breached(&early, check, &["chờ phê chuẩn"]);
    let asked = charged.ask(Some("A"), "detention.approved", "2026-05-10", order);
    assert_eq!(asked.refusals[0].level, Level::Refusal);
    let approved = Story::with_accused(2);
    let lawful = approved.clone().of(
        "A",
        "detention.approved",
        "2026-05-12",
        detained("2026-05-12", "2026-08-09"),
    );
    holds(&lawful, check);
    // Three days to answer: silence is an alert, and so is a late approval.
    let waiting = approved.of("A", "vks.detention_order_received", "2026-05-12", json!({}));
    assert_eq!(outcome_on(&waiting, check, "2026-05-15").0, Outcome::Holds);
    let (silent, told) = outcome_on(&waiting, check, "2026-05-16");
    assert_eq!(silent, Outcome::Breached);
    assert!(told[0].contains("15/05/2026"), "{told:?}");
    let late = waiting.of(
        "A",
        "detention.approved",
        "2026-05-18",
        detained("2026-05-18", "2026-08-09"),
    );
    assert!(codes(&late.matter().findings).contains(&"approval.late"));
    is_breached(&late, check, &["quá hạn 15/05/2026"]);
}

#[test]
fn check_2_custody_and_every_order_of_detention_stay_within_the_class() {
    let check = CheckId::DetentionWithinClass;
    let first = Story::with_accused(2)
        .of(
            "A",
            "detention.approved",
            "2026-05-12",
            detained("2026-05-12", "2026-06-10"),
        )
        .of(
            "A",
            "detention.released",
            "2026-06-10",
            json!({ "reason": "hết hạn" }),
        );
    // Serious: three months, 90 days; 30 were served under the first order.
    let again = |to: &str| {
        first.clone().of(
            "A",
            "detention.approved",
            "2026-06-20",
            detained("2026-06-20", to),
        )
    };
    holds(&again("2026-08-08"), check);
    is_breached(&again("2026-09-10"), check, &["quá mức 90 ngày"]);
    let verdict = first.ask(
        Some("A"),
        "detention.approved",
        "2026-06-20",
        detained("2026-06-20", "2026-09-10"),
    );
    assert!(
        codes(&verdict.refusals).contains(&"detention.over_sum"),
        "{verdict:?}"
    );
    // A single order that is too long breaches it as well.
    let single = Story::with_accused(2).of(
        "A",
        "detention.approved",
        "2026-05-12",
        detained("2026-05-12", "2026-08-10"),
    );
    is_breached(&single, check, &["quá mức luật cho phép"]);
}

#[test]
fn check_2_a_further_order_that_joins_the_first_goes_on_under_one_limit() {
    let joined = |to: &str| {
        Story::with_accused(2)
            .of(
                "A",
                "detention.approved",
                "2026-05-12",
                detained("2026-05-12", "2026-06-10"),
            )
            .of(
                "A",
                "detention.approved",
                "2026-06-10",
                detained("2026-06-11", to),
            )
    };
    let lawful = joined("2026-08-08");
    assert_eq!(due(&lawful.matter(), "DET-INV", Some("A")), "2026-08-08");
    holds(&lawful, CheckId::DetentionWithinClass);
    is_breached(
        &joined("2026-08-20"),
        CheckId::DetentionWithinClass,
        &["chậm nhất 09/08/2026"],
    );
}

#[test]
fn check_3_detention_ends_no_later_than_the_stage_that_carries_it() {
    let check = CheckId::DetentionWithinStage;
    let held = Story::with_accused(2).of(
        "A",
        "detention.approved",
        "2026-05-12",
        detained("2026-05-12", "2026-08-09"),
    );
    holds(&held, check);
    let extension = json!({ "from": "2026-08-10", "to": "2026-10-08", "count": 1 });
    let beyond = held
        .clone()
        .of("A", "detention.extended", "2026-07-28", extension.clone());
    is_breached(
        &beyond,
        check,
        &["vượt quá thời hạn điều tra", "10/08/2026"],
    );
    let carried = held
        .act(
            "investigation.extended",
            "2026-07-25",
            json!({ "from": "2026-08-11", "to": "2026-11-10", "count": 1 }),
        )
        .of("A", "detention.extended", "2026-07-28", extension);
    holds(&carried, check);
}

#[test]
fn check_4_the_procuracy_returns_twice_and_the_judge_and_the_panel_once_each() {
    let check = CheckId::ReturnsCounted;
    let returned = |story: Story, day: &str, back: &str, done: &str| {
        story
            .act("case.returned", day, json!({ "reason": "x" }))
            .act("supplement.file_received_by_cqdt", back, json!({}))
            .act("investigation.concluded", done, json!({}))
            .act("vks.case_file_received", done, json!({}))
    };
    let file = Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}));
    let once = returned(file, "2026-08-03", "2026-08-04", "2026-08-20");
    let twice = returned(once, "2026-08-25", "2026-08-26", "2026-09-08");
    holds(&twice, check);
    let third = twice.act("case.returned", "2026-09-14", json!({ "reason": "x" }));
    is_breached(&third, check, &["Viện kiểm sát", "2 lần"]);
}

#[test]
fn check_5_a_suspension_waits_for_the_end_of_the_limit_unless_for_illness() {
    let check = CheckId::SuspensionAfterLimit;
    let suspended = |day: &str, ground: &str| {
        Story::with_accused(2).act("investigation.suspended", day, json!({ "ground": ground }))
    };
    is_breached(
        &suspended("2026-06-10", "giam_dinh"),
        check,
        &["chưa hết thời hạn"],
    );
    holds(&suspended("2026-08-10", "giam_dinh"), check);
    holds(&suspended("2026-06-10", "benh"), check);
    let report = |day: &str| {
        Story::default()
            .act("report.received", "2026-03-02", json!({}))
            .act(
                "report.suspended",
                day,
                json!({ "report_ground": "giam_dinh" }),
            )
    };
    is_breached(&report("2026-03-10"), check, &["chưa hết thời hạn"]);
    holds(&report("2026-03-23"), check);
}

#[test]
fn check_6_whereabouts_unknown_needs_a_wanted_notice_for_each_who_is_meant() {
    let check = CheckId::WantedBeforeSuspension;
    let ground = json!({ "ground": "khong_ro_noi_o" });
    let two = Story::with_accused(2)
        .of(
            "B",
            "accused.initiated",
            "2026-05-09",
            json!({ "charges": [{ "article": "173", "clause": 2 }] }),
        )
        .of("B", "accused.approved", "2026-05-11", json!({}))
        .of("A", "wanted.issued", "2026-06-01", json!({}));
    let of_a = two
        .clone()
        .of("A", "investigation.suspended", "2026-08-10", ground.clone());
    holds(&of_a, check);
    let of_b = two
        .clone()
        .of("B", "investigation.suspended", "2026-08-10", ground.clone());
    is_breached(&of_b, check, &["truy nã"]);
    let whole = two.act("investigation.suspended", "2026-08-10", ground.clone());
    is_breached(&whole, check, &["truy nã"]);
    let at_court = indicted()
        .act("case.sent_to_court", "2026-08-05", json!({}))
        .act("court.docketed", "2026-08-07", json!({}))
        .act("trial.suspended", "2026-08-20", ground);
    is_breached(&at_court, check, &["truy nã"]);
}

#[test]
fn check_7_a_termination_or_an_acquittal_cancels_the_measures() {
    let check = CheckId::MeasuresCancelled;
    let banned = Story::with_accused(2).of(
        "A",
        "residence_ban.ordered",
        "2026-05-12",
        detained("2026-05-12", "2026-08-08"),
    );
    let left = banned
        .clone()
        .act("investigation.terminated", "2026-07-01", json!({}));
    is_breached(
        &left,
        check,
        &["chưa hủy bỏ biện pháp cấm đi khỏi nơi cư trú"],
    );
    let cancelled = left.of(
        "A",
        "residence_ban.cancelled",
        "2026-07-01",
        json!({ "reason": "đình chỉ" }),
    );
    holds(&cancelled, check);
    assert_eq!(outcome_on(&banned, check, TODAY).0, Outcome::NotYet);
}

#[test]
fn check_8_a_request_to_extend_comes_ten_days_before_the_end_and_five_for_a_report() {
    let check = CheckId::RequestInTime;
    let case =
        |day: &str| Story::with_accused(2).act("investigation.extension_requested", day, json!({}));
    holds(&case("2026-07-28"), check);
    is_breached(&case("2026-08-05"), check, &["gửi muộn"]);
    let report = |day: &str| {
        Story::default()
            .act("report.received", "2026-09-03", json!({ "complex": true }))
            .act("report.extension_requested", day, json!({}))
    };
    holds(&report("2026-10-28"), check);
    is_breached(&report("2026-11-02"), check, &["gửi muộn"]);
    assert!(
        case("2026-07-20")
            .ask(
                None,
                "investigation.demanded",
                "2026-07-21",
                json!({ "request_items": "x" })
            )
            .is_lawful()
    );
}

#[test]
fn check_9_an_extension_keeps_to_the_count_and_to_the_level_that_may_order_it() {
    let check = CheckId::ExtensionAllowed;
    let first = json!({ "from": "2026-09-09", "to": "2027-01-08", "count": 1 });
    let second = json!({ "from": "2027-01-09", "to": "2027-05-08", "count": 2 });
    let by = |issuer: &str| {
        let mut story = Story::of_theft(3)
            .act("investigation.extended", "2026-08-28", first.clone())
            .act("investigation.extended", "2026-12-28", second.clone());
        for fact in &mut story.facts[2..] {
            fact.issuer = Some("Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La".to_owned());
        }
        story.facts.last_mut().unwrap().issuer = Some(issuer.to_owned());
        story
    };
    let province = by("Viện kiểm sát nhân dân tỉnh Sơn La");
    let region = by("Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La");
    let later = "2027-01-02";
    assert_eq!(outcome_on(&province, check, later).0, Outcome::Holds);
    let (outcome, told) = outcome_on(&region, check, later);
    assert_eq!(outcome, Outcome::Breached);
    assert!(
        told[0].contains("lần 2") && told[0].contains("cấp tỉnh"),
        "{told:?}"
    );
    let third = province.act(
        "investigation.extended",
        "2027-04-28",
        json!({ "from": "2027-05-09", "to": "2027-09-08", "count": 3 }),
    );
    let matter = third.matter();
    let found = matter
        .findings
        .iter()
        .find(|found| found.code == "extension.too_many");
    assert_eq!(found.unwrap().level, Level::Warning);
    assert_eq!(outcome_on(&third, check, later).0, Outcome::Breached);
}

#[test]
fn check_10_the_indictment_is_served_and_the_file_sent_in_three_days_or_ten_when_complex() {
    let check = CheckId::IndictmentInTime;
    let done = |served: &str, sent: &str| {
        indicted()
            .of("A", "indictment.served", served, json!({}))
            .act("case.sent_to_court", sent, json!({}))
    };
    holds(&done("2026-08-05", "2026-08-06"), check);
    is_breached(&done("2026-08-10", "2026-08-06"), check, &["10/08/2026"]);
    is_breached(&done("2026-08-05", "2026-08-10"), check, &["10/08/2026"]);
    let (silent, told) = outcome_on(&indicted(), check, "2026-08-07");
    assert_eq!((silent, told.len()), (Outcome::Breached, 2), "{told:?}");
    let complex = Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
        .act("case.indicted", "2026-08-03", json!({ "complex": true }))
        .of("A", "indictment.served", "2026-08-12", json!({}))
        .act("case.sent_to_court", "2026-08-12", json!({}));
    holds(&complex, check);
}
