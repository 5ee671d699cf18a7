//! Lịch nghỉ (Bộ luật Lao động 45/2019/QH14 Đ.111, Đ.112): days off and working Saturdays as dated data.
//!
//! Each year the Prime Minister fixes the breaks and may swap a working day with a Saturday, sometimes a week ahead.
//! So the calendar is data with the day each row became known, and an office may add rows of its own.

mod read;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::moment::day_vi;
pub use walk::Walk;

/// Loại ngày.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Ngày nghỉ.
    Off,
    /// Ngày làm việc: a Saturday worked to make up for a swapped day, or a day taken back from the days off.
    Working,
}

/// Một ngày của lịch nghỉ: a day that differs from the plain week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarDay {
    /// The day.
    pub on: NaiveDate,
    /// Off or working.
    pub kind: DayKind,
    /// Its name, such as `Tết Âm lịch`.
    pub name_vi: String,
    /// Where it was read.
    pub source: String,
    /// When it was announced; none means it was known from the start.
    #[serde(default)]
    pub known_from: Option<NaiveDate>,
    /// Whether it is settled. An unconfirmed day off does not count, and is shown as “cần kiểm tra”.
    #[serde(default = "settled")]
    pub confirmed: bool,
}

fn settled() -> bool {
    true
}

/// Lịch nghỉ: the plain week, and the days that differ from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    covers: (NaiveDate, NaiveDate),
    /// Rows of a day in the order they became known; the last one speaks.
    days: BTreeMap<NaiveDate, Vec<CalendarDay>>,
}

impl Calendar {
    /// The version of the data, and the day it is known as of when that was asked for.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every row, by day and then by when it became known.
    pub fn days(&self) -> impl Iterator<Item = &CalendarDay> {
        self.days.values().flatten()
    }

    /// The row that speaks for a day, if any.
    pub fn day(&self, on: NaiveDate) -> Option<&CalendarDay> {
        self.days.get(&on)?.last()
    }

    /// The calendar as it was known on a day: rows announced later are not in it.
    pub fn as_known_on(&self, day: NaiveDate) -> Calendar {
        let known = |row: &&CalendarDay| row.known_from.is_none_or(|from| from <= day);
        let days = self.days.iter().filter_map(|(on, rows)| {
            let rows: Vec<CalendarDay> = rows.iter().filter(known).cloned().collect();
            (!rows.is_empty()).then_some((*on, rows))
        });
        Calendar {
            version: format!("{}, như đã biết ngày {}", self.version, day_vi(day)),
            covers: self.covers,
            days: days.collect(),
        }
    }

    /// Whether people work on a day. An unconfirmed row changes nothing.
    pub fn is_working(&self, on: NaiveDate) -> bool {
        match self.settled_day(on) {
            Some(row) => row.kind == DayKind::Working,
            None => !is_weekend(on),
        }
    }

    /// Why nobody works on a day: its name, or the day of the week.
    pub fn why_off(&self, on: NaiveDate) -> Option<String> {
        match self.settled_day(on) {
            Some(row) => (row.kind == DayKind::Off).then(|| row.name_vi.clone()),
            None => is_weekend(on).then(|| weekday_vi(on.weekday()).to_owned()),
        }
    }

    /// What is not known about a working day: it may yet become a day off, or its year was never entered.
    pub fn doubt(&self, on: NaiveDate) -> Option<String> {
        if self.settled_day(on).is_none()
            && let Some(row) = self.day(on)
        {
            return Some(format!("{} (cần kiểm tra: {})", row.name_vi, row.source));
        }
        let (from, to) = self.covers;
        (on < from || on > to)
            .then(|| format!("lịch nghỉ năm {} chưa được nhập (cần kiểm tra)", on.year()))
    }

    /// The days on which two calendars disagree; clocks that end near them must be computed again.
    pub fn days_changed_from(&self, before: &Calendar) -> Vec<NaiveDate> {
        let named: BTreeSet<NaiveDate> = self
            .days
            .keys()
            .chain(before.days.keys())
            .copied()
            .collect();
        let differs = |on: &NaiveDate| {
            self.is_working(*on) != before.is_working(*on) || self.doubt(*on) != before.doubt(*on)
        };
        named.into_iter().filter(differs).collect()
    }

    fn settled_day(&self, on: NaiveDate) -> Option<&CalendarDay> {
        self.days.get(&on)?.iter().rfind(|row| row.confirmed)
    }
}

fn is_weekend(on: NaiveDate) -> bool {
    matches!(on.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day of the week, as people read it.
pub fn weekday_vi(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}
