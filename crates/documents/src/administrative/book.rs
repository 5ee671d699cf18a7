//! Số văn bản đi (NĐ 30/2020, Điều 15): one series a type and calendar year of the office, from 01 on 1 January; a number is taken at
//! issue, or held while it is signed; a cancelled one stays with its reason and is not given again.

use chrono::{Datelike, NaiveDate};
use db::{Sql, StorageError, args};
use people::Work;
use uuid::Uuid;

use super::kinds::Type;

/// Takes the next number, as `issued` or `reserved`; the series stays locked until the transaction ends, so a failed issue gives it back.
pub async fn take(
    work: &Work,
    unit: &str,
    kind: &Type,
    symbol: &str,
    (document, on): (Uuid, NaiveDate),
    state: &str,
) -> Result<String, StorageError> {
    let year = i64::from(on.year());
    let n: i64 = work
        .tx
        .one(
            "INSERT INTO documents_book (unit_id, year, type, last) VALUES ($1, $2, $3, 1)
             ON CONFLICT (unit_id, year, type) DO UPDATE SET last = documents_book.last + 1 RETURNING last",
            args![unit, year, &kind.id],
        )
        .await?;
    let shown = format!("{n:02}{symbol}");
    work.tx
        .exec(
            "INSERT INTO documents_book_number (unit_id, year, type, n, shown, dated_on, document_id, state, taken_by, taken_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![unit, year, &kind.id, n, &shown, on, document, state, work.actor.person, work.now_ms],
        )
        .await?;
    Ok(shown)
}

/// The number that was held is the document's own.
pub async fn settle(work: &Work, document: Uuid) -> Result<(), StorageError> {
    work.tx
        .exec(
            "UPDATE documents_book_number SET state = 'issued' WHERE document_id = $1 AND state = 'reserved'",
            args![document],
        )
        .await?;
    Ok(())
}

/// Trả số that was held: the last of its series is given again, any other stays as cancelled with the reason.
pub async fn give_back(work: &Work, document: Uuid, reason: &str) -> Result<(), StorageError> {
    db::row! { struct Held { unit_id: String, year: i64, kind: String, n: i64 } }
    let held: Option<Held> = work
        .tx
        .opt(
            "SELECT unit_id, year, type AS kind, n FROM documents_book_number WHERE document_id = $1 AND state = 'reserved'",
            args![document],
        )
        .await?;
    let Some(held) = held else { return Ok(()) };
    let is_last = work
        .tx
        .exec(
            "UPDATE documents_book SET last = last - 1 WHERE unit_id = $1 AND year = $2 AND type = $3 AND last = $4",
            args![&held.unit_id, held.year, &held.kind, held.n],
        )
        .await?;
    let what = match is_last {
        0 => "UPDATE documents_book_number SET state = 'cancelled', reason = $5 WHERE",
        _ => "DELETE FROM documents_book_number WHERE $5 = $5 AND",
    };
    work.tx
        .exec(
            format!("{what} unit_id = $1 AND year = $2 AND type = $3 AND n = $4"),
            args![&held.unit_id, held.year, &held.kind, held.n, reason],
        )
        .await?;
    Ok(())
}

/// Hủy số of a withdrawn document.
pub async fn cancel(work: &Work, document: Uuid, reason: &str) -> Result<(), StorageError> {
    work.tx
        .exec(
            "UPDATE documents_book_number SET state = 'cancelled', reason = $1 WHERE document_id = $2 AND state = 'issued'",
            args![reason, document],
        )
        .await?;
    Ok(())
}
