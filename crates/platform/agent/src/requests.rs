//! Trang của cơ quan hỏi gì: status, pairing, certificates, and batches.

use crate::{
    Agent,
    answer::Refusal,
    batch::{Batch, Item, MOST, Progress},
    devices::Devices,
    door::Asker,
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sign::Scheme;
use std::{sync::Arc, time::Duration};

/// How long an answer about progress may wait for news.
const PATIENCE: Duration = Duration::from_secs(20);

/// Letters of a title that are shown.
const LONGEST_TITLE: usize = 300;

fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<T, Refusal> {
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|kind| {
        kind.to_str()
            .is_ok_and(|kind| kind.starts_with("application/json"))
    });
    let body = body.map_err(|_| Refusal::TooLarge)?;
    match is_json {
        true => serde_json::from_slice(&body).map_err(|_| Refusal::Unreadable),
        false => Err(Refusal::Unreadable),
    }
}

/// `GET /status`.
pub(crate) async fn status(Extension(asker): Extension<Asker>) -> Json<Value> {
    Json(json!({
        "program": "kiemsat sign-agent",
        "version": env!("CARGO_PKG_VERSION"),
        "protocol": 1,
        "is_paired": asker.is_paired,
    }))
}

#[derive(Deserialize)]
pub(crate) struct Pair {
    code: String,
}

/// `POST /pair`.
pub(crate) async fn pair(
    State(agent): State<Arc<Agent>>,
    Extension(asker): Extension<Asker>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refusal> {
    let Pair { code } = read(&headers, body)?;
    let secret = agent.pairing.pair(&asker.origin, &code)?;
    Ok(Json(json!({ "secret": secret })))
}

/// Libraries of devices may think for a while: on a thread of their own.
async fn ask<T: Send + 'static>(
    devices: &Arc<Devices>,
    act: impl FnOnce(&Devices) -> T + Send + 'static,
) -> Result<T, Refusal> {
    let devices = devices.clone();
    tokio::task::spawn_blocking(move || act(&devices))
        .await
        .map_err(|_| {
            Refusal::Device(
                "Thư viện của thiết bị ký số gặp sự cố; hãy cắm lại thiết bị rồi thử lại.".into(),
            )
        })
}

/// `GET /certificates`.
pub(crate) async fn certificates(State(agent): State<Arc<Agent>>) -> Result<Json<Value>, Refusal> {
    let look = ask(&agent.devices, Devices::look).await?;
    Ok(Json(
        json!({"certificates": look.certificates, "message": look.message}),
    ))
}

#[derive(Deserialize)]
pub(crate) struct Order {
    certificate: String,
    #[serde(default)]
    scheme: Option<String>,
    items: Vec<Ordered>,
}

#[derive(Deserialize)]
struct Ordered {
    id: String,
    title: String,
    message: String,
}

/// As it may stand in a list that a person decides by: one line, no letters that turn the others around.
fn shown(title: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let words: String = title
        .chars()
        .map(|c| if hides(c) { ' ' } else { c })
        .take(LONGEST_TITLE)
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `POST /sign`.
pub(crate) async fn sign(
    State(agent): State<Arc<Agent>>,
    Extension(asker): Extension<Asker>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let order: Order = read(&headers, body)?;
    if order.items.len() > MOST {
        return Err(Refusal::TooMany(MOST));
    }
    let scheme = match order.scheme.as_deref() {
        Some(scheme) => Some(Scheme::parse(scheme).ok_or(Refusal::Unreadable)?),
        None => None,
    };
    let mut items = Vec::new();
    for item in order.items {
        items.push(Item {
            title: shown(&item.title),
            message: STANDARD
                .decode(&item.message)
                .map_err(|_| Refusal::Unreadable)?,
            id: item.id,
        });
    }
    if items.is_empty() {
        return Err(Refusal::Unreadable);
    }
    let id = order.certificate;
    let by = ask(&agent.devices, move |devices| devices.find(&id)).await?;
    let by = by.map_err(Refusal::NoCertificate)?;
    if let Some(trouble) = &by.trouble {
        return Err(Refusal::MayNotSign(trouble.clone()));
    }
    if !items.iter().all(|item| by.is_meant_by(&item.message)) {
        return Err(Refusal::NotADocument);
    }
    let batch = agent
        .batches
        .add(Batch::of(asker.origin, by, scheme, items));
    let answer = json!({
        "id": batch.id,
        "confirm": format!("http://127.0.0.1:{}/confirm/{}", agent.port, batch.secret),
        "total": batch.items.len(),
    });
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Seen {
    #[serde(default)]
    seen: String,
}

/// `GET /sign/ID`: with `?seen=waiting-0` only when something has changed since.
pub(crate) async fn progress(
    State(agent): State<Arc<Agent>>,
    Extension(asker): Extension<Asker>,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Json<Progress>, Refusal> {
    let batch = agent.batches.of_page(&id, &asker.origin)?;
    Ok(Json(batch.progress_after(&seen.seen, PATIENCE).await))
}

/// `DELETE /sign/ID`.
pub(crate) async fn cancel(
    State(agent): State<Arc<Agent>>,
    Extension(asker): Extension<Asker>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let batch = agent.batches.of_page(&id, &asker.origin)?;
    batch.refuse("Trang của cơ quan đã dừng lần ký này.");
    Ok(Json(json!({})))
}

/// Anything else.
pub(crate) async fn unknown() -> Refusal {
    Refusal::NotFound
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_title_cannot_hide_or_turn_its_words() {
        let title = "Quyết định\u{202e} 15/QĐ\n\u{200b}VKS\u{2066}";
        assert_eq!(super::shown(title), "Quyết định 15/QĐ VKS");
        assert_eq!(super::shown(&"a".repeat(900)).len(), 300);
    }
}
