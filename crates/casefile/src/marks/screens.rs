//! Đánh dấu trong khung xem: what the viewer asks and tells about marks, and the form that mends an excerpt.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query},
};
use people::{Right, Work, WorkError, staff::person};
use scan::Rect;
use serde::{Deserialize, Serialize};
use shell::{Form, Problem, Told, Visit, vi_time};
use uuid::Uuid;

use super::{
    cites::{Bit, cited},
    excerpts::{Wanted, wanted},
    kinds::{KINDS, MarkKind},
    lines::taken,
    store::{
        Change, MarkRow, Reader, change, make, marks_between, marks_of, set_removed, set_shared,
    },
};
use crate::{
    leaves::page_for,
    looks,
    matter::{MatterHead, opened},
    messages,
    page::words_of,
    region::look_again,
    window::STRETCH,
};

/// What the viewer must know before anything is marked.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Marking {
    url: String,
    excerpts: String,
    lines: &'static str,
    kinds: &'static [MarkKind],
    may_share: bool,
}

impl Marking {
    pub(crate) fn of(visit: &Visit, head: &MatterHead) -> Marking {
        Marking {
            url: format!("{}/marks", head.href()),
            excerpts: format!("{}/excerpts", head.href()),
            lines: "/casefile/pages/{page}/lines",
            kinds: &KINDS,
            may_share: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        }
    }
}

/// A mark as the viewer reads it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MarkView {
    id: Uuid,
    page: Uuid,
    no: i64,
    bl: Option<String>,
    kind: String,
    rects: Vec<Rect>,
    words: String,
    read: String,
    note: String,
    bits: Vec<Bit>,
    shared: bool,
    mine: bool,
    author: String,
    at: String,
    revision: i64,
    turned: bool,
}

/// Marks as the viewer reads them, with the names of their authors and the leaves their notes cite.
pub(super) async fn views(
    visit: &Visit,
    matter: Uuid,
    rows: &[MarkRow],
) -> Result<Vec<MarkView>, Problem> {
    let sql = visit.app.db();
    let cites = cited(sql, matter, rows.iter().map(|row| row.note.as_str())).await?;
    let names = authors(visit, rows).await?;
    let view = |row: &MarkRow| {
        Ok(MarkView {
            id: row.id,
            page: row.page_id,
            no: row.no,
            bl: row.bl.clone(),
            kind: row.kind.clone(),
            rects: row.rects_now()?,
            words: row.said().to_owned(),
            read: row.words.clone(),
            note: row.note.clone(),
            bits: cites.bits(&row.note),
            shared: row.is_shared,
            mine: row.author_id == visit.actor.person,
            author: names.get(&row.author_id).cloned().unwrap_or_default(),
            at: vi_time(row.changed_at),
            revision: row.revision,
            turned: row.is_turned(),
        })
    };
    rows.iter().map(view).collect()
}

/// Who made these marks, by name.
pub(super) async fn authors(
    visit: &Visit,
    rows: &[MarkRow],
) -> Result<HashMap<Uuid, String>, Problem> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.author_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = person::names_of(visit.app.db(), &ids).await?;
    Ok(names.into_iter().collect())
}

/// Marks, and how many there are in all.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    total: usize,
    marks: Vec<MarkView>,
}

/// Lines of the panel at a time.
const SHOWN: usize = 100;

/// `GET /casefile/matters/{matter}/marks`
pub(crate) async fn list(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Wanted>,
) -> Result<Json<Listed>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let (sql, reader) = (visit.app.db(), Reader(visit.actor.person));
    let (total, rows) = match asked.page {
        Some(no) => {
            let first = (no.max(1) - 1) / STRETCH * STRETCH + 1;
            let rows = marks_between(sql, head.id, reader, first, first + STRETCH - 1).await?;
            (rows.len(), rows)
        }
        None => {
            let rows = wanted(marks_of(sql, head.id, reader).await?, &asked, reader);
            let from = usize::try_from(asked.from).unwrap_or(0);
            let total = rows.len();
            (total, rows.into_iter().skip(from).take(SHOWN).collect())
        }
    };
    let marks = views(&visit, matter, &rows).await?;
    Ok(Json(Listed { total, marks }))
}

/// What is drawn.
#[derive(Debug, Deserialize)]
pub(crate) struct Drawn {
    page: Uuid,
    rects: Vec<[i32; 4]>,
    kind: String,
}

/// `POST /casefile/matters/{matter}/marks`
pub(crate) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(drawn): Json<Drawn>,
) -> Result<Json<MarkView>, Problem> {
    let (page, head) = page_for(&visit, drawn.page, Right::CasefileRead).await?;
    if head.id != matter {
        return Err(Problem::not_found());
    }
    let rects: Vec<Rect> = drawn.rects.into_iter().map(Rect::from).collect();
    let words = words_of(visit.app.db(), page.id).await?;
    let mut under = taken(&words, &rects);
    if let (true, [rect]) = (under.1.is_empty(), rects.as_slice())
        && rect.width() > 0
        && rect.height() > 0
    {
        // Where nothing was read the engine looks at that place alone; a guess is worse than no words.
        let seen = look_again(&visit, &page, *rect).await;
        under.1 = seen
            .ok()
            .filter(|seen| !seen.1)
            .map_or(String::new(), |seen| seen.0);
    }
    let work = visit.begin().await?;
    let row = make(&work, &head, &page, &drawn.kind, under).await?;
    told(&visit, work, matter, row).await
}

async fn told(
    visit: &Visit,
    work: Work,
    matter: Uuid,
    row: MarkRow,
) -> Result<Json<MarkView>, Problem> {
    work.commit().await?;
    let view = views(visit, matter, &[row]).await?.pop();
    view.map(Json).ok_or_else(Problem::not_found)
}

/// `PUT /casefile/matters/{matter}/marks/{id}`
pub(crate) async fn alter(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(asked): Json<Change>,
) -> Result<Json<MarkView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    let row = change(&work, &head, id, asked).await?;
    told(&visit, work, matter, row).await
}

/// `DELETE /casefile/matters/{matter}/marks/{id}`: kept for undo.
pub(crate) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<MarkView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    let row = set_removed(&work, &head, id, true).await?;
    told(&visit, work, matter, row).await
}

/// `PUT /casefile/matters/{matter}/marks/{id}/place`: back where it was.
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<MarkView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    let row = set_removed(&work, &head, id, false).await?;
    told(&visit, work, matter, row).await
}

/// `PUT /casefile/matters/{matter}/marks/{id}/sharing`
pub(crate) async fn share(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<MarkView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    let row = set_shared(&work, &head, id, true).await?;
    told(&visit, work, matter, row).await
}

/// `DELETE /casefile/matters/{matter}/marks/{id}/sharing`: one's own again.
pub(crate) async fn keep_to_oneself(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<MarkView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    let row = set_shared(&work, &head, id, false).await?;
    told(&visit, work, matter, row).await
}

/// `POST /casefile/matters/{matter}/marks/{id}/words` with `words`, `revision`: from the table of excerpts.
pub(crate) async fn mend(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let revision = form.get("revision").parse();
    let asked = Change {
        revision: revision.map_err(|_| Problem::Unreadable(messages::BAD_MARK.to_owned()))?,
        words: Some(form.raw("words").replace("\r\n", "\n")),
        ..Change::default()
    };
    let work = visit.begin().await?;
    match change(&work, &head, id, asked).await {
        Ok(_) => work.commit().await?,
        // Back to the table with its sentence: what it holds now is there to be compared.
        Err(WorkError::ChangedMeanwhile) => {
            return Ok(back(&head, id, &form).say(shell::Tone::Warning, messages::EXCERPT_CHANGED));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(back(&head, id, &form).good(messages::EXCERPT_MENDED))
}

fn back(head: &MatterHead, id: Uuid, form: &Form) -> Told {
    let query = form.get("query");
    let joint = if query.is_empty() { "" } else { "?" };
    Told::to(format!("{}/excerpts{joint}{query}#m-{id}", head.href()))
}
