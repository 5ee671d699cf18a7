//! Giá trị của trường: its types, how it is read from facts or typing, and how it is printed.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Timelike};
use law::{Charge, Law, Length, Moment, Unit};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::charges;

/// Loại trường.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of words.
    #[default]
    Text,
    /// Several lines of words.
    Note,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Months or days: "2 tháng", "45 ngày".
    Length,
    /// A day with its hour.
    Moment,
    /// An amount of money in đồng.
    Money,
    /// One item a line.
    List,
    /// One row a line, its cells parted by "|".
    Rows,
    /// A member of staff, by name.
    Staff,
    /// One of a few; the words of the choice stand on the paper, its code in the fact.
    Choice,
    /// Có hay không.
    YesNo,
    /// Điều, khoản, điểm of the Penal Code: typed "170.1; 173.2.c".
    Charges,
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
    /// A day, and its hour where it is known.
    Moment(Moment),
    /// Đồng.
    Money(u64),
    /// Items, or rows of cells parted by "|".
    Lines(Vec<String>),
    /// One of a few.
    Choice {
        /// What the fact keeps.
        code: String,
        /// What stands on the paper.
        words: String,
    },
    /// Có hay không.
    YesNo(bool),
    /// Tội danh.
    Charges(Vec<Charge>),
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
    /// Number in words: 2 (hai).
    Words,
    /// In capitals.
    Caps,
    /// Items of a list on lines of their own.
    Lines,
    /// The hour first: 08 giờ 30 phút ngày 20 tháng 5 năm 2026.
    Clock,
    /// The names of the offences, to stand between “ and ”.
    Offence,
}

impl Format {
    /// Its name after the colon.
    pub fn code(self) -> &'static str {
        match self {
            Format::Plain => "",
            Format::Full => "full",
            Format::Ordinal => "ordinal",
            Format::Head => "head",
            Format::HeadLine => "head_line",
            Format::Words => "words",
            Format::Caps => "caps",
            Format::Lines => "lines",
            Format::Clock => "clock",
            Format::Offence => "offence",
        }
    }
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
            Format::Full => matches!(self, Kind::Day | Kind::Moment),
            Format::Ordinal => self == Kind::Number,
            Format::Words => matches!(self, Kind::Number | Kind::Money | Kind::Length),
            Format::Head | Format::HeadLine => self == Kind::Text,
            Format::Caps => matches!(self, Kind::Text | Kind::Note | Kind::Staff),
            Format::Lines => matches!(self, Kind::List | Kind::Note),
            Format::Clock => self == Kind::Moment,
            Format::Offence => self == Kind::Charges,
        }
    }

    /// A value of a fact; none when it is absent or of another type.
    pub fn told_by(self, fact: &Json) -> Option<Value> {
        match (self, fact) {
            (Kind::Length, Json::Object(_)) => {
                serde_json::from_value(fact.clone()).ok().map(Value::Length)
            }
            (_, Json::String(words)) => self.from_typed(words),
            (Kind::YesNo, Json::Bool(yes)) => Some(Value::YesNo(*yes)),
            (Kind::Charges, Json::Array(_)) => serde_json::from_value(fact.clone())
                .ok()
                .filter(|charges: &Vec<Charge>| !charges.is_empty())
                .map(Value::Charges),
            (Kind::List | Kind::Rows, Json::Array(items)) => {
                let items = items.iter().filter_map(Json::as_str).map(str::to_owned);
                Some(items.collect::<Vec<_>>())
                    .filter(|items| !items.is_empty())
                    .map(Value::Lines)
            }
            (Kind::Money, Json::Number(number)) => number.as_u64().map(Value::Money),
            (Kind::Text | Kind::Note, Json::Number(number)) => {
                Some(Value::Text(number.to_string()))
            }
            (Kind::Number, Json::Number(number)) => {
                number.as_u64()?.try_into().ok().map(Value::Number)
            }
            _ => None,
        }
    }

    /// A value typed by a person; none when the words do not fit. A choice is read by its field, which knows what may be chosen.
    pub fn from_typed(self, typed: &str) -> Option<Value> {
        let lines: Vec<String> = typed.lines().map(text::clean).collect();
        let whole = lines.join("\n");
        let typed = whole.trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        match self {
            Kind::Text | Kind::Staff => Some(Value::Text(
                typed.split_whitespace().collect::<Vec<_>>().join(" "),
            )),
            Kind::Note => Some(Value::Text(typed)),
            Kind::Day => day(&typed).map(Value::Day),
            Kind::Number => typed.parse().ok().map(Value::Number),
            Kind::Length => length(&typed).map(Value::Length),
            Kind::Moment => Moment::read(&typed)
                .ok()
                .or_else(|| day(&typed).map(Moment::day))
                .map(Value::Moment),
            Kind::Money => text::read_money(&typed).map(Value::Money),
            Kind::List | Kind::Rows => Some(Value::Lines(
                typed
                    .lines()
                    .map(|line| line.trim().to_owned())
                    .filter(|line| !line.is_empty())
                    .collect(),
            )),
            Kind::YesNo => match text::fold(&typed).as_str() {
                "co" | "yes" | "true" => Some(Value::YesNo(true)),
                "khong" | "no" | "false" => Some(Value::YesNo(false)),
                _ => None,
            },
            Kind::Charges => charges::read(&typed).ok().map(Value::Charges),
            Kind::Choice => None,
        }
    }

    /// What to type, for the message about words that do not fit.
    pub fn hint_vi(self) -> &'static str {
        match self {
            Kind::Text | Kind::Note | Kind::List | Kind::Rows => "hãy nhập chữ",
            Kind::Staff => "hãy nhập họ và tên cán bộ",
            Kind::Moment => "hãy nhập giờ và ngày theo dạng 08 giờ 30 ngày 18/8/2026",
            Kind::Money => "hãy nhập số tiền, ví dụ 1.500.000",
            Kind::Day => "hãy nhập ngày theo dạng 18/8/2026",
            Kind::Number => "hãy nhập số nguyên, ví dụ 1",
            Kind::Choice => "hãy chọn một mục trong danh sách",
            Kind::YesNo => "hãy chọn có hoặc không",
            Kind::Charges => "hãy nhập điều, khoản, điểm của Bộ luật Hình sự, ví dụ 170.1; 173.2.c",
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
            (Value::Text(words), Format::Caps) => words.to_uppercase(),
            (Value::Text(words), _) => words.clone(),
            (Value::Moment(moment), format) => printed_moment(moment, format),
            (Value::Money(dong), Format::Words) => text::money_in_words(*dong),
            (Value::Money(dong), _) => text::money(i64::try_from(*dong).unwrap_or(i64::MAX)),
            (Value::Lines(lines), Format::Lines) => lines.join("\n"),
            (Value::Lines(lines), _) => lines.join("; "),
            (Value::Number(number), Format::Words) => text::in_words((*number).into()),
            (Value::Length(length), Format::Words) => format!(
                "{} ({}) {}",
                length.value,
                text::in_words(length.value.into()),
                length.unit.vi()
            ),
            (Value::Day(on), Format::Full) => text::dates::in_full(on.year(), on.month(), on.day()),
            (Value::Day(on), _) => text::dates::on_paper(on.year(), on.month(), on.day()),
            (Value::Number(number), Format::Ordinal) => ordinal(*number),
            (Value::Number(number), _) => number.to_string(),
            (Value::Length(length), _) => length.vi(),
            (Value::Choice { words, .. }, Format::Caps) => words.to_uppercase(),
            (Value::Choice { words, .. }, _) => words.clone(),
            (Value::YesNo(yes), _) => yes_no(*yes).to_owned(),
            (Value::Charges(charges), Format::Offence) => {
                charges::offences(&Law::embedded().penal, charges)
            }
            (Value::Charges(charges), _) => charges::cited(charges),
        }
    }

    /// As it stands in the entry form, where it can be typed again.
    pub fn typed(&self) -> String {
        match self {
            Value::Text(words) => words.clone(),
            Value::Day(on) => on.format("%d/%m/%Y").to_string(),
            Value::Number(number) => number.to_string(),
            Value::Length(length) => format!("{} {}", length.value, length.unit.vi()),
            Value::Moment(moment) => moment.vi(),
            Value::Money(dong) => text::thousands(i64::try_from(*dong).unwrap_or(i64::MAX)),
            Value::Lines(lines) => lines.join("\n"),
            Value::Choice { words, .. } => words.clone(),
            Value::YesNo(yes) => yes_no(*yes).to_owned(),
            Value::Charges(charges) => charges::typed(charges),
        }
    }

    /// As a fact keeps it.
    pub fn recorded(&self) -> Json {
        match self {
            Value::Text(words) => json!(words),
            Value::Day(on) => json!(on.format("%Y-%m-%d").to_string()),
            Value::Number(number) => json!(number),
            Value::Length(length) => json!(length.value),
            Value::Moment(moment) => json!(moment.to_string()),
            Value::Money(dong) => json!(dong),
            Value::Lines(lines) => json!(lines.join("\n")),
            Value::Choice { code, .. } => json!(code),
            Value::YesNo(yes) => json!(yes),
            Value::Charges(charges) => json!(charges),
        }
    }
}

/// Có, không.
pub(super) fn yes_no(yes: bool) -> &'static str {
    if yes { "có" } else { "không" }
}

fn printed_moment(moment: &Moment, format: Format) -> String {
    let on = moment.on;
    let day = match format {
        Format::Full | Format::Clock => text::dates::in_full(on.year(), on.month(), on.day()),
        _ => format!(
            "ngày {}",
            text::dates::on_paper(on.year(), on.month(), on.day())
        ),
    };
    match moment.time {
        Some(time) => format!("{:02} giờ {:02} phút {day}", time.hour(), time.minute()),
        None => day,
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
