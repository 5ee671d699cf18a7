//! Ngày, tháng, năm và giờ: dates as papers write them, read back from typed or recognised text.

use crate::tokens::{Token, tokens};
use std::ops::Range;

/// A date read from a text, perhaps with its hour. The numbers form a real day; the calendar floor makes it a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReadDate {
    /// Năm, 1900–2100.
    pub year: i32,
    /// Tháng.
    pub month: u32,
    /// Ngày.
    pub day: u32,
    /// Giờ and phút, when the text has them.
    pub time: Option<(u32, u32)>,
}

/// A date and where it stands in the text, its hour included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// What was read.
    pub date: ReadDate,
    /// The bytes of the text it was read from.
    pub range: Range<usize>,
}

/// The one date of a field: "20/5/2026", "20.05.2026", "2026-05-20", "ngày 20 tháng 5 năm 2026",
/// "17 giờ 00 phút ngày 20/5/2026", "20/5/2026 17:00", or eight digits typed in a hurry, "20052026".
/// `None` when there is none, or more than one.
pub fn read_date(text: &str) -> Option<ReadDate> {
    if let Some(digits) = eight_digits(text.trim()) {
        return real_day(digits % 10_000, digits / 10_000 % 100, digits / 1_000_000);
    }
    match dates_in(text).as_slice() {
        [only] => Some(only.date),
        _ => None,
    }
}

fn eight_digits(text: &str) -> Option<u64> {
    let all = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

/// Every date of a text, in order, with misread digits (l for 1, O for 0) understood.
pub fn dates_in(text: &str) -> Vec<FoundDate> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_with_time(&tokens[at..]) {
            Some((date, used)) => {
                found.push(FoundDate {
                    date,
                    range: tokens[at].range.start..tokens[at + used - 1].range.end,
                });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// A date at the first token, with an hour before or after it; and how many tokens it took.
fn date_with_time(tokens: &[Token]) -> Option<(ReadDate, usize)> {
    if let Some((time, used)) = time(tokens) {
        let (date, more) = date_after_time(&tokens[used..])?;
        return Some((
            ReadDate {
                time: Some(time),
                ..date
            },
            used + more,
        ));
    }
    let (date, used) = date(tokens)?;
    let after = used + skip(&tokens[used..], &[",", "T", "lúc", "-"]);
    match time(&tokens[after..]) {
        // "… ngày 20/5/2026, 17 giờ ngày 21/5/2026": that hour belongs to the next day.
        Some((time, more)) if date_after_time(&tokens[after + more..]).is_none() => Some((
            ReadDate {
                time: Some(time),
                ..date
            },
            after + more,
        )),
        _ => Some((date, used)),
    }
}

fn date_after_time(tokens: &[Token]) -> Option<(ReadDate, usize)> {
    let skipped = skip(tokens, &[",", "-"]);
    let (date, used) = date(&tokens[skipped..])?;
    Some((date, skipped + used))
}

fn skip(tokens: &[Token], separators: &[&str]) -> usize {
    usize::from(
        tokens
            .first()
            .is_some_and(|token| separators.contains(&token.text)),
    )
}

fn date(tokens: &[Token]) -> Option<(ReadDate, usize)> {
    let said = usize::from(tokens.first().is_some_and(|token| token.is_word("ngay")));
    let (read, used) = iso(&tokens[said..])
        .or_else(|| spoken(&tokens[said..]))
        .or_else(|| slashed(&tokens[said..]))?;
    Some((read, said + used))
}

/// 20/5/2026, 20-5-2026, 20.05.2026.
fn slashed(tokens: &[Token]) -> Option<(ReadDate, usize)> {
    let [day, first, month, second, year, rest @ ..] = tokens else {
        return None;
    };
    let separated = matches!(first.text, "/" | "-" | ".") && first.text == second.text;
    // "10/12/2026/QĐ" is the number of a paper.
    let ends = rest.first().is_none_or(|next| next.text != "/");
    if !separated || !ends {
        return None;
    }
    Some((
        real_day(year.number(4)?, month.number(2)?, day.number(2)?)?,
        5,
    ))
}

/// 2026-05-20, as date fields send it; the hour may hang on with a T.
fn iso(tokens: &[Token]) -> Option<(ReadDate, usize)> {
    let [year, first, month, second, last, rest @ ..] = tokens else {
        return None;
    };
    if first.text != "-" || second.text != "-" || year.text.len() != 4 {
        return None;
    }
    let (year, month) = (year.number(4)?, month.number(2)?);
    let Some((day, hour)) = last.text.split_once('T') else {
        return Some((real_day(year, month, last.number(2)?)?, 5));
    };
    let [colon, minute, ..] = rest else {
        return None;
    };
    let time = real_time(hour.parse().ok()?, minute.number(2)?).filter(|_| colon.text == ":")?;
    let date = real_day(year, month, day.parse().ok()?)?;
    Some((
        ReadDate {
            time: Some(time),
            ..date
        },
        7,
    ))
}

/// 20 tháng 5 năm 2026.
fn spoken(tokens: &[Token]) -> Option<(ReadDate, usize)> {
    let [day, month_word, month, rest @ ..] = tokens else {
        return None;
    };
    if !month_word.is_word("thang") {
        return None;
    }
    let comma = skip(rest, &[","]);
    let [year_word, year, ..] = &rest[comma..] else {
        return None;
    };
    if !year_word.is_word("nam") {
        return None;
    }
    Some((
        real_day(year.number(4)?, month.number(2)?, day.number(2)?)?,
        5 + comma,
    ))
}

/// 17 giờ 00 phút, 17 giờ, 17h00, 17h, 17:00.
fn time(tokens: &[Token]) -> Option<((u32, u32), usize)> {
    let (first, rest) = tokens.split_first()?;
    if let Some((hour, minute)) = first.text.split_once(['h', 'H']) {
        let minute = if minute.is_empty() { "0" } else { minute };
        return Some((real_time(hour.parse().ok()?, minute.parse().ok()?)?, 1));
    }
    let hour = first.number(2)?;
    let (sign, rest) = rest.split_first()?;
    let minute = rest.first().and_then(|token| token.number(2));
    if sign.text == ":" {
        return Some((real_time(hour, minute?)?, 3));
    }
    if !(sign.is_word("gio") || sign.is_word("h")) {
        return None;
    }
    match (minute, rest.get(1)) {
        (Some(minute), Some(word)) if word.is_word("phut") || word.is_word("p") => {
            Some((real_time(hour, minute)?, 4))
        }
        // "17 giờ 20/5/2026": the 20 is a day.
        (Some(_), _) if slashed(rest).is_some() || spoken(rest).is_some() => {
            Some((real_time(hour, 0)?, 2))
        }
        (Some(minute), _) => Some((real_time(hour, minute)?, 3)),
        (None, _) => Some((real_time(hour, 0)?, 2)),
    }
}

fn real_time(hour: u64, minute: u64) -> Option<(u32, u32)> {
    (hour < 24 && minute < 60).then_some((hour as u32, minute as u32))
}

fn real_day(year: u64, month: u64, day: u64) -> Option<ReadDate> {
    let real = (1900..=2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day);
    real.then_some(ReadDate {
        year: year as i32,
        month: month as u32,
        day: day as u32,
        time: None,
    })
}

/// Whether there is such a day.
pub(crate) fn is_real_day(year: u64, month: u64, day: u64) -> bool {
    real_day(year, month, day).is_some()
}

fn days_of(year: u64, month: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// "ngày 05 tháng 02 năm 2026": a day below 10 and the months 1 and 2 take a zero on official papers.
pub fn in_full(year: i32, month: u32, day: u32) -> String {
    format!("ngày {day:02} tháng {} năm {year}", paper_month(month))
}

/// "05/02/2026", "20/5/2026": the short form with the same zeros.
pub fn on_paper(year: i32, month: u32, day: u32) -> String {
    format!("{day:02}/{}/{year}", paper_month(month))
}

fn paper_month(month: u32) -> String {
    if month < 3 {
        format!("{month:02}")
    } else {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, date: Option<(i32, u32, u32)>, time: Option<(u32, u32)>) {
        let expected = date.map(|(year, month, day)| ReadDate {
            year,
            month,
            day,
            time,
        });
        assert_eq!(read_date(text), expected, "{text}");
    }

    #[test]
    fn a_date_is_read_in_every_form_of_a_paper() {
        let day = Some((2026, 5, 20));
        for text in [
            "20/5/2026",
            "20/05/2026",
            "20.5.2026",
            "20 - 5 - 2026",
            "2026-05-20",
            "20052026",
            "ngày 20 tháng 5 năm 2026",
            "Ngày 20 tháng 05, năm 2026",
            "Sơn La, ngày 20  tháng 5\nnăm 2026",
            "NGÀY 20/5/2026.",
        ] {
            check(text, day, None);
        }
    }

    #[test]
    fn a_scanner_may_misread_digits_and_marks() {
        check("2O/5/2O26", Some((2026, 5, 20)), None);
        check("ngay l4 thang 5 nãm 2026", Some((2026, 5, 14)), None);
        check("ngày | tháng I0 năm 2O26", Some((2026, 10, 1)), None);
    }

    #[test]
    fn an_hour_stands_before_or_after_its_day() {
        let day = Some((2026, 5, 20));
        for text in [
            "17 giờ 00 phút ngày 20/5/2026",
            "17 giờ, ngày 20 tháng 5 năm 2026",
            "17h00 ngày 20/5/2026",
            "17h 20/5/2026",
            "hồi 17:00 ngày 20/5/2026",
            "l7 giờ OO phút, ngày 20/5/2026",
            "20/5/2026 17:00",
            "20/5/2026, 17 giờ",
            "2026-05-20T17:00",
            "17 giờ 20/5/2026",
        ] {
            check(text, day, Some((17, 0)));
        }
        check("13 giờ 55 phút ngày 20/5/2026", day, Some((13, 55)));
    }

    #[test]
    fn an_hour_belongs_to_the_day_that_follows_it() {
        let found =
            dates_in("từ 17 giờ 00 phút ngày 20/5/2026 đến 17 giờ 00 phút ngày 23/5/2026, nơi ở");
        let days: Vec<(u32, _)> = found
            .iter()
            .map(|found| (found.date.day, found.date.time))
            .collect();
        assert_eq!(days, [(20, Some((17, 0))), (23, Some((17, 0)))]);
        let found = dates_in("ngày 20/5/2026, 08 giờ ngày 21/5/2026");
        assert_eq!(found[0].date.time, None);
        assert_eq!(found[1].date.time, Some((8, 0)));
    }

    #[test]
    fn impossible_days_and_numbers_of_papers_are_not_dates() {
        for text in [
            "31/4/2026",
            "29/2/2026",
            "0/5/2026",
            "20/13/2026",
            "116/QĐ-VKSKV3",
            "03/2026/TT-VKSTC",
            "tháng 5 năm 2026",
            "20/5/26",
            "20/5-2026",
            "31042026",
            "2005202",
            "1/1/1800",
            "",
        ] {
            check(text, None, None);
        }
        check("29/02/2028", Some((2028, 2, 29)), None);
    }

    #[test]
    fn two_dates_are_no_answer_to_one_field() {
        check("20/5/2026 và 21/5/2026", None, None);
    }

    #[test]
    fn a_date_knows_where_it_stands() {
        let text = "Quyết định số 242/QĐ-CSĐT ngày 22/5/2026 của";
        let found = dates_in(text);
        assert_eq!(&text[found[0].range.clone()], "ngày 22/5/2026");
    }

    #[test]
    fn papers_write_zeros_before_small_days_and_the_first_two_months() {
        assert_eq!(in_full(2026, 5, 20), "ngày 20 tháng 5 năm 2026");
        assert_eq!(in_full(2026, 2, 5), "ngày 05 tháng 02 năm 2026");
        assert_eq!(on_paper(2026, 6, 9), "09/6/2026");
    }

    proptest! {
        #[test]
        fn a_written_date_is_read_back(year in 1900i32..=2100, month in 1u32..=12, day in 1u32..=28, hour in 0u32..24, minute in 0u32..60) {
            let date = ReadDate { year, month, day, time: None };
            prop_assert_eq!(read_date(&in_full(year, month, day)), Some(date));
            prop_assert_eq!(read_date(&on_paper(year, month, day)), Some(date));
            let with_hour = format!("{hour:02} giờ {minute:02} phút {}", in_full(year, month, day));
            prop_assert_eq!(read_date(&with_hour), Some(ReadDate { time: Some((hour, minute)), ..date }));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[0-9lO/.: TtHhgiờphútngàytháng ăâ-]{0,40}") {
            for found in dates_in(&text) {
                prop_assert!(text.get(found.range).is_some());
            }
        }
    }
}
