//! Tệp quét trong hồ sơ: what was delivered, and how far its reading is.

use db::{Sql, StorageError, args};
use uuid::Uuid;

db::row! {
    /// Tệp quét đã đưa vào hồ sơ.
    pub struct FileRow {
        /// The unit of its matter.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// The name it was delivered under; empty once withheld.
        pub title: String,
        /// Hash of the original bytes.
        pub source: String,
        /// How large it is.
        pub bytes: i64,
        /// The place of its first page in the matter's file.
        pub first_no: i64,
        /// How many pages it has.
        pub pages: i64,
        /// `queued`, `read`, `withheld`.
        pub state: String,
        /// The mark of secrecy for which it was withheld.
        pub secrecy: Option<String>,
        /// Who brought it.
        pub uploaded_by: Uuid,
        /// When, ms UTC.
        pub uploaded_at: i64,
        /// A digital signature is embedded in it.
        pub is_signed: bool,
        /// This program exported it: a copy of scans, not a scan of the paper.
        pub is_own_copy: bool,
    }
}

const COLUMNS: &str = "unit_id, id, matter_id, title, source, bytes, first_no, pages, state, secrecy, uploaded_by, uploaded_at, is_signed, is_own_copy";

/// A file by its id.
pub async fn file(sql: &impl Sql, id: Uuid) -> Result<Option<FileRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM casefile_file WHERE id = $1"),
        args![id],
    )
    .await
}

/// The files of a matter in the order they came.
pub async fn files_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<FileRow>, StorageError> {
    sql.all(
        format!(
            "SELECT {COLUMNS} FROM casefile_file WHERE matter_id = $1 ORDER BY uploaded_at, id"
        ),
        args![matter],
    )
    .await
}

/// The file of this content in a matter, if it is there.
pub async fn file_of_content(
    sql: &impl Sql,
    matter: Uuid,
    source: &str,
) -> Result<Option<FileRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM casefile_file WHERE matter_id = $1 AND source = $2"),
        args![matter, source],
    )
    .await
}

db::row! {
    /// How far the pages of a file are.
    pub struct Tally {
        /// Pages in all.
        pub pages: i64,
        /// Not yet opened.
        pub waiting: i64,
        /// Pictures there, text not yet.
        pub shown: i64,
        /// Could not be opened or read.
        pub failed: i64,
        /// Read, but to be looked at by a person.
        pub to_check: i64,
    }
}

impl Tally {
    /// Nothing is left to do.
    pub fn is_over(&self) -> bool {
        self.waiting + self.shown == 0
    }
}

/// How far the pages of a file are.
pub async fn tally(sql: &impl Sql, file: Uuid) -> Result<Tally, StorageError> {
    sql.one(
        "SELECT count(*) AS pages,
                count(*) FILTER (WHERE status = 'waiting') AS waiting,
                count(*) FILTER (WHERE status = 'shown') AS shown,
                count(*) FILTER (WHERE status = 'failed') AS failed,
                count(*) FILTER (WHERE status = 'read' AND needs_person) AS to_check
           FROM casefile_page WHERE file_id = $1",
        args![file],
    )
    .await
}

/// Pages of a file that could not be opened or read.
pub(crate) async fn failed(sql: &impl Sql, file: Uuid) -> Result<i64, StorageError> {
    sql.one(
        "SELECT count(*) FROM casefile_page WHERE file_id = $1 AND status = 'failed'",
        args![file],
    )
    .await
}
