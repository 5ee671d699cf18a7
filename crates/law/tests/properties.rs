//! What holds for every clock, whatever the rule, the day and the length.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{Days, NaiveDate, NaiveTime};
use law::{Extension, Kind, Law, Length, Limit, Method, Moment, Question, Unit};
use proptest::prelude::*;

fn any_limit() -> impl Strategy<Value = &'static Limit> {
    let rows: Vec<&Limit> = Law::embedded().limits.all().collect();
    prop::sample::select(rows)
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (0u64..1460, 0u32..24, 0u32..60).prop_map(|(days, hour, minute)| {
        let on = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(days);
        Moment::at(on, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
    })
}

proptest! {
    #[test]
    fn an_answer_never_ends_before_it_starts_and_lands_on_a_working_day(limit in any_limit(), start in any_moment()) {
        let law = Law::embedded();
        let Ok(deadline) = law.deadline(&Question::new(&limit.id, start)) else {
            prop_assert!(limit.base.is_none());
            return Ok(());
        };
        prop_assert!(deadline.safe_target <= deadline.legal_end && deadline.safe_target <= deadline.nominal_end);
        if limit.kind == Kind::Before {
            prop_assert!(deadline.nominal_end.on < start.on && deadline.legal_end <= deadline.nominal_end);
        } else {
            prop_assert!(deadline.nominal_end.on >= start.on && deadline.legal_end >= deadline.nominal_end);
        }
        if limit.kind.moves_off_days_off() && limit.method != Method::Hours {
            prop_assert!(law.calendar.is_working(deadline.legal_end.on));
        } else {
            prop_assert_eq!(deadline.legal_end, deadline.nominal_end);
        }
        let counts_hours = matches!(limit.method, Method::Hours | Method::CustodyHours);
        prop_assert_eq!(deadline.legal_end.time.is_some(), counts_hours);
    }

    #[test]
    fn every_day_between_the_two_ends_is_a_named_day_off(limit in any_limit(), start in any_moment()) {
        let Ok(deadline) = Law::embedded().deadline(&Question::new(&limit.id, start)) else { return Ok(()) };
        if limit.method == Method::WorkingDays {
            return Ok(());
        }
        let apart = (deadline.legal_end.on - deadline.nominal_end.on).num_days().unsigned_abs();
        prop_assert_eq!(deadline.proof.shifted_days.len() as u64, apart);
        prop_assert!(deadline.proof.shifted_days.iter().all(|day| !day.why_vi.is_empty()));
    }

    #[test]
    fn a_longer_limit_never_ends_earlier(limit in any_limit(), start in any_moment(), value in 1u32..400) {
        let law = Law::embedded();
        let Some(base) = limit.base else { return Ok(()) };
        if limit.kind == Kind::Before {
            return Ok(());
        }
        let end = |value| {
            law.deadline(&Question::new(&limit.id, start).length(Length::new(value, base.unit))).unwrap().legal_end
        };
        prop_assert!(end(value) <= end(value + 1));
    }

    #[test]
    fn a_later_start_never_ends_earlier(limit in any_limit(), start in any_moment(), later in 0u64..45, hours in 0i64..24) {
        let law = Law::embedded();
        let then = Moment::at(start.on + Days::new(later), start.time.unwrap()).plus_hours(hours).unwrap();
        let end = |start| law.deadline(&Question::new(&limit.id, start)).map(|deadline| deadline.legal_end);
        let (Ok(first), Ok(second)) = (end(start), end(then)) else { return Ok(()) };
        prop_assert!(first <= second, "{start:?} ends {first:?}, {then:?} ends {second:?}");
    }

    #[test]
    fn every_extension_moves_the_end_later(limit in any_limit(), start in any_moment()) {
        let law = Law::embedded();
        let allowed = limit.extensions.count().unwrap_or(0);
        let mut question = Question::new(&limit.id, start);
        for _ in 0..allowed {
            let before = law.deadline(&question).unwrap().nominal_end;
            question = question.extended(Extension::full());
            let after = law.deadline(&question).unwrap();
            prop_assert!(after.nominal_end > before);
            prop_assert!(after.proof.warnings.is_empty(), "{:?}", after.proof.warnings);
        }
    }

    #[test]
    fn custody_and_detention_together_are_as_long_as_detention_alone(start in any_moment(), custody in 1u32..10) {
        let law = Law::embedded();
        let day = Moment::day(start.on);
        let whole = law.deadline(&Question::new("DET-INV-NT", day)).unwrap().legal_end;
        let after_custody = day.plus_days(i64::from(custody)).unwrap();
        let rest = law.deadline(&Question::new("DET-INV-NT", after_custody).after_custody(custody)).unwrap().legal_end;
        prop_assert_eq!(whole, rest);
    }

    #[test]
    fn no_question_makes_the_engine_panic(
        limit in any_limit(),
        start in any_moment(),
        value in any::<u32>(),
        unit in prop::sample::select(Unit::ALL.to_vec()),
        custody in any::<u32>(),
        juvenile in any::<bool>(),
        extra in any::<u32>(),
    ) {
        let mut question = Question::new(&limit.id, start).length(Length::new(value, unit)).after_custody(custody);
        question.juvenile = juvenile;
        question = question.extended(Extension::by(Length::new(extra, unit)));
        if let Err(refusal) = Law::embedded().deadline(&question) {
            prop_assert!(!refusal.vi().is_empty());
        }
    }
}
