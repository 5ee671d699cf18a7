//! Thống kê (QĐ 559, 560/QĐ-VKSTC năm 2019; cần kiểm tra): forms computed from facts, for any unit or tree and any period.
//!
//! | to | look in |
//! |---|---|
//! | see how the life of a report becomes moves and stocks | [`life`] |
//! | see how the facts of a case become moves and stocks of the case, its accused and the people held | [`course`] |
//! | know the words a form may count by | [`book`] |
//! | see to which group of offences a report belongs | [`group`] |
//! | read or add a form | [`form`], `data/forms/` |
//! | ask what was known on an earlier day, and what has changed since | [`known`] |
//! | choose a period | [`period`] |
//! | compute figures, list what stands behind one | [`count`], [`behind`] |
//! | name the cases behind a share that another area shows | [`moved`] |
//! | check that the books balance | [`balance`] |
//! | check what must agree before a form is sent | [`doctor`] |
//! | have the figures as a list of cells | [`told`] |
//! | draw a row | [`charts`] |
//! | ask a question of one's own, share it | [`thematic`] |
//! | see, correct, add a definition | [`definitions`] |
//! | enter what no fact tells yet, with its document | [`documented`] |
//! | put a signed amount beside a figure | [`correction`] |
//! | freeze, sign, send, return, join, carry to another installation | [`submission`] |
//! | see the slip of a trial, and what it lacks | [`slips`] |
//! | set the sheet of a court or an investigating agency beside ours | [`comparison`] |
//! | see pages, print, export | `screens/`, [`paper`] |
//! | print every form at once | [`paper::whole`] |
//! | tell a period in sentences | [`report`] |
//!
//! A figure and the list behind it are made from the same condition ([`count::condition`]).

mod background;
pub mod balance;
pub mod behind;
pub mod book;
pub mod charts;
pub mod comparison;
pub mod correction;
pub mod count;
pub mod course;
pub mod definitions;
pub mod doctor;
pub mod documented;
pub mod event;
pub mod figures;
pub mod form;
pub mod group;
pub mod known;
pub mod life;
pub mod messages;
pub mod moved;
pub mod paper;
pub mod period;
pub mod report;
pub mod scope;
mod screens;
pub mod slips;
mod stored;
pub mod submission;
mod telling;
pub mod thematic;
pub mod told;
mod versions;
mod view;

use std::sync::Arc;

use people::Right;
use shell::MenuItem;

pub use figures::{Asking, Figures, by_unit, figures};
pub use form::Form;
pub use period::Period;
pub use scope::Scope;
pub use screens::routes;
pub use view::StatisticsView;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "statistics",
    files: &[
        (
            "001_statistics",
            include_str!("../migrations/001_statistics.sql"),
        ),
        ("002_sources", include_str!("../migrations/002_sources.sql")),
        (
            "003_counting",
            include_str!("../migrations/003_counting.sql"),
        ),
        ("004_course", include_str!("../migrations/004_course.sql")),
        (
            "005_submission",
            include_str!("../migrations/005_submission.sql"),
        ),
        (
            "006_adjustment",
            include_str!("../migrations/006_adjustment.sql"),
        ),
        (
            "007_documented",
            include_str!("../migrations/007_documented.sql"),
        ),
        (
            "008_definition",
            include_str!("../migrations/008_definition.sql"),
        ),
        (
            "009_thematic",
            include_str!("../migrations/009_thematic.sql"),
        ),
        ("010_print", include_str!("../migrations/010_print.sql")),
        ("011_report", include_str!("../migrations/011_report.sql")),
        (
            "012_thematic_dates",
            include_str!("../migrations/012_thematic_dates.sql"),
        ),
        (
            "013_comparison",
            include_str!("../migrations/013_comparison.sql"),
        ),
        (
            "014_freezing",
            include_str!("../migrations/014_freezing.sql"),
        ),
        ("015_receipt", include_str!("../migrations/015_receipt.sql")),
        (
            "016_template",
            include_str!("../migrations/016_template.sql"),
        ),
        (
            "017_print_cleared",
            include_str!("../migrations/017_print_cleared.sql"),
        ),
        (
            "018_recorded",
            include_str!("../migrations/018_recorded.sql"),
        ),
    ],
};

/// The views of this area.
pub fn views() -> Vec<Arc<dyn ledger::View>> {
    vec![Arc::new(StatisticsView)]
}

/// The long work of this area.
pub fn handlers(app: &shell::App) -> Vec<Arc<dyn jobs::Handler>> {
    vec![
        Arc::new(paper::whole::PrintJob::new(app)),
        Arc::new(submission::freezing::FreezeJob::new(app)),
    ]
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let read = Right::StatisticsRead;
    MenuItem::new("Thống kê", "chart-bar", "/statistics")
        .needs(read)
        .link("Chọn biểu, kỳ", "/statistics", read)
        .link("Chuyên đề", "/statistics/thematic", read)
        .link("Định nghĩa biểu", "/statistics/definitions", read)
        .link("Gửi báo cáo", "/statistics/submissions", read)
        .link("Báo cáo bằng lời", "/statistics/reports", read)
        .link("Phiếu điều chỉnh", "/statistics/adjustments", read)
        .link(
            "Phiếu xét xử",
            "/statistics/slips",
            Right::StatisticsOpenFigure,
        )
        .link(
            "Đối chiếu liên ngành",
            "/statistics/comparisons",
            Right::StatisticsOpenFigure,
        )
        .link("Biểu 01: nguồn tin", "/statistics/bieu-01", read)
        .link("Biểu 02: điều tra, truy tố", "/statistics/bieu-02", read)
}
