//! Mục lục tài liệu: documents marked in the file, each from a page to a page; nothing marked is lost when taken off.

use axum::{Json, extract::Path};
use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use serde::{Deserialize, Serialize};
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{
    completeness::checks,
    kinds::KINDS,
    matter::{MatterHead, opened},
    messages,
};

db::row! {
    /// Tài liệu trong hồ sơ.
    pub struct DocumentRow {
        /// Its id.
        pub id: Uuid,
        /// Its first page.
        pub first_no: i64,
        /// Its last page.
        pub last_no: i64,
        /// Its title.
        pub title: String,
        /// Its kind, see [`KINDS`].
        pub kind: String,
        /// Bút lục as marked, "04-06"; empty: as stamped on its pages.
        pub bl: String,
        /// Its date.
        pub issued_on: Option<NaiveDate>,
        /// Its number.
        pub number: String,
        /// When it was taken off the list.
        pub removed_at: Option<i64>,
    }
}

/// What is marked.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Mark {
    /// First page.
    pub first: i64,
    /// Last page.
    pub last: i64,
    /// Title.
    pub title: String,
    /// Kind; may be empty.
    #[serde(default)]
    pub kind: Option<String>,
    /// Bút lục; may be empty.
    #[serde(default)]
    pub bl: Option<String>,
    /// Date.
    #[serde(default)]
    pub issued_on: Option<NaiveDate>,
    /// Number.
    #[serde(default)]
    pub number: Option<String>,
}

/// A document as the viewer reads it.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentView {
    id: Uuid,
    title: String,
    kind: String,
    first: i64,
    last: i64,
    bl: Option<String>,
}

impl From<&DocumentRow> for DocumentView {
    fn from(row: &DocumentRow) -> Self {
        DocumentView {
            id: row.id,
            title: row.title.clone(),
            kind: row.kind.clone(),
            first: row.first_no,
            last: row.last_no,
            bl: Some(row.bl.clone()).filter(|bl| !bl.is_empty()),
        }
    }
}

const COLUMNS: &str = "id, first_no, last_no, title, kind, bl, issued_on, number, removed_at";

/// The documents of a matter in the order of their pages; those taken off the list stand with their time.
pub async fn documents_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<DocumentRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_document WHERE matter_id = $1 ORDER BY first_no, last_no, id"),
        args![matter],
    )
    .await
}

/// Marks a document, or marks it anew when `id` names one.
pub async fn mark(
    work: &Work,
    matter: &MatterHead,
    id: Option<Uuid>,
    mark: Mark,
) -> Result<DocumentRow, WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await?;
    let title = text::clean(&mark.title);
    if title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_TITLE));
    }
    let pages: i64 = work
        .tx
        .one(
            "SELECT COALESCE(MAX(pages), 0) FROM casefile_matter WHERE matter_id = $1",
            args![matter.id],
        )
        .await?;
    if mark.first < 1 || mark.last < mark.first || mark.last > pages {
        return Err(WorkError::invalid("first", messages::bad_range(pages)));
    }
    let kind = mark
        .kind
        .filter(|kind| KINDS.iter().any(|known| known.value == kind));
    let bl = text::clean(mark.bl.as_deref().unwrap_or_default());
    let bl = if bl.is_empty() {
        stamped(work, matter.id, mark.first, mark.last).await?
    } else {
        bl
    };
    let (kind, number) = (
        kind.unwrap_or_default(),
        text::clean(mark.number.as_deref().unwrap_or_default()),
    );
    let (action, id) = match id {
        Some(id) => ("casefile.document.changed", id),
        None => ("casefile.document.marked", Uuid::now_v7()),
    };
    if action.ends_with("changed") {
        let changed = work
            .tx
            .exec(
                "UPDATE casefile_document SET first_no = $1, last_no = $2, title = $3, kind = $4, bl = $5,
                        issued_on = COALESCE($6, issued_on), number = CASE WHEN $7 = '' THEN number ELSE $7 END, marked_by = $8, marked_at = $9
                  WHERE matter_id = $10 AND id = $11 AND removed_at IS NULL",
                args![mark.first, mark.last, &title, &kind, &bl, mark.issued_on, &number, work.actor.person, work.now_ms, matter.id, id],
            )
            .await?;
        if changed == 0 {
            return Err(WorkError::NotFound);
        }
        checks::forget(work, id).await?;
    } else {
        work.tx
            .exec(
                "INSERT INTO casefile_document (unit_id, id, matter_id, first_no, last_no, title, kind, bl, issued_on, number, marked_by, marked_at, removed_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL)",
                args![&matter.unit, id, matter.id, mark.first, mark.last, &title, &kind, &bl, mark.issued_on, &number, work.actor.person, work.now_ms],
            )
            .await?;
    }
    work.note(
        action,
        "casefile.document",
        id,
        &format!("pages {}-{}", mark.first, mark.last),
    )
    .await?;
    let sql = format!("SELECT {COLUMNS} FROM casefile_document WHERE matter_id = $1 AND id = $2");
    Ok(work.tx.one(sql, args![matter.id, id]).await?)
}

/// Takes a document off the list, or puts it back.
pub async fn set_removed(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await?;
    let at = removed.then_some(work.now_ms);
    let changed = work
        .tx
        .exec(
            "UPDATE casefile_document SET removed_at = $1 WHERE matter_id = $2 AND id = $3",
            args![at, matter.id, id],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    let action = if removed {
        "casefile.document.removed"
    } else {
        "casefile.document.restored"
    };
    work.note(action, "casefile.document", id, "").await
}

/// "04-06": the first and the last number stamped on these pages.
async fn stamped(work: &Work, matter: Uuid, first: i64, last: i64) -> Result<String, StorageError> {
    let numbers: Vec<String> = work
        .tx
        .all(
            "SELECT bl FROM casefile_page WHERE matter_id = $1 AND no BETWEEN $2 AND $3 AND bl IS NOT NULL ORDER BY no",
            args![matter, first, last],
        )
        .await?;
    Ok(match (numbers.first(), numbers.last()) {
        (Some(from), Some(to)) if from != to => format!("{from}-{to}"),
        (Some(only), _) => only.clone(),
        _ => String::new(),
    })
}

async fn marked(
    visit: &Visit,
    matter: Uuid,
    id: Option<Uuid>,
    asked: Mark,
) -> Result<Json<DocumentView>, Problem> {
    let head = opened(visit, matter, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    let row = mark(&work, &head, id, asked).await?;
    work.commit().await?;
    Ok(Json(DocumentView::from(&row)))
}

/// `POST /casefile/matters/{matter}/documents`
pub(crate) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(asked): Json<Mark>,
) -> Result<Json<DocumentView>, Problem> {
    marked(&visit, matter, None, asked).await
}

/// `PUT /casefile/matters/{matter}/documents/{id}`
pub(crate) async fn change(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(asked): Json<Mark>,
) -> Result<Json<DocumentView>, Problem> {
    marked(&visit, matter, Some(id), asked).await
}

async fn moved(
    visit: &Visit,
    matter: Uuid,
    id: Uuid,
    removed: bool,
) -> Result<Json<serde_json::Value>, Problem> {
    let head = opened(visit, matter, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    set_removed(&work, &head, id, removed).await?;
    work.commit().await?;
    Ok(Json(serde_json::json!({})))
}

/// `DELETE /casefile/matters/{matter}/documents/{id}`
pub(crate) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<serde_json::Value>, Problem> {
    moved(&visit, matter, id, true).await
}

/// `PUT /casefile/matters/{matter}/documents/{id}/place`: back on the list.
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<serde_json::Value>, Problem> {
    moved(&visit, matter, id, false).await
}
