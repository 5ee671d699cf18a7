//! Đồng hồ số hóa: from which act the days of digitising are counted, from `data/digitising-clock.csv`. No order that was seen sets a
//! number of days (cần kiểm tra); a row gets one when its order is known.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// A row: the act that starts the clock, and the days if an order sets them.
#[derive(Debug, Clone, Deserialize)]
pub struct Start {
    /// The act.
    pub act: String,
    /// What people read.
    pub start_vi: String,
    /// Days, where an order sets them.
    pub days: Option<i64>,
    /// Where it comes from.
    pub basis: String,
    /// How sure that is.
    pub certainty: String,
    /// From this day on.
    pub valid_from: NaiveDate,
    /// To this day, where it ended.
    pub valid_to: Option<NaiveDate>,
}

static STARTS: LazyLock<Vec<Start>> = LazyLock::new(|| {
    let text = include_str!("../../data/digitising-clock.csv");
    let rows: Result<Vec<Start>, csv::Error> = csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect();
    rows.unwrap_or_else(|fault| unreachable!("digitising-clock.csv: {fault}"))
});

/// Where the clock of a matter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What started it.
    pub start_vi: &'static str,
    /// When.
    pub from: NaiveDate,
    /// Whole days since.
    pub days: i64,
    /// Days that an order allows, if one is known.
    pub allowed: Option<i64>,
    /// Where it comes from.
    pub basis: &'static str,
    /// Whether a source confirms it.
    pub is_confirmed: bool,
}

/// The clock by the acts of a matter and their days: the first row whose act happened counts.
pub fn clock(acts: &[(String, NaiveDate)], today: NaiveDate) -> Option<Clock> {
    STARTS
        .iter()
        .filter(|row| today >= row.valid_from && row.valid_to.is_none_or(|to| today <= to))
        .find_map(|row| {
            let last = acts
                .iter()
                .filter(|(act, _)| *act == row.act)
                .map(|(_, on)| *on)
                .max()?;
            Some(Clock {
                start_vi: &row.start_vi,
                from: last,
                days: (today - last).num_days().max(0),
                allowed: row.days,
                basis: &row.basis,
                is_confirmed: row.certainty != "can_kiem_tra",
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_are_counted_from_the_file_that_came_and_else_from_the_end_of_the_investigation() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let ended = ("investigation.concluded".to_owned(), day("2026-10-01"));
        let came = ("vks.case_file_received".to_owned(), day("2026-10-03"));
        let today = day("2026-10-13");
        let by_end = clock(std::slice::from_ref(&ended), today).unwrap();
        assert_eq!((by_end.days, by_end.allowed), (12, None));
        let by_file = clock(&[ended, came], today).unwrap();
        assert_eq!(by_file.days, 10);
        assert!(clock(&[], today).is_none());
    }
}
