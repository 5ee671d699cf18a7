//! The printed page, judged by other people's programs: qpdf, poppler and LibreOffice where they are installed.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod back;
mod judges;
mod pdf;
mod report;
mod sample;
mod word;
