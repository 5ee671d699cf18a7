//! Loạt số: whose book, which year, which kind of paper about what.

use chrono::{Datelike, NaiveDate};
use law::catalogue::Act;

/// Năm lấy số: from 1 December of the year before to 30 November.
pub fn numbering_year(day: NaiveDate) -> i64 {
    let year = i64::from(day.year());
    if day.month() == 12 { year + 1 } else { year }
}

/// One series of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The procuracy.
    pub unit: String,
    /// Năm lấy số.
    pub year: i64,
    /// Kind and object: `detention.extended:accused`, `thu_ly:G1`.
    pub series: String,
    /// The symbol of the paper: `QĐ`, `LTG`, `CT`; none for acceptance numbers.
    pub symbol: Option<String>,
}

impl Key {
    /// The series an act of the procuracy takes its number from.
    pub fn of_act(unit: &str, day: NaiveDate, act: &Act) -> Option<Key> {
        let series = act.series.as_ref()?;
        Some(Key {
            unit: unit.to_owned(),
            year: numbering_year(day),
            series: format!("{}:{}", series.kind, series.object),
            symbol: Some(series.symbol.clone()),
        })
    }

    /// Số thụ lý of a stage: `nguon_tin`, `G1`, `G2` …
    pub fn acceptance(unit: &str, day: NaiveDate, stage: &str) -> Key {
        Key {
            unit: unit.to_owned(),
            year: numbering_year(day),
            series: format!("thu_ly:{stage}"),
            symbol: None,
        }
    }

    /// The number as papers show it: `116/QĐ-VKSKV3`, `12a/QĐ-VKSKV3`, or the bare number of acceptance.
    pub fn shown(&self, n: i64, suffix: &str, unit_symbol: &str) -> String {
        match &self.symbol {
            Some(symbol) => format!("{n}{suffix}/{symbol}-{unit_symbol}"),
            None => format!("{n}{suffix}"),
        }
    }
}

/// The number and letter at the head of a shown number: `12a/QĐ-VKSKV3` → 12, `a`.
pub(crate) fn read_shown(shown: &str) -> Option<(i64, String)> {
    let head = shown.split('/').next()?.trim();
    let digits: String = head.chars().take_while(char::is_ascii_digit).collect();
    let rest = head[digits.len()..].trim().to_lowercase();
    let is_suffix =
        rest.chars().count() <= 1 && rest.chars().all(|letter| letter.is_ascii_lowercase());
    let n: i64 = digits.parse().ok()?;
    (n > 0 && is_suffix).then_some((n, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbering_year_begins_on_the_first_of_december() {
        let year = |day: &str| numbering_year(day.parse().unwrap());
        assert_eq!(year("2025-11-30"), 2025);
        assert_eq!(year("2025-12-01"), 2026);
        assert_eq!(year("2025-12-05"), 2026);
        assert_eq!(year("2026-11-30"), 2026);
    }

    #[test]
    fn a_shown_number_is_read_back_with_its_letter() {
        assert_eq!(read_shown("116/QĐ-VKSKV3"), Some((116, String::new())));
        assert_eq!(read_shown("12a/QĐ-VKSKV3"), Some((12, "a".to_owned())));
        assert_eq!(read_shown("0/QĐ"), None);
        assert_eq!(read_shown("KSĐT"), None);
    }
}
