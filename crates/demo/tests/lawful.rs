//! Every invented matter passes the checks that real work passes.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use chrono::NaiveDate;
use criminal::rules::{self, NewAct};
use demo::{
    Scale,
    chapter::{self, Span},
    offices,
};
use law::{Fact, Law};

fn today() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn an_office() -> offices::Office {
    let known = people::Units::of(people::units::parse(people::units::EMBEDDED_UNITS).unwrap());
    let start = Scale::Demo.start(today());
    offices::offices(Scale::Demo, &known, today(), start, 0).remove(0)
}

fn told(matters: usize) -> Vec<Vec<Fact>> {
    let span = Span {
        matters,
        today: today(),
        is_examined: true,
        long_lives: 100,
        place: 1,
    };
    chapter::tell(Law::embedded(), &an_office(), span).matters
}

#[test]
fn every_fact_may_be_recorded_after_those_before_it() {
    let law = Law::embedded();
    let mut told_off = std::collections::BTreeMap::new();
    for facts in told(60) {
        let mut facts = facts;
        facts.sort_by_key(|fact| fact.seq);
        for at in 0..facts.len() {
            let fact = &facts[at];
            let mut new = NewAct::new(fact.kind.clone(), fact.effective);
            new.subject = fact.subject;
            new.issuer.clone_from(&fact.issuer);
            new.number.clone_from(&fact.number);
            new.body = fact.body.clone();
            new.unit.clone_from(&fact.unit);
            new.today = Some(today());
            let verdict = rules::check(law, &facts[..at], &new);
            assert!(
                verdict.is_lawful(),
                "{} of {:?}: {:?}",
                fact.kind,
                facts[0].matter,
                verdict.refusals
            );
            for warning in verdict
                .warnings
                .iter()
                .filter(|found| found.level == rules::Level::Warning)
            {
                *told_off
                    .entry((warning.code, fact.kind.clone(), warning.vi.clone()))
                    .or_insert(0) += 1;
            }
        }
    }
    assert!(told_off.is_empty(), "{told_off:#?}");
}

#[test]
fn the_numbers_of_a_series_follow_the_days_without_gap_or_double() {
    let span = Span {
        matters: 80,
        today: today(),
        is_examined: true,
        long_lives: 100,
        place: 1,
    };
    let chapter = chapter::tell(Law::embedded(), &an_office(), span);
    let mut series = std::collections::BTreeMap::<_, Vec<_>>::new();
    for given in &chapter.numbers {
        series
            .entry((given.key.year, given.key.series.clone()))
            .or_default()
            .push((given.n, given.dated_on));
    }
    assert!(series.len() > 8, "{:?}", series.keys());
    for (key, mut numbers) in series {
        numbers.sort();
        assert!(
            numbers.iter().map(|(n, _)| *n).eq(1..=numbers.len() as i64),
            "{key:?}: {numbers:?}"
        );
        assert!(
            numbers.is_sorted_by_key(|(_, day)| *day),
            "{key:?}: {numbers:?}"
        );
    }
}

#[test]
fn the_same_seed_tells_the_same_matters_and_all_sorts_of_them() {
    let (one, other) = (told(80), told(80));
    assert_eq!(one, other);
    let kinds: std::collections::BTreeSet<&str> = one
        .iter()
        .flatten()
        .map(|fact| fact.kind.as_str())
        .collect();
    for kind in [
        "case.not_initiated",
        "report.suspended",
        "custody.started",
        "detention.approved",
        "case.indicted",
        "judgment.pronounced",
        "execution.decided",
    ] {
        assert!(kinds.contains(kind), "{kind} is never told: {kinds:?}");
    }
}
