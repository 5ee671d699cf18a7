//! Phiên tòa: công bố tài liệu, chứng cứ bằng hình ảnh (BLTTHS Đ.306–322; công bố lời khai: Đ.308).
//!
//! | to | look in |
//! |---|---|
//! | say what is lawful to show, and what the court's screen may know | [`rules`] |
//! | make the show list, have it approved, print it | [`list`] |
//! | write the outline of questions | [`outline`] |
//! | take in, describe and play recordings | [`media`] |
//! | carry it to a room without network | [`pack`] |
//! | open a session, release a page, read the log | [`session`] |
//! | record what a trial showed as a fact, annul a session | [`act`] |
//! | see the court's own screen | `court` |
//! | change a sentence people read | [`messages`] |
//!
//! One thing holds: nothing reaches the court's screen but by [`session::release`], and what the screen asks for is given only while it
//! stands there. Exhibits are this area's own state, not facts; pages belong to `casefile` and are asked of it.

pub mod act;
pub mod adoption;
mod contents;
mod court;
mod drawings;
mod home;
pub mod list;
pub mod media;
#[allow(missing_docs)]
pub mod messages;
mod opened;
pub mod outline;
pub mod pack;
mod paper;
pub mod rules;
pub mod session;
mod standing;

use people::Right;
use shell::{MenuItem, Needs, Routes};

pub use standing::StandingExhibits;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "courtroom",
    files: &[
        (
            "001_courtroom",
            include_str!("../migrations/001_courtroom.sql"),
        ),
        (
            "002_media_and_outline",
            include_str!("../migrations/002_media_and_outline.sql"),
        ),
        ("003_pack", include_str!("../migrations/003_pack.sql")),
        (
            "004_annulment",
            include_str!("../migrations/004_annulment.sql"),
        ),
    ],
};

/// The long work of this area.
pub fn handlers(app: &shell::App) -> Vec<std::sync::Arc<dyn jobs::Handler>> {
    vec![std::sync::Arc::new(pack::job::PackJob::new(app))]
}

/// The addresses of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/courtroom", Right::CasefileRead, home::show)
        .merge(adoption_routes())
        .merge(list_routes())
        .merge(media_routes())
        .merge(outline_routes())
        .merge(session_routes())
        .merge(pack::routes())
        .merge(court_routes())
}

fn adoption_routes() -> Routes {
    use adoption::{list, page};
    let read = Right::StatisticsRead;
    Routes::new()
        .get("/courtroom/adoption", read, page::show)
        .get("/courtroom/adoption/figure", read, list::show)
        .get("/courtroom/adoption/figure/xlsx", read, list::xlsx)
}

fn list_routes() -> Routes {
    use list::{page, print, sources};
    let (read, present) = (Right::CasefileRead, Right::CourtroomPresent);
    let matter = "/courtroom/matters/{matter}";
    let exhibit = "/courtroom/matters/{matter}/exhibits/{exhibit}";
    let at = |below: &str| format!("{matter}/{below}");
    Routes::new()
        .get(matter, read, page::show)
        .get(&at("list"), read, page::read)
        .get(&at("print"), read, print::show)
        .get(&at("word"), read, print::word)
        .get(&at("sources"), present, sources::show)
        .get(&at("law/{article}"), read, sources::law)
        .get(&at("drawings/{kind}/{id}"), read, page::drawing)
        .post(&at("exhibits"), present, page::add)
        .put(exhibit, present, page::alter)
        .delete(exhibit, present, page::remove)
        .put(&format!("{exhibit}/place"), present, page::place)
        .post(&format!("{exhibit}/restoration"), present, page::restore)
        .post(&at("approval"), present, page::submit)
        .post(&at("approval/withdrawal"), present, page::take_back)
        .post(
            &at("approval/answer"),
            Right::CourtroomApprove,
            page::answer,
        )
        .post(&at("sessions"), present, session::doors::start)
}

fn media_routes() -> Routes {
    use media::{intake, page};
    let (read, present) = (Right::CasefileRead, Right::CourtroomPresent);
    let all = "/courtroom/matters/{matter}/media";
    let one = "/courtroom/matters/{matter}/media/{media}";
    let sending = "/courtroom/matters/{matter}/media/sendings/{sending}";
    Routes::new()
        .get(all, read, page::show)
        .post(&format!("{all}/sendings"), present, intake::begin)
        .upload(&format!("{sending}/parts"), present, intake::part)
        .upload(&format!("{sending}/completion"), present, intake::finish)
        .get(&format!("{all}/list"), read, page::read)
        .put(one, present, page::alter)
        .delete(one, present, page::remove)
        .post(&format!("{one}/restoration"), present, page::restore)
        .get(&format!("{one}/content"), read, page::content)
}

fn outline_routes() -> Routes {
    use outline::page;
    let (read, present) = (Right::CasefileRead, Right::CourtroomPresent);
    let all = "/courtroom/matters/{matter}/outline";
    let at = |below: &str| format!("{all}/{below}");
    let one = "/courtroom/matters/{matter}/outline/questions/{question}";
    Routes::new()
        .get(all, read, page::show)
        .get(&at("print"), read, page::print)
        .get(&at("word"), read, page::word)
        .get(&at("questions"), read, page::read)
        .post(&at("questions"), present, page::add)
        .put(one, present, page::alter)
        .delete(one, present, page::remove)
        .put(&format!("{one}/place"), present, page::place)
        .post(&format!("{one}/restoration"), present, page::restore)
}

fn session_routes() -> Routes {
    use session::{console, doors, events, report};
    let (read, present) = (Right::CasefileRead, Right::CourtroomPresent);
    let one = "/courtroom/sessions/{session}";
    let at = |below: &str| format!("{one}/{below}");
    Routes::new()
        .get(one, present, console::show)
        .get(&at("sheet"), present, console::read)
        .get(&at("state"), present, events::state)
        .get(&at("events"), present, events::events)
        .get(&at("report"), read, report::show)
        .get(&at("word"), read, report::word)
        .get(&at("pictures/{handle}"), present, doors::picture)
        .post(&at("release"), present, doors::release)
        .put(&at("blank"), present, doors::blank)
        .put(&at("hold"), present, doors::hold)
        .put(&at("play"), present, doors::play)
        .put(&at("notes"), present, doors::notes)
        .post(&at("clearances"), present, doors::clear)
        .post(&at("key"), present, doors::new_key)
        .delete(&at("key"), present, doors::revoke_key)
        .post(&at("end"), present, doors::end)
        .post(&at("fact"), present, act::doors::fact)
        .post(&at("annulment"), present, act::doors::annul)
        .post(&at("annulment/withdrawal"), present, act::doors::reinstate)
}

/// Màn hình của phiên tòa: the random address is the key; it reads and can change nothing.
fn court_routes() -> Routes {
    Routes::new()
        .get("/court/{key}", Needs::Public, court::show)
        .get("/court/{key}/events", Needs::Public, court::events)
        .get(
            "/court/{key}/pictures/{handle}",
            Needs::Public,
            court::picture,
        )
        .get("/court/{key}/media/{handle}", Needs::Public, court::media)
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    MenuItem::new("Phiên tòa", "gavel", "/courtroom")
        .needs(Right::CasefileRead)
        .link("Danh mục trình chiếu", "/courtroom", Right::CasefileRead)
        .link(
            "Số liệu trình chiếu, sơ đồ",
            "/courtroom/adoption",
            Right::StatisticsRead,
        )
}
