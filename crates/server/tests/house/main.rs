//! Nếp nhà: the rules of the house that no compiler knows, read from the sources themselves.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod arrows;
mod decisions;
mod sources;
mod tidy;
