//! Đọc chữ người dùng gõ: dates, hours, sums and charges as people type them, each refusal a sentence.

use chrono::{Datelike, NaiveDate, NaiveTime};

const DATE_ADVICE: &str = "Hãy gõ ngày theo dạng ngày/tháng/năm, ví dụ 20/05/2026.";
const TIME_ADVICE: &str =
    "Hãy gõ giờ theo dạng giờ:phút, ví dụ 17:00, hoặc 17 giờ 30 phút ngày 20/05/2026.";

/// Ngày: "20/5/2026", "20-5-26", "200526", "20.05.2026"; ISO too, as pickers send it.
pub fn date(typed: &str) -> Result<NaiveDate, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(DATE_ADVICE.to_owned());
    }
    if typed.split('-').next().is_some_and(|year| year.len() == 4)
        && let Ok(day) = typed.parse::<NaiveDate>()
    {
        return sensible(day);
    }
    let parts: Vec<&str> = typed
        .split(['/', '-', '.', ' '])
        .filter(|p| !p.is_empty())
        .collect();
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] => (*day, *month, *year),
        [run] if run.is_ascii() && matches!(run.len(), 6 | 8) => (&run[..2], &run[2..4], &run[4..]),
        _ => return Err(DATE_ADVICE.to_owned()),
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| DATE_ADVICE.to_owned());
    let year = match (number(year)?, year.len()) {
        (short, 2) => 2000 + short,
        (full, 4) => full,
        _ => return Err(DATE_ADVICE.to_owned()),
    };
    let (day, month) = (number(day)?, number(month)?);
    let year = i32::try_from(year).map_err(|_| DATE_ADVICE.to_owned())?;
    NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| format!("Không có ngày {day}/{month}/{year}. {DATE_ADVICE}"))
        .and_then(sensible)
}

/// Ngày gõ tắt: "2/6" and "0206" are the nearest such day, "h" is today (hôm nay), "q" yesterday (hôm qua).
pub fn date_near(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    date(typed).or_else(|refused| short_day(typed, today).ok_or(refused))
}

/// Ngày giờ gõ tắt: "2/6 17h", "0206 1730", "17h 2/6", "h 17h"; an hour alone is of today.
pub fn moment_near(
    typed: &str,
    today: NaiveDate,
) -> Result<(NaiveDate, Option<NaiveTime>), String> {
    let refused = match moment(typed) {
        Ok(read) => return Ok(read),
        Err(refused) => refused,
    };
    let mut words: Vec<&str> = typed.split_whitespace().collect();
    let has_mark = |word: &&str| word.contains(['/', '-', '.']);
    let place = words.iter().position(has_mark).unwrap_or(0);
    let day = words.get(place).and_then(|word| short_day(word, today));
    if day.is_some() {
        words.remove(place);
    }
    match (day, words.is_empty()) {
        (Some(day), true) => Ok((day, None)),
        (Some(day), false) => Ok((day, Some(time(&words.join(" "))?))),
        (None, _) if is_hour(typed) => Ok((today, Some(time(typed)?))),
        (None, _) => Err(refused),
    }
}

/// "17h", "17:30", "7 giờ 5": an hour and nothing else.
fn is_hour(typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    typed.starts_with(|first: char| first.is_ascii_digit())
        && (typed.contains([':', 'h']) || typed.contains("giờ"))
        && !typed.contains(['/', '-', '.'])
}

fn short_day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim().to_lowercase();
    match typed.as_str() {
        "h" | "hôm nay" => return Some(today),
        "q" | "hôm qua" => return today.pred_opt(),
        _ => {}
    }
    let parts: Vec<&str> = typed
        .split(['/', '-', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let (day, month) = match parts.as_slice() {
        [day, month] if day.len() <= 2 && month.len() <= 2 => (*day, *month),
        [run] if run.is_ascii() && run.len() == 4 => run.split_at(2),
        _ => return None,
    };
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    (today.year() - 1..=today.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|day| (*day - today).abs())
}

fn sensible(day: NaiveDate) -> Result<NaiveDate, String> {
    if (1900..=2100).contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!(
            "Năm {} nằm ngoài khoảng 1900–2100. Hãy xem lại năm.",
            day.year()
        ))
    }
}

/// Giờ: "17:00", "17h", "17h30", "1730", "7 giờ 5 phút".
pub fn time(typed: &str) -> Result<NaiveTime, String> {
    let digits: String = typed
        .chars()
        .map(|c| if c.is_ascii_digit() { c } else { ' ' })
        .collect();
    let numbers: Vec<u32> = digits
        .split_whitespace()
        .filter_map(|n| n.parse().ok())
        .collect();
    let (hour, minute) = match numbers.as_slice() {
        [run] if typed.trim().len() == 4 && typed.trim().parse() == Ok(*run) => {
            (run / 100, run % 100)
        }
        [hour] => (*hour, 0),
        [hour, minute] | [hour, minute, 0] => (*hour, *minute),
        _ => return Err(TIME_ADVICE.to_owned()),
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(|| TIME_ADVICE.to_owned())
}

/// Ngày giờ: a day, then an hour if one is typed; also "17:00 20/05/2026" and ISO.
pub fn moment(typed: &str) -> Result<(NaiveDate, Option<NaiveTime>), String> {
    if let Ok(written) = law::Moment::read(typed) {
        return Ok((sensible(written.on)?, written.time));
    }
    let typed = typed.trim().replace(',', " ");
    if let Some((day, hour)) = typed.split_once('T') {
        return Ok((date(day)?, Some(time(hour)?)));
    }
    match typed.split_once(char::is_whitespace) {
        None => Ok((date(&typed)?, None)),
        Some((head, rest)) if head.contains(['/', '-', '.']) || head.len() >= 6 => {
            Ok((date(head)?, Some(time(rest)?)))
        }
        Some(_) => {
            let (hour, day) = typed
                .rsplit_once(char::is_whitespace)
                .ok_or_else(|| DATE_ADVICE.to_owned())?;
            Ok((date(day)?, Some(time(hour)?)))
        }
    }
}

/// Số nguyên hoặc tiền: "1.234.567", "1 234 567".
pub fn whole_number(typed: &str) -> Result<i64, String> {
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, '.' | ' ' | '\u{a0}'))
        .collect();
    digits
        .parse()
        .map_err(|_| "Hãy gõ một số nguyên, ví dụ 1.500.000.".to_owned())
}

/// Điều, khoản, điểm.
pub type ChargeTyped = (String, Option<u8>, Option<String>);

/// Điều luật: "170.1", "173.2.c", "khoản 1 Điều 170", "điểm c khoản 2 Điều 173 BLHS".
pub fn charge(typed: &str) -> Result<ChargeTyped, String> {
    let advice =
        || "Hãy gõ điều luật theo dạng điều.khoản.điểm, ví dụ 170.1 hoặc 173.2.c.".to_owned();
    let text = typed.trim().to_lowercase().replace("blhs", "");
    let after = |word: &str| {
        text.split_once(word)
            .and_then(|(_, rest)| rest.split_whitespace().next())
            .map(str::to_owned)
    };
    let (article, clause, point) = if text.contains("điều") {
        (
            after("điều").unwrap_or_default(),
            after("khoản"),
            after("điểm"),
        )
    } else {
        let mut parts = text
            .trim()
            .split(['.', ' ', '/'])
            .filter(|p| !p.is_empty())
            .map(str::to_owned);
        (parts.next().unwrap_or_default(), parts.next(), parts.next())
    };
    let starts_with_digit = article.chars().next().is_some_and(|c| c.is_ascii_digit());
    if !starts_with_digit || !article.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(advice());
    }
    let clause = clause
        .map(|c| c.trim_matches(',').parse::<u8>())
        .transpose()
        .map_err(|_| advice())?;
    let point = point
        .map(|p| p.trim_matches(',').to_owned())
        .filter(|p| !p.is_empty());
    Ok((article, clause, point))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_typed() {
        for typed in [
            "20/5/2026",
            "20-05-26",
            "200526",
            "20052026",
            "20.5.2026",
            " 20/05/26 ",
            "2026-05-20",
        ] {
            assert_eq!(date(typed).unwrap().to_string(), "2026-05-20", "{typed}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_with_advice() {
        assert!(
            date("30/2/2026")
                .unwrap_err()
                .starts_with("Không có ngày 30/2/2026.")
        );
        for typed in [
            "",
            "mai",
            "5/2026",
            "1/1/1",
            "20/5/9999",
            "ăâê/5/2026",
            "đđđ",
        ] {
            assert!(date(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_hour_may_stand_before_or_after_the_day() {
        for typed in [
            "20/5/2026 17:00",
            "20/5/26 17h",
            "17:00 20/05/2026",
            "17 giờ 00 phút 20/5/2026",
            "17 giờ 00 phút, ngày 20 tháng 5 năm 2026",
            "ngày 20/05/2026 17 giờ",
            "2026-05-20T17:00",
        ] {
            let (day, hour) = moment(typed).unwrap();
            assert_eq!(
                (day.to_string(), hour.unwrap().to_string()),
                ("2026-05-20".into(), "17:00:00".into()),
                "{typed}"
            );
        }
        assert_eq!(moment("20/5/2026").unwrap().1, None);
        assert!(moment("20/5/2026 25:00").is_err());
    }

    #[test]
    fn a_day_without_its_year_is_the_nearest_such_day() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 20).unwrap();
        for (typed, day) in [
            ("2/11", "2026-11-02"),
            ("0211", "2026-11-02"),
            ("02/11/", "2026-11-02"),
            ("5-1", "2027-01-05"),
            ("h", "2026-12-20"),
            ("q", "2026-12-19"),
            ("20/5/2025", "2025-05-20"),
        ] {
            assert_eq!(date_near(typed, today).unwrap().to_string(), day, "{typed}");
        }
        for typed in ["", "31/2", "5", "123", "mai", "13/13"] {
            assert!(date_near(typed, today).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_hour_may_stand_by_a_day_without_its_year_or_alone() {
        let today = NaiveDate::from_ymd_opt(2026, 8, 13).unwrap();
        for (typed, day, hour) in [
            ("2/6 17h", "2026-06-02", Some("17:00:00")),
            ("0206 1730", "2026-06-02", Some("17:30:00")),
            ("02/06/ 1730", "2026-06-02", Some("17:30:00")),
            ("17h30 2/6", "2026-06-02", Some("17:30:00")),
            ("h 8h", "2026-08-13", Some("08:00:00")),
            ("17h", "2026-08-13", Some("17:00:00")),
            ("2/6", "2026-06-02", None),
            ("20/5/2026 1700", "2026-05-20", Some("17:00:00")),
        ] {
            let (on, time) = moment_near(typed, today).unwrap();
            assert_eq!(on.to_string(), day, "{typed}");
            assert_eq!(
                time.map(|time| time.to_string()).as_deref(),
                hour,
                "{typed}"
            );
        }
        for typed in ["", "h 25h", "99h", "tạm giữ"] {
            assert!(moment_near(typed, today).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_charge_is_read_short_or_in_full() {
        let full = ("173".to_owned(), Some(2), Some("c".to_owned()));
        assert_eq!(charge("173.2.c").unwrap(), full);
        assert_eq!(charge("điểm c khoản 2 Điều 173 BLHS").unwrap(), full);
        assert_eq!(charge("217a").unwrap(), ("217a".to_owned(), None, None));
        assert!(charge("trộm cắp").is_err());
        assert!(charge("").is_err());
    }

    #[test]
    fn a_sum_may_have_dots() {
        assert_eq!(whole_number("1.500.000").unwrap(), 1_500_000);
        assert!(whole_number("một triệu").is_err());
    }
}
