//! Văn bản tố tụng (mẫu theo TT 03/2026/TT-VKSTC; thể thức theo NĐ 30/2020/NĐ-CP): forms, drafts, issued decisions.
//!
//! | to | look in |
//! |---|---|
//! | read or add a form, fill it from facts | [`rules`], `data/templates` |
//! | find the form that a matter needs | [`choosing`] |
//! | keep a draft and its versions, compare two | [`draft`], [`versions`], [`compare`] |
//! | remark on a draft, answer, settle | [`remarks`] |
//! | write an indictment or a closing argument point by point | [`argument`] |
//! | see what a draft prints, and what has changed in the facts since | [`paper`], [`staleness`] |
//! | hand a draft to its signer, sign and issue it | [`folder`] |
//! | take an edited Word file back | [`word`] |
//! | make one form for many people at once | [`batch`] |
//! | draft a letter, notice, report … without a matter | [`administrative`] |
//! | issue a paper signed by hand, or withdraw it | [`issue`](mod@issue) |
//! | replace an issued document by another, copy it, pass it on | [`replacement`], [`copies`], [`delivery`] |
//! | find the passages that cite a leaf | [`citing`](mod@citing) |
//! | read the register of outgoing documents | [`outgoing`] |
//! | know who issues and who may sign | [`office`] |
//! | list documents | [`register`] |
//! | change a sentence people read | [`messages`] |
//! | see the pages | `screens/` |

pub mod administrative;
pub mod argument;
pub mod batch;
pub mod choosing;
pub mod citing;
pub mod compare;
pub mod copies;
pub mod delivery;
mod door;
pub mod draft;
pub mod folder;
pub mod issue;
pub mod messages;
pub mod office;
pub mod outgoing;
mod outgoing_sheet;
pub mod paper;
mod press;
pub mod register;
pub mod remarks;
pub mod replacement;
pub mod rules;
mod screens;
mod secrecy;
pub mod staleness;
pub mod versions;
pub mod word;

pub use citing::{Doubt, Doubts, DoubtsDoor, citing};
pub use door::DocumentShelf;
pub use folder::hand::SignedPapers;
pub use screens::{DeskPart, DocumentFinder, menu, routes};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "documents",
    files: &[
        (
            "001_documents",
            include_str!("../migrations/001_documents.sql"),
        ),
        ("002_folder", include_str!("../migrations/002_folder.sql")),
        (
            "003_drafting",
            include_str!("../migrations/003_drafting.sql"),
        ),
        (
            "004_word_batch_administrative",
            include_str!("../migrations/004_word_batch_administrative.sql"),
        ),
        (
            "005_batch_submission",
            include_str!("../migrations/005_batch_submission.sql"),
        ),
        (
            "006_versions_thinned",
            include_str!("../migrations/006_versions_thinned.sql"),
        ),
    ],
};

/// The long work of this area.
pub fn batch_handlers(app: &shell::App) -> Vec<std::sync::Arc<dyn jobs::Handler>> {
    vec![
        std::sync::Arc::new(batch::job::BatchJob::new(app)),
        std::sync::Arc::new(batch::submission::SubmissionJob::new(app)),
    ]
}
