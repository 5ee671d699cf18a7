//! Sổ sách của Biểu 01, on both databases: a small world of reports with known answers, and its pages over HTTP.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used)]

mod balances;
mod door;
mod figures;
mod kept;
mod world;
