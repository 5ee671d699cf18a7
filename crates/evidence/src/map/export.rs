//! Xuất sơ đồ: SVG, PNG, A3 PDF, Word, XMind; of the map as it is, or of a version as it stood.

use std::sync::Arc;

use axum::{
    extract::{Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::Datelike;
use people::Right;
use serde::Deserialize;
use shell::{App, Problem, Visit, vi_date};
use typeset::{PictureSheet, TypesetError, Typesetter};
use uuid::Uuid;

use super::{
    messages,
    outline::{self, Office},
    picture::{Paper, pages, presented, whole},
    read::{Still, still},
    xmind,
};
use crate::{
    drawing::{Picture, png},
    opened::opened,
};

/// How deep.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Steps from the middle; none: all of it.
    levels: Option<usize>,
}

/// As far as which step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Step {
    /// None: what stands for all of it.
    step: Option<usize>,
}

/// `GET /evidence/matters/{matter}/map/{map}/picture`: what is presented, step by step; `map` may be a version.
pub(crate) async fn look(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Query(wanted): Query<Step>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let found = presented(&visit.app, matter, id, wanted.step).await?;
    let picture = found.ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, picture.svg).into_response())
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Points across a picture for a slide or a wall.
const WIDE: u32 = 4_000;

/// `GET /evidence/matters/{matter}/map/{map}/export/{format}`; `map` may be a version.
pub(crate) async fn export(
    visit: Visit,
    Path((matter, id, format)): Path<(Uuid, Uuid, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let mime = match format.as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "pdf" => "application/pdf",
        "docx" => WORD,
        "xmind" => "application/vnd.xmind.workbook",
        _ => return Err(Problem::Refused(messages::NO_FORMAT.to_owned())),
    };
    let found = still(&visit.app, matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let found = match wanted.levels {
        Some(levels) => found.within(levels.max(1)),
        None => found,
    };
    let work = visit.begin().await?;
    work.note("evidence.map.exported", "evidence.map", id, &format)
        .await?;
    work.commit().await?;
    let office = Office {
        unit: visit.actor.unit_name.clone(),
        name: visit.actor.name.clone(),
        day: visit.today,
    };
    let name = format!("so-do-tu-duy-{}.{format}", head.code);
    let app = visit.app.clone();
    let made = tokio::task::spawn_blocking(move || bytes(&app, &found, &office, &format));
    let bytes = made.await.map_err(Problem::failed)??;
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The file; takes the time of a processor.
fn bytes(app: &App, still: &Still, office: &Office, format: &str) -> Result<Vec<u8>, Problem> {
    let press = || {
        app.find::<Typesetter>()
            .unwrap_or_else(|| Arc::new(Typesetter::new()))
    };
    let made = match format {
        "svg" => return Ok(whole(still).svg.into_bytes()),
        "xmind" => return xmind::write(still).map_err(Problem::failed),
        "png" => {
            let picture = whole(still);
            png(&picture, (picture.width * 2.0).min(f64::from(WIDE)) as u32)
        }
        "docx" => press().word(&outline::paper(still, office)),
        _ => pdf(app, &press(), still, office),
    };
    made.map_err(|error| match error {
        TypesetError::NoGlyph(letter) => Problem::Refused(messages::unprintable(letter)),
        error => Problem::failed(error),
    })
}

/// Widest and highest that one A3 sheet shows legibly.
const SHEET: (f64, f64) = (2_400.0, 1_650.0);

/// The sheets of A3: one where all of it stays legible; else the main branches with what hangs on them, then branch by branch.
pub(super) fn sheets(still: &Still) -> Vec<Picture> {
    let fits = |picture: &Picture| picture.width <= SHEET.0 && picture.height <= SHEET.1;
    let all = whole(still);
    let mut sheets = vec![all];
    if !sheets.iter().all(fits) {
        sheets = pages(still, &Paper::A3);
        let two = whole(&still.clone().within(2));
        if let Some(first) = sheets.first_mut().filter(|_| fits(&two)) {
            *first = two;
        }
    }
    sheets
}

fn pdf(
    app: &App,
    press: &Typesetter,
    still: &Still,
    office: &Office,
) -> Result<Vec<u8>, TypesetError> {
    let day = app.today();
    let sheet = PictureSheet {
        title: still.title.clone(),
        is_upright: false,
        office: office.unit.clone(),
        note: format!("{} · In ngày {}", still.matter, vi_date(day)),
        printed_on: Some([day.year(), day.month() as i32, day.day() as i32]),
    };
    let drawings: Vec<String> = sheets(still)
        .into_iter()
        .map(|picture| picture.svg)
        .collect();
    press.pictures_pdf(&sheet, &drawings)
}
