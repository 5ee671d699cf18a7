//! Các địa chỉ của việc gửi từng phần, for the island `upload`: begin, send parts, ask how far, finish, give up.

use axum::{
    Json,
    body::Body,
    extract::{Path, Query},
};
use files::parts::{Appended, PART};
use people::{Right, WorkError};
use serde::Deserialize;
use serde_json::{Value, json};
use shell::{Problem, Visit};
use uuid::Uuid;

use super::{
    Outcome, messages,
    sending::{self, Announced, Sending},
};
use crate::matter::{MatterHead, opened};

async fn found(visit: &Visit, id: Uuid) -> Result<(Sending, MatterHead), Problem> {
    let Some(sending) = sending::own(visit, id).await? else {
        return Err(Problem::NotFound(messages::no_such_sending()));
    };
    let head = opened(visit, sending.matter_id, Right::CasefileUpload).await?;
    Ok((sending, head))
}

/// `POST /casefile/matters/{matter}/sendings` `{"name","bytes","stamp"}`: where to go on, from 0 or from where it broke off;
/// or why it is not taken, as an outcome.
pub(crate) async fn begin(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(announced): Json<Announced>,
) -> Result<Json<Value>, Problem> {
    let head = opened(&visit, matter, Right::CasefileUpload).await?;
    let name = announced.name.clone();
    let sending = match sending::begin(&visit, &head, announced).await {
        Ok(sending) => sending,
        // A file that is not wanted is answered as one that was looked at.
        Err(WorkError::Invalid { sentence, .. }) => {
            return Ok(Json(json!({ "files": [Outcome::refused(name, sentence)] })));
        }
        Err(other) => return Err(other.into()),
    };
    let offset = sending::offset(&visit.app, &sending).await?;
    Ok(Json(json!({
        "id": sending.id, "url": format!("/casefile/sendings/{}", sending.id), "offset": offset, "part": PART,
    })))
}

/// `GET /casefile/sendings/{id}`: how much is there.
pub(crate) async fn ask(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let (sending, _) = found(&visit, id).await?;
    let offset = sending::offset(&visit.app, &sending).await?;
    Ok(Json(json!({ "offset": offset, "bytes": sending.bytes })))
}

#[derive(Deserialize)]
pub(crate) struct At {
    offset: u64,
}

/// `POST /casefile/sendings/{id}/parts?offset=`: the bytes from there on; the answer says where the end is now, which is on
/// the disk. A part for another place changes nothing.
pub(crate) async fn part(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(At { offset }): Query<At>,
    body: Body,
) -> Result<Json<Value>, Problem> {
    let (sending, _) = found(&visit, id).await?;
    let room = (sending.bytes as u64).saturating_sub(offset).min(2 * PART);
    let parts = sending::parts_of(&visit.app, id);
    let came = parts.follow(offset, room, body.into_data_stream()).await;
    let too_much = || Problem::TooLarge(messages::MORE_THAN_ANNOUNCED.to_owned());
    match came.map_err(Problem::failed)?.ok_or_else(too_much)? {
        Appended::To(end) => {
            sending::touch(&visit.app, id).await?;
            Ok(Json(json!({ "offset": end })))
        }
        Appended::EndIs(there) => Ok(Json(json!({ "offset": there }))),
    }
}

/// `POST /casefile/sendings/{id}/completion`: hands the file in and tells what became of it; while parts are missing, where to go on.
pub(crate) async fn finish(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let (sending, head) = found(&visit, id).await?;
    match sending::finish(&visit, &head, &sending).await? {
        Some(files) => Ok(Json(json!({ "files": files }))),
        None => {
            let offset = sending::offset(&visit.app, &sending).await?;
            Ok(Json(json!({ "offset": offset })))
        }
    }
}

/// `DELETE /casefile/sendings/{id}`: given up; what came is thrown away.
pub(crate) async fn give_up(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let (sending, _) = found(&visit, id).await?;
    sending::give_up(&visit.app, sending.id).await?;
    Ok(Json(json!({})))
}

/// What a person has begun to send to a matter and not finished, as the page says it.
pub(crate) async fn lines(visit: &Visit, matter: Uuid) -> Result<Vec<String>, Problem> {
    let mut lines = Vec::new();
    for sending in sending::unfinished(visit, matter).await? {
        let there = sending::offset(&visit.app, &sending).await?;
        let share = there.saturating_mul(100) / (sending.bytes.max(1) as u64);
        lines.push(messages::unfinished(&sending.name, share));
    }
    Ok(lines)
}
