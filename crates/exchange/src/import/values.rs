//! Đọc giá trị của ô: days, papers, offences, choices, people, as offices type them; what cannot be read says why.

use chrono::NaiveDate;
use law::catalogue::{Field, FieldKind};
use law::{Law, Moment};
use serde_json::Value;
use uuid::Uuid;

use super::days::{DayOrder, moment_of, read_day};
use super::kind::{Outcome, Slot, Step};
use super::offence::read_offences;
use crate::sheet::Cell;

/// Why a cell was not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub todo: String,
}

impl Wrong {
    pub(super) fn new(reason: impl Into<String>, todo: impl Into<String>) -> Wrong {
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
pub(super) fn short(text: &str) -> String {
    match text.chars().count() > 60 {
        true => format!("{}…", text.chars().take(60).collect::<String>()),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::days::{guess_order, looks_turned};
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
