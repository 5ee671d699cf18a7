//! Đoạn dựa vào chứng cứ đã rút: said above the draft, each with the way to the passage.

use shell::{Alert, Problem, Tone, Visit};

use crate::citing::doubtful;
use crate::draft::Draft;
use crate::messages;

/// One alert for each piece of evidence that was withdrawn.
pub(super) async fn doubts(visit: &Visit, draft: &Draft) -> Result<Vec<Alert>, Problem> {
    let found = doubtful(&visit.app, draft).await?;
    let alerts = found.into_iter().map(|(doubt, passages)| {
        let mut alert = Alert::new(
            Tone::Danger,
            messages::evidence_withdrawn(&doubt.title, &doubt.reason),
        );
        for passage in &passages {
            alert = alert.detail(passage.words.clone());
        }
        match passages.into_iter().next() {
            Some(first) if first.href.contains('#') => alert.link("Mở đoạn cần sửa", first.href),
            _ => alert,
        }
    });
    Ok(alerts.collect())
}
