//! Tải văn bản: the kept PDF and Word of an issued document, or those of the draft as it stands.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use shell::{Problem, Visit};
use typeset::OfficialDocument;
use uuid::Uuid;

use super::{Held, held};
use crate::paper::{self, compose};
use crate::{messages, press, versions};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// PDF, shown in the browser.
pub async fn pdf(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    let bytes = match &held.draft.pdf {
        Some(kept) => stored(&visit, kept).await?,
        None => press::pdf(&press::of(&visit.app), document(&visit, &held)?).await?,
    };
    noted(&visit, &held, "pdf").await?;
    Ok(answer(&held, bytes, "application/pdf", "inline", "pdf"))
}

/// Word, to be kept on one's own machine.
pub async fn word(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    let bytes = match &held.draft.docx {
        Some(kept) => stored(&visit, kept).await?,
        None => {
            let template = template(&visit, &held)?;
            let mark = crate::word::mark(&held.draft, &template);
            press::word_of(&press::of(&visit.app), document(&visit, &held)?, mark).await?
        }
    };
    noted(&visit, &held, "docx").await?;
    Ok(answer(&held, bytes, WORD, "attachment", "docx"))
}

fn template(visit: &Visit, held: &Held) -> Result<std::sync::Arc<crate::rules::Template>, Problem> {
    paper::form(&held.draft.form, visit.today)
        .ok_or_else(|| Problem::NotFound(messages::NO_FORM.to_owned()))
}

fn document(visit: &Visit, held: &Held) -> Result<OfficialDocument, Problem> {
    let template = template(visit, held)?;
    let mut document = compose(&held.draft, template, visit.today).filled.document;
    document.is_draft = true;
    Ok(document)
}

async fn stored(visit: &Visit, kept: &str) -> Result<Vec<u8>, Problem> {
    let id = kept.parse().map_err(Problem::failed)?;
    visit
        .app
        .files()
        .get(id)
        .await
        .map_err(|error| match error {
            files::FileError::Missing(_) => Problem::NotFound(messages::NO_FILE.to_owned()),
            other => Problem::failed(other),
        })
}

async fn noted(visit: &Visit, held: &Held, kind: &str) -> Result<(), Problem> {
    let work = visit.begin().await?;
    work.note("document.downloaded", "document", held.draft.id, kind)
        .await?;
    // An edited file comes back to the version it was made from.
    versions::hold(&work, &held.draft, held.draft.version).await?;
    work.commit().await?;
    Ok(())
}

fn answer(held: &Held, bytes: Vec<u8>, media: &'static str, how: &str, ending: &str) -> Response {
    let name = match &held.draft.number {
        Some(number) => text::slug(&format!("{number} {}", held.draft.about), 80),
        None => text::slug(
            &format!("du thao {} {}", held.draft.title, held.draft.about),
            80,
        ),
    };
    let disposition = format!("{how}; filename=\"{name}.{ending}\"");
    (
        [
            (header::CONTENT_TYPE, media.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}
