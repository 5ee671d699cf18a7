//! Sửa chữ máy đọc: a person corrects a word once; the box stays, every version is kept, the text and the index follow in the
//! same act, and the office's dictionary proposes the same elsewhere.
//!
//! | to | look in |
//! |---|---|
//! | put other words in the place of some, in words and text alike | `sheet` |
//! | correct, confirm, undo; keep corrections when a page is read again | [`correct`], [`undo`], `again` |
//! | know what the dictionary has learnt, find the same misreading elsewhere | `likes` |
//! | go from one doubtful word to the next | `queue` |
//! | answer the viewer; the page of what a file still asks | `screens`, `listing` |
//!
//! Nothing is ever corrected silently: what the dictionary knows is proposed with its picture, and a person takes it.

mod again;
pub(crate) mod likes;
pub(crate) mod listing;
mod messages;
mod queue;
pub(crate) mod screens;
mod sheet;
mod store;

pub use likes::{Lesson, Like, Likes, OtherFile, lessons, likes_elsewhere, likes_of};
pub use queue::{Stop, next_stop, stop_before};
pub use store::{Asked, CorrectionRow, correct, corrections_of, set_reviewed, undo};

pub(crate) use again::{arrived, forget};
pub(crate) use queue::waiting;

/// A word read with less is doubtful.
pub(crate) const DOUBT: u8 = 60;

/// Whether a person should look at this word.
pub(crate) fn is_doubtful(word: &scan::Word) -> bool {
    word.confidence < DOUBT && word.text.chars().any(char::is_alphanumeric)
}

/// How many words of a page are doubtful.
pub(crate) fn doubts(words: &[scan::Word]) -> i64 {
    words.iter().filter(|word| is_doubtful(word)).count() as i64
}
