//! Người qua các hồ sơ: one person, many matters. Who stands in which matter, who may be the same person and why, and
//! what somebody decided about that. People are never joined silently.
//!
//! | to | look in |
//! |---|---|
//! | know what all descriptions of a person tell together | [`described`] |
//! | see what is kept of a person, from facts alone | [`view`] |
//! | read a number of an identity paper | [`identity`] |
//! | understand what was typed into the one box | [`asked`] |
//! | know a place before and after 1/7/2025 | [`place`] |
//! | find people | [`finding`] |
//! | know why two may be one | [`likeness`] |
//! | say that they are, or are not, and take it back | [`decided`] |
//! | follow one person through the matters | [`dossier`] |

pub mod asked;
pub mod decided;
pub mod described;
pub mod dossier;
pub mod finding;
pub mod identity;
pub mod likeness;
pub mod messages;
pub mod place;
pub(crate) mod screens;
mod view;

pub use view::PersonView;
