//! Trang của chương trình ký: the pairing code, the pages paired, the certificates plugged in.

use crate::{Agent, answer::Refusal, confirm::page};
use askama::Template;
use axum::{extract::State, response::Response};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    nonce: String,
    code: String,
    origins: Vec<String>,
    certificates: Vec<(String, String, String)>,
    message: Option<String>,
}

/// `GET /`.
pub(crate) async fn show(State(agent): State<Arc<Agent>>) -> Result<Response, Refusal> {
    let devices = agent.devices.clone();
    let look = tokio::task::spawn_blocking(move || devices.look())
        .await
        .unwrap_or_default();
    let certificates = look.certificates.into_iter().map(|one| {
        (
            one.described.name,
            one.token,
            one.trouble.unwrap_or_default(),
        )
    });
    page(|nonce| Home {
        nonce,
        code: agent.pairing.code(),
        origins: agent.pairing.origins(),
        certificates: certificates.collect(),
        message: look.message,
    })
}
