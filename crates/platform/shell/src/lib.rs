//! Khung trang và đăng nhập: the web shell – state, routes with rights, visits, forms, pages, sign-in.
//!
//! An area writes `routes()` with [`Routes`], handlers that take a [`Visit`], pages that hold a [`Frame`]:
//!
//! ```text
//! pub fn routes() -> Routes {
//!     Routes::new()
//!         .get("/criminal/reports", Right::CriminalMatterRead, register::list)
//!         .post("/criminal/reports", Right::CriminalMatterRegister, acceptance::accept)
//! }
//! async fn list(visit: Visit) -> Result<Page<ListPage>, Problem> {
//!     let reports = crate::register::all(visit.app.db(), …).await?;
//!     Ok(Page(ListPage { frame: visit.frame("Nguồn tin về tội phạm"), reports }))
//! }
//! async fn accept(visit: Visit, mut form: Form) -> Result<Response, Problem> {
//!     let received_on = form.date("received_on");
//!     let work = visit.begin().await?;
//!     match crate::acceptance::accept(&work, …).await {
//!         Ok(id) => { work.commit().await?; Ok(Told::to(format!("/criminal/{id}")).good("Đã thụ lý.").into_response()) }
//!         Err(error) => { form.refuse(error)?; Ok(Page::refused(FormPage::of(&visit, &form)).into_response()) }
//!     }
//! }
//! ```

// Lets the shared templates say `shell::icon(…)` in this crate as in every other.
extern crate self as shell;

mod account;
mod admin;
mod app;
pub mod assets;
pub mod components;
mod cookies;
mod csrf;
pub mod draft;
mod dress;
mod form;
mod gate;
mod law_of;
mod menu;
pub mod notices;
mod page;
mod palette;
mod problem;
mod progress;
mod routes;
mod session;
mod sign_in;
mod site;
pub mod testing;
mod visit;

pub use admin::{Moved, Recompute, Recomputed, menu};
pub use app::{
    App, AppBuilder, AppParts, Clock, MailSettings, Settings, local_day, local_time, vi_time,
};
pub use components::*;
pub use form::Form;
pub use law_of::office_law;
pub use menu::{MenuEntry, MenuItem};
pub use page::{Page, Told};
pub use palette::{FindFuture, Finder, Found};
pub use problem::Problem;
pub use routes::{Needs, Route, Routes, matrix};
pub use site::{routes, site};
pub use visit::{Guest, Peer, Visit};

/// The tables of the shell.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "shell",
    files: &[("001_shell", include_str!("../migrations/001_shell.sql"))],
};
