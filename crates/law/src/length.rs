//! Độ dài thời hạn (BLTTHS Đ.134 k.1): hours, days, months, years, and working days of the execution law.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Đơn vị tính thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Giờ.
    Hours,
    /// Ngày, counted on the calendar.
    Days,
    /// Tháng.
    Months,
    /// Năm.
    Years,
    /// Ngày làm việc.
    WorkingDays,
}

impl Unit {
    /// All units, in the order of the law.
    pub const ALL: [Unit; 5] = [
        Unit::Hours,
        Unit::Days,
        Unit::Months,
        Unit::Years,
        Unit::WorkingDays,
    ];

    /// The code kept in data files and given on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Unit::Hours => "hours",
            Unit::Days => "days",
            Unit::Months => "months",
            Unit::Years => "years",
            Unit::WorkingDays => "working_days",
        }
    }

    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            Unit::Hours => "giờ",
            Unit::Days => "ngày",
            Unit::Months => "tháng",
            Unit::Years => "năm",
            Unit::WorkingDays => "ngày làm việc",
        }
    }
}

/// A text that is no unit of time limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” không phải đơn vị thời hạn; dùng hours, days, months, years hoặc working_days.")]
pub struct NotAUnit(pub String);

impl FromStr for Unit {
    type Err = NotAUnit;

    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        let wanted = |unit: &Unit| unit.code() == text || unit.code().trim_end_matches('s') == text;
        Unit::ALL
            .into_iter()
            .find(wanted)
            .ok_or_else(|| NotAUnit(text.to_owned()))
    }
}

/// Độ dài: a number of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Length {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
}

impl Length {
    /// A length of so many units.
    pub fn new(value: u32, unit: Unit) -> Self {
        Length { value, unit }
    }

    /// Số ngày khi tính tạm giam (BLTTHS Đ.134 k.1): a month is 30 days. None for hours, years and working days.
    pub fn in_days(self) -> Option<u32> {
        match self.unit {
            Unit::Days => Some(self.value),
            Unit::Months => self.value.checked_mul(30),
            Unit::Hours | Unit::Years | Unit::WorkingDays => None,
        }
    }

    /// As people read it: `03 tháng`, `12 giờ`.
    pub fn vi(self) -> String {
        format!("{:02} {}", self.value, self.unit.vi())
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit.code())
    }
}

impl FromStr for Length {
    type Err = NotAUnit;

    /// Reads `2 months` or `1 month`.
    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        let wrong = || NotAUnit(text.to_owned());
        let (value, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        Ok(Length {
            value: value.parse().map_err(|_| wrong())?,
            unit: unit.trim().parse()?,
        })
    }
}
