//! Dân sự, hành chính (BLTTDS 2015, Luật Tố tụng hành chính 2015): civil and administrative matters whose settling by the court the procuracy
//! supervises, from the court's notice to the judgment.
//!
//! | to | look in |
//! |---|---|
//! | read kinds, acts, columns, and what facts add up to | [`rules`] |
//! | take a matter in, record, correct, withdraw | [`record`] |
//! | open a matter with its facts, or its head alone | [`load`] |
//! | list matters, read the register | [`register`] |
//! | say a fact in words | [`cells`] |
//! | change a sentence people read | [`messages`] |
//! | see the pages | `screens/` |
//!
//! A new kind of act, a column or a kind of matter is a row in `data/`. Every act's id begins with "civil.": by the first fact of a matter other
//! areas know whose it is ([`law::is_civil`]). Time limits are not counted here: none of their articles was compared with the codes.

pub mod cells;
pub mod doors;
mod finder;
pub mod load;
#[allow(missing_docs)]
pub mod messages;
mod numbers;
pub mod record;
pub mod register;
pub mod rules;
mod screens;
mod view;

use std::sync::Arc;

pub use finder::CivilFinder;
pub use load::{Head, Opened, head, heads, href, open};
pub use screens::{menu, routes};
pub use view::CivilView;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "civil",
    files: &[("001_civil", include_str!("../migrations/001_civil.sql"))],
};

/// The views of this area.
pub fn views() -> Vec<Arc<dyn ledger::View>> {
    vec![Arc::new(CivilView)]
}
