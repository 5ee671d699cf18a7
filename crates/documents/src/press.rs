//! Bản in: PDF and Word of a document, set off the request's thread.

use std::sync::{Arc, LazyLock};

use people::WorkError;
use typeset::{OfficialDocument, TypesetError, Typesetter};

use crate::messages;

/// Fonts and layouts are read once.
static PRESS: LazyLock<Arc<Typesetter>> = LazyLock::new(|| Arc::new(Typesetter::new()));

/// The document as PDF: PDF/A once it has its day of issue.
pub async fn pdf(document: OfficialDocument) -> Result<Vec<u8>, WorkError> {
    set(move |press| press.pdf(&document)).await
}

/// The document as .docx.
pub async fn word(document: OfficialDocument) -> Result<Vec<u8>, WorkError> {
    set(move |press| press.word(&document)).await
}

async fn set(
    job: impl FnOnce(&Typesetter) -> Result<Vec<u8>, TypesetError> + Send + 'static,
) -> Result<Vec<u8>, WorkError> {
    let done = tokio::task::spawn_blocking(move || job(&PRESS)).await;
    match done {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(TypesetError::NoGlyph(letter))) => {
            Err(WorkError::invalid("", messages::unprintable(letter)))
        }
        Ok(Err(error)) => Err(WorkError::Broken(error.to_string())),
        Err(error) => Err(WorkError::Broken(error.to_string())),
    }
}
