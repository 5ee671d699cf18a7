//! Stories of the courtroom: a list is made and approved, a session shows it, and nothing reaches the court that was not released.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod court;
mod house;
mod list;
mod media;
mod pack;
mod sources;
mod statements;
#[path = "../../../casefile/tests/scans/typed.rs"]
mod typed;
