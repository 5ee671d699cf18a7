//! Orders that wait for approval are weighed as they would be once approved (BLTTHS Đ118, 119, 173).

use super::*;
use crate::rules::{CheckId, Level, Outcome, ten_checks};

fn period(from: &str, to: &str) -> Value {
    json!({ "from": from, "to": to })
}

fn term_codes(matter: &Matter) -> Vec<&'static str> {
    codes(&matter.findings)
}

fn within_class(story: &Story) -> Outcome {
    let checked = ten_checks(
        Law::embedded(),
        &story.matter(),
        "2026-06-01".parse().unwrap(),
    );
    let found = checked
        .iter()
        .find(|one| one.check.id == CheckId::DetentionWithinClass);
    found.unwrap().outcome
}

#[test]
fn an_investigators_order_that_is_too_long_is_told_when_it_is_entered_and_not_only_at_its_approval()
{
    // Serious theft: three months of detention, 90 days counted from the first (Đ173 k.1 b).
    let story = Story::with_accused(2);
    let verdict = story.ask(
        Some("A"),
        "detention.ordered",
        "2026-05-12",
        period("2026-05-12", "2026-08-10"),
    );
    assert!(verdict.is_lawful(), "a fact is a fact: {verdict:?}");
    assert_eq!(codes(&verdict.warnings), ["order.too_long"]);
    let told = &verdict.warnings[0];
    assert_eq!(told.level, Level::Warning, "it must be confirmed");
    assert!(
        told.vi.contains("10/08/2026") && told.vi.contains("09/08/2026"),
        "{}",
        told.vi
    );
    assert!(told.article.contains("Đ173"), "{}", told.article);
    assert!(
        told.todo_vi
            .contains("“Không phê chuẩn lệnh tạm giam” (Mẫu 41/HS)")
            || told.todo_vi.contains("Mẫu 41/HS"),
        "{}",
        told.todo_vi
    );
    let lawful = story.ask(
        Some("A"),
        "detention.ordered",
        "2026-05-12",
        period("2026-05-12", "2026-08-09"),
    );
    assert!(
        lawful.is_lawful() && lawful.warnings.is_empty(),
        "{lawful:?}"
    );
}

#[test]
fn custody_is_deducted_from_an_order_that_waits_as_from_one_in_force() {
    let held = Story::with_accused(2).of(
        "A",
        "custody.started",
        "2026-05-08T09:00",
        period("2026-05-08T09:00", "2026-05-11T09:00"),
    );
    let ask = |to: &str| {
        held.ask(
            Some("A"),
            "detention.ordered",
            "2026-05-11",
            period("2026-05-11", to),
        )
    };
    assert_eq!(codes(&ask("2026-08-05").warnings), [""; 0]);
    let over = ask("2026-08-06");
    assert_eq!(codes(&over.warnings), ["order.too_long"]);
    assert!(
        over.warnings[0].vi.contains("trừ 3 ngày tạm giữ"),
        "{}",
        over.warnings[0].vi
    );
}

#[test]
fn an_order_that_outlasts_the_investigation_is_told_while_it_waits() {
    // Less serious theft: two months of detention and of investigation; the investigation runs since 8 May.
    let verdict = Story::with_accused(1).ask(
        Some("A"),
        "detention.ordered",
        "2026-05-12",
        period("2026-05-12", "2026-07-10"),
    );
    assert_eq!(codes(&verdict.warnings), ["detention.beyond_stage"]);
}

#[test]
fn the_page_shows_the_order_as_a_breach_until_it_is_refused_or_approved_for_a_lawful_term() {
    let ordered = Story::with_accused(2).of(
        "A",
        "detention.ordered",
        "2026-05-12",
        period("2026-05-12", "2026-08-20"),
    );
    let matter = ordered.matter();
    assert_eq!(
        term_codes(&matter),
        ["order.too_long", "detention.beyond_stage"]
    );
    let fact = ordered.facts.last().unwrap().id;
    assert!(matter.findings.iter().all(|found| found.fact == Some(fact)));
    assert_eq!(within_class(&ordered), Outcome::Breached);
    let refused = ordered.clone().of(
        "A",
        "detention.refused",
        "2026-05-14",
        json!({ "reason": "quá thời hạn luật cho phép" }),
    );
    assert_eq!(term_codes(&refused.matter()), [""; 0]);
    let approved = ordered.of(
        "A",
        "detention.approved",
        "2026-05-14",
        period("2026-05-12", "2026-08-09"),
    );
    assert_eq!(term_codes(&approved.matter()), [""; 0]);
    assert_eq!(within_class(&approved), Outcome::Holds);
}

#[test]
fn each_of_several_orders_that_wait_is_weighed_by_itself() {
    let charges = json!({ "charges": [{ "article": "173", "clause": 2 }] });
    let story = Story::with_accused(2)
        .of("B", "accused.initiated", "2026-05-09", charges)
        .of("B", "accused.approved", "2026-05-11", json!({}))
        .of(
            "A",
            "detention.ordered",
            "2026-05-12",
            period("2026-05-12", "2026-08-10"),
        )
        .of(
            "B",
            "detention.ordered",
            "2026-05-12",
            period("2026-05-12", "2026-08-09"),
        );
    let findings = story.matter().findings;
    assert_eq!(codes(&findings), ["order.too_long"]);
    assert_eq!(findings[0].subject, Some(who("A")));
}

#[test]
fn an_extension_of_custody_beyond_its_days_or_its_count_is_told_before_it_is_approved() {
    let held = Story::default().of(
        "A",
        "custody.started",
        "2026-11-09T08:00",
        period("2026-11-09T08:00", "2026-11-12T08:00"),
    );
    let extend = |story: &Story, on: &str, from: &str, to: &str| {
        story.ask(Some("A"), "custody.extended", on, period(from, to))
    };
    let lawful = extend(
        &held,
        "2026-11-11T08:00",
        "2026-11-12T08:00",
        "2026-11-15T08:00",
    );
    assert_eq!(codes(&lawful.warnings), [""; 0]);
    let long = extend(
        &held,
        "2026-11-11T08:00",
        "2026-11-12T08:00",
        "2026-11-17T08:00",
    );
    assert!(long.is_lawful());
    assert_eq!(codes(&long.warnings), ["extension.too_long"]);
    assert!(
        long.warnings[0].todo_vi.contains("Mẫu 34/HS"),
        "{:?}",
        long.warnings
    );
    let extended = |story: Story, on: &str, from: &str, to: &str| {
        story.of("A", "custody.extended", on, period(from, to)).of(
            "A",
            "custody.extension_approved",
            on,
            json!({}),
        )
    };
    let twice = extended(
        held,
        "2026-11-11T08:00",
        "2026-11-12T08:00",
        "2026-11-15T08:00",
    );
    let twice = extended(
        twice,
        "2026-11-14T08:00",
        "2026-11-15T08:00",
        "2026-11-18T08:00",
    );
    let third = extend(
        &twice,
        "2026-11-17T08:00",
        "2026-11-18T08:00",
        "2026-11-21T08:00",
    );
    assert_eq!(codes(&third.warnings), ["extension.too_many"]);
    let waits = twice.of(
        "A",
        "custody.extended",
        "2026-11-17T08:00",
        period("2026-11-18T08:00", "2026-11-21T08:00"),
    );
    assert_eq!(term_codes(&waits.matter()), ["extension.too_many"]);
    let refused = waits.of(
        "A",
        "custody.extension_refused",
        "2026-11-17T10:00",
        json!({ "reason": "đã gia hạn hai lần" }),
    );
    assert_eq!(term_codes(&refused.matter()), [""; 0]);
}
