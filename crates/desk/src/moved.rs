//! Thời hạn đổi ngày: when a day off or a row of the law changes, which clocks moved from which day to which, of whom.
//!
//! A change of the office's calendar that touches few matters is computed at once; everything else is a job that goes
//! through the open matters stride by stride and may be killed between any two.

pub mod run;
pub mod screen;

use criminal::MovedClock;
use db::{Sql, StorageError, Tx, args};
use law::LawFiles;
use people::WorkError;
use shell::notices::{self, Notice};
use uuid::Uuid;

use crate::messages;

/// Vì sao tính lại.
#[derive(Debug, Clone)]
pub struct Cause {
    /// What people read: "Lịch nghỉ thay đổi: 25/11/2026".
    pub why: String,
    /// Who changed it; nobody when the program came with another law.
    pub asked_by: Option<Uuid>,
    /// The unit they act for.
    pub unit: Option<String>,
    /// When, ms UTC.
    pub at: i64,
}

/// Begins a computation; it is open until [`finish`].
pub async fn begin(tx: &Tx, cause: &Cause) -> Result<Uuid, StorageError> {
    let id = Uuid::now_v7();
    tx.exec(
        "INSERT INTO desk_change (id, why, asked_by, unit_id, at, after_id, looked, moved)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0)",
        args![
            id,
            &cause.why,
            cause.asked_by,
            cause.unit.clone(),
            cause.at,
            Uuid::nil()
        ],
    )
    .await?;
    Ok(id)
}

/// Keeps what moved.
pub async fn keep(tx: &Tx, change: Uuid, moved: &[MovedClock]) -> Result<(), StorageError> {
    for clock in moved {
        tx.exec(
            "INSERT INTO desk_moved (unit_id, change_id, matter_id, n, name, rule, rule_vi, prosecutor_id, was_on, is_on)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![
                &clock.unit,
                change,
                clock.matter,
                clock.n,
                &clock.name,
                &clock.rule,
                &clock.rule_vi,
                clock.prosecutor,
                clock.was,
                clock.is
            ],
        )
        .await?;
    }
    Ok(())
}

db::row! { struct Whose { prosecutor_id: Uuid, clocks: i64 } }

/// Ends a computation: each prosecutor concerned is told once, with how many of their clocks moved.
pub async fn finish(tx: &Tx, change: Uuid, why: &str, now_ms: i64) -> Result<i64, StorageError> {
    let told: Vec<Whose> = tx
        .all(
            "SELECT prosecutor_id, count(*) AS clocks FROM desk_moved
              WHERE change_id = $1 AND prosecutor_id IS NOT NULL GROUP BY prosecutor_id ORDER BY prosecutor_id",
            args![change],
        )
        .await?;
    for one in told {
        let notice = Notice {
            person: one.prosecutor_id,
            kind: "calendar.moved".to_owned(),
            sentence: messages::moved_told(why, one.clocks),
            href: format!("/desk/moved?of=me&change={change}"),
        };
        notices::tell(tx, notice, now_ms).await?;
    }
    let moved: i64 = tx
        .one(
            "SELECT count(*) FROM desk_moved WHERE change_id = $1",
            args![change],
        )
        .await?;
    tx.exec(
        "UPDATE desk_change SET done_at = $1, moved = $2 WHERE id = $3",
        args![now_ms, moved, change],
    )
    .await?;
    Ok(moved)
}

/// Notes by which data of the law the clocks are computed; a change is begun when this program carries other data than
/// the one before it. A place that is new has nothing to compute.
pub async fn note_law(
    tx: &Tx,
    files: &LawFiles<'_>,
    now_ms: i64,
) -> Result<Option<Uuid>, WorkError> {
    let fingerprint = files.fingerprint();
    let known: Option<String> = tx
        .opt("SELECT fingerprint FROM desk_law WHERE one = 1", args![])
        .await?;
    if known.as_ref() == Some(&fingerprint) {
        return Ok(None);
    }
    tx.exec("DELETE FROM desk_law", args![]).await?;
    tx.exec(
        "INSERT INTO desk_law (one, fingerprint, at) VALUES (1, $1, $2)",
        args![fingerprint, now_ms],
    )
    .await?;
    if known.is_none() {
        return Ok(None);
    }
    let cause = Cause {
        why: messages::LAW_CHANGED.to_owned(),
        asked_by: None,
        unit: None,
        at: now_ms,
    };
    Ok(Some(begin(tx, &cause).await?))
}
