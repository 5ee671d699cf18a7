//! Chương trình ký, judged from outside: the real program, a real token in software, requests as a browser (or an attacker) would send them.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod asking;
mod door;
mod killed;
mod pulled_out;
mod signing;

#[path = "../../../sign/tests/pades/judges.rs"]
#[allow(dead_code)]
mod judges;
#[path = "../../../sign/tests/pades/papers.rs"]
#[allow(dead_code)]
mod papers;
#[path = "../../../sign/tests/pades/pki.rs"]
#[allow(dead_code)]
mod pki;
#[path = "../../../sign/tests/pades/run.rs"]
mod run;
#[path = "../../../sign/tests/pades/softhsm.rs"]
mod softhsm;
