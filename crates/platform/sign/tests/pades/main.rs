//! Chữ ký số, judged from outside: a real public-key infrastructure made by openssl, and pyHanko, pdfsig and qpdf as judges.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod agreement;
mod attacks;
mod judges;
mod levels;
mod marks;
mod outside;
mod papers;
mod pki;
mod places;
mod run;
mod samples;
#[allow(dead_code)]
mod softhsm;
mod stamps;
mod tokens;
