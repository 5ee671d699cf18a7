//! Các mảng: the wiring. An area adds one line to each list it has something for; the rest stays in its own folder.

use std::sync::Arc;

use db::Migrations;
use jobs::Handler;
use ledger::View;
use shell::{App, AppBuilder, Routes};

/// The tables of every area, in the order of the floors.
pub fn migrations() -> Vec<Migrations> {
    vec![
        ledger::MIGRATIONS,
        jobs::MIGRATIONS,
        people::MIGRATIONS,
        shell::MIGRATIONS,
    ]
}

/// What every area derives from the facts.
pub fn views() -> Vec<Arc<dyn View>> {
    vec![]
}

/// Every address of the site.
pub fn routes() -> Routes {
    shell::routes()
}

/// What areas put into the menu, into `Ctrl+K`, and where their handlers find it.
pub fn furnish(app: AppBuilder) -> AppBuilder {
    app.menu(shell::menu())
}

/// The long work of every area.
pub fn handlers(_app: &App) -> Vec<Arc<dyn Handler>> {
    vec![]
}
