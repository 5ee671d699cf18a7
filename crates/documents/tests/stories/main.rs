//! Những câu chuyện của mảng văn bản, on both databases, through the door as people come.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod administrative;
mod argument;
mod authority;
mod batch;
mod drafting;
mod folder;
mod from_file;
mod house;
mod issuing;
mod keys;
mod law_of_it;
mod migration;
mod registers;
mod typing;
mod versions;
mod word;

#[path = "../../../signing/tests/stories/hsm.rs"]
mod hsm;
#[path = "../../../platform/sign/tests/pades/pki.rs"]
#[allow(dead_code)]
mod pki;
#[path = "../../../platform/sign/tests/pades/run.rs"]
mod run;
