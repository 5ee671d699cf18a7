//! Stories of the courtroom: a list is made and approved, a session shows it, and nothing reaches the court that was not released.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod act;
mod civil_trial;
mod court;
mod house;
mod list;
mod media;
mod pack;
mod pack_log;
#[path = "../../../platform/sign/tests/pades/pki.rs"]
#[allow(dead_code)]
mod pki;
#[path = "../../../platform/sign/tests/pades/run.rs"]
mod run;
mod signed_pack;
mod sources;
mod statements;
#[path = "../../../casefile/tests/scans/typed.rs"]
mod typed;
