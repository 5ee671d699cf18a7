//! Thời hạn sửa báo cáo đã gửi (HD 31/HD-VKSTC năm 2022): days as data, with validity and certainty.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use crate::Period;

/// Một thời hạn sửa.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// month, longer.
    pub kind: String,
    /// What it is for.
    pub name_vi: String,
    /// Days from the last day of the period to the day the report is due.
    pub due_days: u64,
    /// Days after that in which it may be returned and put right.
    pub correction_days: u64,
    /// From when it holds, by the last day of the period.
    pub valid_from: NaiveDate,
    /// Until when.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Căn cứ.
    pub basis_vi: String,
    /// Whether it must be confirmed.
    pub is_to_check: bool,
    /// A remark.
    #[serde(default)]
    pub note_vi: String,
}

#[derive(Deserialize)]
struct Written {
    window: Vec<Window>,
}

static WINDOWS: LazyLock<Vec<Window>> = LazyLock::new(|| {
    let text = include_str!("../../data/correction-windows.toml");
    let read = toml::from_str::<Written>(text);
    read.map_or_else(
        |fault| unreachable!("data/correction-windows.toml: {fault}"),
        |written| written.window,
    )
});

impl Window {
    /// The window of a period.
    pub fn of(period: &Period) -> Option<&'static Window> {
        let day = period.last_day();
        let month_ends = period.from.on.checked_add_months(chrono::Months::new(1));
        let kind = match month_ends.is_some_and(|end| day < end || day == period.from.on) {
            true => "month",
            false => "longer",
        };
        WINDOWS.iter().find(|one| {
            one.kind == kind && one.valid_from <= day && one.valid_to.is_none_or(|to| day <= to)
        })
    }

    /// The day the report is due, and the last day on which it may be returned.
    pub fn days(&self, period: &Period) -> (NaiveDate, NaiveDate) {
        let due = period.last_day() + Days::new(self.due_days);
        (due, due + Days::new(self.correction_days))
    }

    /// Due day and last day of a period; before the first rule both are the period's last day.
    pub fn days_of(period: &Period) -> (NaiveDate, NaiveDate) {
        Window::of(period).map_or((period.last_day(), period.last_day()), |one| {
            one.days(period)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_may_be_put_right_for_five_days_and_longer_periods_for_ten() {
        for (from, to, until, is_to_check) in [
            ("2026-10-01", "2026-10-31", "2026-11-05", false),
            ("2026-02-01", "2026-02-28", "2026-03-05", false),
            ("2026-10-21T12:00", "2026-10-28T12:00", "2026-11-02", false),
            ("2026-07-01", "2026-09-30", "2026-10-10", true),
            ("2025-12-01", "2026-11-30", "2026-12-10", true),
        ] {
            let period = Period::read(from, to).unwrap();
            let window = Window::of(&period).unwrap();
            assert_eq!(window.days(&period).1.to_string(), until, "{from}");
            assert_eq!(window.is_to_check, is_to_check, "{from}");
        }
    }

    #[test]
    fn before_the_rule_nothing_may_be_put_right_after_the_period() {
        let period = Period::read("2021-10-01", "2021-10-31").unwrap();
        assert_eq!(Window::days_of(&period).1.to_string(), "2021-10-31");
    }
}
