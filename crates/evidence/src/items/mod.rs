//! Chứng cứ của vụ án (BLTTHS Đ.86–87): pieces of evidence with their pages, added from the case file or typed, withdrawn with a
//! reason and put back.
//!
//! | to | look in |
//! |---|---|
//! | read the evidence of a matter | [`items_of`], [`withdrawn_of`] |
//! | add it from contents, marks, contradictions or typed | `adding` |
//! | change, withdraw, put back | `change` |
//! | see it | `list`, `one`, `picking` |

mod adding;
mod change;
pub(crate) mod doors;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod picking;
mod store;

pub(crate) use change::TYPING;
pub(crate) use store::item;

pub use adding::add_typed;
pub use change::Fields;
pub use store::{Item, Withdrawal, Withdrawn, items_of, withdrawn_of};
