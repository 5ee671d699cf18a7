//! Cách tính thời hạn (BLTTHS Đ.134): one function for each way of counting, before any day off moves the end.
//!
//! Each gives `None` only beyond the end of the calendar.

use chrono::{Days, Months, NaiveDate};

use crate::Moment;

/// Giờ: the instant and so many hours more.
pub(crate) fn end_of_hours(start: Moment, hours: u32) -> Option<Moment> {
    start.plus_hours(i64::from(hours))
}

/// Tạm giữ (Đ.117 k.2, Đ.118): each day is 24 hours from the hour it started.
pub(crate) fn end_of_custody(start: Moment, days: u32) -> Option<Moment> {
    start.plus_hours(i64::from(days) * 24)
}

/// Tạm giam (Đ.134 k.1): the first and the last day both count. There is no end to a detention of no days.
pub(crate) fn end_of_detention(first: NaiveDate, days: u32) -> Option<NaiveDate> {
    first.checked_add_days(Days::new(u64::from(days.checked_sub(1)?)))
}

/// Ngày: the day of the event is day 0, and the last day ends at 24:00.
pub(crate) fn end_of_days(start: NaiveDate, days: u32) -> Option<NaiveDate> {
    start.checked_add_days(Days::new(u64::from(days)))
}

/// Tháng (Đ.134 k.1): the same date of the later month, or its last day.
pub(crate) fn end_of_months(start: NaiveDate, months: u32) -> Option<NaiveDate> {
    start.checked_add_months(Months::new(months))
}

/// Năm: the same date of the later year; 29 February becomes 28 February.
pub(crate) fn end_of_years(start: NaiveDate, years: u32) -> Option<NaiveDate> {
    start.checked_add_months(Months::new(years.checked_mul(12)?))
}

/// Trước một mốc: so many days before an event.
pub(crate) fn days_before(event: NaiveDate, days: u32) -> Option<NaiveDate> {
    event.checked_sub_days(Days::new(u64::from(days)))
}

/// Trước một mốc: the same date so many months before an event, or the last day of that month.
pub(crate) fn months_before(event: NaiveDate, months: u32) -> Option<NaiveDate> {
    event.checked_sub_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_end_on_the_same_date_or_on_the_last_day() {
        assert_eq!(end_of_months(day("2026-01-10"), 3), Some(day("2026-04-10")));
        assert_eq!(end_of_months(day("2025-12-31"), 2), Some(day("2026-02-28")));
        assert_eq!(end_of_months(day("2023-12-31"), 2), Some(day("2024-02-29")));
        assert_eq!(end_of_months(day("2024-02-29"), 4), Some(day("2024-06-29")));
        assert_eq!(end_of_months(day("2026-11-30"), 3), Some(day("2027-02-28")));
    }

    #[test]
    fn a_year_from_a_leap_day_ends_on_the_last_of_february() {
        assert_eq!(end_of_years(day("2024-02-29"), 1), Some(day("2025-02-28")));
        assert_eq!(end_of_years(day("2024-02-29"), 4), Some(day("2028-02-29")));
    }

    #[test]
    fn detention_counts_its_first_and_its_last_day() {
        assert_eq!(
            end_of_detention(day("2026-11-02"), 20),
            Some(day("2026-11-21"))
        );
        assert_eq!(
            end_of_detention(day("2026-11-02"), 1),
            Some(day("2026-11-02"))
        );
        assert_eq!(end_of_detention(day("2026-11-02"), 0), None);
    }

    #[test]
    fn days_leave_out_the_day_of_the_event() {
        assert_eq!(end_of_days(day("2026-12-01"), 10), Some(day("2026-12-11")));
        assert_eq!(end_of_days(day("2024-02-28"), 2), Some(day("2024-03-01")));
    }

    #[test]
    fn custody_keeps_its_hour() {
        let start: Moment = "2025-03-01T10:00".parse().unwrap();
        assert_eq!(
            end_of_custody(start, 3),
            Some("2025-03-04T10:00".parse().unwrap())
        );
    }

    #[test]
    fn before_an_event_the_months_run_back_to_the_last_day() {
        assert_eq!(months_before(day("2026-04-30"), 2), Some(day("2026-02-28")));
        assert_eq!(days_before(day("2026-03-01"), 1), Some(day("2026-02-28")));
    }
}
