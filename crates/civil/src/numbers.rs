//! Số thụ lý kiểm sát: the next of its register and year, or the one that was typed, each given once.

use chrono::{Datelike, NaiveDate};
use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::messages;

/// Năm lấy số: from 1 December of the year before to 30 November.
pub fn numbering_year(day: NaiveDate) -> i64 {
    let year = i64::from(day.year());
    if day.month() == 12 { year + 1 } else { year }
}

/// The first and the last day of a numbering year.
fn days_of(year: i64) -> Option<(NaiveDate, NaiveDate)> {
    let year = i32::try_from(year).ok()?;
    Some((
        NaiveDate::from_ymd_opt(year - 1, 12, 1)?,
        NaiveDate::from_ymd_opt(year, 11, 30)?,
    ))
}

/// The whole number at the head of a typed one: "12/TLST-DS" → 12.
fn leading(typed: &str) -> Option<i64> {
    let digits: String = typed
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// Takes the next number of a register. The row stays held until the transaction ends, so nobody else gets the same.
pub async fn take(work: &Work, unit: &str, kind: &str, on: NaiveDate) -> Result<String, WorkError> {
    let last: i64 = work
        .tx
        .one(
            "INSERT INTO civil_series (unit_id, year, kind, last) VALUES ($1, $2, $3, 1)
             ON CONFLICT (unit_id, year, kind) DO UPDATE SET last = civil_series.last + 1 RETURNING last",
            args![unit, numbering_year(on), kind],
        )
        .await?;
    Ok(last.to_string())
}

/// Notes a typed number, so that the book goes on behind it; refuses one that another matter of the register has.
pub async fn note(
    work: &Work,
    (unit, kind, on): (&str, &str, NaiveDate),
    typed: &str,
    matter: Uuid,
) -> Result<(), WorkError> {
    let year = numbering_year(on);
    let n = leading(typed);
    // Holds the row first: two who type the same number come one after another.
    work.tx
        .exec(
            "INSERT INTO civil_series (unit_id, year, kind, last) VALUES ($1, $2, $3, $4)
             ON CONFLICT (unit_id, year, kind) DO UPDATE
                SET last = CASE WHEN civil_series.last < excluded.last THEN excluded.last ELSE civil_series.last END",
            args![unit, year, kind, n.unwrap_or(0)],
        )
        .await?;
    match other_with(&work.tx, (unit, kind, year), typed, matter).await? {
        Some(title) => Err(WorkError::invalid(
            "number",
            messages::number_taken(typed, &title),
        )),
        None => Ok(()),
    }
}

/// The title of another matter of the register that has this number.
async fn other_with(
    db: &impl Sql,
    (unit, kind, year): (&str, &str, i64),
    typed: &str,
    matter: Uuid,
) -> Result<Option<String>, StorageError> {
    let Some((first, last)) = days_of(year) else {
        return Ok(None);
    };
    db.opt(
        "SELECT title FROM civil_matter
          WHERE unit_id = $1 AND kind = $2 AND accepted_on >= $3 AND accepted_on <= $4 AND docket = $5
            AND matter_id <> $6 AND list <> 'gone' LIMIT 1",
        args![unit, kind, first, last, typed, matter],
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_begin_anew_on_the_first_of_december() {
        let year = |day: &str| numbering_year(day.parse().unwrap());
        assert_eq!((year("2026-11-30"), year("2026-12-01")), (2026, 2027));
        let (first, last) = days_of(2027).unwrap();
        assert_eq!(first.to_string(), "2026-12-01");
        assert_eq!(last.to_string(), "2027-11-30");
        assert_eq!(leading("12/TLST-DS"), Some(12));
        assert_eq!(leading("không số"), None);
    }
}
