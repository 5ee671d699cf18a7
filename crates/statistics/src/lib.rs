//! Thống kê (QĐ 559, 560/QĐ-VKSTC năm 2019; cần kiểm tra): forms computed from facts, for any unit or tree and any period.
//!
//! | to | look in |
//! |---|---|
//! | see how the life of a report becomes moves and stocks | [`life`] |
//! | see to which group of offences a report belongs | [`group`] |
//! | read or add a form | [`form`], `data/forms/` |
//! | choose a period | [`period`] |
//! | compute figures, list what stands behind one | [`count`], [`behind`] |
//! | check that the books balance | [`balance`] |
//! | see pages, print, export | `screens/`, [`paper`] |
//!
//! A figure and the list behind it are made from the same condition ([`count::condition`]).

pub mod balance;
pub mod behind;
pub mod count;
pub mod event;
pub mod figures;
pub mod form;
pub mod group;
pub mod life;
pub mod messages;
pub mod paper;
pub mod period;
pub mod scope;
mod screens;
mod stored;
mod telling;
mod view;

use std::sync::Arc;

use people::Right;
use shell::MenuItem;

pub use figures::{Figures, figure, figures};
pub use form::Form;
pub use period::Period;
pub use scope::Scope;
pub use screens::routes;
pub use view::StatisticsView;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "statistics",
    files: &[
        (
            "001_statistics",
            include_str!("../migrations/001_statistics.sql"),
        ),
        ("002_sources", include_str!("../migrations/002_sources.sql")),
        (
            "003_counting",
            include_str!("../migrations/003_counting.sql"),
        ),
    ],
};

/// The views of this area.
pub fn views() -> Vec<Arc<dyn ledger::View>> {
    vec![Arc::new(StatisticsView)]
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let read = Right::StatisticsRead;
    MenuItem::new("Thống kê", "chart-bar", "/statistics")
        .needs(read)
        .link("Chọn biểu, kỳ", "/statistics", read)
        .link("Biểu 01: nguồn tin", "/statistics/bieu-01", read)
}
