//! Báo cáo thống kê bằng lời: sentences whose figures are fields of a frozen set (HD 31/HD-VKSTC năm 2022; lời văn cần kiểm tra).
//!
//! A figure is never typed: a sentence names form, row and column, and says what the set says, or how that compares with the
//! period before and with the same period of the year before.
//!
//! | to | look in |
//! |---|---|
//! | read the sentences and their fields | [`text`] |
//! | see the wordings, ours and the office's | [`wording`], `data/reports/` |
//! | add, correct, retire a template for the whole sector | [`template`] |
//! | fill the fields | [`filling`] |
//! | make, change, make again a report | [`store`] |
//! | see it on paper and in Word | [`paper`] |

pub mod filling;
pub mod messages;
pub mod paper;
pub mod store;
pub mod template;
pub mod text;
pub mod wording;

pub use store::Report;
pub use text::{Field, How, Piece};
