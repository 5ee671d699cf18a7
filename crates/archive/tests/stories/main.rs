//! Stories of what leaves a case file: three pages of the sample case go in, copies come out and are judged by programs that share
//! nothing with ours, on both databases.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod bound;
mod copying;
mod giving;
mod handing_over;
mod hiding;
mod house;
mod judges;
mod keeping;
mod packing;
