//! Đọc ngày trong ô: days as offices type them, in every order, as numbers of a spreadsheet, with two digits of a year.

use chrono::{Datelike, NaiveDate};
use law::Moment;

use super::values::{Reading, Wrong, short};
use crate::sheet::{Cell, day_of_serial};

/// Thứ tự của ngày.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// Ngày/tháng/năm.
    DayFirst,
    /// Tháng/ngày/năm, as American machines write it.
    MonthFirst,
}

/// Day, month and year as numbers stand in a text, and what follows them.
fn numbers_of(text: &str) -> Option<([u32; 3], usize, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')))
        .unwrap_or(rest.len());
    let parts: Vec<&str> = rest[..end]
        .split(['/', '-', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let numbers = [
        first.parse().ok()?,
        second.parse().ok()?,
        year.parse().ok()?,
    ];
    Some((numbers, year.len(), &rest[end..]))
}

/// The order in which a column writes its days: month first only when some day can be read no other way, and none contradicts.
pub fn guess_order<'c>(cells: impl Iterator<Item = &'c Cell>) -> DayOrder {
    let (mut month_first, mut day_first) = (0, 0);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        let Some(([first, second, _], length, _)) = numbers_of(text) else {
            continue;
        };
        if !matches!(length, 2 | 4) {
            continue;
        }
        match (first > 12, second > 12) {
            (false, true) => month_first += 1,
            (true, false) => day_first += 1,
            _ => {}
        }
    }
    match month_first > 0 && day_first == 0 {
        true => DayOrder::MonthFirst,
        false => DayOrder::DayFirst,
    }
}

/// Whether a spreadsheet seems to have turned days and months: what it could read as month and day became dates, all
/// of them up to the 12th, and the rest stayed text.
pub fn looks_turned<'c>(cells: impl Iterator<Item = &'c Cell>) -> bool {
    let (mut dates, mut late_dates, mut late_texts) = (0, 0, 0);
    for cell in cells {
        match cell {
            Cell::Moment(moment) => {
                dates += 1;
                late_dates += i32::from(moment.on.day() > 12);
            }
            Cell::Text(text) => {
                if let Some(([day, ..], ..)) = numbers_of(text) {
                    late_texts += i32::from(day > 12);
                }
            }
            _ => {}
        }
    }
    dates >= 3 && late_dates == 0 && late_texts >= 3
}

const DAY_TODO: &str = "Sửa ô thành ngày/tháng/năm, ví dụ 20/05/2026.";

/// Reads a day, perhaps with its hour. `is_birth`: a two-digit year that would be in the last five years is of the last century.
pub fn read_day(
    cell: &Cell,
    order: DayOrder,
    reading: &Reading<'_>,
    is_birth: bool,
) -> Result<Moment, Wrong> {
    match cell {
        Cell::Moment(moment) => sensible(*moment),
        Cell::Number(number) => day_of_number(*number, reading),
        Cell::Text(text) => day_of_text(&text::clean(text), order, reading, is_birth),
        Cell::Fault(code) => Err(Wrong::new(format!("Ô là công thức lỗi {code}."), DAY_TODO)),
        Cell::Empty | Cell::Truth(_) => Err(Wrong::new("Ô này không phải ngày.", DAY_TODO)),
    }
}

fn sensible(moment: Moment) -> Result<Moment, Wrong> {
    match (1900..=2100).contains(&moment.on.year()) {
        true => Ok(moment),
        false => Err(Wrong::new(
            format!("Năm {} nằm ngoài khoảng 1900–2100.", moment.on.year()),
            "Xem lại năm trong ô.",
        )),
    }
}

fn day_of_number(number: f64, reading: &Reading<'_>) -> Result<Moment, Wrong> {
    if number.fract() == 0.0 && (1900.0..=2100.0).contains(&number) {
        return Err(Wrong::new(format!("Ô chỉ ghi năm {number:.0}."), DAY_TODO));
    }
    if (18_000.0..80_000.0).contains(&number)
        && let Some(day) = day_of_serial(number, reading.counts_from_1904)
    {
        return sensible(day);
    }
    let typed = format!("{number:08.0}");
    match text::read_date(&typed) {
        Some(read) if number.fract() == 0.0 && typed.len() == 8 => moment_of(read),
        _ => Err(Wrong::new(
            format!("Số {} không phải ngày.", Cell::Number(number).shown()),
            DAY_TODO,
        )),
    }
}

pub(super) fn moment_of(read: text::ReadDate) -> Result<Moment, Wrong> {
    let on = NaiveDate::from_ymd_opt(read.year, read.month, read.day)
        .ok_or_else(|| Wrong::new("Không có ngày này trong lịch.", DAY_TODO))?;
    let time = read
        .time
        .and_then(|(hour, minute)| chrono::NaiveTime::from_hms_opt(hour, minute, 0));
    sensible(Moment { on, time })
}

pub(super) fn day_of_text(
    text: &str,
    order: DayOrder,
    reading: &Reading<'_>,
    is_birth: bool,
) -> Result<Moment, Wrong> {
    if text::dates::dates_in(text).len() > 1 {
        return Err(Wrong::new(
            "Ô có hơn một ngày.",
            "Để lại một ngày, hoặc tách ra hai cột.",
        ));
    }
    if order == DayOrder::DayFirst
        && let Some(read) = text::read_date(text)
    {
        return moment_of(read);
    }
    if let Ok(iso) = Moment::read(text) {
        return sensible(iso);
    }
    // A file of comma-separated values keeps the number of a spreadsheet as words; outside these years it is rather a slip.
    let serial = text.parse::<f64>().ok().filter(|_| text.len() == 5);
    if let Some(serial) = serial.filter(|number| (36_526.0..50_000.0).contains(number)) {
        return day_of_number(serial, reading);
    }
    let is_year = text.len() == 4
        && text
            .parse::<u32>()
            .is_ok_and(|year| (1900..=2100).contains(&year));
    if is_year {
        return Err(Wrong::new(format!("Ô chỉ ghi năm {text}."), DAY_TODO));
    }
    let Some(([first, second, year], length, rest)) = numbers_of(text) else {
        return Err(Wrong::new(
            format!("Không đọc được ngày từ “{}”.", short(text)),
            DAY_TODO,
        ));
    };
    let (day, month) = match order {
        DayOrder::DayFirst => (first, second),
        DayOrder::MonthFirst => (second, first),
    };
    let year = match length {
        4 => year,
        2 => century(year, reading.today, is_birth),
        _ => {
            return Err(Wrong::new(
                format!("Năm trong “{}” không có hai hoặc bốn chữ số.", short(text)),
                DAY_TODO,
            ));
        }
    };
    let year = i32::try_from(year).unwrap_or(0);
    let Some(on) = NaiveDate::from_ymd_opt(year, month, day) else {
        let turned = order == DayOrder::DayFirst && month > 12 && day <= 12;
        let todo = match turned {
            true => {
                "Nếu cả cột ghi tháng trước ngày, chọn “tháng/ngày/năm” ở bước ghép cột; nếu không, sửa ô."
            }
            false => DAY_TODO,
        };
        return Err(Wrong::new(
            format!("Không có ngày {day}/{month}/{year}."),
            todo,
        ));
    };
    let hour = rest.trim().trim_start_matches([',', ';', '-']).trim();
    let time = match hour.chars().any(|c| c.is_ascii_digit()) {
        true => Some(shell::entry::time(hour).map_err(|_| {
            Wrong::new(
                format!("Không đọc được giờ từ “{}”.", short(hour)),
                "Sửa giờ thành dạng 17:00.",
            )
        })?),
        false => None,
    };
    sensible(Moment { on, time })
}

/// A two-digit year: of this century up to next year, else of the last.
fn century(year: u32, today: NaiveDate, is_birth: bool) -> u32 {
    let this = u32::try_from(today.year()).unwrap_or(2000);
    let latest = if is_birth {
        this.saturating_sub(5)
    } else {
        this + 1
    };
    match 2000 + year <= latest {
        true => 2000 + year,
        false => 1900 + year,
    }
}
