//! Văn bản hành chính (NĐ 30/2020/NĐ-CP): the 29 types of Điều 7, drafted without a matter, numbered from the office's own books.
//!
//! | to | look in |
//! |---|---|
//! | add or change a type | `data/administrative/types.toml`, [`kinds`] |
//! | see what a draft prints | [`paper`] |
//! | begin, save, issue, withdraw | [`acts`] |
//! | take an edited Word file back | [`returned`] |
//! | take a number (Điều 15) | [`book`] |
//! | hand in, sign with a key | [`signing`], then [`crate::folder`] |
//! | see the pages | `screens` |
//!
//! A draft is a row of `documents_draft` whose matter is the nil UUID, as a number taken without a matter is in the number book.

pub mod acts;
pub mod book;
mod files;
pub mod kinds;
mod list;
pub mod messages;
pub mod paper;
pub mod returned;
mod returns;
pub(crate) mod screens;
pub mod signing;

use crate::draft::Draft;

/// The form of an administrative draft begins so: `HC/thong-bao`.
pub const FORM: &str = "HC/";

/// Is it an administrative document?
pub fn is_administrative(draft: &Draft) -> bool {
    draft.matter_id.is_nil() && draft.form.starts_with(FORM)
}

/// Where a document opens.
pub fn href(draft: &Draft) -> String {
    match is_administrative(draft) {
        true => format!("/documents/office/{}", draft.id),
        false => format!("/documents/{}", draft.id),
    }
}
