//! Sổ thời hạn bảo quản và lệnh giữ.

use casefile::MatterHead;
use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::rules;
use crate::messages;

db::row! {
    /// Thời hạn bảo quản của một hồ sơ.
    pub struct Retention {
        /// See [`rules::kind`].
        pub kind: String,
        /// Years, where it counts them.
        pub years: Option<i64>,
        /// The day the work ended.
        pub start_on: Option<NaiveDate>,
        /// The event, where it waits for one.
        pub event: String,
        /// The paper that says so.
        pub basis: String,
        /// Who set it.
        pub set_by: Uuid,
        /// When.
        pub set_at: i64,
    }
}

db::row! {
    /// Lệnh giữ.
    pub struct Hold {
        /// Its id.
        pub id: Uuid,
        /// Why.
        pub reason: String,
        /// Who placed it.
        pub placed_by: Uuid,
        /// When.
        pub placed_at: i64,
        /// Who lifted it.
        pub lifted_by: Option<Uuid>,
        /// When.
        pub lifted_at: Option<i64>,
        /// Why it was lifted.
        pub lifting: String,
    }
}

/// What is set.
pub struct Set {
    /// The kind.
    pub kind: String,
    /// Years.
    pub years: Option<i64>,
    /// The day the work ended.
    pub start_on: Option<NaiveDate>,
    /// The event.
    pub event: String,
    /// The paper that says so.
    pub basis: String,
}

/// Đặt thời hạn bảo quản.
pub async fn set(work: &Work, matter: &MatterHead, new: Set) -> Result<(), WorkError> {
    work.require_for(Right::ArchiveRetention, &matter.unit, &matter.assigned)
        .await?;
    let kind = rules::kinds(work.today).find(|kind| kind.id == new.kind);
    let kind = kind.ok_or_else(|| WorkError::invalid("kind", messages::NO_RETENTION_KIND))?;
    let (event, basis) = (text::clean(&new.event), text::clean(&new.basis));
    if kind.needs == "years" && !new.years.is_some_and(|years| (1..=200).contains(&years)) {
        return Err(WorkError::invalid("years", messages::NO_YEARS));
    }
    if kind.needs == "event" && event.is_empty() {
        return Err(WorkError::invalid("event", messages::NO_EVENT));
    }
    if basis.is_empty() {
        return Err(WorkError::invalid("basis", messages::NO_BASIS));
    }
    let years = new.years.filter(|_| kind.needs == "years");
    work.tx
        .exec(
            "DELETE FROM archive_retention WHERE matter_id = $1",
            args![matter.id],
        )
        .await?;
    work.tx
        .exec(
            "INSERT INTO archive_retention (unit_id, matter_id, kind, years, start_on, event, basis, set_by, set_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![&matter.unit, matter.id, &kind.id, years, new.start_on, &event, &basis, work.actor.person, work.now_ms],
        )
        .await?;
    work.note("archive.retention.set", "matter", matter.id, &kind.id)
        .await
}

/// Đặt lệnh giữ.
pub async fn place(work: &Work, matter: &MatterHead, reason: &str) -> Result<Uuid, WorkError> {
    work.require_for(Right::ArchiveRetention, &matter.unit, &matter.assigned)
        .await?;
    let reason = text::clean(reason);
    if reason.is_empty() {
        return Err(WorkError::invalid("reason", messages::NO_REASON));
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO archive_hold (unit_id, id, matter_id, reason, placed_by, placed_at, lifting) VALUES ($1, $2, $3, $4, $5, $6, '')",
            args![&matter.unit, id, matter.id, &reason, work.actor.person, work.now_ms],
        )
        .await?;
    work.note(
        "archive.hold.placed",
        "matter",
        matter.id,
        &format!("hold {id}"),
    )
    .await?;
    Ok(id)
}

/// Bỏ lệnh giữ.
pub async fn lift(work: &Work, matter: &MatterHead, id: Uuid, why: &str) -> Result<(), WorkError> {
    work.require_for(Right::ArchiveRetention, &matter.unit, &matter.assigned)
        .await?;
    let why = text::clean(why);
    if why.is_empty() {
        return Err(WorkError::invalid("lifting", messages::NO_REASON));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE archive_hold SET lifted_by = $3, lifted_at = $4, lifting = $5 WHERE matter_id = $1 AND id = $2 AND lifted_at IS NULL",
            args![matter.id, id, work.actor.person, work.now_ms, &why],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    work.note(
        "archive.hold.lifted",
        "matter",
        matter.id,
        &format!("hold {id}"),
    )
    .await
}

/// What is set for a matter.
pub async fn of_matter(sql: &impl Sql, matter: Uuid) -> Result<Option<Retention>, StorageError> {
    sql.opt(
        "SELECT kind, years, start_on, event, basis, set_by, set_at FROM archive_retention WHERE matter_id = $1",
        args![matter],
    )
    .await
}

/// The holds of a matter, standing ones first.
pub async fn holds(sql: &impl Sql, matter: Uuid) -> Result<Vec<Hold>, StorageError> {
    let mut holds: Vec<Hold> = sql
        .all(
            "SELECT id, reason, placed_by, placed_at, lifted_by, lifted_at, lifting FROM archive_hold WHERE matter_id = $1 ORDER BY placed_at DESC",
            args![matter],
        )
        .await?;
    holds.sort_by_key(|hold| hold.lifted_at.is_some());
    Ok(holds)
}
