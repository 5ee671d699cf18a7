//! Ngày, giờ tố tụng (BLTTHS Đ.134): a day in law, with its hour where the law counts hours.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Vietnam keeps UTC+7 all year.
const HOURS_AHEAD_OF_UTC: i64 = 7;

/// Thời điểm: local time in Vietnam. Without an hour it means the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// The local day.
    pub on: NaiveDate,
    /// The local hour and minute, where they are known or count.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// A whole day.
    pub fn day(on: NaiveDate) -> Self {
        Moment { on, time: None }
    }

    /// A day with its hour.
    pub fn at(on: NaiveDate, time: NaiveTime) -> Self {
        Moment {
            on,
            time: Some(time),
        }
    }

    /// The instant as milliseconds since 1970 in UTC; a whole day counts from its 00:00 local time.
    pub fn at_utc_ms(&self) -> i64 {
        self.local().and_utc().timestamp_millis() - HOURS_AHEAD_OF_UTC * 3_600_000
    }

    /// The local day, hour and minute of an instant; `None` for an instant beyond the calendar.
    pub fn from_utc_ms(ms: i64) -> Option<Self> {
        let local = chrono::DateTime::from_timestamp_millis(
            ms.checked_add(HOURS_AHEAD_OF_UTC * 3_600_000)?,
        )?
        .naive_utc();
        let minute = NaiveTime::from_hms_opt(local.hour(), local.minute(), 0)?;
        Some(Moment::at(local.date(), minute))
    }

    /// The same moment some hours later; a whole day counts from 00:00.
    pub fn plus_hours(&self, hours: i64) -> Option<Self> {
        let later = self
            .local()
            .checked_add_signed(TimeDelta::try_hours(hours)?)?;
        Some(Moment {
            on: later.date(),
            time: Some(later.time()),
        })
    }

    /// The same hour some days later (earlier when negative).
    pub fn plus_days(&self, days: i64) -> Option<Self> {
        let step = Days::new(days.unsigned_abs());
        let on = if days < 0 {
            self.on.checked_sub_days(step)?
        } else {
            self.on.checked_add_days(step)?
        };
        Some(Moment {
            on,
            time: self.time,
        })
    }

    /// As people read it: `17 giờ 00 phút ngày 20/05/2026` or `20/05/2026`.
    pub fn vi(&self) -> String {
        match self.time {
            Some(time) => format!(
                "{:02} giờ {:02} phút ngày {}",
                time.hour(),
                time.minute(),
                day_vi(self.on)
            ),
            None => day_vi(self.on),
        }
    }

    /// Reads a moment as people write it: `17 giờ 30 phút ngày 20/05/2026`, `17h30 ngày 20 tháng 5 năm 2026`,
    /// `20/05/2026 17:30`, or ISO.
    pub fn read(text: &str) -> Result<Moment, NotAMoment> {
        if let Ok(moment) = text.parse() {
            return Ok(moment);
        }
        written(&text.to_lowercase()).ok_or_else(|| NotAMoment(text.to_owned()))
    }

    fn local(&self) -> NaiveDateTime {
        self.on.and_time(self.time.unwrap_or(NaiveTime::MIN))
    }
}

impl From<NaiveDate> for Moment {
    fn from(on: NaiveDate) -> Self {
        Moment::day(on)
    }
}

/// A day as people read it: `20/05/2026`.
pub fn day_vi(on: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", on.day(), on.month(), on.year())
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.on)?;
        match self.time {
            Some(time) => write!(f, "T{:02}:{:02}", time.hour(), time.minute()),
            None => Ok(()),
        }
    }
}

/// A text that is no day and no hour of a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” không phải ngày, giờ đọc được. Hãy ghi như 20/05/2026 hoặc 17 giờ 30 phút ngày 20/05/2026 (2026-05-20T17:30 cũng được)."
)]
pub struct NotAMoment(pub String);

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let wrong = || NotAMoment(text.to_owned());
        let text = text.trim();
        let (day, hour) = match text.split_once(['T', ' ']) {
            Some((day, hour)) => (day, Some(hour)),
            None => (text, None),
        };
        let on = iso_day(day).ok_or_else(wrong)?;
        let Some(hour) = hour else {
            return Ok(Moment::day(on));
        };
        let time = hour_and_minute(hour)
            .or_else(|| NaiveTime::parse_from_str(hour, "%H:%M:%S").ok())
            .ok_or_else(wrong)?;
        Ok(Moment::at(on, time))
    }
}

/// Numbers with the words after each: day, month and year stand together, what is left is hour and minute.
fn written(text: &str) -> Option<Moment> {
    let mut numbers: Vec<(u32, usize, &str)> = Vec::new();
    let mut rest = text.trim();
    let known = |words: &str| {
        words.split([' ', ',', ':', '.']).all(|word| {
            matches!(
                word,
                "" | "giờ"
                    | "h"
                    | "g"
                    | "phút"
                    | "ph"
                    | "ngày"
                    | "lúc"
                    | "hồi"
                    | "tháng"
                    | "năm"
                    | "/"
            )
        })
    };
    let lead = rest.find(|letter: char| letter.is_ascii_digit())?;
    if !known(&rest[..lead]) {
        return None;
    }
    rest = &rest[lead..];
    while !rest.is_empty() {
        let digits = rest
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len());
        let (number, tail) = rest.split_at(digits);
        let next = tail
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(tail.len());
        let words = tail[..next].trim();
        if !known(words) {
            return None;
        }
        numbers.push((number.parse().ok()?, number.len(), words));
        rest = &tail[next..];
    }
    let first = numbers
        .iter()
        .position(|(_, _, words)| *words == "/" || *words == "tháng")?;
    if numbers.len() < first + 3 || numbers.len() > 5 || numbers[first + 2].1 != 4 {
        return None;
    }
    let mut date = numbers.drain(first..first + 3).map(|(number, _, _)| number);
    let (day, month, year) = (date.next()?, date.next()?, date.next()?);
    drop(date);
    let on = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    match numbers.as_slice() {
        [] => Some(Moment::day(on)),
        [(hour, ..)] => Some(Moment::at(on, NaiveTime::from_hms_opt(*hour, 0, 0)?)),
        [(hour, ..), (minute, ..)] => {
            Some(Moment::at(on, NaiveTime::from_hms_opt(*hour, *minute, 0)?))
        }
        _ => None,
    }
}

/// An hour written `17:00`.
fn hour_and_minute(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hour) || !two_digits(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// A day written `2026-05-20`, with a four-digit year and nothing else.
pub fn iso_day(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    // Digits by hand: a rebuild of the views reads some ten million days.
    let number = |digits: &str| digits.parse::<u32>().ok();
    let year = shape.then(|| number(&text[..4])).flatten()?;
    NaiveDate::from_ymd_opt(
        year.cast_signed(),
        number(&text[5..7])?,
        number(&text[8..])?,
    )
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_read_as_people_write_it() {
        for text in [
            "17 giờ 30 phút ngày 20/05/2026",
            "17 giờ 30 phút, ngày 20 tháng 5 năm 2026",
            "17h30 ngày 20/5/2026",
            "ngày 20/05/2026 17:30",
            "lúc 17 giờ 30, ngày 20 tháng 05 năm 2026",
            "2026-05-20T17:30",
        ] {
            let read = Moment::read(text).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Ok("2026-05-20T17:30"), "{text}");
        }
        assert_eq!(Moment::read("20/5/2026").unwrap().time, None);
        for text in [
            "",
            "mai",
            "30/2/2026",
            "25 giờ ngày 20/05/2026",
            "20/5/26",
            "số 12 ngày 20/5/2026",
            "1/2/3/4/2026/6",
        ] {
            assert!(Moment::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_is_written_and_read_back_the_same() {
        for text in ["2026-05-20", "2026-05-20T17:00", "2024-02-29T00:05"] {
            assert_eq!(moment(text).to_string(), text);
            let json = serde_json::to_string(&moment(text)).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment(text));
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_with_a_sentence() {
        for text in [
            "2026-02-29",
            "20/05/2026",
            "2026-05-20T25:00",
            "",
            "2026-5-20",
            "+2026-05-2",
        ] {
            let refusal = text.parse::<Moment>().unwrap_err();
            assert!(refusal.to_string().contains("không phải ngày"), "{text}");
        }
    }

    #[test]
    fn people_read_the_hour_before_the_day() {
        assert_eq!(
            moment("2026-05-20T17:00").vi(),
            "17 giờ 00 phút ngày 20/05/2026"
        );
        assert_eq!(moment("2026-05-20").vi(), "20/05/2026");
    }

    #[test]
    fn an_instant_counts_seven_hours_ahead_of_utc() {
        assert_eq!(moment("1970-01-01T07:00").at_utc_ms(), 0);
        assert_eq!(moment("1970-01-02").at_utc_ms(), 17 * 3_600_000);
        assert_eq!(Moment::from_utc_ms(0), Some(moment("1970-01-01T07:00")));
    }

    #[test]
    fn hours_cross_midnight_and_the_end_of_february() {
        assert_eq!(
            moment("2024-02-28T20:00").plus_hours(12),
            Some(moment("2024-02-29T08:00"))
        );
        assert_eq!(
            moment("2026-02-28T20:00").plus_hours(12),
            Some(moment("2026-03-01T08:00"))
        );
    }
}
