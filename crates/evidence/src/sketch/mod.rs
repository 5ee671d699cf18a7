//! Sơ đồ hiện trường vẽ theo tỷ lệ: numbered positions, the fixed mark and the standard road edge they are measured from
//! (the parts of form 05/TNĐB of TT 63/2020/TT-BCA, cần kiểm tra: it may have been replaced).
//!
//! The police make the scene's sketch; here it is redrawn to scale over its page, and every position opens its leaves.

pub mod content;
mod listing;
#[allow(missing_docs)]
pub mod messages;
mod picture;
pub(crate) mod screens;
mod standing;
pub mod store;

pub use picture::{drawn, picture};
pub(crate) use screens::routes;
pub use standing::standing_on;
