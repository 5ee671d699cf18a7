//! `kiemsat rebuild`: every view made again from the facts; people may go on working.

use crate::{areas, place::Place};

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
    let pages = areas::reindex(place).await?;
    place.db.analyze().await?;
    println!(
        "Đã dựng lại {} hồ sơ từ {} sự kiện; chỉ mục tìm kiếm có {pages} trang.",
        done.matters, done.facts
    );
    Ok(())
}
