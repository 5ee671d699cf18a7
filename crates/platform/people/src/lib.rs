//! Đơn vị, cán bộ và phân quyền (Luật Tổ chức VKSND 63/2014/QH13, sửa đổi bởi Luật 82/2025/QH15): units, persons,
//! posts, delegations, sign-in, rights, and [`Work`], the frame of every use case.

mod actor;
mod error;
pub mod messages;
mod rights;
mod work;

pub use actor::{Actor, Covers, Delegated};
pub use error::WorkError;
pub use rights::{MatrixError, Reach, Right, Rights, Role};
pub use work::{Work, today_of};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations { area: "people", files: &[] };
