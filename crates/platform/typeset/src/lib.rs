//! Trình bày văn bản (NĐ 30/2020/NĐ-CP, Phụ lục I): an official document as PDF/A and as Word.
//!
//! - [`OfficialDocument`]: what stands on the paper, and where each value came from; no layout, no IO
//! - [`Typesetter`]: built once, then [`Typesetter::pdf`], [`Typesetter::word`] and [`Typesetter::report_pdf`];
//!   only this crate names Typst and docx-rs
//! - [`Report`]: a register or a statistical form printed as a table on A4 or A3

mod contact;
mod document;
mod engine;
mod error;
mod fonts;
mod report;
mod sheet;
mod word;

pub use document::{Block, Closing, Head, OfficialDocument, Origin, Signature, Span, Text};
pub use engine::{Archive, Typesetter};
pub use error::TypesetError;
pub use report::{Align, Column, Paper, Report};
