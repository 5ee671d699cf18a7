//! Trình soạn cáo trạng (BLTTHS Đ.243, mẫu 156/HS) và luận tội (BLTTHS Đ.321): acts, evidence, circumstances, charges and
//! proposals as points, each with its source; printed into the fields of the form.
//!
//! | to | look in |
//! |---|---|
//! | name the parts of a form and what it must say | `data/arguments`, [`Outline`] |
//! | build points from the case | [`suggest`](fn@suggest) |
//! | move, add, write a point | [`Argument`] |
//! | see what is missing or without evidence | [`judged`] |
//! | get the words of the fields | [`printed`] |

mod judge;
mod outline;
mod points;
mod print;
mod suggest;

pub use judge::{Judged, State, is_proven, judged};
pub use outline::{Check, Outline, Part, Rule};
pub use points::{Argument, Point};
pub use print::printed;
pub use suggest::{Suggestion, Told, suggest};

/// The draft keeps the argument under this name, as JSON.
pub const FIELD: &str = "argument";

/// More than this is not kept: an indictment of some two hundred pages.
pub const LARGEST: usize = 1_000_000;
