//! Danh mục trình chiếu: exhibits in the phases of the trial, made from leaves, excerpts and documents; approved by the leader; printed.

pub(crate) mod adding;
pub(crate) mod approval;
pub(crate) mod change;
pub(crate) mod page;
pub(crate) mod parts;
pub(crate) mod print;
pub(crate) mod sources;
pub(crate) mod store;
pub(crate) mod view;

pub use adding::{Wanted, add, drawn};
pub use approval::{Approval, answer, approved, latest, submit, take_back};
pub use change::{Change, alter, place, set_removed};
pub use store::{exhibits_of, list_of};
