//! Đọc giá trị của ô: days, papers, offences, choices, people, as offices type them; what cannot be read says why.

use chrono::{Datelike, NaiveDate};
use law::catalogue::{Field, FieldKind};
use law::{Law, Moment};
use serde_json::Value;
use uuid::Uuid;

use super::kind::{Outcome, Slot, Step};
use super::offence::read_offences;
use crate::sheet::{Cell, day_of_serial};

/// Thứ tự của ngày.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// Ngày/tháng/năm.
    DayFirst,
    /// Tháng/ngày/năm, as American machines write it.
    MonthFirst,
}

/// Why a cell was not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub todo: String,
}

impl Wrong {
    fn new(reason: impl Into<String>, todo: impl Into<String>) -> Wrong {
        Wrong {
            reason: reason.into(),
            todo: todo.into(),
        }
    }
}

/// What a cell is read with.
pub struct Reading<'r> {
    /// The law: offences, choices.
    pub law: &'r Law,
    /// Today: a two-digit year is of this century up to next year.
    pub today: NaiveDate,
    /// The staff of the unit.
    pub staff: &'r [(Uuid, String)],
    /// Bare day numbers count from 1904.
    pub counts_from_1904: bool,
}

/// A value read, and what its reader should check.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The value, as the fact keeps it; none when the field cannot hold it.
    pub value: Option<Value>,
    /// Further fields that come with it.
    pub more: Vec<(String, Value)>,
    /// A warning.
    pub warning: Option<Wrong>,
}

impl Read {
    fn plain(value: impl Into<Value>) -> Read {
        Read {
            value: Some(value.into()),
            more: Vec::new(),
            warning: None,
        }
    }
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

fn moment_of(read: text::ReadDate) -> Result<Moment, Wrong> {
    let on = NaiveDate::from_ymd_opt(read.year, read.month, read.day)
        .ok_or_else(|| Wrong::new("Không có ngày này trong lịch.", DAY_TODO))?;
    let time = read
        .time
        .and_then(|(hour, minute)| chrono::NaiveTime::from_hms_opt(hour, minute, 0));
    sensible(Moment { on, time })
}

fn day_of_text(
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

pub(super) fn short(text: &str) -> String {
    match text.chars().count() > 60 {
        true => format!("{}…", text.chars().take(60).collect::<String>()),
        false => text.to_owned(),
    }
}

/// Số và ngày trong một ô: "Số 12/QĐ-CSĐT ngày 20/5/2026".
pub fn read_paper(text: &str) -> Result<(Option<String>, Option<Moment>), Wrong> {
    let dates = text::dates::dates_in(text);
    let day = match dates.as_slice() {
        [] => None,
        [only] => Some(moment_of(only.date)?),
        _ => {
            return Err(Wrong::new(
                "Ô có hơn một ngày.",
                "Để lại số và ngày của một văn bản.",
            ));
        }
    };
    let numbers = text::document_number::numbers_in(text);
    if numbers.len() > 1 {
        return Err(Wrong::new(
            "Ô có hơn một số văn bản.",
            "Để lại số và ngày của một văn bản.",
        ));
    }
    let number = match numbers.first() {
        Some((_, range)) => Some(text[range.clone()].trim().to_owned()),
        None => {
            let rest = match dates.first() {
                Some(found) => format!(
                    "{} {}",
                    &text[..found.range.start],
                    &text[found.range.end..]
                ),
                None => text.to_owned(),
            };
            bare_number(&rest)
        }
    };
    Ok((number, day))
}

/// "Số: 12" → "12".
fn bare_number(text: &str) -> Option<String> {
    let text = text::clean(text);
    let mut words = text
        .split([' ', ':', ',', ';'])
        .filter(|word| word.chars().any(|c| c.is_ascii_digit()));
    words.next().map(|word| word.trim_matches('.').to_owned())
}

/// Số văn bản as typed: "Số 12/QĐ" → "12/QĐ".
pub fn read_number(cell: &Cell) -> String {
    let text = cell.shown();
    let rest = ["Số:", "số:", "Số ", "số ", "SỐ "]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    rest.unwrap_or(&text).trim().to_owned()
}

/// The outcome that words choose: the longest known words they hold.
pub fn read_outcome<'s>(text: &str, step: &'s Step) -> Result<&'s Outcome, Wrong> {
    let folded = text::fold(text);
    let found = step
        .outcomes
        .iter()
        .flat_map(|outcome| outcome.words.iter().map(move |words| (words, outcome)))
        .filter(|(words, _)| has_words(&folded, &text::fold(words)))
        .max_by_key(|(words, _)| words.chars().count());
    found.map(|(_, outcome)| outcome).ok_or_else(|| {
        let known: Vec<&str> = step
            .outcomes
            .iter()
            .filter_map(|outcome| outcome.words.first().map(String::as_str))
            .collect();
        Wrong::new(
            format!("Chưa hiểu kết quả “{}”.", short(text)),
            format!("Ghi một trong các kết quả: {}.", known.join(", ")),
        )
    })
}

/// Whether words stand in a text as whole words.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Reads a cell as a field of an act.
pub fn read_field(
    cell: &Cell,
    field: &Field,
    slot: &Slot,
    order: DayOrder,
    reading: &Reading<'_>,
) -> Result<Read, Wrong> {
    let text = cell.shown();
    if let Cell::Fault(code) = cell {
        return Err(Wrong::new(
            format!("Ô là công thức lỗi {code}."),
            "Sửa công thức, hoặc ghi giá trị vào ô.",
        ));
    }
    Ok(match field.kind {
        FieldKind::Text | FieldKind::Person => Read::plain(text),
        FieldKind::Note => match cell {
            Cell::Text(lines) => Read::plain(text::nfc(lines.trim())),
            _ => Read::plain(text),
        },
        FieldKind::Date | FieldKind::Moment => {
            return day_field(cell, field, order, reading);
        }
        FieldKind::Number | FieldKind::Money => {
            let number = match cell {
                Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                    *number as i64
                }
                _ => shell::entry::whole_number(&text).map_err(|advice| {
                    Wrong::new(format!("“{}” không phải số nguyên.", short(&text)), advice)
                })?,
            };
            Read::plain(number)
        }
        FieldKind::YesNo => Read::plain(matches!(
            text::fold(&text).as_str(),
            "x" | "co" | "1" | "dung" | "yes" | "true"
        )),
        FieldKind::Choice => Read::plain(choice(&text, field, slot)?),
        FieldKind::Charges => {
            let charges = read_offences(&text, reading.law)?;
            let value = serde_json::to_value(charges).unwrap_or_default();
            Read::plain(value)
        }
        FieldKind::Staff => staff(&text, field, reading),
    })
}

fn day_field(
    cell: &Cell,
    field: &Field,
    order: DayOrder,
    reading: &Reading<'_>,
) -> Result<Read, Wrong> {
    let is_birth = field.name == "born_on";
    let year = cell.shown();
    let is_year = year.len() == 4
        && year
            .parse::<i32>()
            .is_ok_and(|year| (1900..=2100).contains(&year));
    if is_birth && is_year {
        return Ok(Read {
            value: None,
            more: vec![(
                "note".to_owned(),
                format!("Sinh năm {year} (sổ chỉ ghi năm).").into(),
            )],
            warning: Some(Wrong::new(
                format!("Sổ chỉ ghi năm sinh {year}; ghi vào ghi chú của lý lịch."),
                "Bổ sung ngày sinh đầy đủ để tính tuổi theo luật.",
            )),
        });
    }
    let moment = read_day(cell, order, reading, is_birth)?;
    Ok(match field.kind {
        FieldKind::Date => Read::plain(moment.on.to_string()),
        _ => Read::plain(moment.to_string()),
    })
}

fn choice(text: &str, field: &Field, slot: &Slot) -> Result<String, Wrong> {
    let folded = text::fold(text);
    let exact = field
        .choices
        .iter()
        .find(|(code, label)| *code == folded || text::fold(label) == folded);
    let other = || {
        slot.words
            .iter()
            .find(|(_, words)| words.iter().any(|word| text::fold(word) == folded))
            .map(|(code, _)| code)
    };
    let within = || {
        let mut holding = field
            .choices
            .iter()
            .filter(|(_, label)| has_words(&folded, &text::fold(label)));
        holding
            .next()
            .filter(|_| holding.next().is_none())
            .map(|(code, _)| code)
    };
    exact
        .map(|(code, _)| code)
        .or_else(other)
        .or_else(within)
        .cloned()
        .ok_or_else(|| {
            let known: Vec<&str> = field
                .choices
                .iter()
                .map(|(_, label)| label.as_str())
                .collect();
            Wrong::new(
                format!(
                    "“{}” không có trong danh sách {}.",
                    short(text),
                    field.label_vi
                ),
                format!("Ghi một trong: {}.", known.join("; ")),
            )
        })
}

fn staff(text: &str, field: &Field, reading: &Reading<'_>) -> Read {
    let folded = text::fold(text);
    let mut known = reading
        .staff
        .iter()
        .filter(|(_, name)| text::fold(name) == folded);
    match (known.next(), known.next()) {
        (Some((id, name)), None) => Read {
            value: Some(id.to_string().into()),
            more: vec![(format!("{}_name", field.name), name.clone().into())],
            warning: None,
        },
        (found, _) => Read {
            value: Some(text.into()),
            more: Vec::new(),
            warning: Some(Wrong::new(
                match found {
                    Some(_) => format!(
                        "Đơn vị có hơn một người tên “{}”; chỉ giữ họ tên.",
                        short(text)
                    ),
                    None => format!(
                        "“{}” không có trong danh sách cán bộ của đơn vị; chỉ giữ họ tên.",
                        short(text)
                    ),
                },
                "Phân công lại trong hồ sơ nếu người này đang công tác tại đơn vị.",
            )),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: Cell, order: DayOrder) -> String {
        let reading = Reading {
            law: Law::embedded(),
            today: "2026-11-20".parse().unwrap(),
            staff: &[],
            counts_from_1904: false,
        };
        match read_day(&cell, order, &reading, false) {
            Ok(moment) => moment.to_string(),
            Err(wrong) => wrong.reason,
        }
    }

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn days_are_read_as_text_serials_short_years_and_in_american_order() {
        for (words, day) in [
            ("20/5/2026", "2026-05-20"),
            (" 20-05-26 ", "2026-05-20"),
            ("20.5.2026", "2026-05-20"),
            ("20/5/26 17h30", "2026-05-20T17:30"),
            ("17 giờ 00 ngày 20/5/2026", "2026-05-20T17:00"),
            ("2026-05-20", "2026-05-20"),
            ("2026-05-20 00:00:00", "2026-05-20"),
            ("20052026", "2026-05-20"),
            ("1/1/98", "1998-01-01"),
            ("ngày 20 tháng 5 năm 2026", "2026-05-20"),
        ] {
            assert!(
                read(text(words), DayOrder::DayFirst).starts_with(day),
                "{words}: {}",
                read(text(words), DayOrder::DayFirst)
            );
        }
        assert_eq!(read(text("05/20/2026"), DayOrder::MonthFirst), "2026-05-20");
        assert_eq!(read(text("5/6/26"), DayOrder::MonthFirst), "2026-05-06");
        assert_eq!(
            read(Cell::Number(46162.0), DayOrder::DayFirst),
            "2026-05-20"
        );
        assert_eq!(
            read(Cell::Number(20_052_026.0), DayOrder::DayFirst),
            "2026-05-20"
        );
        assert_eq!(
            read(Cell::Number(1_052_026.0), DayOrder::DayFirst),
            "2026-05-01",
            "the zero before is lost in a number"
        );
    }

    #[test]
    fn impossible_days_say_why() {
        for (cell, why) in [
            (text("31/02/2026"), "Không có ngày 31/2/2026."),
            (text("05/20/2026"), "Không có ngày 5/20/2026."),
            (text("20/5/2026 và 21/5/2026"), "Ô có hơn một ngày."),
            (text("20/5"), "Không đọc được ngày từ “20/5”."),
            (text("2026"), "Ô chỉ ghi năm 2026."),
            (text("1/1/3000"), "Năm 3000 nằm ngoài khoảng 1900–2100."),
            (Cell::Number(12.0), "Số 12 không phải ngày."),
            (Cell::Number(2026.0), "Ô chỉ ghi năm 2026."),
            (Cell::Fault("#REF!".to_owned()), "Ô là công thức lỗi #REF!."),
        ] {
            assert_eq!(read(cell, DayOrder::DayFirst), why);
        }
    }

    #[test]
    fn the_order_of_a_column_is_found_from_the_days_that_leave_no_doubt() {
        let order = |words: &[&str]| {
            let cells: Vec<Cell> = words.iter().map(|words| text(words)).collect();
            guess_order(cells.iter())
        };
        assert_eq!(order(&["05/20/2026", "05/06/2026"]), DayOrder::MonthFirst);
        assert_eq!(order(&["20/05/2026", "05/06/2026"]), DayOrder::DayFirst);
        assert_eq!(order(&["05/20/2026", "20/05/2026"]), DayOrder::DayFirst);
        assert_eq!(order(&["05/06/2026"]), DayOrder::DayFirst);
    }

    #[test]
    fn turned_days_are_noticed() {
        let day = |iso: &str| Cell::Moment(iso.parse().unwrap());
        let turned = [
            day("2026-05-06"),
            day("2026-01-12"),
            day("2026-11-02"),
            text("20/5/2026"),
            text("21/5/2026"),
            text("30/5/2026"),
        ];
        assert!(looks_turned(turned.iter()));
        let sound = [
            day("2026-05-26"),
            day("2026-01-12"),
            day("2026-11-02"),
            text("20/5/2026"),
            text("21/5/2026"),
            text("30/5/2026"),
        ];
        assert!(!looks_turned(sound.iter()));
    }

    #[test]
    fn a_number_and_a_day_are_read_from_one_cell() {
        for (words, number, day) in [
            ("Số 12/QĐ-CSĐT ngày 20/5/2026", "12/QĐ-CSĐT", "2026-05-20"),
            ("12/QĐ, 20/5/2026", "12/QĐ", "2026-05-20"),
            ("QĐ số 12 ngày 20/5/2026", "12", "2026-05-20"),
            ("12/QĐ-CSĐT", "12/QĐ-CSĐT", ""),
        ] {
            let (read, on) = read_paper(words).unwrap();
            assert_eq!(read.as_deref(), Some(number), "{words}");
            assert_eq!(
                on.map_or_else(String::new, |on| on.to_string()),
                day,
                "{words}"
            );
        }
        assert!(read_paper("12/QĐ ngày 1/5/2026, 13/QĐ ngày 2/5/2026").is_err());
    }

    #[test]
    fn an_outcome_is_the_longest_words_that_stand_in_the_cell() {
        let kind = super::super::kind::SheetKind::named("reports").unwrap();
        let step = kind.step("outcome").unwrap();
        for (words, act) in [
            ("Khởi tố vụ án", "case.initiated"),
            ("QĐ không khởi tố VA số 3", "case.not_initiated"),
            ("Tam dinh chi", "report.suspended"),
            ("đang xác minh", ""),
            ("Chuyển CQĐT cấp tỉnh", "report.transferred"),
        ] {
            assert_eq!(read_outcome(words, step).unwrap().act, act, "{words}");
        }
        assert!(read_outcome("Xử lý khác", step).is_err());
    }
}
