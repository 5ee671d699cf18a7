//! Cửa sổ nhập mã PIN: who asks, which certificate, how many documents; the PIN is typed here and nowhere else.

use crate::{
    Agent,
    answer::Refusal,
    batch::{Batch, State as Where},
};
use askama::Template;
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::header::CONTENT_SECURITY_POLICY,
    response::{Html, IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sign::Pin;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

#[derive(Template)]
#[template(path = "confirm.html")]
struct Confirm {
    nonce: String,
    origin: String,
    name: String,
    token: String,
    titles: Vec<String>,
    done: usize,
    state: Where,
    message: Option<String>,
    is_last_try: bool,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct Gone {
    nonce: String,
}

impl Confirm {
    fn is(&self, state: &str) -> bool {
        serde_json::to_value(self.state).is_ok_and(|own| own == state)
    }

    fn is_over(&self) -> bool {
        !matches!(self.state, Where::Waiting | Where::Signing)
    }
}

/// A page of ours: its own style and script alone, in no frame, sent nowhere else.
pub(crate) fn page<T: Template>(of: impl FnOnce(String) -> T) -> Result<Response, Refusal> {
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    let html = of(nonce).render().map_err(|_| Refusal::NotFound)?;
    Ok(([(CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response())
}

/// `GET /confirm/SECRET`.
pub(crate) async fn show(
    State(agent): State<Arc<Agent>>,
    Path(secret): Path<String>,
) -> Result<Response, Refusal> {
    let Ok(batch) = agent.batches.of_window(&secret) else {
        return page(|nonce| Gone { nonce });
    };
    let progress = batch.progress();
    let is_last_try = match progress.state {
        Where::Waiting => is_last_try(&agent, &batch).await,
        _ => false,
    };
    page(|nonce| Confirm {
        nonce,
        origin: batch.origin.clone(),
        name: batch.by.described.name.clone(),
        token: batch.by.token.clone(),
        titles: batch.items.iter().map(|item| item.title.clone()).collect(),
        done: progress.done,
        state: progress.state,
        message: progress.message,
        is_last_try,
    })
}

/// One more wrong PIN locks the device.
async fn is_last_try(agent: &Agent, batch: &Batch) -> bool {
    let (devices, id) = (agent.devices.clone(), batch.by.described.id.clone());
    let found = tokio::task::spawn_blocking(move || devices.find(&id)).await;
    matches!(found, Ok(Ok(by)) if by.is_last_try)
}

/// `POST /confirm/SECRET`: signs, or says no; then shows the page again.
pub(crate) async fn answer(
    State(agent): State<Arc<Agent>>,
    Path(secret): Path<String>,
    body: Bytes,
) -> Result<Redirect, Refusal> {
    let batch = agent.batches.of_window(&secret)?;
    let (says, pin) = read(body);
    match (says.as_str(), pin) {
        ("no", _) => batch.refuse("Người ký đã từ chối tại cửa sổ nhập mã PIN."),
        ("yes", Some(pin)) => batch.sign(agent.devices.clone(), pin).await,
        _ => {}
    }
    Ok(Redirect::to(&format!("/confirm/{secret}")))
}

/// The answer and the PIN; the bytes they came in are wiped.
fn read(body: Bytes) -> (String, Option<Pin>) {
    let mut says = String::new();
    let mut pin = None;
    let parts: Vec<(String, Zeroizing<String>)> =
        serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body)
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name, Zeroizing::new(value)))
            .collect();
    for (name, value) in parts {
        match name.as_str() {
            "says" => says = value.to_string(),
            // An empty PIN would only cost a try.
            "pin" if !value.is_empty() => pin = Some(Pin::new(value.to_string())),
            _ => {}
        }
    }
    if let Ok(mut bytes) = body.try_into_mut() {
        bytes.as_mut().zeroize();
    }
    (says, pin)
}
