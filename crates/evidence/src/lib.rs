//! Chứng cứ và những vấn đề phải chứng minh trong vụ án (BLTTHS Đ.85–108); báo cáo án bằng sơ đồ (HD 10/HD-VKSTC, CV 3659/VKSTC-C2).
//!
//! | to | look in |
//! |---|---|
//! | keep evidence with its pages, withdraw it | [`items`] |
//! | put evidence to the points to prove | [`points`] |
//! | report the case by a mind map | [`map`] |
//! | draw relations, events, roles | [`diagram`]; the look of all pictures: [`drawing`] |
//! | count maps and diagrams of some days | [`counts`] |
//! | cite leaves | [`sources`] |
//! | know what stands on a piece of evidence | [`dependents`] |
//! | change a sentence people read | [`messages`] |
//!
//! One thing holds: a diagram is a view of what is proved, never a drawing whose content lives only in the picture.

mod case;
#[cfg(test)]
mod cases;
pub mod counts;
pub mod dependents;
pub mod diagram;
pub mod drawing;
pub mod flows;
mod home;
pub mod items;
pub mod law_of;
pub mod map;
#[allow(missing_docs)]
pub mod messages;
mod opened;
pub mod points;
pub mod sketch;
pub mod sources;

use people::Right;
use shell::Routes;

pub use dependents::{Dependent, Dependents, DependentsDoor, Ground};
pub use drawing::{Picture, pdf_a3, png, presented};
pub use items::{Item, Withdrawn, items_of, withdrawn_of};
pub use points::{Assessment, Direction, assessments_of};
pub use sources::{Source, leaves_of, read_sources, source_href, told};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "evidence",
    files: &[
        (
            "001_evidence",
            include_str!("../migrations/001_evidence.sql"),
        ),
        ("002_map", include_str!("../migrations/002_map.sql")),
        ("003_diagram", include_str!("../migrations/003_diagram.sql")),
        ("004_flows", include_str!("../migrations/004_flows.sql")),
    ],
};

/// The addresses of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(
            "/evidence/matters/{matter}",
            Right::CasefileRead,
            home::show,
        )
        .merge(diagram::routes())
        .merge(flows::routes())
        .merge(sketch::routes())
        .merge(map::routes())
        .merge(item_routes())
        .merge(point_routes())
}

fn item_routes() -> Routes {
    use items::{doors, list, one, picking};
    let (read, edit) = (Right::CasefileRead, Right::EvidenceEdit);
    let all = "/evidence/matters/{matter}/items";
    let at = |below: &str| format!("{all}/{{item}}{below}");
    Routes::new()
        .get(all, read, list::show)
        .post(all, edit, doors::add)
        .get(&format!("{all}/sources"), edit, picking::show)
        .get(&at(""), read, one::show)
        .post(&at(""), edit, doors::keep)
        .post(&at("/field"), edit, doors::field)
        .post(&at("/withdrawal"), edit, doors::withdraw)
        .post(&at("/restoration"), edit, doors::restore)
}

fn point_routes() -> Routes {
    use points::{doors, page, print, word};
    let (read, edit) = (Right::CasefileRead, Right::EvidenceEdit);
    let all = "/evidence/matters/{matter}/points";
    let at = |below: &str| format!("{all}/{below}");
    Routes::new()
        .get(all, read, page::show)
        .get(&at("print"), read, print::show)
        .get(&at("word"), read, word::export)
        .post(&at("assessments"), edit, doors::add)
        .post(&at("assessments/{id}"), edit, doors::weigh)
        .post(&at("assessments/{id}/field"), edit, doors::field)
        .post(&at("assessments/{id}/removal"), edit, doors::remove)
        .post(&at("assessments/{id}/restoration"), edit, doors::restore)
        .post(&at("words/{subject}/{point}"), edit, doors::write)
        .post(&at("own"), edit, doors::add_point)
        .post(&at("own/{point}/removal"), edit, doors::remove_point)
        .post(&at("own/{point}/restoration"), edit, doors::restore_point)
}
