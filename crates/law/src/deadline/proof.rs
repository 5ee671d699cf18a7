//! Căn cứ tính thời hạn: everything an answer rests on, as data that a page or a paper can show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Length, Moment};

/// Cách tính (BLTTHS Đ.134): each way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Giờ: the instant plus so many hours.
    Hours,
    /// Tạm giữ (Đ.117 k.2, Đ.118): each day is 24 hours from the hour custody started.
    CustodyHours,
    /// Tạm giam (Đ.134 k.1): the first and the last day both count, a month is 30 days.
    DetentionInclusive,
    /// Ngày: the day of the event is day 0.
    DaysDay0Excluded,
    /// Tháng (Đ.134 k.1): the same date of the later month, or its last day.
    MonthsSameDate,
    /// Năm: the same date of the later year.
    YearsSameDate,
    /// Ngày làm việc: the n-th working day after the event.
    WorkingDays,
    /// Trước một mốc: at least so long before an event.
    AtLeastBefore,
    /// Ngày nộp (Đ.134 k.2): the postmark, or the day the detention facility received the paper.
    FilingDate,
}

/// Độ chắc chắn: how sure the counting is; what is less than certain is shown as “cần kiểm tra”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The text of the law or its official example says so.
    Certain,
    /// By analogy or settled practice.
    Likely,
    /// Views differ.
    Disputed,
    /// The source was not read or not confirmed.
    Unconfirmed,
}

/// Một lần gia hạn trong phép tính.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedExtension {
    /// Which one it is, from 1.
    pub ordinal: u32,
    /// Its length, where one was given or the row has one.
    pub length: Option<Length>,
    /// The day (or hour) it runs from.
    pub from: Moment,
    /// The day (or hour) it runs to.
    pub to: Moment,
    /// Whether the dates are those the decision states.
    pub stated: bool,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// Khoản được trừ vào thời hạn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// How many days.
    pub days: u32,
    /// Why, with the article.
    pub why_vi: String,
}

/// Ngày làm dịch ngày cuối của thời hạn, hoặc ngày còn phải kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftedDay {
    /// The day.
    pub on: NaiveDate,
    /// Why nobody works on it, or what is not known about it.
    pub why_vi: String,
}

/// Căn cứ: the proof of one deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The id of the rule.
    pub rule: String,
    /// Its name.
    pub name_vi: String,
    /// Its article.
    pub article: String,
    /// The version of the law's text the row was read from.
    pub source_version: String,
    /// Who must act.
    pub owner_vi: String,
    /// The code of the event that starts (or, for “before”, ends) it.
    pub start_event: String,
    /// That event's name.
    pub start_event_vi: String,
    /// When it happened.
    pub start: Moment,
    /// The length that was counted.
    pub length: Length,
    /// Whether the length came from a decision in place of the rule's own.
    pub length_given: bool,
    /// Extensions, in their order.
    pub extensions: Vec<CountedExtension>,
    /// What was deducted.
    pub deductions: Vec<Deduction>,
    /// How it was counted.
    pub method: Method,
    /// The end before any day off moved it.
    pub nominal_end: Moment,
    /// The days off that moved the end, in the order they were met.
    pub shifted_days: Vec<ShiftedDay>,
    /// Days that would move the end if they were confirmed as days off.
    pub unconfirmed_days: Vec<ShiftedDay>,
    /// The last day in law.
    pub legal_end: Moment,
    /// The day to aim at: the earlier of the two.
    pub safe_target: Moment,
    /// The calendar that was used.
    pub calendar_version: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is unlawful or out of place in the decisions counted, in Vietnamese.
    pub warnings: Vec<String>,
    /// What else a reader should know, in Vietnamese.
    pub notes: Vec<String>,
}

/// Thời hạn đã tính: one clock's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The id of the rule.
    pub rule: String,
    /// When it started.
    pub start: Moment,
    /// The end before any day off moved it; a whole day means 24:00 of that day.
    pub nominal_end: Moment,
    /// The end in law, after days off.
    pub legal_end: Moment,
    /// The day to aim at.
    pub safe_target: Moment,
    /// What it rests on.
    pub proof: Proof,
}

impl Deadline {
    /// Whether the last day in law had passed on that day.
    pub fn is_overdue_on(&self, today: NaiveDate) -> bool {
        self.legal_end.on < today
    }

    /// Days left to the last day in law; negative when it has passed.
    pub fn days_left_on(&self, today: NaiveDate) -> i64 {
        (self.legal_end.on - today).num_days()
    }
}
