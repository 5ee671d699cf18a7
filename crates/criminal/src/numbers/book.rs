//! Lấy số, ghi số có sẵn trên văn bản, hủy số.

use chrono::NaiveDate;
use db::{Sql, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::key::read_shown;
use super::{Key, symbol_of};

/// What a number is for.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// The matter; nil when the number is taken ahead of its paper.
    pub matter: Uuid,
    /// The person.
    pub subject: Option<Uuid>,
    /// The fact that carries it.
    pub fact: Option<Uuid>,
}

/// Số đã lấy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id in the book.
    pub id: Uuid,
    /// The number.
    pub n: i64,
    /// Its letter, when the paper is dated back.
    pub suffix: String,
    /// As the paper shows it.
    pub shown: String,
}

/// Why a number was not had.
#[derive(Debug, thiserror::Error)]
pub enum NumberError {
    /// The number stands in the book already.
    #[error("{shown} is used")]
    Used {
        /// As the paper shows it.
        shown: String,
    },
    /// The same kind of decision was issued for the same object on the same day.
    #[error("{shown} was issued the same day")]
    SameDay {
        /// The number of that decision.
        shown: String,
    },
    /// A cancellation without a reason.
    #[error("no reason")]
    NoReason,
    /// A reason of more than 500 letters.
    #[error("reason too long")]
    LongReason,
    /// No such number in the actor's units.
    #[error("no such number")]
    NotThere,
    /// It was cancelled before.
    #[error("cancelled already")]
    Cancelled,
    /// Every letter after the number is taken.
    #[error("no letter left")]
    NoSuffix,
    /// A paper of a day still to come, or of another year of numbers.
    #[error("the paper's day is not in this year up to today")]
    NotYet,
    /// The paper is dated before numbers already given; its letter needs a reason.
    #[error("dated back: a letter after {after} needs a reason")]
    Back {
        /// The number its letter follows.
        after: i64,
        /// The last number of the series.
        last: i64,
        /// The day of that one.
        on: NaiveDate,
    },
    /// No number was given up to the paper's day.
    #[error("no number up to that day")]
    NothingBefore,
    /// Not allowed, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<db::StorageError> for NumberError {
    fn from(error: db::StorageError) -> Self {
        NumberError::Work(error.into())
    }
}

/// Lấy số tiếp theo. The series stays locked until the transaction ends; taken back with it, the number is given again.
pub async fn take(
    work: &Work,
    key: &Key,
    about: About,
    dated_on: NaiveDate,
) -> Result<Taken, NumberError> {
    refuse_second_of_the_day(work, key, about, dated_on).await?;
    let n: i64 = work
        .tx
        .one(
            "INSERT INTO criminal_series (unit_id, year, series, last) VALUES ($1, $2, $3, 1)
             ON CONFLICT (unit_id, year, series) DO UPDATE SET last = criminal_series.last + 1 RETURNING last",
            args![&key.unit, key.year, &key.series],
        )
        .await?;
    enter(work, key, n, "", None, about, dated_on).await
}

/// Lấy số phụ cho văn bản đề lùi ngày: the first free letter after a number of the series (12 → 12a).
pub async fn take_after(
    work: &Work,
    key: &Key,
    n: i64,
    about: About,
    dated_on: NaiveDate,
) -> Result<Taken, NumberError> {
    refuse_second_of_the_day(work, key, about, dated_on).await?;
    let last = lock(work, key).await?;
    if n < 1 || n > last {
        return Err(NumberError::NotThere);
    }
    let used: Vec<String> = work
        .tx
        .all(
            "SELECT suffix FROM criminal_number WHERE unit_id = $1 AND year = $2 AND series = $3 AND n = $4",
            args![&key.unit, key.year, &key.series, n],
        )
        .await?;
    let free = ('a'..='z')
        .map(String::from)
        .find(|letter| !used.contains(letter));
    let suffix = free.ok_or(NumberError::NoSuffix)?;
    enter(work, key, n, &suffix, None, about, dated_on).await
}

/// Ghi vào sổ số đã có trên văn bản. A number that is no number of the book (an old or foreign paper) is left alone.
pub async fn note_typed(
    work: &Work,
    key: &Key,
    shown: &str,
    about: About,
    dated_on: NaiveDate,
) -> Result<(), NumberError> {
    let Some((n, suffix)) = read_shown(shown) else {
        return Ok(());
    };
    let symbol = symbol_of(&work.tx, &key.unit, &work.actor.unit_name).await?;
    let own = text::fold(&key.shown(n, &suffix, &symbol));
    if own != text::fold(&shown.replace(' ', "")) {
        return Ok(());
    }
    lock(work, key).await?;
    db::row! { struct There { id: Uuid, state: String, fact_id: Option<Uuid>, matter_id: Option<Uuid> } }
    let there: Option<There> = work
        .tx
        .opt(
            "SELECT id, state, fact_id, matter_id FROM criminal_number
              WHERE unit_id = $1 AND year = $2 AND series = $3 AND n = $4 AND suffix = $5",
            args![&key.unit, key.year, &key.series, n, &suffix],
        )
        .await?;
    match there {
        // Taken ahead: for this matter, or for none yet.
        Some(row)
            if row.state == "issued"
                && row.fact_id.is_none()
                && row.matter_id.is_none_or(|matter| matter == about.matter) =>
        {
            work.tx
                .exec(
                    "UPDATE criminal_number SET matter_id = $1, subject_id = $2, fact_id = $3, dated_on = $4 WHERE id = $5",
                    args![about.matter, about.subject, about.fact, dated_on, row.id],
                )
                .await?;
        }
        Some(_) => {
            return Err(NumberError::Used {
                shown: shown.to_owned(),
            });
        }
        None => {
            enter(work, key, n, &suffix, Some(shown), about, dated_on).await?;
            work.tx
                .exec(
                    "UPDATE criminal_series SET last = $4 WHERE unit_id = $1 AND year = $2 AND series = $3 AND last < $4",
                    args![&key.unit, key.year, &key.series, n],
                )
                .await?;
        }
    }
    Ok(())
}

/// Hủy số: it stays in the book with its reason and is not given again.
pub async fn cancel(work: &Work, id: Uuid, reason: &str) -> Result<String, NumberError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(NumberError::NoReason);
    }
    if reason.chars().count() > 500 {
        return Err(NumberError::LongReason);
    }
    db::row! { struct There { unit_id: String, state: String, shown: String } }
    let there: Option<There> = work
        .tx
        .opt(
            "SELECT unit_id, state, shown FROM criminal_number WHERE id = $1",
            args![id],
        )
        .await?;
    let there = there.ok_or(NumberError::NotThere)?;
    work.require(Right::CriminalNumberCancel, &there.unit_id)
        .await?;
    let changed = work
        .tx
        .exec(
            "UPDATE criminal_number SET state = 'cancelled', reason = $1, cancelled_by = $2, cancelled_at = $3
              WHERE id = $4 AND state = 'issued'",
            args![reason, work.actor.person, work.now_ms, id],
        )
        .await?;
    if changed == 0 {
        return Err(NumberError::Cancelled);
    }
    work.note("number.cancelled", "number", id, &there.shown)
        .await?;
    Ok(there.shown)
}

/// Trả số chưa dùng: a number whose paper did not come to be goes back into the book when it is still the last of its
/// series; when another was given after it, it stays there as cancelled, with the reason. Says whether it went back.
pub async fn give_back(work: &Work, id: Uuid, reason: &str) -> Result<bool, NumberError> {
    db::row! { struct There { unit_id: String, year: i64, series: String, n: i64, suffix: String, shown: String } }
    let there: Option<There> = work
        .tx
        .opt(
            "SELECT unit_id, year, series, n, suffix, shown FROM criminal_number WHERE id = $1 AND state = 'issued'",
            args![id],
        )
        .await?;
    let there = there.ok_or(NumberError::NotThere)?;
    let key = Key {
        unit: there.unit_id,
        year: there.year,
        series: there.series,
        symbol: None,
    };
    let last = lock(work, &key).await?;
    let after: i64 = work
        .tx
        .one(
            "SELECT count(*) FROM criminal_number WHERE unit_id = $1 AND year = $2 AND series = $3 AND n = $4 AND suffix > $5",
            args![&key.unit, key.year, &key.series, there.n, &there.suffix],
        )
        .await?;
    let is_letter = !there.suffix.is_empty();
    if after > 0 || (!is_letter && last != there.n) {
        work.tx
            .exec(
                "UPDATE criminal_number SET state = 'cancelled', reason = $1, cancelled_by = $2, cancelled_at = $3 WHERE id = $4",
                args![reason, work.actor.person, work.now_ms, id],
            )
            .await?;
        work.note("number.cancelled", "number", id, &there.shown)
            .await?;
        return Ok(false);
    }
    work.tx
        .exec("DELETE FROM criminal_number WHERE id = $1", args![id])
        .await?;
    if !is_letter {
        work.tx
            .exec(
                "UPDATE criminal_series SET last = last - 1 WHERE unit_id = $1 AND year = $2 AND series = $3",
                args![&key.unit, key.year, &key.series],
            )
            .await?;
    }
    work.note("number.given_back", "number", id, &there.shown)
        .await?;
    Ok(true)
}

/// Nhả số: the typed number of a fact that is withdrawn stands in the book for no fact, as one taken ahead does, so that
/// the paper that really carries it can be entered.
pub async fn let_go(work: &Work, fact: Uuid) -> Result<(), db::StorageError> {
    work.tx
        .exec(
            "UPDATE criminal_number SET fact_id = NULL, matter_id = NULL, subject_id = NULL
              WHERE fact_id = $1 AND state = 'issued'",
            args![fact],
        )
        .await?;
    Ok(())
}

/// Số đi theo sự kiện: the number of a fact that goes on as another one, in another matter, goes with it.
pub async fn hand_on(work: &Work, fact: Uuid, to: About) -> Result<(), db::StorageError> {
    work.tx
        .exec(
            "UPDATE criminal_number SET fact_id = $1, matter_id = $2, subject_id = $3
              WHERE fact_id = $4 AND state = 'issued'",
            args![to.fact, to.matter, to.subject, fact],
        )
        .await?;
    Ok(())
}

/// The number that a fact carries, unless it was cancelled.
pub async fn of_fact(db: &impl Sql, fact: Uuid) -> Result<Option<Uuid>, db::StorageError> {
    db.opt(
        "SELECT id FROM criminal_number WHERE fact_id = $1 AND state = 'issued'",
        args![fact],
    )
    .await
}

/// Holds the series' row, made if need be, and says its last number.
async fn lock(work: &Work, key: &Key) -> Result<i64, NumberError> {
    let last: i64 = work
        .tx
        .one(
            "INSERT INTO criminal_series (unit_id, year, series, last) VALUES ($1, $2, $3, 0)
             ON CONFLICT (unit_id, year, series) DO UPDATE SET last = criminal_series.last RETURNING last",
            args![&key.unit, key.year, &key.series],
        )
        .await?;
    Ok(last)
}

/// No second decision of the same kind for the same object on the same day.
async fn refuse_second_of_the_day(
    work: &Work,
    key: &Key,
    about: About,
    dated_on: NaiveDate,
) -> Result<(), NumberError> {
    if about.matter.is_nil() {
        return Ok(());
    }
    db::row! { struct Other { shown: String, subject_id: Option<Uuid> } }
    let others: Vec<Other> = work
        .tx
        .all(
            "SELECT shown, subject_id FROM criminal_number
              WHERE matter_id = $1 AND series = $2 AND dated_on = $3 AND state = 'issued' AND unit_id = $4",
            args![about.matter, &key.series, dated_on, &key.unit],
        )
        .await?;
    match others
        .into_iter()
        .find(|other| other.subject_id == about.subject)
    {
        Some(other) => Err(NumberError::SameDay { shown: other.shown }),
        None => Ok(()),
    }
}

async fn enter(
    work: &Work,
    key: &Key,
    n: i64,
    suffix: &str,
    typed: Option<&str>,
    about: About,
    dated_on: NaiveDate,
) -> Result<Taken, NumberError> {
    let symbol = symbol_of(&work.tx, &key.unit, &work.actor.unit_name).await?;
    let shown = key.shown(n, suffix, &symbol);
    let id = Uuid::now_v7();
    let matter = (!about.matter.is_nil()).then_some(about.matter);
    work.tx
        .exec(
            "INSERT INTO criminal_number (unit_id, year, series, n, suffix, id, shown, real_number, dated_on, state,
                                          matter_id, subject_id, fact_id, taken_by, taken_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'issued', $10, $11, $12, $13, $14)",
            args![
                &key.unit,
                key.year,
                &key.series,
                n,
                suffix,
                id,
                &shown,
                typed.unwrap_or(&shown),
                dated_on,
                matter,
                about.subject,
                about.fact,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note(
        "number.taken",
        "number",
        id,
        &format!("{} {n}{suffix}", key.series),
    )
    .await?;
    Ok(Taken {
        id,
        n,
        suffix: suffix.to_owned(),
        shown,
    })
}
