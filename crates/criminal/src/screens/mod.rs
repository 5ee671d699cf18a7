//! Các màn hình của mảng hình sự, one file a screen, its page beside it.

mod acts;
mod correct;
mod courts;
mod finder;
mod held;
mod home;
mod known;
mod list;
pub(crate) mod matter;
mod matter_checks;
mod matter_clocks;
mod matter_facts;
mod matter_offer;
mod new_matter;
mod numbers;
mod record;
pub(crate) mod record_form;
mod record_read;
pub(crate) mod shown;
mod take_number;

use people::{Reach, Right, Rights};
use shell::{MenuItem, Routes, Visit};

pub use finder::CriminalFinder;
pub(crate) use shown::address;

/// The addresses of this area.
pub fn routes() -> Routes {
    let read = Right::CriminalMatterRead;
    Routes::new()
        .get("/criminal", read, home::show)
        .get("/criminal/reports", read, list::reports)
        .get(
            "/criminal/reports/new",
            Right::CriminalMatterRegister,
            new_matter::report_form,
        )
        .post(
            "/criminal/reports",
            Right::CriminalMatterRegister,
            new_matter::add_report,
        )
        .get("/criminal/cases", read, list::cases)
        .get(
            "/criminal/cases/new",
            Right::CriminalMatterRegister,
            new_matter::case_form,
        )
        .post(
            "/criminal/cases",
            Right::CriminalMatterRegister,
            new_matter::add_case,
        )
        .get("/criminal/held", read, held::show)
        .get("/criminal/matters/{id}", read, matter::show)
        .get(
            "/criminal/matters/{id}/acts",
            Right::CriminalFactRecord,
            acts::show,
        )
        .get(
            "/criminal/matters/{id}/record/{act}",
            Right::CriminalFactRecord,
            record::form,
        )
        .post(
            "/criminal/matters/{id}/record/{act}",
            Right::CriminalFactRecord,
            record::add,
        )
        .get(
            "/criminal/matters/{id}/scanned/{act}",
            Right::CriminalFactRecord,
            record_read::show,
        )
        .get(
            "/criminal/matters/{id}/facts/{fact}/correction",
            Right::CriminalFactCorrect,
            correct::form,
        )
        .post(
            "/criminal/matters/{id}/facts/{fact}/correction",
            Right::CriminalFactCorrect,
            correct::add,
        )
        .post(
            "/criminal/matters/{id}/facts/{fact}/withdrawal",
            Right::CriminalFactCorrect,
            correct::withdraw,
        )
        .get("/criminal/numbers", read, numbers::show)
        .get(
            "/criminal/numbers/new",
            Right::CriminalNumberTake,
            take_number::form,
        )
        .post(
            "/criminal/numbers",
            Right::CriminalNumberTake,
            take_number::add,
        )
        .post(
            "/criminal/numbers/{id}/cancellation",
            Right::CriminalNumberCancel,
            numbers::cancel,
        )
        .post(
            "/criminal/numbers/symbol",
            Right::CriminalNumberCancel,
            numbers::symbol,
        )
        .merge(crate::books::screens::routes())
        .merge(crate::persons::screens::routes())
        .merge(crate::passage::screens::routes())
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let read = Right::CriminalMatterRead;
    MenuItem::new("Hình sự", "gavel", "/criminal")
        .needs(read)
        .link("Thời hạn", "/criminal", read)
        .link("Nguồn tin về tội phạm", "/criminal/reports", read)
        .link("Vụ án", "/criminal/cases", read)
        .link("Tạm giữ, tạm giam", "/criminal/held", read)
        .link("Chuyển hồ sơ", "/criminal/passages", read)
        .link("Tìm người", "/criminal/persons", read)
        .link("Sổ nghiệp vụ", "/criminal/books", read)
        .link("Sổ lấy số", "/criminal/numbers", read)
}

/// The units whose matters a person may read, by post and by delegation.
pub(crate) fn readable_units(visit: &Visit) -> Vec<String> {
    let rights = Rights::embedded();
    let actor = &visit.actor;
    let mut keys = std::collections::BTreeSet::new();
    let given = actor
        .delegations
        .iter()
        .filter(|given| given.rights.contains(&Right::CriminalMatterRead));
    for (role, covers) in given
        .map(|given| (given.role, &given.covers))
        .chain([(actor.role, &actor.covers)])
    {
        match rights.reach(role, Right::CriminalMatterRead) {
            Reach::Tree => keys.extend(covers.tree_keys().iter().cloned()),
            Reach::Unit | Reach::Own => keys.extend(covers.unit_keys().iter().cloned()),
            Reach::None => {}
        }
    }
    keys.into_iter().collect()
}
