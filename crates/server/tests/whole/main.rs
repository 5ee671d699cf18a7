//! Stories of the whole program: every route behind its gate, strangers kept out, days off that move dates, backup and
//! restore across both databases, figures as they were known, and an upgraded place that is made anew.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod adoption;
mod as_known;
mod backup;
mod gates;
mod moved;
mod recount;
mod renewal;
mod strangers;
#[path = "../../../casefile/tests/scans/typed.rs"]
mod typed;
