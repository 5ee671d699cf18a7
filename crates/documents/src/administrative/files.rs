//! Tải văn bản hành chính: the kept PDF and Word, or those of the draft as it stands.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use shell::{Problem, Visit};
use uuid::Uuid;

use super::acts::{drawn, office};
use super::returned::mark;
use super::screens::held;
use crate::press;

/// PDF, shown in the browser.
pub(super) async fn pdf(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    file(&visit, id, true).await
}

/// Word, to be kept on one's own machine.
pub(super) async fn word(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    file(&visit, id, false).await
}

async fn file(visit: &Visit, id: Uuid, is_pdf: bool) -> Result<Response, Problem> {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let (draft, kind) = held(visit, id).await?;
    let kept = if is_pdf { &draft.pdf } else { &draft.docx };
    let bytes = match kept {
        Some(kept) => visit
            .app
            .files()
            .get(kept.parse().map_err(Problem::failed)?)
            .await
            .map_err(Problem::failed)?,
        None => {
            let units = visit.app.units().units().await?;
            let office = office(visit.app.db(), &units, &draft, visit.today).await?;
            let document = drawn(&draft, kind, &office).document;
            let press = press::of(&visit.app);
            match is_pdf {
                true => press::pdf(&press, document).await?,
                false => press::word_of(&press, document, mark(&draft)).await?,
            }
        }
    };
    let work = visit.begin().await?;
    work.note(
        "document.downloaded",
        "document",
        id,
        if is_pdf { "pdf" } else { "docx" },
    )
    .await?;
    crate::versions::hold(&work, &draft, draft.version).await?;
    work.commit().await?;
    let name = match &draft.number {
        Some(number) => text::slug(&format!("{number} {}", draft.about), 80),
        None => text::slug(&format!("du thao {} {}", draft.title, draft.about), 80),
    };
    let (media, how, ending) = match is_pdf {
        true => ("application/pdf", "inline", "pdf"),
        false => (WORD, "attachment", "docx"),
    };
    let disposition = format!("{how}; filename=\"{name}.{ending}\"");
    Ok((
        [
            (header::CONTENT_TYPE, media.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}
