//! Bản in: PDF and Word of a document, set off the request's thread.

use std::sync::Arc;

use people::WorkError;
use shell::App;
use typeset::{OfficialDocument, TypesetError, Typesetter};

use crate::messages;

/// The program's one typesetter, whose fonts and layouts are read once; a program without one makes its own.
pub fn of(app: &App) -> Arc<Typesetter> {
    app.find::<Typesetter>()
        .unwrap_or_else(|| Arc::new(Typesetter::new()))
}

/// The document as PDF: PDF/A once it has its day of issue.
pub async fn pdf(
    press: &Arc<Typesetter>,
    document: OfficialDocument,
) -> Result<Vec<u8>, WorkError> {
    set(press, move |press| press.pdf(&document)).await
}

/// The document as .docx.
pub async fn word(
    press: &Arc<Typesetter>,
    document: OfficialDocument,
) -> Result<Vec<u8>, WorkError> {
    set(press, move |press| press.word(&document)).await
}

/// Bản Word để sửa tiếp, with the mark of its draft.
pub async fn word_of(
    press: &Arc<Typesetter>,
    document: OfficialDocument,
    mark: typeset::WordMark,
) -> Result<Vec<u8>, WorkError> {
    set(press, move |press| press.word_of(&document, &mark)).await
}

/// Sổ in ra giấy.
pub async fn register(
    press: &Arc<Typesetter>,
    report: typeset::Report,
) -> Result<Vec<u8>, WorkError> {
    set(press, move |press| press.report_pdf(&report)).await
}

/// Chỗ ký trên trang.
pub async fn room(
    press: &Arc<Typesetter>,
    document: OfficialDocument,
) -> Result<Option<typeset::Room>, WorkError> {
    set(press, move |press| press.signature_room(&document)).await
}

/// Số trang.
pub async fn pages(press: &Arc<Typesetter>, document: OfficialDocument) -> Result<i64, WorkError> {
    let pages = set(press, move |press| press.page_count(&document)).await?;
    Ok(i64::try_from(pages).unwrap_or(0))
}

async fn set<T: Send + 'static>(
    press: &Arc<Typesetter>,
    job: impl FnOnce(&Typesetter) -> Result<T, TypesetError> + Send + 'static,
) -> Result<T, WorkError> {
    let press = press.clone();
    let done = tokio::task::spawn_blocking(move || job(&press)).await;
    match done {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(TypesetError::NoGlyph(letter))) => {
            Err(WorkError::invalid("", messages::unprintable(letter)))
        }
        Ok(Err(error)) => Err(WorkError::Broken(error.to_string())),
        Err(error) => Err(WorkError::Broken(error.to_string())),
    }
}
