//! Các trang nhập, xuất, chia sẻ dữ liệu.

mod home;
mod import;
mod lists;
mod mapping;
mod sheet;

use people::Right;
use shell::{MenuItem, Problem, Routes, Visit};
use uuid::Uuid;

use crate::import::store::{self, Import};
use crate::messages;

/// The addresses of this area.
pub fn routes() -> Routes {
    let import = Right::ExchangeImport;
    Routes::new()
        .get("/exchange/imports", import, home::show)
        .upload("/exchange/imports", import, home::take)
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
    MenuItem::new("Nhập, xuất dữ liệu", "table-import", "/exchange/imports").link(
        "Nhập sổ",
        "/exchange/imports",
        Right::ExchangeImport,
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
