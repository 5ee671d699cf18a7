//! Số hóa hồ sơ vụ án (BLTTHS Đ.131, Đ.132): from the scanned paper to pictures that open at once and words that know where they stand.
//!
//! The walk of one page, all of it blocking, so that a job runs it in a worker thread:
//!
//! 1. [`open`] looks at the bytes, says in Vietnamese what is wrong with them, and gives a [`Stack`] whose pages are read one by one;
//! 2. [`Reader::prepare`] turns a page upright, straightens it and makes the picture and the thumbnail that people see;
//! 3. [`Reader::read`] gives its words, lines and text, the bút lục stamps, and what a person must look at.
//!
//! A stack that was read goes out again as [`SearchablePdf`].
//!
//! Every box is in pixels of the prepared picture ([`DISPLAY_DPI`]), so a word, a hit and a drawn box share one frame.
//! This crate knows no database, no clock and no network.

mod clean;
mod crop;
mod doubt;
mod engine;
mod findings;
mod hand;
mod ink;
mod intake;
mod layout;
mod look;
mod numbered;
mod page;
mod prepare;
mod quality;
mod read;
mod region;
mod same;
pub mod score;
mod searchable;
mod second;
mod secrecy;
mod stamp;
mod straight;
mod strange;
mod turn;
mod words;

pub use clean::Cleaning;
pub use doubt::Doubt;
pub use engine::{EngineError, engine_is_limited, limit_engine_threads};
pub use findings::Finding;
pub use intake::{IntakeError, Kind, Stack, open};
pub use page::{PageError, PageImage, Pixels, Rect};
pub use prepare::{DISPLAY_DPI, Prepared, THUMBNAIL_PX};
pub use quality::Quality;
pub use read::{Reader, Reading};
pub use same::same_sheet;
pub use searchable::{Bookmark, SearchablePdf};
pub use secrecy::{Secrecy, secrecy_mark};
pub use stamp::{Shape, Sign, Stamp, StampOwner};
pub use turn::Turn;
pub use words::{Line, Word, text_within};
