//! Trình bày văn bản (NĐ 30/2020/NĐ-CP, Phụ lục I): an official document as PDF/A and as Word.
//!
//! - [`OfficialDocument`]: what stands on the paper, and where each value came from; no layout, no IO
//! - [`Typesetter`]: built once, then [`Typesetter::pdf`], [`Typesetter::word`] and [`Typesetter::report_pdf`];
//!   only this crate names Typst and docx-rs
//! - [`word::read`](fn@word::read::read): a Word file that comes back, its bad input refused; only this crate names quick-xml
//! - [`Report`]: a register or a statistical form printed as a table on A4 or A3; [`Binder`]: many of them in one file
//! - [`PictureSheet`], [`picture_png`]: a diagram on A3, or as a picture; only this crate names resvg

mod binder;
mod contact;
mod document;
mod engine;
mod error;
mod fonts;
mod picture;
mod report;
mod room;
mod sheet;
pub mod word;

pub use binder::{Binder, Bound};
pub use document::{Block, Closing, Head, OfficialDocument, Origin, Signature, Span, Text};
pub use engine::{Archive, Typesetter};
pub use error::TypesetError;
pub use fonts::{sans, upright};
pub use picture::{PictureSheet, picture_png};
pub use report::{Align, Column, Paper, Report};
pub use room::Room;
pub use word::WordMark;
