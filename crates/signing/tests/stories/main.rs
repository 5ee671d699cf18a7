//! Ký số của cơ quan, told through the door: the pages and the interface of the signing program, on both databases.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod certificates;
mod codes;
mod device;
mod hsm;
mod judging;
mod kept;
mod lost;
mod refused;
mod signed;
mod standing;
mod world;

#[path = "../../../platform/sign/tests/pades/papers.rs"]
#[allow(dead_code)]
mod papers;
#[path = "../../../platform/sign/tests/pades/pki.rs"]
#[allow(dead_code)]
mod pki;
#[path = "../../../platform/sign/tests/pades/run.rs"]
mod run;
