//! Quản trị: units, staff, calendar, trail and long work; the pages under /people and /system.

mod calendar;
mod delegations;
mod jobs;
mod person;
mod persons;
mod trail;
mod trail_words;
mod units;

pub use calendar::{Moved, Recompute, Recomputed};
use people::Right;

use crate::{MenuItem, Routes};

/// The addresses of the administration.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(units::routes())
        .merge(persons::routes())
        .merge(person::routes())
        .merge(delegations::routes())
        .merge(calendar::routes())
        .merge(trail::routes())
        .merge(jobs::routes())
}

/// Thực đơn của mảng quản trị.
pub fn menu() -> MenuItem {
    MenuItem::new("Đơn vị, cán bộ", "users", "/people/units")
        .link("Đơn vị", "/people/units", Right::PeopleUnitRead)
        .link("Cán bộ", "/people/persons", Right::PeoplePersonRead)
        .link(
            "Ủy quyền",
            "/people/delegations",
            Right::PeopleDelegationEdit,
        )
        .link("Lịch nghỉ", "/people/calendar", Right::PeopleCalendarRead)
        .link("Nhật ký truy vết", "/people/trail", Right::AuditRead)
        .link("Việc chạy nền", "/people/jobs", Right::SystemJobsRead)
        .link(
            "Thư mục máy quét",
            "/casefile/scanners",
            Right::SystemScannerEdit,
        )
}
