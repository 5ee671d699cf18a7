//! Tải tệp lên: several files at once, each answered for itself, so that a bad one does not hold back the others.

use axum::{
    Json,
    extract::{Multipart, Path, multipart::Field},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use people::{Right, WorkError};
use serde::Serialize;
use shell::{Problem, Told, Tone, Visit};
use uuid::Uuid;

use crate::{
    intake::{Delivery, receive, turn_away},
    matter::{MatterHead, opened},
    messages,
};

/// What became of one file.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Its name as sent.
    pub name: String,
    /// Whether it was taken.
    pub is_taken: bool,
    /// A sentence about it.
    pub message: String,
    /// Where its progress can be followed; empty when it was not taken.
    pub events: String,
    /// How many pages it has.
    pub pages: i64,
}

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
        let bytes = whole(part, visit.app.settings().max_upload).await?;
        outcomes.push(one(&visit, &head, Delivery { name, bytes }).await?);
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
    Ok(Told::to(head.href())
        .say(tone, said.join(" "))
        .into_response())
}

/// The bytes of one part, as they come in.
async fn whole(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|cause| broken(&cause))? {
        if bytes.len() + chunk.len() > most {
            return Err(too_large(most));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn too_large(most: usize) -> Problem {
    Problem::TooLarge(format!("Mỗi lần chỉ nhận tối đa {} MB.", most >> 20))
}

fn broken(cause: &axum::extract::multipart::MultipartError) -> Problem {
    match cause.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge("Tệp quá lớn.".to_owned()),
        _ => Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned()),
    }
}

async fn one(visit: &Visit, head: &MatterHead, delivery: Delivery) -> Result<Outcome, Problem> {
    let name = delivery.name.clone();
    let refused = |message: String| Outcome {
        name: name.clone(),
        is_taken: false,
        message,
        events: String::new(),
        pages: 0,
    };
    let work = visit.begin().await?;
    if let Some(sentence) = turn_away(&work, head, &delivery).await? {
        work.commit().await?;
        return Ok(refused(sentence));
    }
    let files = visit.app.files();
    match receive(&work, files, visit.app.jobs(), head, delivery).await {
        Ok(received) => {
            work.commit().await?;
            visit.app.jobs().ring();
            Ok(Outcome {
                name: name.clone(),
                is_taken: true,
                message: format!("Đã nhận {} trang, đang đọc.", received.pages),
                events: format!("/casefile/files/{}/events", received.file),
                pages: received.pages,
            })
        }
        Err(WorkError::Invalid { sentence, .. }) => Ok(refused(sentence)),
        Err(other) => Err(other.into()),
    }
}
