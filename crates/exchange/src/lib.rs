//! Nhập, xuất, chia sẻ dữ liệu: sheets in, sheets out, and an interface for other programs, all over the same facts.
//!
//! | to | look in |
//! |---|---|
//! | read a spreadsheet of any make | [`sheet`] |
//! | take a sheet in: map, check, write, undo | [`import`] |
//! | send facts and lists out | [`export`] |
//! | answer other programs | [`api`] |
//! | see the pages | `screens/` |

pub mod api;
pub mod export;
pub mod import;
pub mod messages;
mod screens;
pub mod sheet;
pub mod workbook;

use std::sync::Arc;

use import::task::{ImportJob, Task};
use jobs::Handler;
use shell::App;

pub use screens::{menu, routes};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "exchange",
    files: &[
        ("001_import", include_str!("../migrations/001_import.sql")),
        ("002_systems", include_str!("../migrations/002_systems.sql")),
    ],
};

/// The long work of this area.
pub fn handlers(app: &App) -> Vec<Arc<dyn Handler>> {
    let job = |task| Arc::new(ImportJob::new(app, task)) as Arc<dyn Handler>;
    Task::ALL.map(job).into()
}
