//! Cửa của phần mềm khác: the token says who asks, and what they may; each refusal is a sentence in a problem document.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use people::{Actor, Work, WorkError};
use serde_json::json;
use shell::App;
use uuid::Uuid;

use super::system::{self, System};
use crate::messages;

/// Requests that a program may send in a minute.
pub const A_MINUTE: u32 = 240;

/// Lý do không làm được (RFC 9457): a Vietnamese sentence with a status.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// The sentence.
    pub detail: String,
    /// More sentences: what the law says about each part.
    pub findings: Vec<serde_json::Value>,
}

impl Refusal {
    /// A refusal with one sentence.
    pub fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Refusal {
        Refusal {
            status,
            title,
            detail: detail.into(),
            findings: Vec::new(),
        }
    }

    /// The document.
    pub fn document(&self) -> serde_json::Value {
        let mut document = json!({
            "type": "about:blank", "title": self.title, "status": self.status.as_u16(), "detail": self.detail,
        });
        if !self.findings.is_empty() {
            document["findings"] = self.findings.clone().into();
        }
        document
    }
}

impl From<WorkError> for Refusal {
    fn from(error: WorkError) -> Refusal {
        let said = people::messages::work_refused(&error);
        match error {
            WorkError::NotAllowed { .. } | WorkError::NotInRole { .. } => Refusal::new(
                StatusCode::FORBIDDEN,
                "Không có quyền",
                messages::API_NOT_ALLOWED,
            ),
            WorkError::NotFound => Refusal::new(StatusCode::NOT_FOUND, "Không tìm thấy", said),
            WorkError::ChangedMeanwhile => Refusal::new(StatusCode::CONFLICT, "Đã thay đổi", said),
            WorkError::Unlawful(_) | WorkError::Invalid { .. } => {
                Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Chưa hợp lệ", said)
            }
            WorkError::Broken(_) | WorkError::Storage(_) => {
                tracing::error!(%error, "a program could not be answered");
                Refusal::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Có trục trặc",
                    messages::API_BROKEN,
                )
            }
        }
    }
}

impl From<db::StorageError> for Refusal {
    fn from(error: db::StorageError) -> Refusal {
        WorkError::from(error).into()
    }
}

/// The answer with its document.
pub fn answer(status: StatusCode, kind: &'static str, body: String) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = answer(
            self.status,
            "application/problem+json; charset=utf-8",
            self.document().to_string(),
        );
        if self.status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }
}

/// Phần mềm đang hỏi.
pub struct Caller {
    /// The program.
    pub app: App,
    /// Its row.
    pub system: System,
    /// Who acts.
    pub actor: Actor,
}

impl Caller {
    /// Who asks, by the token in the header.
    pub async fn of(app: &App, headers: &HeaderMap) -> Result<Caller, Refusal> {
        let unknown = || {
            Refusal::new(
                StatusCode::UNAUTHORIZED,
                "Cần mã kết nối",
                messages::API_NO_TOKEN,
            )
        };
        let token = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(unknown)?;
        let system = system::holding(app.db(), token.trim())
            .await?
            .ok_or_else(unknown)?;
        let today = app.today();
        if !system.is_live(today) {
            return Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "Mã kết nối không dùng được",
                format!(
                    "{}: {}.",
                    messages::API_DEAD_TOKEN,
                    system.state_vi(today).to_lowercase()
                ),
            ));
        }
        if !may_ask(system.id, app.now_ms()) {
            return Err(Refusal::new(
                StatusCode::TOO_MANY_REQUESTS,
                "Gửi quá nhanh",
                messages::API_TOO_MANY,
            ));
        }
        system::touch(app.db(), &system, app.now_ms()).await?;
        let units = app.units().units().await?;
        let actor = system.actor(&units, today);
        Ok(Caller {
            app: app.clone(),
            system,
            actor,
        })
    }

    /// Begins its work.
    pub async fn begin(&self) -> Result<Work, Refusal> {
        let app = &self.app;
        Ok(Work::begin(
            app.db(),
            self.actor.clone(),
            app.now_ms(),
            app.law(),
            app.ledger().clone(),
        )
        .await?)
    }
}

/// Counts the requests of each program in its minute.
fn may_ask(system: Uuid, now_ms: i64) -> bool {
    static ASKED: LazyLock<Mutex<HashMap<Uuid, (i64, u32)>>> = LazyLock::new(Mutex::default);
    let minute = now_ms / 60_000;
    let mut asked = match ASKED.lock() {
        Ok(asked) => asked,
        Err(poisoned) => poisoned.into_inner(),
    };
    let (of, many) = asked.entry(system).or_insert((minute, 0));
    if *of != minute {
        (*of, *many) = (minute, 0);
    }
    *many += 1;
    *many <= A_MINUTE
}
