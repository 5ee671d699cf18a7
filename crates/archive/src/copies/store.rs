//! Sổ bản sao: what was asked for, and what came of it.

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::job;
use casefile::MatterHead;

/// Loại bản sao.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PDF/A of a part of the file.
    Pdf,
    /// Bản giao: marked with its recipient, locked.
    Share,
    /// Bản đã che thông tin.
    Redacted,
    /// Gói nộp lưu.
    Package,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Pdf, Kind::Share, Kind::Redacted, Kind::Package];

    /// Its id in the table.
    pub const fn id(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Share => "share",
            Kind::Redacted => "redacted",
            Kind::Package => "package",
        }
    }

    /// What people read.
    pub const fn name_vi(self) -> &'static str {
        match self {
            Kind::Pdf => "Bản PDF/A",
            Kind::Share => "Gói giao",
            Kind::Redacted => "Bản đã che thông tin",
            Kind::Package => "Gói nộp lưu",
        }
    }

    /// How the file ends, and what the browser is told.
    pub const fn ending(self) -> (&'static str, &'static str) {
        match self {
            Kind::Pdf | Kind::Redacted => ("pdf", "application/pdf"),
            Kind::Share | Kind::Package => ("zip", "application/zip"),
        }
    }

    /// The kind with this id.
    pub fn parse(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

db::row! {
    /// Một bản sao.
    pub struct Copy {
        /// The unit of its matter.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// See [`Kind`].
        pub kind: String,
        /// What people read.
        pub title: String,
        /// What part of the file, JSON.
        pub asked: String,
        /// Who asked.
        pub asked_by: Uuid,
        /// When, ms UTC.
        pub asked_at: i64,
        /// waiting, made, refused.
        pub state: String,
        /// Why it was refused.
        pub why: String,
        /// The made file; empty before it is made and after it went.
        pub file: String,
        /// Its size.
        pub bytes: i64,
        /// Its pages.
        pub pages: i64,
        /// When it was made.
        pub made_at: Option<i64>,
        /// When its file went.
        pub cleared_at: Option<i64>,
    }
}

impl Copy {
    /// Nobody has made it yet.
    pub fn is_waiting(&self) -> bool {
        self.state == "waiting"
    }

    /// Its file can be taken.
    pub fn is_there(&self) -> bool {
        !self.file.is_empty()
    }

    /// Its kind.
    pub fn kind(&self) -> Option<Kind> {
        Kind::parse(&self.kind)
    }

    /// What part of the file was asked for.
    pub fn asked<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.asked).ok()
    }
}

const COLUMNS: &str = "unit_id, id, matter_id, kind, title, asked, asked_by, asked_at, state, why, file, bytes, pages, made_at, cleared_at";

/// Keeps the order and queues the work; ring the bell after the commit.
pub async fn ask(
    work: &Work,
    matter: &MatterHead,
    kind: Kind,
    title: &str,
    asked: &impl serde::Serialize,
) -> Result<Uuid, WorkError> {
    let id = Uuid::now_v7();
    let asked =
        serde_json::to_string(asked).map_err(|fault| WorkError::Broken(fault.to_string()))?;
    work.tx
        .exec(
            "INSERT INTO archive_copy (unit_id, id, matter_id, kind, title, asked, asked_by, asked_at, state, why, file, bytes, pages)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', '', '', 0, 0)",
            args![&matter.unit, id, matter.id, kind.id(), title, &asked, work.actor.person, work.now_ms],
        )
        .await?;
    let new = jobs::NewJob {
        kind: job::KIND,
        subject: id.to_string(),
        payload: String::new(),
        title: title.to_owned(),
        unit: matter.unit.clone(),
        asked_by: Some(work.actor.person),
        // Somebody waits for it.
        priority: 50,
    };
    jobs::queue(&work.tx, new).await?;
    let action = format!("archive.{}.asked", kind.id());
    work.note(
        &action,
        "archive.copy",
        id,
        &format!("matter {}", matter.id),
    )
    .await?;
    Ok(id)
}

/// The copy with this id.
pub async fn by_id(sql: &impl Sql, id: Uuid) -> Result<Option<Copy>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM archive_copy WHERE id = $1"),
        args![id],
    )
    .await
}

/// The copies made of a matter's file, newest first.
pub async fn of_matter(sql: &impl Sql, matter: Uuid) -> Result<Vec<Copy>, StorageError> {
    sql.all(
        format!(
            "SELECT {COLUMNS} FROM archive_copy WHERE matter_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 100"
        ),
        args![matter],
    )
    .await
}

/// The file is there.
pub async fn made(
    sql: &impl Sql,
    copy: &Copy,
    file: &str,
    (bytes, pages): (i64, i64),
    now_ms: i64,
) -> Result<u64, StorageError> {
    sql.exec(
        "UPDATE archive_copy SET state = 'made', file = $3, bytes = $4, pages = $5, made_at = $6
          WHERE unit_id = $1 AND id = $2 AND state = 'waiting'",
        args![&copy.unit_id, copy.id, file, bytes, pages, now_ms],
    )
    .await
}

/// It cannot be made, and why.
pub async fn refused(
    sql: &impl Sql,
    copy: &Copy,
    why: &str,
    now_ms: i64,
) -> Result<(), StorageError> {
    sql.exec(
        "UPDATE archive_copy SET state = 'refused', why = $3, made_at = $4 WHERE unit_id = $1 AND id = $2 AND state = 'waiting'",
        args![&copy.unit_id, copy.id, why, now_ms],
    )
    .await
    .map(drop)
}

/// Its file is gone; the line stays.
pub async fn cleared(sql: &impl Sql, copy: &Copy, now_ms: i64) -> Result<(), StorageError> {
    sql.exec(
        "UPDATE archive_copy SET file = '', cleared_at = $3 WHERE unit_id = $1 AND id = $2",
        args![&copy.unit_id, copy.id, now_ms],
    )
    .await
    .map(drop)
}
