//! Các việc trên sơ đồ qua trang: begin, read, save, take note of what is new, keep a version, read a file in.

use axum::{
    Json,
    extract::{Multipart, Path},
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, WorkError};
use serde::{Deserialize, Serialize};
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{
    case::Case,
    change::{self, Change},
    keeping, messages,
    page::href,
    read::Map,
    template::templates_on,
    view::{MapView, view},
    xmind,
};
use crate::{
    opened::{may_edit, opened},
    sources::{Source, read_sources},
};

/// `POST /evidence/matters/{matter}/map` with `template`
pub(crate) async fn begin(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let wanted = form.get("template");
    let mut offered = templates_on(visit.today).filter(|one| one.is_for(&head));
    let Some(template) = offered.find(|one| one.id == wanted) else {
        let there = Told::to(href(matter)).say(Tone::Warning, messages::NO_TEMPLATE);
        return Ok(there.into_response());
    };
    let law = visit.app.law();
    let case = Case::read(visit.app.db(), Some(&law), matter, visit.today).await?;
    let work = visit.begin().await?;
    let (id, is_new) = keeping::begin(&work, &head, template, &case).await?;
    work.commit().await?;
    let there = Told::to(format!("{}/{id}", href(matter)));
    Ok(if is_new {
        there.good(messages::BEGUN)
    } else {
        there
    }
    .into_response())
}

/// A map of a matter over which the person holds this right.
pub(super) async fn map_of(
    visit: &Visit,
    (matter, map): (Uuid, Uuid),
    right: Right,
) -> Result<(MatterHead, Map), Problem> {
    let head = opened(visit, matter, right).await?;
    let map = Map::read(&visit.app, matter, map).await?;
    Ok((head, map.ok_or_else(Problem::not_found)?))
}

/// `GET /evidence/matters/{matter}/map/{map}/tree`
pub(crate) async fn tree(
    visit: Visit,
    Path((matter, map)): Path<(Uuid, Uuid)>,
) -> Result<Json<MapView>, Problem> {
    let (head, map) = map_of(&visit, (matter, map), Right::CasefileRead).await?;
    Ok(Json(view(&visit.app, &map, may_edit(&visit, &head)).await?))
}

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct Changes {
    changes: Vec<Change>,
}

/// What it gets back.
#[derive(Serialize)]
pub(crate) struct Changed {
    /// Nodes that somebody else changed meanwhile; they stay as they are.
    conflicts: Vec<String>,
    map: MapView,
}

/// `PUT /evidence/matters/{matter}/map/{map}/nodes`
pub(crate) async fn save(
    visit: Visit,
    Path(ids): Path<(Uuid, Uuid)>,
    Json(asked): Json<Changes>,
) -> Result<Json<Changed>, Problem> {
    let (head, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    let changes = resolved(&visit, &map, asked.changes).await?;
    let work = visit.begin().await?;
    let conflicts = change::change(&work, &head, &map, changes).await?;
    work.commit().await?;
    let (_, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    let map = view(&visit.app, &map, true).await?;
    Ok(Json(Changed { conflicts, map }))
}

/// Leaves that were typed become pages; pages that were sent are those of this file.
async fn resolved(
    visit: &Visit,
    map: &Map,
    mut changes: Vec<Change>,
) -> Result<Vec<Change>, Problem> {
    let matter = map.row.matter_id;
    let known: Vec<Uuid> = map
        .nodes
        .iter()
        .flat_map(|node| &node.sources)
        .map(|one| one.page)
        .collect();
    let drawn = map
        .derived
        .iter()
        .flat_map(|one| &one.sources)
        .map(|one| one.page);
    let known: Vec<Uuid> = known.into_iter().chain(drawn).collect();
    for change in &mut changes {
        if let Some(typed) = change.leaves.take() {
            let read = read_sources(&visit.app, matter, &typed).await;
            let mut read = read.map_err(|sentence| WorkError::invalid("leaves", sentence))?;
            let shown = map.nodes.iter().find(|node| node.key == change.key);
            keep_boxes(
                &mut read,
                shown
                    .map(|node| node.sources.as_slice())
                    .unwrap_or_default(),
            );
            change.kept.sources = Some(read);
        }
        let sent = change.kept.sources.iter().flatten();
        for source in sent.filter(|source| !known.contains(&source.page)) {
            let page = casefile::page(visit.app.db(), source.page).await?;
            page.filter(|page| page.matter_id == matter)
                .ok_or_else(|| WorkError::invalid("sources", messages::PAGE_ELSEWHERE))?;
        }
    }
    Ok(changes)
}

/// A leaf that stays keeps its box on the page and the evidence it belongs to.
fn keep_boxes(read: &mut [Source], before: &[Source]) {
    for source in read {
        if let Some(was) = before.iter().find(|was| was.page == source.page) {
            (source.rect, source.item) = (was.rect, was.item);
        }
    }
}

/// `POST /evidence/matters/{matter}/map/{map}/drawing`: what is new was seen.
pub(crate) async fn redraw(
    visit: Visit,
    Path(ids): Path<(Uuid, Uuid)>,
) -> Result<Json<MapView>, Problem> {
    let (head, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    change::redraw(&work, &head, &map).await?;
    work.commit().await?;
    let (_, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    Ok(Json(view(&visit.app, &map, true).await?))
}

/// `POST /evidence/matters/{matter}/map/{map}/versions` with `reported_on`, `note`
pub(crate) async fn keep_version(
    visit: Visit,
    Path(ids): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let (head, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    let (form, there) = (
        form.sent_on(visit.today),
        format!("{}/{}", href(ids.0), ids.1),
    );
    let day = shell::entry::date_near(form.get("reported_on"), visit.today);
    let Ok(day) = day.or_else(|sentence| form.get("reported_on").parse().map_err(|_| sentence))
    else {
        return Ok(Told::to(there)
            .say(Tone::Warning, messages::BAD_DAY)
            .into_response());
    };
    let work = visit.begin().await?;
    let id = keeping::keep_version(&work, &head, &map, (day, form.get("note"))).await?;
    work.commit().await?;
    let there = format!("{}/versions/{id}", href(ids.0));
    Ok(Told::to(there).good(messages::KEPT_VERSION).into_response())
}

/// What a file brought, with what stood there before, so that the page can undo it.
#[derive(Serialize)]
pub(crate) struct Brought {
    told: String,
    before: Vec<Change>,
    map: MapView,
}

/// Bytes of an XMind file.
const LARGEST: usize = 32 * 1024 * 1024;

/// `POST /evidence/matters/{matter}/map/{map}/import`, multipart
pub(crate) async fn import(
    visit: Visit,
    Path(ids): Path<(Uuid, Uuid)>,
    mut parts: Multipart,
) -> Result<Json<Brought>, Problem> {
    let (head, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    let broken = |_| Problem::Unreadable(messages::NOT_A_ZIP.to_owned());
    let mut file = None;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        if part.file_name().is_none_or(str::is_empty) {
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            if bytes.len() + chunk.len() > LARGEST {
                return Err(Problem::TooLarge(messages::TOO_LARGE.to_owned()));
            }
            bytes.extend_from_slice(&chunk);
        }
        file = Some(bytes);
    }
    let file = file.ok_or_else(|| Problem::Refused(messages::NO_FILE.to_owned()))?;
    let topics = tokio::task::spawn_blocking(move || xmind::read(&file));
    let topics = topics.await.map_err(Problem::failed)?;
    let root = topics.map_err(|fault| Problem::Refused(xmind::told(&fault)))?;
    let merged = xmind::merged(&visit.app, &map, &root).await?;
    let before = merged.before(&map);
    let work = visit.begin().await?;
    let (edited, added, missing) = (merged.edited, merged.added, merged.missing);
    change::change(&work, &head, &map, merged.changes).await?;
    work.note("evidence.map.imported", "evidence.map", map.row.id, "")
        .await?;
    work.commit().await?;
    let (_, map) = map_of(&visit, ids, Right::EvidenceEdit).await?;
    Ok(Json(Brought {
        told: messages::brought(edited, added, missing),
        before,
        map: view(&visit.app, &map, true).await?,
    }))
}
