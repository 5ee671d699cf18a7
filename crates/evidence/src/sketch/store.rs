//! Sơ đồ hiện trường được giữ: made, saved as it is drawn, taken off and put back.

use casefile::MatterHead;
use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::{content::Content, messages};
use crate::opened::hold;

db::row! {
    /// Một sơ đồ.
    pub struct SketchRow {
        /// Its id.
        pub id: Uuid,
        /// Its name.
        pub title: String,
        /// Its content, JSON.
        pub content: String,
        /// Grows with every change.
        pub revision: i64,
        /// Who changed it last.
        pub changed_by: Uuid,
        /// When, ms UTC.
        pub changed_at: i64,
        /// When it was taken off.
        pub removed_at: Option<i64>,
    }
}

const COLUMNS: &str = "id, title, content, revision, changed_by, changed_at, removed_at";
/// Someone who draws is one line of the trail, not one for each move of the hand.
const DRAWING: i64 = 10 * 60_000;
const LONGEST: usize = 200;

impl SketchRow {
    /// What stands on it.
    pub fn content(&self) -> Result<Content, StorageError> {
        serde_json::from_str(&self.content).map_err(|cause| StorageError::Column {
            column: format!("evidence_sketch.content of {}", self.id),
            cause: cause.to_string(),
        })
    }
}

/// The sketches of a matter, those taken off too.
pub async fn all(sql: &impl Sql, matter: Uuid) -> Result<Vec<SketchRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM evidence_sketch WHERE matter_id = $1 ORDER BY made_at, id"),
        args![matter],
    )
    .await
}

/// One of them.
pub async fn one(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<SketchRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM evidence_sketch WHERE matter_id = $1 AND id = $2 AND removed_at IS NULL"),
        args![matter, id],
    )
    .await
}

fn titled(title: &str) -> Result<String, WorkError> {
    let title = text::clean(title);
    match title.chars().count() {
        0 => Err(WorkError::invalid("title", messages::NO_TITLE)),
        1..=LONGEST => Ok(title),
        _ => Err(WorkError::invalid("title", messages::too_long(LONGEST))),
    }
}

fn json(content: &Content) -> Result<String, WorkError> {
    serde_json::to_string(content).map_err(|cause| WorkError::Broken(cause.to_string()))
}

/// Lập sơ đồ.
pub async fn make(
    work: &Work,
    head: &MatterHead,
    title: &str,
    content: &Content,
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    content
        .check()
        .map_err(|sentence| WorkError::invalid("w", sentence))?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_sketch (unit_id, id, matter_id, title, content, revision, made_by, made_at, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $6, $7)",
            args![&head.unit, id, head.id, titled(title)?, json(content)?, work.actor.person, work.now_ms],
        )
        .await?;
    work.note("evidence.sketch.made", "evidence.sketch", id, "")
        .await?;
    Ok(id)
}

/// Lưu: answers the new revision. Who saves on an older one is told, and nothing is written over.
pub async fn keep(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    (revision, title, content): (i64, &str, &Content),
) -> Result<i64, WorkError> {
    hold(work, head).await?;
    content
        .check()
        .map_err(|sentence| WorkError::invalid("content", sentence))?;
    let was = one(&work.tx, head.id, id)
        .await?
        .ok_or(WorkError::NotFound)?;
    let sql = "UPDATE evidence_sketch SET title = $1, content = $2, revision = revision + 1, changed_by = $3, changed_at = $4
                WHERE matter_id = $5 AND id = $6 AND removed_at IS NULL AND revision = $7";
    let changed = work
        .tx
        .exec(
            sql,
            args![
                titled(title)?,
                json(content)?,
                work.actor.person,
                work.now_ms,
                head.id,
                id,
                revision
            ],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    if was.revision == 1
        || was.changed_by != work.actor.person
        || work.now_ms - was.changed_at >= DRAWING
    {
        work.note("evidence.sketch.changed", "evidence.sketch", id, "")
            .await?;
    }
    Ok(revision + 1)
}

/// Bỏ, or puts it back.
pub async fn set_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let sql = "UPDATE evidence_sketch SET removed_at = $1, changed_at = $2, revision = revision + 1 WHERE matter_id = $3 AND id = $4";
    if work
        .tx
        .exec(
            sql,
            args![removed.then_some(work.now_ms), work.now_ms, head.id, id],
        )
        .await?
        == 0
    {
        return Err(WorkError::NotFound);
    }
    let action = if removed {
        "evidence.sketch.removed"
    } else {
        "evidence.sketch.restored"
    };
    work.note(action, "evidence.sketch", id, "").await
}
