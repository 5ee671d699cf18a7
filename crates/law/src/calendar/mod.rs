//! Lịch nghỉ (Bộ luật Lao động Đ.111, Đ.112): days off and working Saturdays as dated data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Loại ngày.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Ngày nghỉ: nobody works although it is no Saturday or Sunday, or beside being one.
    Off,
    /// Ngày làm việc: a Saturday or Sunday worked to make up for a swapped day.
    Working,
}

/// Một ngày của lịch nghỉ: a day that differs from the plain week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The day.
    pub on: NaiveDate,
    /// Off or working.
    pub kind: DayKind,
    /// Its name, such as `Nghỉ Tết Âm lịch`.
    pub name_vi: String,
    /// Where it was read.
    pub source: String,
    /// When it was announced; none means it was known from the start.
    #[serde(default)]
    pub known_from: Option<NaiveDate>,
    /// Whether it is settled. An unconfirmed day off does not count, and is shown as “cần kiểm tra”.
    #[serde(default = "confirmed")]
    pub confirmed: bool,
}

fn confirmed() -> bool {
    true
}

/// Lịch nghỉ.
#[derive(Debug, Clone, Default)]
pub struct Calendar {}
