//! Các trang của sơ đồ hiện trường: the list, the drawing table, its file.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use casefile::{MatterHead, PageView};
use people::Right;
use serde::{Deserialize, Serialize};
use shell::{Column, Empty, Form, Frame, Page, Problem, Routes, Told, Visit};
use uuid::Uuid;

use super::{
    content::{Content, SYMBOLS, Symbols},
    listing::said,
    messages, rule, store,
};
use crate::{
    flows::screens::{answered, sent},
    opened::{look, may_edit, opened},
    sources::{Source, read_sources, source_href, told},
};

/// The addresses of this part.
pub(crate) fn routes() -> Routes {
    let (read, edit) = (Right::CasefileRead, Right::EvidenceEdit);
    let all = "/evidence/matters/{matter}/sketches";
    let one = format!("{all}/{{sketch}}");
    Routes::new()
        .get(all, read, list)
        .post(all, edit, make)
        .get(&one, read, show)
        .get(&format!("{one}/content"), read, content)
        .put(&format!("{one}/content"), edit, keep)
        .get(&format!("{one}/leaves"), read, leaves)
        .post(&format!("{one}/removal"), edit, remove)
        .post(&format!("{one}/restoration"), edit, restore)
        .get(&format!("{one}/{{format}}"), read, file)
}

fn href(matter: Uuid) -> String {
    format!("/evidence/matters/{matter}/sketches")
}

fn frame(visit: &Visit, head: &MatterHead, title: &str) -> Frame {
    let frame = visit.frame(title).subtitle(head.title.clone());
    frame.crumb("Chứng cứ, sơ đồ", format!("/evidence/matters/{}", head.id))
}

struct Line {
    href: String,
    title: String,
    places: usize,
    changed: String,
    who: String,
}

#[derive(Template)]
#[template(path = "sketch/list.html")]
struct ListPage {
    frame: Frame,
    href: String,
    may_edit: bool,
    columns: Vec<Column>,
    lines: Vec<Line>,
    removed: Vec<Line>,
    nothing: Empty,
    title: String,
    w: String,
    h: String,
    error: String,
    rule: String,
}

/// `GET /evidence/matters/{matter}/sketches`
async fn list(visit: Visit, Path(matter): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    Ok(Page(list_page(&visit, &head, &Form::default()).await?))
}

async fn list_page(visit: &Visit, head: &MatterHead, typed: &Form) -> Result<ListPage, Problem> {
    let rows = store::all(visit.app.db(), head.id).await?;
    let people: Vec<Uuid> = rows.iter().map(|row| row.changed_by).collect();
    let names = people::staff::person::names_of(visit.app.db(), &people).await?;
    let (mut lines, mut removed) = (Vec::new(), Vec::new());
    for row in rows {
        let content = row.content()?;
        let line = Line {
            href: format!("{}/{}", href(head.id), row.id),
            places: content
                .elements
                .iter()
                .filter(|one| one.n.is_some())
                .count(),
            changed: shell::vi_time(row.changed_at),
            who: names
                .iter()
                .find(|(id, _)| *id == row.changed_by)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            title: row.title,
        };
        if row.removed_at.is_some() {
            removed.push(line)
        } else {
            lines.push(line)
        }
    }
    let typed_or = |name: &str, usual: &str| typed.opt(name).unwrap_or(usual).to_owned();
    Ok(ListPage {
        frame: frame(visit, head, "Sơ đồ hiện trường"),
        href: href(head.id),
        may_edit: may_edit(visit, head),
        columns: ["Sơ đồ", "Số vị trí", "Sửa lần cuối", "Người sửa"]
            .map(Column::plain)
            .into(),
        lines,
        removed,
        nothing: Empty::new(messages::NO_SKETCHES, messages::NO_SKETCHES_WHY),
        title: typed_or("title", "Sơ đồ hiện trường"),
        w: typed_or("w", "40"),
        h: typed_or("h", "24"),
        error: typed
            .errors()
            .map(|(_, said)| said)
            .next()
            .unwrap_or_default()
            .to_owned(),
        rule: rule::told_on(visit.today),
    })
}

/// `POST /evidence/matters/{matter}/sketches` with `title`, `w`, `h`
async fn make(visit: Visit, Path(matter): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let metres = |name: &str| form.get(name).replace(',', ".").parse().unwrap_or(0.0);
    let content = Content {
        w: metres("w"),
        h: metres("h"),
        ..Content::default()
    };
    let work = visit.begin().await?;
    match store::make(&work, &head, form.get("title"), &content).await {
        Ok(id) => {
            work.commit().await?;
            Ok(Told::to(format!("{}/{id}", href(matter))).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(list_page(&visit, &head, &form).await?).into_response())
        }
    }
}

struct Place {
    n: u32,
    said: String,
    to_mark: String,
    to_edge: String,
    leaves: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "sketch/page.html")]
struct SketchPage {
    frame: Frame,
    here: String,
    title: String,
    may_edit: bool,
    places: Vec<Place>,
    columns: Vec<Column>,
    rule: String,
}

/// `GET /evidence/matters/{matter}/sketches/{sketch}`
async fn show(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let row = store::one(visit.app.db(), matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let content = row.content()?;
    let metres = |length: Option<f64>| length.map_or("–".to_owned(), messages::metres);
    let places = content.measured().into_iter().map(|one| Place {
        n: one.element.n.unwrap_or(0),
        said: said(&one),
        to_mark: metres(one.to_mark),
        to_edge: metres(one.to_edge),
        leaves: one
            .element
            .sources
            .iter()
            .map(|source| {
                (
                    source_href(matter, source),
                    told(std::slice::from_ref(source)),
                )
            })
            .collect(),
    });
    Ok(Page(SketchPage {
        frame: frame(&visit, &head, &row.title)
            .crumb("Sơ đồ hiện trường", href(matter))
            .island("sketch")
            .wide(),
        places: places.collect(),
        columns: [
            "Số",
            "Vị trí",
            "Cách vật chuẩn",
            "Cách mép chuẩn",
            "Bút lục",
        ]
        .map(Column::plain)
        .into(),
        here: format!("{}/{id}", href(matter)),
        may_edit: may_edit(&visit, &head),
        title: row.title,
        rule: rule::told_on(visit.today),
    }))
}

/// What the drawing table reads.
#[derive(Serialize)]
struct Drawn {
    title: String,
    revision: i64,
    may_edit: bool,
    content: Content,
    symbols: &'static Symbols,
    /// The picture of the background's page.
    paper: Option<PageView>,
    /// Where a page opens: what comes before its id.
    pages: String,
}

async fn paper(
    visit: &Visit,
    matter: Uuid,
    page: Option<Uuid>,
) -> Result<Option<PageView>, Problem> {
    let Some(page) = page else { return Ok(None) };
    let row = casefile::page(visit.app.db(), page).await?;
    Ok(row
        .filter(|row| row.matter_id == matter)
        .as_ref()
        .map(PageView::from))
}

/// `GET /evidence/matters/{matter}/sketches/{sketch}/content`
async fn content(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let row = store::one(visit.app.db(), matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let content = row.content()?;
    let paper = paper(
        &visit,
        matter,
        content.background.as_ref().map(|one| one.page),
    )
    .await?;
    Ok(Json(Drawn {
        title: row.title,
        revision: row.revision,
        may_edit: may_edit(&visit, &head),
        content,
        symbols: &SYMBOLS,
        paper,
        pages: format!("/casefile/matters/{matter}?page="),
    }))
}

/// What the drawing table saves.
#[derive(Deserialize)]
struct Kept {
    revision: i64,
    title: String,
    content: Content,
}

/// `PUT /evidence/matters/{matter}/sketches/{sketch}/content`: as it is drawn.
async fn keep(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(kept): Json<Kept>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let db = visit.app.db();
    // A page of another file never becomes a source here, whatever was sent.
    let named = kept
        .content
        .elements
        .iter()
        .flat_map(|one| one.sources.iter().map(|source| source.page));
    let mut pages: Vec<Uuid> = named
        .chain(kept.content.background.as_ref().map(|one| one.page))
        .collect();
    pages.sort_unstable();
    pages.dedup();
    for page in pages {
        let found = casefile::page(db, page).await?;
        if found.is_none_or(|row| row.matter_id != matter) {
            return Err(Problem::Refused(messages::PAGE_ELSEWHERE.to_owned()));
        }
    }
    let work = visit.begin().await?;
    let revision = store::keep(
        &work,
        &head,
        id,
        (kept.revision, &kept.title, &kept.content),
    )
    .await?;
    work.commit().await?;
    Ok(Json(serde_json::json!({ "revision": revision })))
}

/// Leaves as they were typed.
#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    q: String,
}

/// Their pages; the first one's picture, for a background.
#[derive(Serialize)]
struct Read {
    sources: Vec<Source>,
    told: String,
    paper: Option<PageView>,
}

/// `GET /evidence/matters/{matter}/sketches/{sketch}/leaves?q=BL 12, 37a`
async fn leaves(
    visit: Visit,
    Path((matter, _)): Path<(Uuid, Uuid)>,
    Query(typed): Query<Typed>,
) -> Result<impl IntoResponse, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let sources = read_sources(&visit.app, matter, &typed.q)
        .await
        .map_err(Problem::Refused)?;
    let paper = paper(&visit, matter, sources.first().map(|one| one.page)).await?;
    Ok(Json(Read {
        told: told(&sources),
        sources,
        paper,
    }))
}

/// `GET /evidence/matters/{matter}/sketches/{sketch}/{format}`
async fn file(
    visit: Visit,
    Path((matter, id, format)): Path<(Uuid, Uuid, String)>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let drawn = super::picture(&visit.app, matter, id).await?;
    sent(&visit, drawn.ok_or_else(Problem::not_found)?, &format).await
}

/// `POST /evidence/matters/{matter}/sketches/{sketch}/removal`
async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = store::set_removed(&work, &head, id, true).await;
    answered(work, href(matter), done, messages::REMOVED).await
}

/// `POST /evidence/matters/{matter}/sketches/{sketch}/restoration`
async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = store::set_removed(&work, &head, id, false).await;
    answered(
        work,
        format!("{}/{id}", href(matter)),
        done,
        messages::RESTORED,
    )
    .await
}
