//! Trình ký, rút lại: the buttons beside a draft.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use shell::{Form, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::draft::page;
use super::issue::refusal;
use super::{held, shown};
use crate::administrative::{is_administrative, screens as administrative};
use crate::folder::{messages, submission};

/// Trình ký.
pub async fn submit(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    let version = form.get("version").parse().unwrap_or(0);
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    match submission::submit(&work, &units, id, version, form.get("note")).await {
        Ok(signer) => {
            work.commit().await?;
            Ok(Told::to(held.href())
                .good(messages::submitted(&signer))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, id, error).await
        }
    }
}

/// Rút lại.
pub async fn take_back(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    let work = visit.begin().await?;
    match submission::take_back(&work, id).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(held.href())
                .good("Đã rút lại; bạn sửa tiếp được.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, id, error).await
        }
    }
}

/// The page again, with why not.
pub(super) async fn refused(
    visit: &Visit,
    id: Uuid,
    error: crate::issue::IssueError,
) -> Result<Response, Problem> {
    let (answer, status) = refusal(visit, error)?;
    let now = shown(visit, id).await?;
    if is_administrative(&now.draft) {
        return administrative::refused(visit, &now.draft, answer.alerts, status).await;
    }
    let now = held(visit, id).await?;
    let shown = page(visit, &now, answer).await?;
    Ok((status, Page(shown)).into_response())
}
