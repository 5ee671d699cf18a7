//! Lời khai (BLTTHS Đ.91–98, Đ.183–189): whose statements stand in a file, lined up in time; two of them held against each other.
//!
//! | to | look in |
//! |---|---|
//! | know which documents are statements, whose, and when they were made | `persons`, [`statements_of`] |
//! | cut a record into questions and answers, and lead words back to their boxes | `answers`, `spoken` |
//! | find what two statements tell differently | `compare` |
//! | keep what a person accepted or dismissed | [`contradictions_of`], `store` |
//! | see them | `timeline`, `comparison`, `accepted`, `word` |
//!
//! A contradiction is only proposed: a person who has read both pages accepts it, or dismisses it with a reason.

pub(crate) mod accepted;
mod answers;
mod compare;
pub(crate) mod comparison;
mod held;
mod messages;
mod persons;
mod spoken;
mod store;
pub(crate) mod timeline;
pub(crate) mod word;

pub use persons::{Person, Statement, is_statement, statements_of};
pub use store::{Contradiction, Side, State, contradictions_of};

pub(crate) use store::forget;
