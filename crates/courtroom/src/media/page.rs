//! Băng ghi của vụ án: brought, described, listened to; what TTLT 03/2018 asks of them is said beside them.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use people::{Right, staff::person};
use serde::Serialize;
use shell::{Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use super::{
    store::{self, Known, MediaRow},
    stream,
};
use crate::{
    list::page::href,
    messages,
    opened::opened,
    rules::{ORIGINS, recordings_on},
};

#[derive(Template)]
#[template(path = "media/page.html")]
struct MediaPage {
    frame: Frame,
    href: String,
    back: String,
    source: String,
    notes: &'static [String],
    occasions: &'static [String],
    formats: &'static str,
}

/// `GET /courtroom/matters/{matter}/media`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.look("courtroom", matter).await?;
    work.commit().await?;
    let rule = recordings_on(visit.today);
    Ok(Page(MediaPage {
        frame: visit
            .frame("Băng ghi âm, ghi hình")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(matter))
            .island("media"),
        href: format!("{}/media", href(matter)),
        back: href(matter),
        source: match rule.to_check {
            true => format!("{} (cần kiểm tra)", rule.source),
            false => rule.source.clone(),
        },
        notes: &rule.notes,
        occasions: &rule.occasions,
        formats: messages::FORMATS,
    }))
}

/// One recording, as the page reads it.
#[derive(Serialize)]
struct MediaView {
    id: Uuid,
    src: String,
    is_video: bool,
    mime: String,
    codecs: String,
    name: String,
    bytes: i64,
    hash: String,
    title: String,
    origin: String,
    person: String,
    record: String,
    device: String,
    operator: String,
    recorded: String,
    seal: String,
    copy_of: String,
    duration_ms: i64,
    revision: i64,
    added: String,
    who: String,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: &'static str,
}

/// What the page reads.
#[derive(Serialize)]
pub(crate) struct MediaList {
    href: String,
    may_edit: bool,
    origins: Vec<Choice>,
    media: Vec<MediaView>,
}

/// `GET /courtroom/matters/{matter}/media/list`
pub(crate) async fn read(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<Json<MediaList>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let db = visit.app.db();
    let rows = store::media_of(db, matter).await?;
    let people: Vec<Uuid> = rows.iter().map(|row| row.added_by).collect();
    let names: HashMap<Uuid, String> = person::names_of(db, &people).await?.into_iter().collect();
    Ok(Json(MediaList {
        href: format!("{}/media", href(matter)),
        may_edit: visit.may_over(Right::CourtroomPresent, &head.unit, &head.assigned),
        origins: ORIGINS
            .iter()
            .map(|(value, label)| Choice { value, label })
            .collect(),
        media: rows.into_iter().map(|row| view(row, &names)).collect(),
    }))
}

/// The address of a recording's bytes, for those who may read the file.
pub(crate) fn content_href(matter: Uuid, id: Uuid) -> String {
    format!("{}/media/{id}/content", href(matter))
}

fn view(row: MediaRow, names: &HashMap<Uuid, String>) -> MediaView {
    MediaView {
        src: content_href(row.matter_id, row.id),
        is_video: row.kind == "video",
        added: vi_time(row.added_at),
        who: names.get(&row.added_by).cloned().unwrap_or_default(),
        id: row.id,
        mime: row.mime,
        codecs: row.codecs,
        name: row.name,
        bytes: row.bytes,
        hash: row.hash,
        title: row.title,
        origin: row.origin,
        person: row.person,
        record: row.record,
        device: row.device,
        operator: row.operator,
        recorded: row.recorded,
        seal: row.seal,
        copy_of: row.copy_of,
        duration_ms: row.duration_ms,
        revision: row.revision,
    }
}

/// `PUT /courtroom/matters/{matter}/media/{media}`: as it is typed.
pub(crate) async fn alter(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(known): Json<Known>,
) -> Result<Json<serde_json::Value>, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    let revision = store::alter(&work, &head, id, known).await?;
    work.commit().await?;
    Ok(Json(serde_json::json!({ "revision": revision })))
}

/// `DELETE /courtroom/matters/{matter}/media/{media}`: taken off the list; the original stays, for undo.
pub(crate) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<MediaList>, Problem> {
    set_removed(visit, (matter, id), true).await
}

/// `POST /courtroom/matters/{matter}/media/{media}/restoration`
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<MediaList>, Problem> {
    set_removed(visit, (matter, id), false).await
}

async fn set_removed(
    visit: Visit,
    (matter, id): (Uuid, Uuid),
    removed: bool,
) -> Result<Json<MediaList>, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    store::set_removed(&work, &head, id, removed).await?;
    work.commit().await?;
    read(visit, Path(matter)).await
}

/// `GET /courtroom/matters/{matter}/media/{media}/content`, by ranges; each hearing from its beginning leaves a line of the trail.
pub(crate) async fn content(
    visit: Visit,
    headers: HeaderMap,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let row = store::recording(visit.app.db(), id).await?;
    let row = row
        .filter(|row| row.matter_id == matter)
        .ok_or_else(Problem::not_found)?;
    let asked = headers.get(header::RANGE).and_then(|one| one.to_str().ok());
    if asked.is_none_or(|asked| asked.starts_with("bytes=0-")) {
        let work = visit.begin().await?;
        work.look("courtroom.media", id).await?;
        work.commit().await?;
    }
    let held = stream::checked(visit.app.files(), &row.hash).await?;
    stream::given(held, &row.mime, &headers, "private, no-cache").await
}
