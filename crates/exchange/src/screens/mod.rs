//! Các trang nhập, xuất, chia sẻ dữ liệu.

mod export;
mod home;
mod import;
mod lists;
mod mapping;
mod sheet;
mod systems;

use axum::response::{IntoResponse, Response};
use people::{Right, Work};
use shell::{MenuItem, Needs, Problem, Routes, Told, Visit};
use uuid::Uuid;

use crate::api;
use crate::import::store::{self, Import};
use crate::import::task::Task;
use crate::messages;

/// The addresses of this area.
pub fn routes() -> Routes {
    let import = Right::ExchangeImport;
    Routes::new()
        .get("/exchange/imports", import, home::show)
        .upload("/exchange/imports", import, home::take)
        .get("/exchange/export", Right::ExchangeExport, export::show)
        .get("/exchange/export/file", Right::ExchangeExport, export::send)
        .get("/exchange", Needs::SignedIn, home::door)
        .get(
            "/exchange/systems",
            Right::ExchangeSystemRead,
            systems::show,
        )
        .post(
            "/exchange/systems",
            Right::ExchangeSystemEdit,
            systems::create,
        )
        .post(
            "/exchange/systems/{system}/approval",
            Right::ExchangeSystemApprove,
            systems::approve,
        )
        .post(
            "/exchange/systems/{system}/revocation",
            Right::ExchangeSystemRead,
            systems::revoke,
        )
        .get("/api/v1", Needs::SignedIn, systems::manual)
        .get(
            "/api/v1/openapi.json",
            Needs::System,
            api::description::show,
        )
        .get("/api/v1/acts", Needs::System, api::facts::acts)
        .post("/api/v1/matters", Needs::System, api::facts::open)
        .get(
            "/api/v1/matters/{matter}",
            Needs::System,
            api::facts::matter,
        )
        .post(
            "/api/v1/matters/{matter}/facts",
            Needs::System,
            api::facts::record,
        )
        .get("/exchange/samples/{kind}", import, lists::sample)
        .get("/exchange/imports/{import}", import, import::show)
        .get("/exchange/imports/{import}/sheet", import, sheet::show)
        .post("/exchange/imports/{import}/sheet", import, sheet::choose)
        .get("/exchange/imports/{import}/mapping", import, mapping::show)
        .post(
            "/exchange/imports/{import}/mapping",
            import,
            mapping::confirm,
        )
        .get("/exchange/imports/{import}/faults", import, lists::faults)
        .post("/exchange/imports/{import}/writing", import, import::write)
        .post(
            "/exchange/imports/{import}/undoing",
            Right::ExchangeUndo,
            import::undo,
        )
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let area = MenuItem::new("Nhập, xuất dữ liệu", "database", "/exchange");
    area.link("Nhập sổ", "/exchange/imports", Right::ExchangeImport)
        .link("Xuất dữ liệu", "/exchange/export", Right::ExchangeExport)
        .link(
            "Phần mềm kết nối",
            "/exchange/systems",
            Right::ExchangeSystemRead,
        )
}

/// An import of a unit the person may import for; another's is refused.
async fn of_visit(visit: &Visit, id: Uuid, right: Right) -> Result<Import, Problem> {
    let one = store::get(visit.app.db(), id)
        .await?
        .ok_or_else(|| Problem::NotFound(messages::NO_IMPORT.to_owned()))?;
    match visit.may_over(right, &one.unit_id, &[]) {
        true => Ok(one),
        false => Err(Problem::not_allowed()),
    }
}

/// Sends an import on to its next task and shows how far it is.
async fn send_on(
    visit: &Visit,
    work: Work,
    one: &Import,
    task: Task,
    payload: String,
) -> Result<Response, Problem> {
    task.queue(&work, one, payload).await?;
    work.commit().await?;
    visit.app.jobs().ring();
    Ok(Told::to(one.href()).into_response())
}

/// The import begins a task, unless it stands elsewhere meanwhile.
async fn begins(
    visit: &Visit,
    work: &Work,
    one: &Import,
    from: &str,
    task: Task,
) -> Result<(), Problem> {
    let steps = [from, task.step()];
    match store::set_step(&work.tx, one.id, &steps, task.step(), visit.now_ms).await? {
        true => Ok(()),
        false => Err(Problem::Changed(messages::STEP_PASSED.to_owned())),
    }
}
