//! Thời hạn bảo quản và lệnh giữ (Luật Lưu trữ 33/2024/QH15): how long a matter's file is kept, from what, by which paper, and what forbids
//! its destruction. Kinds and terms are dated rows of data; the sector's own table was not found, so years and their paper are entered.
//!
//! | to | look in |
//! |---|---|
//! | read the kinds, count the last years | [`rules`], pure |
//! | keep what was set, place and lift a hold | [`store`] |
//! | show it | `screens` |

pub mod rules;
pub(crate) mod screens;
pub(crate) mod store;
