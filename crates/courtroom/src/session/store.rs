//! Phiên được giữ: one row holds what the court's screen shows, so that a cut line, a killed program or a new screen finds it.

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::{messages, rules::Screen};

db::row! {
    /// Phiên trình chiếu.
    pub struct SessionRow {
        /// Its unit.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// trial, rehearsal.
        pub kind: String,
        /// The approved list it stands on.
        pub approval_n: Option<i64>,
        /// Who began it.
        pub started_by: Uuid,
        /// When.
        pub started_at: i64,
        /// When it ended.
        pub ended_at: Option<i64>,
        /// The address of the court's screens; none once revoked or ended.
        pub court_key: Option<String>,
        /// Until when that address opens.
        pub key_ends_at: i64,
        /// Grows with every change of the screen.
        pub version: i64,
        /// What stands on the screen, JSON.
        pub screen: String,
        /// The prosecutor's notes.
        pub notes: String,
        /// Grows with every change of the notes.
        pub notes_rev: i64,
    }
}

const COLUMNS: &str = "unit_id, id, matter_id, kind, approval_n, started_by, started_at, ended_at, court_key, key_ends_at, version, screen, notes, notes_rev";

impl SessionRow {
    /// What stands on the screen.
    pub fn screen(&self) -> Result<Screen, StorageError> {
        serde_json::from_str(&self.screen).map_err(|cause| StorageError::Column {
            column: format!("courtroom_session.screen of {}", self.id),
            cause: cause.to_string(),
        })
    }

    /// Whether the court's address opens at this moment.
    pub fn is_open_to_the_court(&self, now_ms: i64) -> bool {
        self.ended_at.is_none() && self.court_key.is_some() && now_ms < self.key_ends_at
    }
}

/// A session by its id.
pub async fn by_id(sql: &impl Sql, id: Uuid) -> Result<Option<SessionRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_session WHERE id = $1"),
        args![id],
    )
    .await
}

/// A session by the court's key, while that key opens.
pub async fn by_key(
    sql: &impl Sql,
    key: &str,
    now_ms: i64,
) -> Result<Option<SessionRow>, StorageError> {
    let found: Option<SessionRow> = sql
        .opt(
            format!("SELECT {COLUMNS} FROM courtroom_session WHERE court_key = $1"),
            args![key],
        )
        .await?;
    Ok(found.filter(|row| row.is_open_to_the_court(now_ms)))
}

/// Sessions of a matter, the newest first.
pub(super) async fn of_matter(
    sql: &impl Sql,
    matter: Uuid,
) -> Result<Vec<SessionRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_session WHERE matter_id = $1 ORDER BY started_at DESC, id DESC LIMIT 50"),
        args![matter],
    )
    .await
}

/// Holds an open session: its version grows, and whoever else changes it waits.
pub(super) async fn hold(work: &Work, id: Uuid) -> Result<SessionRow, WorkError> {
    let held = work
        .tx
        .exec(
            "UPDATE courtroom_session SET version = version + 1 WHERE id = $1 AND ended_at IS NULL",
            args![id],
        )
        .await?;
    let row = by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    match held {
        0 => Err(WorkError::invalid("", messages::SESSION_OVER)),
        _ => Ok(row),
    }
}

/// Writes what stands on the screen of a held session.
pub(super) async fn keep(work: &Work, id: Uuid, screen: &Screen) -> Result<(), WorkError> {
    let json = serde_json::to_string(screen).map_err(|e| WorkError::Broken(e.to_string()))?;
    work.tx
        .exec(
            "UPDATE courtroom_session SET screen = $1 WHERE id = $2",
            args![json, id],
        )
        .await?;
    Ok(())
}

/// Lưu ghi chú của phiên; refused when another page has changed them meanwhile.
pub(super) async fn keep_notes(
    work: &Work,
    id: Uuid,
    (notes, seen): (&str, i64),
) -> Result<i64, WorkError> {
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_session SET notes = $1, notes_rev = notes_rev + 1 WHERE id = $2 AND notes_rev = $3",
            args![text::nfc(notes), id, seen],
        )
        .await?;
    match changed {
        0 => Err(WorkError::ChangedMeanwhile),
        _ => Ok(seen + 1),
    }
}
