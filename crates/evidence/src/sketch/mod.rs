//! Sơ đồ hiện trường vẽ theo tỷ lệ: numbered positions, the fixed mark and the standard road edge they are measured from
//! (the parts of the rule in `data/sketch.toml`, cần kiểm tra).
//!
//! The police make the scene's sketch; here it is redrawn to scale over its page, and every position opens its leaves.

pub mod content;
mod ground;
mod listing;
#[allow(missing_docs)]
pub mod messages;
mod picture;
mod placing;
mod rule;
pub(crate) mod screens;
mod standing;
pub mod store;

pub use picture::{drawn, framed, picture, presented};
pub(crate) use screens::routes;
pub use standing::standing_on;
