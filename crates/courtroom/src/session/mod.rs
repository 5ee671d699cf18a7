//! Phiên trình chiếu: from its start to its end, what the prosecutor releases, and the log that stays.
//!
//! | to | look in |
//! |---|---|
//! | start and end a session, make and revoke the court's key | `lifetime` |
//! | put something onto the court's screen, make it dark, hold it | `release` |
//! | play, stop, jump in a recording | `play` |
//! | note that a person has spoken (BLTTHS Đ.308) | `clearance` |
//! | read the log | `log`; the report of it: `report` |
//! | tell every screen at once | `bell`, `events` |
//! | see the prosecutor's console | `console` |

pub(crate) mod bell;
pub(crate) mod clearance;
pub(crate) mod console;
pub(crate) mod doors;
pub(crate) mod events;
mod lifetime;
mod lines;
mod log;
mod play;
mod release;
pub(crate) mod report;
mod store;

pub use clearance::clear;
pub use lifetime::{KEY_LASTS, end, new_key, revoke_key, start};
pub(crate) use lines::{Line, lines_of, lines_within};
pub(crate) use log::used_in_rehearsal;
pub use log::{Playing, Showing, playings_of, showings_of};
pub use play::{Asked as PlayAsked, play};
pub use release::{Ask, Asked, Outcome, Prepared, WantedPart, blank, freeze, prepare, release};
pub use store::{SessionRow, by_id, by_key};
