//! Bàn làm việc số: what today needs, from every area – what ran out, what ends soon, why, and the next lawful step; and
//! what is told without being asked for: who hears of a clock that is near, every morning, and when its day moved.
//!
//! | to | look in |
//! |---|---|
//! | cut time into today, 1, 3, 7 and 15 days | [`horizon`] |
//! | ask whose work is shown | [`scope`] |
//! | see the page | `today.rs`, `today.html` |
//! | see or set the unit's ladder | `ladder.rs`, `ladder.html` |
//! | raise a clock to a leader, take note of it | [`escalation`] |
//! | tell each person in the morning | [`digest`] |
//! | know whose dates moved | [`moved`] |
//! | know what comes round by itself | [`rounds`], [`jobs_of`] |
//!
//! Clocks are never kept here: the desk asks the areas for them, so a fact recorded anywhere changes it at once. Its tables
//! hold what was told to whom.

mod clock;
pub mod digest;
pub mod escalation;
pub mod horizon;
pub mod jobs_of;
mod ladder;
pub mod messages;
pub mod moved;
mod recent;
pub mod rounds;
pub mod scope;
mod today;

use people::Right;
use shell::{MenuItem, Routes};

pub use jobs_of::handlers;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "desk",
    files: &[("001_ladder", include_str!("../migrations/001_ladder.sql"))],
};

/// The addresses of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/desk", Right::DeskOwn, today::show)
        .get("/desk/ladder", Right::DeskOwn, ladder::show)
        .post("/desk/ladder", Right::DeskLadderEdit, ladder::set)
        .post("/desk/ladder/default", Right::DeskLadderEdit, ladder::reset)
        .get(
            "/desk/escalations",
            Right::DeskEscalation,
            escalation::screen::show,
        )
        .post(
            "/desk/escalations/{escalation}/acknowledgement",
            Right::DeskEscalation,
            escalation::screen::acknowledge,
        )
        .get("/desk/digest", Right::DeskOwn, digest::screen::newest)
        .post("/desk/digest", Right::DeskOwn, digest::screen::again)
        .get("/desk/digest/{day}", Right::DeskOwn, digest::screen::of_day)
        .get("/desk/moved", Right::DeskOwn, moved::screen::show)
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    MenuItem::new("Bàn làm việc", "home", "/desk")
        .needs(Right::DeskOwn)
        .link("Hôm nay", "/desk", Right::DeskOwn)
        .link("Đã leo thang", "/desk/escalations", Right::DeskEscalation)
        .link("Bản tin hằng ngày", "/desk/digest", Right::DeskOwn)
        .link("Thời hạn đổi ngày", "/desk/moved", Right::DeskOwn)
        .link("Thang cảnh báo", "/desk/ladder", Right::DeskOwn)
}
