//! Giờ và ngày trong lời kể: "khoảng 21 giờ 30 phút ngày 12/3/2026", "21h30", "9 giờ tối", "9 rưỡi", "ngày 12 tháng 3".

use super::{Taken, Topic, pieces::Piece, sums::spoken};
use crate::dates::is_real_day;

/// A time of the day, with the day it is told with.
pub(super) fn time(before: &[Piece], rest: &[Piece]) -> Taken {
    let (hour, minute, used) = clock(rest).or_else(|| by_word(rest))?;
    let is_length = before
        .last()
        .is_some_and(|word| word.is_one_of(&["trong", "sau", "suốt", "hơn", "mất"]));
    let goes_on = rest.get(used).is_some_and(|word| word.is("đồng"))
        && rest.get(used + 1).is_some_and(|word| word.is("hồ"));
    if is_length || goes_on {
        return None;
    }
    let (hour, used) = match rest.get(used).map(|word| word.lower.as_str()) {
        Some("chiều" | "tối" | "đêm") if (1..12).contains(&hour) => (hour + 12, used + 1),
        Some("sáng" | "trưa" | "chiều" | "tối" | "đêm") => (hour, used + 1),
        _ => (hour, used),
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    let value = format!("{hour:02}:{minute:02}");
    let gap = usize::from(rest.get(used).is_some_and(|mark| mark.is(",")));
    match written_day(&rest[used + gap..]) {
        Some((day, more)) => Some((
            vec![
                (Topic::Time, value, Some(day.clone())),
                (Topic::Day, day, None),
            ],
            used + gap + more,
        )),
        None => Some((vec![(Topic::Time, value, None)], used)),
    }
}

/// 21 giờ 30 phút, 21h30, 21:30, 9 giờ rưỡi, 21 giờ kém 15.
fn clock(rest: &[Piece]) -> Option<(u64, u64, usize)> {
    let hour = rest.first()?.number(2)?;
    let sign = rest.get(1)?;
    if sign.is(":") {
        let minute = rest.get(2)?;
        let is_tight = rest[0].touches(sign) && sign.touches(minute) && minute.text.len() == 2;
        return is_tight
            .then(|| minute.number(2))
            .flatten()
            .map(|minute| (hour, minute, 3));
    }
    sign.is_one_of(&["giờ", "h", "g"])
        .then(|| minutes(hour, &rest[2..]))
        .map(|(hour, minute, more)| (hour, minute, 2 + more))
}

/// "chín giờ", "mười giờ rưỡi".
fn by_word(rest: &[Piece]) -> Option<(u64, u64, usize)> {
    let (hour, used) = spoken(rest)?;
    let is_hour = hour < 25 && rest.get(used).is_some_and(|word| word.is("giờ"));
    is_hour
        .then(|| minutes(hour, &rest[used + 1..]))
        .map(|(hour, minute, more)| (hour, minute, used + 1 + more))
}

/// What follows the hour: the hour again, the minutes, and how many pieces they took.
fn minutes(hour: u64, rest: &[Piece]) -> (u64, u64, usize) {
    let word = |at: usize| rest.get(at).map_or("", |piece| piece.lower.as_str());
    let number = |at: usize| rest.get(at).and_then(|piece| piece.number(2));
    match (word(0), number(0)) {
        ("rưỡi", _) => (hour, 30, 1),
        ("kém", _) => match number(1) {
            Some(less @ 1..60) => {
                let said = usize::from(word(2) == "phút");
                ((hour + 23) % 24, 60 - less, 2 + said)
            }
            _ => (hour, 0, 0),
        },
        (_, Some(minute)) if minute < 60 && !matches!(word(1), "/" | "-" | "tháng") => {
            let said = usize::from(matches!(word(1), "phút" | "p" | "'"));
            (hour, minute, 1 + said)
        }
        _ => match spoken(rest) {
            Some((minute, used)) if minute < 60 && word(used) == "phút" => {
                (hour, minute, used + 1)
            }
            _ => (hour, 0, 0),
        },
    }
}

/// A day.
pub(super) fn day(rest: &[Piece]) -> Taken {
    let (day, used) = written_day(rest)?;
    Some((vec![(Topic::Day, day, None)], used))
}

/// "ngày 12/3/2026", "12-3-2026", "ngày 12/3", "ngày 12 tháng 3 năm 2026", "ngày 12 tháng 3".
fn written_day(rest: &[Piece]) -> Option<(String, usize)> {
    let said = usize::from(rest.first()?.is("ngày"));
    let rest = &rest[said..];
    let day = rest.first()?.number(2)?;
    let sign = rest.get(1)?;
    let month = rest.get(2)?.number(2)?;
    let next = |at: usize| rest.get(at);
    if sign.is("tháng") {
        let comma = usize::from(next(3).is_some_and(|mark| mark.is(",")));
        let year = next(3 + comma)
            .filter(|word| word.is("năm"))
            .and_then(|_| next(4 + comma)?.number(4));
        return match year {
            Some(year) => Some((told(day, month, Some(year))?, said + 5 + comma)),
            None => Some((told(day, month, None)?, said + 3)),
        };
    }
    if !sign.is_one_of(&["/", "-", "."]) {
        return None;
    }
    let year = next(3)
        .filter(|second| second.text == sign.text)
        .and_then(|_| next(4)?.number(4));
    match year {
        // "10/12/2026/QĐ" is the number of a paper.
        Some(_) if next(5).is_some_and(|mark| mark.is("/")) => None,
        Some(year) => Some((told(day, month, Some(year))?, said + 5)),
        None if said == 1 && sign.is("/") => Some((told(day, month, None)?, said + 3)),
        None => None,
    }
}

fn told(day: u64, month: u64, year: Option<u64>) -> Option<String> {
    let year = year.map(|year| if year < 50 { year + 2000 } else { year });
    // A year that leaps, so that 29/2 without its year is a day.
    is_real_day(year.unwrap_or(2024), month, day).then(|| match year {
        Some(year) => format!("{day}/{month}/{year}"),
        None => format!("{day}/{month}"),
    })
}

/// A day without its year is any year's.
pub(super) fn is_same_day(one: &str, other: &str) -> bool {
    let cut = |day: &str| -> (String, Option<String>) {
        let mut parts = day.splitn(3, '/').map(str::to_owned);
        let (day, month) = (parts.next(), parts.next());
        (
            format!("{}/{}", day.unwrap_or_default(), month.unwrap_or_default()),
            parts.next(),
        )
    };
    let ((one, year), (other, again)) = (cut(one), cut(other));
    one == other && (year == again || year.is_none() || again.is_none())
}
