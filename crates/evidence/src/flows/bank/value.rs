//! Ngày và số tiền như ngân hàng ghi: what cannot be read says why, in a sentence for the row.

use chrono::{Datelike, NaiveDate, NaiveTime};
use exchange::sheet::{Cell, day_of_serial};

use super::super::messages;

/// Đồng, whole; nothing typed, "-" and zero are no sum.
pub fn amount(cell: &Cell) -> Result<i64, String> {
    match cell {
        Cell::Empty => Ok(0),
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Ok(*number as i64),
        Cell::Number(_) => Err(messages::odd_sum(&cell.shown())),
        Cell::Text(text) => typed(text).ok_or_else(|| messages::odd_sum(&text::clean(text))),
        Cell::Moment(_) | Cell::Truth(_) => Err(messages::odd_sum(&cell.shown())),
        Cell::Fault(code) => Err(messages::failed_formula(code)),
    }
}

/// "1.234.567", "1,234,567.00", "(500.000)", "+2 000 000 VND", "500.000-".
fn typed(text: &str) -> Option<i64> {
    let mut bare = text::fold(&text::clean(text)).replace(['\u{a0}', '\''], " ");
    for unit in ["viet nam dong", "dong", "vnd", "cr", "dr", "d"] {
        if let Some(rest) = bare.strip_suffix(unit) {
            bare = rest.trim_end().to_owned();
            break;
        }
    }
    let mut bare = bare.trim().trim_start_matches("vnd").trim();
    let mut is_negative = false;
    if let Some(inside) = bare
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        (bare, is_negative) = (inside.trim(), true);
    }
    for sign in ['-', '\u{2212}', '\u{2013}'] {
        let without = bare.strip_prefix(sign).or_else(|| bare.strip_suffix(sign));
        if let Some(rest) = without {
            (bare, is_negative) = (rest.trim(), true);
        }
    }
    let bare = bare.strip_prefix('+').unwrap_or(bare).trim();
    if bare.is_empty() {
        return Some(0);
    }
    let sum = whole(bare)?;
    Some(if is_negative { -sum } else { sum })
}

/// Groups of three, one mark between them; after another mark only noughts.
fn whole(bare: &str) -> Option<i64> {
    let is_mark = |c: char| matches!(c, '.' | ',' | ' ');
    if bare.chars().any(|c| !c.is_ascii_digit() && !is_mark(c)) || bare.starts_with(is_mark) {
        return None;
    }
    let last = bare.rfind(is_mark);
    let marks: Vec<char> = bare.chars().filter(|c| is_mark(*c)).collect();
    let (groups, decimals) = match (last, marks.as_slice()) {
        (Some(at), [one]) if *one != ' ' && bare.len() - at - 1 != 3 => {
            (&bare[..at], &bare[at + 1..])
        }
        (Some(at), [.., before, last]) if before != last => (&bare[..at], &bare[at + 1..]),
        _ => (bare, ""),
    };
    if decimals.len() > 4 || decimals.chars().any(|c| c != '0') {
        return None;
    }
    let parts: Vec<&str> = groups.split(is_mark).collect();
    let marks: Vec<char> = groups.chars().filter(|c| is_mark(*c)).collect();
    let is_well_cut = marks.windows(2).all(|pair| pair[0] == pair[1])
        && (parts.len() == 1
            || parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3));
    is_well_cut.then(|| parts.concat().parse().ok()).flatten()
}

/// Nợ hay có: whether a word says that money went out.
pub fn is_out(word: &str) -> Option<bool> {
    let folded = text::fold(&text::clean(word));
    match folded.as_str() {
        "-" | "d" | "dr" | "debit" | "no" | "ghi no" | "chi" | "rut" | "tien ra" | "chuyen di" => {
            Some(true)
        }
        "+" | "c" | "cr" | "credit" | "co" | "ghi co" | "thu" | "nop" | "gui" | "tien vao"
        | "nhan" => Some(false),
        _ => None,
    }
}

/// Ngày, perhaps with its hour.
pub fn day(
    cell: &Cell,
    month_first: bool,
    from_1904: bool,
) -> Result<(NaiveDate, Option<NaiveTime>), String> {
    let found = match cell {
        Cell::Moment(moment) => Some((moment.on, moment.time)),
        Cell::Number(number) => of_number(*number, from_1904),
        Cell::Text(text) => of_text(&text::clean(text), month_first),
        _ => None,
    };
    found
        .filter(|(on, _)| (1950..=2100).contains(&on.year()))
        .ok_or_else(|| messages::no_day(&cell.shown()))
}

fn of_number(number: f64, from_1904: bool) -> Option<(NaiveDate, Option<NaiveTime>)> {
    if (18_000.0..80_000.0).contains(&number) {
        return day_of_serial(number, from_1904).map(|moment| (moment.on, moment.time));
    }
    let digits = format!("{number:.0}");
    let is_day = number.fract() == 0.0 && digits.len() == 8;
    is_day
        .then(|| NaiveDate::parse_from_str(&digits, "%Y%m%d").ok())
        .flatten()
        .map(|on| (on, None))
}

/// The three numbers of a day and what follows them; an English name of a month counts as its number.
fn three(text: &str) -> Option<([u32; 3], [usize; 3], String, bool)> {
    let lower = text.to_lowercase();
    let start = lower.find(|c: char| c.is_ascii_digit())?;
    let mut rest = lower[start..].to_owned();
    let mut is_named = false;
    for (month, name) in (1..).zip(MONTHS) {
        if let Some(at) = rest.find(name).filter(|at| *at <= 4) {
            let end = rest[at..]
                .find(|c: char| !c.is_alphabetic())
                .map_or(rest.len(), |n| at + n);
            rest = format!(
                "{}/{month}/{}",
                rest[..at].trim_end_matches([' ', '-', '/', '.']),
                rest[end..].trim_start_matches([' ', '-', '/', '.', ','])
            );
            is_named = true;
            break;
        }
    }
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')))
        .unwrap_or(rest.len());
    let parts: Vec<&str> = rest[..end]
        .split(['/', '-', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let numbers = [a.parse().ok()?, b.parse().ok()?, c.parse().ok()?];
    Some((
        numbers,
        [a.len(), b.len(), c.len()],
        rest[end..].to_owned(),
        is_named,
    ))
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn of_text(text: &str, month_first: bool) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let Some((numbers, lengths, rest, is_named)) = three(text) else {
        let read = text::read_date(text)?;
        let on = NaiveDate::from_ymd_opt(read.year, read.month, read.day)?;
        let time = read
            .time
            .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
        return Some((on, time));
    };
    let [first, second, third] = numbers;
    let year = |number: u32, length: usize| match length {
        2 => i32::try_from(2000 + number).ok(),
        4 => i32::try_from(number).ok(),
        _ => None,
    };
    let on = match lengths {
        [4, ..] => NaiveDate::from_ymd_opt(year(first, 4)?, second, third)?,
        _ if month_first && !is_named => {
            NaiveDate::from_ymd_opt(year(third, lengths[2])?, first, second)?
        }
        _ => NaiveDate::from_ymd_opt(year(third, lengths[2])?, second, first)?,
    };
    Some((on, hour_in(&rest)))
}

/// " 14:03:22", "T14:03", " 2:03 PM".
fn hour_in(rest: &str) -> Option<NaiveTime> {
    let digits = |text: &str| {
        text.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
    };
    let (hour, after) = rest.split_once(':')?;
    let hour: String = hour
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .chars()
        .rev()
        .collect();
    let (mut hour, minute): (u32, u32) = (hour.parse().ok()?, digits(after).parse().ok()?);
    let is_afternoon = rest.contains("pm") && hour < 12;
    if is_afternoon {
        hour += 12;
    }
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Whether a column writes the month before the day: some day can be read no other way, and none contradicts.
pub fn is_month_first<'c>(cells: impl Iterator<Item = &'c Cell>) -> bool {
    let (mut month_first, mut day_first) = (0, 0);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        match three(text) {
            Some(([first, second, _], [length, ..], _, false)) if length <= 2 => {
                month_first += i32::from(first <= 12 && second > 12);
                day_first += i32::from(first > 12 && second <= 12);
            }
            _ => {}
        }
    }
    month_first > 0 && day_first == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn sums_are_read_in_every_notation_of_vietnamese_banks() {
        for (words, dong) in [
            ("1.234.567", 1_234_567),
            ("1,234,567", 1_234_567),
            ("1 234 567", 1_234_567),
            ("1.234.567,00", 1_234_567),
            ("1,234,567.00", 1_234_567),
            ("-500000", -500_000),
            ("(500.000)", -500_000),
            ("500.000-", -500_000),
            ("+2.000.000 VND", 2_000_000),
            ("VND 2,000,000", 2_000_000),
            ("50.000đ", 50_000),
            ("1.234", 1_234),
            ("1500,00", 1_500),
            ("-", 0),
            ("", 0),
            ("500,000 Cr", 500_000),
        ] {
            assert_eq!(amount(&text(words)), Ok(dong), "{words}");
        }
        assert_eq!(amount(&Cell::Number(2_500_000.0)), Ok(2_500_000));
    }

    #[test]
    fn a_sum_that_nobody_wrote_is_not_guessed() {
        for words in [
            "12,5",
            "1.23.456",
            "100 USD",
            "abc",
            "1.234,567.00",
            "12 5",
            "1,234.50",
        ] {
            assert!(amount(&text(words)).is_err(), "{words}");
        }
        assert!(amount(&Cell::Number(0.5)).is_err());
        assert!(amount(&Cell::Fault("#REF!".to_owned())).is_err());
    }

    #[test]
    fn days_are_read_as_banks_write_them() {
        let check = |words: &str, month_first: bool, expected: &str| {
            let found = day(&text(words), month_first, false);
            let found = found.map(|(on, time)| {
                time.map_or(on.to_string(), |time| {
                    format!("{on} {}", time.format("%H:%M"))
                })
            });
            assert_eq!(found.as_deref().unwrap_or("none"), expected, "{words}");
        };
        check("20/05/2026", false, "2026-05-20");
        check("20-05-26 14:03:22", false, "2026-05-20 14:03");
        check("2026-05-20T09:15:00", false, "2026-05-20 09:15");
        check("05/20/2026", true, "2026-05-20");
        check("20-May-2026", false, "2026-05-20");
        check("20 May 2026 2:03 PM", false, "2026-05-20 14:03");
        check("31/02/2026", false, "none");
        check("tháng 5", false, "none");
        assert_eq!(
            day(&Cell::Number(46_162.0), false, false).map(|(on, _)| on.to_string()),
            Ok("2026-05-20".to_owned())
        );
        assert_eq!(
            day(&Cell::Number(20_260_520.0), false, false).map(|(on, _)| on.to_string()),
            Ok("2026-05-20".to_owned())
        );
    }

    #[test]
    fn the_order_of_day_and_month_is_told_by_the_column() {
        let column = |all: &[&str]| {
            let cells: Vec<Cell> = all.iter().map(|words| text(words)).collect();
            is_month_first(cells.iter())
        };
        assert!(column(&["05/20/2026", "05/06/2026"]));
        assert!(!column(&["20/05/2026", "05/06/2026"]));
        assert!(!column(&["05/06/2026"]), "what may be both is day first");
        assert!(
            !column(&["05/20/2026", "20/05/2026"]),
            "what contradicts is day first and its rows are told"
        );
    }
}
