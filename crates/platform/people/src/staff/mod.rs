//! Cán bộ, chức vụ, ủy quyền, tổ công tác: who works where, in what role, between which days.

mod acting;
pub mod delegation;
pub mod person;
pub mod post;
pub mod team;

pub use acting::actor_of;
