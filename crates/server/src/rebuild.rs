//! `kiemsat rebuild`: every view made again from the facts; people may go on working.

use crate::place::Place;

/// Rebuilds the views of every area.
#[allow(clippy::print_stdout)]
pub async fn run(place: &Place) -> anyhow::Result<()> {
    let law = place.law().await?;
    let done = place
        .ledger()
        .rebuild(&place.db, &law, |progress| {
            tracing::info!(
                matters = progress.matters,
                facts = progress.facts,
                "rebuilding"
            );
        })
        .await?;
    place.db.analyze().await?;
    println!(
        "Đã dựng lại {} hồ sơ từ {} sự kiện.",
        done.matters, done.facts
    );
    Ok(())
}
