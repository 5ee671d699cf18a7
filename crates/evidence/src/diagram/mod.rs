//! Sơ đồ hóa vụ án (CV 3659/VKSTC-C2): quan hệ, diễn biến, tổ chức và vai trò đồng phạm (BLHS Đ.17), trình tự tố tụng.
//!
//! | to | look in |
//! |---|---|
//! | know what can stand in a diagram | [`kinds`] |
//! | read and keep the tables | `store`; every change with its undo in `change`, `undo` |
//! | see what the matter itself proposes | `derive`, `told` (statements); `renewal` keeps what people made of it |
//! | know how each part stands: derived, stale, orphaned, without evidence | `model` |
//! | find what cannot have been so | `clash` |
//! | place and draw | `relations`, `timeline`, `organisation` |
//! | show, edit, export | `page`, `doors`, `view`, `files`, `graphml` |
//!
//! All diagrams of a matter are views of the same parts: an account named here is named once.

mod change;
mod clash;
mod derive;
mod doors;
mod files;
mod graphml;
pub mod kinds;
mod messages;
mod model;
mod organisation;
mod page;
mod relations;
mod renewal;
mod store;
mod timeline;
mod told;
mod undo;
mod view;

use people::Right;
use shell::Routes;

pub use change::{Fields, add, add_diagram, alter, set_part_removed};
pub use derive::proposed;
pub use files::presented;
#[cfg(test)]
pub(crate) use model::sheet_of;
pub use model::standing_on;
pub use renewal::renew;
pub use store::{DiagramRow, Thing, diagrams_of, things_of};

/// The addresses of the diagrams.
pub fn routes() -> Routes {
    let (read, edit) = (Right::CasefileRead, Right::EvidenceEdit);
    let all = "/evidence/matters/{matter}/diagrams";
    let one = "/evidence/matters/{matter}/diagrams/{id}";
    let part = "/evidence/matters/{matter}/diagrams/{id}/parts/{part}";
    let at = |below: &str| format!("{one}/{below}");
    Routes::new()
        .get(all, read, page::list)
        .post(all, edit, doors::add_diagram)
        .get(one, read, page::show)
        .put(one, edit, doors::rename)
        .delete(one, edit, doors::remove_diagram)
        .post(&at("restoration"), edit, doors::restore_diagram)
        .get(&at("view"), read, view::read)
        .get(&at("print"), read, page::print)
        .get(&at("picture"), read, files::look)
        .get(&at("svg"), read, files::svg)
        .get(&at("png"), read, files::png)
        .get(&at("pdf"), read, files::pdf)
        .get(&at("graphml"), read, files::graphml)
        .post(&at("renewal"), edit, doors::renew)
        .post(&at("confirmation"), edit, doors::confirm_all)
        .post(&at("parts"), edit, doors::add)
        .put(part, edit, doors::alter)
        .delete(part, edit, doors::remove)
        .post(&format!("{part}/restoration"), edit, doors::restore)
        .post(&format!("{part}/confirmation"), edit, doors::confirm)
        .put(&at("places"), edit, doors::place)
        .delete(&at("places"), edit, doors::unplace)
        .put(&at("steps"), edit, doors::steps)
        .post(&at("undo"), edit, doors::undo)
        .post(&at("redo"), edit, doors::redo)
}
