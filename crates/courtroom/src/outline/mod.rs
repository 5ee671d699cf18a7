//! Đề cương xét hỏi: question → expected answer → exhibit if the answer differs, person by person, in the order they are to be asked.
//!
//! | to | look in |
//! |---|---|
//! | keep questions: add, change as typed, move, take off and back | `store` |
//! | see and print the outline | `page` |

pub(crate) mod page;
pub(crate) mod store;

pub(crate) use store::tie;
pub use store::{Asked, Change, QuestionRow, add, alter, asked_of, move_to, question, set_removed};
