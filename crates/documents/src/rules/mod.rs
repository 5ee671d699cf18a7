//! Mẫu văn bản là dữ liệu: a form is one TOML file; these pure rules load it, check it and fill it.
//!
//! | to | look in |
//! |---|---|
//! | find the form of an act on a day | [`Templates`] |
//! | read and check a form | [`Template::parse`] |
//! | suggest values from a matter's facts | [`context`](fn@context) |
//! | take values from facts or from typing | [`Values`] |
//! | get the document and what is still missing | [`fill`] |
//! | know which scanned page a value was read from | `sources` |
//!
//! The files stand in `data/templates/`, each form where its README says; `common.toml`, `fields.toml` and `phrases.toml` are the
//! dictionary that they share.

mod bases;
mod chapters;
mod charges;
mod check;
mod context;
mod dictionary;
mod error;
mod fill;
mod form;
pub mod invented;
mod library;
mod lookup;
mod pattern;
mod pen;
pub mod prose;
mod reading;
pub(crate) mod sources;
mod template;
mod uses;
mod value;
mod values;

pub use chapters::chapter_vi;
pub use context::{Around, Context, Office, Signer, context, issued, put};
pub use dictionary::Dictionary;
pub use error::{Fault, TemplateError};
pub use fill::{Filled, Gap, Setting, fill};
pub use library::{Templates, files_under};
pub(crate) use sources::{fact_behind, place_of};
pub use template::{ActOf, Certainty, Condition, Field, LegalBasis, Scope, SignerTitle, Template};
pub use value::{Kind, Unreadable, Value};
pub use values::{Values, at as value_at};
