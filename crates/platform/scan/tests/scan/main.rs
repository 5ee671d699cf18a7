//! Stacks from the door to the words, on pages of the sample case file.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod bad_input;
mod pages;
mod phones;
