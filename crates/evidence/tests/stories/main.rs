//! Stories of the evidence of a case: pieces of evidence, what they prove, what stands on them.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod civil_case;
mod diagram;
mod flows;
mod house;
mod items;
mod judges;
mod map;
mod map_files;
mod points;
mod sample_cases;
mod samples;
mod sketch;
#[path = "../../../casefile/tests/scans/typed.rs"]
mod typed;
