//! Chữ ký số của cơ quan (Luật Giao dịch điện tử 20/2023/QH15; NĐ 68/2024/NĐ-CP; TT 15/2025/TT-BKHCN; NĐ 30/2020/NĐ-CP Phụ lục I):
//! certificates, signing, verifying, and the log of it. The library that writes and judges signatures is `sign`.
//!
//! | to | look in |
//! |---|---|
//! | have something signed | [`Ceremony`], [`Order`], and [`Receiver`] for what follows |
//! | sign with the key a visitor has at hand | [`at_hand()`], [`begin`] |
//! | know who may sign with what | [`certificates`] |
//! | keep pictures of signatures and seals | [`pictures`] |
//! | say whom to believe | [`trust`], `data/trust.toml` |
//! | judge a file | [`check`] |
//! | give an issued copy a code that outsiders may ask about | [`codes`] |
//! | name devices, time-stamp authorities, levels | [`Means`], `signing.toml` in the data folder |
//! | change a sentence people read | [`messages`] |

mod at_hand;
pub mod ceremony;
pub mod certificates;
pub mod check;
pub mod codes;
mod door;
mod error;
pub mod expiry;
pub mod log;
mod means;
pub mod messages;
pub mod pictures;
mod screens;
pub mod trust;
mod visitors;

pub use at_hand::{AtHand, at_hand, begin};
pub use ceremony::{Ceremony, KeyHome, Order, Place, Sight, Signed, State, Ticket};
pub use door::{Answer, Receiver, Receivers};
pub use error::SigningError;
pub use means::{Device, Means, MeansError, PublicPage};
pub use screens::{DeskPart, Judgement, menu, routes};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "signing",
    files: &[("001_signing", include_str!("../migrations/001_signing.sql"))],
};

/// Việc định kỳ: tickets out of time are dropped, certificates near their end are told of. Harmless at any time.
pub async fn keep(app: &shell::App) -> Result<(), SigningError> {
    Ceremony::of(app).sweep(app.now_ms()).await?;
    expiry::tell(app).await
}
