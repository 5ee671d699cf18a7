//! Đơn vị, cán bộ và phân quyền (Luật Tổ chức VKSND 63/2014/QH13, sửa đổi bởi Luật 82/2025/QH15): units, persons,
//! posts, delegations, sign-in, rights, and [`Work`], the frame of every use case.
//!
//! | to | look in |
//! |---|---|
//! | see who may do what | `data/rights.csv`, [`rights`](Rights) |
//! | write a use case | [`Work`] |
//! | ask about the tree of units on a day, or change it | [`units`] |
//! | add people, posts, delegations, teams | [`staff`] |
//! | sign in and out | [`sign_in`] |
//! | enter a day off that the program does not know | [`calendar`] |
//! | set when a clock is near and who hears of it | [`ladder`] |

mod actor;
pub mod calendar;
mod error;
pub mod ladder;
pub mod messages;
mod rights;
pub mod sign_in;
pub mod staff;
pub mod units;
mod work;

pub use actor::{Actor, Covers, Delegated};
pub use error::WorkError;
pub use ladder::{Ladder, Ladders};
pub use rights::{MatrixError, Reach, Right, Rights, Role};
pub use units::{UnitBook, Units};
pub use work::{Work, today_of};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "people",
    files: &[
        ("001_units", include_str!("../migrations/001_units.sql")),
        ("002_staff", include_str!("../migrations/002_staff.sql")),
        ("003_sign_in", include_str!("../migrations/003_sign_in.sql")),
        (
            "004_calendar",
            include_str!("../migrations/004_calendar.sql"),
        ),
        ("005_ladder", include_str!("../migrations/005_ladder.sql")),
    ],
};
