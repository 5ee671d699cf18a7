//! Nhận băng ghi: announced, sent part by part, looked at from its bytes, kept as it is or refused with what to do. A line that breaks, a
//! closed browser and a killed program lose nothing of what had come: `files::parts` knows by its length how far it is.

use axum::{
    Json,
    body::Body,
    extract::{Path, Query},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use casefile::MatterHead;
use files::{
    Arrived,
    parts::{Appended, PART, Parts},
};
use people::Right;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use shell::{Problem, Visit};
use uuid::Uuid;

use super::store::{self, Brought};
use crate::{
    list::page::href,
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

/// Điều báo trước: what the sender says of the file. It stands in the address of the sending, so nothing but the bytes is kept meanwhile.
#[derive(Serialize, Deserialize)]
pub(crate) struct Announced {
    name: String,
    bytes: u64,
    /// When it last changed on the sender's machine, milliseconds.
    #[serde(default)]
    stamp: i64,
}

impl Announced {
    /// As it stands in an address.
    fn written(&self) -> Result<String, Problem> {
        let json = serde_json::to_vec(self).map_err(Problem::failed)?;
        Ok(BASE64.encode(json))
    }

    fn read(written: &str) -> Option<Announced> {
        serde_json::from_slice(&BASE64.decode(written).ok()?).ok()
    }

    /// Why it is not taken at all.
    fn fault(&self, most: u64) -> Option<String> {
        match self.bytes {
            0 => Some(messages::unplayable(&FormatFault::Unknown)),
            bytes if bytes > most => Some(messages::media_too_large(most)),
            _ => None,
        }
    }
}

/// A sending that goes on: whose and where, with what had come of it.
struct Sending {
    head: MatterHead,
    announced: Announced,
    parts: Parts,
}

/// `POST /courtroom/matters/{matter}/media/sendings` `{"name","bytes","stamp"}`: where to go on, from 0 or from where it broke off.
pub(crate) async fn begin(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(announced): Json<Announced>,
) -> Result<Json<Value>, Problem> {
    opened(&visit, matter, Right::CourtroomPresent).await?;
    let announced = Announced {
        name: text::clean(&announced.name),
        ..announced
    };
    if let Some(fault) = announced.fault(visit.app.settings().max_upload as u64) {
        return Ok(told(Taken::refused(announced.name, fault)));
    }
    let written = announced.written()?;
    let there = parts_of(&visit, matter, &written).bytes().await;
    Ok(Json(json!({
        "url": format!("{}/media/sendings/{written}", href(matter)),
        "offset": there.map_err(Problem::failed)?,
        "part": PART,
    })))
}

/// Where the bytes to go on from lie.
#[derive(Deserialize)]
pub(crate) struct At {
    offset: u64,
}

/// `POST /courtroom/matters/{matter}/media/sendings/{sending}/parts?offset=`: the answer says where the end is now.
pub(crate) async fn part(
    visit: Visit,
    Path(address): Path<(Uuid, String)>,
    Query(At { offset }): Query<At>,
    body: Body,
) -> Result<Json<Value>, Problem> {
    let Sending {
        announced, parts, ..
    } = found(&visit, address).await?;
    let room = announced.bytes.saturating_sub(offset).min(2 * PART);
    let came = parts.follow(offset, room, body.into_data_stream()).await;
    let too_much = || Problem::TooLarge(messages::MORE_THAN_ANNOUNCED.to_owned());
    let (Appended::To(end) | Appended::EndIs(end)) =
        came.map_err(Problem::failed)?.ok_or_else(too_much)?;
    Ok(Json(json!({ "offset": end })))
}

/// `POST /courtroom/matters/{matter}/media/sendings/{sending}/completion`: what became of it; while parts are missing, where to go on.
pub(crate) async fn finish(
    visit: Visit,
    Path(address): Path<(Uuid, String)>,
) -> Result<Json<Value>, Problem> {
    let Sending {
        head,
        announced,
        parts,
    } = found(&visit, address).await?;
    let there = parts.bytes().await.map_err(Problem::failed)?;
    if there != announced.bytes {
        return Ok(Json(json!({ "offset": there })));
    }
    match parts.take().await.map_err(Problem::failed)? {
        Some(arrived) => Ok(told(
            taken_in(&visit, &head, announced.name, arrived).await?,
        )),
        None => Ok(Json(json!({ "offset": 0 }))),
    }
}

async fn found(visit: &Visit, (matter, written): (Uuid, String)) -> Result<Sending, Problem> {
    let head = opened(visit, matter, Right::CourtroomPresent).await?;
    let announced = Announced::read(&written).ok_or_else(Problem::not_found)?;
    if let Some(fault) = announced.fault(visit.app.settings().max_upload as u64) {
        return Err(Problem::TooLarge(fault));
    }
    Ok(Sending {
        parts: parts_of(visit, matter, &written),
        head,
        announced,
    })
}

/// The parts of one person's file for one matter: whoever announces the same goes on with them, nobody else comes near.
fn parts_of(visit: &Visit, matter: Uuid, written: &str) -> Parts {
    let whose = format!("recording {} {matter} {written}", visit.actor.person);
    let mut key = [0; 16];
    key.copy_from_slice(&Sha256::digest(whose)[..16]);
    visit.app.files().parts(u128::from_be_bytes(key))
}

fn told(taken: Taken) -> Json<Value> {
    Json(json!({ "files": [taken] }))
}

impl Taken {
    fn refused(name: String, message: String) -> Taken {
        Taken {
            name,
            is_taken: false,
            message,
            media: None,
        }
    }
}

async fn taken_in(
    visit: &Visit,
    head: &MatterHead,
    name: String,
    arrived: Arrived,
) -> Result<Taken, Problem> {
    let format = match looked_at(&arrived)? {
        Ok(format) => format,
        Err(fault) => return Ok(Taken::refused(name, messages::unplayable(&fault))),
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
    let content = arrived.content().map_err(Problem::failed)?;
    Ok(format_of(content.as_ref()))
}
