//! Lấy số trước: a number for a paper still to be drawn up, or for one dated back, with what it is for.

use chrono::NaiveDate;
use db::{Sql, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::book::{About, NumberError, Taken, take, take_after};
use super::{Key, numbering_year};
use crate::load;

/// Letters of what a number is for, and of a reason.
const LONGEST: usize = 500;

/// Một lần lấy số trước.
#[derive(Debug, Clone, Default)]
pub struct Ahead {
    /// The paper's date.
    pub dated_on: NaiveDate,
    /// What the number is for.
    pub purpose: String,
    /// The matter, when it is known.
    pub matter: Option<Uuid>,
    /// The number after which a letter is taken; found by the date when it is not given.
    pub after: Option<i64>,
    /// Why the paper is dated back.
    pub late_reason: String,
}

/// Lấy số trước. A paper dated before the last number of its series takes a letter after the number of its own day
/// (12a), and says why.
pub async fn take_ahead(work: &Work, key: &Key, ahead: &Ahead) -> Result<Taken, NumberError> {
    may_take(work, key, ahead.matter).await?;
    let purpose = said(
        &ahead.purpose,
        "purpose",
        "Hãy ghi số này lấy cho văn bản gì.",
    )?;
    if ahead.dated_on > work.today || numbering_year(ahead.dated_on) != key.year {
        return Err(NumberError::NotYet);
    }
    let about = About {
        matter: ahead.matter.unwrap_or_default(),
        ..About::default()
    };
    let after = place(work, key, ahead).await?;
    let (taken, late_reason) = match after {
        None => (take(work, key, about, ahead.dated_on).await?, String::new()),
        Some(n) => {
            if ahead.late_reason.trim().is_empty() {
                let (last, on) = last_of(work, key).await?.unwrap_or((n, ahead.dated_on));
                return Err(NumberError::Back { after: n, last, on });
            }
            let reason = said(&ahead.late_reason, "late_reason", "")?;
            let taken = take_after(work, key, n, about, ahead.dated_on).await?;
            (taken, reason)
        }
    };
    work.tx
        .exec(
            "UPDATE criminal_number SET purpose = $1, late_reason = $2 WHERE id = $3",
            args![&purpose, &late_reason, taken.id],
        )
        .await?;
    // The trail names the number; what it is for stands in the book.
    let told = match late_reason.is_empty() {
        true => "ahead",
        false => "back_dated",
    };
    work.note("number.taken_ahead", "number", taken.id, told)
        .await?;
    Ok(taken)
}

/// Whoever takes numbers for assigned work only says for which matter.
async fn may_take(work: &Work, key: &Key, matter: Option<Uuid>) -> Result<(), NumberError> {
    let right = Right::CriminalNumberTake;
    let Some(matter) = matter else {
        return Ok(work.require(right, &key.unit).await?);
    };
    let head = load::head(&work.tx, matter).await?;
    let head = head.ok_or_else(|| {
        WorkError::invalid("matter", "Không tìm thấy hồ sơ này. Hãy xem lại mã hồ sơ.")
    })?;
    if !work.actor.covers.unit(&head.unit_id) {
        let sentence = "Hồ sơ này thuộc đơn vị khác; số phải lấy từ sổ của đơn vị đó.";
        return Err(WorkError::invalid("matter", sentence).into());
    }
    Ok(work
        .require_for(right, &head.unit_id, &head.assigned())
        .await?)
}

fn said(text: &str, field: &str, missing: &str) -> Result<String, NumberError> {
    let text = text::clean(text);
    if text.is_empty() {
        return Err(WorkError::invalid(field, missing).into());
    }
    if text.chars().count() > LONGEST {
        return Err(
            WorkError::invalid(field, "Nội dung dài quá 500 chữ. Hãy ghi ngắn lại.").into(),
        );
    }
    Ok(text)
}

/// The number after which a letter is taken: none while the date is not before that of the last number.
async fn place(work: &Work, key: &Key, ahead: &Ahead) -> Result<Option<i64>, NumberError> {
    if ahead.after.is_some() {
        return Ok(ahead.after);
    }
    let later: i64 = work
        .tx
        .one(
            "SELECT count(*) FROM criminal_number WHERE unit_id = $1 AND year = $2 AND series = $3 AND dated_on > $4",
            args![&key.unit, key.year, &key.series, ahead.dated_on],
        )
        .await?;
    if later == 0 {
        return Ok(None);
    }
    let before: Option<i64> = work
        .tx
        .one(
            "SELECT max(n) FROM criminal_number
              WHERE unit_id = $1 AND year = $2 AND series = $3 AND dated_on <= $4",
            args![&key.unit, key.year, &key.series, ahead.dated_on],
        )
        .await?;
    match before {
        Some(n) => Ok(Some(n)),
        None => Err(NumberError::NothingBefore),
    }
}

db::row! { struct Last { n: i64, dated_on: NaiveDate } }

async fn last_of(work: &Work, key: &Key) -> Result<Option<(i64, NaiveDate)>, NumberError> {
    let last: Option<Last> = work
        .tx
        .opt(
            "SELECT n, dated_on FROM criminal_number WHERE unit_id = $1 AND year = $2 AND series = $3
              ORDER BY n DESC, suffix DESC LIMIT 1",
            args![&key.unit, key.year, &key.series],
        )
        .await?;
    Ok(last.map(|last| (last.n, last.dated_on)))
}
