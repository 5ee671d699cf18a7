//! Giá trị của trường: its types, how it is read from facts or typing, and how it is printed.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use law::{Length, Moment, Unit};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// Loại trường.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of words.
    Text,
    /// Several lines of words.
    Note,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Months or days: "2 tháng", "45 ngày".
    Length,
}

/// Giá trị đã đọc được.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A number.
    Number(u32),
    /// Months or days.
    Length(Length),
}

/// How a value is printed: `{name}` or `{name:format}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Words as they are; 18/8/2026; 2; 02 tháng.
    Plain,
    /// ngày 18 tháng 8 năm 2026.
    Full,
    /// nhất, hai, ba, tư: after "lần thứ".
    Ordinal,
    /// Office in capitals on two lines, for the head of the page.
    Head,
    /// Office in capitals on one line.
    HeadLine,
}

/// Typed words that are not a value of the field's type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{typed}” is not a value of {field}")]
pub struct Unreadable {
    /// The field.
    pub field: String,
    /// What was typed.
    pub typed: String,
    /// What to do, for the person who typed it.
    pub message_vi: String,
}

impl Kind {
    /// Does the format make sense for this type?
    pub fn takes(self, format: Format) -> bool {
        match format {
            Format::Plain => true,
            Format::Full => self == Kind::Day,
            Format::Ordinal => self == Kind::Number,
            Format::Head | Format::HeadLine => self == Kind::Text,
        }
    }

    /// A value of a fact; none when it is absent or of another type.
    pub fn told_by(self, fact: &Json) -> Option<Value> {
        match (self, fact) {
            (Kind::Length, Json::Object(_)) => {
                serde_json::from_value(fact.clone()).ok().map(Value::Length)
            }
            (_, Json::String(words)) => self.from_typed(words),
            (Kind::Number, Json::Number(number)) => {
                number.as_u64()?.try_into().ok().map(Value::Number)
            }
            _ => None,
        }
    }

    /// A value typed by a person; none when the words do not fit.
    pub fn from_typed(self, typed: &str) -> Option<Value> {
        let typed = text::clean(typed);
        if typed.is_empty() {
            return None;
        }
        match self {
            Kind::Text => Some(Value::Text(
                typed.split_whitespace().collect::<Vec<_>>().join(" "),
            )),
            Kind::Note => Some(Value::Text(typed)),
            Kind::Day => day(&typed).map(Value::Day),
            Kind::Number => typed.parse().ok().map(Value::Number),
            Kind::Length => length(&typed).map(Value::Length),
        }
    }

    /// What to type, for the message about words that do not fit.
    pub fn hint_vi(self) -> &'static str {
        match self {
            Kind::Text | Kind::Note => "hãy nhập chữ",
            Kind::Day => "hãy nhập ngày theo dạng 18/8/2026",
            Kind::Number => "hãy nhập số nguyên, ví dụ 1",
            Kind::Length => "hãy nhập số tháng hoặc số ngày, ví dụ “2 tháng” hoặc “45 ngày”",
        }
    }
}

impl Value {
    /// As it stands on the paper.
    pub fn printed(&self, format: Format) -> String {
        match (self, format) {
            (Value::Text(words), Format::Head) => on_two_lines(&capitals(words)),
            (Value::Text(words), Format::HeadLine) => capitals(words),
            (Value::Text(words), _) => words.clone(),
            (Value::Day(on), Format::Full) => text::dates::in_full(on.year(), on.month(), on.day()),
            (Value::Day(on), _) => text::dates::on_paper(on.year(), on.month(), on.day()),
            (Value::Number(number), Format::Ordinal) => ordinal(*number),
            (Value::Number(number), _) => number.to_string(),
            (Value::Length(length), _) => length.vi(),
        }
    }

    /// As it stands in the entry form, where it can be typed again.
    pub fn typed(&self) -> String {
        match self {
            Value::Text(words) => words.clone(),
            Value::Day(on) => on.format("%d/%m/%Y").to_string(),
            Value::Number(number) => number.to_string(),
            Value::Length(length) => format!("{} {}", length.value, length.unit.vi()),
        }
    }

    /// As a fact keeps it.
    pub fn recorded(&self) -> Json {
        match self {
            Value::Text(words) => json!(words),
            Value::Day(on) => json!(on.format("%Y-%m-%d").to_string()),
            Value::Number(number) => json!(number),
            Value::Length(length) => json!(length.value),
        }
    }
}

fn day(typed: &str) -> Option<NaiveDate> {
    if let Ok(moment) = Moment::from_str(typed) {
        return Some(moment.on);
    }
    let read = text::read_date(typed)?;
    NaiveDate::from_ymd_opt(read.year, read.month, read.day)
}

fn length(typed: &str) -> Option<Length> {
    let (number, unit) = typed.trim().split_once(char::is_whitespace)?;
    let unit = match text::fold(unit.trim()).as_str() {
        "thang" | "months" | "month" => Unit::Months,
        "ngay" | "days" | "day" => Unit::Days,
        _ => return None,
    };
    number
        .parse()
        .ok()
        .filter(|value| *value > 0)
        .map(|value| Length::new(value, unit))
}

/// "Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La" stands in the head without its province, which is the line above it.
fn capitals(office: &str) -> String {
    let short = office.split(" - ").next().unwrap_or(office);
    short.trim().to_uppercase()
}

fn on_two_lines(office: &str) -> String {
    const KIND: &str = "VIỆN KIỂM SÁT NHÂN DÂN ";
    match office.strip_prefix(KIND) {
        Some(place) => format!("{}\n{place}", KIND.trim_end()),
        None => office.to_owned(),
    }
}

/// Số thứ tự: "nhất" and "tư" have words of their own.
fn ordinal(number: u32) -> String {
    match number {
        1 => "nhất".to_owned(),
        4 => "tư".to_owned(),
        _ => text::in_words(number.into()),
    }
}
