//! Chân trời công việc: overdue, today, and within 1, 3, 7 and 15 days, as stretches of time that touch and never overlap.

use law::Moment;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Một quãng của bàn làm việc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Horizon {
    /// Quá hạn.
    Overdue,
    /// Hết hạn hôm nay.
    Today,
    /// Hết hạn ngày mai.
    Tomorrow,
    /// Trong 3 ngày.
    ThreeDays,
    /// Trong 7 ngày.
    SevenDays,
    /// Trong 15 ngày.
    FifteenDays,
}

impl Horizon {
    /// All, in the order of the page.
    pub const ALL: [Horizon; 6] = [
        Horizon::Overdue,
        Horizon::Today,
        Horizon::Tomorrow,
        Horizon::ThreeDays,
        Horizon::SevenDays,
        Horizon::FifteenDays,
    ];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Horizon::Overdue => "overdue",
            Horizon::Today => "today",
            Horizon::Tomorrow => "1",
            Horizon::ThreeDays => "3",
            Horizon::SevenDays => "7",
            Horizon::FifteenDays => "15",
        }
    }

    /// The horizon with this name.
    pub fn named(code: &str) -> Option<Horizon> {
        Horizon::ALL
            .into_iter()
            .find(|horizon| horizon.code() == code)
    }

    /// From the first instant to before the last: a term of whole days ends at its 24:00, which belongs to its day.
    pub fn stretch(self, now_ms: i64) -> (i64, i64) {
        let midnight =
            Moment::from_utc_ms(now_ms).map_or(now_ms, |now| Moment::day(now.on).at_utc_ms()) + DAY;
        let after = |days: i64| midnight + days * DAY + 1;
        match self {
            Horizon::Overdue => (0, now_ms + 1),
            Horizon::Today => (now_ms + 1, after(0)),
            Horizon::Tomorrow => (after(0), after(1)),
            Horizon::ThreeDays => (after(1), after(3)),
            Horizon::SevenDays => (after(3), after(7)),
            Horizon::FifteenDays => (after(7), after(15)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Moment>().unwrap().at_utc_ms()
    }

    #[test]
    fn the_stretches_touch_and_do_not_overlap() {
        let now = at("2026-11-22T09:30");
        let stretches = Horizon::ALL.map(|horizon| horizon.stretch(now));
        assert_eq!(stretches[0].0, 0);
        for pair in stretches.windows(2) {
            assert_eq!(pair[0].1, pair[1].0);
        }
        assert_eq!(
            stretches[5].1,
            at("2026-12-08") + 1,
            "24:00 of the 15th day"
        );
    }

    #[test]
    fn a_term_that_ends_with_a_day_belongs_to_that_day() {
        let now = at("2026-11-22T09:30");
        let horizon_of = |due: i64| {
            Horizon::ALL.into_iter().find(|horizon| {
                let (from, until) = horizon.stretch(now);
                from <= due && due < until
            })
        };
        for (due, expected) in [
            ("2026-11-22", Some(Horizon::Overdue)), // 24:00 of yesterday
            ("2026-11-22T09:30", Some(Horizon::Overdue)),
            ("2026-11-22T17:00", Some(Horizon::Today)),
            ("2026-11-23", Some(Horizon::Today)),
            ("2026-11-24", Some(Horizon::Tomorrow)),
            ("2026-11-25", Some(Horizon::ThreeDays)),
            ("2026-11-30", Some(Horizon::SevenDays)),
            ("2026-12-08", Some(Horizon::FifteenDays)),
            ("2026-12-09", None),
        ] {
            assert_eq!(horizon_of(at(due)), expected, "{due}");
        }
    }

    #[test]
    fn every_horizon_is_found_by_its_name() {
        for horizon in Horizon::ALL {
            assert_eq!(Horizon::named(horizon.code()), Some(horizon));
        }
        assert_eq!(Horizon::named("30"), None);
    }
}
