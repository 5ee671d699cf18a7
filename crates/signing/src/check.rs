//! Kiểm tra chữ ký số của một tệp (TT 15/2025/TT-BKHCN Điều 6): judged by the office's trust list; the result leaves a line.

use chrono::DateTime;
use files::FileId;
use people::Work;
use shell::App;
use sign::Question;
pub use sign::{Report, Signature, Verdict};

use crate::means::Means;
use crate::{SigningError, messages, trust};

/// Judges a file; services outside are asked only where the settings name them.
pub async fn judge(app: &App, file: Vec<u8>) -> Result<Report, SigningError> {
    if !is_pdf(&file) {
        return Err(SigningError::invalid("file", messages::NOT_A_PDF));
    }
    let trust = trust::list(app.db()).await?;
    let (means, now_ms) = (Means::of(app), app.now_ms());
    let judged = tokio::task::spawn_blocking(move || {
        let asks = !means.addresses.revocation.is_empty();
        sign::verify(
            &file,
            &Question {
                trust: &trust,
                at: DateTime::from_timestamp_millis(now_ms).unwrap_or_default(),
                services: asks.then_some((means.outside.as_ref(), &means.addresses)),
            },
        )
    });
    Ok(judged.await?)
}

/// Leaves in the trail that a file was judged: its hash and what was found, nothing of its content.
pub async fn note(work: &Work, file: FileId, report: &Report) -> Result<(), SigningError> {
    work.note("signing.verified", "file", file, verdict_id(report.verdict))
        .await?;
    Ok(())
}

/// The verdict's id in data.
pub fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "valid",
        Verdict::Indeterminate => "indeterminate",
        Verdict::Invalid => "invalid",
    }
}

/// Whether the bytes begin as a PDF does.
pub fn is_pdf(file: &[u8]) -> bool {
    file.get(..1024)
        .unwrap_or(file)
        .windows(5)
        .any(|word| word == b"%PDF-")
}
