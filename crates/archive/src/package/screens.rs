//! Kiểm tra gói nộp lưu: a package that came is looked through and told of; nothing of it is kept.

use std::io::Cursor;

use askama::Template;
use axum::{
    extract::Multipart,
    response::{IntoResponse, Response},
};
use shell::{Alert, Frame, Page, Problem, Tone, Visit, vi_number};

use super::check::{Findings, check};
use crate::messages;

#[derive(Template)]
#[template(path = "package/check.html")]
struct CheckPage {
    frame: Frame,
    alerts: Vec<Alert>,
    faults: Vec<String>,
}

fn page(visit: &Visit, alerts: Vec<Alert>, faults: Vec<String>) -> CheckPage {
    CheckPage {
        frame: visit
            .frame("Kiểm tra gói nộp lưu")
            .crumb("Hồ sơ số hóa", "/casefile"),
        alerts,
        faults,
    }
}

/// `GET /archive/package-check`
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    Ok(Page(page(&visit, Vec::new(), Vec::new())).into_response())
}

/// `POST /archive/package-check`
pub(crate) async fn look(visit: Visit, mut parts: Multipart) -> Result<Response, Problem> {
    let unreadable = |_| Problem::Unreadable(messages::NO_PACKAGE.to_owned());
    let mut arrival = visit.app.files().arrival().await.map_err(Problem::failed)?;
    while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
        if part.file_name().is_none_or(str::is_empty) {
            continue;
        }
        while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
            arrival.write(&chunk).await.map_err(Problem::failed)?;
        }
        break;
    }
    if arrival.bytes() == 0 {
        return Err(Problem::Refused(messages::NO_PACKAGE.to_owned()));
    }
    let arrived = arrival.finish().await.map_err(Problem::failed)?;
    let content = arrived.content().map_err(Problem::failed)?;
    let found = tokio::task::spawn_blocking(move || check(Cursor::new(content)));
    let found: Findings = found.await.map_err(Problem::failed)?;
    let work = visit.begin().await?;
    work.note(
        "archive.package.checked",
        "archive.package",
        &found.name,
        &format!("faults {}", found.faults.len()),
    )
    .await?;
    work.commit().await?;
    let good = vi_number(i64::try_from(found.good).unwrap_or(i64::MAX));
    let alert = match found.faults.is_empty() {
        true => Alert::new(Tone::Good, messages::package_good(&found.label, &good)),
        false => Alert::new(Tone::Danger, messages::package_bad(&good)),
    };
    Ok(Page(page(&visit, vec![alert], found.faults)).into_response())
}
