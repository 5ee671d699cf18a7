//! Việc chạy nền của thống kê: how its jobs begin and how they fail.

use std::fmt::Display;

use jobs::Trouble;
use shell::App;

use crate::{StatisticsView, messages};

/// It may work later.
pub(crate) fn again(fault: impl Display) -> Trouble {
    Trouble::Again(fault.to_string())
}

/// Figures of rows that an older program made are not counted: they would be wrong without anybody seeing it.
pub(crate) async fn must_be_in_force(app: &App) -> Result<(), Trouble> {
    let stale = app.ledger().stale(app.db()).await.map_err(again)?;
    match stale.contains(&StatisticsView::NAME) {
        true => Err(again(messages::REBUILDING)),
        false => Ok(()),
    }
}
