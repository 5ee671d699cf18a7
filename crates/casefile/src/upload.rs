//! Tải tệp lên: several files at once, each answered for itself, so that a bad one does not hold back the others.

use axum::{
    Json,
    extract::{Multipart, Path, multipart::Field},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use files::Arrived;
use people::Right;
use shell::{Problem, Told, Tone, Visit};
use uuid::Uuid;

use crate::{
    handing_in::way_in,
    intake::{Bringer, Delivery, Outcome},
    matter::opened,
    messages,
};

/// `POST /casefile/matters/{matter}/files`, multipart; JSON for the island, the page again for a plain form.
pub(crate) async fn take(
    visit: Visit,
    Path(matter): Path<Uuid>,
    headers: HeaderMap,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileUpload).await?;
    let mut outcomes = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|cause| broken(&cause))? {
        let Some(name) = part
            .file_name()
            .map(str::to_owned)
            .filter(|name| !name.is_empty())
        else {
            continue;
        };
        match arrive(&visit, part).await? {
            Some(content) => {
                let delivery = Delivery { name, content };
                outcomes.extend(Bringer::from(&visit).hand_in(&head, delivery).await?);
            }
            None => outcomes.push(Outcome::refused(name, messages::too_large(most(&visit)))),
        }
    }
    if outcomes.is_empty() {
        return Err(Problem::Refused(messages::NO_FILE.to_owned()));
    }
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    if accept.unwrap_or_default().contains("application/json") {
        return Ok(Json(serde_json::json!({ "files": outcomes })).into_response());
    }
    let all_good = outcomes.iter().all(|outcome| outcome.is_taken);
    let said: Vec<String> = outcomes
        .iter()
        .map(|outcome| format!("{}: {}", outcome.name, outcome.message))
        .collect();
    let tone = if all_good { Tone::Good } else { Tone::Warning };
    Ok(Told::to(way_in(&visit, &head))
        .say(tone, said.join(" "))
        .into_response())
}

/// Bytes that a file may have.
fn most(visit: &Visit) -> usize {
    visit.app.settings().max_upload
}

/// One part, written to the disk as it comes in; none when it is too large. The rest of such a part is let go by.
async fn arrive(visit: &Visit, mut part: Field<'_>) -> Result<Option<Arrived>, Problem> {
    let files = visit.app.files();
    let mut arrival = Some(files.arrival().await.map_err(Problem::failed)?);
    while let Some(chunk) = part.chunk().await.map_err(|cause| broken(&cause))? {
        let Some(coming) = &mut arrival else { continue };
        if coming.bytes() + chunk.len() as u64 > most(visit) as u64 {
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
            Problem::TooLarge(messages::BODY_TOO_LARGE.to_owned())
        }
        _ => Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned()),
    }
}
