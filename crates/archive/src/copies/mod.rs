//! Bản sao hồ sơ: asked for, made in the background, taken; its file goes after some days, its line stays.
//!
//! | to | look in |
//! |---|---|
//! | keep what was asked for and what came of it | [`store`] |
//! | write the PDF of a part of the file | [`making`] |
//! | do it in the background | [`job`] |
//! | let old files go | [`clearing`] |
//! | show it | `screens` |

pub(crate) mod clearing;
pub(crate) mod job;
pub(crate) mod making;
pub(crate) mod screens;
pub(crate) mod store;

pub use job::CopyJob;
pub use store::{Copy, Kind};
