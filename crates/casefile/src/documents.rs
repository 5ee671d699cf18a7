//! Mục lục tài liệu: documents marked in the file, each from a page to a page; nothing marked is lost when taken off.

use axum::{Json, extract::Path};
use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use serde::{Deserialize, Serialize};
use shell::{Problem, Visit, entry, vi_date};
use uuid::Uuid;

use crate::{
    completeness::checks,
    kinds::KINDS,
    matter::{MatterHead, opened},
    messages,
    order::{group_name, groups_of},
    proposed,
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
        /// Group of `data/groups.csv`.
        pub group_no: Option<i64>,
        /// Its place within the group; none: by its first page.
        pub place: Option<f64>,
        /// Who issued it.
        pub issuer: String,
        /// Who signed it.
        pub signer: String,
        /// When it was taken off the list.
        pub removed_at: Option<i64>,
    }
}

impl DocumentRow {
    /// Its group's name; empty while nobody has sorted it.
    pub fn group_vi(&self) -> &'static str {
        let group = self.group_no.and_then(|group| u8::try_from(group).ok());
        group.map_or("", group_name)
    }
}

/// What is marked. A field that is not said stays as it was; an empty one empties it.
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
    /// Date, as people type it.
    #[serde(default)]
    pub issued_on: Option<String>,
    /// Number.
    #[serde(default)]
    pub number: Option<String>,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Who signed it.
    #[serde(default)]
    pub signer: Option<String>,
    /// Group of `data/groups.csv`, as its number.
    #[serde(default)]
    pub group: Option<String>,
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
    number: String,
    /// "20/05/2026".
    issued_on: String,
    issuer: String,
    signer: String,
    /// The number of its group, as the form sends it.
    group: String,
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
            number: row.number.clone(),
            issued_on: row.issued_on.map_or_else(String::new, vi_date),
            issuer: row.issuer.clone(),
            signer: row.signer.clone(),
            group: row
                .group_no
                .map_or_else(String::new, |group| group.to_string()),
        }
    }
}

const COLUMNS: &str = "id, first_no, last_no, title, kind, bl, issued_on, number, group_no, place, issuer, signer, removed_at";

/// The documents of a matter in the order of their pages; those taken off the list stand with their time.
pub async fn documents_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<DocumentRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_document WHERE matter_id = $1 ORDER BY first_no, last_no, id"),
        args![matter],
    )
    .await
}

/// The documents of a matter that hold a page, those taken off the list among them.
pub async fn documents_at(
    sql: &impl Sql,
    matter: Uuid,
    no: i64,
) -> Result<Vec<DocumentRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_document WHERE matter_id = $1 AND first_no <= $2 AND last_no >= $2 ORDER BY first_no, last_no, id"),
        args![matter, no],
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
    let kind = kind.unwrap_or_default();
    let before = match id {
        Some(id) => one(work, matter.id, id).await?,
        None => None,
    };
    let before = before.as_ref();
    let words = |said: Option<&String>, was: fn(&DocumentRow) -> &String| {
        let was = || before.map(was).cloned().unwrap_or_default();
        said.map_or_else(was, |said| text::clean(said))
    };
    let number = words(mark.number.as_ref(), |row| &row.number);
    let issuer = words(mark.issuer.as_ref(), |row| &row.issuer);
    let signer = words(mark.signer.as_ref(), |row| &row.signer);
    let issued_on = match mark.issued_on.as_deref().map(str::trim) {
        None => before.and_then(|row| row.issued_on),
        Some("") => None,
        Some(typed) => {
            let day = typed.parse().or_else(|_| entry::date(typed));
            Some(day.map_err(|sentence| WorkError::invalid("issued_on", sentence))?)
        }
    };
    let group = match mark.group.as_deref().map(str::trim) {
        None => before.and_then(|row| row.group_no),
        Some(typed) => group_of(matter, typed),
    };
    let (action, id) = match id {
        Some(id) => ("casefile.document.changed", id),
        None => ("casefile.document.marked", Uuid::now_v7()),
    };
    if action.ends_with("changed") {
        let changed = work
            .tx
            .exec(
                "UPDATE casefile_document SET first_no = $1, last_no = $2, title = $3, kind = $4, bl = $5, issued_on = $6, number = $7,
                        issuer = $8, signer = $9, group_no = $10, marked_by = $11, marked_at = $12
                  WHERE matter_id = $13 AND id = $14 AND removed_at IS NULL",
                args![
                    mark.first, mark.last, &title, &kind, &bl, issued_on, &number, &issuer, &signer, group, work.actor.person,
                    work.now_ms, matter.id, id
                ],
            )
            .await?;
        if changed == 0 {
            return Err(WorkError::NotFound);
        }
        checks::forget(work, id).await?;
    } else {
        work.tx
            .exec(
                "INSERT INTO casefile_document (unit_id, id, matter_id, first_no, last_no, title, kind, bl, issued_on, number, issuer, signer,
                                                group_no, marked_by, marked_at, removed_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, NULL)",
                args![
                    &matter.unit, id, matter.id, mark.first, mark.last, &title, &kind, &bl, issued_on, &number, &issuer, &signer,
                    group, work.actor.person, work.now_ms
                ],
            )
            .await?;
    }
    // What the machine proposes of these pages gives way to what a person marked.
    proposed::give_way(work, matter, mark.first, mark.last).await?;
    work.note(
        action,
        "casefile.document",
        id,
        &format!("pages {}-{}", mark.first, mark.last),
    )
    .await?;
    one(work, matter.id, id).await?.ok_or(WorkError::NotFound)
}

async fn one(work: &Work, matter: Uuid, id: Uuid) -> Result<Option<DocumentRow>, StorageError> {
    let sql = format!("SELECT {COLUMNS} FROM casefile_document WHERE matter_id = $1 AND id = $2");
    work.tx.opt(sql, args![matter, id]).await
}

/// The group that a form names by its number; none for an empty one and for one that files of this procedure do not have.
pub(crate) fn group_of(matter: &MatterHead, typed: &str) -> Option<i64> {
    let group: u8 = typed.parse().ok()?;
    let mut offered = groups_of(matter.is_civil()).into_iter();
    offered
        .any(|(known, _)| known == group)
        .then(|| i64::from(group))
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
