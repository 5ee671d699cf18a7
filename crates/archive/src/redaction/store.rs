//! Sổ che thông tin: boxes with their reasons, and the words that stood there, kept on the server.

use casefile::{MatterHead, PageRow};
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use scan::Rect;
use uuid::Uuid;

use super::hiding::{is_under, roomy};
use crate::{messages, selection::Selection};

db::row! {
    /// Bản che thông tin.
    pub struct Redaction {
        /// The unit of its matter.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// What people read.
        pub title: String,
        /// What part of the file, JSON.
        pub asked: String,
        /// Who began it.
        pub made_by: Uuid,
        /// When.
        pub made_at: i64,
    }
}

impl Redaction {
    /// What part of the file it copies.
    pub fn selection(&self) -> Option<Selection> {
        serde_json::from_str(&self.asked).ok()
    }
}

db::row! {
    /// Chỗ che.
    pub struct BoxRow {
        /// Its id.
        pub id: Uuid,
        /// The page.
        pub page_id: Uuid,
        /// Hash of the picture it was drawn on.
        pub picture: String,
        /// Its rectangles, JSON.
        pub rects: String,
        /// Why.
        pub reason: String,
        /// The words that stood there.
        pub words: String,
        /// Who.
        pub made_by: Uuid,
        /// When.
        pub made_at: i64,
    }
}

impl BoxRow {
    /// Its rectangles.
    pub fn rects(&self) -> Vec<Rect> {
        serde_json::from_str(&self.rects).unwrap_or_default()
    }
}

/// Begins a redaction.
pub async fn begin(
    work: &Work,
    matter: &MatterHead,
    title: &str,
    selection: &Selection,
) -> Result<Uuid, WorkError> {
    work.require_for(Right::ArchiveRedact, &matter.unit, &matter.assigned)
        .await?;
    let title = text::clean(title);
    if title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_TITLE));
    }
    let id = Uuid::now_v7();
    let asked =
        serde_json::to_string(selection).map_err(|fault| WorkError::Broken(fault.to_string()))?;
    work.tx
        .exec(
            "INSERT INTO archive_redaction (unit_id, id, matter_id, title, asked, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![&matter.unit, id, matter.id, &title, &asked, work.actor.person, work.now_ms],
        )
        .await?;
    work.note("archive.redaction.begun", "archive.redaction", id, "")
        .await?;
    Ok(id)
}

/// What is to be hidden.
pub struct NewBox<'a> {
    /// The page.
    pub page: &'a PageRow,
    /// Where, in dots of its picture.
    pub rects: Vec<Rect>,
    /// Why.
    pub reason: &'a str,
}

/// Adds a box; the words under it are kept beside it.
pub async fn add(work: &Work, redaction: &Redaction, new: NewBox<'_>) -> Result<Uuid, WorkError> {
    let reason = text::clean(new.reason);
    if reason.is_empty() {
        return Err(WorkError::invalid("reason", messages::NO_REASON));
    }
    let page = new.page;
    let size = (
        crate::copies::making::dots(page.w),
        crate::copies::making::dots(page.h),
    );
    let rects: Vec<Rect> = new
        .rects
        .into_iter()
        .map(|rect| roomy(rect, size))
        .collect();
    let rects: Vec<Rect> = rects
        .into_iter()
        .filter(|rect| rect.width() > 6 && rect.height() > 6)
        .collect();
    let Some(picture) = page.picture.as_ref().filter(|_| !rects.is_empty()) else {
        return Err(WorkError::invalid("rects", messages::EMPTY_BOX));
    };
    let words = casefile::words_of(&work.tx, page.id).await?;
    let under = words
        .iter()
        .filter(|word| rects.iter().any(|rect| is_under(word, *rect)));
    let said: Vec<&str> = under.map(|word| word.text.as_str()).collect();
    let json =
        serde_json::to_string(&rects).map_err(|fault| WorkError::Broken(fault.to_string()))?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO archive_box (unit_id, id, redaction_id, page_id, picture, rects, reason, words, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![&redaction.unit_id, id, redaction.id, page.id, picture, &json, &reason, &said.join(" "), work.actor.person, work.now_ms],
        )
        .await?;
    work.note(
        "archive.redaction.hidden",
        "archive.redaction",
        redaction.id,
        &format!("page {}", page.no),
    )
    .await?;
    Ok(id)
}

/// Takes a box away again.
pub async fn remove(work: &Work, redaction: &Redaction, id: Uuid) -> Result<(), WorkError> {
    let gone = work
        .tx
        .exec(
            "DELETE FROM archive_box WHERE unit_id = $1 AND redaction_id = $2 AND id = $3",
            args![&redaction.unit_id, redaction.id, id],
        )
        .await?;
    if gone == 0 {
        return Err(WorkError::NotFound);
    }
    work.note(
        "archive.redaction.shown",
        "archive.redaction",
        redaction.id,
        &format!("box {id}"),
    )
    .await
}

/// The redaction with this id.
pub async fn by_id(sql: &impl Sql, id: Uuid) -> Result<Option<Redaction>, StorageError> {
    sql.opt("SELECT * FROM archive_redaction WHERE id = $1", args![id])
        .await
}

/// The redactions of a matter, newest first.
pub async fn of_matter(sql: &impl Sql, matter: Uuid) -> Result<Vec<Redaction>, StorageError> {
    sql.all(
        "SELECT * FROM archive_redaction WHERE matter_id = $1 ORDER BY made_at DESC, id DESC LIMIT 100",
        args![matter],
    )
    .await
}

/// The boxes of a redaction in the order they were drawn.
pub async fn boxes(sql: &impl Sql, redaction: Uuid) -> Result<Vec<BoxRow>, StorageError> {
    sql.all(
        "SELECT id, page_id, picture, rects, reason, words, made_by, made_at FROM archive_box
          WHERE redaction_id = $1 ORDER BY made_at, id",
        args![redaction],
    )
    .await
}
