//! Văn bản tố tụng (mẫu theo TT 03/2026/TT-VKSTC; thể thức theo NĐ 30/2020/NĐ-CP): forms, drafts, issued decisions.
//!
//! | to | look in |
//! |---|---|
//! | read or add a form, fill it from facts | [`rules`], `data/templates` |
//! | keep a draft and its versions | [`draft`] |
//! | see what a draft prints, and what has changed in the facts since | [`paper`] |
//! | issue a document or withdraw it | [`issue`](mod@issue) |
//! | know who issues and who may sign | [`office`] |
//! | list documents | [`register`] |
//! | change a sentence people read | [`messages`] |
//! | see the pages | `screens/` |

mod door;
pub mod draft;
pub mod issue;
pub mod messages;
pub mod office;
pub mod paper;
mod press;
pub mod register;
pub mod rules;
mod screens;

pub use door::DocumentShelf;
pub use screens::{DocumentFinder, menu, routes};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "documents",
    files: &[(
        "001_documents",
        include_str!("../migrations/001_documents.sql"),
    )],
};
