//! Nhận băng ghi: written to the disk as it comes, looked at from its bytes, kept as it is or refused with what to do.

use axum::{
    Json,
    extract::{Multipart, Path, multipart::Field},
    response::{IntoResponse, Response},
};
use files::Arrived;
use people::Right;
use serde::Serialize;
use shell::{Problem, Visit};
use uuid::Uuid;

use super::store::{self, Brought};
use crate::{
    messages,
    opened::opened,
    rules::{Format, FormatFault, format_of},
};

/// What became of one file.
#[derive(Serialize)]
struct Taken {
    name: String,
    is_taken: bool,
    message: String,
    media: Option<Uuid>,
}

/// `POST /courtroom/matters/{matter}/media`, multipart; each file is answered for itself.
pub(crate) async fn take(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let mut all = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|cause| broken(&cause))? {
        let name = part.file_name().map(text::clean).unwrap_or_default();
        if name.is_empty() {
            continue;
        }
        all.push(one(&visit, &head, name, part).await?);
    }
    if all.is_empty() {
        return Err(Problem::Refused(messages::NO_MEDIA_FILE.to_owned()));
    }
    Ok(Json(serde_json::json!({ "files": all })).into_response())
}

async fn one(
    visit: &Visit,
    head: &casefile::MatterHead,
    name: String,
    part: Field<'_>,
) -> Result<Taken, Problem> {
    let refused = |name: String, message: String| Taken {
        name,
        is_taken: false,
        message,
        media: None,
    };
    let most = visit.app.settings().max_upload as u64;
    let Some(arrived) = arrive(visit, part, most).await? else {
        return Ok(refused(name, messages::media_too_large(most)));
    };
    let format = match looked_at(&arrived)? {
        Ok(format) => format,
        Err(fault) => {
            let message = messages::unplayable(&fault);
            return Ok(refused(name, message));
        }
    };
    let (hash, bytes) = (arrived.id().to_string(), arrived.bytes());
    let files = visit.app.files();
    files.keep(arrived).await.map_err(Problem::failed)?;
    let brought = Brought {
        hash,
        bytes,
        format,
        name: name.clone(),
    };
    let work = visit.begin().await?;
    let (id, is_new) = store::bring(&work, head, brought).await?;
    work.commit().await?;
    let message = if is_new {
        messages::MEDIA_TAKEN
    } else {
        messages::MEDIA_THERE
    };
    Ok(Taken {
        name,
        is_taken: true,
        message: message.to_owned(),
        media: Some(id),
    })
}

fn looked_at(arrived: &Arrived) -> Result<Result<Format, FormatFault>, Problem> {
    if arrived.bytes() == 0 {
        return Ok(Err(FormatFault::Unknown));
    }
    let content = arrived.content().map_err(Problem::failed)?;
    Ok(format_of(content.as_ref()))
}

/// One part, written to the disk as it comes in; none when it is too large. The rest of such a part is let go by.
async fn arrive(visit: &Visit, mut part: Field<'_>, most: u64) -> Result<Option<Arrived>, Problem> {
    let begun = visit.app.files().arrival().await;
    let mut arrival = Some(begun.map_err(Problem::failed)?);
    while let Some(chunk) = part.chunk().await.map_err(|cause| broken(&cause))? {
        let Some(coming) = &mut arrival else { continue };
        if coming.bytes() + chunk.len() as u64 > most {
            arrival = None;
            continue;
        }
        coming.write(&chunk).await.map_err(Problem::failed)?;
    }
    match arrival {
        Some(arrival) => Ok(Some(arrival.finish().await.map_err(Problem::failed)?)),
        None => Ok(None),
    }
}

fn broken(cause: &axum::extract::multipart::MultipartError) -> Problem {
    match cause.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::TooLarge(messages::MEDIA_BODY_TOO_LARGE.to_owned())
        }
        _ => Problem::Unreadable(messages::BROKEN_MEDIA_UPLOAD.to_owned()),
    }
}
