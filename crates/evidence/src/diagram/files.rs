//! Xuất sơ đồ: SVG, PNG, A3 PDF, GraphML; and the picture as the court's screen shows it.

use axum::{
    body::Body,
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use people::Right;
use serde::Deserialize;
use shell::{App, Problem, Visit};
use uuid::Uuid;

use super::{
    graphml, kinds::DiagramKind, messages, model::Model, organisation, relations, timeline,
};
use crate::{
    drawing::{self, Picture, Sheet, at},
    opened::opened,
};

/// A diagram as the court's screen shows it at a step; none where the matter has no such diagram.
pub async fn presented(
    app: &App,
    matter: Uuid,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    let sheet = sheet_of(app, matter, id).await?;
    Ok(sheet.map(|sheet| sheet.presented(step)))
}

async fn sheet_of(app: &App, matter: Uuid, id: Uuid) -> Result<Option<Sheet>, Problem> {
    let model = Model::of(app.db(), matter, id).await?;
    let Some(model) = model.filter(|model| model.diagram.removed_at.is_none()) else {
        return Ok(None);
    };
    let head = casefile::head_of(app.db(), matter).await?;
    let about = head.map(|head| head.title).unwrap_or_default();
    Ok(Some(drawn(app.today(), &model, &about)))
}

/// The sheet of a diagram.
pub(super) fn drawn(today: NaiveDate, model: &Model, about: &str) -> Sheet {
    let mut sheet = Sheet::new(model.diagram.title.clone());
    sheet.subtitle(about);
    match model.kind {
        DiagramKind::Relations => relations::draw(&mut sheet, model),
        DiagramKind::Organisation => organisation::draw(&mut sheet, model, today),
        DiagramKind::Events | DiagramKind::Procedure => timeline::draw(&mut sheet, model),
    }
    if model.things().next().is_none() {
        sheet.draw(drawing::Layer::Above, "", |canvas| {
            let (face, colour) = (drawing::NOTE, drawing::colour::SOFT);
            canvas.text(
                at(0.0, 20.0),
                messages::NOTHING_IN_IT,
                face,
                drawing::Anchor::Start,
                colour,
            );
        });
    }
    sheet
}

/// How far the picture is revealed, and how wide a PNG is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    step: Option<usize>,
    width: Option<u32>,
}

/// Points across: twice a full screen.
const PNG: u32 = 2_560;

async fn asked(
    visit: &Visit,
    (matter, id): (Uuid, Uuid),
    step: Option<usize>,
) -> Result<Picture, Problem> {
    opened(visit, matter, Right::CasefileRead).await?;
    let found = sheet_of(&visit.app, matter, id).await?;
    let sheet = found.ok_or_else(Problem::not_found)?;
    Ok(sheet.picture(step))
}

/// `GET …/diagrams/{id}/picture?step=`: what the court's screen shows at a step.
pub(super) async fn look(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let found = presented(&visit.app, matter, id, query.step).await?;
    let picture = found.ok_or_else(Problem::not_found)?;
    let heads = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((heads, picture.svg).into_response())
}

/// Leaves in the trail that the diagram went out as a file.
async fn taken(visit: &Visit, id: Uuid, kind: &str) -> Result<(), Problem> {
    let work = visit.begin().await?;
    work.note("evidence.diagram.exported", "evidence.diagram", id, kind)
        .await?;
    Ok(work.commit().await?)
}

fn file(title: &str, (ending, kind): (&str, &'static str), bytes: Vec<u8>) -> Response {
    let name = format!(
        "attachment; filename=\"{}.{ending}\"",
        text::slug(title, 80)
    );
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let heads = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (heads, Body::from(bytes)).into_response()
}

/// `GET …/diagrams/{id}/svg`
pub(super) async fn svg(
    visit: Visit,
    Path(at): Path<(Uuid, Uuid)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let picture = asked(&visit, at, query.step).await?;
    taken(&visit, at.1, "svg").await?;
    Ok(file(
        &picture.title,
        ("svg", "image/svg+xml"),
        picture.svg.into_bytes(),
    ))
}

/// `GET …/diagrams/{id}/png?width=`
pub(super) async fn png(
    visit: Visit,
    Path(at): Path<(Uuid, Uuid)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let picture = asked(&visit, at, query.step).await?;
    taken(&visit, at.1, "png").await?;
    let (title, width) = (picture.title.clone(), query.width.unwrap_or(PNG));
    let drawn = tokio::task::spawn_blocking(move || drawing::png(&picture, width));
    let bytes = drawn
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    Ok(file(&title, ("png", "image/png"), bytes))
}

/// `GET …/diagrams/{id}/pdf`
pub(super) async fn pdf(
    visit: Visit,
    Path(at): Path<(Uuid, Uuid)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let picture = asked(&visit, at, query.step).await?;
    taken(&visit, at.1, "pdf").await?;
    let (app, office) = (visit.app.clone(), visit.actor.unit_name.clone());
    let title = picture.title.clone();
    let drawn = tokio::task::spawn_blocking(move || drawing::pdf_a3(&app, &office, &picture));
    let bytes = drawn
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    Ok(file(&title, ("pdf", "application/pdf"), bytes))
}

/// `GET …/diagrams/{id}/graphml`
pub(super) async fn graphml(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let model = Model::of(visit.app.db(), matter, id).await?;
    let model = model
        .filter(|one| one.diagram.removed_at.is_none())
        .ok_or_else(Problem::not_found)?;
    taken(&visit, id, "graphml").await?;
    let bytes = graphml::written(&model).map_err(Problem::failed)?;
    Ok(file(
        &model.diagram.title,
        ("graphml", "application/graphml+xml"),
        bytes,
    ))
}
