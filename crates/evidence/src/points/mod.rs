//! Những vấn đề phải chứng minh (BLTTHS Đ.85) và đánh giá chứng cứ (Đ.108): point × person × evidence, incriminating and
//! exonerating side by side, gaps seen.
//!
//! | to | look in |
//! |---|---|
//! | read what was made of the evidence | [`assessments_of`] |
//! | know the rows of a matter and how a cell stands | [`matrix`] |
//! | put evidence into a cell, weigh it, take it off | `change` |
//! | see it, print it, take it into Word | `page`, `print`, `word` |

mod change;
pub(crate) mod doors;
pub mod matrix;
pub(crate) mod page;
pub(crate) mod print;
mod store;
mod told;
pub(crate) mod word;

pub use change::{Place, place};
pub use matrix::{Cell, Row, State};
pub use store::{Assessment, Direction, OwnPoint, assessments_of};
pub use told::{cell_href, label_of, person_vi, rows, rows_now, strength_vi};

pub(crate) use told::{rows_on, standing_on};
