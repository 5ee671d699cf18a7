//! Ghi chú, trích cứu: words lit on a page with what they are for, a note beside them, and the table of excerpts made of them.
//!
//! | to | look in |
//! |---|---|
//! | make, change, share, take off and put back a mark | [`make`], [`change`], [`set_shared`], [`set_removed`] |
//! | see whose mark is shown to whom | `store` |
//! | keep a mark on its words when the page is turned | `turning` |
//! | take the words under a box, the lines of a page | `lines` |
//! | follow "BL 127" in a note | `cites` |
//! | read and print the table of excerpts | `excerpts`, `word` |
//!
//! Marks are working notes, not facts and not part of the official file: nothing here goes into the file's contents, its
//! search or its hand-over. A private mark is its author's alone; no rank and no delegation opens it.

mod cites;
pub(crate) mod excerpts;
mod kinds;
pub(crate) mod lines;
pub(crate) mod screens;
mod store;
pub(crate) mod turning;
pub(crate) mod word;

pub use excerpts::{Excerpt, Wanted, excerpts};
pub use kinds::{MarkKind, of_id};
pub use store::{
    Change, MarkRow, Reader, change, make, marks_between, marks_of, set_removed, set_shared,
};
