//! Loại thời hạn và cách tính, from `data/retention.csv` and `data/handing-in.csv`.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// Loại thời hạn bảo quản.
#[derive(Debug, Clone, Deserialize)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// What people read.
    pub name_vi: String,
    /// What else must be said: years, event, or nothing.
    pub needs: String,
    /// Where it comes from.
    pub basis: String,
    /// How sure that is.
    pub certainty: String,
    /// From this day on.
    pub valid_from: NaiveDate,
    /// To this day, where it ended.
    pub valid_to: Option<NaiveDate>,
}

/// Thời hạn nộp lưu.
#[derive(Debug, Clone, Deserialize)]
pub struct HandingIn {
    /// Its id.
    pub id: String,
    /// What people read.
    pub name_vi: String,
    /// How many years.
    pub years: i32,
    /// After what.
    pub after_vi: String,
    /// Where it comes from.
    pub basis: String,
    /// How sure that is.
    pub certainty: String,
    /// From this day on.
    pub valid_from: NaiveDate,
    /// To this day, where it ended.
    pub valid_to: Option<NaiveDate>,
}

fn read<T: for<'a> Deserialize<'a>>(text: &str, name: &str) -> Vec<T> {
    let rows: Result<Vec<T>, csv::Error> = csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect();
    rows.unwrap_or_else(|fault| unreachable!("{name}: {fault}"))
}

static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| read(include_str!("../../data/retention.csv"), "retention.csv"));
static HANDING_IN: LazyLock<Vec<HandingIn>> =
    LazyLock::new(|| read(include_str!("../../data/handing-in.csv"), "handing-in.csv"));

/// The kinds in force on a day.
pub fn kinds(day: NaiveDate) -> impl Iterator<Item = &'static Kind> {
    KINDS
        .iter()
        .filter(move |kind| day >= kind.valid_from && kind.valid_to.is_none_or(|to| day <= to))
}

/// A kind by its id, whenever it was in force.
pub fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}

/// When a matter that ended on this day is to be handed in: each step, and the last day of its last year.
pub fn handing_in(ended_on: NaiveDate, today: NaiveDate) -> Vec<(&'static HandingIn, NaiveDate)> {
    let mut year = ended_on.year();
    let known = HANDING_IN
        .iter()
        .filter(|row| today >= row.valid_from && row.valid_to.is_none_or(|to| today <= to));
    known
        .filter_map(|row| {
            year += row.years;
            Some((row, NaiveDate::from_ymd_opt(year, 12, 31)?))
        })
        .collect()
}

/// The last day on which a file is kept that is kept for some years from a day: the last of the last year.
pub fn kept_until(start_on: NaiveDate, years: i64) -> Option<NaiveDate> {
    let years = i32::try_from(years)
        .ok()
        .filter(|years| (1..=200).contains(years))?;
    NaiveDate::from_ymd_opt(start_on.year() + years, 12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_matter_that_ended_is_handed_in_by_the_last_day_of_a_year() {
        let steps = handing_in(day("2026-05-20"), day("2026-11-23"));
        let steps: Vec<(&str, NaiveDate)> = steps
            .iter()
            .map(|(row, on)| (row.id.as_str(), *on))
            .collect();
        assert_eq!(
            steps,
            [
                ("hien_hanh", day("2027-12-31")),
                ("lich_su", day("2032-12-31"))
            ]
        );
        assert!(
            handing_in(day("2020-05-20"), day("2021-01-01")).is_empty(),
            "before the law was in force"
        );
    }

    #[test]
    fn years_of_keeping_end_with_a_year() {
        assert_eq!(kept_until(day("2026-05-20"), 20), Some(day("2046-12-31")));
        assert_eq!(kept_until(day("2026-05-20"), 0), None);
        assert_eq!(kept_until(day("2026-05-20"), 900), None);
    }

    #[test]
    fn every_kind_says_where_it_comes_from_and_is_unconfirmed() {
        let all: Vec<&Kind> = kinds(day("2026-11-23")).collect();
        assert_eq!(all.len(), 3);
        assert!(
            all.iter()
                .all(|kind| !kind.basis.is_empty() && kind.certainty == "can_kiem_tra")
        );
        assert!(kinds(day("2024-01-01")).next().is_none());
    }
}
