//! Stories of scans: three pages of the sample case go in and come out as text, leaves and boxes, on both databases.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod archives;
mod bad_input;
mod coming;
mod completeness;
mod digitising;
mod house;
mod marks;
mod noting;
mod noting_door;
mod pages;
mod proposal;
mod proposal_door;
mod reading;
mod resuming;
mod scanners;
mod secrecy;
mod sendings;
mod stack_door;
mod statements;
mod twice;
mod typed;
mod wording;
